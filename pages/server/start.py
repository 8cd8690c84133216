"""Opening the house: one clear line when it can't be done, and what the person at the console needs to know."""

import os
import socket
import sys

from core import admins, clock, demo
from core.database import Database
from core.errors import CoreError, Refused
from core.language import _
from core.settings import Settings, read
from pages.shared import house


def open_house() -> Settings:
    """Opens and migrates the database, fills the demo, prints the admin's code; ends with one line on trouble."""
    os.umask(0o077)
    try:
        settings = read()
        _require_free_port(settings)
        db = house.opened(settings)
        house.open_with(settings, db)
        if db is None:
            print("The database can't be reached. Only Get help opens until it is back.", file=sys.stderr)
        elif settings.demo:
            if demo.is_stale(db, clock.now()):
                demo.reset(db, clock.now())
            demo.fill(db, clock.now())
        elif demo.is_demo(db):
            raise Refused(_("This database holds the demo, which everybody may enter. Name another one."))
        elif admins.missing(db):
            _say_code(db, settings)
    except CoreError as error:
        sys.exit(f"Handrail can't start: {error.message}")
    return settings


def _say_code(db: Database, settings: Settings) -> None:
    code = admins.first_run_code(db, clock.now())
    print(f"Nobody looks after this instance yet. Open http://localhost:{settings.port}/set_up and type this code:")
    print(f"\n    {code}\n", flush=True)


def _require_free_port(settings: Settings) -> None:
    try:
        family, kind, _protocol, _name, address = socket.getaddrinfo(
            settings.address, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except OSError:
        sys.exit(f"Handrail can't listen on {settings.address}: this machine has no such address.")
    with socket.socket(family, kind) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError:
            sys.exit(
                f"Port {settings.port} is taken. Choose another one, for example: PORT={settings.port + 1} make run"
            )
