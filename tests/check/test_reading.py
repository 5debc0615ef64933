"""Files as people and strangers make them: YAML's traps, hostile files, and what is not a file at all."""

import os
import sys
from pathlib import Path

import pytest

from tests.check.planting import BUS, BUS_FILE, codes, planted
from trainer.scenario.load import load_scenario, load_text
from trainer.scenario.model import Scenario

NESTED = 200_000


def scenario(text: str) -> Scenario:
    """The scenario of a text that has no error."""
    loaded = load_text(text, "scene.yaml")
    assert loaded.findings == ()
    assert loaded.scenario is not None
    return loaded.scenario


@pytest.mark.parametrize(
    "written", ["no", "on", "yes", "9:00", "1:30", "1984", "~", "null", "0x1F", "2026-01", "1e3", ".5", "true"]
)
def test_a_scalar_without_quotes_is_the_text_that_was_written(written: str) -> None:
    assert scenario(planted("title: Bus 31", f"title: {written}").text).title == written


def test_a_number_is_read_as_yaml_1_2_has_it() -> None:
    for written, number in (("0x7", 7), ("0o6", 6), ("+5", 5), ("08", 8)):
        assert scenario(planted("influence: 6", f"influence: {written}").text).people["bev"].influence == number
    assert codes(planted("clock: 15", "clock: 1:30").load()) == ["E004"]


def test_only_true_and_false_are_booleans() -> None:
    assert scenario(planted("        wait: true\n", "        wait: True\n").text).beats["back_seat"].options[3].wait
    assert codes(planted("again: true", "again: on").load()) == ["E004"]
    assert codes(planted("again: true", 'again: "true"').load()) == ["E004"]


@pytest.mark.parametrize(
    ("old", "new", "spot", "words"),
    [
        ('says: "Last row, under', "says: *She shrugs.* That's the sheet.\n    narration: \"", "*She", "starts with *"),
        ('reply: "Does he. He bit', "reply: *Laughs* He bit me.\n        why: \"Does he", "*Laughs", "starts with *"),
        ('      - {text: "Well,', "      - {text: Well, I've got tires}\n      - {text: \"Well,", "I've", "comma"),
        ("    name: Bev Tallman", "    name:Bev Tallman", "name:Bev", "a space is missing"),
        ("    name: Bev Tallman", "    name: Bev: Tallman", "Bev: T", "colon"),
        ("    name: Bev Tallman", "\tname: Bev Tallman", "\t", "tab"),
        ("    name: Bev Tallman", '    name: "Bev Tallman', '"Bev', "never closed"),
        ("    name: Bev Tallman", "    name: 'Bev's name'", "'Bev", "closes before"),
        ("    name: Bev Tallman", '    name: "Bev" Tallman', '"Bev', "closes before"),
        ("    name: Bev Tallman", "    name: [Bev] Tallman", "[Bev", "must stand in quotes"),
        ("    name: Bev Tallman", "    name: @Bev", "@Bev", "must stand in quotes"),
        ("    mood: {trust: 3, fear: 8, hope: 1, anger: 2}", "    mood: {trust: 3, fear: 8, hope: 1, anger: 2",
         "{trust", "never closed"),
        ("    name: Bev Tallman", "    name: Bev Tallman\n      age: 50", "age", "indented"),
        ("    name: Bev Tallman", "    Bev Tallman", "Bev Tallman", "neither a key"),
        ("    name: Bev Tallman", "    {{name}}: Bev", "{{", "where a key should"),
    ],
)  # fmt: skip
def test_what_is_not_yaml_is_told_in_an_authors_words(old: str, new: str, spot: str, words: str) -> None:
    scene = planted(old, new, spot)
    findings = [finding for finding in scene.load().findings if finding.code == "E001"]
    assert [(finding.line, finding.column) for finding in findings] == [(scene.line, max(1, scene.column))]
    assert words in findings[0].message
    assert findings[0].hint


