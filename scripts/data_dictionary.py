"""Write docs/data-dictionary.md from evenground/warehouse/schema.sql: every table, its grain and its columns."""

import re
from pathlib import Path

import duckdb

ROOT = Path(__file__).resolve().parents[1]
SCHEMA = ROOT / "evenground" / "warehouse" / "schema.sql"
DOCUMENT = ROOT / "docs" / "data-dictionary.md"
HEAD = """# Data dictionary

Each place and release is one DuckDB file with these tables. `area_key` (level:vintage:code, such as `tract:2010:29095015900`) is the only key that joins areas. Texts come in columns that end in `_en`, `_fr` and `_iu`. This page is written by `scripts/data_dictionary.py` from `evenground/warehouse/schema.sql`.
"""


def grains() -> dict[str, str]:
    """The comment above each table, as the schema says it."""
    found = re.findall(r"((?:^-- .*\n)+)create table (\w+)", SCHEMA.read_text(encoding="utf-8"), re.M)
    return {name: " ".join(line.removeprefix("-- ") for line in text.strip().split("\n")) for text, name in found}


def dictionary() -> str:
    connection = duckdb.connect()
    connection.execute(SCHEMA.read_text(encoding="utf-8"))
    parts = [HEAD]
    for name, grain in grains().items():
        rows = connection.execute(f"select column_name, column_type, \"null\", key from (describe {name})").fetchall()
        parts.append(f"## {name}\n\n{grain}\n\n| column | type | |\n| --- | --- | --- |")
        parts[-1] += "".join(f"\n| `{column}` | {kind.lower()} | {'' if null == 'YES' else 'never empty'} |" for column, kind, null, _ in rows)
    return "\n\n".join(part.strip() for part in parts) + "\n"


if __name__ == "__main__":
    DOCUMENT.write_text(dictionary(), encoding="utf-8")
    print(f"{len(grains())} tables written to {DOCUMENT.relative_to(ROOT)}")
