"""A drive on screens: the wall chart, hours, forecasts, tests, debrief and numbers, with real constituencies."""

import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from screens_driver import flattened, gone, on, play_on, press, screen_text, set_to, settled, shows, until
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot

from trainer.days import on_day
from trainer.drive.constituency import find_drive
from trainer.drive.game import Game
from trainer.drive.game_decisions import EndWeek, Forecast
from trainer.drive.game_turf import TurfGame
from trainer.drive.parameters import FACTS
from trainer.practice.drives import begin_drive
from trainer.records.store import Records, open_records
from trainer.report.drive_week import due_words
from trainer.screens.app import SecondKnock
from trainer.screens.drive_page import DriveWanted
from trainer.screens.widgets.choices import Choices
from trainer.screens.widgets.reading import Reading
from trainer.screens.widgets.wall_chart import WallChart

SEED = 7
SIZES = [(60, 18), (80, 24), (160, 45)]


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Simulated seasons are kept where nobody else looks."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@asynccontextmanager
async def driving(
    name: str = "flats_16",
    *,
    size: tuple[int, int] = (80, 24),
    records: Records | None = None,
    mode: str | None = None,
    begin: bool = True,
    file: Path | None = None,
) -> AsyncIterator[Pilot[int]]:
    """The app at a drive's first week, or with `begin=False` at whatever it opens with."""
    wanted = DriveWanted(file or find_drive(name), SEED, mode)  # type: ignore[arg-type]
    app = SecondKnock(None, records=records, settings=set_to(), drive=wanted)
    async with app.run_test(size=size, notifications=True) as pilot:
        if begin:
            await on(pilot, "DriveBriefScreen")
            await press(pilot, "enter")
            await shows(pilot, "hours left")
        yield pilot


def game_of(pilot: Pilot[int]) -> Game:
    """The season on the screen."""
    game = pilot.app.season.game  # type: ignore[attr-defined]
    assert isinstance(game, Game)
    return game


def chart_of(pilot: Pilot[int]) -> WallChart:
    """The wall chart."""
    return pilot.app.screen.query_one(WallChart)


async def talk_or_miss(pilot: Pilot[int]) -> None:
    """Go to a one-on-one with whoever is marked, and let it go as one's talks go."""
    decided = len(game_of(pilot).decisions)
    await press(pilot, "o")
    await until(pilot, lambda: len(game_of(pilot).decisions) > decided)
    if game_of(pilot).meeting:
        await on(pilot, "TalkSheet")
        ways = pilot.app.screen.query_one(Choices).lines
        await press(pilot, str(len(ways)))
        await on(pilot, "MetSheet")
        await press(pilot, "enter")
        await on(pilot, "WeekScreen")
    await settled(pilot)


async def end_week(pilot: Pilot[int]) -> None:
    """End the week, hours or no hours."""
    game = game_of(pilot)
    asks = game.hours_left > 1e-6 or list(due_words(game))
    await press(pilot, "e")
    if asks:
        await on(pilot, "AskSheet")
        await press(pilot, "1")
    await until(pilot, lambda: type(pilot.app.screen).__name__ in ("WeekScreen", "NameForecastScreen"))
    await settled(pilot)


