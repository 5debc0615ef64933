"""A debrief, or two plays side by side, as Markdown that every common reader shows alike.

Headings, tables, lists and bold names are ours; all words of a scenario or a person are escaped, so that a bracket
stays a bracket and nothing in them becomes a link, a heading, a table or HTML.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from trainer.language import _
from trainer.report.pair import Pair, PairedPerson
from trainer.report.pieces import SIGNS
from trainer.report.shapes import Debrief, Inside, MoodPoint, SkillScore, TalkLine
from trainer.report.text import (
    Section,
    cue_in_words,
    inside_lines,
    overall_lines,
    pair_sections,
    person_lines,
    plain,
    sections,
    talk_section,
)
from trainer.report.words import NOTHING_SAID, percent, sentence

_ANYWHERE: Final = re.compile(r"[\\`*_{}\[\]<>|~^$#@=]|&(?=#?\w+;)|(?<=\S)\.(?=[^\W\d_]{2})|:(?=//)|/(?=/)")
"""What could be markup wherever it stands: CommonMark's own characters, those of common extensions (tables, marked
words, mathematics), entities, and what makes a bare address a link."""

_IN_FRONT: Final = re.compile(r"^(?:([-+:%])|(\d+)([.)]))")
"""What could begin a list or a block at the start of a line."""


def escaped(text: str) -> str:
    """A text on one line of Markdown that shows just this text, spaces and line breaks run together."""
    line = _ANYWHERE.sub(r"\\\g<0>", " ".join(text.split()))
    return _IN_FRONT.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}", line)


def as_markdown(debrief: Debrief, own_lines: bool = False) -> str:
    """The debrief and the whole talk. What the trainee typed is private and left out unless asked for."""
    blocks = [f"# {_shown(debrief.title)}", _("The debrief of a play in Second Knock.")]
    for section in (*sections(debrief, own_lines), talk_section(debrief)):
        level = "###" if section.part == "skill" else "##"
        blocks += [f"{level} {_shown(section.title)}", *_section(section, debrief)]
    return "\n\n".join(blocks) + "\n"


def pair_as_markdown(pair: Pair) -> str:
    """Both lives of one afternoon."""
    title = _("{once} and {again}").format(once=_shown(pair.once), again=_shown(pair.again))
    blocks = [f"# {title}", _("Two plays in Second Knock, side by side.")]
    for section in pair_sections(pair):
        blocks.append(f"## {_shown(section.title)}")
        if isinstance(section.about, PairedPerson):
            for title, life in ((pair.once, section.about.once), (pair.again, section.about.again)):
                blocks += [f"### {_shown(title)}", _list(life.words)]
        else:
            blocks += map(_shown, section.lines)
    return "\n\n".join(blocks) + "\n"


def _section(section: Section, debrief: Debrief) -> Iterator[str]:
    """The blocks of a section; most are paragraphs as they are read aloud."""
    match section.part, section.about:
        case "guesses", _:
            yield from _guesses(debrief)
        case "scores", _:
            yield from _scores(debrief)
        case "skill", SkillScore() as skill:
            yield from _skill(skill)
        case "inside", Inside() as inside:
            yield from _inside(inside)
        case "talk", _:
            for line in debrief.talk:
                yield from _talk(line)
        case "records" | "cues" | "habits" | "facts" | "limits" | "own_lines" | "arrivals", _:
            yield _list(section.lines)
        case _:
            yield from map(_shown, section.lines)


def _guesses(debrief: Debrief) -> Iterator[str]:
    if debrief.skill_guesses:
        rows = [(guess.title, guess.own or _("nothing"), guess.scored) for guess in debrief.skill_guesses]
        yield _table((_("Skill"), _("You said"), _("The scores say")), rows)
    yield from map(_shown, person_lines(debrief))


def _scores(debrief: Debrief) -> Iterator[str]:
    yield from map(_shown, overall_lines(debrief))
    rows = [
        (skill.title, "–" if skill.points is None else str(skill.points), skill.band, percent(skill.weight / 100))
        for skill in debrief.skills
    ]
    yield _table((_("Skill"), _("Of 100"), _("Band"), _("Weight")), rows, numbers=(1, 3))


def _skill(skill: SkillScore) -> Iterator[str]:
    yield _shown(skill.words)
    rows = [
        (
            part.title,
            part.value,
            "–" if part.points is None else str(part.points),
            ", ".join(str(exchange.turn) for exchange in part.evidence) or "–",
        )
        for part in skill.components
    ]
    yield _table((_("Part"), _("In this play"), _("Of 100"), _("Turns")), rows, numbers=(2,))
    yield _list(
        f"{part.title}: {part.meaning} {part.anchors} {part.beside}".strip()
        for part in skill.components
        if part.points is not None
    )


def _inside(inside: Inside) -> Iterator[str]:
    yield from map(_shown, inside_lines(inside))
    yield _table(
        (_("After"), _("Trust"), _("Fear"), _("Hope"), _("Anger"), _("Readiness"), _("What moved")),
        map(_mood, inside.moods),
        numbers=range(1, 6),
    )


def _mood(point: MoodPoint) -> tuple[str, ...]:
    when = _("(before)")
    if point.turn:
        when = (_("turn {turn}, between visits") if point.between else _("turn {turn}")).format(turn=point.turn)
    values = (point.trust, point.fear, point.hope, point.anger, point.readiness)
    return (when, *(f"{value}".replace("-", "−") for value in values), sentence(point.words))


def _talk(line: TalkLine) -> Iterator[str]:
    """A line of the transcript, and below it the cues that light up in it."""
    match line.kind:
        case "visit":
            yield f"### {_shown(sentence(line.text))}"
        case "event" | "narration":
            yield _shown(line.text)
        case "them":
            yield f"{_bold(f'{line.speaker}:')} {_shown(line.text)}"
        case "you" | "silence":
            you = _bold(_("You, turn {turn}:").format(turn=line.turn))
            yield f"{you} {_shown(line.text) if line.kind == 'you' else _(NOTHING_SAID)}"
    if line.lit:
        yield _list(f"{SIGNS[lit.state]} {cue_in_words(line.text[lit.start : lit.end], lit.state)}" for lit in line.lit)


def _shown(text: str) -> str:
    return escaped(plain(text))


def _bold(text: str) -> str:
    return f"**{_shown(text)}**"


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {_shown(line)}" for line in lines if line)


def _table(head: Sequence[str], rows: Iterable[Iterable[str]], numbers: Iterable[int] = ()) -> str:
    """A table; the columns counted in `numbers` are set to the right."""
    right = set(numbers)
    rule = ["--:" if place in right else "---" for place in range(len(head))]
    lines = [head, rule, *([_shown(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
