"""A turf as a game: volunteers' hours of each week go to doors, phones, texts, long talks or friends.

    game = TurfGame(constituency, seed=7)
    game.do(Spend("canvass", 40)); game.do(EndWeek())
    game.do(Forecast("election", number=40))           # after the last week: net votes by your work
    game.ledger()                                      # what every way took and reached so far

The same doors as `trainer.drive.game.Game` where they mean the same: `do`, `undo_week`, `stage`, `week`, `hours_left`,
`lines`, `news`, `to_json`. Each way works through the list where no other has been, as long as there is such a part of
it; where there is none, whoever is met again counts what works most. Whether somebody turns out is drawn once for each
voter by the seed, so that the same work brings the same votes.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, Self

from trainer.drive.constituency import Constituency
from trainer.drive.game_decisions import (
    Decision,
    EndWeek,
    Forecast,
    NotPossible,
    Spend,
    decision_to_json,
)
from trainer.drive.game_known import Kind, Line, TurfResult
from trainer.language import _, mark, ngettext

if TYPE_CHECKING:
    from trainer.drive.game_voters import Voters

ELECTION: Final = "election"
"""The name of the forecast before the election."""

WAYS: Final[Mapping[str, str]] = {
    "canvass": mark("Doors"),
    "phone": mark("Phone"),
    "text": mark("Texts"),
    "deep": mark("Long talks"),
    "friends": mark("Friends"),
}
"""Ways to spend hours, by the names that the simulation has for them."""

__all__ = ["ELECTION", "WAYS", "LedgerLine", "TurfGame", "TurfResult"]


class LedgerLine(NamedTuple):
    """What a way took and reached so far: hours, contacts (every text counts), people, and how many said that they are
    for your side, None where nobody is asked."""

    way: str
    title: str
    hours: float
    contacts: int
    reached: int
    said_for: int | None


class TurfGame:
    """One season of a turf. `decisions` are all that were made, and with the seed all that is kept of it."""

    def __init__(
        self,
        constituency: Constituency,
        seed: int,
        mode: Literal["practice", "test"] = "practice",
        decisions: Iterable[Decision] = (),
    ) -> None:
        """Begin a season, or play one again up to its last decision. Raises ValueError and NotPossible as `Game`."""
        from trainer.drive.game import MAX_SEED
        from trainer.drive.opening import parameters_of

        if not 0 <= seed < MAX_SEED:
            raise ValueError(f"a seed is 0 to {MAX_SEED - 1}")
        if constituency.form != "turf":
            raise ValueError(f"{constituency.id} is no turf")
        self.constituency = constituency
        self.seed = seed
        self.mode: Literal["practice", "test"] = mode
        self.parameters = parameters_of(constituency)
        self._drawn: Voters | None = None
        self._begin()
        for decision in decisions:
            self.do(decision)

    def _begin(self) -> None:
        self.decisions: list[Decision] = []
        self.result: TurfResult | None = None
        self._lines: list[Line] = []
        self._ended = 0
        self._spent: list[dict[str, float]] = []
        self._given: list[float] = []
        self._weeks_began = [0]
        self._due = False
        self._begin_week()

    # Deciding

    def do(self, decision: Decision) -> tuple[Line, ...]:
        """Make a decision; the lines that it brought. Raises NotPossible, and then nothing has changed."""
        before = len(self._lines)
        if self.stage == "over":
            raise NotPossible(_("The season is over."))
        if self._due and not isinstance(decision, Forecast):
            raise NotPossible(_("First say how many votes your work has brought."))
        match decision:
            case Spend(way, hours):
                self._spend(way, hours)
            case EndWeek():
                self._end_week()
            case Forecast(test, sure, number):
                if not self._due or test != ELECTION or sure or number is None:
                    raise NotPossible(_("A forecast is wanted before the election, as a number of votes."))
                self._hold(number)
            case _:
                raise NotPossible(_("That cannot be done on a turf."), _("Here nobody is known by name."))
        self.decisions.append(decision)
        if isinstance(decision, EndWeek) and not self._due:
            self._weeks_began.append(len(self.decisions))
        return tuple(self._lines[before:])

    def undo_week(self) -> int:
        """Take back this week's decisions, or where there are none yet those of the week before; the week that is on.

        Raises NotPossible as `Game.undo_week`.
        """
        if self.mode == "test":
            raise NotPossible(_("In a test no week can be taken back."))
        if self.stage == "over":
            raise NotPossible(_("The season is over."))
        if not self.decisions:
            raise NotPossible(_("Nothing has been decided yet."))
        began = self._weeks_began
        kept = self.decisions[: began[-1] if len(self.decisions) > began[-1] else began[-2]]
        self._begin()
        for decision in kept:
            self.do(decision)
        return self.week

    # Seeing

    @property
    def stage(self) -> Literal["week", "forecast", "over"]:
        """Whether hours are to be spent, a forecast is to be given, or all is over."""
        return "over" if self.result is not None else "forecast" if self._due else "week"

    @property
    def week(self) -> int:
        """The week that is on, from 1; after the last one the last."""
        return min(self._ended + 1, self.constituency.weeks)

    @property
    def hours_left(self) -> float:
        """The volunteers' hours of this week that are left."""
        if self.stage != "week":
            return 0.0
        return max(0.0, self._given[-1] - sum(self._spent[-1].values()))

    @property
    def hours_given(self) -> float:
        """The hours that this week has in all, events included."""
        return self._given[-1]

    @property
    def lines(self) -> tuple[Line, ...]:
        """Everything that was seen and heard so far."""
        return tuple(self._lines)

    def news(self, week: int | None = None) -> tuple[Line, ...]:
        """What was seen and heard in a week; by default in the one that is on."""
        wanted = self.week if week is None else week
        return tuple(line for line in self._lines if line.week == wanted)

    def hours_of(self, way: str) -> float:
        """The hours that were spent on a way so far."""
        return sum(week.get(way, 0.0) for week in self._spent)

    def most_hours(self, way: str) -> float:
        """The hours after which a way reaches nobody new on the list."""
        from trainer.drive.turf import Turf, work_of

        return work_of(Turf(self.constituency.listed, 1e9, self.parameters), way).hours

    def minutes_a_voter(self) -> float:
        """The volunteers' minutes that there are for each voter, over all weeks."""
        return 60 * self.constituency.hours * self.constituency.weeks / self.constituency.size

    def ledger(self) -> tuple[LedgerLine, ...]:
        """What every way took and reached so far."""
        return tuple(self._ledger(way) for way in WAYS)

    # Keeping

    def to_json(self) -> dict[str, Any]:
        """All of it as plain data: seed and decisions, from which it is played again."""
        from trainer.drive.game import FORMAT

        return {
            "format": FORMAT,
            "constituency": self.constituency.id,
            "form": "turf",
            "seed": self.seed,
            "mode": self.mode,
            "decisions": [decision_to_json(decision) for decision in self.decisions],
        }

    @classmethod
    def from_json(cls, constituency: Constituency, data: Any) -> Self:
        """A season played again. Raises NotReadable for other data, NotPossible where a decision holds no more."""
        from trainer.drive.game import read_kept

        seed, mode, decisions = read_kept(constituency, data)
        return cls(constituency, seed, mode, decisions)

    # Inside

    def _tell(self, kind: Kind, text: str) -> None:
        self._lines.append(Line(self.week, kind, "", text))

    def _begin_week(self) -> None:
        from trainer.drive.game_run import hours_told

        self._spent.append({})
        given = float(self.constituency.hours)
        for event in self.constituency.events:
            if event.week == self.week:
                self._tell("event", event.text)
                given = max(0.0, given + event.hours)
                if event.hours:
                    self._tell("hours", hours_told(given, event.hours))
        self._given.append(given)

    def _end_week(self) -> None:
        self._ended += 1
        if self._ended == self.constituency.weeks:
            self._due = True
        else:
            self._begin_week()

    def _spend(self, way: str, hours: float) -> None:
        from trainer.drive.game_run import EPSILON, in_hours

        if way not in WAYS:
            raise NotPossible(_("There is no way “{way}”.").format(way=way), ", ".join(WAYS))
        if hours <= 0:
            raise NotPossible(_("Hours are more than 0."))
        if hours > self.hours_left + EPSILON:
            raise NotPossible(
                _("That takes {need} hours, and {left} are left this week.").format(
                    need=in_hours(hours), left=in_hours(self.hours_left)
                )
            )
        left = self.most_hours(way) - self.hours_of(way)
        if hours > left + EPSILON:
            if left < EPSILON:
                raise NotPossible(_("Nobody is left to reach that way."), _("Spend the hours another way."))
            raise NotPossible(
                _("That way has nobody left to reach after {hours} more hours.").format(hours=in_hours(left))
            )
        before = self._ledger(way)
        self._spent[-1][way] = self._spent[-1].get(way, 0.0) + hours
        after = self._ledger(way)
        contacts = after.contacts - before.contacts
        self._tell("contacts", _brought(way, contacts))
        if after.said_for is not None and before.said_for is not None and contacts:
            told = after.said_for - before.said_for
            words = ngettext("{told} says yes, for your side.", "{told} say yes, for your side.", told)
            self._tell("contacts", words.format(told=f"{told:,}"))

    def _ledger(self, way: str) -> LedgerLine:
        hours = self.hours_of(way)
        contacts, voters = self._reached(way)
        said = None if way == "text" else int(self._voters().says_for[voters].sum())
        return LedgerLine(way, _(WAYS[way]), hours, contacts, len(voters), said)

    def _reached(self, way: str) -> tuple[int, Any]:
        """How many contacts a way made, and the voters it reached, in the order of its own walk through the list."""
        from trainer.drive.turf import Turf, work_of

        work = work_of(Turf(self.constituency.listed, max(self.hours_of(way), 0.0), self.parameters), way)
        return work.contacts, self._voters().walk(way)[: work.reached]

    def _voters(self) -> "Voters":
        if self._drawn is None:
            from trainer.drive.game_voters import Voters

            self._drawn = Voters(self.constituency.listed, self.seed, self.parameters)
        return self._drawn

    def _hold(self, guess: int) -> None:
        from trainer.drive.turf import Turf, work_of

        works = {way: work_of(Turf(self.constituency.listed, self.hours_of(way), self.parameters), way) for way in WAYS}
        self.result = self._voters().result({way: work for way, work in works.items() if work.reached}, guess)
        net = abs(self.result.net)
        told = ngettext(
            "Your work has brought {net} vote more for your side than for the other.",
            "Your work has brought {net} votes more for your side than for the other.",
            net,
        )
        if self.result.net < 0:
            told = ngettext(
                "Your work has brought {net} vote more for the other side than for yours.",
                "Your work has brought {net} votes more for the other side than for yours.",
                net,
            )
        self._tell("election", told.format(net=net))
        self._tell("election", _("You had said {number}.").format(number=guess))


def _brought(way: str, contacts: int) -> str:
    """What hours on a way brought, in words."""
    match way:
        case "canvass":
            told = ngettext("{contacts} talk at a door.", "{contacts} talks at doors.", contacts)
        case "phone":
            told = ngettext("{contacts} talk by phone.", "{contacts} talks by phone.", contacts)
        case "text":
            told = ngettext("{contacts} text sent.", "{contacts} texts sent.", contacts)
        case "deep":
            told = ngettext("{contacts} long talk.", "{contacts} long talks.", contacts)
        case _:
            told = ngettext(
                "{contacts} voter asked by a friend.", "{contacts} voters asked by a friend of theirs.", contacts
            )
    return told.format(contacts=f"{contacts:,}")
