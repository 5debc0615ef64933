"""A whole shift in a real terminal, by keys alone."""

from shift_driver import STREET
from test_terminal import Terminal, changed


def test_a_shift_from_its_brief_to_the_debrief_and_out() -> None:
    terminal = Terminal(str(STREET))
    terminal.shows("Enter start")
    terminal.program.send("\r")
    seen: set[str] = set()
    for _ in range(80):
        found = terminal.shows(
            "What do you say?",
            "The talk is over",
            "What do you write down?",
            "Where do they stand?",
            "Is there a plan",
            "Pass it by",
            "Next:",
            "How did it go?",
            "1 of 8",
        )
        seen.add(found)
        if found == "1 of 8":
            break
        before = terminal.text
        terminal.program.send({"Next:": "\r", "How did it go?": "3333\r"}.get(found, "1"))
        changed(terminal, before)
    assert len(seen) == 9, seen
    terminal.program.send("3")
    terminal.shows("The code was right at")
    terminal.program.send("q")
    assert terminal.ended() == 0
