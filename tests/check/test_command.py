"""The commands check, schema, list and completion, as a user calls them."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.check.planting import BUS, BUS_FILE, ROOT, planted
from trainer import cli
from trainer.scenario.findings import TITLES

Run = Callable[..., tuple[int, str, str]]
FAULTY = planted("then: the_card", "then: the_crad", "the_crad")


def second_knock(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "trainer", *arguments], capture_output=True, text=True, encoding="utf-8", cwd=ROOT,
        env={**os.environ, **environment}, check=False,
    )  # fmt: skip


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command within this process: its exit code, output and error output."""

    def runner(*arguments: str) -> tuple[int, str, str]:
        code = cli.run(list(arguments))
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return runner


def test_a_sound_scene_is_told_in_one_line(run: Run) -> None:
    code, out, err = run("check", str(BUS_FILE))
    assert (code, err) == (0, "")
    assert out == (
        "All well: Bus 31 reads clearly and its 3 walks hold; every line comes up in some play, and none gets stuck.\n"
    )


def test_a_finding_shows_the_authors_line_its_spot_and_the_mend(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "faulty.yaml"
    file.write_text(FAULTY.text, encoding="utf-8")
    code, out, _ = run("check", str(file))
    lines = out.split("\n")
    assert code == 1
    assert lines[0].startswith(f"{file}:{FAULTY.line}:{FAULTY.column} E006 ")
    assert lines[1] == f"{FAULTY.line:>6} |         then: the_crad"
    assert lines[2].index("^") == lines[1].index("the_crad")
    assert lines[2].count("^") == len("the_crad")
    assert lines[3] == "  mend: did you mean the_card?"


def test_an_authors_line_reaches_the_screen_without_its_control_characters(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "escape.yaml"
    file.write_text(
        planted("title: Bus 31", "title: \x1b]0;gone\x07 \u202eBus \x9b31m 漢字 Bus").text, encoding="utf-8"
    )
    code, out, _ = run("check", str(file))
    assert code == 1
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(out)
    assert "Bus" in out


def test_json_has_the_shape_of_the_format(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "faulty.yaml"
    file.write_text(FAULTY.text, encoding="utf-8")
    code, out, _ = run("check", str(file), str(BUS_FILE), "--format", "json")
    report = json.loads(out)
    assert code == 1
    assert list(report) == ["files"]
    faulty, sound = report["files"]
    assert list(faulty) == ["file", "scenario", "findings", "explored", "scores"]
    assert (faulty["file"], faulty["scenario"]) == (str(file), "bus_thirty_one")
    (finding,) = faulty["findings"]
    assert list(finding) == ["code", "where", "line", "column", "message", "hint"]
    assert (finding["where"], finding["line"]) == ("beats.aisle.options.youd_be_perfect.then", FAULTY.line)
    assert set(faulty["explored"]) == {"states", "exact"}
    assert sound["findings"] == []
    assert sound["explored"]["exact"] is True
    assert sound["explored"]["plays"] == "99119635"
    assert sound["explored"]["reached"]["options"] == 47


def test_a_walk_that_does_not_hold_is_found_only_in_a_scene_without_other_errors(run: Run, tmp_path: Path) -> None:
    wrong = planted('"trust == 10"', '"trust == 9"', '"trust')
    file = tmp_path / "walk.yaml"
    file.write_text(wrong.text, encoding="utf-8")
    _, out, _ = run("check", str(file), "--format", "json")
    (finding,) = json.loads(out)["files"][0]["findings"]
    assert (finding["code"], finding["where"]) == ("E012", "walks.0.expect.2")
    assert (finding["line"], finding["column"]) == (wrong.line, wrong.column)
    assert "trust is 10" in finding["message"]

    file.write_text(wrong.text.replace("then: the_card", "then: the_crad", 1), encoding="utf-8")
    _, out, _ = run("check", str(file), "--format", "json")
    assert [finding["code"] for finding in json.loads(out)["files"][0]["findings"]] == ["E006"]


def test_of_a_folder_every_scenario_is_checked_and_nothing_else(run: Run, tmp_path: Path) -> None:
    (tmp_path / "doors" / ".hidden").mkdir(parents=True)
    (tmp_path / "doors" / "one.yaml").write_text(BUS, encoding="utf-8")
    (tmp_path / "two.yaml").write_text(FAULTY.text, encoding="utf-8")
    (tmp_path / "settings.yaml").write_text("colour: blue\n", encoding="utf-8")
    (tmp_path / "doors" / ".hidden" / "three.yaml").write_text(BUS, encoding="utf-8")
    (tmp_path / "notes.txt").write_text(BUS, encoding="utf-8")
    code, out, _ = run("check", str(tmp_path), str(tmp_path / "two.yaml"), "--format", "json")
    assert code == 1
    assert [Path(file["file"]).name for file in json.loads(out)["files"]] == ["one.yaml", "two.yaml"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check"], "name a file or a folder"),
        (["check", "no_such_file.yaml"], "no file or folder no_such_file.yaml"),
        (["check", str(ROOT / "scoring")], "there is no scenario in"),
        (["check", "--format", "xml", "x"], "xml"),
        (["check", "--explain", "E099"], "E001, E002"),
        (["chekc"], "check"),
    ],
)
def test_wrong_usage_exits_with_2_and_says_what_is_wanted(run: Run, arguments: list[str], said: str) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert said in err


def test_every_code_is_explained_in_either_letter_case(run: Run) -> None:
    for code in TITLES:
        exit_code, out, _ = run("check", "--explain", code.lower())
        assert exit_code == 0
        assert out.startswith(f"# {code}: ")


def test_the_schema_describes_every_key_and_names_its_dialect(run: Run) -> None:
    _, out, _ = run("schema")
    schema = json.loads(out)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    parts = {"Scenario": schema, **schema["$defs"]}
    lacking = [
        (name, key)
        for name, part in parts.items()
        for key, value in part.get("properties", {}).items()
        if not value.get("description")
    ]
    assert lacking == []
    assert {"say", "move", "wait", "picks_up", "recalls", "meets", "heard_as"} <= set(parts["Option"]["properties"])
    assert parts["Ask"]["properties"]["risk"]["maximum"] == 5


def test_list_shows_the_library(run: Run) -> None:
    _, out, _ = run("list", "--json")
    entries = {entry["id"]: entry for entry in json.loads(out)}
    bus = entries["bus_thirty_one"]
    assert (bus["title"], bus["setting"], bus["level"], bus["minutes"]) == ("Bus 31", "workplace", 1, 10)
    assert bus["teaches"] == ["listening", "questioning", "objections", "action", "judgement"]
    _, out, _ = run("list")
    assert "bus_thirty_one" in out


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script_for_the_shell(run: Run, shell: str) -> None:
    code, out, _ = run("completion", shell)
    assert code == 0
    assert "_SECOND_KNOCK_COMPLETE" in out


def test_start_up_leaves_alone_what_it_does_not_need(tmp_path: Path) -> None:
    script = (
        "import sys; from trainer import cli; code = cli.run(sys.argv[1:]);"
        "heavy = {'pydantic', 'yaml', 'textual', 'transitions', 'rich', 'rich_click'} & set(sys.modules);"
        "sys.stderr.write(repr((code, sorted(heavy))))"
    )

    def modules_of(*arguments: str) -> str:
        return subprocess.run(
            [sys.executable, "-c", script, *arguments], capture_output=True, text=True, cwd=ROOT, check=True,
            env={**os.environ, "XDG_CACHE_HOME": str(tmp_path), "LOCALAPPDATA": str(tmp_path), "HOME": str(tmp_path)},
        ).stderr  # fmt: skip

    modules_of("list")  # fills the cache
    assert modules_of("list", "--json") == "(0, [])"
    assert modules_of("--version") == "(0, [])"
    assert modules_of("completion", "bash") == "(0, [])"
    assert "textual" not in modules_of("check", str(BUS_FILE))


def test_a_fault_of_ours_is_told_without_a_traceback(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise KeyError("the \x1b[2J lamp")

    monkeypatch.setattr("trainer.scenario.library.catalogue", broken)
    code, out, err = run("list")
    assert (code, out) == (70, "")
    assert "Traceback" not in err
    assert "KeyError" in err
    assert "\x1b" not in err
    assert "report" in err


def test_control_c_exits_with_130(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("trainer.scenario.library.catalogue", interrupted)
    code, _, err = run("list")
    assert code == 130
    assert "Traceback" not in err


@pytest.mark.skipif(sys.platform == "win32", reason="pipes close otherwise there")
def test_a_reader_that_has_gone_is_no_error() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as closed:
        done = subprocess.run(
            [sys.executable, "-m", "trainer", "schema"], stdout=closed, stderr=subprocess.PIPE, cwd=ROOT, check=False
        )
    assert done.stderr == b""


def test_output_in_a_poor_encoding_is_no_error() -> None:
    done = second_knock("check", "--explain", "E001", PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert done.stderr == ""
