"""Accounts, roles, sessions, limits, saved searches and the audit of exports."""

import re

import pytest

from sayso.errors import UsageError
from sayso.web.accounts import DeskStore
from sayso.web.limits import Limit, RateLimits
from sayso.web.people import Role
from tests.web.builders import desk_on, filled

PASSWORD = "correct horse battery"


@pytest.fixture
def team(tmp_path):
    """Give a client of a team's desk with one account for each role."""
    with desk_on(tmp_path, person=None) as (client, ledger):
        filled(ledger)
        for role in Role:
            client.app.state.store.add_account(role.name.lower(), role, PASSWORD)
        yield client


def token(client, address="/login"):
    return re.search(
        r'name="csrf" (?:value|content)="([^"]+)"|<meta name="csrf" content="([^"]+)"', client.get(address).text
    ).group(1, 2)


def form(client, address="/login"):
    return {"csrf": next(filter(None, token(client, address)))}


def log_in(client, name, password=PASSWORD, to="/"):
    return client.post(
        "/login", data={**form(client), "name": name, "password": password, "to": to}, follow_redirects=False
    )


def test_whoever_is_not_logged_in_sees_nothing(team):
    for address in ("/", "/map", "/reports", "/problems", "/add", "/people", "/account"):
        answer = team.get(address, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"].split("?")[0]) == (303, "/login")
    for address in ("/events.json", "/events.csv", "/map.json", "/reports.json"):
        assert team.get(address).status_code == 401


def test_after_logging_in_one_is_where_one_wanted_to_be(team):
    answer = log_in(team, "reader", to="/reports?q=andes")
    assert (answer.status_code, answer.headers["location"]) == (303, "/reports?q=andes")
    assert team.get("/reports?q=andes").status_code == 200


@pytest.mark.parametrize("to", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_a_link_cannot_lead_elsewhere_after_logging_in(team, to):
    assert log_in(team, "reader", to=to).headers["location"] == "/"


@pytest.mark.parametrize(
    ("role", "allowed"),
    [("reader", []), ("coder", ["/add"]), ("editor", ["/add"]), ("admin", ["/add", "/people"])],
)
def test_a_role_opens_what_it_should_and_no_more(team, role, allowed):
    log_in(team, role)
    assert team.get("/").status_code == 200
    for address in ("/add", "/people"):
        assert team.get(address).status_code == (200 if address in allowed else 403)


def test_a_wrong_password_is_refused_and_too_many_are_not_even_looked_at(team):
    assert log_in(team, "reader", "wrong wrong wrong").status_code == 401
    assert log_in(team, "nobody", "wrong wrong wrong").status_code == 401
    for _ in range(10):
        last = log_in(team, "reader", "wrong wrong wrong")
    assert last.status_code == 429
    assert log_in(team, "reader").status_code == 429


def test_a_changed_role_ends_the_sessions_begun_before(team):
    log_in(team, "coder")
    team.app.state.store.change("coder", role=Role.READER)
    assert team.get("/", follow_redirects=False).status_code == 303


def test_a_session_cannot_be_forged(team):
    log_in(team, "reader")
    value = team.cookies["sayso"]
    team.cookies.clear()
    team.cookies.set("sayso", ("A" if value[0] != "A" else "B") + value[1:])
    assert team.get("/", follow_redirects=False).status_code == 303


def test_logging_in_and_out_needs_the_pages_own_token(team):
    assert team.post("/login", data={"name": "reader", "password": PASSWORD}).status_code == 403
    log_in(team, "reader")
    assert team.post("/logout").status_code == 403
    assert team.post("/logout", data=form(team, "/account"), follow_redirects=False).status_code == 303
    assert team.get("/", follow_redirects=False).status_code == 303


def test_exports_are_written_down_with_who_and_what(team):
    log_in(team, "reader")
    team.get("/events.csv?type=PROTEST")
    audit = team.app.state.store.audit()
    assert ("reader", "export", "/events.csv?type=PROTEST") in [(line.who, line.what, line.detail) for line in audit]
    team.post("/logout", data=form(team, "/account"))
    log_in(team, "admin")
    assert "/events.csv?type=PROTEST" in team.get("/people").text


def test_an_admin_adds_changes_and_removes_accounts(team):
    log_in(team, "admin")
    new = {"name": "kim", "role": "CODER", "password": PASSWORD, "action": "add"}
    assert team.post("/people", data=form(team, "/people") | new).status_code == 200
    assert team.app.state.store.account("kim").role is Role.CODER
    team.post("/people", data=form(team, "/people") | {"name": "kim", "action": "role", "role": "EDITOR"})
    assert team.app.state.store.account("kim").role is Role.EDITOR
    team.post("/people", data=form(team, "/people") | {"name": "kim", "action": "remove"})
    assert team.app.state.store.account("kim") is None
    short = team.post("/people", data=form(team, "/people") | new | {"password": "short"})
    assert (short.status_code, "at least 12 characters" in short.text) == (422, True)


def test_the_last_admin_stays(team):
    log_in(team, "admin")
    answer = team.post("/people", data=form(team, "/people") | {"name": "admin", "action": "remove"})
    assert "is the only admin" in answer.text


def test_ones_own_password_is_changed_with_the_old_one(team):
    log_in(team, "reader")
    wrong = team.post(
        "/account/password", data=form(team, "/account") | {"old": "wrong", "new": "another long password"}
    )
    assert wrong.status_code == 422
    team.post("/account/password", data=form(team, "/account") | {"old": PASSWORD, "new": "another long password"})
    assert team.get("/", follow_redirects=False).status_code == 200
    assert team.app.state.store.checked("reader", "another long password")


def test_searches_are_saved_for_one_person(team):
    log_in(team, "reader")
    team.post("/saved", data=form(team, "/account") | {"name": "Marches", "query": "?type=PROTEST"})
    assert '<a href="/?type=PROTEST">Marches</a>' in team.get("/").text
    assert team.app.state.store.searches("coder") == []
    (saved,) = team.app.state.store.searches("reader")
    team.post(f"/saved/{saved.id}/forget", data=form(team, "/account"))
    assert team.app.state.store.searches("reader") == []


def test_cookies_are_kept_from_scripts_and_other_sites(team):
    cookie = log_in(team, "reader").headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


def test_passwords_are_stored_as_argon2(tmp_path):
    store = DeskStore(str(tmp_path / "desk"))
    store.add_account("kim", Role.READER, PASSWORD)
    raw = (tmp_path / "desk").read_bytes()
    assert b"$argon2id$" in raw
    assert PASSWORD.encode() not in raw
    assert (tmp_path / "desk").stat().st_mode & 0o077 == 0


def test_a_name_is_taken_once(tmp_path):
    store = DeskStore(str(tmp_path / "desk"))
    store.add_account("kim", Role.READER, PASSWORD)
    with pytest.raises(UsageError, match="already"):
        store.add_account("kim", Role.ADMIN, PASSWORD)


def test_a_limit_is_over_when_its_window_has_passed():
    now = [0.0]
    limits = RateLimits(lambda: now[0])
    assert [limits.allows("key", Limit(2, 10)) for _ in range(3)] == [True, True, False]
    now[0] = 10.5
    assert limits.allows("key", Limit(2, 10))
    assert limits.allows("other", Limit(2, 10))
