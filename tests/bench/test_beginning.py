"""`new`: four answers, and a scene that checks clean, plays well and never writes over anything."""

import io
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pexpect
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring import score
from trainer import language
from trainer.bench.fmt import formatted
from trainer.bench.new import QUESTIONS, SCHEMA_FILE, Answers, NotUsable, answered, default_id, kind_of, scene
from trainer.check.players import play_with
from trainer.check.walks import walk_problems
from trainer.cli import SETTINGS
from trainer.cli import run as command_line
from trainer.conversation.story import compile_story
from trainer.scenario.load import Loaded, load_scenario, load_text
from trainer.scenario.model import Setting
from trainer.scenario.schema import schema

ROOT = Path(__file__).parents[2]
MARISOL = {
    "who": "Marisol Vega, picker, nine years in cold storage",
    "where": "the loading dock",
    "fear": "they'd cut my hours",
    "ask": "put your name on the letter",
}
Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    monkeypatch.chdir(tmp_path)

    def once(*arguments: str, typed: str = "") -> tuple[int, str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        code = command_line(list(arguments))
        captured = capfd.readouterr()
        return code, captured.out + captured.err

    return once


def options(answers: dict[str, str]) -> list[str]:
    return [part for key, value in answers.items() for part in (f"--{key}", value)]


def loaded_from(who: str, where: str, fear: str, ask: str) -> Loaded:
    answers = Answers(*map(answered, QUESTIONS, (who, where, fear, ask)))
    return load_text(scene(answers, default_id(answers), "workplace", "scene.yaml"), "scene.yaml")


def test_the_scene_checks_clean_in_every_respect_and_is_in_the_houses_order(run: Run, tmp_path: Path) -> None:
    code, out = run("new", *options(MARISOL))
    assert code == 0, out
    file = tmp_path / "talk_with_marisol.yaml"
    assert "second-knock play talk_with_marisol.yaml" in out
    code, out = run("check", "--strict", file.name)
    assert (code, out.startswith("All well: ")) == (0, True), out
    text = file.read_text(encoding="utf-8")
    assert formatted(text).unchanged
    assert text.splitlines()[0] == f"# yaml-language-server: $schema={SCHEMA_FILE}"
    assert json.loads((tmp_path / SCHEMA_FILE).read_text(encoding="utf-8")) == schema()
    assert sorted(path.name for path in tmp_path.iterdir()) == [SCHEMA_FILE, file.name]


def test_the_answers_stand_in_it(run: Run, tmp_path: Path) -> None:
    run("new", *options(MARISOL), "--id", "dock", "--output", "my dock.yaml", "--setting", "community")
    scenario = load_scenario(tmp_path / "my dock.yaml").scenario
    assert scenario is not None
    assert (scenario.id, scenario.setting) == ("dock", "community")
    person = scenario.people["marisol"]
    assert (person.name, person.role) == ("Marisol Vega", "picker, nine years in cold storage")
    assert person.objections["cost"].says == "No. They'd cut my hours. I've seen how that goes."
    assert len(person.concerns["spring"]) == 3
    ask = scenario.asks["together"]
    assert (ask.title, ask.where, bool(ask.who), bool(ask.when)) == (MARISOL["ask"], MARISOL["where"], True, True)
    lines = [option.say or "" for beat in scenario.beats.values() for option in beat.options if option.ask]
    assert all("Will you put your name on the letter with us?" in line for line in lines)
    assert len(scenario.visits or ()) == 2


def test_it_plays_well_and_badly() -> None:
    scenario = loaded_from(**MARISOL).scenario
    assert scenario is not None
    story = compile_story(scenario)
    scores = {}
    for player in ("first", "longest", "random", "habits", "strong"):
        card = score(play_with(story, player).transcript())
        scores[player] = card.overall or 0
    assert scores["strong"] >= 80
    assert all(overall < 60 for player, overall in scores.items() if player != "strong"), scores
    best = score(play_with(story, "strong").transcript())
    assert best.skills_counted == 5


@pytest.mark.parametrize(
    ("fear", "said", "kind"),
    [
        ("losing her job", "I'd lose my job.", "fear"),
        ("that they'll fire him", "They'll fire me.", "fear"),
        ("being deported", "I'd be deported.", "status"),
        ("nothing ever changes here", "Nothing ever changes here.", "futility"),
        ("I can't afford dues", "I can't afford dues.", "money"),
        ("I don't have time", "I don't have time.", "time"),
        ("going behind his back", "I'd go behind my back.", "loyalty"),
        ("my coworkers would talk", "My coworkers would talk.", "conflict"),
    ],
)
def test_a_fear_told_from_outside_is_turned_round_and_named(fear: str, said: str, kind: str) -> None:
    scenario = loaded_from("Ann Bo", "the yard", fear, "sign the card").scenario
    assert scenario is not None
    objection = scenario.people["ann"].objections["cost"]
    assert kind_of(fear) == objection.kind == kind
    if fear != "going behind his back":
        assert objection.says == f"No. {said} I've seen how that goes."


@pytest.mark.parametrize(
    ("who", "person", "first"),
    [
        ("Hope Ramirez", "hope_ramirez", "Hope"),
        ("Hope", "hope_person", "Hope"),
        ("Mrs. Abernathy, 4C", "abernathy", "Mrs. Abernathy"),
        ('José "Pepe" Núñez', "jose", "José"),
        ("李 明", "somebody", "李"),
        ("Ray Oduya", "ray", "Ray"),
        ("'Dee Cole", "dee", "'Dee"),
        ("#Dee: Cole", "dee", "#Dee:"),
    ],
)
def test_any_name_makes_a_person(who: str, person: str, first: str) -> None:
    loaded = loaded_from(who, "the yard", "they'd talk", "sign the card")
    assert loaded.findings == ()
    assert loaded.scenario is not None
    assert list(loaded.scenario.people) == [person]
    assert f"{first} goes through a ring of keys" in (loaded.scenario.beats["keys"].narration or "")
    if first == "Ray":
        assert "Lou" in loaded.scenario.brief


def test_an_ask_with_its_own_day_keeps_it() -> None:
    scenario = loaded_from("Ann", "her porch, after six", "they'd talk", "Come to the hall on Thursday").scenario
    assert scenario is not None
    assert scenario.asks["together"].when == "Thursday"
    said = next(option.say for option in scenario.beats["the_ask"].options if option.id == "ask_plain")
    assert said == "There are six of us. The office won't like it. Will you come to the hall on Thursday with us?"


_WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=60)


