"""One visitor over Streamlit's own websocket, on the client's clock; small enough to be a hundred of them at once."""

import asyncio
import time
from collections.abc import Mapping

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

PATIENCE = 60  # s for one run


class Wire:
    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.page_hash = ""
        self.choices: dict[str, str] = {}  # label of a segmented control -> its widget id
        self.buttons: dict[str, str] = {}  # label of a button -> its widget id
        self.known: set[str] = set()  # hashes of big messages that a browser keeps, and says so
        self.seen = b""  # what the last run sent
        self.troubles = 0  # exceptions that were drawn

    @classmethod
    async def opened(cls, port: int, cookie: str = "") -> "Wire":
        """A visitor with a signed-in browser's cookie, or without."""
        headers = {"Cookie": f"handrail_session={cookie}"} if cookie else {}
        socket = await connect(
            f"ws://localhost:{port}/_stcore/stream",
            subprotocols=["streamlit"],  # type: ignore[list-item]
            additional_headers=headers,
            compression=None,
            max_size=None,
            open_timeout=PATIENCE,
            ping_interval=None,
        )
        return cls(socket)

    async def run(self, page: str | None = None, chosen: Mapping[str, str] | None = None, pressed: str = "") -> float:
        """Runs a page by its path, or the current one again, and returns the seconds until the run has ended.

        `chosen` is label -> option of segmented controls, `pressed` the label of a button, both as they were drawn.
        """
        message = BackMsg()
        asked = message.rerun_script
        asked.query_string = ""
        asked.cached_message_hashes.extend(self.known)
        if page is None:
            asked.page_script_hash = self.page_hash
        else:
            asked.page_name = page
        for label, option in (chosen or {}).items():
            state = asked.widget_states.widgets.add(id=self.choices[label])
            state.string_array_value.data.append(option)
        if pressed:
            asked.widget_states.widgets.add(id=self.buttons[pressed], trigger_value=True)
        started = time.perf_counter()
        await self.socket.send(message.SerializeToString())
        received: list[bytes] = []
        while not await self._finished(received):
            pass
        ended = time.perf_counter()
        self.seen = b"".join(received)
        return ended - started

    async def _finished(self, received: list[bytes]) -> bool:
        data = await asyncio.wait_for(self.socket.recv(decode=False), PATIENCE)
        received.append(data)
        message = ForwardMsg()
        message.ParseFromString(data)
        kind = message.WhichOneof("type")
        if message.metadata.cacheable:
            self.known.add(message.hash)
        if kind == "new_session":
            self.page_hash = message.new_session.page_script_hash
        elif kind == "navigation":
            self.page_hash = message.navigation.page_script_hash
        elif kind == "delta":
            element = message.delta.new_element
            match element.WhichOneof("type"):
                case "exception":
                    self.troubles += 1
                case "button_group":
                    self.choices[element.button_group.label] = element.button_group.id
                case "button":
                    self.buttons[element.button.label] = element.button.id
        early = ForwardMsg.FINISHED_EARLY_FOR_RERUN
        return kind == "script_finished" and message.script_finished != early

    async def closed(self) -> None:
        await self.socket.close()
