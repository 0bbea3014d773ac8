"""
A street full of cameras on loopback, in a process of its own, for the video benches.

python -m bench.camera_source --count 20 --first 9000; lines on stdin: cut, back, stall 3, flow 3
"""

import argparse
import asyncio
import sys

from kentongan.foundation.video.simulator import Camera, make_film


async def main() -> None:
    chosen = read_arguments()
    film = make_film(
        width=chosen.width, height=chosen.height, rate=chosen.rate, seconds=chosen.seconds,
        group=chosen.group, kbits=chosen.kbits,
    )  # fmt: skip
    cameras = [Camera(film, follows_clock=True) for _ in range(chosen.count)]
    for number, camera in enumerate(cameras):
        await camera.open(chosen.first + number)
    size = sum(len(nal) for picture in film.pictures for nal in picture)
    say(f"ready {size * 8 / chosen.seconds / 1_000_000:.2f}")
    reader = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while line := (await reader.readline()).decode().split():
        word, *numbers = line
        await obey(word, [cameras[int(number)] for number in numbers] or cameras)
        say(f"did {word}")


async def obey(word: str, cameras: list[Camera]) -> None:
    for camera in cameras:
        if word == "cut":
            await camera.cut()
        elif word == "back" and camera.server is None:
            await camera.open()
        elif word in {"stall", "flow"}:
            camera.stalls = word == "stall"


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    for name, usual in {"count": 20, "first": 9000, "width": 1280, "height": 720, "rate": 25,
                        "seconds": 4, "group": 50, "kbits": 2000}.items():  # fmt: skip
        parser.add_argument(f"--{name}", type=int, default=usual)
    return parser.parse_args()


def say(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main())
