"""A download goes on where it broke, asks no more than it must, and keeps nothing that is not the file."""

import io
import random
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from geo.fetching.download import Downloader, DownloadError
from tests.geo.file_server import FileServer, run_file_server


def an_archive(text: bytes) -> bytes:
    """Give a zip archive of one file."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("big.txt", text)
    return written.getvalue()


BIG = an_archive(random.Random(7).randbytes(900_000))
SMALL = b"#ISO\tISO3\nQX\tQXX\n"
NAMES = ("small.txt", "big.zip")


@pytest.fixture
def server() -> Iterator[FileServer]:
    """A server that has both files."""
    with run_file_server({"small.txt": SMALL, "big.zip": BIG}) as running:
        yield running


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask loopback itself, also where the surroundings name a proxy."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
def waits() -> list[float]:
    """The seconds that a download would have slept."""
    return []


@pytest.fixture
def downloader(tmp_path: Path, server: FileServer, waits: list[float]) -> Downloader:
    """A downloader that does not sleep."""
    return Downloader(folder=tmp_path, agent="Dateline/9.9 (test)", url=server.url, sleep=waits.append, silence_s=5.0)


def test_files_arrive_whole_and_we_say_who_asks(downloader: Downloader, server: FileServer, waits: list[float]) -> None:
    """One connection, a breath between two files, and a name to complain to."""
    paths = downloader.fetch_all(NAMES)

    assert [path.read_bytes() for path in paths] == [SMALL, BIG]
    assert {headers["User-Agent"] for _, headers in server.asked} == {"Dateline/9.9 (test)"}
    assert len(server.asked) == 2
    assert waits == [1.0]
    assert not list(downloader.folder.glob("*.part"))


def test_a_broken_line_is_resumed_where_it_broke(downloader: Downloader, server: FileServer) -> None:
    """On a slow line 400 MB seldom come in one piece; what is there is not asked for again."""
    server.cuts = [300_000, 250_000, 1]

    [path] = downloader.fetch_all(("big.zip",))

    assert path.read_bytes() == BIG
    begun = [int(headers.get("Range", "bytes=0-")[6:-1]) for _, headers in server.asked]
    assert len(begun) == 4
    assert 280_000 < begun[1] <= 300_000
    assert 510_000 < begun[2] <= 550_000
    assert begun[3] >= begun[2]
    assert all(headers["If-Range"] for _, headers in server.asked[1:])


def test_the_next_run_goes_on_from_what_the_last_one_left(downloader: Downloader, server: FileServer) -> None:
    """The lid of a laptop is closed; the next evening it goes on."""
    server.cuts = [400_000] + [0] * 9

    with pytest.raises(DownloadError, match=r"39\d,\d+ bytes are kept in .*big\.zip\.part"):
        downloader.fetch_all(("big.zip",))
    server.cuts = []
    [path] = downloader.fetch_all(("big.zip",))

    assert path.read_bytes() == BIG
    assert server.asked[-1][1]["Range"].startswith("bytes=39")


def test_a_line_that_never_gives_a_byte_is_given_up(
    downloader: Downloader, server: FileServer, waits: list[float]
) -> None:
    """A server that only breaks off must not be asked for ever, and not ever faster."""
    server.cuts = [0] * 50

    with pytest.raises(DownloadError, match="5 times without a further byte"):
        downloader.fetch_all(("big.zip",))

    assert len(server.asked) == 5
    assert waits == sorted(waits)


def test_a_file_that_changed_meanwhile_is_begun_anew(downloader: Downloader, server: FileServer) -> None:
    """GeoNames renews its dump every night; two halves of two nights are no file."""
    server.cuts = [300_000] + [0] * 9
    with pytest.raises(DownloadError):
        downloader.fetch_all(("big.zip",))
    newer = an_archive(random.Random(8).randbytes(700_000))
    server.files["big.zip"], server.cuts = newer, []

    [path] = downloader.fetch_all(("big.zip",))

    assert path.read_bytes() == newer


def test_a_server_without_ranges_starts_from_the_beginning(downloader: Downloader, server: FileServer) -> None:
    """A mirror may not know Range; then the whole file comes, and is not put behind the half."""
    server.ranges, server.cuts = False, [300_000]

    [path] = downloader.fetch_all(("big.zip",))

    assert path.read_bytes() == BIG


def test_what_is_there_and_unchanged_is_not_sent_again(downloader: Downloader, server: FileServer) -> None:
    """Asking again after a month costs a few bytes where nothing changed."""
    downloader.fetch_all(NAMES)

    paths = downloader.fetch_all(NAMES)

    assert [path.read_bytes() for path in paths] == [SMALL, BIG]
    assert all("If-None-Match" in headers for _, headers in server.asked[2:])


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (BIG[:5000] + bytes([BIG[5000] ^ 1]) + BIG[5001:], r"check sum of big\.txt in it is wrong|no whole archive"),
        (BIG[:-40], "no whole archive"),
        (b"", "no whole archive"),
    ],
)
def test_an_archive_that_came_torn_is_not_kept(
    downloader: Downloader, server: FileServer, body: bytes, told: str
) -> None:
    """Its check sums are held against it before it counts."""
    server.files["big.zip"] = body

    with pytest.raises(DownloadError, match=told):
        downloader.fetch_all(("big.zip",))

    assert not list(downloader.folder.glob("big.zip*")) or [p.name for p in downloader.folder.glob("big.zip*")] == [
        "big.zip.json"
    ]


@pytest.mark.parametrize(
    ("status", "headers", "told"),
    [
        (404, {}, "answers '404 Not Found'"),
        (403, {}, "answers '403 Forbidden'"),
        (302, {"Location": "https://elsewhere.example/dump/"}, r"sends on to 'https://elsewhere\.example/dump/'"),
        (429, {"Retry-After": "7200"}, "asks to wait 7,200 seconds"),
        (500, {}, "answers '500"),
    ],
)
def test_a_refusal_is_said_and_asked_no_more(
    downloader: Downloader, server: FileServer, status: int, headers: dict[str, str], told: str
) -> None:
    """Who is sent away goes."""
    server.statuses = [(status, headers)] * 3

    with pytest.raises(DownloadError, match=told):
        downloader.fetch_all(NAMES)

    assert len(server.asked) == 1


def test_a_busy_server_is_given_the_time_it_asks_for(
    downloader: Downloader, server: FileServer, waits: list[float]
) -> None:
    """Retry-After is a request."""
    server.statuses = [(503, {"Retry-After": "7"})]

    [path] = downloader.fetch_all(("small.txt",))

    assert path.read_bytes() == SMALL
    assert waits[0] >= 7


def test_a_web_page_is_no_file(downloader: Downloader, server: FileServer) -> None:
    """The sign-in page of a hotel's network answers everything with 200."""
    server.headers = {"Content-Type": "text/html; charset=utf-8"}

    with pytest.raises(DownloadError, match="web page"):
        downloader.fetch_all(("big.zip",))
    server.headers, server.files["small.txt"] = {}, b"<!doctype html>\n\t<p>"
    with pytest.raises(DownloadError, match="no table"):
        downloader.fetch_all(("small.txt",))


def test_a_length_that_is_not_true_ends_in_an_error(downloader: Downloader, server: FileServer) -> None:
    """More promised than sent is a broken line; a promise beyond all measure is not even begun."""
    server.told = 9_000_000_000

    with pytest.raises(DownloadError, match="at most 8,000,000,000 are taken"):
        downloader.fetch_all(("small.txt",))


def test_two_downloads_into_one_folder_do_not_mix(downloader: Downloader) -> None:
    """Two writers of one file would make neither."""
    with FileLock(downloader.folder / ".lock"), pytest.raises(DownloadError, match="another download"):
        downloader.fetch_all(NAMES)


def test_progress_is_told(downloader: Downloader, server: FileServer, tmp_path: Path) -> None:
    """Ten minutes without a word look like a program that hangs."""
    told: list[tuple[str, int, int]] = []
    Downloader(
        folder=tmp_path / "new", agent="x", url=server.url, sleep=lambda _: None, follow=lambda *now: told.append(now)
    ).fetch_all(("big.zip",))

    assert told[-1] == ("big.zip", len(BIG), len(BIG))
    assert [done for _, done, _ in told] == sorted(done for _, done, _ in told)
