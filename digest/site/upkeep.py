"""The way to an up-to-date site: nothing where nothing has changed, else a build.

What a build needs is imported when there is one to be made: that alone takes longer than to see that there is none.
"""

from __future__ import annotations

import time
from dataclasses import replace

from digest.settings import Settings
from digest.site.report import Report
from digest.site.standing import Seen, look, recall


def build(settings: Settings) -> Report:
    """Bring the output folder up to date. The caller holds the lock.

    Raises `UsageError` for a theme or folder that cannot be used, `MachineError` where the disk refuses; the site then
    stands as it stood before.
    """
    start = time.perf_counter()
    seen = look(settings)
    report = recall(settings, seen) or _built(settings, seen)
    return replace(report, seconds=time.perf_counter() - start)


def _built(settings: Settings, seen: Seen) -> Report:
    from digest.site.build import build

    return build(settings, seen)
