"""Two lives of one afternoon: what a shift and the visits to the same people say beside each other."""

import re
from pathlib import Path

import pytest

from scoring.transcript import Transcript
from trainer.check.players import PLAYERS, play_with
from trainer.check.walks import walk
from trainer.conversation.story import compile_story
from trainer.report.export import pair_as_text
from trainer.report.pair import NoPair, Pair, PairedPerson, pair_of
from trainer.report.text import pair_sections
from trainer.scenario.library import find
from trainer.scenario.load import load_scenario, load_text
from trainer.scenario.model import Scenario

SCENES = Path(__file__).parents[1] / "scenes"
STREET = (SCENES / "elm_street.yaml").read_text(encoding="utf-8")
HOUSE = (SCENES / "elm_house.yaml").read_text(encoding="utf-8")

BRISK = (
    "elm_2 ruth_ask ruth_plan ruth_go record=canvassed:1:plan elm_4 record=not_home "
    "elm_6 otis_ask otis_thanks record=canvassed:1 pass elm_10 kemp_thanks record=canvassed:5"
)
TOLD = "why_coat into_cold used_to sit_with who_could ask_ruth stroud_asks ask_otis what_if"


def scene(text: str, *edits: tuple[str, str]) -> Scenario:
    """A scenario of these files, edited."""
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new)
    loaded = load_text(text, "scene.yaml")
    assert loaded.scenario is not None, loaded.findings
    return loaded.scenario


def played(scenario: Scenario, choices: str, **ratings: int) -> Transcript:
    return walk(compile_story(scenario), choices.split(), ratings).transcript()


def pair(
    street: Scenario | None = None,
    house: Scenario | None = None,
    at_doors: str = BRISK,
    visiting: str = TOLD,
    **rate: int,
) -> Pair:
    """The pair of a shift and visits that were played so."""
    street, house = street or scene(STREET), house or scene(HOUSE)
    return pair_of(
        played(street, at_doors), played(house, visiting, **rate), {"elm_street": street, "elm_house": house}
    )


def of(told: Pair, person: str) -> PairedPerson:
    return next(one for one in told.people if one.id == person)


def test_everyone_who_lives_in_both_is_told_twice() -> None:
    told = pair(otis=3, ruth=2)
    assert (told.once, told.again) == ("An hour on Elm", "The stairs of Elm House")
    assert [person.id for person in told.people] == ["ruth", "otis", "nell"]
    assert of(told, "ruth").once.words == (
        "3 minutes in 1 talk.",
        "What weighs on Ruth did not come up.",
        "Ruth said yes to “vote for Mina Vogel”.",
        "When the day came, Ruth did it.",
        "You wrote down: canvassed, support 1, with a plan. That is so.",
    )
    assert of(told, "otis").again.words == (
        "7 minutes in 2 talks.",
        "You learned: The heat goes off at four. He sleeps in his coat when he comes home. His girl stays with her "
        "aunt since November.",
        "Otis said yes to “come to the meeting in the laundry room”.",
        "When the day came, Otis did it. You had talked through what would get in the way.",
        "You rated Otis a 3; Otis was a 3.",
    )
    assert of(told, "ruth").again.words[-1] == "You rated Ruth a 2; Ruth was a 3."


def test_the_figures_are_those_of_the_plays() -> None:
    told = pair()
    street, house = played(scene(STREET), BRISK), played(scene(HOUSE), TOLD)
    for person in told.people:
        for life, transcript in ((person.once, street), (person.again, house)):
            turns = [turn for turn in transcript.turns if turn.person == person.id]
            assert life.minutes == sum(turn.minutes for turn in turns)
            assert life.talks == len({turn.visit for turn in turns})
            assert len(life.learned) == sum(turn.opened is not None for turn in turns)
    assert told.ledger == (
        "At the doors: you met 2 of these 3. It took 5 minutes, about 3 minutes each. Ruth and Otis said yes. When the "
        "day came, Ruth did it.",
        "In the same time you also talked with 1 more person, whom the visits never reach.",
        "Coming back: you met 2 of these 3. It took 9 minutes, about 5 minutes each. Ruth and Otis said yes. When the "
        "day came, Ruth and Otis did it.",
    )


def test_either_may_have_been_played_first() -> None:
    street, house = scene(STREET), scene(HOUSE)
    one, other, by_id = played(street, BRISK), played(house, TOLD), {"elm_street": street, "elm_house": house}
    assert pair_of(one, other, by_id) == pair_of(other, one, by_id)


