"""The tables of the store, and how a store of an older version becomes one of this version."""

import sqlite3
from contextlib import closing

APPLICATION = 0x534B4E4B
"""`application_id` of our stores: "SKNK" in ASCII."""

# A choice is undone by a mark and never deleted; `serial` counts every choice ever made in a play, `number` those that
# stand. `step` is what the choice brought, as it was shown. `owner` names the window that plays the play.
_VERSION_1 = """
CREATE TABLE plays (
    id TEXT PRIMARY KEY,
    scenario TEXT NOT NULL,
    content TEXT NOT NULL,
    title TEXT NOT NULL,
    form TEXT NOT NULL,
    mode TEXT NOT NULL,
    seed TEXT NOT NULL,
    began TEXT NOT NULL,
    touched TEXT NOT NULL,
    stage TEXT NOT NULL,
    steps INTEGER NOT NULL,
    parent TEXT,
    parent_turn INTEGER,
    owner TEXT,
    version INTEGER NOT NULL,
    head BLOB NOT NULL,
    opening BLOB,
    sum INTEGER NOT NULL
);
CREATE INDEX plays_by_time ON plays (touched);
CREATE TABLE choices (
    play TEXT NOT NULL REFERENCES plays (id),
    serial INTEGER NOT NULL,
    number INTEGER NOT NULL,
    content TEXT NOT NULL,
    visit TEXT NOT NULL,
    beat TEXT NOT NULL,
    person TEXT NOT NULL,
    choice TEXT NOT NULL,
    at TEXT NOT NULL,
    step BLOB NOT NULL,
    undone TEXT,
    sum INTEGER NOT NULL,
    PRIMARY KEY (play, serial)
);
CREATE UNIQUE INDEX choices_that_stand ON choices (play, number) WHERE undone IS NULL;
CREATE TABLE judgements (
    play TEXT PRIMARY KEY REFERENCES plays (id),
    at TEXT NOT NULL,
    ratings TEXT NOT NULL,
    forecasts TEXT,
    own_skills TEXT
);
CREATE TABLE typed_lines (
    id TEXT PRIMARY KEY,
    play TEXT NOT NULL REFERENCES plays (id),
    number INTEGER NOT NULL,
    visit TEXT NOT NULL,
    beat TEXT NOT NULL,
    at TEXT NOT NULL,
    line TEXT NOT NULL
);
CREATE INDEX typed_lines_of_play ON typed_lines (play);
CREATE TABLE finished (
    play TEXT PRIMARY KEY REFERENCES plays (id),
    at TEXT NOT NULL,
    overall INTEGER NOT NULL,
    band TEXT NOT NULL,
    skills TEXT NOT NULL,
    habits TEXT NOT NULL,
    ratings TEXT NOT NULL,
    forecasts TEXT NOT NULL,
    transcript BLOB NOT NULL,
    scorecard BLOB NOT NULL
);
"""

# A drive is kept as the text of its constituency, its seed and its decisions; what comes of them is played again.
_VERSION_2 = """
CREATE TABLE drives (
    id TEXT PRIMARY KEY,
    constituency TEXT NOT NULL,
    title TEXT NOT NULL,
    form TEXT NOT NULL,
    mode TEXT NOT NULL,
    seed TEXT NOT NULL,
    began TEXT NOT NULL,
    touched TEXT NOT NULL,
    stage TEXT NOT NULL,
    week INTEGER NOT NULL,
    weeks INTEGER NOT NULL,
    steps INTEGER NOT NULL,
    away INTEGER NOT NULL,
    finished TEXT,
    owner TEXT,
    version INTEGER NOT NULL,
    source BLOB NOT NULL,
    sum INTEGER NOT NULL
);
CREATE INDEX drives_by_time ON drives (touched);
CREATE TABLE decisions (
    drive TEXT NOT NULL REFERENCES drives (id),
    serial INTEGER NOT NULL,
    number INTEGER NOT NULL,
    at TEXT NOT NULL,
    decision TEXT NOT NULL,
    undone TEXT,
    sum INTEGER NOT NULL,
    PRIMARY KEY (drive, serial)
);
CREATE UNIQUE INDEX decisions_that_stand ON decisions (drive, number) WHERE undone IS NULL;
"""

SCRIPTS = [_VERSION_1, _VERSION_2]
"""What makes version n + 1 of version n, by n; version 0 is an empty file."""

TABLES = ("plays", "choices", "judgements", "typed_lines", "finished", "drives", "decisions")
"""The tables of the newest version; an older one lacks some."""


def version_here() -> int:
    """The version of stores that this program writes, from 1."""
    return len(SCRIPTS)


def version_of(connection: sqlite3.Connection) -> int:
    """The version of a store; 0 is an empty file. Raises sqlite3.Error."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def bring_up_to_date(connection: sqlite3.Connection, wanted: int | None = None) -> None:
    """Make a store of an older version, or an empty file, one of this version or the one that is wanted.

    Each version is reached wholly or not at all. Raises sqlite3.Error.
    """
    for version in range(version_of(connection), version_here() if wanted is None else wanted):
        script = (
            f"BEGIN IMMEDIATE;\n{SCRIPTS[version]}\n"
            f"PRAGMA application_id = {APPLICATION};\nPRAGMA user_version = {version + 1};\nCOMMIT;"
        )
        try:
            connection.executescript(script)
        except BaseException:
            if connection.in_transaction:
                connection.rollback()
            raise


def has_its_columns(connection: sqlite3.Connection) -> bool:
    """Whether the tables of a store have the columns of its version: the text that makes a table can be damaged too.

    Raises sqlite3.Error.
    """
    version = version_of(connection)
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        bring_up_to_date(fresh, version)
        return all(_columns(connection, table) == _columns(fresh, table) for table in TABLES)


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f"PRAGMA table_info ({table})")]


def is_ours(connection: sqlite3.Connection) -> bool:
    """Whether a database says of itself that it is a store of this program. Raises sqlite3.Error."""
    return bool(connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION)


def is_empty(connection: sqlite3.Connection) -> bool:
    """Whether a database holds nothing at all. Raises sqlite3.Error."""
    return connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is None
