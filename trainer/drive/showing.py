"""What a simulation gave, as a table for people, as CSV, or as JSON; seeds and parameters are part of each."""

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from trainer.drive.asked import Asked
from trainer.language import _, mark

_NAMES: Final = {
    "nothing": mark("nothing"),
    "canvass": mark("canvass"),
    "loudest_first": mark("loudest first"),
    "random_order": mark("random order"),
    "leaders_first": mark("leaders first"),
    "mixed": mark("mixed"),
    "leaders_first_reminders": mark("leaders first, reminders"),
    "phone": mark("phone"),
    "text": mark("text"),
    "deep": mark("long talks"),
    "friends": mark("friends ask friends"),
}
NONE: Final = "–"


def as_json(asked: Asked, outcomes: Mapping[str, Any], seasons: int, seed: int) -> str:
    """One object: seed, seasons, parameters, and the means of each strategy."""
    shown = {
        "seed": seed,
        "seasons": seasons,
        "parameters": asked.parameters(),
        "strategies": {name: outcome.means() for name, outcome in outcomes.items()},
    }
    return json.dumps(shown, indent=2) + "\n"


def as_csv(asked: Asked, outcomes: Mapping[str, Any], seasons: int, seed: int) -> str:
    """A row for each strategy, with the seed and every parameter in columns of their own."""
    rows = [
        {
            "strategy": name,
            **_flat(outcome.means()),
            "seed": seed,
            "seasons": seasons,
            **{f"parameter.{key}": value for key, value in asked.parameters().items()},
        }
        for name, outcome in outcomes.items()
    ]
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _flat(means: Mapping[str, Any]) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in means.items():
        if isinstance(value, dict):
            flat.update({f"{name}.{inner}": number for inner, number in value.items()})
        else:
            flat[name] = value
    return flat


def as_table(asked: Asked, outcomes: Mapping[str, Any], seasons: int, seed: int) -> str:
    """The means for people, with what they mean and how far they can be trusted."""
    means = {name: outcome.means() for name, outcome in outcomes.items()}
    is_turf = "net_votes" in next(iter(means.values()))
    head, rows, below = _turf_table(means) if is_turf else _season_table(means)
    title = asked.title or _("A generated shop of {people} people").format(people=asked.parameters()["people"])
    lines = [_("{title}: means of {seasons} seasons, seed {seed}").format(title=title, seasons=seasons, seed=seed)]
    lines += _settings(asked)
    return "\n".join([*lines, "", *_columns(head, rows), "", *map(_, below)]) + "\n"


def _settings(asked: Asked) -> list[str]:
    from trainer.drive.parameters import FACTS

    parameters = asked.parameters()
    told = []
    if "quality" in parameters:
        told.append(_("quality of one-on-ones {quality:g}").format(quality=parameters["quality"]))
        told.append(_("a campaign against it") if parameters["campaign"] else _("no campaign against it"))
    told += [f"{fact.name}={parameters[fact.name]:g}" for fact in FACTS if parameters[fact.name] != fact.default]
    return [", ".join(told)] if told else []


def _season_table(means: Mapping[str, Any]) -> tuple[list[str], list[list[str]], list[str]]:
    tests = list(next(iter(means.values()))["tests"])
    each = list(means.values())
    rows = [[_("said yes, %"), *(_percent(mean["said_yes"]) for mean in each)]]
    for test in tests:
        rows.append([_("{test}, %").format(test=test), *(_percent(mean["tests"][test]) for mean in each)])
    for test in tests:
        label = _("{test}, of yes (%)").format(test=test)
        rows.append([label, *(_percent(mean["came_of_yes"][test]) for mean in each)])
    for label, key in ((_("vote, %"), "vote"), (_("card to vote, %"), "card_to_vote"), (_("won, %"), "p_win")):
        if any(mean[key] is not None for mean in each):  # nothing of a vote where none is held
            rows.append([label, *(_percent(mean[key]) for mean in each)])
    for label, key in ((_("hours"), "hours"), (_("contacts"), "contacts"), (_("one-on-ones"), "talks")):
        rows.append([label, *(f"{mean[key]:.0f}" for mean in each)])
    below = [
        mark("Said yes: of those asked, before the first test. Of yes: of those whose last answer was"),
        mark("yes, who came. Card to vote: of those who acted at the first test, who voted yes."),
        mark("The contrast between strategies is calibrated to what organizers report, not discovered."),
        mark("What a talk changes in anybody is known from experiments, and small; trust, fear and"),
        mark("seeing others act are assumptions. docs/drive_model.md says which number is which."),
    ]
    return ["", *(_(_NAMES[name]) for name in means)], rows, below


def _turf_table(means: Mapping[str, Any]) -> tuple[list[str], list[list[str]], list[str]]:
    head = [_("tool"), _("net votes"), _("contacts"), _("hours"), _("net votes an hour")]
    rows = [
        [
            _(_NAMES[name]),
            f"{mean['net_votes']:+.1f}",
            f"{mean['contacts']:,.0f}",
            f"{mean['hours']:.0f}",
            f"{mean['net_votes'] / mean['hours']:+.2f}" if mean["hours"] else NONE,
        ]
        for name, mean in means.items()
    ]
    below = [
        mark("Net votes: for your side less against it, beside doing nothing. Brief contacts bring"),
        mark("people out and change nobody's side. Their effects are known from experiments;"),
        mark("docs/drive_model.md says which."),
    ]
    return head, rows, below


def _percent(share: float | None) -> str:
    return NONE if share is None else f"{share * 100:.0f}"


def _columns(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Lines of columns, the first to the left; the words of a heading stand one below the other."""
    words = [cell.split() if place else [cell] for place, cell in enumerate(head)]
    high = max(map(len, words))
    heads = [
        [word[line - high + len(word)] if line >= high - len(word) else "" for word in words] for line in range(high)
    ]
    lines = [*heads, *rows]
    wide = [max(len(line[place]) for line in lines) for place in range(len(head))]
    return [
        "  ".join([line[0].ljust(wide[0]), *(cell.rjust(wide[place]) for place, cell in enumerate(line[1:], 1))])
        for line in lines
    ]


FORMATS: Final[dict[str, Callable[[Asked, Mapping[str, Any], int, int], str]]] = {
    "table": as_table,
    "csv": as_csv,
    "json": as_json,
}
"""How a simulation can be shown."""
