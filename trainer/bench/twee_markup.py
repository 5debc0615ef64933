"""Reads a passage's text: the words, the links as choices, and every macro as a loss at its line.

The formats that Twine ships write their macros differently: Harlowe `(if: $brave)[…]`, SugarCube `<<if $brave>>`,
Chapbook `[if brave]` and `{embed passage: 'x'}`, Snowman `<% … %>`. None is carried out. The words and links inside
them come over all the same, since an author can sort out two wordings but not guess one that is gone.
"""

import html
import re
from typing import Final, NamedTuple

from trainer.bench.foreign import Choice, Loss, cut
from trainer.bench.twee_words import Dialect, Gathering
from trainer.language import _

_LONGEST: Final = 5_000
"""Characters of a macro; what is longer is no macro, or not closed."""

_LONGEST_LINK: Final = 2_000
_WORDS = re.compile(r"[^\[\]<({}/|$]+")
_PICTURE = re.compile(r"\[[<>]?img\[")
_MODIFIER = re.compile(r"\[([^\[\]\n]{1,300})\][ \t]*(?=\n|$)")
_HARLOWE = re.compile(r"\(\s*([A-Za-z][\w-]*|\$[\w]+)\s*:")
_SUGARCUBE = re.compile(r"<<\s*(/?[A-Za-z=\-][\w\-]*|=|-)")
_TAG = re.compile(r"<(/?)([A-Za-z][\w-]*)((?:\s[^<>]*)?)/?>")
_QUOTED = re.compile(r"\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)'")
_ATTRIBUTE = re.compile(r"data-passage\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_VARIABLE = re.compile(r"(?<![\w$\\])(\$[A-Za-z_]\w*(?:\.\w+)*)")
_HOOK_NAME = re.compile(r"\|[A-Za-z_]\w*[>)](?=\[)|(?<=\])<[A-Za-z_]\w*\|")
_CHAPBOOK_INSERT = re.compile(r"\{([^{}\n]{1,300})\}")
_COLUMNS = re.compile(r"^[ \t]*(?:=+\|=*|\|=+\|?)[ \t]*$", re.MULTILINE)
_UNWORDED: Final = frozenset({"script", "style", "silently", "silent", "widget", "done"})


class Markup(NamedTuple):
    """A passage's words without markup, its ways on, and what is lost."""

    text: str
    choices: list[Choice]
    losses: list[Loss]


def read_markup(text: str, first_line: int, dialect: Dialect) -> Markup:
    """Read the text of a passage that begins at a line of its file. Raises CannotImport where it nests too deep."""
    return _Reader(text, first_line, dialect).read()


class _Reader(Gathering):
    """Reads one passage; used once."""

    def read(self) -> Markup:
        if self.dialect == "chapbook":
            self.chapbook_variables()
        elif self.dialect == "harlowe":
            self.harlowe_columns()
        text = self.text
        while self.place < len(text):
            if run := _WORDS.match(text, self.place):
                self.out.append(run[0])
                self.place = run.end()
            elif not self.special(text[self.place]):
                self.out.append(text[self.place])
                self.place += 1
        # a link of a macro that leads nowhere changes the page only, and is no way on
        return Markup(self.words(), [choice for choice in self.choices if choice.target is not None], self.losses)

    def special(self, character: str) -> bool:
        """Read what may begin with this character; False where it is a letter like any other."""
        text, place = self.text, self.place
        if character == "[":
            return self.bracket()
        if character == "]":
            return self.closing_bracket()
        if character == "<":
            return self.angle()
        if character == "(" and self.dialect in ("harlowe", "unknown"):
            return self.harlowe()
        if character in "{}" and self.dialect == "harlowe":
            self.place += 1
            return True
        if character == "{" and self.dialect == "chapbook":
            return self.chapbook_insert()
        if character == "/" and self.dialect == "sugarcube":
            for begins, ends in (("/*", "*/"), ("/%", "%/")):
                if text.startswith(begins, place):
                    return self.comment(begins, ends)
        if character == "|" and (found := _HOOK_NAME.match(text, place)):
            self.place = found.end()
            self.hook_follows(None)
            return True
        if character == "$" and self.dialect in ("harlowe", "sugarcube") and (found := _VARIABLE.match(text, place)):
            self.lose(_("the value of {name} in the text").format(name=cut(found[1], 40)))
            self.out.append(found[1])
            self.place = found.end()
            if text.startswith("[", self.place) and not text.startswith("[[", self.place):
                self.hook_follows(None)
            return True
        return False

    def bracket(self) -> bool:
        text, place = self.text, self.place
        if text.startswith("[[", place):
            end = text.find("]]", place, place + _LONGEST_LINK)
            setter = text.find("][", place, place + _LONGEST_LINK)
            if 0 < setter < end and "\n" not in text[place:setter]:
                inside = text[place + 2 : setter]
                self.link(inside)
                self.lose(_("what the link sets: {what}").format(what=cut(text[setter + 2 : end])))
                self.place = end + 2
                return True
            if end > 0 and "[[" not in text[place + 2 : end]:
                self.link(text[place + 2 : end])
                self.place = end + 2
                return True
        if self.dialect == "sugarcube" and _PICTURE.match(text, place):
            end = text.find("]]", place, place + _LONGEST_LINK)
            end = place + 1 if end < 0 else end + 2
            self.lose(_("the picture {what}").format(what=cut(text[place:end])))
            self.place = end
            return True
        if self.dialect == "chapbook":
            line = _MODIFIER.match(text, place)
            if line and (place == 0 or text[place - 1] == "\n"):
                if line[1].strip().lower() not in ("continue", "cont", "cont."):
                    self.lose(_("the modifier {what}").format(what=cut(line[0])))
                self.place = line.end()
                return True
        self.begin("bracket")
        self.out.append("[")
        self.place = place + 1
        return True

    def hook_follows(self, choice: Choice | None) -> None:
        """Where a hook stands next its brackets go and its words stay."""
        spaces = re.compile(r"\s*").match(self.text, self.place)
        after = spaces.end() if spaces else self.place
        if self.text.startswith("[", after) and not self.text.startswith("[[", after):
            hook = True
        else:
            hook = self.text.startswith("[[[", after)
        if hook:
            self.out.append(" " if choice is not None else "")
            self.begin("hook", choice)
            self.place = after + 1

    def closing_bracket(self) -> bool:
        for index in range(len(self.open) - 1, -1, -1):
            opened = self.open[index]
            if opened.kind in ("hook", "bracket"):
                del self.open[index]
                self.place += 1
                if self.dialect != "chapbook" and (name := _HOOK_NAME.match(self.text, self.place)):
                    self.place = name.end()
                    if opened.kind == "bracket":
                        self.out[opened.begun] = ""  # its name stands behind it: it was a hook
                elif opened.kind == "bracket":
                    self.out.append("]")
                return True
        return False

    def harlowe(self) -> bool:
        found = _HARLOWE.match(self.text, self.place)
        if not found:
            return False
        end = _closed(self.text, self.place)
        self.scanned(_LONGEST if end < 0 else end - self.place)
        if end < 0:
            return False
        source = self.text[self.place : end]
        name = found[1].lower().replace("-", "").replace("_", "")
        words = [html.unescape(one[0] or one[1]) for one in _QUOTED.findall(source)]
        choice: Choice | None = None
        if name in ("linkgoto", "linkrevealgoto") and words:
            choice = self.way(words[0], words[-1])
        elif name == "goto" and len(words) == 1:
            waiting = self.pending()
            if waiting is not None:
                waiting.target = words[0].strip()
            else:
                self.way("", words[0])
        elif name in ("link", "linkrepeat", "linkreveal", "linkreplace", "linkrerun") and words:
            choice = self.way(words[0], None)
            self.lose(_("the macro {what}").format(what=cut(source)))
        else:
            self.lose(_("the macro {what}").format(what=cut(source)))
            if name in ("print", "str", "text") or name.startswith("$"):
                self.out.append("…")
        self.here()
        self.place = end
        if self.text.startswith("+", end):
            self.place = end + 1
            return True
        self.hook_follows(choice if choice is not None and choice.target is None else None)
        return True

    def angle(self) -> bool:
        text, place = self.text, self.place
        if text.startswith("<!--", place):
            return self.comment("<!--", "-->")
        if text.startswith("<%", place):
            end = text.find("%>", place)
            end = len(text) if end < 0 else end + 2
            self.lose(_("the script {what}").format(what=cut(text[place:end])))
            if text.startswith("<%=", place):
                self.out.append("…")
            self.here()
            self.place = end
            return True
        if self.dialect in ("sugarcube", "unknown") and (found := _SUGARCUBE.match(text, place)):
            return self.sugarcube(found)
        if self.dialect in ("harlowe", "unknown") and (name := _HOOK_NAME.match(text, place)):
            self.place = name.end()
            return True
        if tag := _TAG.match(text, place):
            return self.tag(tag)
        return False

    def sugarcube(self, found: re.Match[str]) -> bool:
        text = self.text
        end = _macro_end(text, found.end())
        self.scanned(_LONGEST if end < 0 else end - found.end())
        if end < 0:
            return False
        source, name = text[self.place : end], found[1].lower()
        inside = text[found.end() : end - 2]
        line = self.here()
        if name in _UNWORDED:
            closing = text.find(f"<</{name}>>", end)
            self.lose(_("the macro {what}").format(what=cut(source)))
            self.place = end if closing < 0 else closing + len(name) + 5
            return True
        self.place = end
        if name in ("link", "button", "click"):
            self.sugarcube_link(inside, source)
        elif name in ("/link", "/button", "/click"):
            self.close_link()
        elif name == "goto" and (target := _target(inside)):
            waiting = self.pending()
            if waiting is not None:
                waiting.target = target
            else:
                self.way("", target)
        elif name in ("/if", "/nobr", "/switch", "/for", "/linkreplace", "/linkappend", "/linkprepend", "/silently"):
            pass
        elif "[[" in inside and name not in ("set", "run", "print"):
            self.losses.append(Loss(line, _("the macro {what}").format(what=cut(source))))
            for linked in re.findall(r"\[\[([^\[\]]+)\]\]", inside):
                self.link(linked)
        elif not name.startswith("/"):
            self.losses.append(Loss(line, _("the macro {what}").format(what=cut(source))))
            if name in ("else", "elseif"):
                self.out.append("\n")
            elif name in ("print", "=", "-"):
                self.out.append("…")
            elif name.startswith("link") and (words := _QUOTED.search(inside)):
                self.out.append((words[1] or words[2] or "") + " ")
        return True

    def sugarcube_link(self, inside: str, source: str) -> None:
        bracketed = re.search(r"\[\[([^\[\]]+)\]", inside)
        words = [html.unescape(one[0] or one[1]) for one in _QUOTED.findall(inside)]
        if bracketed:
            choice = self.link(bracketed[1])
        elif words:
            choice = self.way(words[0], words[1] if len(words) > 1 else None)
        else:
            choice = self.way("", None)
            self.lose(_("the macro {what}").format(what=cut(source)))
        self.begin("link", choice)

    def close_link(self) -> None:
        for index in range(len(self.open) - 1, -1, -1):
            opened = self.open[index]
            if opened.kind == "link":
                del self.open[index:]
                del self.out[opened.begun :]  # SugarCube shows nothing of what a link does
                if opened.choice is not None and opened.choice.target is None:
                    what = _("what the link “{words}” does").format(words=cut(opened.choice.text, 40))
                    self.losses.append(Loss(opened.choice.line, what))
                return

    def harlowe_columns(self) -> None:
        """The lines that part a passage into columns, told once."""
        if found := _COLUMNS.search(self.text):
            line = self.first_line + self.text.count("\n", 0, found.start())
            self.losses.append(Loss(line, _("the columns of the page, which begin here")))
            self.text = _COLUMNS.sub("", self.text)

    def chapbook_variables(self) -> None:
        """The section of variables above a line of two hyphens."""
        parted = re.match(r"(?:[^\n]*\n)*?--[ \t]*(?:\n|$)", self.text)
        if not parted:
            return
        for line in parted[0].split("\n")[:-1]:
            if line.strip() and line.strip() != "--":
                self.lose(_("the variable {what}").format(what=cut(line)))
            self.place = min(self.place + len(line) + 1, len(self.text))
        self.place = parted.end()

    def chapbook_insert(self) -> bool:
        found = _CHAPBOOK_INSERT.match(self.text, self.place)
        if not found:
            return False
        words = [one[0] or one[1] for one in _QUOTED.findall(found[1])]
        if found[1].startswith("link to") and words:
            self.way(words[-1], words[0])
        else:
            self.lose(_("the insert {what}").format(what=cut(found[0])))
            if re.fullmatch(r"[\w.]+", found[1]):
                self.out.append("…")
        self.here()
        self.place = found.end()
        return True

    def comment(self, begins: str, ends: str) -> bool:
        end = self.text.find(ends, self.place + len(begins))
        inside = self.text[self.place + len(begins) : end if end >= 0 else None]
        self.lose(_("the comment “{words}”").format(words=cut(" ".join(inside.split()))))
        self.here()
        self.place = len(self.text) if end < 0 else end + len(ends)
        return True

    def tag(self, found: re.Match[str]) -> bool:
        closing, name, attributes = found[1], found[2].lower(), found[3]
        text = self.text
        if name in ("script", "style") and not closing:
            end = text.lower().find(f"</{name}", self.place)
            self.lose(_("the part <{name}>").format(name=name))
            self.place = len(text) if end < 0 else text.find(">", end) + 1 or len(text)
            return True
        if name in ("a", "tw-link", "button"):
            if closing:
                self.close_anchor()
            elif passage := _ATTRIBUTE.search(attributes):
                target = html.unescape(passage[1] or passage[2] or "")
                self.begin("anchor", Choice("", target, self.here()))
            else:
                self.lose(_("the tag {what}").format(what=cut(found[0])), once=name)
        elif name == "br":
            self.out.append("\n")
        elif name in ("img", "audio", "video", "iframe", "source"):
            self.lose(_("the tag {what}").format(what=cut(found[0])))
        elif not closing:
            self.lose(_("the tag {what}").format(what=cut(found[0])), once=name)
        if name in ("p", "div", "li", "tr", "h1", "h2", "h3"):
            self.out.append("\n")
        self.here()
        self.place = found.end()
        return True

    def close_anchor(self) -> None:
        for index in range(len(self.open) - 1, -1, -1):
            opened = self.open[index]
            if opened.kind == "anchor" and opened.choice is not None:
                words = "".join(self.out[opened.begun :])
                del self.out[opened.begun :]
                del self.open[index:]
                opened.choice.text = html.unescape(" ".join(words.split())) or opened.choice.target or ""
                self.add(opened.choice)
                self.show_link(opened.choice.text)
                return


def _target(inside: str) -> str:
    """The passage that a macro names in quotes or double brackets."""
    quoted = _QUOTED.search(inside)
    if quoted:
        return html.unescape(quoted[1] or quoted[2] or "").strip()
    bracketed = re.search(r"\[\[([^\[\]]+)\]\]", inside)
    return bracketed[1].rpartition("|")[2].rpartition("->")[2].strip() if bracketed else ""


def _closed(text: str, place: int) -> int:
    """Where the round bracket at a place is closed, texts in quotes left out; -1 where it is not."""
    depth = 0
    quote = ""
    for index in range(place, min(len(text), place + _LONGEST)):
        character = text[index]
        if quote:
            if character == quote and text[index - 1] != "\\":
                quote = ""
        elif character == '"' or (character == "'" and not text[index - 1].isalnum()):
            quote = character
        elif character == "(":
            depth += 1
        elif character == ")":
            depth -= 1
            if depth == 0:
                return index + 1
    return -1


def _macro_end(text: str, place: int) -> int:
    """Where the macro of SugarCube is closed that is open at a place; -1 where it is not."""
    quote = ""
    for index in range(place, min(len(text), place + _LONGEST)):
        character = text[index]
        if quote:
            if character == quote and text[index - 1] != "\\":
                quote = ""
        elif character in "\"'`" and not (character == "'" and text[index - 1].isalnum()):
            quote = character
        elif text.startswith(">>", index):
            return index + 2
    return -1
