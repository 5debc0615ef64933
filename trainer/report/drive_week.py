"""A week of a drive in words, the same for every face of the game: a person of the chart, what was heard, the hours.

Everything here says what the trainee has seen, heard or written; nothing of it is the truth of the season.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from trainer.drive.game_known import Cell, Line, Result
from trainer.language import _, mark, ngettext

if TYPE_CHECKING:
    from trainer.drive.constituency import Constituency, DriveEntry
    from trainer.drive.game import Game
    from trainer.drive.game_turf import LedgerLine

RATING_MARKS: Final = {1: "▲", 2: "△", 3: "◇", 4: "▽", 5: "▼"}
"""A mark beside the digit of each rating, so that neither colour nor reading is needed to tell them apart."""

RATING_WORDS: Final = {
    1: mark("for it, and moves others"),
    2: mark("for it"),
    3: mark("open"),
    4: mark("rather against it"),
    5: mark("against it"),
}
"""What the trainee's own 1 to 5 mean."""


LEADS: Final = {
    "yes": mark("Asked, and it is a yes:"),
    "no": mark("Asked, and it is a no:"),
    "asked": mark("They want something of you:"),
    "rumour": mark("They have heard something:"),
    "excuse": mark("Afterwards:"),
}
"""What stands before a line, so that it is known what it answers."""


class Heard(NamedTuple):
    """A line as it is shown: who it is about or from ("" for nobody), the words, and whether they are theirs.

    `lead` says what the words are, "" where they say it themselves; `kind` is the line's.
    """

    name: str
    text: str
    speech: bool
    lead: str
    kind: str


def heard(constituency: "Constituency", line: Line) -> Heard:
    """A line of the season as it is shown."""
    name = constituency.member(line.person).name if line.person else ""
    return Heard(name, line.text, line.speech, _(LEADS.get(line.kind, "")), line.kind)


def occasions(lines: Iterable[Line]) -> list[tuple[Line, ...]]:
    """Lines by the decision that brought them, the first first."""
    return [tuple(group) for _occasion, group in groupby(lines, key=lambda line: line.occasion)]


def first_steps(game: "Game") -> Iterator[str]:
    """How a season can be begun, for somebody who has not run one."""
    yield _("A good beginning: ask two or three people of each crew whom people go to.")
    yield _("Then have a one-on-one with whoever is named, and write down what you believe of them, 1 to 5.")
    coming = game.upcoming()
    if coming:
        yield _(
            "Nearly everybody says yes to being asked. At the end of week {week} you say by name who will stand up, "
            "and see."
        ).format(week=coming[0].week)


def since_last_week(game: "Game") -> Iterator[str]:
    """What a week begins with besides what happens in it: what came of the week before, and what is due now."""
    before = game.week - 1
    cells = [cell for row in game.chart() for cell in row.cells]
    asked = [cell for cell in cells if before and cell.asked == before]
    if asked:
        yes = sum(cell.said == "yes" for cell in asked)
        told = ngettext(
            "Last week {asked} person answered you: {yes} yes, {no} no.",
            "Last week {asked} people answered you: {yes} yes, {no} no.",
            len(asked),
        )
        yield told.format(asked=len(asked), yes=yes, no=len(asked) - yes)
    elif before:
        yield _("Last week you asked nobody.")
    yield from due_words(game)


def due_words(game: "Game") -> Iterator[str]:
    """What ends with this week where nothing is done: promises to keep, and what was asked and not answered."""
    for one in game.promises():
        name = game.cell(one.person).name
        if one.made and one.due == game.week:
            yield _("What you promised {name} is due this week, {hours}: “{text}”").format(
                name=name, hours=hours_words(one.hours), text=one.text
            )
        elif not one.made:
            yield _("{name} has no answer yet: “{text}”").format(name=name, text=one.text)


def hours_words(hours: float) -> str:
    """Hours in words: 1 hour, 1.25 hours; with minutes where it is no number of quarters: 1 hour 35 minutes."""
    if hours > 0 and abs(4 * hours - round(4 * hours)) > 1e-6:
        whole, minutes = divmod(max(1, round(hours * 60)), 60)
        told = ngettext("{minutes} minute", "{minutes} minutes", minutes).format(minutes=minutes)
        if not whole:
            return told
        return (
            f"{ngettext('{hours} hour', '{hours} hours', whole).format(hours=whole)} {told}"
            if minutes
            else (ngettext("{hours} hour", "{hours} hours", whole).format(hours=whole))
        )
    figure = f"{hours:.2f}".rstrip("0").rstrip(".")
    return ngettext("{hours} hour", "{hours} hours", 1 if figure == "1" else 2).format(hours=figure)


def week_of(game: "Game") -> str:
    """Which week it is, of how many."""
    return _("week {week} of {weeks}").format(week=game.week, weeks=game.constituency.weeks)


