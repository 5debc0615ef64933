"""Gives the terminal back, whatever ends the program: a key, a signal, or an error nobody foresaw.

Textual restores it where its own loop ends. SIGTERM and SIGHUP would kill the process before that and leave a raw
terminal on the other screen, so they are turned into an ordinary end; and the modes are set back once more after it.
"""

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from types import FrameType

ENDING = tuple(name for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
"""The signals that end a program."""

STOPPED_BY = {name: 128 + int(getattr(signal, name)) for name in ENDING}
"""Exit codes as a shell reports them for a program that a signal ended."""

PATIENCE = 2.0
"""Seconds that a program which was told to stop has to do it in good order."""

_LEAVE = "\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1015l\x1b[?2004l\x1b[?1004l\x1b[?1049l\x1b[?25h\x1b[0m"
"""Mouse, paste and focus reports off, back to the first screen, cursor shown, colours as they were."""


@contextlib.contextmanager
def terminal_given_back() -> Iterator[None]:
    """Remember the terminal's modes and set them back at the end, also where the program was broken off."""
    before = _modes()
    try:
        yield
    except BaseException:
        _write_leave()
        raise
    finally:
        _restore(before)


@contextlib.contextmanager
def signals_to(stop: Callable[[int], None]) -> Iterator[None]:
    """Hand the signals that end a program to `stop` with their exit code.

    A second one, or a program that has not stopped by itself after a while, is ended at once.
    """
    before = _modes()
    waiting: list[threading.Timer] = []

    def end(code: int) -> None:
        _write_leave()
        _restore(before)
        os._exit(code)

    def handle(number: int, _frame: FrameType | None) -> None:
        code = 128 + number
        if waiting:
            end(code)
        timer = threading.Timer(PATIENCE, end, (code,))
        timer.daemon = True
        timer.start()
        waiting.append(timer)
        stop(code)

    old = {name: signal.signal(getattr(signal, name), handle) for name in ENDING}
    try:
        yield
    finally:
        for timer in waiting:
            timer.cancel()
        for name, handler in old.items():
            signal.signal(getattr(signal, name), handler)


def _modes() -> list[object] | None:
    """The terminal's modes, or None where there is no terminal of this kind."""
    try:
        import termios

        return list(termios.tcgetattr(sys.__stdin__.fileno())) if sys.__stdin__ else None
    except (ImportError, OSError, ValueError):
        return None
    except Exception as error:  # termios.error is no OSError
        if type(error).__module__ == "termios":
            return None
        raise


def _restore(modes: list[object] | None) -> None:
    if modes is None or sys.__stdin__ is None:
        return
    import termios

    with contextlib.suppress(OSError, termios.error):
        termios.tcsetattr(sys.__stdin__.fileno(), termios.TCSANOW, modes)  # type: ignore[arg-type]


def _write_leave() -> None:
    if sys.__stderr__ is not None and sys.__stderr__.isatty():
        with contextlib.suppress(OSError):
            sys.__stderr__.write(_LEAVE)
            sys.__stderr__.flush()
