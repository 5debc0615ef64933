"""Files of drives and turfs: what comes along loads and checks, and every fault is told at its line with a mend."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from trainer.check.run import check_file, files_of
from trainer.drive.constituency import drives, find_drive, load_constituency, load_constituency_text
from trainer.drive.names import names_for
from trainer.drive.written import drive_schema, turf_schema
from trainer.scenario.library import UnknownScenario, catalogue
from trainer.scenario.load import load_scenario

ROOT = Path(__file__).parents[2]
SHIPPED = ("flats_16", "shop_40", "plant_120", "turf_10k")
SHOP = find_drive("shop_40").read_text(encoding="utf-8")
TURF = find_drive("turf_10k").read_text(encoding="utf-8")


def second_knock(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The command as a user runs it."""
    return subprocess.run(
        [sys.executable, "-m", "trainer", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("name", SHIPPED)
def test_what_comes_along_has_nothing_to_mend(name: str) -> None:
    loaded = load_constituency(find_drive(name))
    assert loaded.findings == ()
    assert loaded.constituency is not None
    assert loaded.constituency.id == name == find_drive(name).stem


def test_drives_are_listed_as_drives_and_never_as_scenarios() -> None:
    assert [entry.id for entry in drives()] == list(SHIPPED)
    assert not {entry.id for entry in catalogue()} & set(SHIPPED)
    with pytest.raises(UnknownScenario) as unknown:
        find_drive("shop_4")
    assert unknown.value.hint == "did you mean shop_40?"


@pytest.mark.parametrize("name", ("flats_16", "shop_40", "plant_120"))
def test_everybody_has_a_name_of_their_own_and_a_crew(name: str) -> None:
    constituency = load_constituency(find_drive(name)).constituency
    assert constituency is not None
    assert len(constituency.people) == constituency.size == sum(len(crew.people) for crew in constituency.crews)
    assert len({member.name for member in constituency.people}) == constituency.size
    assert len({member.id for member in constituency.people}) == constituency.size
    assert all(member.role for member in constituency.people)
    again = load_constituency(find_drive(name)).constituency
    assert again == constituency


def test_names_are_never_given_twice_and_never_taken() -> None:
    taken = {"Opal Renfro", "Piotr Krol"}
    names = names_for("anything", 1_000, taken)
    assert len(set(names)) == 1_000
    assert not taken & set(names)
    assert names == names_for("anything", 1_000, taken)
    assert names[:40] != names_for("something else", 40, taken)


def test_talks_of_authored_people_are_in_the_library() -> None:
    library = {entry.id: entry.path for entry in catalogue()}
    for name in ("flats_16", "shop_40", "plant_120"):
        constituency = load_constituency(find_drive(name)).constituency
        assert constituency is not None
        talks = [member for member in constituency.people if member.talk]
        assert talks
        for member in talks:
            assert member.talk is not None
            scenario = load_scenario(Path(library[member.talk.scenario])).scenario
            assert scenario is not None
            assert scenario.people[member.talk.person].name == member.name


FAULTS = [
    # old, new, the spot in new, code, part of the message, part of the mend
    ("ties: {ozell: 4, emmett: 2}", "ties: {ozell: 4, emmet: 2}", "emmet: 2", "E007", "no person “emmet”", "emmett?"),
    ("  soil:\n    name: Soil side, nights\n    size: 8", "  soil:\n    name: Soil side, nights\n    size: 0", "0",
     "E004", "nobody is in the crew “soil”", "delete the crew"),
    ("      week: 6\n", "      week: 0\n", "0", "E004", "before the season begins", "first week is 1"),
    ("      week: 12\n", "      week: 13\n", "13", "E004", "the season ends with week 12", "a week from 1 to 12"),
    ("      week: 12\n", "      week: 66\n", "66", "E004", "the season ends with week 12", "a week from 1 to 12"),
    ("size: 40\n", "size: 5\n", "5", "E004", "6 people are named, and the drive has 5", "write 6 or more"),
    ("size: 40\n", "size: 41\n", "41", "E004", "the crews have 40 people together, not 41", "write size: 40"),
    ("leads: [soil]", "leads: [emmett]", "emmett", "E004", "“emmett” is of the crew “dock”", "their own crew"),
    ("leads: [soil]", "leads: [dock]", "dock", "E004", "not of the crew “dock”", "write soil"),
    ("leads: [soil]", "leads: [opal]", "opal", "E004", "cannot lead themselves", "delete"),
    ("    leads: [dock]", "    leads: [dok]", "dok", "E007", "no person “dok”", "dock?"),
    ("    crew: ironers\n    ties: {renata: 1}", "    crew: ironer\n    ties: {renata: 1}", "ironer", "E007",
     "no crew “ironer”", "ironers?"),
    ("ties: {renata: 1}", "ties: {wanda: 1}", "wanda", "E004", "a tie to themselves", "delete this tie"),
    ("risk: 0.7", "risk: 7", "7", "E004", "out of range", "from 0 to 1.5"),
    ("risk: 0.7", "risk: 0,7", "0,7", "E004", "no number", "0.7"),
    ("risk: 0.7", "risk: high", "high", "E004", "no number", "from 0 to 1.5"),
    ("hours: 8\n", "houres: 8\n", "houres", "E003", "no key “houres”", "hours?"),
    ("goals:", "coals:", "coals", "E003", "no key “coals”", "goals?"),
    ("kind: shop", "kind: shoppe", "shoppe", "E004", "no kind", "shop"),
    ("    - id: sticker", "    - id: petition", "petition", "E002", "the id “petition” already, in line", "another id"),
    ("    - id: sticker", "    - id: vote", "vote", "E004", "not written among the tests", "vote: in the calendar"),
    ("if: not talked.opal", "if: not talked.opla", "opla", "E007", "no person “opla”", "opal?"),
    ("if: came.petition < 40", "if: came.petition <> 40", "", "E008", "", ""),
    ("if: came.petition < 40", "if: trust < 4", "trust", "E008", "has no “trust”", "came.test"),
    ("if: came.petition < 40", "if: came.petition", "came.petition", "E008", "a number, not a condition", ">= 50"),
    ("  from: 7\n", "  from: 13\n", "13", "E004", "this campaign comes in week 13", "a longer season"),
    ("    - week: 7\n      text: There is pizza", "    - week: 6\n      text: There is pizza", "6", "E004",
     "before the campaign begins, in week 7", "from: 6"),
    ("talk: {scenario: night_laundry, person: opal}", "talk: {scenario: night_landry, person: opal}", "night_landry",
     "E007", "no scenario of the library “night_landry”", "night_laundry?"),
    ("talk: {scenario: night_laundry, person: opal}", "talk: {scenario: night_laundry, person: ozell}", "ozell", "E007",
     "no person of night_laundry “ozell”", "opal"),
    ("    from: day_line\n", "    from: dayline\n", "dayline", "E007", "no person or crew “dayline”", "day_line?"),
    ("    about: emmett\n", "    about: emil\n", "emil", "E007", "no person “emil”", ""),
    ("    true: false\n", "    true: no\n", "no", "E004", "neither true nor false", "true or false"),
    ("    to: renata\n", "    to: renatta\n", "renatta", "E007", "no person “renatta”", "renata?"),
    ("    hours: 0.5\n", "    hours: 30\n", "30", "E004", "takes 30 hours", "nobody can keep it"),
    ("size: 40\n", "parameters: {crew: 3.5}\nsize: 40\n", "3.5", "E004", "crew cannot be “3.5”",
     "a whole number"),
    ("  weeks: 12\n", "  weeks: 0\n", "0", "E004", "out of range", "from 1 to 52"),
    ("format: 1\n", "format: 2\n", "2", "E004", "this is format “2”", "format: 1"),
    ("mood: {trust: 1, fear: 6, hope: 2, anger: 5}", "mood: {trust: 11, fear: 6, hope: 2, anger: 5}", "11", "E004",
     "out of range", "from 0 to 10"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "spot", "code", "message", "mend"), FAULTS)
def test_a_fault_is_told_at_its_place_with_a_mend(
    old: str, new: str, spot: str, code: str, message: str, mend: str
) -> None:
    assert old in SHOP
    at = SHOP.index(old)
    text = SHOP.replace(old, new, 1)
    loaded = load_constituency_text(text, "planted.yaml")
    assert loaded.constituency is None
    line = text[: at + new.index(spot)].count("\n") + 1
    found = [finding for finding in loaded.findings if finding.code == code and message in finding.message]
    assert found, loaded.findings
    assert found[0].spot.line == line
    assert mend in found[0].hint
    if spot:
        shown = text.split("\n")[line - 1]
        assert shown[found[0].spot.column - 1 :].startswith(spot), shown


@pytest.mark.parametrize(
    ("key", "owner"),
    [("size: 40\n", "a drive"), ("hours: 8\n", "a drive"), ("      risk: 0.7\n", "a test"),
     ("    crew: soil\n", "a person"), ("  who: Ms. Voss, who runs the plant\n", "a campaign")],
)  # fmt: skip
def test_a_missing_key_is_told_where_it_belongs(key: str, owner: str) -> None:
    loaded = load_constituency_text(SHOP.replace(key, "", 1), "planted.yaml")
    name = key.split(":")[0].strip()
    (found,) = [finding for finding in loaded.findings if finding.code == "E005"]
    assert found.message == f"{owner} needs “{name}”"
    assert found.hint.startswith(f"add {name}:")


@pytest.mark.parametrize(
    ("old", "new", "code", "message"),
    [
        ("listed: 3000", "listed: 30000", "E004", "cannot stand on a list of 10,000"),
        ("weeks: 6", "weeks: 5", "E004", "the season ends with week 5"),
        ("hours: 50", "hours: 50\nparameters: {door_rat: 4}", "E003", "no parameter “door_rat”"),
        ("hours: 50", "hours: 50\nparameters: {door_rate: 400}", "E004", "door_rate cannot be “400”"),
        ("hours: 50", "hours: 50\npeople: {}", "E003", "a turf has no key “people”"),
    ],
)
def test_a_turf_is_checked_too(old: str, new: str, code: str, message: str) -> None:
    loaded = load_constituency_text(TURF.replace(old, new, 1), "planted.yaml")
    assert loaded.constituency is None
    assert any(finding.code == code and message in finding.message for finding in loaded.findings), loaded.findings


def test_files_that_are_anything_else_are_told_and_never_raise(tmp_path: Path) -> None:
    for content in (b"", b"\xff\xfea", b"form: drive", b"[" * 3_000, b"- a\n- b\n", b"form: turf\nformat: 1\n"):
        file = tmp_path / "any.yaml"
        file.write_bytes(content)
        loaded = load_constituency(file)
        assert loaded.constituency is None
        assert any(finding.is_error for finding in loaded.findings)


def test_check_checks_drives_alone_and_in_a_folder(tmp_path: Path) -> None:
    assert [file.stem for file in files_of([ROOT / "scenarios" / "drives"])] == sorted(SHIPPED)
    assert all(not check_file(file).findings for file in files_of([ROOT / "scenarios" / "drives"]))
    good = second_knock("check", "scenarios/drives/shop_40.yaml")
    assert good.returncode == 0
    assert good.stdout == "All well: Forty at Tri-River reads clearly.\n"
    (tmp_path / "bad.yaml").write_text(SHOP.replace("emmett: 2", "emmet: 2", 1), encoding="utf-8")
    bad = second_knock("check", str(tmp_path), "--format", "json")
    assert bad.returncode == 1
    (told,) = json.loads(bad.stdout)["files"]
    assert told["scenario"] == "shop_40"
    assert [finding["code"] for finding in told["findings"]] == ["E007"]
    assert told["findings"][0]["where"] == "people.opal.ties.emmet"


def test_a_drive_is_not_taken_for_a_scenario(tmp_path: Path) -> None:
    loaded = load_scenario(find_drive("shop_40"))
    assert loaded.scenario is None
    assert [(finding.code, finding.where) for finding in loaded.findings] == [("E004", "form")]
    assert "second-knock drive" in loaded.findings[0].hint


def test_editors_get_a_schema_that_takes_what_comes_along() -> None:
    made = json.loads(second_knock("schema", "--drive").stdout)
    assert set(made["else"]["required"]) >= {"format", "form", "crews", "calendar", "size", "hours"}
    referred = set(re.findall(r"#/\$defs/(\w+)", json.dumps(made)))
    assert referred <= set(made["$defs"])


def keys_of(schema: dict[str, Any]) -> set[str]:
    """Every key that a format knows."""
    parts = [schema, *schema["$defs"].values()]
    return {key for part in parts for key in part.get("properties", {})}


def test_the_page_of_the_format_names_every_key() -> None:
    page = (ROOT / "docs" / "drive_format.md").read_text(encoding="utf-8")
    for schema in (drive_schema(), turf_schema()):
        missing = {key for key in keys_of(schema) if f"`{key}`" not in page}
        assert not missing


def test_the_small_drive_of_the_page_has_nothing_to_mend() -> None:
    page = (ROOT / "docs" / "drive_format.md").read_text(encoding="utf-8")
    example = re.search(r"```yaml\n(.*?)```", page, re.DOTALL)
    assert example is not None
    loaded = load_constituency_text(example[1], "drive_format.md")
    assert loaded.findings == ()
    assert loaded.constituency is not None
