"""A season of one trainee: the wall chart, the hours, and every decision; played again from its seed at any time.

    game = Game(constituency, seed=7)                  # or begin(constituency, seed) for a drive or a turf
    game.do(Round(("opal", "ozell")))                  # the lines that it brought; NotPossible where it cannot be
    game.do(Meet("opal"))                              # game.meeting == "opal" where the one-on-one takes place
    game.do(Talk(0.62, "play", play_id))               # its quality: from a played scenario or from the record
    game.do(EndWeek())                                 # game.stage is "forecast" where a test is held
    game.do(Forecast("petition", {"opal": 0.8}))       # the test is held, and the next week begins
    game.chart(), game.hours_left, game.upcoming(), game.results, game.news()
    game.undo_week()                                   # in practice mode
    Game.from_json(constituency, game.to_json())

`stage` is "week", "forecast" or "over". Nothing that is shown holds the truth; `game.truth()` gives it once the season
is over. The chance in it comes from the seed alone: the same constituency, seed and decisions give the same season on
every machine.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, Self

from trainer.drive.constituency import Constituency
from trainer.drive.game_decisions import (
    Decision,
    EndWeek,
    Forecast,
    NotPossible,
    NotReadable,
    Rate,
    Talk,
    decision_from_json,
    decision_to_json,
)
from trainer.drive.game_known import Cell, CrewRow, KnownTie, Line, OpenPromise, Result, Upcoming
from trainer.language import _

if TYPE_CHECKING:
    from trainer.drive.game_run import Run
    from trainer.drive.game_truth import TestTruth, WeekTruth
    from trainer.drive.game_turf import TurfGame

Mode = Literal["practice", "test"]
"""In practice a week can be taken back; in a test it cannot."""

Stage = Literal["week", "forecast", "over"]

FORMAT: Final = 1
"""The version of what `to_json` gives."""

MAX_SEED: Final = 2**32


class PromiseTold(NamedTuple):
    """A promise that was made: to whom, and whether it was kept."""

    promise: str
    person: str
    kept: bool


class Truth(NamedTuple):
    """All that was hidden in a season that is over, people by number.

    `leaders` are those whom people go to. `weeks` hold how everybody stood at each week's end, `tests` what was behind
    each test. `ratings` holds the trainee's own ratings at each week's end. `hours` says week by week what was spent on
    what; `given` how many hours there were. `talks` are the trainee's one-on-ones: week, person, quality, its source.
    `rumours` says of each rumour that the trainee heard whether it was so. `baseline` is what everybody wanted before
    anybody talked with them (SD).
    """

    leaders: frozenset[int]
    weeks: "tuple[WeekTruth, ...]"
    tests: "tuple[TestTruth, ...]"
    ratings: tuple[Mapping[int, int], ...]
    hours: tuple[Mapping[str, float], ...]
    given: tuple[float, ...]
    talks: tuple[tuple[int, int, float, str], ...]
    rumours: tuple[tuple[str, bool], ...]
    promises: tuple[PromiseTold, ...]
    baseline: tuple[float, ...]


class Game:
    """One season of a drive. `decisions` are all that were made, and with the seed all that is kept of it."""

    def __init__(
        self, constituency: Constituency, seed: int, mode: Mode = "practice", decisions: Iterable[Decision] = ()
    ) -> None:
        """Begin a season, or play one again up to its last decision.

        Raises ValueError for a turf or a seed outside 0 to 2**32 - 1, and NotPossible where a decision does not hold.
        """
        if not 0 <= seed < MAX_SEED:
            raise ValueError(f"a seed is 0 to {MAX_SEED - 1}")
        self.constituency = constituency
        self.seed = seed
        self.mode: Mode = mode
        self.decisions: list[Decision] = []
        self._ratings: list[Mapping[int, int]] = []
        self._weeks_began = [0]
        self._run = self._begun()
        for decision in decisions:
            self.do(decision)

    # Deciding

    def do(self, decision: Decision) -> tuple[Line, ...]:
        """Make a decision; the lines that it brought. Raises NotPossible, and then nothing has changed."""
        run = self._run
        before = len(run.lines)
        if run.over:
            raise NotPossible(_("The season is over."))
        if self.stage == "forecast" and not isinstance(decision, Forecast | Rate):
            raise NotPossible(
                _("First say who will stand up."), _("Give a forecast for “{test}”.").format(test=run.due[0])
            )
        if run.meeting is not None and not isinstance(decision, Talk | Rate):
            raise NotPossible(
                _("{name} is sitting across from you.").format(name=run.name(run.meeting)), _("Have the talk first.")
            )
        weeks = len(run.spent)
        run.occasion = len(self.decisions) + 1
        self._act(decision)
        self.decisions.append(decision)
        if len(run.spent) > weeks:
            self._weeks_began.append(len(self.decisions))
        return tuple(run.lines[before:])

    def undo_week(self) -> int:
        """Take back this week's decisions, or where there are none yet those of the week before.

        Returns the week that is on then. Raises NotPossible in a test, where nothing was decided yet, and after the
        season, because what was so has been told by then.
        """
        if self.mode == "test":
            raise NotPossible(_("In a test no week can be taken back."))
        if self._run.over:
            raise NotPossible(_("The season is over."))
        if not self.decisions:
            raise NotPossible(_("Nothing has been decided yet."))
        began = self._weeks_began
        end = began[-1] if len(self.decisions) > began[-1] else began[-2]
        self._replay(self.decisions[:end])
        return self.week

    def hours_of(self, decision: Decision) -> float:
        """The hours of the trainee's that a decision takes; 0 for one that takes none."""
        from trainer.drive import game_decisions as made
        from trainer.drive.game_run import ASK_HOURS, COMMITTEE_HOURS

        settings = self._run.parameters
        match decision:
            case made.Round(people):
                return len(people) / settings.quick_rate
            case made.Meet():
                return settings.deep_hours
            case made.AskAround():
                return ASK_HOURS
            case made.Committee():
                return COMMITTEE_HOURS
            case made.Remind(people):
                return len(people) / settings.reminder_rate
            case made.Keep(promise) if promise in self._run.promises:
                return self._run.promises[promise].promise.hours
        return 0.0

    # Seeing

    @property
    def stage(self) -> Stage:
        """Whether hours are to be spent, a forecast is to be given, or all is over."""
        if self._run.over:
            return "over"
        return "forecast" if self._run.due else "week"

    @property
    def week(self) -> int:
        """The week that is on, from 1; while a forecast is wanted, the week that has just ended."""
        return self._run.season.week if self._run.due else self._run.week

    @property
    def hours_left(self) -> float:
        """The hours of this week that are left."""
        return 0.0 if self._run.due else self._run.hours_left

    @property
    def hours_given(self) -> float:
        """The hours that this week has in all, events included."""
        return self._run.spent[-1].given

    @property
    def committee_hours_left(self) -> float:
        """The hours of the committee's members that are left this week; 0 before it was called."""
        return self._run.committee_hours

    @property
    def committee(self) -> tuple[str, ...]:
        """Who came to the committee this week."""
        return tuple(self.constituency.people[number].id for number in self._run.attending)

    @property
    def meeting(self) -> str | None:
        """Who sits across from the trainee: the one-on-one takes place, and `Talk` comes next."""
        number = self._run.meeting
        return None if number is None else self.constituency.people[number].id

    @property
    def results(self) -> tuple[Result, ...]:
        """The tests that were held, as everybody could see them."""
        return tuple(self._run.results)

    @property
    def lines(self) -> tuple[Line, ...]:
        """Everything that was seen and heard so far."""
        return tuple(self._run.lines)

    def news(self, week: int | None = None) -> tuple[Line, ...]:
        """What was seen and heard in a week; by default in the one that is on."""
        wanted = self.week if week is None else week
        return tuple(line for line in self._run.lines if line.week == wanted)

    def upcoming(self) -> tuple[Upcoming, ...]:
        """The tests that are still to come, the next first."""
        from trainer.drive.game_week import upcoming

        return upcoming(self._run)

    def promises(self) -> tuple[OpenPromise, ...]:
        """What somebody asked for this week and has no answer, and what is still to be kept."""
        return self._run.open_promises()

    def chart(self) -> tuple[CrewRow, ...]:
        """The wall chart, crew after crew."""
        return tuple(
            CrewRow(
                crew.id,
                crew.name,
                tuple(self._cell(number) for number in crew.people),
                sum(self._run.known[number].asked_around is not None for number in crew.people),
            )
            for crew in self.constituency.crews
        )

    def cell(self, person: str) -> Cell:
        """One person of the chart. Raises NotPossible for somebody unknown."""
        return self._cell(self._run.member(person).number)

    def ties(self, person: str) -> tuple[KnownTie, ...]:
        """Somebody's ties, as far as the trainee was told of them."""
        known = self._run.known[self._run.member(person).number]
        return tuple(KnownTie(self.constituency.people[other].id, week) for other, week in known.ties.items())

    def heard(self) -> tuple[Line, ...]:
        """The rumours that the trainee was told."""
        return tuple(line for line in self._run.lines if line.kind == "rumour")

    # Keeping

    def to_json(self) -> dict[str, Any]:
        """All of it as plain data: seed and decisions, from which it is played again."""
        return {
            "format": FORMAT,
            "constituency": self.constituency.id,
            "form": "drive",
            "seed": self.seed,
            "mode": self.mode,
            "decisions": [decision_to_json(decision) for decision in self.decisions],
        }

    @classmethod
    def from_json(cls, constituency: Constituency, data: Any) -> Self:
        """A season played again. Raises NotReadable for other data, NotPossible where a decision holds no more."""
        seed, mode, decisions = read_kept(constituency, data)
        return cls(constituency, seed, mode, decisions)

    # After the season

    def truth(self) -> Truth:
        """All that was hidden. Raises NotPossible before the season is over."""
        run = self._run
        if not run.over:
            raise NotPossible(_("What was so is told after the season."))
        rumours = {rumour.id: rumour for rumour in self.constituency.rumours}
        return Truth(
            leaders=frozenset(number for number, leads in enumerate(run.season.unit.leads) if leads),
            weeks=tuple(run.truths),
            tests=tuple(run.tested),
            ratings=tuple(self._ratings),
            hours=tuple(dict(week.used) for week in run.spent),
            given=tuple(week.given for week in run.spent),
            talks=tuple(run.qualities),
            rumours=tuple((rumours[id_].text, rumours[id_].true) for id_ in run.rumours_told),
            promises=tuple(
                PromiseTold(id_, self.constituency.people[one.promise.to].id, one.kept)
                for id_, one in run.promises.items()
                if one.made
            ),
            baseline=tuple(float(value) for value in self._run.season.baseline[:, 0]),
        )

    def worth(self, quality: float) -> float:
        """What a talk of a quality does, beside a perfect one: 1 for that, 0 for nothing, below 0 for harm."""
        return float(self._run.season.good(quality))

    def otherwise(self, for_it: Iterable[int] = (), nothing: bool = False) -> "Run":
        """The same season, seed and decisions, had these people (by number) been firmly for it; or had the trainee done
        nothing. Decisions that could not be made then are left out. For the debrief; only after the season.
        """
        if not self._run.over:
            raise NotPossible(_("What was so is told after the season."))
        other = type(self)(self.constituency, self.seed, self.mode)
        other._run = other._begun(tuple(for_it))
        for decision in self.decisions:
            if nothing and not isinstance(decision, EndWeek | Forecast):
                continue
            try:
                other.do(decision)
            except NotPossible:
                continue
        return other._run

    def _begun(self, for_it: tuple[int, ...] = ()) -> "Run":
        from trainer.drive.game_run import Run
        from trainer.drive.game_week import begin_week

        run = Run(self.constituency, self.seed, for_it)
        begin_week(run)
        return run

    def _act(self, decision: Decision) -> None:
        from trainer.drive.game_actions import ACTS
        from trainer.drive.game_week import end_week, forecast

        run = self._run
        if isinstance(decision, EndWeek):
            self._ratings.append(
                {number: known.rating for number, known in enumerate(run.known) if known.rating is not None}
            )
            end_week(run)
        elif isinstance(decision, Forecast):
            forecast(run, decision)
        elif type(decision) in ACTS:
            ACTS[type(decision)](run, decision)
        else:
            raise NotPossible(_("That cannot be done in a drive."))

    def _replay(self, decisions: list[Decision]) -> None:
        self.decisions, self._ratings, self._weeks_began = [], [], [0]
        self._run = self._begun()
        for decision in decisions:
            self.do(decision)

    def _cell(self, number: int) -> Cell:
        member, known = self.constituency.people[number], self._run.known[number]
        return Cell(
            member.id, member.name, member.role, self.constituency.crews[member.crew].id, known.rating, known.rated,
            known.talked, known.talks, known.rounds, known.said, known.asked, len(known.named_by), known.committee,
            dict(known.stood), known.cares,
        )  # fmt: skip


