"""The arguments and options that several commands take."""

from __future__ import annotations

from pathlib import Path

import click

from commands.output import WRONG_USAGE, stop
from layers.fields.date import read_date


def name_folder(_: click.Context, __: click.Parameter, name: str) -> Path:
    """Read the name of a folder, which an empty text is not."""
    if not name.strip():
        raise click.BadParameter("the name of the case is empty; name a folder")
    return Path(name)


def name_case(ctx: click.Context, param: click.Parameter, name: str) -> Path:
    """Read the name of a folder that holds a case."""
    folder = name_folder(ctx, param, name)
    if folder.is_file() and folder.name == "case.toml":
        raise click.BadParameter(f"{folder.as_posix()}: is a file of the case; name its folder")
    if not folder.is_dir():
        raise click.BadParameter(f"{folder.as_posix()}: is not a folder; name a case, or make one with 'dateline new'")
    if not (folder / "case.toml").exists():
        raise click.BadParameter(f"{folder.as_posix()}: is not a case; name a folder that holds case.toml")
    return folder


def name_file(_: click.Context, __: click.Parameter, path: Path) -> Path:
    """Refuse the name of a file that is not there."""
    if path.is_dir():
        raise click.BadParameter(f"{path.as_posix()}: is a folder; name a file in it")
    if not path.exists():
        raise click.BadParameter(f"{path.as_posix()}: there is no such file")
    return path


def read_encoding(_: click.Context, __: click.Parameter, name: str | None) -> str | None:
    """Refuse an encoding that Python does not know before any file is read."""
    if name is None:
        return None
    try:
        "a".encode(name)
    except (LookupError, UnicodeError, ValueError):
        raise click.BadParameter(f"{name!r} is not an encoding; write one such as cp1251 or utf-16") from None
    return name


def read_number_of_degrees(_: click.Context, __: click.Parameter, text: str | None) -> float | None:
    """Read a number of degrees; one that is written otherwise is refused with how to write it."""
    if text is None:
        return None
    try:
        return float(text)
    except ValueError:
        from geo.candidates.degrees import read_degrees

        read = read_degrees(text)
        advice = f"write {read[0]:g}" if read is not None else "write degrees such as 48.8584"
        raise click.BadParameter(f"{text[:60]!r} is not a number of degrees; {advice}") from None


def explain_place(text: str) -> str:
    """Say what is wrong with the name of a place that is a pair of coordinates; empty for any other."""
    from geo.candidates.degrees import read_pair

    pair = read_pair(text)
    return f"{text.strip()!r} is no name; give --lon {pair[0]:g} and --lat {pair[1]:g}" if pair is not None else ""


def read_place(_: click.Context, __: click.Parameter, text: str | None) -> str | None:
    """Refuse coordinates in the place of a name, which no gazetteer has."""
    wrong = explain_place(text) if text else ""
    if wrong:
        raise click.BadParameter(wrong)
    return text


def name_page(case: Path, output: Path | None) -> Path:
    """Return where the map of a case goes; end where that is no page, or among the files of the case."""
    target = output or case / "map.html"
    if target.suffix.casefold() not in (".html", ".htm"):
        stop(f"-o: {target.as_posix()!r} is not the name of a page; write one that ends in .html", WRONG_USAGE)
    for part in ("layers", "articles", "drafts"):
        if target.resolve().is_relative_to((case / part).resolve()):
            stop(f"-o: {target.as_posix()!r} lies in {part}/, which holds the case; write it elsewhere", WRONG_USAGE)
    return target


def read_day(text: str | None) -> int | None:
    """Read the day of --today; None where it is not given."""
    if text is None:
        return None
    date, wrong = read_date(text)
    if date is None:
        stop(f"--today: {wrong}", WRONG_USAGE)
    if date.kind != "day":
        stop(f"--today: {text!r} is not one day; write YYYY-MM-DD", WRONG_USAGE)
    return date.earliest


CASE = click.argument("case", metavar="CASE", callback=name_case)
JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line to standard output.")
ENCODING = click.option(
    "--encoding", metavar="NAME", callback=read_encoding, help="Read files that are not UTF-8 in this encoding."
)
LON = click.option(
    "--lon",
    metavar="FLOAT",
    callback=read_number_of_degrees,
    help="Longitude in degrees, east is positive. Needs --lat.",
)
LAT = click.option(
    "--lat",
    metavar="FLOAT",
    callback=read_number_of_degrees,
    help="Latitude in degrees, north is positive. Needs --lon.",
)
