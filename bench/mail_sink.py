"""
An SMTP server that takes everything and notes who got what: a line for each mail.

python -m bench.mail_sink FILE   prints its port
"""

import asyncio
import re
import sys
from pathlib import Path
from typing import TextIO

MESSAGE_ID = re.compile(rb"^message-id:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
END = b"\r\n.\r\n"


class Sink(asyncio.Protocol):
    """One connection; commands may come together (RFC 2920)."""

    notes: TextIO

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._out, self._left, self._to, self._in_data = transport, b"", b"", False
        transport.write(b"220 sink ESMTP\r\n")

    def data_received(self, data: bytes) -> None:
        self._left += data
        answers = []
        while self._left:
            end = self._left.find(END if self._in_data else b"\r\n")
            if end < 0:
                break
            size = end + (len(END) if self._in_data else 2)
            part, self._left = self._left[:end], self._left[size:]
            answers.append(self._take_mail(part) if self._in_data else self._obey(part))
        self._out.write(b"".join(answers))

    def _take_mail(self, mail: bytes) -> bytes:
        self._in_data = False
        found = MESSAGE_ID.search(mail)
        self.notes.write(f"{self._to.decode()}\t{found[1].decode() if found else ''}\n")
        return b"250 2.0.0 taken\r\n"

    def _obey(self, line: bytes) -> bytes:
        verb = line[:4].upper()
        if verb == b"EHLO":
            return b"250-sink\r\n250-PIPELINING\r\n250 8BITMIME\r\n"
        if verb == b"RCPT":
            self._to = line.partition(b"<")[2].partition(b">")[0]
        if verb == b"DATA":
            self._in_data = True
            return b"354 go on\r\n"
        if verb == b"QUIT":
            return b"221 bye\r\n"
        return b"250 2.0.0 ok\r\n"


async def serve(file: Path) -> None:
    with file.open("w", buffering=1) as Sink.notes:
        server = await asyncio.get_running_loop().create_server(Sink, "127.0.0.1", 0)
        sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
        sys.stdout.flush()
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1])))
