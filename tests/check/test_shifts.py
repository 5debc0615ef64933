"""What a shift must have, and how its walks name stops and records."""

import pytest

from tests.check.planting import codes, planted
from trainer.scenario.load import load_text

SHIFT = """\
format: 1
id: alder_street
title: Alder Street
form: shift
method: canvass
setting: doors
level: 1
language: en
teaches: [pace, respect, record, plan]
brief: An hour of doors for the Ward 6 campaign.
people:
  denise:
    name: Denise Walker
    mood: {trust: 4, fear: 4, hope: 4, anger: 5}
    concerns: {wrist: [the wrist hurts]}
shift: {minutes: 60, between: 2, par: 7, kind: doors, script: ["Hi, I'm here with the Ward 6 campaign."]}
stops:
  - {id: alder_12, label: 12 Alder St, list: {name: Denise Walker, age: 46}, with: denise, start: d_door, truth: {code: canvassed, support: 3}}
  - {id: alder_14, label: 14 Alder St, list: {name: Sam Ortiz, age: 31}, truth: {code: not_home}}
events:
  - {after: alder_12, effects: {denise.trust: +1}}
beats:
  d_door:
    says: Yes?
    options:
      - {id: hello, say: Will you vote on Tuesday?, move: closed_question, plan: [time, place, way], reply: Sure., then: end}
walks:
  - {name: one door and a pass, choose: [alder_12, hello, "record=canvassed:3:plan", pass]}
"""  # noqa: E501 - the format's own page writes stops in one line


def test_the_shift_of_the_formats_page_is_sound() -> None:
    loaded = load_text(SHIFT, "shift.yaml")
    assert loaded.findings == ()
    assert loaded.scenario is not None


@pytest.mark.parametrize(
    ("old", "new", "spot", "expected"),
    [
        ("stops:\n", "stop:\n", "stop", [("E003", "stop")]),
        ("shift: {", "shfit: {", "shfit", [("E003", "shfit")]),
        ("shift: {minutes: 60, between: 2", "shift: {between: 2", "", [("E005", "shift")]),
        ("kind: doors", "kind: door", "door", [("E004", "shift.kind")]),
        ("id: alder_14", "id: alder_12", "alder_12", [("E002", "stops.alder_12.id")]),
        ("with: denise, start: d_door, ", "with: denise, ", "", [("E005", "stops.alder_12")]),
        ("with: denise, start", "with: denis, start", "denis", [("E007", "stops.alder_12.with")]),
        ("start: d_door", "start: door", "door", [("E006", "stops.alder_12.start")]),
        ("{code: not_home}", "{code: nobody}", "nobody", [("E004", "stops.alder_14.truth.code")]),
        ("{code: not_home}", "{code: not_home, support: 2}", "2", [("E004", "stops.alder_14.truth.support")]),
        ("after: alder_12", "after: alder_13", "alder_13", [("E007", "events.0.after")]),
        ("teaches: [pace,", "teaches: [listening,", "listening", [("E004", "teaches.0")]),
        ("choose: [alder_12,", "choose: [alder_21,", "alder_21", [("E007", "walks.0.choose.0")]),
        ("record=canvassed:3:plan", "record=canvased:3", "", [("E004", "walks.0.choose.2")]),
        ("record=canvassed:3:plan", "record=canvassed:9", "", [("E004", "walks.0.choose.2")]),
        ("plan: [time,", "plan: [tme,", "tme", [("E004", "beats.d_door.options.hello.plan.0")]),
    ],
)  # fmt: skip
def test_an_error_in_a_shift_is_found_at_its_place(
    old: str, new: str, spot: str, expected: list[tuple[str, str]]
) -> None:
    scene = planted(old, new, spot, text=SHIFT)
    found = scene.load().findings
    assert [(finding.code, finding.where) for finding in found] == expected
    if spot:
        assert (found[0].line, found[0].column) == (scene.line, scene.column)


def test_visits_and_stops_do_not_mix() -> None:
    visits = "visits:\n  - {id: one, with: denise, clock: 9, start: d_door}\n"
    assert codes(planted("stops:\n", f"{visits}stops:\n", text=SHIFT).load()) == ["E003"]
