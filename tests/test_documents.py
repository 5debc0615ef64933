"""The documents are true: they build as a site, the program's own pages are fresh, the tutorial works as written."""

import importlib.util
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import click
import pytest

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
BLOCK = re.compile(r'^```(yaml|console)(?: title="([^"]*)")?\n(.*?)^```', re.MULTILINE | re.DOTALL)
PLACED = re.compile(r"(in place of|in front of|below|at the end of) (\w+)")


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    """The script that makes pages."""
    spec = importlib.util.spec_from_file_location("make_pages", DOCS / "make_pages.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_pages_that_the_program_makes_are_fresh(maker: ModuleType) -> None:
    stale = [str(path) for path, text in maker.pages().items() if not path.exists() or path.read_text("utf-8") != text]
    assert not stale, "make docs writes them anew"
    made = {path for path in maker.pages() if path.parent.name == "commands"}
    assert {*DOCS.glob("commands/*.md")} == made, "a page of a command that is no more"


def test_every_command_has_something_written_by_hand(maker: ModuleType) -> None:
    from trainer.cli import NAME, cli

    for name, command in maker.commands_of(cli, NAME):
        mine = maker.file_of(name).read_text("utf-8").partition(maker.MINE)[2]
        assert isinstance(command, click.Group) or f"```console\n$ {name}" in mine, f"{name} has no example"


def test_the_site_builds_without_a_warning(tmp_path: Path) -> None:
    built = subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-b", "html", str(DOCS), str(tmp_path / "site")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert built.returncode == 0, built.stderr
    assert "url=README.html" in (tmp_path / "site" / "index.html").read_text("utf-8"), (
        "the folder opens at its first page"
    )
    fetched = re.compile(r"""<(?:script|link|img)[^>]+(?:src|href)=["']https?://""")
    for page in (tmp_path / "site").rglob("*.html"):
        assert not fetched.search(page.read_text("utf-8")), f"{page.name} fetches something"


def span(text: str, key: str) -> tuple[int, int]:
    """Where a key of the top, or a beat, stands with all that is in it."""
    found = re.search(rf"^{key}:.*?(?=^\S|\Z)", text, re.MULTILINE | re.DOTALL) or re.search(
        rf"^  {key}:\n.*?(?=^ {{0,2}}\S|\Z)", text, re.MULTILINE | re.DOTALL
    )
    assert found, key
    return found.span()


def edited(text: str, where: str, block: str) -> str:
    """The file after the reader did what the tutorial says."""
    if where == "":
        return block
    if where == "at the end":
        return text.rstrip("\n") + "\n" + block
    if where == "for a moment":
        right = block.replace("mvoe", "move")
        assert right in text
        return text.replace(right, block, 1)
    placed = PLACED.fullmatch(where)
    assert placed, where
    start, end = span(text, placed[2])
    match placed[1]:
        case "in place of":
            gap = "\n" if text[start:end].endswith("\n\n") else ""
            return text[:start] + block + gap + text[end:]
        case "in front of":
            return text[:start] + block + "\n" + text[start:]
        case "below":
            return text[:end].rstrip("\n") + "\n" + block + text[end:]
        case _:
            return text[:end].rstrip("\n") + "\n" + block + "\n" + text[end:]


def test_the_tutorial_followed_word_by_word_works(tmp_path: Path) -> None:
    text = ""
    shown = None
    commands = 0
    for kind, title, body in BLOCK.findall((DOCS / "first_scenario.md").read_text("utf-8")):
        if kind == "yaml":
            where = title.removeprefix("crossing.yaml").removeprefix(", ")
            after = edited(text, where, body)
            # What is written for a moment is put back after the next command.
            shown, text = (after, text) if where == "for a moment" else (None, after)
            continue
        command, _, expected = body.partition("\n")
        (tmp_path / "crossing.yaml").write_text(shown or text, encoding="utf-8")
        shown = None
        done = subprocess.run(
            [sys.executable, "-m", "trainer", *command.removeprefix("$ second-knock ").split()],
            cwd=tmp_path, env={"PYTHONPATH": str(ROOT), "HOME": str(tmp_path), "PATH": ""},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.stdout == expected, command
        commands += 1
    assert commands >= 4
    assert "walks:" in text
