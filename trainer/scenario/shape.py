"""What the model says of a file's shape, told in an author's words and at the author's line."""

from typing import Any, Final, TypeVar

from pydantic import BaseModel, ValidationError

from trainer.language import _
from trainer.scenario.allowed import FORMAT, SCENARIO, Format, described, owner_of, owners_of, properties
from trainer.scenario.cut_words import is_all_cut
from trainer.scenario.marks import Path
from trainer.scenario.model import Scenario
from trainer.scenario.outline import looks_like_a_beat
from trainer.scenario.report import MAX_FINDINGS, Report, brief, listed, nearest
from trainer.scenario.wrong_values import UNIONS, wrong_id, wrong_value
from trainer.scenario.yaml_words import quoted_hint

_TAGS: Final = frozenset({"text", "variants"})
_BEGINNING: Final = 20_000

Written = TypeVar("Written", bound=BaseModel)


def read_shape(report: Report) -> Scenario | None:
    """The scenario, where its shape is right; otherwise what is wrong goes into the report."""
    return read_shape_of(report, Scenario, SCENARIO)


def read_shape_of(report: Report, model: type[Written], form: Format) -> Written | None:
    """What a file of a format holds, where its shape is right; otherwise what is wrong goes into the report."""
    reading = FORMAT.set(form)
    try:
        return _read(report, model)
    finally:
        FORMAT.reset(reading)


def _read(report: Report, model: type[Written]) -> Written | None:
    try:
        return model.model_validate(report.tree.data)
    except ValidationError as error:
        if error.error_count() <= MAX_FINDINGS:
            _tell(report, error, set())
            return None
    cut: set[Path] = set()
    try:
        model.model_validate(_beginning(report.tree.data, (), [_BEGINNING], cut))
    except ValidationError as error:
        _tell(report, error, cut)
    return None


def _beginning(value: Any, path: Path, left: list[int], cut: set[Path]) -> Any:
    """The first part of the data, since errors by the hundred thousand would fill the memory.

    `left` counts down the values that may still be taken; `cut` receives the places whose entries are not all taken.
    """
    left[0] -= 1
    if not isinstance(value, dict | list):
        return value
    taken: Any = {} if isinstance(value, dict) else []
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
        if left[0] <= 0:
            cut.add(path)
            break
        part = _beginning(inner, (*path, key), left, cut)
        if isinstance(taken, dict):
            taken[key] = part
        else:
            taken.append(part)
    return taken


def _tell(report: Report, error: ValidationError, cut: set[Path]) -> None:
    """One finding for each thing that the model did not accept."""
    for entry in error.errors(include_url=False, include_input=False):
        path, is_key = _path(entry["loc"])
        kind = entry["type"]
        if kind == "missing" and path[:-1] in cut:
            continue
        if kind == "missing":
            _missing(report, path)
        elif kind == "extra_forbidden":
            _unknown_key(report, path)
        elif is_key:
            message, hint = wrong_id(entry, path[-1])
            report.at_key("E004", path, message, hint)
        elif kind == "string_too_long":
            report.at_value("E008", path, _("this condition is too long to be read"), _("split it over several beats"))
        else:
            message, hint = wrong_value(entry, report.value(path), path)
            hint = quoted_hint("#") if is_all_cut(report, path) else hint
            report.at_value("E004", path, message, hint)


def _path(location: tuple[int | str, ...]) -> tuple[Path, bool]:
    """The place in the data that a location of the model names, and whether it is a mapping's key."""
    parts: list[int | str] = []
    after_union = False
    for part in location:
        if part == "[key]":
            return tuple(parts), True
        if after_union and part in _TAGS:
            after_union = False
            continue
        parts.append(part)
        after_union = part in UNIONS
    return tuple(parts), False


def _missing(report: Report, path: Path) -> None:
    key = str(path[-1])
    told = described(properties(path[:-1]).get(key, {}))
    hint = _("add {key}:").format(key=key)
    if told:
        hint += f" ({told[0].lower()}{told[1:]})"
    report.missing(path[:-1], key, _("{owner} needs “{key}”").format(owner=owner_of(path[:-1]), key=key), hint)


def _unknown_key(report: Report, path: Path) -> None:
    key = str(path[-1])
    known = properties(path[:-1])
    owner = owner_of(path[:-1])
    taken = report.value(path[:-1])
    free = [name for name in known if not isinstance(taken, dict) or name not in taken]
    meant = nearest(key, free)
    elsewhere = owners_of(key)
    typed = key.strip()
    if typed != key and typed in known:
        report.meant(path[:-1], typed)
        report.at_key("E003", path, _("before “{key}” stands a space that YAML takes for a letter").format(key=typed),
                      _("delete the spaces before it, and type them with the space bar"))  # fmt: skip
        return
    if looks_like_a_beat(report.value(path)):
        report.at_key("E003", path, _("“{key}” looks like a beat, and does not stand under “beats”").format(key=key),
                      _("begin it in column {column}, as every beat does, and move what belongs to it along").format(
                          column=_column_of_beats(report)))  # fmt: skip
        return
    if report.value(path) == "" and report.begins_what_stands_twice(path):
        wrong = _("{owner} has no key {key}, and the lines below it stand here already")
        report.at_key("E003", path, wrong.format(owner=owner, key=brief(key)),
                      _("if a beat begins here, let “{key}:” begin further left, as the beat above it does").format(
                          key=key))  # fmt: skip
        return
    if elsewhere:
        hint = _("“{key}” belongs to {owners}").format(key=key, owners=elsewhere)
    elif meant:
        hint = _("did you mean {word}?").format(word=meant)
        report.meant(path[:-1], meant)
    else:
        hint = _("known here: {keys}").format(keys=listed(known, 30))
    before = len(report.findings)
    report.at_key("E003", path, _("{owner} has no key {key}").format(owner=owner, key=brief(key)), hint)
    if not (elsewhere or meant):
        report.foreign += [(finding, path) for finding in report.findings[before:]]


def _column_of_beats(report: Report) -> int:
    """The column in which the file's beats begin."""
    beats = report.value(("beats",))
    named = isinstance(beats, dict) and next((name for name, beat in beats.items() if isinstance(beat, dict)), None)
    return report.tree.key_place(("beats", named)).column if named else 3
