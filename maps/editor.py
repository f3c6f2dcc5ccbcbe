"""What the local editor answers to its page: the map, the case, an event, and every change that is asked for."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import json
from collections.abc import AsyncIterator, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from layers.editing.change import Change, ConflictError, EditError
from layers.fields.date import read_date
from layers.files.storage import StorageError
from layers.files.text import TextError
from maps.desk import Desk
from maps.guard import Keys
from maps.shell import POLICY, draw_shell
from maps.static_files import read_static
from maps.watching import DEBOUNCE_MS, LOOK_MS, STEP_MS
from maps.workshop import is_input

T = TypeVar("T")

STREAMS_MOST = 64
"""How many pages may listen at a time."""
BEAT_S = 15.0
"""How often a stream says that it is alive, so that one whose page has gone is noticed and ends."""
CANDIDATES_MOST = 8
NAME_CHARACTERS_MOST = 200


class Editor:
    """The answers of the editor to its page. Files are read and written by one thread, in order."""

    def __init__(self, desk: Desk, keys: Keys) -> None:
        self.desk = desk
        self.keys = keys
        self._hand = ThreadPoolExecutor(1, thread_name_prefix="desk")
        self._streams: set[asyncio.Queue[str]] = set()
        self._script = read_static("editor.js").read_bytes()
        self._style = read_static("editor.css").read_bytes()

    def routes(self) -> list[Route]:
        """Return what can be asked, and by which method."""
        asked = {
            "/": self.show_shell,
            "/map": self.show_map,
            "/editor.js": self.show_script,
            "/editor.css": self.show_style,
            "/api/case": self.tell_case,
            "/api/event": self.tell_event,
            "/api/drafts": self.tell_drafts,
            "/api/date": self.tell_date,
            "/api/places": self.tell_places,
            "/api/changes": self.stream,
        }
        done = {
            "/api/add": lambda body: self.desk.add(_text(body, "layer"), _table(body, "event"), _source(body)),
            "/api/edit": lambda body: self.desk.edit(
                _text(body, "id"), _table(body, "fields"), _table(body, "base"), _source(body)
            ),
            "/api/move": lambda body: self.desk.move(_text(body, "id"), _table(body, "spot"), _table(body, "base")),
            "/api/retract": lambda body: self.desk.retract(
                _text(body, "id"), _text(body, "day"), _text(body, "reason"), _table(body, "base")
            ),
            "/api/source": lambda body: self.desk.edit_source(
                _text(body, "id"), _table(body, "fields"), _table(body, "base")
            ),
            "/api/accept": lambda body: self.desk.accept(
                _text(body, "key"), _text(body, "layer"), _table(body, "event")
            ),
            "/api/drop": lambda body: self.desk.drop(_text(body, "key")),
            "/api/undo": lambda body: self.desk.undo(),
            "/api/redo": lambda body: self.desk.redo(),
        }
        routes = [Route(path, answer, methods=["GET"]) for path, answer in asked.items()]
        return routes + [Route(path, self._writer(act), methods=["POST"]) for path, act in done.items()]

    @contextlib.asynccontextmanager
    async def live(self, _: Starlette) -> AsyncIterator[None]:
        """Build the case, then follow its files as long as the server runs."""
        await self._do(self.desk.refresh)
        # What the first build made stays as long as the server: to look through it for cycles would hold up saves.
        gc.collect()
        gc.freeze()
        stop = asyncio.Event()
        follower = asyncio.create_task(self._follow(stop))
        try:
            yield
        finally:
            stop.set()
            self.end_streams()
            await follower
            self._hand.shutdown(wait=True)

    def end_streams(self) -> None:
        """End the streams of all pages that listen."""
        self._tell("")

    async def show_shell(self, _: Request) -> Response:
        """The page round the map."""
        return Response(
            draw_shell(self.keys.write), media_type="text/html", headers={"content-security-policy": POLICY}
        )

    async def show_map(self, _: Request) -> Response:
        """The last good map, as `build` would write it; its own policy stands in it."""
        headers = {"content-security-policy": "frame-ancestors 'self'"}
        if not self.desk.page:
            return Response("There is no map yet.", status_code=404, media_type="text/plain", headers=headers)
        return Response(self.desk.page, media_type="text/html", headers=headers)

    async def show_script(self, _: Request) -> Response:
        """The editor's script."""
        return Response(self._script, media_type="text/javascript")

    async def show_style(self, _: Request) -> Response:
        """The editor's style."""
        return Response(self._style, media_type="text/css")

    async def tell_case(self, _: Request) -> Response:
        """The case as a whole: layers, sources, faults."""
        return JSONResponse(self.desk.describe())

    async def tell_event(self, request: Request) -> Response:
        """One event as its file says it."""
        event_id = request.query_params.get("id", "")
        return await self._answer(lambda: self.desk.describe_event(event_id))

    async def tell_drafts(self, _: Request) -> Response:
        """The drafts that wait, and the articles that they were read in."""
        return await self._answer(self.desk.describe_drafts)

    async def tell_date(self, request: Request) -> Response:
        """What a date means, in words."""
        text = request.query_params.get("text", "").strip()
        if not text:
            return JSONResponse({"text": "", "words": "Undated", "kind": ""})
        date, wrong = read_date(text)
        if date is None:
            return JSONResponse({"text": text, "fault": wrong})
        return JSONResponse({"text": text, "words": date.words, "kind": date.kind})

    async def tell_places(self, request: Request) -> Response:
        """What the name of a place may mean, best first."""
        name = request.query_params.get("name", "").strip()[:NAME_CHARACTERS_MOST]
        return JSONResponse({"name": name, "candidates": await self._do(lambda: find_candidates(name))})

    async def stream(self, _: Request) -> Response:
        """Tell of every new map, and of faults that hold one up, as server-sent events."""
        if len(self._streams) >= STREAMS_MOST:
            return JSONResponse({"faults": [{"message": "too many pages are open"}]}, status_code=503)
        queue: asyncio.Queue[str] = asyncio.Queue(maxsize=16)
        self._streams.add(queue)

        async def tell() -> AsyncIterator[str]:
            try:
                yield f"data: {self._news()}\n\n"
                while True:
                    try:
                        news = await asyncio.wait_for(queue.get(), BEAT_S)
                    except TimeoutError:
                        yield ": alive\n\n"
                        continue
                    if not news:
                        return
                    yield f"data: {news}\n\n"
            finally:
                self._streams.discard(queue)

        return StreamingResponse(tell(), media_type="text/event-stream")

    async def _follow(self, stop: asyncio.Event) -> None:
        from watchfiles import awatch

        folder = self.desk.folder.resolve()
        async for _ in awatch(
            folder,
            watch_filter=lambda _, path: is_input(Path(path), folder),
            debounce=DEBOUNCE_MS,
            step=STEP_MS,
            rust_timeout=LOOK_MS,
            yield_on_timeout=True,
            stop_event=stop,
        ):
            if await self._do(self.desk.refresh):
                self._tell(self._news())

    def _writer(self, act: Callable[[Mapping[str, Any]], Change]) -> Callable[[Request], Any]:
        """Return the answer to a request that writes."""

        async def write(request: Request) -> Response:
            try:
                body = json.loads(await request.body())
            except ClientDisconnect:
                return Response(status_code=400)
            except (ValueError, RecursionError):
                return _faults(400, "what came is not JSON")
            if not isinstance(body, dict):
                return _faults(400, "what came is not a JSON object")

            def change() -> dict[str, Any]:
                return self.desk.describe_change(act(body))

            answer = await self._answer(change)
            if answer.status_code == 200:
                self._tell(self._news())
            return answer

        return write

    async def _answer(self, make: Callable[[], dict[str, Any]]) -> Response:
        """Answer with what is made, or say why it cannot be."""
        try:
            return JSONResponse(await self._do(make))
        except ConflictError as conflict:
            rivals = [
                {"field": one.field, "base": one.base, "now": one.now, "wanted": one.wanted} for one in conflict.rivals
            ]
            faults = [self.desk.tell_fault(fault) for fault in conflict.faults]
            return JSONResponse({"rivals": rivals, "faults": faults}, status_code=409)
        except EditError as wrong:
            return JSONResponse({"faults": [self.desk.tell_fault(fault) for fault in wrong.faults]}, status_code=422)
        except _AskedWrongError as wrong:
            return _faults(400, str(wrong))
        except TextError as wrong:
            return _faults(422, wrong.message)
        except StorageError as failure:
            return _faults(503, str(failure))

    async def _do(self, make: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._hand, make)

    def _news(self) -> str:
        case = self.desk.describe()
        return json.dumps({key: case[key] for key in ("version", "faults", "trouble", "undo", "redo")})

    def _tell(self, news: str) -> None:
        for queue in self._streams:
            if queue.full():  # a page that does not listen: it asks for the case again when it wakes
                queue.get_nowait()
            queue.put_nowait(news)


