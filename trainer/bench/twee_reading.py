"""Reads Twee 3 into passages, as its specification has them (iftechfoundation/twine-specs, 3.0.2); Twee 1 is in it.

A published page of Twine holds the same passages in `tw-storydata`, and is read too.
"""

import html
import json
import re
from typing import Any, Final, NamedTuple

from trainer.bench.foreign import END, CannotImport, ForeignStory, Loss, Passage, cut
from trainer.bench.twee_markup import read_markup
from trainer.bench.twee_words import Dialect
from trainer.language import _, ngettext

MAX_PASSAGES: Final = 5_000
"""A scenario holds no more beats."""

_SPECIAL: Final = frozenset(
    {
        "StoryInit", "StoryCaption", "StoryMenu", "StoryBanner", "StoryAuthor", "StorySubtitle", "StoryInterface",
        "StorySettings", "StoryShare", "StoryIncludes", "StoryDisplayTitle", "StoryStyles", "StoryScript",
        "StoryStylesheet", "UserScript", "UserStylesheet", "PassageReady", "PassageDone", "PassageHeader",
        "PassageFooter", "ClickablePassageNames", "HarloweHeader",
    }
)  # fmt: skip
_SPECIAL_TAGS: Final = frozenset(
    {"script", "stylesheet", "widget", "init", "header", "footer", "startup", "debug-startup", "debug-header",
     "debug-footer", "Twine.private", "Twine.image", "Twine.audio", "Twine.video", "annotation", "debug-only"}
)  # fmt: skip
_DIALECTS: Final[dict[str, Dialect]] = {
    "harlowe": "harlowe", "sugarcube": "sugarcube", "chapbook": "chapbook", "snowman": "snowman",
}  # fmt: skip
_NAMES: Final[dict[Dialect, str]] = {
    "harlowe": "Harlowe", "sugarcube": "SugarCube", "chapbook": "Chapbook", "snowman": "Snowman", "unknown": "",
}  # fmt: skip


_PART_OF_PAGE = re.compile(r"<(tw-storydata|tw-passagedata)(?=[\s>/])", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"[\s/]+([\w:-]{1,100})(?:\s{0,9}=\s{0,9}(\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?")


class TweePassage(NamedTuple):
    """A passage as written. `line` is that of its header, `first` that of its text; `metadata` is the header's JSON."""

    name: str
    tags: tuple[str, ...]
    metadata: str
    text: str
    line: int
    first: int


def looks_like_twee(text: str) -> bool:
    """Whether a line begins as a passage does."""
    return bool(re.search(r"^::[ \t]*[^\s:]", text, re.MULTILINE))


def looks_like_a_page_of_twine(text: str) -> bool:
    """Whether this is a page, or an archive, that Twine published."""
    return "<tw-storydata" in text.lower()


def twee_passages(text: str) -> list[TweePassage]:
    """The passages of a Twee file in their order. Raises CannotImport where there are too many."""
    found: list[TweePassage] = []
    header: tuple[str, tuple[str, ...], str] | None = None
    begun = 0
    body: list[str] = []

    def close() -> None:
        if header is not None:
            words = "\n".join(body).rstrip()
            # Twine writes a backslash before colons that would begin a passage
            words = re.sub(r"^\\::", "::", words, flags=re.MULTILINE)
            found.append(TweePassage(*header, words, begun, begun + 1))

    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("::"):
            close()
            if len(found) > MAX_PASSAGES:
                raise CannotImport(
                    _("there are more than {number} passages").format(number=MAX_PASSAGES),
                    _("split the story"), number,
                )  # fmt: skip
            header, begun, body = _header(line[2:].rstrip("\r")), number, []
        else:
            body.append(line.rstrip("\r"))
    close()
    return found


def _header(line: str) -> tuple[str, tuple[str, ...], str]:
    """Name, tags and metadata of a header; a backslash takes the meaning from the character after it."""
    name: list[str] = []
    place = 0
    while place < len(line) and line[place] not in "[{":
        place += line[place] == "\\"
        name += line[place : place + 1]
        place += 1
    tags: list[str] = []
    if line[place : place + 1] == "[":
        tag: list[str] = []
        place += 1
        while place < len(line) and line[place] != "]":
            if line[place].isspace():
                tags += ["".join(tag)] if tag else []
                tag = []
            else:
                place += line[place] == "\\"
                tag += line[place : place + 1]
            place += 1
        tags += ["".join(tag)] if tag else []
        place += 1
    return "".join(name).strip(), tuple(tags), line[place:].strip()


class TweeFile(NamedTuple):
    """A file of Twee, or Twine's page, before its passages' markup is read."""

    passages: list[TweePassage]
    title: str
    format: str
    version: str
    start: str
    losses: list[Loss]


def read_twee(text: str) -> TweeFile:
    """The passages of a Twee file, and what StoryTitle and StoryData say. Raises CannotImport."""
    losses: list[Loss] = []
    title, data = "", {}
    kept = []
    for passage in twee_passages(text):
        if passage.name == "StoryTitle":
            title = passage.text.strip()
        elif passage.name == "StoryData":
            data = _story_data(passage, losses)
        else:
            kept.append(passage)
    start = data.get("start")
    return TweeFile(
        kept, title, str(data.get("format", "")), str(data.get("format-version", "")),
        start if isinstance(start, str) else "", losses,
    )  # fmt: skip


