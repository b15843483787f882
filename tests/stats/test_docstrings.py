"""Every public function of the statistics explains itself, and its example runs."""

import doctest
import importlib
import inspect
import pkgutil

import numpy as np
import pytest

import evenground.stats

# the layout of hexagons is geometry, not a statistic, and has its own tests
MODULES = sorted(
    found.name
    for found in pkgutil.walk_packages(evenground.stats.__path__, "evenground.stats.")
    if not found.ispkg and ".hex" not in found.name
)


def public_functions(module):
    return [
        function
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_")
    ]


@pytest.mark.parametrize("name", MODULES)
def test_examples_run_and_give_what_they_say(name):
    module = importlib.import_module(name)
    found = doctest.testmod(module, extraglobs={"np": np}, optionflags=doctest.NORMALIZE_WHITESPACE)
    assert found.failed == 0


@pytest.mark.parametrize("name", MODULES)
def test_every_public_function_has_a_full_docstring(name):
    for function in public_functions(importlib.import_module(name)):
        text = inspect.getdoc(function) or ""
        assert ">>>" in text, f"{name}.{function.__name__} has no running example"
        if inspect.signature(function).parameters:
            assert "Parameters\n" in text or "Raises\n" in text, f"{name}.{function.__name__} does not say its shapes"
