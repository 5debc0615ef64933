"""The preview on the bench: the beat's own lines at the left, a play of it at the right, what was found below."""

from collections.abc import Iterable, Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from scoring.transcript import Turn
from trainer.bench.desk import Desk, Would
from trainer.conversation.play import Play
from trainer.conversation.state import RECORDING
from trainer.language import _
from trainer.report.terms import MOOD_WORDS
from trainer.report.words import NOTHING_SAID, minutes, short_names
from trainer.scenario.findings import Finding
from trainer.screens.texts import plain, spoken
from trainer.screens.widgets.choices import Choices, Line
from trainer.screens.widgets.drawn import Drawn
from trainer.screens.widgets.transcript import WINDOW, Passage, Speech, Transcript

NOT_OFFERED = "!"
"""Begins the id of a line that stands for an option that is not offered."""

LINES_BEFORE = 4
"""How many lines stand above the first finding, where a file cannot be played yet."""

FIRST_FINDINGS = 4
"""How many findings the strip below names."""


class Preview(Widget):
    """The three parts. It shows what a desk holds, and tells its screen what was taken."""

    DEFAULT_CSS = """
    Preview { height: 1fr; }
    Preview #both { height: 1fr; }
    Preview #source { width: 1fr; padding: 0 1 0 2; border-right: solid $rule; scrollbar-size-vertical: 1; }
    Preview #played { width: 1fr; padding: 0 1; }
    Preview Transcript { height: 1fr; }
    Preview #options { max-height: 60%; border-top: solid $rule; }
    Preview #found { height: auto; max-height: 7; padding: 0 2; border-top: solid $rule; }
    """

    class Taken(Message):
        """A line of the preview was taken: an option, or one that is not offered."""

        def __init__(self, option: str, is_offered: bool) -> None:
            super().__init__()
            self.option = option
            self.is_offered = is_offered

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.pending = False

    def compose(self) -> ComposeResult:
        names = [_("You"), *self.names.values()]
        with Horizontal(id="both"):
            with VerticalScroll(id="source", can_focus=False):
                yield Drawn(self.source)
            with Vertical(id="played"):
                yield Transcript(names)
                yield Choices(id="options")
        yield Drawn(self.found, classes="found-line")

    def on_mount(self) -> None:
        self.query(Drawn).last().id = "found"
        self.show()

    @property
    def names(self) -> dict[str, str]:
        """What each person is called beside their lines."""
        return (
            short_names({id_: str(p.name) for id_, p in self.desk.scenario.people.items()})
            if self.desk.scenario
            else {}
        )

    def show(self, pending: bool = False) -> None:
        """Show the desk as it is now. `pending` says that the exact findings are still to come."""
        self.pending = pending
        for drawn in self.query(Drawn):
            drawn.refresh(layout=True)
        play = self.desk.play
        self.set_class(play is None, "-unplayable")
        transcript = self.query_one(Transcript)
        transcript.show(list(passages_of(play, self.names)) if play else [], at_once=True)
        self.query_one(Choices).show(list(self.lines()))

    def lines(self) -> Iterable[Line]:
        """What can be taken: each option with what it would do, then those that are not offered now."""
        play = self.desk.play
        if play is None:
            yield Line("", plain(_("A play of it stands here once the file has no error."), "$soft"))
            return
        if play.ended:
            return
        if play.stuck:
            yield Line("", plain(_("Nothing is offered here. The person takes leave.")))
            return
        wouldbe = self.desk.would()
        if not wouldbe:
            yield from (Line(id_, plain(id_)) for id_ in play.offered_ids())
        for would in wouldbe:
            words = spoken(would.say) if would.say else plain(_(NOTHING_SAID), "italic")
            if would.why_not:
                yield Line(NOT_OFFERED + would.option, plain(f"{would.option}: {would.why_not}", "$soft"))
            else:
                yield Line(would.option, words + Content("\n") + plain(effects_in_words(would), "$soft"))

    def on_choices_chosen(self, message: Choices.Chosen) -> None:
        message.stop()
        option = message.line.id
        self.post_message(self.Taken(option.removeprefix(NOT_OFFERED), not option.startswith(NOT_OFFERED)))

    # What is drawn

    def source(self, width: int) -> Content:
        """The lines of the beat that the play is at, with their numbers and what was found on them."""
        desk = self.desk
        lines = desk.lines_of(desk.beat) if desk.beat else range(0)
        if not lines:
            first = min((finding.line for finding in desk.findings), default=1)
            lines = range(max(1, first - LINES_BEFORE), min(len(desk.loaded.lines), first + 60) + 1)
        found = {finding.line: finding.code[0] for finding in reversed(desk.findings)}
        drawn = []
        for number in lines:
            margin = Content.assemble((found.get(number, " "), "bold $miss"), (f"{number:>5} ", "$soft"))
            text = Content(_visible(desk.loaded.lines[number - 1]))
            rows = text.wrap(max(2, width - 7)) or [Content()]
            drawn += [(margin if place == 0 else Content(" " * 7)) + row for place, row in enumerate(rows)]
        return Content("\n").join(drawn)

    def found(self, width: int) -> Content:
        """The first findings, and how many more there are."""
        desk = self.desk
        first = desk.findings[:FIRST_FINDINGS]
        left = len(desk.findings) - len(first)
        shown = []
        for finding in first:
            shown.append(finding_in_a_line(finding))
            if finding.hint and len(first) <= FIRST_FINDINGS // 2:
                shown.append(plain(f"   {_('mend')}: {finding.hint}", "$soft"))
        if left > 0:
            shown.append(plain(_("and {number} more: → shows them").format(number=left), "$soft"))
        if not desk.findings:
            words = _("Nothing found so far; looking at every play …") if self.pending else _("Nothing found.")
            shown.append(plain(words, "$soft"))
        elif self.pending:
            shown.append(plain(_("Looking at every play …"), "$soft"))
        if desk.note:
            shown.insert(0, plain(desk.note, "bold"))
        return Content("\n").join(line.truncate(width, ellipsis=True) for line in shown)


