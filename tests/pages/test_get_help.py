"""Get help opens for everybody: signed out, with the database down, with an operator's file that is broken."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from core import clock
from core.errors import DatabaseFault, TryAgain
from core.settings import Settings
from core.viewer import Viewer
from pages.shared import house, session

PAGE = str(Path(__file__).parents[2] / "pages" / "get_help.py")


@pytest.fixture(autouse=True)
def the_house_as_it_was() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(house, "_house", house._House())
        yield


def opened(home: Path, **query: str) -> AppTest:
    """The page with no database at all, after its run."""
    house.open_with(Settings(home, "", demo=False, address="localhost", port=8501), None)
    return shown(**query)


def shown(**query: str) -> AppTest:
    page = AppTest.from_file(PAGE)
    page.query_params.update(query)
    page.run()
    assert not page.exception
    return page


def links(page: AppTest) -> list[str]:
    """Where its buttons lead, from top to bottom."""
    return [element.proto.url for element in page.get("link_button")]


def texts(page: AppTest) -> str:
    kinds: tuple[Any, ...] = (page.title, page.header, page.error, page.warning, page.info, page.markdown, page.text)
    return "\n".join(element.value for kind in (*kinds, page.caption) for element in kind)


def signed_in(monkeypatch: pytest.MonkeyPatch, country: str) -> None:
    visit = session.Visit(None, Viewer("m", "Ana", "UTC", country), "s", clock.now())  # type: ignore[arg-type]
    monkeypatch.setattr(session, "visitor", lambda: visit)


def test_it_opens_signed_out_with_the_database_down(tmp_path):
    page = opened(tmp_path)
    assert page.title[0].value == "Get help"
    assert links(page) == ["tel:112", "tel:911"]
    assert page.selectbox[0].value == ""


@pytest.mark.parametrize("fault", [TryAgain("Later."), DatabaseFault("OperationalError")])
def test_it_opens_for_somebody_whose_session_can_not_be_looked_up(fault, tmp_path, monkeypatch):
    def visitor() -> None:
        raise fault

    monkeypatch.setattr(session, "visitor", visitor)
    assert links(opened(tmp_path, country="US"))[:2] == ["tel:911", "tel:988"]


def test_it_opens_signed_out_with_a_database(db, tmp_path):
    house.open_with(Settings(tmp_path, "", demo=False, address="localhost", port=8501), db)
    assert links(shown(country="GB")) == ["tel:999", "tel:116123", "tel:03001236600"]


def test_emergency_comes_first_and_is_the_only_red(tmp_path):
    page = opened(tmp_path, country="AU")
    assert links(page) == ["tel:000", "tel:131114", "tel:1800250015", "tel:1300273266"]
    (red,) = page.error
    for sign in ("seizure", "confusion", "seeing or hearing", "chest pain", "trouble breathing", "ending your life"):
        assert sign in red.value


def test_every_number_is_readable_without_tapping_and_says_when_it_was_checked(tmp_path):
    page = opened(tmp_path, country="US")
    labels = [element.proto.label for element in page.get("link_button")]
    assert labels == ["Call 911", "Call 988", "Text 988", "Call 1-800-662-4357"]
    assert links(page) == ["tel:911", "tel:988", "sms:988", "tel:18006624357"]
    assert [caption.value.count("2026-11-22") for caption in page.caption] == [1, 1, 1]


def test_it_says_what_no_one_should_do_alone_and_that_nobody_is_watching(tmp_path):
    said = texts(opened(tmp_path))
    assert "Never stop a benzodiazepine suddenly" in said
    assert "never change a dose without your prescriber" in said
    assert "not watched around the clock" in said


def test_choosing_a_country_shows_its_lines_and_stays_in_the_address(tmp_path):
    page = opened(tmp_path)
    page.selectbox[0].select("NZ").run()
    assert links(page) == ["tel:111", "tel:1737", "sms:1737"]
    assert page.query_params["country"] == "NZ"


def test_the_country_of_somebody_signed_in_comes_first(tmp_path, monkeypatch):
    signed_in(monkeypatch, "IE")
    assert links(opened(tmp_path)) == ["tel:112", "tel:999", "tel:116123"]


def test_the_address_goes_before_the_members_own_country(tmp_path, monkeypatch):
    signed_in(monkeypatch, "IE")
    assert opened(tmp_path, country="CA").selectbox[0].value == "CA"


@pytest.mark.parametrize("country", ["XX", "<img src=x onerror=alert(1)>", "ELSEWHERE", "x" * 10_000])
def test_an_address_with_an_unknown_country_shows_what_reaches_help_in_most_places(country, tmp_path):
    page = opened(tmp_path, country=country)
    assert links(page) == ["tel:112", "tel:911"]
    assert "helplines.toml" in texts(page)
    assert country not in texts(page)


def test_a_country_without_a_crisis_line_says_so_and_how_to_add_one(tmp_path):
    page = opened(tmp_path, country="EU")
    assert links(page) == ["tel:112"]
    assert texts(page).count("No line is listed here yet.") == 2


def test_a_broken_file_of_the_operators_is_named_and_the_lines_still_show(tmp_path):
    (tmp_path / "helplines.toml").write_text("[US\n", encoding="utf-8")
    page = opened(tmp_path, country="US")
    assert links(page)[:2] == ["tel:911", "tel:988"]
    assert "can't be read" in page.caption[-1].value


def test_a_name_in_an_operators_file_is_shown_to_the_letter(tmp_path):
    (tmp_path / "helplines.toml").write_text(
        '[[US.crisis]]\nname = "![x](http://elsewhere.example/x.png)"\nnumber = "555"\nsource = "*me*"\n'
        "checked_on = 2026-01-01\n",
        encoding="utf-8",
    )
    said = texts(opened(tmp_path, country="US"))
    assert "![x](" not in said
    assert "\\!\\[x\\]\\(" in said
