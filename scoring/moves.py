"""Moves and steps: the form of a line and its purpose in the arc of a conversation.

A move says what kind of line it is (an open question, a reflection), a step what it is for (to find the issue, to
agitate, to ask). The families below are those of the scenario format, version 1, and the behaviour counts follow
MITI 4.2.1 (Moyers and others) where a move has a counterpart there.
"""

from typing import Final

QUESTIONING: Final = ("open_question", "closed_question", "leading_question", "permission")
LISTENING: Final = ("reflection", "deep_reflection", "summary", "affirmation", "silence")
SHARING: Final = ("story", "information", "advice", "pitch", "promise", "small_talk")
MOVING: Final = ("ask", "farewell")
AGAINST: Final = ("argue", "dodge", "fold")

MOVES: Final = QUESTIONING + LISTENING + SHARING + MOVING + AGAINST
"""Every move that a line can be, in the order of the format's families."""

STEPS: Final = ("open", "issue", "agitate", "hope", "ask", "objection", "inoculate", "follow_up")
"""Every step of the arc; `open` is the step of a beat that names none."""

COUNTED_QUESTIONS: Final = frozenset({"open_question", "closed_question", "leading_question"})
"""The questions that the rubric counts: asking leave (`permission`) is none."""

REFLECTIONS: Final = frozenset({"reflection", "deep_reflection", "summary"})
"""Lines that give back what was said; an affirmation joins them only where it meets an objection."""

FACING: Final = {
    "affirmation": "affirmed",
    "reflection": "affirmed",
    "deep_reflection": "affirmed",
    "open_question": "asked_under",
    "information": "answered",
    "story": "answered",
    "ask": "invited_again",
}
"""Which of the four steps of facing an objection a line that meets it takes; other moves take none."""

FACING_STEPS: Final = ("affirmed", "asked_under", "answered", "invited_again")
"""The four steps of facing an objection, in the order in which they belong."""

MOODS: Final = ("trust", "fear", "hope", "anger")
"""The four moods of a person, each a whole number from 0 to 10."""

ORGANIZING_SKILLS: Final = ("listening", "questioning", "objections", "action", "judgement")
"""The skills of a scenario of visits, in the rubric's order."""

SHIFT_SKILLS: Final = ("pace", "respect", "record", "plan")
"""The skills of a shift, in the rubric's order."""
