"""The way to an up-to-date site: nothing where nothing has changed, else a build.

What a build needs is imported when there is one to be made: that alone takes longer than to see that there is none.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from digest.settings import Settings
from digest.site.report import Report
from digest.site.standing import Seen, look, recall

if TYPE_CHECKING:
    from concurrent.futures import Executor


Keep = Callable[[object], None]
"""Takes what a build has made beside the site: to take that apart takes time, which who ends soon need not spend."""


def build(settings: Settings, executor: Executor | None = None, keep: Keep = lambda _: None) -> Report:
    """Bring the output folder up to date. The caller holds the lock.

    The workers of an `executor` have this program, and see the site's folder under the same name. What the build has
    made beside the site goes to `keep`.

    Raises `UsageError` for a theme or folder that cannot be used, `MachineError` where the disk refuses; the site then
    stands as it stood before.
    """
    start = time.perf_counter()
    seen = look(settings)
    report = recall(settings, seen) or _built(settings, seen, executor, keep)
    return replace(report, seconds=time.perf_counter() - start)


def _built(settings: Settings, seen: Seen, executor: Executor | None, keep: Keep) -> Report:
    from digest.executor import working
    from digest.site.build import build

    with working(executor, settings.root):
        return build(settings, seen, keep)
