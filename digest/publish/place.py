"""The branch that a site goes to -> what stands on it now, and whether it is ours to write."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

from digest.errors import DigestError, MachineError, UsageError, did_you_mean
from digest.publish.git import Git, repository

TRAILER = "Digest-Publish"  # the line by which a commit says that this program made it
ASKED = 60.0  # seconds at most for a list of branches
_BRANCHES = "refs/heads/"

_OTHER = "name another branch: `publish: {branch: gh-pages}` in site.yaml, or --branch gh-pages"
_FOREIGN = "if all that stands on it may be replaced, say so once: --adopt; its history is kept. Else " + _OTHER
_STRANGER = re.compile(
    r"Authentication failed|could not read (?:Username|Password)|Permission denied|returned error: 40[13]"
)
_LET_IN = (
    "nobody is asked for a password here: give git your access first, by an ssh agent or a credential helper, "
    "so that `git push --dry-run` asks for nothing; then publish again"
)


class Place(Struct, frozen=True):
    """A branch of a remote. `form` is the kind of names that objects have, `asked` where it is read what stands there.

    That is the remote, or the address to which it is pushed where git fetches it from another.
    """

    git: Git
    remote: str
    branch: str
    form: str
    asked: str

    @property
    def ref(self) -> str:
        """The branch by its whole name."""
        return _BRANCHES + self.branch

    def __str__(self) -> str:
        return f"{self.remote}/{self.branch}"


class Live(Struct, frozen=True):
    """What stands on a branch: the commit, which is empty where there is no such branch yet, and the files by path."""

    commit: str
    files: dict[str, str]


def place(git: Git, remote: str, branch: str) -> Place:
    """The place, if it is one that may be written at all. Nothing is asked of the remote."""
    form = repository(git)
    if git.ask("check-ref-format", "--branch", branch).status:
        raise UsageError(f"`{branch}` cannot be the name of a branch", code="branch", hint=_OTHER)
    known = git.tell("remote").lines
    if remote not in known:
        near = did_you_mean(remote, known) if known else f"git remote add {remote} ADDRESS"
        raise UsageError(f"git knows no remote `{remote}` here", code="git", hint=near)
    return Place(git, remote, branch, form, _asked(git, remote))


def _asked(git: Git, remote: str) -> str:
    pushed = git.ask("remote", "get-url", "--push", "--all", remote).lines
    fetched = git.ask("remote", "get-url", remote).lines
    if not pushed:
        hint = f"git remote set-url {remote} ADDRESS"
        raise UsageError(f"the remote `{remote}` has no address", code="git", hint=hint)
    if len(pushed) > 1:
        hint = "name a remote that has one: git remote add pages ADDRESS, then --remote pages"
        message = f"`{remote}` is pushed to {len(pushed)} addresses, which may not hold the same"
        raise UsageError(message, code="git", hint=hint)
    return remote if pushed == fetched else pushed[0]


def standing(here: Place) -> Live:
    """What stands on the branch now. Its commits are fetched; nothing but objects and its own mark here changes."""
    heads, _ = _heads(here)
    return _live(here, heads.get(here.ref, ""))


def ours(here: Place, *, adopt: bool) -> Live:
    """What stands on the branch now, if it is ours to write: raises `DigestError` for anybody else's."""
    _refuse_own_branches(here)
    heads, default = _heads(here)
    if not heads:
        hint = f"push your own work first: git push -u {here.remote} HEAD; the first branch becomes the main one"
        raise DigestError(f"the remote `{here.remote}` has no branch yet", code="branch", hint=hint)
    if here.ref == default:
        message = f"`{here.branch}` is the main branch of `{here.remote}`, and would lose all its files"
        raise DigestError(message, code="branch", hint=_OTHER)
    live = _live(here, heads.get(here.ref, ""))
    if live.commit:
        _refuse_foreign(here, live, adopt=adopt)
    return live


def is_ours(here: Place, commit: str, *paths: str) -> bool:
    """Whether a commit, or one before it, was made by this program; or the last one that changed some paths."""
    if paths:
        commit = here.git.tell("rev-list", "-1", commit, "--", *paths).text
        return bool(commit) and TRAILER in here.git.tell("log", "-1", "--format=%B", commit).text
    return bool(here.git.tell("rev-list", "-1", "--basic-regexp", f"--grep=^{TRAILER}: ", commit).text)


