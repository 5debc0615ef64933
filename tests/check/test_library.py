"""The library's catalogue: what it lists, that it notices changes, and that it needs no cache."""

import json
import os
import sys
from pathlib import Path

import pytest

from tests.check.planting import BUS
from trainer.scenario.library import UnknownScenario, catalogue, find


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of the test's own."""
    folder = tmp_path / "cache"
    monkeypatch.setattr("platformdirs.user_cache_path", lambda *_, **__: folder)
    return folder


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library of two scenes, a translation and another file."""
    folder = tmp_path / "scenarios"
    (folder / "workplace").mkdir(parents=True)
    (folder / "doors").mkdir()
    (folder / "workplace" / "bus.yaml").write_text(BUS, encoding="utf-8")
    (folder / "doors" / "alder.yaml").write_text(
        BUS.replace("id: bus_thirty_one", "id: alder").replace("setting: workplace", "setting: doors"), encoding="utf-8"
    )
    (folder / "workplace" / "bus.es.yaml").write_text("title: Autobús 31\n", encoding="utf-8")
    return folder


def test_the_catalogue_lists_scenarios_by_setting(library: Path, cache: Path) -> None:
    assert [(entry.id, entry.setting) for entry in catalogue(library)] == [
        ("alder", "doors"),
        ("bus_thirty_one", "workplace"),
    ]


def test_a_change_is_noticed_and_what_did_not_change_is_not_read_again(
    library: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = catalogue(library)
    read: list[bytes] = []
    from trainer.scenario import library as module

    real = module._read_head
    monkeypatch.setattr(module, "_read_head", lambda content: (read.append(content), real(content))[1])
    assert catalogue(library) == before
    assert read == []
    file = library / "workplace" / "bus.yaml"
    status = file.stat()
    file.write_text(BUS.replace("title: Bus 31", "title: Bus 13"), encoding="utf-8")
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))  # the same size and time: only the content tells
    assert [entry.title for entry in catalogue(library)] == ["Bus 31", "Bus 13"]
    assert len(read) == 1


@pytest.mark.parametrize("spoilt", ["", "{", "[]", "null", '{"x": 1}', "[" * 100_000])
def test_a_spoilt_cache_is_read_as_none(library: Path, cache: Path, spoilt: str) -> None:
    before = catalogue(library)
    (kept,) = cache.iterdir()
    kept.write_text(spoilt, encoding="utf-8")
    assert catalogue(library) == before
    entries = json.loads(kept.read_text(encoding="utf-8"))
    kept.write_text(json.dumps({digest: {"id": 3} for digest in entries}), encoding="utf-8")
    assert catalogue(library) == before


def test_it_works_where_the_cache_cannot_be_written(library: Path, cache: Path) -> None:
    cache.write_text("a file where the folder should be", encoding="utf-8")
    assert [entry.id for entry in catalogue(library)] == ["alder", "bus_thirty_one"]


def test_a_scene_with_errors_is_listed_by_what_can_be_read(library: Path, cache: Path) -> None:
    (library / "doors" / "alder.yaml").write_text(
        'format: 1\ntitle: "Al\\e[2Jder"\nlevel: many\nbeats: [\n', encoding="utf-8"
    )
    (broken,) = [entry for entry in catalogue(library) if entry.setting == ""]
    assert (broken.id, broken.title, broken.level) == ("alder", "Al\u241b[2Jder", None)


def test_a_scenario_is_found_by_id_and_by_file(library: Path, cache: Path) -> None:
    file = library / "doors" / "alder.yaml"
    assert find("alder", library) == file
    assert find(str(file), library) == file
    with pytest.raises(UnknownScenario, match="no scenario “aldr”") as unknown:
        find("aldr", library)
    assert unknown.value.hint == "did you mean alder?"
    with pytest.raises(UnknownScenario, match="no file"):
        find("doors/nobody.yaml", library)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="needs a file that may not be read")
def test_a_file_that_may_not_be_read_is_left_out(library: Path, cache: Path) -> None:
    (library / "doors" / "alder.yaml").chmod(0)
    assert [entry.id for entry in catalogue(library)] == ["bus_thirty_one"]
