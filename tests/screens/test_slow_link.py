"""Over a slow link only what is new is sent, and what stands on the terminal is the same to the cell."""

from functools import cache

import pyte
from hypothesis import given, settings
from hypothesis import strategies as st
from screens_driver import playing, press, shows

from trainer.screens.sparing import Terminal

ROWS, COLUMNS = 6, 20
STYLES = ("", "1", "7", "38;2;235;195;131;48;2;22;24;28", "1;38;5;9", "4;48;2;1;2;3", "2;3", "31;42")


@cache
def pieces() -> st.SearchStrategy[str]:
    """A line as Textual draws it: a move, and then styled texts, each with its reset."""
    text = st.text("ab c日本é…│▁", min_size=1, max_size=5)
    styled = st.tuples(st.sampled_from(STYLES), text).map(lambda part: f"\x1b[{part[0]}m{part[1]}\x1b[0m")
    move = st.tuples(st.integers(1, ROWS), st.integers(1, 6)).map(lambda at: f"\x1b[{at[0]};{at[1]}H")
    line = st.tuples(move, st.lists(styled, min_size=1, max_size=3)).map(lambda parts: parts[0] + "".join(parts[1]))
    return st.lists(line, min_size=1, max_size=4).map("".join)


def cells(screen: pyte.Screen) -> list[tuple[object, ...]]:
    """Every cell with how it looks; a space has no ink."""
    found = []
    for row in range(ROWS):
        for column in range(COLUMNS):
            cell = screen.buffer[row][column]
            look = (cell.data, cell.bg, cell.reverse, cell.underscore)
            found.append(look if cell.data == " " else (*look, cell.fg, cell.bold, cell.italics))
    return found


def emulated() -> tuple[pyte.Screen, pyte.Stream]:
    screen = pyte.Screen(COLUMNS, ROWS)
    return screen, pyte.Stream(screen)


def narrow(drawing: str) -> bool:
    """Whether no wide character is cut in two by a later one, of which terminals make what they like."""
    return not any(character in drawing for character in "日本")


@settings(max_examples=150, deadline=None)
@given(drawings=st.lists(pieces(), min_size=1, max_size=6))
def test_what_is_sent_makes_the_same_screen(drawings: list[str]) -> None:
    whole, whole_stream = emulated()
    spared, spared_stream = emulated()
    terminal = Terminal()
    for drawing in drawings:
        if not narrow(drawing):
            drawing = drawing.replace("日", "x").replace("本", "y")
        assert terminal.draw(drawing)
        whole_stream.feed(drawing + "\x1b[m")
        spared_stream.feed(terminal.difference())
        assert cells(spared) == cells(whole)
        assert terminal.difference() == "", "what stands there already is not sent again"


def test_wide_characters_and_marks_keep_their_places() -> None:
    screen, stream = emulated()
    terminal = Terminal()
    for drawing in ("\x1b[1;1Ha日本b", "\x1b[1;1Ha日x b", "\x1b[2;1He\u0301te\u0301", "\x1b[1;2H本"):
        assert terminal.draw(drawing)
        stream.feed(terminal.difference())
    assert screen.display[0].startswith("a本x b") and screen.display[1].startswith("\u00e9t\u00e9")


def test_what_is_no_drawing_is_not_taken_for_one() -> None:
    for other in ("\x1b[?1049h", "\x1b]52;c;YQ==\x07", "no place\x1b[1;1H", "\x1b[2J", "\x1b[1;1Hbell\x07"):
        terminal = Terminal()
        assert not terminal.draw(other)
        assert terminal.difference() == ""


async def test_lines_come_at_once_and_the_pace_key_says_why() -> None:
    async with playing(at_once=False, slow_link=True, notices=True) as pilot:
        await press(pilot, "enter", "1")
        await shows(pilot, "What do you say?", "11 minutes left")
        await press(pilot, "f2")
        await shows(pilot, "On a slow link lines")
        await press(pilot, "n")
        await shows(pilot, "What would you have said")
        assert not pilot.app.screen.query_one("#own").cursor_blink