async def test_a_whole_season_from_the_brief_to_the_debrief() -> None:
    async with driving() as pilot:
        game = game_of(pilot)
        for week in range(1, 11):
            assert game.week == week
            if week <= 3:
                await press(pilot, "r", "2", "tab")
                await shows(pilot, "said yes")
            while game.hours_left >= 1.25:
                await talk_or_miss(pilot)
                await press(pilot, "right")
            await end_week(pilot)
            if game.stage == "forecast":
                await shows(pilot, "Who will?")
                if game.results:
                    assert f"{game.results[-1].title}" in flattened(screen_text(pilot.app))
                await press(pilot, "8", "0", "s", "enter")
                await on(pilot, "ToldSheet")
                result = game.results[-1]
                await shows(pilot, result.title, f"{result.number} of 16 stand")
                await press(pilot, "enter")
                await until(pilot, lambda: type(pilot.app.screen).__name__ in ("WeekScreen", "DriveDebriefScreen"))
        assert [result.test for result in game.results] == [test.id for test in game.constituency.tests]
        await shows(pilot, "Debrief: Sixteen round the yard", "The letter", "stood up")
        await until(pilot, lambda: len(pilot.app.screen.sections) == 8)  # type: ignore[attr-defined]
        await press(pilot, "2")
        await shows(pilot, "Brier score", "│ is what you said", "80%")
        await press(pilot, "4")
        await shows(pilot, "Everybody, at the end", "You wrote")
        await press(pilot, "5")
        await shows(pilot, "Hours", "Moved")
        await press(pilot, "6")
        await shows(pilot, "Whom people go to")
        await press(pilot, "7")
        await shows(pilot, "leaders first", "◆", "┿", "of 100")
        await press(pilot, "8")
        await shows(pilot, "calibrated, not discovered")


async def test_the_chart_shows_the_trainees_own_and_never_the_truth() -> None:
    async with driving("shop_40") as pilot:
        game = game_of(pilot)
        text = await shows(pilot, "Soil side, nights", "0/8 talked with")
        assert not re.search(r"\d[▲△◇▽▼] ", text.split("~ tied")[0])
        await press(pilot, "2")
        await shows(pilot, "2△", "You wrote 2△, for it, in")
        await press(pilot, "5")
        await shows(pilot, "5▼")
        await press(pilot, "0")
        await gone(pilot, "You wrote 5▼")
        await shows(pilot, "You have not rated them.")
        await press(pilot, "r", "2")
        await shows(pilot, "8/8 talked with", "6 of 8 hours left", "Opal Renfro: “")
        row = game.chart()[0]
        yes = sum(cell.said == "yes" for cell in row.cells)
        await shows(pilot, f"8/8 talked with, {yes} said yes")
        await press(pilot, "a")
        await shows(pilot, "5.75 of 8 hours left")
        named = [cell for row in game.chart() for cell in row.cells if cell.named]
        assert len(named) == 1
        await press(pilot, "slash", *named[0].name.split()[0].lower(), "enter")
        await shows(pilot, "↑1")
        tied = game.ties("opal")
        await press(pilot, "slash", *"opal", "enter")
        await until(pilot, lambda: chart_of(pilot).marked == "opal")
        assert chart_of(pilot).tied == {tie.person for tie in tied}
        assert tied
        await press(pilot, "slash", *game.cell(tied[0].person).name.split()[0].lower(), "enter")
        await shows(pilot, "~ Opal Renfro")


async def test_a_plant_of_a_hundred_and_twenty_is_walked_by_crews_and_letters() -> None:
    async with driving("plant_120") as pilot:
        game = game_of(pilot)
        crews = game.constituency.crews
        assert len(crews) == 15
        for crew in (*crews[1:], crews[0]):
            await press(pilot, "tab")
            await until(pilot, lambda crew=crew: chart_of(pilot).marked == game.constituency.people[crew.people[0]].id)  # type: ignore[misc]
            await shows(pilot, crew.name)
        await press(pilot, "left_square_bracket")
        await shows(pilot, crews[-1].name)
        last = game.constituency.people[crews[-1].people[-1]]
        await press(pilot, "slash", *last.name.split()[-1].lower()[:4])
        await shows(pilot, last.name)
        await press(pilot, "enter")
        await on(pilot, "WeekScreen")
        marked = game.cell(chart_of(pilot).marked).name
        assert last.name.split()[-1].lower()[:4] in marked.lower()
        await shows(pilot, marked.split()[0])


async def test_the_mouse_marks_and_picks_and_spends() -> None:
    async with driving("shop_40") as pilot:
        chart = chart_of(pilot)
        block = chart.blocks[0]
        await pilot.click(block, offset=(30, 1))
        await until(pilot, lambda: chart.marked == "ozell")
        await pilot.click(block, offset=(30, 1))
        await until(pilot, lambda: chart.picked == {"ozell"})
        await pilot.click(block, offset=(4, 2))
        await press(pilot, "space")
        await until(pilot, lambda: len(chart.picked) == 2)
        await press(pilot, "r")
        await shows(pilot, "The 2 whom you picked: 0.5 hours")
        await press(pilot, "2")
        await shows(pilot, "7.5 of 8 hours left")
        assert not chart.picked


