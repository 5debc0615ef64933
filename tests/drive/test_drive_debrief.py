"""The debrief of a drive: its numbers recomputed by hand from what was decided and seen, and its words in all files."""

import json
import re
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.drive.seasons import constituency, played, played_turf
from trainer.drive.asked import asked
from trainer.drive.constituency import find_drive
from trainer.drive.game import Game
from trainer.drive.game_decisions import EndWeek, Forecast, Meet, NotPossible, Rate, Round, Talk
from trainer.drive.game_turf import TurfGame
from trainer.drive.simulate import simulate
from trainer.practice.drives import begin_drive
from trainer.records.store import open_records
from trainer.report.drive import drive_debrief, mean_quality, turf_debrief
from trainer.report.drive_commands import debrief_of_drive
from trainer.report.drive_export import as_data, as_markdown, as_text, drive_exported
from trainer.report.drive_spread import spread_of
from trainer.report.drive_text import parts_of

SURE = {"irma": 0.9, "dell": 0.7, "lyle": 0.4, "roy": 0.2}


@cache
def small() -> Game:
    """A season of the building: Irma, Dell, Lyle and Roy are met, rated and forecast, and nobody else."""
    game = Game(constituency("flats_16"), 7)
    game.do(Rate("irma", 2))
    game.do(Rate("dell", 3))
    while game.stage != "over":
        if game.stage == "forecast":
            game.do(Forecast(game.upcoming()[0].test, SURE))
            continue
        if game.week == 3:
            game.do(Round(tuple(SURE)))
        else:
            for person in SURE:
                if game.hours_left >= 1.25:
                    game.do(Meet(person))
                    if game.meeting:
                        game.do(Talk(0.8))
        game.do(EndWeek())
    return game


def test_a_season_that_goes_on_has_no_debrief() -> None:
    with pytest.raises(NotPossible):
        drive_debrief(Game(constituency("flats_16"), 7))
    with pytest.raises(ValueError, match="still to come"):
        turf_debrief(TurfGame(constituency("turf_10k"), 7))


def test_the_forecasts_are_scored_as_by_hand() -> None:
    game = small()
    debrief = drive_debrief(game)
    squares = []
    for test, result in zip(debrief.tests, game.results, strict=True):
        own = [(sure - (person in result.stood)) ** 2 for person, sure in SURE.items()]
        assert test.brier == pytest.approx(sum(own) / 4)
        assert test.expected == pytest.approx(sum(SURE.values()))
        assert test.came_of_named == len(result.stood & set(SURE))
        assert test.came_unnamed == len(result.stood - set(SURE))
        assert test.stood == len(result.stood) == result.number
        squares += own
    assert debrief.forecasts is not None
    assert debrief.forecasts.number == 12
    assert debrief.forecasts.brier == pytest.approx(sum(squares) / 12)
    came = {sure: sum(person in result.stood for result in game.results) / 3 for person, sure in SURE.items()}
    for group in debrief.forecasts.groups:
        inside = [share for sure, share in came.items() if group.low <= sure < group.high]
        assert group.came == pytest.approx(sum(inside) / len(inside))


def test_the_chart_is_held_against_the_truth_of_each_week() -> None:
    game = small()
    truth = game.truth()
    irma, dell = (game.constituency.member(person).number for person in ("irma", "dell"))
    debrief = drive_debrief(game)
    assert [week.week for week in debrief.chart] == list(range(1, 11))
    for week, behind in zip(debrief.chart, truth.weeks, strict=True):
        off = [2 - behind.rating[irma], 3 - behind.rating[dell]]
        assert week.rated == 2
        assert week.calibration is not None
        assert week.calibration.distance == pytest.approx((abs(off[0]) + abs(off[1])) / 2)
        assert week.calibration.bias == pytest.approx(sum(off) / 2)
        assert week.calibration.exact == pytest.approx(off.count(0) / 2)
    for behind in truth.weeks:
        for chance, rating in zip(behind.chance, behind.rating, strict=True):
            expected = 2 if chance >= 0.6 else 3 if chance >= 0.35 else 4 if chance >= 0.15 else 5
            assert rating == expected or (rating == 1 and expected == 2)


