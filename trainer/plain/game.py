"""Plain mode: the whole game in whole lines, for screen readers, pipes and tests.

The same way as on the screens: a list of scenarios, the brief, the visits and what comes between them, the trainee's
own judgements, the debrief, and then the choice of what to play next.
"""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TextIO

from trainer.conversation.advance import event_texts
from trainer.days import on_day
from trainer.language import Table, _, mark, ngettext
from trainer.plain.console import Console, Left, one_of, quietly_closed
from trainer.plain.judging import forecast, rate
from trainer.plain.reading import debrief, fork_lines, part_of, save, save_pair
from trainer.plain.settings import MODES, change_settings, tell
from trainer.plain.shift import work
from trainer.plain.talk import take_back, talk, tell_news
from trainer.practice.contrast import both_lives, other_life
from trainer.practice.sitting import CannotOpen, Sitting, go_on, go_on_from_copy, sit_down
from trainer.records.resume import old_transcript
from trainer.records.settings import Setup
from trainer.records.shapes import PlayEntry
from trainer.records.store import Records, Unsaved
from trainer.report.coaching import after_visit
from trainer.report.debrief import Debrief
from trainer.report.pair import Pair
from trainer.report.street import how_far
from trainer.report.terms import MODE_WORDS, SETTING_WORDS
from trainer.report.text import coaching_line, pair_sections, paragraphs, plain, transcript_lines
from trainer.report.words import joined, sentence
from trainer.scenario.library import catalogue

LEVELS = Table({1: mark("first steps"), 2: mark("working level"), 3: mark("hard")}, _)

NOT_KEPT = mark("What you have played so far is not kept.")

DRIVES = "drives"
"""The word that leads to the drives."""

SETTINGS = mark("settings")
"""The word that reads and changes the settings."""

GO_ON = mark("go on")
"""The word that goes on with a play where it stopped."""

MOST_UNFINISHED = 3
"""How many plays that were left are offered first of all."""


def play_plain(
    scenario: Path | None,
    *,
    seed: int = 0,
    stdin: TextIO,
    stdout: TextIO,
    records: Records | None = None,
    settings: Setup | None = None,
) -> int:
    """Play in plain mode: the scenario in this file, or one from the list where it is None.

    Every step is kept in the records; without any it is played unsaved. What the trainee has set stands in `settings`;
    without them it is what the program has for everybody. Returns the exit code: 0 when the trainee
    leaves or the input ends, 1 where the scenario cannot be played, 130 after Ctrl-C.
    """
    console = Console(stdin, stdout)
    try:
        return _Game(console, records or Unsaved(""), settings or Setup(), seed).play(scenario)
    except Left:
        console.say("", _("Good-bye."))
        return 0
    except EOFError:
        console.say("", _("The input has ended, so the game ends here."))
        return 0
    except KeyboardInterrupt:
        console.say("", _("Stopped."))
        return 130
    except BrokenPipeError:
        quietly_closed(stdout)
        return 0