async def test_enter_lists_what_hours_can_be_spent_on() -> None:
    async with driving("shop_40") as pilot:
        await press(pilot, "enter")
        await shows(
            pilot, "8 hours left in week 1", "A one-on-one: 1.25 hours", "Ask whom people go to: 0.25 hours",
            "Soil side, nights, all 8: 2 hours", "Reminders by phone: Opal Renfro: 5 minutes",
        )  # fmt: skip
        await press(pilot, "escape", "c")
        await shows(pilot, "7.5 of 8 hours left")
        await press(pilot, "c")
        assert game_of(pilot).hours_left == 7.5, "the committee meets once a week"
        await press(pilot, "n")
        await shows(pilot, "What happened", "Week 1")


async def test_what_each_of_these_brings_is_said_of_the_marked_one() -> None:
    async with driving("shop_40") as pilot:
        await press(pilot, "enter")
        await shows(pilot, "One of four falls through")
        await press(pilot, "down")
        await shows(pilot, "right three times of four")
        await gone(pilot, "One of four falls through")


@pytest.mark.parametrize("size", SIZES)
async def test_what_a_one_on_one_brought_is_read_and_rated_at_once(size: tuple[int, int]) -> None:
    async with driving("shop_40", size=size) as pilot:
        game = game_of(pilot)
        while not game.cell("opal").talks:
            await press(pilot, "o")
            await until(pilot, lambda: game.decisions != [])
            if game.meeting:
                await on(pilot, "TalkSheet")
                await press(pilot, "2")
                await on(pilot, "MetSheet")
        text = await shows(pilot, "An hour with Opal Renfro", "Quality 0.50", "Asked, and it is a")
        said = game.cell("opal").said
        assert f"Asked, and it is a {said}: “{flattened(game.lines[-2].text).split()[0]}" in text
        await press(pilot, "pagedown", "pagedown")
        await shows(pilot, "What do you believe of them now? You have not rated them.", "5▼ against it")
        await press(pilot, "4")
        await on(pilot, "WeekScreen")
        assert game.cell("opal").rating == 4
        await shows(pilot, "4▽")


async def test_what_is_not_answered_is_said_before_the_week_ends() -> None:
    async with driving("shop_40") as pilot:
        game = game_of(pilot)
        await talk_or_miss(pilot)
        while not game.promises():
            await talk_or_miss(pilot)
        (asked,) = game.promises()
        await press(pilot, "e")
        await on(pilot, "AskSheet")
        await shows(pilot, "Opal Renfro has no answer yet", "They are gone with the week")
        await press(pilot, "2")
        await on(pilot, "WeekScreen")
        assert game.week == 1
        assert game.promises() == (asked,)


async def test_a_forecast_reads_what_the_marked_one_said_and_then_hears_who_stayed_away() -> None:
    async with driving("shop_40") as pilot:
        game = game_of(pilot)
        while game.week < 6:
            await press(pilot, "r", "2", "tab")
            await end_week(pilot)
        await press(pilot, "e", "1")
        await on(pilot, "NameForecastScreen")
        yes = [cell for row in game.chart() for cell in row.cells if cell.said == "yes"]
        for cell in yes[:2]:
            await shows(pilot, f"{cell.name}, in a quick round: “")
            await press(pilot, "9", "0", "down")
        await press(pilot, "s", "enter", "enter")
        await on(pilot, "ToldSheet")
        excuse = next(line for line in game.lines if line.kind == "excuse")
        for _page in range(4):
            await press(pilot, "pagedown")
            if "Afterwards:" in screen_text(pilot.app):
                break
        await shows(pilot, f"{game.cell(excuse.person).name}: Afterwards: “")


