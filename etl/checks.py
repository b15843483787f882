"""Expectations that a source declares, held against what was taken in."""

from __future__ import annotations

from etl.take import Taken


def failed_expectations(one: Taken) -> list[str]:
    """Each declared expectation that does not hold, as a sentence with what to do."""
    expected = one.source.expect
    found = {
        "rows_in": one.rows_in,
        "rows_loaded": one.rows_loaded,
        "areas_matched": one.areas_matched,
        "areas_known": one.areas_known,
    }
    return [
        f"{one.source.id}: {name.replace('_', ' ')} is {found[name]}, {wanted} was declared; if the publisher changed "
        f"the file, read it again and declare the new number"
        for name, wanted in expected.model_dump().items()
        if wanted is not None and found[name] != wanted
    ]
