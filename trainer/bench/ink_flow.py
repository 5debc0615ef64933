"""Follows the flow of compiled ink from one place to where it waits for a choice, goes elsewhere or ends.

Nothing is played: of a condition every branch is followed, so that all words and ways are found. Of texts that stand in
for one another the one is kept that is read on first coming there, and the others are losses.
"""

from typing import Any, Final, NamedTuple

from trainer.bench.foreign import MAX_LOSSES, CannotImport, cut
from trainer.bench.ink_shapes import GLUE, NEWLINE, OUT, Exit, Flow, InkChoice, InkWay, joined
from trainer.bench.ink_tree import Box, Compiled, Spot, after, resolve
from trainer.bench.ink_words import (
    BINARY,
    COMMANDS,
    UNARY,
    UNKNOWN,
    Number,
    Value,
    at_first,
    changes_by_itself,
    combined,
    told,
)
from trainer.language import _

MAX_STEPS: Final = 500_000
"""Entries read of one story; what takes more goes round without an end."""

_MAX_BRANCHES: Final = 60


class Follower:
    """Follows flows of one story, each once.

    `tunnels` are the places to which those that were come upon return, `threads` what was called as a thread.
    """

    def __init__(self, story: Compiled, variables: dict[str, Number]) -> None:
        self.story = story
        self.variables = variables
        self.steps = 0
        self.lost = 0
        self.tunnels: dict[str, tuple[str, Spot | None]] = {}
        self.flows: dict[str, Flow] = {}
        self.threads: set[str] = set()

    def flow(self, spot: Spot) -> Flow:
        """What the flow from a place brings. Raises CannotImport where it goes round without an end."""
        known = self.flows.get(spot.key)
        if known is None:
            known = self.flows[spot.key] = _Walk(self).whole(spot)
        return known

    def step(self, spot: Spot) -> None:
        self.steps += 1
        if self.steps > MAX_STEPS:
            raise CannotImport(
                _("this story goes round without ever waiting for a choice"), _("look at this knot"),
                self.story.line(spot.box),
            )  # fmt: skip


