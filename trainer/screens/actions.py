"""Everything that can be done with a key: one registry, from which the bindings, the footer, the help page and the
command palette are derived, so that none of them can say what another does not know.

Its words are English here; `trainer.locale.actions` finds them for translating, and what shows them says them in the
language that is spoken.
"""

from collections.abc import Iterable
from typing import NamedTuple

from textual.binding import Binding, BindingType

from trainer.language import _, mark

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
           ("between", "told"), "Enter", footer=True),
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
    Action("save", ("f8",), "save", "Save it to a file: text, Markdown, a page to print, data, or a picture.",
           ("debrief", "pair"), title="Save to a file"),
    Action("copy", ("c",), "copy", "Copy what the mouse has selected; otherwise what was said last, or the marked row.",
           ("talk", "copying"), title="Copy"),
    # Bench
    Action("bench_section", DIGITS, "section", "Turn to the section of that number.",
           ("bench",), "1 to 5", palette=False, numbered=True),
    Action("previous_bench_section", ("left",), "back", "Turn to the section before.", ("bench",), "←", palette=False),
    Action("next_bench_section", ("right",), "next section", "Turn to the next section.", ("bench",), "→", footer=True,
           palette=False),
    Action("new_scenario", ("n",), "new", "Begin a scenario from four questions.", ("bench_files",), footer=True,
           title="Begin a scenario"),
    Action("edit", ("e",), "edit", "Open this line of the file in your editor.", ("bench",), footer=True),
    Action("begin_at", ("b",), "begin at", "Begin the play at any beat, with any moods.", ("bench",), footer=True,
           title="Begin at a beat"),
    Action("try_beat", ("p",), "play from here", "Begin the play at the beat that is marked.", ("bench",), footer=True),
    Action("bench_undo", ("u",), "undo", "Take the last line of the play back.", ("bench",), footer=True),
    Action("bench_restart", ("r",), "afresh", "Begin the play again at the first visit.", ("bench",),
           title="Begin afresh"),
    Action("record_walk", ("w",), "keep as walk", "Write this play into the file as a walk.", ("bench",), footer=True),
    Action("other_pane", ("tab",), "source", "Change between the file's lines and the play where both do not fit.",
           ("bench",), title="Source or play", footer=True),
    Action("unfold", ("enter",), "unfold", "Show or hide what stands below the marked line.", ("bench",), "Enter",
           palette=False),
    # The drive
    Action("spend", ("enter",), "spend hours", "Everything that hours can be spent on, for this person and others.",
           ("drive_week",), "Enter", footer=True, title="Spend hours"),
    Action("one_on_one", ("o",), "one-on-one", "Go to a one-on-one with the person who is marked.", ("drive_week",),
           footer=True, title="One-on-one"),
    Action("rate_person", ("1", "2", "3", "4", "5"), "rate", "Write your own 1 to 5 for the person who is marked.",
           ("chart", "met"), "1 to 5", footer=True, palette=False, numbered=True),
    Action("rub_out", ("0", "backspace"), "rub out", "Rub out your rating.", ("chart",), "0", palette=False),
    Action("chart_left", ("left", "h"), "left", "Move to the person before.", ("chart",), "←", palette=False),
    Action("chart_right", ("right", "l"), "right", "Move to the person after.", ("chart",), "→", palette=False),
    Action("chart_up", ("up", "k"), "up", "Move to the person above.", ("chart",), "↑", palette=False),
    Action("chart_down", ("down", "j"), "down", "Move to the person below.", ("chart",), "↓", palette=False),
    Action("next_crew", ("tab", "right_square_bracket"), "next crew", "Move to the next crew.", ("chart",), "Tab"),
    Action("previous_crew", ("left_square_bracket",), "crew before", "Move to the crew before.", ("chart",)),
    Action("spend_on", ("enter",), "spend hours", "Spend hours on the way that is marked.", ("turf",), "Enter",
           footer=True, palette=False),
    Action("end_week", ("e",), "end the week", "End the week; hours that are left are gone.", ("drive_week", "turf"),
           footer=True),
    Action("find_person", ("slash",), "find", "Move to somebody by the first letters of their name.", ("drive_week",),
           "/", footer=True, title="Find somebody"),
    Action("pick", ("space",), "pick", "Pick the person, or put them back; a round can go to all whom you picked.",
           ("chart",), title="Pick this person"),
    Action("quick_round", ("r",), "round", "A quick round: the person, the crew, or all whom you picked.",
           ("drive_week",), title="Quick round"),
    Action("ask_around", ("a",), "ask around", "Ask the person who is marked whom people go to.", ("drive_week",),
           title="Ask whom people go to"),
    Action("call_committee", ("c",), "committee", "Call the committee together.", ("drive_week",),
           title="Call the committee"),
    Action("remind", ("p",), "reminders", "Remind people of the test, by phone.", ("drive_week",)),
    Action("read_news", ("n",), "what happened", "Everything that you saw and heard, week by week.",
           ("drive_week", "turf"), title="What happened"),
    Action("drive_brief", ("b",), "brief", "Read the brief once more, and what the signs of the chart mean.",
           ("drive_week", "turf")),
    Action("other_part", ("w",), "who is this", "Show the person, or what happened, where both do not fit.",
           ("drive_week",), title="The person, or what happened"),
    Action("news_up", ("pageup",), "read up", "Read what happened further up.", ("drive_week", "turf"), priority=True),
    Action("news_down", ("pagedown",), "read on", "Read on in what happened.", ("drive_week", "turf"), priority=True),
    Action("hand_in", ("enter",), "hand it in", "Hand in your forecast; then see who stands up.", ("drive_forecast",),
           "Enter", footer=True),
    Action("name_more", ("a",), "name somebody", "Name somebody who has not said yes.", ("drive_forecast",),
           footer=True),
    Action("rest_alike", ("s",), "the rest alike", "Give everybody below who has no number yet that of the one marked.",
           ("drive_forecast",), footer=True),
    Action("undo_week", ("u",), "undo", "Take this week back, or the one before where nothing was done in it yet.",
           ("drive_week", "turf", "drive_forecast"), footer=True, title="Take a week back"),
    Action("drive_start", ("enter", "space"), "begin", "Begin the first week.", ("drive_start",), "Enter", footer=True),
    Action("drive_mode", ("m",), "mode", "Practice, where a week can be taken back, or test.", ("drive_start",),
           footer=True),
    Action("drive_section", DIGITS, "section", "Turn to the section of that number.",
           ("drive_debrief",), "1 to 9", palette=False, numbered=True),
    Action("previous_drive_section", ("left", "h"), "back", "Turn to the section before.", ("drive_debrief",), "←",
           footer=True, palette=False),
    Action("next_drive_section", ("right", "l", "tab"), "next section", "Turn to the next section.",
           ("drive_debrief",), "→", footer=True, palette=False),
    Action("save_drive", ("f8",), "save", "Save the debrief to a file: text, Markdown, a page, data, or a picture.",
           ("drive_debrief",), footer=True, title="Save the debrief"),
    Action("set_number", ("enter",), "change it", "Give the number that is marked another value, and see what follows.",
           ("drive_numbers",), "Enter", footer=True, palette=False),
    Action("usual_numbers", ("r",), "as usual", "Give every number its usual value again.", ("drive_numbers",),
           footer=True),
    Action("fact_up", ("pageup",), "read up", "Read what is known of the number, and what follows, further up.",
           ("drive_numbers",), palette=False, priority=True),
    Action("fact_down", ("pagedown",), "read on", "Read on in what is known of the number, and what follows.",
           ("drive_numbers",), footer=True, palette=False, priority=True),
    Action("drive_numbers", ("f6",), "numbers", "Every number of the drive's model: what it is, and from where.",
           ("home", "season"), title="The drive's numbers"),
    Action("put_drive_away", ("x",), "put away", "Put the season that is marked away, to the end of the list.",
           ("drive_shelf",), footer=True, title="Put a season away"),
    Action("leave_drive", ("escape",), "leave", "Leave the drive. It waits where you left it.", ("season",), "Esc",
           footer=True, title="Leave the drive"),
    # Everywhere
    Action("back", ("escape",), "back", "Go back. The play waits where you left it.",
           ("everywhere", "sheet"), "Esc", footer=True),
    Action("quit", ("q", "ctrl+q"), "quit", "Leave the program. Asks first where a play is not kept.", footer=True),
    Action("theme", ("t",), "theme", "Change the colours: dark, light, high contrast, colour-blind safe, no colour.",
           title="Colours"),
    Action("pace", ("f2",), "pace", "Let people speak at their pace, or show their lines at once.",
           title="Speaking pace"),
    Action("settings", ("f4",), "settings", "Change colours, pace, coaching, language or a slow link.",
           title="Settings"),
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
    "space": mark("Space"),
    "pageup": mark("PgUp"),
    "pagedown": mark("PgDn"),
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    "tab": "Tab",
    "backspace": mark("Backspace"),
    "delete": mark("Del"),
    "minus": "-",
    "plus": "+",
}


def key_name(key: str) -> str:
    """How a key is written on screen."""
    if key.startswith("ctrl+"):
        return "Ctrl-" + key[5:].upper()
    if key in _KEY_NAMES:
        return _(_KEY_NAMES[key])
    return key.upper() if key[0] == "f" and key[1:].isdigit() else key


def keys_shown(action: Action) -> str:
    """The key of an action as the footer names it."""
    return _(action.shown) or key_name(action.keys[0])


def word_of(action: Action) -> str:
    """What an action is called in the footer."""
    return _(action.word)


def help_of(action: Action) -> str:
    """What an action does, as the help page and the command palette say it."""
    return _(action.help)


def title_of(action: Action) -> str:
    """What an action is called in the command palette."""
    words = _(action.title) or word_of(action)
    return words[0].upper() + words[1:]


def all_keys_shown(action: Action) -> str:
    """Every key of an action as the help page names them."""
    shown = _(action.shown)
    if action.numbered or shown not in ("", *map(key_name, action.keys)):
        return shown
    return "  ".join(key_name(key) for key in action.keys)
