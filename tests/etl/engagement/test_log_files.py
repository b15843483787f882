"""Files of a log: the template as CSV or workbook, exports of common forms, and a real-life mess. Every row is accounted for."""

from __future__ import annotations

import datetime
import gzip

import openpyxl
import pytest
from log_place import areas, place_folder, places

from etl.engagement.account import account_of
from etl.engagement.files import sheets_of
from etl.engagement.read import read_outreach, take_in
from etl.engagement.whence import uploads
from etl.inputs import BuildFailed
from etl.intake.outcome import Refused
from evenground.catalog.mapping import Mapping, common_mappings

HEADER = "date,type,owner_organization,area,people\n"
MESS = Mapping.model_validate(
    {
        "id": "mess", "name": {"en": "A mess"}, "about": {"en": "A mess"}, "header_line": 4, "dates": "dmy", "decimal": "comma",
        "columns": {"Jour / Day": "date", "Activité": "type", "Où / Where": "area", "Présences": "people", "Durée (h)": "hours", "Objet": "title"},
        "counts": [{"column": "Nouveaux arrivants", "question": "newcomer"}, {"column": "Autres", "question": "newcomer", "answer": "no"}],
        "constants": {"owner_organization": "Centre", "visibility": "partners"}, "area_splits": r"\s+(?:&|et|and)\s+|/",
        "values": {"type": {"Clinique volante": "outreach_session"}}, "patterns": {"area": r"(?:.*\b(0\d\d)\b.*|(.+))"},
    }
)  # fmt: skip


def csv(folder, name, text, encoding="utf-8"):
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def test_a_csv_named_by_its_sheet_is_the_template(tmp_path):
    (raw,) = sheets_of(csv(tmp_path, "partners.csv", "partner_id;name;nom_fr\nchc;Centre;Centre\n"), {})
    assert (raw.sheet, raw.records) == ("partners", 1)


