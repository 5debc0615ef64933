"""A season in plain mode: whole lines through standard input, speakers named, nothing drawn, kept and gone on with."""

import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from plain_builders import scenario_of, typed, walk_of

from trainer.days import on_day
from trainer.drive.constituency import Constituency, find_drive, load_constituency
from trainer.drive.game import Game
from trainer.drive.game_decisions import Decision, EndWeek, Forecast, Meet, Rate, Round, Talk
from trainer.plain.drive import play_drive_plain
from trainer.practice.drives import START
from trainer.records.store import Records, Unsaved, open_records
from trainer.report.drive_week import due_words, yes_sayers

SEED = 7


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Simulated seasons are kept where nobody else looks."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def constituency(name: str) -> Constituency:
    """One of the drives that come along."""
    made = load_constituency(find_drive(name)).constituency
    assert made is not None
    return made


def play(
    lines: Iterable[str], name: str, records: Records | None = None, seed: int | None = SEED, code: int = 0
) -> str:
    """What a season printed with these lines typed."""
    stdout = io.StringIO()
    typed = io.StringIO("".join(f"{line}\n" for line in lines))
    given = play_drive_plain(find_drive(name), stdin=typed, stdout=stdout, seed=seed, records=records or Unsaved(""))
    assert given == code
    return stdout.getvalue()


class Typist:
    """Plays a season beside the one that is typed, so that it is known what will be asked."""

    def __init__(self, name: str) -> None:
        self.game = Game(constituency(name), SEED)

    def does(self, decision: Decision) -> None:
        self.game.do(decision)

    def meets(self, person: str) -> Iterator[str]:
        """Go to a one-on-one; where it takes place, let it go as one's talks go."""
        yield f"meet {self.game.cell(person).name.lower()}"
        self.does(Meet(person))
        if self.game.meeting:
            if self.game.constituency.member(person).talk:
                yield "2"
            self.does(Talk(START, "start"))

    def season(self) -> Iterator[str]:
        """A whole season: rounds in the first weeks, then one-on-ones, everybody who said yes forecast at 70."""
        yield ""
        people = [cell.person for row in self.game.chart() for cell in row.cells]
        yield f"rate {people[1]} 2"
        self.does(Rate(people[1], 2))
        while self.game.stage != "over":
            if self.game.stage == "forecast":
                yield from self.forecasts()
                continue
            if self.game.week <= 3:
                crew = self.game.constituency.crews[self.game.week - 1]
                ids = tuple(self.game.constituency.people[number].id for number in crew.people)
                yield f"round {crew.name}"
                self.does(Round(ids))
            for person in people:
                if self.game.hours_left >= 1.25 and not self.game.cell(person).talks:
                    yield from self.meets(person)
            yield "end"
            if self.game.hours_left > 1e-6 or list(due_words(self.game)):
                yield "yes"
            self.does(EndWeek())

    def forecasts(self) -> Iterator[str]:
        yes = yes_sayers(self.game)
        yield "rest 70" if yes else ""
        if yes:
            yield ""
        self.does(Forecast(self.game.upcoming()[0].test, dict.fromkeys(yes, 0.7)))


def test_a_whole_season_of_the_building() -> None:
    typist = Typist("flats_16")
    lines = [*typist.season(), *[""] * 30]
    text = play(lines, "flats_16")
    game = typist.game
    assert game.stage == "over"
    for week in range(1, 11):
        assert f"Week {week} of 10. 5 of 5 hours left." in text or f"Week {week} of 10." in text
    for result in game.results:
        assert re.search(rf"{result.title}: {result.number} of 16 stands? up\.", text)
        for crew in game.chart():
            there = [cell.name for cell in crew.cells if cell.person in result.stood]
            assert f"{crew.name}, {len(there)} of {len(crew.cells)}: {', '.join(there) or 'nobody'}" in text
    assert "Quality 0.50: you have finished no talk yet, so it is a middling one." in text
    assert "Brier score" in text
    assert "calibrated, not discovered" in text
    assert "One-on-ones, leaders first" in text
    assert "does not fit here" not in text, "every typed line was asked for"
    for line in [line for line in game.lines if line.kind in ("event", "campaign")]:
        assert text.count(" ".join(line.text.replace("*", "").split())) == 1, "what a week begins with is read once"


def test_everything_is_whole_lines_without_a_box_and_speakers_are_named() -> None:
    typist = Typist("flats_16")
    text = play([*typist.season(), "skip", ""], "flats_16")
    assert not re.search(r"[│─╭╮╰╯┿◆█░\x1b]", text)
    said = [line for line in typist.game.lines if line.speech]
    assert said
    for line in said:
        name = typist.game.cell(line.person).name
        first = re.split(r"\*", line.text)[0].strip()
        assert not first or f"{name}: {first}" in text