def next_test(game: "Game") -> str:
    """What is held next and when; "" where nothing is."""
    coming = game.upcoming()
    if not coming:
        return ""
    test = coming[0]
    if test.week == game.week:
        return _("{title}: at the end of this week").format(title=test.title)
    return _("{title}: at the end of week {week}").format(title=test.title, week=test.week)


def about(drive: "Constituency | DriveEntry") -> str:
    """A drive or turf in a line, as a list has it."""
    if drive.form == "turf":
        size = ngettext("{size} voter", "{size} voters", drive.size)
    else:
        size = ngettext("{size} person", "{size} people", drive.size)
    weeks = ngettext("{weeks} week", "{weeks} weeks", drive.weeks).format(weeks=drive.weeks)
    hours = ngettext("{hours} hour in each", "{hours} hours in each", drive.hours).format(hours=drive.hours)
    parts = [_(KINDS.get(drive.kind, drive.kind)), size.format(size=f"{drive.size:,}"), weeks, hours]
    if drive.minutes:
        parts.append(_("about {minutes} minutes to play").format(minutes=drive.minutes))
    return ", ".join(parts)


KINDS: Final = {
    "shop": mark("a shop"),
    "building": mark("a building"),
    "plant": mark("a plant"),
    "turf": mark("a turf"),
}
"""What a constituency is."""


def minutes_a_head(drive: "Constituency | DriveEntry") -> str:
    """How long there is for each person or voter over the whole season: what decides which tool fits."""
    minutes = 60 * drive.hours * drive.weeks / max(1, drive.size)
    if minutes >= 60:
        return _("That is {hours} hours for each of them.").format(hours=f"{minutes / 60:.1f}")
    return _("That is {minutes} minutes for each of them.").format(minutes=f"{minutes:.1f}")


# A person of the chart


def person_lines(game: "Game", person: str) -> Iterator[str]:
    """What the trainee has of somebody, a sentence a line."""
    cell = game.cell(person)
    yield rated_words(cell)
    yield _talked(cell)
    if cell.said and cell.asked is not None:
        told = (
            _("Asked in week {week}, they said yes.")
            if cell.said == "yes"
            else _("Asked in week {week}, they said no.")
        )
        yield told.format(week=cell.asked)
    if cell.named:
        told = ngettext(
            "{number} person says that people go to them.", "{number} people say that one goes to them.", cell.named
        )
        yield told.format(number=cell.named)
    if cell.committee is not None:
        yield _("Came to the committee in week {week}.").format(week=cell.committee)
    for result in game.results:
        if not result.secret:
            stood = cell.stood.get(result.test, False)
            yield (_("{title}: stood up.") if stood else _("{title}: stayed away.")).format(title=result.title)
    ties = [game.cell(tie.person).name for tie in game.ties(person)]
    if ties:
        yield _("Tied to {names}.").format(names=", ".join(ties))
    if cell.cares:
        yield _("What it is for them: {cares}.").format(cares=cell.cares)
    for promise in game.promises():
        if promise.person == person:
            yield promise_words(game, promise.promise)


def rated_words(cell: Cell) -> str:
    """What the trainee wrote of somebody last, in a sentence."""
    if cell.rating is None:
        return _("You have not rated them.")
    return _("You wrote {rating}{mark}, {words}, in week {week}.").format(
        rating=cell.rating, mark=RATING_MARKS[cell.rating], words=_(RATING_WORDS[cell.rating]), week=cell.rated
    )


def _talked(cell: Cell) -> str:
    if cell.talked is None:
        return _("You have not talked yet.")
    parts = []
    if cell.talks:
        parts.append(ngettext("{n} one-on-one", "{n} one-on-ones", cell.talks).format(n=cell.talks))
    if cell.rounds:
        parts.append(ngettext("{n} quick round", "{n} quick rounds", cell.rounds).format(n=cell.rounds))
    last = _("Last talked in week {week}").format(week=cell.talked)
    return f"{last}: {', '.join(parts)}." if parts else f"{last}."


def promise_words(game: "Game", promise: str) -> str:
    """A promise that is open: what they asked, and by when."""
    one = next(each for each in game.promises() if each.promise == promise)
    if one.made:
        return _("You promised, by the end of week {week}, {hours}: “{text}”").format(
            week=one.due, hours=hours_words(one.hours), text=one.text
        )
    return _("Waits for an answer this week: “{text}”").format(text=one.text)


def tied_to(game: "Game", person: str) -> frozenset[str]:
    """Those to whom somebody is tied, as far as the trainee was told."""
    return frozenset(tie.person for tie in game.ties(person))


# Whom to pick


def yes_sayers(game: "Game") -> tuple[str, ...]:
    """Whose last answer was yes, in the order of the chart."""
    return tuple(cell.person for row in game.chart() for cell in row.cells if cell.said == "yes")


