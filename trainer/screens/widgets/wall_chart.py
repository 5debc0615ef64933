"""The wall chart: crew after crew, a cell a person, with what the trainee has written and seen of them.

A cell reads, from the left: › where it is marked or ~ where they are tied to whoever is, • where they are picked, the
name, ↑ and how many say that people go to them, + or − for the last test, the trainee's rating as a digit and a mark,
the week of the last talk, and y or n for the last answer.
"""

from collections.abc import Mapping, Sequence, Set
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Click
from textual.geometry import Region, Size
from textual.message import Message
from textual.widget import Widget

from trainer.drive.game_known import Cell, CrewRow
from trainer.language import _, ngettext
from trainer.report.drive_week import RATING_MARKS
from trainer.screens.actions import bindings_of
from trainer.screens.texts import plain, sides
from trainer.screens.widgets.choices import MARK

TIED, PICKED, LOOKED_TO = "~", "•", "↑"
STOOD, STAYED = "+", "−"

CELL: Final = 24
"""Cells of the terminal for a person, at the least."""

WIDE_CELL: Final = 30
"""As many where the chart has room enough for whole names."""

ROOM_FOR_NAMES: Final = 112
"""Cells of the chart from which on it has."""

AROUND_NAME: Final = 13
"""Cells of a person's that are not the name's; one more where there is a space behind the name."""

RATING_STYLES: Final = {1: "bold $good", 2: "$good", 3: "$them", 4: "$miss", 5: "bold $miss"}
"""The colour of a rating; its digit and its mark say the same."""


