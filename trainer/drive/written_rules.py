"""What one place of a drive says of another: crews and their people, ties, leaders, weeks, conditions, parameters."""

from collections.abc import Collection, Iterable
from typing import Any, Final

from trainer.drive.conditions import problems_of
from trainer.drive.constituency import VOTE
from trainer.drive.written import as_decimal
from trainer.drive.written_words import already, no_such, none_there, out_of_season
from trainer.language import _
from trainer.scenario.marks import Path
from trainer.scenario.outline import Entries, entries, mappings, words
from trainer.scenario.report import Report, brief, did_you_mean, listed
from trainer.scenario.scalars import as_whole_number

_LISTS: Final = (("calendar", "tests"), ("events",), ("rumours",), ("promises",))
"""The lists whose items have ids of their own."""


def check_drive(report: Report, data: Entries) -> None:
    """Add a finding for everything in a drive that does not fit together."""
    crews, people = entries(data.get("crews")), entries(data.get("people"))
    _check_ids(report, data)
    _check_sizes(report, data, crews, people)
    for name, person in people.items():
        _check_person(report, name, entries(person), crews, people)
    _check_leaders(report, people)
    _check_talks(report, people)
    _check_weeks(report, data)
    known = {"person": people, "test": _ids(data, ("calendar", "tests")), "promise": _ids(data, ("promises",))}
    for path, event in mappings(data.get("events"), ("events",)):
        if isinstance(event.get("if"), str):
            for problem in problems_of(event["if"], known):
                report.at_value(
                    problem.code, (*path, "if"), problem.message, problem.hint, problem.offset, problem.length
                )
    for path, rumour in mappings(data.get("rumours"), ("rumours",)):
        _name(report, path, rumour, "from", [*people, *crews], "source")
        _name(report, path, rumour, "about", people, "person")
    for path, promise in mappings(data.get("promises"), ("promises",)):
        _name(report, path, promise, "to", people, "person")
        _check_promise(report, path, promise, data)
    _check_parameters(report, data)


def check_turf(report: Report, data: Entries) -> None:
    """Add a finding for everything in a turf that does not fit together."""
    _check_ids(report, data)
    size, on_list = _number(data.get("size")), _number(data.get("listed"))
    if size is not None and on_list is not None and on_list > size:
        report.at_value(
            "E004",
            ("listed",),
            _("{number} cannot stand on a list of {size} voters").format(number=f"{on_list:,}", size=f"{size:,}"),
            _("write {number} or less").format(number=size),
        )
    weeks = _weeks(data)
    for path, event in mappings(data.get("events"), ("events",)):
        _within(report, (*path, "week"), event.get("week"), weeks, "event")
    _check_parameters(report, data)


def _check_promise(report: Report, path: Path, promise: Entries, data: Entries) -> None:
    """A promise has to fit into some week, or nobody can keep it."""
    takes, week = as_decimal(promise.get("hours")), _number(data.get("hours"))
    given = [as_decimal(event.get("hours")) for _path, event in mappings(data.get("events"), ("events",))]
    if not isinstance(takes, float) or week is None or week < 1:
        return
    most = week + max((hours for hours in given if isinstance(hours, float)), default=0.0)
    if takes > max(most, week):
        report.at_value(
            "E004",
            (*path, "hours"),
            _("this promise takes {takes} hours, and no week has more than {most}").format(
                takes=f"{takes:g}", most=f"{max(most, week):g}"
            ),
            _("write fewer hours, or nobody can keep it"),
        )


def _check_parameters(report: Report, data: Entries) -> None:
    from trainer.drive.parameters import FACTS, out_of_range, possible

    known = {fact.name: fact for fact in FACTS}
    for name, written in entries(data.get("parameters")).items():
        path = ("parameters", name)
        if name not in known:
            hint = did_you_mean(name, known) or _("docs/drive_model.md lists them")
            report.at_key("E003", path, _("the model has no parameter {word}").format(word=brief(name)), hint)
            continue
        value, fact = as_decimal(written), known[name]
        if isinstance(value, float) and not possible(fact, value):
            told = _("{name} cannot be {value}").format(name=name, value=brief(written))
            report.at_value("E004", path, told, out_of_range(fact))


