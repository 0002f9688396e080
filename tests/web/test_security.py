"""What the desk sends besides pages, and whom it answers."""

import pytest


def test_the_policy_lets_no_inline_script_or_style_run(desk):
    client, _ = desk
    policy = client.get("/").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


@pytest.mark.parametrize("address", ["/", "/reports", "/problems", "/add", "/facets?facet=type"])
def test_pages_have_no_inline_script_style_or_handler(desk, address):
    client, _ = desk
    shown = client.get(address).text
    assert " style=" not in shown
    assert "<style" not in shown
    assert " onclick=" not in shown
    assert shown.count("<script") == shown.count("<script src=")


def test_a_name_that_is_not_its_own_is_not_answered(desk):
    client, _ = desk
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400
