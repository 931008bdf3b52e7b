"""Settings -> Plan: the content read, every page laid out, and what is wrong between pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from pathlib import Path
from urllib.parse import unquote, urlsplit

from msgspec import Struct, field

from digest.content.cache import Cache
from digest.content.gallery import Gallery, file_name
from digest.content.library import Library, library
from digest.content.reading import Shelf, read
from digest.disk import regular_files
from digest.errors import DigestError, Problem, did_you_mean, printable
from digest.fingerprint import Names, at_once
from digest.memo import Memo
from digest.model import Article, Issue, Leaf
from digest.settings import Settings
from digest.site.hosting import hosting_pages
from digest.site.language import languages
from digest.site.page import Page, file_page
from digest.site.pages import asset_urls, pages
from digest.site.picture_pages import print_pages
from digest.site.placing import placed
from digest.site.search_index import Index
from digest.site.store import Store
from digest.site.theme import Theme


class Plan(Struct, frozen=True):
    """All that a build is going to make, by path, what is wrong with the sources, and what it was made from.

    `names` are those that are known already of values that pages are made from.
    """

    root: Path
    pages: dict[str, Page]
    theme: Theme
    library: Library
    problems: tuple[Problem, ...]
    shelf: Shelf
    gallery: Gallery
    store: Store
    jobs: int
    names: Names = field(default_factory=dict)


def plan(settings: Settings, cache: Cache, index: Index) -> Plan:
    """Read the content and lay out every page."""
    return laid_out(settings, read(settings, cache), Theme.load(settings), Memo(), index)


def laid_out(settings: Settings, shelf: Shelf, theme: Theme, memo: Memo, index: Index) -> Plan:
    """Every page that the content on the shelf makes. With the `memo` of a former call, what is as it was is the same.

    The memo of one site must not be used for another, nor its search index.
    """
    memo.names.update(_names(shelf))
    gallery = Gallery(settings.root, settings.jobs)
    found = library(shelf, settings, memo, gallery)
    memo.names.update((id(each), (each, at_once(each))) for each in found.teasers.values())
    problems = [*found.problems, *gallery.problems]
    files = [*_files(settings.root, found, gallery.shown, problems), *_theme_assets(theme), *print_pages(gallery)]
    planned = placed(list(pages(found, settings.site, files, memo, index)), problems, memo)
    hosting = {page.path: page for page in hosting_pages(settings.site, planned)}
    planned = {**planned, **hosting} if hosting else planned
    problems += [
        *_dead_addresses(found, planned),
        *_dead_menu(settings, planned),
        *_dead_logo(settings, planned),
        *_wordless(settings),
    ]
    return Plan(
        settings.root,
        planned,
        theme,
        found,
        tuple(problems),
        shelf,
        gallery,
        Store(settings.root),
        settings.jobs,
        memo.names,
    )


def _names(shelf: Shelf) -> Names:
    """Names of the articles on the shelf: what was read from the same bytes is the same."""
    named = ((entry.article, shelf.names.get(entry.article.path)) for entry in shelf.entries if entry.article)
    return {id(each): (each, f"<{name} {len(each.path)}:{each.path}>") for each, name in named if name}


# Files that are published as they are


def _files(root: Path, found: Library, shown: Set[str], problems: list[Problem]) -> Iterator[Page]:
    """Those of the site; the pictures that pages show are published without what else they tell."""
    yield from _static(root, shown, problems)
    yield from _media(root, found, shown, problems)


def _static(root: Path, shown: Set[str], problems: list[Problem]) -> Iterator[Page]:
    for path, objection in regular_files(root, "static"):
        if objection:
            problems.append(Problem("file", f"{objection}, so it was not published", printable(path)))
        else:
            yield from _file_page(root, path.removeprefix("static"), path, shown, problems)


def _media(root: Path, found: Library, shown: Set[str], problems: list[Problem]) -> Iterator[Page]:
    for url, path in asset_urls(found).items():
        yield from _file_page(root, url, path, shown, problems)


def _file_page(root: Path, url: str, path: str, shown: Set[str], problems: list[Problem]) -> Iterator[Page]:
    try:
        yield file_page(url, path, file_name(root, path), bare=path in shown)
    except DigestError as error:
        problems.append(error.problem)


def _theme_assets(theme: Theme) -> Iterator[Page]:
    for url in sorted(theme.assets):
        yield file_page(url, f"theme {url}", url)  # the address holds the fingerprint


# Problems between pages


def _dead_addresses(found: Library, planned: Mapping[str, Page]) -> Iterator[Problem]:
    """Links and pictures that name an address of the site at which nothing stands."""
    leaves = [held.leaf for holdings in found.taxonomies.values() for held in holdings if held.leaf]
    issues = [each.issue for each in found.issues]
    texts: list[Article | Leaf | Issue] = [*issues, *found.articles, *found.pages, *leaves]
    for item in texts:
        for link in () if item.text.plain else item.text.links:
            if link.target.startswith("/") and not _leads(link.target, planned):
                message = f"nothing stands at {link.target}"
                yield Problem("link", message, item.path, link.line, link.column, "", link.excerpt)
        picture = item.image.src if isinstance(item, (Article, Issue)) and item.image else ""
        if picture.startswith("/") and not _leads(picture, planned):
            message = f"there is no picture at {picture}"
            yield Problem("image", message, item.path, 1, hint=f"put it at static{picture}")


def _dead_menu(settings: Settings, planned: Mapping[str, Page]) -> Iterator[Problem]:
    """Items of the menu that lead nowhere, from every page."""
    path, _, line = settings.origins.get("menu", "").rpartition(":")
    for item in settings.site.menu:
        if item.url.startswith("/") and not _leads(item.url, planned):
            message = f"`{item.title}` leads to {item.url}, where nothing stands"
            yield Problem("menu", message, path, int(line) if line.isdigit() else 0)


def _dead_logo(settings: Settings, planned: Mapping[str, Page]) -> Iterator[Problem]:
    """A picture of the site that is not there."""
    path, _, line = settings.origins.get("logo", "").rpartition(":")
    logo = settings.site.logo
    if logo.startswith("/") and not _leads(logo, planned):
        hint = f"put it at static{logo}"
        yield Problem("logo", f"there is no picture at {logo}", path, int(line) if line.isdigit() else 0, hint=hint)


def _wordless(settings: Settings) -> Iterator[Problem]:
    """A language whose labels nobody has written, or a slip of the pen."""
    code, known = settings.site.language, languages()
    if not {code, code.partition("-")[0]} & known:
        path, _, line = settings.origins.get("language", "").rpartition(":")
        message, hint = f"there are no labels in `{code}`, so English ones are used", did_you_mean(code, known)
        yield Problem("language", message, path, int(line) if line.isdigit() else 0, hint=hint, level="warning")


def _leads(target: str, planned: Mapping[str, Page]) -> bool:
    path = unquote(urlsplit(target).path).lstrip("/")
    return any(name in planned for name in (path, f"{path}index.html", f"{path}/index.html"))
