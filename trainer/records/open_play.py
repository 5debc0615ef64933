"""A play that this window plays, as the store has it, and what it takes to make the store's play the present one."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from trainer.records import rows
from trainer.records.saving import Change, Statement
from trainer.records.shapes import Edition, Parent

if TYPE_CHECKING:
    from trainer.conversation.play import Play


class OpenPlay:
    """A play as it was kept last.

    `serials` are those of its steps that stand. `typed` are the lines typed in it, as number, visit, beat and line.
    """

    def __init__(self, edition: Edition, mode: str, play: "Play", stage: str, parent: Parent | None) -> None:
        self.edition = edition
        self.mode = mode
        self.play = play
        self.stage = stage
        self.parent = parent
        self.serials: list[int] = []
        self.last_serial = 0
        self.typed: list[tuple[int, str, str, str]] = []

    def number_anew(self) -> None:
        """Number the steps as those of a play that was never kept."""
        self.last_serial = len(self.play.steps)
        self.serials = list(range(1, self.last_serial + 1))

    def difference(self, play_id: str, play: "Play") -> Iterator[Statement]:
        """What it takes to make the store's play this one; the serials are brought up to date as it is taken."""
        old, new = self.play.steps, play.steps
        same = 0
        while same < len(old) and same < len(new) and old[same] is new[same]:
            same += 1
        for serial in self.serials[same:]:
            yield rows.undone(play_id, serial)
        del self.serials[same:]
        for number in range(same + 1, len(new) + 1):
            self.last_serial += 1
            self.serials.append(self.last_serial)
            yield rows.chosen(play_id, self.edition, play, number, self.last_serial)

    def whole(self, play_id: str, owner: str) -> Change:
        """Everything of the play, as it takes to keep it anew."""
        play, edition = self.play, self.edition
        statements = [
            rows.begun(play_id, owner, edition, play, self.mode, self.stage, self.parent),
            rows.touched(play_id, owner, self.stage, len(play.steps), edition.content),
        ]
        for number, serial in enumerate(self.serials, start=1):
            statements.append(rows.chosen(play_id, edition, play, number, serial))
        statements += [rows.typed(rows.new_id(), play_id, *typed) for typed in self.typed]
        if play.ratings is not None:
            statements.append(rows.judged(play_id, play))
        return Change(play_id, tuple(statements), self.last_serial)
