"""Document -> Issue: what the front matter of a number of the digest must hold, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from digest import kinds, schema
from digest.content.article import Entry, made_text, mild, slug_of_file
from digest.content.fields import image
from digest.content.frontmatter import Parsed, parse
from digest.errors import DigestError, Problem
from digest.model import Issue, Link, Section, Text
from digest.schema import Field
from digest.settings import Site
from digest.shapes import shape_of, shaped
from digest.yamltext import Node

if TYPE_CHECKING:
    from digest.content.markup import Markup

NUMBERS = (1, 99_999)
_ADVICE = {
    "number": "write a line `number: 12`",
    "date": "write a line `date: 2024-03-31`, or `draft: true` while it is unknown",
}


def issue_fields(site: Site) -> tuple[Field, ...]:
    """The keys an issue's front matter may hold."""
    date = kinds.date(site.zone)
    return (
        Field("number", kinds.number(*NUMBERS), "Its number."),
        Field("title", kinds.text, "What it is called; without it, its number is its name."),
        Field("date", date, "When it goes out: `2024-03-31` or `2024-03-31 10:00`. A later one waits."),
        Field("since", date, "The first day that it covers."),
        Field("until", date, "The last day that it covers."),
        Field("summary", kinds.text, "One or two sentences for lists and feeds; without it, the text's beginning."),
        Field("image", image, "A picture: a path, or `src`, `alt`, `caption`, `credit`."),
        Field("sections", kinds.listed(_section), "Its sections: a list of `title`, `text` and `articles`."),
        Field("articles", kinds.listed(_file), "File names of the articles that stand in no section."),
        Field("slug", kinds.slug, "The last part of the address; without it, the file's name."),
        Field("aliases", kinds.listed(kinds.site_path), "Old addresses that lead here."),
        Field("draft", kinds.flag, "`true` keeps the issue out of the published site."),
        Field("lang", kinds.language, "The language of the text, where it is not the site's."),
        Field("extra", kinds.anything, "Anything of your own."),
    )


def read_issue(data: bytes, path: str, site: Site, markup: Markup) -> Entry:
    """An issue from the bytes of its file."""
    try:
        parsed = parse(data, path)
        checked = schema.check(parsed.meta, issue_fields(site), path, parsed.lines)
        problems = [*map(mild, checked.problems), *_missing(checked.values, parsed, path)]
        text = made_text(parsed, path, markup, problems)
        issue = _issue(checked.values, parsed, path, site, text) if text else None
        return Entry(issue=issue, problems=tuple(problems))
    except DigestError as error:
        return Entry(problems=(error.problem,))


@shaped(shape_of(kinds.text))
def _file(node: Node) -> Link:
    return Link(kinds.text(node), node.line, node.column, "")


_SECTION = kinds.mapping(
    Field("title", kinds.text, ""), Field("text", kinds.text, ""), Field("articles", kinds.listed(_file), "")
)


@shaped(shape_of(_SECTION))
def _section(node: Node) -> Section:
    values = _SECTION(node)
    return Section(values.get("title", ""), values.get("text", ""), values.get("articles", ()))


def _missing(values: Mapping[str, Any], parsed: Parsed, path: str) -> Iterator[Problem]:
    """What an issue must have. A draft may wait for its date, and no issue may do without a number."""
    stated = parsed.meta.value if isinstance(parsed.meta.value, dict) else {}
    for name in ("number",) if values.get("draft") else ("number", "date"):
        if name not in stated or stated[name].value is None:
            yield Problem(name, f"`{name}` is missing", path, 1, 0, _ADVICE[name], parsed.lines[0])
    if "since" in values and "until" in values and values["until"] < values["since"]:
        node = stated["until"]
        place = (path, node.key_line, node.key_column)
        excerpt = parsed.lines[node.key_line - 1]
        yield Problem("until", "`until` is earlier than `since`", *place, excerpt=excerpt, level="warning")


def _issue(values: Mapping[str, Any], parsed: Parsed, path: str, site: Site, text: Text) -> Issue:
    slug = values.get("slug") or slug_of_file(path)
    loose = Section("", "", values.get("articles", ()))
    sections = (*([loose] if loose.articles else []), *values.get("sections", ()))
    return Issue(
        path=path,
        url=site.permalinks["issues"].replace("{slug}", slug),
        number=values["number"],
        title=values.get("title", ""),
        date=values.get("date"),
        since=values.get("since"),
        until=values.get("until"),
        summary=values.get("summary") or text.excerpt,
        image=values.get("image"),
        aliases=values.get("aliases", ()),
        lang=values.get("lang", site.language),
        draft=values.get("draft", False),
        sections=tuple(_with_excerpts(each, parsed) for each in sections),
        text=text,
    )


def _with_excerpts(section: Section, parsed: Parsed) -> Section:
    """The section with the line of the file beside each reference, for whoever must complain of it."""
    named = tuple(replace(each, excerpt=parsed.lines[each.line - 1]) for each in section.articles)
    return replace(section, articles=named)
