"""Fifteen classes of defects that testers of branching stories are measured by, each planted in a scene of the library.

docs/measurements.md has the table: which of them other testers found. The sixteenth case is the scene as it is.
"""

from pathlib import Path
from typing import NamedTuple

import pytest

from tests.check.planting import BUS, BUS_FILE
from trainer.check.run import check_file


class Defect(NamedTuple):
    """A text that is put in place of another, once, and what must be found: code, place, and words of its line."""

    old: str
    new: str
    found: list[tuple[str, str, str]]
    also: tuple[str, str] | None = None


LAST_BEAT = "walks:\n  - name: strong"
FIRST_OPTIONS = "      - id: youd_be_perfect\n"
LAST_ASK_OPTIONS = "      - id: walk_in\n"
WHO_DECIDES_OPTIONS = "      - id: fenwick\n"


def beats(text: str) -> str:
    """Beats at the end of the section."""
    return text + LAST_BEAT


DEFECTS = {
    "missing target": Defect(
        "then: who_decides\n",
        "then: who_decidse\n",
        [("E006", "beats.folded_in.options.call_it_in.then", "then: who_decidse")],
    ),
    "duplicate knot": Defect(
        "  back_seat:\n",
        "  folded_in:\n",
        [("E002", "beats.folded_in", "  folded_in:")],
        also=("then: back_seat\n", "then: folded_in\n"),
    ),
    "misspelt name in a condition": Defect(
        "if: heard.seats >= 2 and (kept",
        "if: heard.saets >= 2 and (kept",
        [("E007", "beats.pump.options.past_eleven.if", "heard.saets")],
    ),
    "misspelt name in text": Defect(
        "couldn't tell you half their names. It's you",
        "couldn't tell you half there names. It's you",
        [("E009", "beats.folded_in.cues.names.shows", "names: {shows")],
    ),
    "a branch that falls off the end": Defect(
        FIRST_OPTIONS,
        '      - {id: early, say: "You\'re early.", move: small_talk, then: early_bird}\n' + FIRST_OPTIONS,
        [("W103", "beats.early_bird", "  early_bird:")],
        also=(LAST_BEAT, beats("  early_bird:\n    says: I like it empty.\n")),
    ),
    "an orphan knot": Defect(
        LAST_BEAT,
        beats(
            "  tuba:\n    says: Devin and his tuba.\n"
            "    options: [{id: bye, say: See you., move: farewell, then: end}]\n"
        ),
        [("W101", "beats.tuba", "  tuba:")],
    ),
    "an impossible choice": Defect(
        FIRST_OPTIONS,
        "      - {id: banner, if: hope >= 7, say: Carry the banner Saturday., move: pitch, then: the_card}\n"
        + FIRST_OPTIONS,
        [("W102", "beats.aisle.options.banner", "id: banner")],
    ),
    "a rare soft-lock": Defect(
        LAST_ASK_OPTIONS,
        '      - {id: hose, say: "Want me to hold the hose?", move: closed_question, then: hose_down}\n'
        + LAST_ASK_OPTIONS,
        [("W103", "beats.hose_down", "  hose_down:")],
        also=(
            LAST_BEAT,
            beats(
                "  hose_down:\n    says: Hold it, then.\n    options:\n"
                "      - {id: held, if: trust < 10 or heard.seats < 3 or met.duane < 4 or not kept.own_card"
                " or fear > 6, say: Got it., move: farewell, then: end}\n"
            ),
        ),
    ),
    "a common soft-lock": Defect(
        WHO_DECIDES_OPTIONS,
        '      - {id: stamp, say: "My feet are going.", move: story, then: cold_feet}\n' + WHO_DECIDES_OPTIONS,
        [("W103", "beats.cold_feet", "  cold_feet:")],
        also=(
            LAST_BEAT,
            beats(
                "  cold_feet:\n    says: Get in, then.\n"
                "    options: [{id: get_in, if: trust >= 5, say: Thanks., move: farewell, then: end}]\n"
            ),
        ),
    ),
    "a number that means nothing, on a rare path": Defect(
        "    if: inoculated.bev\n",
        "    if: inoculated.bev and minutes_left > 3\n",
        [("E008", "events.0.if", "minutes_left > 3")],
    ),
    "an endless loop": Defect(
        WHO_DECIDES_OPTIONS,
        '      - {id: map, say: "Off a map?", move: closed_question, then: the_map}\n' + WHO_DECIDES_OPTIONS,
        [("W104", "beats.the_map", "  the_map:"), ("W104", "beats.the_school", "  the_school:")],
        also=(
            LAST_BEAT,
            beats(
                "  the_map:\n    says: Off a map.\n"
                "    options: [{id: school, again: true, say: And the school., move: reflection, then: the_school}]\n"
                "  the_school:\n    says: And the school.\n"
                "    options: [{id: and_map, again: true, say: And the map., move: reflection, then: the_map}]\n"
            ),
        ),
    ),
    "a hub with no way out": Defect(
        WHO_DECIDES_OPTIONS,
        '      - {id: yard, say: "How\'s the yard?", move: small_talk, then: the_yard}\n' + WHO_DECIDES_OPTIONS,
        [("W104", "beats.the_yard", "  the_yard:"), ("W104", "beats.the_cat", "  the_cat:")],
        also=(
            LAST_BEAT,
            beats(
                "  the_yard:\n    says: Same as ever.\n    options:\n"
                "      - {id: cat, again: true, say: And the cat., move: small_talk, then: the_cat}\n"
                "      - {id: ice, again: true, say: And the ice., move: reflection}\n"
                "  the_cat:\n    says: Fat.\n"
                "    options: [{id: back, again: true, say: And the yard., move: small_talk, then: the_yard}]\n"
            ),
        ),
    ),
    "once-only choices that run out": Defect(
        "      - id: that_makes_seven\n        again: true\n",
        "      - id: that_makes_seven\n",
        [("W103", "beats.sure", "  sure:")],
    ),
    "a type error on a rare path": Defect(
        "if: asked.card == no and seen.pump",
        "if: asked.card >= 3 and seen.pump",
        [("E008", "beats.underneath.options.own_pocket.reply.2.if", "asked.card >= 3")],
    ),
    "a variable nobody reads": Defect(
        "        picks_up: recount\n",
        "        picks_up: recount\n        sets: asked_about_the_count\n",
        [("W106", "beats.aisle.options.ask_count.sets", "sets: asked_about")],
    ),
}


def planted(defect: Defect) -> str:
    """The scene with a defect in it, without its walks, which are tests of their own."""
    text = BUS
    for old, new in [(defect.old, defect.new), *([defect.also] if defect.also else [])]:
        assert old in text
        text = text.replace(old, new, 1)
    return text[: text.index("walks:\n")]


@pytest.mark.parametrize("name", DEFECTS)
def test_a_planted_defect_is_found_where_it_is_and_nothing_else(name: str, tmp_path: Path) -> None:
    defect = DEFECTS[name]
    file = tmp_path / "planted.yaml"
    text = planted(defect)
    file.write_text(text, encoding="utf-8")
    lines = text.split("\n")
    findings = check_file(file).findings
    assert [(one.code, one.where) for one in findings] == [(code, where) for code, where, _ in defect.found]
    for one, (_, _, words) in zip(findings, defect.found, strict=True):
        assert words in lines[one.line - 1]
        assert one.message
        assert one.hint


def test_there_are_fifteen_and_the_scene_without_them_is_clean() -> None:
    assert len(DEFECTS) == 15
    assert check_file(BUS_FILE).findings == ()
