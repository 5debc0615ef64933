"""Whether a folder lies on a network drive, where SQLite's shared memory and locks cannot be relied on.

SQLite, "Write-Ahead Logging": all processes using a database must be on the same host; WAL does not work over a
network filesystem.
"""

import os
import sys
from pathlib import Path

from trainer.language import _

NETWORK_KINDS = frozenset(
    {
        "afs", "afpfs", "acfs", "beegfs", "ceph", "cifs", "coda", "davfs", "fuse.ceph", "fuse.davfs2", "fuse.gcsfuse",
        "fuse.glusterfs", "fuse.rclone", "fuse.s3fs", "fuse.smbnetfs", "fuse.sshfs", "gfs2", "gpfs", "glusterfs",
        "lustre", "ncpfs", "nfs", "nfs4", "ocfs2", "orangefs", "smb2", "smb3", "smbfs", "webdav",
    }
)  # fmt: skip
"""File systems, as the system calls them, whose files lie on another machine or are shared with others."""

_MOUNTS = Path("/proc/self/mountinfo")
_REMOTE_DRIVE = 4
_LOCAL_FLAG = 0x1000


def network_kind(folder: Path, mounts: Path = _MOUNTS) -> str | None:
    """What kind of network drive a folder lies on; None where it lies on none, or where that cannot be told.

    `mounts` is the system's table of mounted file systems, as in /proc/self/mountinfo. What cannot be told here is
    caught later, when the store cannot be brought into WAL.
    """
    try:
        return _kind(folder, mounts)
    except (OSError, ValueError, AttributeError, ImportError):
        return None


if sys.platform == "win32":

    def _kind(folder: Path, mounts: Path) -> str | None:
        drive = folder.resolve().drive
        if drive.startswith("\\\\"):
            return _("network share")
        import ctypes

        kind = ctypes.windll.kernel32.GetDriveTypeW(drive + "\\")
        return _("network drive") if kind == _REMOTE_DRIVE else None

elif sys.platform == "darwin":

    def _kind(folder: Path, mounts: Path) -> str | None:
        import ctypes

        # struct statfs with 64-bit inodes: f_flags at byte 64, f_fstypename (16 bytes) at byte 72
        buffer = ctypes.create_string_buffer(4096)
        if ctypes.CDLL(None).statfs(os.fsencode(folder), buffer) != 0:
            return None
        flags = int.from_bytes(buffer.raw[64:68], sys.byteorder)
        kind = buffer.raw[72:88].split(b"\0")[0].decode("ascii", "replace")
        return None if flags & _LOCAL_FLAG else kind

else:

    def _kind(folder: Path, mounts: Path) -> str | None:
        path = os.fsencode(folder.resolve())
        longest, kind = -1, ""
        for line in mounts.read_bytes().splitlines():
            before, _, after = line.partition(b" - ")
            fields = before.split(b" ")
            if len(fields) < 5 or not after:
                continue
            mount = _unescaped(fields[4])
            inside = path == mount or path.startswith(mount.rstrip(b"/") + b"/")
            # of two mounts on one place the later covers the earlier
            if inside and len(mount) >= longest:
                longest, kind = len(mount), after.split(b" ")[0].decode("ascii", "replace")
        return kind if kind in NETWORK_KINDS else None

    def _unescaped(field: bytes) -> bytes:
        for escape, plain in ((rb"\040", b" "), (rb"\011", b"\t"), (rb"\012", b"\n"), (rb"\134", b"\\")):
            field = field.replace(escape, plain)
        return field
