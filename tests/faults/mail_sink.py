"""A mail server on loopback that keeps what it is sent. Just enough of SMTP."""

import socketserver
import threading
from email import message_from_bytes
from email.message import Message


class Conversation(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.say("220 sink")
        while line := self.rfile.readline():
            verb = line[:4].upper().strip()
            if verb == b"DATA":
                self.say("354 go on")
                self.server.keep(self.read_message())
            self.say("221 bye" if verb == b"QUIT" else "250 ok")

    def read_message(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line)
        return b"".join(lines)

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


class MailSink(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.messages: list[Message] = []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def port(self) -> int:
        return self.server_address[1]

    def keep(self, raw: bytes) -> None:
        self.messages.append(message_from_bytes(raw))

    @property
    def ids(self) -> list[str]:
        return [message["Message-ID"] for message in self.messages]
