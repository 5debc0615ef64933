"""What players write down after a knock: what was said at face value, or what somebody would who understood it."""

from scoring.transcript import Turn
from trainer.conversation.play import RECORD, Play

SILENT = RECORD + "not_home"
PLAN_PARTS = frozenset({"time", "place", "way"})


def naive_record(play: Play) -> str:
    """A beginner's record: a yes is strong support, a no is refused, busy is refused, all else undecided.

    Where nobody answers it is not_home, whatever the door says.
    """
    turns = _here(play)
    if not turns:
        return SILENT
    answers = [turn.answer for turn in turns if turn.answer]
    if not answers:
        return RECORD + ("refused" if len(turns) <= 2 else "canvassed:3")
    if answers[-1] == "no":
        return RECORD + "refused"
    return f"{RECORD}canvassed:1" + (":plan" if _plan(turns) else "")


def true_record(play: Play) -> str:
    """The record of somebody who understands what is said and shown: the stop's truth, and a plan where it is whole.

    The support only where something was said at the stop; from a door alone nobody knows it.
    """
    turns = _here(play)
    truth = play.story.head.visits[play.state.visit].truth
    written = RECORD + str(truth.get("code", "not_home"))
    if truth.get("support") and turns:
        written += f":{truth['support']}"
        written += ":plan" if _plan(turns) >= PLAN_PARTS else ""
    return written


def _here(play: Play) -> list[Turn]:
    """The turns of the talk at the present stop."""
    stop = play.story.visits[play.state.visit].id
    return [turn for turn in play.turns if turn.visit == stop]


def _plan(turns: list[Turn]) -> set[str]:
    return {part for turn in turns for part in turn.tags.get("plan") or ()}
