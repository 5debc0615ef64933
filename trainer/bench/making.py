"""Makes a scenario of a story that was read: one that plays at once, with every guess and every loss at its line.

Passages become beats and choices options. What the format wants and the source cannot say (who this is, which move a
line is, how long it may take) is filled with what plays, and marked `TODO` beside it.
"""

import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from trainer.bench.foreign import END, CannotImport, Choice, ForeignStory, Imported, Loss, Passage, Seen, Taken, cut
from trainer.bench.names import Ids, cleaned
from trainer.bench.yaml_text import as_yaml
from trainer.language import _
from trainer.scenario.marks import Path as Place
from trainer.scenario.model import MAX_CLOCK, RESERVED_IDS

WORDS_A_MINUTE: Final = 150
_MOST_BEATS: Final = 5_000
_LOOP_MINUTES: Final = 60

_CLOSED: Final = re.compile(
    r"(?:do|does|did|is|are|was|were|have|has|had|will|would|can|could|should|shall|may|am)(?:n['’]t)?\b", re.IGNORECASE
)
"""How a question that yes or no answers begins in English."""


def scenario_of(story: ForeignStory, name: str) -> Imported:
    """The scenario in a story that was read. Raises CannotImport where it has more than a scenario can hold."""
    if len(story.passages) > _MOST_BEATS:
        raise CannotImport(_("there are more than {number} passages").format(number=_MOST_BEATS), _("split the story"))
    return _Maker(story, name).made()


class _Maker:
    """Makes one scenario; used once."""

    def __init__(self, story: ForeignStory, name: str) -> None:
        self.story = story
        self.name = name
        self.above: dict[Place, list[str]] = {}
        self.beside: dict[Place, str] = {}
        self.more: list[Loss] = []
        self.guesses = 0
        beat_ids = Ids(RESERVED_IDS)
        self.ids = {key: beat_ids.of(passage.name, "passage") for key, passage in story.passages.items()}
        flag_ids = Ids(RESERVED_IDS)
        names = dict.fromkeys(
            name for passage in story.passages.values() for choice in passage.choices for name in choice.sets
        )
        self.flags = {name: flag_ids.of(story.words_of.get(name, name), "chosen", words=4) for name in names}
        self.loops = _in_loops(story)

    def made(self) -> Imported:
        story = self.story
        title = self.clean(story.title, 1) or Path(self.name).stem or _("A story")
        own_id = Ids(RESERVED_IDS).of(title, "story")
        beats = {self.ids[key]: self.beat(passage) for key, passage in story.passages.items()}
        minutes, loops = self.clock()
        data: dict[str, Any] = {
            "format": 1,
            "id": own_id,
            "title": title,
            "form": "visits",
            "method": "organizing",
            "setting": "community",
            "level": 1,
            "language": story.language or "en",
            "brief": _("Imported from {name}.").format(name=self.clean(self.name, 1) or _("a file")),
            "people": {"someone": {"name": _("Someone"), "mood": {"trust": 5, "fear": 4, "hope": 4, "anger": 4}}},
            "visits": [{"id": "talk", "with": "someone", "clock": minutes, "start": self.ids[story.start]}],
            "beats": beats,
        }
        self.todo(("method",), _("one of organizing, deep_canvass, canvass, phone_bank, text_bank, petition"))
        self.todo(("setting",), _("where it plays"))
        self.todo(("level",), _("1 first steps, 2 working, 3 hard"))
        self.todo(("brief",), _("what the trainee reads first"))
        if not story.language:
            self.todo(("language",), _("the language of the texts"))
        self.todo(("people", "someone"), _("who is this? Move what they say from narration: to says:"))
        self.todo(("people", "someone", "mood"), _("how they stand at the start, each 0 to 10"))
        how_long = _("minutes; the story goes round, so this is a guess") if loops else _("minutes; its longest way")
        self.todo(("visits", 0, "clock"), how_long)
        losses = sorted(dict.fromkeys([*story.all_losses(), *self.more]), key=lambda loss: loss.line)
        text = as_yaml(data, self.above, self.beside, list(self.head()))
        options = sum(len(beat["options"]) for beat in beats.values())
        return Imported(text, story.kind, tuple(losses), len(beats), options, self.guesses)

    def head(self) -> Iterator[str]:
        yield _("Imported from {name} ({kind}).").format(name=cut(self.name), kind=self.story.kind)
        yield _("What is a guess is marked TODO beside it. What could not come over is marked “lost” at its place,")
        yield _("with its line in that file. A comment like these can be deleted when it is dealt with.")
        for loss in self.story.losses:
            yield self.lost(loss)

    def lost(self, loss: Loss) -> str:
        return _("lost, line {line}: {what}").format(line=loss.line, what=loss.what)

    def todo(self, place: Place, what: str) -> None:
        self.guesses += 1
        self.beside[place] = f"TODO {what}"

    def clean(self, text: str, line: int, losses: list[Loss] | None = None) -> str:
        """A text that the format takes; what had to go is noted as lost."""
        kept, gone = cleaned(text)
        for what in gone:
            loss = Loss(line, _("in a text: {what}").format(what=what))
            self.more.append(loss)
            if losses is not None:
                losses.append(loss)
        return kept.strip()

    def beat(self, passage: Passage) -> dict[str, Any]:
        place: Place = ("beats", self.ids[passage.key])
        losses = list(passage.losses)
        beat: dict[str, Any] = {}
        narration = self.clean(passage.text, passage.line, losses)
        if narration:
            beat["narration"] = narration
        option_ids = Ids(RESERVED_IDS)
        options = []
        for index, choice in enumerate(passage.choices):
            options.append(self.option(choice, passage, option_ids, (*place, "options", index)))
        if not options:
            options.append({"id": option_ids.of("leave", "leave"), "wait": True, "then": "end"})
            self.above[(*place, "options", 0)] = [_("added: the story ends here, and every beat needs a way on")]
        beat["options"] = options
        notes = [self.lost(loss) for loss in sorted(dict.fromkeys(losses), key=lambda loss: loss.line)]
        if passage.name != self.ids[passage.key]:
            notes.insert(0, _("{name}, line {line}").format(name=cut(passage.name), line=passage.line))
        if notes:
            self.above[place] = notes
        return beat

    def option(self, choice: Choice, passage: Passage, ids: Ids, place: Place) -> dict[str, Any]:
        losses = list(choice.losses)
        say = self.clean(choice.text, choice.line, losses)
        option: dict[str, Any] = {"id": ids.of(say, "go_on" if not say else "option", words=4)}
        if condition := self.condition(choice.condition):
            option["if"] = condition
        if say:
            option["say"] = " ".join(say.split())
            option["move"], why = guessed_move(say, choice.target)
            self.todo((*place, "move"), why)
        else:
            option["wait"] = True
        again = choice.again if choice.again is not None else passage.key in self.loops
        if again:
            option["again"] = True
        if choice.sets:
            option["sets"] = [self.flags[name] for name in dict.fromkeys(choice.sets)]
        if reply := self.clean(choice.reply, choice.line, losses):
            option["reply"] = reply
        if choice.target == END:
            option["then"] = "end"
        elif choice.target is not None:
            option["then"] = self.ids[choice.target]
        if notes := [*([choice.mark] if choice.mark else []), *(self.lost(loss) for loss in losses)]:
            self.above[place] = notes
        return option

    def condition(self, pieces: tuple[str | Seen | Taken, ...]) -> str:
        said = []
        for piece in pieces:
            if isinstance(piece, Seen):
                said.append(f"seen.{self.ids[piece.key]}")
            elif isinstance(piece, Taken):
                said.append(f"flag.{self.flags[piece.name]}")
            else:
                said.append(piece)
        text = "".join(said)
        return text if len(text) <= 1000 else ""

    def clock(self) -> tuple[int, bool]:
        """Minutes that the longest way through takes, and whether the story goes round."""
        passages = self.story.passages
        order: list[str] = []
        state: dict[str, int] = {}
        stack: list[tuple[str, bool]] = [(self.story.start, False)]
        while stack:
            key, done = stack.pop()
            if done:
                order.append(key)
                continue
            if key in state:
                continue
            state[key] = 1
            stack.append((key, True))
            stack += [(target, False) for target in _targets(passages[key]) if target not in state]
        loops = bool(self.loops.intersection(order))
        longest: dict[str, int] = {}
        for key in order:
            ways = [
                _minutes(choice) + (longest.get(choice.target, 0) if choice.target else 0)
                for choice in passages[key].choices
            ]
            longest[key] = max(ways, default=1)
        minutes = longest.get(self.story.start, 1)
        if loops:
            minutes = max(minutes * 2, _LOOP_MINUTES)
        return min(MAX_CLOCK, max(10, minutes + 1)), loops