@pytest.mark.parametrize(
    ("old", "new", "spot", "code"),
    [
        ("    name: Bev Tallman", "    name: Bev of #12", "#12", "W107"),
        ("    name: Bev Tallman", "    name: Bev of apartment # 12", "# 12", "W107"),
        ("    name: Bev Tallman", "    name: Bev\n      of #12 or so", "#12", "W107"),
        ("    name: Bev Tallman", "    name: Bev #12\n      Tallman", "#12", "E001"),
        ("    name: Bev Tallman", "    name: #12", " #12", "E004"),
        ("      - {text: \"Well,", "      - {text: We're #1}\n      - {text: \"Well,", "#1}", "E001"),
    ],
)  # fmt: skip
def test_words_that_a_number_sign_cuts_off_are_told_with_the_mend(old: str, new: str, spot: str, code: str) -> None:
    scene = planted(old, new, spot)
    loaded = scene.load()
    assert [(finding.code, finding.spot.line, finding.spot.column) for finding in loaded.findings] == [
        (code, scene.line, scene.column)
    ]
    assert "in quotes" in loaded.findings[0].hint
    assert (loaded.scenario is None) == (code != "W107")


@pytest.mark.parametrize(
    "name",
    [
        "Bev  #as her cousin says it",
        "Bev # as her cousin says it",
        "Bev. # 2 words are too many",
        "Bev # 2nd draft",
        '"Bev #12"',
        "Bev#12",
        "|\n      Bev #12",
    ],
)
def test_a_comment_that_looks_like_one_is_no_finding(name: str) -> None:
    assert planted("name: Bev Tallman", f"name: {name}").load().findings == ()


def test_words_that_are_cut_off_on_purpose_can_be_allowed() -> None:
    text = planted("name: Bev Tallman", "name: Bev #todo").text
    assert codes(load_text(text, "scene.yaml")) == ["W107"]
    assert load_text(f"{text}allow: {{W107: our way}}\n", "scene.yaml").findings == ()


def test_a_comma_in_braces_tells_the_rest_of_the_file_too() -> None:
    text = planted("      - {text: \"Well, I've", "      - {text: Well, I've").text.replace(
        "then: the_card", "then: the_crad", 1
    )
    assert {"E001", "E006"} <= set(codes(load_text(text, "scene.yaml")))


@pytest.mark.parametrize(
    "hostile",
    [
        "[" * NESTED, "{" * NESTED, "- " * NESTED, "? " * NESTED, "a: {" * NESTED, "[{" * NESTED, "- - " * NESTED,
        "a: [" * NESTED, "[\n" * NESTED, "{a: " * NESTED,
        "".join(f"{' ' * depth}a:\n" for depth in range(2_000)),
        BUS + "notes: " + "[" * NESTED + "]" * NESTED + "\n",
        BUS + "notes:\n  " + "- " * NESTED + "a\n",
    ],
    ids=lambda text: repr(text[:6]) + str(len(text)),
)  # fmt: skip
def test_deep_nesting_is_refused_before_it_is_built(hostile: str) -> None:
    loaded = load_text(hostile, "deep.yaml")
    assert "E011" in codes(loaded)
    assert loaded.scenario is None


@pytest.mark.parametrize(
    "hostile",
    ["]" * NESTED, "'" * NESTED, '"' * (NESTED + 1), "*" * NESTED, "&a " * NESTED, "!" * NESTED, "|" * NESTED,
     "%" * NESTED, "a: " * NESTED, "\x00" * NESTED, "\ud800", "<<: [<<: {}]", "---\n" * 10, "...\n", "\ufeff" * 9],
    ids=lambda text: repr(text[:4]),
)  # fmt: skip
def test_a_hostile_file_is_an_error_and_nothing_worse(hostile: str) -> None:
    loaded = load_text(hostile, "hostile.yaml")
    assert loaded.scenario is None
    assert set(codes(loaded)) <= {"E001", "E003", "E004", "E005", "E010", "E011"}
    assert loaded.findings


def test_a_bomb_of_aliases_is_refused() -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40))
    assert "E011" in codes(load_text(bomb + BUS, "bomb.yaml"))


def test_the_errors_of_a_hostile_file_are_bounded() -> None:
    loaded = load_text("visits:\n" + "- a\n" * 100_000, "many.yaml")
    assert len(loaded.findings) == 1_000


