"""Every error, planted into a scene of the library, is found with its code, place, line, column and a mend."""

import pytest

from tests.check.planting import BUS, codes, planted
from trainer.scenario.load import load_text

OPTION = "beats.aisle.options"

FAULTS = [
    # what, text in the file, with the fault, spot, code, where, words of the mend
    ("a key twice", "level: 1\n", "level: 1\nlevel: 2\n", "level: 2", "E002", "level", "keep one"),
    ("a beat twice", "  who_decides:\n", "  folded_in: {says: Hm.}\n  who_decides:\n", "folded_in", "E002",
     "beats.folded_in", "another name"),
    ("an option's id twice", "- id: sick_bus", "- id: youd_be_perfect", "youd_be_perfect", "E002",
     f"{OPTION}.youd_be_perfect.id", "another id"),
    ("a cue twice in the file", "      by_ten: {", '      recount: {shows: "Twenty degrees"}\n      by_ten: {',
     "recount", "E002", "beats.back_seat.cues.recount", "another id"),
    ("a visit's id twice", "- id: fuel_island", "- id: bay_three", "bay_three", "E002", "visits.bay_three.id",
     "another id"),
    ("an unknown key", "        picks_up: recount", "        pick_up: recount", "pick_up", "E003",
     f"{OPTION}.ask_count.pick_up", "did you mean picks_up?"),
    ("a key in the wrong place", "    step: issue\n    narration", "    picks_up: recount\n    narration", "picks_up",
     "E003", "beats.aisle.picks_up", "belongs to an option"),
    ("a mood that there is none of", "effects: {trust: -1}", "effects: {trsut: -1}", "trsut", "E003",
     "beats.back_seat.options.you_found_him.effects.trsut", "did you mean trust?"),
    ("a bare mood in an event", "effects: {bev.hope: +1}", "effects: {hope: +1}", "hope", "E003",
     "events.0.effects.hope", "person.hope"),
    ("keys of the other form", "goals:\n", "shift: {minutes: 60, between: 2, par: 7, kind: doors}\ngoals:\n", "shift",
     "E003", "shift", "form: shift"),
    ("a move that there is none of", "move: pitch", "move: pich", "pich", "E004", f"{OPTION}.youd_be_perfect.move",
     "did you mean pitch?"),
    ("a number out of range", "influence: 6", "influence: 60", "60", "E004", "people.bev.influence", "from 0 to 9"),
    ("a number in quotes", "influence: 6", 'influence: "6"', '"6"', "E004", "people.bev.influence", "without quotes"),
    ("a typographer's minus", "effects: {trust: -1}", "effects: {trust: \u22121}", "\u22121", "E004",
     "beats.back_seat.options.you_found_him.effects.trust", "write -1"),
    ("yes for true", "wait: true", "wait: yes", "yes", "E004", "beats.back_seat.options.stay_quiet.wait",
     "true or false"),
    ("an empty value", "    name: Bev Tallman", "    name:", "", "E004", "people.bev.name", "delete the key"),
    ("an id with a capital", "- id: sick_bus", "- id: Sick bus", "Sick bus", "E004", f"{OPTION}.Sick bus.id",
     "small letters"),
    ("a reserved word as id", "- id: sick_bus", "- id: none", "none", "E004", f"{OPTION}.none.id", "another name"),
    ("a text where keys are wanted", "    mood: {trust: 3, fear: 8, hope: 1, anger: 2}", "    mood: gloomy", "gloomy",
     "E004", "people.bev.mood", "trust, fear, hope, anger"),
    ("a mapping where a text is wanted", "    role: drives Bus 31, twenty-two years in the yard", "    role: {bus: 31}",
     "{bus", "E004", "people.bev.role", "quotes"),
    ("a skill of the other form", "teaches: [listening,", "teaches: [pace,", "pace", "E004", "teaches.0", "listening"),
    ("words on a silence", "      - id: stay_quiet\n", "      - id: stay_quiet\n        say: Hm.\n", "say", "E004",
     "beats.back_seat.options.stay_quiet.say", "delete"),
    ("an ask with another move", "        move: ask\n        ask: card\n        habit: unask",
     "        move: pitch\n        ask: card\n        habit: unask", "ask: card", "E004",
     "beats.the_card.options.only_if.ask", "move: ask"),
    ("ways on without an ask", "        then: who_decides\n        why: A number",
     "        then: {yes: end, polite_yes: end, no: end}\n        why: A number", "{yes", "E004",
     "beats.folded_in.options.call_it_in.then", "one beat"),
    ("a last start with a condition", "    start: pump", "    start: [{if: trust > 3, beat: pump}]", "trust > 3",
     "E004", "visits.fuel_island.start.0.if", "without one"),
    ("a reference without depth", "hears: seats.1", "hears: seats", "seats", "E004", f"{OPTION}.is_it_true.hears",
     "seats.1 to seats.3"),
    ("an error that is allowed", "goals:\n", "allow: {E007: I like it}\ngoals:\n", "E007", "E004", "allow.E007",
     "W101"),
    ("no title", "title: Bus 31\n", "", "", "E005", "", "title"),
    ("no visits", "visits:\n", "visit:\n", "visit", "E003", "visit", "did you mean visits?"),
    ("a mood short", "hope: 1, anger: 2}", "hope: 1}", "", "E005", "people.bev.mood", "anger"),
    ("an option without words",
     '- id: ask_count\n        say: "You started over. What are you counting, on an empty bus?"',
     "- id: ask_count", "id: ask_count", "E005", f"{OPTION}.ask_count", "say"),
    ("an option without move", '        move: pitch\n        habit: pitch_first', "        habit: pitch_first", "",
     "E005", f"{OPTION}.youd_be_perfect", "move"),
    ("an ask of nothing", "        move: ask\n        ask: card\n        habit: unask",
     "        move: ask\n        habit: unask", "", "E005", "beats.the_card.options.only_if", "ask"),
    ("a beat that is not there", "then: the_card", "then: the_crad", "the_crad", "E006",
     f"{OPTION}.youd_be_perfect.then", "did you mean the_card?"),
    ("a start that is not there", "start: aisle", "start: isle", "isle", "E006", "visits.bay_three.start", "aisle"),
    ("an answer that leads nowhere", "polite_yes: sure,", "polite_yes: shure,", "shure", "E006",
     "beats.the_card.options.only_if.then.polite_yes", "sure"),
    ("an unknown person", "with: bev", "with: bea", "bea", "E007", "visits.bay_three.with", "did you mean bev?"),
    ("an unknown concern", "hears: seats.1", "hears: seat.1", "seat.1", "E007", f"{OPTION}.is_it_true.hears", "seats"),
    ("a depth too deep", "hears: seats.1", "hears: seats.4", "seats.4", "E007", f"{OPTION}.is_it_true.hears", "1 to 3"),
    ("depth nought", "recalls: seats.2", "recalls: seats.0", "seats.0", "E007",
     "beats.pump.options.past_eleven.recalls", "1 to 3"),
    ("an unknown objection", "raises: duane", "raises: dwane", "dwane", "E007", "beats.owes.raises", "duane"),
    ("an unknown objection met", "meets: duane", "meets: boss", "boss", "E007",
     "beats.owes.options.never_run_down.meets", "known: duane"),
    ("an unknown cue", "picks_up: recount", "picks_up: recuont", "recuont", "E007", f"{OPTION}.ask_count.picks_up",
     "recount"),
    ("a cue about nothing", "about: seats", "about: heat", "heat", "E007", "beats.aisle.cues.recount.about", "seats"),
    ("an unknown ask", "ask: card", "ask: cart", "cart", "E007", "beats.the_card.options.only_if.ask", "card"),
    ("an event after nothing", "after: bay_three", "after: bay_tree", "bay_tree", "E007", "events.0.after",
     "bay_three"),
    ("an unknown habit", "habit: one_up", "habit: oneup", "oneup", "E007", f"{OPTION}.sick_bus.habit", "one_up"),
    ("an unknown fact", "fact: fenwick", "fact: fenwik", "fenwik", "E007", "beats.who_decides.options.fenwick.fact",
     "fenwick"),
    ("effects on nobody", "effects: {bev.hope: +1}", "effects: {ben.hope: +1}", "ben.hope", "E007",
     "events.0.effects.ben.hope", "bev"),
    ("a walk over no option", "choose: [is_it_true,", "choose: [isnt_it_true,", "isnt_it_true", "E007",
     "walks.1.choose.0", "is_it_true"),
    ("a rating of nobody", "  - name: shallow", "  - rate: {denise: 3}\n    name: shallow", "denise", "E007",
     "walks.1.rate.denise", "bev"),
    ("an unknown id in an option's condition", "if: not seen.pump", "if: not seen.pomp", "not seen", "E007",
     "beats.sure.options.not_the_box.if", "pump"),
    ("an unknown name in an event", "if: inoculated.bev", "if: innoculated.bev", "innoculated", "E008", "events.0.if",
     "inoculated"),
    ("one equals sign", "if: heard.seats >= 2, text: \"And", "if: heard.seats = 2, text: \"And", "heard.seats = 2",
     "E008", "beats.the_card.says.1.if", "=="),
    ("a clock before the visit", "    clock: 13\n", "    if: minutes_left > 3\n    clock: 13\n", "minutes_left", "E008",
     "visits.fuel_island.if", "clock"),
    ("an answer compared with a number", "{if: asked.card == yes, text: \"*She pours",
     "{if: asked.card == 1, text: \"*She pours", "asked.card == 1", "E008",
     "beats.underneath.options.own_pocket.reply.1.if", "yes"),
    ("a number that stands alone", "if: not seen.pump", "if: trust", "trust", "E008",
     "beats.sure.options.not_the_box.if", "compare"),
    ("an expectation that cannot be read", '"trust == 10"', '"trust = 10"', '"trust', "E008", "walks.0.expect.2", "=="),
    ("a cue that was polished away", 'shows: "shoot. One, two"', 'shows: "shoot. Two, one"', '"shoot', "E009",
     "beats.aisle.cues.recount.shows", "letter by letter"),
    ("a cue in one wording of five", "      door: {shows: \"opens it, looks down the aisle\"",
     "      door: {shows: \"Not today\"", '"Not today"', "E009", "beats.pump.cues.door.shows", "every wording"),
    ("an escape in a title", "title: Bus 31\n", 'title: "Bus \\e[31m"\n', '"Bus', "E010", "title", "type"),
    ("a tab in a text", "One lit window, Duane's", "One lit\twindow, Duane's", "", "E010", "beats.aisle.narration",
     "spaces"),
    ("an anchor", "title: Bus 31\n", "title: &bus Bus 31\n", "&bus", "E011", "title", "quotes"),
    ("a tag", "title: Bus 31\n", "title: !!str Bus 31\n", "!!str", "E011", "title", "quotes"),
    ("a merge key", "    name: Bev Tallman", "    <<: {}\n    name: Bev Tallman", "<<", "E011",
     "people.bev.<<", "write"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "spot", "code", "where", "mend"), [fault[1:] for fault in FAULTS], ids=[fault[0] for fault in FAULTS]
)
def test_a_planted_error_is_the_only_finding_and_at_its_place(
    old: str, new: str, spot: str, code: str, where: str, mend: str
) -> None:
    scene = planted(old, new, spot)
    loaded = scene.load()
    assert [(finding.code, finding.where) for finding in loaded.findings] == [(code, where)]
    (finding,) = loaded.findings
    if spot:
        assert (finding.line, finding.column) == (scene.line, scene.column)
    assert mend in finding.hint
    assert loaded.scenario is None


