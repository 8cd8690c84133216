"""The server: Streamlit behind our own doors. Started by `make run` (a demo) or `make serve` (for real)."""

import gc
import logging
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import streamlit as st
from starlette.middleware import Middleware

from core.errors import CoreError
from core.language import _
from pages.server.compressed import CompressedAssets
from pages.server.gate import Gate
from pages.server.headers import SecurityHeaders
from pages.server.identity import Identity
from pages.server.prompt import without_delay
from pages.server.routes import ROUTES
from pages.server.start import open_house
from pages.shared import charts, house, signin, told  # noqa: F401 imported before gc.freeze, so each visit finds them

log = logging.getLogger("handrail")
logging.getLogger("streamlit.error_util").addFilter(lambda _record: False)  # it logs messages; ours says less


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    # Measured: without the freeze, each script run walks Streamlit's and Altair's hundred thousands of objects.
    without_delay()
    gc.collect()
    gc.freeze()
    # The socket listens already: whoever reads this line can connect.
    print(f"Handrail is ready: http://localhost:{house.settings().port}", flush=True)
    yield
    gc.unfreeze()
    if house.is_open():
        house.db().close()


def on_script_error(error: Exception) -> bool:
    """A member reads a sentence; the log gets a kind and an id, never a value."""
    if isinstance(error, CoreError):
        st.warning(told.escaped(error.message))
    else:
        note = secrets.token_hex(4)
        log.error("%s %s", type(error).__name__, note)
        st.warning(_("Something went wrong on our side (note {note}). What you saved is safe.").format(note=note))
    return True


app = st.App(
    "pages/shell.py",
    lifespan=lifespan,
    routes=ROUTES,
    middleware=[Middleware(SecurityHeaders), Middleware(CompressedAssets), Middleware(Identity), Middleware(Gate)],
    on_script_error=on_script_error,
)

if __name__ == "__main__":
    chosen = open_house()
    with suppress(KeyboardInterrupt):
        app.run(config={"server.port": chosen.port, "server.address": chosen.address})
