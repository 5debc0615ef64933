"""`drive simulate`, as somebody types it."""

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from trainer import cli
from trainer.drive.parameters import FACTS

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., tuple[int, str, str]]
STRATEGIES = ["nothing", "canvass", "loudest_first", "random_order", "leaders_first", "mixed"]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `drive simulate …` within this process: its exit code, output and error output."""

    def runner(*arguments: str) -> tuple[int, str, str]:
        code = cli.run(["drive", "simulate", *arguments])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return runner


def data(run: Run, *arguments: str) -> dict[str, Any]:
    code, out, err = run(*arguments, "--format", "json")
    assert (code, err) == (0, "")
    told: dict[str, Any] = json.loads(out)
    return told


def test_json_of_a_shop(run: Run) -> None:
    told = data(run, "shop_40", "--seasons", "30", "--seed", "5")
    assert list(told) == ["seed", "seasons", "parameters", "strategies"]
    assert (told["seed"], told["seasons"]) == (5, 30)
    assert list(told["strategies"]) == STRATEGIES
    for name, figures in told["strategies"].items():
        assert list(figures) == [
            "said_yes", "tests", "came_of_yes", "vote", "card_to_vote", "p_win", "hours", "contacts", "talks",
        ]  # fmt: skip
        assert list(figures["tests"]) == list(figures["came_of_yes"]) == ["petition", "sticker", "march"]
        assert figures["hours"] == (0 if name == "nothing" else 96)
    assert told["strategies"]["nothing"]["said_yes"] is None
    assert told["strategies"]["canvass"]["contacts"] == 96 * 4
    assert {fact.name for fact in FACTS} <= told["parameters"].keys()
    assert told["parameters"]["quality"] == 0.7


def test_json_of_a_turf(run: Run) -> None:
    told = data(run, "turf_10k", "--seasons", "20")
    assert list(told["strategies"]) == ["canvass", "phone", "text", "deep", "friends"]
    for figures in told["strategies"].values():
        assert list(figures) == ["net_votes", "contacts", "hours"]
    assert told["strategies"]["canvass"]["contacts"] == 1500
    assert told["strategies"]["text"] == {**told["strategies"]["text"], "contacts": 6000, "hours": 20}


def test_the_same_seed_gives_the_same_figures_and_another_one_others(run: Run) -> None:
    asked = ("shop_40", "--strategy", "canvass", "--seasons", "20")
    assert data(run, *asked, "--seed", "3") == data(run, *asked, "--seed", "3")
    assert data(run, *asked, "--seed", "3")["strategies"] != data(run, *asked, "--seed", "4")["strategies"]


def test_a_strategy_fares_the_same_whoever_else_is_simulated(run: Run) -> None:
    alone = data(run, "shop_40", "--strategy", "mixed", "--seasons", "20")
    among = data(run, "shop_40", "--seasons", "20")
    assert alone["strategies"]["mixed"] == among["strategies"]["mixed"]


def test_parameters_quality_and_campaign_are_used_and_told(run: Run) -> None:
    asked = ("shop_40", "--strategy", "leaders_first", "--seasons", "40")
    plain = data(run, *asked)
    for more, told in (
        (("--set", "beta=0"), ("beta", 0)),
        (("--quality", "0.2"), ("quality", 0.2)),
        (("--no-campaign",), ("campaign", False)),
    ):
        other = data(run, *asked, *more)
        assert other["parameters"][told[0]] == told[1]
        assert other["parameters"] == {**plain["parameters"], told[0]: told[1]}
        assert other["strategies"] != plain["strategies"]


def test_a_table_for_people_fits_a_terminal(run: Run) -> None:
    code, out, err = run("shop_40", "--seasons", "20", "--set", "beta=0")
    assert (code, err) == (0, "")
    assert max(map(len, out.splitlines())) <= 90
    assert "20 seasons, seed 1" in out
    assert "beta=0" in out
    assert "calibrated" in out
    assert "\x1b" not in out
    assert "march, of yes (%)" in out


def test_a_turfs_table_says_what_an_hour_brings(run: Run) -> None:
    _, out, _ = run("turf_10k", "--seasons", "20")
    assert max(map(len, out.splitlines())) <= 90
    assert "an" in out
    assert "friends ask friends" in out


def test_csv_has_a_row_for_each_strategy_with_seed_and_parameters(run: Run) -> None:
    code, out, _ = run("shop_40", "--seasons", "20", "--format", "csv")
    assert code == 0
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [row["strategy"] for row in rows] == STRATEGIES
    told = data(run, "shop_40", "--seasons", "20")
    for row in rows:
        figures = told["strategies"][row["strategy"]]
        assert float(row["tests.march"]) == figures["tests"]["march"]
        assert (row["seed"], row["parameter.beta"]) == ("1", "3.0")
    assert rows[0]["said_yes"] == ""


def test_a_generated_shop_of_any_size(run: Run) -> None:
    told = data(run, "--size", "17", "--seasons", "10", "--strategy", "canvass")
    assert told["parameters"]["people"] == 17


def test_a_building_without_a_vote(run: Run) -> None:
    told = data(run, "flats_16", "--seasons", "10", "--strategy", "canvass")
    figures = told["strategies"]["canvass"]
    assert (figures["vote"], figures["p_win"]) == (None, None)
    assert "vote, %" not in run("flats_16", "--seasons", "10")[1]
    assert all(0 <= share <= 1 for share in figures["tests"].values())


@pytest.mark.parametrize(
    ("arguments", "what", "mend"),
    [
        (("shop_4",), "there is no drive “shop_4”", "shop_40"),
        (("nowhere/shop.yaml",), "there is no file nowhere/shop.yaml", ""),
        ((), "name a drive", "shop_40"),
        (("shop_40", "--size", "8"), "two things", "leave one"),
        (("shop_40", "--strategy", "leader_first"), "no strategy “leader_first”", "leaders_first"),
        (("turf_10k", "--strategy", "mixed"), "no strategy “mixed” for a turf", "canvass"),
        (("shop_40", "--set", "bta=0"), "no parameter “bta”", "beta"),
        (("shop_40", "--set", "beta"), "“beta” sets nothing", "beta=0"),
        (("shop_40", "--set", "beta=many"), "beta cannot be “many”", "a number"),
        (("shop_40", "--set", "beta=99"), "beta cannot be “99”", "between -6 and 6"),
        (("shop_40", "--set", "beta=nan"), "beta cannot be “nan”", "between"),
        (("shop_40", "--set", "beta=-inf"), "beta cannot be “-inf”", "between"),
        (("shop_40", "--set", "beta=1e400"), "beta cannot be “1e400”", "between"),
        (("shop_40", "--set", "beta="), "“beta=” sets nothing", "beta=0"),
        (("shop_40", "--set", "=1"), "“=1” sets nothing", "beta=0"),
        (("shop_40", "--set", ""), "“” sets nothing", "beta=0"),
        (("shop_40", "--set", "beta=0,5"), "beta cannot be “0,5”", "with a point"),
        (("shop_40", "--set", "beta=0", "--set", "beta=1"), "set twice", "leave one"),
        (("--size", "40", "--set", "crew=3.5"), "crew cannot be “3.5”", "a whole number; it lies between 2 and 40"),
        (("--size", "40", "--set", "crew=-8"), "crew cannot be “-8”", "between 2 and 40"),
        (("shop_40", "--set", "rounds=2.5"), "rounds cannot be “2.5”", "a whole number"),
        (("shop_40", "--set", "reminder_weeks=1.5"), "reminder_weeks cannot be “1.5”", "a whole number"),
        (("turf_10k", "--set", "texts_each=1.5"), "texts_each cannot be “1.5”", "a whole number"),
        (("turf_10k", "--set", "friends_most=0.5"), "friends_most cannot be “0.5”", "a whole number"),
        (("shop_40", "--quality", "nan"), "quality of a talk cannot be nan", "between 0 and 1"),
        (("shop_40", "--cluster", "tcp://127.0.0.1:1", "--workers", "2"), "two things", "leave one"),
    ],
)
def test_what_is_wrong_and_how_to_mend_it(run: Run, arguments: tuple[str, ...], what: str, mend: str) -> None:
    code, out, err = run(*arguments, "--seasons", "2")
    assert (code, out) == (2, "")
    assert what in err
    assert mend in err
    assert "Traceback" not in err


@pytest.mark.parametrize("option", [("--seasons", "0"), ("--seed", "-1"), ("--quality", "1.5"), ("--format", "xml")])
def test_values_out_of_range_are_wrong_usage(run: Run, option: tuple[str, str]) -> None:
    code, out, err = run("shop_40", *option)
    assert (code, out) == (2, "")
    assert option[0] in err


def test_a_faulty_file_is_told_at_its_line(run: Run, tmp_path: Path) -> None:
    faulty = tmp_path / "mine.yaml"
    text = (ROOT / "scenarios" / "drives" / "shop_40.yaml").read_text(encoding="utf-8")
    faulty.write_text(text.replace("size: 40\n", "size: many\n", 1), encoding="utf-8")
    line = 1 + text[: text.index("size: 40\n")].count("\n")
    code, out, err = run(str(faulty))
    assert (code, out) == (1, "")
    assert err.startswith(f"{faulty}:{line}:")
    assert "mend:" in err


def test_the_progress_bar_is_for_a_terminal_only() -> None:
    pty = pytest.importorskip("pty")
    command = [sys.executable, "-m", "trainer", "drive", "simulate", "shop_40", "--seasons", "300", "--format", "json"]
    environment = {**os.environ, "TERM": "xterm"}
    piped = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, env=environment)
    assert piped.stderr == ""
    ours, theirs = pty.openpty()
    shown = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=theirs, check=True, env=environment)
    os.close(theirs)
    bar = os.read(ours, 65536).decode()
    os.close(ours)
    assert "100%" in bar
    assert json.loads(shown.stdout) == json.loads(piped.stdout)


def test_the_command_line_starts_without_arrays() -> None:
    code = (
        "import sys, trainer.cli; sys.exit(any(name in sys.modules for name in ('numpy', 'pydantic', 'distributed')))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
