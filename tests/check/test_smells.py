"""Smells: found where they are, in English and in Spanish, and not where a line is good."""

import re
from pathlib import Path

import pytest

from tests.check.planting import BUS, Planted, planted
from trainer.check.run import check_file
from trainer.scenario.findings import Finding

SMELLS = ("S201", "S202", "S203", "S204", "S207", "S208", "S209")
LINE = "You started over. What are you counting, on an empty bus?"


FIRST_BEAT = BUS[BUS.index("  aisle:\n") : BUS.index("  folded_in:\n")]
SCENE = (
    BUS[: BUS.index("  - id: fuel_island\n")] + "beats:\n" + re.sub(r"then: \w+", "then: end", FIRST_BEAT)
)  # the first beat of Bus 31 by itself: small, so that its plays are quickly looked at


def smells(text: str, folder: Path) -> list[Finding]:
    """The smells of this module's codes in a scenario, in the file's order."""
    file = folder / "scene.yaml"
    file.write_text(text, encoding="utf-8")
    findings = check_file(file).findings
    assert [finding for finding in findings if finding.is_error] == []
    return [finding for finding in findings if finding.code in SMELLS]


def says(line: str, move: str = "open_question", language: str = "en", key: str = "") -> Planted:
    """The scene in which Bev is asked about her count in other words; the spot is the line."""
    text = SCENE.replace("language: en", f"language: {language}", 1)
    old = f'        say: "{LINE}"\n'
    start = text.index(old)
    text = text.replace(
        "        move: open_question", f"        move: {move}", text[:start].count("move: open_question") + 1
    )
    return planted(old, f'{key}        say: "{line}"\n', f'"{line}"', text=text)


def codes(scene: Planted, folder: Path) -> list[str]:
    """The codes of the smells in a scene."""
    return [finding.code for finding in smells(scene.text, folder)]


def test_the_scene_that_the_others_are_made_of_has_no_smell(tmp_path: Path) -> None:
    assert codes(says(LINE), tmp_path) == []


@pytest.mark.parametrize(
    "line",
    [
        "You look tired this morning.", "Do you always count them twice?", "And, Bev, is it the seats?",
        "So, have they given you more time?", "Can you tell me about it?", "Will they let you?", "Were you up there?",
    ],
)  # fmt: skip
def test_an_open_question_that_asks_nothing_or_begins_closed_is_found_at_its_move(line: str, tmp_path: Path) -> None:
    scene = says(line)
    (finding,) = smells(scene.text, tmp_path)
    assert (finding.code, finding.where) == ("S203", "beats.aisle.options.ask_count.move")
    assert scene.text.split("\n")[finding.line - 1][finding.column - 1 :] == "open_question"


@pytest.mark.parametrize(
    "line",
    [
        "Tell me about the count.", "And how's that sit with you?", "So, Will, what happened?", "Since when?",
        "Before. What will Reyes do when he sees it's you?", "I'd like to hear how that went.",
        "The count, what's it for?", "*You point.* Who else counts?", "Walk me through it.",
        "Help me understand the count.", "You’d do what?",
    ],
)  # fmt: skip
def test_an_open_question_in_other_forms_is_none(line: str, tmp_path: Path) -> None:
    assert codes(says(line), tmp_path) == []


@pytest.mark.parametrize(
    ("line", "move", "found"),
    [
        ("Is it the count?", "closed_question", []),
        ("It's the count.", "closed_question", ["S203"]),
        ("You wouldn't leave it, would you?", "leading_question", []),
        ("You're good for Saturday, then.", "leading_question", ["S203"]),
        ("Can I ask you about that?", "permission", []),
        ("I'd like to ask about that, if you don't mind.", "permission", []),
        ("I'm going to ask about that.", "permission", ["S203"]),
        ("You count them twice.", "reflection", []),
        ("You count them twice?", "reflection", []),
    ],
)
def test_each_questions_words_are_held_against_its_move(line: str, move: str, found: list[str], tmp_path: Path) -> None:
    assert codes(says(line, move), tmp_path) == found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("¿Qué cuenta, si el autobús está vacío?", []),
        ("¿Y cómo lo lleva?", []),
        ("Oiga, Bev, ¿para qué los cuenta?", []),
        ("Cuénteme de los asientos.", []),
        ("¿Tiene que contarlos siempre?", ["S203"]),
        ("Y entonces, ¿es por los niños?", ["S203"]),
        ("Se ve cansada.", ["S203"]),
        ("¿Qué cuenta? ¿Por qué dos veces?", ["S204"]),
        ("¿Qué haría usted? Es ilegal.", ["S207"]),
        ("¿Qué hace, si la ley no dice nada?", []),
        ("¿Por qué? El cuarenta por ciento ya no cuenta.", ["S207"]),
        ("¿Por qué? Van a ganar cien dólares más.", ["S207"]),
    ],
)
def test_spanish_lines_are_read_as_spanish(line: str, found: list[str], tmp_path: Path) -> None:
    found_here = [one for one in smells(says(line, language="es").text, tmp_path) if ".ask_count" in one.where]
    assert [one.code for one in found_here] == found


