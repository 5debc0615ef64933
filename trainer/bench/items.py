"""What plays on this machine tell about a scenario's lines: how often each was chosen, how hard, how telling it is.

The terms are those of classical test theory (Lord and Novick 1968; Crocker and Algina, Introduction to Classical and
Modern Test Theory, 1986, chapter 14). Each beat of a play is an item: right where the play took the line that scores
best there with the rest unchanged (scoring.cost). Nothing is sent anywhere, and nobody is named.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from scoring.transcript import Transcript
    from trainer.records.shapes import PlayEntry, TypedLine
    from trainer.records.store import Records
    from trainer.scenario.model import Beat, Scenario

ENOUGH_FOR_DIFFICULTY: Final = 5
"""Plays of a beat from which on its difficulty is told. Our yardstick: with fewer the interval spans most of it."""

ENOUGH_FOR_DISCRIMINATION: Final = 10
"""Plays from which on it is told how far a line tells plays apart. Our yardstick too; with 10 it is still rough."""

_LIKELY: Final = 1.96
"""Standard errors of a 95 percent interval."""


@dataclass(frozen=True, slots=True)
class OptionItem:
    """A line of a beat, over the plays in which it was offered.

    `offered` and `chosen` count turns. `best` counts the turns of finished plays at which no other line scored better,
    of those in which it was chosen; `cost` is the mean of the overall points (0 to 100) that choosing it lost, None
    where no finished play chose it. `discrimination` is the point-biserial correlation, -1 to 1, of choosing it with
    the rest of the play; None where there are too few plays or all did the same.
    """

    id: str
    say: str
    move: str
    habit: str
    offered: int
    chosen: int
    best: int
    cost: float | None
    discrimination: float | None
    plays: int
    in_the_file: bool = True

    @property
    def share(self) -> float:
        """How often it was chosen where it was offered, 0 to 1."""
        return self.chosen / self.offered if self.offered else 0.0


@dataclass(frozen=True, slots=True)
class BeatItem:
    """A beat, over the plays that came to it.

    `plays` counts the finished plays that `difficulty` rests on: the share, 0 to 1, of those that took the line that
    scores best, at the first time there (so 1 is easy); `likely` is its 95 percent interval (Wilson 1927). `cost` is
    the mean of what a turn there lost. All three are None where the plays are too few. `none_of_these` counts the
    lines typed because nothing on offer would do; `typed` holds them where they were asked for.
    """

    id: str
    words: str
    turns: int
    plays: int
    difficulty: float | None
    likely: tuple[float, float] | None
    cost: float | None
    none_of_these: int
    typed: tuple[str, ...]
    options: tuple[OptionItem, ...]
    in_the_file: bool = True


@dataclass(frozen=True, slots=True)
class Items:
    """What the plays of a scenario tell. Forks are left out: who played them had seen what the people were thinking.

    `finished` of the `plays` went to their end and could be scored. `earlier` were of the file as it stood before its
    latest change. `not_reached` are the beats of the file that no play came to.
    """

    scenario: str
    title: str
    plays: int
    finished: int
    forks: int
    earlier: int
    unreadable: int
    beats: tuple[BeatItem, ...]
    not_reached: tuple[str, ...]


@dataclass(slots=True)
class _Turn:
    """A turn of a finished or unfinished play. `cost` is None where the play was not scored, `rest` where alone."""

    play: int
    beat: str
    option: str
    offered: tuple[str, ...]
    cost: float | None = None
    rest: float | None = None
    first: bool = True


def items_of(records: "Records", scenario: "Scenario", content: str, typed: bool = False) -> Items:
    """The items of a scenario from the plays in a store.

    `content` is the hash of the file as it stands (records.shapes.Edition); `typed` asks for the lines that were typed.
    """
    from trainer.records.resume import old_transcript

    entries = records.plays(str(scenario.id))
    turns: list[_Turn] = []
    plays = finished = forks = earlier = unreadable = 0
    says: dict[tuple[str, str], tuple[str, str, str]] = {}
    counted: set[str] = set()
    for entry in entries:
        if entry.parent is not None:
            forks += 1
            continue
        transcript = old_transcript(records, entry.id)
        if transcript is None or not entry.whole:
            unreadable += 1
            continue
        own = _turns_of(entry, transcript, plays)
        finished += any(turn.cost is not None for turn in own)
        turns += own
        plays += 1
        counted.add(entry.id)
        earlier += entry.content != content
        for turn in transcript.turns:
            for option in (*turn.offered,):
                words = (option.say, option.move, str(option.tags.get("habit", "")))
                says.setdefault((turn.beat, option.option), words)
    lines = [line for line in records.typed_lines() if line.play in counted]
    beats = _beats(turns, scenario, says, lines, typed)
    reached = {beat.id for beat in beats if beat.turns}
    missing = tuple(str(name) for name in scenario.beats if name not in reached)
    return Items(
        str(scenario.id), str(scenario.title), plays, finished, forks, earlier, unreadable, tuple(beats), missing
    )


def _turns_of(entry: "PlayEntry", transcript: "Transcript", number: int) -> list[_Turn]:
    """The turns of a play, with what each cost where it was finished and can be scored."""
    from scoring.cost import turn_costs
    from scoring.transcript import TranscriptError

    seen: set[str] = set()
    turns = []
    for turn in transcript.turns:
        offered = tuple(option.option for option in turn.offered)
        turns.append(_Turn(number, turn.beat, turn.option, offered, first=turn.beat not in seen))
        seen.add(turn.beat)
    if entry.finished is None or not transcript.end.ended:
        return turns
    try:
        costs = turn_costs(transcript)
    except TranscriptError:
        return turns
    right = sum(cost.points == 0 for cost in costs)
    for kept, cost in zip(turns, costs, strict=True):
        kept.cost = cost.points
        others = len(costs) - 1
        kept.rest = (right - (cost.points == 0)) / others if others else None
    return turns


def _beats(
    turns: Sequence[_Turn],
    scenario: "Scenario",
    says: dict[tuple[str, str], tuple[str, str, str]],
    lines: Sequence["TypedLine"],
    typed: bool,
) -> list[BeatItem]:
    by_beat: dict[str, list[_Turn]] = {}
    for turn in turns:
        by_beat.setdefault(turn.beat, []).append(turn)
    typed_at: dict[str, list[str]] = {}
    for line in lines:
        typed_at.setdefault(line.beat, []).append(line.line)
    known = [str(name) for name in scenario.beats]
    gone = [name for name in by_beat if name not in scenario.beats]
    found = []
    for name in (*known, *gone):
        own, said = by_beat.get(name, []), typed_at.get(name, [])
        if not own and not said:
            continue
        beat = scenario.beats.get(name)
        scored = [turn for turn in own if turn.first and turn.cost is not None]
        enough = len(scored) >= ENOUGH_FOR_DIFFICULTY
        right = sum(turn.cost == 0 for turn in scored)
        found.append(
            BeatItem(
                id=name,
                words=_words(beat),
                turns=len(own),
                plays=len(scored),
                difficulty=right / len(scored) if enough else None,
                likely=wilson(right, len(scored)) if enough else None,
                cost=_mean([turn.cost for turn in scored if turn.cost is not None]) if enough else None,
                none_of_these=len(said),
                typed=tuple(said) if typed else (),
                options=tuple(_options(name, own, beat, says)),
                in_the_file=beat is not None,
            )
        )
    return found


def _options(
    beat_id: str,
    turns: Sequence[_Turn],
    beat: "Beat | None",
    says: dict[tuple[str, str], tuple[str, str, str]],
) -> Iterable[OptionItem]:
    written = [str(option.id) for option in beat.options] if beat else []
    others = dict.fromkeys(name for turn in turns for name in turn.offered if name not in written)
    for name in (*written, *others):
        offered = [turn for turn in turns if name in turn.offered]
        chosen = [turn for turn in offered if turn.option == name]
        costs = [turn.cost for turn in chosen if turn.cost is not None]
        pairs = [(turn.option == name, turn.rest) for turn in offered if turn.first and turn.rest is not None]
        option = next((option for option in beat.options if option.id == name), None) if beat else None
        say, move, habit = says.get((beat_id, name), ("", "", ""))
        if option is not None:
            say, move, habit = str(option.say or ""), "silence" if option.wait else str(option.move), option.habit or ""
        yield OptionItem(
            id=name,
            say=say,
            move=move,
            habit=str(habit),
            offered=len(offered),
            chosen=len(chosen),
            best=sum(cost == 0 for cost in costs),
            cost=_mean(costs) if costs else None,
            discrimination=point_biserial(pairs) if len(pairs) >= ENOUGH_FOR_DISCRIMINATION else None,
            plays=len(pairs),
            in_the_file=option is not None,
        )


def _words(beat: "Beat | None") -> str:
    if beat is None:
        return ""
    if isinstance(beat.says, str):
        return str(beat.says)
    if beat.says:
        return str(beat.says[-1].text)
    return str(beat.narration or "")


def _mean(values: Sequence[float]) -> float:
    return math.fsum(values) / len(values)


def point_biserial(pairs: Sequence[tuple[bool, float]]) -> float | None:
    """The correlation, -1 to 1, of having chosen a line with a score: (M1 - M0) / s * sqrt(p * q).

    M1 and M0 are the mean scores of those who chose it and those who did not, s the standard deviation of all scores
    (over n, not n - 1), p and q the shares of both. None where all did the same or scored the same.
    """
    chosen = [score for took, score in pairs if took]
    others = [score for took, score in pairs if not took]
    if not chosen or not others:
        return None
    scores = [score for _took, score in pairs]
    mean = _mean(scores)
    deviation = math.sqrt(_mean([(score - mean) ** 2 for score in scores]))
    if deviation < 1e-12:
        return None
    share = len(chosen) / len(pairs)
    found = (_mean(chosen) - _mean(others)) / deviation * math.sqrt(share * (1 - share))
    return max(-1.0, min(1.0, found))


def wilson(right: int, of: int) -> tuple[float, float]:
    """The 95 percent interval of a share (Wilson 1927): sound for few plays too, and never beyond 0 and 1."""
    share, square = right / of, _LIKELY**2
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = _LIKELY / (1 + square / of) * math.sqrt(share * (1 - share) / of + square / (4 * of * of))
    return max(0.0, middle - half), min(1.0, middle + half)
