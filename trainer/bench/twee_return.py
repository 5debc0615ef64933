"""Reads Twee that was made of a scenario, also when it was worked on in Twine since, back into the scenario.

Words, links and new passages are taken as they are now; everything else comes from the comments that `twee_writing`
left beside them. An option that was added in Twine gets a guessed move, marked TODO.
"""

import html
import json
import re
from collections.abc import Iterator
from typing import Any, Final, Literal, NamedTuple

from trainer.bench import twee_writing as written
from trainer.bench.foreign import END, CannotImport, Imported, Loss, cut
from trainer.bench.making import guessed_move
from trainer.bench.names import Ids, cleaned
from trainer.bench.twee_reading import TweeFile, TweePassage
from trainer.bench.yaml_text import as_yaml
from trainer.language import _
from trainer.scenario.marks import Path
from trainer.scenario.model import RESERVED_IDS, Scenario

_OPENING = re.compile(r"<!--|\[\[")
_OPTION = re.compile(r"option ([a-z][a-z0-9_]*) (.*)", re.DOTALL)
_ID = re.compile(r"[a-z][a-z0-9_]*")
_FRAME: Final = frozenset({written.HEAD_TAG, written.FRAME_TAG, written.REPLY_TAG})


class _Token(NamedTuple):
    """A comment, a link or words between them, with the line they stand at."""

    kind: Literal["comment", "link", "words"]
    text: str
    line: int


def came_from_here(file: TweeFile) -> bool:
    """Whether a file of Twee was made of a scenario."""
    return any(written.HEAD_TAG in passage.tags for passage in file.passages)


def scenario_again(file: TweeFile, name: str) -> Imported:
    """The scenario in a file that was made of one. Raises CannotImport where its head cannot be read any more."""
    return _Return(file, name).made()


class _Return:
    """Brings one scenario back; used once."""

    def __init__(self, file: TweeFile, name: str) -> None:
        self.name = name
        self.title = file.title
        self.losses: list[Loss] = []
        self.above: dict[Path, list[str]] = {}
        self.beside: dict[Path, str] = {}
        self.passages = {passage.name: passage for passage in reversed(file.passages)}
        self.beats = [passage for passage in file.passages if not _FRAME.intersection(passage.tags)]
        given = {passage.name for passage in self.beats if _ID.fullmatch(passage.name)}
        ids = Ids(RESERVED_IDS | given)
        self.ids = {
            passage.name: passage.name if passage.name in given - RESERVED_IDS else ids.of(passage.name, "passage")
            for passage in self.beats
        }
        head = next(passage for passage in file.passages if written.HEAD_TAG in passage.tags)
        self.head = _data(head.text, head.line, _("the passage {name}").format(name=cut(head.name)))

    def made(self) -> Imported:
        version = self.head.pop("second-knock", None)
        if version != written.VERSION:
            raise CannotImport(
                _("this was exported in version {version}").format(version=cut(str(version), 20)),
                _("this program reads version {version}").format(version=written.VERSION),
            )
        if self.title:
            self.head["title"] = self.clean(self.title, 1)
        beats = {self.ids[passage.name]: self.beat(passage) for passage in self.beats}
        data: dict[str, Any] = {}
        for key, field in Scenario.model_fields.items():
            name = field.alias or key
            if name == "beats":
                data[name] = beats
            elif name in self.head:
                data[name] = self.head.pop(name)
        data.update(self.head)
        text = as_yaml(data, self.above, self.beside)
        options = sum(len(beat.get("options", [])) for beat in beats.values())
        return Imported(
            text, _("a scenario that was exported to Twee"), tuple(self.losses), len(beats), options, len(self.beside)
        )

    def clean(self, text: str, line: int) -> str:
        kept, gone = cleaned(text)
        self.losses += [Loss(line, _("in a text: {what}").format(what=what)) for what in gone]
        return kept

    def words(self, token: _Token) -> str:
        """The words of a passage, without the space around them that is only layout."""
        return self.clean(html.unescape(token.text.strip()), token.line)

    def beat(self, passage: TweePassage) -> dict[str, Any]:
        place: Path = ("beats", self.ids[passage.name])
        beat: dict[str, Any] = {}
        options: list[dict[str, Any]] = []
        option_ids = Ids(RESERVED_IDS)
        for token in _tokens(passage):
            if token.kind == "comment" and (found := _OPTION.match(token.text.strip())):
                option_ids.reserve(found[1])
        used: set[str] = set()
        part = "narration"
        waiting: tuple[str, dict[str, Any]] | None = None
        said = ""
        narrated = ""
        for token in _tokens(passage):
            if token.kind == "comment":
                comment = token.text.strip()
                if comment.startswith("beat "):
                    beat = _data(comment[5:], token.line, _("the comment of this beat"))
                elif found := _OPTION.match(comment):
                    # whoever copies a link in Twine copies its comment with it
                    own = option_ids.of(found[1], "option") if found[1] in used else found[1]
                    used.add(own)
                    waiting = (own, _data(found[2], token.line, _("the comment of this option")))
                else:
                    part = comment
            elif token.kind == "words":
                if part == "says":
                    said += self.words(token)
                elif part == "narration":
                    narrated += ("\n\n" if narrated else "") + self.words(token)
            else:
                options.append(self.option(passage, token, waiting, option_ids, (*place, "options", len(options))))
                waiting, part = None, "after"
        ordered: dict[str, Any] = {}
        if "step" in beat:
            ordered["step"] = beat.pop("step")
        if narrated:
            ordered["narration"] = narrated
        if "says" in beat:
            ordered["says"] = _with_shown(beat.pop("says"), said)
        elif said:
            ordered["says"] = said
        ordered.update(beat)
        if options:
            ordered["options"] = options
        elif "options" in ordered:
            del ordered["options"]
        if not ordered:
            ordered["narration"] = passage.name
        if passage.name != self.ids[passage.name]:
            self.above[place] = [_("{name}, line {line}").format(name=cut(passage.name), line=passage.line)]
        return ordered

    def option(
        self, passage: TweePassage, link: _Token, kept: tuple[str, dict[str, Any]] | None, ids: Ids, place: Path
    ) -> dict[str, Any]:
        words, target = _parted(link.text)
        say = self.clean(html.unescape(words), link.line)
        if kept is None:
            option: dict[str, Any] = {"id": ids.of(say, "option", words=4), "say": " ".join(say.split()) or "…"}
            option["move"], why = guessed_move(option["say"], END if target == written.THE_END else target)
            self.beside[(*place, "move")] = f"TODO {why}"
            data: dict[str, Any] = {}
        else:
            name, data = kept
            option = {"id": name}
            if "wait" not in data or data["wait"] is False:
                option["say"] = say
        stays = "then" in data and data.pop("then") is None
        reply, then = self.way(passage, target, link.line, place)
        for key in ("move", "wait", "if", "again", "step"):
            if key in data:
                option[key] = data.pop(key)
        variants = data.pop("reply", None)
        option.update(data)
        if variants is not None:
            option["reply"] = _with_shown(variants, reply)
        elif reply:
            option["reply"] = reply
        if not (stays and then == self.ids[passage.name]):
            option["then"] = then
        return option

    def way(self, passage: TweePassage, target: str, line: int, place: Path) -> tuple[str, Any]:
        """What is replied on the way to a passage, and what the way leads to."""
        there = self.passages.get(target)
        if there is None or written.REPLY_TAG not in there.tags:
            return "", self.beat_at(target, line, place)
        reply = ""
        answers: dict[str, str] = {}
        part = "reply"
        last = self.ids[passage.name]
        for token in _tokens(there):
            if token.kind == "comment":
                part = token.text.strip()
            elif token.kind == "words":
                if part == "reply":
                    reply += self.words(token)
            else:
                last = self.beat_at(_parted(token.text)[1], token.line, place)
                if part in ("yes", "polite_yes", "no"):
                    answers[part] = last
                part = "after"
        if answers:
            return reply, {answer: answers.get(answer, last) for answer in ("yes", "polite_yes", "no")}
        return reply, last

    def beat_at(self, target: str, line: int, place: Path) -> str:
        if target in self.ids:
            return self.ids[target]
        if target != written.THE_END:
            what = _("a link to “{name}”, which is no passage here; it ends the talk").format(name=cut(target))
            self.losses.append(Loss(line, what))
            self.above[place] = [_("lost, line {line}: {what}").format(line=line, what=what)]
        return "end"


