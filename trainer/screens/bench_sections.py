"""What the bench shows of a file beside its preview: findings, map, numbers and items, as rows."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual.content import Content

from trainer.bench.desk import Desk
from trainer.conversation.story import END, STAY, Story, StoryBeat
from trainer.language import _, ngettext
from trainer.scenario.characters import shown
from trainer.scenario.findings import Finding
from trainer.screens.texts import hang, plain
from trainer.screens.widgets.drawn import Draw, labelled, stacked, text
from trainer.screens.widgets.preview import finding_in_a_line
from trainer.screens.widgets.rows import Row

if TYPE_CHECKING:
    from trainer.records.store import Records

NAME = 14
"""Cells for the name of an option."""


def finding_rows(desk: Desk, pending: bool) -> Iterable[Row]:
    """Every finding, with its line and its mend below it."""
    if pending:
        yield Row(text(_("Every play is being looked at; more may come."), "$soft"))
    if not desk.findings and not pending:
        yield Row(text(_("Nothing to mend.")))
    for finding in desk.findings:
        key = f"{finding.code} {finding.where} {finding.message}"
        yield Row(_one_line(finding_in_a_line(finding)), under=_mend(desk, finding), key=key)


def _one_line(content: Content) -> Draw:
    return lambda width: Content("\n").join(content.wrap(max(2, width)))


def _mend(desk: Desk, finding: Finding) -> Draw:
    lines = desk.loaded.lines
    line = lines[finding.line - 1].strip() if finding.line <= len(lines) else ""
    parts = [labelled(str(finding.line), line, 7, "$soft", "$soft")]
    if finding.hint:
        parts.append(labelled(_("mend"), finding.hint, 7, "$soft"))
    return stacked(parts)


def map_rows(desk: Desk) -> Iterable[Row]:
    """Every beat of each visit, the nearer to its start the further left, with its neighbours below it."""
    story = desk.story
    if story is None:
        yield Row(text(_("The map is drawn once the file has no error.")))
        return
    shown: set[int] = set()
    for visit in story.visits:
        starts = [place for _, place in visit.starts]
        if not starts:
            continue
        rows = list(_from(story, starts, shown))
        heading = (
            f"{visit.title or visit.id}  ({ngettext('{n} minute', '{n} minutes', visit.clock).format(n=visit.clock)})"
        )
        yield Row(text(heading, "bold $mark"), gap=True)
        widest = max((len(story.beats[place].id) + 2 * depth for place, depth in rows), default=0)
        for place, depth in rows:
            yield _beat_row(desk, story.beats[place], depth, widest)
        if not rows:
            yield Row(text(_("the same beats as above"), "$soft"))
    left = [beat for beat in story.beats if beat.place not in shown]
    if left:
        yield Row(text(_("Where nothing leads"), "bold $mark"), gap=True)
        for beat in left:
            yield _beat_row(desk, beat, 0, max(len(beat.id) for beat in left))


def _from(story: Story, starts: list[int], shown: set[int]) -> Iterable[tuple[int, int]]:
    """The beats that a visit can come to and that no visit above it shows, nearest first, each with its distance."""
    waiting = [(place, 0) for place in dict.fromkeys(starts)]
    seen = {place for place, _ in waiting}
    while waiting:
        place, depth = waiting.pop(0)
        if place not in shown:
            shown.add(place)
            yield place, depth
        for next_ in leads_to(story.beats[place]):
            if next_ not in seen:
                seen.add(next_)
                waiting.append((next_, depth + 1))


def leads_to(beat: StoryBeat) -> list[int]:
    """The beats that the options of a beat lead to, each once."""
    targets = (place for option in beat.options for place in option.then if place not in (STAY, END))
    return list(dict.fromkeys(targets))


def _beat_row(desk: Desk, beat: StoryBeat, depth: int, widest: int) -> Row:
    story = desk.story
    assert story is not None
    targets = [story.beats[place].id for place in leads_to(beat)]
    if any(place == END for option in beat.options for place in option.then):
        targets.append("end")
    lines = desk.lines_of(beat.id)
    here = [finding for finding in desk.findings if finding.line in lines]
    unreached = any(finding.code == "W101" and finding.where == f"beats.{beat.id}" for finding in here)
    style = "$soft" if unreached else "bold"
    signs = "".join(dict.fromkeys(finding.code[0] for finding in here))

    def draw(width: int) -> Content:
        column = min(max(18, widest + 5), width // 3)
        indent = " " * max(0, min(2 * depth, column - 5 - len(beat.id)))  # its name can be read, however far it is
        name = Content.assemble((f"{signs:<2}", "bold $miss"), indent, (beat.id, style))
        if unreached:
            name += plain(" " + _("(no play comes here)"), "$soft")
        words = plain(f"{beat.step}  → {', '.join(targets) if targets else _('nowhere')}", "$soft")
        return hang(name, words, width, column)

    return Row(draw, under=_neighbours(desk, story, beat, here), turn=beat.place, key=beat.id)


def _neighbours(desk: Desk, story: Story, beat: StoryBeat, here: list[Finding]) -> Draw:
    """What is said there, each option with where it leads, which beats lead there, what was found."""
    comes = [other.id for other in story.beats if beat.place in leads_to(other)]
    starts = [visit.id for visit in story.visits if any(place == beat.place for _, place in visit.starts)]
    parts: list[Draw] = []
    if said := next((words for _, words in beat.says), ""):
        parts.append(labelled(_("says"), said, NAME, "$soft"))
    from_ = [*(_("start of {visit}").format(visit=visit) for visit in starts), *comes]
    parts.append(labelled(_("from"), ", ".join(from_) or _("nowhere"), NAME, "$soft"))
    for option in beat.options:
        ways = dict.fromkeys("end" if p == END else _("stays") if p == STAY else story.beats[p].id for p in option.then)
        words = f"{option.say or '…'}  ({option.move.replace('_', ' ')} → {', '.join(ways)})"
        parts.append(
            labelled(option.id if len(option.id) < NAME else option.id[: NAME - 2] + "…", words, NAME, "$soft")
        )
    parts += [_one_line(finding_in_a_line(finding)) for finding in here]
    return stacked(parts)


def number_rows(desk: Desk) -> Iterable[Row]:
    """Words, minutes, whose lines they are, and how many beats and options of each kind there are."""
    if desk.scenario is None:
        yield Row(text(_("Nothing is counted before the file has no error.")))
        return
    from trainer.bench.stats import as_text, stats_of

    yield from _as_written(as_text(stats_of(desk.scenario)))


def item_rows(desk: Desk, records: "Records") -> Iterable[Row]:
    """What trainees on this machine chose, beat by beat, and what they would rather have said."""
    if desk.scenario is None or desk.story is None:
        yield Row(text(_("Nothing is counted before the file has no error.")))
        return
    from trainer.bench.items import items_of
    from trainer.bench.items_text import as_text
    from trainer.records.shapes import edition_of

    content = edition_of(desk.loaded, desk.story).content
    yield from _as_written(as_text(items_of(records, desk.scenario, content, typed=True)))


def _as_written(page: str) -> Iterable[Row]:
    """A page of text as rows, its columns kept where they fit; the first line of a part stands out."""
    for place, part in enumerate(page.strip("\n").split("\n\n")):
        first, *lines = (shown(line) for line in part.split("\n"))
        drawn = [_one_line(Content.styled(first, "bold")), *map(_hanging, lines)]
        yield Row(stacked(drawn), gap=place > 0)


def _hanging(line: str) -> Draw:
    """A line whose rest, where it does not fit, is indented a step more than it begins."""
    words = line.lstrip(" ")
    indent = len(line) - len(words)

    def draw(width: int) -> Content:
        content = Content(line)
        if content.cell_length <= width:
            return content
        rows = Content(words).wrap(max(2, width - indent - 2))
        return Content("\n").join(Content(" " * (indent + 2 * (place > 0))) + row for place, row in enumerate(rows))

    return draw
