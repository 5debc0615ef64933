"""Text is selected with the mouse and copied with a key, through the terminal's own clipboard."""

import re

from screens_driver import on, play_on, playing, press, settled, shows, until
from textual.pilot import Pilot

from trainer.screens.widgets.choices import Choice
from trainer.screens.widgets.rows import Row, Rows
from trainer.screens.widgets.transcript import PassageView


async def drag(pilot: Pilot[int], widget: object, start: tuple[int, int], end: tuple[int, int]) -> None:
    """Press the button at one place of a widget, and let it go at another."""
    await pilot.mouse_down(widget, offset=start)  # type: ignore[arg-type]
    await pilot.hover(widget, offset=end)  # type: ignore[arg-type]
    await pilot.mouse_up(widget, offset=end)  # type: ignore[arg-type]
    await settled(pilot)


async def test_what_was_said_last_is_copied_with_its_speakers() -> None:
    async with playing(notices=True) as pilot:
        await press(pilot, "enter")
        await shows(pilot, "What do you say?")
        spoken = [option.waits for option in pilot.app.sitting.play.shown()].index(False)  # type: ignore[attr-defined]
        await press(pilot, str(spoken + 1))
        await shows(pilot, "YOU")
        turn = pilot.app.sitting.play.turns[-1]  # type: ignore[attr-defined]
        await press(pilot, "c")
        await shows(pilot, "Copied: ")
        lines = pilot.app.clipboard.split("\n")
        assert lines[0] == f"You: {turn.say}"
        assert lines[1] == f"Denise: {turn.reply.replace('*', '')}"


async def test_a_selection_in_the_transcript_is_copied_instead() -> None:
    async with playing() as pilot:
        await press(pilot, "enter", "1")
        await shows(pilot, "YOU")
        view = list(pilot.app.screen.query(PassageView))[-1]
        await drag(pilot, view, (1, 0), (60, view.size.height - 1))
        await press(pilot, "c")
        await until(pilot, lambda: bool(pilot.app.clipboard))
        copied = pilot.app.clipboard
        turn = pilot.app.sitting.play.turns[-1]  # type: ignore[attr-defined]
        assert turn.say[10:] in copied
        assert "  " not in copied and "│" not in copied
        assert len(pilot.app.sitting.play.choices) == 1, "selecting says nothing"  # type: ignore[attr-defined]


async def test_the_marked_row_of_a_debrief_and_what_is_open_below_it() -> None:
    async with playing() as pilot:
        await play_on(pilot, "DebriefScreen", seed=2)
        await press(pilot, "2")
        await shows(pilot, "Overall")
        await press(pilot, "c")
        await until(pilot, lambda: bool(pilot.app.clipboard))
        closed = pilot.app.clipboard
        assert "█" not in closed and "›" not in closed and "\n" not in closed
        await press(pilot, "e", "c")
        await until(pilot, lambda: pilot.app.clipboard != closed)
        assert pilot.app.clipboard.startswith(closed) and "Fair is" in pilot.app.clipboard
        await press(pilot, "8", "c")
        await until(pilot, lambda: "What this can tell you" in pilot.app.clipboard)


async def test_a_selection_in_a_debrief_opens_nothing() -> None:
    async with playing() as pilot:
        await play_on(pilot, "DebriefScreen", seed=2)
        await press(pilot, "2")
        await shows(pilot, "Overall")
        row = next(row for row in pilot.app.screen.query(Row) if row.able)
        words = re.sub(r"\W+", " ", row.words()).split()[0]
        await drag(pilot, row, (0, 0), (30, 0))
        assert not row.opened
        await press(pilot, "c")
        await until(pilot, lambda: words in pilot.app.clipboard)
        assert pilot.app.screen.query_one(Rows).marked is not None
        await pilot.click(row)
        await on(pilot, "DebriefScreen")
        await press(pilot, "escape")


async def test_nothing_to_copy_is_said() -> None:
    async with playing(notices=True) as pilot:
        await on(pilot, "BriefScreen")
        pilot.app.copy("")  # type: ignore[attr-defined]
        await shows(pilot, "nothing to copy")


async def test_words_of_an_option_are_selected_without_saying_them() -> None:
    async with playing() as pilot:
        await press(pilot, "enter")
        await shows(pilot, "What do you say?")
        option = next(choice for choice in pilot.app.screen.query(Choice) if len(choice.line.text) > 20)
        await drag(pilot, option, (6, 0), (20, 0))
        await press(pilot, "c")
        await until(pilot, lambda: bool(pilot.app.clipboard))
        assert pilot.app.clipboard.strip() in option.line.text.plain
        assert not pilot.app.sitting.play.choices  # type: ignore[attr-defined]
        await pilot.click(option, offset=(6, 0))
        await shows(pilot, "YOU")