@pytest.mark.parametrize("size", SIZES)
async def test_the_newest_stands_first_and_page_down_reads_on(size: tuple[int, int]) -> None:
    async with driving("shop_40", size=size) as pilot:
        await shows(pilot, "The order for the mops", "A good beginning")
        await press(pilot, "r", "2", "right", "a")
        pane = pilot.app.screen.query_one("#news", Reading)
        await until(pilot, lambda: len(game_of(pilot).decisions) == 2)
        (newest, *_rest) = [line for line in game_of(pilot).lines if line.occasion == 2]
        await shows(pilot, f"Ozell Hatch: “{' '.join(newest.text.split()[:2])}")
        top = chart_of(pilot).scroll_y
        await press(pilot, "r", "1", "r", "1")
        if size[1] >= 45:
            return  # all of it is in sight
        await shows(pilot, "PgDn reads on")
        first = "\n".join(line.plain for line in pane.lines[: pane.page])
        await press(pilot, "pagedown")
        await until(pilot, lambda: pane.top > 0)
        await shows(pilot, flattened(pane.lines[pane.top + pane.page - 1].plain).strip())
        assert flattened(first) not in flattened(screen_text(pilot.app))
        assert chart_of(pilot).scroll_y == top
        for _page in range(len(pane.lines)):
            await press(pilot, "pagedown")
        await shows(pilot, "PgUp reads back")
        await press(pilot, "pageup")
        await shows(pilot, "PgDn reads on")


async def test_what_was_heard_of_one_person_at_two_times_is_kept_apart() -> None:
    async with driving("shop_40", size=(160, 45)) as pilot:
        await press(pilot, "a", "r", "1")
        text = await shows(pilot, "Opal Renfro: “")
        assert text.count("Opal Renfro: “") == 2


async def test_a_week_is_taken_back_in_practice_and_not_in_a_test() -> None:
    async with driving() as pilot:
        await press(pilot, "r", "2")
        await shows(pilot, "5/5 talked with")
        await end_week(pilot)
        await shows(pilot, "week 2 of 10")
        await press(pilot, "u")
        await shows(pilot, "week 1 of 10", "0/5 talked with", "Week 1 is before you again.")
        assert game_of(pilot).decisions == []
    async with driving(mode="test") as pilot:
        await press(pilot, "r", "2")
        await shows(pilot, "5/5 talked with", "test")
        await press(pilot, "u")
        await settled(pilot)
        assert game_of(pilot).decisions


async def test_what_cannot_be_is_said_and_changes_nothing() -> None:
    async with driving() as pilot:
        await press(pilot, "a", "a")
        await shows(pilot, "told you already")
        assert len(game_of(pilot).decisions) == 1


async def test_seasons_are_left_and_gone_on_with_and_two_run_beside_each_other(tmp_path: Path) -> None:
    with open_records(tmp_path) as records:
        async with driving(records=records) as pilot:
            await press(pilot, "2")
            await end_week(pilot)
            await press(pilot, "escape")
            await on(pilot, "HomeScreen")
            await shows(pilot, "Go on with Sixteen round the yard", "week 2 of 10", "Run a drive")
        async with driving("shop_40", records=records) as pilot:
            await press(pilot, "r", "1", "escape")
            await on(pilot, "HomeScreen")
            await shows(pilot, "Go on with Forty at Tri-River", "Go on with Sixteen round the yard")
            await press(pilot, "2")
            await shows(pilot, "Sixteen round the yard, week 2 of 10", "2△")
            await press(pilot, "escape")
            await on(pilot, "HomeScreen")
            await press(pilot, "1")
            await shows(pilot, "week")
    with open_records(tmp_path) as records:
        async with driving(records=records, begin=False) as pilot:
            await shows(pilot, "You are in week 2 of 10", "Begin another season beside it")
            await press(pilot, "1")
            await shows(pilot, "week 2 of 10", "2△")


