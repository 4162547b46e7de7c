"""`corridor open`: what is opened, and what is said where nothing can be."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
GOLDEN = ROOT / "tests" / "golden" / "kz-az-ge.json"


@pytest.fixture
def opened(tmp_path):
    """Return what runs the command with a browser that writes down its address, or with none."""
    seen = tmp_path / "seen.txt"
    fake = tmp_path / "browser"
    fake.write_text(f'#!/bin/sh\nprintf %s "$1" > "{seen}"\n')
    fake.chmod(0o755)

    def run(*words, browser=True):
        hidden = {"DISPLAY", "WAYLAND_DISPLAY", "BROWSER"}
        env = {name: value for name, value in os.environ.items() if name not in hidden} | {"PYTHONPATH": str(ROOT)}
        env |= {"BROWSER": f"{fake} %s"} if browser else {"PATH": str(tmp_path / "nothing")}
        result = subprocess.run(
            [sys.executable, "-m", "corridor", "open", *map(str, words)],
            check=False, cwd=tmp_path, env=env, capture_output=True, text=True, timeout=60,
        )  # fmt: skip
        return result, seen.read_text() if seen.exists() else None

    return run


@pytest.mark.parametrize("name", ["a map.html", "chart.svg", "UP.HTML"])
def test_a_page_is_opened_as_it_is(opened, tmp_path, name):
    (tmp_path / name).write_text("<p>page</p>")
    result, seen = opened(name)
    assert (result.returncode, result.stderr) == (0, "")
    assert seen == (tmp_path / name).resolve().as_uri()
    assert result.stdout == f"{(tmp_path / name).resolve()}\n"


def test_a_saved_plan_becomes_a_page_of_its_figures(opened, tmp_path):
    shutil.copy(GOLDEN, tmp_path / "plan.json")
    result, seen = opened("plan.json")
    assert result.returncode == 0
    page = Path(result.stdout.strip())
    assert seen == page.as_uri()
    text = page.read_text(encoding="utf-8")
    for corridor in json.loads(GOLDEN.read_text(encoding="utf-8"))["corridors"]:
        assert corridor["label"] in text
    assert not (tmp_path / "plan.html").exists(), "nothing is written beside it"
    page.unlink()
    page.parent.rmdir()


def test_without_a_browser_the_path_is_told(opened, tmp_path):
    (tmp_path / "x.html").write_text("<p>page</p>")
    result, seen = opened("x.html", browser=False)
    assert (result.returncode, seen) == (1, None)
    assert result.stderr == f"corridor: no browser could be started: open {(tmp_path / 'x.html').resolve()} by hand\n"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("none.html", None, "there is no file 'none.html'"),
        ("x.csv", "a", "cannot open 'x.csv': a page (.html), a chart (.svg) or a saved plan (.json)"),
        ("x.json", "{", "'x.json' is no JSON file"),
        ("x.json", json.dumps({"schema": "other"}), "'x.json' is no saved plan: write one with `corridor plan … -o x.json`"),
        ("x.json", json.dumps({"schema": "corridor.plan/1", "corridors": []}), "'x.json' is a saved plan "),
    ],
)  # fmt: skip
def test_what_cannot_be_opened_is_a_line(opened, tmp_path, name, content, said):
    if content is not None:
        (tmp_path / name).write_text(content)
    result, seen = opened(name)
    code = 1 if name == "x.json" else 2  # what is in a file is bad data, a file that is not there a bad question
    assert (result.returncode, seen, result.stderr.count("\n")) == (code, None, 1)
    assert said in result.stderr
