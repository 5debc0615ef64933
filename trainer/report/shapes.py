"""The debrief as values: everything that a debrief shows, worded and counted, in the rubric's order.

Whoever shows a debrief (the screens, plain mode, a file) only lays it out. Every number stands here with the turns it
came from, and every sentence is ready to be read. Turns are counted from 1. Texts of a scenario come with their
*gestures*; whoever shows them decides how a gesture looks.
"""

from dataclasses import dataclass
from typing import Literal, NamedTuple


class Exchange(NamedTuple):
    """What was said at one turn: evidence. `you` is "(say nothing)" for silence; `they` may be empty."""

    turn: int
    name: str
    you: str
    they: str


@dataclass(frozen=True, slots=True)
class SkillGuess:
    """The trainee's own band for a skill beside the scored one. `own` is None where none was given."""

    skill: str
    title: str
    own: str | None
    scored: str
    words: str


@dataclass(frozen=True, slots=True)
class PersonGuess:
    """The trainee's 1 to 5 for a person beside the true one. `own` is None where none was given."""

    person: str
    name: str
    own: int | None
    true: int
    words: str
    evidence: tuple[Exchange, ...]


@dataclass(frozen=True, slots=True)
class ComponentScore:
    """A part of a skill.

    `meaning` says in plain words what is counted, `value` what was counted in this play ("60 percent"), `anchors` what
    would be fair and what full marks, `beside` the published threshold where one is shown ("" elsewhere). `points` are
    0 to 100 and `share` is its part of the skill in percent, both None and 0 where the story gave no chance for it.
    """

    name: str
    title: str
    meaning: str
    value: str
    points: int | None
    share: int
    anchors: str
    beside: str
    evidence: tuple[Exchange, ...]


@dataclass(frozen=True, slots=True)
class SkillScore:
    """A skill: points 0 to 100 (None where it was not exercised), its band, its weight in percent, and its parts."""

    skill: str
    title: str
    points: int | None
    band: str
    weight: int
    words: str
    components: tuple[ComponentScore, ...]


@dataclass(frozen=True, slots=True)
class Overall:
    """The whole. `points` is None where no skill was exercised; `words` says on how many skills it rests."""

    points: int | None
    band: str
    words: str


@dataclass(frozen=True, slots=True)
class GateLine:
    """A line that caps the whole play, with why it does and what to do in its place."""

    exchange: Exchange
    habit: str
    words: str


@dataclass(frozen=True, slots=True)
class MoodPoint:
    """How a person stood after a turn; turn 0 is before the first. Moods are 0 to 10, readiness −10 to 30.

    `words` says what moved ("trust up from 4 to 5"), or "" where nothing did. `between` is true where it moved after
    the turn, when the visit was over.
    """

    turn: int
    trust: int
    fear: int
    hope: int
    anger: int
    readiness: int
    words: str
    between: bool = False


@dataclass(frozen=True, slots=True)
class DepthLine:
    """One depth of a concern in the scenario's own words. `turn` opened it, or it is None: it stayed closed."""

    concern: str
    depth: int
    text: str
    turn: int | None


@dataclass(frozen=True, slots=True)
class ObjectionInside:
    """An objection that came up, what lay under it ("" where the author does not say), and the steps taken."""

    objection: str
    says: str
    under: str
    turn: int
    words: str


@dataclass(frozen=True, slots=True)
class Inside:
    """What one person was thinking. `secret` is "" where there is none; `words` says how they stood at the end."""

    person: str
    name: str
    role: str
    moods: tuple[MoodPoint, ...]
    depths: tuple[DepthLine, ...]
    objections: tuple[ObjectionInside, ...]
    secret: str
    words: str


CueState = Literal["picked up", "stepped over", "no chance"]
"""Picked up; stepped over though a line on offer picked it up; or open while no line on offer could."""


@dataclass(frozen=True, slots=True)
class CueSeen:
    """A cue that was open for a while.

    `shows` are the words that gave it away, `line` the line that they stood in. `turns` are those at which it was open,
    `your_line` is what picked it up or, where it was stepped over, what would have ("" where nothing on offer did).
    """

    cue: str
    person: str
    name: str
    shows: str
    line: str
    state: CueState
    turns: tuple[int, ...]
    your_line: str
    words: str


class Lit(NamedTuple):
    """Part of a text that lights up: a cue's words from `start` to `end`, and what became of the cue."""

    start: int
    end: int
    cue: str
    state: CueState


TalkKind = Literal["visit", "event", "narration", "them", "you", "silence"]


@dataclass(frozen=True, slots=True)
class TalkLine:
    """One line of the transcript, both sides. `turn` is the choice that brought it, 0 for what a visit opens with.

    Of kind `visit` the text is its title, time and place; `silence` is the trainee saying nothing and has no text.
    An event stands with the turn after which it happened.
    """

    kind: TalkKind
    speaker: str
    text: str
    turn: int
    lit: tuple[Lit, ...] = ()


@dataclass(frozen=True, slots=True)
class Fork:
    """A turn that cost points, with the best line there.

    `cost` is in points of the overall score. `option` is the better line's id, `better` its words, `they` what the
    person would have said to it, `changes` what it would have changed at once, in sentences.
    """

    exchange: Exchange
    cost: float
    option: str
    better: str
    they: str
    changes: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Coaching:
    """A habit that is coached, with its turn and a better line from the same beat ("" where there is none)."""

    habit: str
    title: str
    how: str
    exchange: Exchange
    coaching: str
    better: str
    words: str


@dataclass(frozen=True, slots=True)
class OwnLine:
    """What the trainee would have said at a turn, in their own words; `exchange` is what was said (None: nothing)."""

    turn: int
    text: str
    exchange: Exchange | None


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody who said yes: what they said, what the trainee forecast (0 to 100, None if nothing), who came."""

    ask: str
    title: str
    person: str
    name: str
    confidence: int | None
    came: bool
    words: str


@dataclass(frozen=True, slots=True)
class RecordLine:
    """What was written down at a stop of a shift, beside what a right record says.

    `right` where the code is, `exact` where the support is too.
    """

    stop: str
    label: str
    right: bool
    exact: bool
    words: str


@dataclass(frozen=True, slots=True)
class Debrief:
    """A whole debrief, in the order in which it is shown.

    `language` is that of the scenario's texts, such as "es"; all other words are in the one that the program speaks.
    The guesses come first, because a judgement made before the reveal is the one that teaches. `next_time` is the one
    thing to change, `next_line` the line that it is about, None where it is about no single one.
    `own_lines` are private and stay out of files unless asked for. `facts` are the claims of law and the figures that
    lines of this play rested on; `limits` says what the scores can and cannot tell. A shift has `records` in place of
    `inside` and `arrivals`: what its people thought and did later, an hour at doors cannot know.
    """

    scenario: str
    title: str
    language: str
    ended: bool
    skill_guesses: tuple[SkillGuess, ...]
    person_guesses: tuple[PersonGuess, ...]
    overall: Overall
    skills: tuple[SkillScore, ...]
    gate: tuple[GateLine, ...]
    records: tuple[RecordLine, ...]
    inside: tuple[Inside, ...]
    cues: tuple[CueSeen, ...]
    talk: tuple[TalkLine, ...]
    forks: tuple[Fork, ...]
    habits: tuple[Coaching, ...]
    next_line: Coaching | None
    next_time: str
    own_lines: tuple[OwnLine, ...]
    arrivals: tuple[Arrival, ...]
    facts: tuple[str, ...]
    limits: tuple[str, ...]
