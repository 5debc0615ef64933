"""What both kinds of seasons read out in plain mode: what was heard, and decisions that cannot be made."""

from collections.abc import Iterable

from trainer.drive.constituency import Constituency
from trainer.drive.game_decisions import Decision, EndWeek, Forecast, NotPossible
from trainer.drive.game_known import Line
from trainer.plain.console import Console
from trainer.practice.drives import DriveSitting
from trainer.report.drive_week import heard
from trainer.report.text import plain, spoken


def heard_lines(constituency: Constituency, lines: Iterable[Line]) -> Iterable[str]:
    """Lines as they are read: whoever speaks is named before it, and what is told of somebody names them first."""
    for line in lines:
        one = heard(constituency, line)
        if one.lead:
            yield plain(one.lead)
        if one.speech:
            yield from spoken(one.name, one.text)
        elif one.name:
            yield plain(f"{one.name}. {one.text}")
        else:
            yield plain(one.text)


def do(console: Console, season: DriveSitting, decision: Decision) -> bool:
    """Make a decision and read what it brought; where it cannot be made, why, and what can be."""
    try:
        lines = season.do(decision)
    except NotPossible as no:
        console.say(" ".join(part for part in (plain(str(no)), plain(no.hint)) if part))
        return False
    for sentence in season.records.news():
        console.say(sentence)
    game = season.game
    if isinstance(decision, EndWeek | Forecast) and game.stage == "week":
        # what a week begins with is read under its own heading
        lines = tuple(line for line in lines if line.week != game.week)
    console.say(*heard_lines(season.constituency, lines))
    return True


def undo(console: Console, season: DriveSitting) -> None:
    """Take a week back, and say which is on."""
    from trainer.language import _

    try:
        week = season.undo_week()
    except NotPossible as no:
        console.say(" ".join(part for part in (str(no), no.hint) if part))
        return
    console.say("", _("Week {week} is before you again.").format(week=week))