def named(game: "Game", typed: str) -> tuple[str, ...]:
    """Whom letters mean: somebody's id or whole name, else all who have a name that begins so, else hold them."""
    wanted = typed.strip().casefold()
    if not wanted:
        return ()
    people = [(cell.person, cell.name.casefold()) for row in game.chart() for cell in row.cells]
    whole = [id_ for id_, name in people if wanted in (id_, name)]
    if whole:
        return tuple(whole[:1])
    begins = [id_ for id_, name in people if any(part.startswith(wanted) for part in (name, *name.split()))]
    return tuple(begins or [id_ for id_, name in people if wanted in name])


def note_of(game: "Game", cell: Cell) -> str:
    """What is known of somebody before a test, in a few words: the answer, the rating, the last test."""
    parts = []
    if cell.said and cell.asked is not None:
        told = _("said yes in week {week}") if cell.said == "yes" else _("said no in week {week}")
        parts.append(told.format(week=cell.asked))
    if cell.rating is not None:
        parts.append(_("you wrote {rating}{mark}").format(rating=cell.rating, mark=RATING_MARKS[cell.rating]))
    held = [result for result in game.results if not result.secret]
    if held:
        stood = cell.stood.get(held[-1].test, False)
        words = _("stood up at {title}") if stood else _("stayed away from {title}")
        parts.append(words.format(title=held[-1].title))
    return ", ".join(parts) or _("not asked yet")


ANSWERS: Final = frozenset({"yes", "no", "round"})
"""Kinds of lines in which somebody answers to being asked."""


def last_words(game: "Game", person: str) -> str:
    """What somebody said last when they were asked, word for word and where; "" where they never were.

    A yes in a quick round is polite, whoever says it; the words of one in a one-on-one can be read.
    """
    for line in reversed(game.lines):
        if line.person == person and line.kind in ANSWERS and line.speech:
            where = _("in a quick round") if line.kind == "round" else _("in a one-on-one")
            return _("{name}, {where}: “{words}”").format(name=game.cell(person).name, where=where, words=line.text)
    return ""


def stood_words(game: "Game", result: Result) -> Iterator[str]:
    """Who stood up at a test that was held, crew by crew, whole and by name; nobody can say so of a secret vote."""
    if result.secret:
        return
    for row in game.chart():
        there = [cell.name for cell in row.cells if cell.person in result.stood]
        yield _("{crew}, {number} of {people}: {names}").format(
            crew=row.name, number=len(there), people=len(row.cells), names=", ".join(there) or _("nobody")
        )


def way_words(line: "LedgerLine") -> str:
    """What a way of reaching voters took and brought so far, in a line."""
    if not line.hours:
        return _("no hours yet")
    hours = hours_words(line.hours)
    reached = ngettext("{n} contact", "{n} contacts", line.contacts).format(n=f"{line.contacts:,}")
    if line.said_for is None:
        return f"{hours}, {reached}"
    said = ngettext("{n} says they are for your side", "{n} say they are for your side", line.said_for)
    return f"{hours}, {reached}, {said.format(n=f'{line.said_for:,}')}"


BRINGS: Final = {
    "meet": mark(
        "One of four falls through. A good one changes a little of what they want, much of how far they trust you, and "
        "prepares them for the other side; a poor one does harm."
    ),
    "ask": mark("A name, right three times of four, and some of those whom they are close to."),
    "member": mark("A member has the talk: somewhat less well than you, with more pull on those close to them."),
    "keep": mark("They trust you a little more. A promise that is not kept costs much of the trust there is."),
    "promise": mark("Nothing is spent now. Keep it in time: broken, it costs much of the trust there is."),
    "decline": mark("It costs nothing, and they do not ask again."),
    "round": mark(
        "They answer politely, whatever they think. For two weeks they come a little sooner, if they are willing; it "
        "changes nobody's mind."
    ),
    "remind": mark("For two weeks whoever is willing comes a little sooner. Worth it shortly before a test."),
    "committee": mark(
        "Whoever trusts you and is for it belongs to it. Those who come have two hours each this week, for talks that "
        "you ask of them."
    ),
    "end": mark("What happens then is told in the next week. Hours that are left are gone."),
}
"""What hours can be spent on, and what it brings."""


WAYS_TOLD: Final = {
    "canvass": mark("Scripted talks of three minutes at doors, about five an hour."),
    "phone": mark("The same script by phone, about six an hour; a call does half of what a door does."),
    "text": mark("Three hundred an hour. Each does very little."),
    "deep": mark("A quarter of an hour and more, less than one an hour. A few minds change."),
    "friends": mark("Volunteers ask friends whom they have on the list. It does most, and there are few."),
}
"""What each way is."""
