"""What the repository promises as a whole: locks, commands, paths, layers, start-up, and the wheel."""

import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent
LOCKS = {name: ROOT / "requirements" / f"{name}.lock" for name in ("play", "test")}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
README = (ROOT / "README.md").read_text(encoding="utf-8")
SCENARIO = "bus_thirty_one"

PIN = re.compile(r"^([a-z0-9.-]+)==([0-9a-z.]+)(?: ; (.+?))?((?: \\\n    --hash=sha256:[0-9a-f]{64})+)$", re.MULTILINE)
MACHINE_PATH = re.compile(r"(?<![\w.~:/-])/(home|Users|root|work|opt|tmp|mnt|private|var/folders)/|\b[A-Z]:\\Users\\")
REGISTRY = re.compile(r"pypi\.(org|python)|pythonhosted\.org|registry\.(npmjs|yarnpkg)|index[-]url|find-links *=")


def pins(lock: str) -> dict[str, Version]:
    """The packages of a lock with their versions."""
    return {name: Version(version) for name, version, _, _ in PIN.findall(LOCKS[lock].read_text(encoding="utf-8"))}


def tracked_files() -> Iterator[Path]:
    """The files that belong to the project: those that git does not ignore, or without git those of its own folders."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if listed.returncode == 0:
        yield from (ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file())
        return
    made = {"node_modules", "__pycache__", "dist", "build"}
    for path in ROOT.rglob("*"):
        parts = path.relative_to(ROOT).parts
        hidden = parts[0].startswith(".") and parts[0] not in (".ci", ".gitignore")
        if path.is_file() and not hidden and not made & set(parts):
            yield path


def run(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A Python of this environment, from the project's folder."""
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, encoding="utf-8", timeout=240,
    )  # fmt: skip


@pytest.fixture
def own_folders(tmp_path: Path) -> dict[str, str]:
    """An environment in which nothing of the user's is read or written."""
    folders = {f"XDG_{kind}_HOME": str(tmp_path / kind.lower()) for kind in ("DATA", "CACHE", "CONFIG", "STATE")}
    return {**folders, "HOME": str(tmp_path), "PYTHONUTF8": "1"}


# Locks


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_only_versions_and_hashes(lock: str) -> None:
    text = LOCKS[lock].read_text(encoding="utf-8")
    rest = PIN.sub("", text)
    assert [line for line in rest.splitlines() if line and not line.startswith("#")] == []
    assert "/" not in text
    assert "://" not in text


def test_the_game_and_its_tests_use_the_same_versions() -> None:
    play, test = pins("play"), pins("test")
    assert play
    assert play.items() <= test.items()