def test_what_is_missing_is_told_where_its_owner_begins() -> None:
    scene = planted("        move: pitch\n        habit: pitch_first", "        habit: pitch_first")
    line = scene.text.split("\n").index("      - id: youd_be_perfect") + 1
    (finding,) = scene.load().findings
    assert (finding.line, finding.column) == (line, 9)


def test_a_second_key_names_the_line_of_the_first() -> None:
    (finding,) = planted("level: 1\n", "level: 1\nlevel: 2\n").load().findings
    first = BUS.split("\n").index("level: 1") + 1
    assert f"line {first}" in finding.message


def test_a_misspelt_key_is_not_also_told_as_missing() -> None:
    assert codes(planted("title: Bus 31", "titel: Bus 31").load()) == ["E003"]
    assert codes(planted("        move: pitch", "        mvoe: pitch").load()) == ["E003"]


def test_all_findings_come_in_one_go_and_in_the_order_of_the_file() -> None:
    faults = [fault for fault in FAULTS if fault[4] in ("E006", "E007", "E009")]
    text, expected = BUS, []
    for _, old, new, _, code, where, _ in faults:
        if old in text and not any(place.startswith(where) or where.startswith(place) for _, place in expected):
            text = text.replace(old, new, 1)
            expected.append((code, where))
    found = load_text(text, "many.yaml").findings
    assert len(expected) > 15
    assert set(expected) <= {(finding.code, finding.where) for finding in found}
    assert [finding.line for finding in found] == sorted(finding.line for finding in found)


def test_where_the_beats_cannot_be_read_only_that_is_told() -> None:
    beats, walks = BUS.index("beats:\n"), BUS.index("walks:\n")
    loaded = load_text(BUS[:beats] + "beats: later\n" + BUS[walks:], "no_beats.yaml")
    assert [(finding.code, finding.where) for finding in loaded.findings] == [("E004", "beats")]


def test_the_library_is_without_a_finding() -> None:
    assert load_text(BUS, "bus.yaml").findings == ()
