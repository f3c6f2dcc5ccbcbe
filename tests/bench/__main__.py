"""
Run every benchmark and say which targets were reached.

    python -m tests.bench [NAME …]

Each bench stands in a module `bench_NAME` with a `main()` that prints its
figures and returns 0 when its targets are reached, None when what it measures
with is not there. Machines are shared and
noisy: what counts is the ratio to a peer measured in the same run.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main(names: list[str]) -> int:
    """Run the named benches, all by default; 1 when a target is missed."""
    known = sorted(path.stem.removeprefix("bench_") for path in HERE.glob("bench_*.py"))
    unknown = [name for name in names if name not in known]
    if unknown:
        print(f"no bench {unknown[0]!r}; there are {', '.join(known)}", file=sys.stderr)
        return 2
    missed: list[str] = []
    unmeasured: list[str] = []
    for name in names or known:
        print(f"\n== {name}", flush=True)
        spec = importlib.util.spec_from_file_location(f"bench_{name}", HERE / f"bench_{name}.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = module
        spec.loader.exec_module(module)
        ended = module.main()
        if ended is None:
            unmeasured.append(name)
        elif ended:
            missed.append(name)
    measured = len(names or known) - len(unmeasured)
    if unmeasured:
        print(f"\nnot measured: {', '.join(unmeasured)}")
    if measured:
        print(f"\n{'missed targets: ' + ', '.join(missed) if missed else 'all targets reached'}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
