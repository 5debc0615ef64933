"""The sections of a debrief as rows to read. Everything in them comes worded and counted from trainer.report."""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from textual.content import Content

from scoring.moves import MOODS
from trainer.language import _, mark, ngettext
from trainer.report.shapes import (
    Coaching,
    ComponentScore,
    CueState,
    Debrief,
    Exchange,
    Fork,
    Inside,
    MoodPoint,
    SkillScore,
    TalkLine,
)
from trainer.report.terms import BAND_WORDS, MOOD_WORDS
from trainer.report.words import of_100, percent
from trainer.screens.texts import hang, plain, spoken, stands_alone
from trainer.screens.widgets.drawn import Draw, bar, columns, exchange, labelled, line_said, stacked, text
from trainer.screens.widgets.rows import Row

LABEL = 20
WIDE_LABEL, NARROW_LABEL = 28, 24
"""Cells before the bar of a score: the longest title of a part fits into either."""

BAR = 24

MOOD_STYLES = {"trust": "$you", "fear": "$miss", "hope": "$good", "anger": "$them"}
"""Each mood is named beside its plot as well."""

HIGHEST = 11
"""What a full column would mean: a little more than the highest mood, so that two plots never touch."""

CUE_SIGNS: dict[CueState, tuple[str, str]] = {
    "picked up": ("✓", "bold $good"),
    "stepped over": ("✗", "bold $miss"),
    "no chance": ("○", "$soft"),
}
"""How a cue is lit up: a sign after its words, and a colour for both."""

CUE_WORDS: dict[CueState, str] = {
    "picked up": mark("you picked it up"),
    "stepped over": mark("you stepped over it"),
    "no chance": mark("nothing on offer answered it"),
}


class Section(NamedTuple):
    """A section: its title, a short one for the line of sections (both shown through `_`), and what makes its rows."""

    title: str
    short: str
    rows: Callable[[Debrief], Iterable[Row]]


def heading(words: str, *, gap: bool = True) -> Row:
    """A heading between rows."""
    return Row(text(words, "bold $mark"), gap=gap)


def evidence(said: Sequence[Exchange]) -> Draw | None:
    """The lines that something rests on, under each other; None where there are none."""
    if not said:
        return None
    return stacked([part for one in said for part in (exchange(one), text(""))][:-1])


# Your own judgement


def judgement(debrief: Debrief) -> Iterable[Row]:
    """What the trainee said before the reveal, beside what was so."""
    if debrief.skill_guesses:
        yield heading(_("What you said before the scores"), gap=False)
        for guess in debrief.skill_guesses:
            yield Row(beside(guess.title, guess.own or _("nothing"), guess.scored))
    if debrief.person_guesses:
        yield heading(_("Where they stand"), gap=bool(debrief.skill_guesses))
        for place, person in enumerate(debrief.person_guesses):
            yield Row(text(person.words), under=evidence(person.evidence), gap=place > 0)
    if not debrief.skill_guesses and not debrief.person_guesses:
        yield Row(text(_("You gave no judgement of your own before the scores.")))
    yield from came(debrief)


def beside(title: str, own: str, scored: str) -> Draw:
    """Own band and scored band of a skill in one line."""

    def draw(width: int) -> Content:
        words = Content.assemble((f"{_('you said')} ", "$soft"), f"{own}, ")
        if own == scored:
            words += plain(_("and so do the scores"), "$soft")
        elif scored == BAND_WORDS["not exercised"]:
            words += plain(_("but it never came up here"), "$soft")
        else:
            words += Content.assemble((f"{_('the scores say')} ", "$soft"), (scored, "bold"))
        return hang(plain(title), words, width, LABEL)

    return draw


# Scores


