"""Rate: how well you think you did in each skill, and where you think each person stands."""

from collections.abc import Iterable

from textual.content import Content
from textual.widget import Widget

from scoring import skill_rules
from trainer.language import _, mark
from trainer.practice.sitting import Sitting
from trainer.report.terms import BAND_WORDS, BANDS, RATINGS, SKILLS
from trainer.screens.judging import JudgingScreen
from trainer.screens.texts import hang, plain
from trainer.screens.widgets.drawn import Drawn, text
from trainer.screens.widgets.scales import Ladder, Scale


class RateScreen(JudgingScreen):
    """Own bands and the 1 to 5 for each person."""

    asked = mark("How did it go? Say it before you see it.")
    missing = mark("You have not rated {names}. Enter again goes on all the same.")

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(sitting)
        # after a shift nobody is asked where people stand: that was written down at each stop
        met = () if sitting.story.shift else dict.fromkeys(turn.person for turn in sitting.play.turns)
        known = [rule.name for rule in skill_rules(sitting.scenario.form)]
        skills = sitting.story.head.teaches or known
        bands = [BAND_WORDS[band] for band in BANDS]
        self.skills = [Ladder(skill, SKILLS[skill].title, bands) for skill in known if skill in skills]
        self.people = [Ladder(person, sitting.names[person], ("",) * len(RATINGS)) for person in met]

    def parts(self) -> Iterable[Widget]:
        yield from self.skills
        if self.people:
            yield Drawn(text(_("Where does each of them stand? Rate what they did."), "$ink"), classes="gap")
            yield Drawn(rating_key)
            yield from self.people

    def question(self, scale: Scale) -> str:
        steps = len(scale.words) if isinstance(scale, Ladder) else 0
        how = _("Press 1 to {number}, or ← →.").format(number=steps)
        asked = SKILLS[scale.of].question if scale in self.skills else _("Where does {name} stand?")
        return f"{asked.format(name=scale.title)} {how}"

    def needed(self) -> Iterable[Scale]:
        return self.people

    def hand_in(self, values: dict[str, int]) -> None:
        ratings = {row.of: values[row.of] for row in self.people if row.value is not None}
        own = {row.of: BANDS[row.value - 1] for row in self.skills if row.value is not None}
        self.sitting.rate(ratings, own)


def rating_key(width: int) -> Content:
    """The key to the 1 to 5, printed above the rows because places differ in it."""
    return Content("\n").join(
        hang(Content.styled(f"  {number}", "bold $mark"), plain(words, "$soft"), width, 5)
        for number, words in RATINGS.items()
    )
