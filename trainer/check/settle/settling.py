"""The questions that the findings ask of a story, and what is left of them when plays and proofs have answered."""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from trainer.check.possible import Possible, possible
from trainer.check.readings import readings
from trainer.check.settle.deciding import Deciding
from trainer.check.settle.dry import may_run_dry
from trainer.check.settle.looking import CloserLook, WideLook
from trainer.check.settle.memory import Memory
from trainer.check.settle.shown import Fact, Shown, fact
from trainer.conversation.story import END, STAY, Story
from trainer.scenario import model

FIRST_LOOK: Final = 1_500
ROUND: Final = 100
WORTH: Final = 10
"""Choices of the first look, through the whole story, at most. It ends sooner where one round of it shows less than is
worth it: a closer look for one thing takes a few choices."""

CLOSER_LOOKS: Final = ((100, True), (300, True), (1_000, False))
PATIENT_LOOKS: Final = ((1_500, True), (3_000, False), (5_000, True))
"""Choices of each later look for one fact, and whether it begins along the walks and players, too."""

IN_VAIN: Final = 30
IN_VAIN_PATIENT: Final = 100
"""Looks in vain after which what is not shown is left to the exploration: much of it may well be impossible."""

IN_ALL: Final = 8_000
IN_ALL_PATIENT: Final = 20_000
"""Choices after which it is left to it, too."""


class Settled(NamedTuple):
    """What plays showed, and the facts that nothing has shown or disproved: `stuck` beats among them, and `ends`, the
    beats from which no play was seen to come to an end but by the clock."""

    shown: Shown
    possible: Possible
    open: frozenset[Fact]


def settle(scenario: model.Scenario, story: Story, walks: Iterable[Iterable[str]]) -> Settled:
    """Play until every fact that a finding could be about is shown, as far as it goes.

    `walks` are plays to begin with, as choices: the author's, and what players of all kinds do.
    """
    settling = _Settling(scenario, story, Shown(story), possible(scenario, story))
    for walk in walks:
        settling.shown.follow(walk)
    settling.look()
    settling.look_closer(CLOSER_LOOKS, IN_ALL, IN_VAIN)
    return settling.settled()


def settle_patiently(scenario: model.Scenario, story: Story, settled: Settled) -> Settled:
    """Play on for what is still open: worth while only where exploring would take longer."""
    settling = _Settling(scenario, story, settled.shown, settled.possible)
    settling.look_closer(PATIENT_LOOKS, IN_ALL_PATIENT, IN_VAIN_PATIENT)
    return settling.settled()


def find_play(scenario: model.Scenario, story: Story, option: int, walks: Iterable[Iterable[str]]) -> list[str] | None:
    """The choices of a play that is offered an option, up to there; None where none was found."""
    settling = _Settling(scenario, story, Shown(story), possible(scenario, story))
    for walk in walks:
        settling.shown.follow(walk)
    settling.may_be &= {fact("offered", option)}
    settling.look()
    settling.look_closer((*CLOSER_LOOKS, *PATIENT_LOOKS), IN_ALL_PATIENT, IN_VAIN_PATIENT)
    return settling.shown.walk_to(option)