def test_what_is_no_pair_is_refused() -> None:
    street, house = scene(STREET), scene(HOUSE)
    by_id = {"elm_street": street, "elm_house": house}
    for form, transcript in (("shift", played(street, BRISK)), ("visits", played(house, TOLD))):
        with pytest.raises(NoPair, match="one shift and one scenario of visits"):
            pair_of(transcript, transcript, by_id)
        assert transcript.head.form == form
    edits = [("asked.meeting.otis", "asked.meeting.otis_two"), ("asked.meeting.ruth", "asked.meeting.ruth_two")]
    for name in ("ruth", "otis", "nell"):
        edits += [(f"  {name}:\n    name", f"  {name}_two:\n    name"), (f"with: {name},", f"with: {name}_two,")]
    strangers = scene(HOUSE, *edits)
    with pytest.raises(NoPair, match="elm_street and elm_house have nobody in common"):
        pair_of(played(street, BRISK), played(strangers, TOLD), by_id)


# People who were not met


def test_somebody_who_was_passed_by() -> None:
    nell = of(pair(), "nell")
    assert nell.once.words == ("8 Elm St: you did not knock, so you never met Nell.",)
    assert nell.again.words == ("You did not meet Nell.",)
    assert (nell.once.talks, nell.once.minutes, nell.once.came, nell.once.answers) == (0, 0, None, ())


@pytest.mark.parametrize(
    ("kind", "words", "where"),
    [
        ("calls", "8 Elm St: you did not call, so you never met Nell.", "On the telephone: "),
        ("texts", "8 Elm St: you did not write, so you never met Nell.", "In the messages: "),
    ],
)
def test_calls_and_texts_are_no_doors(kind: str, words: str, where: str) -> None:
    told = pair(scene(STREET, ("kind: doors", f"kind: {kind}")))
    assert of(told, "nell").once.words == (words,)
    assert told.ledger[0].startswith(where)
    assert len(told.turnout) == 1, "the experiments with talks were made at doors"
    assert told.turnout[0].startswith("You left 1 supporter with a plan")


def test_passing_everybody_and_meeting_everybody() -> None:
    nobody = pair(at_doors="pass pass pass pass pass")
    assert nobody.ledger[0] == "At the doors: you met none of these 3."
    assert len(nobody.ledger) == 2
    assert nobody.turnout == ()
    everybody = pair(
        at_doors="elm_2 ruth_bye record=canvassed:2 pass elm_6 otis_tired record=not_home "
        "elm_8 nell_bye record=canvassed:3 pass"
    )
    assert everybody.ledger[0] == (
        "At the doors: you met all 3. It took 3 minutes, about 1 minute each. Nobody said yes."
    )
    assert of(everybody, "nell").once.words == (
        "1 minute in 1 talk.",
        "What weighs on Nell did not come up.",
        "You asked Nell for nothing.",
        "You wrote down: canvassed, support 3. Right would have been: canvassed, support 2.",
    )
    assert of(everybody, "otis").once.words[-1] == (
        "You wrote down: not home. Right would have been: canvassed, support 3."
    )


def test_somebody_who_opened_two_doors_is_one_person() -> None:
    twice = scene(STREET, ("with: kemp, start: kemp_door", "with: otis, start: otis_sure"))
    told = pair(twice, at_doors=BRISK.replace("kemp_thanks", "otis_great"))
    otis = of(told, "otis")
    assert otis.once.talks == 2
    assert otis.once.recorded == "canvassed, support 1; canvassed, support 5"
    assert [line for line in otis.once.words if line.startswith("You wrote")] == [
        "You wrote down: canvassed, support 1. Right would have been: canvassed, support 3.",
        "You wrote down: canvassed, support 5. That is so.",
    ]
    assert not any("more p" in line for line in told.ledger)


# What a yes was worth


def test_a_polite_yes_is_explained() -> None:
    assert of(pair(), "otis").once.words[2:] == (
        "Otis said yes to “vote for Mina Vogel”.",
        "When the day came, Otis did not do it. The yes was manners: this takes a readiness of 6, and Otis's was 3.",
        "You wrote down: canvassed, support 1. Right would have been: canvassed, support 3.",
    )
    assert of(pair(), "otis").once.answers == ("yes to “vote for Mina Vogel”",)


def test_a_polite_yes_can_grow_and_a_meant_one_fade() -> None:
    events = """\
events:
  - {after: oven, text: The heat is off all night., effects: {otis.anger: +7, ruth.fear: +8, ruth.hope: -5}}
walks:
"""
    house = scene(HOUSE, ("walks:\n", events), ("asked.meeting.otis == yes", "asked.meeting.otis != no"))
    told = pair(house=house, visiting="quick_ask ask_ruth ruth_done nod ask_nell")
    assert of(told, "otis").again.words[3] == "When the day came, Otis did it. It was said out of politeness, and grew."
    assert of(told, "ruth").again.words[3] == (
        "When the day came, Ruth did not do it. The yes was meant, and did not last. This takes a readiness of 10, and "
        "Ruth's was down to minus 1."
    )
    assert told.ledger[-1].endswith("Ruth and Otis said yes. When the day came, Otis did it.")
    assert of(told, "nell").again.words[2] == "Nell said no to “come to the meeting in the laundry room”."


