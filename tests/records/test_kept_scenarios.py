"""A scenario that was read before is opened as it was kept: the same, sooner, and never for what the file is not."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from trainer.practice.sitting import CannotOpen, Opened, open_scenario, sit_down
from trainer.records.store import Unsaved
from trainer.scenario.library import catalogue

NIGHT = next(Path(entry.path) for entry in catalogue() if entry.id == "night_laundry")


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which this test's scenarios are kept."""
    folder = tmp_path / "cache"
    monkeypatch.setattr("platformdirs.user_cache_path", lambda *_, **__: folder)
    return folder / "scenarios"


def told(opened: Opened) -> tuple[object, ...]:
    """What playing needs of a scenario, but for conditions, which are functions."""
    story, scenario = opened.edition.story, opened.scenario
    return (
        opened.edition[:4],
        story.head,
        [(option.id, option.say, option.rows, option.offered, option.then, option.minutes) for option in story.options],
        [(beat.id, beat.narration, [text for _, text in beat.says], beat.cues, beat.fixed) for beat in story.beats],
        [(person.name, person.role, person.secret, person.concerns) for person in scenario.people.values()],
        [[(option.why, option.habit) for option in beat.options] for beat in scenario.beats.values()],
        (scenario.brief, scenario.goals, scenario.content_notes, list(scenario.facts)),
    )


@pytest.mark.parametrize("entry", catalogue(), ids=lambda entry: str(entry.id))
def test_a_kept_scenario_is_the_same(entry: object, kept: Path) -> None:
    path = Path(getattr(entry, "path"))  # noqa: B009
    read = open_scenario(path)
    assert len(list(kept.iterdir())) == 1
    again = open_scenario(path)
    assert type(again.scenario) is not type(read.scenario), "it was read again"
    assert told(again) == told(read)


def test_a_second_opening_needs_neither_reader_nor_model(tmp_path: Path) -> None:
    words = (
        "import sys; from pathlib import Path; from trainer.practice.sitting import open_scenario; "
        f"open_scenario(Path({str(NIGHT)!r})); print('pydantic' in sys.modules, 'yaml' in sys.modules)"
    )
    around = {**os.environ, "XDG_CACHE_HOME": str(tmp_path), "LOCALAPPDATA": str(tmp_path), "HOME": str(tmp_path)}
    seen = [
        subprocess.run([sys.executable, "-c", words], env=around, capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    ]
    assert [line.split() for line in seen] == [["True", "True"], ["False", "False"]]


def test_a_first_play_leaves_reader_and_model_to_another_process(tmp_path: Path) -> None:
    words = (
        "import sys; from pathlib import Path; from trainer.practice.sitting import sit_down; "
        "from trainer.records.store import Unsaved; "
        f"sitting = sit_down(Path({str(NIGHT)!r}), Unsaved(''), mode='practice', seed=1); "
        "print(sitting.scenario.title, 'pydantic' in sys.modules, 'yaml' in sys.modules, sep='|')"
    )
    around = {**os.environ, "XDG_CACHE_HOME": str(tmp_path), "LOCALAPPDATA": str(tmp_path), "HOME": str(tmp_path)}
    seen = subprocess.run([sys.executable, "-c", words], env=around, capture_output=True, text=True, check=True).stdout
    assert seen.strip() == f"{open_scenario(NIGHT).scenario.title}|False|False"


def test_a_first_play_works_without_another_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for missing in ("", str(tmp_path / "no python")):
        monkeypatch.setattr(sys, "executable", missing)
        assert sit_down(NIGHT, Unsaved(""), mode="practice", seed=1).scenario.id == "night_laundry"


def test_an_edit_is_seen(tmp_path: Path) -> None:
    file = tmp_path / "night.yaml"
    file.write_text(NIGHT.read_text(encoding="utf-8"), encoding="utf-8")
    before = open_scenario(file)
    edited = file.read_text(encoding="utf-8").replace(before.scenario.title, "Another title", 1)
    file.write_text(edited, encoding="utf-8")
    after = open_scenario(file)
    assert after.scenario.title == "Another title"
    assert after.edition.content != before.edition.content
    file.write_text(edited + "\nnonsense: 1\n", encoding="utf-8")
    with pytest.raises(CannotOpen):
        open_scenario(file)
    with pytest.raises(CannotOpen):
        open_scenario(file)


@pytest.mark.parametrize(
    "damage", [b"", b"\xff\xfe", b"0\n{}", None], ids=["empty", "no text", "another sum", "a letter"]
)
def test_what_does_not_read_as_it_was_written_is_read_again(damage: bytes | None, kept: Path) -> None:
    read = open_scenario(NIGHT)
    (file,) = kept.iterdir()
    file.write_bytes(file.read_bytes().replace(b"the", b"teh", 1) if damage is None else damage)
    again = open_scenario(NIGHT)
    assert type(again.scenario) is type(read.scenario)
    assert told(open_scenario(NIGHT)) == told(read)


def test_where_nothing_can_be_kept_everything_works(kept: Path) -> None:
    kept.parent.mkdir(parents=True)
    kept.write_text("a file where the folder should be", encoding="utf-8")
    assert told(open_scenario(NIGHT)) == told(open_scenario(NIGHT))


def test_only_the_latest_are_kept(tmp_path: Path, kept: Path) -> None:
    text = NIGHT.read_text(encoding="utf-8")
    file = tmp_path / "night.yaml"
    for number in range(43):
        file.write_text(f"{text}# {number}\n", encoding="utf-8")
        open_scenario(file)
    assert len(list(kept.iterdir())) == 40