@settings(max_examples=60, deadline=None)
@given(_WORDS, _WORDS, _WORDS, _WORDS)
def test_whatever_is_answered_is_refused_with_a_reason_or_makes_a_sound_scene(
    who: str, where: str, fear: str, ask: str
) -> None:
    try:
        loaded = loaded_from(who, where, fear, ask)
    except NotUsable as wrong:
        assert str(wrong) and wrong.hint
        return
    assert [finding.message for finding in loaded.findings] == []
    assert loaded.scenario is not None
    assert list(walk_problems(loaded.scenario, compile_story(loaded.scenario))) == []


def test_nothing_is_ever_written_over(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("mine", encoding="utf-8")
    (tmp_path / SCHEMA_FILE).write_text("{}", encoding="utf-8")
    code, out = run("new", *options(MARISOL), "--output", "mine.yaml")
    assert code == 2
    assert "already" in out
    assert (tmp_path / "mine.yaml").read_text(encoding="utf-8") == "mine"
    code, out = run("new", *options(MARISOL), "--output", "other.yaml")
    assert code == 0
    assert "another version" in out
    assert (tmp_path / SCHEMA_FILE).read_text(encoding="utf-8") == "{}"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--fear", "a " * 40], "--fear: that is too long"),
        (["--ask", "will you sign?"], "--ask: the answer is a question"),
        (["--who", "..."], "--who: the answer has no words"),
        (["--where", "the \x1b[2Jdock"], "--where: the answer holds an escape character"),
        (["--output", "scene.txt"], "scene.txt.yaml"),
        (["--output", "nowhere/scene.yaml"], "No such file or directory"),
        (["--id", "My Scene"], "cannot be an id"),
        (["--setting", "moon"], "moon"),
    ],
)
def test_what_cannot_be_used_is_told_and_nothing_is_written(
    run: Run, tmp_path: Path, arguments: list[str], said: str
) -> None:
    code, out = run("new", *options(MARISOL), *arguments)
    assert code == 2
    assert said in out
    assert "\x1b" not in out
    assert list(tmp_path.iterdir()) == []


