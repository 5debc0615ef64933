"""What must hold of every play, whatever was said in it."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from scoring_builders import ASKS, Data, data, line, offer

from scoring import Scorecard, Transcript, catalogue, gate_habits, score, turn_costs
from scoring.moves import MOVES, STEPS

WORDS = ["", "Again.", "What happened?", "They can't fire you.", "*She nods.* Sure. Sounds good to me, put me down."]
CUES = ["sigh", "glance"]
DEPTHS = [*(f"wrist.{n}" for n in (1, 2, 3)), "hours.1", "hours.2"]


def tags() -> st.SearchStrategy[Data]:
    return st.fixed_dictionaries(
        {},
        optional={
            "hears": st.sampled_from(DEPTHS),
            "recalls": st.sampled_from(DEPTHS),
            "picks_up": st.sampled_from(CUES),
            "meets": st.sampled_from(["fired", "dues", "busy"]),
            "promises": st.lists(st.sampled_from(["form", "ride"]), min_size=1, max_size=2),
            "keeps": st.sampled_from(["form", "ride"]),
            "next": st.just("Thursday"),
            "habit": st.sampled_from(sorted(catalogue())),
        },
    )


@st.composite
def said(draw: st.DrawFn) -> Data:
    """What a line is: a move with its tags, an ask only with `ask`, its step and its words."""
    move = draw(st.sampled_from(MOVES))
    own = draw(tags()) | ({"ask": draw(st.sampled_from(sorted(ASKS)))} if move == "ask" else {})
    return {"move": move, "step": draw(st.sampled_from(STEPS)), "say": draw(st.sampled_from(WORDS)), **own}


@st.composite
def turns(draw: st.DrawFn) -> list[Data]:
    made: list[Data] = []
    for visit in range(draw(st.integers(1, 3))):
        person = draw(st.sampled_from(["denise", "omar"]))
        for _ in range(draw(st.integers(1, 5))):
            own = draw(said())
            answer = draw(st.sampled_from(["yes", "polite_yes", "no"])) if own["move"] == "ask" else None
            others = [offer(o.pop("move"), f"o{n}", **o) for n, o in enumerate(draw(st.lists(said(), max_size=3)))]
            made.append(
                line(
                    **own,
                    visit=f"visit_{visit}",
                    person=person,
                    answer=answer,
                    reply=draw(st.sampled_from(WORDS)),
                    cues_open=draw(st.lists(st.sampled_from(CUES), unique=True)),
                    raised=draw(st.sampled_from([None, "fired", "dues", "busy"])),
                    offered=others,
                )
            )
    return made


@st.composite
def plays(draw: st.DrawFn) -> Data:
    comes = {ask: draw(st.lists(st.sampled_from(["denise", "omar"]), unique=True)) for ask in ASKS}
    true = {person: draw(st.integers(1, 5)) for person in ("denise", "omar")}
    given_ = {person: draw(st.integers(1, 5)) for person in draw(st.sets(st.sampled_from(["denise", "omar"])))}
    pairs = [f"{ask}.{person}" for ask in ASKS for person in ("denise", "omar")]
    forecasts = {pair: draw(st.floats(0, 1)) for pair in draw(st.sets(st.sampled_from(pairs)))}
    end = {"rating": true, "comes": comes}
    return data(*draw(turns()), ended=draw(st.booleans()), end=end, ratings=given_, forecasts=forecasts)


def scored(play: Data) -> Scorecard:
    return score(Transcript.from_json(play))


def changed(play: Data, at: int, **keys: Any) -> Data:
    """The same play with keys of one turn changed; the option chosen changes with it."""
    turns = [dict(turn) for turn in play["turns"]]
    turns[at] |= keys
    return {**play, "turns": turns}


@settings(max_examples=80, deadline=None)
@given(plays())
def test_every_number_is_in_its_range_and_has_its_turns(play: Data) -> None:
    card = scored(play)
    assert 0 <= card.overall <= 100
    for skill in card.skills.values():
        counted = [part for part in skill.components if part.score is not None]
        assert (skill.score is None) == (not counted)
        if skill.score is not None:
            assert 0 <= skill.score <= 100
            mean = sum(part.share * (part.score or 0) for part in counted) / sum(part.share for part in counted)
            assert abs(skill.score - (mean if len(play["turns"]) >= 6 else min(mean, 59))) < 1e-9
        for part in skill.components:
            assert (part.value is None) == (part.score is None)
            assert part.score is None or 0 <= part.score <= 100
            assert list(part.turns) == sorted(set(part.turns))
            assert all(1 <= turn <= len(play["turns"]) for turn in part.turns)
            assert part.score in (None, 0) or part.turns, f"{part.name}: points without evidence"
    keys = [(habit.habit, habit.turn) for habit in card.habits]
    assert len(keys) == len(set(keys))
    assert all(1 <= turn <= len(play["turns"]) for _, turn in keys)


@settings(max_examples=50, deadline=None)
@given(plays(), st.sampled_from(sorted(gate_habits())), st.data())
def test_a_habit_of_the_gate_never_raises_the_overall_score(play: Data, habit: str, pick: st.DataObject) -> None:
    at = pick.draw(st.integers(0, len(play["turns"]) - 1))
    own = play["turns"][at]["tags"]
    worse = scored(changed(play, at, tags={**own, "habit": [habit, *([own["habit"]] if "habit" in own else [])]}))
    assert worse.overall <= min(59, scored(play).overall)
    assert (habit, at + 1) in worse.gate


@settings(max_examples=50, deadline=None)
@given(plays(), st.data())
def test_an_open_question_is_never_worth_less_than_a_leading_one(play: Data, pick: st.DataObject) -> None:
    at = pick.draw(st.integers(0, len(play["turns"]) - 1))
    plain = {"tags": {}, "offered": []}
    leading = scored(changed(play, at, move="leading_question", **plain)).skills["questioning"].score
    opened = scored(changed(play, at, move="open_question", **plain)).skills["questioning"].score
    assert leading is not None
    assert opened is not None
    assert opened >= leading - 1e-9


@settings(max_examples=50, deadline=None)
@given(plays(), st.data())
def test_picking_up_an_open_cue_never_lowers_the_cues(play: Data, pick: st.DataObject) -> None:
    at = pick.draw(st.integers(0, len(play["turns"]) - 1))
    chance = offer("reflection", "chance", picks_up="sigh")
    own = {**play["turns"][at]["tags"], "picks_up": None}
    # the cue is open for this one line, so that picking it up cannot start another showing
    base = {**play, "turns": [{**t, "cues_open": ["sigh"] if n == at else []} for n, t in enumerate(play["turns"])]}
    let_go = scored(changed(base, at, tags=own, offered=[chance]))
    taken = scored(changed(base, at, tags={**own, "picks_up": "sigh"}, offered=[chance]))
    assert (let_go.skills["listening"].components[0].score, taken.skills["listening"].components[0].score) == (0, 100)


@settings(max_examples=50, deadline=None)
@given(plays(), st.sampled_from(["denise", "omar"]))
def test_a_truer_rating_never_lowers_judgement(play: Data, person: str) -> None:
    true = play["end"]["rating"][person]
    scores = []
    for distance in range(4, -1, -1):
        rating = true + distance if true + distance <= 5 else true - distance
        if 1 <= rating <= 5:
            card = scored({**play, "ratings": {**play["ratings"], person: rating}})
            scores.append(card.skills["judgement"].score)
    assert scores == sorted(scores, key=lambda score: score or 0)


@settings(max_examples=30, deadline=None)
@given(plays())
def test_a_turn_costs_something_only_where_another_line_was_on_offer(play: Data) -> None:
    transcript = Transcript.from_json(play)
    for cost, turn in zip(turn_costs(transcript), transcript.turns, strict=True):
        others = [option.option for option in turn.offered if option.option != turn.option]
        assert 0 <= cost.points <= 100
        assert (cost.points > 0) == (cost.best.option in others)
        assert {option.option for option in cost.better} <= set(others)
        assert (
            cost.points == 0 or cost.changes or scored(play).gate or not any("ask" in t["tags"] for t in play["turns"])
        )


@settings(max_examples=30, deadline=None)
@given(plays())
def test_the_same_play_scores_the_same_after_a_way_through_json(play: Data) -> None:
    transcript = Transcript.from_json(play)
    assert score(Transcript.from_json(transcript.to_json())) == score(transcript)
