"""The layers, and what the folders' names must not do: DESIGN.md, Layout."""

import ast
import importlib.metadata
import re
import subprocess
import sys
from pathlib import Path

import pytest

import data
from data.schema import Table
from data.tables import TABLES

ROOT = Path(__file__).resolve().parents[1]
LAYERS = ("data", "components", "pages", "app")  # each may import those before it, and itself
OWN = set(LAYERS)
# What a layer must not know beside the layers above it.
FOREIGN = {
    "data": {"streamlit", "folium", "streamlit_folium", "plotly"},
    "components": set(),
    "pages": set(),
    "app": set(),
}
# components/ stands first on sys.path: a file there with such a name would hide the other.
TOP_LEVEL = {
    path.stem for path in ROOT.iterdir() if path.suffix == ".py" or (path.is_dir() and path.name[0] not in "._")
}


def modules(layer):
    """The layer's Python files."""
    return [ROOT / "app.py"] if layer == "app" else sorted((ROOT / layer).rglob("*.py"))


def imported(path):
    """First and full names of what a module imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add("." * node.level + (node.module or ""))
    return {name.split(".")[0] or name for name in found}


PRESENT = [(layer, path) for layer in LAYERS for path in modules(layer) if path.exists()]


def name_of(value):
    return str(value.relative_to(ROOT)) if isinstance(value, Path) else value


@pytest.mark.parametrize(("layer", "path"), PRESENT, ids=name_of)
def test_arrows_go_one_way(layer, path):
    above = set(LAYERS[LAYERS.index(layer) + 1 :])
    assert not imported(path) & (above | FOREIGN[layer])


@pytest.mark.parametrize(("layer", "path"), PRESENT, ids=name_of)
def test_imports_are_absolute(layer, path):
    assert not [name for name in imported(path) if name.startswith(".")], layer


def test_the_test_of_arrows_sees_imports(tmp_path):
    (tmp_path / "m.py").write_text(
        "def f():\n    from components.maps import x\n    import streamlit.web as w\nfrom . import y\n"
    )
    assert imported(tmp_path / "m.py") == {"components", "streamlit", "."}
    assert len([path for layer, path in PRESENT if layer == "data"]) > 30


def test_importing_the_data_layer_loads_no_streamlit():
    code = "import sys, data.cli, data.snapshot; print('streamlit' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.strip() == "False"


def test_data_is_the_repositorys_own():
    assert Path(data.__file__).resolve().is_relative_to(ROOT)


@pytest.mark.parametrize("folder", ["components", "pages"])
def test_no_file_hides_another_module(folder):
    names = {path.stem for path in (ROOT / folder).glob("*.py")} - {"__init__"}
    names |= {path.name for path in (ROOT / folder).iterdir() if (path / "__init__.py").exists()}
    if folder == "components":
        assert not names & TOP_LEVEL
        assert not names & set(sys.stdlib_module_names)
        assert not names & set(importlib.metadata.packages_distributions())
    assert "components" not in names
    assert not (ROOT / "components" / "pages").exists()


def requirements(path):
    """Names in a requirements file in order, lower case, with `_` and `.` as hyphens."""
    lines = [line.split("#")[0].strip() for line in path.read_text(encoding="utf-8").splitlines()]
    names = [re.match(r"[A-Za-z0-9._-]+", line) for line in lines if line and not line.startswith("-")]
    return [re.sub(r"[-_.]+", "-", found[0]).casefold() for found in names if found]


@pytest.mark.parametrize("name", ["requirements.txt", "tests/requirements.txt"])
def test_strangers_packages_of_our_names_are_never_required(name):
    wanted = requirements(ROOT / name)
    assert len(wanted) > 2
    assert not {"data", "components", "pages", "app", "tests"}.intersection(wanted)
    assert sorted(set(wanted)) == sorted(wanted), "each once"


def test_each_folder_of_tests_is_a_package():
    folders = {path.parent for path in (ROOT / "tests").rglob("test_*.py")}
    assert [folder for folder in folders if not (folder / "__init__.py").exists()] == []


@pytest.mark.parametrize("path", [path for layer, path in PRESENT if layer == "data"], ids=name_of)
def test_every_module_of_the_data_layer_says_what_it_is(path):
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert docstring
    assert len(docstring.splitlines()[0]) > 10


@pytest.mark.parametrize("name", TABLES)
def test_every_column_of_every_table_is_described(name):
    model = TABLES[name].model
    assert issubclass(model, Table)
    assert model.__doc__
    dictionary = model.dictionary().set_index("column")
    assert [column for column, meaning in dictionary["meaning"].items() if not meaning] == []
    assert set(TABLES[name].key) <= set(dictionary.index)
    assert not dictionary.loc[list(TABLES[name].key), "may_be_unknown"].any()


def test_stored_types_follow_the_names_of_columns():
    for name, table in TABLES.items():
        for field in table.model.arrow():
            assert str(field.type).startswith("timestamp") == field.name.endswith("_at"), (name, field.name)
            assert not str(field.type).startswith("null"), (name, field.name)


# What would run data as code when it is read.
RUNS_DATA = {"pickle", "marshal", "shelve", "dill", "cloudpickle", "joblib", "yaml"}
CALLS = {"eval", "exec", "read_pickle", "to_pickle", "load_module"}


@pytest.mark.parametrize(("layer", "path"), PRESENT, ids=name_of)
def test_nothing_that_is_read_is_run_as_code(layer, path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    called = {getattr(node.func, "attr", getattr(node.func, "id", "")) for node in calls}
    assert not imported(path) & RUNS_DATA, layer
    assert not called & CALLS
    assert not [node for node in calls if any(word.arg == "allow_pickle" for word in node.keywords)]
