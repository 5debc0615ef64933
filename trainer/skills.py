"""What the rubric's skills are called: the same in the records, in reports and on the screens."""

from collections.abc import Mapping
from typing import Final

from trainer.language import Table, _, mark

SKILL_TITLES: Final[Mapping[str, str]] = Table(
    {
        "listening": mark("Listening"),
        "questioning": mark("Questioning"),
        "objections": mark("Facing objections"),
        "action": mark("Moving to action"),
        "judgement": mark("Judgement"),
        "pace": mark("Pace"),
        "respect": mark("Respect"),
        "record": mark("Record"),
        "plan": mark("Plans"),
    },
    _,
)
"""The skills of visits, and then those of a shift, in the rubric's order."""
