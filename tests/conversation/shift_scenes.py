"""A small shift whose stops and lines tests write themselves, played from a file's text as an author would write it."""

from textwrap import indent

from trainer.check.walks import walk
from trainer.conversation.play import Play
from trainer.conversation.story import Story, compile_story
from trainer.scenario.load import load_text

SHIFT = """\
format: 1
id: elm_street
title: Elm Street
form: shift
method: canvass
setting: doors
level: 1
language: en
brief: Four doors for a crossing light.
people:
  ada:
    name: Ada
    mood: {{trust: 5, fear: 3, hope: 2, anger: 2}}
    concerns: {{light: [her boy crosses there, he was nearly hit, she drives him now]}}
    objections: {{busy: {{kind: time, says: I have no time.}}}}
  ben:
    name: Ben
    mood: {{trust: 5, fear: 5, hope: 5, anger: 5}}
asks:
  vote: {{title: vote on Tuesday, risk: 1}}
shift: {{minutes: {minutes}, between: {between}, par: 6, kind: doors, script: ["Hi, about the crossing light."]}}
stops:
{stops}
{extra}
beats:
  at_ada:
    step: issue
    says: Yes, who is it?
    options:
{options}
      - {{id: bye, again: true, say: Bye., move: farewell, then: end}}
  at_objection:
    raises: busy
    options:
      - {{id: dodge, say: Anyway., move: dodge}}
      - {{id: bye, say: Bye., move: farewell, then: end}}
  ada_again:
    step: issue
    says: You again.
    options:
{again}
      - {{id: bye, again: true, say: Bye., move: farewell, then: end}}
  at_ben:
    says: Well.
    options:
      - {{id: hi, say: Hello., move: small_talk}}
      - {{id: bye, again: true, say: Bye., move: farewell, then: end}}
"""

FOUR = """\
- {id: one, label: 1 Elm St, list: {name: Ada, age: 46}, with: ada, start: at_ada, truth: {code: canvassed, support: 2}}
- {id: two, label: 2 Elm St, truth: {code: not_home}}
- {id: three, label: 3 Elm St, with: ben, start: at_ben, truth: {code: canvassed, support: 4}}
- {id: four, label: 4 Elm St, with: ada, start: ada_again, truth: {code: canvassed, support: 2}}
"""
"""A person, nobody, another person, and the first one again."""


def text(options: str = "", *, stops: str = FOUR, minutes: int = 60, between: int = 2, **parts: str) -> str:
    """The file of a shift with these lines at Ada's door; `again` are those at her second one."""
    return SHIFT.format(
        options=indent(options.strip(), "      "),
        again=indent(parts.get("again", "").strip(), "      "),
        stops=indent(stops.strip(), "  "),
        extra=parts.get("extra", ""),
        minutes=minutes,
        between=between,
    )


def story(options: str = "", **parts: object) -> Story:
    """The same, ready to be played."""
    loaded = load_text(text(options, **parts), "elm_street.yaml")  # type: ignore[arg-type]
    assert loaded.scenario is not None, loaded.findings
    return compile_story(loaded.scenario)


def worked(choices: str, options: str = "", **parts: object) -> Play:
    """The shift after these choices, parted by spaces."""
    return walk(story(options, **parts), choices.split())
