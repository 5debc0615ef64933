"""The records of one window: plays, choices, judgements and typed lines, kept as they happen.

Every method that keeps something returns when it is on the disk, so that a choice is committed before it is shown.
None of them raises for what the disk, the folder or another window does: `news()` has the sentence to show. A play that
was neither begun nor gone on with here is a mistake of the caller's, and a KeyError.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar

from trainer.language import _
from trainer.records import reading, rows, sentences
from trainer.records.drives import Drives
from trainer.records.folder import Folder, NoHome, records_folder
from trainer.records.open_play import OpenPlay
from trainer.records.opening import Unreadable, copy_to_read, open_store
from trainer.records.saving import Change, NotOurs, Saving, Statement
from trainer.records.sentences import CannotSave
from trainer.records.shapes import (
    ChoiceEntry,
    Edition,
    Judgements,
    Parent,
    PlayEntry,
    TypedLine,
)
from trainer.records.windows import Window, gate, is_open

if TYPE_CHECKING:
    from trainer.conversation.lifecycle import Mode, Stage
    from trainer.conversation.play import Play
    from trainer.records.progress import Progress

Found = TypeVar("Found")


def open_records(folder: Path | None = None) -> "Records":
    """Open the records in a folder; without one in that of SECOND_KNOCK_RECORDS or the platform's.

    Never raises for what is there: where nothing can be saved it gives `Unsaved`, which does the same in memory. What
    the trainee should be told, of a store set aside or a backup that failed, stands in `news()`.
    """
    try:
        place = records_folder(folder)
    except NoHome:
        return Unsaved(_(sentences.NO_HOME))
    try:
        opened = open_store(place)
    except CannotSave as refused:
        return _unsaved(refused.sentence, place)
    records = Records(place, opened.connection, opened.window)
    for sentence in opened.news:
        records.tell(sentence)
    return records


class Records:
    """The store as one window uses it. Made by `open_records`; to be closed, or used in a `with`."""

    def __init__(self, folder: Folder | None, file: sqlite3.Connection | None, window: Window | None) -> None:
        self.folder = folder
        self._window = window
        self._owner = window.token if window else "unsaved"
        self._open: dict[str, OpenPlay] = {}
        self._moved: dict[str, str] = {}
        self._saving = self._make_saving(file)
        self.drives = Drives(self._saving, self._owner, folder if window else None)
        """The drives, kept decision by decision."""

    def _make_saving(self, file: sqlite3.Connection | None) -> Saving:
        return Saving(self.folder, file, None, self._window.note if self._window else None, self._all_open)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def saving(self) -> bool:
        """Whether everything so far is saved."""
        return self._saving.saving

    def news(self) -> tuple[str, ...]:
        """Sentences that the trainee was not told yet; each is given once."""
        return self._saving.news()

    def tell(self, sentence: str) -> None:
        """Add a sentence to the news."""
        self._saving.tell(sentence)

    def close(self) -> None:
        """Let go of every play and close the store. Never raises."""
        with self._saving.lock:
            self._saving.try_again()
            for table in ("plays", "drives"):
                sql = f"UPDATE {table} SET owner = NULL WHERE owner = ?"
                self._saving.in_file(lambda file, sql=sql: file.execute(sql, (self._owner,)), None)  # type: ignore[misc]
            self._saving.close()
            self._open.clear()
            if self._window is not None:
                self._window.close()
                self._window = None

    # Playing

    def begin(
        self,
        edition: Edition,
        play: "Play",
        mode: "Mode" = "practice",
        parent: Parent | None = None,
        stage: "Stage" = "briefing",
    ) -> str:
        """Keep a play that begins; its id. A fork names its parent and brings the choices before the fork with it."""
        play_id = rows.new_id()
        with self._saving.lock:
            known = self._open[play_id] = OpenPlay(edition, mode, play, stage, parent)
            known.number_anew()
            self._write(known.whole(play_id, self._owner))
        return play_id

    def fork(self, parent: str, turn: int, edition: Edition, play: "Play", mode: "Mode" = "practice") -> str:
        """Keep a fork: a play of its own that parts from its parent before a turn, counted from 1; its id."""
        return self.begin(edition, play, mode, Parent(self._now(parent), turn), "talking")

    def choice(self, play_id: str, play: "Play", stage: "Stage" = "talking") -> None:
        """Keep the play after a choice. On return it is committed, and may be shown."""
        self._keep(play_id, play, stage)

    def undo(self, play_id: str, play: "Play", stage: "Stage" = "talking") -> None:
        """Keep the play after its last choice was taken back. The choice is marked, not deleted."""
        self._keep(play_id, play, stage)

    def left(self, play_id: str, play: "Play", stage: "Stage" = "talking") -> None:
        """Keep the play after somebody took leave because nothing was offered any more."""
        self._keep(play_id, play, stage)

    def staged(self, play_id: str, stage: "Stage") -> None:
        """Keep that a play went on to another stage without a choice."""
        self._keep(play_id, self._known(play_id).play, stage)

    def judged(self, play_id: str, play: "Play", stage: "Stage") -> None:
        """Keep the trainee's ratings, forecasts and own bands, as far as they were given."""
        self._keep(play_id, play, stage, lambda id_: (rows.judged(id_, play),))

    def finished(self, play_id: str, play: "Play", scorecard: Mapping[str, Any], stage: "Stage" = "debriefing") -> None:
        """Keep the transcript and the scorecard (`Scorecard.to_json()`) of a play that was scored."""
        transcript = play.transcript()
        self._keep(play_id, play, stage, lambda id_: (rows.finished(id_, transcript, scorecard),))

    def none_of_these(self, play_id: str, visit: str, beat: str, line: str) -> None:
        """Keep a line that the trainee would have said instead of those on offer at a beat."""
        with self._saving.lock:
            known = self._known(play_id)
            typed = (len(known.play.steps), visit, beat, line)
            known.typed.append(typed)
            line_id = rows.new_id()
            self._keep(play_id, known.play, known.stage, lambda id_: (rows.typed(line_id, id_, *typed),))

    # Coming back

    def unfinished(self) -> tuple[PlayEntry, ...]:
        """The plays that can be gone on with, the latest first."""
        return self._saving.read(reading.unfinished_entries, ())

    def plays(self, scenario: str | None = None) -> tuple[PlayEntry, ...]:
        """The plays in which something was chosen, the latest first; of one scenario if wanted."""
        return self._saving.read(lambda store: reading.play_entries(store, scenario), ())

    def play(self, play_id: str) -> PlayEntry | None:
        """A play by its id."""
        return self._saving.read(lambda store: reading.play_entry(store, self._now(play_id)), None)

    def plays_named(self, beginning: str) -> tuple[PlayEntry, ...]:
        """The plays whose id begins so."""
        return self._saving.read(lambda store: reading.entries_beginning(store, beginning), ())

    def choices(self, play_id: str, undone: bool = False) -> tuple[ChoiceEntry, ...]:
        """The choices of a play that stand; with `undone` every one that was ever made."""
        return self._saving.read(lambda store: reading.choice_entries(store, self._now(play_id), undone), ())

    def judgements(self, play_id: str) -> Judgements:
        """What the trainee judged in a play."""
        return self._saving.read(lambda store: reading.judgements_of(store, self._now(play_id)), Judgements())

    def typed_lines(self, play_id: str | None = None) -> tuple[TypedLine, ...]:
        """The lines that were typed instead of chosen; of one play if wanted."""
        wanted = None if play_id is None else self._now(play_id)
        return self._saving.read(lambda store: reading.typed_lines(store, wanted), ())

    def progress(self) -> "Progress":
        """What changed from play to play."""
        from trainer.records.progress import progress_of

        return progress_of(self._saving.read(reading.finished_plays, ()))

    def read(self, query: Callable[[sqlite3.Connection], Found], otherwise: Found) -> Found:
        """What a query of `reading` finds; `otherwise` where the store cannot be read."""
        return self._saving.read(query, otherwise)

    def take(self, play_id: str) -> bool:
        """Make a play this window's own; False where a living window has it. A dead window's play is taken over."""
        play_id = self._now(play_id)
        if self._window is None or self.folder is None:
            return self._claim(play_id)  # what is only in memory nobody else can play
        try:
            closed = gate(self.folder)
        except OSError:
            return False
        if closed is None:
            return False
        try:
            return self._claim(play_id)
        finally:
            closed.release()

    def put_away(self, play_id: str) -> bool:
        """Offer a play no more to be gone on with; it stays in the list. False where another window has it."""
        play_id = self._now(play_id)
        if not self.take(play_id):
            return False
        with suppress(NotOurs):
            self._saving.write(Change(play_id, (rows.put_away(play_id, self._owner),)))
        self.release(play_id)
        return True

    def release(self, play_id: str) -> None:
        """Let another window have a play."""
        play_id = self._now(play_id)
        self._open.pop(play_id, None)
        self._saving.in_file(
            lambda file: file.execute(
                "UPDATE plays SET owner = NULL WHERE id = ? AND owner = ?", (play_id, self._owner)
            ),
            None,
        )

    def go_on(self, entry: PlayEntry, edition: Edition, play: "Play") -> None:
        """Play on a play that was taken and brought back; `play` has the steps that the store has."""
        made = self.choices(entry.id, undone=True)
        standing = sorted(
            (choice for choice in made if choice.undone is None), key=lambda one: (one.number, one.serial)
        )
        known = OpenPlay(edition, entry.mode, play, entry.stage, entry.parent)
        known.serials = [choice.serial for choice in standing]
        known.last_serial = max((choice.serial for choice in made), default=0)
        known.typed = [(line.number, line.visit, line.beat, line.line) for line in self.typed_lines(entry.id)]
        self._open[entry.id] = known

    # How it is kept

    def _now(self, play_id: str) -> str:
        """The id that a play has now; another where it had to part from the one that was changed outside."""
        return self._moved.get(play_id, play_id)

    def _known(self, play_id: str) -> OpenPlay:
        known = self._open.get(self._now(play_id))
        if known is None:
            raise KeyError(f"play {play_id} was neither begun nor gone on with here")
        return known

    def _claim(self, play_id: str) -> bool:
        found = self._saving.read(lambda store: reading.owner_of(store, play_id), None)
        if found is None:
            return False
        owner = found[0]
        if owner is not None and owner != self._owner and self._window is not None and self.folder is not None:
            try:
                if is_open(self.folder, owner):
                    return False
            except OSError:
                return False  # it cannot be told, and taking it could be wrong
        try:
            self._saving.write(Change(play_id, (rows.owned(play_id, owner, self._owner),)))
        except NotOurs:
            return False
        return True

    def _keep(
        self,
        play_id: str,
        play: "Play",
        stage: str,
        more: Callable[[str], Iterable[Statement]] = lambda id_: (),
    ) -> None:
        with self._saving.lock:
            known = self._known(play_id)
            play_id = self._now(play_id)
            statements = [*known.difference(play_id, play)]
            known.play, known.stage = play, stage
            mark = rows.touched(play_id, self._owner, stage, len(play.steps), known.edition.content)
            # the mark goes first: where the play is another's nothing else is tried
            change = Change(play_id, (mark, *statements, *more(play_id)), known.last_serial)
            try:
                self._saving.write(change)
            except NotOurs:
                self._part(play_id, known, more)

    def _all_open(self) -> Iterator[Change]:
        for play_id, known in self._open.items():
            yield known.whole(play_id, self._owner)
        yield from self.drives.changes()

    def _part(self, play_id: str, known: OpenPlay, more: Callable[[str], Iterable[Statement]]) -> None:
        """Keep a play that the store refuses as a play of its own, so that neither is lost."""
        new = rows.new_id()
        known.parent = Parent(play_id, len(known.play.turns) + 1)
        known.number_anew()
        self._open[new] = self._open.pop(play_id)
        self._moved = {old: new if now == play_id else now for old, now in self._moved.items()} | {play_id: new}
        self.tell(_(sentences.PARTED))
        whole = known.whole(new, self._owner)
        self._write(whole._replace(statements=(*whole.statements, *more(new))))

    def _write(self, change: Change) -> None:
        # a play that was begun by this window a moment ago is nobody else's
        with suppress(NotOurs):
            self._saving.write(change)


class Unsaved(Records):
    """Records where nothing can be saved: the same in memory, with what could be read of an earlier store.

    `sentence` says why, and is the first of the news.
    """

    def __init__(self, sentence: str, folder: Folder | None = None, copy: sqlite3.Connection | None = None) -> None:
        self._copy = copy
        super().__init__(folder, None, None)
        self.sentence = sentence
        if sentence:
            self.tell(sentence)

    def _make_saving(self, file: sqlite3.Connection | None) -> Saving:
        return Saving(self.folder, None, self._copy)


def read_records(folder: Folder) -> Records:
    """The records of a folder to look at: nothing there is made, changed or set aside. Raises Unreadable."""
    return Unsaved("", folder, copy_to_read(folder))


def _unsaved(sentence: str, folder: Folder) -> Unsaved:
    try:
        return Unsaved(sentence, folder, copy_to_read(folder))
    except Unreadable:
        return Unsaved(sentence, folder)
