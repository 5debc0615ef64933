"""The debrief and the talk as plain lines: whole sentences, no boxes, nothing that has to be seen to be understood.

Plain mode reads these aloud part by part; a file gets them all.
"""

import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from scoring.transcript import Transcript
from trainer.language import Table, _, mark, ngettext
from trainer.report.forks import at_turn
from trainer.report.pair import Pair, PairedPerson
from trainer.report.shapes import (
    Coaching,
    ComponentScore,
    CueSeen,
    CueState,
    Debrief,
    Fork,
    Inside,
    Lit,
    MoodPoint,
    SkillScore,
    TalkLine,
)
from trainer.report.talk import names_of
from trainer.report.words import NOTHING_SAID, joined, of_100, quoted, saying, sentence
from trainer.scenario.gestures import GESTURE, bracketed

CUE_WORDS: Mapping[CueState, str] = Table(
    {
        "picked up": mark("you picked it up"),
        "stepped over": mark("you stepped over it"),
        "no chance": mark("nothing answered it"),
    },
    _,
)
"""What became of a cue, as it is read aloud after its words."""


Part = Literal[
    "guesses", "arrivals", "scores", "skill", "records", "inside", "cues", "forks", "habits", "own_lines", "next_time",
    "facts", "limits", "talk",
]  # fmt: skip
"""What a section of a debrief is about. There is a `skill` for each skill that was exercised, an `inside` a person."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a debrief or a pair: what it is called, and its paragraphs, each a line of whole sentences.

    `part` says which part of a debrief it is (None in a pair) and `about` whom or what it tells of.
    """

    title: str
    lines: tuple[str, ...]
    part: Part | None = None
    about: SkillScore | Inside | PairedPerson | None = None


def wrapped(lines: Iterable[str], width: int | None) -> list[str]:
    """Lines of at most `width` characters, broken between words; as they are where it is None."""
    if width is None:
        return list(lines)
    return [
        part
        for line in lines
        for part in textwrap.wrap(line, max(20, width), break_long_words=False, break_on_hyphens=False) or [""]
    ]


def plain(text: str) -> str:
    """A text on one line, its *gestures* in round brackets."""
    return " ".join(bracketed(text).split())


def paragraphs(text: str) -> list[str]:
    """A longer text as its paragraphs, each on one line."""
    return [plain(part) for part in re.split(r"\n\s*\n", text) if part.strip()]


def spoken(speaker: str, text: str) -> list[str]:
    """Somebody's words as lines: "Bev: …". A gesture that is a sentence stands on a line of its own, unspoken."""
    lines: list[str] = []
    said = ""
    for index, part in enumerate(GESTURE.split(text)):
        part = " ".join(part.split())
        if index % 2 == 0:
            said = f"{said} {part}".strip()
        elif part[:1].isupper() and part.endswith((".", "?", "!")):
            lines += [f"{speaker}: {said}"] if said else []
            lines.append(part)
            said = ""
        else:
            said = f"{said} ({part})".strip()
    return lines + ([f"{speaker}: {said}"] if said else [])


def talk_lines(line: TalkLine, numbered: bool = True) -> list[str]:
    """A line of the transcript, read aloud; what the trainee said carries the number of its turn."""
    you = _("You (turn {turn})").format(turn=line.turn) if numbered else _("You")
    match line.kind:
        case "visit":
            told = [sentence(plain(line.text))]
        case "event" | "narration":
            told = [plain(line.text)]
        case "them":
            told = spoken(line.speaker, line.text)
        case "you":
            told = spoken(you, line.text)
        case "silence":
            told = [_("You say nothing (turn {turn}).").format(turn=line.turn) if numbered else _("You say nothing.")]
    return told + [cue_line(line, lit) for lit in line.lit]


def cue_line(line: TalkLine, lit: Lit) -> str:
    """A cue that lights up in a line, and what became of it."""
    return cue_in_words(line.text[lit.start : lit.end], lit.state)


def cue_in_words(text: str, state: CueState) -> str:
    """The words that gave a cue away, and what became of it."""
    return _("A cue: {quote}; {became}.").format(quote=quoted(plain(text)), became=CUE_WORDS[state])


def talk_section(debrief: Debrief) -> Section:
    """The whole talk with its cues lit up."""
    lines: list[str] = []
    for line in debrief.talk:
        lines += ["", *talk_lines(line), ""] if line.kind in ("visit", "event") else talk_lines(line)
    return Section(_("The talk, with its cues"), tuple(_tidy(lines)), "talk")