def test_hours_and_whom_they_moved_are_those_beside_a_season_without_them() -> None:
    game = small()
    debrief = drive_debrief(game)
    idle = Game(constituency("flats_16"), 7)
    while idle.stage != "over":
        idle.do(EndWeek() if idle.stage == "week" else Forecast(idle.upcoming()[0].test))
    for place, week in enumerate(debrief.hours):
        moved = sum(game.truth().weeks[place].chance) - sum(idle.truth().weeks[place].chance)
        assert week.moved == pytest.approx(moved, abs=1e-3)
        assert sum(week.spent.values()) <= week.given
    assert debrief.hours[2].spent == {"round": 1.0}
    assert debrief.hours[-1].moved > 0
    # doing nothing moves nobody
    assert all(week.moved == 0 for week in drive_debrief(idle).hours)


def test_a_leaders_no_is_counted_by_the_same_season_with_that_leader_for_it() -> None:
    game = played("shop_40", seed=7)
    debrief = drive_debrief(game)
    truth = game.truth()
    assert {line.person for line in debrief.leaders} == {game.constituency.people[one].id for one in truth.leaders}
    stayed = [line for line in debrief.leaders if line.cost]
    assert stayed
    for line in stayed:
        number = game.constituency.member(line.person).number
        assert not line.stood["march"]
        run = game.otherwise(for_it=(number,))
        for behind, after in zip(truth.tests, run.tested, strict=True):
            assert line.cost[behind.test] == len(after.acted - {number}) - len(behind.acted - {number})
        assert "stayed away" in line.words
    for line in debrief.leaders:
        if not line.cost:
            assert line.stood["march"]
    # the season itself is as it was
    assert game.truth() == truth
    numbers = {game.constituency.member(line.person).number for line in stayed}
    run = game.otherwise(for_it=sorted(numbers))
    assert debrief.together == {
        behind.test: len(after.acted - numbers) - len(behind.acted - numbers)
        for behind, after in zip(truth.tests, run.tested, strict=True)
    }
    assert len(numbers) > 1
    assert any("Had all of them who stayed away" in line for part in parts_of(debrief) for line in part.lines)


def test_everybody_stands_there_as_they_were_at_the_end() -> None:
    game = small()
    debrief = drive_debrief(game)
    truth = game.truth()
    assert [line.name for line in debrief.everybody] == [cell.name for row in game.chart() for cell in row.cells]
    for line in debrief.everybody:
        number = game.constituency.member(line.person).number
        assert line.true == truth.weeks[-1].rating[number]
        assert line.rated == {"irma": 2, "dell": 3}.get(line.person)
        assert line.stood == {result.test: line.person in result.stood for result in game.results}
    (part,) = [part for part in parts_of(debrief) if part.part == "everybody"]
    assert part.table is not None
    assert len(part.table.rows) == 16


def test_whoever_is_too_sure_is_told_so() -> None:
    def told(sure: float) -> str:
        game = Game(constituency("flats_16"), 7)
        people = [cell.person for row in game.chart() for cell in row.cells]
        while game.stage != "over":
            due = game.stage == "forecast"
            game.do(Forecast(game.upcoming()[0].test, dict.fromkeys(people, sure)) if due else EndWeek())
        return as_text(drive_debrief(game), None)

    assert "You were too sure: you said 95 percent on average" in told(0.95)
    assert "You were not sure enough: you said 2 percent on average" in told(0.02)
    assert "Yours is 0.25;" in told(0.5)


def test_why_people_stayed_away_is_told_of_those_who_had_said_yes() -> None:
    for seed in range(4):
        game = played("shop_40", seed=seed, trainee=seed)
        for behind, test in zip(game.truth().tests, drive_debrief(game).tests, strict=True):
            for reason in (behind.fear, behind.alone, behind.unprepared, behind.polite):
                assert reason.decided <= behind.missing
                assert reason.weighed <= behind.missing
            assert behind.missing == behind.said_yes - behind.acted
            assert not (test.secret and test.reasons)
            for line in test.reasons:
                assert 0 < line.weighed <= line.of == len(behind.missing)
                assert f"{line.weighed} of {line.of}" in line.words


