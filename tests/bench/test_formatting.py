"""`fmt`: the house's order, every word and every comment kept, or a refusal that says where."""

import stat
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.bench.fmt import formatted
from trainer.bench.fmt_order import SHAPES, part_under
from trainer.cli import run as command_line
from trainer.scenario import model
from trainer.scenario.library import FOLDER
from trainer.scenario.load import load_text
from trainer.scenario.tree import read_tree

sys.path.insert(0, str(Path(__file__).parent))
from shuffled_sources import messy

SCENES = Path(__file__).parents[1] / "scenes"
SMALL = [FOLDER / "workplace" / "bus_thirty_one.yaml", *sorted(SCENES.glob("*.yaml"))]
LIBRARY = sorted(file for file in FOLDER.rglob("*.yaml"))
A_COPY = "scene.yaml"


Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    def once(*arguments: str) -> tuple[int, str]:
        code = command_line(list(arguments))
        captured = capfd.readouterr()
        return code, captured.out + captured.err

    return once


def every(data: Any, part: str, look: Callable[[str, dict[str, Any]], None]) -> None:
    if isinstance(data, dict):
        look(part, data)
        for key, value in data.items():
            every(value, part_under(part, key), look)
    elif isinstance(data, list):
        for place, value in enumerate(data):
            every(value, part_under(part, place), look)


def assert_in_order(text: str) -> None:
    def look(part: str, data: dict[str, Any]) -> None:
        if part in SHAPES:
            rank = {key: place for place, key in enumerate(SHAPES[part].keys)}
            assert list(data) == sorted(data, key=lambda key: rank[key])

    every(read_tree(text).data, "scenario", look)


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(SMALL), st.integers(0, 10**9))
def test_keys_in_any_order_and_comments_anywhere_come_into_order_and_nothing_is_lost(file: Path, seed: int) -> None:
    source = file.read_text(encoding="utf-8")
    written = messy(source, seed)
    assert load_text(written.text, "messy").scenario == load_text(source, "source").scenario
    result = formatted(written.text).text
    before, after = load_text(source, "before"), load_text(result, "after")
    assert after.scenario is not None
    assert after.scenario == before.scenario
    assert list(after.scenario.beats) == list(before.scenario.beats)
    assert_in_order(result)
    assert formatted(result).unchanged
    lines = result.splitlines()
    assert all(line == line.rstrip() for line in lines)
    found = Counter(line[line.index("#") :] for line in lines if "# note" in line or "# end" in line)
    assert found == Counter(written.planted)
    tree = read_tree(result)
    for comment, path in written.above.items():
        place = tree.key_place(path).line - 1
        above = [line.strip() for line in lines[max(0, place - 12) : place]]
        block = above[max((i + 1 for i, line in enumerate(above) if line and not line.startswith("#")), default=0) :]
        assert comment in block, (comment, path)


@pytest.mark.parametrize("file", LIBRARY, ids=lambda file: file.stem)
def test_the_library_stands_in_the_houses_order(file: Path) -> None:
    assert formatted(file.read_text(encoding="utf-8")).unchanged


def test_every_key_of_the_model_has_its_place_in_the_order() -> None:
    parts = {
        "scenario": model.Scenario, "person": model.Person, "option": model.Option, "beat": model.Beat,
        "visit": model.Visit, "stop": model.Stop, "event": model.Event, "walk": model.Walk, "cue": model.Cue,
        "ask": model.Ask, "fact": model.Fact, "objection": model.Objection, "mood": model.Mood, "shift": model.Shift,
        "listed": model.ListEntry, "truth": model.StopTruth, "start": model.StartChoice, "wording": model.Variant,
        "answers": model.Answers,
    }  # fmt: skip
    assert parts.keys() == SHAPES.keys()
    for name, part in parts.items():
        keys = {field.alias or key for key, field in part.model_fields.items()}
        assert keys == set(SHAPES[name].keys), name


