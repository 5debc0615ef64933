"""An HTML page as a tree that tests can ask, and scenarios whose every text can be set, to see what becomes of it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from trainer.check.walks import walk
from trainer.conversation.play import Play
from trainer.conversation.story import compile_story
from trainer.scenario.load import load_text
from trainer.scenario.model import Scenario

VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})


@dataclass
class Element:
    """A tag with its attributes, and what it holds: elements and texts."""

    tag: str
    attributes: dict[str, str]
    children: "list[Element | str]" = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text in it, with single spaces; that of a style sheet is none."""
        return " ".join(self._raw().split())

    def seen(self, *without: str) -> str:
        """The same without what has one of these classes."""
        return " ".join(self._raw(*without).split())

    def _raw(self, *without: str) -> str:
        if self.tag == "style" or set(without) & set(self.attributes.get("class", "").split()):
            return ""
        return "".join(child if isinstance(child, str) else child._raw(*without) for child in self.children)

    def all(self, *tags: str, **attributes: str) -> "list[Element]":
        """Every element below of one of these tags (of any where none is named) with these attributes."""
        return [
            element
            for element in self._below()
            if (not tags or element.tag in tags)
            and all(element.attributes.get(name.strip("_")) == value for name, value in attributes.items())
        ]

    def of_class(self, name: str) -> "list[Element]":
        """Every element below with this class."""
        return [element for element in self._below() if name in element.attributes.get("class", "").split()]

    def one(self, *tags: str, **attributes: str) -> "Element":
        """The only such element."""
        (found,) = self.all(*tags, **attributes)
        return found

    def _below(self) -> "Iterator[Element]":
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child._below()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> has an attribute twice: {names}"
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")


