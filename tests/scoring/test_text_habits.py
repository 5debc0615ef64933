"""Habits in the words of a line: each rule with lines that show it and lines that must not."""

import pytest
from scoring_builders import found, line, play

from scoring import gate_habits, score, text_habits

SHOWS = [
    ("stacked_q", "open_question", "Do you like it here? How long have you been on nights?"),
    ("leading_q", "leading_question", "Don't you think they're robbing us?"),
    ("leading_q", "closed_question", "So isn't that the third time?"),
    ("leading_q", "leading_question", "Saturday at ten, you're good for that, right?"),
    ("leading_q", "leading_question", "Wouldn’t you want it in writing?"),
    ("promise", "promise", "We stick together, Bev, and we'll get you those ten minutes."),
    ("promise", "pitch", "The union will win this."),
    ("promise", "pitch", "I guarantee it."),
    ("legal_false", "argue", "They can't fire you."),
    ("legal_false", "argue", "He can't touch you over a card. He's not allowed."),
    ("legal_false", "information", "Relax, that's illegal."),
    ("unask", "ask", "Saturday at ten, Polly's. No pressure at all."),
    ("vague_ask", "ask", "Will you come by sometime?"),
    ("vague_ask", "pitch", "You should get involved."),
    ("third_party", "pitch", "The union will help you with that."),
    ("jargon", "information", "We file a ULP and build density."),
    ("info_dump", "information", "Dues are 1.5 percent and the raise was 12 percent in 2019."),
    ("info_dump", "pitch", "We got $3,000 back for 40 people."),
]
HONEST = [
    ("stacked_q", "open_question", "You're holding that wrist. What happened?"),
    ("leading_q", "open_question", "What don't you like about it?"),
    ("leading_q", "affirmation", "Don't be sorry. You came."),
    ("leading_q", "open_question", "Isn't it late. What kept you?"),
    ("promise", "information", "I can't guarantee it."),
    ("promise", "ask", "Twelve of us will get there at nine."),
    ("promise", "open_question", "What will we get if we wait?"),
    ("legal_false", "information", "They can't fire you for it by law, and some bosses do it anyway."),
    ("legal_false", "information", "The law is on our side and they may still try, so it's twelve."),
    ("legal_false", "open_question", "Who told you they can't fire you?"),
    ("legal_false", "information", "He could still write it up, I can't say he won't."),
    ("unask", "ask", "Saturday at ten, Polly's, back booth. Will you bring yours?"),
    ("unask", "affirmation", "No pressure from me on the forms."),
    ("vague_ask", "ask", "Come by Saturday at ten. Will you?"),
    ("vague_ask", "small_talk", "I should come by sometime and fix that door."),
    ("third_party", "open_question", "What did the union of your brother do?"),
    ("jargon", "open_question", "Who lives in the unit above?"),
    ("info_dump", "information", "The count is at 9:30 a.m. and the truck at 5:15 a.m."),
    ("info_dump", "information", "Fenwick got 10 minutes back."),
    ("info_dump", "reflection", "12 hours, 6 days."),
]


@pytest.mark.parametrize(("habit", "move", "say"), SHOWS)
def test_words_show_it(habit: str, move: str, say: str) -> None:
    assert habit in text_habits(say, move)
    assert (habit, 1, "text") in found(line(move, say=say))


@pytest.mark.parametrize(("habit", "move", "say"), HONEST)
def test_words_do_not_show_it(habit: str, move: str, say: str) -> None:
    assert habit not in text_habits(say, move)
    assert not any(name == habit for name, _, _ in found(line(move, say=say)))


def test_a_softener_counts_only_in_an_ask_or_right_after_one() -> None:
    soft = line("small_talk", say="You don't have to.")
    assert ("unask", 2, "text") in found(line("ask", ask="letter", answer="no"), soft)
    assert not any(
        name == "unask" for name, _, _ in found(soft, line("ask", ask="letter", answer="no"), line("silence"), soft)
    )


def test_a_task_that_is_promised_is_no_promised_result() -> None:
    say = "We'll get you the form by Thursday."
    assert ("promise", 1, "text") in found(line("promise", say=say))
    assert not found(line("promise", say=say, promises=["form"]))


def test_a_gesture_is_no_word() -> None:
    assert not text_habits("*Do you? Do you?* What happened?", "open_question")


def test_a_tagged_habit_is_not_reported_twice() -> None:
    say = "Do you like it? Do you?"
    assert found(line("closed_question", say=say, habit="stacked_q")) == {("stacked_q", 1, "tagged")}


@pytest.mark.parametrize("say", ["They can't fire you.", "He's not allowed to. He can't touch you."])
def test_words_alone_open_no_gate_and_change_no_score(say: str) -> None:
    card = score(play(line("information", say=say)))
    assert "legal_false" in gate_habits()
    assert card.gate == ()
    assert card.habits[0].how == "text"
    assert card.skills == score(play(line("information", say="He may try. We can do it with twelve."))).skills