def contents(git: Git, names: Iterable[str]) -> dict[str, bytes]:
    """The bytes that go by some names."""
    wanted = list(dict.fromkeys(names))
    out = git.tell("cat-file", "--batch", given="".join(f"{each}\n" for each in wanted).encode()).out
    found, at = {}, 0
    for name in wanted:
        end = out.index(b"\n", at)
        size = int(out[at:end].split()[2])
        found[name] = out[end + 1 : end + 1 + size]
        at = end + 2 + size
    return found


def unreachable(here: Place, said: str) -> MachineError:
    """The remote cannot be reached, in the words of git; or the repository here is what is broken."""
    broken = re.search(r"bad object (refs/\S+)", said)
    if broken:
        return _broken(here, broken.group(1))
    if ".lock'" in said:
        hint = f"{said}\nif no other git is at work here, move that file away; then publish again"
        return MachineError("another git is at work in this repository, or was cut off", code="git", hint=hint)
    hint = f"{said}\n{way_in(said) or 'see that the address is right (git remote -v), then try again'}"
    return MachineError(f"the remote `{here.remote}` cannot be reached", code="remote", hint=hint)


def way_in(said: str) -> str:
    """What to do where the remote lets only those in who are known to it; nothing where that is not what it says."""
    return _LET_IN if _STRANGER.search(said) else ""


def _broken(here: Place, ref: str) -> MachineError:
    message = f"the repository here is broken: nothing is what {ref} names"
    if ref.startswith("refs/remotes/") or ref == here.ref:
        file = here.git.ask("rev-parse", "--git-path", ref).text
        hint = f"move the file {file} away, which holds only that name; then publish again"
    else:
        hint = "see what git fsck says, and save your files; a new clone of the remote has all that was ever pushed"
    return MachineError(message, code="git", hint=hint)


def _refuse_own_branches(here: Place) -> None:
    """A branch that somebody works on is never a place for a site."""
    rows = here.git.tell("worktree", "list", "--porcelain").lines
    if f"branch {here.ref}" in rows or here.git.ask("symbolic-ref", "-q", "HEAD").text == here.ref:
        message = f"`{here.branch}` is the branch you work on, and would lose all its files"
        raise DigestError(message, code="branch", hint=_OTHER)
    upstream = here.git.ask("rev-parse", "--symbolic-full-name", "@{upstream}")
    if not upstream.status and upstream.text == f"refs/remotes/{here.remote}/{here.branch}":
        message = f"the branch you work on is pushed to `{here}`, which would lose all its files"
        raise DigestError(message, code="branch", hint=_OTHER)


def _heads(here: Place) -> tuple[dict[str, str], str]:
    """The branches of the remote with their commits, and the name of the main one."""
    patience = min(ASKED, here.git.patience)
    done = here.git.reach("ls-remote", "--symref", "--", here.asked, "HEAD", f"{_BRANCHES}*", patience=patience)
    if done.status:
        raise unreachable(here, done.said)
    heads, default = {}, ""
    for line in done.lines:
        left, _, right = line.partition("\t")
        if right == "HEAD" and left.startswith("ref: "):
            default = left.removeprefix("ref: ")
        elif right.startswith(_BRANCHES) and re.fullmatch("[0-9a-f]{40,64}", left):
            heads[right] = left
    return heads, default


def _live(here: Place, commit: str) -> Live:
    if not commit:
        return Live("", {})
    if here.git.ask("cat-file", "-e", f"{commit}^{{tree}}").status:
        _fetch(here)
        here.git.tell("cat-file", "-e", f"{commit}^{{tree}}")
    return Live(commit, _files(here, commit))


def _fetch(here: Place) -> None:
    quiet = ("--no-write-fetch-head", "--no-tags", "--no-prune", "--no-recurse-submodules", "--no-auto-gc")
    done = here.git.reach("fetch", "--quiet", *quiet, "--", here.asked, here.ref)
    if done.status:
        raise unreachable(here, done.said)


def _files(here: Place, commit: str) -> dict[str, str]:
    found = {}
    for row in here.git.tell("ls-tree", "-r", "-z", "--full-tree", commit).out.split(b"\0"):
        head, _, path = row.partition(b"\t")
        if path:
            found[path.decode("utf-8", "surrogateescape")] = head.split()[2].decode("ascii")
    return found


def _refuse_foreign(here: Place, live: Live, *, adopt: bool) -> None:
    if "site.yaml" in live.files:
        message = f"`{here}` holds the sources of a digest, which would go"
        raise DigestError(message, code="branch", hint=_OTHER)
    if not adopt and not is_ours(here, live.commit):
        message = f"`{here}` was not made by this program: {len(live.files):,} files stand on it"
        raise DigestError(message, code="branch", hint=_FOREIGN)