def scores(debrief: Debrief) -> Iterable[Row]:
    """The whole, what caps it, and each skill with its parts."""
    overall = debrief.overall
    yield Row(scored(_("Overall"), overall.points, overall.band))
    yield Row(text(overall.words, "$soft"))
    for gate in debrief.gate:
        yield Row(text(gate.words, "$miss"), under=exchange(gate.exchange), turn=gate.exchange.turn, gap=True)
    for skill in debrief.skills:
        yield Row(skill_head(skill), gap=True)
        for part in skill.components:
            if part.points is not None:
                # "0 percent" beside a bar of 0 says the same number twice
                same = part.value in (of_100(part.points), percent(part.points / 100))
                value = "" if same else part.value
                yield Row(scored(part.title, part.points, value, "  "), under=component(part))


def skill_head(skill: SkillScore) -> Draw:
    """A skill with its bar; where it was not exercised, that."""
    if skill.points is None:
        return text(skill.words, "$soft")
    return scored(skill.title, skill.points, skill.band)


def scored(title: str, points: int | None, words: str, lead: str = "") -> Draw:
    """A title, a bar, the points and a word."""

    def draw(width: int) -> Content:
        style = "" if lead else "bold"
        indent = WIDE_LABEL if width >= 3 * WIDE_LABEL else NARROW_LABEL
        margin = lead if indent == WIDE_LABEL else lead[:1]
        if points is None:
            return hang(plain(title, style), plain(words, "$soft"), width, indent)
        room = width - 37 - (0 if stands_alone(indent, width) else indent - 2)
        cells = max(6, min(BAR, room))
        line = Content.assemble(
            bar(points, cells, "$you" if lead else "$mark"), f" {points:>3} ", plain(words, "$soft")
        )
        return hang(Content(margin) + plain(title, style), line, width, indent)

    return draw


def component(part: ComponentScore) -> Draw:
    """What a part counts, where fair and full marks lie, and its evidence."""
    parts = [text(f"{part.meaning} {part.anchors}", "$soft")]
    if part.beside:
        parts.append(text(part.beside, "$soft"))
    said = evidence(part.evidence)
    return stacked([*parts, text(""), said] if said else parts)


# What they were thinking


def thinking(debrief: Debrief) -> Iterable[Row]:
    """Each person's moods turn by turn, what they told, what lay under what they said."""
    said = {line.turn: line for line in debrief.talk if line.kind in ("you", "silence")}
    for place, inside in enumerate(debrief.inside):
        name = f"{inside.name}, {inside.role}" if inside.role else inside.name
        yield heading(name, gap=place > 0)
        yield Row(text(inside.words))
        yield Row(plot(inside.moods), gap=True)
        moves = [point for point in inside.moods if point.words]
        if moves:
            yield heading(_("What moved them"))
        for point in moves:
            yield Row(moment(point), under=line_of(said.get(point.turn)))
        yield from told(inside)


def moment(point: MoodPoint) -> Draw:
    """What moved at a turn."""
    when = _("after {turn}") if point.between else _("turn {turn}")
    return labelled(when.format(turn=point.turn), point.words, 10, "$soft")


def line_of(line: TalkLine | None) -> Draw | None:
    """What the trainee said at a turn."""
    if line is None:
        return None
    return labelled(_("You").upper(), line.text or _("*You say nothing.*"), 10, "bold $you")


def told(inside: Inside) -> Iterable[Row]:
    """Concerns by depth, objections with what lay under them, and the secret."""
    if inside.depths:
        yield heading(_("What they carry"))
    for depth in inside.depths:
        sign = Content.styled("✓", "bold $good") if depth.turn is not None else Content.styled("·", "$soft")
        when = _("told you at turn {turn}") if depth.turn is not None else _("never told you")
        yield Row(marked_line(sign, depth.text, when.format(turn=depth.turn)))
    for objection in inside.objections:
        yield Row(labelled(_("Said").upper(), objection.says, 8, "bold $them"), gap=True)
        if objection.under:
            yield Row(labelled(_("Under").upper(), objection.under, 8, "bold $soft"))
        yield Row(text(objection.words, "$soft"))
    if inside.secret:
        yield heading(_("What nobody at all is told"))
        yield Row(text(inside.secret))


