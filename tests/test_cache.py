"""What is kept on disk: by content, whole or not at all, and never in the way."""

import multiprocessing

import numpy as np
import pyarrow.parquet as pq
import pytest

import corridor as co
from corridor import cache
from corridor.data import World
from corridor.model import Mode
from corridor.overlay import table
from corridor.steps import Layer
from tests.drawn import drawn_world


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv(cache.FOLDER, str(tmp_path / "kept"))
    return tmp_path / "kept"


def made(value=1):
    return {"a": np.arange(3) * value, "names": np.array(["x", "yy"])}


def never():
    raise AssertionError("was made again")


def test_made_once(folder):
    cache.kept("k", made)
    again = cache.kept("k", never)
    assert again["a"].tolist() == [0, 1, 2]
    assert again["names"].tolist() == ["x", "yy"]


def test_the_digest_tells_contents_apart():
    one = cache.digest("a", np.arange(3))
    assert one == cache.digest("a", np.arange(3))
    assert len({one, cache.digest("b", np.arange(3)), cache.digest("a", np.arange(4)), cache.digest("a0", "")}) == 4


@pytest.mark.parametrize(
    "damage", [lambda data: data[:-1], lambda data: b"", lambda data: data[:40] + bytes([data[40] ^ 1]) + data[41:]]
)
def test_a_damaged_file_is_thrown_away(folder, damage):
    cache.kept("k", made)
    path = folder / "k.npz"
    path.write_bytes(damage(path.read_bytes()))
    assert cache.kept("k", lambda: made(2))["a"].tolist() == [0, 2, 4]
    assert cache.kept("k", never)["a"].tolist() == [0, 2, 4]


def test_a_file_of_other_arrays_is_thrown_away(folder, tmp_path):
    (drawn_world(tmp_path / "w").root / "overlay.parquet").unlink()
    before = table(World(tmp_path / "w"), "XB", Layer(Mode.ROAD, 0))
    (path,) = folder.iterdir()
    for other in (made(), {"gateways": np.array(["x"]), "metres": np.zeros((1, 1))}):
        path.unlink()
        cache.kept(path.stem, lambda other=other: other)
        after = table(World(tmp_path / "w"), "XB", Layer(Mode.ROAD, 0))
        assert after.place == before.place
        assert (after.metres == before.metres).all()


def test_a_home_in_the_folder_is_one(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv(cache.FOLDER, "~/x")
    cache.kept("k", made)
    assert [path.name for path in (tmp_path / "x").iterdir()] == ["k.npz"]


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv(cache.FOLDER, str(tmp_path / "file"))
    assert cache.kept("k", made)["a"].tolist() == [0, 1, 2]


def test_it_can_be_switched_off(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv(cache.FOLDER, "off")
    cache.kept("k", made)
    assert not list(tmp_path.iterdir())


def test_the_oldest_go(folder, monkeypatch):
    monkeypatch.setattr(cache, "MOST_FILES", 2)
    for name in "abc":
        cache.kept(name, made)
    assert len(list(folder.glob("*.npz"))) == 2


def _fill(number):
    return [cache.kept(f"k{i}", made)["a"].tolist() for i in range(20)]


def test_many_processes_at_once(folder):
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        found = pool.map(_fill, range(4))
    assert found == [[[0, 1, 2]] * 20] * 4
    assert sorted(path.name for path in folder.iterdir()) == sorted(f"k{i}.npz" for i in range(20))


def test_without_an_overlay_it_is_measured_and_kept(folder, tmp_path):
    shipped = drawn_world(tmp_path / "w")
    before = table(shipped, "XB", Layer(Mode.ROAD, 0))
    plan = co.plan("XA-XB", world=shipped)
    (tmp_path / "w" / "overlay.parquet").unlink()
    bare = World(tmp_path / "w")
    after = table(bare, "XB", Layer(Mode.ROAD, 0))
    for a in before.place:
        for b in before.place:
            assert before.metres[before.place[a], before.place[b]] == after.metres[after.place[a], after.place[b]]
    assert co.plan("XA-XB", world=bare).corridors == plan.corridors
    assert list(folder.iterdir())


def test_an_overlay_of_other_networks_is_not_used(folder, tmp_path):
    root = tmp_path / "w"
    drawn_world(root)
    told = pq.read_schema(root / "overlay.parquet").metadata[b"measured_on"].decode()
    assert "road_edges.parquet" in told
    for sha, used in ((told.split("road_edges.parquet ")[1][:64], True), ("0" * 64, False)):
        (root / "SOURCES.csv").write_text(
            "file,title,publisher,licence,origin,retrieved,sha256,rows\n"
            f"road_edges.parquet,t,p,l,o,2026-01-01,{sha},{pq.ParquetFile(root / 'road_edges.parquet').metadata.num_rows}\n"
        )
        world = World(root)
        table(world, "XB", Layer(Mode.ROAD, 0))
        assert (("table", "overlay", None, (("cell", "XB-road"),)) in world._kept) == used
