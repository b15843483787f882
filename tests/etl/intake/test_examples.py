"""The examples in the docstrings of the intake are true."""

import doctest
import importlib
import pkgutil

import pytest

import etl.intake

MODULES = [module.name for module in pkgutil.iter_modules(etl.intake.__path__)]


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_hold(name):
    assert doctest.testmod(importlib.import_module(f"etl.intake.{name}")).failed == 0
