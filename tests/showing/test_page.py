from sayso.records import Skipped, Span
from sayso.showing.marking import segments
from sayso.showing.page import page
from tests.builders import KHERSON, a_claim, a_report, killed, on, said_by

REPORT = a_report("A shell hit Kherson, killing four.\nREAD MORE: <b>Ten</b> things", title="<script>alert(1)</script>")
CLAIM = a_claim(REPORT, "hit", place=KHERSON, time=on(6), figures=(killed(4),), attributions=(said_by("The mayor"),))


def test_every_character_of_the_text_is_shown_once():
    assert "".join(part.text for part in segments(REPORT, [CLAIM])) == REPORT.text


def test_skipped_lines_are_marked_as_not_coded():
    teaser = Span(REPORT.text.index("READ"), len(REPORT.text))
    report = a_report(REPORT.text, skipped=(Skipped(teaser, "link teaser"),))
    assert [part.text for part in segments(report, []) if part.skipped] == [teaser.of(REPORT.text)]


def test_texts_from_the_web_are_escaped():
    shown = page([(REPORT, [CLAIM])])
    assert "<script>alert" not in shown
    assert "&lt;b&gt;Ten&lt;/b&gt;" in shown


def test_the_page_loads_nothing_from_elsewhere():
    shown = page([(REPORT, [CLAIM])])
    assert "src=" not in shown
    assert "<link" not in shown


def test_a_claim_is_told_in_words():
    shown = page([(REPORT, [CLAIM])])
    for words in ("ASSAULT", "Kherson, UKR", "2024-05-06", "4 killed", "The mayor"):
        assert words in shown
