"""Check the page's TypeScript: ``python tests/node.py check`` runs the compiler and the tests, ``test`` only those."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TIMEOUT_S = 240

TYPES = ("node_modules/typescript/bin/tsc", "--noEmit", "-p", "maps/web")
# The plain report: it needs nothing of a newer node, and its failures stand out once the rest is dropped.
TESTS = ("node_modules/vitest/vitest.mjs", "run", "--config", "maps/web/vitest.config.mjs", "--reporter=tap-flat")
COMMANDS = {"check": (TYPES, TESTS), "test": (TESTS,)}


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a tool ended, and what it said."""

    passed: bool
    said: str


def run_node(command: tuple[str, ...]) -> Outcome:
    """Run a script of the page's packages with the node that builds the page."""
    if not (ROOT / command[0]).is_file():
        return Outcome(False, f"{command[0]} is missing; run: make assets")
    sys.path.insert(0, str(ROOT))
    try:
        from hatch_build import find_node
    finally:
        sys.path.remove(str(ROOT))
    node, _, environment = find_node()
    environment |= {"NO_COLOR": "1", "VITEST_SKIP_INSTALL_CHECKS": "1"}
    try:
        done = subprocess.run(
            [*node, *command],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=TIMEOUT_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Outcome(False, f"{command[0]} did not end within {TIMEOUT_S} s")
    passed = sum(line.startswith("ok ") for line in done.stdout.splitlines())
    said = [line for line in done.stdout.splitlines() if not line.startswith("ok ")]
    if passed:
        said.append(f"{passed} tests passed")
    return Outcome(done.returncode == 0, "".join(f"{line}\n" for line in said))


def main(words: list[str]) -> int:
    """Run what one word asks for; 0 when all passed."""
    commands = COMMANDS.get(words[0]) if len(words) == 1 else None
    if commands is None:
        print(f"write one of: {', '.join(COMMANDS)}", file=sys.stderr)
        return 2
    failed = 0
    for command in commands:
        outcome = run_node(command)
        print(outcome.said, end="")
        failed |= not outcome.passed
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
