"""Document -> Article: what the front matter must hold, and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from digest import kinds, schema
from digest.content.fields import article_fields, leaf_fields, topic_fields
from digest.content.frontmatter import Parsed, parse
from digest.errors import DigestError, Problem
from digest.model import Article, Issue, Leaf, Source, Text
from digest.settings import Site
from digest.text import sure_slug
from digest.yamltext import Node

if TYPE_CHECKING:
    from digest.content.markup import Markup

_ADVICE = {
    "title": "write a line `title: …`",
    "date": "write a line `date: 2016-12-01`, or `draft: true` while it is unknown",
}


class Entry(Struct, frozen=True, array_like=True):
    """What became of one content file: an article, a leaf, an issue or nothing, and all that is wrong with it."""

    article: Article | None = None
    leaf: Leaf | None = None
    issue: Issue | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def item(self) -> Article | Leaf | Issue | None:
        """The one that the file made, if it made any."""
        return self.article or self.leaf or self.issue


def read_article(data: bytes, path: str, site: Site, markup: Markup) -> Entry:
    """An article from the bytes of its file."""
    try:
        parsed = parse(data, path)
        checked = schema.check(parsed.meta, article_fields(site), path, parsed.lines)
        problems = [*map(mild, checked.problems), *_missing(checked.values, parsed, path)]
        text = made_text(parsed, path, markup, problems)
        article = _article(checked.values, parsed, path, site, text) if text else None
        return Entry(article=article, problems=tuple(problems))
    except DigestError as error:
        return Entry(problems=(error.problem,))


def read_leaf(data: bytes, path: str, taxonomy: str, site: Site, markup: Markup) -> Entry:
    """A free page (`taxonomy` is then `pages`), or the text of a term, from the bytes of its file."""
    try:
        parsed = parse(data, path)
        own = topic_fields() if taxonomy == "topics" else ()
        checked = schema.check(parsed.meta, (*leaf_fields(), *own), path, parsed.lines)
        problems = list(map(mild, checked.problems))
        if _is_empty("title", parsed):
            problems.append(_lacks("title", parsed, path, _ADVICE["title"]))
        text = made_text(parsed, path, markup, problems)
        leaf = _leaf(checked.values, path, taxonomy, site, text) if text else None
        return Entry(leaf=leaf, problems=tuple(problems))
    except DigestError as error:
        return Entry(problems=(error.problem,))


def made_text(parsed: Parsed, path: str, markup: Markup, problems: list[Problem]) -> Text | None:
    """The body, made; None where the file has errors. It is read all the same, to tell everything in one run."""
    try:
        text = markup.text(parsed.body, path, first_line=parsed.body_line)
    except DigestError as error:
        problems.append(error.problem)
    return None if any(problem.level == "error" for problem in problems) else text


def mild(problem: Problem) -> Problem:
    """A key nobody knows does no harm: the article is built without it, and the editor is told."""
    if problem.code != "key":
        return problem
    return replace(problem, level="warning")


def _missing(values: Mapping[str, Any], parsed: Parsed, path: str) -> list[Problem]:
    """What a published article must have. A draft may wait for it."""
    if values.get("draft"):
        return []
    stated = _stated(parsed)
    problems = [_lacks(name, parsed, path, _ADVICE[name]) for name in ("title", "date") if _is_empty(name, parsed)]
    for name, why in values.get("unsure", {}).items():
        guesses = stated["unsure"].value
        node = guesses[name] if isinstance(guesses, dict) else stated["unsure"]
        hint = f"check it, then remove the line `{name}:` from `unsure:`; or write `draft: true`"
        message = f"`{name}` is still a guess" + (f": {why}" if why else "")
        problems.append(_at_key("unsure", message, parsed, path, node, hint))
    if "updated" in values and "date" in values and values["updated"] < values["date"]:
        problem = _at_key("updated", "`updated` is earlier than `date`", parsed, path, stated["updated"])
        problems.append(replace(problem, level="warning"))
    if "expires" in values and "date" in values and values["expires"] < values["date"]:
        problem = _at_key("expires", "`expires` is earlier than `date`", parsed, path, stated["expires"])
        problems.append(replace(problem, level="warning"))
    for name in ("source_url", "archived"):
        if name in values and "source" not in stated:
            message, hint = f"`{name}` is not shown without a `source`", "write a line `source: …`"
            problem = _at_key(name, message, parsed, path, stated[name], hint)
            problems.append(replace(problem, level="warning"))
    return problems


def _stated(parsed: Parsed) -> dict[str, Node]:
    return parsed.meta.value if isinstance(parsed.meta.value, dict) else {}


def _is_empty(name: str, parsed: Parsed) -> bool:
    return name not in _stated(parsed) or _stated(parsed)[name].value is None


def _at_key(code: str, message: str, parsed: Parsed, path: str, node: Node, hint: str = "") -> Problem:
    excerpt = parsed.lines[node.key_line - 1]
    return Problem(code, message, path, node.key_line, node.key_column, hint, excerpt)


def _lacks(name: str, parsed: Parsed, path: str, hint: str) -> Problem:
    return Problem(name, f"`{name}` is missing", path, 1, 0, hint, parsed.lines[0])


def _article(values: Mapping[str, Any], parsed: Parsed, path: str, site: Site, text: Text) -> Article:
    name = values.get("source")
    date = values.get("date")
    slug = values.get("slug") or slug_of_file(path)
    stated = _stated(parsed)
    return Article(
        path=path,
        url=_permalink(site.permalinks["articles"], slug, date),
        title=values.get("title", slug),
        date=date,
        updated=values.get("updated") or date,
        summary=values.get("summary") or text.excerpt,
        source=Source(name, values.get("source_url", "")) if name else None,
        archived=values.get("archived", ""),
        author=values.get("author", ""),
        terms={taxonomy: values.get(taxonomy, ()) for taxonomy in site.taxonomies if taxonomy != "sources"},
        lines={name: _lines(stated[name], values[name]) for name in site.taxonomies if values.get(name)},
        image=values.get("image"),
        aliases=values.get("aliases", ()),
        lang=values.get("lang", site.language),
        draft=values.get("draft", False),
        dateline=values.get("dateline", ""),
        cites=values.get("cites", ()),
        known=values.get("known", ()),
        translation_of=values.get("translation_of"),
        rights=values.get("rights", ""),
        corrections=values.get("corrections", ()),
        expires=values.get("expires"),
        text=text,
    )


def _lines(stated: Node, names: Sequence[str]) -> tuple[int, ...]:
    """The line of each name."""
    nodes = stated.value if isinstance(stated.value, tuple) else ()
    if len(nodes) != len(names):  # some stand in one text, are empty, or stand twice
        nodes = tuple(kinds.placed_names(stated).values())
    return tuple([node.line for node in nodes])


def _leaf(values: Mapping[str, Any], path: str, taxonomy: str, site: Site, text: Text) -> Leaf:
    slug = values.get("slug") or slug_of_file(path)
    return Leaf(
        path=path,
        url=site.permalinks[taxonomy].replace("{slug}", slug),
        title=values["title"],
        summary=values.get("summary") or text.excerpt,
        aliases=values.get("aliases", ()),
        lang=values.get("lang", site.language),
        draft=values.get("draft", False),
        pinned=values.get("pinned", ()),
        match=values.get("match", ()),
        text=text,
    )


def _permalink(pattern: str, slug: str, date: datetime | None) -> str:
    """The address of an article. A draft without a date stands under `/drafts/` of the preview."""
    if date is None:
        return f"/drafts/{slug}/"
    return pattern.format(year=f"{date.year:04}", month=f"{date.month:02}", day=f"{date.day:02}", slug=slug)


def slug_of_file(path: str) -> str:
    """The last part of an address, where the front matter has none."""
    return sure_slug(path.rpartition("/")[2].removesuffix(".md"))
