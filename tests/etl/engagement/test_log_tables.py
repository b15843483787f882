"""Sheets of the template become tables of the warehouse, and every record is accounted for."""

import duckdb
from log_place import engagement, taken

from evenground.warehouse.write import SCHEMA, write_release


def test_an_engagement_fills_the_whole_star():
    made = taken(
        engagements=[
            engagement(
                engagement_id="E1", area="Cote Nord 60%; SAINT–ELIE 40%", groups="newcomer: yes 12, no 5, not asked 3; black: oui 4",
                languages="French; en", partners="Centre Exemple; Housing", topics="housing; food", determinants="income", status="Tenue",
            )
        ],
        partners=[{"partner_id": "centre", "name": "Example Centre", "name_fr": "Centre Exemple", "is_lead": "oui"}],
    )  # fmt: skip
    assert (made.rows_in, made.rows_loaded, len(made.rejects)) == (2, 2, 0)
    facts = made.tables["fact_engagement"].iloc[0]
    assert (facts["status"], facts["people"], facts["visibility"], facts["whole_place"]) == ("held", 20, "partners", False)
    shares = made.tables["engagement_area"].set_index("area_key")["share"].to_dict()
    assert shares == {"zone:2024:001": 0.6, "zone:2024:002": 0.4}
    groups = made.tables["engagement_group"].set_index(["question", "answer"])["people"].to_dict()
    assert groups == {("newcomer", "yes"): 12, ("newcomer", "no"): 5, ("newcomer", "unknown"): 3, ("black", "yes"): 4}
    assert set(made.tables["engagement_language"]["language"]) == {"fr", "en"}
    assert made.tables["engagement_partner"][["partner_id", "role"]].values.tolist() == [["centre", "lead"], ["housing", "with"]]
    assert sorted(made.tables["engagement_topic"]["topic"]) == ["food", "housing", "income"]
    assert made.new_partners == {"housing": "Housing"}


def test_every_sheet_fits_the_schema(tmp_path):
    from evenground.catalog.template import template

    examples = {sheet.id: [{column.id: column.example for column in sheet.columns}] for sheet in template().sheets}
    for rows in examples.values():
        rows[0] |= {name: "001" for name in ("area", "subject_id") if name in rows[0]}
    made = taken(**examples)
    assert made.rejects.to_dict("records") == []
    assert made.rows_loaded == len(template().sheets)
    made.tables.pop("outreach_log", None)
    write_release(tmp_path / "log.duckdb", made.tables)
    with duckdb.connect(str(tmp_path / "log.duckdb"), read_only=True) as reader:
        for table in {sheet.table for sheet in template().sheets}:
            assert reader.execute(f"select count(*) from {table}").fetchone()[0] >= 1, table


def test_the_template_names_only_columns_of_the_schema():
    from evenground.catalog.template import template

    reader = duckdb.connect()
    reader.execute(SCHEMA.read_text(encoding="utf-8"))
    apart = {"area", "groups", "languages", "partners", "topics", "determinants"}
    for sheet in template().sheets:
        known = {row[0] for row in reader.execute(f"describe {sheet.table}").fetchall()}
        ours = {sheet.target(column) for column in sheet.columns if sheet.id != "engagements" or column.id not in apart}
        assert ours <= known, sheet.id
