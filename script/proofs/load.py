"""P2 and P3: an open loop. A request goes out when its moment has come, whatever became of those before it; what it
took is counted from that moment, so that a queue at the server shows. Every second request saves a theme.

Times and the reports that are wanted belong to the machine of the goals: they are judged after scaling by the bare view
of ``script/bench``, measured just before and after the load. What was found stands beside it.
"""

import asyncio
import json
import re
import ssl
import sys
import time
from dataclasses import dataclass, field
from html import unescape
from itertools import cycle
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from script.benches.timing import REFERENCE_BARE_MS, calibrated
from script.proofs import crowd, site

if TYPE_CHECKING:
    from script.benches.bare import Bare

#: So many reports wait at most: enough that the worker never waits for somebody to ask.
CONNECTIONS, WARM_SECONDS, REPORTS = 64, 10, 10
SEEN = re.compile(rb'name="seen"[^>]*value="([^"]*)"')
TOKEN = "t" * 32


@dataclass
class Respondent:
    """One person at one theme: opens it, then saves it, over and over."""

    session: str
    sheet: str
    topics: tuple[str, ...]
    theme: str
    seen: str = ""
    turn: int = 0

    def request(self) -> bytes:
        path = f"/invullen/{self.sheet}/thema/{self.theme}/"
        head = f"Host: wolscan.example\r\nCookie: __Host-session={self.session}; __Host-csrf={TOKEN}\r\n"
        if not self.seen:
            return f"GET {path} HTTP/1.1\r\n{head}Accept-Encoding: gzip;q=0\r\n\r\n".encode()
        self.turn += 1
        data = {"csrfmiddlewaretoken": TOKEN, "blad-current_step": self.theme, "seen": self.seen}
        data |= dict.fromkeys(self.topics, ("neutraal", "aandachtspunt")[self.turn % 2])
        body = urlencode(data)
        head += f"Referer: https://wolscan.example{path}\r\nHX-Request: true\r\nContent-Length: {len(body)}\r\n"
        return f"POST {path} HTTP/1.1\r\n{head}Content-Type: application/x-www-form-urlencoded\r\n\r\n{body}".encode()

    def answered(self, body: bytes) -> None:
        found = SEEN.search(body)
        self.seen = unescape(found[1].decode()) if found and not self.seen else ""


@dataclass
class Load:
    """``took`` has the milliseconds of each request, ``errors`` what came instead of a page."""

    port: int
    people: list[Respondent]
    took: list[float] = field(default_factory=list)
    late: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    async def run(self, rate: float, seconds: float) -> None:
        self.free: asyncio.LifoQueue[Any] = asyncio.LifoQueue()
        for _ in range(CONNECTIONS):
            self.free.put_nowait(None)
        began, jobs, people = time.perf_counter(), set(), cycle(self.people)
        for number in range(round(rate * seconds)):
            moment = began + number / rate
            await asyncio.sleep(max(0, moment - time.perf_counter()))
            job = asyncio.create_task(self.ask(next(people), moment))
            jobs.add(job)
            job.add_done_callback(jobs.discard)
        await asyncio.gather(*jobs)

    async def ask(self, person: Respondent, moment: float) -> None:
        self.late.append(1000 * (time.perf_counter() - moment))
        streams, request = await self.free.get(), person.request()
        try:
            status, body, streams = await self.exchanged(streams, request)
            if status != 200:
                self.errors.append(f"{status}")
            else:
                person.answered(body)
        except (OSError, asyncio.IncompleteReadError, ValueError) as error:
            self.errors.append(repr(error)[:80])
            streams = None
        self.took.append(1000 * (time.perf_counter() - moment))
        self.free.put_nowait(streams)

    async def exchanged(self, streams: Any, request: bytes) -> tuple[int, bytes, Any]:
        """As a browser does: a kept connection that the proxy closed meanwhile without a word is opened again."""
        if streams:
            try:
                return await exchange(streams, request)
            except (ConnectionError, asyncio.IncompleteReadError) as error:
                if getattr(error, "partial", b""):
                    raise
        streams = await asyncio.open_connection("127.0.0.1", self.port, ssl=unsafe())
        return await exchange(streams, request)