def test_of_another_language_only_what_needs_no_words_is_looked_at(tmp_path: Path) -> None:
    assert codes(says("Erzähl mir davon. Das ist illegal.", language="de"), tmp_path) == []
    assert codes(says("Warum? Wieso?", language="de"), tmp_path) == ["S204"]


def test_two_questions_are_a_smell_until_the_habit_is_named(tmp_path: Path) -> None:
    scene = says("What are you counting? Is it seats?")
    (finding,) = smells(scene.text, tmp_path)
    assert (finding.code, finding.line, finding.column) == ("S204", scene.line, scene.column)
    named = says("What are you counting? Is it seats?", key="        habit: stacked_q\n")
    assert codes(named, tmp_path) == []


@pytest.mark.parametrize(
    "line",
    [
        "It's illegal to fire you.", "The law is with us.", "They can't fire you over a card.",
        "That's against the law, right?",
        "Seventy percent of the yard signed.", "40% of us signed.", "Studies show that it works.", "It's your right.",
        "You'll get two dollars more an hour.", "We'll win you $400, I promise.", "Nine out of ten come back.",
        "Federal law covers it.", "There are studies on this.",
        "You'll have $500 more by Friday.", "You have the right to talk about pay.",
    ],
)  # fmt: skip
def test_a_claim_without_a_fact_is_found_at_its_words(line: str, tmp_path: Path) -> None:
    scene = says(line, "information")
    (finding,) = smells(scene.text, tmp_path)
    assert (finding.code, finding.line, finding.column) == ("S207", scene.line, scene.column)
    assert scene.text.split("\n")[finding.spot.line - 1][finding.spot.column - 1 :].startswith(
        finding.message.split("“")[1].split("”")[0].rstrip("…")
    )
    assert codes(says(line, "information", key="        fact: retaliation\n"), tmp_path) == []


@pytest.mark.parametrize(
    "line",
    [
        "I don't know what the law says.", "My mother-in-law drove it.", "I'm with you a hundred percent.",
        "I'm 100% sure.",
        "There's a legal pad in my bag.", "Ask legal aid, they know.", "It cost me ten dollars.",
        "See you at six in ten minutes.",
        "We'll bring ten dollars for the coffee.", "She is in law school.", "The study hall has a heater.",
    ],
)  # fmt: skip
def test_what_only_sounds_like_a_claim_is_none(line: str, tmp_path: Path) -> None:
    assert codes(says(line, "information"), tmp_path) == []


def test_what_a_person_says_rests_on_the_fact_of_the_beat(tmp_path: Path) -> None:
    text = says(LINE).text
    claims = planted('says: "Ten, eleven... shoot.', "says: \"It's the law. Ten, eleven... shoot.", text=text)
    (finding,) = smells(claims.text, tmp_path)
    assert (finding.code, finding.where) == ("S207", "beats.aisle.says")
    rests = planted("  aisle:\n", "  aisle:\n    fact: retaliation\n", text=claims.text)
    assert smells(rests.text, tmp_path) == []


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("555-0142", False), ("(212) 555-0142", False), ("1-800-555-0100", False), ("+1 415 555 0199", False),
        ("020 7946 0123", False), ("bev@example.org", False), ("bev@yard.example.com", False), ("bus 31-4412", False),
        ("2026-01-12", False), ("29 U.S.C. 157", False), ("1984-2026", False), ("$1,234,567", False),
        ("212-867-1234", True), ("555-1234", True), ("(503) 555-7214", True), ("5035557214", True),
        ("612 345 678", True), ("+44 7911 123456", True), ("bev.tallman@gmail.com", True),
        ("info@crestline-buses.com", True),
    ],
)  # fmt: skip
def test_an_address_or_number_of_somebodys_is_found_wherever_it_stands(
    written: str, found: bool, tmp_path: Path
) -> None:
    for old, place in (
        ("Two years now.", "brief"),
        ("    role: drives Bus 31", "people.bev.role"),
        ("reply: \"You'll have that till June.", "beats.aisle.options.sick_bus.reply"),
    ):
        text = planted(old, f"{old} {written}", text=says(LINE).text).text
        assert [(one.code, one.where) for one in smells(text, tmp_path)] == [("S208", place)] * found


@pytest.mark.parametrize(("words", "found"), [(45, []), (46, ["S209"])])
def test_a_line_of_either_side_is_too_long_beyond_forty_five_words(
    words: int, found: list[str], tmp_path: Path
) -> None:
    speech = "*She looks up at the office.* " + " ".join(["ten"] * words)
    for old, new in (
        ("shoot. One, two. Morning", f"shoot. One, two. Morning. {speech.replace('ten ', '', 13)}"),
        ("You'll have that till June. Half a lemon, on the dash. Where was I. One, two.", speech),
        (LINE, f"{speech} Why?".replace("ten ", "", 1)),
        ("No. I won't do that to Duane. He's been decent to me, and I don't go behind people.", speech),
    ):  # fmt: skip
        assert [code for code in codes(planted(old, new, text=says(LINE).text), tmp_path) if code != "S201"] == found


