"""What several keys say together: what an option must have, what a form wants, what cannot go with what."""

from scoring.moves import MOODS
from trainer.language import _
from trainer.scenario.findings import MAY_BE_ALLOWED
from trainer.scenario.marks import Path
from trainer.scenario.model import TEACHES_BY_FORM
from trainer.scenario.outline import Entries, WrittenBeat, entries, mappings, words
from trainer.scenario.report import Report, brief, did_you_mean, listed
from trainer.scenario.scalars import as_boolean


def check_rules(report: Report, data: Entries, beats: list[WrittenBeat]) -> None:
    """Add a finding for every combination of keys that means nothing."""
    _check_form(report, data)
    for kind in ("visits", "stops"):
        for path, visit in mappings(data.get(kind), (kind,)):
            _check_start(report, (*path, "start"), visit.get("start"))
            if kind == "stops":
                _check_stop(report, path, visit)
    for path, event in mappings(data.get("events"), ("events",)):
        for key in entries(event.get("effects")):
            if key in MOODS:
                report.at_key("E003", (*path, "effects", key), _("in an event a mood is named with its person"),
                              _("write person.{mood}").format(mood=key))  # fmt: skip
    for beat in beats:
        for place, keys in beat.options:
            _check_line(report, place, keys)
            _check_ask(report, place, keys)
    for code in entries(data.get("allow")):
        if code not in MAY_BE_ALLOWED:
            what = _("errors cannot be allowed")
            if not code.startswith("E"):
                what = _("there is no warning or smell {code}").format(code=brief(code))
            report.at_key(
                "E004", ("allow", code), what, did_you_mean(code, MAY_BE_ALLOWED) or listed(MAY_BE_ALLOWED, 16)
            )


def _check_form(report: Report, data: Entries) -> None:
    form = data.get("form")
    if form not in ("visits", "shift"):
        return
    wanted, foreign = (["visits"], ["shift", "stops"]) if form == "visits" else (["shift", "stops"], ["visits"])
    for key in wanted:
        if key not in data:
            report.missing((), key, _("a scenario of form: {form} needs “{key}”").format(form=form, key=key),
                           _("add {key}: and what belongs to it").format(key=key))  # fmt: skip
    for key in foreign:
        if key in data:
            other = "shift" if form == "visits" else "visits"
            report.at_key("E003", (key,), _("“{key}” does not belong to form: {form}").format(key=key, form=form),
                          _("delete it, or write form: {form}").format(form=other))  # fmt: skip
    allowed = TEACHES_BY_FORM[form]
    others = {skill for skills in TEACHES_BY_FORM.values() for skill in skills}.difference(allowed)
    for path, skill in words(data.get("teaches"), ("teaches",)):
        if skill in others:
            wrong = _("a scenario of form: {form} does not teach {skill}").format(form=form, skill=brief(skill))
            report.at_value("E004", path, wrong, _("it teaches of {skills}").format(skills=listed(allowed)))


def _check_start(report: Report, path: Path, start: object) -> None:
    choices = list(mappings(start, path))
    if choices and isinstance(start, list) and "if" in choices[-1][1] and choices[-1][0][-1] == len(start) - 1:
        report.at_value(
            "E004",
            (*choices[-1][0], "if"),
            _("the last beat of a start has no condition"),
            _("delete this if, or add a last entry {entry} without one").format(entry="{beat: …}"),
        )


def _check_stop(report: Report, path: Path, stop: Entries) -> None:
    if "with" in stop and "start" not in stop:
        report.missing(path, "start", _("a stop where somebody answers needs “start”"),
                       _("add start: and the first beat"))  # fmt: skip
    if "start" in stop and "with" not in stop:
        report.missing(path, "with", _("a stop with a start needs “with”"), _("add with: and who answers"))
    truth = entries(stop.get("truth"))
    if "support" in truth and isinstance(truth.get("code"), str) and truth["code"] != "canvassed":
        wrong = _("a support goes with canvassed, not {code}").format(code=truth["code"])
        report.at_value("E004", (*path, "truth", "support"), wrong, _("delete it, or write code: canvassed"))


def _check_line(report: Report, path: Path, option: Entries) -> None:
    """An option says something, with a move, or waits."""
    move = option.get("move")
    if "wait" in option and as_boolean(option["wait"]) is not False:
        for key in ("say", "heard_as"):
            if key in option:
                report.at_key(
                    "E004",
                    (*path, key),
                    _("an option that waits has no words, so no “{key}”").format(key=key),
                    _("delete wait: true or {key}").format(key=key),
                )
        if "move" in option and move != "silence":
            report.at_value("E004", (*path, "move"), _("an option that waits is silence and has no other move"),
                            _("delete wait: true or this move"))  # fmt: skip
        return
    if "say" not in option:
        has_move = "move" in option and move != "silence"
        hint = _("add say: and move:, or wait: true for a silence")
        if has_move:
            hint = _("add say: what the trainee says")
        report.missing(path, "say", _("an option needs “say”, or “wait: true”"), hint)
        return
    if "move" not in option:
        report.missing(path, "move", _("an option that says something needs “move”"),
                       _("add move: the form of the line, such as open_question or reflection"))  # fmt: skip


def _check_ask(report: Report, path: Path, option: Entries) -> None:
    """An ask goes with move: ask, and three ways on go with an ask."""
    asks = option.get("move") == "ask"
    if asks and "ask" not in option:
        report.missing(path, "ask", _("an option with move: ask needs “ask”"),
                       _("add ask: the id of what is asked"))  # fmt: skip
    if "ask" in option and not asks and ("move" in option or "wait" in option):
        report.at_key("E004", (*path, "ask"), _("“ask” goes only with move: ask"),
                      _("write move: ask, or delete this ask"))  # fmt: skip
    then = option.get("then")
    if isinstance(then, dict) and "ask" not in option and not asks:
        report.at_value("E004", (*path, "then"), _("only an ask has an answer to go on from"),
                        _("write one beat, or end"))  # fmt: skip
