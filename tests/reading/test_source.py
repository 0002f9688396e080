import gzip
import json
from datetime import UTC, date, datetime

import pytest

from sayso.reading import Reading, ReadingOptions, read
from sayso.records import Problem, digest

OPTIONS = ReadingOptions(today=date(2024, 6, 1), now=datetime(2024, 6, 1, tzinfo=UTC))
ARTICLE = (
    "Shells hit a market in the port on Monday and killed four people, the mayor said. "
    "Rescue workers searched the ruins until dusk, and the hospital asked townspeople to give blood. "
    "The army of the neighbouring country did not comment on the attack."
)
PAGE = f"""<!doctype html><html lang="en"><head><title>Four killed at market | Harbour Post</title>
<meta property="og:site_name" content="Harbour Post"><meta property="og:title" content="Four killed at market">
<meta property="article:published_time" content="2024-05-07T10:00:00Z"></head>
<body><nav><a href="/">Home</a></nav><article><h1>Four killed at market</h1><p>{ARTICLE}</p></article>
</body></html>"""


def results(*inputs):
    return list(read([str(name) for name in inputs], OPTIONS))


def only(*inputs):
    (result,) = results(*inputs)
    return result


def test_a_page_gives_title_text_outlet_and_date(tmp_path):
    page = tmp_path / "page.html"
    page.write_text(PAGE)
    report = only(page).report
    assert (report.title, report.outlet, report.published) == (
        "Four killed at market",
        "Harbour Post",
        date(2024, 5, 7),
    )
    assert report.text.split() == f"Four killed at market {ARTICLE}".split()


def test_raw_bytes_come_with_their_digest(tmp_path):
    page = tmp_path / "page.html"
    page.write_text(PAGE)
    reading = only(page)
    assert (reading.raw, reading.report.raw_digest) == (PAGE.encode(), digest(PAGE.encode()))


def test_the_text_of_a_jsonl_row_is_kept_to_the_letter(tmp_path):
    text = f"Soft\u00adhyphen, “quotes”,\u00a0space.  {ARTICLE} "
    rows = tmp_path / "rows.jsonl"
    rows.write_text(json.dumps({"text": text, "id": 7, "published": "2024-05-07"}))
    report = only(rows).report
    assert (report.text, report.source_id, report.published) == (text, "7", date(2024, 5, 7))


def test_characters_that_nothing_can_store_are_replaced_one_for_one(tmp_path):
    rows = tmp_path / "rows.jsonl"
    rows.write_text('{"title": "T\\u0000", "text": "A shell\\u0000 hit Kher\\ud800son on Tuesday, the mayor said."}\n')
    report = only(rows).report
    assert (report.title, report.text[:21]) == ("T\ufffd", "A shell\ufffd hit Kher\ufffdson")


def test_a_malformed_line_is_named_and_the_others_are_read(tmp_path):
    rows = tmp_path / "rows.jsonl"
    rows.write_text(json.dumps({"text": ARTICLE}) + '\n{"text": \n' + json.dumps({"text": ARTICLE + " More."}))
    first, second, third = results(rows)
    assert isinstance(first, Reading)
    assert isinstance(third, Reading)
    assert "line 2" in second.message


def test_csv_rows_may_hold_line_breaks(tmp_path):
    rows = tmp_path / "rows.csv"
    rows.write_text(f'text,outlet\n"{ARTICLE}\n\nSecond paragraph of the report.",Harbour Post\n')
    report = only(rows).report
    assert report.text.endswith("Second paragraph of the report.")
    assert report.outlet == "Harbour Post"


def test_mojibake_and_invisible_characters_are_mended_in_a_text_file(tmp_path):
    file = tmp_path / "report.txt"
    file.write_text(ARTICLE + " The mayor\u00e2\u20ac\u2122s of\u00adfice called it a crime.")
    assert only(file).report.text.endswith("The mayor’s office called it a crime.")


def test_other_languages_become_problems_that_name_them(tmp_path):
    file = tmp_path / "report.txt"
    file.write_text(
        "Am Montag trafen mehrere Granaten den Markt der Hafenstadt, vier Menschen starben, sagte der Bürgermeister."
    )
    assert "language is de" in only(file).message


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.html", b"  \n", "it is empty"),
        ("picture.html", b"\x89PNG\r\n\x1a\n0000", "PNG picture"),
        ("paper.html", b"%PDF-1.7 ...", "PDF file"),
        ("list.html", b"<html><body><a href='/'>Home</a></body></html>", "no article text"),
        ("news.rss", b"<html><body>Not found</body></html>", "named like a feed but is an HTML page"),
        ("rows.csv", b"title,body\nA,B\n", 'no column "text"'),
        ("rows.jsonl", b'{"title": "A"}\n', '"text" is missing'),
        ("deep.html", b"<div>" * 100_000 + b"x", "nested too deeply"),
    ],
)
def test_bad_input_is_a_problem_that_says_what_is_wrong(tmp_path, name, content, said):
    path = tmp_path / name
    path.write_bytes(content)
    problem = only(path)
    assert isinstance(problem, Problem)
    assert said in problem.message


def test_a_date_in_the_future_is_dropped_and_said(tmp_path):
    rows = tmp_path / "rows.jsonl"
    rows.write_text(json.dumps({"text": ARTICLE, "published": "2031-01-01"}))
    reading, problem = results(rows)
    assert reading.report.published is None
    assert (problem.report_id, "lies in the future" in problem.message) == (reading.report.id, True)


def test_a_huge_file_is_refused(tmp_path):
    path = tmp_path / "huge.html"
    path.write_bytes(b"<html>" + b"x" * 21_000_000)
    assert "larger than 20 MB" in only(path).message


def test_a_folder_is_read_in_order_without_following_loops(tmp_path):
    (tmp_path / "b.txt").write_text(ARTICLE)
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    with gzip.open(tmp_path / "a" / "page.html.gz", "wb") as page:
        page.write(PAGE.encode())
    assert [result.report.text[:11] for result in results(tmp_path)] == ["Four killed", "Shells hit "]


def test_one_bad_input_does_not_stop_the_others(tmp_path):
    good = tmp_path / "good.txt"
    good.write_text(ARTICLE)
    problem, reading = results(tmp_path / "missing.txt", good)
    assert "no such file" in problem.message
    assert isinstance(reading, Reading)
