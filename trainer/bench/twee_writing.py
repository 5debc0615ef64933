"""A scenario as Twee 3, for Twine's editor and its players, and for coming back without a loss.

Each beat is a passage: what is seen and said as words, each option as a link, each reply as a passage of its own on the
way. What Twine has no place for (moves, moods, cues, conditions) stands in comments beside the words it belongs to, and
everything that is no beat in one passage that no link leads to. So words and links can be changed in Twine, and the
rest comes back as it was.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from trainer.language import _
from trainer.scenario import model

HEAD, BRIEF, THE_END = "Second Knock", "The brief", "The end"
"""Passages that are no beat; no id is written so."""

HEAD_TAG, BEAT_TAG, REPLY_TAG, FRAME_TAG = "second-knock", "beat", "reply", "second-knock-frame"
VERSION: Final = 1
"""The version of this way to write a scenario; it stands in the head."""

_IN_TEXT = re.compile(r"[&<>\[\]{}|$_`~^@#=\\]|''|//|\((?=[\w-]+:)|^::|^[-+*](?=\s)", re.MULTILINE)
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_IN_STRING = re.compile(r"[<>\[\]{}$&]")


def as_twee(scenario: model.Scenario) -> str:
    """The scenario as a Twee 3 file."""
    return "\n\n\n".join("\n".join(passage) for passage in _Writer(scenario).passages()) + "\n"


def escaped(text: str, link: bool = False) -> str:
    """A text of which Twine's formats read nothing but letters, and that reads back as it is."""
    text = _IN_TEXT.sub(lambda found: f"&#{ord(found[0][0])};" + escaped_rest(found[0]), text)
    if link:
        text = text.replace("\n", "&#10;")
    head = len(text) - len(text.lstrip())
    tail = len(text.rstrip())
    if head >= len(text):
        return "".join(f"&#{ord(character)};" for character in text)
    before = "".join(f"&#{ord(character)};" for character in text[:head])
    return before + text[head:tail] + "".join(f"&#{ord(character)};" for character in text[tail:])


def escaped_rest(signs: str) -> str:
    """The second of two signs that mean something together."""
    return "".join(f"&#{ord(sign)};" for sign in signs[1:])


def data_in_comment(data: Any, indent: int | None = None) -> str:
    """Plain data as JSON in which nothing ends a comment or looks like a link."""
    text = json.dumps(data, ensure_ascii=False, indent=indent)
    return _STRING.sub(lambda found: _IN_STRING.sub(lambda sign: f"\\u{ord(sign[0]):04x}", found[0]), text)


def reply_name(beat: str, option: str) -> str:
    """What the passage of a reply is called."""
    return f"{beat} / {option}"


