"""Faults of the services: what passes is tried again, what does not is one sentence, and nothing half is imported."""

import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from data.errors import InputError
from data.live import client
from data.live.refresh import refresh
from data.live.sources import SOURCES
from tests.data.live.services import cut, expired, html, says, status, to, truncated
from tests.data.made import ACLED_NOW
from tests.data.made import UCDP as UCDP_ROW

pytestmark = pytest.mark.usefixtures("made_rows", "two_a_page")
WRONG = {"ucdp": ("UCDP_TOKEN", "wrong-token"), "hdx": ("HDX_APP_IDENTIFIER", "d3Jvbmc6b25l")}
AGAIN = (
    pytest.param(status(500), id="500"),
    pytest.param(status(503), id="503"),
    pytest.param(status(429), id="429"),
    pytest.param(cut, id="cut"),
    pytest.param(says({"status": 503, "success": False, "message": "busy"}), id="503 inside a 200"),
)


def fetched(mission, slept, source="acled"):
    target, (report,) = refresh(mission, [source], sleep=slept)
    assert target.store.latest() == 1
    return report


def refused(mission, slept, source="acled"):
    """The one sentence of a refresh that imports nothing."""
    with pytest.raises(InputError) as failed:
        refresh(mission, [source], sleep=slept)
    assert mission.store.versions() == []
    sentence = str(failed.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


@pytest.mark.parametrize("how", AGAIN)
def test_what_passes_is_tried_again(services, live_mission, slept, how):
    services.fail("acled", how, page=1, times=3)
    assert fetched(live_mission, slept).added == 5
    assert services.pages("acled") == [0, 1, 1, 1, 1, 2]
    assert len(slept) == 3
    for wait_s, longest in zip(slept, (2, 4, 8), strict=True):
        assert longest / 2 <= wait_s <= longest


@pytest.mark.parametrize("how", AGAIN)
def test_what_does_not_pass_ends_after_six_tries_and_keeps_the_pages_before_it(services, live_mission, slept, how):
    services.fail("acled", how, page=1, times=6)
    assert "ACLED gave no answer in 6 tries" in refused(live_mission, slept)
    assert services.pages("acled") == [0] + [1] * 6
    services.asked.clear()
    assert fetched(live_mission, slept).added == 5
    assert services.pages("acled") == [1, 2]


def test_a_service_that_is_not_there(live_mission, slept, monkeypatch):
    monkeypatch.setenv("LINCHPIN_UCDP_URL", "http://127.0.0.1:9")
    assert "the connection broke off" in refused(live_mission, slept, "ucdp")


def test_a_service_that_never_answers(services, live_mission, slept, monkeypatch):
    monkeypatch.setattr(client, "TIMEOUT_S", (1, 0.2))
    monkeypatch.setattr(client, "TRIES", 2)
    services.fail("acled", lambda _handler, _body: time.sleep(0.6), times=9)
    assert "no answer in time" in refused(live_mission, slept)


def test_retry_after_is_kept_to_in_seconds(services, live_mission, slept):
    services.fail("acled", status(429, {"Retry-After": "7"}), page=2)
    fetched(live_mission, slept)
    assert slept == [7]


def test_retry_after_is_kept_to_as_a_moment(services, live_mission, slept):
    moment = format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True)
    services.fail("acled", status(503, {"Retry-After": moment}))
    fetched(live_mission, slept)
    assert 80 < slept[0] <= 90


@pytest.mark.parametrize("value", ["soon", "", "-5", "Sun, 99 Foo 2026"])
def test_a_retry_after_that_is_none_is_as_if_it_were_not_there(services, live_mission, slept, value):
    services.fail("acled", status(429, {"Retry-After": value}))
    fetched(live_mission, slept)
    assert 1 <= slept[0] <= 2


@pytest.mark.parametrize("seconds", ["7200", "9" * 400])
def test_a_long_retry_after_is_told_instead_of_waited_for(services, live_mission, slept, seconds):
    services.fail("acled", status(429, {"Retry-After": seconds}), page=1)
    assert "ACLED asks to wait" in refused(live_mission, slept)
    assert slept == []


def test_requests_keep_their_distance(services, live_mission, slept, monkeypatch):
    from dataclasses import replace

    monkeypatch.setitem(SOURCES, "acled", replace(SOURCES["acled"], pause_s=5.0))
    fetched(live_mission, slept)
    assert len(slept) == 3  # between the token and three pages
    assert all(4 < wait_s <= 5 for wait_s in slept)


