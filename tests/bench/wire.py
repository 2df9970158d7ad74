"""A way through to a server that counts the bytes that come back: what a browser receives over the wire."""

import socket
import threading
from contextlib import suppress


class Wire:
    """Listens on a port of its own and passes everything on to `port`."""

    def __init__(self, port: int) -> None:
        self.target, self.received, self.taken = port, 0, 0
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

    def _accept(self) -> None:
        with suppress(OSError):  # the listener was closed
            while True:
                browser, _address = self.listener.accept()
                server = socket.create_connection(("127.0.0.1", self.target))
                for one in (browser, server):
                    one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                threading.Thread(target=self._pass_on, args=(browser, server, False), daemon=True).start()
                threading.Thread(target=self._pass_on, args=(server, browser, True), daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket, counted: bool) -> None:
        with suppress(OSError):
            while data := source.recv(1 << 16):
                self.received += len(data) if counted else 0
                target.sendall(data)
        for one in (source, target):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