class _Writer:
    """Writes one scenario; used once."""

    def __init__(self, scenario: model.Scenario) -> None:
        self.scenario = scenario
        self.data: dict[str, Any] = scenario.model_dump(by_alias=True, exclude_unset=True)
        self.beats: dict[str, dict[str, Any]] = self.data.pop("beats")
        self.places = self.layout()

    def passages(self) -> Iterator[list[str]]:
        scenario = self.scenario
        yield [":: StoryTitle", str(scenario.title)]
        yield [":: StoryData", json.dumps(self.story_data(), indent=2)]
        yield [
            _header(HEAD, [HEAD_TAG], (0, 0)),
            data_in_comment({"second-knock": VERSION, **self.data}, indent=1),
        ]
        yield [_header(BRIEF, [FRAME_TAG], (150, 0)), *self.brief()]
        for name, beat in self.beats.items():
            yield from self.beat(name, beat)
        yield [
            _header(THE_END, [FRAME_TAG], (300, 0)),
            _("The talk is over."),
            "",
            f"[[{escaped(_('Back to the brief'), link=True)}->{BRIEF}]]",
        ]

    def story_data(self) -> dict[str, Any]:
        import hashlib
        import uuid

        # the same for the same scenario, in the form that Twine asks for
        digest = hashlib.blake2b(f"second-knock {self.scenario.id}".encode(), digest_size=16).digest()
        number = uuid.UUID(bytes=digest, version=4)
        return {
            "ifid": str(number).upper(),
            "format": "Harlowe",
            "format-version": "3.3.9",
            "start": BRIEF,
            "tag-colors": {HEAD_TAG: "gray", FRAME_TAG: "gray", REPLY_TAG: "yellow"},
            "zoom": 1,
        }

    def starts(self) -> list[tuple[str, list[str]]]:
        """Each visit or stop by its title, with the beats it may start with."""
        found = []
        visits: list[model.Visit | model.Stop] = [*(self.scenario.visits or []), *(self.scenario.stops or [])]
        for visit in visits:
            title = visit.label if isinstance(visit, model.Stop) else visit.title or visit.id
            start = visit.start
            beats = [] if start is None else [start] if isinstance(start, str) else [one.beat for one in start]
            found.append((str(title), [str(beat) for beat in beats]))
        return found

    def brief(self) -> Iterator[str]:
        yield escaped(str(self.scenario.brief).strip())
        yield ""
        for title, beats in self.starts():
            for beat in dict.fromkeys(beats):
                yield f"[[{escaped(title, link=True)}->{beat}]]"

    def layout(self) -> dict[str, tuple[int, int]]:
        """Where the passages stand on Twine's map: further right what is further from a start."""
        depth: dict[str, int] = {}
        waiting = [(beat, 1) for _title, beats in self.starts() for beat in beats]
        for name, far in waiting:
            if name in depth or name not in self.beats:
                continue
            depth[name] = far
            for option in self.beats[name].get("options", []):
                waiting += [(target, far + 1) for target in _targets(option)]
        rows: dict[int, int] = {}
        places = {}
        for name in self.beats:
            far = depth.get(name, 0)
            row = rows.get(far, 0)
            rows[far] = row + 1 + sum(_has_reply_passage(option) for option in self.beats[name].get("options", []))
            places[name] = (100 + 300 * far, 200 + 150 * row)
        return places

    def beat(self, name: str, beat: dict[str, Any]) -> Iterator[list[str]]:
        across, down = self.places[name]
        lines = [_header(name, [BEAT_TAG], (across, down))]
        kept = {key: value for key, value in beat.items() if key not in ("narration", "options")}
        says = kept.get("says")
        if isinstance(says, str):
            del kept["says"]
        lines.append(f"<!-- beat {data_in_comment(kept)} -->")
        if "narration" in beat:
            lines += [f"<!-- narration -->{escaped(beat['narration'])}", ""]
        if says is not None:
            lines += [f"<!-- says -->{escaped(shown_wording(says))}", ""]
        elif "raises" in beat and (words := self.objection(str(beat["raises"]))):
            lines += [f"<!-- the objection's own words -->{escaped(words)}", ""]
        replies: list[list[str]] = []
        for option in beat.get("options", []):
            target, answer = self.way(name, option)
            kept = {key: value for key, value in option.items() if key not in ("id", "say", "then")}
            if isinstance(kept.get("reply"), str):
                del kept["reply"]
            if "then" not in option:
                kept["then"] = None
            words = option["say"] if "say" in option else _("(Say nothing.)")
            lines.append(f"<!-- option {option['id']} {data_in_comment(kept)} -->")
            lines.append(f"[[{escaped(words, link=True)}->{target}]]")
            if answer:
                place = (across + 150, down + 150 * (len(replies) + 1))
                replies.append([_header(target, [REPLY_TAG], place), *answer])
        yield lines
        yield from replies

    def way(self, beat: str, option: dict[str, Any]) -> tuple[str, list[str]]:
        """The passage that an option leads to, and what stands in it where it is one of its own."""
        then = option.get("then", beat)
        if not _has_reply_passage(option):
            return _passage(then), []
        lines = []
        if "reply" in option:
            lines += [f"<!-- reply -->{escaped(shown_wording(option['reply']))}", ""]
        if isinstance(then, Mapping):
            told = {"yes": _("They say yes."), "polite_yes": _("They say yes, to be polite."), "no": _("They say no.")}
            for answer, words in told.items():
                lines += [f"<!-- {answer} -->", f"[[{escaped(words, link=True)}->{_passage(then[answer])}]]"]
        else:
            lines.append(f"[[{escaped(_('Go on'), link=True)}->{_passage(then)}]]")
        return reply_name(beat, option["id"]), lines

    def objection(self, name: str) -> str:
        for person in self.scenario.people.values():
            if name in person.objections:
                return str(person.objections[name].says)
        return ""


def _header(name: str, tags: Sequence[str], place: tuple[int, int]) -> str:
    safe = re.sub(r"([\\\[\]{}])", r"\\\1", name)
    return f":: {safe} [{' '.join(tags)}] " + json.dumps({"position": f"{place[0]},{place[1]}", "size": "100,100"})


def _passage(then: str) -> str:
    return THE_END if then == "end" else then


def _has_reply_passage(option: Mapping[str, Any]) -> bool:
    return "reply" in option or isinstance(option.get("then"), Mapping)


def _targets(option: Mapping[str, Any]) -> list[str]:
    then = option.get("then")
    return list(then.values()) if isinstance(then, Mapping) else [then] if isinstance(then, str) else []


def shown_place(variants: Sequence[Mapping[str, Any]]) -> int:
    """Which of several wordings stands in a passage: the one that is said when no other holds, or the first."""
    return next((place for place, variant in enumerate(variants) if "if" not in variant), 0)


def shown_wording(wording: str | Sequence[Mapping[str, Any]]) -> str:
    """The wording that stands in a passage."""
    return wording if isinstance(wording, str) else str(wording[shown_place(wording)]["text"])
