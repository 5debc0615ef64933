"""A constituency: the people of a drive with their crews, calendar and campaign, or the voters of a turf.

    loaded = load_constituency(path)          # or find_drive("shop_40") for the path of one that comes along
    if loaded.constituency is None: ...       # loaded.findings say why, each at its line

People are numbered from 0, crew after crew in the file's order; in a crew those whom the author made come first. Whom
no author made has a name and a role drawn by the constituency's id, so that they are called the same in every season.
"""

import contextlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from trainer.scenario.file_kinds import IS_DRIVE, IS_SCENARIO
from trainer.scenario.findings import Finding
from trainer.scenario.library import FOLDER as LIBRARY
from trainer.scenario.library import UnknownScenario

if TYPE_CHECKING:
    from trainer.drive.written import Drive, Turf
    from trainer.scenario.marks import Tree
    from trainer.scenario.report import Report

FOLDER: Final = LIBRARY / "drives"
"""The drives and turfs that come with the program."""

VOTE: Final = "vote"
"""The id of the secret vote, which no test may have."""

Form = Literal["drive", "turf"]


class Crew(NamedTuple):
    """A crew or floor, and the numbers of its people."""

    id: str
    name: str
    people: tuple[int, ...]


class Mood(NamedTuple):
    """How an authored person stands at the start, each 0 to 10; None for what is drawn."""

    trust: int | None = None
    fear: int | None = None
    hope: int | None = None
    anger: int | None = None


class Talk(NamedTuple):
    """The scenario of the library, and the person in it, that play somebody's one-on-one."""

    scenario: str
    person: str


class Lines(NamedTuple):
    """What somebody says in their own words; an empty part stands for what anybody would say."""

    round: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    yes: tuple[str, ...] = ()
    polite: tuple[str, ...] = ()
    no: tuple[str, ...] = ()


class Member(NamedTuple):
    """A person of the constituency.

    `crew` is the number of their crew; `ties` are the numbers of others with how close they are (1 is usual); `leads`
    the numbers of those who look to them. `authored` is false for whoever was drawn.
    """

    number: int
    id: str
    name: str
    role: str
    crew: int
    authored: bool
    ties: Mapping[int, float] = {}
    leads: tuple[int, ...] = ()
    cares: str = ""
    mood: Mood = Mood()
    talk: Talk | None = None
    lines: Lines = Lines()


class Test(NamedTuple):
    """A structure test at the end of a week. `risk` is 0.2 for a secret vote to 1.0 for a march on the boss."""

    id: str
    title: str
    week: int
    risk: float
    act: str


class Campaign(NamedTuple):
    """What the employer or landlord does: from which week, whom it reaches (None: the model says), in words by week."""

    by: Literal["employer", "landlord"]
    who: str
    first_week: int
    reach: float | None
    weeks: Mapping[int, tuple[str, ...]]


class Event(NamedTuple):
    """Something that happens in a week, or in the first from then on in which its condition holds."""

    id: str
    week: int
    condition: str
    text: str
    hours: int


class Rumour(NamedTuple):
    """Something that people tell one another. `start` are the numbers of those with whom it starts."""

    id: str
    week: int
    start: tuple[int, ...]
    about: int | None
    text: str
    true: bool


class Promise(NamedTuple):
    """Something that a person asks of the trainee; keeping it takes hours and must be done within so many weeks."""

    id: str
    to: int
    text: str
    hours: float
    within: int
    kept: str
    broken: str


class Constituency(NamedTuple):
    """A drive or a turf as it was loaded. A turf has no crews, people, tests, campaign, rumours or promises.

    `size` counts the people or voters, `hours` what there is each week. `listed` and `election` are a turf's own: how
    many voters are on the list, and what the last week ends with. `parameters` are the model's numbers that are other
    here; `vote` is the secret vote after the last week, with the model's risk of one.
    """

    id: str
    title: str
    form: Form
    kind: str
    language: str
    minutes: int | None
    content_notes: tuple[str, ...]
    brief: str
    goals: tuple[str, ...]
    size: int
    hours: int
    weeks: int
    crews: tuple[Crew, ...]
    people: tuple[Member, ...]
    tests: tuple[Test, ...]
    campaign: Campaign | None
    events: tuple[Event, ...]
    rumours: tuple[Rumour, ...]
    promises: tuple[Promise, ...]
    parameters: Mapping[str, float]
    vote: Test | None = None
    listed: int = 0
    election: str = ""

    def member(self, person: str) -> Member:
        """The person with this id. Raises KeyError."""
        for one in self.people:
            if one.id == person:
                return one
        raise KeyError(person)


class LoadedConstituency(NamedTuple):
    """A file as loaded: `constituency` is None where there is an error. The rest is as in a loaded scenario."""

    name: str
    constituency: Constituency | None
    findings: tuple[Finding, ...]
    lines: tuple[str, ...]
    id: str
    tree: "Tree | None"

    @property
    def scenario(self) -> Constituency | None:
        """The constituency; called so where files of every kind are checked alike."""
        return self.constituency


