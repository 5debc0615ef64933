"""Whatever happens to a good file, loading it ends with a scenario or with findings that lie within the file."""

import contextlib
import random
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.check.planting import BUS
from trainer.check.run import check_file
from trainer.check.show import as_json, as_text
from trainer.scenario.findings import TITLES
from trainer.scenario.load import Loaded, load_text

LINES = BUS.split("\n")
SCRAPS = [
    "", ":", ": ", "- ", "[", "]", "{", "}", ",", '"', "'", "*", "&", "!", "|", ">", "?", "#", "%", "@", "`", "\t",
    "\n", "\r", "\x00", "\x1b", "\u202e", "\u2028", "\ud800", "é", "漢", "<<: ", "---\n", "...\n", "~", "null",
    "1", "-1", "9" * 30, "yes", "true", "end", "none", "id: ", "if: ", "says: ", "then: ", "trust", "(((", " and ",
    "heard.seats.9", "*a", "&a ", "!!x ", "{a: b}", "[a, b]", "\\x1b", "\\ud83d", "x" * 300,
]  # fmt: skip


def within(loaded: Loaded) -> None:
    """What every loading promises."""
    lines = loaded.lines or ("",)
    assert (loaded.scenario is None) == any(finding.is_error for finding in loaded.findings)
    for finding in loaded.findings:
        assert finding.code in TITLES
        assert finding.message
        for line, column in ((finding.line, finding.column), finding.spot[:2]):
            assert 1 <= line <= len(lines)
            assert 1 <= column <= len(lines[line - 1]) + 1
        assert finding.spot.length >= 1
        assert not set(finding.message + finding.hint + finding.where) & set("\x00\x1b\u202e\u2028\n\t\r")


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """The scene with a few of its places changed."""
    text = BUS
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        match draw(st.sampled_from(["insert", "delete", "replace", "line", "swap", "repeat", "indent"])):
            case "insert":
                text = text[:at] + draw(st.sampled_from(SCRAPS)) + text[at:]
            case "delete":
                text = text[:at] + text[at + draw(st.integers(1, 40)) :]
            case "replace":
                text = text[:at] + draw(st.sampled_from(SCRAPS)) + text[at + draw(st.integers(1, 20)) :]
            case kind:
                lines = text.split("\n")
                one, other = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
                if kind == "line":
                    del lines[one]
                elif kind == "swap":
                    lines[one], lines[other] = lines[other], lines[one]
                elif kind == "repeat":
                    lines.insert(one, lines[other])
                else:
                    lines[one] = " " * draw(st.integers(0, 12)) + lines[one].lstrip()
                text = "\n".join(lines)
    return text


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(text=mutated())
def test_a_mutated_scene_never_ends_in_anything_but_findings(text: str) -> None:
    within(load_text(text, "mutated.yaml"))


@settings(max_examples=60, deadline=None)
@given(text=st.text(alphabet=st.sampled_from(":-[]{}\"'*&!|>?#%,@ \n\tab1~<\x1b\u202e\ud800"), max_size=60))
def test_no_text_at_all_ends_in_anything_but_findings(text: str) -> None:
    within(load_text(text, "any.yaml"))
    within(load_text(BUS + text, "after.yaml"))


def test_every_line_can_be_lost_or_doubled_and_what_is_shown_is_one_block_a_finding(tmp_path: Path) -> None:
    chance = random.Random(31)
    file = tmp_path / "scene.yaml"
    for number in chance.sample(range(len(LINES)), 40):
        for changed in (LINES[:number] + LINES[number + 1 :], LINES[: number + 1] + LINES[number:]):
            file.write_text("\n".join(changed), encoding="utf-8")
            checked = check_file(file, states=500)
            within(checked.loaded)
            text = as_text([checked])
            assert text.count(f"{file}:") == len(checked.findings)
            with contextlib.suppress(UnicodeEncodeError):
                as_json([checked]).encode("ascii")
