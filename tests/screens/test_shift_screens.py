"""What the screens of a shift promise, through the keys that a person presses."""

import random
import shutil
import time
from pathlib import Path

import pytest
from screens_driver import flattened, gone, on, playing, press, screen_text, set_to, shows, until
from shift_driver import BRISK, STREET, judge, play_of, walk_on

from trainer.records.store import open_records
from trainer.scenario import library
from trainer.screens.actions import EVERYWHERE, actions_of
from trainer.screens.app import SecondKnock
from trainer.screens.widgets.choices import Choice

CALLS = Path(__file__).parents[2] / "scenarios" / "phone" / "caucus_calls.yaml"


class TestTheWayIn:
    async def test_home_and_library_have_shifts(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
        shutil.copy(STREET, tmp_path)
        for screen in ("debrief", "home", "library"):
            monkeypatch.setattr(f"trainer.screens.{screen}.catalogue", lambda: library.catalogue(tmp_path))
        async with playing(None) as pilot:
            await shows(pilot, "Start with An hour on Elm", "first steps, a shift, about 5 minutes")
            await press(pilot, "2")
            await shows(pilot, "At the door", "An hour on Elm", "a shift", "Pace")
            await press(pilot, "enter")
            await shows(pilot, "Enter start")

    async def test_the_brief_tells_the_frame(self) -> None:
        async with playing(STREET, size=(100, 60)) as pilot:
            text = flattened(await shows(pilot, "The shift"))
            for words in (
                "You have 30 minutes for 5 doors",
                "a knock that nobody answers takes one, and the way to the next door takes 2.",
                "12 an hour are a good pace here",
                "a time, a place and a way",
                "Hi, I'm with Mina Vogel's campaign.",
            ):
                assert words in text
            assert "Who you will meet" not in text


class TestARound:
    async def test_clock_and_contacts_are_always_there(self) -> None:
        for size in ((60, 18), (80, 24)):
            async with playing(STREET, size=size) as pilot:
                await press(pilot, "enter")
                await on(pilot, "StreetScreen")
                await shows(pilot, "2 Elm St", "30 minutes left", "no contacts yet, par by now 0")
                await press(pilot, "1")
                await on(pilot, "DoorstepScreen")
                await shows(pilot, "30 minutes left", "1 contact, par by now 0")
                await walk_on(pilot, "ruth_bye") if size[0] == 60 else await walk_on(pilot, "ruth_ask")
                await shows(pilot, "29 minutes left", "1 contact, par by now 0")
                if size[0] == 60:
                    await press(pilot, "enter")
                    await on(pilot, "RecordScreen")
                    await shows(pilot, "29 minutes left", "1 contact, par by now 0")

    async def test_what_is_written_down_stands_on_the_list(self) -> None:
        async with playing(STREET) as pilot:
            await press(pilot, "enter")
            await walk_on(pilot, *BRISK[:5])
            await shows(pilot, "Door 2 of 5", "canvassed, support 1, with a plan", "On the list: Ana Ruiz, 40")
            await walk_on(pilot, *BRISK[5:8])
            await on(pilot, "DoorstepScreen")
            await shows(pilot, "6 Elm St: Otis Bray", "On the list: Otis Bray, 44")
            await walk_on(pilot, *BRISK[8:12])
            text = await shows(pilot, "Door 5 of 5", "not home", "canvassed, support 1", "passed by")
            assert text.count("passed by") == 1
            await walk_on(pilot, *BRISK[12:])
            await on(pilot, "BetweenScreen")
            assert play_of(pilot).choices == BRISK

    async def test_nobody_answers_is_said(self) -> None:
        async with playing(STREET) as pilot:
            await press(pilot, "enter")
            await walk_on(pilot, "pass", "elm_4")
            await on(pilot, "RecordScreen")
            await shows(pilot, "Nobody answers.", "29 minutes left", "no contacts yet")

    async def test_a_call_rings_out(self) -> None:
        async with playing(CALLS) as pilot:
            await press(pilot, "enter")
            for _ in range(30):
                await on(pilot, "StreetScreen")
                await shows(pilot, "Call")
                if play_of(pilot).story.visits[play_of(pilot).state.visit].person < 0:
                    break
                number = play_of(pilot).state.visit
                await press(pilot, "2")
                await until(pilot, lambda was=number: play_of(pilot).state.visit > was)
                await shows(pilot, f"Call {number + 2} of")
            await press(pilot, "1")
            await shows(pilot, "It rings out.")

    async def test_the_codes_are_those_of_a_door(self) -> None:
        async with playing(STREET) as pilot:
            await press(pilot, "enter")
            await walk_on(pilot, "pass", "elm_4")
            asked = await shows(pilot, "8  do not contact: they asked not to be asked again", "a gate, a dog")
            assert "number is somebody else" not in asked and "machine" not in asked
            await press(pilot, "8")
            await shows(pilot, "Door 3 of 5", "do not contact")
            assert play_of(pilot).records[-1].code == "do_not_contact"

    async def test_a_click_knocks_and_writes(self) -> None:
        async with playing(STREET) as pilot:
            await press(pilot, "enter")
            await walk_on(pilot, "pass")
            await shows(pilot, "Door 2 of 5")
            await pilot.click(pilot.app.screen.query(Choice).first())
            await on(pilot, "RecordScreen")
            await shows(pilot, "What do you write down?")
            await pilot.click(list(pilot.app.screen.query(Choice))[1])
            await until(pilot, lambda: play_of(pilot).choices[-1] == "record=not_home")

    async def test_the_script_is_a_key_away_on_each_screen(self) -> None:
        async with playing(STREET) as pilot:
            await press(pilot, "enter")
            for screen, step in (("StreetScreen", "elm_2"), ("DoorstepScreen", "ruth_bye"), ("RecordScreen", "")):
                if screen == "RecordScreen":
                    await press(pilot, "enter")
                await on(pilot, screen)
                await shows(pilot, "s script")
                await press(pilot, "s")
                await shows(pilot, "Can she count on your vote?", "Mina Vogel, who wants a crossing light")
                await press(pilot, "escape")
                await on(pilot, screen)
                if step:
                    await walk_on(pilot, step)

    async def test_what_happens_meanwhile_is_seen_in_passing(self) -> None:
        async with playing(STREET) as pilot:
            await press(pilot, "enter")
            await walk_on(pilot, "elm_2", "ruth_bye", "record=canvassed:1", "pass", "elm_6")
            await shows(pilot, "Ruth waves from the window.", "Yeah. Sure. What is it?")

    async def test_learn_mode_coaches_after_a_line(self) -> None:
        async with playing(STREET, mode="learn") as pilot:
            await press(pilot, "enter")
            await walk_on(pilot, "pass", "pass", "elm_6", "otis_ask", "otis_great")
            await shows(pilot, "COACH")

    async def test_own_words_are_kept(self) -> None:
        async with playing(STREET) as pilot:
            await press(pilot, "enter")
            await walk_on(pilot, "elm_2")
            await on(pilot, "DoorstepScreen")
            await press(pilot, "n", *"Nice", "enter")
            await shows(pilot, "Kept for the debrief")
            await walk_on(pilot, "ruth_bye", "record=canvassed:1", "pass", "pass", "pass", "pass")
            await judge(pilot, *"3333")
            await press(pilot, "7")
            await shows(pilot, "In your own words", "Nice")


class TestUndo:
    async def test_it_goes_back_through_record_talk_and_knock(self) -> None:
        async with playing(STREET) as pilot:
            await press(pilot, "enter")
            await walk_on(pilot, "elm_2", "ruth_bye", "record=canvassed:1")
            await shows(pilot, "Door 2 of 5")
            await press(pilot, "u")
            await shows(pilot, "What do you write down?", "Then I'm off.")
            await press(pilot, "1", "2")
            await shows(pilot, "Is there a plan")
            await press(pilot, "u")
            await shows(pilot, "Where do they stand?")
            await press(pilot, "u")
            await shows(pilot, "What do you write down?")
            await press(pilot, "u")
            await on(pilot, "DoorstepScreen")
            await gone(pilot, "Then I'm off. Good day to you. RUTH")
            assert play_of(pilot).choices == ("elm_2",)
            await press(pilot, "u")
            await on(pilot, "StreetScreen")
            await shows(pilot, "Door 1 of 5", "30 minutes left")
            assert play_of(pilot).choices == ()
            assert "undo" not in screen_text(pilot.app)

    async def test_a_stop_that_was_passed_can_be_gone_back_to(self) -> None:
        async with playing(STREET) as pilot:
            await press(pilot, "enter")
            await walk_on(pilot, "pass")
            await shows(pilot, "Door 2 of 5")
            await press(pilot, "u")
            await shows(pilot, "Door 1 of 5")

    async def test_in_test_mode_what_is_written_stands(self) -> None:
        async with playing(STREET, mode="test") as pilot:
            await press(pilot, "enter")
            await walk_on(pilot, "elm_2", "ruth_bye")
            await press(pilot, "enter")
            await on(pilot, "RecordScreen")
            assert "undo" not in await shows(pilot, "What do you write down?")
            await press(pilot, "1")
            await shows(pilot, "Where do they stand?", "undo")
            await press(pilot, "u")
            await shows(pilot, "What do you write down?")
            await press(pilot, "u")
            assert play_of(pilot).choices == ("elm_2", "ruth_bye")
            await walk_on(pilot, "record=canvassed:1")
            assert "undo" not in await shows(pilot, "Door 2 of 5")


class TestTheEnd:
    async def test_own_skills_only_are_judged_and_the_debrief_has_the_records(self) -> None:
        async with playing(STREET) as pilot:
            await press(pilot, "enter")
            await walk_on(pilot, *BRISK)
            await shows(pilot, "The shift is over.", "Next: your own judgement")
            await press(pilot, "enter")
            text = await shows(pilot, "How did it go?", "Pace", "Respect", "Record", "Plans")
            assert "Listening" not in text and "Ruth" not in text
            await press(pilot, *"4321", "enter")
            await shows(pilot, "1 of 8", "Pace")
            assert play_of(pilot).own_skills == {
                "pace": "expert", "respect": "good", "record": "fair", "plan": "not yet",
            }  # fmt: skip
            await press(pilot, "3")
            await shows(
                pilot,
                "2 Elm St. You wrote canvassed, support 1, and that is so.",
                "6 Elm St. You wrote canvassed, support 1. It was canvassed, support 3.",
            )
            await press(pilot, "9")
            await shows(pilot, "3 of 8")

    async def test_the_clock_ends_it(self, tmp_path: Path) -> None:
        scene = tmp_path / "short.yaml"
        scene.write_text(STREET.read_text(encoding="utf-8").replace("minutes: 30", "minutes: 2"), encoding="utf-8")
        async with playing(scene) as pilot:
            await press(pilot, "enter")
            await walk_on(pilot, "elm_2", "ruth_ask", "ruth_plan")
            await shows(pilot, "time is up", "Ruth has to go.", "The talk is over.")
            await walk_on(pilot, "record=canvassed:1:plan")
            await on(pilot, "BetweenScreen")
            await shows(pilot, "The shift is over.")
            await press(pilot, "u")
            await on(pilot, "RecordScreen")

    async def test_played_on_from_a_turn_it_is_a_talk_at_that_door(self) -> None:
        async with playing(STREET) as pilot:
            await press(pilot, "enter")
            await walk_on(pilot, *BRISK[:13], "kemp_argue", "kemp_sorry", "record=canvassed:5")
            await judge(pilot, *"3333")
            await press(pilot, "5")
            await shows(pilot, "play from here")
            turn = pilot.app.screen.debrief.forks[0].exchange.turn  # type: ignore[attr-defined]
            await press(pilot, "p")
            await on(pilot, "DoorstepScreen")
            assert len(play_of(pilot).turns) == turn - 1


async def test_a_shift_that_was_left_goes_on_where_it_stopped(tmp_path: Path) -> None:
    with open_records(tmp_path / "records") as records:
        async with playing(STREET, records=records) as pilot:
            await press(pilot, "enter")
            await walk_on(pilot, "elm_2", "ruth_bye")
            await press(pilot, "enter")
            await on(pilot, "RecordScreen")
    with open_records(tmp_path / "records") as records:
        app = SecondKnock(STREET, settings=set_to(), seed=3, records=records)
        async with app.run_test() as pilot:
            await shows(pilot, "You stopped in the middle of it today.")
            await press(pilot, "1")
            await on(pilot, "RecordScreen")
            await shows(pilot, "Then I'm off.", "What do you write down?")


@pytest.mark.parametrize("seed", [1, 2])
async def test_random_keys(seed: int) -> None:
    chance = random.Random(seed)
    keys = (*"1122334567890", "enter", "enter", "space", "up", "down", "escape", *"uusnwp", "pageup", "pagedown", "f2")
    end = time.monotonic() + 3
    while time.monotonic() < end:
        app = SecondKnock([STREET, CALLS][seed % 2], seed=seed, settings=set_to(at_once=bool(chance.getrandbits(1))))
        async with app.run_test(size=(chance.randint(40, 130), chance.randint(12, 50))) as pilot:
            while time.monotonic() < end and app.return_value is None:
                await pilot.press(chance.choice(keys))
        assert app.return_value in (None, 0)


def test_no_key_means_two_things_on_a_screen_of_a_shift() -> None:
    for scopes in (("shift", "choices", "reading"), ("talk", "shift", "choices")):
        taken: dict[str, str] = {}
        for action in actions_of((*scopes, EVERYWHERE)):
            for key in action.keys:
                assert key not in taken or "hurry" in (taken[key], action.id), (key, taken.get(key), action.id)
                taken[key] = action.id
