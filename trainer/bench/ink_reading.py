"""Makes a story of compiled ink: knots, stitches and gathers become passages, choices stay choices.

What follows a choice becomes its reply where it only leads on, and a passage of its own where it asks again.
"""

import re
from collections import deque
from typing import Final

from trainer.bench.foreign import END, CannotImport, Choice, ForeignStory, Loss, Passage, Taken, cut
from trainer.bench.ink_flow import Follower
from trainer.bench.ink_shapes import Exit, Flow, InkChoice
from trainer.bench.ink_tree import Box, Spot, boxes, read_compiled
from trainer.bench.ink_words import Number, Value, condition, told
from trainer.language import _

_MAX_PASSAGES: Final = 5_000
_INVISIBLE, _ONCE = 8, 16
_CHOICE = re.compile(r"\b\w[\w.-]*\.c-\d+\b")


def ink_story(text: str) -> ForeignStory:
    """The story in compiled ink. Raises CannotImport."""
    return _Story(text).made()


class _Story:
    """Makes one story; used once."""

    def __init__(self, text: str) -> None:
        self.compiled = read_compiled(text)
        self.variables: dict[str, Number] = {}
        self.follower = Follower(self.compiled, self.variables)
        self.passages: dict[str, Passage] = {}
        self.losses: list[Loss] = []
        self.words_of: dict[str, str] = {}  # of a choice's container, for its passage's name
        self.bodies: set[str] = set()
        self.asked: list[tuple[Choice, Value]] = []
        self.waiting: deque[Spot] = deque()
        self.told: set[str] = set()
        self.functions = self.find_functions()

    def made(self) -> ForeignStory:
        root = self.compiled.root
        self.tell_variables()
        start = self.key_of(Spot(root, 0)) if root.items else None
        self.work()
        for knot in self.stitches_of(root):
            for box in (knot, *self.stitches_of(knot)):
                if box.items and box.path not in self.functions and box.path not in self.follower.threads:
                    self.key_of(Spot(box, 0))
                    self.work()
        if start is None or start == END or not self.passages:
            if not self.passages:
                raise CannotImport(_("there is neither a word nor a choice in this story"))
            start = next(iter(self.passages))
        self.say_conditions()
        self.name_choices()
        title = next((tag[6:].strip() for tag in self.follower.flow(Spot(root, 0)).tags if _names_title(tag)), "")
        return ForeignStory(_("compiled ink"), title, self.passages, start, "", self.losses, self.words_of)

    # Passages

    def work(self) -> None:
        while self.waiting:
            self.fill(self.waiting.popleft())

    def key_of(self, spot: Spot | None) -> str:
        """The passage that a flow to a place comes to; places where nothing is said or asked lead on."""
        passed: set[str] = set()
        while spot is not None and spot.key not in passed:
            if spot.key in self.passages:
                return spot.key
            flow = self.follower.flow(spot)
            if not flow.passes_on:
                break
            self.keep_losses(flow, spot)
            passed.add(spot.key)
            spot = flow.leaves.spot
        if spot is None or spot.key in passed:
            return END
        flow = self.follower.flow(spot)
        if not flow.text and not flow.choices and not flow.ways and flow.leaves.way in ("end", "done"):
            self.keep_losses(flow, spot)
            return END
        if len(self.passages) >= _MAX_PASSAGES:
            raise CannotImport(_("there are more than {number} passages").format(number=_MAX_PASSAGES))
        line = self.compiled.line(spot.box)
        self.passages[spot.key] = Passage(spot.key, self.name_of(spot), line)
        self.waiting.append(spot)
        return spot.key

    def keep_losses(self, flow: Flow, spot: Spot) -> None:
        """What is lost in a place that becomes no passage belongs to the story as a whole."""
        if spot.key not in self.told:
            self.told.add(spot.key)
            self.losses += self.losses_of(flow, spot.box)

    def losses_of(self, flow: Flow, box: Box) -> list[Loss]:
        line = self.compiled.line(box)
        where = _("in {knot}: ").format(knot=box.knot) if box.knot else ""
        tags = [_("the tag {tag}").format(tag=cut(f"# {tag}")) for tag in flow.tags if not _names_title(tag)]
        return [Loss(line, where + what) for what in (*tags, *flow.losses)]

    def fill(self, spot: Spot) -> None:
        """Read the passage at a place: its words, its choices, and the ways that it takes by itself."""
        flow = self.follower.flow(spot)
        passage = self.passages[spot.key]
        passage.text = flow.text
        passage.losses += self.losses_of(flow, spot.box)
        for way in flow.ways:
            asked = way.condition
            choice = Choice("", self.target(way.exit, passage, spot.box), passage.line, way.text, again=True)
            told_as = _("otherwise") if asked is None else cut(told(asked))
            choice.mark = _("ink goes on here by itself: {when}").format(when=told_as)
            if asked is not None:
                self.asked.append((choice, asked))
            passage.choices.append(choice)
        for one in flow.choices:
            passage.choices.append(self.choice(one, passage))
        if flow.leaves.way == "to" and not flow.choices:
            passage.choices.append(Choice("", self.target(flow.leaves, passage, spot.box), passage.line, again=True))
        elif flow.leaves.way == "return":
            target = self.target(flow.leaves, passage, spot.box)
            if target != END or not flow.choices:
                passage.choices.append(Choice("", target, passage.line, again=True))
        elif flow.leaves.way == "out" and not flow.choices and not flow.ways:
            what = _("ink has nothing here that goes on or ends (-> DONE, -> END)")
            passage.losses.append(Loss(passage.line, what))

    def choice(self, one: InkChoice, passage: Passage) -> Choice:
        line = passage.line
        once = bool(one.flags & _ONCE)
        made = Choice(one.words, None, line, again=not once)
        made.losses += [Loss(line, what) for what in one.losses]
        if one.flags & _INVISIBLE:
            what = _("ink takes this by itself when nothing else is left; here it is offered as saying nothing")
            made.losses.append(Loss(line, what))
            made.text = ""
        path = one.body.box.path
        self.bodies.add(path)
        self.words_of.setdefault(path, one.words)
        made.sets = [path]  # taken out again where no condition asks for it
        if one.condition is not None:
            self.asked.append((made, one.condition))
        flow = self.follower.flow(one.body)
        if flow.choices or flow.ways:
            made.target = self.key_of(one.body)
            return made
        made.reply = _without_echo(flow.text, one.words)
        made.target = self.target(flow.leaves, passage, one.body.box)
        made.losses += self.losses_of(flow, one.body.box)
        return made

    def target(self, way: Exit, passage: Passage, box: Box) -> str:
        """The passage that a flow leaves to."""
        if way.way == "to":
            return self.key_of(way.spot)
        if way.way == "return":
            path = box.path
            known = [name for name in self.follower.tunnels if path == name or path.startswith(f"{name}.")]
            back = self.follower.tunnels[max(known, key=len)][1] if known else None
            if back is not None:
                return self.key_of(back)
            passage.losses.append(
                Loss(passage.line, _("a way back from a tunnel that nothing leads into; the talk ends"))
            )
        return END

    def name_of(self, spot: Spot) -> str:
        """What a passage is called: its knot and what is named in it, a choice's container by its words."""
        parts: list[str] = []
        box: Box | None = spot.box
        while box is not None and box.parent is not None:
            called = box.name or str(box.place)
            if not called.isdecimal():
                body = called.startswith("c-") and called[2:].isdecimal()
                if body:
                    words = self.words_of.get(box.path, "").split()
                    parts.insert(0, " ".join(words[:3]))
                    box = self.knot_of(box)
                    continue
                parts.insert(0, _("then") if called.startswith("g-") and called[2:].isdecimal() else called)
            box = box.parent
        if spot.at and spot.box.parent is not None:
            parts.append(_("after"))
        return " ".join(part for part in parts if part) or _("start")

    def knot_of(self, box: Box) -> Box | None:
        """The knot or stitch that a container is in; a choice's long way down to it says nothing."""
        found: Box | None = box
        while found is not None and (found.in_order or found.place[:2] in ("c-", "g-") or found.name):  # type: ignore[index]
            found = found.parent
        return found

    # Conditions, functions and variables

    def say_conditions(self) -> None:
        """Say ink's conditions in our format where it can, and list the others at their choices."""
        seen: dict[str, tuple[str, ...]] = {}
        for path, box in {box.path: box for box in boxes(self.compiled.root)}.items():
            ways = [path, *(stitch.path for stitch in self.stitches_of(box))] if box.parent is not None else [path]
            seen[path] = tuple(key for key in ways if key in self.passages)
        taken = frozenset(self.bodies)
        asked_for: set[str] = set()
        for choice, value in self.asked:
            pieces = condition(value, taken, seen)
            if pieces is None:
                what = _("offered only where {condition}").format(condition=cut(told(value)))
                choice.losses.append(Loss(choice.line, what))
            else:
                choice.condition = pieces
                asked_for |= {piece.name for piece in pieces if isinstance(piece, Taken)}
        for passage in self.passages.values():
            for choice in passage.choices:
                choice.sets = [path for path in choice.sets if path in asked_for]

    def name_choices(self) -> None:
        """In what is lost, call a choice by its words: nobody wrote `start.c-2`."""
        words = {
            ".".join(part for part in path.split(".") if not part.isdecimal()): f"“{cut(said, 40)}”"
            for path, said in self.words_of.items()
            if said
        }

        def named(loss: Loss) -> Loss:
            return loss._replace(what=_CHOICE.sub(lambda found: words.get(found[0], found[0]), loss.what))

        self.losses = [named(loss) for loss in self.losses]
        for passage in self.passages.values():
            passage.losses = [named(loss) for loss in passage.losses]
            for choice in passage.choices:
                choice.losses = [named(loss) for loss in choice.losses]
                choice.mark = _CHOICE.sub(lambda found: words.get(found[0], found[0]), choice.mark)

    def stitches_of(self, box: Box) -> list[Box]:
        """The knots of the root, or the stitches of a knot: what is reached by its name only."""
        inner = [one for one in box.named.values() if not one.in_order and one.place != "global decl"]
        return [one for one in inner if not str(one.place).startswith(("c-", "g-")) and one.place not in ("s", "b")]

    def find_functions(self) -> frozenset[str]:
        found: set[str] = set()
        for box in boxes(self.compiled.root):
            for item in box.items:
                if item == "~ret":
                    found.add(box.knot)
                elif isinstance(item, dict) and isinstance(item.get("f()"), str) and not item.get("var"):
                    found.add(item["f()"])
        for name in sorted(found & set(self.compiled.root.named)):
            line = self.compiled.lines.get(name, 1)
            self.losses.append(Loss(line, _("the function {what}").format(what=cut(name))))
        return frozenset(found)

    def tell_variables(self) -> None:
        declared = self.compiled.root.named.get("global decl")
        values: list[object] = []
        line = self.compiled.lines.get("global decl", 1)
        for item in declared.items if declared is not None else ():
            if isinstance(item, dict) and isinstance(item.get("VAR="), str):
                if values and isinstance(values[-1], int | float):
                    self.variables[item["VAR="]] = values[-1]
                value = cut(_as_written(values[-1]), 30) if values else "…"
                what = _("the variable {name}, {value} at the start").format(name=cut(item["VAR="], 40), value=value)
                self.losses.append(Loss(line, what))
            elif not isinstance(item, str) or item.startswith("^"):
                values.append("…" if isinstance(item, dict | Box) else item)
        for name in self.compiled.lists:
            self.losses.append(Loss(1, _("the list {name}").format(name=cut(name, 40))))


def _as_written(value: object) -> str:
    """A variable's first value as ink has it."""
    return str(value).lower() if isinstance(value, bool) else str(value).removeprefix("^")


def _names_title(tag: str) -> bool:
    return tag.lower().startswith("title:")


def _without_echo(text: str, words: str) -> str:
    """What follows a choice, without the choice's own words, which ink says again."""
    first, _line, rest = text.partition("\n")
    return rest if first == words else text
