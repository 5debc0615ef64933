"""Plain mode: the whole game in whole lines, for screen readers, pipes and tests.

The same way as on the screens: a list of scenarios, the brief, the visits and what comes between them, the trainee's
own judgements, the debrief, and then the choice of what to play next.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TextIO

from scoring.transcript import Transcript
from trainer.conversation.advance import event_texts
from trainer.conversation.lifecycle import Mode
from trainer.plain.console import Console, Left, quietly_closed
from trainer.plain.judging import forecast, rate
from trainer.plain.reading import debrief, fork_lines, save
from trainer.plain.shift import work
from trainer.plain.talk import Sitting, take_back, talk
from trainer.report.coaching import after_visit
from trainer.report.debrief import Debrief
from trainer.report.pair import pair_of
from trainer.report.text import coaching_line, pair_sections, paragraphs, plain
from trainer.report.words import counted, joined, sentence
from trainer.scenario.library import catalogue, contrast_of
from trainer.scenario.load import load_scenario
from trainer.scenario.model import Scenario

MODES: dict[Mode, str] = {
    "learn": "a coach says a word after each of your lines",
    "practice": "a coach says a word after each visit",
    "test": "no coaching and no taking back, until the debrief",
}

LEVELS = {1: "first steps", 2: "working level", 3: "hard"}

Finished = dict[str, tuple[Transcript, Scenario]]
"""The last finished play of each scenario, with the scenario as it was played."""

NOT_KEPT = "What you have played so far is not kept."


def play_plain(scenario: Path | None, *, mode: Mode = "practice", seed: int = 0, stdin: TextIO, stdout: TextIO) -> int:
    """Play in plain mode: the scenario in this file, or one from the list where it is None.

    Returns the exit code: 0 when the trainee leaves or the input ends, 1 where the scenario cannot be played, 130 after
    Ctrl-C.
    """
    console = Console(stdin, stdout)
    try:
        return _play(console, scenario, mode, seed)
    except Left:
        console.say("", "Good-bye.")
        return 0
    except EOFError:
        console.say("", "The input has ended, so the game ends here.")
        return 0
    except KeyboardInterrupt:
        console.say("", "Stopped.")
        return 130
    except BrokenPipeError:
        quietly_closed(stdout)
        return 0


def _play(console: Console, path: Path | None, mode: Mode, seed: int) -> int:
    finished: Finished = {}
    while True:
        scenario = _open(console, path or _home(console))
        if scenario is None and path:
            return 1
        path = None
        sitting = Sitting(scenario, mode, seed) if scenario else None
        while sitting:
            after = _sit(console, sitting, finished)
            mode = sitting.course.mode
            if isinstance(after, Path):
                path, after = after, None
            sitting = after


def _home(console: Console) -> Path:
    """The list of scenarios, one of which is taken by its number or its id."""

    entries = catalogue()
    console.leaving = ""
    console.say("", "Second Knock: practise organizing conversations.", "Which scenario do you want to play?")
    for number, entry in enumerate(entries, start=1):
        time = f"about {counted(entry.minutes, 'minute')}" if entry.minutes else ""
        about = ", ".join(filter(None, (entry.setting, LEVELS.get(entry.level or 0), time)))
        console.say(f"{number}. {sentence(plain(f'{entry.title}: {about}'))}")
    if not entries:
        console.say("There is no scenario in the library.")
        raise Left
    by_word = {str(number): Path(entry.path) for number, entry in enumerate(entries, start=1)}
    by_word |= {entry.id: Path(entry.path) for entry in entries}
    wanted = f"Type a number from 1 to {len(entries)}, or a scenario's id."
    return console.ask("Your number", lambda typed: by_word.get(typed.lower()), wanted)


def _open(console: Console, path: Path) -> Scenario | None:
    """The scenario of a file; None, with what is wrong and how to mend it, where it cannot be played."""
    loaded = load_scenario(path)
    if loaded.scenario is None:
        console.say(f"{path} cannot be played until this is mended.")
        for finding in loaded.findings:
            if finding.is_error:
                hint = f" To mend it: {plain(finding.hint)}." if finding.hint else ""
                console.say(f"Line {finding.line}, column {finding.column}: {plain(finding.message)}.{hint}")
        return None
    return loaded.scenario


def _sit(console: Console, sitting: Sitting, finished: Finished) -> Sitting | Path | None:
    """Play one scenario from its brief to what comes after its debrief.

    Gives what to play next: a sitting, the file of a scenario, or None for one from the list.
    """
    told: Debrief | None = None
    while True:
        match sitting.course.stage:
            case "briefing":
                sitting = _brief(console, sitting)
            case "talking":
                console.leaving = NOT_KEPT
                (work if sitting.story.shift else talk)(console, sitting)
            case "between":
                _between(console, sitting)
            case "rating":
                rate(console, sitting)
            case "forecasting":
                forecast(console, sitting)
            case "debriefing":
                console.leaving = ""
                told = debrief(console, sitting)
                finished[str(sitting.scenario.id)] = (sitting.play.transcript(), sitting.scenario)
                sitting.course.finish()
            case "done":
                assert told is not None
                chosen = _afterwards(console, sitting, told, finished)
                if chosen is not sitting:
                    return chosen


def _brief(console: Console, sitting: Sitting) -> Sitting:
    scenario = sitting.scenario
    time = f" It takes about {counted(scenario.minutes, 'minute')}." if scenario.minutes else ""
    console.say("", f"{sentence(plain(scenario.title))}{time}")
    if scenario.content_notes:
        notes = "; ".join(plain(note) for note in scenario.content_notes)
        console.say(f"This touches on: {notes}. You can leave at any time with the word quit.")
    console.say("", *paragraphs(scenario.brief))
    if scenario.goals:
        console.say("", "What you are after:", *(sentence(plain(goal)) for goal in scenario.goals))
    while True:
        mode = sitting.course.mode
        console.say("", f"You play in {mode} mode: {MODES[mode]}.")
        others = joined((other for other in MODES if other != mode), "or")
        wanted = f"Press Enter to begin, or type {others} for another mode."
        console.say(wanted)
        chosen = console.ask("Enter", _enter_or(MODES), wanted)
        for other in MODES:
            if chosen == other:
                sitting = sitting.again(other)
        if not chosen:
            sitting.course.start()
            return sitting


def _between(console: Console, sitting: Sitting) -> None:
    """What happens after a visit, and a word of coaching where the mode has one."""
    play = sitting.play
    console.say("", "The shift is over." if play.story.shift else "The visit is over.")
    for habit in after_visit(sitting.course, sitting.scenario):
        console.say("", f"Coach: {coaching_line(habit)}")
    texts = event_texts(play.story, play.state)
    if texts:
        console.say("", *map(plain, texts))
    words = {"undo": "takes your last line back."}
    wanted = "Press Enter to go on."
    console.say("", wanted)
    while sitting.course.stage == "between":
        if console.ask("Enter", _enter_or(words), wanted, words):
            take_back(console, sitting)
        else:
            sitting.course.go_on()


def _read_pair(console: Console, sitting: Sitting, finished: Finished, other: str) -> None:
    """Both lives of one afternoon, a part at each Enter."""
    own = str(sitting.scenario.id)
    scenarios = {id_: scenario for id_, (_, scenario) in finished.items()}
    pair = pair_of(finished[own][0], finished[other][0], scenarios)
    parts = pair_sections(pair)
    for number, part in enumerate(parts, start=1):
        console.say("", f"Part {number} of {len(parts)}. {part.title}.", *part.lines)
        if number < len(parts) and console.ask("Enter", _enter_or(("skip",)), "Press Enter to go on, or type skip."):
            return


def _enter_or(words: Iterable[str]) -> Callable[[str], str | None]:
    """What takes Enter alone, or one of some words."""
    known = ("", *words)
    return lambda typed: typed.lower() if typed.lower() in known else None


def _afterwards(console: Console, sitting: Sitting, told: Debrief, finished: Finished) -> Sitting | Path | None:
    """What to do after a debrief: the same sitting from an earlier turn, a new one, or another scenario."""
    other = contrast_of(str(sitting.scenario.id))
    forks = fork_lines(told) if sitting.course.may("fork") else []
    choices: list[tuple[str, int | str]] = [
        (f"Play on from before turn {turn}, where {plain(words)}", turn) for turn, words in forks
    ]
    if other and other.id in finished:
        choices.append((f"See both lives of one afternoon: this play, and yours of {plain(other.title)}.", "pair"))
    elif other:
        choices.append((f"Meet the same people the other way: {plain(other.title)}.", "contrast"))
    choices += [
        ("Play this again from its brief.", "again"),
        ("Play another scenario.", "another"),
        ("Save the debrief and the talk to a file.", "save"),
        ("Leave.", "leave"),
    ]
    by_number = {str(number): value for number, (_, value) in enumerate(choices, start=1)}
    while True:
        console.say("", "What now?")
        console.say(*(f"{number}. {words}" for number, (words, _) in enumerate(choices, start=1)))
        wanted = f"Type a number from 1 to {len(choices)}."
        match console.ask("Your number", by_number.get, wanted):
            case int(turn):
                sitting.course.fork(turn)
                sitting.back_to(turn)
                console.say("", f"You are back before turn {turn}.")
                return sitting
            case "again":
                return sitting.again(sitting.course.mode)
            case "contrast" if other:
                return Path(other.path)
            case "pair" if other:
                _read_pair(console, sitting, finished, other.id)
            case "another":
                return None
            case "save":
                save(console, sitting, told)
            case "leave":
                raise Left
