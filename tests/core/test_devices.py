"""One's own phone is known again among the others."""

import pytest

from core import devices

PHONE = "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36"  # noqa: E501
AGENTS = {
    "Chrome, Android": PHONE,
    "Safari, iPhone": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1",  # noqa: E501
    "Firefox, iPhone": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) FxiOS/140.0 Mobile/15E148 Safari/604.1",
    "Firefox, Linux": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Edge, Windows": "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0.0.0 Safari/537.36 Edg/140.0",
    "Safari, Mac": "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15",
    "Chrome, ChromeOS": "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) Chrome/140.0.0.0 Safari/537.36",
    "A browser": "",
}


@pytest.mark.parametrize("words", AGENTS)
def test_a_device_is_told_by_browser_and_system(words):
    assert devices.in_words(AGENTS[words]) == words


def test_nothing_of_what_a_browser_says_is_kept_as_it_came():
    assert devices.in_words("<script>alert(1)</script> Firefox") == "Firefox"


def test_what_is_held_in_a_hand_is_taken_for_ones_own():
    assert devices.is_phone(PHONE)
    assert not devices.is_phone(AGENTS["Edge, Windows"])
