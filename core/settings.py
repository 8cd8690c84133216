"""What the person who runs the instance decided, read from the environment once."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from core.errors import Refused
from core.language import _

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Settings:
    home: Path  # where the database file lives
    database_url: str  # "" for the embedded DuckDB, else postgresql://…
    demo: bool  # a make-believe group, one tap to enter
    address: str  # the network address to serve on
    port: int

    @property
    def database_file(self) -> Path:
        """The demo keeps a file of its own, so that it can never be mixed with people's days."""
        return self.home / ("demo.duckdb" if self.demo else "handrail.duckdb")


def read(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings in the environment, with defaults that suit one small machine."""
    home = Path(environment.get("HANDRAIL_HOME") or "data/local")
    return Settings(
        home=home if home.is_absolute() else ROOT / home,
        database_url=environment.get("HANDRAIL_DATABASE_URL", ""),
        demo=environment.get("HANDRAIL_DEMO", "") == "1",
        address=environment.get("HANDRAIL_ADDRESS") or "localhost",
        port=_port(environment.get("HANDRAIL_PORT") or "8501"),
    )


def _port(text: str) -> int:
    if not (text.isdecimal() and 0 < int(text) < 65_536):
        raise Refused(_("The port must be a number from 1 to 65535."))
    return int(text)
