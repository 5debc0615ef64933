"""Whom typed names mean, and what is read of people and crews in plain mode."""

from collections.abc import Iterator

from trainer.drive.game import Game
from trainer.drive.game_known import Cell, CrewRow
from trainer.language import _
from trainer.plain.console import Console, word_meant
from trainer.report.drive_week import RATING_WORDS, named, person_lines, yes_sayers
from trainer.report.text import plain
from trainer.report.words import sentence

EVERYBODY_WHO_SAID_YES = "yes"
"""What is typed for all who said yes, in the language that is spoken, too."""


def crew_of(game: Game, typed: str) -> CrewRow | None:
    wanted = typed.strip().casefold()
    rows = game.chart()
    found = [row for row in rows if wanted in (row.crew.casefold(), row.name.casefold())]
    found = found or [row for row in rows if wanted and row.name.casefold().startswith(wanted)]
    return found[0] if found else None


def person_of(console: Console, game: Game, typed: str) -> str | None:
    """Who is meant; where nobody or several are, that is said."""
    found = named(game, typed)
    if len(found) == 1:
        return found[0]
    if not found:
        heard = plain(typed) or _("nobody")
        console.say(_("Nobody here is called “{name}”. The word chart reads everybody.").format(name=heard))
    else:
        names = _(" or ").join(plain(game.cell(person).name) for person in found[:6])
        console.say(_("Do you mean {names}? Type more of the name.").format(names=names))
    return None


def people_of(console: Console, game: Game, typed: str) -> tuple[str, ...]:
    """All who are meant by names, crews, or the word yes, each once."""
    people: list[str] = []
    for part in typed.split(","):
        crew = crew_of(game, part)
        if crew is not None:
            people += [cell.person for cell in crew.cells]
        elif word_meant(part.strip(), [EVERYBODY_WHO_SAID_YES]) == EVERYBODY_WHO_SAID_YES:
            people += yes_sayers(game)
        else:
            person = person_of(console, game, part)
            if person is None:
                return ()
            people.append(person)
    if not people:
        console.say(_("Nobody has said yes yet."))
    return tuple(dict.fromkeys(people))


def read_crew(console: Console, row: CrewRow) -> None:
    console.say("", sentence(plain(row.name)), *(plain(line) for line in _cells(row)))


def _cells(row: CrewRow) -> Iterator[str]:
    for cell in row.cells:
        yield f"{cell.name}: {', '.join(_told(cell))}."


def _told(cell: Cell) -> Iterator[str]:
    if cell.rating is None:
        yield _("not rated")
    else:
        yield _("you wrote {rating}, {words}").format(rating=cell.rating, words=_(RATING_WORDS[cell.rating]))
    if cell.talked is None:
        yield _("not talked with")
    else:
        yield _("last talked in week {week}").format(week=cell.talked)
    if cell.said:
        yield _("said yes") if cell.said == "yes" else _("said no")
    if cell.named:
        yield _("named by {n} as somebody people go to").format(n=cell.named)


def read_people(console: Console, game: Game, typed: str, one: bool) -> None:
    found = named(game, typed)
    if one:
        person = person_of(console, game, typed)
        if person is not None:
            cell = game.cell(person)
            role = f", {cell.role}" if cell.role else ""
            console.say("", sentence(plain(f"{cell.name}{role}")), *map(plain, person_lines(game, person)))
        return
    for person in found:
        cell = game.cell(person)
        console.say(sentence(plain(f"{cell.name}, {cell.role}")))
    if not found:
        person_of(console, game, typed)
