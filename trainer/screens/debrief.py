"""Debrief: your judgement beside what was so, the scores with their evidence, what they were thinking, and forks."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.events import Click
from textual.reactive import reactive
from textual.widget import Widget

from trainer.language import _, mark
from trainer.practice.contrast import both_lives, other_life
from trainer.practice.sitting import Sitting
from trainer.records.what_next import what_next
from trainer.report.debrief import debrief_of
from trainer.report.export import exported
from trainer.scenario.library import catalogue
from trainer.screens.actions import bindings_of
from trainer.screens.page import WIDTHS, PlayPage
from trainer.screens.sections import Section, around_turns, costly, heading, next_time, sections_of, talk
from trainer.screens.shelf import playable
from trainer.screens.texts import plain
from trainer.screens.widgets.drawn import Draw, Drawn, stacked, text
from trainer.screens.widgets.rows import Row, Rows

ROOM_BESIDE = 140
"""Columns from which on there is room beside the rows for what the marked one rests on."""

BOTH = mark("See both lives of one afternoon.")
MEET = mark("Meet the same people the other way: {title}")


class SectionLine(Widget):
    """The sections in one line: all by name where there is room, otherwise where one is."""

    DEFAULT_CSS = """
    SectionLine { height: 1; padding: 0 1 0 2; }
    """

    place: reactive[int] = reactive(0)

    def __init__(self, sections: Sequence[Section]) -> None:
        super().__init__()
        self.sections = sections

    def named(self) -> list[Content]:
        """Each section with its number; the present one in brackets."""
        names = []
        for place, section in enumerate(self.sections):
            words = f"{place + 1} {_(section.short)}"
            here = place == self.place
            names.append(Content.styled(f"[{words}]" if here else words, "bold $mark" if here else "$soft"))
        return names

    def render(self) -> Content:
        names = self.named()
        line = Content("  ").join(names)
        if line.cell_length <= self.content_size.width:
            return line
        here = self.sections[self.place]
        return Content.assemble(("← ", "$soft"), (f"{self.place + 1}  {_(here.title)}", "bold $mark"), (" →", "$soft"))

    def on_click(self, event: Click) -> None:
        event.stop()
        place = event.get_content_offset(self)
        if place is None or not isinstance(self.screen, DebriefScreen):
            return
        at = 0
        for number, name in enumerate(self.named()):
            if at <= place.x < at + name.cell_length:
                self.screen.turn_to(number)
            at += name.cell_length + 2


class DebriefScreen(PlayPage):
    """The debrief of a play."""

    CSS_PATH = "debrief.tcss"
    HORIZONTAL_BREAKPOINTS = [*WIDTHS, (ROOM_BESIDE, "-beside")]
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("debrief", "reading", "copying")
    scopes = ("debrief", "reading", "copying", "rows")

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(sitting)
        self.debrief = debrief_of(sitting.play, sitting.scenario, sitting.own_lines)
        self.sections = sections_of(sitting.scenario.form)
        self.other = other_life(sitting)
        self.pair = both_lives(sitting)
        self.place = 0
        self.around = around_turns(self.debrief)

    def body(self) -> Iterable[Widget]:
        yield SectionLine(self.sections)
        with Horizontal(id="debrief"):
            yield Rows(id="rows")
            with VerticalScroll(id="beside", can_focus=False):
                yield Drawn(text(""), id="rests_on")

    def on_mount(self) -> None:
        self.turn_to(0)
        self.query_one(Rows).focus()

    def turn_to(self, place: int) -> None:
        """Turn to a section."""
        self.place = place % len(self.sections)
        section = self.sections[self.place]
        title = plain(_("Debrief: {title}").format(title=self.debrief.title), "bold $mark")
        where = _("{place} of {count}").format(place=self.place + 1, count=len(self.sections))
        self.head((title, plain(where, "$soft")))
        self.query_one(SectionLine).place = self.place
        rows = list(section.rows(self.debrief))
        if section.rows is costly and self.debrief.forks and self.sitting.course.may("fork"):
            rows.insert(0, Row(text(_("Mark one with the arrow keys; p plays on from there, differently."), "$soft")))
        self.query_one(Rows).show([*rows, *self.after_rows()] if section.rows is next_time else rows)
        # the talk is its own evidence, and where nothing can be marked nothing rests on anything
        self.set_class(section.rows is talk or not any(row.able for row in rows), "-alone")
        self.refresh_keys()

    def after_rows(self) -> Iterable[Row]:
        """What can be done about it: the same moment again, the same people the other way, what to play next."""
        if self.debrief.next_line is not None and self.sitting.course.may("fork"):
            again = _("Press p to play on from that line, differently. All that you said before it stands.")
            yield Row(text(again, "$soft"), gap=True)
        if self.other is not None:
            yield heading(_("The same people, the other way"))
            meet = f"{_(MEET).format(title=self.other.title)}. {_('Press o.')}"
            yield Row(text(f"{_(BOTH)} {_('Press b.')}" if self.pair is not None else meet))
        suggested = self.suggested()
        if suggested is not None:
            yield heading(_("What to play next"))
            yield Row(text(suggested))

    def suggested(self) -> str | None:
        """What to play next and why, where the records know what was played."""
        progress = self.house.records.progress()
        entries = {entry.id: entry for entry in catalogue() if playable(entry)}
        if not progress.plays or not entries:
            return None
        first = what_next(entries.values(), progress)[0]
        return f"{entries[first.scenario].title}. {first.why}"

    @on(Rows.Marked)
    def marked(self) -> None:
        """What can be done may have changed, and so has what is shown beside it where there is room."""
        self.refresh_keys()
        self.query_one("#rests_on", Drawn).show(self.beside())
        self.query_one("#beside").scroll_home(animate=False)

    def beside(self) -> Draw:
        """What the marked row rests on; for a turn of the talk, what was said around it."""
        row = self.query_one(Rows).marked
        if row is None:
            return text("")
        if row.under is not None:
            return stacked([text(_("What this rests on"), "bold $mark"), text(""), row.under])
        around = self.around.get(row.turn or 0, ())
        return stacked([text(_("What was said around it"), "bold $mark"), text(""), *around])

    def can(self, action: str) -> bool:
        row = self.query_one(Rows).marked if self.is_mounted else None
        match action:
            case "evidence":
                return row is not None and row.under is not None
            case "play_from_here":
                return row is not None and row.turn is not None and self.sitting.course.may("fork")
            case "other_way":
                return self.other is not None and self.pair is None
            case "both_lives":
                return self.pair is not None
            case _:
                return True

    def action_section(self, number: str) -> None:
        if int(number) <= len(self.sections):
            self.turn_to(int(number) - 1)

    def action_previous_section(self) -> None:
        self.turn_to(self.place - 1)

    def action_next_section(self) -> None:
        self.turn_to(self.place + 1)

    def action_evidence(self) -> None:
        self.query_one(Rows).open_marked()

    def action_play_from_here(self) -> None:
        row = self.query_one(Rows).marked
        if row is not None and row.turn is not None:
            self.sitting.fork(row.turn)
            self.move()

    def action_both_lives(self) -> None:
        from trainer.screens.pair import PairScreen

        if self.pair is not None:
            self.app.push_screen(PairScreen(self.pair))

    def action_other_way(self) -> None:
        if self.other is not None:
            self.close()
            self.house.open(self.other.path)

    def action_finish(self) -> None:
        """Close it; where the same people can be met the other way, offer that first."""
        if self.other is None:
            self.close()
            return
        from trainer.screens.sheets import AskSheet

        answers = [("both", _(BOTH))] if self.pair is not None else []
        answers += [
            ("other", _(MEET).format(title=self.other.title)),
            ("close", _("Close the debrief")),
        ]
        self.app.push_screen(AskSheet(_("Before you go"), "", answers), self._close_as_wanted)

    def _close_as_wanted(self, answer: str | None) -> None:
        match answer:
            case "both":
                self.action_both_lives()
            case "other":
                self.action_other_way()
            case "close":
                self.close()

    def close(self) -> None:
        """Put the play away and go back to where it was opened."""
        if self.sitting.course.may("finish"):
            self.sitting.finish()
        self.house.leave_play()

    def action_save(self) -> None:
        from trainer.screens.saving import SaveSheet

        self.app.push_screen(SaveSheet(len(self.debrief.own_lines)), self._save_as_wanted)

    def _save_as_wanted(self, answer: str | None) -> None:
        from trainer.screens.saving import wanted_of

        if answer is None:
            return
        wanted, name = wanted_of(answer), f"second-knock-{self.debrief.scenario}"
        if wanted.form is None:
            # the sheet has to be gone from the picture
            self.call_after_refresh(self.house.save_picture, name)
        else:
            text = exported(wanted.form, self.sitting.play, self.debrief, wanted.own)
            self.house.save_text(name, wanted.ending, text)

    def last_words(self) -> str:
        return self.query_one(Rows).words()

    def action_earlier(self) -> None:
        self.query_one(Rows).scroll_page_up(animate=False)

    def action_later(self) -> None:
        self.query_one(Rows).scroll_page_down(animate=False)