def test_the_spread_is_that_of_the_simulation_and_is_kept(tmp_path: Path) -> None:
    place = constituency("flats_16")
    made = spread_of(place, 0.7, seasons=60, seed=2, cache=tmp_path)
    (file,) = tmp_path.iterdir()
    assert set(made.figures) == {"nothing", "canvass", "loudest_first", "random_order", "leaders_first", "mixed"}
    for measures in made.figures.values():
        assert set(measures) == {"letter", "cards", "office"}
        for found in measures.values():
            points = (found.low, found.quarter, found.median, found.three_quarters, found.high)
            assert all(before <= after for before, after in pairwise(points))
            assert 0 <= found.low <= found.high <= 1
    before = file.stat().st_mtime_ns
    assert spread_of(place, 0.7, seasons=60, seed=2, cache=tmp_path) == made
    assert file.stat().st_mtime_ns == before
    file.write_text("{", encoding="utf-8")
    assert spread_of(place, 0.7, seasons=60, seed=2, cache=tmp_path) == made
    json.loads(file.read_text(encoding="utf-8"))
    spread_of(place, 0.2, seasons=60, seed=2, cache=tmp_path)
    assert len(list(tmp_path.iterdir())) == 2


def test_a_season_is_placed_in_the_spread(tmp_path: Path) -> None:
    game = small()
    spread = spread_of(game.constituency, mean_quality(game), seasons=60, cache=tmp_path)
    debrief = drive_debrief(game, spread)
    assert debrief.spread_quality == 0.8
    assert len(debrief.spread) == 6 * 3
    share = {result.test: result.number / result.people for result in game.results}
    for line in debrief.spread:
        value = share[line.measure]
        assert line.here == ("low" if value < line.figures.low else "high" if value > line.figures.high else "middle")
    seasons = asked("flats_16", None, ("canvass",), 0.8, True, ())
    assert seasons is not None
    ends = simulate(seasons.setting, ("canvass",), 60, 1)["canvass"].tests["office"]
    value = share["office"]
    beaten = float(((ends < value - 1e-6) + 0.5 * (abs(ends - value) < 1e-6)).mean())
    (line,) = [line for line in debrief.spread if (line.strategy, line.measure) == ("canvass", "office")]
    assert line.beaten == pytest.approx(beaten)
    assert f"Canvass {beaten * 100:.0f}" in as_text(debrief, None)


def test_what_is_measured_assumed_and_calibrated_is_said() -> None:
    told = " ".join(drive_debrief(small()).limits)
    for words in ("Measured", "Assumed", "calibrated, not discovered", "No experiment", "three seasons of four"):
        assert words in told
    turf = " ".join(turf_debrief(played_turf(2)).limits)
    for words in ("Measured in experiments", "Quoted from memory", "Assumed", "fit the task"):
        assert words in turf


def test_the_debrief_reads_in_whole_lines_and_as_markdown(tmp_path: Path) -> None:
    game = small()
    debrief = drive_debrief(game, spread_of(game.constituency, 0.8, seasons=60, cache=tmp_path))
    text, page = as_text(debrief, None), as_markdown(debrief)
    assert text.startswith("Second Knock: Sixteen round the yard\n")
    assert all(len(line) <= 80 for line in as_text(debrief).splitlines())
    for part in parts_of(debrief):
        assert part.title in text
        for line in part.lines:
            assert line in text
    assert page.count("\n## ") == len(parts_of(debrief))
    for table in (part.table for part in parts_of(debrief) if part.table):
        assert all(len(row) == len(table.head) for row in table.rows)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", text + page)
    turf = turf_debrief(played_turf(2), spread_of(constituency("turf_10k"), 0.5, seasons=40, cache=tmp_path))
    assert "net votes" in as_text(turf)
    assert "| Doors | 300 |" in as_markdown(turf)


