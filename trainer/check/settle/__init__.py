"""What `check` asks of a story, settled by the cheapest thing that settles it.

Every finding rests on a fact: a beat that no play comes to, a line that is never offered, a place where nothing is.
Most facts can be shown by one play, and then there is nothing to find; that nobody gets stuck in a beat can mostly be
proved from its lines. `settle` plays and proves, in a few hundredths of a second for most scenarios, and says what is
left `open`. That, and only that, needs the exploration of every play (trainer.check.explore).
"""

from trainer.check.settle.settling import Settled, find_play, settle, settle_patiently

__all__ = ["Settled", "find_play", "settle", "settle_patiently"]
