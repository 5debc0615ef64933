"""What the store holds, as it is read back."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from trainer.records.packing import unpacked

if TYPE_CHECKING:
    from trainer.conversation.lifecycle import Stage
    from trainer.conversation.story import Story
    from trainer.scenario.load import Loaded
    from trainer.scenario.model import Scenario


class Edition(NamedTuple):
    """A scenario as it was when it was played: its story, and a hash of its file by which an edit is noticed."""

    scenario: str
    title: str
    form: str
    content: str
    story: "Story"


def edition_of(loaded: "Loaded", story: "Story") -> Edition:
    """The edition of a file that was loaded and compiled.

    Only the lines count for its hash, not how they end. Raises ValueError where the file has errors.
    """
    if loaded.scenario is None:
        raise ValueError(f"{loaded.name} has errors and cannot be played")
    from hashlib import sha256

    content = sha256("\n".join(loaded.lines).encode("utf-8", "surrogatepass")).hexdigest()
    return edition_with(loaded.scenario, content, story)


def edition_with(scenario: "Scenario", content: str, story: "Story") -> Edition:
    """The edition of a scenario whose hash is known."""
    return Edition(str(scenario.id), str(scenario.title), scenario.form, content, story)


class Parent(NamedTuple):
    """The play that another was forked from, and the turn, counted from 1, before which it parts from it."""

    play: str
    turn: int


class PlayEntry(NamedTuple):
    """A play in the list of plays. Times are ISO 8601 in UTC; `steps` counts the choices that stand.

    `overall` is 0 to 100 and, like `band`, None where the play was not finished.
    """

    id: str
    scenario: str
    content: str
    title: str
    form: str
    mode: str
    seed: int
    began: str
    touched: str
    stage: "Stage"
    steps: int
    parent: Parent | None
    finished: str | None
    overall: int | None
    band: str | None
    whole: bool
    """Whether the entry reads as it was written."""


class ChoiceEntry(NamedTuple):
    """A choice as it was made and what it brought, as it was shown.

    `beat` and `person` are empty where a stop of a shift was chosen, passed or recorded; all three of beat, person and
    choice are where somebody took leave because nothing was offered any more. `kept` is what it brought as the row has
    it; `whole` is false where the row does not read as it was written.
    """

    serial: int
    number: int
    content: str
    visit: str
    beat: str
    person: str
    choice: str
    at: str
    undone: str | None
    kept: bytes | None
    whole: bool

    @property
    def step(self) -> Mapping[str, Any] | None:
        """Plain data under `turn`, `opening` and `record`; None where it cannot be read any more.

        Read anew each time: a play of thousands of choices would otherwise fill the memory to be gone on with.
        """
        data = unpacked(self.kept)
        return data if isinstance(data, dict) else None


class Judgements(NamedTuple):
    """What the trainee judged before the reveal. A part that was not given yet is None."""

    ratings: Mapping[str, int] | None = None
    forecasts: Mapping[str, float] | None = None
    own_skills: Mapping[str, str] | None = None


class TypedLine(NamedTuple):
    """A line that the trainee would have said instead of those on offer.

    `number` is how many choices stood before it. Kept for the debrief and for the scenario's author; in no export
    unless asked for.
    """

    play: str
    scenario: str
    number: int
    visit: str
    beat: str
    at: str
    line: str


class FinishedPlay(NamedTuple):
    """A finished play as progress needs it.

    `skills` are 0 to 100, None where not exercised. `ratings` holds person, the trainee's 1 to 5 and the true one;
    `forecasts` the ask and person, the trainee's confidence 0 to 1, and whether they came.
    """

    id: str
    scenario: str
    title: str
    mode: str
    at: str
    overall: int
    band: str
    skills: Mapping[str, float | None]
    habits: tuple[str, ...]
    ratings: tuple[tuple[str, int, int], ...]
    forecasts: tuple[tuple[str, float, bool], ...]
