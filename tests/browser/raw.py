"""Streamlit's own websocket protocol without a browser: what somebody with a script could send."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from types import TracebackType

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect


@dataclass
class Raw:
    """One websocket. `session_id` of somebody else's session asks Streamlit to resume that one."""

    port: int
    headers: Mapping[str, str] | Sequence[tuple[str, str]] = ()  # pairs, where a name comes twice
    session_id: str = ""
    received: list[bytes] = field(default_factory=list)
    socket: ClientConnection | None = None
    own_session_id: str = ""
    page_hash: str = ""
    _opened: ExitStack = field(default_factory=ExitStack)

    def __enter__(self) -> "Raw":
        protocols = ["streamlit", "nothing", self.session_id] if self.session_id else ["streamlit"]
        self.socket = self._opened.enter_context(
            connect(
                f"ws://localhost:{self.port}/_stcore/stream",
                subprotocols=protocols,  # type: ignore[arg-type]
                additional_headers=self.headers,
                max_size=None,
            )
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._opened.close()

    def open(self, page: str = "") -> list[ForwardMsg]:
        """Runs a page by its name (or the current one again); returns every message until the run has ended."""
        assert self.socket is not None
        message = BackMsg()
        message.rerun_script.query_string = ""
        if page or not self.page_hash:
            message.rerun_script.page_name = page
        else:
            message.rerun_script.page_script_hash = self.page_hash
        self.socket.send(message.SerializeToString())
        return self.until_finished()

    def until_finished(self) -> list[ForwardMsg]:
        assert self.socket is not None
        messages = []
        while True:
            data = self.socket.recv(timeout=30)
            assert isinstance(data, bytes)
            self.received.append(data)
            message = ForwardMsg()
            message.ParseFromString(data)
            messages.append(message)
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self.own_session_id = message.new_session.initialize.session_id
                self.page_hash = message.new_session.page_script_hash
            elif kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                return messages

    def saw(self, text: str) -> bool:
        """Whether the text was in anything that came over this websocket."""
        return any(text.encode() in data for data in self.received)