async def test_a_season_is_put_away_and_taken_up_again(tmp_path: Path) -> None:
    with open_records(tmp_path) as records:
        begin_drive(find_drive("flats_16"), records, seed=SEED).do(EndWeek())
        records.drives.release(records.drives.all()[0].id)
        app = SecondKnock(None, records=records, settings=set_to())
        async with app.run_test(size=(80, 40), notifications=True) as pilot:
            await on(pilot, "HomeScreen")
            await press(pilot, "4")
            await shows(pilot, "Go on", "week 2 of 10", "put away")
            await press(pilot, "x")
            await shows(pilot, "Put away", "put away in week 2 of 10")
            assert records.drives.unfinished() == ()
            await press(pilot, "x")
            await shows(pilot, "Only a season to go on with")
            await press(pilot, "5")
            await shows(pilot, "Sixteen round the yard, week 2 of 10", "5 of 5 hours left")
        assert len(records.drives.unfinished()) == 1


async def test_the_debrief_of_a_season_that_is_over_can_be_read_again(tmp_path: Path) -> None:
    with open_records(tmp_path) as records:
        season = begin_drive(find_drive("flats_16"), records, seed=SEED)
        while season.game.stage != "over":
            due = season.game.stage == "forecast"
            season.do(Forecast(season.game.upcoming()[0].test) if due else EndWeek())  # type: ignore[union-attr]
        season.leave()
        app = SecondKnock(None, records=records, settings=set_to())
        async with app.run_test(size=(80, 40)) as pilot:
            await press(pilot, "3")
            await shows(pilot, "Over", "read its debrief")
            await press(pilot, "5")
            await shows(pilot, "Debrief: Sixteen round the yard", "You named nobody.")
            await press(pilot, "escape")
            await on(pilot, "ChooseDriveScreen")


async def test_a_season_goes_on_in_the_middle_of_a_one_on_one(tmp_path: Path) -> None:
    with open_records(tmp_path) as records:
        async with driving(records=records) as pilot:
            while not game_of(pilot).meeting:
                await press(pilot, "right", "o")
                await settled(pilot)
            name = game_of(pilot).cell(game_of(pilot).meeting or "").name
            await shows(pilot, f"{name} has an hour for you")
    with open_records(tmp_path) as records:
        async with driving(records=records, begin=False) as pilot:
            await shows(pilot, "Go on there")
            await press(pilot, "1")
            await shows(pilot, f"{name} has an hour for you")
            await press(pilot, "escape")
            await on(pilot, "WeekScreen")
            await press(pilot, "e")
            await shows(pilot, f"{name} has an hour for you")


async def test_a_talk_is_played_and_its_score_becomes_the_quality(tmp_path: Path) -> None:
    with open_records(tmp_path) as records:
        async with driving("shop_40", records=records) as pilot:
            game = game_of(pilot)
            while not game.meeting:
                await end_week(pilot) if game.hours_left < 1.25 else await press(pilot, "o")
                await settled(pilot)
            assert game.meeting == "opal"
            await shows(pilot, "Play it:", "its score is the talk's quality", "Quality 0.50")
            await press(pilot, "1")
            await on(pilot, "BriefScreen")
            await press(pilot, "enter")
            await play_on(pilot, "DebriefScreen")
            await press(pilot, "x")
            await on(pilot, "TalkSheet")
            score = records.progress().plays[-1].overall
            await shows(
                pilot, f"Take the talk that you played {on_day(records.progress().plays[-1].at)}: {score} of 100"
            )
            await press(pilot, "1")
            await on(pilot, "MetSheet")
            await shows(pilot, f"Quality {score / 100:.2f}, from the talk that you")
            talk = game.decisions[-1]
            assert talk._asdict()["source"] == "play"


async def test_a_forecast_names_others_and_warns_of_who_is_left_out() -> None:
    async with driving() as pilot:
        game = game_of(pilot)
        await press(pilot, "r", "2")
        for _week in range(4):
            await end_week(pilot)
        await shows(pilot, "The letter", "They put their name and their door on a letter", "0 of")
        yes = [cell for row in game.chart() for cell in row.cells if cell.said == "yes"]
        await press(pilot, "enter")
        await shows(pilot, "left out. Enter again goes on all the same.")
        await press(pilot, "a", *"gerda", "enter")
        await shows(pilot, "Gerda Kessler", "not asked yet")
        await press(pilot, "3", "5")
        await shows(pilot, "that makes 0.3" if not yes else "35")
        await press(pilot, "enter", "enter")
        await on(pilot, "ToldSheet")
        assert game.results[0].sure == {"gerda_kessler": 0.35} or list(game.results[0].sure.values()) == [0.35]
        await shows(pilot, "Why those stayed away who had said yes is told after the season.")