class DriveEntry(NamedTuple):
    """What a list shows of a drive or turf. `minutes` is None where the file does not say."""

    id: str
    title: str
    form: str
    kind: str
    language: str
    size: int
    weeks: int
    hours: int
    minutes: int | None
    path: str


def load_constituency(path: Path) -> LoadedConstituency:
    """Load a drive or a turf. Never raises for what the file is or holds; that is what the findings are for."""
    from trainer.scenario.load import read_text

    content = read_text(path)
    if isinstance(content, Finding):
        return LoadedConstituency(str(path), None, (content,), (), "", None)
    return load_constituency_text(content, str(path))


def load_constituency_text(text: str, name: str) -> LoadedConstituency:
    """Load a drive or a turf from its text; `name` is what findings call the file."""
    from trainer.scenario.cut_words import check_cut_words
    from trainer.scenario.report import EnoughFound, Report
    from trainer.scenario.tree import read_tree

    tree = read_tree(text)
    report = Report(tree)
    written: Drive | Turf | None = None
    data = tree.data
    with contextlib.suppress(EnoughFound):
        report.tell_troubles()
        if tree.complete and not isinstance(data, dict):
            report.at_value("E001", (), "this is no drive", "begin with keys and values: format: 1")
        elif tree.complete:
            written = _checked(report, data)
            check_cut_words(report, text, None)
    findings = report.in_order()
    made = None
    if written is not None and not any(finding.is_error for finding in findings):
        from trainer.drive.peopled import peopled

        made = peopled(written)
    found_id = data.get("id") if isinstance(data, dict) else None
    return LoadedConstituency(
        name, made, findings, tuple(tree.lines), found_id if isinstance(found_id, str) else "", tree
    )


def find_drive(name: str, folder: Path = FOLDER) -> Path:
    """The file of a drive, given its id among those that come along or a path. Raises UnknownScenario."""
    written = Path(name)
    if os.sep in name or written.suffix in (".yaml", ".yml"):
        if written.is_file():
            return written
        raise UnknownScenario(f"there is no file {name}", "a drive is named by its file, or by its id")
    entries = drives(folder)
    for entry in entries:
        if entry.id == name:
            return Path(entry.path)
    if written.is_file():
        return written
    import difflib  # only a slip needs it

    near = difflib.get_close_matches(name.lower(), [entry.id for entry in entries], n=1, cutoff=0.5)
    hint = f"did you mean {near[0]}?" if near else "there are " + ", ".join(entry.id for entry in entries)
    raise UnknownScenario(f"there is no drive “{name}”", hint)


def drives(folder: Path = FOLDER) -> list[DriveEntry]:
    """The drives and turfs in a folder, drives first, the smallest first."""
    found = []
    for file in sorted(folder.rglob("*.yaml")):
        with contextlib.suppress(OSError):
            content = file.read_bytes()
            if IS_SCENARIO.search(content) and IS_DRIVE.search(content):
                found.append(_entry(file, content))
    return sorted(found, key=lambda entry: (entry.form, entry.size, entry.title, entry.path))


def _checked(report: "Report", data: dict[str, Any]) -> "Drive | Turf | None":
    from trainer.drive.written import OWNERS, Drive, Turf, drive_schema, turf_schema
    from trainer.drive.written_rules import check_drive, check_turf
    from trainer.scenario.allowed import Format
    from trainer.scenario.shape import read_shape_of

    if data.get("form") == "turf":
        turf = read_shape_of(report, Turf, Format(turf_schema, OWNERS, "Turf"))
        check_turf(report, data)
        return turf
    drive = read_shape_of(report, Drive, Format(drive_schema, OWNERS, "Drive"))
    check_drive(report, data)
    return drive


def _entry(file: Path, content: bytes) -> DriveEntry:
    from trainer.scenario.characters import shown
    from trainer.scenario.scalars import as_whole_number
    from trainer.scenario.tree import read_tree

    data = read_tree(content.decode("utf-8", "replace").removeprefix("\ufeff")).data
    keys: Mapping[str, Any] = data if isinstance(data, dict) else {}
    calendar = keys.get("calendar")

    def text(key: str) -> str:
        value = keys.get(key)
        return shown(value) if isinstance(value, str) else ""

    def number(value: Any) -> int:
        found = as_whole_number(value)
        return found if isinstance(found, int) else 0

    own = text("id") or file.stem
    return DriveEntry(
        own, text("title") or own, text("form"), text("kind"), text("language"), number(keys.get("size")),
        number(calendar.get("weeks") if isinstance(calendar, dict) else 0), number(keys.get("hours")),
        number(keys.get("minutes")) or None, str(file),
    )  # fmt: skip