def _with_shown(variants: Any, words: str) -> Any:
    """Several wordings with the one that stood in the passage as it reads now."""
    if not isinstance(variants, list) or not variants or not words:
        return variants
    place = written.shown_place(variants)
    return [{**one, "text": words} if number == place else one for number, one in enumerate(variants)]


def _data(text: str, line: int, what: str) -> dict[str, Any]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        data = None
    if not isinstance(data, dict):
        raise CannotImport(
            _("{what} is no JSON any more").format(what=what), _("bring it back from the exported file"), line
        )
    return data


def _tokens(passage: TweePassage) -> Iterator[_Token]:
    text, at, line, counted = passage.text, 0, passage.first, 0

    def line_at(place: int) -> int:
        nonlocal line, counted
        line += text.count("\n", counted, place)
        counted = place
        return line

    ends = {"<!--": "-->", "[[": "]]"}
    for found in _OPENING.finditer(text):
        opening = found[0]
        if found.start() < at or opening not in ends:
            continue
        close = text.find(ends[opening], found.end())
        if close < 0:
            del ends[opening]  # none of its kind is closed any more
            continue
        if text[at : found.start()].strip():
            yield _Token("words", text[at : found.start()], line_at(at))
        kind: Literal["comment", "link"] = "comment" if opening == "<!--" else "link"
        yield _Token(kind, text[found.end() : close], line_at(found.start()))
        at = close + len(ends[opening])
    if text[at:].strip():
        yield _Token("words", text[at:], line_at(at))


def _parted(link: str) -> tuple[str, str]:
    """The words and the target of a link."""
    if "->" in link:
        words, _arrow, target = link.rpartition("->")
    elif "<-" in link:
        target, _arrow, words = link.partition("<-")
    elif "|" in link:
        words, _bar, target = link.rpartition("|")
    else:
        words = target = link
    return words.strip(), html.unescape(target).strip()
