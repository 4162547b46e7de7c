import hashlib
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from corridor.data import World, sha256, shipped
from corridor.errors import DataError


@pytest.fixture
def root(tmp_path):
    (tmp_path / "towns.csv").write_text('id,name\n1,Brest\n2,"Kara, chi"\n3,Ташкент\n', encoding="utf-8")
    table = pa.table({"id": [1, 2, 3], "country": ["BY", "FR", "BY"], "size": [3, 1, 2]})
    pq.write_table(table, tmp_path / "sizes.parquet")
    return tmp_path


def test_rows_are_dicts_of_strings_in_the_order_of_the_file(root):
    assert World(root).rows("towns") == (
        {"id": "1", "name": "Brest"},
        {"id": "2", "name": "Kara, chi"},
        {"id": "3", "name": "Ташкент"},
    )


def test_a_table_is_narrowed_to_columns_and_rows(root):
    table = World(root).table("sizes", columns=("id", "size"), country="BY")
    assert table.to_pydict() == {"id": [1, 3], "size": [3, 2]}
    assert World(root).table("sizes").num_rows == 3
    assert World(root).table("sizes", country="XX").num_rows == 0


def test_what_was_read_is_kept_and_each_question_has_its_own_answer(root):
    world = World(root)
    rows, some = world.rows("towns"), world.table("sizes", country="BY")
    (root / "towns.csv").unlink()
    (root / "sizes.parquet").unlink()
    assert world.rows("towns") is rows
    assert world.table("sizes", country="BY") is some
    with pytest.raises(DataError):
        world.table("sizes", country="FR")


def test_worlds_share_nothing(root):
    assert World(root).rows("towns") is not World(root).rows("towns")


def test_keep_makes_a_value_once(root):
    world, made = World(root), []
    assert [world.keep("key", lambda: made.append(1) or len(made)) for _ in range(3)] == [1, 1, 1]
    assert world.keep("another", lambda: None) is None


@pytest.mark.parametrize("read", [World.rows, World.table])
def test_a_missing_file_is_named(root, read):
    with pytest.raises(DataError, match=r"'.*nowhere\.(csv|parquet)' is missing"):
        read(World(root), "nowhere")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "is empty"),
        (b"id,name\n1\n", "line 2: expected 2 fields"),
        (b"id,name\n1,a\n2,b,c\n", "line 3: expected 2 fields"),
        (b"id,name\n1,\xff\n", "cannot be read"),
        (b'id,name\n1,"a"b\n', "cannot be read"),
    ],
)
def test_a_damaged_csv_is_named_with_its_problem(tmp_path, content, problem):
    (tmp_path / "bad.csv").write_bytes(content)
    with pytest.raises(DataError, match=rf"bad\.csv'.*{problem}"):
        World(tmp_path).rows("bad")


@pytest.mark.parametrize("content", [b"", b"PAR1", b"no parquet at all"])
def test_a_damaged_parquet_is_named(tmp_path, content):
    (tmp_path / "bad.parquet").write_bytes(content)
    with pytest.raises(DataError, match=r"bad\.parquet' cannot be read"):
        World(tmp_path).table("bad")


def test_a_truncated_parquet_is_named(root):
    whole = (root / "sizes.parquet").read_bytes()
    (root / "sizes.parquet").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DataError, match=r"sizes\.parquet' cannot be read"):
        World(root).table("sizes")


def test_a_column_that_is_not_there_is_an_error_of_the_data(root):
    with pytest.raises(DataError, match=r"sizes\.parquet' cannot be read"):
        World(root).table("sizes", columns=("id", "nothing"))


def test_a_column_to_narrow_by_that_is_not_there_is_an_error_of_the_data(root):
    with pytest.raises(DataError, match=r"sizes\.parquet' cannot be read"):
        World(root).table("sizes", nothing="x")


def test_a_world_without_its_folder_says_so(tmp_path):
    with pytest.raises(DataError, match=r"data folder .* is missing"):
        World(tmp_path / "nowhere")


def test_the_shipped_folder_is_found_beside_the_package():
    assert shipped().is_dir()
    assert shipped().name in ("data", "_data")
    assert World().root == shipped()


def test_sha256_is_that_of_the_bytes(root):
    path: Path = root / "towns.csv"
    assert sha256(path) == hashlib.sha256(path.read_bytes()).hexdigest()
