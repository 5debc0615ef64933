"""A shift in plain mode: stop after stop, knock or pass, talk, and write down what was found."""

from trainer.conversation.play import PASS, RECORD
from trainer.conversation.state import AT_STOP, RECORDING, TALKING
from trainer.language import Table, _, mark
from trainer.plain.console import Console, one_of, yes_or_no
from trainer.plain.talk import exchange, read_script, resume_talk, take_back, tell_news
from trainer.practice.sitting import Sitting
from trainer.report.stops import (
    CODE_WORDS,
    KNOCK,
    NOBODY,
    SUPPORT,
    codes_of,
    listed,
    recorded,
    standing,
    stop_number,
    stop_of,
)
from trainer.report.text import plain
from trainer.report.words import sentence

COMMANDS = Table(
    {
        mark("script"): mark("reads the script."),
        mark("list"): mark("reads the whole list, with what you wrote down."),
        mark("undo"): mark("takes your last choice back."),
    },
    _,
)
"""What can be typed at a stop beside a number."""


def work(console: Console, sitting: Sitting) -> None:
    """Work the list until the shift is over."""
    while sitting.course.stage == "talking":
        match sitting.play.state.phase:
            case phase if phase == AT_STOP:
                _at_stop(console, sitting)
            case phase if phase == RECORDING:
                _record(console, sitting)
            case _:
                exchange(console, sitting)


def _at_stop(console: Console, sitting: Sitting) -> None:
    play, scenario = sitting.play, sitting.scenario
    kind = _kind(sitting)
    visit = play.story.visits[play.state.visit]
    number = stop_number(kind, play.state.visit + 1, len(play.story.visits))
    console.say("", f"{number}. {sentence(plain(listed(stop_of(scenario, visit.id))))}")
    console.say(standing(scenario, play.state.minutes_left, len(play.openings)))
    console.say(f"1. {KNOCK[kind]}", f"2. {_('Pass it by.')}")

    def accept(typed: str) -> str | None:
        return {"1": visit.id, "2": PASS}.get(typed) or (typed.lower() if typed.lower() in COMMANDS else None)

    wanted = _("Type 1 or 2. The word help tells what else can be typed.")
    chosen = console.ask(_("Your number"), accept, wanted, COMMANDS)
    if _followed(console, sitting, chosen):
        return
    sitting.choose(chosen)
    tell_news(console, sitting)
    if sitting.play.state.phase == TALKING and chosen != PASS and not sitting.play.ended:
        resume_talk(console, sitting)
    elif sitting.play.state.phase == RECORDING:
        console.say(NOBODY[kind])


def _record(console: Console, sitting: Sitting) -> None:
    play = sitting.play
    visit = play.story.visits[play.state.visit]
    fitting = codes_of(sitting.scenario)
    codes = tuple(fitting)
    console.say("", _("What do you write down for {stop}?").format(stop=plain(visit.title)))
    if play.records:
        console.say("; ".join(f"{number} {CODE_WORDS[code]}" for number, code in enumerate(codes, start=1)) + ".")
    else:
        console.say(*(f"{number}. {fitting[code]}." for number, code in enumerate(codes, start=1)))

    def accept(typed: str) -> str | None:
        named = {str(number): code for number, code in enumerate(codes, start=1)}
        words = {code.replace("_", " "): code for code in codes}
        meant = one_of(typed.replace("_", " "), words)
        return named.get(typed) or (words[meant] if meant else typed.lower() if typed.lower() in COMMANDS else None)

    wanted = _("Type a number from 1 to {numbers}.").format(numbers=len(codes))
    chosen = console.ask(_("Your number"), accept, wanted, COMMANDS)
    if _followed(console, sitting, chosen):
        return
    written = RECORD + chosen
    if chosen == "canvassed":
        written += _support(console)
        written += ":plan" if _plan(console) else ""
    sitting.choose(written)


def _support(console: Console) -> str:
    console.say(_("Where do they stand?"), *(f"{number}: {words}." for number, words in SUPPORT.items()))
    known = {str(number): f":{number}" for number in SUPPORT}
    return console.ask(_("1 to 5"), known.get, _("Type a number from 1 to 5."))


def _plan(console: Console) -> bool:
    console.say(_("Is there a plan of when, from where and how they vote?"))
    return console.ask(_("yes or no"), yes_or_no, _("Type yes or no."))


def _followed(console: Console, sitting: Sitting, typed: str) -> bool:
    """Whether what was typed was a command, which has then been followed."""
    match typed:
        case "script":
            read_script(console, sitting)
        case "list":
            _read_list(console, sitting)
        case "undo":
            if take_back(console, sitting) and sitting.play.state.phase == TALKING:
                resume_talk(console, sitting)
        case _:
            return False
    return True


def _read_list(console: Console, sitting: Sitting) -> None:
    records = {record.stop: record for record in sitting.play.records}
    present = sitting.play.state.visit
    console.say("", _("The list:"))
    for place, stop in enumerate(sitting.scenario.stops or ()):
        told = _("to come") if place > present else _("here") if place == present else _("passed by")
        if stop.id in records:
            record = records[stop.id]
            told = recorded(record.code, record.support)
        console.say(sentence(plain(f"{listed(stop)}: {told}")))


def _kind(sitting: Sitting) -> str:
    return sitting.scenario.shift.kind if sitting.scenario.shift else "doors"
