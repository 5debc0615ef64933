"""Settings in plain mode: those that make a difference there, each asked in a line and kept for the next time."""

from functools import partial

from trainer.conversation.lifecycle import Mode
from trainer.language import _, languages, mark
from trainer.plain.console import Console, one_of
from trainer.records.settings import Setup
from trainer.report.terms import MODE_WORDS
from trainer.report.text import plain
from trainer.report.words import joined

MODES: dict[Mode, str] = {
    "learn": mark("a coach says a word after each of your lines"),
    "practice": mark("a coach says a word after each visit"),
    "test": mark("no coaching and no taking back, until the debrief"),
}

SYSTEM = mark("system")
"""The word for the language that the system speaks."""


def tell(console: Console, settings: Setup) -> None:
    """Say what the settings have to say, such as that they cannot be kept."""
    for sentence in settings.news():
        console.say(sentence)


def change_settings(console: Console, settings: Setup) -> None:
    """Read the settings, and change them as the trainee wants."""
    while True:
        now = settings.now
        spoken = (SYSTEM, *languages())
        console.say("", _("Settings:"))
        console.say(_("You play in {mode} mode: {words}.").format(mode=MODE_WORDS[now.mode], words=_(MODES[now.mode])))
        console.say(_("The program speaks the language {language}.").format(language=now.language or _(SYSTEM)))
        for name, by in settings.ruled.items():
            console.say(_("At this start {setting} came from {source}.").format(setting=name, source=by))
        if settings.file is None:
            console.say(_("There is no folder to keep them in: they count until you leave."))
        else:
            console.say(_("They are kept in {file}.").format(file=plain(str(settings.file))))
        known: tuple[str, ...] = (*MODES, *spoken)
        words = joined(map(_, known), "or")
        wanted = _("Type {words} to change one, or press Enter to go back.").format(words=words)
        console.say(wanted)
        chosen = console.ask(_("Enter"), partial(one_of, known=("", *known)), wanted)
        if not chosen:
            return
        if chosen in spoken:
            settings.change(language="" if chosen == SYSTEM else chosen)
        else:
            settings.change(mode=chosen)
        tell(console, settings)
