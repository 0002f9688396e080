"""One event: who vouches, in which words, how many, and how it came about."""

import re


def test_the_tree_names_who_vouches_through_which_channel(desk):
    client, events = desk
    shown = client.get(f"/events/{events[0].id}").text
    assert re.search(r"Governor Olena Marchuk</span> <span class=\"vouches asserted\">says so via Telegram", shown)
    assert re.search(r"Colonel Pavel Gusev</span> <span class=\"vouches denied\">denies it", shown)


def test_copies_are_folded_under_their_say_so(desk):
    client, events = desk
    shown = client.get(f"/events/{events[0].id}").text
    folded = shown[shown.index("1 copy of another report") :]
    assert "Morning Ledger" in folded


def test_each_part_of_a_claim_is_marked_with_its_role(desk):
    client, events = desk
    shown = client.get(f"/events/{events[0].id}").text
    for role, text in (("trigger", "hit"), ("recipient", "a market"), ("place", "Kherson"), ("time", "Tuesday")):
        assert f'<mark class="{role}" data-claims="0">{text}</mark>' in shown
        assert f'data-role="{role}"' in shown


def test_rival_figures_stand_beside_each_other(desk):
    client, events = desk
    shown = client.get(f"/events/{events[0].id}").text
    assert "Rival figures" in shown
    picture = shown[shown.index('<figure class="range">') : shown.index("</figure>")]
    assert "Governor Olena Marchuk: 4+" in picture
    assert "Delta Wire: 11" in picture
    assert picture.count('class="arrow"') == 1


def test_an_event_says_why_it_stands_as_it_does(desk):
    client, events = desk
    assert "Colonel Pavel Gusev denies what" in client.get(f"/events/{events[0].id}").text
    assert "One say-so stands behind it" in client.get(f"/events/{events[1].id}").text


def test_the_history_and_the_kept_page_are_linked(desk):
    client, events = desk
    shown = client.get(f"/events/{events[0].id}").text
    assert "added" in shown[shown.index('id="history"') :]
    assert "/kept" in shown


def test_why_its_claims_are_one_event_is_told_with_weights(desk):
    client, events = desk
    shown = client.get(f"/events/{events[0].id}/why").text
    assert re.search(r'<span class="weight">\+\d', shown)


def test_a_claim_leads_to_the_event_that_holds_it(desk):
    client, events = desk
    answer = client.get(f"/claims/{events[1].claims[0]}", follow_redirects=False)
    assert answer.headers["location"] == f"/events/{events[1].id}#{events[1].claims[0]}"


def test_what_the_ledger_does_not_hold_is_not_found(desk):
    client, _ = desk
    for address in ("/events/e_0000", "/claims/c_0000", "/reports/r_0000", "/reports/r_0000/kept", "/events/e_00.json"):
        assert client.get(address).status_code == 404
