"""Write docs/outreach-template.md from data/outreach/template.yml: every sheet of the log and its columns."""

from pathlib import Path

from evenground.catalog.template import Column, Sheet, template
from evenground.catalog.template_file import values_of

ROOT = Path(__file__).resolve().parents[1]
DOCUMENT = ROOT / "docs" / "outreach-template.md"
HEAD = """# The outreach log's template

One sheet of a workbook for each heading below, or one CSV file of that name. `evenground template --out log.xlsx` writes the empty workbook. Headers may also be the names under "also read as", in any spelling of capitals and accents. Contact details in free text are masked when a file is read; columns that are not listed here do not enter. [How logs are read](outreach-logs.md) says the rest. This page is written by `scripts/outreach_template.py` from `data/outreach/template.yml`.
"""
INSIDE = "No row of this sheet leaves the working store. *Aucune ligne de cette feuille ne quitte la base de travail.*"
KINDS = {
    "id": "short text", "text": "short text", "words": "free text", "choice": "one of", "choices": "any of, divided by `;`", "list": "words divided by `;`",
    "date": "day", "month": "month", "count": "whole number, 0 or more", "number": "number", "whole": "whole number", "yes_no": "yes or no",
    "area": "area", "areas": "areas divided by `;`", "partner": "organization", "partners": "organizations divided by `;`", "groups": "counts by question",
}  # fmt: skip


def document() -> str:
    return "\n\n".join([HEAD.strip(), *(_sheet(sheet) for sheet in template().sheets)]) + "\n"


def _sheet(sheet: Sheet) -> str:
    inside = "" if sheet.public else f"\n\n{INSIDE}"
    head = f"## {sheet.id}\n\n{sheet.about['en']} *{sheet.about['fr']}*{inside}\n\n| column | holds | | also read as | example |\n| --- | --- | --- | --- | --- |"
    return head + "".join(f"\n{_row(column)}" for column in sheet.columns)


def _row(column: Column) -> str:
    values = values_of(column) if column.of or column.words else ""
    holds = f"{column.about['en']} ({KINDS[column.kind]}{': ' + values if values else ''})".replace("|", "\\|")
    marks = "; ".join([*(["required"] if column.required else []), *([] if column.public else ["never public"])])
    return f"| `{column.id}` | {holds} | {marks} | {', '.join(f'`{alias}`' for alias in column.aliases)} | {column.example.replace('|', chr(92) + '|')} |"


if __name__ == "__main__":
    DOCUMENT.write_text(document(), encoding="utf-8")
    print(f"{len(template().sheets)} sheets written to {DOCUMENT.relative_to(ROOT)}")
