"""Whom to call: the shipped lines, and what an operator's own file does to them."""

import os
import re
from datetime import date
from pathlib import Path

import pytest

from core import helplines

SHIPPED = ["AU", "CA", "EU", "GB", "IE", "NZ", "US", helplines.ELSEWHERE]

FRANCE = """
[FR]
name = "France"
[[FR.emergency]]
name = "SAMU"
number = "15"
source = "an operator"
checked_on = 2026-03-01
"""


def writes(home: Path, text: str) -> None:
    (home / helplines.OWN_NAME).write_text(text, encoding="utf-8")


def numbers(lines: tuple[helplines.Line, ...]) -> list[str]:
    return [line.number for line in lines]


@pytest.mark.parametrize("country", SHIPPED)
def test_every_line_has_a_number_to_dial_a_source_and_the_day_it_was_checked(country, tmp_path):
    lines = helplines.lines(tmp_path, country)
    assert lines.emergency
    for line in (*lines.emergency, *lines.crisis, *lines.substance_use):
        assert re.fullmatch(r"\d{3,11}", line.digits)
        assert line.name
        assert line.source
        assert line.checked_on == date(2026, 11, 22)


def test_the_numbers_are_the_ones_that_were_checked(tmp_path):
    shown = {code: helplines.lines(tmp_path, code) for code in SHIPPED}
    assert {code: numbers(lines.emergency) for code, lines in shown.items()} == {
        "US": ["911"],
        "CA": ["911"],
        "GB": ["999"],
        "IE": ["112", "999"],
        "AU": ["000"],
        "NZ": ["111"],
        "EU": ["112"],
        helplines.ELSEWHERE: ["112", "911"],
    }
    assert {code: numbers(lines.crisis) for code, lines in shown.items() if lines.crisis} == {
        "US": ["988"],
        "CA": ["9-8-8"],
        "GB": ["116 123"],
        "IE": ["116 123"],
        "AU": ["13 11 14"],
        "NZ": ["1737"],
    }
    assert {code: numbers(lines.substance_use) for code, lines in shown.items() if lines.substance_use} == {
        "US": ["1-800-662-4357"],
        "GB": ["0300 123 6600"],
        "AU": ["1800 250 015", "1300 273 266"],
    }


def test_a_number_is_dialled_without_its_spaces_and_dashes(tmp_path):
    assert helplines.lines(tmp_path, "US").substance_use[0].digits == "18006624357"


def test_the_countries_to_choose_from_come_by_name(tmp_path):
    assert list(helplines.countries(tmp_path).values()) == [
        "Australia", "Canada", "EU (112)", "Ireland", "New Zealand", "United Kingdom", "United States",
    ]  # fmt: skip


@pytest.mark.parametrize("typed", ["gb", " GB ", "UK", "uk"])
def test_a_country_is_found_however_its_code_is_typed(typed, tmp_path):
    assert helplines.lines(tmp_path, typed).country == "GB"


@pytest.mark.parametrize("country", ["", "XX", "elsewhere", "<img src=x>", "🏝"])
def test_an_unknown_country_gets_what_reaches_help_in_most_places(country, tmp_path):
    lines = helplines.lines(tmp_path, country)
    assert not lines.known
    assert numbers(lines.emergency) == ["112", "911"]


def test_an_operator_adds_a_country(tmp_path):
    writes(tmp_path, FRANCE)
    assert helplines.countries(tmp_path)["FR"] == "France"
    assert numbers(helplines.lines(tmp_path, "FR").emergency) == ["15"]
    assert helplines.faults(tmp_path) == ()


def test_an_operator_corrects_one_kind_of_line_and_keeps_the_others(tmp_path):
    writes(
        tmp_path,
        """
        [[CA.substance_use]]
        name = "A line of the province"
        number = "+1 (555) 010-0199"
        ways = ["call", "text"]
        source = "an operator"
        checked_on = 2026-03-01
        """,
    )
    canada = helplines.lines(tmp_path, "CA")
    assert canada.substance_use[0].digits == "+15550100199"
    assert canada.substance_use[0].checked_on == date(2026, 3, 1)
    assert (canada.name, numbers(canada.crisis), numbers(canada.emergency)) == ("Canada", ["9-8-8"], ["911"])


def test_a_correction_counts_from_the_next_look_on(tmp_path):
    writes(tmp_path, FRANCE)
    assert numbers(helplines.lines(tmp_path, "FR").emergency) == ["15"]
    writes(tmp_path, FRANCE.replace('"15"', '"112"'))
    os.utime(tmp_path / helplines.OWN_NAME, ns=(1, 1))  # another time of writing, on coarse file systems too
    assert numbers(helplines.lines(tmp_path, "FR").emergency) == ["112"]


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (('number = "15"', ""), "FR.emergency 1: number is missing"),
        (('number = "15"', "number = 15"), "FR.emergency 1: number is missing, or is not text"),
        (('"15"', '"javascript:1"'), "“javascript:1” is not a telephone number"),
        (('source = "an operator"', ""), "FR.emergency 1: source is missing"),
        (("checked_on = 2026-03-01", ""), "FR.emergency 1: checked_on is missing"),
        (("2026-03-01", '"2026-03-01"'), "FR.emergency 1: checked_on is missing, or is not a date"),
        (("checked_on", "ways = ['smoke']\nchecked_on"), "FR.emergency 1: ways is a list of call, text, chat"),
        (("[[FR.emergency]]", "[FR.emergency]"), "FR.emergency: write each line as [[FR.emergency]]"),
        (("[[FR.emergency]]", "[[FR.crisis]]"), "FR: an emergency number is missing"),
        (("[[FR.emergency]]", "[[FR.emergancy]]"), "FR: “emergancy” is not one of name, emergency"),
        (('name = "France"', ""), "FR: the name of the country is missing"),
        (("[FR]", "FR = 1\n[XY]"), "helplines.toml"),
    ],
)
def test_a_broken_entry_is_named_and_everything_else_still_shows(change, named, tmp_path):
    us = FRANCE.replace("FR", "US").replace("France", "The States")
    writes(tmp_path, us + FRANCE.replace(*change))
    assert any(named in fault for fault in helplines.faults(tmp_path)), helplines.faults(tmp_path)
    assert not helplines.lines(tmp_path, "FR").known
    assert numbers(helplines.lines(tmp_path, "GB").crisis) == ["116 123"]
    if "FR = 1" not in change[1]:
        assert helplines.countries(tmp_path)["US"] == "The States"  # the operator's good entry counts


def test_a_broken_correction_leaves_the_shipped_lines_of_that_country(tmp_path):
    writes(tmp_path, '[[US.crisis]]\nname = "A line"\nsource = "me"\nchecked_on = 2026-03-01\n')
    assert helplines.faults(tmp_path) == (
        "helplines.toml, US.crisis 1: number is missing, or is not text in quotation marks.",
    )
    assert numbers(helplines.lines(tmp_path, "US").crisis) == ["988"]


@pytest.mark.parametrize("content", [b"[US", b"\xff\xfe\x00", b"[US]\nname = 'a'\n[US]\n"])
def test_a_file_that_is_no_toml_is_named_and_the_shipped_lines_still_show(content, tmp_path):
    (tmp_path / helplines.OWN_NAME).write_bytes(content)
    (fault,) = helplines.faults(tmp_path)
    assert fault.startswith("helplines.toml can't be read: ")
    assert numbers(helplines.lines(tmp_path, "US").crisis) == ["988"]
