"""The program in Spanish: every word of it translated, nothing left in English, and English as it always was."""

import io
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from functools import cache
from gettext import GNUTranslations
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from trainer import language
from trainer.check.walks import walk
from trainer.conversation.play import Play
from trainer.conversation.story import compile_story
from trainer.drive.constituency import load_constituency_text
from trainer.report.debrief import debrief_of
from trainer.report.export import Format, exported
from trainer.report.words import joined
from trainer.scenario.library import catalogue, find
from trainer.scenario.load import load_scenario, load_text
from trainer.scenario.model import Scenario
from trainer.scenario.schema import schema
from trainer.scenario.schema_language import in_the_language
from trainer.scenario.schema_language import said_in as said_in_schema

ROOT = Path(__file__).parents[1]
SPANISH = ROOT / "trainer" / "locale" / "es" / "LC_MESSAGES" / "second_knock.po"
PLACE = re.compile(r"\{\w+\}")


@pytest.fixture(autouse=True)
def spoken(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whatever a test speaks, the next one speaks English."""
    monkeypatch.delenv(language.VARIABLE, raising=False)
    yield
    monkeypatch.undo()
    language.use(None)


@cache
def spanish() -> Catalog:
    with SPANISH.open("rb") as file:
        return read_po(file, locale="es", domain="second_knock")


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """Every word that the program says, found anew as `make words` finds it."""
    template = tmp_path_factory.mktemp("words") / "words.pot"
    told = [sys.executable, "-m", "babel.messages.frontend", "-q", "extract", "--mapping-file", "babel.cfg"]
    told += ["--keyword", "mark", "--output-file", str(template), "."]
    subprocess.run(told, cwd=ROOT, check=True)
    with template.open("rb") as file:
        return read_po(file)


def forms(message: Message) -> tuple[str, ...]:
    """A text, or both of its forms."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def texts(message: Message) -> tuple[str, ...]:
    """What it is in the other language, in as many forms."""
    said = message.string
    return (said,) if isinstance(said, str) else tuple(said)


def words_of(catalog: Catalog) -> dict[tuple[str | None, ...], Message]:
    return {(message.context, *forms(message)): message for message in catalog if message.id}


def test_every_word_of_the_program_has_a_spanish_one(found: Catalog) -> None:
    known = words_of(spanish())
    missing = [words for words in words_of(found) if words not in known or not all(texts(known[words]))]
    assert not missing, f"run make words, then translate {missing[:20]}"


def test_the_catalogue_and_its_template_hold_no_word_that_nobody_says(found: Catalog) -> None:
    with (ROOT / "trainer" / "locale" / "second_knock.pot").open("rb") as file:
        assert set(words_of(read_po(file))) == set(words_of(found)), "run make words"
    assert set(words_of(spanish())) <= set(words_of(found)), "run make words"
    assert not [message.id for message in spanish() if message.id and message.fuzzy]


def test_what_is_put_in_stands_in_both_languages() -> None:
    for message in spanish():
        for form, text in zip(forms(message), texts(message), strict=True) if message.id else ():
            assert sorted(PLACE.findall(text)) == sorted(PLACE.findall(form)), text


def test_the_compiled_catalogue_is_what_the_texts_compile_to() -> None:
    anew = io.BytesIO()
    write_mo(anew, spanish())
    anew.seek(0)
    with SPANISH.with_suffix(".mo").open("rb") as file:
        assert vars(GNUTranslations(file))["_catalog"] == vars(GNUTranslations(anew))["_catalog"], "run make words"


def scenario_of(name: str) -> Scenario:
    loaded = load_scenario(find(name)).scenario
    assert loaded is not None
    return loaded


def played(scenario: Scenario, place: int) -> Play:
    play = walk(compile_story(scenario), [str(choice) for choice in scenario.walks[place].choose])
    rated = {} if scenario.shift else dict.fromkeys(map(str, scenario.people), 2)
    return play.judged(rated, {}, {"listening": "good", "respect": "fair"})


def english_left_in(text: str, scenario: Scenario) -> list[str]:
    """The English of ours that stands in a text: pieces of three words or more that the scenario does not say."""
    heard = " ".join(text.split())
    theirs = " ".join(scenario.model_dump_json().split())
    left = []
    for message in spanish():
        for form, said in zip(forms(message), texts(message), strict=False) if message.id else ():
            for piece in PLACE.split(form):
                piece = " ".join(piece.split())
                if len(piece.split()) >= 3 and piece in heard and piece not in theirs and piece not in said:
                    left.append(piece)
    return left


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
@pytest.mark.parametrize("name", [entry.id for entry in catalogue()])
def test_a_debrief_in_spanish_holds_no_english_of_ours(name: str, form: Format) -> None:
    language.use("es")
    scenario = scenario_of(name)
    for place in range(min(3, len(scenario.walks))):
        play = played(scenario, place)
        text = exported(form, play, debrief_of(play, scenario, [(1, "Hola.")]), own_lines=True)
        assert not english_left_in(text, scenario)
        if form == "html":
            assert '<html lang="es">' in text


def test_the_page_says_which_of_its_words_are_in_which_language() -> None:
    scenario = scenario_of("bus_thirty_one")
    play = played(scenario, 0)
    assert '<html lang="en">' in exported("html", play, debrief_of(play, scenario))
    language.use("es")
    page = exported("html", play, debrief_of(play, scenario))
    assert '<html lang="es">' in page
    assert '<q lang="en" dir="auto">' in page


def said_in(spoken: str | None, typed: list[str], *arguments: str, place: Path) -> str:
    """What the program prints in plain mode, in a process of its own."""
    environment = {**os.environ, "SECOND_KNOCK_RECORDS": str(place)}
    environment.pop(language.VARIABLE, None)
    if spoken is not None:
        environment[language.VARIABLE] = spoken
    done = subprocess.run(
        [sys.executable, "-m", "trainer", *arguments],
        input="\n".join(typed) + "\n",
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert not done.stderr
    return done.stdout


TYPED = ["aprendizaje", "", "ayuda", "1", "ninguna", "Algo mío.", "deshacer", "1", *["2", "1"] * 20, *[""] * 3]


def test_a_play_in_plain_lines_is_spanish_and_takes_spanish_words(tmp_path: Path) -> None:
    text = said_in("es", TYPED, "play", "bus_thirty_one", "--plain", "--seed", "1", place=tmp_path)
    assert "Juegas en modo aprendizaje:" in text
    assert "Guardado. Ahora elige la frase que más se acerca." in text
    assert "Deshaces esto: “" in text
    assert "La visita terminó." in text
    assert not english_left_in(text, scenario_of("bus_thirty_one"))


def test_the_english_word_and_one_without_accents_are_taken_too(tmp_path: Path) -> None:
    for word in ("test", "prueba", "TEST"):
        text = said_in("es", [word, "quit", "si"], "play", "bus_thirty_one", "--plain", place=tmp_path)
        assert "Juegas en modo prueba:" in text
    text = said_in("es", ["practica", "salir"], "play", "bus_thirty_one", "--plain", place=tmp_path)
    assert "Juegas en modo práctica:" in text
    assert text.rstrip().endswith("Hasta luego.")


def test_no_two_words_that_are_typed_at_one_place_are_alike() -> None:
    from trainer.plain import console, reading, settings, shift, talk

    language.use("es")
    places = [
        [*console.COMMON, *talk.COMMANDS, *talk.SCRIPT],
        [*console.COMMON, *shift.COMMANDS],
        [*console.COMMON, *reading.COMMANDS],
        [*console.COMMON, *settings.MODES, settings.SYSTEM, *language.languages()],
    ]
    for known in places:
        meant = [console.word_meant(language._(word), known) for word in known]
        assert meant == known
        assert [console.word_meant(word, known) for word in known] == known


def test_english_is_as_before_whatever_was_spoken_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    scenario = scenario_of("bus_thirty_one")
    play = played(scenario, 0)
    english = exported("text", play, debrief_of(play, scenario))
    language.use("es")
    assert exported("text", play, debrief_of(play, scenario)) != english
    monkeypatch.setenv(language.VARIABLE, "en")
    language.use("es")
    assert exported("text", play, debrief_of(play, scenario)) == english
    assert language.spoken() == "en"
    assert "You rated Bev a 2" in english


def test_a_language_that_there_is_not_gives_english(monkeypatch: pytest.MonkeyPatch) -> None:
    assert language.languages() == ("en", "es")
    monkeypatch.setenv(language.VARIABLE, "tlh")
    language.use(None)
    assert language.spoken() == "en"
    assert language._("Good-bye.") == "Good-bye."


def test_commands_speak_the_language_that_was_set(tmp_path: Path) -> None:
    said_in(None, ["ajustes", "settings", "es", "", "salir"], "play", "--plain", place=tmp_path)
    assert "No hay partidas guardadas." in said_in(None, [], "records", "list", place=tmp_path)
    assert "No plays are kept." in said_in("en", [], "records", "list", place=tmp_path)


def test_spanish_lists_sound_right() -> None:
    language.use("es")
    assert joined(["Bev", "Irene"]) == "Bev e Irene"
    assert joined(["Bev", "Denny", "Ana"]) == "Bev, Denny y Ana"
    assert joined(["7", "8"], "or") == "7 u 8"
    language.use("en")
    assert joined(["Bev", "Irene"]) == "Bev and Irene"


def test_nothing_is_translated_while_modules_are_imported() -> None:
    told = (
        "import trainer.cli, trainer.screens.app, trainer.plain.game, trainer.report.html, trainer.report.pair\n"
        "from trainer import language\n"
        "print(language._translations.cache_info().currsize)"
    )
    done = subprocess.run([sys.executable, "-c", told], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0"


def test_an_installed_program_speaks_spanish(tmp_path: Path) -> None:
    from hatchling.builders.wheel import WheelBuilder

    (built,) = WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])
    with zipfile.ZipFile(built) as wheel:
        name = SPANISH.with_suffix(".mo").relative_to(ROOT).as_posix()
        assert wheel.read(name) == SPANISH.with_suffix(".mo").read_bytes()


def test_what_is_wrong_with_a_file_is_told_in_spanish() -> None:
    english = (ROOT / "scenarios" / "workplace" / "bus_thirty_one.yaml").read_text(encoding="utf-8")
    slips = [
        (
            "        move: pitch",
            "        mvoe: pitch",
            "una opción no tiene ninguna clave “mvoe”",
            "¿querías decir move?",
        ),
        ("        move: pitch", "        move: pich", "“pich” no es una jugada", "¿querías decir pitch?"),
        ("        move: pitch", "        move pitch", "faltan los dos puntos después de “move”", "escribe move: pitch"),
        ("if: heard.seats >= 2", "if: herd.seats >= 2", "no conocen el nombre “herd.seats”", "heard.seats?"),
        ("{yes: agreed, polite_yes: sure, no: owes}", "{yes: agreed, polite_yes: sure}", "necesita “no”", "añade no:"),
    ]
    language.use("es")
    for right, wrong, words, mend in slips:
        assert right in english
        (finding,) = load_text(english.replace(right, wrong, 1), "escena.yaml").findings
        assert words in finding.message
        assert mend in finding.hint


@pytest.mark.parametrize(
    ("right", "wrong", "words", "mend"),
    [
        ("size: 40", "size: 41", "los equipos suman 40 personas, no 41", "escribe size: 40"),
        ("hours: 8\n", "hourz: 8\n", "una campaña no tiene ninguna clave “hourz”", "¿querías decir hours?"),
        ("leads: [soil]", "leads: [dock]", "“opal” no es del equipo “dock”", "escribe soil"),
        ("crew: soil", "crew: soill", "no hay ningún equipo “soill”", "¿querías decir soil?"),
        ("scenario: night_laundry", "scenario: night", "no hay ningún escenario “night” en la biblioteca", "laundry"),
        ("week: 6", "week: 40", "esta prueba llega en la semana 40", "escribe una semana de 1 a 12"),
        ("if: came.petition >= 55", "if: came.petitions >= 55", "no hay ninguna prueba “petitions”", "petition?"),
    ],
)
def test_what_is_wrong_with_a_drive_is_told_once_and_in_spanish(right: str, wrong: str, words: str, mend: str) -> None:
    english = (ROOT / "scenarios" / "drives" / "shop_40.yaml").read_text(encoding="utf-8")
    assert right in english
    language.use("es")
    told = load_constituency_text(english.replace(right, wrong, 1), "campaña.yaml").findings
    (finding,) = (one for one in told if one.code != "E005")  # a key that was misspelled is missing too
    assert words in finding.message
    assert mend in finding.hint


def test_what_a_missing_key_is_for_and_what_an_editor_explains_is_in_spanish() -> None:
    language.use("es")
    laundry = (ROOT / "tests" / "screens" / "scenes" / "laundry_nights.yaml").read_text(encoding="utf-8")
    (finding,) = load_text(re.sub("^title:.*\n", "", laundry, flags=re.MULTILINE), "escena").findings
    assert finding.code == "E005"
    assert finding.hint == "añade title: (el título en la biblioteca)"
    english, told = said_in_schema(schema()), said_in_schema(in_the_language(schema()))
    assert len(told) == len(english)
    same = {words for words, other in zip(told, english, strict=True) if words == other and " " in words}
    assert not same
    assert in_the_language(schema())["properties"].keys() == schema()["properties"].keys()


def test_check_speaks_spanish_from_its_first_finding_to_its_last_line(tmp_path: Path) -> None:
    laundry = (ROOT / "tests" / "screens" / "scenes" / "laundry_nights.yaml").read_text(encoding="utf-8")
    changes = [
        ("hears: wrist.3, ", ""),  # W105, and a walk that does not hold
        ("say: You're holding that wrist. What happened?", "say: Did it hurt? What happened?"),  # S204
        ("reply: It's nothing. Just the folder.", "reply: Call 212-736-5000."),  # S208
        ("then: {yes: agreed, polite_yes: sure, no: scared}", "then: {yes: agreed, polite_yes: end, no: scared}"),
        ("promises: bring_form, then: end", "promises: bring_form, sets: told, then: end"),  # W106
    ]
    scene = tmp_path / "escena.yaml"
    for right, wrong in changes:
        assert right in laundry
        laundry = laundry.replace(right, wrong, 1)
    scene.write_text(laundry, encoding="utf-8")
    checked = subprocess.run(
        [sys.executable, "-m", "trainer", "check", str(scene)], cwd=ROOT, capture_output=True, text=True, check=False,
        env={**os.environ, language.VARIABLE: "es", "HOME": str(tmp_path)},
    )  # fmt: skip
    assert checked.returncode == 1, checked.stderr
    for code in ("W101", "W105", "W106", "S204", "S205", "S208", "S210", "E012"):
        assert f" {code} " in checked.stdout
    loaded = load_text((ROOT / "tests" / "screens" / "scenes" / "laundry_nights.yaml").read_text("utf-8"), "escena")
    assert loaded.scenario is not None
    assert not english_left_in(checked.stdout, loaded.scenario)
    assert "cosas que corregir, y se miraron las" in checked.stdout


HELPS = [(), ("play",), ("check",), ("records",), ("records", "purge"), ("drive", "simulate"), ("export",)]


@pytest.mark.parametrize("command", HELPS, ids=" ".join)
def test_the_help_of_a_command_is_in_the_language_that_is_spoken(command: tuple[str, ...]) -> None:
    def help_in(spoken: str) -> str:
        around = {**os.environ, language.VARIABLE: spoken}
        told = [sys.executable, "-m", "trainer", *command, "--help"]
        asked = subprocess.run(told, cwd=ROOT, env=around, capture_output=True, encoding="utf-8", check=True)
        return asked.stdout

    english, in_spanish = help_in("en"), help_in("es")
    assert "Show this message and exit." in english and "Usage:" in english
    assert "Muestra este mensaje y sale." in in_spanish and "Uso:" in in_spanish
    sentences = {line.strip() for line in english.splitlines() if " " in line.strip() and line.strip()[-1] in ".,:"}
    assert sentences.isdisjoint(line.strip() for line in in_spanish.splitlines())


def test_a_wrong_command_is_refused_in_the_language_that_is_spoken() -> None:
    around = {**os.environ, language.VARIABLE: "es"}
    refused = subprocess.run(
        [sys.executable, "-m", "trainer", "play", "--nothing"],
        cwd=ROOT, env=around, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert refused.returncode == 2
    assert "No existe la opción" in refused.stderr and "para ver la ayuda" in refused.stderr
