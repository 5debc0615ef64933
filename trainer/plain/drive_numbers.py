"""The numbers of the model in plain mode: each in its lines, and what follows where one is another."""

from trainer.drive.constituency import Constituency
from trainer.drive.parameters import WrongParameter, facts_of
from trainer.language import _
from trainer.plain.console import Console
from trainer.practice.drive_numbers import SEASONS, compared, fact_lines, read_value, usual_values
from trainer.report.text import plain


def read_numbers(console: Console, constituency: Constituency, quality: float, typed: str) -> None:
    """All numbers; one, where its name was typed; or what follows, where a value was typed too."""
    usual = usual_values(constituency)
    name, _space, value = typed.partition(" ")
    facts = [fact for fact in facts_of(constituency.form) if not name or fact.name == name]
    if not facts:
        console.say(_("There is no number “{name}”. The word numbers alone reads them all.").format(name=plain(name)))
        return
    if not value:
        for fact in facts:
            told = fact_lines(fact, usual[fact.name], usual[fact.name])
            console.say("", plain(f"{fact.name}: {_(fact.meaning)}."), *map(plain, told))
        return
    try:
        changed = read_value(name, value)
    except WrongParameter as wrong:
        console.say(plain(f"{wrong}: {wrong.hint}."))
        return
    console.say(_("Simulating {n} seasons of each way, as usual and so changed …").format(n=SEASONS))
    titles = {test.id: test.title for test in constituency.tests}
    if constituency.vote:
        titles["vote"] = constituency.vote.title
    found = compared(constituency, {name: changed}, quality)
    console.say(
        _("{name} {usual} becomes {changed}. The middle one of {n} seasons of each way, with the same luck:").format(
            name=name, usual=f"{usual[name]:g}", changed=f"{changed:g}", n=SEASONS
        )
    )
    for measure in dict.fromkeys(one.measure for one in found):
        console.say(plain(titles.get(measure, _("Net votes"))) + ".")
        for one in found:
            if one.measure == measure:
                form = "{:.0f}" if measure == "net_votes" else "{:.0%}"
                line = _("{way}: {usual} as usual, {changed} so changed.")
                console.say(line.format(way=one.title, usual=form.format(one.usual), changed=form.format(one.changed)))