class _Game:
    """One run of the program in plain mode: scenario after scenario until the trainee leaves."""

    def __init__(self, console: Console, records: Records, settings: Setup, seed: int) -> None:
        self.console = console
        self.records = records
        self.settings = settings
        self.seed = seed

    def play(self, path: Path | None) -> int:
        """Play until the trainee leaves, by Left; gives 1 where the scenario of the command cannot be played."""
        for sentence_ in self.records.news():
            self.console.say(sentence_)
        tell(self.console, self.settings)
        while True:
            sitting = self.begin(path) if path else self.home()
            if sitting is None and path:
                return 1
            path = None
            while sitting:
                after = _sit(self.console, sitting, self.settings)
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
        console.say("", _("Second Knock: practise organizing conversations."), _("Which scenario do you want to play?"))
        by_word: dict[str, Callable[[], Sitting | None]] = {}
        for number, play in enumerate(left, start=1):
            told = _("Go on with “{title}”, where you stopped {when}.")
            console.say(f"{number}. {told.format(title=plain(play.title), when=on_day(play.touched))}")
            by_word[str(number)] = partial(self.go_on, play, paths[play.scenario])
        for number, entry in enumerate(entries, start=len(left) + 1):
            setting = SETTING_WORDS.get(entry.setting, entry.setting)
            about = ", ".join(filter(None, (setting, LEVELS.get(entry.level or 0), _about(entry.minutes))))
            console.say(f"{number}. {sentence(plain(f'{entry.title}: {about}'))}")
            by_word[str(number)] = by_word[entry.id] = partial(self.begin, paths[entry.id])
        if not entries:
            console.say(_("There is no scenario in the library."))
            raise Left
        by_word[SETTINGS] = self.set
        by_word[DRIVES] = self.run_drive
        wanted = _("Type a number from 1 to {numbers}, a scenario's id, or {settings}.").format(
            numbers=len(left) + len(entries), settings=_(SETTINGS)
        )
        console.say(_("The word {drives} leads to whole seasons.").format(drives=DRIVES))
        words = {
            DRIVES: _("leads to the drives: a shop, a building or a turf over a whole season."),
            SETTINGS: _("reads your settings and changes them."),
        }
        return console.ask(_("Your number"), lambda typed: by_word.get(typed.lower()), wanted, words)()

    def run_drive(self) -> None:
        """Choose a drive and run it."""
        from trainer.plain.drive import choose_drive

        choose_drive(self.console, self.records, self.settings)

    def set(self) -> None:
        """Read and change the settings."""
        change_settings(self.console, self.settings)

    def begin(self, path: Path) -> Sitting | None:
        """Sit down to a scenario; None, with what is wrong and how to mend it, where it cannot be played."""
        try:
            sitting = sit_down(path, self.records, mode=self.settings.now.mode, seed=self.seed)
        except CannotOpen as refused:
            told = _("{file} cannot be played until this is mended.").format(file=path)
            self.console.say(told, *map(plain, refused.reasons))
            return None
        left = next((p for p in self.records.unfinished() if p.scenario == str(sitting.scenario.id)), None)
        if left is None:
            return sitting
        wanted = _("Type {go_on} to go on there, or press Enter to begin afresh.").format(go_on=_(GO_ON))
        stopped = _("You stopped in the middle of this {when}.").format(when=on_day(left.touched))
        self.console.say("", f"{stopped} {wanted}")
        if self.console.ask(_("Enter"), _enter_or((GO_ON,)), wanted):
            return self.go_on(left, path) or sitting
        return sitting

    def go_on(self, play: PlayEntry, path: Path) -> Sitting | None:
        """Go on with a play that was left; where it cannot be, say why and read it as it was."""
        sitting, resumed = go_on(self.records, play, path)
        if resumed.sentence:
            self.console.say("", resumed.sentence)
        if resumed.kind == "elsewhere" and resumed.play is not None:
            self.console.say("", _("Play on from a copy? Type yes or no."))
            if self.console.yes_or_no(_("Yes or no")):
                return go_on_from_copy(self.records, resumed, path)
        if sitting is None:
            old = old_transcript(self.records, play.id)
            if old is not None:
                self.console.say("", *map(plain, transcript_lines(old)))
        return sitting


def _sit(console: Console, sitting: Sitting, settings: Setup) -> Sitting | Path | None:
    """Play one scenario from its brief to what comes after its debrief.

    Gives what to play next: a sitting, the file of a scenario, or None for one from the list.
    """
    while True:
        sitting, told = play_through(console, sitting, settings)
        chosen = _afterwards(console, sitting, told)
        if chosen is not sitting:
            return chosen


def play_through(console: Console, sitting: Sitting, settings: Setup) -> tuple[Sitting, Debrief]:
    """Play one scenario from where it stands to the end of its debrief."""
    told: Debrief | None = None
    while True:
        match sitting.course.stage:
            case "briefing":
                sitting = _brief(console, sitting, settings)
            case "talking":
                console.leaving = "" if sitting.records.saving else _(NOT_KEPT)
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
                return sitting, told