def test_a_workbook_holds_a_sheet_for_each_kind(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Activités"
    book.active.append(["date", "type", "organisme", "quartier", "personnes"])
    book.active.append(["2024-05-14", "Atelier", "Centre", "Cote nord", 12])
    other = book.create_sheet("partners")
    other.append(["partner_id", "name"])
    other.append(["centre", "Centre"])
    book.create_sheet("goals").append(["goal_id", "title"])
    book.save(tmp_path / "log.xlsx")
    raws = sheets_of(tmp_path / "log.xlsx", {})
    made = take_in(raws, places())
    assert {raw.sheet for raw in raws} == {"engagements", "partners"}
    assert (made.rows_in, made.rows_loaded) == (2, 2)
    assert made.tables["fact_engagement"]["owner_organization"].tolist() == ["centre"]


KOBO = (
    "start,session/date,session/type,session/owner_organization,session/people,session/languages,session/_geopoint,_uuid,_submission_time,session/phone_number\n"
    "2024-05-14T09:00:00.000-04:00,2024-05-14,workshop,Centre,12,en fr,45.5 -75.5 0 0,aa-1,2024-05-14T13:00:00,613-555-0100\n"
)
REDCAP = "record_id,session_date,event_type,attendance,owner_organization,area,languages___en,languages___fr,languages___so\n7,2024-05-14,workshop,12,Centre,001,1,1,0\n"
GOOGLE = (
    "Timestamp,Email Address,Date of the session,Type of session,Neighbourhood or community,How many people came?,Languages spoken,Your organization\n"
    '5/15/2024 10:12:00,a@example.org,5/4/2024,Workshop,Hills End,12,"English, French",Centre\n'
)


@pytest.mark.parametrize(("layout", "text", "day"), [("kobotoolbox", KOBO, "2024-05-14"), ("redcap", REDCAP, "2024-05-14"), ("google_forms", GOOGLE, "2024-05-04")])
def test_exports_of_common_forms_are_recognised_and_loaded(tmp_path, layout, text, day):
    (raw,) = sheets_of(csv(tmp_path, "export.csv", text), common_mappings())
    made = take_in([raw], places())
    assert (raw.mapping, made.rows_in, made.rows_loaded, made.rejects.to_dict("records")) == (layout, 1, 1, [])
    facts = made.tables["fact_engagement"].iloc[0]
    assert (str(facts["starts_on"])[:10], facts["people"], facts["type"]) == (day, 12, "workshop")
    assert len(made.tables["engagement_area"]) == 1
    assert set(made.tables["engagement_language"]["language"]) == {"en", "fr"}


def test_a_workbook_of_microsoft_forms_is_recognised(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["ID", "Start time", "Completion time", "Email", "Name", "Session date", "Type of session", "Neighbourhood or community",
                        "How many people came?", "Languages spoken", "Your organization"])  # fmt: skip
    book.active.append([3, "5/14/2024", "5/14/2024", "a@example.org", "Ana Lavoie", "5/14/2024", "Workshop", "Rive-Est", 12, "English;French;", "Centre"])
    book.save(tmp_path / "forms.xlsx")
    account = account_of(tmp_path / "forms.xlsx", common_mappings(), "", "UTC", places())
    assert (account.sheets[0]["mapping"], account.rows) == ("microsoft_forms", (1, 1, 0))
    assert {name for name, why in account.dropped.items() if "contact" in why} == {"Email", "Name"}


def test_a_real_life_mess_loads_with_every_row_accounted_for(tmp_path):
    rows = [
        "14/05/2024;Clinique volante;Côte–Nord;12;2,5;Foire;8;4;",
        "3 mai 2024;Atelier;bout de la cote;7;1;Appeler 514-555-0172;;;sous la pluie",
        "2024-06-01;Atelier;Saint Elie / Cote-Nord;20;3;;20,0;;",
        "02/06/2024;Atelier;the hall, 004, by the river;9;1;;;;",
        "31/06/2024;Atelier;Rive-Est;9;1;;;;",
        "05/06/2024;Atelier;Riv-Est;9;1;;;;",
        "06/06/2024;Atelier;Exampleville;1,5;1;;;;",
        "07/06/2024;Atelier;Rive-Est & West Bank;9;1;;5;9;",
        "Total;;;66;9,5;;;;",
    ]
    text = "Rapport;;;;;;;;\nprintemps 2024;;;;;;;;\n\nJour / Day;Activité;Où / Where;Présences;Durée (h);Objet;Nouveaux arrivants;Autres;Météo\n" + "\n".join(rows)
    path = csv(tmp_path, "printemps.csv", text, "cp1252")
    mapping = MESS.model_copy(update={"encoding": "cp1252", "header_line": 4, "patterns": {}})
    (raw,) = sheets_of(path, {"mess": mapping}, "mess")
    made = take_in([raw], places())
    assert (made.rows_in, made.rows_loaded, made.rows_rejected) == (9, 3, 6)
    reasons = made.rejects.set_index("line")["reason"].to_dict()
    assert reasons == {
        8: "the area is not known", 9: "no such day in the calendar", 10: "the area is not known", 11: "a count of people is not a whole number",
        12: "answers to a question add up to more than the people present", 13: "a total or a footnote is not an entry of the log",
    }  # fmt: skip
    assert "did you mean East Bank" in made.rejects.set_index("line").loc[10, "remedy"]
    assert made.masked == {"phone": 1} and made.tables["fact_engagement"]["title"].tolist()[1] == "Appeler [phone removed]"
    assert made.tables["engagement_area"].groupby("engagement_id")["share"].sum().tolist() == [1, 1, 1]
    assert made.tables["engagement_group"]["people"].tolist() == [8, 4, 20]
    assert made.dropped == {"Météo": "is not a column of the template"}


def test_a_code_is_taken_out_of_a_text_by_a_declared_pattern(tmp_path):
    path = csv(tmp_path, "a.csv", 'Day,Kind,Where,n\n2024-05-14,workshop,"the hall, 004, by the river",5\n')
    mapping = Mapping(id="zip", name={"en": "x"}, about={"en": "x"}, columns={"Day": "date", "Kind": "type", "Where": "area", "n": "people"},
                      constants={"owner_organization": "Centre"}, patterns={"area": r"\b(\d{3})\b"})  # fmt: skip
    made = take_in(sheets_of(path, {"zip": mapping}, "zip"), places())
    assert made.tables["engagement_area"]["area_key"].tolist() == ["zone:2024:004"]


def test_a_file_that_is_nearly_the_template_is_told_what_it_lacks(tmp_path):
    with pytest.raises(Refused, match="add owner_organization, which the sheet engagements of the template needs; or name the mapping"):
        sheets_of(csv(tmp_path, "march.csv", "engagement_id,date,type,area,people\n1,2023-05-05,workshop,001,12\n"), common_mappings())


def test_a_file_of_no_known_layout_is_refused_with_a_remedy(tmp_path):
    with pytest.raises(Refused, match="name the mapping"):
        sheets_of(csv(tmp_path, "a.csv", "x,y\n1,2\n"), common_mappings())
    account = account_of(csv(tmp_path, "b.csv", "x,y\n1,2\n"), {}, "none", "UTC", places())
    assert "no mapping" in account.refused and account.rows == (0, 0, 0)


def test_a_log_in_the_inputs_and_an_upload_are_read_together(tmp_path, monkeypatch):
    monkeypatch.setenv("EVENGROUND_HOME", str(tmp_path / "home"))
    folder, base = place_folder(), tmp_path / "inputs"
    (base / "outreach").mkdir(parents=True)
    csv(base / "outreach", "engagements.csv", HEADER + "2024-05-14,workshop,Centre,001,12\n")
    uploads(folder.id).mkdir(parents=True)
    (uploads(folder.id) / "june.csv.gz").write_bytes(gzip.compress((HEADER + "2024-06-14,workshop,Centre,001,9\n").encode()))
    made = read_outreach(folder, base, areas(), areas().iloc[:0], datetime.date(2024, 7, 1))
    about = made.tables["outreach_log"].iloc[0]
    assert (about["kind"], about["rows_in"], about["rows_loaded"], str(about["begins_on"])[:10]) == ("recorded", 2, 2, "2024-05-14")
    csv(base / "outreach", "notes.csv", "x,y\n1,2\n")
    with pytest.raises(BuildFailed, match=r"notes\.csv"):
        read_outreach(folder, base, areas(), areas().iloc[:0], datetime.date(2024, 7, 1))
