"""Plain mode: the whole game in whole lines, for screen readers, pipes and tests.

The same way as on the screens: a list of scenarios, the brief, the visits and what comes between them, the trainee's
own judgements, the debrief, and then the choice of what to play next.
"""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TextIO

from trainer.conversation.advance import event_texts
from trainer.conversation.lifecycle import Mode
from trainer.plain.console import Console, Left, quietly_closed
from trainer.plain.judging import forecast, rate
from trainer.plain.reading import debrief, fork_lines, save, save_pair
from trainer.plain.shift import work
from trainer.plain.talk import take_back, talk, tell_news
from trainer.practice.contrast import both_lives, other_life
from trainer.practice.sitting import CannotOpen, Sitting, go_on, sit_down
from trainer.records.resume import old_transcript
from trainer.records.shapes import PlayEntry
from trainer.records.store import Records, Unsaved
from trainer.report.coaching import after_visit
from trainer.report.debrief import Debrief
from trainer.report.pair import Pair
from trainer.report.text import coaching_line, pair_sections, paragraphs, plain, transcript_lines
from trainer.report.words import counted, joined, sentence
from trainer.scenario.library import catalogue

MODES: dict[Mode, str] = {
    "learn": "a coach says a word after each of your lines",
    "practice": "a coach says a word after each visit",
    "test": "no coaching and no taking back, until the debrief",
}

LEVELS = {1: "first steps", 2: "working level", 3: "hard"}

NOT_KEPT = "What you have played so far is not kept."

GO_ON = "go on"
"""The word that goes on with a play where it stopped."""

MOST_UNFINISHED = 3
"""How many plays that were left are offered first of all."""


def play_plain(
    scenario: Path | None,
    *,
    mode: Mode = "practice",
    seed: int = 0,
    stdin: TextIO,
    stdout: TextIO,
    records: Records | None = None,
) -> int:
    """Play in plain mode: the scenario in this file, or one from the list where it is None.

    Every step is kept in the records; without any it is played unsaved. Returns the exit code: 0 when the trainee
    leaves or the input ends, 1 where the scenario cannot be played, 130 after Ctrl-C.
    """
    console = Console(stdin, stdout)
    try:
        return _Game(console, records or Unsaved(""), mode, seed).play(scenario)
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


class _Game:
    """One run of the program in plain mode: scenario after scenario until the trainee leaves."""

    def __init__(self, console: Console, records: Records, mode: Mode, seed: int) -> None:
        self.console = console
        self.records = records
        self.mode = mode
        self.seed = seed

    def play(self, path: Path | None) -> int:
        """Play until the trainee leaves, by Left; gives 1 where the scenario of the command cannot be played."""
        for sentence_ in self.records.news():
            self.console.say(sentence_)
        while True:
            sitting = self.begin(path) if path else self.home()
            if sitting is None and path:
                return 1
            path = None
            while sitting:
                after = _sit(self.console, sitting)
                self.mode = sitting.course.mode
                if isinstance(after, Path):
                    path, after = after, None
                sitting = after

    def home(self) -> Sitting | None:
        """What was left and the list of scenarios, one of which is taken by its number or its id."""
        entries = catalogue()
        paths = {entry.id: Path(entry.path) for entry in entries}
        left = [play for play in self.records.unfinished() if play.scenario in paths][:MOST_UNFINISHED]
        console = self.console
        console.leaving = ""
        console.say("", "Second Knock: practise organizing conversations.", "Which scenario do you want to play?")
        by_word: dict[str, Callable[[], Sitting | None]] = {}
        for number, play in enumerate(left, start=1):
            console.say(f"{number}. Go on with “{plain(play.title)}”, where you stopped on {play.touched[:10]}.")
            by_word[str(number)] = partial(self.go_on, play, paths[play.scenario])
        for number, entry in enumerate(entries, start=len(left) + 1):
            time = f"about {counted(entry.minutes, 'minute')}" if entry.minutes else ""
            about = ", ".join(filter(None, (entry.setting, LEVELS.get(entry.level or 0), time)))
            console.say(f"{number}. {sentence(plain(f'{entry.title}: {about}'))}")
            by_word[str(number)] = by_word[entry.id] = partial(self.begin, paths[entry.id])
        if not entries:
            console.say("There is no scenario in the library.")
            raise Left
        wanted = f"Type a number from 1 to {len(left) + len(entries)}, or a scenario's id."
        return console.ask("Your number", lambda typed: by_word.get(typed.lower()), wanted)()

    def begin(self, path: Path) -> Sitting | None:
        """Sit down to a scenario; None, with what is wrong and how to mend it, where it cannot be played."""
        try:
            sitting = sit_down(path, self.records, mode=self.mode, seed=self.seed)
        except CannotOpen as refused:
            self.console.say(f"{path} cannot be played until this is mended.", *map(plain, refused.reasons))
            return None
        left = next((p for p in self.records.unfinished() if p.scenario == str(sitting.scenario.id)), None)
        if left is None:
            return sitting
        wanted = f"Type {GO_ON} to go on there, or press Enter to begin afresh."
        self.console.say("", f"You stopped in the middle of this on {left.touched[:10]}. {wanted}")
        if self.console.ask("Enter", _enter_or((GO_ON,)), wanted):
            return self.go_on(left, path) or sitting
        return sitting

    def go_on(self, play: PlayEntry, path: Path) -> Sitting | None:
        """Go on with a play that was left; where it cannot be, say why and read it as it was."""
        sitting, resumed = go_on(self.records, play, path)
        if resumed.sentence:
            self.console.say("", resumed.sentence)
        if sitting is None:
            old = old_transcript(self.records, play.id)
            if old is not None:
                self.console.say("", *map(plain, transcript_lines(old)))
        return sitting