DISORDER = """\
# yaml-language-server: $schema=second-knock.schema.json
# what this is

# the title, in one word
title: Test{spaces}
format: 1   # the only one
people:
    a:
        # calm
        mood: {fear: 1, trust: 2, anger: 3, hope: 4}   # four
        name: |
            Ann

            B.
          # deeper: still the name's
        # under the last key
beats:
# at the list's level
  b:
    options:
    - say: "two
        lines"

      # why it is called so
      id: x


      move: pitch
    -   then: end
        id: y
        wait: true
# the end
""".replace("{spaces}", "   ")

ORDER = """\
# yaml-language-server: $schema=second-knock.schema.json
# what this is

format: 1   # the only one
# the title, in one word
title: Test
people:
  a:
    name: |
        Ann

        B.
      # deeper: still the name's
    # calm
    mood: {trust: 2, fear: 1, hope: 4, anger: 3}   # four
    # under the last key
beats:
  # at the list's level
  b:
    options:
      # why it is called so
      - id: x
        say: "two
          lines"

        move: pitch
      - id: y
        wait: true
        then: end
# the end
"""


def test_what_moves_and_what_stays() -> None:
    result = formatted(DISORDER).text
    assert formatted(result).unchanged
    assert read_tree(result).data == read_tree(DISORDER).data
    assert result == ORDER


def test_a_file_that_windows_wrote_keeps_its_line_ends() -> None:
    source = ("\ufeff" + ORDER).replace("\n", "\r\n")
    result = formatted(source).text
    assert result == ORDER.replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("source", "line", "said"),
    [
        ("title: a\nformat: [1\n", 2, "E001"),
        ("title: a\ntitle: b\n", 2, "E002"),
        ("---\ntitle: a\nformat: 1\n", 1, "---"),
        ("title: a\nformat: 1\nbeats: {b: {options: [], # why\n  step: ask}}\n", 3, "comment stands between keys"),
        ("{title: a, format: 1}\n", 1, "one key a line"),
        ("? title\n: a\nformat: 1\n", 1, "?"),
        ("- a\n- b\n", 1, "no scenario"),
    ],
)
def test_a_refusal_says_where_and_why_and_leaves_the_file(
    run: Run, tmp_path: Path, source: str, line: int, said: str
) -> None:
    file = tmp_path / A_COPY
    file.write_text(source, encoding="utf-8")
    code, out = run("fmt", str(file))
    assert code == 1
    assert f"{file}:{line}" in out
    assert said in out
    assert file.read_text(encoding="utf-8") == source


def test_check_and_diff_change_nothing_and_fmt_keeps_permissions_and_links(run: Run, tmp_path: Path) -> None:
    file = tmp_path / A_COPY
    file.write_text(DISORDER, encoding="utf-8")
    file.chmod(0o640)
    link = tmp_path / "link.yaml"
    link.symlink_to(file)
    code, out = run("fmt", "--check", str(file))
    assert (code, file.read_text(encoding="utf-8")) == (1, DISORDER)
    assert A_COPY in out
    code, out = run("fmt", "--diff", str(file))
    assert (code, file.read_text(encoding="utf-8")) == (1, DISORDER)
    assert "+format: 1   # the only one" in out.splitlines()
    code, _ = run("fmt", str(link))
    assert (code, file.read_text(encoding="utf-8")) == (0, ORDER)
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert link.is_symlink()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.yaml", A_COPY]
    code, _ = run("fmt", "--check", str(file))
    assert code == 0


def test_a_file_that_may_not_be_written_is_left(run: Run, tmp_path: Path) -> None:
    file = tmp_path / A_COPY
    file.write_text(DISORDER, encoding="utf-8")
    file.chmod(0o444)
    code, out = run("fmt", str(file))
    assert (code, file.read_text(encoding="utf-8")) == (1, DISORDER)
    assert "write-protected" in out


def test_the_page_for_authors_lists_this_order() -> None:
    page = (Path(__file__).parents[2] / "docs" / "authoring.md").read_text(encoding="utf-8")
    for name, shape in SHAPES.items():
        assert f"| {name} | {', '.join(shape.keys)} |" in page, name