def test_an_authors_words_stay_words_in_every_file() -> None:
    game = played("flats_16", seed=2)
    debrief = drive_debrief(game)._replace(title="A | b <script> \x1b[31m *x*", told=("# no heading",))
    page = as_markdown(debrief)
    assert "<script>" not in page + drive_exported("html", debrief)
    assert "\x1b" not in page + as_text(debrief) + drive_exported("html", debrief) + drive_exported("json", debrief)
    assert "\n# no heading" not in page


class Page(HTMLParser):
    """A page: its elements are closed in order, and its words and the figures in it are kept."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words: list[str] = []
        self.kinds: list[str] = []
        self.feed(page)
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.kinds.append(dict(attrs).get("class") or tag)
        assert tag != "script"
        assert not {"src", "href"} & {name for name, value in attrs if value and not value.startswith("#")}
        if tag not in ("meta", "br", "link"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.kinds.append(dict(attrs).get("class") or tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(" ".join(data.split()))


def test_the_debrief_is_a_page_with_its_plots(tmp_path: Path) -> None:
    game = small()
    debrief = drive_debrief(game, spread_of(game.constituency, 0.8, seasons=60, cache=tmp_path))
    page = Page(drive_exported("html", debrief))
    told = " ".join(page.words)
    for part in parts_of(debrief):
        assert part.title in told
        for line in part.lines:
            assert line in told
    assert page.kinds.count("reliability") == 1
    assert debrief.forecasts is not None
    assert page.kinds.count("circle") == len(debrief.forecasts.groups)
    assert page.kinds.count("way") == len(debrief.spread) == 18
    turf = turf_debrief(played_turf(2), spread_of(constituency("turf_10k"), 0.5, seasons=40, cache=tmp_path))
    assert "Net votes" in Page(drive_exported("html", turf)).words


def test_the_debrief_is_data_with_every_number() -> None:
    debrief = drive_debrief(small())
    data = json.loads(drive_exported("json", debrief))
    assert data == json.loads(json.dumps(as_data(debrief)))
    assert [test["brier"] for test in data["tests"]] == [test.brier for test in debrief.tests]
    assert data["forecasts"]["groups"][0]["came"] == debrief.forecasts.groups[0].came  # type: ignore[union-attr]
    assert data["seed"] == 7
    assert [line["person"] for line in data["everybody"]] == [line.person for line in debrief.everybody]
    turf = json.loads(drive_exported("json", turf_debrief(played_turf(2))))
    assert turf["result"]["net"] == turf_debrief(played_turf(2)).result.net


def test_the_command_prints_the_debrief_of_a_season_that_is_over(tmp_path: Path) -> None:
    run = CliRunner()
    with open_records(tmp_path) as records:
        begun = begin_drive(find_drive("shop_40"), records, seed=7)
        begun.do(Round(("opal",)))
        begun.leave()
        over = begin_drive(find_drive("flats_16"), records, seed=7)
        for decision in small().decisions:
            over.do(decision)
    arguments = ["--records", str(tmp_path), "--no-spread"]
    printed = run.invoke(debrief_of_drive, [over.drive_id, *arguments])
    assert printed.output == as_text(drive_debrief(small()))
    page = tmp_path / "page.md"
    assert run.invoke(debrief_of_drive, [over.drive_id[:6], *arguments, "--output", str(page)]).exit_code == 0
    assert page.read_text(encoding="utf-8") == as_markdown(drive_debrief(small()))
    again = run.invoke(debrief_of_drive, [over.drive_id, *arguments, "--output", str(page)])
    assert again.exit_code == 1
    assert "already. Nothing was written" in again.output
    told = run.invoke(debrief_of_drive, [over.drive_id, *arguments, "--format", "json"])
    assert json.loads(told.output)["constituency"] == "flats_16"
    page = tmp_path / "page.html"
    assert run.invoke(debrief_of_drive, [over.drive_id, *arguments, "--output", str(page)]).exit_code == 0
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    early = run.invoke(debrief_of_drive, [begun.drive_id, *arguments])
    assert early.exit_code == 1
    assert "stands in week 1 of 12" in early.output
