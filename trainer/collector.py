"""Python's garbage collector, which rests while the program opens.

What is imported, and drawn for the first frame, stays until the end, and the collector would look through all of it
time and again: an eighth of the time until something is seen.
"""

import gc


def rest() -> None:
    """Collect nothing for now."""
    gc.disable()


def go_on() -> None:
    """Collect again, and look through nothing of what is there by now."""
    gc.freeze()
    gc.enable()
