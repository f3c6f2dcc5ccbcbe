"""
Measure how safe writing is: many processes at once, and a fault at every system call of a write.

    python -m tests.bench writes

The second part needs strace, and is left out with a word where it is missing.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROCESSES = 16
EACH = 100
FAULTS_LEAST = 500
SECONDS_MOST = 1_200
MODES = ("signal=KILL", "error=ENOSPC", "error=EIO")
# All by which a write can touch the disk or the lock; what only looks (stat, read) is in it too.
LOOKS = ("newfstatat", "fstat", "stat", "lstat", "statx", "lseek")
FILLS = (
    "openat",
    "write",
    "pwrite64",
    "fsync",
    "fdatasync",
    "rename",
    "renameat",
    "renameat2",
    "mkdir",
    "close",
    "link",
)
CALLS = (
    "openat,read,write,pwrite64,fsync,fdatasync,rename,renameat,renameat2,chmod,fchmod,fchmodat,unlink,unlinkat,close,"
    "ftruncate,truncate,mkdir,mkdirat,flock,fcntl,lseek,fstat,newfstatat,statx,lstat,stat,getdents64,link,linkat,utimensat"
)

ADDER = """
import sys
from pathlib import Path
from layers.edit import add_event
folder, number, each = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
for at in range(each):
    event = {"title": f"Event {number}-{at}", "date": "2025-01-15", "claim": [{"source": "gazette", "text": "It was"}]}
    print(add_event(folder, "ships", event=event).event_id, flush=True)
"""
EDITOR = """
import sys
from pathlib import Path
from layers.edit import edit_event
folder = Path(sys.argv[1])
for at in range(10_000):
    edit_event(folder, "first", fields={"title": f"Version {at}", "values": {"count": str(at)}})
    print(at, flush=True)
"""
SERVER = """
import http.client, json, sys, threading
from pathlib import Path
from maps.guard import Keys
from maps.serve import bind_loopback, run_server
folder, bound, keys, ready = Path(sys.argv[1]), bind_loopback(0), Keys(), threading.Event()
port = bound.getsockname()[1]
server = {"bound": bound, "keys": keys, "ready": ready.set}
threading.Thread(target=run_server, args=(folder,), kwargs=server, daemon=True).start()
ready.wait()
headers = {"Cookie": f"dateline-{port}={keys.read}", "X-Dateline-Token": keys.write, "Content-Type": "application/json"}
def ask(method, path, body=None):
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
    line.request(method, path, json.dumps(body) if body else None, headers)
    answer = line.getresponse()
    text = answer.read()
    assert answer.status == 200, (answer.status, text)
    return json.loads(text)
for at in range(10_000):
    base = ask("GET", "/api/event?id=first")["table"]
    fields = {"title": f"Version {at}", "values": {"count": str(at)}}
    ask("POST", "/api/edit", {"id": "first", "fields": fields, "base": base})
    print(at, flush=True)
"""
WRITER = """
import sys
from pathlib import Path
from layers.edit import add_event, edit_event, move_event
from layers.folder.place_rows import PlaceRow, write_places
from geo.place import Place
import layers.editing.csv, layers.editing.geojson, filelock, tempfile
folder, what = Path(sys.argv[1]), sys.argv[2]
claim = [{"text": "It was"}]
if what == "add":
    add_event(folder, "ships", event={"title": "New", "claim": claim}, source={"publisher": "New paper"})
elif what == "add-layer":
    add_event(folder, "planes", event={"title": "New", "claim": [{"source": "gazette"}]}, new_layer=True)
elif what == "edit":
    edit_event(folder, "first", fields={"title": "New", "tags": ["a"]})
elif what == "csv":
    edit_event(folder, "sheet", fields={"title": "New", "tags": ["a"]})
elif what == "geojson":
    move_event(folder, "point", spot={"lon": 14.6, "lat": 35.8})
elif what == "places":
    place = Place("Sliema", 14.5, 35.9, "settlement", 2000)
    write_places(folder, [PlaceRow("Sliema, Malta", place), PlaceRow("Valletta, Malta", place)])