class CrewBlock(Widget):
    """A crew: a heading and its people, in as many columns as there is room for."""

    DEFAULT_CSS = """
    CrewBlock { height: auto; width: 1fr; }
    """

    class Pointed(Message):
        """Somebody clicked on a person."""

        def __init__(self, person: str) -> None:
            super().__init__()
            self.person = person

    def __init__(self, row: CrewRow) -> None:
        super().__init__()
        self.row = row
        self.marked = ""
        self.tied: Set[str] = frozenset()
        self.picked: Set[str] = frozenset()

    def columns(self, width: int) -> int:
        """How many people stand beside each other."""
        return max(1, width // (WIDE_CELL if width >= ROOM_FOR_NAMES else CELL))

    def lines(self, width: int) -> int:
        """How many lines of people there are."""
        return -(-len(self.row.cells) // self.columns(width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return 1 + self.lines(max(1, width))

    def render(self) -> Content:
        width = max(1, self.content_size.width)
        columns = self.columns(width)
        each = width // columns
        cells = [self.cell(cell, each) for cell in self.row.cells]
        lines = [Content("").join(cells[at : at + columns]) for at in range(0, len(cells), columns)]
        return Content("\n").join([self.heading(width), *lines])

    def heading(self, width: int) -> Content:
        """The crew's name, and how far it is known."""
        cells = self.row.cells
        talked = sum(cell.talked is not None for cell in cells)
        yes = sum(cell.said == "yes" for cell in cells)
        told = ngettext("{n} talked with", "{n} talked with", talked).format(n=f"{talked}/{len(cells)}")
        said = _("{n} said yes").format(n=yes)
        return sides(plain(self.row.name, "bold $mark"), plain(f"{told}, {said} ", "$soft"), width)

    def cell(self, cell: Cell, width: int) -> Content:
        """A person, at a width."""
        here = cell.person == self.marked
        sign = MARK if here else TIED if cell.person in self.tied else " "
        picked = PICKED if cell.person in self.picked else " "
        leads = f"{LOOKED_TO}{min(cell.named, 9)}" if cell.named else "  "
        test = (STOOD if list(cell.stood.values())[-1] else STAYED) if cell.stood else " "
        rating = f"{cell.rating}{RATING_MARKS[cell.rating]}" if cell.rating else " ·"
        week = f"w{cell.talked}" if cell.talked else ""
        said = {"yes": _("y"), "no": _("n")}.get(cell.said, "")
        gap = " " if width > CELL + 2 else ""
        room = max(4, width - AROUND_NAME - len(gap))
        name = plain(short_name(cell.name, room))
        body = Content.assemble(
            (sign, "bold $mark"),
            (picked, "bold $mark"),
            name.pad_right(room - name.cell_length).stylize("bold" if here else "$ink"),
            gap,
            (leads, "bold $them"),
            (test, "bold $good" if test == STOOD else "bold $miss"),
            " ",
            (rating, RATING_STYLES.get(cell.rating or 0, "$soft")),
            (f" {f'{week}{said}':<4}", "$soft"),
        )
        body = body.pad_right(max(0, width - body.cell_length))
        # one colour for the whole cell: reversed, those of its parts would make it a patchwork
        return Content.styled(body.plain, "bold $ink reverse") if here else body

    def on_click(self, event: Click) -> None:
        event.stop()
        place = event.get_content_offset(self)
        width = max(1, self.content_size.width)
        columns = self.columns(width)
        if place is None or place.y < 1:
            return
        number = (place.y - 1) * columns + min(columns - 1, place.x // (width // columns))
        if number < len(self.row.cells):
            self.post_message(self.Pointed(self.row.cells[number].person))


class WallChart(VerticalScroll, can_focus=True):
    """Every crew. One person is marked; arrow keys move among people, Tab from crew to crew."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_of("chart")
    DEFAULT_CSS = """
    WallChart { height: 1fr; scrollbar-size-vertical: 1; }
    """

    class Marked(Message):
        """Another person is marked."""

        def __init__(self, person: str) -> None:
            super().__init__()
            self.person = person

    class Rated(Message):
        """A rating was written, or rubbed out (None)."""

        def __init__(self, person: str, rating: int | None) -> None:
            super().__init__()
            self.person = person
            self.rating = rating

    def __init__(self, rows: Sequence[CrewRow], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.blocks = tuple(CrewBlock(row) for row in rows)
        self.order = tuple(cell.person for row in rows for cell in row.cells)
        self.picked: set[str] = set()
        self.marked = self.order[0] if self.order else ""
        self.tied: Set[str] = frozenset()

    def compose(self) -> ComposeResult:
        yield from self.blocks

    @property
    def block(self) -> CrewBlock:
        """The crew of whoever is marked."""
        return next(block for block in self.blocks if any(cell.person == self.marked for cell in block.row.cells))

    def show(self, rows: Sequence[CrewRow], tied: Set[str]) -> None:
        """Show the chart as it is now."""
        for block, row in zip(self.blocks, rows, strict=True):
            if block.row != row:
                block.row = row
                block.refresh()
        self.tied = tied
        self._signs()

    def mark(self, person: str) -> None:
        """Mark somebody."""
        if person in self.order:
            self.marked = person
            self.post_message(self.Marked(person))

    def show_tied(self, tied: Set[str]) -> None:
        """Show to whom the one who is marked is tied."""
        self.tied = tied
        self._signs()

    def put_back(self) -> None:
        """Pick nobody any more."""
        self.picked.clear()
        self._signs()

    def _signs(self) -> None:
        """Draw again the crews whose signs have changed, and keep whoever is marked in sight."""
        for block in self.blocks:
            people = {cell.person for cell in block.row.cells}
            signs = (self.marked if self.marked in people else "", self.tied & people, self.picked & people)
            if signs != (block.marked, block.tied, block.picked):
                block.marked, block.tied, block.picked = signs
                block.refresh()
        if self.is_mounted and self.order:
            self.call_after_refresh(self._keep_in_sight)

    def _keep_in_sight(self) -> None:
        block = self.block
        width = max(1, block.content_size.width)
        place = [cell.person for cell in block.row.cells].index(self.marked)
        line = place // block.columns(width)
        # with the first line of a crew its heading comes along
        top = block.virtual_region.y + (0 if line == 0 else line + 1)
        self.scroll_to_region(Region(0, top, 1, 2 if line == 0 else 1), animate=False)

    def _step(self, by: int) -> None:
        if self.order:
            self.mark(self.order[(self.order.index(self.marked) + by) % len(self.order)])

    def action_chart_left(self) -> None:
        self._step(-1)

    def action_chart_right(self) -> None:
        self._step(1)

    def action_chart_up(self) -> None:
        self._line(-1)

    def action_chart_down(self) -> None:
        self._line(1)

    def _line(self, by: int) -> None:
        """The person above or below, into the crew above or below where this one ends."""
        block = self.block
        columns = block.columns(max(1, block.content_size.width))
        people = [cell.person for cell in block.row.cells]
        place = people.index(self.marked)
        line, column = divmod(place, columns)
        line += by
        if not 0 <= line < -(-len(people) // columns):
            crew = self.blocks.index(block) + by
            if not 0 <= crew < len(self.blocks):
                return
            people = [cell.person for cell in self.blocks[crew].row.cells]
            line = 0 if by > 0 else (len(people) - 1) // columns
        self.mark(people[min(line * columns + column, len(people) - 1)])

    def action_next_crew(self) -> None:
        self._crew(1)

    def action_previous_crew(self) -> None:
        self._crew(-1)

    def _crew(self, by: int) -> None:
        place = (self.blocks.index(self.block) + by) % len(self.blocks)
        self.mark(self.blocks[place].row.cells[0].person)

    def action_pick(self) -> None:
        self.picked ^= {self.marked}
        self._signs()

    def action_rate_person(self, number: str) -> None:
        self.post_message(self.Rated(self.marked, int(number)))

    def action_rub_out(self) -> None:
        self.post_message(self.Rated(self.marked, None))

    def on_crew_block_pointed(self, message: CrewBlock.Pointed) -> None:
        message.stop()
        if message.person == self.marked:
            self.action_pick()
        self.mark(message.person)


def short_name(name: str, room: int) -> str:
    """A name that fits: all of it, else with the last name's letter, else its beginning."""
    if len(name) <= room:
        return name
    first, *rest = name.split()
    short = f"{first} {rest[-1][0]}." if rest else first
    return short if len(short) <= room else first[:room]


def legend() -> Mapping[str, str]:
    """Each sign of a cell with what it means, in the order in which they stand in it."""
    return {
        MARK: _("who is marked"),
        TIED: _("tied to them, as you were told"),
        PICKED: _("picked"),
        LOOKED_TO: _("so many say that people go to them"),
        f"{STOOD} {STAYED}": _("stood up, stayed away at the last test"),
        "1▲ 2△ 3◇ 4▽ 5▼": _("what you wrote: 1 moves others for it, 5 is against it"),
        f"w3{_('y')} w3{_('n')}": _("the week in which you last talked; whether they last said yes or no"),
    }
