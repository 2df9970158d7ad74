"""A WebSocket to the app as Chromium opens it, compressed, with each byte counted as it comes off the socket."""

import queue
import socket
import threading
import time
from contextlib import suppress
from dataclasses import dataclass

from websockets.client import ClientProtocol
from websockets.extensions.permessage_deflate import ClientPerMessageDeflateFactory
from websockets.frames import Frame, Opcode
from websockets.protocol import State
from websockets.uri import parse_uri

SECONDS = 600


@dataclass(frozen=True)
class Piece:
    """What one read of the socket gave: when, how many bytes, and the messages that it completed."""

    arrived: float
    size: int
    messages: list[bytes]


class Connection:
    """An open WebSocket. A thread of its own reads it and answers pings, so that one that rests is not dropped."""

    def __init__(self, port: int) -> None:
        self.protocol = ClientProtocol(
            parse_uri(f"ws://127.0.0.1:{port}/_stcore/stream"),
            origin=f"http://127.0.0.1:{port}",
            extensions=[ClientPerMessageDeflateFactory(client_max_window_bits=True)],
            subprotocols=["streamlit"],
            max_size=None,
        )
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._partly: list[bytes] = []
        self._pieces: queue.SimpleQueue[Piece | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._shake_hands()
        threading.Thread(target=self._receive, daemon=True).start()

    def _shake_hands(self) -> None:
        self.protocol.send_request(self.protocol.connect())
        self._flush()
        while self.protocol.state is State.CONNECTING:
            self.protocol.receive_data(self.socket.recv(1 << 16))
            if self.protocol.handshake_exc:
                raise self.protocol.handshake_exc
        if not self.protocol.extensions:
            raise RuntimeError("the server does not compress: see enableWebsocketCompression in .streamlit/config.toml")
        self.protocol.events_received()  # the server's answer; it says nothing else before it is asked

    def _flush(self) -> None:
        for data in self.protocol.data_to_send():
            self.socket.sendall(data)

    def send(self, data: bytes) -> float:
        """Send a message; the moment when it left. What came before it (pings) is forgotten."""
        while not self._pieces.empty():
            self._pieces.get()
        start = time.perf_counter()
        with self._lock:
            self.protocol.send_binary(data)
            self._flush()
        return start

    def next(self) -> Piece:
        """The next piece that arrives."""
        piece = self._pieces.get(timeout=SECONDS)
        if piece is None:
            raise ConnectionError("the server ended the session before the run was over")
        return piece

    def _receive(self) -> None:
        with suppress(OSError):  # closed here
            while data := self.socket.recv(1 << 20):
                arrived = time.perf_counter()
                with self._lock:
                    self.protocol.receive_data(data)
                    self._flush()
                self._pieces.put(Piece(arrived, len(data), self._whole()))
        self._pieces.put(None)

    def _whole(self) -> list[bytes]:
        """The messages that are complete by now."""
        whole = []
        for event in self.protocol.events_received():
            if isinstance(event, Frame) and event.opcode in (Opcode.BINARY, Opcode.CONT):
                self._partly.append(event.data)
                if event.fin:
                    whole.append(b"".join(self._partly))
                    self._partly = []
        return whole

    def close(self) -> None:
        """Leave."""
        with suppress(OSError):  # the server left first
            self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()