def _check_ids(report: Report, data: Entries) -> None:
    for place in _LISTS:
        seen: dict[str, Path] = {}
        thing = place[-1].removesuffix("s")
        for path, keys in mappings(_at(data, place), place):
            name = keys.get("id")
            if not isinstance(name, str) or not name:
                continue
            first = seen.setdefault(name, path)
            if first is not path:
                line = report.tree.value_place((*first, "id")).line
                report.at_value("E002", (*path, "id"), already(thing, name, line), _("give one of the two another id"))


def _check_sizes(report: Report, data: Entries, crews: Entries, people: Entries) -> None:
    """The crews make up the whole, nobody is left over, and no crew is of nobody."""
    size = _number(data.get("size"))
    sizes = {name: _number(entries(crew).get("size")) for name, crew in crews.items()}
    by_name: dict[str, list[str]] = {}
    for name, person in people.items():
        crew = entries(person).get("crew")
        if isinstance(crew, str):
            by_name.setdefault(crew, []).append(name)
    for name, number in sizes.items():
        path = ("crews", name, "size")
        if number is None:
            continue
        if number == 0:
            report.at_value(
                "E004",
                path,
                _("nobody is in the crew “{name}”").format(name=name),
                _("write how many people it has, or delete the crew"),
            )
        elif len(by_name.get(name, ())) > number:
            named = len(by_name[name])
            report.at_value(
                "E004",
                path,
                _("{named} people of “{name}” are named, and it has {number}").format(
                    named=named, name=name, number=number
                ),
                _("write {number} or more, or move somebody to another crew").format(number=named),
            )
    if size is None:
        return
    if len(people) > size:
        report.at_value(
            "E004",
            ("size",),
            _("{named} people are named, and the drive has {size}").format(named=len(people), size=size),
            _("write {number} or more").format(number=len(people)),
        )
    numbers = [number for number in sizes.values() if number is not None]
    if crews and len(numbers) == len(sizes) and sum(numbers) != size:
        report.at_value(
            "E004",
            ("size",),
            _("the crews have {number} people together, not {size}").format(number=sum(numbers), size=size),
            _("write size: {number}, or change the size of a crew").format(number=sum(numbers)),
        )


def _check_person(report: Report, name: str, person: Entries, crews: Entries, people: Entries) -> None:
    path: Path = ("people", name)
    _name(report, path, person, "crew", crews, "crew")
    for other in entries(person.get("ties")):
        place = (*path, "ties", other)
        if other == name:
            report.at_key(
                "E004", place, _("“{name}” cannot have a tie to themselves").format(name=name), _("delete this tie")
            )
        elif other not in people:
            _unknown(report, place, other, people, "person", at_key=True)
    own = person.get("crew")
    for place, led in words(person.get("leads"), (*path, "leads")):
        if led == own and led in crews:
            continue
        if led == name:
            report.at_value(
                "E004", place, _("“{name}” cannot lead themselves").format(name=name), _("delete this entry")
            )
        elif led in people:
            theirs = entries(people[led]).get("crew")
            if isinstance(own, str) and isinstance(theirs, str) and theirs != own:
                report.at_value(
                    "E004",
                    place,
                    _("“{led}” is of the crew “{theirs}”, and “{name}” of “{own}”").format(
                        led=led, theirs=theirs, name=name, own=own
                    ),
                    _(
                        "people look to somebody of their own crew: move one of the two, or write a tie "
                        "{tie} in its place"
                    ).format(tie=f"{{{led}: 2}}"),
                )
        elif led in crews:
            if own in crews:  # otherwise their own crew is what has to be mended, and that is told
                report.at_value(
                    "E004",
                    place,
                    _("“{name}” is not of the crew “{led}”").format(name=name, led=led),
                    _("a leader is of the crew that looks to them: write {own}").format(own=own),
                )
        else:
            _unknown(report, place, led, [*people, *([own] if isinstance(own, str) else [])], "person")


def _check_leaders(report: Report, people: Entries) -> None:
    """Of one whole crew there is one leader."""
    leaders: dict[str, tuple[str, Path]] = {}
    for name, person in people.items():
        own = entries(person).get("crew")
        for place, led in words(entries(person).get("leads"), ("people", name, "leads")):
            if led != own or not isinstance(own, str):
                continue
            first, at = leaders.setdefault(own, (name, place))
            if first != name:
                line = report.tree.value_place(at).line
                report.at_value(
                    "E004",
                    place,
                    _("the whole crew “{own}” looks to “{first}” already, in line {line}").format(
                        own=own, first=first, line=line
                    ),
                    _("name the people who look to this one instead"),
                )