@pytest.mark.parametrize("code", [400, 404, 410, 418, 422])
def test_a_refusal_is_told_at_once(services, live_mission, slept, code):
    services.fail("acled", status(code, document={"message": "Unknown field."}), times=9)
    assert refused(live_mission, slept) == (
        f"ACLED refuses the request ({code}, Unknown field): check live.acled in mission.toml."
    )
    assert (services.pages("acled"), slept) == ([0], [])


def test_a_fault_inside_a_200_is_a_refusal_too(services, live_mission, slept):
    services.fail("acled", says({"success": False, "error": [{"message": "No."}]}), times=9)
    assert "ACLED refuses the request (400, [{'message': 'No.'}])" in refused(live_mission, slept)


def test_an_account_without_access_is_told_so(services, live_mission, slept):
    services.fail("acled", status(403, document={"message": "Access denied"}), times=9)
    sentence = refused(live_mission, slept)
    assert sentence.startswith("ACLED refuses access (403, Access denied): check ACLED_USERNAME and ACLED_PASSWORD")


def test_an_unknown_release_of_ucdp(services, live_mission, slept):
    services.rows["ucdp"] = [UCDP_ROW | {"country_id": 652}]
    settings = live_mission.folder / "mission.toml"
    settings.write_text(settings.read_text().replace("25.1", "99.1"))
    from data import mission

    sentence = refused(mission.load(live_mission.folder), slept, "ucdp")
    assert sentence == "UCDP refuses the request (404, No such version): check live.ucdp in mission.toml."


@pytest.mark.parametrize("renewable", [True, False])
def test_a_token_that_runs_out_in_mid_run_is_renewed(services, live_mission, slept, renewable):
    services.renewable = renewable
    services.fail("acled", expired, page=1)
    assert fetched(live_mission, slept).added == 5
    assert services.grants == ["password", "refresh_token" if renewable else "password"]
    assert (services.pages("acled"), slept) == ([0, 1, 1, 2], [])


def test_a_token_that_is_never_accepted_is_renewed_once(services, live_mission, slept):
    services.fail("acled", expired, times=99)
    assert "ACLED refuses access (401" in refused(live_mission, slept)
    assert services.pages("acled") == [0, 0]


def test_a_wrong_password_is_told_without_it(services, live_mission, slept, monkeypatch):
    monkeypatch.setenv("ACLED_PASSWORD", "wrong horse")
    sentence = refused(live_mission, slept)
    assert sentence == "ACLED does not accept the user name and password: check ACLED_USERNAME and ACLED_PASSWORD."
    assert services.pages("acled") == []


@pytest.mark.parametrize("source", WRONG)
def test_a_refused_token(services, live_mission, slept, monkeypatch, source):
    monkeypatch.setenv(*WRONG[source])
    sentence = refused(live_mission, slept, source)
    assert sentence.startswith(
        {"ucdp": "UCDP refuses access (401, API", "hdx": "HDX HAPI refuses the request (400, Missing"}[source]
    )
    assert services.pages(source) == [0]


@pytest.mark.parametrize(
    ("how", "says_"),
    [
        pytest.param(html, "something else than JSON", id="HTML"),
        pytest.param(truncated, "something else than JSON", id="truncated"),
        pytest.param(says(None), "something else than JSON", id="null"),
        pytest.param(says({"status": 200, "success": True}), "without a list of rows in “data”", id="no rows"),
        pytest.param(says({"data": {"0": {}}}), "without a list of rows", id="rows are no list"),
        pytest.param(says({"data": [1, 2]}), "without a list of rows", id="rows are no objects"),
        pytest.param(says([{"event_id_cnty": "X"}]), "without a list of rows", id="a list alone"),
    ],
)
def test_what_is_no_page_is_never_imported(services, live_mission, slept, how, says_):
    services.fail("acled", how, page=1)
    sentence = refused(live_mission, slept)
    assert sentence.startswith("ACLED answered")
    assert says_ in sentence
    assert fetched(live_mission, slept).added == 5
    assert slept == []


def ucdp_rows(count, first=0):
    return [UCDP_ROW | {"id": n, "country_id": 652} for n in range(first, first + count)]


def test_a_total_that_changes_meanwhile_begins_anew_once(services, live_mission, slept):
    services.rows["ucdp"] = ucdp_rows(5)
    services.after["ucdp", 1] = [lambda: services.rows.update(ucdp=ucdp_rows(6))]
    assert fetched(live_mission, slept, "ucdp").added == 6
    assert services.statuses("ucdp") == [200] * 6


def test_a_total_that_changes_each_time_ends_in_words(services, live_mission, slept):
    grown = iter(range(6, 99))
    services.rows["ucdp"] = ucdp_rows(5)
    services.after["ucdp", 0] = [lambda: services.rows.update(ucdp=ucdp_rows(next(grown)))]
    assert "UCDP changed while its pages were fetched, twice" in refused(live_mission, slept, "ucdp")
    assert services.pages("ucdp") == [0, 1, 0, 1]