async def test_a_turf_from_its_first_hours_to_the_election() -> None:
    async with driving("turf_10k") as pilot:
        await shows(pilot, "1.8 minutes of volunteers for each voter", "Doors", "no hours yet")
        await press(pilot, "1")
        await shows(pilot, "Doors: how many hours?")
        await press(pilot, "9", "9", "9", "enter")
        await shows(pilot, "That takes 999 hours")
        for week in range(1, 7):
            await press(pilot, "1", "3", "0", "enter")
            await shows(pilot, "talks at doors")
            await press(pilot, "e", "1")
            if week < 6:
                await shows(pilot, f"week {week + 1} of 6")
        await shows(pilot, "How many net votes has your work brought")
        await press(pilot, "4", "0", "enter")
        await shows(pilot, "You had said 40.")
        game = pilot.app.season.game  # type: ignore[attr-defined]
        assert isinstance(game, TurfGame)
        assert game.result is not None
        await press(pilot, "enter")
        await shows(pilot, "Debrief: Ten thousand in Ward 6", "Net votes")
        await shows(pilot, "With all of the hours on one way", "┿")


async def test_all_hours_of_a_week_on_a_turf_are_spent_without_typing_a_number() -> None:
    async with driving("turf_10k") as pilot:
        await shows(pilot, "Enter spend hours")
        await press(pilot, "1", *"e15e", "enter")
        await shows(pilot, "Doors  15 hours", "35 of 50 hours left")
        await press(pilot, "1")
        await shows(pilot, "with nothing typed, 35 hours")
        await press(pilot, "enter")
        await shows(pilot, "Doors  50 hours", "0 of 50 hours left")
        await press(pilot, "1", "enter")
        await shows(pilot, "Type a number of hours.")


@pytest.mark.parametrize("size", SIZES)
async def test_what_happens_on_a_turf_is_read_whole(size: tuple[int, int]) -> None:
    async with driving("turf_10k", size=size) as pilot:
        await shows(pilot, "Eleven people come to the first evening, and nine of them want to do the texts.")


async def test_each_place_shows_the_numbers_that_count_there_and_what_they_are() -> None:
    shown = []
    for name in ("shop_40", "turf_10k"):
        async with driving(name) as pilot:
            await press(pilot, "f6")
            await shows(
                pilot, {"shop_40": "mu  0.37 (SD), fitted: how much people want it", "turf_10k": "turnout  0.45"}[name]
            )
            shown.append([line.id for line in pilot.app.screen.query_one(Choices).lines])
    assert [*shown[0], *shown[1]] == [fact.name for fact in FACTS]
    assert "mu" not in shown[1]


async def test_a_number_is_changed_and_what_follows_is_shown() -> None:
    async with driving() as pilot:
        await press(pilot, "f6")
        await shows(pilot, "The numbers of Sixteen round the yard", "mu", "It can be", "From:")
        screen = pilot.app.screen
        beta = next(n for n, line in enumerate(screen.query_one(Choices).lines) if line.id == "beta")
        screen.query_one(Choices).cursor = beta
        await shows(pilot, "It is assumed: nobody has measured it.")
        await press(pilot, "enter", "9", "9", "enter")
        await shows(pilot, "it lies between -6 and 6")
        await press(pilot, "backspace", "backspace", "0", "enter")
        await shows(pilot, "3 → 0")
        await until(pilot, lambda: screen.found is not None)  # type: ignore[attr-defined]
        await shows(pilot, "The middle one of 300 seasons of each way")
        top = screen.query_one(Choices).scroll_y
        await press(pilot, "pagedown", "pagedown")
        await until(pilot, lambda: screen.query_one("#fact").scroll_y > 0)
        assert screen.query_one(Choices).scroll_y == top
        await until(pilot, lambda: re.search(r"leaders first +\d+% → \d+%", screen_text(pilot.app)) is not None)
        await press(pilot, "r")
        await gone(pilot, "3 → 0")