def _check_talks(report: Report, people: Entries) -> None:
    from trainer.scenario.library import catalogue

    named = [
        (("people", name, "talk"), talk) for name, person in people.items() if (talk := entries(_of(person, "talk")))
    ]
    if not named:
        return
    library = {entry.id: entry.path for entry in catalogue()}
    for path, talk in named:
        scenario = talk.get("scenario")
        if not isinstance(scenario, str):
            continue
        if scenario not in library:
            _unknown(report, (*path, "scenario"), scenario, library, "scenario")
            continue
        _name(report, path, talk, "person", _people_in(library[scenario]), "person of a scenario", scenario)


def _people_in(file: str) -> Collection[str]:
    from pathlib import Path as File

    from trainer.scenario.tree import read_tree

    try:
        data = read_tree(File(file).read_text(encoding="utf-8-sig")).data
    except (OSError, ValueError):
        return ()
    return entries(entries(data).get("people"))


def _check_weeks(report: Report, data: Entries) -> None:
    calendar = entries(data.get("calendar"))
    weeks = _weeks(data)
    for path, test in mappings(calendar.get("tests"), ("calendar", "tests")):
        _within(report, (*path, "week"), test.get("week"), weeks, "test")
        if test.get("id") == VOTE:
            report.at_value(
                "E004",
                (*path, "id"),
                _("the secret vote is not written among the tests"),
                _("write it as vote: in the calendar, or give this test another id"),
            )
    for kind, thing in (("events", "event"), ("rumours", "rumour")):
        for path, keys in mappings(data.get(kind), (kind,)):
            _within(report, (*path, "week"), keys.get("week"), weeks, thing)
    campaign = entries(data.get("campaign"))
    _within(report, ("campaign", "from"), campaign.get("from"), weeks, "campaign")
    begins = _number(campaign.get("from"))
    for path, entry in mappings(campaign.get("weeks"), ("campaign", "weeks")):
        week = _number(entry.get("week"))
        _within(report, (*path, "week"), entry.get("week"), weeks, "week of the campaign")
        if begins is not None and week is not None and 1 <= week < begins:
            report.at_value(
                "E004",
                (*path, "week"),
                _("week {week} is before the campaign begins, in week {begins}").format(week=week, begins=begins),
                _("write a later week here, or from: {week}").format(week=week),
            )


def _within(report: Report, path: Path, value: object, weeks: int | None, thing: str) -> None:
    week = _number(value)
    if week is None:
        return
    if week < 1 or (weeks is not None and week > weeks):
        report.take_back("E004", path)  # no week of any season is told by the season's own weeks
        report.at_value("E004", path, *out_of_season(thing, week, weeks))


def _name(
    report: Report, path: Path, keys: Entries, key: str, known: Iterable[str], thing: str, scenario: str = ""
) -> None:
    value = keys.get(key)
    known = list(known)
    if isinstance(value, str) and value and value not in known:
        _unknown(report, (*path, key), value, known, thing, scenario)


def _unknown(
    report: Report, path: Path, word: str, known: Iterable[str], thing: str, scenario: str = "", at_key: bool = False
) -> None:
    known = list(known)
    there = _("there are {words}").format(words=listed(known)) if known else none_there(thing, scenario)
    say = report.at_key if at_key else report.at_value
    say("E007", path, no_such(thing, brief(word), scenario), did_you_mean(word, known) or there)


def _ids(data: Entries, place: Path) -> list[str]:
    return [str(keys["id"]) for _, keys in mappings(_at(data, place), place) if isinstance(keys.get("id"), str)]


def _at(data: Entries, place: Path) -> Any:
    found: Any = data
    for part in place:
        found = _of(found, part)
    return found


def _of(value: Any, key: str | int) -> Any:
    return entries(value).get(str(key))


def _weeks(data: Entries) -> int | None:
    """How many weeks there are; None where what is written is no number of weeks, which has a finding of its own."""
    weeks = _number(entries(data.get("calendar")).get("weeks"))
    return weeks if weeks is not None and weeks > 0 else None


def _number(value: object) -> int | None:
    number = as_whole_number(value)
    return number if isinstance(number, int) else None