class _AskedWrongError(ValueError):
    """What came is not what the page would send."""


def find_candidates(name: str) -> list[dict[str, Any]]:
    """Return what the gazetteer knows under a name, as the editor lists it."""
    if not name:
        return []
    from geo.gazetteer import open_gazetteer
    from geo.resolve import rank_candidates
    from layers.checks.notices import name_candidate

    with open_gazetteer() as gazetteer:
        return [
            {
                "text": name_candidate(candidate),
                "lon": round(candidate.place.lon, 5),
                "lat": round(candidate.place.lat, 5),
                "precision": candidate.place.precision,
                "radius_m": candidate.place.radius_m,
            }
            for candidate in rank_candidates(name, gazetteer=gazetteer, limit=CANDIDATES_MOST)
        ]


def _faults(status: int, message: str) -> JSONResponse:
    return JSONResponse({"faults": [{"field": "", "message": message, "file": "", "line": 0}]}, status_code=status)


def _text(body: Mapping[str, Any], key: str) -> str:
    value = body.get(key)
    if not isinstance(value, str) or not value:
        raise _AskedWrongError(f"{key}: a text was wanted")
    return value


def _table(body: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = body.get(key)
    if not isinstance(value, dict):
        raise _AskedWrongError(f"{key}: an object was wanted")
    return value


def _source(body: Mapping[str, Any]) -> Mapping[str, Any] | None:
    return _table(body, "source") if body.get("source") is not None else None