def test_more_beats_than_the_limit_are_refused() -> None:
    many = "".join(f"  b{number}: {{}}\n" for number in range(5_001))
    walks = BUS.index("walks:\n")
    (finding,) = load_text(BUS[:walks] + many + BUS[walks:], "many.yaml").findings
    assert (finding.code, "5,000 beats" in finding.message) == ("E011", True)


def test_a_second_document_is_refused_at_its_line() -> None:
    (finding,) = load_text(BUS + "---\nformat: 1\n", "two.yaml").findings
    assert (finding.code, finding.line) == ("E011", BUS.count("\n") + 1)


@pytest.mark.parametrize(
    "sign",
    ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\x9b", "\r", "\t", "\u200b", "\u200e", "\u202e", "\u2028", "\u2066",
     "\ufeff", "\U000e0041", "\xad"],
    ids=lambda sign: f"U+{ord(sign):04X}",
)  # fmt: skip
def test_a_forbidden_character_is_found_raw_escaped_in_block_text_and_in_ids(sign: str) -> None:
    raw = planted("title: Bus 31", f"title: Bus{sign} 31", "Bus")
    (finding,) = raw.load().findings
    assert (finding.code, finding.where, finding.line, finding.column) == ("E010", "title", raw.line, raw.column)
    assert f"U+{ord(sign):04X}" in finding.message
    assert finding.spot[:2] == (raw.line, raw.column + 3)

    escaped = f"\\U{ord(sign):08x}"
    (finding,) = planted("title: Bus 31", f'title: "Bus{escaped} 31"').load().findings
    assert (finding.code, finding.where) == ("E010", "title")

    block = planted("Two years now.", f"Two{sign} years now.", sign)
    (finding,) = block.load().findings
    assert (finding.code, finding.where, finding.spot[:2]) == ("E010", "brief", (block.line, block.column))

    assert "E010" in codes(planted("  aisle:\n", f'  "ai{escaped}sle":\n').load())


def test_a_hidden_character_in_a_comment_is_found_and_none_reaches_a_message() -> None:
    loaded = planted("level: 1\n", "level: 1  # \u202e1 :level\ntit\u202ele: x\n").load()
    assert "E010" in codes(loaded)
    for finding in loaded.findings:
        assert not {"\u202e", "\x1b"} & set(finding.message + finding.where + finding.hint)


def test_emoji_accents_and_line_feeds_are_text() -> None:
    title = "Ángel 👩‍🏭 Зал"
    assert scenario(planted("title: Bus 31", f'title: "{title}"').text).title == title
    assert "\n" in scenario(BUS).brief


def test_windows_line_ends_and_a_byte_order_mark_are_no_finding(tmp_path: Path) -> None:
    file = tmp_path / "bus.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + BUS.replace("\n", "\r\n").encode())
    loaded = load_scenario(file)
    assert loaded.findings == ()
    assert loaded.scenario == load_scenario(BUS_FILE).scenario


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"", "E001", 1),
        (b"# nothing yet\n", "E001", 1),
        (b"just some prose\n", "E001", 1),
        (b"- a list\n", "E001", 1),
        (BUS.encode("utf-16"), "E001", 1),
        (b"format: 1\ntitle: caf\xe9\n", "E001", 2),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "E001", 1),
        (b"title: " + b"x" * (8 * 1024 * 1024), "E011", 1),
    ],
    ids=["empty", "comment", "prose", "list", "utf-16", "latin-1", "png", "large"],
)
def test_a_file_that_is_no_scenario_is_told_so(content: bytes, code: str, line: int, tmp_path: Path) -> None:
    file = tmp_path / "odd.yaml"
    file.write_bytes(content)
    loaded = load_scenario(file)
    assert loaded.scenario is None
    assert [(finding.code, finding.line) for finding in loaded.findings] == [(code, line)]


def test_what_is_no_file_is_told_so(tmp_path: Path) -> None:
    assert "folder" in load_scenario(tmp_path).findings[0].message
    assert "No such file" in load_scenario(tmp_path / "none.yaml").findings[0].message
    assert codes(load_scenario(Path("nul\x00.yaml"))) == ["E001"]
    if sys.platform != "win32":
        pipe = tmp_path / "pipe.yaml"
        os.mkfifo(pipe)
        assert "not a file" in load_scenario(pipe).findings[0].message
