"""Download the files of a GeoNames dump: resumed where the line broke, checked before they count."""

from __future__ import annotations

import contextlib
import json
import os
import time
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    import requests

DUMP_URL: Final = "https://download.geonames.org/export/dump/"
FILES: Final = (
    "countryInfo.txt", "admin1CodesASCII.txt", "admin2Codes.txt", "hierarchy.zip", "alternateNamesV2.zip",
    "allCountries.zip",
)  # fmt: skip
"""The small ones first: a wrong address shows at once."""

# Of a connection that breaks, less than one chunk is lost.
_CHUNK: Final = 1 << 14
_CONNECT_S, _SILENCE_S = 10.0, 60.0
# GeoNames asks for no pace; one connection at a time and a breath between files is what a person would do.
_BETWEEN_S: Final = 1.0
_TRIES: Final = 5
_WAIT_MOST_S: Final = 120.0
_BYTES_MOST: Final = 8_000_000_000

Follow = Callable[[str, int, int], None]
"""Told from time to time: which file, how many bytes of it are there, how many there will be (0 where unknown)."""


class DownloadError(RuntimeError):
    """A file could not be downloaded, or what came is not it. What is there is kept: a retry goes on from it."""


@dataclass(frozen=True, slots=True)
class Downloader:
    """Downloads files of one folder of a server, one after another."""

    folder: Path
    """Where the files go."""
    agent: str
    """The User-Agent: who asks."""
    url: str = DUMP_URL
    follow: Follow | None = None
    sleep: Callable[[float], None] = time.sleep
    silence_s: float = _SILENCE_S
    """After so many seconds without a byte the connection counts as broken."""

    def fetch_all(self, names: tuple[str, ...] = FILES) -> list[Path]:
        """
        Download the files that are missing or have changed; give their paths.

        Raises
        ------
        DownloadError
            At the first that cannot be had; the message names the file and what to do.
        """
        import requests
        from filelock import FileLock, Timeout

        self.folder.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(self.folder / ".lock", timeout=0), requests.Session() as session:
                paths = []
                for position, name in enumerate(names):
                    if position:
                        self.sleep(_BETWEEN_S)
                    paths.append(_Fetching(self, session, name).fetch())
                return paths
        except Timeout:
            raise DownloadError(f"{self.folder}: another download is at work there; wait for it") from None


