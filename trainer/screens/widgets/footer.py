"""The last line of every screen: the keys that matter now, and that there are more."""

from typing import NamedTuple

from textual.content import Content
from textual.events import Click
from textual.reactive import reactive
from textual.widget import Widget

from trainer.screens.actions import FOOTER_PLACES, Action, action_of, keys_shown, word_of

GAP = 3


class _Key(NamedTuple):
    """A key on the line: where it begins and ends, what it does, and its words."""

    start: int
    end: int
    action: Action
    words: Content


class KeyLine(Widget):
    """Up to five keys and "? more". On a narrow screen the later ones give way, never the way to the help page."""

    DEFAULT_CSS = """
    KeyLine { dock: bottom; height: 1; padding: 0 2; }
    """

    named: reactive[tuple[Action, ...]] = reactive(())

    def keys(self) -> list[_Key]:
        """What stands on the line at its present width."""
        more = _words(action_of("help"))
        room = self.content_size.width - more.cell_length
        placed: list[_Key] = []
        at = 0
        for action in self.named[:FOOTER_PLACES]:
            words = _words(action)
            if at + words.cell_length + GAP > room:
                break
            placed.append(_Key(at, at + words.cell_length, action, words))
            at += words.cell_length + GAP
        return [*placed, _Key(at, at + more.cell_length, action_of("help"), more)]

    def render(self) -> Content:
        return Content(" " * GAP).join(key.words for key in self.keys())

    async def on_click(self, event: Click) -> None:
        event.stop()
        place = event.get_content_offset(self)
        if place is None:
            return
        for key in self.keys():
            if key.start <= place.x < key.end:
                await self.screen.run_action(key.action.id)


def _words(action: Action) -> Content:
    return Content.assemble((keys_shown(action), "bold $mark"), " ", (word_of(action), "$soft"))
