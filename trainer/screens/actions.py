"""Everything that can be done with a key: one registry, from which the bindings, the footer, the help page and the
command palette are derived, so that none of them can say what another does not know.
"""

from collections.abc import Iterable
from typing import NamedTuple

from textual.binding import Binding, BindingType

EVERYWHERE = "everywhere"
"""The scope of what can be done on every screen."""

FOOTER_PLACES = 5
"""How many actions the footer names before it says that there are more."""


class Action(NamedTuple):
    """One thing that a key does.

    `id` names the method `action_ID` of the app, screen or widget that does it. `word` stands in the footer and, with
    a capital, in the command palette where no `title` does; `help` is its line on the help page. `scopes` are the
    screens and widgets that know it. With `numbered` each key is handed on to the method, and `shown` is how the keys
    are called together. `footer` and `palette` say whether it stands there at all.
    """

    id: str
    keys: tuple[str, ...]
    word: str
    help: str
    scopes: tuple[str, ...] = (EVERYWHERE,)
    shown: str = ""
    footer: bool = False
    palette: bool = True
    numbered: bool = False
    priority: bool = False
    title: str = ""


DIGITS = tuple("123456789")

ACTIONS: tuple[Action, ...] = (
    # Talk
    Action("choose", (*DIGITS, "0"), "say it", "Say or do what stands under that number; 0 is the tenth.",
           ("choices",), "1 to 9, 0", palette=False, numbered=True),
    Action("previous", ("up", "k"), "up", "Move to the line above.", ("choices", "scales", "rows"), "↑", palette=False),
    Action("next", ("down", "j"), "down", "Move to the line below.", ("choices", "scales", "rows"), "↓", palette=False),
    Action("take", ("enter",), "take it", "Take the line that is marked with ›.", ("choices",), "Enter", palette=False),
    Action("hurry", ("space",), "shows the rest", "While somebody speaks, any key shows all of it at once.",
           ("talk",), "any key", footer=True, palette=False),
    Action("undo", ("u",), "undo", "Take your last line back. In test mode a line stands.",
           ("talk", "between", "shift"), footer=True),
    Action("script", ("s",), "script", "Read the script, and the brief once more.", ("shift",), footer=True),
    Action("none_of_these", ("n",), "none of these", "Write down what you would have said. It is kept for the debrief.",
           ("talk",), footer=True),
    Action("known", ("w",), "who is this", "What you know of the person, and your goals.", ("talk",), footer=True,
           title="Who is this"),
    Action("earlier", ("pageup", "left_square_bracket"), "earlier", "Read what was said earlier.",
           ("talk", "reading"), "PgUp"),
    Action("later", ("pagedown", "right_square_bracket"), "later", "Read on towards now.",
           ("talk", "reading"), "PgDn"),
    # Before and after
    Action("go_on", ("enter", "space"), "go on", "Go on to what comes next.",
           ("between",), "Enter", footer=True),
    Action("start", ("enter", "space"), "start", "Start the first visit, or the shift.",
           ("brief",), "Enter", footer=True),
    Action("progress", ("p",), "progress", "How you are doing: skills over time, judgement, habits.",
           ("home", "library"), footer=True, title="Progress"),
    Action("mode", ("m",), "mode", "Change how you are coached: learn, practice or test.",
           ("brief", "home", "library"), footer=True),
    Action("order", ("s",), "sort", "Sort by setting, by level or by skill.", ("library",), footer=True),
    Action("find", ("slash",), "find", "Find a scenario by any word of its description.",
           ("library",), "/", footer=True),
    # Judging
    Action("judge", ("0", *DIGITS), "judge", "Give the line that is marked this number.",
           ("scales",), "0 to 9", palette=False, numbered=True),
    Action("less", ("left", "minus", "h"), "less", "One step to the left.", ("scales",), "←", palette=False),
    Action("more", ("right", "plus", "l"), "more", "One step to the right.", ("scales",), "→", palette=False),
    Action("clear", ("backspace", "delete"), "clear", "Take this judgement back.", ("scales",), "⌫", palette=False),
    Action("done", ("enter",), "go on", "Hand in your judgement and go on.", ("judging",), "Enter",
           footer=True),
    # Debrief
    Action("section", DIGITS, "section", "Turn to the section of that number.",
           ("debrief",), "1 to 9", palette=False, numbered=True),
    Action("previous_section", ("left", "h"), "back", "Turn to the section before.", ("debrief",), "←", footer=True),
    Action("next_section", ("right", "l", "tab"), "next section", "Turn to the next section.",
           ("debrief",), "→", footer=True),
    Action("evidence", ("e", "enter"), "evidence", "Show or hide what a number rests on.",
           ("debrief", "progress"), footer=True),
    Action("play_from_here", ("p",), "play from here", "Play on from the turn that is marked, differently.",
           ("debrief",), footer=True),
    Action("other_way", ("o",), "the other way", "Meet the same people in the scenario that is the pair of this one.",
           ("debrief",), footer=True),
    Action("both_lives", ("b",), "both lives", "See this play beside the one in which you met the same people.",
           ("debrief",), footer=True),
    Action("finish", ("x",), "close the debrief", "Close the debrief and go back to the library.",
           ("debrief",), footer=True),
    Action("save", ("f8",), "save", "Save it as a text file, without your own words.",
           ("debrief", "pair"), title="Save as text"),
    # Everywhere
    Action("back", ("escape",), "back", "Go back. The play waits where you left it.",
           ("everywhere", "sheet"), "Esc", footer=True),
    Action("quit", ("q", "ctrl+q"), "quit", "Leave the program. Asks first where a play is not kept.", footer=True),
    Action("theme", ("t",), "theme", "Change the colours: dark, light, high contrast, colour-blind safe, no colour.",
           title="Colours"),
    Action("pace", ("f2",), "pace", "Let people speak at their pace, or show their lines at once.",
           title="Speaking pace"),
    Action("picture", ("f9",), "picture", "Save a picture of this screen to a file.", title="Picture of this screen"),
    Action("help", ("question_mark", "f1"), "more", "Every key of this screen.", shown="?", title="Keys"),
    Action("command_palette", ("ctrl+p",), "commands", "Every command by name.", palette=False),
    Action("suspend_process", ("ctrl+z",), "pause", "Go to the shell; fg comes back.", palette=False),
    Action("leave_at_once", ("ctrl+c",), "leave at once", "Leave at once, without asking.", palette=False,
           priority=True),
)  # fmt: skip