def test_without_a_terminal_the_questions_are_read_from_the_input(run: Run, tmp_path: Path) -> None:
    typed = "\n".join([MARISOL["who"], MARISOL["fear"], MARISOL["ask"]]) + "\n"
    code, out = run("new", "--where", MARISOL["where"], typed=typed)
    assert code == 0, out
    assert "What do they fear?" in out
    assert "Where do you talk" not in out
    assert (tmp_path / "talk_with_marisol.yaml").is_file()
    code, out = run("new", "--output", "second.yaml", typed="Ann\nthe yard\n")
    assert code == 2
    assert "--fear was not answered" in out
    assert not (tmp_path / "second.yaml").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_on_a_terminal_a_wrong_answer_is_asked_for_again(tmp_path: Path) -> None:
    child = pexpect.spawn(
        sys.executable, ["-m", "trainer", "new"], cwd=str(tmp_path), encoding="utf-8", timeout=60,
        env={"PYTHONPATH": str(ROOT), "TERM": "xterm", "HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    child.expect("Who is it")
    child.sendline("?")
    child.expect("That does not do")
    child.expect("Who is it")
    child.sendline(MARISOL["who"])
    child.expect("Where do you talk")
    child.sendline(MARISOL["where"])
    child.expect("What do they fear")
    child.sendline(MARISOL["fear"])
    child.expect("What will you ask")
    child.sendline(MARISOL["ask"])
    child.expect("plays as it stands")
    child.expect(pexpect.EOF)
    assert (tmp_path / "talk_with_marisol.yaml").is_file()


def test_the_settings_of_the_command_line_are_those_of_the_format() -> None:
    assert set(SETTINGS) == set(Setting.__args__)


def test_every_part_is_explained_in_plain_words() -> None:
    lines = scene(Answers(*MARISOL.values()), "talk", "workplace", "talk.yaml").splitlines()
    for part in ("brief:", "mood:", "secret:", "concerns:", "objections:", "asks:", "visits:", "events:", "beats:",
                 "cues:", "sure:", "no_way:", "agreed:", "waiting:", "back_again:", "walks:"):  # fmt: skip
        place = next(number for number, line in enumerate(lines) if line.lstrip().startswith(part))
        around = [lines[place - 1], lines[place], lines[place + 1]]
        assert any("#" in line for line in around), part


MARIA = {
    "who": "María Núñez, limpiadora, seis años en el turno de noche",
    "where": "el cuarto de la limpieza",
    "fear": "que me echen",
    "ask": "firmar la carta",
}


@pytest.fixture
def in_spanish(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv(language.VARIABLE, "es")
    monkeypatch.setenv("LANGUAGE", "es")  # the command line sets it for click; so it is taken back
    language.use("es")
    yield
    monkeypatch.undo()
    language.use(None)


@pytest.mark.usefixtures("in_spanish")
def test_who_speaks_spanish_gets_a_scene_in_spanish_that_is_as_sound(run: Run, tmp_path: Path) -> None:
    code, out = run("new", *options(MARIA))
    assert code == 0, out
    file = tmp_path / "talk_with_maria.yaml"
    code, out = run("check", "--strict", file.name)
    assert (code, out.startswith("Todo bien: ")) == (0, True), out
    text = file.read_text(encoding="utf-8")
    assert formatted(text).unchanged
    scenario = load_scenario(file).scenario
    assert scenario is not None
    assert scenario.language == "es"
    assert (
        scenario.people["maria"].objections["precio"].says == "No. Tengo miedo de que me echen. Ya vi cómo termina eso."
    )
    lines = [option.say or "" for beat in scenario.beats.values() for option in beat.options if option.ask]
    assert all("¿Vas a firmar la carta con nosotros?" in line for line in lines)
    story = compile_story(scenario)
    assert (score(play_with(story, "strong").transcript()).overall or 0) >= 80
    assert (score(play_with(story, "habits").transcript()).overall or 0) < 60


@pytest.mark.usefixtures("in_spanish")
@pytest.mark.parametrize(
    ("fear", "said", "kind"),
    [
        ("perder el turno", "Podría perder el turno.", "fear"),
        ("que nos deporten", "Tengo miedo de que nos deporten.", "status"),
        ("aquí nunca cambia nada", "Aquí nunca cambia nada.", "futility"),
        ("no tengo tiempo", "No tengo tiempo.", "time"),
    ],
)
def test_a_fear_in_spanish_is_said_as_people_say_it(fear: str, said: str, kind: str) -> None:
    scenario = loaded_from("Ana", "su casa", fear, "venir el jueves").scenario
    assert scenario is not None
    objection = scenario.people["ana"].objections["precio"]
    assert objection.kind == kind
    assert objection.says == f"No. {said} Ya vi cómo termina eso."
    assert scenario.asks["juntos"].when == "El jueves"
