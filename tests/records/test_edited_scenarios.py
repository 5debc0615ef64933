"""A scenario that was edited since: gone on with by ids where every choice holds, and never another choice."""

import random
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.records.scene import begun, choices_in, edited, edition, edition_from, gone_on, opened, session_of, source
from trainer.records.resume import old_transcript, resume
from trainer.records.shapes import Edition

SMALL = """\
format: 1
id: small
title: A small one
form: visits
method: organizing
setting: workplace
level: 1
language: en
brief: You fold linen.
people:
  ada: {name: Ada, mood: {trust: 5, fear: 5, hope: 5, anger: 5}}
  ben: {name: Ben, mood: {trust: 5, fear: 5, hope: 5, anger: 5}}
visits:
  - {id: first, with: ada, clock: 20, start: talk}
beats:
  talk:
    says: Hello.
    options:
      - {id: ask, say: "How are you?", move: open_question, reply: Fine., then: more}
      - {id: tell, say: I am fine., move: small_talk, reply: Good., then: more}
  more:
    says: And you.
    options:
      - {id: ask, say: "What happened?", move: open_question, reply: Nothing., then: last}
      - {id: leave, say: Bye., move: farewell, reply: Bye., then: end}
  last:
    says: So.
    options:
      - {id: leave, say: Bye then., move: farewell, then: end}
      - {id: stay, say: I stay., move: small_talk, then: last}
"""

HOLDS = {
    "a comment": (r"format: 1", "format: 1  # read by two people"),
    "a title": (r"title: A small one", "title: A smaller one"),
    "the words of a line that was said": (r"How are you\?", "How have you been?"),
    "a new option": (r"(      - \{id: tell)", r'      - {id: nod, say: "*nods*", move: small_talk, then: more}\n\1'),
    "the order of options": (r"(?s)(      - \{id: ask, say: \"How.*?\n)(      - \{id: tell.*?\n)", r"\2\1"),
    "an option that was not chosen": (r"      - \{id: tell.*\n", ""),
    "another mood": (r"trust: 5", "trust: 9"),
    "the name of a visit": (r"id: first", "id: very_first"),
}
"""Edits after which the choices ask and ask still hold."""

HOLDS_NOT = {
    "the option is gone": (r"      - \{id: ask, say: \"What.*\n", ""),
    "it has another id": (r"\{id: ask, say: \"What", '{id: asks, say: "What'),
    "it is not offered now": (r"(What happened\?\", move: open_question)", r"\1, if: trust > 9"),
    "its beat has another id": (r"(?s)then: more\}(.*?)then: more\}(.*?)  more:", r"then: moor}\1then: moor}\2  moor:"),
    "the same id stands in another beat": (r"reply: Fine\., then: more", "reply: Fine., then: other"),
    "somebody else is there": (r"with: ada", "with: ben"),
    "the talk ends before it": (r"reply: Fine\., then: more", "reply: Fine., then: end"),
    "the clock runs out before it": (r"clock: 20", "clock: 1"),
}
"""Edits after which the second choice does not hold."""

OTHER = """  other:
    says: Another place with a line of the same name.
    options:
      - {id: ask, say: "Will you strike?", move: open_question, then: last}
"""


def played(folder: Path) -> str:
    """A play of the small scenario, stopped after two choices: its id."""
    with opened(folder) as records:
        session = begun(records, of=edition_from(SMALL))
        session.choose("ask")
        session.choose("ask")
        return session.id


def changed(edit: tuple[str, str]) -> Edition:
    """The small scenario after an edit."""
    text = edited(SMALL, *edit)
    return edition_from(text + OTHER if "then: other" in text else text)


@pytest.mark.parametrize("edit", HOLDS.values(), ids=HOLDS.keys())
def test_it_goes_on_and_says_so_where_every_choice_holds(tmp_path: Path, edit: tuple[str, str]) -> None:
    play_id = played(tmp_path)
    of = changed(edit)
    with opened(tmp_path) as records:
        resumed = resume(records, play_id, of)
        assert resumed.kind == "edited"
        assert resumed.sentence is not None
        assert "was edited since you played it" in resumed.sentence
        session = session_of(records, resumed)
        assert session.course.play.choices == ("ask", "ask")
        session.choose("stay")
    with opened(tmp_path) as records:
        again = resume(records, play_id, of)
        # the first two choices are of the edition before
        assert again.kind == "edited"
        assert again.play is not None
        assert again.play.choices == ("ask", "ask", "stay")
        assert [choice.content for choice in records.choices(play_id)].count(of.content) == 1