def test_two_options_alike_in_all_but_their_words_are_found_at_the_second(tmp_path: Path) -> None:
    old = "      - id: is_it_true\n"
    twin = "      - {id: long_night, say: Long night., move: small_talk, then: end}\n"
    other = "      - {id: cold_night, say: Cold night., move: small_talk, then: end}\n"
    text = says(LINE).text
    scene = planted(old, twin + other + old, "id: cold_night", text=text)
    (finding,) = smells(scene.text, tmp_path)
    assert (finding.code, finding.where, finding.line) == ("S202", "beats.aisle.options.cold_night", scene.line)
    assert "long_night" in finding.message
    for different in (
        other.replace(", then: end", ""),
        other.replace("small_talk", "reflection"),
        other.replace("say:", "hears: seats.1, say:"),
        other.replace("say:", "effects: {trust: +1}, say:"),
        other.replace("say:", "if: trust < 2, say:"),
    ):
        assert smells(planted(old, twin + different + old, text=text).text, tmp_path) == []


GOOD_AND_LONG = """\
      - {id: good, say: "Held over again, the third time this week, and nobody asked.", move: reflection, then: NEXT}
      - {id: cold, say: Cold in here., move: small_talk, then: NEXT}
      - {id: bad, say: Is it bad?, move: closed_question, then: NEXT}
"""


def many_beats(*beats: str) -> str:
    """A scenario of beats one after the other, each with these options."""
    head = BUS[: BUS.index("visits:\n")]
    visit = "visits:\n  - {id: bay, with: bev, clock: 30, start: beat_0}\nbeats:\n"
    body = ""
    for number, options in enumerate(beats):
        following = "end" if number == len(beats) - 1 else f"beat_{number + 1}"
        body += f"  beat_{number}:\n    says: Held over.\n    options:\n" + options.replace("NEXT", following)
    return head + visit + body


LONG_IS_WRONG = GOOD_AND_LONG.replace(
    "Cold in here.", '"Cold in here, with the dryers off and that door wide open all night."'
)
LONG_HAS_A_RIVAL = GOOD_AND_LONG.replace("Cold in here., move: small_talk", "You told them twice., move: affirmation")
LONG_IS_A_HABIT = GOOD_AND_LONG.replace("move: reflection", "move: reflection, habit: parrot")
RIVAL_IS_A_HABIT = LONG_HAS_A_RIVAL.replace("move: affirmation", "move: affirmation, habit: parrot")
TWO_OPTIONS = "".join(GOOD_AND_LONG.splitlines(keepends=True)[:2])


@pytest.mark.parametrize(
    ("beats", "found"),
    [
        ([GOOD_AND_LONG], True),
        ([GOOD_AND_LONG] * 2 + [LONG_IS_WRONG], True),
        ([GOOD_AND_LONG] * 3 + [LONG_IS_WRONG] * 2, False),
        ([GOOD_AND_LONG, LONG_IS_WRONG], False),
        ([LONG_HAS_A_RIVAL], False),
        ([LONG_IS_A_HABIT], False),
        ([RIVAL_IS_A_HABIT], True),
        ([TWO_OPTIONS], False),
        ([GOOD_AND_LONG] + [TWO_OPTIONS] * 3, True),
    ],
)
def test_long_good_lines_in_most_beats_are_one_smell_of_the_file(beats: list[str], found: bool, tmp_path: Path) -> None:
    text = many_beats(*beats)
    smelt = smells(text, tmp_path)
    assert [(one.code, one.where, text.split("\n")[one.line - 1]) for one in smelt] == [
        ("S201", "beats", "beats:")
    ] * found


def test_a_smell_is_allowed_with_a_reason_and_the_others_are_not(tmp_path: Path) -> None:
    scene = says("What are you counting? It's illegal, is it?")
    assert codes(scene, tmp_path) == ["S204"]
    allowed = scene.text + "allow: {S204: she is asked twice on purpose}\n"
    assert smells(allowed, tmp_path) == []
    other = scene.text + "allow: {S207: she is asked twice on purpose}\n"
    assert [finding.code for finding in smells(other, tmp_path)] == ["S204"]


@pytest.mark.parametrize(
    ("allow", "where"),
    [("{S204: }", "allow.S204"), ("{S299: meant}", "allow.S299"), ("{E006: meant}", "allow.E006"), ("[S204]", "allow")],
)
def test_what_is_allowed_has_a_known_code_and_a_reason(allow: str, where: str, tmp_path: Path) -> None:
    file = tmp_path / "scene.yaml"
    file.write_text(f"{says(LINE).text}allow: {allow}\n", encoding="utf-8")
    assert [(finding.code, finding.where) for finding in check_file(file).findings] == [("E004", where)]
