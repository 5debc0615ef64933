"""What a choice means, rule by rule, as the format's page says it."""

import pytest

from tests.conversation.scenes import moods, played, story
from trainer.check.walks import walk_report
from trainer.conversation.advance import advance
from trainer.conversation.play import NotOffered, Play

PROMISE = "- {id: vow, say: I will bring it., move: promise, promises: form, effects: {}}"
KEEP = "- {id: keep, say: Here it is., move: small_talk, keeps: form}"


def test_a_promise_belongs_to_the_person_and_visit_it_was_first_made_in() -> None:
    play = played(PROMISE, "vow bye bye bye")
    assert moods(play)[0] == 3, "charged once, at the end of the next visit with Ada"
    assert moods(play, 1)[0] == 5, "Ben was promised nothing"
    kept = played(PROMISE, "vow bye bye keep bye", third_options=KEEP)
    assert moods(kept)[0] == 6
    assert kept.transcript().end.kept == ("form",)
    elsewhere = played(PROMISE, "vow bye keep bye bye", second_options=KEEP)
    assert moods(elsewhere) == (5, 5, 5, 5), "kept with Ben: nothing to charge, nothing to thank for"


def test_a_promise_made_again_keeps_its_first_visit() -> None:
    again = "- {id: vow, again: true, say: I will., move: promise, promises: form, effects: {}}"
    assert moods(played(again, "vow bye vow bye bye", second="ada", second_options=again))[0] == 3


@pytest.mark.parametrize(
    ("mood", "answer", "comes"),
    [
        ({"trust": 5, "fear": 0, "hope": 1, "anger": 0}, "yes", True),
        ({"trust": 4, "fear": 0, "hope": 1, "anger": 0}, "polite_yes", False),
        ({"trust": 5, "fear": 0, "hope": 0, "anger": 0}, "no", False),
    ],
)
def test_answers(mood: dict[str, int], answer: str, comes: bool) -> None:
    ask = "- {id: ask, say: Come?, move: ask, ask: coffee, then: {yes: end, polite_yes: end, no: end}}"
    report = walk_report(played(ask, "ask bye bye", **mood))
    assert report["asked"] == {"coffee": {"ada": answer}, "letter": {}}
    assert report["comes"] == {"coffee": ["ada"] if comes else [], "letter": []}
    assert report["visit"] is report["beat"] is report["minutes_left"] is None


def test_who_comes_is_decided_at_the_end_not_at_the_answer() -> None:
    ask = "- {id: ask, say: Come?, move: ask, ask: coffee}"
    event = "events: [{after: second, text: They cut her hours., effects: {ada.fear: +5}}]"
    assert walk_report(played(ask, "ask bye bye bye", hope=3, extra=event))["comes"]["coffee"] == []


def test_nobody_is_a_one_without_a_yes_to_a_risk() -> None:
    ask = "- {id: ask, say: Come?, move: ask, ask: coffee}\n- {id: sign, say: Sign?, move: ask, ask: letter}"
    sure = {"trust": 9, "fear": 0, "hope": 9, "anger": 9}
    assert walk_report(played(ask, "ask", **sure))["rating"]["ada"] == 2
    assert walk_report(played(ask, "sign", **sure))["rating"]["ada"] == 1


def test_cues_stay_open_for_their_count_and_close_at_the_end_of_the_visit() -> None:
    waits = "".join(f"- {{id: w{n}, wait: true}}\n" for n in range(4))
    play = played(waits, "w0 w1 w2", beat="cues: {again: {shows: again}}")
    assert [turn.cues_open for turn in play.turns] == [("again",), ("again",), ()]
    ended = played(waits, "w0 bye bye", beat="cues: {again: {shows: again, lasts: 9}}")
    assert [turn.cues_open for turn in ended.turns] == [("again",), ("again",), ()]


def test_the_clock_ends_a_visit_after_the_reply() -> None:
    play = played(
        "- {id: line, say: So., move: small_talk, minutes: 3, reply: My bell., then: talk_again}", "line", clock=3
    )
    turn = play.turns[-1]
    assert (turn.reply, turn.says, turn.spent_by_clock, turn.minutes_left) == ("My bell.", "", True, 0)
    assert play.between and play.state.visit == 1


def test_minutes_come_from_the_words_of_both_sides() -> None:
    long = " ".join(["word"] * 100)
    line = f"- {{id: line, say: {long}, move: small_talk, reply: {long}}}"
    assert played(line, "line").turns[0].minutes == 2


def test_an_option_is_spent_for_the_whole_play_unless_it_may_come_again() -> None:
    line = "- {id: once, say: Once., move: small_talk}\n- {id: more, again: true, say: More., move: small_talk}"
    report = walk_report(played(line, "once more more"))
    assert report["offered"] == ["more", "bye"]


def test_an_option_that_is_not_offered_is_refused_and_those_that_are_named() -> None:
    with pytest.raises(NotOffered) as refused:
        played("- {id: once, say: Once., move: small_talk}", "once once")
    assert refused.value.offered == ("bye",)
    with pytest.raises(ValueError, match="not offered"):
        one = story("- {id: never, if: trust >= 9, say: Never., move: small_talk}")
        advance(one, Play.new(one).state, one.options[0])


def test_the_objection_speaks_where_its_beat_says_nothing() -> None:
    extra = "events: []"
    play = played(
        "- {id: on, say: So?, move: small_talk, then: talk_again}",
        "on",
        extra=extra,
        second_options="- {id: x, say: X., move: small_talk}",
    )
    assert play.turns[0].says == "You again."
    raised = story("- {id: on, say: So?, move: small_talk}", beat="raises: fired")
    assert Play.new(raised).openings[0].raised == "fired"


def test_staying_in_a_beat_opens_nothing_anew() -> None:
    lines = "- {id: on, say: So., move: small_talk, then: talk}\n- {id: w, wait: true}\n- {id: v, wait: true}"
    play = played(lines, "on w v", beat="cues: {again: {shows: again, lasts: 2}}")
    assert [turn.cues_open for turn in play.turns] == [("again",), ("again",), ()]
    assert play.turns[0].says == ""


def test_a_visit_whose_condition_fails_is_passed_over_for_good() -> None:
    extra = "events: [{after: first, if: trust >= 5, sets: warm}]"
    one = story("- {id: line, say: No., move: argue}", extra=extra)
    assert Play.resumed(one, 0, ["line", "bye"]).state.flags == 0
    assert Play.resumed(one, 0, ["bye"]).state.flags == 1


def test_undo_and_fork_give_the_very_state_back() -> None:
    lines = "- {id: a, say: A., move: small_talk}\n- {id: b, say: B., move: argue}"
    play = played(lines, "a b bye bye")
    assert play.undo().state == played(lines, "a b bye").state
    assert play.fork(2).state == played(lines, "a").state


def test_the_same_seed_shows_the_same_order_and_another_seed_another() -> None:
    lines = "".join(f"- {{id: o{n}, say: O., move: small_talk}}\n" for n in range(8))
    one = story(lines)
    orders = {tuple(o.id for o in Play.new(one, seed).shown()) for seed in range(20)}
    assert len(orders) > 15
    assert Play.new(one, 3).shown() == Play.new(one, 3).shown()
    fixed = story(lines, beat="order: fixed")
    assert [o.id for o in Play.new(fixed, 3).shown()][:3] == ["o0", "o1", "o2"]
