"""Servers, a browser and readers for tests that go through the dashboard as people do."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from reader import Reader
from servers import Server, serving

HEIGHTS = {1440: 1000, 390: 844}


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def analyst_server(built, tmp_path_factory) -> Iterator[Server]:
    with serving(built, "analyst", tmp_path_factory.mktemp("analyst") / "server.log") as server:
        yield server


@pytest.fixture(scope="session")
def public_server(built, tmp_path_factory) -> Iterator[Server]:
    with serving(built, "public", tmp_path_factory.mktemp("public") / "server.log") as server:
        yield server


@pytest.fixture
def new_reader(browser) -> Iterator[Callable[..., Reader]]:
    """Makes readers who share nothing; at the end none of them may have met an error or caused a request elsewhere."""
    made: list[tuple[Reader, Server]] = []

    def make(server: Server, width: int = 1440, scheme: str = "light", **more: object) -> Reader:
        context = browser.new_context(viewport={"width": width, "height": HEIGHTS[width]}, color_scheme=scheme, **more)
        made.append((Reader(context, server.url), server))
        return made[-1][0]

    yield make
    complaints = [complaint for reader, _ in made for complaint in reader.complaints()]
    logged = [server.failures() for _, server in made]
    for reader, _ in made:
        reader.page.context.close()
    assert complaints == []
    assert not any(logged), next(said for said in logged if said)


@pytest.fixture
def open_page(new_reader, analyst_server) -> Callable[..., Reader]:
    """Opens a path of the analysts' server: `open_page("/map", 390, "dark", place="ottawa")`."""

    def opened(path: str, width: int = 1440, scheme: str = "light", **choices: str) -> Reader:
        return new_reader(analyst_server, width, scheme).open(path, **choices)

    return opened
