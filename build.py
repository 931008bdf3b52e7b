#!/usr/bin/env python3
"""The one command. `python3 build.py` sets itself up on first use, converts the new seeds and builds the site.

    python3 build.py [COMMAND] [OPTIONS]    run Digest; the packages it needs are put into .venv the first time
    python3 build.py test [PYTEST OPTIONS]  pass the linter, the type checker and the tests

Every command is listed by `python3 build.py --help` once it is set up. Nothing but Python 3.11 or newer is needed.
"""
# Python 2.7 has to be able to read this file, if only to be told that it is too old: no f-strings, no annotations.
# What only set-up needs is imported there: every start pays for an import at the top.

from __future__ import print_function

import os
import sys

OLDEST = (3, 11)
ROOT = os.path.dirname(os.path.realpath(__file__))
BASE = getattr(sys, "_base_executable", sys.executable)  # below the virtual environment that we may run in
LOCK = os.path.join(ROOT, "requirements.txt")
WINDOWS = os.name == "nt"

SAFE = ["-X", "utf8", "-P"]  # whatever the locale is, and whatever lies in the current folder
# The checkout comes last on the path, so that a file beside this one cannot pass itself off as an installed package.
# Until the program can say so itself, Ctrl-C ends it without a word, and garbage is seldom looked for.
PROGRAM = (
    "import gc, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL); gc.set_threshold(200_000); "
    "sys.path.append(sys.argv.pop(1)); from digest.cli import main; main()"
)
CHECKS = (["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy", "--strict", "digest"])

