"""A scenario to Twee and back: nothing is lost, and what was changed in Twine comes with it."""

import html
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.oracle.generate import as_yaml, scenario
from trainer.bench.importing import import_text
from trainer.bench.twee_reading import read_twee
from trainer.bench.twee_writing import as_twee
from trainer.cli import run
from trainer.scenario.library import catalogue, find
from trainer.scenario.load import load_scenario, load_text
from trainer.scenario.model import Scenario


def again(made: Scenario) -> Scenario:
    """A scenario to Twee and back."""
    back = import_text(as_twee(made), "exported.twee")
    loaded = load_text(back.text, "back.yaml")
    assert loaded.scenario is not None, loaded.findings
    assert back.losses == ()
    return loaded.scenario


def written(made: Scenario) -> dict[str, object]:
    """All that a scenario says, as it says it."""
    return made.model_dump(by_alias=True, exclude_unset=True)


@pytest.mark.parametrize("entry", catalogue(), ids=lambda entry: entry.id)
def test_the_library_comes_back_as_it_was(entry) -> None:  # type: ignore[no-untyped-def]
    made = load_scenario(Path(entry.path)).scenario
    assert made is not None
    assert written(again(made)) == written(made)


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 100_000), st.sampled_from(["visits", "shift"]))
def test_any_scenario_comes_back_as_it_was(seed: int, form: str) -> None:
    made = load_text(as_yaml(scenario(seed, form), seed), "random.yaml").scenario
    assert made is not None
    assert written(again(made)) == written(made)


def test_the_file_is_twee_that_others_read(tmp_path: Path) -> None:
    """Its passages, links and start, read as any program for Twee reads them."""
    made = load_text(as_yaml(scenario(3), 3), "random.yaml").scenario
    assert made is not None
    file = read_twee(as_twee(made))
    names = [passage.name for passage in file.passages]
    assert len(names) == len(set(names))
    assert file.start in names
    assert set(made.beats) <= set(names)
    for passage in file.passages:
        if "second-knock" not in passage.tags:
            for target in re.findall(r"\[\[[^\[\]]*->([^\[\]]*)\]\]", passage.text):
                assert target in names, (passage.name, target)


def test_it_comes_back_from_a_page_that_twine_published() -> None:
    """Twine escapes a passage's text in its pages and keeps its name and tags."""
    made = load_scenario(find("bus_thirty_one")).scenario
    assert made is not None
    file = read_twee(as_twee(made))
    passages = "".join(
        f'<tw-passagedata pid="{number}" name="{html.escape(one.name)}" tags="{" ".join(one.tags)}" position="1,1">'
        f"{html.escape(one.text)}</tw-passagedata>"
        for number, one in enumerate(file.passages, 1)
    )
    page = (
        f'<html><tw-storydata name="{html.escape(file.title)}" startnode="2" format="Harlowe">{passages}</tw-storydata>'
    )
    loaded = load_text(import_text(page, "page.html").text, "back.yaml")
    assert loaded.scenario is not None
    assert written(loaded.scenario) == written(made)


def test_what_was_changed_in_twine_comes_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "exported.twee"
    assert run(["export", "night_laundry", "--format", "twee", "--output", str(file)]) == 0
    assert "comments stay behind" in capsys.readouterr().err
    text = file.read_text(encoding="utf-8")
    words = "No shoe. He came out with the pillowcases, flat like that. Whose is he?"
    assert words in text
    text = text.replace(words, "No shoe. Whose is he?")
    text = text.replace("<!-- says -->You're Ironer Two.", "<!-- says -->You are Ironer Two.")
    link = "[[So you see my back. What's it look like, from in there?->rabbit / what_you_see]]"
    assert link in text
    text = text.replace(link, link + "\n[[Is there a nurse?->A new moment]]\n[[Nowhere->Gone]]")
    text += "\n\n:: A new moment\nThe phone on the wall rings.\n\n[[Leave it->got_by]]\n"
    file.write_text(text, encoding="utf-8")
    assert run(["import", str(file), "--output", str(tmp_path / "back.yaml")]) == 0
    said = capsys.readouterr().err
    assert "a link to “Gone”, which is no passage here" in said
    back = load_scenario(tmp_path / "back.yaml").scenario
    before = load_scenario(Path(next(entry.path for entry in catalogue() if entry.id == "night_laundry"))).scenario
    assert back is not None and before is not None
    rabbit = {option.id: option for option in back.beats["rabbit"].options}
    assert rabbit["whose_is_he"].say == "No shoe. Whose is he?"
    assert rabbit["whose_is_he"].move == "open_question"
    assert str(back.beats["rabbit"].says).startswith("You are Ironer Two.")
    assert (rabbit["is_there_a_nurse"].say, rabbit["is_there_a_nurse"].then) == ("Is there a nurse?", "a_new_moment")
    assert rabbit["nowhere"].then == "end"
    assert back.beats["a_new_moment"].narration == "The phone on the wall rings."
    others = {name for name in before.beats if name != "rabbit"}
    assert {name: back.beats[name] for name in others} == {name: before.beats[name] for name in others}
    assert "move: closed_question  # TODO" in (tmp_path / "back.yaml").read_text(encoding="utf-8")


def test_words_that_would_break_twee_come_back() -> None:
    strange = [
        *(
            ":: not a passage",
            "[[no->link]]",
            "a -> b <- c | d",
            "<!-- x -->",
            "$x (set: $y)",
            "<<if>>",
            "{a}",
            "''b''",
        ),
        *("https://a.b//c", "\\::", " * x ", "&amp; &#91;", "- one\n- two", "first\n\n:: second\n[[", '"q"', "~~`_x_`"),
    ]
    base = load_text(as_yaml(scenario(11), 11), "random.yaml").scenario
    assert base is not None
    beats = dict(base.beats)
    name = next(iter(beats))
    beat = beats[name]
    for words in strange:
        options = [option.model_copy(update={"say": words}) if option.say else option for option in beat.options]
        beats[name] = beat.model_copy(update={"narration": words, "options": options})
        changed = base.model_copy(update={"beats": beats})
        back = import_text(as_twee(changed), "x.twee").text
        found = load_text(back, "x").tree
        assert found is not None
        assert str(found.data["beats"][name]["narration"]) == words
        says = [str(option["say"]) for option in found.data["beats"][name]["options"] if "say" in option]
        assert says and set(says) == {words}
