"""Sample views: made from the annotations of their own fields, so that a new field needs no new sample."""

from __future__ import annotations

from datetime import UTC, datetime
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from msgspec import Struct
from msgspec.structs import fields, replace

from digest.publish_yaml import Publish
from digest.settings import Site
from digest.site.issue_views import IssuesView, IssueView, MailView
from digest.site.views import (
    ArchiveView,
    ArticleView,
    CorrectionsView,
    HomeView,
    ListView,
    NotFoundView,
    OutletFacts,
    PageView,
    PeriodView,
    RedirectView,
    SearchView,
    SourceView,
    StoriesView,
    StoryView,
    TermsView,
    TermView,
    TopicView,
)

VIEWS: dict[str, Any] = {
    "404.html": NotFoundView,
    "archive.html": ArchiveView,
    "article.html": ArticleView,
    "corrections.html": CorrectionsView,
    "email.html": MailView,
    "home.html": HomeView,
    "issue.html": IssueView,
    "issues.html": IssuesView,
    "list.html": ListView,
    "page.html": PageView,
    "period.html": PeriodView,
    "redirect.html": RedirectView,
    "search.html": SearchView,
    "source.html": SourceView,
    "stories.html": StoriesView,
    "story.html": StoryView,
    "term.html": TermView,
    "terms.html": TermsView,
    "topic.html": TopicView,
}
"""Which view each template of a theme is shown."""

MOMENT = datetime(2016, 12, 1, 14, 54, tzinfo=UTC)

SITE = Site(
    title="Орбита",
    base_url="https://example.org/repo/",
    description="",
    author="",
    logo="",
    language="ru",
    timezone="Europe/Moscow",
    theme="gazette",
    permalinks={"tags": "/tags/{slug}/", "topics": "/topics/{slug}/", "sources": "/sources/{slug}/"},
    taxonomies={"tags": "", "topics": "", "sources": ""},
    menu=(),
    paginate=20,
    feed_items=20,
    cards=0,
    issue_topics=(),
    mail=None,
    markdown_html=False,
    typography=True,
    publish=Publish(),
    extra={},
)


def full(template: str, words: str = "Слова", **site: Any) -> Any:
    """A view in which every field that may hold something does; every text is `words`."""
    return _Maker(template, words, some=2, site=_site(words, **site)).made(VIEWS[template])


def minimal(template: str, **site: Any) -> Any:
    """A view in which every field that may be empty is."""
    return _Maker(template, "", some=0, site=replace(SITE, **site)).made(VIEWS[template])


def _site(words: str, **changes: Any) -> Site:
    """A site that has words of an editor wherever the settings let him put some."""
    menu = _Maker("", words, some=2, site=SITE).value(get_type_hints(Site)["menu"], "menu")
    own = {"title": words, "description": words, "author": words, "menu": menu}
    return replace(SITE, **{**own, **changes})


class _Maker:
    """Makes values of any annotated kind. `some` is how many items a list gets."""

    def __init__(self, template: str, words: str, *, some: int, site: Site) -> None:
        self.words, self.some, self.site = words, some, site
        name = template.removesuffix(".html")
        self.known: dict[str, Any] = {
            "kind": name,
            "badge": "draft" if some else "",
            "month": 12 if some else 0,
            "year": 2016,
            "level": 3,
            "html": '<p>Текст <a href="\ufdd0/tags/">и ссылка</a></p>' if some else "",
        }

    def made(self, kind: Any) -> Any:
        hints = get_type_hints(kind)
        values = {each.name: self.value(hints[each.name], each.name) for each in fields(kind)}
        return kind(**{**values, "kind": "agency"} if kind is OutletFacts else values)

    def value(self, hint: Any, name: str) -> Any:
        if hint is Site:
            return self.site
        if name in self.known and hint in (str, int):
            return self.known[name]
        if get_origin(hint) in (Union, UnionType):
            kinds = [each for each in get_args(hint) if each is not NoneType]
            return self.value(kinds[0], name) if self.some else None
        if get_origin(hint) is tuple:
            return tuple(self.value(get_args(hint)[0], name) for _ in range(self.some and self.some + 1))
        if get_origin(hint) is dict:
            return {key: self.value(get_args(hint)[1], name) for key in ("tags", "topics") if self.some}
        if isinstance(hint, type) and issubclass(hint, Struct):
            return self.made(hint)
        return {str: self.words, int: self.some, bool: bool(self.some), datetime: MOMENT}[hint]
