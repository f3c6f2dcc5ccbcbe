"""`dateline gazetteer`: what the gazetteer holds, and compiling another from a dump of GeoNames."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.arguments import JSON
from commands.output import SURROUNDINGS, WRONG_USAGE, print_json, say, stop

if TYPE_CHECKING:
    from geo.gazetteer import Gazetteer

_KINDS = {
    "country": "countries",
    "region": "seas, regions and sites",
    "admin1": "first-order divisions",
    "place": "settlements",
    "admin2": "second-order divisions",
    "airport": "airports",
}


@click.command()
@click.option(
    "--compile", "dump", metavar="FOLDER", type=click.Path(path_type=Path),
    help="Compile the GeoNames dump in this folder: allCountries, admin1CodesASCII, admin2Codes and countryInfo; "
    "alternateNamesV2 and hierarchy where they are there; as .txt or .zip.",
)  # fmt: skip
@click.option(
    "--download", is_flag=True, help="Download the dump from GeoNames first (about 600 MB), or what is new of it."
)
@click.option("--from", "url", metavar="URL", help="Download from this folder of a server instead.")
@click.option(
    "-o", "--output", metavar="FILE", type=click.Path(path_type=Path),
    help="Where to write the compiled file; without it, the user's own folder, where all commands look first.",
)  # fmt: skip
@JSON
def gazetteer(dump: Path | None, download: bool, url: str | None, output: Path | None, as_json: bool) -> None:
    """
    Show what the gazetteer holds, where it lies and whom it owes its content.

    With --compile or --download, first make a gazetteer of a full GeoNames dump, which all commands then use. To go
    back to the one that was installed, remove the file; to use another for once, name it in DATELINE_GAZETTEER.
    """
    from geo.gazetteer import open_gazetteer
    from geo.sheet import find_own_file

    if not download and url is not None:
        stop("--from: says where to download from; give --download too", WRONG_USAGE)
    if dump is None and not download and output is not None:
        stop("-o: nothing is compiled; give --compile or --download", WRONG_USAGE)
    if dump is not None and not download and not dump.is_dir():
        stop(
            f"--compile: {dump} is not a folder; name the one that holds allCountries.txt or allCountries.zip",
            WRONG_USAGE,
        )
    if dump is None and not download:
        with open_gazetteer() as opened:
            _show(opened, as_json=as_json)
        return
    folder = dump if dump is not None else _find_download_folder()
    if download:
        _download(folder, url)
    target = output or find_own_file()
    if target.is_dir():
        stop(f"-o: {target} is a folder; name a file, such as {target / 'gazetteer.sqlite'}", WRONG_USAGE)
    _compile(folder, target)
    with open_gazetteer(target) as opened:
        _show(opened, as_json=as_json)


def _find_download_folder() -> Path:
    from layers.geocoding.service import find_cache

    return find_cache() / "geonames"


def _download(folder: Path, url: str | None) -> None:
    from geo.fetching.download import DUMP_URL, Downloader, DownloadError
    from maps import __version__

    url = url or DUMP_URL
    if not url.startswith(("http://", "https://")):
        stop(f"--from: {url!r} is no address; write one that begins with https://", WRONG_USAGE)
    say(f"Downloading the GeoNames dump from {url} into {folder}")
    agent = f"Dateline/{__version__} (gazetteer of place names)"
    try:
        Downloader(folder=folder, agent=agent, url=url, follow=_follow()).fetch_all()
    except DownloadError as failed:
        _end_line()
        stop(str(failed), SURROUNDINGS)
    _end_line()


def _compile(folder: Path, target: Path) -> None:
    from geo.compiler.compile_dump import compile_dump
    from geo.compiler.dump import find_dump
    from geo.compiler.rows import DumpError
    from geo.gazetteer import open_gazetteer
    from geo.sheet import COMPILED

    try:
        dump = find_dump(folder)
        with open_gazetteer(COMPILED) as base:
            compiled = compile_dump(dump, target, base=base, follow=_follow())
    except DumpError as broken:
        _end_line()
        stop(f"{broken}\nNothing was written.", SURROUNDINGS)
    _end_line()
    for sentence in compiled.bad.say():
        say(sentence)
    say(f"Read {compiled.features:,} features, wrote {compiled.entries:,} entries to {target}")


def _follow() -> Callable[[str, int, int], None] | None:
    """Return a function that shows how far the work is, or None where nobody watches."""
    if not sys.stderr.isatty():
        return None
    last = [0.0]

    def follow(what: str, done: int, total: int) -> None:
        now = time.monotonic()
        if now - last[0] < 0.2 and done != total:
            return
        last[0] = now
        much = f"{done / 1e6:,.1f} of {total / 1e6:,.1f} MB" if total else f"{done / 1e6:,.1f} MB" if done else "…"
        click.echo(f"\r\x1b[K{what}: {much}", err=True, nl=False)

    return follow


def _end_line() -> None:
    if sys.stderr.isatty():
        click.echo(err=True)


def _show(opened: Gazetteer, *, as_json: bool) -> None:
    facts = _describe(opened)
    if as_json:
        print_json(facts)
        return
    click.echo(
        f"{facts['path']}\n{facts['bytes'] / 1e6:,.1f} MB, {_say_origin(facts['kind'])}, stamp {facts['stamp'][:12]}\n"
    )
    for kind, name in _KINDS.items():
        click.echo(f"{facts['entries'][kind]:>12,}  {name}")
    click.echo(f"{facts['names']:>12,}  names, in all scripts")
    click.echo(f"{facts['demonyms']:>12,}  words for people and things of a place")
    click.echo(f"{facts['abbreviations']:>12,}  short forms\n")
    click.echo("Made from\n  " + "\n  ".join(facts["sources"]) + "\n")
    click.echo("Credits\n  " + "\n  ".join(facts["credits"]))


def _describe(opened: Gazetteer) -> dict[str, Any]:
    notes = opened.sheet.read_notes()
    counts = {}
    for kind in _KINDS:
        first, last = opened.range_of(kind)  # type: ignore[arg-type] # the keys are all kinds there are
        counts[kind] = last - first
    return {
        "path": str(opened.path),
        "bytes": opened.path.stat().st_size,
        "kind": notes.get("kind", ""),
        "stamp": notes.get("stamp", ""),
        "entries": counts,
        "names": int(notes.get("names", "0")),
        "demonyms": len(opened.demonyms),
        "abbreviations": len(opened.abbreviations),
        "sources": notes.get("sources", "").splitlines(),
        "credits": notes.get("credits", "").splitlines(),
    }


def _say_origin(kind: str) -> str:
    return "compiled from a dump of GeoNames" if kind == "dump" else "as installed"