@pytest.mark.parametrize("edit", HOLDS_NOT.values(), ids=HOLDS_NOT.keys())
def test_it_shows_what_was_and_nothing_else_where_a_choice_does_not_hold(tmp_path: Path, edit: tuple[str, str]) -> None:
    play_id = played(tmp_path)
    with opened(tmp_path) as records:
        resumed = resume(records, play_id, changed(edit))
        assert resumed.kind == "old"
        assert resumed.play is None
        assert resumed.sentence is not None
        assert "begin afresh" in resumed.sentence
        old = old_transcript(records, play_id)
        assert old is not None
        assert [(turn.say, turn.reply) for turn in old.turns] == [
            ("How are you?", "Fine."),
            ("What happened?", "Nothing."),
        ]
        assert [opening.says for opening in old.openings] == ["Hello."]
        # nothing was changed by looking, and the old edition would still go on
        assert gone_on(records, play_id, edition_from(SMALL)).course.play.choices == ("ask", "ask")


def test_it_says_how_many_exchanges_read_differently(tmp_path: Path) -> None:
    play_id = played(tmp_path)
    with opened(tmp_path) as records:
        same = resume(records, play_id, changed(HOLDS["a comment"])).sentence
        one = resume(records, play_id, changed(HOLDS["the words of a line that was said"])).sentence
    assert same is not None
    assert one is not None
    assert "no line of yours or theirs reads differently" in same
    assert "one exchange reads differently" in one


def test_a_scenario_that_is_not_there_any_more_still_shows_the_play(tmp_path: Path) -> None:
    play_id = played(tmp_path)
    with opened(tmp_path) as records:
        resumed = resume(records, play_id, None)
        assert resumed.kind == "old"
        old = old_transcript(records, play_id)
        assert old is not None
        assert len(old.turns) == 2


def test_a_finished_play_shows_the_transcript_that_was_scored(tmp_path: Path) -> None:
    with opened(tmp_path) as records:
        session = begun(records)
        session.to_the_end(random.Random(4))
        transcript = session.course.play.transcript()
    without_people = edition_from(SMALL)
    with opened(tmp_path) as records:
        assert resume(records, session.id, without_people).kind == "old"
        assert old_transcript(records, session.id) == transcript


def test_ratings_of_people_who_are_gone_are_left_out(tmp_path: Path) -> None:
    with opened(tmp_path) as records:
        session = begun(records, of=edition_from(SMALL))
        session.choose("ask")
        session.choose("leave")
        session.course.go_on()
        session.course.rate({"ada": 2, "ben": 3})
        records.judged(session.id, session.course.play, session.course.stage)
    without_ben = edition_from(edited(SMALL, r"  ben: .*\n", ""))
    with opened(tmp_path) as records:
        resumed = resume(records, session.id, without_ben)
        assert resumed.play is not None
        assert resumed.play.ratings == {"ada": 2}


OPTION = re.compile(r"^      - (?:\{)?id: (\w+)", re.MULTILINE)


@given(data=st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_ids_that_change_places_in_a_real_scene_are_never_taken_for_the_choice(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    text = source()
    folder = tmp_path_factory.mktemp("swapped")
    with opened(folder) as records:
        session = begun(records)
        for number in range(data.draw(st.integers(1, 8), "choices")):
            if not session.course.play.ended:
                session.any_choice(random.Random(number))
        choices = choices_in(records, session.id)
        said = [(turn.beat, turn.option) for turn in session.course.play.turns]
    names = sorted(set(OPTION.findall(text)))
    one, other = data.draw(st.sampled_from(names), "one"), data.draw(st.sampled_from(names), "other")
    swapped = re.sub(rf"\b({one}|{other})\b", lambda found: other if found[1] == one else one, text)
    try:
        of = edition_from(swapped)
    except AssertionError:
        return
    with opened(folder) as records:
        resumed = resume(records, session.id, of)
        if resumed.play is not None:
            assert list(resumed.play.choices) == choices
            assert [(turn.beat, turn.option) for turn in resumed.play.turns] == said
            assert resumed.kind == "edited" or of.content == edition().content
        else:
            assert resumed.sentence is not None
        old = old_transcript(records, session.id)
        assert old is not None
        assert [(turn.beat, turn.option) for turn in old.turns] == said
