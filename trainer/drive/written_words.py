"""What is said of an id of a drive that is unknown or there twice, and of a week outside the season."""

from typing import Final

from trainer.language import _, mark

_NO_SUCH: Final = {
    "person": mark("there is no person {word}"),
    "crew": mark("there is no crew {word}"),
    "source": mark("there is no person or crew {word}"),
    "test": mark("there is no test {word}"),
    "promise": mark("there is no promise {word}"),
    "scenario": mark("there is no scenario of the library {word}"),
    "person of a scenario": mark("there is no person of {scenario} {word}"),
}
_NONE: Final = {
    "person": mark("the file has no person"),
    "crew": mark("the file has no crew"),
    "source": mark("the file has no person and no crew"),
    "test": mark("the file has no test"),
    "promise": mark("the file has no promise"),
    "scenario": mark("the library has no scenario"),
    "person of a scenario": mark("{scenario} has no person that could be read"),
}
_ALREADY: Final = {
    "test": mark("a test has the id “{id}” already, in line {line}"),
    "event": mark("an event has the id “{id}” already, in line {line}"),
    "rumour": mark("a rumour has the id “{id}” already, in line {line}"),
    "promise": mark("a promise has the id “{id}” already, in line {line}"),
}
_BEFORE: Final = {
    "test": mark("this test comes in week {week}, before the season begins"),
    "event": mark("this event comes in week {week}, before the season begins"),
    "rumour": mark("this rumour comes in week {week}, before the season begins"),
    "campaign": mark("this campaign comes in week {week}, before the season begins"),
    "week of the campaign": mark("this week of the campaign comes in week {week}, before the season begins"),
}
_AFTER: Final = {
    "test": mark("this test comes in week {week}, and the season ends with week {weeks}"),
    "event": mark("this event comes in week {week}, and the season ends with week {weeks}"),
    "rumour": mark("this rumour comes in week {week}, and the season ends with week {weeks}"),
    "campaign": mark("this campaign comes in week {week}, and the season ends with week {weeks}"),
    "week of the campaign": mark(
        "this week of the campaign comes in week {week}, and the season ends with week {weeks}"
    ),
}


def no_such(thing: str, word: str, scenario: str = "") -> str:
    """That no id of a kind is called so; `word` is quoted already."""
    return _(_NO_SUCH[thing]).format(word=word, scenario=scenario)


def none_there(thing: str, scenario: str = "") -> str:
    """That there is nothing of a kind at all."""
    return _(_NONE[thing]).format(scenario=scenario)


def already(thing: str, id_: str, line: int) -> str:
    """That an id of a kind stands a second time."""
    return _(_ALREADY[thing]).format(id=id_, line=line)


def out_of_season(thing: str, week: int, weeks: int | None) -> tuple[str, str]:
    """What is wrong with a week outside the season, and how to mend it; `weeks` is None where it is not known."""
    if week >= 1:
        hint = _("write a week from 1 to {weeks}, or a longer season").format(weeks=weeks)
        return _(_AFTER[thing]).format(week=week, weeks=weeks), hint
    hint = _("the first week is 1: write a week from 1")
    if weeks is not None:
        hint = _("the first week is 1: write a week from 1 to {weeks}").format(weeks=weeks)
    return _(_BEFORE[thing]).format(week=week), hint
