"""What plays tell about a scenario's lines, against figures worked out by hand."""

import csv
import io
import json
import random
from pathlib import Path

import pytest

from tests.records.scene import begun, edition_from, gone_on, opened
from trainer.bench.items import point_biserial, wilson
from trainer.cli import run
from trainer.records.shapes import Edition

# Two beats at which something is chosen, and six at which there is one line only: the six always count as right.
SCENE = """
format: 1
id: small_scene
title: A small scene
form: visits
method: organizing
setting: workplace
level: 1
language: en
teaches: [questioning]
brief: One talk.
people:
  bev: {name: Bev, mood: {trust: 5, fear: 3, hope: 3, anger: 3}}
visits:
  - {id: talk, with: bev, clock: 60, start: first}
beats:
  first:
    says: Morning.
    order: fixed
    options:
      - {id: asks, say: What is it like back there?, move: open_question, then: b1}
      - {id: leads, say: "It is bad back there, right?", move: leading_question, then: b1}
  b1: {says: Hm., options: [{id: go, say: What else?, move: open_question, then: b2}]}
  b2: {says: Hm., options: [{id: go, say: What then?, move: open_question, then: b3}]}
  b3: {says: Hm., options: [{id: go, say: Since when?, move: open_question, then: second}]}
  second:
    says: So.
    order: fixed
    options:
      - {id: asks, say: How do you carry it?, move: open_question, then: b4}
      - {id: leads, say: "=You hate it, right?", move: leading_question, then: b4}
      - {id: never, say: Who asked?, move: closed_question, then: b4}
  b4: {says: Hm., options: [{id: go, say: Who else?, move: open_question, then: b5}]}
  b5: {says: Hm., options: [{id: go, say: What now?, move: open_question, then: b6}]}
  b6: {says: Bye., options: [{id: go, say: See you., move: farewell, then: end}]}
  nobody_comes: {says: Hm., options: [{id: go, say: See you., move: farewell, then: end}]}
"""

# How often each pair of lines was taken at first and second.
PLAYS = [*[("asks", "asks")] * 5, ("asks", "leads"), *[("leads", "asks")] * 2, *[("leads", "leads")] * 4]


def played(folder: Path, of: Edition, pairs: list[tuple[str, str]]) -> None:
    """Plays of the scene to their ends, one for each pair of lines."""
    with opened(folder) as records:
        for first, second in pairs:
            session = begun(records, of=of)
            for choice in (first, "go", "go", "go", second, "go", "go"):
                session.choose(choice)
            session.to_the_end(random.Random(1))


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The scene's file, and records with twelve plays of it, one more half done, a fork, and two typed lines."""
    folder = tmp_path_factory.mktemp("items")
    file = folder / "small_scene.yaml"
    file.write_text(SCENE, encoding="utf-8")
    of = edition_from(SCENE)
    played(folder / "records", of, PLAYS)
    with opened(folder / "records") as records:
        half = begun(records, of=of)
        half.choose("asks")
        records.none_of_these(half.id, "talk", "b1", "I would rather say nothing.")
        records.none_of_these(half.id, "talk", "b1", "=1+1")
        whole = next(entry for entry in records.plays("small_scene") if entry.finished)
        session = gone_on(records, half.id, of)
        fork = records.fork(whole.id, 1, of, session.course.play.fork(1))
        records.choice(fork, session.course.play.fork(1).choose("leads"), "talking")
    return file, folder / "records"


def printed(kept: tuple[Path, Path], capsys: pytest.CaptureFixture[str], *more: str) -> str:
    file, records = kept
    assert run(["items", str(file), "--records", str(records), *more]) == 0
    return capsys.readouterr().out


