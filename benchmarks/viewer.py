"""A reader's browser as the server sees it: Streamlit's own messages over its websocket, counted and timed."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field

import websockets
from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

LONGEST = 120  # seconds to wait for one message
KEPT_RUNS = 2  # runs for which a browser keeps large elements, so that the server need not send them again


@dataclass
class Run:
    """One run of a page: seconds from the request to the end of the script, and what came back."""

    seconds: float = 0.0
    sent: int = 0
    """Bytes of the messages."""
    wire: int = 0
    """Bytes that came over the wire, compressed as a browser gets them."""
    by_kind: dict[str, int] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)


class Viewer:
    """One open page. `options` holds what each select box offers, by label; `query` is the address as it stands."""

    def __init__(self, port: int, page: str = "", query: str = "") -> None:
        self.port, self.page, self.query = port, page, query
        self.script = ""
        self.options: dict[str, list[str]] = {}
        self._ids: dict[str, str] = {}
        self._states: dict[str, WidgetState] = {}
        self._large: dict[str, int] = {}
        self._kept: dict[str, Element] = {}
        self._runs = self._wire = 0

    async def open(self) -> Run:
        self.socket = await websockets.connect(
            f"ws://127.0.0.1:{self.port}/_stcore/stream",
            subprotocols=["streamlit", "benchmark"],
            origin=f"http://127.0.0.1:{self.port}",
            max_size=None,
        )
        self._count_the_wire()
        return await self.rerun()

    def _count_the_wire(self) -> None:
        protocol = self.socket.protocol
        take = protocol.receive_data

        def counted(data: bytes) -> None:
            self._wire += len(data)
            take(data)

        protocol.receive_data = counted

    async def close(self) -> None:
        await self.socket.close()

    async def choose(self, label: str, option: str) -> Run:
        """Pick an option of a select box, as a reader would."""
        self._states[self._ids[label]].string_value = option
        return await self.rerun()

    async def go_to(self, page: str) -> Run:
        """Open another page of the same session."""
        self.page, self.script = page, ""
        return await self.rerun()

    async def rerun(self) -> Run:
        request = self._request()
        run, seen, before = Run(), [], self._wire
        began = time.perf_counter()
        await self.socket.send(request)
        while True:
            raw = await asyncio.wait_for(self.socket.recv(), LONGEST)
            run.sent += len(raw)
            message = ForwardMsg.FromString(raw)
            kind = message.WhichOneof("type")
            seen.append((message, len(raw)))
            if kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                break
        run.seconds, run.wire = time.perf_counter() - began, self._wire - before
        self._learn(seen, run)
        return run

    def _request(self) -> bytes:
        back = BackMsg()
        ask = back.rerun_script
        ask.query_string = self.query
        ask.page_name, ask.page_script_hash = ("" if self.script else self.page), self.script
        ask.cached_message_hashes.extend(self._large)
        ask.widget_states.widgets.extend(self._states.values())
        return back.SerializeToString()

    def _learn(self, seen: list[tuple[ForwardMsg, int]], run: Run) -> None:
        self._runs += 1
        states, self._states, self._ids, self.options = self._states, {}, {}, {}
        for message, size in seen:
            kind = message.WhichOneof("type")
            if kind == "page_info_changed":
                self.query = message.page_info_changed.query_string
            elif kind == "navigation":
                self.script = message.navigation.page_script_hash
            elif kind == "ref_hash" and message.ref_hash in self._large:
                self._large[message.ref_hash] = self._runs
                self._see(self._kept[message.ref_hash], states, run)
            elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
                kind = message.delta.new_element.WhichOneof("type")
                self._see(message.delta.new_element, states, run)
            if message.metadata.cacheable:
                self._large[message.hash], self._kept[message.hash] = self._runs, message.delta.new_element
            run.by_kind[kind] = run.by_kind.get(kind, 0) + size
        self._large = {key: last for key, last in self._large.items() if self._runs - last < KEPT_RUNS}
        self._kept = {key: self._kept[key] for key in self._large}

    def _see(self, element, before: dict[str, WidgetState], run: Run) -> None:
        """Keep a widget's state as a browser does: what the server set, else what it was, else its default."""
        kind = element.WhichOneof("type")
        if kind == "exception":
            run.failures.append(element.exception.message)
        elif kind == "alert" and element.alert.format == Alert.ERROR:
            run.failures.append(element.alert.body)
        elif kind == "selectbox":
            box = element.selectbox
            self.options[box.label], self._ids[box.label] = list(box.options), box.id
            start = box.options[box.default] if box.options else ""
            self._keep(box, "string_value", box.raw_value, start, before)
        elif kind == "checkbox":
            self._keep(element.checkbox, "bool_value", element.checkbox.value, element.checkbox.default, before)
        elif kind == "text_input":
            self._keep(element.text_input, "string_value", element.text_input.value, element.text_input.default, before)

    def _keep(self, widget, name: str, given: object, default: object, before: dict[str, WidgetState]) -> None:
        state = before.get(widget.id) or WidgetState(id=widget.id, **{name: default})
        if widget.set_value:
            setattr(state, name, given)
        self._states[widget.id] = state
