"""What does not count has a number and a reason, and together with what counts it is the whole log."""

from small_log import AS_OF, engagement, small_release

from evenground.answers.outreach import log_offer
from evenground.answers.outreach.left_out import left_out
from evenground.answers.outreach.log_choices import LogChoices
from evenground.warehouse.ask import ask

LOG = [
    engagement(1, "2023-12-30"),
    engagement(2, "2024-01-10", partners=["p1"], languages=["en", "fr"], groups={"newcomer": {"yes": 4, "unknown": 6}}),
    engagement(3, "2024-01-11", partners=["p2", "p1"], type="town_hall"),
    engagement(4, "2024-01-12", status="cancelled"),
    engagement(5, "2024-03-12", status="planned"),
    engagement(6, "2024-07-02", status="planned"),
    engagement(7, "2024-05-02", type="table_meeting", areas={}),
]
OPEN = LogChoices("ottawa", "en", "ons:gen3", AS_OF.isoformat(), "2024-01-01", "2024-06-30")


def reasons(log, release):
    table = left_out(log, release).table
    return dict(zip(table["reason"], table["engagements"].astype(int), strict=True))


def test_each_engagement_is_counted_under_one_reason(tmp_path):
    release = small_release(tmp_path, LOG)
    assert reasons(OPEN, release) == {"before": 1, "after": 1, "cancelled": 1, "planned": 1, "shown": 3}
    filtered = OPEN.but(partners=("p1",), types=("town_hall",))
    assert reasons(filtered, release) == {"before": 1, "after": 1, "cancelled": 1, "planned": 1, "shown": 1, "filtered": 2}
    assert "2 set aside by your filters" in left_out(filtered, release).sentences[1]
    assert reasons(OPEN.but(languages=("fr",), groups=("newcomer",)), release)["shown"] == 1
    everything = OPEN.but(statuses=("held", "planned", "cancelled"))
    assert reasons(everything, release) == {"before": 1, "after": 1, "shown": 5}


def test_what_a_page_does_not_count_is_a_reason_of_its_own(tmp_path):
    release = small_release(tmp_path, LOG)
    found = left_out(OPEN, release, log_offer.outreach_types())
    assert dict(zip(found.table["reason"], found.table["engagements"], strict=True)) == {"before": 1, "after": 1, "cancelled": 1, "planned": 1, "shown": 2, "other_kind": 1}
    assert "1 of a kind that does not reach residents" in found.sentences[1]


def test_the_engagements_shown_are_those_that_are_counted(tmp_path):
    release = small_release(tmp_path, LOG)
    for log in (OPEN, OPEN.but(partners=("p1",)), OPEN.but(types=("town_hall",), statuses=("held", "planned")), OPEN.but(audiences=("youth",))):
        assert len(ask(release, "engagements", **log.filters)) == reasons(log, release).get("shown", 0)


def test_the_log_offers_what_it_holds_in_words(tmp_path):
    release = small_release(tmp_path, LOG, dim_partner=[{"partner_id": "p1", "name_en": "First partner", "name_fr": "Premier", "is_lead": True}])
    assert log_offer.offered(release, "partner", "fr") == {"p1": "Premier", "p2": "p2"}
    assert list(log_offer.offered(release, "type", "en")) == ["outreach_session", "town_hall", "table_meeting"]
    assert log_offer.offered(release, "group", "en") == {"newcomer": "Newcomers"}
    assert log_offer.last_meeting(release, AS_OF).isoformat() == "2024-05-02"
    assert log_offer.read_on(release) == AS_OF