async def test_home_leads_to_the_drives_and_a_broken_file_says_what_is_wrong(tmp_path: Path) -> None:
    app = SecondKnock(None, settings=set_to())
    async with app.run_test(size=(80, 24)) as pilot:
        await shows(pilot, "Run a drive")
        lines = app.screen.query_one(Choices).lines
        await press(pilot, str([line.id for line in lines].index("drive") + 1))
        await shows(pilot, "Sixteen round the yard", "a shop, 40 people, 12 weeks", "Ten thousand in Ward 6")
        await press(pilot, "2")
        await on(pilot, "DriveBriefScreen")
        await shows(pilot, "Forty at Tri-River", "before the first week")
    broken = tmp_path / "broken.yaml"
    broken.write_text(
        find_drive("flats_16").read_text(encoding="utf-8").replace("size: 16", "size: 17"), encoding="utf-8"
    )
    async with driving(file=broken, begin=False) as pilot:
        await shows(pilot, "broken.yaml cannot be played.", "To mend it:")


async def test_the_debrief_is_saved_in_every_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trainer.screens.saving.place_to_save", lambda: tmp_path)
    async with driving() as pilot:
        while game_of(pilot).stage != "over":
            if game_of(pilot).stage == "forecast":
                await press(pilot, "enter", "enter")
                await until(pilot, lambda: type(pilot.app.screen).__name__ != "ToldSheet")
            else:
                await end_week(pilot)
        await press(pilot, "enter")
        await shows(pilot, "Debrief:")
        await until(pilot, lambda: pilot.app.screen.debrief is not None)  # type: ignore[attr-defined]
        await press(pilot, "f8", "1")
        await until(pilot, lambda: (tmp_path / "second-knock-flats_16.txt").exists())
        await press(pilot, "f8", "2")
        await until(pilot, lambda: (tmp_path / "second-knock-flats_16.md").exists())
        await press(pilot, "f8", "3")
        await until(pilot, lambda: (tmp_path / "second-knock-flats_16.html").exists())
        await press(pilot, "f8", "4")
        await until(pilot, lambda: (tmp_path / "second-knock-flats_16.json").exists())
    assert "Sixteen round the yard" in (tmp_path / "second-knock-flats_16.txt").read_text(encoding="utf-8")
    assert (tmp_path / "second-knock-flats_16.md").read_text(encoding="utf-8").startswith("# Sixteen")
    page = (tmp_path / "second-knock-flats_16.html").read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>") and "Brier" not in page, "nobody was forecast"
    data = json.loads((tmp_path / "second-knock-flats_16.json").read_text(encoding="utf-8"))
    assert data["constituency"] == "flats_16"


@pytest.mark.parametrize("size", SIZES, ids=[f"{width}x{height}" for width, height in SIZES])
async def test_pictures_of_a_season(size: tuple[int, int], snapshot: SnapshotAssertion) -> None:
    async with driving("shop_40", size=size) as pilot:
        await press(pilot, "r", "2", "2", "right", "3")
        assert await settled(pilot) == snapshot(name="a week")
        await press(pilot, "enter")
        assert await settled(pilot) == snapshot(name="spending hours")
        await press(pilot, "escape")
        for _week in range(6):
            await end_week(pilot)
        await press(pilot, "8", "0", "down", "4", "0")
        assert await settled(pilot) == snapshot(name="a forecast")
        await press(pilot, "enter", "enter")
        await on(pilot, "ToldSheet")
        assert await settled(pilot) == snapshot(name="who stood up")
        await press(pilot, "enter")
        await on(pilot, "WeekScreen")
        assert await settled(pilot) == snapshot(name="the week after")
    async with driving("turf_10k", size=size) as pilot:
        await press(pilot, "1", "3", "0", "enter")
        await shows(pilot, "talks at doors")
        assert await settled(pilot) == snapshot(name="a turf")