def _targets(passage: Passage) -> list[str]:
    return [choice.target for choice in passage.choices if choice.target is not None and choice.target != END]


def _minutes(choice: Choice) -> int:
    return max(1, math.ceil((len(choice.text.split()) + len(choice.reply.split())) / WORDS_A_MINUTE))


def _in_loops(story: ForeignStory) -> frozenset[str]:
    """The passages that can be come to a second time."""
    import networkx

    graph: Any = networkx.DiGraph()
    graph.add_nodes_from(story.passages)
    graph.add_edges_from((key, target) for key, passage in story.passages.items() for target in _targets(passage))
    found: set[str] = set()
    for part in networkx.strongly_connected_components(graph):
        if len(part) > 1 or any(graph.has_edge(key, key) for key in part):
            found |= part
    staying = {key for key, passage in story.passages.items() if any(one.target is None for one in passage.choices)}
    return frozenset(found | staying)


def guessed_move(say: str, target: str | None) -> tuple[str, str]:
    """The form of a line, guessed from its words, and why."""
    closing = say.rstrip("\"'”’»)*_ ")
    if closing.endswith("?"):
        last = re.split(r"(?<=[.!?…])\s+", closing)[-1].lstrip("\"'“‘«(*¿ ")
        if _CLOSED.match(last):
            return "closed_question", _("which move? It asks, and yes or no would answer it")
        return "open_question", _("which move? It asks")
    if target == END:
        return "farewell", _("which move? The talk ends with it")
    return "small_talk", _("which move? As it stands it changes nothing")
