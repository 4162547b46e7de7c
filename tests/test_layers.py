"""Values go right, imports go left: a module imports only what stands left of its bar."""

import ast
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "corridor"

ORDER = """
errors schema model geo cache | data | read network sea | names gateways links scenario figures emissions rates ends | cells | search | steps overlay traces
| built pareto ranking alternatives sequences scoring tallies risks corridors explain impasse voyages catalog dates | plan notices planner hazards differences choices check | io palette charts comparison report maps | api pages comparing sweep notebook | cli
"""
LAYERS = [layer.split() for layer in ORDER.split("|")]
PLACE = {module: (level, i) for level, layer in enumerate(LAYERS) for i, module in enumerate(layer)}

OWNERS = {
    "branca": {"maps"},
    "click": {"cli"},
    "dask": {"sweep"},
    "distributed": {"sweep"},
    "folium": {"maps"},
    "geopandas": {"io", "network"},
    "osmium": {"network"},
    "osmnx": {"network"},
    "rich": {"report", "cli"},
    "searoute": {"sea"},
}
FREE = {"__init__", "__main__"}
"""modules that may import anything"""


def module_of(path, package=PACKAGE):
    """Return the module that a file belongs to: the first part of its path."""
    return path.relative_to(package).with_suffix("").parts[0]


def imports(source, package):
    """Return what a source text of a package imports, as (line, dotted name)."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            name = ".".join([*base, *filter(None, [node.module])])
            found += [(node.lineno, f"{name}.{alias.name}") for alias in node.names]
    return found


def fault(importer, imported):
    """Return what is wrong with an import of a module, "" where it is right."""
    top, *rest = imported.split(".")
    if importer in FREE:
        return ""
    if top != "corridor":
        owners = OWNERS.get(top, {importer})
        return "" if importer in owners else f"{top} is only for {', '.join(sorted(owners))}"
    target = rest[0] if rest else ""
    if importer == target:
        return ""
    for module in (importer, target):
        if module not in PLACE:
            return f"{module or 'corridor itself'} has no place in ORDER: add it where it belongs"
    return "" if PLACE[target] < PLACE[importer] else f"{target} does not stand left of {importer}"


def cases():
    for path in sorted(PACKAGE.rglob("*.py")):
        parent = ".".join(("corridor", *path.relative_to(PACKAGE).parent.parts))
        for line, imported in imports(path.read_text(encoding="utf-8"), parent):
            where = f"{path.relative_to(PACKAGE)}:{line}"
            yield pytest.param(module_of(path), imported, id=f"{where} imports {imported}")


@pytest.mark.parametrize(("importer", "imported"), list(cases()))
def test_imports_go_left(importer, imported):
    assert not fault(importer, imported)


@pytest.mark.parametrize("module", sorted({module_of(path) for path in PACKAGE.rglob("*.py")} - FREE))
def test_every_module_has_its_place(module):
    assert module in PLACE, f"add {module} to ORDER of this test where it belongs"


def test_no_module_has_two_places():
    assert len(PLACE) == sum(map(len, LAYERS))


@pytest.mark.parametrize(
    ("importer", "source", "wrong"),
    [
        ("geo", "from corridor.plan import plan", "plan does not stand left of geo"),
        ("geo", "from corridor import cli", "cli does not stand left of geo"),
        ("geo", "import corridor.cli", "cli does not stand left of geo"),
        ("geo", "from .data import World", "data does not stand left of geo"),
        ("errors", "from corridor import model", "model does not stand left of errors"),
        ("gateways", "from corridor.scenario import dated", "scenario does not stand left of gateways"),
        ("maps", "def f():\n    from ..cli import main", "cli does not stand left of maps"),
        ("maps", "import click", "click is only for cli"),
        ("io", "from folium.map import Layer", "folium is only for maps"),
        ("plan", "import dask.bag", "dask is only for sweep"),
        ("newcomer", "import corridor.model", "newcomer has no place in ORDER: add it where it belongs"),
        ("api", "from corridor.newcomer import x", "newcomer has no place in ORDER: add it where it belongs"),
    ],
)  # fmt: skip
def test_a_planted_import_to_the_right_is_caught(importer, source, wrong):
    package = "corridor.maps" if importer == "maps" else "corridor"
    assert [fault(importer, imported) for _, imported in imports(source, package)] == [wrong]


@pytest.mark.parametrize(
    ("importer", "source"),
    [
        ("model", "from corridor.errors import DataError"),
        ("scenario", "from corridor.gateways import crossings"),
        ("maps", "import folium, corridor.io\nfrom .strokes import trace\nfrom ..model import Plan"),
        ("cli", "import click, rich.console"),
        ("__main__", "from corridor.cli import main"),
        ("model", "import numpy, json"),
    ],
)
def test_an_import_to_the_left_passes(importer, source):
    package = "corridor.maps" if importer == "maps" else "corridor"
    assert not any(fault(importer, imported) for _, imported in imports(source, package))


def test_the_model_knows_no_library():
    files = sorted((PACKAGE / "model").glob("*.py"))
    assert files
    for path in files:
        used = [name for _, name in imports(path.read_text(encoding="utf-8"), "corridor.model")]
        outside = [name for name in used if not name.startswith("corridor.model.")]
        assert {name.split(".")[0] for name in outside} <= sys.stdlib_module_names
