"""Stories of Twine, brought over through the command: what becomes of them, and what is said of what does not."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.bench.foreign import CannotImport
from trainer.bench.importing import import_text
from trainer.cli import run
from trainer.conversation.play import Play
from trainer.conversation.story import compile_story
from trainer.scenario.load import load_scenario, load_text
from trainer.scenario.model import Scenario

STORIES = Path(__file__).parent / "stories"
TWEE = ["kitchen.twee", "stairs.twee", "hall.twee", "bus.twee"]


def brought_over(name: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[Scenario, str, str]:
    """The scenario that the command makes of a story, its text, and what the command said."""
    made = folder / "made.yaml"
    assert run(["import", str(STORIES / name), "--output", str(made)]) == 0
    loaded = load_scenario(made)
    assert loaded.scenario is not None, loaded.findings
    return loaded.scenario, made.read_text(encoding="utf-8"), capsys.readouterr().err


def ways(scenario: Scenario) -> dict[str, list[tuple[str, str]]]:
    """Every beat with what can be said there and where it leads; a silence is empty."""
    return {
        name: [(option.say or "", str(option.then)) for option in beat.options] for name, beat in scenario.beats.items()
    }


def test_links_of_every_form_and_macro_become_options(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scenario, _text, _said = brought_over("kitchen.twee", tmp_path, capsys)
    assert scenario.title == "The kitchen after closing"
    assert scenario.visits and scenario.visits[0].start == "closing"
    assert ways(scenario) == {
        "closing": [
            ("How was it tonight?", "tonight"),
            ("Did you get your break?", "tonight"),
            ("You closing alone again?", "alone"),
            ("Hand me the other scraper.", "the_scraper"),
        ],
        "tonight": [
            ("Alone", "alone"),
            ("Who sent the other one home?", "who_sent_him"),
            ("Say nothing.", "alone"),
        ],
        "who_sent_him": [("See you Thursday.", "leave"), ("Ask Dale", "end")],
        "alone": [("I'll wait for you.", "leave"), ("Back to the scraper", "the_scraper")],
        "the_scraper": [("Go on", "alone")],
        "leave": [("", "end")],
    }
    closing = scenario.beats["closing"]
    assert closing.narration == (
        "Marisol scrapes the flat top. The hood fan is still on.\n\n"
        "\"You're still here,\" she says. She doesn't turn around.\nShe sighs, again.\nShe hums."
    )
    # only what can be come to again is offered again
    again = {name: [option.again for option in beat.options] for name, beat in scenario.beats.items()}
    assert again["alone"] == [True, True]
    assert again["closing"] == [False] * 4


def test_macros_of_sugarcube(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scenario, _text, said = brought_over("stairs.twee", tmp_path, capsys)
    assert ways(scenario) == {
        "landing": [
            ("Take a bag", "carry"), ("Ask about the elevator", "elevator"), ("Let him go first", "behind"),
        ],
        "elevator": [("Since March?", "landing"), ("Who did you call?", "behind")],
        "carry": [("", "behind")],
        "behind": [("Good night.", "end"), ("Good night, Mr. Osei.", "home")],
        "home": [("", "end")],
    }  # fmt: skip
    assert scenario.beats["landing"].narration == (
        "The light is out up here.\nMr. Osei holds the rail. He has a bag in each hand."
    )
    assert "stairs.twee:30: lost: a link whose target is worked out while playing: $next; it ends the talk" in said
    assert "stairs.twee:36: lost: the special passage Styles" in said


def test_chapbook_and_snowman(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hall, _text, said = brought_over("hall.twee", tmp_path, capsys)
    assert ways(hall)["hall"] == [("Do you want a hand?", "ray"), ("You always do this alone?", "ray")]
    assert hall.beats["hall"].narration == "Ray stacks the chairs. There are … left.\n\nIt is past nine."
    assert "hall.twee:13: lost: the modifier [if late]" in said
    (tmp_path / "made.yaml").unlink()
    bus, _text, said = brought_over("bus.twee", tmp_path, capsys)
    assert ways(bus) == {"start": [("Whose dog is it?", "dog"), ("Good morning.", "dog")], "dog": [("", "end")]}
    assert "bus.twee:9: lost: the script <%= s.seats %>" in said


def test_a_page_that_twine_published(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scenario, _text, _said = brought_over("published.html", tmp_path, capsys)
    assert scenario.title == "Porch"
    assert scenario.visits and scenario.visits[0].start == "porch"
    assert ways(scenario) == {
        "tomatoes": [("I'll let you water.", "gate")],
        "porch": [("Is that a ski pole?", "tomatoes"), ("Gate", "gate")],
        "gate": [("", "end")],
    }
    assert scenario.beats["tomatoes"].narration == 'She has eleven "Early Girls" & a ski pole.'


@pytest.mark.parametrize("name", TWEE)
def test_every_loss_stands_at_its_line_and_in_the_scenario(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _scenario, text, said = brought_over(name, tmp_path, capsys)
    source = (STORIES / name).read_text(encoding="utf-8").split("\n")
    told = re.findall(rf"{name}:(\d+): lost: (.*)", said)
    assert told
    for line, what in told:
        assert f"# lost, line {line}: {what}" in text
        quoted = re.match(r"the (?:macro|insert|modifier|script|picture|variable|tag) (.*)", what)
        if quoted:
            assert quoted[1].removesuffix("…") in source[int(line) - 1]
    # no macro goes without being listed, but what a special passage holds goes with it
    special = source.index(":: StoryInit") + 2 if ":: StoryInit" in source else 0
    for line, words in enumerate(source, 1):
        if line == special:
            continue
        if re.search(r"\((?:if|set|else|link):|<<(?!/)|<%|^\[if", words) and "link-goto" not in words:
            listed = any(int(at) == line for at, _what in told)
            assert listed or "<<goto" in words or "<<button" in words, words


@pytest.mark.parametrize("name", [*TWEE, "published.html"])
def test_what_comes_over_can_be_played_at_once(name: str) -> None:
    made = import_text((STORIES / name).read_text(encoding="utf-8"), name)
    loaded = load_text(made.text, name)
    assert loaded.scenario is not None
    play = Play.new(compile_story(loaded.scenario))
    for _turn in range(200):
        if play.ended:
            break
        offered = play.offered_ids()
        assert offered, f"{name} is stuck in {play.state.beat}"
        play = play.choose(offered[-1])
    assert play.ended
    assert made.text.count("# TODO") == made.guesses


def test_every_guess_is_marked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _scenario, text, said = brought_over("kitchen.twee", tmp_path, capsys)
    for line in text.split("\n"):
        if re.match(r" *(?:move|method|setting|level|language|brief|mood|clock):", line):
            assert "# TODO" in line, line
    assert f"{text.count('# TODO')} guesses to look at (marked TODO)" in said


def test_characters_that_no_text_may_hold_are_taken_out_and_listed(capsys: pytest.CaptureFixture[str]) -> None:
    made = import_text(":: Start\nShe \x1b[31mwaits\u202e.\n[[Go\u200b on->Start]]\n", "x.twee")
    assert load_text(made.text, "x").scenario is not None
    assert "waits" in made.text and "\x1b" not in made.text and "\u202e" not in made.text
    told = {loss.what for loss in made.losses}
    assert "in a text: an escape character (U+001B)" in told
    assert "in a text: a character that turns the direction of writing (U+202E)" in told


def test_named_hooks_and_columns_of_harlowe_leave_their_words_only() -> None:
    story = """:: StoryData
{"format": "Harlowe", "start": "Start"}
:: Start
[She hums.]<tune| |low>[The belt is off.] [Not a hook.]
|==
A left column.
=|=
A right column.
|==|
[[Go on->Start]]
"""
    made = import_text(story, "x.twee")
    scenario = load_text(made.text, "x").scenario
    assert scenario is not None
    narration = str(scenario.beats["start"].narration)
    assert narration.split("\n")[0] == "She hums. The belt is off. [Not a hook.]"
    assert "A left column." in narration and "A right column." in narration
    assert "|" not in narration and "=" not in narration
    assert [(loss.line, loss.what) for loss in made.losses if "columns" in loss.what] == [
        (5, "the columns of the page, which begin here")
    ]


def test_two_passages_of_one_name_and_reserved_names() -> None:
    made = import_text(":: end\n[[yes]]\n[[12 men]]\n:: yes\nA.\n:: yes\nB.\n:: 12 men\nC.\n:: Größe\nD.\n", "x.twee")
    loaded = load_text(made.text, "x")
    assert loaded.scenario is not None
    assert list(loaded.scenario.beats) == ["end_2", "yes_2", "yes_3", "passage_12_men", "grosse"] or list(
        loaded.scenario.beats
    ) == ["end_2", "yes_2", "yes_3", "passage_12_men", "groe"]
    assert ways(loaded.scenario)["end_2"] == [("yes", "yes_2"), ("12 men", "passage_12_men")]
    assert any("a second passage is called “yes”" in loss.what for loss in made.losses)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the file is empty"),
        ("Once there was a bus.", "this is neither Twee, nor a page of Twine, nor compiled ink"),
        ("=== knot ===\nHello\n* Bye\n-> END\n", "this looks like ink as it is written"),
        ("format: 1\nid: x\n", "this is a scenario already"),
        (":: Start\n" + "[" * 300, "brackets and macros stand more than 200 deep in one another"),
        (":: Start\n" + "(set: $a" * 3000, "macros in it are begun and never closed"),
        (":: Start\n" + "[[a]]\n" * 1001, "a passage has more than 1000 links"),
        ("\n".join(f":: p{number}\nx" for number in range(5002)), "there are more than 5000 passages"),
        (":: H [second-knock]\n{", "the passage H is no JSON any more"),
        (':: H [second-knock]\n{"second-knock": 7}', "this was exported in version 7"),
    ],
)
def test_what_cannot_come_over_is_said(text: str, said: str) -> None:
    with pytest.raises(CannotImport, match=re.escape(said)):
        import_text(text, "story.twee")


def test_files_that_are_no_stories(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    binary = tmp_path / "story.twee"
    binary.write_bytes(b":: Start\nHello\n\x00\x01\x02")
    large = tmp_path / "large.twee"
    large.write_bytes(b":: Start\n" + b"x" * (8 * 1024 * 1024))
    latin = tmp_path / "latin.twee"
    latin.write_bytes(":: Start\nGröße".encode("latin-1"))
    wide = tmp_path / "wide.twee"
    wide.write_bytes(":: Start\nHello".encode("utf-16"))
    for file, said in [
        (binary, f"{binary}:3: this is no text: it holds a NUL character"),
        (large, f"{large}: this file is larger than 8 MiB"),
        (latin, f"{latin}:2: this file is not UTF-8"),
        (wide, f"{wide}: this file is saved as UTF-16"),
        (tmp_path, f"{tmp_path}: this is a folder"),
        (tmp_path / "none.twee", "there is no such file"),
    ]:
        assert run(["import", str(file)]) == 2
        captured = capsys.readouterr()
        assert said in captured.err
        assert captured.out == ""


def test_a_file_that_is_there_is_never_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = tmp_path / "mine.yaml"
    made.write_text("mine")
    assert run(["import", str(STORIES / "bus.twee"), "--output", str(made)]) == 2
    assert made.read_text() == "mine"
    assert "already" in capsys.readouterr().err


PIECES = st.sampled_from(
    [
        *(":: Start\n", ":: ", "\n", "[[", "]]", "[", "]", "->", "<-", "|", "(if: $x)", "(link-goto: 'a', 'b')"),
        *('(goto: "a")', "<<if $x>>", "<<link 'a' 'b'>>", "<</link>>", "<<goto 'a'>>", "<%", "%>", "<!--", "-->"),
        *("{", "}", "/*", "*/", "--\n", "<a data-passage='b'>", "</a>", "<script>", "''", "//", "*", "$x", "\\"),
        *("\x1b", "\u202e", "\ud800", "\ue000", "&lt;", "word", " ", "# ", ": ", "- ", "{x}", "[if x]\n"),
        *('StoryData\n{"format":"Harlowe"}\n', 'StoryData\n{"format":"SugarCube"}\n', "StoryTitle\n"),
        *('StoryData\n{"format":"Chapbook"}\n', "{link to: 'a', label: 'b'}"),
    ]
)


@settings(deadline=None, max_examples=150)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_nothing_in_a_story_breaks_the_import(text: str) -> None:
    try:
        made = import_text(text, "story.twee")
    except CannotImport:
        return
    loaded = load_text(made.text, "made.yaml")
    assert loaded.scenario is not None, (loaded.findings, made.text)
