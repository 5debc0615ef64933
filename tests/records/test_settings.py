"""Settings last, in a file that never stands in anybody's way."""

import errno
import json
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trainer.records.folder import records_folder
from trainer.records.settings import AT_ONCE, LARGEST, SLOW_LINK, THEME, Settings, open_settings

NOTHING: dict[str, str] = {}
FILE = "second-knock-settings.json"


def test_what_is_changed_is_there_the_next_time_and_nothing_else_is_written(tmp_path: Path) -> None:
    first = open_settings(tmp_path, environment=NOTHING)
    assert first.now == Settings()
    assert not (tmp_path / FILE).exists()
    first.change(theme="light", pace="at once")
    first.change(mode="test", slow_link=True)
    assert not first.news()
    again = open_settings(tmp_path, environment=NOTHING)
    assert again.now == Settings("light", "at once", "test", "", True)
    assert not again.news() and not again.ruled
    assert [file.name for file in tmp_path.iterdir()] == [FILE]
    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0


def test_two_windows_keep_what_the_other_changed(tmp_path: Path) -> None:
    one, other = (open_settings(tmp_path, environment=NOTHING) for _ in range(2))
    one.change(theme="light")
    other.change(mode="learn")
    assert open_settings(tmp_path, environment=NOTHING).now[:3] == ("light", "spoken", "learn")


def test_environment_and_command_count_before_the_file_and_are_not_written(tmp_path: Path) -> None:
    open_settings(tmp_path, environment=NOTHING).change(theme="light", mode="test", slow_link=True)
    environment = {THEME: "dark", AT_ONCE: ""}
    setup = open_settings(tmp_path, environment=environment, mode="learn", slow_link=False)
    assert setup.now == Settings("dark", "at once", "learn", "", False)
    assert set(setup.ruled) == {"theme", "pace", "mode", "slow_link"}
    setup.change(language="en")
    assert open_settings(tmp_path, environment=NOTHING).now == Settings("light", "spoken", "test", "en", True)
    assert open_settings(tmp_path, environment={SLOW_LINK: "1"}).now.slow_link


@pytest.mark.parametrize(
    "raw", [b"", b"{", b"[1]", b"\xff\xfe", b"null", b"[" * 40_000, b" " * (LARGEST + 1)], ids=range(7)
)
def test_a_damaged_file_gives_the_programs_own_settings_and_is_said(raw: bytes, tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(raw)
    setup = open_settings(tmp_path, environment=NOTHING)
    assert setup.now == Settings()
    (said,) = setup.news()
    assert "cannot all be read" in said and str(tmp_path) in said
    setup.change(mode="learn")
    assert json.loads((tmp_path / FILE).read_text(encoding="utf-8")) == {"mode": "learn"}


def test_what_can_be_used_of_a_file_is_and_a_newer_programs_settings_stay(tmp_path: Path) -> None:
    kept = {"theme": "light", "mode": "sing", "slow_link": "yes", "language": "xx", "voice": "deep"}
    (tmp_path / FILE).write_text(json.dumps(kept), encoding="utf-8")
    setup = open_settings(tmp_path, environment=NOTHING)
    assert setup.now == Settings(theme="light")
    (said,) = setup.news()
    assert "language, mode, slow_link" in said
    setup.change(mode="test")
    assert json.loads((tmp_path / FILE).read_text(encoding="utf-8")) == {**kept, "mode": "test"}


def test_where_nothing_can_be_written_the_change_counts_and_that_is_said(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("", encoding="utf-8")
    setup = open_settings(in_the_way / "records", environment=NOTHING)
    setup.news()
    setup.change(theme="light")
    assert setup.now.theme == "light"
    (said,) = setup.news()
    assert "cannot be kept" in said and "until you leave" in said


def test_a_full_disk_is_said_and_the_old_file_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    setup = open_settings(tmp_path, environment=NOTHING)
    setup.change(theme="light")

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("os.fsync", full)
    setup.change(theme="dark")
    (said,) = setup.news()
    assert "cannot be kept" in said and "No space left" in said
    assert [file.name for file in tmp_path.iterdir()] == [FILE], "no half file stays behind"
    assert open_settings(tmp_path, environment=NOTHING).now.theme == "light"


values = st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.lists(st.integers(), max_size=2)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(found=st.dictionaries(st.sampled_from([*Settings._fields, "other"]), values))
def test_no_file_of_plain_data_is_ever_an_error(found: dict[str, object], tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(json.dumps(found), encoding="utf-8")
    setup = open_settings(tmp_path, environment=NOTHING)
    assert setup.now.mode in ("learn", "practice", "test") and isinstance(setup.now.slow_link, bool)
    assert records_folder(tmp_path).settings.exists()
