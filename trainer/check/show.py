"""How findings are shown: to people with their own line and the spot in it, to programs as JSON."""

import json
import unicodedata
from collections.abc import Sequence
from typing import Any, Final

from trainer.check.run import Checked
from trainer.language import _, ngettext
from trainer.scenario.characters import shown
from trainer.scenario.findings import Finding
from trainer.scenario.report import listed

_WIDEST_LINE: Final = 100
_BEFORE_SPOT: Final = 40


def as_text(checked: Sequence[Checked], strict: bool = False) -> str:
    """What `check` prints for people; ends in a line feed."""
    blocks = [_finding(one, finding) for one in checked for finding in one.findings]
    blocks += [_players(one) for one in checked if one.players]
    return "\n\n".join([*blocks, _closing(checked)]) + "\n"


def as_json(checked: Sequence[Checked]) -> str:
    """What `check --format json` prints; ends in a line feed."""
    return json.dumps({"files": [_file(one) for one in checked]}, indent=2) + "\n"


def _file(checked: Checked) -> dict[str, Any]:
    return {
        "file": checked.file,
        "scenario": checked.loaded.id or None,
        "findings": [
            {
                "code": finding.code, "where": finding.where, "line": finding.line, "column": finding.column,
                "message": finding.message, "hint": finding.hint,
            }
            for finding in checked.findings
        ],
        "explored": _explored(checked),
        "scores": {} if checked.scores is None else checked.scores.to_json(),
        **({"players": {each.player: each.to_json() for each in checked.players}} if checked.players else {}),
    }  # fmt: skip


def _players(checked: Checked) -> str:
    """What five players score in a scenario, as a table."""
    from trainer.check.scores.distribution import as_table

    return as_table(shown(checked.title), checked.players).rstrip()


def _explored(checked: Checked) -> dict[str, Any]:
    """How much was looked at; the number of plays as text, for it is larger than what many programs can hold."""
    summary = checked.explored
    if summary is None:
        return {"states": 0, "exact": False}
    plays = None if summary.plays is None else str(summary.plays)
    told: dict[str, Any] = {
        "states": summary.states,
        "exact": summary.exact,
        "plays": plays,
        "reached": summary.reached,
    }
    if not summary.exact:
        told["not_exact"] = list(summary.open)
    return told


def _finding(checked: Checked, finding: Finding) -> str:
    lines = [f"{shown(checked.file)}:{finding.line}:{finding.column} {finding.code} {finding.message}"]
    source = checked.loaded.lines
    if finding.spot.line <= len(source) and source[finding.spot.line - 1].strip():
        number = f"{finding.spot.line:>6}"
        text, marks = _marked(source[finding.spot.line - 1].rstrip("\r"), finding.spot.column, finding.spot.length)
        lines += [f"{number} | {text}", f"{'':>6} | {marks}"]
    if finding.hint:
        lines.append(f"  {_('mend')}: {finding.hint}")
    return "\n".join(lines)


def _marked(line: str, column: int, length: int) -> tuple[str, str]:
    """The author's line as a screen can show it, and a line with ^ under the spot; long lines are cut around it."""
    start = column - 1
    left = 0 if len(line) <= _WIDEST_LINE or start <= _BEFORE_SPOT else start - _BEFORE_SPOT
    right = min(len(line), left + _WIDEST_LINE)
    before, spot, after = line[left:start], line[start : min(start + length, right)], line[start + length : right]
    opening = "…" if left else ""
    closing = "…" if right < len(line) else ""
    text = opening + shown(before) + shown(spot) + shown(after) + closing
    marks = " " * _width(opening + shown(before)) + "^" * max(1, _width(shown(spot)))
    return text.rstrip(), marks


def _width(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(
        0 if unicodedata.combining(sign) or sign == "\u200d" else 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        for sign in text
    )


def _closing(checked: Sequence[Checked]) -> str:
    """The last line: that all is well, or how much there is to mend."""
    total = sum(len(one.findings) for one in checked)
    looked_at = _looked_at(checked)
    if not total:
        return _all_well(checked) + looked_at + "."
    code = next(finding.code for one in checked for finding in one.findings)
    mend = ngettext("{n} thing to mend", "{n} things to mend", total).format(n=total)
    if len(checked) > 1:
        files = sum(bool(one.findings) for one in checked)
        within = ngettext("{things} in {n} file", "{things} in {n} files", files)
        mend = within.format(things=mend, n=files)
    explained = _("What a code means: {command}").format(command=f"second-knock check --explain {code}")
    return f"{mend}{looked_at}. {explained}"


def _all_well(checked: Sequence[Checked]) -> str:
    walks = sum(one.walks for one in checked)
    if len(checked) > 1:
        well = _("All well: {n} scenarios read clearly")
        if walks:
            well = ngettext(
                "All well: {n} scenarios read clearly and their walk holds",
                "All well: {n} scenarios read clearly and their {walks} walks hold",
                walks,
            )
        return well.format(n=len(checked), walks=walks)
    well = _("All well: {title} reads clearly")
    if walks:
        well = ngettext(
            "All well: {title} reads clearly and its walk holds",
            "All well: {title} reads clearly and its {walks} walks hold",
            walks,
        )
    return well.format(title=shown(checked[0].title), walks=walks)


def _looked_at(checked: Sequence[Checked]) -> str:
    """How many plays were looked at, and where not all could be."""
    summaries = [one.explored for one in checked if one.explored is not None]
    if not summaries:
        return ""
    if not all(summary.exact for summary in summaries):
        open_ = next(summary.open for summary in summaries if not summary.exact)
        told = _("; not every play could be looked at ({places}): --states allows for more")
        return told.format(places=listed(open_, 3))
    if any(summary.plays is None for summary in summaries):
        well = not any(one.findings for one in checked)
        return _("; every line comes up in some play, and none gets stuck") if well else ""
    plays = sum(summary.plays or 0 for summary in summaries)
    if plays == 1:
        return _(", and the one play there is was looked at")
    return _(", and all {number} plays were looked at").format(number=f"{plays:,}")
