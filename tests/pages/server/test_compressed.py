"""What a phone fetches: Streamlit's files made small, kept for a year, and our document in place of theirs."""

import gzip

import brotli
import pytest
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.testclient import TestClient

from pages.server import document
from pages.server.compressed import CompressedAssets
from pages.server.packing import coding

PAGE = {"accept": "text/html", "accept-encoding": "identity"}


async def export(request):
    return HTMLResponse("<p>My own words</p>", headers={"ETag": '"mine"'})


async def theirs_with_a_cookie(request):
    answer = await StaticFiles(directory=document.installed_in(), html=True).get_response("index.html", request.scope)
    answer.set_cookie("visit", "1")
    return answer


async def posted(request):
    return Response("posted")


@pytest.fixture(scope="module")
def browser():
    streamlit = StaticFiles(directory=document.installed_in(), html=True)
    routes = [
        Route("/export", export),
        Route("/today", theirs_with_a_cookie),
        Route("/static/js/posted", posted, methods=["POST"]),
        Mount("/", streamlit),
    ]
    return TestClient(CompressedAssets(Starlette(routes=routes)))


@pytest.fixture(scope="module")
def script():
    """(address, file) of the largest script that the document asks for at once."""
    page = document.theirs()
    scripts = (document.installed_in() / "static" / "js").glob("*.js")
    largest = max((file for file in scripts if file.name in page), key=lambda file: file.stat().st_size)
    return f"/static/js/{largest.name}", largest


def sent(browser, address: str, **headers: str) -> tuple[Response, bytes]:
    """The answer and its body as it went over the wire, still packed."""
    with browser.stream("GET", address, headers=headers) as answer:
        return answer, b"".join(answer.iter_raw())


@pytest.mark.parametrize(("how", "unpack"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
def test_a_packed_script_is_small_and_unpacks_to_the_very_same_bytes(browser, script, how, unpack):
    address, file = script
    answer, wire = sent(browser, address, **{"accept-encoding": how})
    assert answer.headers["content-encoding"] == how
    assert int(answer.headers["content-length"]) == len(wire) < file.stat().st_size / 3
    assert unpack(wire) == file.read_bytes()


def test_a_hashed_file_is_kept_for_a_year_and_varies_by_coding(browser, script):
    for how in ("br", "gzip", "identity"):
        answer, _ = sent(browser, script[0], **{"accept-encoding": how})
        assert answer.headers["cache-control"] == "public, immutable, max-age=31536000"
        assert answer.headers["vary"] == "Accept-Encoding"
        assert "javascript" in answer.headers["content-type"]


def test_a_browser_without_compression_gets_the_file_itself(browser, script):
    answer, wire = sent(browser, script[0], **{"accept-encoding": "identity"})
    assert "content-encoding" not in answer.headers
    assert wire == script[1].read_bytes()


def test_head_tells_the_same_headers(browser, script):
    asked = {"accept-encoding": "br"}
    head, get = browser.head(script[0], headers=asked), browser.get(script[0], headers=asked)
    assert head.status_code == 200
    assert dict(head.headers) == dict(get.headers)


@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("br; q=0.000, gzip ; q=0", "identity"),
        ("BR", "br"),
        ("", "identity"),
        ("*", "identity"),
        ("vibrate", "identity"),
    ],
)
def test_the_smallest_accepted_coding_is_chosen(accepted, chosen):
    assert coding(accepted) == chosen


def test_our_font_is_kept_for_a_year_and_not_packed_twice(browser):
    answer, wire = sent(browser, "/app/static/fonts/atkinson-hyperlegible-latin-400.woff2", **{"accept-encoding": "br"})
    assert answer.headers["cache-control"].startswith("public, immutable")
    assert "content-encoding" not in answer.headers
    assert wire.startswith(b"wOF2")


@pytest.mark.parametrize(
    "address", ["/static/../index.html", "/static/js/%2e%2e/%2e%2e/index.html", "/static/js/", "/static/js/nothing.js"]
)
def test_only_known_files_are_answered_for(browser, address):
    answer, _ = sent(browser, address)
    assert "immutable" not in answer.headers.get("cache-control", "")


def test_other_methods_reach_the_app(browser):
    assert browser.post("/static/js/posted").text == "posted"


def test_the_first_visit_fits_a_phone(browser):
    """All the scripts and styles that the document asks for at once; fonts and the first form add about 0.45 MB."""
    _, wire = sent(browser, "/", accept="text/html", **{"accept-encoding": "br"})
    named = brotli.decompress(wire).decode()
    addresses = [address for address in browser.app.files if f'".{address}"' in named]
    assert len(addresses) > 50
    assert sum(len(sent(browser, address, **{"accept-encoding": "br"})[1]) for address in addresses) < 550_000


def test_every_page_begins_with_our_document(browser):
    for address in ("/", "/today"):
        answer, wire = sent(browser, address, **PAGE)
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == "no-cache"
        assert answer.headers["content-type"].startswith("text/html")
        assert wire.decode() == document.ours(document.theirs())


def test_a_cookie_set_with_the_document_arrives(browser):
    answer, _ = sent(browser, "/today", **PAGE)
    assert answer.headers["set-cookie"].startswith("visit=1")


def test_an_unchanged_document_is_not_sent_again(browser):
    first, _ = sent(browser, "/", **PAGE)
    again, wire = sent(browser, "/", **PAGE, **{"if-none-match": first.headers["etag"]})
    assert (again.status_code, wire) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]


def test_another_html_answer_is_left_alone(browser):
    answer, wire = sent(browser, "/export", **PAGE)
    assert wire == b"<p>My own words</p>"
    assert answer.headers["etag"] == '"mine"'
