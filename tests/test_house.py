"""The house keeps its rooms: which way imports go, where Streamlit may stand, and that no place is known to the code."""

import ast
import re
import subprocess
import tomllib
from importlib.metadata import distributions
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
FLOORS = {"catalog": 0, "stats": 0, "disclosure": 0, "look": 0, "warehouse": 1, "answers": 2, "charts": 3, "briefs": 3, "ui": 4}
CODE = sorted(
    path for folder in ("evenground", "etl", "screens", "scripts", "benchmarks") for path in (ROOT / folder).rglob("*")
    if path.suffix in (".py", ".sql")
) + [ROOT / name for name in ("app.py", "serve.py", "cli.py")]  # fmt: skip
PYTHON = [path for path in CODE if path.suffix == ".py"]


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def rooms(names: set[str]) -> set[str]:
    return {name.split(".")[1] for name in names if name.startswith("evenground.")} & set(FLOORS)


@pytest.mark.parametrize("path", [p for p in PYTHON if p.parts[len(ROOT.parts)] == "evenground"], ids=lambda p: p.stem)
def test_imports_go_downstairs_only(path):
    parts = path.relative_to(ROOT).parts
    here = parts[1].removesuffix(".py")
    names = imported(path)
    assert not {name.split(".")[0] for name in names} & {"etl", "screens", "app", "cli", "serve"}
    for room in rooms(names) - {here}:
        assert FLOORS[room] < FLOORS[here], f"{path.name} imports {room}, a neighbour or upstairs"


@pytest.mark.parametrize("path", [p for p in PYTHON if p.parts[len(ROOT.parts)] == "etl"], ids=lambda p: p.stem)
def test_etl_never_reaches_the_screen(path):
    assert not rooms(imported(path)) & {"answers", "charts", "briefs", "ui"}


@pytest.mark.parametrize("path", PYTHON, ids=lambda p: p.stem)
def test_streamlit_stands_in_the_browsers_rooms_only(path):
    parts = path.relative_to(ROOT).parts
    browser = parts[0] in ("app.py", "serve.py", "screens") or parts[:2] == ("evenground", "ui") or parts[0] == "benchmarks"
    assert browser or "streamlit" not in {name.split(".")[0] for name in imported(path)}


def places_words() -> set[str]:
    words = set()
    for file in (ROOT / "data" / "places").glob("*/place.yml"):
        place = yaml.safe_load(file.read_text(encoding="utf-8"))
        words |= {place["id"], *place["name"].values()}
    return {word.lower() for word in words}


@pytest.mark.parametrize("path", CODE, ids=lambda p: p.name)
def test_no_place_is_known_to_the_code(path):
    text = path.read_text(encoding="utf-8").lower()
    known = places_words()
    assert len(known) >= 3
    spoken = {word for word in known if re.search(rf"\b{re.escape(word)}\b", text)}
    if path.parts[len(ROOT.parts)] == "etl" and path.suffix == ".py":
        # A loader's opening text says whose layout it reads; only its code must know no place.
        tree = ast.parse(path.read_text(encoding="utf-8"))
        literals = " ".join(ast.unparse(statement) for statement in tree.body[1:]).lower()
        spoken = {word for word in spoken if re.search(rf"\b{re.escape(word)}\b", literals)}
    assert not spoken, f"{path.name} names {spoken}; put it in the place's folder"


def test_every_installed_package_is_pinned_where_no_host_is_named():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    pins = project["tool"]["uv"]["constraint-dependencies"]
    pinned = {pin.split("==")[0]: pin.split("==")[1] for pin in pins}
    installed = {re.sub(r"[-_.]+", "-", d.metadata["Name"]).lower(): d.version for d in distributions()}
    installed.pop("evenground", None)
    assert len(installed) > 50
    assert {name: version for name, version in installed.items() if pinned.get(name) != version} == {}


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
    return [ROOT / name for name in listed if name and (ROOT / name).is_file()]


@pytest.mark.parametrize("word", [r"/work/", r"/root/", r"https?://[a-z.]*pypi", r"index-url"])
def test_the_repository_names_no_machine_and_no_package_host(word):
    text_files = [p for p in tracked() if p.suffix in (".py", ".md", ".toml", ".yml", ".sql", ".csv", ".txt") or p.name == "run"]
    assert len(text_files) > 50
    naming = [p.name for p in text_files if p != Path(__file__) and re.search(word, p.read_text(encoding="utf-8"))]
    assert naming == []


def test_ci_runs_the_test_command_that_readme_prints():
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    command = "python -m pip install uv && python -m uv run pytest"
    assert command in ci.splitlines() and command in readme
    assert "python -m pip install uv && python -m uv run evenground serve" in readme


def test_no_two_test_modules_share_a_name():
    names = [path.name for path in (ROOT / "tests").rglob("test_*.py")]
    assert sorted(names) == sorted(set(names))
