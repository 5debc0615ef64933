"""A small scene whose options tests write themselves, played from a file's text as an author would write it."""

from textwrap import indent

from trainer.check.walks import walk
from trainer.conversation.play import Play
from trainer.conversation.story import Story, compile_story
from trainer.scenario.load import load_text

SCENE = """\
format: 1
id: scene
title: A scene for one rule
form: visits
method: organizing
setting: workplace
level: 1
language: en
brief: You fold linen.
people:
  ada:
    name: Ada
    mood: {{trust: {trust}, fear: {fear}, hope: {hope}, anger: {anger}}}
    concerns: {{wrist: [it hurts, they lost the form, the boy], pay: [it is late]}}
    objections: {{fired: {{kind: fear, says: I can't lose this job.}}}}
  ben:
    name: Ben
    mood: {{trust: 5, fear: 5, hope: 5, anger: 5}}
    concerns: {{heat: [it is hot, nobody came]}}
    objections: {{busy: {{kind: time, says: I have two jobs.}}}}
asks:
  coffee: {{title: have a coffee, who: us, when: Friday, where: the diner, risk: 1}}
  letter: {{title: hand in the letter, risk: 3}}
visits:
  - {{id: first, with: ada, clock: {clock}, start: talk}}
  - {{id: second, with: {second}, clock: {clock}, start: talk_again}}
  - {{id: third, with: ada, clock: {clock}, start: last_talk}}
{extra}
beats:
  talk:
    step: {step}
    says: {says}
{beat}
    options:
{options}
      - {{id: bye, again: true, say: Bye., move: farewell, then: end}}
  talk_again:
    says: You again.
    options:
{second_options}
      - {{id: bye, again: true, say: Bye., move: farewell, then: end}}
  last_talk:
    says: Well.
    options:
{third_options}
      - {{id: bye, again: true, say: Bye., move: farewell, then: end}}
"""


def story(options: str, **parts: object) -> Story:
    """The scene with these options in its first beat, ready to be played."""
    values: dict[str, object] = {
        "trust": 5, "fear": 5, "hope": 5, "anger": 5, "clock": 30, "step": "issue", "second": "ben", "says": "Again.",
        "extra": "", "beat": "", "second_options": "", "third_options": "", **parts,
    }  # fmt: skip
    for key in ("second_options", "third_options"):
        values[key] = indent(str(values[key]).strip(), "      ")
    values["beat"] = indent(str(values["beat"]).strip(), "    ")
    loaded = load_text(SCENE.format(options=indent(options.strip(), "      "), **values), "scene.yaml")
    assert loaded.scenario is not None, loaded.findings
    return compile_story(loaded.scenario)


def played(options: str, choices: str, **parts: object) -> Play:
    """The scene after these choices, their ids parted by spaces."""
    return walk(story(options, **parts), choices.split())


def moods(play: Play, person: int = 0) -> tuple[int, ...]:
    """Trust, fear, hope and anger of a person."""
    return play.state.moods[4 * person : 4 * person + 4]
