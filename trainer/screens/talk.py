"""Talk: who, where and the clock; what was said, like a page of a play; and what you can say, by number."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.timer import Timer
from textual.widget import Widget

from scoring.transcript import Opening, Turn
from trainer.conversation.story import StoryOption
from trainer.language import _, mark
from trainer.practice.sitting import Sitting
from trainer.report.words import NOTHING_SAID
from trainer.screens.actions import actions_of, bindings_of
from trainer.screens.known import known_of
from trainer.screens.page import PlayPage
from trainer.screens.texts import plain, spoken, time_left, ways_to_say_where
from trainer.screens.widgets.choices import Choices, Line
from trainer.screens.widgets.notes import Notes
from trainer.screens.widgets.transcript import WINDOW, Passage, Speech, Transcript

SHORTEST_PAUSE = 0.25
"""Seconds before a line of theirs, at the least."""

LONGEST_PAUSE = 1.1
"""Seconds before a line of theirs, at the most: a pace that is felt and not waited for."""

SECONDS_A_WORD = 0.045

HELD = 2.5
"""Seconds for which the page stays still after the trainee has said nothing: long enough to feel it."""

ALL_THE_TALK = frozenset(action.id for action in actions_of(("talk", "choices")))
"""What waits while somebody speaks."""

ASKED = mark("What do you say?")
HOW = mark("Press its number, or use the arrow keys and Enter.")
"""Said above the first lines of a play."""

YOU = mark("You")
COACH = mark("Coach")
SILENCE = mark("*You say nothing.*")


class TalkScreen(PlayPage):
    """One visit, from its opening until it is over."""

    ending = mark("The visit is over.")

    CSS_PATH = "talk.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("talk")
    scopes: ClassVar[tuple[str, ...]] = ("talk", "choices")

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(sitting)
        self._timer: Timer | None = None

    def body(self) -> Iterable[Widget]:
        names = [_(YOU), _(COACH), *self.sitting.names.values()]
        with Horizontal(id="stage"):
            with Vertical(id="talk"):
                yield Transcript(names)
                with Vertical(id="say"):
                    yield Choices(id="options")
            yield VerticalScroll(Notes(id="known"), id="aside", can_focus=False)

    def on_mount(self) -> None:
        # A visit opens like a curtain: what is there is there at once.
        self._show(at_once=True)

    def on_resize(self) -> None:
        # a bar that a smaller window needed makes lines narrower and so the list longer, and would keep itself there
        self.query_one("#options", Choices).show_vertical_scrollbar = False

    # What is on the page

    def _show(self, *, at_once: bool) -> None:
        self.show_head()
        self.query_one("#known", Notes).notes = known_of(self.sitting, self.person)
        self.query_one(Transcript).show(passages_of(self.sitting), at_once=at_once)
        if at_once or self.query_one(Transcript).speaking is None:
            self._all_said()
        else:
            # What can be said keeps its place while they speak, so that the page does not jump.
            say = self.query_one("#say")
            say.styles.min_height = say.outer_size.height
            self.set_class(True, "-speaking")
            self.prompt(f"{self.person_name} …")
            self._schedule()
        self.refresh_keys()

    def prompt(self, words: str) -> None:
        """Set the line above what can be said."""
        self.query_one("#say").border_title = plain(words)

    @property
    def person(self) -> str:
        """Who the visit is with."""
        return self.sitting.story.people[self.sitting.on_stage.person].id

    @property
    def person_name(self) -> str:
        """What they are called beside their lines."""
        return self.sitting.names[self.person]

    @property
    def over(self) -> bool:
        """Whether the talk is over, so that nothing is left but to go on."""
        return self.sitting.course.stage != "talking"

    def show_head(self) -> None:
        """Set the head: who, how long there is, and where."""
        state = self.sitting.on_stage
        visit = self.sitting.story.visits[state.visit]
        turns = self.sitting.play.turns
        here = bool(turns) and turns[-1].visit == visit.id
        minutes = max(0, turns[-1].minutes_left) if here else visit.clock
        person = self.sitting.scenario.people[self.person]
        name = plain(person.name, "bold $ink")
        roles = dict.fromkeys((person.role, person.role.partition(",")[0])) if person.role else {}
        who = (*(name + plain(f", {role}", "$soft") for role in roles), name)
        clock = Content.styled(time_left(minutes), "bold $miss" if minutes <= 2 else "$ink")
        place = ways_to_say_where(visit.title or "", visit.when or "", visit.where or "", "$soft")
        self.head((who, clock), (place, Content()))

    # The pace at which lines are said

    def _schedule(self) -> None:
        view = self.query_one(Transcript).speaking
        if view is None:
            self._all_said()
            return
        words = len(view.passage.lines[view.said].text.split())
        pause = min(LONGEST_PAUSE, SHORTEST_PAUSE + SECONDS_A_WORD * words)
        if view.said == 1 and self.sitting.play.turns and not self.sitting.play.turns[-1].say:
            pause = HELD
        self._timer = self.set_timer(pause, self._say_next)

    def _say_next(self) -> None:
        self.query_one(Transcript).say_next()
        self._schedule()

    @property
    def speaking(self) -> bool:
        """Whether somebody is still speaking, so that there is nothing to choose yet."""
        return self.has_class("-speaking")

    def hurry(self) -> None:
        """Show at once all that is still to be said."""
        if self._timer is not None:
            self._timer.stop()
        self.query_one(Transcript).say_all()
        self._all_said()

    def _all_said(self) -> None:
        self._timer = None
        self.set_class(False, "-speaking")
        self.query_one("#say").styles.min_height = 0
        play = self.sitting.play
        choices = self.query_one("#options", Choices)
        if self.over:
            self.prompt(_(self.ending))
            choices.show([Line("", Content(_("Go on")))], marked=0)
        elif play.stuck:
            self.prompt(_("{name} takes leave.").format(name=self.person_name))
            choices.show([Line("", Content(_("Go on")))], marked=0)
        else:
            self.prompt(_(ASKED) if play.turns else f"{_(ASKED)} {_(HOW)}")
            choices.show([_line_of(option) for option in play.shown()])
        choices.focus()
        self.refresh_keys()

    def on_key(self, event: Key) -> None:
        if self.speaking:
            self.hurry()
            event.stop()
            event.prevent_default()

    # What can be done

    def can(self, action: str) -> bool:
        if self.speaking:
            return action == "hurry" or action not in ALL_THE_TALK
        match action:
            case "hurry":
                return False
            case "undo":
                return self.sitting.course.may("undo")
            case "none_of_these":
                return not self.over and not self.sitting.play.stuck
            case _:
                return True

    @on(Choices.Chosen)
    def choose(self, message: Choices.Chosen) -> None:
        """Say it; or go on where the visit is over."""
        message.stop()
        play = self.sitting.play
        if self.moving or message.line not in self.query_one("#options", Choices).lines:
            return  # a second key, pressed before the first was answered
        if self.speaking:
            self.hurry()
        elif self.over:
            self.move()
        elif play.stuck:
            self.sitting.leave()
            self.move()
        else:
            self.sitting.choose(message.line.id)
            self.house.tell_news()
            self._show(at_once=self.house.at_once)

    def action_hurry(self) -> None:
        self.hurry()

    def action_undo(self) -> None:
        self.sitting.undo()
        self._show(at_once=True)

    def action_known(self) -> None:
        from trainer.screens.sheets import KnownSheet

        self.app.push_screen(KnownSheet(known_of(self.sitting, self.person)))

    def action_none_of_these(self) -> None:
        from trainer.screens.sheets import OwnWordsSheet

        self.app.push_screen(OwnWordsSheet(self.person_name), self._keep)

    def _keep(self, text: str | None) -> None:
        if text:
            self.sitting.keep(text)
            self.prompt(_("Kept for the debrief. Now take what comes nearest."))

    def last_words(self) -> str:
        views = self.query_one(Transcript).views
        return views[-1].words() if views else ""

    def action_earlier(self) -> None:
        self.query_one(Transcript).scroll_page_up(animate=False)

    def action_later(self) -> None:
        self.query_one(Transcript).scroll_page_down(animate=False)


def _line_of(option: StoryOption) -> Line:
    if option.waits:
        return Line(option.id, plain(option.say or _(NOTHING_SAID), "italic"))
    return Line(option.id, spoken(option.say))


def passages_of(sitting: Sitting) -> list[Passage]:
    """The present visit as passages, as far back as the page reaches."""
    play = sitting.play
    visit = sitting.story.visits[sitting.on_stage.visit].id
    turns = play.turns
    first = max(0, len(turns) - WINDOW)
    passages = [_opening_passage(sitting, opened) for opened in play.openings if opened.visit == visit]
    for number, turn in enumerate(turns[first:], first + 1):
        if turn.visit == visit:
            passages.append(_turn_passage(sitting, turn, number))
    return [passage for passage in passages if passage.lines]


def _opening_passage(sitting: Sitting, opened: Opening) -> Passage:
    name = sitting.names[opened.person] if opened.person else ""
    # between visits what happened has a page of its own; between two doors it is seen in passing
    happened = opened.events if sitting.story.shift else ()
    said = (Speech("narration", "", opened.narration), Speech("them", name, opened.says))
    passing = (Speech("narration", "", event) for event in happened)
    return Passage(f"{opened.visit}:", tuple(line for line in (*passing, *said) if line.text))


def _turn_passage(sitting: Sitting, turn: Turn, number: int) -> Passage:
    name = sitting.names[turn.person]
    said = [
        Speech("you", _(YOU), turn.say or _(SILENCE)),
        Speech("them", name, turn.reply),
        Speech("narration", "", turn.narration),
        Speech("them", name, turn.says),
    ]
    if turn.spent_by_clock:
        said.append(Speech("narration", "", _("{name} has to go.").format(name=name)))
    said += [Speech("coach", _(COACH), word) for word in sitting.coached.get(number, ())]
    return Passage(f"{turn.visit}:{number}:{turn.option}", tuple(line for line in said if line.text))
