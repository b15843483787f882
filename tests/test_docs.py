"""What the documents tell a reader to do works: files that they spell out build, commands parse, links lead somewhere."""

import re
import shlex
from pathlib import Path

import pytest

import cli
from evenground.answers.area_values import area_values
from evenground.answers.overview import opening
from evenground.catalog.declaration import read_declaration
from evenground.catalog.indicator import Indicator
from evenground.warehouse.releases import current

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"```(\w*)\n(.*?)```", re.S)


def blocks(document: Path) -> list[tuple[str, str]]:
    return BLOCK.findall(document.read_text(encoding="utf-8"))


def test_the_place_that_the_guide_spells_out_builds_and_opens(tmp_path, monkeypatch):
    named = 0
    for _, text in blocks(ROOT / "docs" / "how-to-add-a-place.md"):
        first, _, rest = text.partition("\n")
        if first.startswith("# file: "):
            path = tmp_path / first.removeprefix("# file: ")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(rest, encoding="utf-8")
            named += 1
    assert named == 6
    monkeypatch.setenv("EVENGROUND_PLACES", str(tmp_path / "places"))
    monkeypatch.setenv("EVENGROUND_HOME", str(tmp_path / "var"))
    for verb in ("check", "build"):
        with pytest.raises(SystemExit) as ended:
            cli.main([verb, "exampleton", "--inputs", str(tmp_path / "inputs")])
        assert ended.value.code == 0
    release = current("exampleton", "analyst")
    chosen = opening(release, "en")
    assert area_values(chosen, release).table["value"].tolist() == [5, 10, 20]
    assert chosen.drawing == "hexagon"


def test_the_indicator_that_the_guide_spells_out_is_valid(tmp_path):
    (text,) = [text for kind, text in blocks(ROOT / "docs" / "how-to-add-an-indicator.md") if kind == "yaml"]
    path = tmp_path / "cough.yml"
    path.write_text(text, encoding="utf-8")
    assert read_declaration(Indicator, path).id == "cough"


def commands() -> list[str]:
    found = set()
    for document in DOCUMENTS:
        text = document.read_text(encoding="utf-8")
        found |= set(re.findall(r"`(evenground [a-z][^`\n]*)`", text))
        for _, block in blocks(document):
            found |= {line.split("evenground ", 1)[1] and "evenground " + line.split("evenground ", 1)[1] for line in block.split("\n") if re.search(r"(^|\s)evenground [a-z]", line)}
    return sorted(found)


@pytest.mark.parametrize("command", commands())
def test_every_command_in_the_documents_is_one(command):
    words = shlex.split(command.split("#")[0].split("&&")[0])[1:]
    cli.parser().parse_args(words)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_leads_to_a_file_that_is_there(document):
    for target in re.findall(r"\]\(([^)#]+)\)", document.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (document.parent / target).exists(), target


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_module_that_is_run_exists(document):
    for name in re.findall(r"python -m (benchmarks[.\w]*)", document.read_text(encoding="utf-8")):
        module = ROOT / Path(*name.split("."))
        assert module.with_suffix(".py").is_file() or (module / "__main__.py").is_file(), name


def test_the_data_dictionary_is_what_the_schema_says():
    import importlib.util

    spec = importlib.util.spec_from_file_location("data_dictionary", ROOT / "scripts" / "data_dictionary.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert (ROOT / "docs" / "data-dictionary.md").read_text(encoding="utf-8") == module.dictionary()


def test_the_page_on_the_log_says_what_the_template_declares():
    import importlib.util

    spec = importlib.util.spec_from_file_location("outreach_template", ROOT / "scripts" / "outreach_template.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert (ROOT / "docs" / "outreach-template.md").read_text(encoding="utf-8") == module.document()
