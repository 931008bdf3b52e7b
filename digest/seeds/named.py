"""What an editor calls a file of the site -> its path from the site's folder."""

from __future__ import annotations

from pathlib import Path

from digest.errors import UsageError, printable


def within(root: Path, name: str) -> str:
    """The name of a file, from the root where it is given with its whole path. `UsageError` for one outside the site.

    Nothing is opened, and no link is followed but in the name of the site's own folder.
    """
    path = Path(name)
    if not path.is_absolute():
        return name
    for top in (root.absolute(), root.resolve()):
        if path.is_relative_to(top):
            return path.relative_to(top).as_posix()
    hint = f"the site is {printable(str(root))}; another one is named with --site"
    raise UsageError(f"{printable(name)} does not lie in the site", code="seed", hint=hint)
