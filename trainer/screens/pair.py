"""Pair: both lives of one afternoon, side by side where there is room and one below the other where there is not."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget

from trainer.language import _, mark, ngettext
from trainer.report.export import pair_exported
from trainer.report.lives import Life
from trainer.report.pair import Pair
from trainer.screens.actions import bindings_of
from trainer.screens.page import Page
from trainer.screens.sections import heading
from trainer.screens.texts import plain
from trainer.screens.widgets.drawn import Draw, stacked, text
from trainer.screens.widgets.rows import Row, Rows

ABREAST = 96
"""Cells from which on two lives stand side by side: half of it still holds a sentence."""

BETWEEN = " │ "

CAME = (mark("✓ came"), "bold $good")
DID_NOT_COME = (mark("✗ did not come"), "bold $miss")


class PairScreen(Page):
    """Both lives of one afternoon."""

    CSS_PATH = "pair.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("pair", "reading", "copying")
    scopes = ("pair", "reading", "copying", "rows")

    def __init__(self, pair: Pair) -> None:
        super().__init__()
        self.pair = pair

    def body(self) -> Iterable[Widget]:
        with Horizontal(id="pair"):
            yield Rows(id="lives")

    def on_mount(self) -> None:
        title = plain(_("Two lives of one afternoon"), "bold $mark")
        below = plain(f"{self.pair.once}  ·  {self.pair.again}", "$soft")
        met = ngettext("{count} person", "{count} people", len(self.pair.people)).format(count=len(self.pair.people))
        self.head((title, plain(met, "$soft")), (below, Content()))
        rows = self.query_one(Rows)
        rows.show(list(pair_rows(self.pair)))
        rows.focus()

    def action_save(self) -> None:
        from trainer.screens.saving import SaveSheet

        self.app.push_screen(SaveSheet(), self._save_as_wanted)

    def _save_as_wanted(self, answer: str | None) -> None:
        from trainer.screens.saving import wanted_of

        if answer is None:
            return
        wanted, name = wanted_of(answer), "second-knock-both-lives"
        if wanted.form is None:
            self.call_after_refresh(self.house.save_picture, name)
        else:
            self.house.save_text(name, wanted.ending, pair_exported(wanted.form, self.pair))

    def anew(self) -> Page:
        return PairScreen(self.pair)

    def last_words(self) -> str:
        return self.query_one(Rows).words()

    def action_earlier(self) -> None:
        self.query_one(Rows).scroll_page_up(animate=False)

    def action_later(self) -> None:
        self.query_one(Rows).scroll_page_down(animate=False)


def pair_rows(pair: Pair) -> Iterable[Row]:
    """What each way brought, person by person, what it means for the vote, and what each way is for."""
    for place, words in enumerate(pair.ledger):
        yield Row(text(words), gap=place > 0)
    for person in pair.people:
        yield heading(person.name)
        yield Row(abreast(life(pair.once, person.once), life(pair.again, person.again)))
    yield from named(_("What it means for the vote"), pair.turnout)
    yield from named(_("Which job each does best"), pair.jobs)
    yield Row(text(_("F8 saves both lives to a file."), "$soft"), gap=True)


def named(title: str, words: Iterable[str]) -> Iterable[Row]:
    """Paragraphs under a heading; nothing where there are none."""
    for place, paragraph in enumerate(words):
        if place == 0:
            yield heading(title)
        yield Row(text(paragraph), gap=place > 0)


def life(title: str, lived: Life) -> Draw:
    """One person in one of the two plays: how long and whether they came at a glance, then all in sentences."""
    first, *words = lived.words
    glance = [plain(first.rstrip("."), "bold")]
    if lived.came is not None:
        came, style = CAME if lived.came else DID_NOT_COME
        glance.append(Content.styled(_(came), style))
    top = Content("  ").join(glance) if lived.talks else plain(first)
    return stacked([text(title, "bold $soft"), lambda _width: top, *(text(sentence) for sentence in words)])


def abreast(left: Draw, right: Draw) -> Draw:
    """Two drawings in two columns; one below the other where a column would be too narrow."""

    def draw(width: int) -> Content:
        if width < ABREAST:
            return left(width) + Content("\n\n") + right(width)
        column = (width - len(BETWEEN)) // 2
        columns = [Content("\n").join(drawn(column).wrap(column)).split("\n") for drawn in (left, right)]
        height = max(map(len, columns))
        ones, others = ([*lines, *[Content()] * (height - len(lines))] for lines in columns)
        rule = Content.styled(BETWEEN, "$rule")
        return Content("\n").join(
            one.pad_right(column - one.cell_length) + rule + other for one, other in zip(ones, others, strict=True)
        )

    return draw
