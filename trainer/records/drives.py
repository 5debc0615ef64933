"""The drives of one window, kept decision by decision: a season goes on where it stopped, whatever happened.

A drive is kept as the text of its constituency, its seed and its decisions, from which it is played again. The text is
kept so that a season goes on as it began, also where the file was edited since or is gone. A decision that was taken
back is marked and not deleted. None of the methods raises for what the disk, the folder or another window does: the
records' `news()` has the sentence.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from trainer.language import _
from trainer.records import sentences
from trainer.records.folder import Folder
from trainer.records.packing import packed, sum_of, unpacked
from trainer.records.rows import new_id, now
from trainer.records.saving import Change, NotOurs, Saving, Statement
from trainer.records.schema import version_here
from trainer.records.windows import gate, is_open

if TYPE_CHECKING:
    from trainer.drive.game import Game
    from trainer.drive.game_turf import TurfGame

    Season = Game | TurfGame

Kind = Literal["same", "elsewhere", "unreadable", "missing"]
"""It goes on; another window has it; it cannot be played again; there is no such drive."""

_COLUMNS: Final = (
    "id, constituency, title, form, mode, seed, began, touched, stage, week, weeks, steps, away, finished, sum"
)


class DriveEntry(NamedTuple):
    """A drive in the list of drives. Times are ISO 8601 in UTC; `steps` counts the decisions that stand.

    `stage` is "week", "forecast" or "over", `week` the one that it stands in. `away` is true where it was put away, and
    `finished` the time at which its season was over, or None.
    """

    id: str
    constituency: str
    title: str
    form: str
    mode: str
    seed: int
    began: str
    touched: str
    stage: str
    week: int
    weeks: int
    steps: int
    away: bool
    finished: str | None
    whole: bool
    """Whether the entry reads as it was written."""


class ResumedDrive(NamedTuple):
    """A drive that was brought back. `sentence` is to be shown; `game` is there for kind `same`."""

    kind: Kind
    sentence: str | None
    entry: DriveEntry | None = None
    game: "Season | None" = None


class _Open:
    """A drive that this window plays, as it was kept last."""

    def __init__(self, game: "Season", source: str, began: str) -> None:
        self.game = game
        self.source = source
        self.began = began
        self.kept: list[str] = []
        self.serials: list[int] = []
        self.last_serial = 0
        self.finished: str | None = None


class Drives:
    """The drives of the records; had as `records.drives`."""

    def __init__(self, saving: Saving, owner: str, folder: Folder | None) -> None:
        self._saving = saving
        self._owner = owner
        self._folder = folder
        self._open: dict[str, _Open] = {}
        self._moved: dict[str, str] = {}

    def begin(self, game: "Season", source: str) -> str:
        """Keep a drive that begins; its id. `source` is the text of its constituency's file."""
        drive = new_id()
        with self._saving.lock:
            self._open[drive] = _Open(game, source, now())
            self._write(self._whole(drive))
        return drive

    def keep(self, drive: str, game: "Season") -> None:
        """Keep the drive as it is after a decision, or after a week was taken back. On return it is committed."""
        with self._saving.lock:
            drive = self._moved.get(drive, drive)
            known = self._open.get(drive)
            if known is None:
                raise KeyError(f"drive {drive} was neither begun nor gone on with here")
            known.game = game
            statements = list(self._difference(drive, known))
            change = Change(drive, (self._touched(drive, known), *statements))
            try:
                self._saving.write(change)
            except NotOurs:
                self._part(drive, known)

    def unfinished(self) -> tuple[DriveEntry, ...]:
        """The drives that can be gone on with and were not put away, the latest first."""
        return tuple(entry for entry in self.all() if entry.finished is None and not entry.away)

    def all(self) -> tuple[DriveEntry, ...]:
        """Every drive, the latest first."""
        return self._read("ORDER BY touched DESC, rowid DESC")

    def named(self, beginning: str) -> tuple[DriveEntry, ...]:
        """The drives whose id begins so."""
        return self._read("WHERE substr(id, 1, length(?)) = ? ORDER BY touched DESC", beginning, beginning)

    def entry(self, drive: str) -> DriveEntry | None:
        """A drive by its id."""
        drive = self._moved.get(drive, drive)
        found = self._read("WHERE id = ?", drive)
        return found[0] if found else None

    def source(self, drive: str) -> str | None:
        """The text of the constituency that a drive is played in; None where it cannot be read any more."""
        drive = self._moved.get(drive, drive)
        row = self._saving.read(
            lambda store: store.execute("SELECT source FROM drives WHERE id = ?", (drive,)).fetchone(), None
        )
        text = unpacked(row[0]) if row else None
        return text if isinstance(text, str) else None

    def look(self, drive: str) -> "Season | None":
        """A drive played again to look at, whoever has it open; None where it cannot be."""
        entry = self.entry(drive)
        return None if entry is None else self._played_again(entry)

    def resume(self, drive: str) -> ResumedDrive:
        """Bring a drive back, and make it this window's own. One that was put away is taken up again by it."""
        entry = self.entry(drive)
        if entry is None:
            return ResumedDrive("missing", _("This drive is not in your records."))
        if not self._take(entry.id):
            return ResumedDrive("elsewhere", _(sentences.DRIVE_ELSEWHERE), entry)
        game, source = self._played_again(entry), self.source(entry.id)
        if game is None or source is None:
            self.release(entry.id)
            return ResumedDrive("unreadable", _(sentences.DRIVE_UNREADABLE), entry)
        known = self._open[entry.id] = _Open(game, source, entry.began)
        known.finished = entry.finished
        rows = self._decisions(entry.id, undone=True)
        known.last_serial = max((row.serial for row in rows), default=0)
        known.serials = [row.serial for row in rows if not row.undone]
        known.kept = [row.decision for row in rows if not row.undone]
        with suppress(NotOurs):
            self._saving.write(Change(entry.id, (Statement("UPDATE drives SET away = 0 WHERE id = ?", (entry.id,)),)))
        return ResumedDrive("same", None, self.entry(entry.id), game)

    def put_away(self, drive: str) -> bool:
        """Offer a drive no more to be gone on with; it stays in the list, and `resume` takes it up again.

        False where another window has it.
        """
        drive = self._moved.get(drive, drive)
        if not self._take(drive):
            return False
        with suppress(NotOurs):
            self._saving.write(Change(drive, (Statement("UPDATE drives SET away = 1 WHERE id = ?", (drive,)),)))
        self.release(drive)
        return True

    def release(self, drive: str) -> None:
        """Let another window have a drive."""
        drive = self._moved.get(drive, drive)
        self._open.pop(drive, None)
        self._saving.in_file(
            lambda file: file.execute(
                "UPDATE drives SET owner = NULL WHERE id = ? AND owner = ?", (drive, self._owner)
            ),
            None,
        )

    def changes(self) -> Iterator[Change]:
        """Everything of the drives that are open, as it takes to keep them anew."""
        for drive in self._open:
            yield self._whole(drive)

    def export(self, drive: str) -> dict[str, Any] | None:
        """A drive as plain data, for others: the season as it is kept, and the text of its constituency."""
        entry, game, source = self.entry(drive), self.look(drive), self.source(drive)
        if entry is None or game is None or source is None:
            return None
        left_out = ("whole", "seed", "mode", "constituency", "form")
        listed = {key: value for key, value in entry._asdict().items() if key not in left_out}
        return {**game.to_json(), "drive": listed, "source": source}

    # How it is kept

    def _read(self, where: str, *values: str) -> tuple[DriveEntry, ...]:
        none: tuple[DriveEntry, ...] = ()
        return self._saving.read(lambda store: _entries(store, where, values), none)

    def _decisions(self, drive: str, undone: bool = False) -> "tuple[_Row, ...]":
        none: tuple[_Row, ...] = ()
        return self._saving.read(lambda store: _decisions(store, drive, undone), none)

    def _played_again(self, entry: DriveEntry) -> "Season | None":
        import json

        from trainer.drive.constituency import load_constituency_text
        from trainer.drive.game import begin
        from trainer.drive.game_decisions import NotPossible, NotReadable, decision_from_json

        source = self.source(entry.id)
        rows = self._decisions(entry.id)
        numbered = [row.number for row in rows] == list(range(1, entry.steps + 1))
        if source is None or not entry.whole or not numbered or not all(row.whole for row in rows):
            return None
        constituency = load_constituency_text(source, entry.title).constituency
        if constituency is None or entry.mode not in ("practice", "test"):
            return None
        mode: Literal["practice", "test"] = "test" if entry.mode == "test" else "practice"
        try:
            return begin(constituency, entry.seed, mode, [decision_from_json(json.loads(row.decision)) for row in rows])
        except (NotPossible, NotReadable, ValueError):
            return None

    def _take(self, drive: str) -> bool:
        if self._folder is None:
            return True  # what is only in memory nobody else can play
        try:
            closed = gate(self._folder)
        except OSError:
            return False
        if closed is None:
            return False
        try:
            return self._claim(drive, self._folder)
        finally:
            closed.release()

    def _claim(self, drive: str, folder: Folder) -> bool:
        row = self._saving.read(
            lambda store: store.execute("SELECT owner FROM drives WHERE id = ?", (drive,)).fetchone(), None
        )
        if row is None:
            return False
        owner = None if row[0] is None else str(row[0])
        if owner is not None and owner != self._owner:
            try:
                if is_open(folder, owner):
                    return False
            except OSError:
                return False  # it cannot be told, and taking it could be wrong
        sql = "UPDATE drives SET owner = ? WHERE id = ? AND owner IS ?"
        try:
            self._saving.write(Change(drive, (Statement(sql, (self._owner, drive, owner), claimed=True),)))
        except NotOurs:
            return False
        return True

    def _difference(self, drive: str, known: _Open) -> Iterator[Statement]:
        """What it takes to make the store's decisions those of the game."""
        wanted = _texts(known.game)
        same = 0
        while same < len(wanted) and same < len(known.kept) and wanted[same] == known.kept[same]:
            same += 1
        for serial in known.serials[same:]:
            yield Statement(
                "UPDATE decisions SET undone = ? WHERE drive = ? AND serial = ? AND undone IS NULL",
                (now(), drive, serial),
            )
        del known.serials[same:], known.kept[same:]
        for text in wanted[same:]:
            known.last_serial += 1
            known.serials.append(known.last_serial)
            known.kept.append(text)
            yield _decided(drive, known.last_serial, len(known.kept), text)

    def _whole(self, drive: str) -> Change:
        known = self._open[drive]
        game, constituency = known.game, known.game.constituency
        source = packed(known.source)
        said = (drive, constituency.id, constituency.title, constituency.form, game.mode, str(game.seed), known.began)
        begun = Statement(
            "INSERT INTO drives (id, constituency, title, form, mode, seed, began, touched, stage, week, weeks, steps, "
            "away, owner, version, source, sum) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'week', 1, ?, 0, 0, ?, ?, ?, ?) "
            "ON CONFLICT (id) DO NOTHING",
            (*said, known.began, constituency.weeks, self._owner, version_here(), source, sum_of((*said, source))),
        )
        statements = [begun]
        known.kept = known.kept or _texts(game)
        known.serials = known.serials or list(range(1, len(known.kept) + 1))
        known.last_serial = max([known.last_serial, *known.serials])
        for number, (serial, text) in enumerate(zip(known.serials, known.kept, strict=True), start=1):
            statements.append(_decided(drive, serial, number, text))
        return Change(drive, (*statements, self._touched(drive, known)))

    def _touched(self, drive: str, known: _Open) -> Statement:
        game = known.game
        if game.stage == "over":
            known.finished = known.finished or now()
        else:
            known.finished = None
        return Statement(
            "UPDATE drives SET touched = ?, stage = ?, week = ?, steps = ?, finished = ? WHERE id = ? AND owner = ?",
            (now(), game.stage, game.week, len(game.decisions), known.finished, drive, self._owner),
            claimed=True,
        )

    def _part(self, drive: str, known: _Open) -> None:
        """Keep a drive that the store refuses as a drive of its own, so that neither is lost."""
        new = new_id()
        known.kept, known.serials, known.last_serial = [], [], 0
        self._open[new] = self._open.pop(drive)
        self._moved = {old: new if to == drive else to for old, to in self._moved.items()} | {drive: new}
        self._saving.tell(_(sentences.DRIVE_PARTED))
        self._write(self._whole(new))

    def _write(self, change: Change) -> None:
        # a drive that was begun by this window a moment ago is nobody else's
        with suppress(NotOurs):
            self._saving.write(change)