def sections(debrief: Debrief, own_lines: bool = True) -> tuple[Section, ...]:
    """The parts of a debrief in the order in which they are read; parts with nothing in them are left out.

    `own_lines` tells whether the trainee's own words are among them; files leave them out unless asked.
    """
    found = [
        Section(_("What you said before the scores"), tuple(_guesses(debrief)), "guesses"),
        Section(_("Who came"), tuple(arrival.words for arrival in debrief.arrivals), "arrivals"),
        Section(_("The scores"), tuple(_scores(debrief)), "scores"),
        *(
            Section(skill.title, tuple(_skill(skill)), "skill", skill)
            for skill in debrief.skills
            if skill.points is not None
        ),
        Section(_("What you wrote down"), tuple(record.words for record in debrief.records), "records"),
        *(
            Section(_("What {name} was thinking").format(name=inside.name), tuple(_inside(inside)), "inside", inside)
            for inside in debrief.inside
        ),
        Section(_("Cues"), tuple(line for cue in debrief.cues for line in _cue(cue)), "cues"),
        Section(_("Turns that cost most"), tuple(_forks(debrief)), "forks"),
        Section(_("Habits"), tuple(_habits(debrief)), "habits"),
        Section(_("In your own words"), tuple(_own(debrief)) if own_lines else (), "own_lines"),
        Section(_("One thing to change next time"), (debrief.next_time,), "next_time"),
        Section(_("The facts behind your lines"), debrief.facts, "facts"),
        Section(_("What this can tell you, and what it cannot"), debrief.limits, "limits"),
    ]
    return tuple(_read_aloud(part) for part in found if part.lines)


def _read_aloud(part: Section) -> Section:
    return replace(part, lines=tuple(map(plain, part.lines)))


def transcript_lines(transcript: Transcript) -> list[str]:
    """A transcript alone, without its scenario, as both sides' lines: what is left of an old play."""
    names = names_of(transcript)
    openings = {opening.visit: opening for opening in transcript.openings}
    lines: list[str] = []
    visit = None
    for turn in transcript.turns:
        name = names[turn.person]
        if turn.visit != visit:
            visit = turn.visit
            if opening := openings.get(visit):
                lines += ["", *opening.events, opening.narration, *spoken(name, opening.says)]
        lines += spoken(_("You"), turn.say) if turn.say else [_("You say nothing.")]
        lines += [*spoken(name, turn.reply), turn.narration, *spoken(name, turn.says)]
    return list(_tidy(lines))


def pair_sections(pair: Pair) -> tuple[Section, ...]:
    """Two lives of one afternoon, as parts that are read one after the other."""
    people = [
        Section(
            person.name,
            (f"{pair.once}.", *person.once.words, "", f"{pair.again}.", *person.again.words),
            about=person,
        )
        for person in pair.people
    ]
    found = [
        Section(_("Two lives of one afternoon"), pair.ledger),
        *people,
        Section(_("What it means for the vote"), pair.turnout),
        Section(_("Which job each does best"), pair.jobs),
    ]
    return tuple(_read_aloud(part) for part in found if part.lines)


def _guesses(debrief: Debrief) -> Iterator[str]:
    for skill in debrief.skill_guesses:
        yield skill.words
    yield from person_lines(debrief)


def person_lines(debrief: Debrief) -> Iterator[str]:
    """How the trainee rated each person, with what it could have been read from."""
    for person in debrief.person_guesses:
        yield person.words
        for exchange in person.evidence:
            you = saying(_("Turn {turn}, you").format(turn=exchange.turn), exchange.you)
            yield f"{you} {_answer(exchange.name, exchange.they)}"


def _answer(name: str, they: str) -> str:
    return saying(name, they) if they else ""


def _scores(debrief: Debrief) -> Iterator[str]:
    yield from overall_lines(debrief)
    for skill in debrief.skills:
        weight = "" if skill.points is None else _("It counts {weight} percent.").format(weight=skill.weight)
        yield f"{skill.words} {weight}".rstrip()


def overall_lines(debrief: Debrief) -> Iterator[str]:
    """The whole, and the lines that hold it down."""
    yield debrief.overall.words
    for line in debrief.gate:
        yield f"{at_turn(line.exchange)} {line.words}"