# Variables that would send an import or an installation somewhere else.
STRAY = ("PYTHONPATH", "PYTHONHOME", "__PYVENV_LAUNCHER__", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_DRY_RUN")

LOCKED = ["--quiet", "--only-binary", ":all:", "--require-hashes", "--requirement", "requirements.txt"]

# A word of the installer's -> what is wrong, what to do. The first that is found is told; {} is the installer's error.
REASONS = (
    ("no space left", "the disk is full", "Free 300 MB"),
    (
        "do not match the hashes",
        "a package is not the one in requirements.txt",
        "Run `git checkout requirements.txt`",
    ),
    ("no module named", "this Python has no pip or no venv", "On Debian: sudo apt install python3-pip python3-venv"),
    ("connection", "the packages could not be fetched", "Go online"),
    ("timed out", "the packages could not be fetched", "Go online"),
    ("no matching distribution", "not offered for this Python and system: {}", "Use a newer Python"),
    ("", "the packages could not be installed: {}", "Mend that"),
)


class SetUpError(Exception):
    """Set-up cannot go on: what is wrong, and what the user can do."""

    def __init__(self, what, remedy):
        Exception.__init__(self, "Set-up stopped: %s.\n  %s, then run the same command again." % (what, remedy))


def main(argv=None):
    """Set up if need be, then run. The status is the program's, or 2 wrong Python, 3 no set-up, 130 interrupted."""
    argv = sys.argv[1:] if argv is None else list(argv)
    if sys.version_info < OLDEST:
        say("Digest needs Python 3.11 or newer, and this is %d.%d: try `python3.11 build.py`." % sys.version_info[:2])
        return 2
    try:
        python = ready_python()
        if not python and ("--help" in argv or "-h" in argv):
            print(__doc__.strip())
            return 0
        python = python or set_up(place())
        return test(python, argv[1:]) if argv[:1] == ["test"] else run(python, argv)
    except KeyboardInterrupt:
        say("Interrupted.")
        return 130
    except SetUpError as error:
        say(error)
    except OSError as error:
        say(SetUpError("%s: %s" % (error.filename or ROOT, error.strerror or error), "Mend that"))
    return 3


def say(sentence):
    print(sentence, file=sys.stderr)


# --- running ---------------------------------------------------------------------------------------------------------


def run(python, argv):
    """Hand over to the program, which is told where it stands: it may be called from anywhere."""
    command, env = [python] + SAFE + ["-c", PROGRAM, ROOT] + argv, environment(DIGEST_CHECKOUT=ROOT)
    if not WINDOWS:
        os.execve(python, command, env)
    import subprocess  # a shell on Windows would not wait for what exec starts

    return subprocess.call(command, env=env)


def test(python, options):
    """Every check to its end, whatever the others say; pytest last, so that its closing line closes."""
    import subprocess

    failed = []
    # What is timed in a browser wants the machine to itself. Else each worker has a run of neighbours, which share what
    # they need, and takes over of another's when it is done.
    side_by_side = [] if "--web" in options else ["-n", "auto", "--dist", "worksteal"]
    for check in CHECKS + (["pytest"] + side_by_side + options,):
        print("--- " + " ".join(check), flush=True)
        if subprocess.call([python] + SAFE + ["-m"] + check, cwd=ROOT, env=environment()):
            failed.append(" ".join(check))
    if failed not in ([], [" ".join(check)]):
        say("Failed: " + ", ".join(failed))
    return 1 if failed else 0


def environment(**more):
    """The user's environment, less what leads astray."""
    return dict(((name, value) for name, value in os.environ.items() if name not in STRAY), **more)


# --- what is there already -------------------------------------------------------------------------------------------


def ready_python():
    """A Python that has the packages: the environment we run in, the one beside us, the one in the cache, or None."""
    if in_environment() and has_packages():
        return sys.executable
    return next((python_of(venv) for venv in (beside(), in_cache()) if read(stamp(venv)) == seal(venv)), None)


def in_environment():
    return sys.prefix != sys.base_prefix or os.path.isdir(os.path.join(sys.prefix, "conda-meta"))


def has_packages():
    """Whether this Python has the very packages of the lock; those that only some systems need are not asked for."""
    own = [path for path in sys.path if path.startswith(sys.prefix) and os.path.isdir(path)]
    present = {name.lower() for path in own for name in os.listdir(path) if name.endswith(".dist-info")}
    pins = [line.split() for line in read(LOCK).decode("utf-8").splitlines() if line[:1].isalpha()]
    return all(pin[0].replace("-", "_").replace("==", "-") + ".dist-info" in present for pin in pins if ";" not in pin)


def beside():
    return os.path.join(ROOT, ".venv")


def in_cache():
    """Named after the lock file's bytes: checkouts with the same needs share one."""
    import zlib

    usual = os.environ.get("LOCALAPPDATA" if WINDOWS else "XDG_CACHE_HOME")
    home = usual or os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(home, "digest", "venv-%08x" % zlib.crc32(read(LOCK)))


def python_of(venv):
    return os.path.join(venv, "Scripts", "python.exe") if WINDOWS else os.path.join(venv, "bin", "python")


def stamp(venv):
    return os.path.join(venv, "digest-stamp")


def seal(venv):
    """What the stamp of a finished set-up says: the Python below it, and every package. Not where it lies: nothing that
    we use in it depends on that, and a folder that was moved goes on without a network."""
    return os.fsencode(base_of(venv) or "none") + b"\n" + read(LOCK)


def base_of(venv):
    """The Python that the environment stands on; None once it is removed."""
    base = os.path.realpath(python_of(venv))
    if WINDOWS:  # there it is a copy, and this file names the original
        lines = read(os.path.join(venv, "pyvenv.cfg")).decode("utf-8", "replace").splitlines()
        base = dict(line.partition(" = ")[::2] for line in lines).get("executable", "")
    return base if os.path.exists(base) else None


def read(path):
    """The file's bytes; none if it cannot be read."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return b""


# --- set-up ----------------------------------------------------------------------------------------------------------


def place():
    """Beside this file, where an editor's tools look for it; where that cannot be, in the user's cache."""
    if os.access(ROOT, os.W_OK) and os.pathsep not in ROOT:  # venv refuses a folder named `a:b`
        return beside()
    say("This folder cannot hold the packages, so they are kept in %s." % in_cache())
    return in_cache()


def set_up(venv):
    """Make `venv` from nothing and stamp it last: what was killed half-way has no stamp, and is made again."""
    os.makedirs(os.path.dirname(venv), exist_ok=True)
    lock = locked(venv + ".lock")
    try:
        if read(stamp(venv)) != seal(venv):  # else the one that we waited for has made it
            say("Setting up in %s: this once, for half a minute at most ..." % venv)
            must([BASE, "-P", "-m", "venv", "--clear", "--without-pip", venv])
            fill(venv)
            with open(stamp(venv), "wb") as file:
                file.write(seal(venv))
    finally:
        os.close(lock)
    return python_of(venv)


def locked(path):
    """A lock that the installer holds too: if set-up is killed and its installer lives on, the next set-up waits."""
    lock = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    os.set_inheritable(lock, True)
    try:
        grab(lock, wait=False)
    except (BlockingIOError, PermissionError):
        say("Another set-up is at work here; waiting for it ...")
        grab(lock, wait=True)
    except OSError:
        pass  # a file system that knows no locks
    return lock


def grab(lock, wait):
    if not WINDOWS:
        import fcntl

        return fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    import msvcrt

    while True:
        try:
            return msvcrt.locking(lock, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        except OSError:  # LK_LOCK gives up after ten seconds
            if not wait:
                raise


def fill(venv):
    """Install what is locked and nothing else: by uv where there is one, else by pip, which may know a nearer index."""
    import shutil

    python, uv = python_of(venv), shutil.which("uv")
    if uv and not refusal([uv, "pip", "install", "--no-deps", "--python", python] + LOCKED):
        return
    install = ["install", "--no-deps", "--no-compile", "--no-input"] + LOCKED
    words = refusal([BASE, "-P", "-m", "pip", "--python", python] + install)
    if "No module named pip" in words or "no such option: --python" in words:
        must([python, "-P", "-m", "ensurepip"])  # a pip of its own takes three times as long
        must([python, "-P", "-m", "pip"] + install)
    elif words:
        raise stopped(words)


def must(command):
    words = refusal(command)
    if words:
        raise stopped(words)


def refusal(command):
    """What the command said if it failed; else nothing."""
    import subprocess

    env = environment(PIP_USER="0", PIP_REQUIRE_VIRTUALENV="0", PIP_DISABLE_PIP_VERSION_CHECK="1", PYTHONUTF8="1")
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "close_fds": False}  # the lock stays open
    done = subprocess.run(command, cwd=ROOT, env=env, **streams)
    return done.stdout.decode("utf-8", "replace") or "no word" if done.returncode else ""


def stopped(words):
    """The error that an installer's words amount to."""
    what, remedy = next(told[1:] for told in REASONS if told[0] in words.lower())
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    errors = [line for line in lines if line.lower().startswith("error")] or lines
    return SetUpError(what.format(errors[-1]), remedy)


if __name__ == "__main__":
    sys.exit(main())
