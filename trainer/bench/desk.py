"""The author's desk: a scenario's file as it was last read, what was found in it, and a play of it.

The play stays where it is, by the ids of its beat and choices, while the file changes.
"""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from trainer.bench.origin import Origin
from trainer.conversation.advance import advance, offered, placed
from trainer.conversation.play import NotOffered, Play
from trainer.conversation.state import NO_BEAT, State
from trainer.conversation.story import Story, StoryOption, compile_story
from trainer.language import _
from trainer.scenario.findings import Finding
from trainer.scenario.load import Loaded, load_scenario, load_text
from trainer.scenario.model import Scenario


class Would(NamedTuple):
    """What an option of the present beat would do now.

    `changes` are the moods that would really move, `minutes` what it takes, `opened` the depth that would open,
    `answer` what would be said to an ask, `leads` the beat after it ("end" where the visit ends, "" where it stays).
    Where it is not offered, `why_not` says the reason and nothing else is filled in.
    """

    option: str
    say: str
    why_not: str
    changes: Mapping[str, int]
    minutes: int
    opened: str | None
    answer: str | None
    leads: str


class Desk:
    """One file on the desk. `scenario`, `story` and `play` are of the last reading that had no error, None before one.

    `findings` are those of the newest reading, `note` a sentence on what became of the play at it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.loaded: Loaded = load_scenario(path)
        self.findings: tuple[Finding, ...] = ()
        self.scenario: Scenario | None = None
        self.story: Story | None = None
        self.play: Play | None = None
        self.origin: Origin | None = None
        self.note = ""
        self._seen = self._stamp()
        self._take(self.loaded)

    @property
    def digest(self) -> str:
        """What tells this reading of the file from others."""
        return hashlib.blake2b("\n".join(self.loaded.lines).encode("utf-8", "replace"), digest_size=16).hexdigest()

    def reread(self) -> bool:
        """Read the file again if it changed since; says whether it did. The play stays at its beat, by id."""
        stamp = self._stamp()
        if stamp == self._seen:
            return False
        self._seen = stamp
        loaded = load_scenario(self.path)
        if loaded.lines == self.loaded.lines and loaded.findings == self.loaded.findings:
            return False
        self._take(loaded)
        return True

    def _stamp(self) -> tuple[int, int, int] | None:
        try:
            status = self.path.stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_size, status.st_ino

    def _take(self, loaded: Loaded) -> None:
        self.loaded = loaded
        self.findings = loaded.findings
        self.note = ""
        scenario = loaded.scenario or _without_walks(loaded)
        if scenario is None:
            if self.play is not None:
                self.note = _("The file has errors. What you play is the last version without.")
            return
        self.scenario = scenario
        self.story = compile_story(scenario)
        self.findings = _quickly_found(loaded, scenario, self.story)
        if self.play is None:
            self.restart()
        else:
            self._go_on(self.play)

    # The play

    def restart(self) -> None:
        """Begin the play afresh, at the first visit or where it was set to begin."""
        if self.story is not None:
            self.play = self._begun(self.origin) or Play.new(self.story)

    def _begun(self, origin: Origin | None) -> Play | None:
        """A play from an origin; None where the story has no such visit or beat any more."""
        story = self.story
        if story is None or origin is None:
            return None
        visit = next((place for place, each in enumerate(story.visits) if each.id == origin.visit), None)
        beat = story.places.beats.get(origin.beat)
        if visit is None or beat is None or story.visits[visit].person < 0:
            return None
        moods = [mood for person in story.people for mood in origin.moods.get(person.id, person.moods)]
        heard = tuple(min(concern.depths, origin.heard.get(concern.id, 0)) for concern in story.concerns)
        return Play(story, 0, placed(story, visit, beat, tuple(moods), heard))

    def begin_at(self, origin: Origin | None) -> bool:
        """Begin the play at a beat with any moods, or with None at the first visit; says whether that could be done."""
        begun = self._begun(origin)
        if origin is not None and begun is None:
            return False
        self.origin = origin
        self.restart()
        return True

    def follow(self, choices: Iterable[str]) -> bool:
        """Play these choices from the first visit on; says whether all of them held."""
        if self.story is None:
            return False
        self.origin = None
        self.play, held = _replayed(Play.new(self.story), choices)
        return held

    def choose(self, choice: str) -> None:
        """Choose an option. Raises NotOffered."""
        if self.play is not None:
            self.play = self.play.choose(choice)

    def leave(self) -> None:
        """The person takes leave where nothing is offered."""
        if self.play is not None:
            self.play = self.play.leave()

    def undo(self) -> None:
        """Take the last choice back."""
        if self.play is not None:
            self.play = self.play.undo()

    def _go_on(self, before: Play) -> None:
        """Bring the play to where it was, in the story as it is now: by its choices, or else at its beat."""
        story = self.story
        assert story is not None
        origin = self.origin
        begun = self._begun(origin)
        if begun is None:
            self.origin = None
        self.play, held = _replayed(begun or Play.new(story), before.choices)
        if held and (begun is not None or origin is None):
            return
        old = before.story
        if before.state.beat == NO_BEAT:
            self.note = _("A choice of this play is gone. It stands where the others led.")
            return
        here = Origin(
            old.visits[before.state.visit].id,
            old.beats[before.state.beat].id,
            {person.id: before.state.moods[4 * place : 4 * place + 4] for place, person in enumerate(old.people)},
            {concern.id: depth for concern, depth in zip(old.concerns, before.state.heard, strict=True)},
        )
        stayed = self._begun(here)
        if stayed is None:
            self.note = _("The beat that you were at is gone. The play stands where its choices still led.")
            return
        self.origin, self.play = here, stayed
        self.note = _("A choice of this play is gone. It stays at its beat, with the moods that it had.")

    # What is seen of it

    @property
    def beat(self) -> str | None:
        """The beat that the play is at; None where nobody is being talked with."""
        if self.play is None or self.play.state.beat == NO_BEAT:
            return None
        return self.play.story.beats[self.play.state.beat].id

    def lines_of(self, beat: str) -> range:
        """The file's lines that a beat stands on, counted from 1; none where the newest reading has no such beat."""
        tree = self.loaded.tree
        beats = tree.data.get("beats") if tree and isinstance(tree.data, dict) else None
        if tree is None or not isinstance(beats, dict) or beat not in beats:
            return range(0)
        starts = sorted(tree.key_place(("beats", each)).line for each in beats)
        first = tree.key_place(("beats", beat)).line
        below = [line for line in starts if line > first]
        after_beats = [
            line for key in tree.data if isinstance(key, str) and (line := tree.key_place((key,)).line) > first
        ]
        last = min([*below, *after_beats, len(self.loaded.lines) + 1])
        while last - 1 > first and not self.loaded.lines[last - 2].strip():
            last -= 1
        return range(first, last)

    def line_of(self, beat: str, option: str | None = None) -> int:
        """The line that a beat or one of its options begins on; 1 where there is no such thing."""
        tree = self.loaded.tree
        lines = self.lines_of(beat)
        if tree is None or not lines:
            return 1
        options = tree.data["beats"][beat].get("options") if isinstance(tree.data["beats"][beat], dict) else None
        for place, each in enumerate(options if isinstance(options, list) else ()):
            if option is not None and isinstance(each, dict) and each.get("id") == option:
                return tree.key_place(("beats", beat, "options", place)).line
        return lines[0]

    def would(self) -> list[Would]:
        """What each option of the present beat would do now, in the author's order."""
        if self.play is None or self.scenario is None or self.beat is None:
            return []
        story, state = self.play.story, self.play.state
        choices = offered(story, state)
        return [self._would(story, state, option, option in choices) for option in story.beats[state.beat].options]

    def _would(self, story: Story, state: State, option: StoryOption, is_offered: bool) -> Would:
        say = option.say
        if not is_offered:
            said_already = not option.again and state.spent >> option.place & 1
            why_not = _("said already") if said_already else self._condition(option)
            return Would(option.id, say, why_not, {}, 0, None, None, "")
        after, turn = advance(story, state, option)
        if after.ended or after.visit != state.visit or after.beat == NO_BEAT:
            leads = "end"
        else:
            leads = "" if after.beat == state.beat else story.beats[after.beat].id
        return Would(option.id, say, "", turn.changes, turn.minutes, turn.opened, turn.answer, leads)

    def _condition(self, option: StoryOption) -> str:
        assert self.play is not None and self.scenario is not None
        beat = self.scenario.beats.get(self.play.story.beats[option.beat].id)
        written = next((each.if_ for each in beat.options if each.id == option.id), None) if beat else None
        return _("only if {condition}").format(condition=written)