def _skill(skill: SkillScore) -> Iterator[str]:
    yield skill.words
    for part in skill.components:
        yield from _component(part)


def _component(part: ComponentScore) -> Iterator[str]:
    if part.points is None:
        yield f"{part.title}: {part.value}."
        return
    points = of_100(part.points)
    that = "" if part.value == points else " " + _("That is {points}.").format(points=points)
    yield f"{part.title}: {part.value}.{that}"
    turns = [str(exchange.turn) for exchange in part.evidence]
    counted = ""
    if turns:
        told = ngettext("Counted from turn {turns}.", "Counted from turns {turns}.", len(turns))
        counted = told.format(turns=joined(turns))
    yield f"{part.meaning} {part.anchors} {part.beside} {counted}"


def _inside(inside: Inside) -> Iterator[str]:
    yield from inside_lines(inside)
    for point in inside.moods:
        yield from _mood(point)


def inside_lines(inside: Inside) -> Iterator[str]:
    """Who somebody is and what they carry, said and unsaid; all but their moods turn by turn."""
    if inside.role:
        yield f"{inside.name}: {sentence(inside.role)}"
    yield inside.words
    for depth in inside.depths:
        if depth.turn is None:
            yield _("You were not told this: {text}").format(text=sentence(depth.text))
        else:
            yield _("You were told at turn {turn}: {text}").format(turn=depth.turn, text=sentence(depth.text))
    for objection in inside.objections:
        under = " " + _("Under it: {text}").format(text=sentence(objection.under)) if objection.under else ""
        came_up = saying(_("At turn {turn} an objection came up").format(turn=objection.turn), objection.says)
        yield f"{came_up}{under} {objection.words}"
    if inside.secret:
        yield _("A secret all along: {text}").format(text=sentence(inside.secret))


def _mood(point: MoodPoint) -> Iterator[str]:
    if point.turn == 0:
        told = _("At the start: trust {trust}, fear {fear}, hope {hope}, anger {anger}.")
        yield told.format(trust=point.trust, fear=point.fear, hope=point.hope, anger=point.anger)
    elif point.words:
        told = _("Turn {turn}: {moved}.")
        if point.between:
            told = _("After turn {turn}, when the visit was over: {moved}.")
        yield told.format(turn=point.turn, moved=point.words)


def _cue(cue: CueSeen) -> Iterator[str]:
    line = " " + saying(_("You said"), cue.your_line) if cue.state == "picked up" else ""
    if cue.state == "stepped over":
        line = " " + instead(_("This would have answered it"), cue.your_line)
    yield f"{quoted(cue.shows)}. {saying(_('It stood here'), cue.line)} {cue.words}{line}"


def instead(lead: str, better: str) -> str:
    """A better line after what leads to it; silence is told."""
    if better == NOTHING_SAID:
        return _("{lead}: to say nothing, and wait.").format(lead=lead)
    return saying(lead, better)


def _forks(debrief: Debrief) -> Iterator[str]:
    if not debrief.forks and any(line.turn for line in debrief.talk):
        yield _("No line on offer would have scored better than yours.")
    for fork in debrief.forks:
        yield from _fork(fork)


def _fork(fork: Fork) -> Iterator[str]:
    said = saying(_("Turn {turn}. You said").format(turn=fork.exchange.turn), fork.exchange.you)
    yield f"{said} {fork.words}"
    yield f"{instead(_('Better there'), fork.better)} {_answer(fork.exchange.name, fork.they)}"
    yield " ".join(fork.changes)


def _habits(debrief: Debrief) -> Iterator[str]:
    for habit in debrief.habits:
        yield f"{coaching_line(habit)} {habit.how}"


def coaching_line(habit: Coaching) -> str:
    """A habit with its turn, its coaching and the better line."""
    better = " " + instead(_("Better at that moment"), habit.better) if habit.better else ""
    return plain(f"{habit.words}{better}")


def _own(debrief: Debrief) -> Iterator[str]:
    for own in debrief.own_lines:
        chosen = " " + saying(_("You chose"), own.exchange.you) if own.exchange else ""
        yield saying(_("At turn {turn} you would have said").format(turn=own.turn), own.text) + chosen


def _tidy(lines: Iterable[str]) -> Iterator[str]:
    """No blank line at the start or after another."""
    before = ""
    for line in lines:
        if line or before:
            yield line
        before = line