_BY_ID = {action.id: action for action in ACTIONS}


def action_of(id_: str) -> Action:
    """The action of this id. Raises KeyError."""
    return _BY_ID[id_]


def actions_of(scopes: Iterable[str]) -> tuple[Action, ...]:
    """What can be done in these scopes, in the registry's order."""
    wanted = set(scopes)
    return tuple(action for action in ACTIONS if wanted & set(action.scopes))


def bindings_of(*scopes: str) -> list[BindingType]:
    """The bindings of these scopes, for a class's BINDINGS."""
    return [
        Binding(
            key,
            f"{action.id}({key!r})" if action.numbered else action.id,
            action.word,
            show=action.footer,
            priority=action.priority,
        )
        for action in actions_of(scopes)
        for key in action.keys
    ]


_KEY_NAMES = {
    "question_mark": "?",
    "slash": "/",
    "escape": "Esc",
    "enter": "Enter",
    "space": "Space",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    "tab": "Tab",
    "backspace": "Backspace",
    "delete": "Del",
    "minus": "-",
    "plus": "+",
}


def key_name(key: str) -> str:
    """How a key is written on screen."""
    if key.startswith("ctrl+"):
        return "Ctrl-" + key[5:].upper()
    return _KEY_NAMES.get(key, key.upper() if key[0] == "f" and key[1:].isdigit() else key)


def keys_shown(action: Action) -> str:
    """The key of an action as the footer names it."""
    return action.shown or key_name(action.keys[0])


def title_of(action: Action) -> str:
    """What an action is called in the command palette."""
    return action.title or action.word[0].upper() + action.word[1:]


def all_keys_shown(action: Action) -> str:
    """Every key of an action as the help page names them."""
    if action.numbered or action.shown not in ("", *map(key_name, action.keys)):
        return action.shown
    return "  ".join(key_name(key) for key in action.keys)
