"""A way through to a server that counts the bytes that come back: what a browser receives over the wire."""

import socket
import threading
import time
from contextlib import suppress

HTTP, SOCKET = "http", "socket"


class Wire:
    """Listens on a port of its own and passes everything on to `port`.

    `arrived` has what came back: the moment (seconds since 1970), `HTTP` or `SOCKET` (a WebSocket), and bytes.
    With a `pace`, all that comes back shares a link of so many bytes a second.
    """

    def __init__(self, port: int) -> None:
        self.target, self.received, self.taken = port, 0, 0
        self.pace, self.link = 0, threading.Lock()
        self.arrived: list[tuple[float, str, int]] = []
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self) -> "Wire":
        return self

    def __exit__(self, *_raised: object) -> None:
        self.listener.close()

    def take(self) -> int:
        """The bytes since this was last asked."""
        taken, self.taken = self.received - self.taken, self.received
        return taken

    def between(self, first: float, last: float, kind: str) -> int:
        """The bytes of a kind that came between two moments."""
        return sum(size for moment, own, size in self.arrived if own == kind and first <= moment <= last)

    def _accept(self) -> None:
        with suppress(OSError):  # the listener was closed
            while True:
                browser, _address = self.listener.accept()
                server = socket.create_connection(("127.0.0.1", self.target))
                for one in (browser, server):
                    one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                asked: list[bytes] = []  # by the browser, last
                threading.Thread(target=self._ask, args=(browser, server, asked), daemon=True).start()
                threading.Thread(target=self._answer, args=(server, browser, asked), daemon=True).start()

    def _ask(self, browser: socket.socket, server: socket.socket, asked: list[bytes]) -> None:
        with suppress(OSError):
            while data := browser.recv(1 << 16):
                if b"\r\nupgrade: websocket" in data.lower():
                    asked.append(data)
                server.sendall(data)
        _close(browser, server)

    def _answer(self, server: socket.socket, browser: socket.socket, asked: list[bytes]) -> None:
        with suppress(OSError):
            while data := server.recv(1 << 14 if self.pace else 1 << 16):
                self._wait(len(data))
                self.received += len(data)
                self.arrived.append((time.time(), SOCKET if asked else HTTP, len(data)))
                browser.sendall(data)
        _close(server, browser)

    def _wait(self, size: int) -> None:
        if self.pace:
            with self.link:
                time.sleep(size / self.pace)


def _close(*both: socket.socket) -> None:
    for one in both:
        with suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)
        one.close()
