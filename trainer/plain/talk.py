"""A visit in plain mode: what they say, what can be said, one choice after the other."""

from scoring.transcript import Opening, Turn
from trainer.conversation.state import TALKING
from trainer.conversation.story import StoryOption
from trainer.language import Table, _, mark, ngettext
from trainer.plain.console import Console
from trainer.practice.sitting import Sitting
from trainer.report.talk import heading_of
from trainer.report.text import plain, spoken
from trainer.report.words import no_or, saying, sentence

COMMANDS = Table(
    {
        mark("undo"): mark("takes your last line back."),
        mark("none"): mark(
            "is for when no line is yours: you say what you would have said, and it is kept for the debrief."
        ),
    },
    _,
)
"""What can be typed in a talk beside a number."""

SCRIPT = Table({mark("script"): mark("reads the script.")}, _)
"""What can be typed besides in a talk of a shift."""


def talk(console: Console, sitting: Sitting) -> None:
    """Talk until the visit is over. A visit that has only begun is opened first; otherwise its last words are read."""
    resume_talk(console, sitting)
    while sitting.course.stage == "talking" and sitting.play.state.phase == TALKING:
        exchange(console, sitting)


def exchange(console: Console, sitting: Sitting) -> None:
    """One choice of a talk; a person to whom nothing can be said takes leave."""
    if sitting.play.stuck:
        console.say("", _("{name} takes leave.").format(name=_name(sitting)))
        sitting.leave()
    else:
        _choose(console, sitting)


def resume_talk(console: Console, sitting: Sitting) -> None:
    """Open a talk that has only begun, or read the last words of one that goes on."""
    play = sitting.play
    visit = play.story.visits[play.state.visit].id
    if play.turns and play.turns[-1].visit == visit:
        _last_words(console, sitting)
    else:
        _open(console, sitting)


def take_back(console: Console, sitting: Sitting) -> bool:
    """Take the last line back where the mode allows it, and say which; False where it does not."""
    course = sitting.course
    if not course.may("undo"):
        said = course.mode == "test"
        console.say(_("In test mode a line said is said.") if said else _("There is no line to take back yet."))
        return False
    step = sitting.play.last_choice
    sitting.undo()
    if step.turn is None:
        console.say("", _("You take that back."))
    else:
        line = step.turn.say
        console.say("", saying(_("You take this back"), plain(line)) if line else _("You take your silence back."))
    return True


def _choose(console: Console, sitting: Sitting) -> None:
    """One choice. Commands are followed first, and the same choice is asked again."""
    options = sitting.play.shown()
    commands = {**COMMANDS, **SCRIPT} if sitting.story.shift else COMMANDS
    left = sitting.play.state.minutes_left
    clock = no_or(left, _("No minute left."), ngettext("{count} minute left.", "{count} minutes left.", left))
    console.say("", f"{_('What do you say?')} {clock}")
    console.say(*(f"{number}. {_offered(option)}" for number, option in enumerate(options, start=1)))
    waiting = next((option for option in options if option.waits), None)

    def accept(typed: str) -> StoryOption | str | None:
        if typed.lower() in commands:
            return typed.lower()
        if typed == "0":
            return waiting
        if typed.isascii() and typed.isdigit() and len(typed) <= 3 and 1 <= int(typed) <= len(options):
            return options[int(typed) - 1]
        return None

    several = len(options) > 1
    if waiting:
        typed = (
            _("Type a number from 1 to {numbers}, or 0 to say nothing.")
            if several
            else _("Type 1, or 0 to say nothing.")
        )
    else:
        typed = _("Type a number from 1 to {numbers}.") if several else _("Type 1.")
    wanted = f"{typed.format(numbers=len(options))} {_('The word help tells what else can be typed.')}"
    match console.ask(_("Your number"), accept, wanted, commands):
        case "undo":
            if take_back(console, sitting) and sitting.play.state.phase == TALKING:
                _last_words(console, sitting)
        case "script":
            read_script(console, sitting)
        case "none":
            _in_own_words(console, sitting)
        case StoryOption(id=chosen):
            sitting.choose(chosen)
            tell_news(console, sitting)
            _show(console, sitting, sitting.play.turns[-1], coached=True)


def tell_news(console: Console, sitting: Sitting) -> None:
    """Say what the records have to say: that something could not be kept, or was set aside."""
    for sentence_ in sitting.records.news():
        console.say("", sentence_)


def read_script(console: Console, sitting: Sitting) -> None:
    """Read the script of a shift."""
    shift = sitting.scenario.shift
    console.say("", _("The script:"), *(plain(line) for line in (shift.script if shift else ())))


def _offered(option: StoryOption) -> str:
    return plain(option.say) if option.say else _("(Say nothing.)")


def _open(console: Console, sitting: Sitting) -> None:
    visit = sitting.story.visits[sitting.play.state.visit]
    person = sitting.scenario.people[sitting.story.people[visit.person].id]
    known = any(turn.person == sitting.story.people[visit.person].id for turn in sitting.play.turns)
    if sitting.story.shift is None:
        console.say("", sentence(plain(heading_of(visit.title, visit.when, visit.where))))
        with_them = _("You are with {name}")
        if known:
            with_them = _("You are with {name} again")
        elif person.role:
            with_them = _("You are with {name}: {role}")
        console.say(sentence(plain(with_them.format(name=person.name, role=person.role))), "")
    else:
        console.say(*map(plain, sitting.play.openings[-1].events))
    _show_opening(console, sitting, sitting.play.openings[-1])


def _last_words(console: Console, sitting: Sitting) -> None:
    """What was said last, read again after a line was taken back."""
    play = sitting.play
    visit = play.story.visits[play.state.visit].id
    if play.turns and play.turns[-1].visit == visit:
        _show(console, sitting, play.turns[-1], coached=False)
    else:
        console.say("")
        _show_opening(console, sitting, play.openings[-1])


def _show_opening(console: Console, sitting: Sitting, opening: Opening) -> None:
    if opening.narration:
        console.say(plain(opening.narration))
    console.say(*spoken(sitting.names[opening.person or ""], opening.says))


def _show(console: Console, sitting: Sitting, turn: Turn, coached: bool) -> None:
    """Both sides of a turn, and what a coach says where the mode has one."""
    name = sitting.names[turn.person]
    console.say("", *(spoken(_("You"), turn.say) if turn.say else [_("You say nothing.")]))
    console.say(*spoken(name, turn.reply))
    if turn.narration:
        console.say(plain(turn.narration))
    console.say(*spoken(name, turn.says))
    if turn.spent_by_clock:
        console.say(_("The time is up, and {name} has to go.").format(name=name))
    if coached:
        for words in sitting.coached.get(len(sitting.play.turns), ()):
            console.say(*spoken(_("Coach"), words))


def _name(sitting: Sitting) -> str:
    return sitting.names[sitting.story.people[sitting.play.state.person].id]


def _in_own_words(console: Console, sitting: Sitting) -> None:
    console.say("", _("What would you have said? It is kept for the debrief of this play and for nothing else."))
    words = console.read(_("In your words"))
    if words:
        sitting.keep(words)
        console.say(_("Kept. Now take the line that comes nearest."))
    else:
        console.say(_("Nothing was typed, so nothing is kept."))
