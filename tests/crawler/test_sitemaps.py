import gzip

from crawler.sitemaps import Sitemap, read_sitemap

URL = "https://www.k.se/sitemap.xml"
PAGES = b"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc> https://www.k.se/a?x=1&amp;y=2 </loc></url><url><loc><![CDATA[https://www.k.se/b]]></loc></url>
<url><loc>https://www.k.se/b</loc></url></urlset>"""


def test_pages_are_read_once_each_with_their_entities():
    assert read_sitemap(PAGES, URL).pages == ("https://www.k.se/a?x=1&y=2", "https://www.k.se/b")


def test_a_packed_sitemap_is_unpacked():
    assert read_sitemap(gzip.compress(PAGES), URL) == read_sitemap(PAGES, URL)


def test_an_index_leads_to_further_sitemaps():
    index = b"<sitemapindex><sitemap><loc>https://www.k.se/s1.xml.gz</loc></sitemap></sitemapindex>"
    assert read_sitemap(index, URL) == Sitemap(sitemaps=("https://www.k.se/s1.xml.gz",))


def test_a_plain_list_is_read():
    assert read_sitemap(b"https://www.k.se/a\nhttps://www.k.se/b\n", URL).pages == (
        "https://www.k.se/a",
        "https://www.k.se/b",
    )


def test_a_packed_bomb_gives_no_more_than_the_limit():
    bomb = gzip.compress(PAGES.replace(b"</urlset>", b" " * 50_000_000 + b"</urlset>"))
    assert len(read_sitemap(bomb, URL, max_bytes=100_000).pages) == 2


def test_what_is_no_sitemap_is_empty():
    for body in (b"", b"<html><body>Sidan finns inte</body></html>", b"\x1f\x8bbroken", b"\x00\x01"):
        assert read_sitemap(body, URL) == Sitemap()


def test_the_days_of_the_last_changes_are_read_where_a_sitemap_tells_them():
    body = b"""<urlset><url><loc>https://k.se/a</loc><lastmod>2026-05-01T08:00:00+02:00</lastmod></url>
    <url><loc>https://k.se/b</loc></url><url><lastmod>2025-01-02</lastmod><loc>/c</loc></url></urlset>"""
    found = read_sitemap(body, "https://k.se/sitemap.xml")
    assert found.pages == ("https://k.se/a", "https://k.se/b", "https://k.se/c")
    assert found.modified == {"https://k.se/a": "2026-05-01", "https://k.se/c": "2025-01-02"}