def test_counts_difficulty_and_discrimination_by_hand(
    kept: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    data = json.loads(printed(kept, capsys, "--format", "json"))
    assert (data["plays"], data["finished"], data["forks"], data["earlier"]) == (13, 12, 1, 0)
    assert data["not_reached"] == ["nobody_comes"]
    beats = {beat["id"]: beat for beat in data["beats"]}
    first, second = beats["first"], beats["second"]

    # 6 of 12 finished plays asked at first; 7 of 12 at second. The half-done play counts among the choices only.
    assert (first["plays"], first["difficulty"]) == (12, 0.5)
    assert (second["plays"], second["difficulty"]) == (12, pytest.approx(7 / 12))
    chosen = {
        (beat["id"], one["id"]): (one["chosen"], one["offered"]) for beat in data["beats"] for one in beat["options"]
    }
    assert chosen["first", "asks"] == (7, 13)
    assert chosen["first", "leads"] == (6, 13)
    assert chosen["second", "asks"] == (7, 12)
    assert chosen["second", "never"] == (0, 12)
    assert chosen["b1", "go"] == (12, 12)

    # The rest of a play is six lines that are always right and the other of the two: so asking at first goes with the
    # rest as it goes with asking at second. phi = (5*4 - 1*2) / sqrt(6 * 6 * 7 * 5)
    options = {(beat["id"], one["id"]): one for beat in data["beats"] for one in beat["options"]}
    phi = 18 / 1260**0.5
    assert options["first", "asks"]["discrimination"] == pytest.approx(phi)
    assert options["first", "leads"]["discrimination"] == pytest.approx(-phi)
    assert options["second", "asks"]["discrimination"] == pytest.approx(phi)
    assert options["second", "never"]["discrimination"] is None
    assert options["b2", "go"]["discrimination"] is None
    assert options["first", "asks"]["cost"] == 0
    assert options["first", "leads"]["cost"] > 0
    assert first["cost"] == pytest.approx(options["first", "leads"]["cost"] / 2)


def test_the_formulas_by_hand() -> None:
    # scores 1 to 6, the upper three took it: M1 = 5, M0 = 2, s = sqrt(35 / 12), p = q = 1/2
    pairs = [(score > 3, float(score)) for score in range(1, 7)]
    assert point_biserial(pairs) == pytest.approx(3 / (35 / 12) ** 0.5 / 2)
    assert point_biserial([(True, 1.0), (True, 0.5)]) is None
    assert point_biserial([(True, 1.0), (False, 1.0)]) is None
    # 7 of 10, as in Newcombe 1998: 0.3968 to 0.8922
    assert wilson(7, 10) == pytest.approx((0.3968, 0.8922), abs=0.0001)
    assert wilson(0, 5)[0] == 0
    assert wilson(5, 5)[1] == pytest.approx(1)


def test_what_is_read(kept: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(kept, capsys)
    assert "13 plays on this machine, 12 of them to the end." in text
    assert "1 play that was gone on with from a turn of another is left out." in text
    assert "6 of 12 plays took the best line (50 percent; likely 25 to 75): about half find it, as far as" in text
    assert "12 of 12 plays took the best line (100 percent; likely 76 to 100): most find it." in text
    assert "chosen 7 of 13; cost 0.0; tells apart +0.51 (who takes it does well)" in text
    assert "tells apart -0.51 (who takes it does badly)" in text
    assert "None of these: 2 lines were typed." in text
    assert "I would rather say nothing." not in text
    assert "No play came to: nobody_comes." in text
    assert "Nothing of this left your machine." in text
    assert "“I would rather say nothing.”" in printed(kept, capsys, "--typed")


def test_a_spreadsheet_gets_no_formula(kept: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    rows = list(csv.DictReader(io.StringIO(printed(kept, capsys, "--format", "csv", "--typed"))))
    by = {(row["beat"], row["option"]): row for row in rows}
    assert by["first", "asks"]["discrimination"] == "0.5071"
    assert by["first", "asks"]["beat_difficulty"] == "0.5000"
    assert by["first", "leads"]["discrimination"] == "-0.5071"
    assert by["second", "leads"]["say"] == "'=You hate it, right?"
    assert [row["say"] for row in rows if row["option"] == "none_of_these"] == ["I would rather say nothing.", "'=1+1"]
    assert all(not row["say"].startswith(("=", "+", "-", "@")) for row in rows)


def test_too_few_plays_are_said_to_be_too_few(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "small_scene.yaml"
    file.write_text(SCENE, encoding="utf-8")
    assert run(["items", str(file), "--records", str(tmp_path / "records")]) == 0
    assert "No play of it is kept on this machine yet." in capsys.readouterr().out
    assert not (tmp_path / "records").exists()
    played(tmp_path / "records", edition_from(SCENE), PLAYS[:3])
    assert run(["items", str(file), "--records", str(tmp_path / "records")]) == 0
    text = capsys.readouterr().out
    assert "3 plays: too few to tell how hard it is." in text
    assert "tells apart" not in text
    assert "percent" not in text


def test_a_beat_that_nearly_everybody_misses_is_called_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "small_scene.yaml"
    file.write_text(SCENE, encoding="utf-8")
    played(tmp_path / "records", edition_from(SCENE), [("leads", "leads")] * 11 + [("asks", "leads")])
    assert run(["items", str(file), "--records", str(tmp_path / "records")]) == 0
    assert "1 of 12 plays took the best line (8 percent; likely 1 to 35): most miss it." in capsys.readouterr().out


def test_what_so_few_plays_cannot_tell_is_said_with_perhaps(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "small_scene.yaml"
    file.write_text(SCENE, encoding="utf-8")
    played(tmp_path / "records", edition_from(SCENE), [("leads", "asks")] * 4 + [("asks", "leads")])
    assert run(["items", str(file), "--records", str(tmp_path / "records")]) == 0
    text = capsys.readouterr().out
    assert "1 of 5 plays took the best line (20 percent; likely 4 to 62): perhaps most miss it" in text
    assert "4 of 5 plays took the best line (80 percent; likely 38 to 96): perhaps most find it" in text


def test_plays_of_an_earlier_file_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    played(tmp_path / "records", edition_from(SCENE), PLAYS[:1])
    file = tmp_path / "small_scene.yaml"
    file.write_text(SCENE.replace("id: leads", "id: pushes", 1), encoding="utf-8")
    assert run(["items", str(file), "--records", str(tmp_path / "records")]) == 0
    text = capsys.readouterr().out
    assert "1 was of the file before its latest change." in text
    assert "no longer in the file" in text
