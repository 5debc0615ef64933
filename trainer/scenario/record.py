"""The choices at a stop of a shift that are no id: `pass`, and a record such as record=canvassed:3:plan."""

from typing import Final, Literal, NamedTuple, get_args

from trainer.language import _
from trainer.scenario.report import brief, did_you_mean, listed

Code = Literal[
    "canvassed", "not_home", "refused", "moved", "deceased", "inaccessible", "language", "wrong_number",
    "left_message", "do_not_contact",
]  # fmt: skip
CODES: tuple[str, ...] = get_args(Code)
"""What can be recorded at a stop."""

PASS: Final = "pass"
"""The choice that passes a stop by."""

RECORD: Final = "record="
"""What a choice begins with that records a stop."""

EXAMPLE: Final = "record=canvassed:3:plan"

WITH_SUPPORT: Final = "canvassed"
"""The one code that goes with a support and a plan."""

SUPPORTS: Final = ("1", "2", "3", "4", "5")

PLAN: Final = "plan"


class WrittenRecord(NamedTuple):
    """A code, a support of 1 to 5 (None where none is written), and whether there is a plan."""

    code: str
    support: int | None
    plan: bool


class NoRecord(ValueError):
    """A choice that begins like a record and is none: what is wrong, the mend, and where the wrong part stands."""

    def __init__(self, message: str, hint: str, offset: int, length: int) -> None:
        super().__init__(message)
        self.hint = hint
        self.offset = offset
        self.length = max(1, length)


def read_record(choice: str) -> WrittenRecord:
    """Read a choice that begins with `record=`. Raises NoRecord where it cannot be read."""
    code, *rest = choice.removeprefix(RECORD).split(":")
    at = len(RECORD)
    if code not in CODES:
        codes = _("write it as in {example}; codes: {codes}").format(example=EXAMPLE, codes=listed(CODES))
        wrong = _("there is no code {code}").format(code=brief(code)) if code else _("a record needs a code")
        raise NoRecord(wrong, did_you_mean(code, CODES) or codes, at, len(code))
    at += len(code) + 1
    if rest and code != WITH_SUPPORT:
        wrong = _("a support and a plan go with {right}, not with {code}")
        if rest == [PLAN]:
            wrong = _("a plan goes with {right}, not with {code}")
        raise NoRecord(wrong.format(right=WITH_SUPPORT, code=code), _("write {words}").format(words=f"{RECORD}{code}"),
                       at, len(":".join(rest)))  # fmt: skip
    support = rest.pop(0) if rest and rest[0] != PLAN else None
    if support is not None and support not in SUPPORTS:
        raise NoRecord(_("{word} is no support").format(word=brief(support)),
                       _("a support is 1 to 5, as in {example}").format(example=EXAMPLE), at, len(support))  # fmt: skip
    at += 0 if support is None else len(support) + 1
    if rest not in ([], [PLAN]):
        raise NoRecord(_("{word} is not expected here").format(word=brief(":".join(rest))),
                       _("write it as in {example}").format(example=EXAMPLE), at, len(":".join(rest)))  # fmt: skip
    return WrittenRecord(code, None if support is None else int(support), bool(rest))