def test_an_event_on_two_pages_begins_anew(services, live_mission, slept):
    later = [ACLED_NOW | {"event_id_cnty": "MLI99"}, *services.rows["acled"]]
    services.after["acled", 0] = [lambda: services.rows.update(acled=later)]
    assert fetched(live_mission, slept).added == 6
    assert services.pages("acled") == [0, 1, 0, 1, 2, 3]


def test_a_service_that_gives_the_same_page_for_ever_ends_in_words(services, live_mission, slept):
    same = {"data": services.rows["acled"][:2], "success": True}
    services.fail("acled", says(same), page=1, times=9)
    assert "ACLED changed while its pages were fetched, twice" in refused(live_mission, slept)


@pytest.mark.parametrize("total", [4, 6, 0])
def test_pages_that_do_not_add_up_to_the_total(services, live_mission, slept, total):
    rows = ucdp_rows(5)
    for page in range(4):
        document = {"TotalCount": total, "TotalPages": 3, "Result": rows[2 * page : 2 * page + 2]}
        if page == 0 and total == 0:
            document["Result"] = rows
        services.fail("ucdp", says(document), page=page, times=9)
    sentence = refused(live_mission, slept, "ucdp") if total != 4 else None
    if total == 4:  # two full pages: what it counts is what is taken
        assert fetched(live_mission, slept, "ucdp").added == 4
    else:
        assert "UCDP changed while its pages were fetched" in sentence


def test_a_cap_of_the_service_s_own_on_a_page_loses_no_row(services, live_mission, slept, monkeypatch):
    from dataclasses import replace

    monkeypatch.setitem(SOURCES, "acled", replace(SOURCES["acled"], page_size=5000))
    services.rows["acled"] = [ACLED_NOW | {"event_id_cnty": f"MLI{n}"} for n in range(1200)]
    services.most_rows = 500
    assert fetched(live_mission, slept).added == 1200
    assert services.pages("acled") == [0, 1, 2]


def test_a_redirect_within_the_host_is_followed(services, live_mission, slept):
    services.fail("acled", to("/api/acled/read?_format=json&country=Mali&page=1&limit=2"))
    assert fetched(live_mission, slept).added == 5


OTHER_HOSTS = ("http://localhost:{port}/api/acled/read", "https://elsewhere.example/", "ftp://x/", "//x:y/")


@pytest.mark.parametrize("target", OTHER_HOSTS)
def test_a_redirect_to_another_host_gets_nothing(services, live_mission, slept, target):
    services.fail("acled", to(target.format(port=services.root.rsplit(":", 1)[1])), times=9)
    assert "sends requests on to another address" in refused(live_mission, slept)
    assert services.pages("acled") == [0]


def test_a_redirect_that_is_no_address_is_told_at_once(services, live_mission, slept):
    services.fail("acled", to("http://["), times=9)
    assert refused(live_mission, slept) == "ACLED cannot be asked: check LINCHPIN_ACLED_URL."
    assert services.pages("acled") == [0]


def test_redirects_in_a_circle_end(services, live_mission, slept):
    services.fail("acled", to("/api/acled/read?_format=json&country=Mali&page=1&limit=2"), times=99)
    assert "another address" in refused(live_mission, slept)


def test_a_form_with_a_password_follows_no_redirect(services, live_mission, slept, monkeypatch):
    monkeypatch.setattr("data.live.signatures.TOKEN_PATH", "/oauth/elsewhere")
    from tests.data.live import services as local

    monkeypatch.setattr(local.Handler, "do_POST", lambda handler: handler.send(307, b"", {"Location": "/oauth/token"}))
    assert "another address" in refused(live_mission, slept)
    assert services.grants == []


def test_no_credential_of_a_netrc_file_is_sent(services, live_mission, slept, monkeypatch, tmp_path):
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login stranger password other\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    fetched(live_mission, slept)
    assert all(headers["Authorization"].startswith("Bearer ") for headers in services.headers)
    assert ["Authorization" in headers for headers in services.forms] == [False]


@pytest.mark.parametrize("document", [{}, {"access_token": None}, {"access_token": "a\nb"}, {"access_token": ""}, []])
def test_a_sign_in_without_a_token(services, live_mission, slept, monkeypatch, document):
    from tests.data.live import services as local

    monkeypatch.setattr(local.Handler, "do_POST", lambda handler: says(document)(handler, b""))
    assert refused(live_mission, slept) == "ACLED answered the sign-in without a token; try again later."