def read_page(html: str) -> Element:
    """A page as a tree; fails where a tag is not closed in its place."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert len(reader.open) == 1, f"not closed: {[element.tag for element in reader.open]}"
    return reader.root.one("html")


def visits_with(odd: str, language: str = "en") -> Scenario:
    """Two visits to one person in which every text begins and ends with these words."""
    return _loaded(visits_written(odd, language))


def visits_written(odd: str, language: str = "en") -> dict[str, Any]:
    """The same as an author writes it."""

    def words(text: str) -> str:
        return f"{odd} {text} {odd}"

    farewell = {"id": "bye", "say": words("See you."), "move": "farewell", "then": "end"}
    return {
        "format": 1, "id": "two_talks", "title": words("Two talks"), "form": "visits", "method": "organizing",
        "setting": "workplace", "level": 1, "language": language,
        "teaches": ["listening", "questioning", "objections", "action", "judgement"], "brief": words("Talk to Sam."),
        "people": {
            "sam": {
                "name": words("Sam Ortiz"), "role": words("folder"), "secret": words("a bad wrist"),
                "mood": {"trust": 4, "fear": 2, "hope": 6, "anger": 5},
                "concerns": {"wrist": [words("it hurts"), words("the form was lost")]},
                "objections": {"job": {"kind": "fear", "says": words("I need this job."), "under": words("rent")}},
            }
        },
        "facts": {
            "law": {
                "text": words("you may act together"), "jurisdiction": "US", "as_of": "2026-01",
                "source": words("the act"),
            }
        },
        "asks": {
            "letter": {
                "title": words("hand in the letter"), "who": words("twelve"), "when": words("Friday"),
                "where": words("break room"), "risk": 2,
            }
        },
        "visits": [
            {"id": "first", "title": words("First"), "with": "sam", "when": words("Tuesday"), "clock": 200,
             "where": words("dock"), "start": "hello"},
            {"id": "second", "title": words("Second"), "with": "sam", "clock": 200, "start": "asking"},
        ],
        "events": [{"after": "first", "text": words("The boss walks by."), "effects": {"sam.fear": 1}}],
        "beats": {
            "hello": {
                "narration": words("Dryers."), "says": words("Held over again."),
                "cues": {"again": {"shows": "over again", "about": "wrist"}},
                "options": [
                    {"id": "again", "say": words("Again."), "move": "reflection", "picks_up": "again",
                     "hears": "wrist.1", "reply": words("My wrist."), "then": "more"},
                    {"id": "pitch", "say": words("Join us."), "move": "pitch", "habit": "pitch_first",
                     "reply": words("Sure."), "then": "more"},
                ],
                "order": "fixed",
            },
            "more": {
                "says": words("Anyway."),
                "cues": {"anyway": {"shows": f"Anyway. {odd}".strip()}},
                "options": [
                    {"id": "promise", "say": words("We will win."), "move": "argue", "habit": "legal_false",
                     "fact": "law", "reply": words("If you say so."), "then": "end"},
                    {"id": "wait", "wait": True, "picks_up": "anyway", "hears": "wrist.2",
                     "reply": words("They lost the form."), "then": "end"},
                ],
                "order": "fixed",
            },
            "asking": {
                "says": words("You again."),
                "options": [
                    {"id": "ask", "say": words("Sign it."), "move": "ask", "ask": "letter",
                     "then": {"yes": "agreed", "polite_yes": "agreed", "no": "afraid"}},
                    {"id": "earlier", "say": words("You said it hurts."), "move": "deep_reflection",
                     "recalls": "wrist.1", "reply": words("It does."), "then": "asking"},
                ],
                "order": "fixed",
            },
            "agreed": {"says": words("All right."), "raises": "job", "options": [
                {"id": "answer", "say": words("So do we."), "move": "affirmation", "meets": "job",
                 "reply": words("Hm."), "then": "agreed"}, farewell], "order": "fixed"},
            "afraid": {"raises": "job", "options": [{**farewell, "id": "leave"}], "order": "fixed"},
        },
    }  # fmt: skip


def shift_with(odd: str) -> Scenario:
    """The same person at one door of a shift of two."""

    def words(text: str) -> str:
        return f"{odd} {text} {odd}"

    return _loaded(
        {
            "format": 1, "id": "two_doors", "title": words("Two doors"), "form": "shift", "method": "canvass",
            "setting": "doors", "level": 1, "language": "en", "brief": words("Two doors."),
            "people": {"sam": {"name": words("Sam Ortiz"), "mood": {"trust": 4, "fear": 2, "hope": 4, "anger": 3}}},
            "shift": {"minutes": 60, "between": 2, "par": 7, "kind": "doors"},
            "stops": [
                {"id": "alder_12", "label": words("12 Alder St"), "with": "sam", "start": "door",
                 "truth": {"code": "canvassed", "support": 2}},
                {"id": "alder_14", "label": words("14 Alder St"), "truth": {"code": "not_home"}},
            ],
            "beats": {
                "door": {
                    "says": words("Yes?"),
                    "options": [
                        {"id": "hello", "say": words("Can she count on you?"), "move": "closed_question",
                         "reply": words("I guess so."), "then": "door"},
                        {"id": "bye", "say": words("Good night."), "move": "farewell", "then": "end"},
                    ],
                },
            },
        }
    )  # fmt: skip


def _loaded(data: dict[str, Any]) -> Scenario:
    loaded = load_text(json.dumps(data), f"{data['id']}.yaml")
    assert loaded.scenario is not None, loaded.findings
    return loaded.scenario


GOOD = ("again", "wait", "earlier", "ask", "answer", "bye")
POOR = ("pitch", "promise", "ask", "bye")
HOUR = ("alder_12", "hello", "bye", "record=canvassed:1", "alder_14", "record=not_home")


def played(scenario: Scenario, choices: tuple[str, ...]) -> Play:
    """A play of these choices, judged where it is one of visits."""
    play = walk(compile_story(scenario), choices)
    if scenario.form == "shift":
        return play
    return play.judged({"sam": 2}, {"letter.sam": 0.8}, {"listening": "good", "action": "fair"})
