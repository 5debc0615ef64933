"""Every row of "What a line does when the author does not say", each with a case that matches and one that does not."""

import pytest

from tests.conversation.scenes import moods, played

HEAR_1 = "- {id: h1, say: What happened?, move: open_question, step: open, hears: wrist.1}\n"
HEAR_2 = HEAR_1 + "- {id: h2, say: What then?, move: open_question, step: open, hears: wrist.2}\n"
ASK = "- {id: ask, say: Will you come?, move: ask, ask: coffee}\n"
AFFIRM = "- {id: affirm, say: That is a lot., move: affirmation, meets: fired, effects: {}}\n"
CLOSED = "".join(f"- {{id: c{n}, say: Is it {n}?, move: closed_question}}\n" for n in range(1, 6))

ROWS = [
    # move, other keys, choices before, their options, step, change of trust, fear, hope, anger
    ("open_question", "step: inoculate", "ask", ASK, "issue", (0, 1, 0, 0)),
    ("closed_question", "step: inoculate", "ask", ASK, "issue", (0, 1, 0, 0)),
    ("leading_question", "step: inoculate", "ask", ASK, "issue", (0, 1, 0, 0)),
    ("permission", "step: inoculate", "ask", ASK, "issue", (0, 1, 0, 0)),
    ("information", "step: inoculate", "ask", ASK, "issue", (0, 1, 0, 0)),
    ("reflection", "step: inoculate", "ask", ASK, "issue", (1, 0, 0, 0)),
    ("leading_question", "step: inoculate", "", "", "issue", (-1, 0, 0, 0)),
    ("open_question", "", "h1 h2", HEAR_2, "agitate", (0, 0, 0, 2)),
    ("open_question", "", "h1", HEAR_1, "agitate", (-1, 0, 0, 0)),
    ("open_question", "", "", "", "agitate", (-1, 0, 0, 0)),
    ("open_question", "", "", "", "hope", (0, 0, 2, 0)),
    ("open_question", "", "", "", "issue", (0, 0, 0, 0)),
    ("closed_question", "", "c1", CLOSED, "issue", (0, 0, 0, 0)),
    ("closed_question", "", "c1 c2", CLOSED, "issue", (-1, 0, 0, 0)),
    ("closed_question", "", "c1 c2 h1", CLOSED + HEAR_1, "issue", (0, 0, 0, 0)),
    ("leading_question", "", "", "", "issue", (-1, 0, 0, 0)),
    ("reflection", "", "", "", "issue", (1, 0, 0, 0)),
    ("summary", "", "", "", "issue", (1, 0, 0, 0)),
    ("affirmation", "", "", "", "issue", (1, 0, 0, 0)),
    ("deep_reflection", "", "", "", "issue", (1, 0, 0, 1)),
    ("deep_reflection", "", "", "", "agitate", (1, 0, 0, 1)),
    ("deep_reflection", "", "", "", "hope", (1, 0, 0, 0)),
    ("story", "", "h1", HEAR_1, "issue", (1, 0, 0, 0)),
    ("story", "", "", "", "issue", (-1, 0, 0, 0)),
    ("information", "meets: fired", "affirm", AFFIRM, "objection", (0, -2, 0, 0)),
    ("information", "meets: fired", "h1", HEAR_1, "objection", (0, 0, 0, 0)),
    ("information", "", "", "", "hope", (0, 0, 1, 0)),
    ("information", "", "", "", "issue", (-1, 0, 0, 0)),
    ("information", "", "", "", "open", (0, 0, 0, 0)),
    ("pitch", "", "", "", "ask", (-1, 0, 0, 0)),
    ("pitch", "", "h1", HEAR_1, "ask", (0, 0, 0, 0)),
    ("advice", "", "", "", "issue", (-1, 0, 0, 0)),
    ("advice", "", "may", "- {id: may, say: May I?, move: permission}\n", "issue", (0, 0, 0, 0)),
    ("promise", "", "", "", "issue", (1, 0, 0, 0)),
    ("argue", "", "", "", "issue", (-2, 0, 0, 0)),
    ("dodge", "", "", "", "issue", (0, 0, 0, 0)),
    ("small_talk", "", "", "", "issue", (0, 0, 0, 0)),
    ("fold", "", "", "", "issue", (0, 0, 0, 0)),
]


@pytest.mark.parametrize(("move", "keys", "before", "others", "step", "change"), ROWS)
def test_row(move: str, keys: str, before: str, others: str, step: str, change: tuple[int, ...]) -> None:
    line = f"- {{id: line, say: Say it?, move: {move}{', ' + keys if keys else ''}}}\n"
    earlier = moods(played(others + line, before, step=step))
    later = moods(played(others + line, f"{before} line", step=step))
    assert tuple(b - a for a, b in zip(earlier, later, strict=True)) == change


def test_a_dodge_costs_trust_only_where_an_objection_was_raised() -> None:
    dodge = "- {id: dodge, say: Anyway., move: dodge}"
    assert moods(played(dodge, "dodge", beat="raises: fired"))[0] == 4
    assert moods(played(dodge, "dodge", beat="raises: busy"))[0] == 5, "somebody else's objection is none here"


@pytest.mark.parametrize(("anger", "hope"), [(3, 5), (4, 7)])
def test_hope_needs_anger(anger: int, hope: int) -> None:
    question = "- {id: who, say: Who decides?, move: open_question, step: hope}"
    assert moods(played(question, "who", anger=anger))[2] == hope


def test_effects_replace_the_row_and_nothing_else() -> None:
    line = (
        ASK + "- {id: line, say: And then?, move: open_question, step: inoculate, effects: {hope: -2, ben.trust: +3}}"
    )
    play = played(line, "ask line")
    assert moods(play) == (5, 5, 3, 5)
    assert moods(play, 1) == (8, 5, 5, 5)
    assert play.state.inoculated == 1


def test_the_sum_is_held_to_its_bounds_not_its_parts() -> None:
    cue = "cues: {again: {shows: again}}"
    line = "- {id: line, say: Again?, move: small_talk, picks_up: again, effects: {trust: +3}}"
    assert moods(played(line, "line", trust=9, beat=cue))[0] == 10
    down = "- {id: line, say: Again?, move: argue, picks_up: again}"
    assert moods(played(down, "line", trust=1, beat=cue))[0] == 0


def test_saying_nothing_moves_nothing() -> None:
    assert moods(played("- {id: line, wait: true}", "line")) == (5, 5, 5, 5)


def test_additions() -> None:
    cue = "cues: {again: {shows: again, lasts: 1}}"
    picks = "- {id: line, say: Again., move: small_talk, picks_up: again}\n- {id: wait, wait: true}"
    assert moods(played(picks, "line", beat=cue))[0] == 6
    assert moods(played(picks, "wait line", beat=cue))[0] == 5, "the cue had closed"
    third = HEAR_2 + "- {id: h3, say: And at home?, move: open_question, step: open, hears: wrist.3}"
    assert moods(played(third, "h1 h2 h3"))[0] == 6
    assert moods(played(third, "h1 h3"))[0] == 5, "depth 3 opens only after depth 2"
    recall = "- {id: recall, say: The wrist., move: small_talk, recalls: wrist.1}"
    assert moods(played(HEAR_1, "h1 bye recall", second="ada", second_options=recall))[0] == 6
    assert moods(played(HEAR_1 + recall, "h1 recall"))[0] == 5, "it was heard on this very visit"
