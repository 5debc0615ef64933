"""The kinds of ids that a scenario has, and what is said of one that is unknown, missing or there twice."""

from typing import Final

from trainer.language import _, mark

_NO_SUCH: Final = {
    "person": mark("there is no person {word}"),
    "concern": mark("there is no concern {word}"),
    "objection": mark("there is no objection {word}"),
    "cue": mark("there is no cue {word}"),
    "ask": mark("there is no ask {word}"),
    "visit": mark("there is no visit {word}"),
    "stop": mark("there is no stop {word}"),
    "option": mark("there is no option {word}"),
    "habit": mark("there is no habit {word}"),
    "fact": mark("there is no fact {word}"),
    "beat": mark("there is no beat {word}"),
}
_NONE_YET: Final = {
    "person": mark("this scenario has no person yet: write a person first"),
    "concern": mark("this scenario has no concern yet: write a concern first"),
    "objection": mark("this scenario has no objection yet: write an objection first"),
    "cue": mark("this scenario has no cue yet: write a cue first"),
    "ask": mark("this scenario has no ask yet: write an ask first"),
    "visit": mark("this scenario has no visit yet: write a visit first"),
    "stop": mark("this scenario has no stop yet: write a stop first"),
    "option": mark("this scenario has no option yet: write an option first"),
    "fact": mark("this scenario has no fact yet: write a fact first"),
    "beat": mark("this scenario has no beat yet: write a beat first"),
}
_ALREADY: Final = {
    "concern": mark("there is a concern “{id}” already, in line {line}"),
    "objection": mark("there is an objection “{id}” already, in line {line}"),
    "cue": mark("there is a cue “{id}” already, in line {line}"),
    "visit": mark("another visit has the id “{id}” already, in line {line}"),
    "stop": mark("another stop has the id “{id}” already, in line {line}"),
    "option": mark("another option of this beat has the id “{id}” already, in line {line}"),
}


def no_such(kind: str, word: str) -> str:
    """That no id of a kind is called so; `word` is quoted already."""
    return _(_NO_SUCH[kind]).format(word=word)


def none_yet(kind: str) -> str:
    """That the scenario has nothing of a kind."""
    return _(_NONE_YET.get(kind, ""))


def already(kind: str, id_: str, line: int) -> str:
    """That an id of a kind stands a second time."""
    return _(_ALREADY[kind]).format(id=id_, line=line)