def test_before_the_end_nobody_has_come() -> None:
    told = pair(at_doors="elm_2 ruth_ask", visiting="quick_ask")
    assert of(told, "ruth").once.came is None
    assert of(told, "ruth").once.words[2:] == ("Ruth said yes to “vote for Mina Vogel”.",)
    assert told.ledger[0].endswith("Ruth said yes.")


# The vote


def test_turnout_is_counted_from_the_voters_talked_with() -> None:
    told = pair()
    assert told.turnout == (
        "You talked with 3 voters. At 2 to 4 points of turnout a talk, that is 0.06 to 0.12 votes more than without "
        "you. It adds up: 100 such shifts bring 6 to 12.",
        "You left 1 supporter with a plan of when, from where and how to go. Such a plan raised turnout by 4.1 points "
        "where it was tried; being urged to vote, without one, did not raise it (Nickerson and Rogers 2010).",
    )
    unplanned = pair(at_doors=BRISK.replace("ruth_plan", "ruth_corner"))
    assert unplanned.turnout[1].startswith("You left no supporter with a whole plan of when, from where and how to go.")
    only_kemp = pair(at_doors="pass pass pass pass elm_10 kemp_thanks record=canvassed:5")
    assert len(only_kemp.turnout) == 1
    assert only_kemp.turnout[0].startswith("You talked with 1 voter. ")
    moved = scene(STREET, ("truth: {code: canvassed, support: 5}", "truth: {code: moved}"))
    assert pair(moved, at_doors="pass pass pass pass elm_10 kemp_thanks record=moved").turnout == ()


# Whole


def test_an_older_play_of_a_scenario_that_was_edited_since_can_still_be_told() -> None:
    street, house = scene(STREET), scene(HOUSE)
    older = played(house, TOLD)
    edited = scene(
        HOUSE, ("        - his girl stays with her aunt since November\n", ""), ("hears: heat.3, ", ""),
        ("recalls: heat.3, ", ""), ("heard.heat == 3", "heard.heat == 2"),
    )  # fmt: skip
    told = pair_of(played(street, BRISK), older, {"elm_street": street, "elm_house": edited})
    assert of(told, "otis").again.learned == (
        "the heat goes off at four",
        "he sleeps in his coat when he comes home",
    )


def assert_read_aloud(told: Pair) -> None:
    sentence = re.compile(r"[A-Z0-9].*[.?!”]$")
    for section in pair_sections(told):
        for line in filter(None, section.lines):
            assert sentence.match(line), line
            assert not re.search(r"\bNone\b|  |\.\.|; and|(?<![\d.])1 \w+s\b|[*_]", line), line


def test_every_line_can_be_read_aloud() -> None:
    for told in (pair(otis=2), pair(at_doors="pass pass pass pass pass"), pair(at_doors="elm_2", visiting="")):
        assert_read_aloud(told)
        assert pair_as_text(told).startswith("Second Knock: An hour on Elm and The stairs of Elm House\n")


def test_the_pair_of_alder_street() -> None:
    """The same five people behind their doors and on their stairs, ably and badly."""
    scenarios = {}
    for name in ("doors_on_alder", "alder_court"):
        loaded = load_scenario(find(name))
        assert loaded.scenario is not None, loaded.findings
        scenarios[name] = loaded.scenario
    doors, court = scenarios["doors_on_alder"], scenarios["alder_court"]
    shared = ["lyle", "irma", "marcus", "dell", "corinne"]
    assert all(doors.people[person].mood == court.people[person].mood for person in shared)
    told = {
        player: pair_of(*(play_with(compile_story(s), player).transcript() for s in (doors, court)), scenarios)
        for player in PLAYERS
    }
    for player, found in told.items():
        assert [person.id for person in found.people] == shared, player
        assert_read_aloud(found)
    able, badly = told["strong"], told["habits"]
    lyle = of(able, "lyle")
    assert any("The yes was manners" in line for line in lyle.once.words)
    assert lyle.once.came is False
    assert lyle.again.came is True
    assert sum(bool(person.again.came) for person in able.people) > sum(
        bool(person.again.came) for person in badly.people
    )
    assert sum(len(person.again.learned) for person in able.people) >= 10
    assert sum(person.again.minutes for person in able.people) > 4 * sum(person.once.minutes for person in able.people)
