"""Scenarios as they stand on the shelf: one line each, from the library's catalogue alone."""

import re

from textual.content import Content

from trainer.language import _, mark, ngettext
from trainer.report.terms import SKILLS
from trainer.scenario.library import Entry
from trainer.screens.texts import plain

MOST_OF_A_BRIEF = 180
"""Characters of a brief that are shown on the shelf."""

LEVELS = {1: mark("first steps"), 2: mark("working level"), 3: mark("hard")}

SETTINGS = {
    "workplace": mark("At work"),
    "tenants": mark("With tenants"),
    "doors": mark("At the door"),
    "phone": mark("On the phone"),
    "text": mark("By text message"),
    "community": mark("In the community"),
    "home": mark("At home"),
    "chapter": mark("In your chapter"),
    "online": mark("Online"),
    "street": mark("On the street"),
}


def setting_of(entry: Entry) -> str:
    """Where a scenario plays."""
    return _(SETTINGS[entry.setting]) if entry.setting in SETTINGS else entry.setting


def level_of(entry: Entry) -> str:
    """How hard a scenario is."""
    return level_in_words(entry.level or 0)


def level_in_words(level: int) -> str:
    """How hard a level is; "" where there is no such level."""
    return _(LEVELS.get(level, ""))


def about_minutes(minutes: int) -> str:
    """How long something takes."""
    return ngettext("about {count} minute", "about {count} minutes", minutes).format(count=minutes)


def about(entry: Entry) -> str:
    """What kind of scenario it is, in a few words: "first steps, about 10 minutes"."""
    minutes = about_minutes(entry.minutes) if entry.minutes else ""
    form = _("a shift") if entry.form == "shift" else ""
    return ", ".join(part for part in (level_of(entry), form, minutes) if part)


def opening_of(entry: Entry) -> str:
    """The first sentences of a scenario's brief, as many as fit beside a list; at least one."""
    sentences = re.split(r"(?<=[.!?…])\s+", " ".join(entry.brief.split()))
    told = sentences[0]
    for sentence in sentences[1:]:
        if len(told) + len(sentence) >= MOST_OF_A_BRIEF:
            break
        told += f" {sentence}"
    return told


def skill_of(skill: str) -> str:
    """What a skill is called."""
    return SKILLS[skill].title if skill in SKILLS else skill


def plays_finished(count: int) -> str:
    """How many plays were finished."""
    return ngettext("{count} play finished", "{count} plays finished", count).format(count=count)


def playable(entry: Entry) -> bool:
    """Whether these screens can play it."""
    return entry.form in ("visits", "shift")


def two_lines(title: Content, below: str) -> Content:
    """A title with what is said of it on a second line."""
    return title + Content("\n") + plain(below, "$soft")
