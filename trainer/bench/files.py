"""Files as an author's bench writes them: whole or not at all, never over what stands there unasked."""

import contextlib
import os
import stat
import tempfile
from collections.abc import Callable
from pathlib import Path

from trainer.language import _


class NotWritten(Exception):
    """A file that was not written; the message says why, as a sentence."""


def write_new(file: Path, content: str, approve: Callable[[Path], None] | None = None) -> None:
    """Write a file that is not there yet; what stands there already is never overwritten.

    `approve` sees the finished file under another name before it gets its own; what it raises leaves no file behind.
    Raises NotWritten.
    """
    if os.path.lexists(file):
        raise _there_already(file)
    written = _written_beside(file, content.encode(), None)
    try:
        if approve:
            approve(written)
        _take_name(written, file)
    finally:
        written.unlink(missing_ok=True)


def replace(file: Path, content: bytes) -> None:
    """Put other content into a file that is there, all of it at once; its permissions stay.

    Where the name is a link, the file that it leads to is replaced. Raises NotWritten for a file that may not be
    written, and leaves it as it was.
    """
    target = file.resolve()
    try:
        status = target.stat()
    except OSError as error:
        raise _refused(file, error) from None
    if not status.st_mode & 0o222 or not os.access(target, os.W_OK):
        raise NotWritten(
            _("{file} may not be written: it is write-protected. Copy it, and work on the copy.").format(file=file)
        )
    written = _written_beside(target, content, stat.S_IMODE(status.st_mode))
    try:
        written.replace(target)
    except OSError as error:
        written.unlink(missing_ok=True)
        raise _refused(file, error) from None


def _written_beside(file: Path, content: bytes, mode: int | None) -> Path:
    """The content in a new file in the same folder, on the disk."""
    try:
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.stem}.", suffix=".new.yaml")
    except OSError as error:
        raise _refused(file, error) from None
    made = Path(name)
    try:
        with os.fdopen(handle, "wb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
        made.chmod(mode if mode is not None else 0o666 & ~_umask())
    except OSError as error:
        made.unlink(missing_ok=True)
        raise _refused(file, error) from None
    return made


def _take_name(written: Path, file: Path) -> None:
    """Give the finished file its name, unless somebody else has taken it meanwhile."""
    try:
        os.link(written, file)
    except FileExistsError:
        raise _there_already(file) from None
    except OSError:
        # a file system without links: the name is taken first, then the content
        try:
            with file.open("xb") as opened:
                opened.write(written.read_bytes())
        except FileExistsError:
            raise _there_already(file) from None
        except OSError as error:
            with contextlib.suppress(OSError):
                file.unlink()
            raise _refused(file, error) from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _there_already(file: Path) -> NotWritten:
    return NotWritten(_("There is a file {file} already. Nothing was written; take another name.").format(file=file))


def _refused(file: Path, error: OSError) -> NotWritten:
    reason = os.strerror(error.errno) if error.errno else str(error)
    return NotWritten(_("{file} could not be written: {reason}.").format(file=file, reason=reason))
