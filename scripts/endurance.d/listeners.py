#!/usr/bin/env python3
"""Fifty pages listen to the events of a sandbox of 10,000 messages while 1,000 requests a second come.

    listeners.py URL KEY PID [SECONDS]

At first, for so many seconds, the requests are sends: they queue messages, and each message has four changes. Then votes
come for six times as long: they change something and add nothing, so that the server must not grow. The report says how
late the pages receive each change. The status is 1 where a page receives a change a second late, where pages receive
different changes, where fewer than 1,000 requests a second are answered, or where the server grows by 8 MB.
"""
import asyncio
import json
import re
import sys
import time
from urllib.parse import urlparse

url, key, pid = sys.argv[1], sys.argv[2], sys.argv[3]
seconds = int(sys.argv[4]) if len(sys.argv) > 4 else 10
place = urlparse(url)
PAGES, RATE, SENDERS = 50, 1000, 8
lags, heard = [], [0] * PAGES
# When each vote was sent, and how many of them each page has received.
voted, counted = [], [0] * PAGES


def resident():
    for line in open(f"/proc/{pid}/status"):
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024


def request(method, path, body=None):
    data = b"" if body is None else json.dumps(body).encode()
    return (
        f"{method} {path} HTTP/1.1\r\nHost: {place.netloc}\r\nX-API-Key: {key}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(data)}\r\n\r\n"
    ).encode() + data


async def listen(number):
    reader, writer = await asyncio.open_connection(place.hostname, place.port, limit=1 << 22)
    writer.write(request("GET", "/sandbox/events"))
    moment = re.compile(rb'"content":"at (\d+\.\d+)"')
    while chunk := await reader.read(1 << 20):
        now = time.time()
        heard[number] += chunk.count(b"\ndata: ")
        # The first event of a chunk is the oldest.
        if first := moment.search(chunk):
            lags.append(now - float(first[1]))
        if votes := chunk.count(b'"kind":"reply"'):
            lags.append(now - voted[counted[number]])
            counted[number] += votes
    raise ConnectionError(f"page {number} was left")


async def answer(reader):
    head = await reader.readuntil(b"\r\n\r\n")
    length = int(re.search(rb"(?i)content-length: (\d+)", head)[1])
    body = await reader.readexactly(length)
    assert head.split()[1] in (b"200", b"202"), head + body
    return body


async def drive(make, count):
    """Sends `count` requests at the given rate, on a few connections."""
    started = time.time()

    async def sender(first):
        reader, writer = await asyncio.open_connection(place.hostname, place.port)
        for number in range(first, count, SENDERS):
            if (wait := started + number / RATE - time.time()) > 0:
                await asyncio.sleep(wait)
            writer.write(make(number))
            await answer(reader)
        writer.close()

    await asyncio.gather(*(sender(first) for first in range(SENDERS)))
    return count / (time.time() - started)


def send(number):
    body = {"instance": 124, "recipient": f"+96650{1000000 + number % 1000}9", "content": f"at {time.time():.6f}"}
    return request("POST", "/integration/v1/messages/send", body)


def told():
    """How late the pages were since the last call: in words, and the longest delay."""
    late = sorted(lags)
    lags.clear()
    share = lambda part: late[min(int(len(late) * part), len(late) - 1)] * 1000
    return f"{len(late)} readings: half within {share(0.5):.0f} ms, 99 % within {share(0.99):.0f} ms, all within {share(1):.0f} ms", late[-1]


async def main():
    reader, writer = await asyncio.open_connection(place.hostname, place.port)
    poll = {"instance": 124, "recipient": "+966501234567", "name": "When?", "values": ["A", "B"]}
    writer.write(request("POST", "/integration/v1/messages/send-poll", poll))
    id = json.loads(await answer(reader))["data"]["message_id"]
    pages = [asyncio.create_task(listen(number)) for number in range(PAGES)]
    await asyncio.sleep(0.5)
    print(f"memory at the start: {resident():.0f} MB")
    rate = await drive(send, RATE * seconds)
    await asyncio.sleep(0.5)
    words, late = told()
    print(f"sends: {rate:.0f}/s, {words}")
    # The sent messages still change their statuses. This is over after seven seconds.
    await asyncio.sleep(8)

    def vote(number):
        voted.append(time.time())
        return request("POST", "/sandbox/vote", {"message_id": id, "votes": ["AB"[number % 2]]})

    # At first, the lists fill that are kept for late pages.
    await drive(vote, RATE * seconds)
    before = resident()
    slower = await drive(vote, 6 * RATE * seconds)
    await asyncio.sleep(0.5)
    growth = resident() - before
    words, later = told()
    print(f"votes: {slower:.0f}/s for {6 * seconds} s, {words}")
    print(f"memory meanwhile: from {before:.0f} MB to {before + growth:.0f} MB")
    same = len(set(heard)) == 1 and not any(page.done() for page in pages)
    print(f"each page heard {min(heard)} to {max(heard)} changes")
    for page in pages:
        page.cancel()
    return 0 if max(late, later) < 1 and growth < 8 and same and min(rate, slower) > RATE * 0.95 else 1


sys.exit(asyncio.run(main()))
