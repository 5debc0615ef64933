"""The items of a scenario as lines to read, as CSV for a spreadsheet, and as plain data."""

import csv
import io
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, Final

from trainer.bench.foreign import cut
from trainer.bench.items import BeatItem, Items, OptionItem
from trainer.language import _, ngettext
from trainer.scenario.characters import shown

TELLS_MUCH: Final = 0.3
"""From here on a correlation is told as one."""

HALF: Final = 0.1
"""A share of plays this near to a half is told as about half."""

_FORMULA: Final = ("=", "+", "-", "@")

COLUMNS: Final = (
    "beat", "option", "move", "habit", "offered", "chosen", "share", "best", "mean_cost", "discrimination", "plays",
    "beat_plays", "beat_difficulty", "beat_low", "beat_high", "beat_mean_cost", "none_of_these", "say",
)  # fmt: skip
"""The columns of the CSV, one row an option."""


def as_text(items: Items) -> str:
    """What the plays tell, beat by beat."""
    return "".join(f"{shown(line).rstrip()}\n" for line in _lines(items))


def _lines(items: Items) -> Iterator[str]:
    yield items.title
    yield _basis(items)
    if items.forks:
        yield ngettext(
            "{number} play that was gone on with from a turn of another is left out.",
            "{number} plays that were gone on with from a turn of another are left out.",
            items.forks,
        ).format(number=items.forks)
    if items.earlier:
        yield ngettext(
            "{number} was of the file before its latest change.",
            "{number} were of the file before its latest change.",
            items.earlier,
        ).format(number=items.earlier)
    if items.unreadable:
        yield ngettext(
            "{number} play cannot be read any more.", "{number} plays cannot be read any more.", items.unreadable
        ).format(number=items.unreadable)
    if items.finished:
        yield _("Costs are points of 100, against the best line there.")
        yield _("“Tells apart” runs from -1 to +1: do those who take the line do well in the rest of the play?")
    for beat in items.beats:
        yield ""
        yield from _beat(beat)
    if items.plays and items.not_reached:
        yield ""
        yield _("No play came to: {beats}.").format(beats=", ".join(items.not_reached))
    if items.plays:
        yield ""
        yield _("Nothing of this left your machine.")


def _basis(items: Items) -> str:
    if not items.plays:
        return _("No play of it is kept on this machine yet.")
    plays = ngettext("{number} play", "{number} plays", items.plays).format(number=items.plays)
    return _("{plays} on this machine, {finished} of them to the end.").format(plays=plays, finished=items.finished)


def _beat(beat: BeatItem) -> Iterator[str]:
    gone = "" if beat.in_the_file else _(" (no longer in the file)")
    yield f"{beat.id}{gone}: {cut(beat.words, 64)}" if beat.words else f"{beat.id}{gone}"
    yield f"  {_told(beat)}"
    wide = max((len(option.id) for option in beat.options), default=0)
    for option in beat.options:
        yield f"    {option.id.ljust(wide)}  {_option(option)}"
    if beat.none_of_these:
        yield "  " + ngettext(
            "None of these: {number} line was typed.", "None of these: {number} lines were typed.", beat.none_of_these
        ).format(number=beat.none_of_these)
    for line in beat.typed:
        yield f"    “{line}”"


def _told(beat: BeatItem) -> str:
    if beat.difficulty is None or beat.likely is None or beat.cost is None:
        if not beat.plays:
            return _("No finished play came here: too few to tell how hard it is.")
        return ngettext(
            "{number} play: too few to tell how hard it is.",
            "{number} plays: too few to tell how hard it is.",
            beat.plays,
        ).format(number=beat.plays)
    right = round(beat.difficulty * beat.plays)
    return _(
        "{right} of {plays} plays took the best line ({share} percent; likely {low} to {high}): {how_hard}. "
        "A turn here cost {cost} points."
    ).format(
        right=right, plays=beat.plays, share=_percent(beat.difficulty), low=_percent(beat.likely[0]),
        high=_percent(beat.likely[1]), cost=f"{beat.cost:.1f}", how_hard=_how_hard(beat.difficulty, *beat.likely),
    )  # fmt: skip


def _how_hard(share: float, low: float, high: float) -> str:
    """The difficulty in words: sure where the likely values agree on them."""
    if low > 0.5:
        return _("most find it")
    if high < 0.5:
        return _("most miss it")
    if share > 0.5 + HALF:
        return _("perhaps most find it; more plays would tell")
    if share < 0.5 - HALF:
        return _("perhaps most miss it; more plays would tell")
    return _("about half find it, as far as so many plays tell")


def _tells(value: float) -> str:
    """The discrimination in words."""
    if value >= TELLS_MUCH:
        return _("who takes it does well")
    if value <= -TELLS_MUCH:
        return _("who takes it does badly")
    return _("says little")


def _option(option: OptionItem) -> str:
    parts = [_("chosen {chosen} of {offered}").format(chosen=option.chosen, offered=option.offered)]
    if option.cost is not None:
        parts.append(_("cost {cost}").format(cost=f"{option.cost:.1f}"))
    if option.discrimination is not None:
        parts.append(
            _("tells apart {value} ({words})").format(
                value=f"{option.discrimination:+.2f}", words=_tells(option.discrimination)
            )
        )
    if option.habit:
        parts.append(option.habit)
    if not option.in_the_file:
        parts.append(_("no longer in the file"))
    words = f"“{cut(option.say, 48)}”" if option.say else _("(says nothing)")
    return f"{'; '.join(parts)}  {words}"


def _percent(share: float) -> int:
    return int(share * 100 + 0.5)


def as_csv(items: Items) -> str:
    """One row an option, and one for each typed line where they were asked for. No cell is a formula."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(COLUMNS)
    for beat in items.beats:
        for option in beat.options:
            low, high = beat.likely or (None, None)
            rows.writerow(
                _safe(value)
                for value in (
                    beat.id, option.id, option.move, option.habit, option.offered, option.chosen,
                    _rounded(option.share),
                    option.best, _rounded(option.cost), _rounded(option.discrimination), option.plays, beat.plays,
                    _rounded(beat.difficulty), _rounded(low), _rounded(high), _rounded(beat.cost), beat.none_of_these,
                    option.say,
                )
            )  # fmt: skip
        for line in beat.typed:
            empty = ("",) * (len(COLUMNS) - 4)
            rows.writerow(_safe(value) for value in (beat.id, "none_of_these", "", *empty, line))
    return out.getvalue()


def _rounded(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}"


def _safe(value: object) -> str:
    """A cell that no spreadsheet takes for a formula: numbers stay, words that begin like one get an apostrophe."""
    text = shown(str(value))
    if isinstance(value, str) and text.startswith(_FORMULA) and not _is_number(text):
        return f"'{text}"
    return text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def as_data(items: Items) -> dict[str, Any]:
    """Plain data with all of it."""
    data = asdict(items)
    for beat, kept in zip(data["beats"], items.beats, strict=True):
        for option, one in zip(beat["options"], kept.options, strict=True):
            option["share"] = one.share
    return data
