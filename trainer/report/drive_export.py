"""The debrief of a season as a file: text, Markdown, one page of HTML, or plain data, as that of a play is."""

import json
from collections.abc import Mapping, Set
from typing import TYPE_CHECKING, Any

from trainer.language import _
from trainer.report.drive_shapes import DriveDebrief, TurfDebrief
from trainer.report.drive_text import Part, Table, parts_of
from trainer.report.markdown import escaped
from trainer.report.text import wrapped
from trainer.scenario.characters import shown

if TYPE_CHECKING:
    from trainer.report.export import Format


def drive_exported(form: "Format", debrief: DriveDebrief | TurfDebrief) -> str:
    """The debrief in one of the formats."""
    match form:
        case "text":
            return as_text(debrief)
        case "markdown":
            return as_markdown(debrief)
        case "html":
            # Jinja2 is imported only where a page is made
            from trainer.report.drive_html import as_html

            return as_html(debrief)
        case "json":
            # escaped, because what a drive holds may come to stand on a terminal
            return json.dumps(as_data(debrief), indent=2) + "\n"


def as_text(debrief: DriveDebrief | TurfDebrief, width: int | None = 80) -> str:
    """Plain text, without a character that a terminal would obey; ends in a line feed."""
    lines = [f"Second Knock: {debrief.title}"]
    for part in parts_of(debrief):
        lines += ["", part.title, "", *part.lines]
        if part.table:
            lines += ["", *_in_columns(part.table, width)]
    return "\n".join(wrapped(map(shown, lines), width)) + "\n"


def as_markdown(debrief: DriveDebrief | TurfDebrief) -> str:
    """Markdown that every common reader shows alike; all words of an author are escaped."""
    blocks = [f"# {escaped(shown(debrief.title))}", escaped(_("The debrief of a season in Second Knock."))]
    for part in parts_of(debrief):
        blocks.append(f"## {escaped(shown(part.title))}")
        blocks += [escaped(shown(line)) for line in part.lines]
        if part.table:
            rows = [part.table.head, tuple("---" for _cell in part.table.head), *part.table.rows]
            blocks.append("\n".join(_row(row, escape=place != 1) for place, row in enumerate(rows)))
    return "\n\n".join(blocks) + "\n"


def as_data(debrief: DriveDebrief | TurfDebrief) -> dict[str, Any]:
    """All of it as plain data: every number and every sentence of the debrief by its name."""
    data: dict[str, Any] = _plain(debrief)
    return data


def read_aloud(part: Part) -> list[str]:
    """The rows of a part's table as lines: what each is of, then every cell behind its column's name."""
    return [] if part.table is None else [_read(part.table.head, row) for row in part.table.rows]


def _read(head: tuple[str, ...], cells: tuple[str, ...]) -> str:
    of = f"{head[0]} {cells[0]}" if cells[0].isdecimal() else cells[0]
    return f"{of}: {', '.join(f'{name} {cell}' for name, cell in zip(head[1:], cells[1:], strict=True) if cell)}"


def _in_columns(table: Table, width: int | None) -> list[str]:
    """A table in columns; where it is wider than the lines, a line for each row."""
    lines = [table.head, *table.rows]
    wide = [max(len(line[place]) for line in lines) for place in range(len(table.head))]
    if width is not None and sum(wide) + 2 * (len(wide) - 1) > width:
        return [_read(table.head, row) for row in table.rows]
    # a space that no line is broken at
    return [
        "  ".join(
            [line[0].ljust(wide[0]), *(cell.rjust(wide[place]) for place, cell in enumerate(line[1:], 1))]
        ).rstrip()
        for line in lines
    ]


def _row(cells: tuple[str, ...], escape: bool) -> str:
    return f"| {' | '.join(escaped(shown(cell)) if escape else cell for cell in cells)} |"


def _plain(value: Any) -> Any:
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {name: _plain(part) for name, part in value._asdict().items()}
    if isinstance(value, Mapping):
        return {str(name): _plain(part) for name, part in value.items()}
    if isinstance(value, Set):
        return sorted(_plain(part) for part in value)
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value
