"""What is said of the same fault by those who find it from the text alone and by those who looked at every play.

Each gives what is wrong and the mend.
"""

from collections.abc import Sequence
from typing import Final

from trainer.language import _, mark, ngettext
from trainer.scenario.report import listed

LONGEST_WALK: Final = 40
"""Choices of a walk that a finding shows; nobody reads more."""

_NEVER_TRUE: Final = {
    "flag": (
        mark("{name} is never true: no play sets it"),
        mark("write sets: {id} on an option or in an event, or delete it here"),
    ),
    "picked": (
        mark("{name} is never true: no play picks up that cue"),
        mark("write picks_up: {id} on an option that is offered while the cue is open, or delete it here"),
    ),
    "promised": (
        mark("{name} is never true: no play makes that promise"),
        mark("write promises: {id} on an option, or delete it here"),
    ),
    "kept": (
        mark("{name} is never true: no play keeps that promise"),
        mark("write keeps: {id} on an option that can be offered, or delete it here"),
    ),
    "inoculated": (
        mark("{name} is never true: no play prepares them for what will come"),
        mark("offer a question or information in step: inoculate after they said yes, or delete it here"),
    ),
}

CAN_BE_FALSE: Final = tuple(_NEVER_TRUE)
"""The truths of conditions that W106 looks at."""

Said = tuple[str, str]


def beat_unreached(leading: Sequence[str]) -> Said:
    """W101, of a beat; `leading` is what names it."""
    if not leading:
        return _("no play comes to this beat: nothing leads here"), _("name it behind a then, or delete it")
    return (_("no play comes to this beat: no play makes a choice that leads here"),
            _("look at {places}").format(places=listed(leading, 4)))  # fmt: skip


def no_options() -> Said:
    """W103, of a beat without any."""
    return _("nothing is offered here: this beat has no options"), _("give it an option")


def only_the_clock() -> Said:
    """W104."""
    return (_("only the clock ends a talk that comes here: no choice from here on leads to end"),
            _("give this beat, or one that it leads to, an option with then: end"))  # fmt: skip


def cue_not_picked(cue: str, lasts: int, somebody: bool) -> Said:
    """W105, of a cue; `somebody` says whether any option picks it up."""
    if not somebody:
        return (_("nobody can pick up this cue: no option does"),
                _("write picks_up: {id} on an option of this beat").format(id=cue))  # fmt: skip
    message = ngettext(
        "nobody can pick up this cue: no option that does is offered within the {n} choice that it stays open",
        "nobody can pick up this cue: no option that does is offered within the {n} choices that it stays open",
        lasts,
    )
    hint = _("write picks_up: {id} on an option of this beat, or let it last longer")
    return message.format(n=lasts), hint.format(id=cue)


def depth_not_opened(concern: str, depth: int, person: str, is_next: bool) -> Said:
    """W105, of a depth; `is_next` says whether the depth before it is opened."""
    message = _("no play opens {depth}: {before} comes first, and no play opens that")
    if is_next:
        message = _("no play opens {depth}: no option that hears it is offered in a talk with {name}")
    return (
        message.format(depth=f"{concern}.{depth}", before=f"{concern}.{depth - 1}", name=person),
        _("write hears: {depth} on an option, or delete this depth").format(depth=f"{concern}.{depth}"),
    )


def objection_not_raised(objection: str, person: str) -> Said:
    """W105, of an objection."""
    message = _("no play raises this objection: no talk with {name} comes to a beat that raises it")
    return message.format(name=person), _("write raises: {id} in a beat, or delete it").format(id=objection)


def ask_not_made(ask: str) -> Said:
    """W105, of an ask."""
    return (_("no play makes this ask: no option that has it is ever offered"),
            _("write an option with move: ask and ask: {id}, or delete it").format(id=ask))  # fmt: skip


def never_true(kind: str, id_: str) -> Said:
    """W106, of a truth that a condition reads."""
    message, hint = _NEVER_TRUE[kind]
    return _(message).format(name=f"{kind}.{id_}"), _(hint).format(id=id_)


def flag_not_read(flag: str) -> Said:
    """W106, of a flag."""
    return (_("the flag {id} is set and never read").format(id=flag),
            _("read it in a condition as flag.{id}, or delete it").format(id=flag))  # fmt: skip


def promise_not_kept(promise: str) -> Said:
    """W106, of a promise."""
    message = _("no play keeps the promise {id}, so it is broken whatever the trainee does")
    hint = _("write keeps: {id} on an option of a later visit with the same person, or delete the promise")
    return message.format(id=promise), hint.format(id=promise)


def polite_yes_untested(walk: Sequence[str] | None = None) -> Said:
    """S210, with a walk that comes there where one is known."""
    message = _(
        "after a polite yes to this ask the visit offers no question, no ask and nothing to prepare them with, so a"
        " trainee cannot find out what it is worth"
    )
    if walk:
        message += ": " + _("as in this walk: {choices}").format(choices=listed(walk, LONGEST_WALK))
    return message, _("lead polite_yes to a beat with a question such as “What would get in the way?”")