class _Settling:
    def __init__(self, scenario: model.Scenario, story: Story, shown: Shown, possible: Possible) -> None:
        self.scenario = scenario
        self.story = story
        self.shown = shown
        self.possible = possible
        self.deciding = Deciding(scenario, story, possible)
        self.wanted = set(wanted_facts(scenario, story, possible))
        beats, options = possible.beats(), possible.options()
        self.may_be = {one for one in self.wanted if _is_possible(story, possible, beats, options, one)}

    def look(self) -> None:
        """Look through the whole story."""
        names = {reading.name.path for reading in readings(self.scenario) if not reading.in_walk}
        memory = Memory((path for path in names if len(path) > 1), self.story.places)
        look = WideLook(self.shown, memory)
        look.begin(along=True)
        for _ in range(FIRST_LOOK // ROUND):
            missing = len(self.may_be - self.shown.facts)
            look.until(self.may_be, ROUND)
            if missing - len(self.may_be - self.shown.facts) < WORTH:
                break

    def look_closer(self, looks: Iterable[tuple[int, bool]], in_all: int, in_vain: int) -> None:
        """Look for one thing after the other."""
        last = self.shown.choices + in_all
        for most, along in looks:
            for one in sorted(self.may_be - self.shown.facts):
                if in_vain and self.shown.choices < last and one not in self.shown.facts:
                    in_vain -= self._look_in_vain(one, most, along)

    def _look_in_vain(self, wanted: Fact, most: int, along: bool) -> bool:
        """Look for one thing; whether it was looked for and not found."""
        decided = self.deciding.of(wanted)
        beats = {fact("beat", beat) for beat in decided.goals}
        if wanted not in beats and beats & self.may_be and not beats & self.shown.facts:
            return False  # a beat where it could be is looked for by itself, and was not come to yet
        look = CloserLook(self.shown, decided)
        look.begin(along)
        look.until({wanted}, most)
        return wanted not in self.shown.facts

    def settled(self) -> Settled:
        """What is settled now, and what is open."""
        story, shown = self.story, self.shown
        dry = {fact("stuck", beat) for beat in may_run_dry(self.scenario, story, self.possible, self.deciding)}
        stuck = {one for one in shown.facts if one[0] == "stuck"}
        wanted = {one for one in self.wanted if one[0] != "left"}
        open_ = (wanted - shown.facts) | dry | stuck | _endless(story, shown)
        return Settled(shown, self.possible, frozenset(open_))


def wanted_facts(scenario: model.Scenario, story: Story, possible: Possible) -> Iterator[Fact]:
    """Every fact of which a finding would say that no play shows it."""
    yield from (fact("visit", place) for place, visit in enumerate(story.visits) if visit.person >= 0)
    for beat in story.beats:
        yield fact("beat", beat.place)
        if any(option.then != (STAY,) * 3 for option in beat.options):
            yield fact("left", beat.place)
        yield from (fact("picked", cue) for cue in beat.cues)
    for option in story.options:
        yield fact("offered", option.place)
        yield from (fact("kept", promise) for promise in option.promises)
    for place, concern in enumerate(story.concerns):
        yield from (fact("opened", place, depth) for depth in range(1, concern.depths + 1))
    yield from (fact("raised", place) for place in range(len(story.objections)))
    yield from (fact("asked", place) for place in range(len(story.asks)))
    yield from (fact("tested", option) for talk in possible.talks.values() for option in talk.polite)
    read = {reading.name.path for reading in readings(scenario)}
    for path in sorted({reading.name.path for reading in readings(scenario) if not reading.in_walk}):
        if path[0] in _TRUTHS and len(path) == 2 and path[1] not in _OWN_NAMES:
            found = possible.bounds.place(*path)
            yield fact(_TRUTHS[path[0]], NOWHERE if found is None else found)
    yield from (fact("flag", NOWHERE) for flag in story.flags if ("flag", flag) not in read)


NOWHERE: Final = -1
"""The place of what no play can show: a flag that is read and set nowhere, or set and read nowhere."""

_TRUTHS: Final = {"flag": "flag", "picked": "picked", "promised": "promised", "kept": "kept_at_all",
                  "inoculated": "inoculated"}  # fmt: skip
_OWN_NAMES: Final = frozenset({"trust", "fear", "hope", "anger", "readiness"})


def _is_possible(story: Story, possible: Possible, beats: set[int], options: set[int], wanted: Fact) -> bool:
    """Whether the bounds leave it open that some play shows a fact."""
    kind, place, more = wanted
    match kind:
        case "visit":
            return place in possible.talks
        case "beat" | "left":
            return place in beats
        case "offered" | "tested":
            return place in options
        case "opened":
            return possible.bounds.heard[place] >= more
        case "asked":
            return any(story.options[option].ask == place for option in options)
    return (kind.removesuffix("_at_all"), place) in possible.bounds.true


def _endless(story: Story, shown: Shown) -> set[Fact]:
    """Beats that were reached, and from which no choice that was seen leads on to an end."""
    leads: dict[int, set[int]] = {}
    for kind, beat, target in shown.facts:
        if kind == "leads":
            leads.setdefault(beat, set()).add(target)
    found = {END}
    grown = True
    while grown:
        more = {beat for beat, targets in leads.items() if targets & found} - found
        found |= more
        grown = bool(more)
    reached = {beat.place for beat in story.beats if fact("beat", beat.place) in shown.facts}
    return {fact("ends", beat) for beat in reached - found}