class _Fetching:
    """One file on its way."""

    def __init__(self, downloader: Downloader, session: requests.Session, name: str) -> None:
        self._by, self._session, self._name = downloader, session, name
        self._url = f"{downloader.url.rstrip('/')}/{name}"
        self._host = urlsplit(self._url).netloc
        self._target = downloader.folder / name
        self._part = downloader.folder / f"{name}.part"
        self._note = downloader.folder / f"{name}.json"

    def fetch(self) -> Path:
        import requests

        tries = _TRIES
        while True:
            before = self._size()
            try:
                wait = self._ask()
            except (requests.ConnectionError, requests.Timeout, requests.exceptions.ChunkedEncodingError) as broken:
                wait, said = 1.0, f"the connection broke ({_short(broken)})"
            else:
                if wait is None:
                    return self._target
                said = "the server is busy or ended the file early"
            # As long as bytes come, a broken line is no reason to give up.
            tries = _TRIES if self._size() > before else tries - 1
            if not tries:
                raise DownloadError(
                    f"{self._url}: {said}, {_TRIES} times without a further byte; {self._size():,} bytes are kept in "
                    f"{self._part}, run it again later to go on from there"
                )
            self._by.sleep(wait * (_TRIES - tries + 1))

    def _size(self) -> int:
        return self._part.stat().st_size if self._part.exists() else 0

    def _ask(self) -> float | None:
        """Ask for what is missing; give the seconds to wait before the next try, None when the file is there."""
        note = self._read_note()
        have = self._size()
        headers = {"User-Agent": self._by.agent, "Accept-Encoding": "identity"}
        same = note.get("etag") or note.get("modified") or ""
        if have and same:
            headers |= {"Range": f"bytes={have}-", "If-Range": same}
        elif self._target.exists() and not have:
            headers |= {"If-None-Match": note["etag"]} if note.get("etag") else {}
            headers |= {"If-Modified-Since": note["modified"]} if note.get("modified") else {}
        with self._session.get(
            self._url, headers=headers, stream=True, timeout=(_CONNECT_S, self._by.silence_s), allow_redirects=False
        ) as answer:
            if answer.status_code == 304 and self._target.exists():
                return None
            if answer.status_code == 416 or (answer.status_code == 206 and not self._continues(answer, have)):
                self._part.unlink(missing_ok=True)  # the file there is another one by now
                return 1.0
            if answer.status_code in (429, 503):
                return self._read_wait(answer)
            if answer.status_code not in (200, 206):
                self._refuse(answer)
            if answer.headers.get("Content-Type", "").startswith("text/html"):
                raise DownloadError(f"{self._url}: {self._host} answers with a web page, not with the file")
            return self._take(answer, have if answer.status_code == 206 else 0)

    def _continues(self, answer: requests.Response, have: int) -> bool:
        return answer.headers.get("Content-Range", "").startswith(f"bytes {have}-")

    def _take(self, answer: requests.Response, have: int) -> float | None:
        length = answer.headers.get("Content-Length", "")
        total = have + int(length) if length.isdecimal() else 0
        if total > _BYTES_MOST:
            raise DownloadError(f"{self._url}: would be {total:,} bytes; at most {_BYTES_MOST:,} are taken")
        etag = answer.headers.get("ETag", "")
        self._write_note(
            {"etag": "" if etag.startswith("W/") else etag, "modified": answer.headers.get("Last-Modified", "")}
        )
        with self._part.open("ab" if have else "wb") as part:
            for chunk in answer.iter_content(_CHUNK):
                part.write(chunk)
                have += len(chunk)
                if have > (total or _BYTES_MOST):
                    raise DownloadError(
                        f"{self._url}: more bytes come than the {total or _BYTES_MOST:,} that were told"
                    )
                if self._by.follow is not None:
                    self._by.follow(self._name, have, total)
            part.flush()
            os.fsync(part.fileno())
        if total and have < total:
            return 1.0
        self._check()
        self._part.replace(self._target)
        return None

    def _check(self) -> None:
        """Hold the check sums of an archive against its content, and see that a text is one."""
        wrong = ""
        if self._name.endswith(".zip"):
            try:
                with zipfile.ZipFile(self._part) as archive:
                    torn = archive.testzip()
                wrong = f"the check sum of {torn} in it is wrong" if torn else ""
            except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as broken:
                wrong = f"it is no whole archive ({broken})"
        else:
            with self._part.open("rb") as text:
                head = text.read(4096)
            if b"\t" not in head or head.lstrip()[:1] == b"<":
                wrong = "it is no table"
        if wrong:
            self._part.unlink(missing_ok=True)
            raise DownloadError(f"{self._url}: came whole, but {wrong}; nothing of it was kept, run it again")

    def _refuse(self, answer: requests.Response) -> None:
        said = f"{answer.status_code} {answer.reason}"
        if 300 <= answer.status_code < 400:
            there = answer.headers.get("Location", "elsewhere")[:200]
            raise DownloadError(f"{self._url}: {self._host} sends on to {there!r}; give that folder with --from")
        raise DownloadError(f"{self._url}: {self._host} answers {said!r}; see whether the address is right")

    def _read_wait(self, answer: requests.Response) -> float:
        said = answer.headers.get("Retry-After", "")
        wait = float(said) if said.isdecimal() else 5.0
        if wait > _WAIT_MOST_S:
            raise DownloadError(
                f"{self._url}: {self._host} asks to wait {wait:,.0f} seconds; run it again after that time"
            )
        return wait

    def _read_note(self) -> dict[str, Any]:
        with contextlib.suppress(OSError, ValueError):
            found = json.loads(self._note.read_text(encoding="utf-8"))
            if isinstance(found, dict):
                return {key: value for key, value in found.items() if isinstance(value, str)}
        return {}

    def _write_note(self, note: dict[str, str]) -> None:
        temporary = self._note.with_suffix(".tmp")
        temporary.write_text(json.dumps(note), encoding="utf-8")
        temporary.replace(self._note)


def _short(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:160]
