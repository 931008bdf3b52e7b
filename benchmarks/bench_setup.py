"""Clone -> built site with an empty package cache, by pip and by uv; then how long a start takes.

    python3 benchmarks/bench_setup.py

Needs git and the package index. To reach: at most 30 s from clone to site, at most 0.3 s a start afterwards.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
STARTS = 15


def main() -> None:
    print(f"{'installer':<12}{'clone to site':>14}{'next build':>12}{'--version':>12}   (median of {STARTS})")
    for installer in ("pip", "uv"):
        with tempfile.TemporaryDirectory() as scratch:
            print(row(installer, Path(scratch)))


def row(installer: str, scratch: Path) -> str:
    """One line of the table."""
    path = path_with(installer, scratch)
    if path is None:
        return f"{installer:<12}  not installed here"
    env = os.environ | {"PATH": path, "PIP_CACHE_DIR": f"{scratch}/pip", "UV_CACHE_DIR": f"{scratch}/uv"}
    clone = scratch / "clone"
    first = seconds(["git", "clone", "--quiet", ROOT, clone], env) + seconds(command(clone), env)
    build, start = (typical(command(clone, *args), env) for args in ([], ["--version"]))
    return f"{installer:<12}{first:>12.1f} s{build:>10.2f} s{start:>10.3f} s"


def path_with(installer: str, scratch: Path) -> str | None:
    """A PATH with git and, if it is asked for, uv, whatever else lies beside them."""
    tools = scratch / "bin"
    tools.mkdir()
    for name in {"git", installer} - {"pip"}:
        found = shutil.which(name)
        if not found:
            return None
        (tools / name).symlink_to(found)
    return str(tools)


def command(clone: Path, *args: str) -> list[str | Path]:
    return [getattr(sys, "_base_executable", sys.executable), clone / "build.py", *args]


def typical(command: list[str | Path], env: dict[str, str]) -> float:
    return statistics.median(seconds(command, env) for _ in range(STARTS))


def seconds(command: list[str | Path], env: dict[str, str]) -> float:
    """Wall time of a command; its output is shown only if it fails."""
    started = time.perf_counter()
    done = subprocess.run(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    if done.returncode:
        print(f"{command[1]} ended with {done.returncode}:\n{done.stdout.decode(errors='replace')}", file=sys.stderr)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
