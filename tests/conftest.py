"""Where tests find real inputs, reference numbers and a browser, and what happens when they are missing.

`EVENGROUND_REQUIRE` names what must be there (`inputs,reference,browser`): then a missing one fails. Without it such
tests are skipped with a sentence that says how to run them.
"""

import hashlib
import os
import shutil
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings

# No test is timed: a busy machine must not fail one.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

ROOT = Path(__file__).resolve().parents[1]
FLAGS = [
    "--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist",
    "--disable-background-networking", "--disable-component-update", "--disable-quic", "--disable-sync", "--no-first-run",
]  # fmt: skip
REQUIRED = {name.strip() for name in os.environ.get("EVENGROUND_REQUIRE", "").split(",") if name.strip()}


def _absent(what: str, sentence: str) -> None:
    if what in REQUIRED:
        pytest.fail(f"{what} is required by EVENGROUND_REQUIRE: {sentence}")
    pytest.skip(sentence)


def _folder(variable: str, default: Path, what: str) -> Path:
    folder = Path(os.environ.get(variable) or default)
    if not folder.is_dir():
        _absent(what, f"{folder} is not there; set {variable} to the folder")
    return folder


@pytest.fixture(autouse=True)
def common_words():
    """Each test begins with the common words, whatever place the one before it spoke as."""
    from evenground.catalog.words import speak_as

    speak_as(ROOT / "nowhere")


@pytest.fixture(scope="session")
def inputs() -> Path:
    """The folder that holds `<place>/` with published files, and `hostile/`."""
    return _folder("EVENGROUND_INPUTS", ROOT.parent / "shared" / "data", "inputs")


@pytest.fixture(scope="session")
def reference() -> Path:
    """The folder with reference inputs and expected numbers of the statistics."""
    return _folder("EVENGROUND_REFERENCE", ROOT.parent / "shared" / "reference", "reference")


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of a Chromium; the distribution's own, never a downloaded build."""
    found = os.environ.get("EVENGROUND_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        _absent("browser", "no Chromium was found; install the distribution's package `chromium`")
    return str(found)


@pytest.fixture(scope="session")
def browser(chromium):
    """One Chromium for every test of a worker: the driver does not start twice in a process."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        launched = play.chromium.launch(executable_path=chromium, args=FLAGS)
        yield launched
        launched.close()


def pytest_terminal_summary(terminalreporter):
    """Print the tables that tests recorded with `record_property("table", text)`, across workers too."""
    reports = [report for some in terminalreporter.stats.values() for report in some]
    tables = [text for r in reports for name, text in getattr(r, "user_properties", ()) if name == "table"]
    for text in dict.fromkeys(tables):
        terminalreporter.write_line("")
        terminalreporter.write_line(text)


@pytest.fixture(scope="session")
def built(inputs, tmp_path_factory) -> Path:
    """An `EVENGROUND_HOME` with working and public releases of every place, built once from the published files."""
    shared = tmp_path_factory.getbasetemp().parent / f"evenground-built-{_fingerprint(inputs)}"
    with FileLock(f"{shared}.lock"):
        if not (shared / "done").exists():
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("EVENGROUND_HOME", str(shared))
                patch.delenv("EVENGROUND_PLACES", raising=False)
                _build_all(inputs)
            (shared / "done").touch()
    return shared


def _fingerprint(inputs: Path) -> str:
    """Of everything that a build is made from, so that a session without workers does not find a stale one."""
    rooms = ("etl", "data/places", "data/indicators", *(f"evenground/{room}" for room in ("catalog", "disclosure", "stats", "warehouse")))
    made_from = [*(ROOT / room for room in rooms), inputs]
    files = sorted(file for folder in made_from for file in folder.rglob("*") if file.is_file() and file.suffix != ".pyc")
    seen = [f"{file} {file.stat().st_size} {file.stat().st_mtime_ns}" for file in files]
    return hashlib.sha256("\n".join(seen).encode()).hexdigest()[:12]


def _build_all(inputs: Path) -> None:
    from etl.load import build
    from etl.publish import publish
    from evenground.catalog.library import place_folders

    for folder in place_folders().values():
        build(folder, inputs)
        publish(folder)


@pytest.fixture
def real_home(built, monkeypatch) -> Path:
    """The releases of the real places, for a test that reads them."""
    monkeypatch.setenv("EVENGROUND_HOME", str(built))
    monkeypatch.delenv("EVENGROUND_PLACES", raising=False)
    return built