def _story_data(passage: TweePassage, losses: list[Loss]) -> dict[str, Any]:
    try:
        data = json.loads(passage.text)
    except (ValueError, RecursionError):
        data = None
    if not isinstance(data, dict):
        losses.append(Loss(passage.line, _("StoryData is no JSON that can be read")))
        return {}
    if isinstance(data.get("ifid"), str):
        losses.append(Loss(passage.line, _("the story's number (ifid) {number}").format(number=cut(data["ifid"], 40))))
    return data


def read_page(text: str) -> TweeFile:
    """The passages of a page that Twine published; of an archive the first story's. Raises CannotImport."""
    passages: list[TweePassage] = []
    data: dict[str, str] = {}
    start, stories, line, counted, at = "", 0, 1, 0, 0
    for found in _PART_OF_PAGE.finditer(text):
        if found.start() < at:
            continue
        attributes, at = _attributes(text, found.end())
        line += text.count("\n", counted, found.start())
        counted = found.start()
        if found[1].lower() == "tw-storydata":
            stories += 1
            data = attributes if stories == 1 else data
            continue
        if stories != 1:
            continue
        if len(passages) >= MAX_PASSAGES:
            raise CannotImport(
                _("there are more than {number} passages").format(number=MAX_PASSAGES), _("split the story"), line
            )
        close = text.find("</tw-passagedata", at)
        close = len(text) if close < 0 else close
        words = html.unescape(text[at:close]).strip("\n")
        at = close
        name = attributes.get("name", "")
        tags = tuple(attributes.get("tags", "").split())
        passages.append(TweePassage(name, tags, "", words, line, line))
        if attributes.get("pid") == data.get("startnode"):
            start = name
    losses = []
    if stories > 1:
        told = _("the other stories of this archive ({number}); the first is read").format(number=stories - 1)
        losses.append(Loss(1, told))
    return TweeFile(
        passages, data.get("name", ""), data.get("format", ""), data.get("format-version", ""), start, losses
    )


def _attributes(text: str, at: int) -> tuple[dict[str, str], int]:
    """The attributes of a tag from behind its name, and the place behind the tag."""
    found: dict[str, str] = {}
    while (attribute := _ATTRIBUTE.match(text, at)) and len(found) < 100:
        value = attribute[2] or ""
        found.setdefault(attribute[1].lower(), html.unescape(value[1:-1] if value[:1] in "\"'" else value))
        at = attribute.end()
    end = text.find(">", at, at + 1_000)
    return found, at if end < 0 else end + 1


def twee_story(file: TweeFile, as_page: bool = False) -> ForeignStory:
    """The story in a Twee file. Raises CannotImport where it has no passage."""
    dialect = _dialect(file)
    made: dict[str, Passage] = {}
    losses = list(file.losses)
    positions = 0
    first_position = 0
    for one in file.passages:
        special = one.name in _SPECIAL or next((tag for tag in one.tags if tag in _SPECIAL_TAGS), None)
        if special:
            losses.append(Loss(one.line, _("the special passage {name}").format(name=cut(one.name))))
            continue
        if one.metadata:
            positions += 1
            first_position = first_position or one.line
        key = one.name
        extra: list[Loss] = []
        if key in made:
            key = f"{one.name}\0{one.line}"
            what = _("a second passage is called “{name}”; links lead to the first").format(name=cut(one.name))
            extra.append(Loss(one.line, what))
        markup = read_markup(one.text, one.first, dialect)
        if one.tags:
            extra.append(Loss(one.line, _("the tags {tags}").format(tags=cut(" ".join(one.tags)))))
        made[key] = Passage(key, one.name, one.line, markup.text, one.tags, markup.choices, [*extra, *markup.losses])
    if not made:
        raise CannotImport(_("there is no passage in this file"), _("a passage begins with a line such as :: Start"))
    if positions:
        what = ngettext(
            "where {number} passage stands on Twine's map", "where {number} passages stand on Twine's map", positions
        ).format(number=positions)
        losses.append(Loss(first_position, what))
    for passage in made.values():
        _mend_links(passage, made)
    start = next((name for name in (file.start, "Start") if name in made), next(iter(made)))
    if file.start and file.start not in made:
        losses.append(Loss(1, _("the start, “{name}”, is no passage here").format(name=cut(file.start))))
    kind = " ".join(part for part in (file.format or _NAMES[dialect], file.version) if part)
    source = _("a page of Twine") if as_page else "Twee 3"
    return ForeignStory(f"{source}, {cut(kind, 40)}" if kind else source, file.title, made, start, losses=losses)


def _mend_links(passage: Passage, known: dict[str, Passage]) -> None:
    for choice in passage.choices:
        if choice.target is None or choice.target in (END, *known):
            continue
        what = _("a link to “{name}”, which is no passage here; it ends the talk").format(name=cut(choice.target))
        choice.losses.append(Loss(choice.line, what))
        choice.target = END


def _dialect(file: TweeFile) -> Dialect:
    named = next((dialect for name, dialect in _DIALECTS.items() if file.format.lower().startswith(name)), None)
    if named:
        return named
    text = "\n".join(passage.text for passage in file.passages)
    if re.search(r"<<\s*/?[a-zA-Z=]", text):
        return "sugarcube"
    if re.search(r"\((?:set|if|else|link-goto|print|display|goto):", text):
        return "harlowe"
    if re.search(r"<%.*?%>", text, re.DOTALL):
        return "snowman"
    if re.search(
        r"^\[(?:if|unless|cont|continue|after|align)\b[^\[\]]*\]$|\{(?:embed|reveal|link) ", text, re.MULTILINE
    ):
        return "chapbook"
    return "unknown"
