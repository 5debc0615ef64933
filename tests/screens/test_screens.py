"""What each screen promises, through the keys that a person presses."""

import shutil
from pathlib import Path

import pytest
from screens_driver import LAUNDRY, LIBRARY, gone, on, play_on, playing, press, screen_text, settled, shows, until

from trainer.records.store import open_records
from trainer.scenario import library
from trainer.screens import talk
from trainer.screens.widgets import transcript
from trainer.screens.widgets.choices import Choice, Choices
from trainer.screens.widgets.footer import KeyLine


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A library of two scenarios, whatever else stands on the real shelf."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "scenarios"
    folder.mkdir()
    shutil.copy(LAUNDRY, folder)
    shutil.copy(LIBRARY / "bus_thirty_one.yaml", folder)
    for screen in ("debrief", "home", "library"):
        monkeypatch.setattr(f"trainer.screens.{screen}.catalogue", lambda: library.catalogue(folder))


@pytest.mark.usefixtures("shelf")
class TestTheWayIn:
    async def test_home_leads_to_a_first_scenario(self) -> None:
        async with playing(None) as pilot:
            await shows(pilot, "Start with", "Practice mode")
            await press(pilot, "1")
            await shows(pilot, "What you are after", "Enter start")

    async def test_the_library_sorts_finds_and_opens(self) -> None:
        async with playing(None) as pilot:
            await press(pilot, "2")
            await shows(pilot, "At work", "Bus 31", "Nights in the laundry", "by setting")
            await press(pilot, "s")
            await shows(pilot, "by level", "First steps")
            await press(pilot, "s")
            await shows(pilot, "by skill", "Listening", "Questioning")
            await press(pilot, "slash", *"laundry")
            await gone(pilot, "Bus 31")
            await press(pilot, "enter", "enter")
            await on(pilot, "BriefScreen")
            await press(pilot, "escape")
            await on(pilot, "LibraryScreen")
            await press(pilot, "escape", "escape")
            await on(pilot, "HomeScreen")

    async def test_the_shelf_says_how_a_brief_begins(self) -> None:
        async with playing(None) as pilot:
            await press(pilot, "2")
            await shows(pilot, "Nights in the laundry", "You drive Bus 9 for")
            await press(pilot, "down")
            await shows(pilot, "You fold linen on the night shift.")

    async def test_a_search_without_a_find_says_so(self) -> None:
        async with playing(None) as pilot:
            await press(pilot, "2")
            await on(pilot, "LibraryScreen")
            await press(pilot, "slash", *"zzz")
            await shows(pilot, "Nothing here has these words")

    async def test_a_play_can_be_left_and_gone_on_with(self) -> None:
        async with playing(None) as pilot:
            await press(pilot, "1", "enter", "1")
            await on(pilot, "TalkScreen")
            before = pilot.app.sitting.play.choices  # type: ignore[attr-defined]
            await press(pilot, "escape")
            await shows(pilot, "Go on with")
            await press(pilot, "1")
            await on(pilot, "TalkScreen")
            assert pilot.app.sitting.play.choices == before  # type: ignore[attr-defined]

    async def test_the_mode_that_is_chosen_is_played(self) -> None:
        async with playing(None) as pilot:
            await press(pilot, "m")
            await shows(pilot, "Test mode")
            await press(pilot, "1")
            await shows(pilot, "Test mode")
            await press(pilot, "m")
            await shows(pilot, "Learn mode")
            await press(pilot, "enter", "1")
            assert pilot.app.sitting.course.mode == "learn"  # type: ignore[attr-defined]