"""
OPERATIONS = ("add", "add-layer", "edit", "csv", "geojson", "places")
FILES = {
    "case.toml": 'title = "Harbour"\n',
    "sources.toml": '[[source]]\nid = "gazette"\npublisher = "Gazette"\n',
    "layers/ships.toml": 'title = "Ships"\n\n[[event]]\nid = "first"\ntitle = "Old"\n\n[[event.claim]]\n'
    'source = "gazette"\ntext = "A ship"\n',
    "layers/sheet.csv": "id,title,claim.source\nsheet,Old,gazette\n",
    "layers/points.geojson": '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": '
    '{"id": "point", "title": "Old", "claims": [{"source": "gazette"}]}, '
    '"geometry": {"type": "Point", "coordinates": [14.5, 35.9]}}]}\n',
    "places.csv": "place,lon,lat,precision\n",
}


def write_case(folder: Path) -> Path:
    """Write a small case with a layer of each format."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def race(folder: Path, *, processes: int, each: int, editor: str = EDITOR) -> dict[str, float]:
    """
    Let processes add events to one layer at once while another edits it; return what was kept.

    `editor` is the program that edits: by the functions of the commands, or (SERVER) as a browser does, by 'serve'.
    """
    write_case(folder)
    path = folder / "layers" / "ships.toml"
    torn: list[str] = []
    reads = 0
    done = threading.Event()

    def watch() -> None:
        nonlocal reads
        while not done.is_set():
            try:
                tomllib.loads(path.read_text(encoding="utf-8"))
            except (tomllib.TOMLDecodeError, OSError) as wrong:
                torn.append(str(wrong))
            reads += 1
            done.wait(0.05)

    watcher = threading.Thread(target=watch)
    watcher.start()
    beside = subprocess.Popen(
        [sys.executable, "-c", editor, str(folder)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert beside.stdout is not None
    first = beside.stdout.readline()  # it has begun
    started = time.perf_counter()
    adders = [
        subprocess.Popen(
            [sys.executable, "-c", ADDER, str(folder), str(number), str(each)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(processes)
    ]
    with ThreadPoolExecutor(processes) as pool:
        told = list(pool.map(lambda adder: adder.communicate(), adders))
    seconds = time.perf_counter() - started
    # One that ended by itself met a fault.
    fell = beside.poll() is not None
    beside.kill()
    out, said_of_it = beside.communicate()
    edits = (first + out).split()
    if fell:
        print(f"  the editor fell: {said_of_it.strip().splitlines()[-1:]}")
    done.set()
    watcher.join()
    said = [name for out, _ in told for name in out.split()]
    failed = [err.strip().splitlines()[-1] for _, err in told if err.strip()]
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    kept = {event["title"] for event in table["event"]}
    edited = next(event for event in table["event"] if event["id"] == "first")
    wanted = {f"Event {number}-{at}" for number in range(processes) for at in range(each)}
    for sentence in sorted(set(failed))[:3]:
        print(f"  {sentence}")
    # The one who was cut off may have written one edit more than it could tell of.
    last = int(edited["values"]["count"]) if "values" in edited else -1
    return {
        "wanted": len(wanted),
        "told": len(said),
        "kept": len(wanted & kept),
        "torn": len(torn),
        "reads": reads,
        "edits": len(edits),
        "editor fell": fell,
        "edits lost": max(0, len(edits) - 1 - last),
        "seconds": round(seconds, 1),
    }


def find_calls(folder: Path, operation: str) -> list[tuple[str, int]]:
    """
    Return the system calls of a write, each by name and number, from the opening of the lock on.

    While the case is read, calls that only look at a file are left out.
    """
    write_case(folder)
    log = folder.parent / "calls.txt"
    _run(folder, operation, log, [])
    calls: list[tuple[str, int]] = []
    counts: dict[str, int] = {}
    begun = writing = False
    last = 0
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        found = re.match(r"(?:\d+ +)?(\w+)\(", line)
        if not found:
            continue
        name = found[1]
        counts[name] = counts.get(name, 0) + 1
        begun = begun or ".dateline.lock" in line
        writing = writing or ".dateline.tmp" in line
        if begun:
            if writing or name not in LOOKS:
                calls.append((name, counts[name]))
            if str(folder) in line or ".dateline" in line:
                last = len(calls)
    # Up to the closing of the lock, which follows the last name of a file.
    return calls[: last + 3]


def inject(folder: Path, operation: str, call: tuple[str, int], mode: str, after: dict[str, bytes]) -> str:
    """Let one system call of a write fail; return what is wrong then, or an empty text."""
    write_case(folder)
    before = read_files(folder)
    code = _run(folder, operation, Path(os.devnull), ["-e", f"inject={call[0]}:{mode}:when={call[1]}"])
    now = read_files(folder)
    for name in sorted(before.keys() | after.keys() | now.keys()):
        if now.get(name) not in (before.get(name), after.get(name)):
            return f"{name} is torn"
    changed = {name for name in after if after[name] != before.get(name)}
    came = {name for name in changed if now.get(name) == after[name]}
    if code == 0 and came != changed:
        return "lost: it said that it was done"
    if "layers/ships.toml" in came and "sources.toml" in changed - came:
        return "an event stands there without its source"
    if code not in (0, -9, 137) and came and mode != "signal=KILL":
        return "it said that it failed, and yet wrote"
    sweep = _run(folder, "edit" if operation != "edit" else "csv", None, [])
    left = [path.name for path in folder.rglob("*.dateline.tmp")]
    if sweep or left:
        return f"the next run ended with {sweep} and left {left}"
    return ""


def read_files(folder: Path) -> dict[str, bytes]:
    """Return the files of a case but for its lock and leftovers."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


def try_faults(scratch: Path, operations: tuple[str, ...], *, until: float) -> Iterator[dict[str, object]]:
    """Let every system call of every operation fail in every way; yield the figures of each operation."""
    for operation in operations:
        calls = find_calls(scratch / "case", operation)
        after = read_files(scratch / "case")
        points = [(call, mode) for mode in MODES for call in calls if mode != "error=ENOSPC" or call[0] in FILLS]

        def try_one(numbered: tuple[int, tuple[tuple[str, int], str]]) -> str | None:
            number, (call, mode) = numbered
            if time.monotonic() > until:
                return None
            folder = scratch / f"case-{number % WORKERS}-{threading.get_ident()}"
            wrong = inject(folder, operation, call, mode, after)  # noqa: B023 - used within the same turn
            return f"{call[0]} {call[1]} {mode}: {wrong}" if wrong else ""

        with ThreadPoolExecutor(WORKERS) as pool:
            found = list(pool.map(try_one, enumerate(points)))
        wrong = [sentence for sentence in found if sentence]
        yield {
            "operation": operation,
            "calls": len(calls),
            "faults": sum(sentence is not None for sentence in found),
            "wrong": wrong,
        }


def time_edits(folder: Path, *, events: int) -> dict[str, float]:
    """Return the seconds of a change in a large layer: alone, and in a process that keeps what it has read."""
    from layers.edit import edit_event
    from layers.kept import Kept

    write_case(folder)
    blocks = (
        f'[[event]]\nid = "e{number}"\ntitle = "Ship {number} is seen"\nplace = "Valletta, Malta"\n'
        f'date = "2024-03-07"\n\n[[event.claim]]\nsource = "gazette"\ntext = "A ship lay in the harbour"\n'
        for number in range(events)
    )
    (folder / "layers" / "ships.toml").write_text("\n".join(blocks), encoding="utf-8")
    kept = Kept()
    seconds: dict[str, list[float]] = {"alone": [], "kept": []}
    edit_event(folder, "e0", fields={"title": "First"}, kept=kept)
    for at in range(1, 6):
        for name, told in (("alone", None), ("kept", kept)):
            if told is not None:
                told.turn()
            started = time.perf_counter()
            edit_event(folder, f"e{at}", fields={"title": f"Changed {name}"}, kept=told)
            seconds[name].append(time.perf_counter() - started)
    return {name: round(statistics.median(runs), 3) for name, runs in seconds.items()}


def _run(folder: Path, operation: str, log: Path | None, options: list[str]) -> int:
    """Run one write, under strace unless `log` is None; return its exit code."""
    writer = [
        sys.executable,
        "-S",
        "-c",
        f"import sys; sys.path[:0] = {sys.path[1:]!r}\n{WRITER}",
        str(folder),
        operation,
    ]
    words = writer
    if log is not None:
        words = ["strace", "-f", "--seccomp-bpf", "-o", str(log), "-e", f"trace={CALLS}", *options, *writer]
    environment = {**os.environ, "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}
    ended = subprocess.run(words, cwd=ROOT, capture_output=True, env=environment, check=False)
    return ended.returncode


WORKERS = 2


def main() -> int:
    """Print the figures; 1 when a target is missed."""
    subprocess.run([sys.executable, "-m", "compileall", "-q", "geo", "layers"], cwd=ROOT, check=True)
    sys.path.insert(1, str(ROOT))
    reached = True
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        figures = race(scratch / "race", processes=PROCESSES, each=EACH, editor=SERVER)
        print(f"{PROCESSES} processes x {EACH} adds while 'serve' edits: {json.dumps(figures)}")
        reached &= figures["kept"] == figures["told"] == figures["wanted"] == PROCESSES * EACH
        reached &= figures["torn"] == 0 and figures["edits lost"] == 0 and not figures["editor fell"]
        print(f"one edit in a layer of 10,000 events, s: {json.dumps(time_edits(scratch / 'large', events=10_000))}")
        if shutil.which("strace") is None:
            print("strace is missing; faults at every system call were not tried")
            return 1
        faults = 0
        for found in try_faults(scratch, OPERATIONS, until=time.monotonic() + SECONDS_MOST):
            wrong = found["wrong"]
            assert isinstance(wrong, list)
            assert isinstance(found["faults"], int)
            faults += found["faults"]
            reached &= not wrong
            print(f"{found['operation']}: {found['calls']} system calls, {found['faults']} faults, {len(wrong)} wrong")
            for sentence in wrong[:10]:
                print(f"  {sentence}")
        print(f"{faults} faults in all (target at least {FAULTS_LEAST}, 0 wrong)")
        reached &= faults >= FAULTS_LEAST
    return 0 if reached else 1


if __name__ == "__main__":
    sys.exit(main())
