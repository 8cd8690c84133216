"""Guessing is slow: each try takes something from small stocks that fill again with time. Nobody is ever locked out.

Who guesses from one place empties that place's stock for an account long before the account's own, so its owner still
gets in from elsewhere; and a browser that the owner signed in with before has a stock that nobody else can empty.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

from core import clock, secrets_kept
from core.database import Database, Unit
from core.errors import TryAgain
from core.language import ngettext
from core.viewer import Knock


@dataclass(frozen=True, slots=True)
class Stock:
    """So many tries at once, and one more each time so much time has passed."""

    most: int
    one_more_after: timedelta


OF_A_PLACE = Stock(30, timedelta(seconds=20))  # a clinic's waiting room behind one address
OF_AN_ACCOUNT_THERE = Stock(8, timedelta(minutes=10))
OF_AN_ACCOUNT = Stock(50, timedelta(minutes=15))  # with the one above: never 100 tries in a row within half a day
OF_A_KNOWN_BROWSER = Stock(10, timedelta(minutes=1))
FORGOTTEN_AFTER = timedelta(days=2)  # every stock is full again long before

Stocks = Mapping[str, Stock]  # by the hash of what is counted; neither names nor addresses are kept


def place_of(address: str) -> str:
    """Whom an address stands for: one IPv4 address, or the /64 of an IPv6 one, which is one household's."""
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if parsed.version == 4:
        return str(parsed)
    return str(parsed.ipv4_mapped or ip_network((parsed, 64), strict=False))


def for_account(name: str, place: str, browser: str) -> Stocks:
    """What a try at this sign-in name costs; `browser` "" is one that the account does not know."""
    if browser:
        return {_of("browser", browser, name): OF_A_KNOWN_BROWSER}
    return for_place(place) | {
        _of("account there", name, place): OF_AN_ACCOUNT_THERE,
        _of("account", name): OF_AN_ACCOUNT,
    }


def for_place(place: str) -> dict[str, Stock]:
    """What a try at anything costs there."""
    return {_of("place", place): OF_A_PLACE}


def spend(db: Database, stocks: Stocks, now: datetime) -> None:
    """Takes one try from each, before anything is checked. TryAgain with the time to wait when one is empty.

    A try that is refused costs nothing more, so whoever keeps knocking does not keep the door shut.
    """

    def work(unit: Unit) -> None:
        left = _left(unit, stocks, now)
        waits = [(1 - left[name]) * stock.one_more_after for name, stock in stocks.items() if left[name] < 1]
        if waits:
            raise TryAgain(_in_words(max(waits)))
        _keep(unit, {name: tries - 1 for name, tries in left.items()}, now)
        unit.write(
            """
            DELETE FROM throttle
            WHERE filled_at_utc < $long_ago AND bucket NOT IN (SELECT unnest(CAST($knocks AS VARCHAR[])))
            """,
            long_ago=clock.stored(now - FORGOTTEN_AFTER),
        )

    db.unit(Knock(tuple(stocks)), work)


def give_back(db: Database, stocks: Stocks, now: datetime) -> None:
    """After the right word: it was no guess."""

    def work(unit: Unit) -> None:
        left = _left(unit, stocks, now)
        _keep(unit, {name: min(stock.most, left[name] + 1) for name, stock in stocks.items()}, now)

    db.unit(Knock(tuple(stocks)), work)


def _of(*what: str) -> str:
    return secrets_kept.hashed("\n".join(what))


def _left(unit: Unit, stocks: Stocks, now: datetime) -> dict[str, float]:
    sql = """
        SELECT bucket, tries_left, filled_at_utc FROM throttle
        WHERE bucket IN (SELECT unnest(CAST($knocks AS VARCHAR[])))
    """
    rows = unit.read(sql)
    left = {name: float(stock.most) for name, stock in stocks.items()}
    for row in rows:
        stock = stocks[row["bucket"]]
        since = max(clock.stored(now) - row["filled_at_utc"], timedelta())
        left[row["bucket"]] = min(stock.most, row["tries_left"] + since / stock.one_more_after)
    return left


def _keep(unit: Unit, left: dict[str, float], now: datetime) -> None:
    for name, tries in left.items():
        unit.write(
            """
            INSERT INTO throttle (bucket, tries_left, filled_at_utc)
            SELECT bucket, CAST($tries AS DOUBLE PRECISION), CAST($now AS TIMESTAMP)
            FROM (SELECT unnest(CAST($knocks AS VARCHAR[])) AS bucket) AS knocked WHERE bucket = $bucket
            ON CONFLICT (bucket) DO UPDATE SET tries_left = excluded.tries_left, filled_at_utc = excluded.filled_at_utc
            """,
            bucket=name,
            tries=tries,
            now=clock.stored(now),
        )


def _in_words(wait: timedelta) -> str:
    minutes = max(1, -(-wait // timedelta(minutes=1)))
    return ngettext(
        "That was tried often just now. The next try is possible in {n} minute. What you typed is still here.",
        "That was tried often just now. The next try is possible in {n} minutes. What you typed is still here.",
        minutes,
    ).format(n=minutes)
