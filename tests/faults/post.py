"""A mail server of our own, that can be slow, refuse, or die in the middle of a mail."""

import socketserver
import threading
import time

#: What the mail "scan_confirmed" tells.
CONTEXT = {"name": "Karin", "location": "De Linde", "scan": "7e8a3a0e-6a5e-4f2f-8f3b-0d2f6a1b2c3d"}


class Post(socketserver.ThreadingTCPServer):
    """Keeps what it took in. ``patience``: seconds between having a mail and saying so."""

    allow_reuse_address = daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Talk)
        self.taken: list[str] = []
        self.patience = 0.0
        self.cut_off = False
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}"

    def ids(self) -> list[str]:
        """The Message-ID of every mail that came in, in order."""
        lines = [line for mail in self.taken for line in mail.splitlines() if line.startswith("Message-ID:")]
        return [line.split()[1] for line in lines]


class Talk(socketserver.StreamRequestHandler):
    """Just enough SMTP."""

    server: Post

    def handle(self) -> None:
        self.say("220 post")
        while line := self.rfile.readline():
            word = line[:4].upper().strip()
            if word == b"DATA":
                self.say("354 go on")
                self.server.taken.append(self.mail())
                if self.server.cut_off:
                    return
                time.sleep(self.server.patience)
            if word == b"QUIT":
                self.say("221 bye")
                return
            self.say("250 ok")

    def mail(self) -> str:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.decode())
        return "".join(lines)

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())