def _sit(console: Console, sitting: Sitting) -> Sitting | Path | None:
    """Play one scenario from its brief to what comes after its debrief.

    Gives what to play next: a sitting, the file of a scenario, or None for one from the list.
    """
    told: Debrief | None = None
    while True:
        match sitting.course.stage:
            case "briefing":
                sitting = _brief(console, sitting)
            case "talking":
                console.leaving = "" if sitting.records.saving else NOT_KEPT
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
                sitting.finish()
            case "done":
                assert told is not None
                chosen = _afterwards(console, sitting, told)
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
            sitting.start()
            return sitting


def _between(console: Console, sitting: Sitting) -> None:
    """What happens after a visit, and a word of coaching where the mode has one."""
    play = sitting.play
    tell_news(console, sitting)
    console.say("", "The shift is over." if play.story.shift else "The visit is over.")
    for habit in after_visit(sitting.course, sitting.scenario):
        console.say("", f"Coach: {coaching_line(habit)}")
    # what happens after the last visit tells who came: first the trainee judges, then the debrief tells it
    texts = () if play.ended else event_texts(play.story, play.state)
    if texts:
        console.say("", *map(plain, texts))
    words = {"undo": "takes your last line back."}
    wanted = "Press Enter to go on."
    console.say("", wanted)
    while sitting.course.stage == "between":
        if console.ask("Enter", _enter_or(words), wanted, words):
            take_back(console, sitting)
        else:
            sitting.go_on()


def _read_pair(console: Console, pair: Pair) -> None:
    """Both lives of one afternoon, a part at each Enter."""
    parts = pair_sections(pair)
    words = {"save": "writes both lives to a file.", "skip": "goes to the end."}
    for number, part in enumerate(parts, start=1):
        console.say("", f"Part {number} of {len(parts)}. {part.title}.", *part.lines)
        wanted = "Press Enter to go on, or type save or skip."
        while chosen := console.ask("Enter", _enter_or(words), wanted, words):
            if chosen == "skip":
                return
            save_pair(console, pair)


def _enter_or(words: Iterable[str]) -> Callable[[str], str | None]:
    """What takes Enter alone, or one of some words."""
    known = ("", *words)
    return lambda typed: typed.lower() if typed.lower() in known else None


def _afterwards(console: Console, sitting: Sitting, told: Debrief) -> Sitting | Path | None:
    """What to do after a debrief: the same sitting from an earlier turn, a new one, or another scenario."""
    other = other_life(sitting)
    pair = both_lives(sitting)
    forks = fork_lines(told) if sitting.course.may("fork") else []
    choices: list[tuple[str, int | str]] = [
        (f"Play on from before turn {turn}, where {plain(words)}", turn) for turn, words in forks
    ]
    if other and pair:
        choices.append((f"See both lives of one afternoon: this play, and yours of {plain(other.title)}.", "pair"))
    elif other:
        choices.append((f"Meet the same people the other way: {plain(other.title)}.", "contrast"))
    choices += [
        ("Play this again from its brief.", "again"),
        ("Play another scenario.", "another"),
        ("Save the debrief and the talk to a file.", "save"),
    ]
    if told.own_lines:
        choices.append(("Save them with the lines that you typed in your own words.", "save own"))
    choices.append(("Leave.", "leave"))
    by_number = {str(number): value for number, (_, value) in enumerate(choices, start=1)}
    while True:
        console.say("", "What now?")
        console.say(*(f"{number}. {words}" for number, (words, _) in enumerate(choices, start=1)))
        wanted = f"Type a number from 1 to {len(choices)}."
        match console.ask("Your number", by_number.get, wanted):
            case int(turn):
                sitting.fork(turn)
                console.say("", f"You are back before turn {turn}.")
                return sitting
            case "again":
                return sitting.again(sitting.course.mode)
            case "contrast" if other:
                return Path(other.path)
            case "pair" if pair:
                _read_pair(console, pair)
            case "another":
                return None
            case "save" | "save own" as kind:
                save(console, sitting, told, own_lines=kind == "save own")
            case "leave":
                raise Left
