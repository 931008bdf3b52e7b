"""The site's folder, as it is now -> the site as a preview shows it: by the same build as everywhere, into memory."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote

from msgspec import Struct, field
from msgspec.structs import replace

from digest.content.library import Library
from digest.content.reading import FOLDER, Shelf, cache_key, read
from digest.disk import regular_files, stamp
from digest.errors import DigestError, Problem, Problems
from digest.fingerprint import fingerprint, of_bytes
from digest.memo import Memo
from digest.program import engine
from digest.serve.known import Known, LastGood
from digest.serve.memory import Memory
from digest.serve.naming import Naming
from digest.settings import Settings, settings
from digest.site.layers import THEMES, builtin
from digest.site.ledger import Inputs, Row
from digest.site.making import Early, Hurry, bring_up_to_date
from digest.site.page import Page
from digest.site.plan import Plan, laid_out
from digest.site.search_index import Index
from digest.site.theme import Theme

FOLDERS = (FOLDER, THEMES, "static")  # what a site is made of, beside its settings in site.yaml


class Shown(Struct, frozen=True):
    """What a preview shows at one moment: the files of a site by their path, and the names of their bytes.

    `state` names all of them together; it is empty before the first build. `early` is the path of a page that stands
    ready before all others, which are as they were and must not be shown any more: empty as soon as all are ready.
    `missing` are pages that could not be rendered and never were before. `problems` stand in the order of their
    appearance, the latest first. `saved` is the address of the page whose file was changed last, empty where several
    were; `badges` count what the published site does not show, by their names; `published` says that only that site is
    shown.
    """

    title: str
    base_path: str
    files: Mapping[str, bytes] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    state: str = ""
    missing: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()
    saved: str = ""
    badges: Mapping[str, int] = field(default_factory=dict)
    published: bool = False
    early: str = ""

    def __contains__(self, path: object) -> bool:
        return path in self.files or path in self.missing


class Preview:
    """One site, built again and again. All that is remembered between two builds is here."""

    def __init__(self, given: Settings, origin: str) -> None:
        self._given, self._origin, self._published = given, origin, False
        self._settings = self._at_home(given)
        self._memory, self._good = Memory(), LastGood()
        self._known, self._inputs, self._memo = Known(self._settings), Inputs(engine()), Memo()
        self._index = Index()
        self._ledger: dict[str, Row] = {}
        self._theme: tuple[object, Theme] | None = None
        self._naming = Naming()
        self._odd = False  # whether the last build met more than what is wrong with the sources
        self.shown = Shown(given.site.title, unquote(given.site.base_path))
        self.shelf: Shelf | None = None

    def show(self, *, published: bool) -> None:
        """Show from the next build on only what would be `published` now, or all there is."""
        self._published = published

    def refresh(self, changed: Iterable[str] = (), early: Callable[[Shown], None] = lambda _: None) -> Shown:
        """Build again. What is wrong is told with the result, and what was good before stands in for it.

        `changed` are the files that may be different; where they are none, any may be. As soon as the page of the only
        one is ready and all that will be shown is known, `early` is told; nothing older may be shown from then on.
        """
        before = self._reread()
        shown, problems = self._build(frozenset(self._relative(changed)), before, early)
        self.shown = replace(shown, problems=self._in_order(problems))
        return self.shown

    def _in_order(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """What is new first, then what was told before."""
        ranks = {problem: rank for rank, problem in enumerate(self.shown.problems)}
        return tuple(sorted(problems, key=lambda each: ranks.get(each, -1)))

    def _relative(self, changed: Iterable[str]) -> list[str]:
        """Paths from the site's folder; others stay as they are."""
        root = self._settings.root.resolve()
        paths = map(Path, changed)
        return [(path.relative_to(root) if path.is_relative_to(root) else path).as_posix() for path in paths]

    def _reread(self) -> tuple[Problem, ...]:
        """Read the settings again; broken ones change nothing."""
        try:
            fresh = self._at_home(again(self._given))
        except DigestError as error:
            return _told(error)
        if fingerprint(fresh.site) == fingerprint(self._settings.site):
            fresh = replace(fresh, site=self._settings.site)  # the same object: then much else can be told to be equal
        else:
            self._inputs, self._memo, self._index = Inputs(engine()), Memo(), Index()
        if cache_key(fresh.site) != self._known.key:
            self._known = Known(fresh)
        self._settings = fresh
        return ()

    def _build(
        self, changed: Set[str], told: tuple[Problem, ...], early: Callable[[Shown], None]
    ) -> tuple[Shown, tuple[Problem, ...]]:
        """Bring the memory up to date, as far as possible. What is wrong is what was `told` before, and more."""
        site = self._settings.site
        self._known.believe(changed)
        try:
            shelf = self._good.mended(read(self._settings, self._known), site)
            self.shelf = shelf
            plan = laid_out(self._settings, shelf, self._present_theme(), self._memo, self._index)
            page, now = _page_of(plan, changed), self._now(plan, told)
            hurry = Hurry(page.path, lambda each: early(self._early(now, each))) if page and not self._odd else None
            report, after = bring_up_to_date(
                plan, self._memory, self._ledger, inputs=self._inputs, whole=False, hurry=hurry
            )
        except DigestError as error:
            return replace(self.shown, saved=""), (*told, *_told(error))
        except OSError as error:  # a file went away under our hands: the next batch of changes will tell
            problem = Problem("machine", error.strerror or str(error), str(error.filename or ""))
            return replace(self.shown, saved=""), (*told, problem)
        self._memo.turn()
        plan.gallery.save()
        self._take_up(after)
        self._odd = report.problems != plan.problems
        missing = frozenset(path for path in report.failed if path not in self._memory.files)
        state = self._naming.name("\0".join([site.base_path, *sorted(missing)]))
        files, names, saved = self._memory.files, self._memory.names, page.url if page else ""
        shown = replace(now, files=files, names=names, state=state, missing=missing, saved=saved)
        return shown, (*told, *report.problems)

    def _now(self, plan: Plan, told: tuple[Problem, ...]) -> Shown:
        """What is known of what will be shown as soon as it is planned."""
        badges = _badges(plan.library) if not self._published else {}
        problems = self._in_order((*told, *plan.problems))
        base_path, title = unquote(self._settings.site.base_path), self._settings.site.title
        return Shown(title, base_path, problems=problems, badges=badges, published=self._published)

    def _early(self, now: Shown, page: Early) -> Shown:
        """What is shown when only one page is ready."""
        return replace(
            now,
            files={**self._memory.files, page.path: page.data},
            names={**self._memory.names, page.path: of_bytes(page.data)},
            state=self._naming.name(self._settings.site.base_path, page.come, page.gone),
            saved=page.url,
            early=page.path,
        )

    def _take_up(self, after: dict[str, Row]) -> None:
        """Remember what stands now."""
        come = {path: row.inputs() for path, row in after.items() if self._ledger.get(path) is not row}
        self._naming.stands(come, self._ledger.keys() - after.keys())
        self._ledger = after

    def _present_theme(self) -> Theme:
        """The theme; the same one, its templates compiled, while none of its files has changed."""
        site = self._settings.site
        key = (fingerprint(site), *_stamps(self._settings.root), *_stamps(builtin()))
        if self._theme is None or self._theme[0] != key or None in key:
            self._theme = (key, Theme.load(self._settings))
        return self._theme[1]

    def _at_home(self, given: Settings) -> Settings:
        """The site as it stands on this server: below the path that it will have, with all that is not yet public."""
        return given.preview(self._origin + given.site.base_path, published=self._published)