def test_names_by_their_letters_and_what_is_not_understood() -> None:
    text = play(
        ["", "meet xx", "rate szabo", "rate irma 2", "who irma", "ask irma", "ask irma", "find g", "dance", "quit"],
        "flats_16",
    )
    assert "Nobody here is called “xx”." in text
    assert "Type a name and a number from 1 to 5" in text
    assert "Irma Szabo. You wrote 2△, for it, in week 1." in text
    assert "told you already whom people go to" in text
    assert "Gerda Kessler" in text and "Glenn Rudd" in text
    assert "“dance” does not fit here." in text
    several = play(["", "ask mar", "quit"], "flats_16")
    assert "Do you mean Marcus Teel or Marisol Prado" in several


def test_a_week_is_taken_back_in_practice_and_not_in_a_test() -> None:
    text = play(["", "round alder", "undo", "chart", "quit"], "flats_16")
    assert "Week 1 is before you again." in text
    assert "Irma Szabo: not rated, not talked with." in text.split("before you again.")[1]
    text = play(["test", "", "round alder", "undo", "quit"], "flats_16")
    assert "In a test no week can be taken back." in text


def test_a_season_that_was_left_goes_on_and_two_run_beside_each_other(tmp_path: Path) -> None:
    with open_records(tmp_path) as records:
        play(["", "rate irma 2", "end", "yes", "quit"], "flats_16", records)
        play(["", "end", "yes", "end", "yes", "quit"], "turf_10k", records)
    with open_records(tmp_path) as records:
        text = play(["go on", "who irma", "quit"], "flats_16", records)
        assert "Week 2 of 10." in text and "You wrote 2△, for it, in week 1." in text
        text = play(["", "", "who irma", "quit"], "flats_16", records)
        assert "Week 1 of 10." in text and "You have not rated them." in text
        assert "Week 3 of 6." in play(["go on", "quit"], "turf_10k", records)
        assert len(records.drives.unfinished()) == 3


def test_a_talk_can_be_played_and_its_score_is_the_quality(tmp_path: Path) -> None:
    seed = next(seed for seed in range(50) if _takes_place(seed))
    with open_records(tmp_path) as records:
        scenario = scenario_of("night_laundry")
        talk = typed(scenario, walk_of(scenario, 0), seed=seed)
        text = play(["", "meet opal", "1", *talk, "skip", "1", "quit"], "shop_40", records, seed)
        plays = records.progress().plays
        assert plays, text[-2000:]
        score = plays[-1].overall
        assert f"Take the talk that you played {on_day(plays[-1].at)}: {score} of 100." in text
        assert f"Quality {score / 100:.2f}, from the talk that you played." in text


def _takes_place(seed: int) -> bool:
    game = Game(constituency("shop_40"), seed)
    game.do(Meet("opal"))
    return game.meeting is not None


def test_a_turf_from_the_first_hour_to_the_votes() -> None:
    week = ["canvass 30", "text 5", "ways", "end", "yes"]
    typed = ["", "dance 4", "canvass", "canvass 900", *week, "undo", *week * 7]
    text = play([*typed[: 4 + 5 + 1 + 5 * 6], "40", *[""] * 12], "turf_10k")
    assert "Type a number of hours behind it, as in: canvass 20." in text
    assert "That takes 900 hours" in text
    assert "talks at doors" in text and "texts sent" in text
    assert "How many net votes has your work brought" in text
    assert "You had said 40." in text
    assert "Net votes" in text


def test_a_way_can_be_called_by_its_title_and_what_it_brings_can_be_asked() -> None:
    text = play(["", "doors 20", "quit"], "turf_10k")
    assert "100 talks at doors." in text
    text = play(["", "what ask", "what remind", "what tea", "ask irma", "news all", "quit"], "flats_16")
    assert "A good beginning: ask two or three people" in text
    assert "A name, right three times of four" in text
    assert "Worth it shortly before a test" in text
    assert "Type what and one of: round, meet, ask around," in text
    assert "Week 1." in text


def test_the_numbers_are_read_and_changed() -> None:
    text = play(["", "numbers beta", "numbers beta 99", "numbers beta 0", "numbers gamma", "quit"], "flats_16")
    assert "beta: pull of seeing others act" in text
    assert "It is assumed: nobody has measured it." in text
    assert "it lies between -6 and 6" in text
    assert "One-on-ones, leaders first: " in text and "so changed." in text
    assert "There is no number “gamma”." in text