def marked_line(sign: Content, words: str, after: str) -> Draw:
    """A sign, words, and a remark after them."""
    return lambda width: hang(sign, Content.assemble(spoken(words), " ", plain(f"({after})", "$soft")), width, 3)


def plot(points: Sequence[MoodPoint]) -> Draw:
    """The four moods as columns, a column a turn, with where each began and ended in numbers."""

    def draw(width: int) -> Content:
        margin = max(7, 1 + max(Content(MOOD_WORDS[mood]).cell_length for mood in MOODS))
        lead = " " * (margin + 4)
        room = max(8, width - margin - 9)
        wide = 2 if len(points) * 2 <= room else 1
        shown = list(points[-(room // wide) :])
        lines: list[Content] = []
        for mood in MOODS:
            values = [int(getattr(point, mood)) for point in shown]
            upper, lower = columns(values, HIGHEST, 2, MOOD_STYLES[mood], 1, wide - 1)
            label = Content.styled(f"{MOOD_WORDS[mood].capitalize():<{margin}}", f"bold {MOOD_STYLES[mood]}")
            lines.append(Content(lead) + upper)
            lines.append(label + Content.styled(f"{values[0]:>2}  ", "$soft") + lower + Content(f" {values[-1]:>2}"))
        lines.append(Content.styled(lead + turn_numbers(shown, wide), "$soft"))
        return Content("\n").join(lines)

    return draw


def turn_numbers(points: Sequence[MoodPoint], wide: int) -> str:
    """The numbers of turns under the columns, where there is room for them."""
    line = ""
    for place, point in enumerate(points):
        at = place * wide
        number = str(point.turn)
        if point.between:
            continue
        if point.turn and (point.turn % 5 == 0 or point.turn == 1) and len(line) <= at:
            line += " " * (at - len(line)) + number
    return f"{line}  {_('turn')}"


# The talk


def talk(debrief: Debrief) -> Iterable[Row]:
    """The whole transcript with its cues lit up, and what the trainee would rather have said."""
    indent = max([5, *(Content(line.speaker).cell_length for line in debrief.talk)]) + 2
    indent = min(indent, 14)
    own = {line.turn: line.text for line in debrief.own_lines}
    would = _("You would have said: {words}")
    if debrief.cues:
        yield Row(cue_key)
    for turn, group in groupby(debrief.talk, key=lambda line: (line.turn, line.kind in ("visit", "event"))):
        lines = list(group)
        if turn[1]:
            for line in lines:
                yield Row(text(line.text, "bold $soft" if line.kind == "visit" else "$ink"), gap=True)
            continue
        number = turn[0]
        drawn = [talk_line(line, indent) for line in lines]
        if number in own and lines[0].kind in ("you", "silence"):
            drawn.insert(1, labelled(_("Own").upper(), would.format(words=own[number]), indent, "bold $good", "$good"))
        mine = next((line.turn for line in lines if line.kind in ("you", "silence")), None)
        yield Row(stacked(drawn), turn=mine, gap=True)


def around_turns(debrief: Debrief) -> dict[int, list[Draw]]:
    """What was said around each turn: it and its neighbours, both sides, with their cues lit up."""
    indent = min(14, max([5, *(Content(line.speaker).cell_length for line in debrief.talk)]) + 2)
    turns: dict[int, list[Draw]] = {}
    for line in debrief.talk:
        if line.turn and line.kind not in ("visit", "event"):
            turns.setdefault(line.turn, []).append(talk_line(line, indent))
    return {
        turn: [draw for near in range(turn - 1, turn + 2) if near in turns for draw in (*turns[near], text(""))]
        for turn in turns
    }


def cue_key(width: int) -> Content:
    """What the signs mean."""
    parts = [Content.styled(f"{sign} {_(CUE_WORDS[state])}", style) for state, (sign, style) in CUE_SIGNS.items()]
    joined = Content("   ").join(parts)
    lead = Content(f"{_('Small signals are lit up:')} ")
    return lead + (joined if lead.cell_length + joined.cell_length <= width else Content("\n").join(parts))


def talk_line(line: TalkLine, indent: int) -> Draw:
    """One line of the talk."""

    def draw(width: int) -> Content:
        match line.kind:
            case "narration":
                return hang(Content(), lit(line, "italic $soft"), width, indent)
            case "them":
                return hang(plain(line.speaker.upper(), "bold $them"), lit(line), width, indent)
            case _:
                number = Content.styled(f"{line.turn:>2} ", "$soft")
                said = lit(line, "$you") if line.kind == "you" else spoken(_("*You say nothing.*"))
                return hang(plain(_("You").upper(), "bold $you") + number, said, width, indent)

    return draw


def lit(line: TalkLine, style: str = "") -> Content:
    """The text with its cues in their colour, and their sign after them."""
    parts: list[Content] = []
    at = 0
    for cue in line.lit:
        sign, look = CUE_SIGNS[cue.state]
        parts.append(spoken_part(line.text[at : cue.start], style))
        parts.append(spoken_part(line.text[cue.start : cue.end], f"{look} underline"))
        parts.append(Content.styled(sign, look))
        at = cue.end
    parts.append(spoken_part(line.text[at:], style))
    return Content("").join(parts)


def spoken_part(words: str, style: str) -> Content:
    """A part of a line. A gesture may be cut in two by a cue in it, so its asterisks only go."""
    before, after = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
    if words.count("*") % 2:
        return plain_part(words.replace("*", ""), f"{style} italic".strip())
    return Content.assemble(before, spoken(words, style), after) if words.strip() else Content(words)


def plain_part(words: str, style: str) -> Content:
    """Words with the spaces around them kept."""
    before, after = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
    return Content.assemble(before, plain(words, style), after) if words.strip() else Content(words)


# What to do about it


def costly(debrief: Debrief) -> Iterable[Row]:
    """The turns that cost most, each with the best line there."""
    if not debrief.forks:
        yield Row(text(_("No turn cost you anything: on each you took the line that the scores like best.")))
        return
    for fork in debrief.forks:
        yield Row(costly_turn(fork), turn=fork.exchange.turn, gap=True)


def costly_turn(fork: Fork) -> Draw:
    """A turn, the better line, what would have come back, and what it would have changed."""
    indent = max(8, min(14, Content(fork.exchange.name).cell_length + 2))
    parts = [
        exchange(fork.exchange),
        text(fork.words, "$miss"),
        labelled(_("Better").upper(), line_said(fork.better), indent, "bold $good", "$good"),
    ]
    if fork.they:
        parts.append(labelled(fork.exchange.name.upper(), fork.they, indent, "bold $them"))
    parts += [labelled("·", change, 3, "$mark", "$soft") for change in fork.changes]
    return stacked(parts)


def habits(debrief: Debrief) -> Iterable[Row]:
    """The habits that are coached."""
    if not debrief.habits:
        yield Row(text(_("No habit got in your way.")))
    for place, habit in enumerate(debrief.habits):
        yield Row(coached(habit), under=text(habit.how, "$soft"), turn=habit.exchange.turn, gap=place > 0)


def coached(habit: Coaching) -> Draw:
    """A habit with its line, what to do, and a better line."""
    parts = [text(habit.title, "bold"), exchange(habit.exchange), labelled("→", habit.coaching, 3, "bold $mark")]
    if habit.better:
        parts.append(labelled(_("Better").upper(), line_said(habit.better), 8, "bold $good", "$good"))
    return stacked(parts)


def next_time(debrief: Debrief) -> Iterable[Row]:
    """One thing to change, and what the trainee would have said."""
    line = debrief.next_line
    yield Row(text(debrief.next_time) if line is None else one_thing(line), turn=line.exchange.turn if line else None)
    if debrief.own_lines:
        yield heading(_("In your own words"))
    for own in debrief.own_lines:
        under = exchange(own.exchange) if own.exchange else None
        yield Row(labelled(_("turn {turn}").format(turn=own.turn), own.text, 10, "$soft"), under=under)


def one_thing(line: Coaching) -> Draw:
    """What to do next time, the line that it is about, and a better one."""
    parts = [text(line.coaching, "bold $mark"), text(""), exchange(line.exchange)]
    if line.better:
        parts.append(labelled(_("Better").upper(), line_said(line.better), 8, "bold $good", "$good"))
    return stacked(parts)


def came(debrief: Debrief) -> Iterable[Row]:
    """Who said yes, and who came."""
    if debrief.inside:
        yield heading(_("Who came"))
        if not debrief.arrivals:
            yield Row(text(_("Nobody said yes, so there was nobody to wait for.")))
    rests_on = {guess.person: guess.evidence for guess in debrief.person_guesses}
    for place, arrival in enumerate(debrief.arrivals):
        sign, look = (_("✓ came"), "bold $good") if arrival.came else (_("✗ did not come"), "bold $miss")
        yield Row(
            stacked(
                [labelled(arrival.name, sign, LABEL, "bold", look), text(arrival.title, "$soft"), text(arrival.words)]
            ),
            under=evidence(rests_on.get(arrival.person, ())),
            gap=place > 0,
        )


def records(debrief: Debrief) -> Iterable[Row]:
    """What was written down at each stop of a shift, beside what was so."""
    if not debrief.records:
        yield Row(text(_("You wrote nothing down: every stop was passed by.")))
        return
    right, exact = (sum(kind) for kind in zip(*((r.right, r.exact) for r in debrief.records), strict=True))
    said = ngettext(
        "✓ The code was right at {right} of {count} stop, ≈ and the support was not at {near} of these.",
        "✓ The code was right at {right} of {count} stops, ≈ and the support was not at {near} of these.",
        len(debrief.records),
    )
    yield Row(text(said.format(right=right, count=len(debrief.records), near=right - exact)))
    for place, record in enumerate(debrief.records):
        sign, look = ("✓", "bold $good") if record.exact else ("≈", "$them") if record.right else ("✗", "bold $miss")
        yield Row(labelled(sign, record.words, 3, look), gap=place == 0)


def limits(debrief: Debrief) -> Iterable[Row]:
    """Claims of law and figures, and what the scores can and cannot tell."""
    if debrief.facts:
        yield heading(_("What was said about law and figures"), gap=False)
        for fact in debrief.facts:
            yield Row(labelled("·", fact, 3, "$mark"))
    yield heading(_("What this can tell you, and what it cannot"), gap=bool(debrief.facts))
    for words in debrief.limits:
        yield Row(labelled("·", words, 3, "$mark"))


SECTIONS: tuple[Section, ...] = (
    Section(mark("Your judgement and what was so"), mark("You"), judgement),
    Section(mark("The scores"), mark("Scores"), scores),
    Section(mark("What they were thinking"), mark("They"), thinking),
    Section(mark("The talk, with its cues"), mark("Talk"), talk),
    Section(mark("The turns that cost most"), mark("Turns"), costly),
    Section(mark("Habits"), mark("Habits"), habits),
    Section(mark("One thing to change next time"), mark("Next"), next_time),
    Section(mark("Facts and limits"), mark("Notes"), limits),
)
"""In the rubric's order: a judgement made before the reveal is the one that teaches."""

SHIFT_SECTIONS: tuple[Section, ...] = (
    *SECTIONS[:2],
    Section(mark("What you wrote down"), mark("Records"), records),
    *SECTIONS[3:],
)
"""A shift has its records in place of what people were thinking: what they do later is not for an hour to know."""


def sections_of(form: str) -> tuple[Section, ...]:
    """The sections of a debrief of this form, `visits` or `shift`."""
    return SHIFT_SECTIONS if form == "shift" else SECTIONS