def read_kept(constituency: Constituency, data: Any) -> tuple[int, Mode, list[Decision]]:
    """Seed, mode and decisions from kept data. Raises NotReadable."""
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise NotReadable("this is no season that this version can read")
    if data.get("constituency") != constituency.id:
        raise NotReadable(f"this season is of {data.get('constituency')!r}, not of {constituency.id}")
    seed, mode, decisions = data.get("seed"), data.get("mode"), data.get("decisions")
    if type(seed) is not int or not 0 <= seed < MAX_SEED or not isinstance(decisions, list):
        raise NotReadable("the season has no seed, or no decisions")
    if mode not in ("practice", "test"):
        raise NotReadable(f"there is no mode {mode!r}")
    return seed, mode, [decision_from_json(one) for one in decisions]


def begin(
    constituency: Constituency, seed: int, mode: Mode = "practice", decisions: Iterable[Decision] = ()
) -> "Game | TurfGame":
    """A season of a drive or a turf, by its form."""
    if constituency.form == "turf":
        from trainer.drive.game_turf import TurfGame

        return TurfGame(constituency, seed, mode, decisions)
    return Game(constituency, seed, mode, decisions)


def from_json(constituency: Constituency, data: Any) -> "Game | TurfGame":
    """A season of either form played again. Raises NotReadable or NotPossible."""
    seed, mode, decisions = read_kept(constituency, data)
    return begin(constituency, seed, mode, decisions)
