"""A few simulated hours of watching over real sockets, with faults: nothing lost, nothing twice, nobody pestered."""

from evaluation.watch_day import simulate

from sayso.reading.listings import listing_of
from sayso.watching.addresses import canonical
from sayso.watching.schedule import DAY, HOUR, Pace, after_failure, is_gone, look_again, pause_of


def test_hours_with_faults_and_stops_lose_nothing_and_double_nothing(tmp_path):
    day = simulate(8, 8, 7, tmp_path / "watch.db", stops=3)
    assert day.read > 10
    assert (day.lost, day.changes_missed, day.twice) == (0, 0, 0)
    assert day.too_soon == 0


def test_failures_are_asked_again_ever_later_and_never_before_the_server_wants_it():
    pace = Pace(every=900)
    waits = [after_failure(0, failures, pace, None, 0.0) for failures in range(1, 9)]
    assert waits == sorted(waits)
    assert waits[-1] < DAY
    assert after_failure(0, 1, pace, 7200, 0.0) == 7200


def test_a_page_is_looked_at_again_three_times():
    assert look_again(0, 1) == HOUR
    assert look_again(0, 4) is None


def test_a_page_that_is_gone_is_given_up_at_once_and_one_that_fails_after_five_times():
    assert is_gone(410, 1)
    assert not is_gone(500, 4)
    assert is_gone(500, 5)


def test_robots_may_ask_for_longer_pauses_than_the_users():
    assert pause_of(20, Pace(host_pause=5)) == 20
    assert pause_of(0, Pace(host_pause=5)) == 5


def test_one_page_has_one_address():
    plain = canonical("https://News.example/a?id=3")
    assert canonical("https://news.example:443/a?id=3&utm_source=rss#top") == plain


def test_sitemaps_indexes_and_opml_lists_are_read():
    news = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
      xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://news.example/a</loc>
      <n:news><n:publication_date>2024-06-02</n:publication_date><n:title>Market hit</n:title></n:news>
      </url></urlset>"""
    (page,) = listing_of(news).pages
    assert (page.url, page.title, str(page.published)) == ("https://news.example/a", "Market hit", "2024-06-02")
    index = b"<sitemapindex><sitemap><loc>https://news.example/s1.xml</loc></sitemap></sitemapindex>"
    assert listing_of(index).lists == ("https://news.example/s1.xml",)
    opml = b'<opml version="2.0"><body><outline xmlUrl="https://news.example/rss"/></body></opml>'
    assert listing_of(opml).lists == ("https://news.example/rss",)
