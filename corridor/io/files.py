"""Files that are written whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from corridor.errors import OutputError


def check_writable(path: Path) -> None:
    """Check that a file can be written, before the work for it begins.

    Raises
    ------
    OutputError
        where its folder is missing or not writable, or what stands there is no file or not writable.
    """
    reason = _obstacle(path)
    if reason:
        raise OutputError(f"cannot write {str(path)!r}: {reason}")


def write(path: Path, text: str) -> None:
    """Write a text as UTF-8, its line ends unchanged: aside in the same folder first, then moved into place.

    Raises
    ------
    OutputError
        where it cannot be written; what was there before is then still there.
    """
    check_writable(path)
    target = path.resolve()  # a link stays a link
    aside = target.with_name(f".corridor-{os.getpid()}-{id(text)}.part")
    try:
        with aside.open("x", encoding="utf-8", newline="") as file:
            file.write(text)
        aside.replace(target)
    except (OSError, UnicodeEncodeError) as error:
        raise OutputError(f"cannot write {str(path)!r}: {_why(error)}") from error
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)


def _obstacle(path: Path) -> str:
    folder = path.parent
    try:
        if path.is_dir():
            return "it is a folder"
        if not folder.is_dir():
            return f"there is no folder {str(folder)!r}"
        if path.exists() and not path.is_file():
            return "it is not a regular file"
        if path.exists() and not os.access(path, os.W_OK):
            return "it is write-protected"
    except OSError as error:  # a name that is too long, a folder that may not be entered
        return _why(error)
    return "" if os.access(folder, os.W_OK | os.X_OK) else f"folder {str(folder)!r} is not writable"


def _why(error: Exception) -> str:
    return error.strerror if isinstance(error, OSError) and error.strerror else str(error)
