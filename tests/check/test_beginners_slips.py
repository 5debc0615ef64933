"""A first scene broken as beginners break it: one finding each, at the line of the slip, with its mend."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.check.planting import planted
from tests.test_documents import BLOCK, DOCS, edited
from trainer.scenario.load import load_scenario, load_text


def tutorial() -> str:
    """The scene that the tutorial ends with."""
    text = ""
    for kind, title, body in BLOCK.findall((DOCS / "first_scenario.md").read_text("utf-8")):
        where = title.removeprefix("crossing.yaml").removeprefix(", ")
        if kind == "yaml" and where != "for a moment":
            text = edited(text, where, body)
    return text


SCENE = tutorial()
MOOD = "    mood: {trust: 4, fear: 3, hope: 4, anger: 4}"
NUMBER = "        say: Did you get the number of it?\n"
LAST = SCENE.splitlines(keepends=True)[-1]
TEACHES = "teaches: [listening, questioning, objections, action, judgement]"

SLIPS = [
    # what was written, what stands there now, where the finding points, words of the message, words of the mend
    ("        move: pitch", "        move:pitch", "move:", "a space is missing", "move: and a space"),
    ("      - id: trip", "      -id: trip", "-id", "a space is missing behind the dash", "write - id: trip"),
    ("      - id: look", "      - look", "look", "“look” has no colon", "write - id: look"),
    ("      - id: look", "      – id: look", "–", "begins with a hyphen, not with –", "write - and a space"),
    ("      - id: look", "      • id: look", "•", "begins with a hyphen, not with •", "write - and a space"),
    ("        reply: One of", "        reply One of", "reply", "a colon is missing behind “reply”", "reply: One of"),
    ("        move: pitch", "        move; pitch", "move", "colon is missing behind “move”", "write move: pitch"),
    ("        move: pitch", "        move = pitch", "move", "colon is missing behind “move”", "write move: pitch"),
    ("        move: pitch", "        move\uff1a pitch", "move", "colon is missing behind “move”", "write move: pitch"),
    ("  trip:\n    step", "  trip\n    step", "trip", "a colon is missing behind “trip”", "write trip:"),
    ("    options:\n      - id: look", "    options\n      - id: look", "options", "colon is missing", "options:"),
    (MOOD, MOOD.replace("3,", "3"), "hope", "a comma is missing before “hope”", ", hope: 4"),
    (MOOD, re.sub(": (?=[0-9])", " ", MOOD), "trust", "a colon is missing behind “trust”", "write trust: 4"),
    (MOOD, re.sub(": (?=[0-9])", "=", MOOD), "trust", "a colon is missing behind “trust”", "write trust: 4"),
    (MOOD, re.sub(": (?=[0-9])", ":", MOOD), "trust", "a space is missing behind “trust:”", "write trust: 4"),
    (MOOD, re.sub("[{}]", "", MOOD), "trust", "look like a key", "{trust: 4, fear: 3, hope: 4, anger: 4}"),
    ("        move: pitch", "      move: pitch", "move", "does not fit", "column 9, as “say” in line"),
    ("        say: She is", "       say: She is", "say", "does not fit", "column 9, as “id” in line"),
    ("      - id: trip", "    - id: trip", "- id", "does not fit", "column 7, as “- id: ask_van” in line"),
    ("  trip:\n    step", "trip:\n    step", "", "does not fit", "“trip:”, begin in column 3 too"),
    ("  trip:\n    step", "  - trip:\n    step", "- trip", "does not fit", "delete its -"),
    (LAST, f"{LAST}  lonely:\n    says: Hm.\n", "lonely", "does not fit", "“walks:”, with the rest of “beats”"),
    ("        move: pitch", "        \u00a0move: pitch", "\u00a0", "before “move” stands a space", "space bar"),
    ("        move: pitch", "\u00a0" * 8 + "move: pitch", "\u00a0", "space that YAML does not", "the space bar"),
    ("        move: pitch", "        move: pitch\u200b", "pitch", "invisible character", "type the words"),
    (NUMBER, NUMBER.replace("Did", '"Did'), '"Did', "never closed", 'close it with "'),
    (NUMBER, NUMBER.replace("Did", "'Did"), "'Did", "never closed", "close it with '"),
    ('"heard.van == 3"', '"heard.van == 3', '"heard', "closed by the quote of the next", "where its own"),
    ("brief: |\n  Your", "brief:\n  Note: your", ": your", "look like a key", "“brief: |” in line"),
    ("        then: end", "        then: End", "End", "there is no beat “End”", "did you mean end?"),
    ("        move: closed_question", "        move: closed-question", "closed-", "is no move", "closed_question?"),
    ("move: deep_reflection", "move: deep_reflection, open_question", "deep", "is no move", "only one can stand"),
    (TEACHES, "teaches: listening", "listening", "a list is wanted", "[listening]"),
    (TEACHES, "teaches: [listening questioning]", "listening", "is no skill", "put commas between them"),
    ("choose: [ask_van, back_for,", "choose: [ask_van back_for,", "ask_van", "there is no option", "put commas"),
    ("        hears: van.1", "        hears: [van.1]", "[van", "a text is wanted", "without [ and ]: van"),
    ("        wait: true", '        wait: "true"', '"true"', "because it stands in quotes", "true or false"),
    ("        habit: one_up", "        effects: trust +1", "trust +1", "keys with values are wanted", "trust, fear,"),
    ("polite_yes: lovely, no: counted}", "polite_yes: lovely}", "", "needs “no”", "add no:"),
    ("if: heard.van >= 2", "if: “heard.van >= 2”", "“heard", "has no meaning in a condition", "without quotes"),
    ("if: heard.van >= 2", "if: herd.van >= 2", "herd", "conditions have no name “herd.van”", "mean heard.van?"),
    ("if: heard.van >= 2", "if: heard.van >= 2 AND trust > 3", "heard", "not expected here", "write and, in small"),
    ("if: heard.van >= 2", "if: she told about it", "she", "is not expected here", "a condition is no sentence"),
    ("if: heard.van >= 2", "if: true", "true", "no name “true”", "delete this if"),
    ("  trip:\n    step", "    trip:\n    step", "trip", "has no key “trip”", "begin further left"),
    ("      van:\n        - a van", "      the-van:\n        - a van", "the-van", "cannot be an id", "write the_van"),
    ("      - id: look\n        say: You", "      - id: look say: You", "say:", "a line of its own", "say: You"),
    ("        hears: van.2", "        hears: van: 2", "van: 2", "look like a key", "write van.2"),
    ("        if: heard.van >= 2", '        if: "heard.van" >= 2', '"heard', "closes before", "stand without quotes"),
    ("        if: heard.van >= 2", "        if: heard.van is 2", "heard.van is", "not expected", "write == to compare"),
    ("beats:\n", "<<<<<<< HEAD\nbeats:\n", "<<<<<<<", "two versions", "keep one of the two versions"),
    ("    risk: 3", "    risk: high", "high", "no whole number", "1 to 5 (1 a coffee, 2 a private card"),
    ("level: 1", "level: easy", "easy", "no whole number", "1 to 3 (1 first steps"),
    ("        move: pitch", "        mueve: pitch", "mueve", "no key “mueve”", "did you mean move?"),
    ("        say: We're getting", "        di: We're getting", "di", "no key “di”", "did you mean say?"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("right", "wrong", "spot", "words", "mend"), SLIPS, ids=[slip[1].strip()[:40] for slip in SLIPS]
)
def test_a_slip_is_one_finding_at_its_line_with_its_mend(
    right: str, wrong: str, spot: str, words: str, mend: str
) -> None:
    scene = planted(right, wrong, spot, SCENE)
    (finding,) = scene.load().findings
    assert words in finding.message
    assert mend in finding.hint
    if spot:
        assert (finding.line, finding.column) == (scene.line, scene.column)


def part(key: str) -> str:
    """A beat of the scene, with all that belongs to it."""
    found = re.search(rf"^  {key}:\n(?:    .*\n)+", SCENE, re.MULTILINE)
    assert found
    return found[0]


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        (lambda text: text.replace("      - id:", "      -id:"), "E001", "behind the dash"),
        (lambda text: text.replace(part("trip"), re.sub("(?m)^", "  ", part("trip")).rstrip(" ")), "E003", "beat"),
        (lambda text: text.replace(part("trip"), "") + part("trip").replace("  trip", "trip"), "E003", "like a beat"),
        (lambda text: text.replace(part("van"), part("trip") + part("van")), "E002", "a second time"),
        (lambda text: text.replace("what_time", "what-time"), "E004", "cannot be an id"),
        (lambda text: text.replace("  - id: gate", "  gate:").replace("  - id: bakery", "  bakery:"), "E004", "list"),
    ],
    ids=["no space behind any dash", "a whole beat too deep", "a whole beat too far left", "a beat pasted twice",
         "a hyphen in an id everywhere", "visits without dashes"],
)  # fmt: skip
def test_a_slip_that_touches_many_lines_is_told_once(change: Callable[[str], str], code: str, words: str) -> None:
    broken = change(SCENE)
    assert broken != SCENE
    findings = load_text(broken, "crossing.yaml").findings
    assert [finding.code for finding in findings] == [code]
    assert words in findings[0].message


@pytest.mark.parametrize(
    ("content", "words", "line"),
    [
        (SCENE.encode("utf-16-le"), "UTF-16", 1),
        (SCENE.replace("\n", "\r").encode(), "carriage return", 1),
        (b"PK\x03\x04\x14\x00\x06\x00" + bytes(range(256)), "word processor", 1),
        (b"{\\rtf1\\ansi " + SCENE.encode(), "word processor", 1),
        (f"```yaml\n{SCENE}```\n".encode(), "frames code", 1),
        (SCENE.replace("Ines Moreau\n", "In\u00e9s Moreau\n", 1).encode("cp1252"), "not UTF-8 (byte 0xe9)", 22),
    ],
)
def test_a_file_saved_in_another_way_is_told_so(content: bytes, words: str, line: int, tmp_path: Path) -> None:
    file = tmp_path / "crossing.yaml"
    file.write_bytes(content)
    loaded = load_scenario(file)
    (finding,) = loaded.findings
    assert words in finding.message
    assert finding.hint
    assert finding.line == line
    if line > 1:
        assert "In\u00e9s" in loaded.lines[line - 1], "the author's own line is shown"
