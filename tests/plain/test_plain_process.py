"""Plain mode as a process of its own: through a pipe, at a terminal, and with its reader gone."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from plain_builders import BUS, scenario_of, typed, walk_of

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Nothing of the user's is read or written, and a terminal has the size that it is given."""
    own = {f"XDG_{kind}_HOME": str(tmp_path / kind.lower()) for kind in ("DATA", "CACHE", "CONFIG", "STATE")}
    inherited = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
    return {**inherited, **own, "HOME": str(tmp_path), "PYTHONUTF8": "1", "TERM": "xterm-256color"}


def start(*arguments: str, environment: dict[str, str], stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "trainer", "play", *arguments],
        cwd=ROOT, env=environment, input=stdin, capture_output=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip


def test_a_play_through_a_pipe_ends_with_its_debrief(environment: dict[str, str]) -> None:
    scenario = scenario_of(BUS)
    inputs = "".join(f"{line}\n" for line in [*typed(scenario, walk_of(scenario, 0)), *[""] * 20, "quit"])
    played = start("--plain", "--seed", "0", BUS, environment=environment, stdin=inputs)
    assert (played.returncode, played.stderr) == (0, "")
    assert re.search(r"^Overall: \w+, \d+ of 100\. That rests on 5 of 5 skills\.$", played.stdout, re.MULTILINE)
    assert "\x1b" not in played.stdout
    assert played.stdout.endswith("Good-bye.\n")


def test_a_pipe_is_played_plainly_without_being_asked_for_and_without_textual(environment: dict[str, str]) -> None:
    code = (
        "import sys; from trainer.cli import run; code = run(sys.argv[1:]);"
        "sys.exit(code or 100 * any(name.split('.')[0] == 'textual' for name in sys.modules))"
    )
    played = subprocess.run(
        [sys.executable, "-c", code, "play", BUS],
        cwd=ROOT, env=environment, input="\n1\n", capture_output=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip
    assert played.returncode == 0, played.stderr
    assert "What do you say? 14 minutes left." in played.stdout


def test_bytes_that_are_no_text_and_a_poor_encoding_do_not_end_a_play(environment: dict[str, str]) -> None:
    played = subprocess.run(
        [sys.executable, "-m", "trainer", "play", BUS],
        cwd=ROOT, env={**environment, "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"},
        input=b"\n\xff\xfe\n1\n", capture_output=True, timeout=120, check=False,
    )  # fmt: skip
    assert (played.returncode, played.stderr) == (0, b"")
    assert b"does not fit here" in played.stdout
    assert b"What do you say? 14 minutes left." in played.stdout


def test_a_reader_that_goes_away_is_no_error(environment: dict[str, str]) -> None:
    player = subprocess.Popen(
        [sys.executable, "-m", "trainer", "play", BUS],
        cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert player.stdout and player.stdin
    player.stdout.close()
    player.stdin.close()
    player.stdin = player.stdout = None
    _, told = player.communicate(timeout=120)
    assert (player.returncode, told) == (0, b"")


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
@pytest.mark.parametrize(("arguments", "terminal"), [(["--plain", BUS], "xterm-256color"), ([BUS], "dumb")])
def test_at_a_terminal_it_writes_no_codes_breaks_lines_between_words_and_stops_at_ctrl_c(
    environment: dict[str, str], arguments: list[str], terminal: str
) -> None:
    import pexpect

    player = pexpect.spawn(
        sys.executable, ["-m", "trainer", "play", *arguments],
        cwd=str(ROOT), env={**environment, "TERM": terminal}, dimensions=(24, 60), encoding="utf-8", timeout=60,
        # a runner in the background ignores Ctrl-C, and its children would too
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )  # fmt: skip
    player.expect("Enter: ")
    brief = player.before + player.after
    player.sendline("")
    player.expect("Your number: ")
    player.sendline("1")
    player.expect("14 minutes left.*Your number: ")
    told = brief + player.before + player.after
    player.sendintr()
    player.expect("Stopped.")
    player.expect(pexpect.EOF)
    player.close()
    assert player.exitstatus == 130
    assert "\x1b" not in told
    lines = told.replace("\r", "").split("\n")
    assert max(map(len, lines)) <= 60
    assert any(len(line) > 50 for line in lines)


def run_root(*arguments: str, environment: dict[str, str], stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "trainer", *arguments],
        cwd=ROOT, env=environment, input=stdin, capture_output=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip


def test_the_folder_of_the_records_can_stand_before_any_command(environment: dict[str, str], tmp_path: Path) -> None:
    folder = tmp_path / "a stick"
    played = run_root("--records", str(folder), "--plain", environment=environment, stdin="1\n\nquit\nyes\n")
    assert played.returncode == 0, played.stderr
    assert "Which scenario do you want to play?" in played.stdout
    assert (folder / "second-knock.sqlite3").exists()
    where = run_root("--records", str(folder), "records", "where", environment=environment)
    assert where.stdout.startswith(str(folder))


def test_what_is_for_the_game_is_refused_before_another_command(environment: dict[str, str]) -> None:
    refused = run_root("--plain", "list", environment=environment)
    assert refused.returncode == 2
    assert "second-knock play --plain" in refused.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows asks the system for the folder, not the environment")
def test_a_home_folder_that_is_missing_is_not_made(environment: dict[str, str], tmp_path: Path) -> None:
    nobody = {name: value for name, value in environment.items() if not name.startswith("XDG_")}
    played = run_root(
        "play", BUS, "--plain", environment={**nobody, "HOME": str(tmp_path / "nobody")}, stdin="\n1\nquit\nyes\n"
    )
    assert played.returncode == 0, played.stderr
    assert "You have no home folder" in played.stdout
    assert not (tmp_path / "nobody").exists()
