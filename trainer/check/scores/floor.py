"""Whether a line gives the floor, as far as the text tells: it has no more words than what they say back."""

from collections.abc import Iterator
from typing import Final

from scoring.words import count_words
from trainer.conversation.story import Story, StoryBeat, Wordings

NOT_GIVEN, GIVEN, UNTOLD = range(3)
"""Whether a line gives the floor; UNTOLD where it hangs on which of several wordings is said."""

STEPS: Final = ("issue", "agitate")
"""The steps in which it counts."""


class Floor:
    """Answers for the lines of one story."""

    def __init__(self, story: Story) -> None:
        self.story = story

    def counts(self, option: int) -> bool:
        """Whether it counts for a line, by its place."""
        return self.story.options[option].step in STEPS

    def of(self, option: int, answer: int, beat: int, visit: int) -> int:
        """What a line gives in a visit with this answer (0 for none), where it leads to a beat; -1: to none."""
        line = self.story.options[option]
        if line.step not in STEPS:
            return NOT_GIVEN
        said = 0 if line.move == "silence" else count_words(line.say)
        opens = beat >= 0 and line.then[max(answer - 1, 0)] >= 0
        more = self._of_beat(self.story.beats[beat], visit) if opens else [0]
        given = {said <= reply + words for reply in list(_lengths(line.reply)) or [0] for words in more}
        return UNTOLD if len(given) > 1 else GIVEN if True in given else NOT_GIVEN

    def _of_beat(self, beat: StoryBeat, visit: int) -> list[int]:
        """The words that may be said where a beat opens in a visit."""
        if beat.says:
            return list(_lengths(beat.says))
        if beat.raises >= 0:
            objection = self.story.objections[beat.raises]
            return [count_words(objection.says) if objection.person == self.story.visits[visit].person else 0]
        return [0]


def _lengths(wordings: Wordings) -> Iterator[int]:
    """The counted words of each wording, and none where it can be that none holds."""
    yield from (count_words(text) for _, text in wordings)
    if wordings and all(holds is not None for holds, _ in wordings):
        yield 0
