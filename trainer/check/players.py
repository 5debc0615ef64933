"""Five players that play any scenario by themselves: four that do not listen, and one that plays ably.

They show what the rubric thinks of a way to play (docs/players.md), and give tests and the analysis whole plays. Each
is deterministic: the same story, player and seed give the same play.
"""

import random
from collections.abc import Callable, Sequence
from typing import Final, Literal, get_args

from trainer.check.judging import Judgement, by_what_was_heard, sunny
from trainer.check.recording import naive_record, true_record
from trainer.check.strong import best_way
from trainer.conversation.play import Play
from trainer.conversation.state import AT_STOP, RECORDING
from trainer.conversation.story import Story, StoryOption, words

Player = Literal["first", "longest", "random", "habits", "strong"]

PLAYERS: Final[tuple[Player, ...]] = get_args(Player)
"""Every player: the first line as written, the one with most words, any, one with a habit wherever there is one, and
the able one."""

Options = Sequence[StoryOption]


def play_with(story: Story, player: Player, seed: int = 0) -> Play:
    """A whole play of a story by a player, with the judgements at its end.

    `first`, `longest` and `habits` choose from the author's order, `random` by the seed; at the stops of a shift all
    knock but `random`, which may pass by. They record what was said at face value and take every yes for sure.
    `strong` plays as an able organizer or canvasser would (trainer.check.strong), records what it understood and judges
    by the answers it was given. The seed is the play's too: it decides in which order lines are shown.
    """
    if player == "strong":
        return _strong(story, seed)
    chance = random.Random(f"{player} {seed}")
    if player == "random":
        play = play_by(story, chance.choice, seed, chance.choice)
    else:
        play = play_by(story, _CHOOSE[player], seed)
    return _judged(play, sunny(play))


def play_by(
    story: Story,
    choose: Callable[[Options], StoryOption],
    seed: int = 0,
    at_stop: Callable[[Sequence[str]], str] = lambda choices: choices[0],
) -> Play:
    """A whole play, each line chosen from those on offer, each stop knocked at or passed by, and all of it recorded at
    face value."""
    play = Play.new(story, seed)
    while not play.ended:
        if play.stuck:
            play = play.leave()
        elif play.state.phase == RECORDING:
            play = play.choose(naive_record(play))
        elif play.state.phase == AT_STOP:
            play = play.choose(at_stop(play.offered_ids()))
        else:
            play = play.choose(choose(play.offered()).id)
    return play


def _strong(story: Story, seed: int) -> Play:
    play = Play.new(story, seed)
    while not play.ended:
        if play.stuck:
            play = play.leave()
        elif play.state.phase == RECORDING:
            play = play.choose(true_record(play))
        elif play.state.phase == AT_STOP:
            play = play.choose(play.offered_ids()[0])
        else:
            for option in best_way(story, play.state):
                play = play.choose(option)
    return _judged(play, by_what_was_heard(play))


def _judged(play: Play, judgement: Judgement) -> Play:
    return play if play.story.shift else play.judged(judgement.ratings, judgement.forecasts)


def _first(options: Options) -> StoryOption:
    return options[0]


def _longest(options: Options) -> StoryOption:
    return max(options, key=lambda option: words(option.say))


def _habit(options: Options) -> StoryOption:
    return next((option for option in options if option.offered.tags.get("habit")), options[0])


_CHOOSE: Final[dict[str, Callable[[Options], StoryOption]]] = {
    "first": _first,
    "longest": _longest,
    "habits": _habit,
}
