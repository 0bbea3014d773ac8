"""
Viewers without a screen: WebSockets that count the pictures of the film they are sent.

python -m bench.camera_viewers PORT ORIGIN CAMERA …; each line on stdin is answered by the counts.
"""

import asyncio
import base64
import contextlib
import json
import os
import sys


class Counting:
    """One viewer of one camera."""

    def __init__(self, camera: str) -> None:
        self.camera = camera
        self.pictures = 0
        self.words: list[str] = []

    async def look(self, port: int, origin: str) -> None:
        """Look until the process ends; come again when cut, as a player does."""
        while True:
            with contextlib.suppress(OSError, asyncio.IncompleteReadError):
                await self._look(port, origin)
            await asyncio.sleep(0.5)

    async def _look(self, port: int, origin: str) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**24)
        key = base64.b64encode(os.urandom(16)).decode()
        writer.write(
            f"GET /live/camera?token={self.camera} HTTP/1.1\r\nHost: bench\r\n"
            f"Upgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Origin: {origin}\r\nSec-WebSocket-Version: 13\r\n"
            f"Sec-WebSocket-Key: {key}\r\n\r\n".encode()
        )
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            while b" 101 " in head:
                self._count(*await read_frame(reader))
        finally:
            writer.close()

    def _count(self, kind: int, data: bytes) -> None:
        if kind == 1:
            self.words = [*self.words[-5:], data.decode()]
        at = data.find(b"trun") if kind == 2 else -1
        while at >= 0:
            self.pictures += int.from_bytes(data[at + 8 : at + 12], "big")
            at = data.find(b"trun", at + 12)


async def read_frame(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    """Return kind and content of one WebSocket frame of a server."""
    first, length = await reader.readexactly(2)
    if length == 126:
        length = int.from_bytes(await reader.readexactly(2), "big")
    elif length == 127:
        length = int.from_bytes(await reader.readexactly(8), "big")
    data = await reader.readexactly(length)
    if first & 15 == 8:
        raise asyncio.IncompleteReadError(b"", None)
    return first & 15, data


async def main() -> None:
    port, origin, *cameras = sys.argv[1:]
    viewers = [Counting(camera) for camera in cameras]
    looking = [asyncio.create_task(one.look(int(port), origin)) for one in viewers]
    reader = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while await reader.readline():
        sys.stdout.write(json.dumps([one.pictures for one in viewers]) + "\n")
        sys.stdout.flush()
    for task in looking:
        task.cancel()


if __name__ == "__main__":
    asyncio.run(main())