def unsafe() -> ssl.SSLContext:
    """The certificate of the proof is made by itself."""
    return ssl._create_unverified_context()  # noqa: S323  # nosec B323


async def exchange(streams: Any, request: bytes) -> tuple[int, bytes, Any]:
    """One request over an open connection: the whole answer, and the connection unless the proxy takes leave of it
    (it does after a thousand requests, and a browser then opens another).
    """
    reader, writer = streams
    writer.write(request)
    head = await reader.readuntil(b"\r\n\r\n")
    status, body = int(head[9:12]), b""
    if length := re.search(rb"content-length: (\d+)", head, re.IGNORECASE):
        body = await reader.readexactly(int(length[1]))
    else:
        while size := int(await reader.readline(), 16):
            body += (await reader.readexactly(size + 2))[:-2]
        await reader.readexactly(2)
    if re.search(rb"connection: close", head, re.IGNORECASE):
        writer.close()
        return status, body, None
    return status, body, streams


async def ask_for_reports(made: list[int]) -> None:
    """One a second, unless all of them still wait."""
    while True:
        made.append(await asyncio.to_thread(crowd.ask_again))
        await asyncio.sleep(1)


async def play(port: int, people: list[Respondent], given: dict[str, Any]) -> dict[str, Any]:
    made: list[int] = []
    reporting = asyncio.create_task(ask_for_reports(made)) if given["reports"] else None
    await Load(port, people).run(given["rate"], WARM_SECONDS)
    load, made[:] = Load(port, people), []
    await load.run(given["rate"], 60 * given["minutes"])
    if reporting:
        reporting.cancel()
    return figures(load) | ({"reports": sum(made)} if given["reports"] else {})


def figures(load: Load) -> dict[str, Any]:
    took = sorted(load.took)
    share = {f"p{part}_ms": round(took[int(len(took) * part / 100)], 1) for part in (50, 95, 99)}
    late = sorted(load.late)[int(len(load.late) * 0.99)]
    return {"requests": len(took), "errors": len(load.errors), "some": load.errors[:3], **share,
            "max_ms": round(took[-1], 1), "own_delay_p99_ms": round(late, 1)}  # fmt: skip


def verdict(found: dict[str, Any], given: dict[str, Any], bare_ms: float) -> dict[str, Any]:
    """What was found, calibrated to the machine of the goals, and per goal whether it is met there."""
    said: dict[str, Any] = {"bare_ms": round(bare_ms, 2)}
    met = {"no error": not found["errors"]}
    for part in ("p95", "p99"):
        said[f"{part}_calibrated_ms"] = round(calibrated(found[f"{part}_ms"], bare_ms), 1)
        met[f"{part} ≤ {given[part]} ms"] = said[f"{part}_calibrated_ms"] <= given[part]
    if given["reports"]:
        wanted = 60 * given["minutes"]
        said |= {
            "reports_wanted": round(wanted),
            "reports_wanted_calibrated": round(wanted * REFERENCE_BARE_MS / bare_ms, 1),
        }
        met["a report a second"] = found["reports"] >= said["reports_wanted_calibrated"]
    return {"ok": all(met.values()), "met": met} | found | said


def main(given: dict[str, Any]) -> None:
    with site.store() as folder:
        site.prepare(folder)
        from django.db import connection

        from questionnaires.definitions import load, versions

        version, people = load(versions()[-1]), []
        for number, (session, sheet) in enumerate(crowd.make_respondents(round(30 * given["rate"]))):
            theme = version.theme(crowd.THEMES[number % 2])
            people.append(Respondent(session, sheet, tuple(t.key for t in theme.topics_for(crowd.GROUP)), theme.key))
        if given["reports"]:
            crowd.make_reports(REPORTS)
        vendor, bare = connection.vendor, measured_bare()
        with site.served(folder) as port, site.worker():
            found = asyncio.run(play(port, people, given))
        bare.take(100)
    judged = verdict(found, given, bare.processor_milliseconds)
    json.dump(judged | {"respondents": len(people), "rate": given["rate"], "database": vendor}, sys.stdout)


def measured_bare() -> "Bare":
    from script.benches.bare import Bare

    bare = Bare()
    bare.take(100)
    return bare


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