def _without_walks(loaded: Loaded) -> Scenario | None:
    """The scenario where all that is wrong with it stands in its walks; a line that is renamed breaks them first."""
    errors = [finding for finding in loaded.findings if finding.is_error]
    tree = loaded.tree
    if tree is None or not errors or any(finding.where.partition(".")[0] != "walks" for finding in errors):
        return None
    first = tree.key_place(("walks",)).line
    below = [line for key in tree.data if (line := tree.key_place((key,)).line) > first]
    last = min([*below, len(loaded.lines) + 1])
    lines = [line if not first <= number < last else "" for number, line in enumerate(loaded.lines, 1)]
    return load_text("\n".join(lines), loaded.name).scenario


def _quickly_found(loaded: Loaded, scenario: Scenario, story: Story) -> tuple[Finding, ...]:
    """What can be told without looking at every play."""
    from trainer.check.problem import tell
    from trainer.check.smells import smells
    from trainer.check.structure import structure

    report = loaded.report()
    report.findings = list(loaded.findings)
    tell(report, [*structure(scenario, story), *smells(scenario, story)], scenario.allow)
    return report.in_order()


def _replayed(play: Play, choices: Iterable[str]) -> tuple[Play, bool]:
    """The play after as many of the choices as still hold, and whether all did."""
    for choice in choices:
        try:
            while play.stuck:
                play = play.leave()
            play = play.choose(choice)
        except NotOffered:
            return play, False
    return play, True
