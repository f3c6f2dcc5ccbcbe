"""
Build the wheel, install it into a fresh environment away from the checkout, and map a case there.

    make wheel-check
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NEEDED = (
    "dateline.py",
    "geo/compiled/gazetteer.sqlite",
    *(
        f"maps/static/{name}"
        for name in ("app.js", "app.css", "editor.js", "editor.css", "basemap.b64", "coarse.b64", "land.bin")
    ),
)


def list_sources() -> set[str]:
    """List what of the packages must be in the wheel: code, tables and words, without what only derives or builds."""
    files = [path for package in ("commands", "geo", "layers", "maps") for path in (ROOT / package).rglob("*")]
    names = {path.relative_to(ROOT).as_posix() for path in files if path.suffix in (".py", ".csv", ".toml")}
    return {name for name in names if not name.startswith(("maps/web/", "geo/tables/derive_"))}


def run(command: list[str], folder: Path) -> str:
    """Run a command in a folder, with nothing of the checkout on its path."""
    environment = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "VIRTUAL_ENV")}
    done = subprocess.run(command, cwd=folder, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout


def main() -> int:
    """Print what was checked; an exception when something is missing."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run([sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", str(folder), str(ROOT)], folder)
        [wheel] = folder.glob("dateline-*.whl")
        with zipfile.ZipFile(wheel) as packed:
            missing = {*NEEDED, *list_sources()} - set(packed.namelist())
        if missing:
            raise SystemExit(f"the wheel lacks {', '.join(sorted(missing))}")
        venv.create(folder / "env", with_pip=True)
        python = folder / "env" / ("Scripts" if os.name == "nt" else "bin") / "python"
        run([str(python), "-m", "pip", "install", "--quiet", str(wheel)], folder)
        case = folder / "elsewhere" / "a-case"
        built = shutil.ignore_patterns("map.html", "places.csv")
        shutil.copytree(ROOT / "data" / "dprk-russia-2025", case, ignore=built)
        said = run([str(python.parent / "dateline"), "build", str(case), "--json"], folder)
        report = json.loads(said)
        size = (case / "map.html").stat().st_size
        if size != report["bytes"] or report["events"] != 10:
            raise SystemExit(f"the map of the installed wheel is not right: {said}")
        print(f"{wheel.name}, {wheel.stat().st_size:,} bytes: maps a case elsewhere ({size:,} bytes)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
