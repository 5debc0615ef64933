"""How much a scenario is: its words and who says them, how long it is to read and to play, its steps and moves."""

from collections import Counter
from typing import Any, Final, NamedTuple

from trainer.bench.graph import map_of
from trainer.conversation.play import Play
from trainer.conversation.story import compile_story, words
from trainer.language import _, mark, ngettext
from trainer.scenario.model import Scenario, Variant

WORDS_A_MINUTE: Final = 238
"""How fast adults read English silently: the mean of 190 studies (Brysbaert 2019, doi 10.1016/j.jml.2019.104047)."""


_TAKES: Final = {
    "first": mark("always the first line"),
    "longest": mark("always the longest line"),
    "random": mark("any line, by chance"),
    "habits": mark("a bad habit wherever there is one"),
    "strong": mark("an able organizer"),
}
"""What each of the five players takes (docs/players.md)."""


class Length(NamedTuple):
    """A play by one of the five players: its choices, the words on the screen, minutes to read them, minutes told.

    The words are those of the narration, of the person and of every option that was offered. `minutes` is reading
    alone, without time to think; `clock` what the talks took by their own clocks.
    """

    player: str
    choices: int
    words: int
    minutes: float
    clock: int


class Speaker(NamedTuple):
    """Whose words: a person's name, or empty for the trainee. `lines` are wordings, `share` of all that is spoken."""

    name: str
    lines: int
    words: int
    share: float


class Stats(NamedTuple):
    """What a scenario holds. `minutes` is what its file says; reading it whole takes `reading` minutes."""

    scenario: str
    title: str
    words: int
    reading: float
    minutes: int | None
    speakers: tuple[Speaker, ...]
    narration: int
    beats: int
    options: int
    steps: dict[str, int]
    moves: dict[str, int]
    habits: dict[str, int]
    plays: tuple[Length, ...]

    def to_json(self) -> dict[str, Any]:
        """Plain data with all of it."""
        return {
            **self._asdict(),
            "reading": round(self.reading, 1),
            "speakers": [{**one._asdict(), "share": round(one.share, 3)} for one in self.speakers],
            "plays": [{**one._asdict(), "minutes": round(one.minutes, 1)} for one in self.plays],
        }


def stats_of(scenario: Scenario) -> Stats:
    """Count a scenario, and let the five players play it once each."""
    from trainer.check.players import PLAYERS, play_with

    spoken: dict[str, list[str]] = {person.name: [] for person in scenario.people.values()}
    own: list[str] = []
    narration = [scenario.brief, *(event.text or "" for event in scenario.events)]
    people = _people_of_beats(scenario)
    steps: Counter[str] = Counter()
    moves: Counter[str] = Counter()
    habits: Counter[str] = Counter()
    for person in scenario.people.values():
        spoken[person.name] += [objection.says for objection in person.objections.values()]
    for id_, beat in scenario.beats.items():
        steps[beat.step] += 1
        said = spoken.setdefault(people.get(id_, _("in no visit")), [])
        said += _wordings(beat.says)
        narration.append(beat.narration or "")
        for option in beat.options:
            moves[option.move or "silence"] += 1
            if option.habit:
                habits[option.habit] += 1
            own.append(option.say or "")
            said += _wordings(option.reply)
    everything = sum(words(text) for text in [*narration, *own, *(text for said in spoken.values() for text in said)])
    story = compile_story(scenario)
    return Stats(
        scenario.id, scenario.title, everything, everything / WORDS_A_MINUTE, scenario.minutes,
        _speakers({"": own, **spoken}), sum(map(words, narration)), len(scenario.beats), sum(moves.values()),
        dict(steps.most_common()), dict(moves.most_common()), dict(habits.most_common()),
        tuple(_length(player, play_with(story, player)) for player in PLAYERS),
    )  # fmt: skip


def _speakers(lines: dict[str, list[str]]) -> tuple[Speaker, ...]:
    counted = {name: (sum(map(bool, said)), sum(map(words, said))) for name, said in lines.items()}
    total = sum(count for _lines, count in counted.values()) or 1
    return tuple(Speaker(name, number, count, count / total) for name, (number, count) in counted.items() if number)


def _people_of_beats(scenario: Scenario) -> dict[str, str]:
    """The name of who speaks in each beat: the person of the first visit that can come to it."""
    people: dict[str, str] = {}
    for visit in map_of(scenario, budget=0).visits:
        for beat in visit.beats:
            people.setdefault(beat, visit.person)
    return people


def _wordings(text: str | list[Variant] | None) -> list[str]:
    if text is None:
        return []
    return [text] if isinstance(text, str) else [variant.text for variant in text]


def _length(player: str, play: Play) -> Length:
    said = {(option.beat, option.id): option.say for option in play.story.options}
    beats = {beat.id: beat.place for beat in play.story.beats}
    shown = [text for opening in play.openings for text in (opening.narration, opening.says, *opening.events)]
    for turn in play.turns:
        shown += [turn.reply, turn.narration, turn.says]
        shown += [said[beats[turn.beat], offered.option] for offered in turn.offered]
    count = sum(map(words, shown))
    return Length(player, len(play.choices), count, count / WORDS_A_MINUTE, sum(turn.minutes for turn in play.turns))


def as_text(stats: Stats) -> str:
    """For people to read; ends in a line feed."""
    lines = [
        stats.title,
        "",
        _("{words} words, {minutes} minutes to read whole.").format(
            words=f"{stats.words:,}", minutes=_minutes(stats.reading)
        ),
    ]
    if stats.minutes is not None:
        lines.append(
            ngettext(
                "The file says that it takes {n} minute to play.",
                "The file says that it takes {n} minutes to play.",
                stats.minutes,
            ).format(n=stats.minutes)
        )
    lines += ["", _("Who speaks (wordings, words, share)")]
    wide = max(len(one.name or _("you")) for one in stats.speakers) if stats.speakers else 0
    lines += [
        f"  {one.name or _('you'):<{wide}}  {one.lines:>5}  {one.words:>6,}  {one.share:>4.0%}"
        for one in stats.speakers
    ]
    lines += ["  " + _("and {words} words of narration").format(words=f"{stats.narration:,}")]
    taking = max((len(_(_TAKES[one.player])) for one in stats.plays), default=0)
    lines += ["", _("To play (choices, words on the screen, minutes to read them, minutes by its clocks)")]
    lines += [
        f"  {_(_TAKES[one.player]):<{taking}}"
        f"  {one.choices:>4}  {one.words:>6,}  {_minutes(one.minutes):>5}  {one.clock:>4}"
        for one in stats.plays
    ]
    for title, counted in (
        (ngettext("{n} beat by step", "{n} beats by step", stats.beats).format(n=stats.beats), stats.steps),
        (ngettext("{n} option by move", "{n} options by move", stats.options).format(n=stats.options), stats.moves),
        (_("Habits among them"), stats.habits),
    ):
        if counted:
            lines += ["", title, *_rows(counted)]
    return "\n".join(lines) + "\n"


def _rows(counted: dict[str, int]) -> list[str]:
    wide = max(map(len, counted))
    total = sum(counted.values())
    return [f"  {name:<{wide}}  {number:>4}  {number / total:>4.0%}" for name, number in counted.items()]


def _minutes(minutes: float) -> str:
    return f"{minutes:.1f}" if minutes < 10 else f"{minutes:.0f}"