def finding_in_a_line(finding: Finding) -> Content:
    """Where, which and what, in one line."""
    return Content.assemble(
        (f"{finding.line}:{finding.column} ", "$soft"), (f"{finding.code} ", "bold $miss"), plain(finding.message)
    )


def effects_in_words(would: Would) -> str:
    """What an option would do: moods, a depth, an answer, minutes, where it leads."""
    parts = [f"{MOOD_WORDS[mood]} {change:+d}" for mood, change in would.changes.items()]
    if would.opened:
        parts.append(_("opens {depth}").format(depth=would.opened))
    if would.answer:
        parts.append(_("answer: {answer}").format(answer=would.answer.replace("_", " ")))
    parts.append(minutes(would.minutes))
    if would.leads:
        parts.append(f"→ {would.leads}")
    return "  ·  ".join(parts)


def passages_of(play: Play, names: dict[str, str]) -> Iterable[Passage]:
    """The play as passages, the last of them."""
    talked = play.turns[-WINDOW:]
    for opened in play.openings:
        if not talked or opened.visit in {turn.visit for turn in talked} or opened is play.openings[-1]:
            name = names.get(opened.person or "", "")
            words = "".join((*opened.events, opened.narration, opened.says))
            yield _passage(f"{opened.visit}:{words}", [
                *(Speech("narration", "", event) for event in opened.events),
                Speech("narration", "", opened.narration), Speech("them", name, opened.says),
            ])  # fmt: skip
            for number, turn in enumerate(talked):
                if turn.visit == opened.visit:
                    yield _turn(turn, number, names)
    if play.ended:
        yield _passage("end", [Speech("scene", "", _("The play is over."))])
    elif play.state.phase == RECORDING:
        yield _passage("record", [Speech("scene", "", _("Now it is recorded."))])


def _turn(turn: Turn, number: int, names: dict[str, str]) -> Passage:
    name = names.get(turn.person, "")
    return _passage(f"{turn.visit}:{number}:{turn.option}:{turn.say}{turn.reply}{turn.says}", [
        Speech("you", _("You"), turn.say or f"*{_(NOTHING_SAID)}*"),
        Speech("them", name, turn.reply),
        Speech("narration", "", turn.narration),
        Speech("them", name, turn.says),
    ])  # fmt: skip


def _passage(key: str, lines: Sequence[Speech]) -> Passage:
    return Passage(key, tuple(line for line in lines if line.text))


def _visible(line: str) -> str:
    from trainer.scenario.characters import shown

    return shown(line.rstrip("\r"))