def _brief(console: Console, sitting: Sitting, settings: Setup) -> Sitting:
    scenario = sitting.scenario
    time = ""
    if scenario.minutes:
        told = ngettext("It takes about {count} minute.", "It takes about {count} minutes.", scenario.minutes)
        time = told.format(count=scenario.minutes)
    console.say("", f"{sentence(plain(scenario.title))} {time}".rstrip())
    if scenario.content_notes:
        notes = "; ".join(plain(note) for note in scenario.content_notes)
        touches = _("This touches on: {notes}. You can leave at any time with the word quit.")
        console.say(touches.format(notes=notes))
    console.say("", *paragraphs(scenario.brief))
    if scenario.goals:
        console.say("", _("What you are after:"), *(sentence(plain(goal)) for goal in scenario.goals))
    while True:
        mode = sitting.course.mode
        console.say("", _("You play in {mode} mode: {words}.").format(mode=MODE_WORDS[mode], words=_(MODES[mode])))
        others = joined((MODE_WORDS[other] for other in MODES if other != mode), "or")
        wanted = _("Press Enter to begin, or type {others} for another mode.").format(others=others)
        console.say(wanted)
        chosen = console.ask(_("Enter"), _enter_or(MODES), wanted)
        for other in MODES:
            if chosen == other:
                settings.change(mode=other)
                tell(console, settings)
                sitting = sitting.again(other)
        if not chosen:
            sitting.start()
            return sitting


def _between(console: Console, sitting: Sitting) -> None:
    """What happens after a visit, and a word of coaching where the mode has one."""
    play = sitting.play
    tell_news(console, sitting)
    if play.story.shift:
        console.say("", how_far(sitting.scenario, play), _("The shift is over."))
    else:
        console.say("", _("The visit is over."))
    for habit in after_visit(sitting.course, sitting.scenario):
        console.say("", f"{_('Coach')}: {coaching_line(habit)}")
    # what happens after the last visit tells who came: first the trainee judges, then the debrief tells it
    texts = () if play.ended else event_texts(play.story, play.state)
    if texts:
        console.say("", *map(plain, texts))
    words = {"undo": _("takes your last line back.")}
    wanted = _("Press Enter to go on.")
    console.say("", wanted)
    while sitting.course.stage == "between":
        if console.ask(_("Enter"), _enter_or(words), wanted, words):
            take_back(console, sitting)
        else:
            sitting.go_on()


def _read_pair(console: Console, pair: Pair) -> None:
    """Both lives of one afternoon, a part at each Enter."""
    parts = pair_sections(pair)
    words = {"save": _("writes both lives to a file."), "skip": _("goes to the end.")}
    for number, part in enumerate(parts, start=1):
        console.say("", f"{part_of(number, len(parts))} {part.title}.", *part.lines)
        wanted = _("Press Enter to go on, or type save or skip.")
        while chosen := console.ask(_("Enter"), _enter_or(words), wanted, words):
            if chosen == "skip":
                return
            save_pair(console, pair)


def _enter_or(words: Iterable[str]) -> Callable[[str], str | None]:
    """What takes Enter alone, or one of some words."""
    known = ("", *words)
    return lambda typed: one_of(typed, known)


def _about(minutes: int | None) -> str:
    if not minutes:
        return ""
    return ngettext("about {count} minute", "about {count} minutes", minutes).format(count=minutes)


def _afterwards(console: Console, sitting: Sitting, told: Debrief) -> Sitting | Path | None:
    """What to do after a debrief: the same sitting from an earlier turn, a new one, or another scenario."""
    other = other_life(sitting)
    pair = both_lives(sitting)
    forks = fork_lines(told) if sitting.course.may("fork") else []
    choices: list[tuple[str, int | str]] = [
        (_("Play on from before turn {turn}, where {said}").format(turn=turn, said=plain(words)), turn)
        for turn, words in forks
    ]
    if other and pair:
        both = _("See both lives of one afternoon: this play, and yours of {title}.")
        choices.append((both.format(title=plain(other.title)), "pair"))
    elif other:
        meet = _("Meet the same people the other way: {title}.")
        choices.append((meet.format(title=plain(other.title)), "contrast"))
    choices += [
        (_("Play this again from its brief."), "again"),
        (_("Play another scenario."), "another"),
        (_("Save the debrief and the talk to a file."), "save"),
    ]
    if told.own_lines:
        choices.append((_("Save them with the lines that you typed in your own words."), "save own"))
    choices.append((_("Leave."), "leave"))
    by_number = {str(number): value for number, (_words, value) in enumerate(choices, start=1)}
    while True:
        console.say("", _("What now?"))
        console.say(*(f"{number}. {words}" for number, (words, _value) in enumerate(choices, start=1)))
        wanted = _("Type a number from 1 to {numbers}.").format(numbers=len(choices))
        match console.ask(_("Your number"), by_number.get, wanted):
            case int(turn):
                sitting.fork(turn)
                console.say("", _("You are back before turn {turn}.").format(turn=turn))
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
