"""requirements/install.sh, with a Python that only writes down what it was asked to do."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ("sh", "dirname", "cat", "cmp", "cp", "mv", "rm", "mkdir", "chmod")

FAKE_PYTHON = """#!/bin/sh
# Answers as Python {version} would; notes calls of venv and pip; fails at whatever stands in the file "fails".
fails() {{ [ -e {notes}/fails ] && [ "$(cat {notes}/fails)" = "$1" ]; }}
case "$*" in
*print*) echo {version} ;;
*version_info\\ \\<*) exit {too_old} ;;
*ensurepip*) exit {incomplete} ;;
*"import sys, pip"*) exit 0 ;;
*"-m venv "*) echo venv >>{notes}/calls; mkdir -p .venv/bin; fails venv && exit 1; cp "$0" .venv/bin/python ;;
*"pip download"*) echo download "$@" >>{notes}/calls; fails download && exit 1; mkdir -p .venv/downloads ;;
*"install"*) echo install "$@" >>{notes}/calls; fails install && exit 1 ;;
esac
exit 0
"""


class Project:
    """A folder with the script and locks in it, and the pythons of a machine."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "a project"
        self.bin = folder / "bin"
        self.notes = folder / "notes"
        (self.folder / "requirements").mkdir(parents=True)
        self.bin.mkdir()
        self.notes.mkdir()
        shutil.copy(ROOT / "requirements" / "install.sh", self.folder / "requirements")
        for lock in ("play", "test"):
            (self.folder / "requirements" / f"{lock}.lock").write_text(f"{lock} 1\n")
        for tool in TOOLS:
            found = shutil.which(tool)
            assert found, f"this test needs {tool}"
            (self.bin / tool).symlink_to(found)

    def has_python(self, name: str, version: str, too_old: int = 0, incomplete: int = 0) -> None:
        """Put a Python on the PATH."""
        script = self.bin / name
        script.write_text(FAKE_PYTHON.format(version=version, notes=self.notes, too_old=too_old, incomplete=incomplete))
        script.chmod(0o755)

    def fails_at(self, what: str) -> None:
        """Let venv, download or install fail from now on; nothing does where `what` is empty."""
        (self.notes / "fails").write_text(what)

    def install(self, lock: str = "play") -> subprocess.CompletedProcess[str]:
        """Run the script."""
        return subprocess.run(
            ["sh", "requirements/install.sh", lock],
            cwd=self.folder,
            env={"PATH": str(self.bin)},
            capture_output=True,
            text=True,
            timeout=60,
        )

    def calls(self) -> list[str]:
        """What was done since this was asked last: venv, download, install."""
        calls = self.notes / "calls"
        done = [line.split()[0] for line in calls.read_text().splitlines()] if calls.exists() else []
        calls.unlink(missing_ok=True)
        return done


@pytest.fixture
def project(tmp_path: Path) -> Project:
    if sys.platform == "win32":
        pytest.skip("the script is for systems with a POSIX shell")
    return Project(tmp_path)


@pytest.fixture
def installed(project: Project) -> Project:
    project.has_python("python3", "3.12")
    assert project.install().returncode == 0
    assert project.calls() == ["venv", "download", "install"]
    return project


def test_the_second_call_does_nothing(installed: Project) -> None:
    answer = installed.install()
    assert (answer.returncode, answer.stdout, answer.stderr, installed.calls()) == (0, "", "", [])


def test_the_newest_python_is_taken(project: Project) -> None:
    project.has_python("python3", "3.11")
    project.has_python("python3.12", "3.12")
    project.has_python("python3.13", "3.13", incomplete=1)
    answer = project.install()
    assert "Python 3.12" in answer.stdout
    assert (project.folder / ".venv" / "ready").read_text() == "3.12\n"


def test_without_a_python_it_says_what_to_install(project: Project) -> None:
    answer = project.install()
    assert answer.returncode == 1
    assert "needs Python 3.11 or newer" in answer.stderr
    assert "sudo apt install python3" in answer.stderr
    assert not (project.folder / ".venv").exists()


def test_an_old_python_is_named(project: Project) -> None:
    project.has_python("python3", "3.9", too_old=1)
    answer = project.install()
    assert answer.returncode == 1
    assert "Found: 3.9" in answer.stderr


def test_a_python_without_ensurepip_names_the_package(project: Project) -> None:
    project.has_python("python3", "3.11", incomplete=1)
    answer = project.install()
    assert answer.returncode == 1
    assert "sudo apt install python3.11-venv" in answer.stderr
    assert not (project.folder / ".venv").exists()


@pytest.mark.parametrize("broken_at", ["venv", "install"])
def test_what_was_left_half_made_is_made_anew(project: Project, broken_at: str) -> None:
    project.has_python("python3", "3.12")
    project.fails_at(broken_at)
    assert project.install().returncode != 0
    project.calls()
    project.fails_at("")
    assert project.install().returncode == 0
    assert project.calls() == ["venv", "download", "install"]
    assert project.install().returncode == 0
    assert project.calls() == []


def test_an_environment_whose_python_is_gone_is_made_anew(installed: Project) -> None:
    (installed.folder / ".venv" / "bin" / "python").unlink()
    assert installed.install().returncode == 0
    assert installed.calls() == ["venv", "download", "install"]


def test_an_environment_whose_python_became_another_is_made_anew(installed: Project) -> None:
    installed.has_python("python3", "3.14")
    shutil.copy(installed.bin / "python3", installed.folder / ".venv" / "bin" / "python")
    assert installed.install().returncode == 0
    assert installed.calls() == ["venv", "download", "install"]


def test_a_changed_lock_is_installed_into_what_is_there(installed: Project) -> None:
    (installed.folder / "requirements" / "play.lock").write_text("play 2\n")
    assert installed.install().returncode == 0
    assert installed.calls() == ["download", "install"]


def test_the_tests_bring_what_the_game_needs(project: Project) -> None:
    project.has_python("python3", "3.12")
    assert project.install("test").returncode == 0
    project.calls()
    assert project.install("play").returncode == 0
    assert project.calls() == []


def test_without_a_network_the_game_still_starts(installed: Project) -> None:
    installed.fails_at("download")
    answer = installed.install("test")
    assert answer.returncode == 1
    assert "could not be fetched" in answer.stderr
    installed.calls()
    assert installed.install("play").returncode == 0
    assert installed.calls() == []


def test_somebody_elses_environment_is_kept(project: Project) -> None:
    project.has_python("python3", "3.12")
    (project.folder / ".venv" / "bin").mkdir(parents=True)
    shutil.copy(project.bin / "python3", project.folder / ".venv" / "bin" / "python")
    assert project.install().returncode == 0
    assert project.calls() == ["download", "install"]


def test_the_script_can_be_run_from_anywhere(installed: Project) -> None:
    answer = subprocess.run(
        ["sh", str(installed.folder / "requirements" / "install.sh"), "play"],
        cwd=os.sep,
        env={"PATH": str(installed.bin)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (answer.returncode, installed.calls()) == (0, [])
