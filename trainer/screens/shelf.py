"""Scenarios as they stand on the shelf: one line each, from the library's catalogue alone."""

from textual.content import Content

from trainer.report.terms import SKILLS
from trainer.scenario.library import Entry
from trainer.screens.texts import plain

LEVELS = {1: "first steps", 2: "working level", 3: "hard"}

SETTINGS = {
    "workplace": "At work",
    "tenants": "With tenants",
    "doors": "At the door",
    "phone": "On the phone",
    "text": "By text message",
    "community": "In the community",
    "home": "At home",
    "chapter": "In your chapter",
    "online": "Online",
    "street": "On the street",
}


def setting_of(entry: Entry) -> str:
    """Where a scenario plays."""
    return SETTINGS.get(entry.setting, entry.setting)


def level_of(entry: Entry) -> str:
    """How hard a scenario is."""
    return LEVELS.get(entry.level or 0, "")


def about(entry: Entry) -> str:
    """What kind of scenario it is, in a few words: "first steps, about 10 minutes"."""
    minutes = f"about {entry.minutes} minutes" if entry.minutes else ""
    form = "a shift" if entry.form == "shift" else ""
    return ", ".join(part for part in (level_of(entry), form, minutes) if part)


def skill_of(skill: str) -> str:
    """What a skill is called."""
    return SKILLS[skill].title if skill in SKILLS else skill


def playable(entry: Entry) -> bool:
    """Whether these screens can play it."""
    return entry.form in ("visits", "shift")


def two_lines(title: Content, below: str) -> Content:
    """A title with what is said of it on a second line."""
    return title + Content("\n") + plain(below, "$soft")
