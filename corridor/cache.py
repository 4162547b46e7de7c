"""Arrays that are costly to find again, kept on disk under a digest of what they were found from.

A file is written aside and moved into place, so two processes at once do no harm; it starts with the digest of its
own bytes, and one that does not match, cut short or changed, is thrown away and made anew. Where nothing can be
written, nothing is kept.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

FOLDER = "CORRIDOR_CACHE"
"""environment variable: the folder, or off"""
VERSION = 1
MOST_FILES = 400
"""the oldest beyond so many are removed"""
_DIGEST_BYTES = hashlib.sha256().digest_size

Arrays = Mapping[str, npt.NDArray[Any]]


def digest(*parts: npt.NDArray[Any] | str) -> str:
    """Return the SHA-256 of some texts and arrays, in hexadecimal."""
    found = hashlib.sha256(str(VERSION).encode())
    for part in parts:
        data = part.encode() if isinstance(part, str) else np.ascontiguousarray(part).tobytes()
        found.update(len(data).to_bytes(8, "big"))
        found.update(data)
    return found.hexdigest()


def kept(key: str, make: Callable[[], Arrays], fits: Callable[[Arrays], bool] = lambda _: True) -> Arrays:
    """Return what `make()` gives, from disk where it was made before under this key; a file that `fits` not goes."""
    folder = _folder()
    if folder is None:
        return make()
    path = folder / f"{key}.npz"
    found = _read(path)
    if found is None or not fits(found):
        found = make()
        _write(path, found)
    return found


def _folder() -> Path | None:
    asked = os.environ.get(FOLDER)
    if asked == "off":
        return None
    try:
        if asked:
            return Path(asked).expanduser()
        base = Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser()
    except RuntimeError:  # no such home
        return None
    return base / "corridor" if base.is_absolute() else None


def _read(path: Path) -> Arrays | None:
    try:
        data = path.read_bytes()
    except OSError:
        return None
    told, payload = data[:_DIGEST_BYTES], data[_DIGEST_BYTES:]
    if hashlib.sha256(payload).digest() == told:
        with contextlib.suppress(ValueError, OSError, zipfile.BadZipFile), np.load(io.BytesIO(payload)) as file:
            return {name: file[name] for name in file.files}
    with contextlib.suppress(OSError):
        path.unlink()
    return None


def _write(path: Path, arrays: Arrays) -> None:
    buffer = io.BytesIO()
    np.savez(buffer, allow_pickle=False, **arrays)
    payload = buffer.getvalue()
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as aside:
            aside.write(hashlib.sha256(payload).digest() + payload)
        Path(aside.name).replace(path)
        _prune(path.parent)


def _prune(folder: Path) -> None:
    files = sorted(folder.glob("*.npz"), key=lambda one: one.stat().st_mtime)
    for old in files[:-MOST_FILES]:
        old.unlink(missing_ok=True)
