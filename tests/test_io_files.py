import os

import pytest

from corridor import io
from corridor.errors import OutputError


def test_a_file_is_written_as_it_is_and_replaced_whole(tmp_path):
    path = tmp_path / "plan.csv"
    io.write(path, "old")
    io.write(path, "a,ž\r\nb\n")
    assert path.read_bytes() == "a,ž\r\nb\n".encode()
    assert os.listdir(tmp_path) == ["plan.csv"]  # noqa: PTH208


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "link.md").symlink_to(tmp_path / "plan.md")
    io.write(tmp_path / "link.md", "text")
    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "plan.md").read_text() == "text"


@pytest.mark.parametrize("act", [io.check_writable, lambda path: io.write(path, "text")])
@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("missing/plan.json", "there is no folder"),
        ("folder", "it is a folder"),
        ("file/plan.json", "there is no folder"),
        ("pipe", "not a regular file"),
        ("x" * 300, "name too long"),
    ],
)
def test_a_path_that_cannot_be_written_is_refused_on_one_line(tmp_path, act, name, reason):
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("kept")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OutputError, match=f"(?i)cannot write .*{reason}") as caught:
        act(tmp_path / name)
    assert "\n" not in str(caught.value)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder", "pipe"]


@pytest.mark.parametrize(("locked", "reason"), [("kept.md", "write-protected"), ("", "is not writable")])
def test_a_protected_file_or_folder_is_refused(tmp_path, monkeypatch, locked, reason):
    path = tmp_path / "kept.md"
    path.write_text("kept")
    monkeypatch.setattr(os, "access", lambda asked, mode: asked != tmp_path / locked)  # root may do all
    with pytest.raises(OutputError, match=reason):
        io.write(path, "text")
    assert path.read_text() == "kept"


def test_a_write_that_fails_leaves_what_was_there_and_nothing_aside(tmp_path):
    path = tmp_path / "plan.md"
    path.write_text("kept")
    with pytest.raises(OutputError, match="surrogates not allowed"):
        io.write(path, "half \ud800")
    assert path.read_text() == "kept"
    assert list(tmp_path.iterdir()) == [path]
