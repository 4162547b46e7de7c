"""Fetch the third-party files of the map page and write them with their manifest; rerun to update.

Usage: python -m tools.vendor_assets
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import tarfile
import tempfile
from pathlib import Path

STATIC = Path(__file__).resolve().parents[1] / "corridor" / "maps" / "static"
PACKAGE, VERSION, LICENCE = "leaflet", "1.9.4", "BSD-2-Clause"
FILES = {
    "package/dist/leaflet.js": "leaflet.js",
    "package/dist/leaflet.css": "leaflet.css",
    "package/LICENSE": "leaflet.LICENSE",
}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(  # noqa: S603
            ["npm", "pack", f"{PACKAGE}@{VERSION}", "--silent"],  # noqa: S607
            cwd=folder,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as archive:
            texts = {name: _read(archive, member) for member, name in FILES.items()}
    for name, text in texts.items():
        (STATIC / name).write_bytes(text)
    manifest = [
        {
            "file": name,
            "package": PACKAGE,
            "version": VERSION,
            "licence": LICENCE,
            "sha256": hashlib.sha256(text).hexdigest(),
        }
        for name, text in texts.items()
    ]
    (STATIC / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")


def _read(archive: tarfile.TarFile, member: str) -> bytes:
    file = archive.extractfile(member)
    if file is None:
        raise SystemExit(f"{PACKAGE} {VERSION} has no {member}")
    text = file.read().replace(b"\r\n", b"\n")
    # a source map is a file of its own, which the page does not carry
    return b"\n".join(line for line in text.split(b"\n") if not line.startswith(b"//# sourceMappingURL"))


if __name__ == "__main__":
    main()