class _Walk:
    """One flow; used once."""

    def __init__(self, follower: Follower) -> None:
        self.follower = follower
        self.found = Flow()
        self.words: list[str] = []
        self.captures: list[list[str]] = []
        self.stack: list[Value] = []
        self.entered: set[str] = set()
        self.branches = 0

    def whole(self, spot: Spot) -> Flow:
        self.entered.add(spot.key)
        leaves = self.run(spot, None, top=True)
        # a flow with choices goes on to gather more of them until it is done
        while leaves.way == "to" and leaves.spot and self.found.choices and leaves.spot.key not in self.entered:
            self.entered.add(leaves.spot.key)
            leaves = self.run(leaves.spot, None, top=True)
        self.found.leaves = leaves
        self.found.text = joined(self.words)
        return self.found

    def lose(self, what: str) -> None:
        self.follower.lost += 1
        if self.follower.lost > MAX_LOSSES:
            raise CannotImport(_("there is more in it that cannot come over than anyone would read"))
        self.found.losses.append(what)

    def put(self, text: str) -> None:
        (self.captures[-1] if self.captures else self.words).append(text)

    def pop(self) -> Value:
        return self.stack.pop() if self.stack else UNKNOWN

    def run(self, spot: Spot | None, under: Value | None, top: bool = False) -> Exit:
        """Read on from a place under a condition of ink."""
        thread = False
        kept_text = False  # whether one of the texts that stand in for one another is there already
        back: Spot | None = None
        while spot is not None:
            item = spot.item
            self.follower.step(spot)
            if isinstance(item, Box):
                spot = Spot(item, 0) if item.items else after(spot)
                continue
            if item == "nop":
                kept_text, back = False, None
            elif isinstance(item, str):
                ends = self.command(item, spot)
                if item == "thread":
                    thread = True
                elif ends is not None:
                    return ends
            elif isinstance(item, bool | int | float):
                self.stack.append(Value("number", (item,)))
            elif isinstance(item, dict):
                if "->" in item:
                    step = self.divert(item, spot, under, thread, top)
                    thread = False
                    if isinstance(step, Exit):
                        return step
                    if isinstance(step, _Branch):
                        before = len(self.words)
                        ends = self.branch(step, under, kept_text, last=back is None)
                        kept_text = kept_text or len(self.words) > before
                        back = (ends.spot or back) if ends.way == "back" else back
                        if step.condition is None:
                            if back is None:
                                return ends
                            spot = back
                            continue
                    elif isinstance(step, Spot):
                        spot = step
                        continue
                elif "->t->" in item:
                    called = self.tunnel(item, spot)
                    if called is not None:
                        return called
                else:
                    self.instruction(item, spot, under)
            spot = after(spot)
        return OUT

    # Diverts

    def divert(self, item: dict[str, Any], spot: Spot, under: Value | None, thread: bool, top: bool) -> Any:
        """An Exit, a _Branch, a Spot to go on from, or None to read on."""
        path = str(item["->"])
        if item.get("var"):
            if path.startswith("$r"):
                return Exit("back")
            self.lose(
                _("a way on that is worked out while playing: -> {name}; it ends the talk").format(name=cut(path))
            )
            return Exit("end")
        target = resolve(path, spot.box)
        condition = None
        if item.get("c"):
            value = self.pop()
            condition = value if under is None else combined("op", "and", under, value)
        if target is None:
            self.lose(_("a way on to {path}, where nothing is").format(path=cut(path)))
            return Exit("end")
        if thread:
            self.follower.threads.add(target.box.path)
            self.lose(_("the thread <- {path}; its words and choices stand here").format(path=cut(path)))
            if target.key not in self.entered:
                self.entered.add(target.key)
                self.branch(_Branch(target, None), under, False)
            return None
        if target.box.place == "s" and target.at == 0 and not target.box.in_order:
            # the words that a choice and what follows it have in common
            self.branch(_Branch(target, None), under, False)
            return None
        own = target.box.parent is spot.box and not target.box.in_order and target.at == 0
        if own and (item.get("c") or target.box.place == "b"):
            return _Branch(target, condition)
        if item.get("c"):
            self.found.ways.append(InkWay(condition, Exit("to", target)))
            return None
        if target.item == "nop":
            return target if top else Exit("back", target)
        return Exit("to", target)

    def branch(self, step: "_Branch", under: Value | None, kept_text: bool, last: bool = True) -> Exit:
        """Follow a branch. Its text stays where it is what is read at first and none beside it was kept.

        A branch that does not come back is a way of its own, with its text; but what is left when no other came back
        (`last`) is simply how it goes on.
        """
        self.branches += 1
        if self.branches > _MAX_BRANCHES:
            raise CannotImport(
                _("conditions stand too deep in one another"), line=self.follower.story.line(step.at.box)
            )
        stack = list(self.stack)
        outer, self.words = self.words, []
        ends = self.run(step.at, step.condition if step.condition is not None else under)
        inner, self.words = self.words, outer
        self.stack = stack
        self.branches -= 1
        if self.captures:
            self.words += inner
        elif ends.way != "back" and (step.condition is not None or not last):
            self.found.ways.append(InkWay(step.condition, ends, joined(inner)))
        elif step.condition is None and not kept_text:
            self.words += inner
        elif text := joined(inner):
            self.one_of_several(step.condition, kept_text, inner, text)
        return ends

    def one_of_several(self, asked: Value | None, kept_text: bool, pieces: list[str], text: str) -> None:
        """A text under a condition: kept where it is what is read at first, and listed."""
        by_itself = asked is not None and changes_by_itself(asked)
        when = _("it changes from time to time") if by_itself else _("otherwise") if asked is None else cut(told(asked))
        at_start = None if asked is None else at_first(asked, self.follower.variables)
        if kept_text or (at_start is not None and not at_start):
            what = _("another text at this place ({when}): {text}")
        else:
            what = _("this text stood there only under a condition ({when}): {text}")
            self.words += pieces
        self.lose(what.format(when=when, text=cut(text, 400)))

    def tunnel(self, item: dict[str, Any], spot: Spot) -> Exit | None:
        path = str(item["->t->"])
        target = None if item.get("var") else resolve(path, spot.box)
        if target is None:
            self.lose(_("the tunnel -> {path} ->; it is left out").format(path=cut(path)))
            return None
        came, _back = self.follower.tunnels.setdefault(target.box.path, (spot.key, after(spot)))
        if came != spot.key:
            self.lose(
                _("the tunnel -> {path} ->; it is left out here, since it already leads back to another place").format(
                    path=cut(path)
                )
            )
            return None
        self.lose(_("the tunnel -> {path} ->; it became a way there and back").format(path=cut(path)))
        return Exit("to", target)

    # Everything else

    def command(self, item: str, spot: Spot) -> Exit | None:
        if item.startswith("^"):
            self.put(item[1:])
        elif item == "\n":
            self.put(NEWLINE)
        elif item in ("<>", "G<", "G>"):
            self.put(GLUE)
        elif item in ("str", "#"):
            self.captures.append([])
        elif item in ("/str", "/#"):
            text = joined(self.captures.pop() if self.captures else [], keep_ends=item == "/str")
            if item == "/str":
                self.stack.append(Value("text", (text,)))
            else:
                self.found.tags.append(text)
        elif item == "out":
            self.print(self.pop())
        elif item == "pop":
            self.pop()
        elif item == "du":
            self.stack += self.stack[-1:]
        elif item == "void":
            self.stack.append(UNKNOWN)
        elif item in BINARY:
            right, left = self.pop(), self.pop()
            self.stack.append(combined("op", BINARY[item], left, right))
        elif item == "!":
            self.stack.append(combined("not", self.pop()))
        elif item in UNARY:
            self.stack.append(combined("call", "-" if item == "_" else item, self.pop()))
        elif item in COMMANDS:
            values = [self.pop() for _number in range(COMMANDS[item])]
            self.stack.append(combined("call", item, *reversed(values)))
        elif item == "end":
            return Exit("end")
        elif item == "done":
            return Exit("done")
        elif item == "~ret":
            return Exit("back")
        elif item == "->->":
            top = self.pop()
            spot_there = resolve(str(top.parts[0]), spot.box) if top.kind == "target" else None
            return Exit("to", spot_there) if spot_there else Exit("return", Spot(spot.box, spot.at))
        return None

    def print(self, value: Value) -> None:
        if value.kind == "text":
            self.put(str(value.parts[0]))
        elif value.kind == "number":
            self.put(told(value))
        elif value.kind != "other" or not self.captures:
            self.lose(_("the value of {what} in the text").format(what=cut(told(value))))
            self.put("…")

    def instruction(self, item: dict[str, Any], spot: Spot, under: Value | None) -> None:
        if "*" in item:
            self.choice(item, spot, under)
        elif "VAR?" in item:
            self.stack.append(Value("var", (str(item["VAR?"]),)))
        elif "CNT?" in item:
            target = resolve(str(item["CNT?"]), spot.box)
            self.stack.append(Value("read", (_read_name(target, str(item["CNT?"])), target.box)) if target else UNKNOWN)
        elif "^->" in item:
            self.stack.append(Value("target", (str(item["^->"]),)))
        elif "^var" in item:
            self.stack.append(Value("var", (str(item["^var"]),)))
        elif "VAR=" in item or "temp=" in item:
            name = str(item.get("VAR=", item.get("temp=")))
            value = self.pop()
            if not name.startswith("$"):
                self.lose(_("~ {name} = {value}").format(name=cut(name, 40), value=cut(told(value))))
        elif "f()" in item or "x()" in item:
            self.call(item, spot)
        elif "#" in item:
            self.found.tags.append(str(item["#"]))
        elif "list" in item:
            self.stack.append(Value("var", ("list",)))

    def call(self, item: dict[str, Any], spot: Spot) -> None:
        name = str(item.get("f()", item.get("x()")))
        count = item.get("exArgs", 0)
        if "f()" in item:
            target = None if item.get("var") else resolve(name, spot.box)
            count = 0
            if target is not None:
                while isinstance(first := Spot(target.box, count).item, dict) and "temp=" in first:
                    count += 1
        values = [self.pop() for _number in range(min(int(count), 20) if isinstance(count, int) else 0)]
        self.lose(_("the function {what}").format(what=cut(told(combined("call", name, *reversed(values))))))
        self.stack.append(combined("call", name, *reversed(values)))

    def choice(self, item: dict[str, Any], spot: Spot, under: Value | None) -> None:
        flags = item.get("flg", 0)
        flags = flags if isinstance(flags, int) else 0
        asked = self.pop() if flags & 1 else None
        only = self.pop() if flags & 4 else None
        start = self.pop() if flags & 2 else None
        words = "".join(str(part.parts[0]) for part in (start, only) if part is not None and part.kind == "text")
        body = resolve(str(item["*"]), spot.box)
        if body is None:
            self.lose(_("a choice that leads nowhere: {words}").format(words=cut(words)))
            return
        if under is not None:
            asked = under if asked is None else combined("op", "and", under, asked)
        self.found.choices.append(InkChoice(" ".join(words.split()), body, flags, asked))


class _Branch(NamedTuple):
    """Where a branch begins, and its condition; None where it is what is left."""

    at: Spot
    condition: Value | None


def _read_name(target: Spot | None, written: str) -> str:
    if target is None:
        return written
    parts = [part for part in target.box.path.split(".") if not part.isdecimal()]
    return ".".join(parts) or written
