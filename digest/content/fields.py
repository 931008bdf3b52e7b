"""The keys of front matter: of an article, and of a free page or a term's text. The manual lists what stands here."""

from __future__ import annotations

from datetime import tzinfo
from functools import lru_cache

from digest import kinds, schema
from digest.model import Correction, Image, Link
from digest.schema import Field, Misfit
from digest.settings import Site
from digest.shapes import Part, Shape, shape_of, shaped
from digest.yamltext import Node


def article_fields(site: Site) -> tuple[Field, ...]:
    """The keys an article's front matter may hold."""
    return _article_fields(site.zone, tuple(name for name in site.taxonomies if name != "sources"))


@lru_cache(maxsize=8)
def _article_fields(zone: tzinfo, taxonomies: tuple[str, ...]) -> tuple[Field, ...]:
    date = kinds.date(zone)
    return (
        Field("title", kinds.text, "The headline."),
        Field("date", date, "When it was published: `2016-12-01` or `2016-12-01 10:00`. A later one waits."),
        Field("updated", date, "When the text was last changed in substance."),
        Field("summary", kinds.text, "One or two sentences for lists and feeds; without it, the text's beginning."),
        Field("source", kinds.text, "The outlet that published first."),
        Field("source_url", kinds.web_address, "The address of the original article."),
        Field("archived", kinds.web_address, "The address of a copy of the original in an archive."),
        Field("author", kinds.text, "Who wrote it."),
        Field("dateline", kinds.text, "The place the report comes from."),
        Field("cites", kinds.names, "Other outlets that the report quotes."),
        Field("known", kinds.listed(kinds.text), "What is known, in a few facts that stand before the text."),
        *(Field(name, kinds.names, _says(name)) for name in taxonomies),
        Field("image", image, "A picture: a path, or `src`, `alt`, `caption`, `credit`."),
        Field("slug", kinds.slug, "The last part of the address; without it, the file's name."),
        Field("aliases", kinds.listed(kinds.site_path), "Old addresses that lead here."),
        Field("draft", kinds.flag, "`true` keeps the article out of the published site."),
        Field("lang", kinds.language, "The language of the text, where it is not the site's."),
        Field("translation_of", file, "The file name of the article that this one is a translation of."),
        Field("rights", _rights, "A rights notice; or `notice`, and why the text may stand here in `full`."),
        Field("expires", date, "From then on only the headline, the source and the link to the original are shown."),
        Field("corrections", kinds.listed(_correction(date)), "What was put right: a list of `date` and `text`."),
        Field("seed", kinds.anything, "The seed it was made from; written by the converter."),
        Field("suggested", kinds.anything, "Tags and topics the converter proposes; never shown."),
        Field("unsure", kinds.texts_by_name, "Fields that are guesses, and why. Remove a line to confirm it."),
        Field("extra", kinds.anything, "Anything of your own."),
    )


def leaf_fields() -> tuple[Field, ...]:
    """The keys of a free page, or of the text of a term."""
    return (
        Field("title", kinds.text, "The page's title, or the term's name."),
        Field("summary", kinds.text, "One sentence for search engines and lists."),
        Field("slug", kinds.slug, "The last part of the address; without it, the file's name."),
        Field("aliases", kinds.listed(kinds.site_path), "Old addresses that lead here."),
        Field("draft", kinds.flag, "`true` keeps it out of the published site."),
        Field("lang", kinds.language, "The language of the text, where it is not the site's."),
        Field("extra", kinds.anything, "Anything of your own."),
    )


def topic_fields() -> tuple[Field, ...]:
    """The keys that the text of a topic may have besides."""
    return (
        Field("match", kinds.names, "Names by which `suggest` knows articles that may belong to it."),
        Field("pinned", kinds.listed(file), "File names of the articles that stand first on its page."),
    )


@shaped(shape_of(kinds.text))
def file(node: Node) -> Link:
    """The name of a file, and its place."""
    return Link(kinds.text(node), node.line, node.column, "")


def _says(taxonomy: str) -> str:
    known = {"tags": "What it is about, in a few names.", "topics": "The lasting stories it belongs to."}
    return known.get(taxonomy, f"Its terms in the taxonomy `{taxonomy}`.")


_SOURCE = Shape("text", pattern="^(/|https?://)[^\\s]+$")
_WORDS = ("alt", "caption", "credit")
_PICTURE = (Part("src", _SOURCE), *(Part(each, shape_of(kinds.text)) for each in _WORDS))


@shaped(Shape("either", parts=(Part("", Shape("mapping", parts=_PICTURE)), Part("", _SOURCE))))
def image(node: Node) -> Image:
    """A picture: its path or address alone, or with the words that belong to it."""
    if isinstance(node.value, str):
        return Image(src=_image_source(node))
    values = kinds.mapping(Field("src", _image_source, ""), *(Field(each, kinds.text, "") for each in _WORDS))(node)
    return Image(**values)


@shaped(_SOURCE)
def _image_source(node: Node) -> str:
    word = kinds.text(node)
    if word.startswith("/"):
        return str(kinds.site_path(node))
    if word.startswith(("http://", "https://")):
        return str(kinds.web_address(node))
    raise Misfit("must begin with / (a file in static/) or with https://", node, "for example: /images/soyuz.jpg")


_NOTICE = Shape("mapping", parts=(Part("notice", shape_of(kinds.text)), Part("full", shape_of(kinds.text))))


@shaped(Shape("either", parts=(Part("", shape_of(kinds.text)), Part("", _NOTICE))))
def _rights(node: Node) -> str:
    """The notice that readers see. Why a text may stand here in full is for `check` alone."""
    if not isinstance(node.value, dict):
        return kinds.text(node)
    fields = (Field("notice", kinds.text, ""), Field("full", _reason, ""))
    return str(kinds.mapping(*fields)(node).get("notice", ""))


@shaped(shape_of(kinds.text))
def _reason(node: Node) -> str:
    word = kinds.text(node)
    if word.lower() in ("true", "yes", "false", "no"):
        raise Misfit(
            "must say why the text may stand here in full", node, "for example: `full: by agreement with ТАСС`"
        )
    return word


def _correction(date: schema.Kind) -> schema.Kind:
    fields = (Field("date", date, ""), Field("text", kinds.text, ""), Field("typo", kinds.flag, ""))

    @shaped(shape_of(kinds.mapping(*fields)))
    def kind(node: Node) -> Correction:
        values = kinds.mapping(*fields)(node)
        if "date" not in values or ("text" not in values and not values.get("typo")):
            raise Misfit("needs both `date` and `text`", node)
        return Correction(**{"text": "", **values})

    return kind