class TestTalk:
    async def test_who_where_and_the_clock_are_always_there(self) -> None:
        async with playing() as pilot:
            await press(pilot, "enter")
            await shows(pilot, "Denise Walker", "break room, door open", "12 minutes left")
            await press(pilot, "1")
            await shows(pilot, "Denise Walker", "break room, door open", "11 minutes left")

    async def test_gestures_lose_their_asterisks(self) -> None:
        async with playing() as pilot:
            await press(pilot, "enter")
            assert "*" not in await shows(pilot, "She rubs her wrist.")

    async def test_silence_is_one_of_the_lines(self) -> None:
        async with playing() as pilot:
            await press(pilot, "enter")
            await shows(pilot, "(say nothing)")
            place = next(
                n
                for n, option in enumerate(pilot.app.sitting.play.shown(), 1)
                if option.waits  # type: ignore[attr-defined]
            )
            await press(pilot, str(place))
            await shows(pilot, "You say nothing.", "It's nothing. Just the folder.")

    async def test_arrows_and_enter_say_the_marked_line(self) -> None:
        async with playing() as pilot:
            await press(pilot, "enter")
            await shows(pilot, "What do you say?")
            assert pilot.app.screen.query_one(Choices).marked is None, "no line may look like the right one"
            wanted = pilot.app.sitting.play.shown()[1].id  # type: ignore[attr-defined]
            await press(pilot, "down", "down")
            await shows(pilot, "› 2")
            await press(pilot, "enter")
            await until(pilot, lambda: pilot.app.sitting.play.choices == (wanted,))  # type: ignore[attr-defined]

    async def test_a_click_says_the_line(self) -> None:
        async with playing() as pilot:
            await press(pilot, "enter")
            await shows(pilot, "What do you say?")
            wanted = pilot.app.sitting.play.shown()[2].id  # type: ignore[attr-defined]
            await pilot.click(list(pilot.app.screen.query(Choice))[2])
            await until(pilot, lambda: pilot.app.sitting.play.choices == (wanted,))  # type: ignore[attr-defined]

    async def test_a_click_in_the_footer_does_what_the_key_does(self) -> None:
        async with playing() as pilot:
            await press(pilot, "enter", "1")
            await shows(pilot, "u undo")
            await pilot.click(KeyLine, offset=(3, 0))
            await until(pilot, lambda: pilot.app.sitting.play.choices == ())  # type: ignore[attr-defined]

    async def test_undo_takes_a_line_back_and_not_in_test_mode(self) -> None:
        async with playing() as pilot:
            await press(pilot, "enter", "1")
            await shows(pilot, "YOU", "11 minutes left")
            await press(pilot, "u")
            await shows(pilot, "12 minutes left")
            await gone(pilot, "YOU")
        async with playing(mode="test") as pilot:
            await press(pilot, "enter", "1")
            text = await shows(pilot, "YOU")
            assert "undo" not in text
            await press(pilot, "u")
            assert len(pilot.app.sitting.play.choices) == 1  # type: ignore[attr-defined]

    async def test_none_of_these_is_kept_for_the_debrief(self) -> None:
        async with playing() as pilot:
            await press(pilot, "enter", "n")
            await shows(pilot, "What would you have said to Denise?")
            await press(pilot, *"Sit", "space", *"down.", "enter")
            await shows(pilot, "Kept for the debrief")
            await play_on(pilot, "DebriefScreen")
            await press(pilot, "4")
            await shows(pilot, "You would have said: Sit down.")
            await press(pilot, "7")
            await shows(pilot, "In your own words", "Sit down.")

    async def test_learn_mode_coaches_at_the_turn(self) -> None:
        async with playing(mode="learn") as pilot:
            await press(pilot, "enter")
            await say(pilot, "ask_wrist")
            await shows(pilot, "COACH", "One question, about what you saw.")

    async def test_what_is_known_grows(self) -> None:
        async with playing() as pilot:
            await press(pilot, "enter", "w")
            await shows(pilot, "folder operator", "nothing yet", "Your goals")
            await press(pilot, "escape")
            await say(pilot, "ask_wrist")
            await press(pilot, "w")
            await shows(pilot, "the wrist hurts every shift")

    async def test_lines_come_at_a_pace_and_at_once_on_a_key(self) -> None:
        async with playing(at_once=False) as pilot:
            await press(pilot, "enter")
            await shows(pilot, "What do you say?")
            await press(pilot, "1")
            await shows(pilot, "any key shows the rest")
            assert len(pilot.app.sitting.play.choices) == 1  # type: ignore[attr-defined]
            await press(pilot, "2")
            await shows(pilot, "What do you say?")
            assert len(pilot.app.sitting.play.choices) == 1, "the key that hurries does not choose"  # type: ignore[attr-defined]

    async def test_a_window_made_small_and_large_again_shows_every_line_as_before(self) -> None:
        async with playing(LIBRARY / "bus_thirty_one.yaml") as pilot:
            await press(pilot, "enter")
            for option in ("is_it_true", "hendricks", "whose_sheet", "only_if"):
                await shows(pilot, "What do you say?")
                shown = [offered.id for offered in pilot.app.sitting.play.shown()]  # type: ignore[attr-defined]
                await press(pilot, str(shown.index(option) + 1))
            await shows(pilot, "look at it first.", "say nothing")
            before = (await settled(pilot)).partition("What do you say?")[2]
            await pilot.resize_terminal(41, 13)
            await gone(pilot, "See you")
            await pilot.resize_terminal(80, 24)
            after = await settled(pilot)
            assert after.partition("What do you say?")[2] == before

    async def test_lines_come_without_any_key_too(self) -> None:
        async with playing(at_once=False) as pilot:
            await press(pilot, "enter", "1")
            await gone(pilot, "What do you say?")
            await shows(pilot, "What do you say?")

    async def test_a_long_talk_keeps_a_window_of_passages(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert 40 <= transcript.WINDOW <= 80
        for module in (transcript, talk):
            monkeypatch.setattr(module, "WINDOW", 8)
        scene = tmp_path / "long.yaml"
        scene.write_text(LONG_TALK, encoding="utf-8")
        async with playing(scene) as pilot:
            await press(pilot, "enter")
            await shows(pilot, "What do you say?")
            for _ in range(20):
                await press(pilot, "1")
            await shows(pilot, "180 minutes left")
            page = pilot.app.screen.query_one(transcript.Transcript)
            await until(pilot, lambda: len(page.query(transcript.PassageView)) == 8)


LONG_TALK = """
format: 1
id: long
title: A long talk
form: visits
method: organizing
setting: workplace
level: 1
language: en
brief: Talk.
people: {ana: {name: Ana, mood: {trust: 5, fear: 5, hope: 5, anger: 5}}}
visits: [{id: one, with: ana, clock: 200, start: talk}]
beats:
  talk:
    says: Well.
    order: fixed
    options:
      - {id: on, say: Go on., move: reflection, again: true, reply: And so on.}
      - {id: bye, say: Bye., move: farewell, then: end}
"""


async def say(pilot, option: str) -> None:
    """Press the number of an option."""
    await shows(pilot, "What do you say?")
    shown = [offered.id for offered in pilot.app.sitting.play.shown()]
    await press(pilot, str(shown.index(option) + 1))


class TestAfterTheTalk:
    async def test_between_visits_tells_what_happened_and_coaches(self) -> None:
        async with playing() as pilot:
            await press(pilot, "enter")
            await say(pilot, "ask_wrist")
            await say(pilot, "ask_letter")
            await say(pilot, "wave_off")
            await shows(pilot, "The visit is over")
            await press(pilot, "enter")
            await shows(pilot, "Next: Thursday, 7:05 a.m.", "What happened", "Reyes walks the floor")
            await shows(pilot, "A word about the visit", "They can't touch you.")
            await press(pilot, "pagedown", "pagedown")
            await shows(pilot, "What comes next", "With Denise Walker, 15 minutes.")
            await press(pilot, "enter")
            await on(pilot, "TalkScreen")

    async def test_the_next_visit_opens_with_its_own_place_and_first_words(self) -> None:
        async with playing() as pilot:
            await press(pilot, "enter")
            await say(pilot, "ask_wrist")
            await say(pilot, "ask_letter")
            await say(pilot, "wave_off")
            await press(pilot, "enter")
            await on(pilot, "BetweenScreen")
            await press(pilot, "enter")
            opened = await shows(pilot, "Thursday, 7:05 a.m.", "15 minutes left", "You came back.", "What do you say?")
            assert "Tuesday, 2:10 a.m." not in opened
            assert "They can't touch you." not in opened

    async def test_test_mode_holds_coaching_back(self) -> None:
        async with playing(mode="test") as pilot:
            await press(pilot, "enter")
            await say(pilot, "ask_wrist")
            await say(pilot, "ask_letter")
            await say(pilot, "wave_off")
            await press(pilot, "enter")
            assert "A word about the visit" not in await shows(pilot, "What happened")

    async def test_test_mode_offers_no_turn_to_play_on_from(self) -> None:
        for mode, offered in (("practice", True), ("test", False)):
            async with playing(mode=mode) as pilot:
                await play_on(pilot, "DebriefScreen", seed=2)
                await press(pilot, "5")
                turns = await shows(pilot, "It cost")
                assert ("p plays on from there" in turns) == offered

    async def test_a_visit_can_be_undone_from_between(self) -> None:
        async with playing() as pilot:
            await press(pilot, "enter")
            await play_on(pilot, "BetweenScreen")
            turns = len(pilot.app.sitting.play.turns)  # type: ignore[attr-defined]
            await press(pilot, "u")
            await on(pilot, "TalkScreen")
            assert len(pilot.app.sitting.play.turns) == turns - 1  # type: ignore[attr-defined]

    async def test_ratings_and_own_bands_reach_the_play(self) -> None:
        async with playing() as pilot:
            await play_on(pilot, "RateScreen")
            await shows(pilot, "for it openly, and moves others", "against it, and says so to others")
            await press(pilot, "4", "3", "2", "1", "right", "down", "2")
            await shows(pilot, "[4 expert]", "[3 good]", "[2 fair]", "[2]")
            await press(pilot, "enter")
            await until(pilot, lambda: pilot.app.sitting.play.ratings == {"denise": 2})  # type: ignore[attr-defined]
            assert pilot.app.sitting.play.own_skills == {  # type: ignore[attr-defined]
                "listening": "expert", "questioning": "good", "objections": "fair", "action": "not yet",
                "judgement": "not yet",
            }  # fmt: skip

    async def test_a_person_left_out_is_named_once(self) -> None:
        async with playing() as pilot:
            await play_on(pilot, "RateScreen")
            await press(pilot, "enter")
            await shows(pilot, "You have not rated Denise")
            await press(pilot, "enter")
            await until(pilot, lambda: pilot.app.sitting.course.stage != "rating")  # type: ignore[attr-defined]

    async def test_a_forecast_is_typed_in_percent(self) -> None:
        async with playing() as pilot:
            await press(pilot, "enter")
            for option in ("ask_wrist", "again", "grandson", "ask_letter", "rehearse"):
                await say(pilot, option)
            await press(pilot, "enter")
            await play_on(pilot, "RateScreen")
            await press(pilot, *"33333", "2", "enter")
            await shows(pilot, "hand Reyes the letter, Friday 9:00", "not said yet")
            await press(pilot, "8", "5")
            await shows(pilot, "85 of 100", "very likely")
            await press(pilot, "left")
            await shows(pilot, "80 of 100")
            await press(pilot, "enter")
            await shows(pilot, "What you said before the scores")
            assert pilot.app.sitting.play.forecasts == {"letter.denise": 0.8}  # type: ignore[attr-defined]
            await shows(pilot, "Who came", "You gave it 80 percent")


class TestDebrief:
    async def test_every_section_is_a_digit_away_in_the_rubrics_order(self) -> None:
        async with playing() as pilot:
            await play_on(pilot, "DebriefScreen", seed=2)
            for number, words in enumerate(
                (
                    "before the scores",
                    "Overall",
                    "At the end Denise",
                    "Small signals",
                    "",
                    "",
                    "",
                    "What this can tell you",
                ),
                1,
            ):
                await press(pilot, str(number))
                await shows(pilot, f"{number} of 8", words)
            await press(pilot, "right")
            await shows(pilot, "1 of 8")

    async def test_evidence_is_one_key_away(self) -> None:
        async with playing() as pilot:
            await play_on(pilot, "DebriefScreen", seed=2)
            await press(pilot, "2")
            await shows(pilot, "Cues picked up")
            await gone(pilot, "Turn 1")
            await press(pilot, "e")
            await shows(pilot, "Turn 1", "YOU")

    async def test_cues_are_marked_by_a_sign(self) -> None:
        async with playing() as pilot:
            await press(pilot, "enter")
            await say(pilot, "ask_wrist")
            await play_on(pilot, "DebriefScreen")
            await press(pilot, "4")
            await shows(pilot, "rubs her wrist✓")

    async def test_play_from_here_goes_back_to_the_turn(self) -> None:
        async with playing() as pilot:
            await play_on(pilot, "DebriefScreen", seed=2)
            await press(pilot, "5")
            await shows(pilot, "play from here", "BETTER")
            forked = pilot.app.screen.debrief.forks[0].exchange.turn  # type: ignore[attr-defined]
            await press(pilot, "p")
            await on(pilot, "TalkScreen")
            assert len(pilot.app.sitting.play.turns) == forked - 1  # type: ignore[attr-defined]
            await shows(pilot, "What do you say?")

    async def test_the_one_thing_to_change_can_be_tried_at_once(self) -> None:
        async with playing() as pilot:
            await press(pilot, "enter")
            await say(pilot, "ask_wrist")
            await say(pilot, "ask_letter")
            await say(pilot, "wave_off")
            await play_on(pilot, "DebriefScreen")
            await press(pilot, "7")
            await shows(pilot, "7 of 8", "They can't touch you.", "BETTER", "Press p to play on from that line")
            await press(pilot, "p")
            await on(pilot, "TalkScreen")
            assert len(pilot.app.sitting.play.turns) == 2  # type: ignore[attr-defined]

    async def test_a_sheet_is_left_by_a_click_beside_it_but_not_with_words_on_it(self) -> None:
        async with playing() as pilot:
            await press(pilot, "enter", "w")
            await shows(pilot, "What you know")
            await pilot.click("#heading")
            await shows(pilot, "What you know")
            await pilot.click(offset=(0, 0))
            await on(pilot, "TalkScreen")
            await press(pilot, "w")
            await shows(pilot, "What you know")
            await pilot.click("#ending")
            await on(pilot, "TalkScreen")
            await press(pilot, "n", *"xylophone")
            await pilot.click(offset=(0, 0))
            await shows(pilot, "None of these?", "xylophone")

    async def test_home_offers_a_play_that_was_left_once(self, tmp_path: Path) -> None:
        with open_records(tmp_path) as records:
            async with playing(LIBRARY / "bus_thirty_one.yaml", records=records) as pilot:
                await press(pilot, "escape")
                await on(pilot, "HomeScreen")
                await shows(pilot, "Start with Bus 31", "Look around the library")
                assert "Go on with" not in screen_text(pilot.app), "a brief that was only read is nothing to go on with"
                await press(pilot, "1", "enter", "1", "escape")
                await on(pilot, "HomeScreen")
                await shows(pilot, "Go on with Bus 31", "where you stopped")
                assert "Start with Bus 31" not in screen_text(pilot.app)

    async def test_closing_leads_back_and_puts_the_play_away(self) -> None:
        async with playing() as pilot:
            await play_on(pilot, "DebriefScreen")
            await press(pilot, "x")
            await on(pilot, "HomeScreen")
            assert pilot.app.sitting is None  # type: ignore[attr-defined]
            assert "Go on with" not in screen_text(pilot.app)

    async def test_it_is_saved_as_text_without_own_words(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HOME", str(tmp_path))
        monkeypatch.setenv("XDG_DOWNLOAD_DIR", str(tmp_path))
        async with playing() as pilot:
            await press(pilot, "enter", "n", *"xylophone", "enter")
            await play_on(pilot, "DebriefScreen")
            await press(pilot, "f8")
            await shows(pilot, "With the lines that you typed")
            await press(pilot, "1")
            await until(pilot, lambda: any(tmp_path.rglob("second-knock-laundry_nights*.txt")))
            file = next(tmp_path.rglob("second-knock-laundry_nights*.txt"))
            await until(pilot, lambda: "Denise" in file.read_text(encoding="utf-8"))
            assert "xylophone" not in file.read_text(encoding="utf-8")


class TestEverywhere:
    async def test_help_names_every_key_of_the_screen(self) -> None:
        async with playing(size=(100, 60)) as pilot:
            await press(pilot, "enter", "question_mark")
            await shows(
                pilot, "Say or do what stands under that number", "Write down what you would have said.", "Ctrl-C"
            )
            await press(pilot, "escape")
            await shows(pilot, "What do you say?")

    async def test_the_first_screen_offers_no_way_back(self) -> None:
        async with playing(None) as pilot:
            await press(pilot, "ctrl+p")
            palette = await shows(pilot, "Search for commands", "Settings")
            assert "Go back" not in palette

    async def test_the_palette_does_what_a_key_does(self) -> None:
        async with playing() as pilot:
            await press(pilot, "enter", "1")
            await shows(pilot, "YOU")
            await press(pilot, "ctrl+p", *"undo")
            await shows(pilot, "Take your last line back")
            await press(pilot, "enter")
            await until(pilot, lambda: pilot.app.sitting.play.choices == ())  # type: ignore[attr-defined]

    async def test_quitting_asks_while_a_play_is_open_and_only_then(self) -> None:
        async with playing() as pilot:
            await press(pilot, "enter", "q")
            await shows(pilot, "Leave the program?")
            await press(pilot, "1")
            await shows(pilot, "What do you say?")
            await press(pilot, "escape", "q", "2")
            await until(pilot, lambda: pilot.app.return_value == 0)

    async def test_ctrl_c_leaves_at_once_even_while_typing(self) -> None:
        async with playing() as pilot:
            await press(pilot, "enter", "n", *"abc", "ctrl+c")
            await until(pilot, lambda: pilot.app.return_value == 130)

    async def test_a_window_that_is_too_small_says_so_and_comes_back(self) -> None:
        async with playing() as pilot:
            await press(pilot, "enter")
            for width, height in ((39, 24), (80, 11)):
                await pilot.resize_terminal(width, height)
                text = await shows(pilot, "This window is too small", "40 columns by 12 rows")
                assert "What do you say?" not in text
            await pilot.resize_terminal(80, 24)
            await shows(pilot, "What do you say?")

    async def test_a_scenario_with_an_error_is_refused_in_words(self, tmp_path: Path) -> None:
        broken = tmp_path / "broken.yaml"
        broken.write_text("format: 1\nid: x\n", encoding="utf-8")
        async with playing(None) as pilot:
            pilot.app.open(broken)  # type: ignore[attr-defined]
            await shows(pilot, "broken.yaml cannot be played.", "Line 1, column 1")
            await press(pilot, "enter")
            await on(pilot, "HomeScreen")