def test_the_locks_hold_what_the_project_asks_for() -> None:
    for lock, asked in (
        ("play", PROJECT["project"]["dependencies"]),
        ("test", PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"]),
    ):
        locked = pins(lock)
        for requirement in map(Requirement, asked):
            assert locked[requirement.name.lower()] in requirement.specifier, f"{requirement}: run make lock"


def test_playing_installs_no_test_package() -> None:
    dev = {Requirement(line).name.lower() for line in PROJECT["dependency-groups"]["dev"]}
    assert not dev & pins("play").keys()


def test_textual_is_pinned_and_native_packages_are_bounded() -> None:
    asked = {requirement.name: requirement for requirement in map(Requirement, PROJECT["project"]["dependencies"])}
    assert [specifier.operator for specifier in asked["textual"].specifier] == ["=="]
    for name in ("pydantic", "pyyaml"):
        assert "<" in {specifier.operator for specifier in asked[name].specifier}


def test_the_lock_of_npm_names_no_registry() -> None:
    lock = json.loads((ROOT / "benchmarks" / "inkjs" / "package-lock.json").read_text(encoding="utf-8"))
    for package in lock["packages"].values():
        assert "resolved" not in package


# Files and commands


def test_no_file_names_a_machine_or_a_registry() -> None:
    found = []
    for path in tracked_files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for pattern in (MACHINE_PATH, REGISTRY):
            found += [f"{path.relative_to(ROOT)}: {match.group()}" for match in pattern.finditer(text)]
    assert found == []


def test_every_make_command_in_the_documents_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for document in (README, (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")):
        named = set(re.findall(r"(?:^|`)make ([a-z]+)", document, re.MULTILINE))
        assert named
        assert named <= targets
    assert {"play", "test"} <= targets


def test_the_two_commands_come_first() -> None:
    first = re.search(r"```sh\n(.*?)```", README, re.DOTALL)
    assert first
    assert re.findall(r"^make (\w+)", first.group(1), re.MULTILINE) == ["play", "test"]


def test_the_readme_names_every_command_and_no_other() -> None:
    from trainer.cli import cli

    table = set(re.findall(r"^\| `second-knock ([a-z]+)", README, re.MULTILINE))
    assert table == set(cli.commands)
    assert set(re.findall(r"second-knock ([a-z]+)", README)) <= table


def test_links_between_documents_lead_somewhere() -> None:
    for path in tracked_files():
        if path.suffix == ".md":
            for link in re.findall(r"\]\(([^)#\s]+)", path.read_text(encoding="utf-8")):
                if "://" not in link:
                    assert (path.parent / link).exists(), f"{path.relative_to(ROOT)} links to {link}"


def test_continuous_integration_runs_make_test_and_nothing_else() -> None:
    script = ROOT / ".ci" / "run"
    commands = [line for line in script.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    assert commands == ["set -euo pipefail", 'cd "$(dirname "$0")/.."', "exec make test"]
    assert os.access(script, os.X_OK)


# Layers and start-up


def test_imports_keep_to_the_layers() -> None:
    answer = run("-c", "import importlinter.cli as cli, sys; sys.exit(cli.lint_imports())")
    assert answer.returncode == 0, answer.stdout


IMPORTED_AFTER = """
import sys
from trainer.__main__ import main
sys.argv[0] = "second-knock"
try:
    main()
finally:
    print("\\nimported:", *sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
"""


def imported_by(environment: dict[str, str], *arguments: str) -> set[str]:
    """The top-level packages that a command has imported when it ends."""
    answer = run("-c", IMPORTED_AFTER, *arguments, **environment)
    assert answer.returncode in (0, 1), answer.stderr
    assert "Traceback" not in answer.stderr
    return set(answer.stderr.rpartition("imported:")[2].split())


FIRST_CHOICE = "ask_count"


@pytest.mark.parametrize(
    "arguments",
    [
        ["--version"],
        ["--help"],
        ["list"],
        ["list", "--json"],
        ["check", f"scenarios/workplace/{SCENARIO}.yaml"],
        ["walk", SCENARIO, "--choose", FIRST_CHOICE, "--json"],
        ["schema"],
    ],
    ids=" ".join,
)
def test_a_command_without_a_screen_never_imports_textual(arguments: list[str], own_folders: dict[str, str]) -> None:
    assert "textual" not in imported_by(own_folders, *arguments)


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["list"], ["list", "--json"]], ids=" ".join)
def test_a_start_imports_only_what_it_needs(arguments: list[str], own_folders: dict[str, str]) -> None:
    imported_by(own_folders, *arguments)  # the first start may fill the catalogue
    imported = imported_by(own_folders, *arguments)
    assert not imported & {"pydantic", "yaml", "textual", "transitions", "sqlite3"}


def test_the_version_is_told_without_the_command_line(own_folders: dict[str, str]) -> None:
    assert "click" not in imported_by(own_folders, "--version")
    by_click = run("-c", "import sys; from trainer.cli import run; sys.exit(run(['--version']))")
    assert run("-m", "trainer", "--version").stdout == by_click.stdout


# The wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this tree, built without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    answer = run("-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder))
    assert answer.returncode == 0, answer.stderr
    (built,) = folder.glob("second_knock-*.whl")
    return built


def test_the_wheel_holds_what_the_game_reads(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    for path in (ROOT / "scenarios").rglob("*.yaml"):
        assert path.relative_to(ROOT).as_posix() in names
    for package in ("trainer", "scoring"):
        for path in (ROOT / package).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                assert path.relative_to(ROOT).as_posix() in names
    for page in (ROOT / "docs" / "findings").glob("*.md"):
        assert f"trainer/check/pages/{page.name}" in names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not [name for name in names if name.startswith(("tests/", "benchmarks/", "docs/"))]


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which the wheel was installed, beside nothing else."""
    target = tmp_path_factory.mktemp("installed")
    answer = run("-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(target), str(wheel))
    assert answer.returncode == 0, answer.stderr
    return target


@pytest.mark.parametrize("arguments", [["list", "--json"], ["check", "--explain", "E007"]], ids=" ".join)
def test_an_installed_wheel_runs_away_from_the_sources(
    installed: Path, arguments: list[str], tmp_path: Path, own_folders: dict[str, str]
) -> None:
    (command,) = (installed / ("Scripts" if os.name == "nt" else "bin")).glob("second-knock*")
    answer = subprocess.run(
        [*([] if os.name == "nt" else [sys.executable]), str(command), *arguments],
        cwd=tmp_path, env={**os.environ, **own_folders, "PYTHONPATH": str(installed)},
        capture_output=True, text=True, encoding="utf-8", timeout=240,
    )  # fmt: skip
    assert answer.returncode == 0, answer.stderr
    if arguments[0] == "list":
        entries = json.loads(answer.stdout)
        shelf = {path.stem for path in (ROOT / "scenarios").rglob("*.yaml") if path.parent.name != "drives"}
        assert {entry["id"] for entry in entries} == shelf
        assert all(Path(entry["path"]).is_relative_to(installed) for entry in entries)
    else:
        assert "E007" in answer.stdout
