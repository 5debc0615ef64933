"""A new scenario from four questions, asked one after the other on a sheet, as `second-knock new` asks them."""

from collections.abc import Iterable
from pathlib import Path

from textual import on, work
from textual.widget import Widget
from textual.widgets import Input, Static

from trainer.bench.files import NotWritten
from trainer.bench.new import QUESTIONS, Answers, NotUsable, answered, begin, default_id
from trainer.language import _
from trainer.screens.sheets import HeadedSheet
from trainer.screens.texts import plain


class NewSheet(HeadedSheet):
    """The four questions. It gives the file that was written, or nothing where somebody goes back."""

    AUTO_FOCUS = "#answer"

    def __init__(self) -> None:
        super().__init__()
        self.heading = _("Begin a scenario")
        self.answers: list[str] = []

    def body(self) -> Iterable[Widget]:
        yield Static("", id="asked", markup=False)
        yield Input(id="answer", max_length=200, select_on_focus=False)
        yield Static("", id="refused", markup=False)

    def on_mount(self) -> None:
        self.ask()

    def ask(self) -> None:
        """Put the next question."""
        question = QUESTIONS[len(self.answers)]
        place = _("Question {number} of {questions}.").format(number=len(self.answers) + 1, questions=len(QUESTIONS))
        example = _("as in: {example}").format(example=_(question.example))
        self.query_one("#asked", Static).update(plain(f"{place} {_(question.asked)}\n{example}"))
        self.query_one(Input).value = ""

    @on(Input.Submitted)
    def take(self, message: Input.Submitted) -> None:
        """Take an answer, or say why it does not do."""
        message.stop()
        if len(self.answers) == len(QUESTIONS):
            return
        try:
            self.answers.append(answered(QUESTIONS[len(self.answers)], message.value))
        except NotUsable as wrong:
            self.refuse(_("That does not do: {reason} ({hint}).").format(reason=wrong, hint=wrong.hint))
            return
        self.refuse("")
        if len(self.answers) < len(QUESTIONS):
            self.ask()
        else:
            self.refuse(_("The scene is being written …"))
            self.write()

    def refuse(self, why: str) -> None:
        self.query_one("#refused", Static).update(plain(why))

    @work(thread=True, exit_on_error=False)
    def write(self) -> None:
        """Write the scene into this folder, and the schema beside it."""
        from trainer.bench.schema_beside import schema_beside

        answers = Answers(*self.answers)
        own_id, number = default_id(answers), 1
        while (file := Path(f"{own_id}.yaml")).exists():
            number += 1
            own_id = f"{default_id(answers)}_{number}"
        try:
            begin(answers, own_id, "workplace", file)
        except (NotWritten, NotUsable) as refused:
            self.app.call_from_thread(self.again, str(refused))
            return
        schema_beside(file)
        self.app.call_from_thread(self.dismiss, str(file))

    def again(self, why: str) -> None:
        """Say what was wrong, and ask from the first question on."""
        self.answers = []
        self.ask()
        self.refuse(why)