def again(given: Settings) -> Settings:
    """The settings as they are now, under the same flags. Raises `DigestError`."""
    values = given.values()
    flags = {name: values[name] for name, origin in given.origins.items() if origin.startswith("--")}
    return settings(given.root, flags, os.environ, datetime.now(UTC))


def _page_of(plan: Plan, changed: Set[str]) -> Page | None:
    """The page of the only content file that has changed: the first that it asks for, before its further pages."""
    asked = {page.origin: page for page in reversed(plan.pages.values()) if page.origin in changed}
    pages = [page for origin, page in asked.items() if origin.endswith(".md")]
    return pages[0] if len(pages) == 1 else None


def _badges(library: Library) -> dict[str, int]:
    """How much of a library the published site does not show, by the names of the badges."""
    found = Counter(teaser.badge for teaser in library.teasers.values())
    found.update(issue.badge for issue in library.issues)
    found["draft"] += sum(page.draft for page in library.pages)
    return {name: found[name] for name in ("draft", "scheduled", "over") if found[name]}


def _told(error: DigestError) -> tuple[Problem, ...]:
    return error.problems if isinstance(error, Problems) else (error.problem,)


def _stamps(root: Path) -> Iterator[object]:
    """What tells one state of all themes in a place from the next. None where a file has just been changed."""
    for path, objection in regular_files(root, THEMES):
        seen = stamp(root, path)
        yield (path, objection, seen) if seen or objection else None