class _Row(NamedTuple):
    serial: int
    number: int
    decision: str
    undone: bool
    whole: bool


def _texts(game: "Season") -> list[str]:
    import json

    from trainer.drive.game_decisions import decision_to_json

    return [json.dumps(decision_to_json(decision), separators=(",", ":")) for decision in game.decisions]


def _decided(drive: str, serial: int, number: int, text: str) -> Statement:
    return Statement(
        "INSERT INTO decisions (drive, serial, number, at, decision, sum) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (drive, serial) DO NOTHING",
        (drive, serial, number, now(), text, sum_of((drive, serial, number, text))),
    )


def _decisions(store: sqlite3.Connection, drive: str, undone: bool = False) -> tuple[_Row, ...]:
    rows = store.execute(
        "SELECT serial, number, decision, undone, sum FROM decisions WHERE drive = ? "
        f"{'' if undone else 'AND undone IS NULL'} ORDER BY {'serial' if undone else 'number, serial'}",
        (drive,),
    )
    return tuple(
        _Row(
            serial if isinstance(serial, int) else 0, number if isinstance(number, int) else 0, str(text),
            taken_back is not None, sum_of((drive, serial, number, text)) == total,
        )
        for serial, number, text, taken_back, total in rows
    )  # fmt: skip


def _entries(store: sqlite3.Connection, where: str, values: tuple[Any, ...]) -> tuple[DriveEntry, ...]:
    rows = store.execute(f"SELECT {_COLUMNS}, source FROM drives {where}", values).fetchall()
    return tuple(_entry(row) for row in rows)


def _entry(row: tuple[Any, ...]) -> DriveEntry:
    drive, constituency, title, form, mode, seed, began, touched, stage, week, weeks, steps = row[:12]
    away, finished, total, source = row[12:]
    said = (drive, constituency, title, form, mode, seed, began)
    whole = sum_of((*said, source)) == total and str(seed).isdecimal() and isinstance(steps, int)
    return DriveEntry(
        str(drive), str(constituency), str(title), str(form), str(mode), int(seed) if str(seed).isdecimal() else 0,
        str(began), str(touched), str(stage), week if isinstance(week, int) else 0,
        weeks if isinstance(weeks, int) else 0, steps if isinstance(steps, int) else 0, bool(away),
        None if finished is None else str(finished), whole,
    )  # fmt: skip
