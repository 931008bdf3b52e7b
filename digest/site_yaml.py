"""site.yaml -> checked values: the fields a site's settings may have, their defaults, and the line of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct

from digest import checklist, kinds, schema
from digest.checks_yaml import LIKENESS, levels
from digest.disk import read_bytes
from digest.errors import USAGE, DigestError, Problem, Problems, UsageError, did_you_mean
from digest.mail_yaml import mail
from digest.moments import zone_named
from digest.publish_yaml import publish
from digest.schema import Field, Misfit
from digest.shapes import ANYTHING, Shape, shape_of, shaped
from digest.text import clean
from digest.yamltext import Node, load

FILE = "site.yaml"
TAXONOMIES = ("tags", "topics", "sources")  # those every site has
TAKEN = frozenset(  # by folders of content/ and by the other keys of front matter
    """articles pages issues title date updated summary source source_url archived author dateline cites known image
    slug aliases draft lang translation_of rights expires corrections seed suggested unsure extra""".split()
)
PERMALINKS = {"articles": "/{year}/{month}/{slug}/", "pages": "/{slug}/", "issues": "/issues/{slug}/"}


class MenuItem(Struct, frozen=True):
    """A line of the site's menu: `url` is from the site's root (`/about/`) or a web address."""

    title: str
    url: str


def checked_flag(name: str, value: str) -> object:
    """A setting given on the command line, held to the same rules as in the file. Raises `UsageError`."""
    kind = next(each.kind for each in FIELDS if each.name == name)
    try:
        return kind(Node(value, 0, 0))
    except Misfit as misfit:
        raise UsageError(f"--{name.replace('_', '-')} {misfit}", code=name, hint=misfit.hint) from None


def read(root: Path) -> tuple[dict[str, Any], dict[str, str]]:
    """The values of `root/site.yaml` and the place of each. Raises `Problems` with all that is wrong in it."""
    text = _text(root)
    try:
        node = load(text, FILE)
    except DigestError as error:
        raise Problems([error.problem], status=USAGE) from None
    lines = text.split("\n")
    checked = schema.check(node, FIELDS, FILE, lines)
    mapping = node.value if isinstance(node.value, dict) else {}
    problems = [*checked.problems, *_strange_permalinks(mapping, lines)]
    if problems:
        raise Problems(sorted(problems, key=lambda each: (each.line, each.column)), status=USAGE)
    return checked.values, {name: f"{FILE}:{mapping[name].key_line}" for name in checked.values}


def _strange_permalinks(mapping: Mapping[str, Node], lines: Sequence[str]) -> Iterator[Problem]:
    """A pattern for a taxonomy that does not exist is a slip of the pen."""
    nowhere = Node({}, 0, 0)
    patterns, extra = (mapping.get(name, nowhere).value or {} for name in ("permalinks", "taxonomies"))
    if not (isinstance(patterns, dict) and isinstance(extra, dict)):
        return  # what is wrong there comes first
    known = {*PERMALINKS, *TAXONOMIES, *extra}
    for name, node in patterns.items():
        if name not in known:
            message, hint = f"`permalinks` names `{name}`, which does not exist", did_you_mean(name, known)
            line, column = node.key_line, node.key_column
            yield Problem("permalinks", message, FILE, line, column, hint, lines[line - 1])


def _text(root: Path) -> str:
    if not (root / FILE).exists():
        message = f"there is no {FILE} in {root}"
        hint = "go to the folder of your site, or name it: --site DIR"
        raise UsageError(message, code="settings", hint=hint)
    try:
        return clean(read_bytes(root, FILE, limit=1 << 20).decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        message, hint = f"this is not UTF-8: byte {error.start}", "save the file as UTF-8"
        raise UsageError(message, code="encoding", path=FILE, hint=hint) from None
    except DigestError as error:
        raise UsageError(error.problem.message, code="settings", path=FILE) from None


@shaped(shape_of(kinds.web_address))
def _base_url(node: Node) -> str:
    address = kinds.web_address(node)
    parts = urlsplit(address)
    if parts.query or parts.fragment:
        raise Misfit("must not hold `?` or `#`", node)
    if re.search(r"//|/\.\.?(/|$)|%2e|%2f|['^`{|}]", parts.path.lower()):
        raise Misfit("must have a plain path", node)
    return address.rstrip("/") + "/"


@shaped(shape_of(kinds.text))
def _timezone(node: Node) -> str:
    name = kinds.text(node)
    try:
        zone_named(name)
    except ValueError as error:
        raise Misfit(f"has an unknown value: {error}", node) from None
    return name


@shaped(Shape("text", pattern="^[a-z0-9][a-z0-9_-]*$"))
def _theme(node: Node) -> str:
    name = kinds.text(node)
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]*", name):
        raise Misfit("must be the name of a folder in themes/", node)
    return name


def _permalink(*needed: str, allowed: tuple[str, ...] = ()) -> schema.Kind:
    def kind(node: Node) -> str:
        pattern = kinds.text(node)
        words = re.findall(r"\{([^}]*)\}", pattern)
        bare = re.sub(r"\{[a-z]+\}", "x", pattern)
        ends = pattern.endswith("/{slug}/") or pattern == "/{slug}/"
        if (
            not ends
            or set(words) - {*needed, *allowed}
            or not re.fullmatch(r"(/[A-Za-z0-9_.-]+)+/", bare)
            or "/." in bare
        ):
            places = ", ".join(f"{{{word}}}" for word in (*allowed, *needed))
            raise Misfit(
                f"must be a path that ends in /{{slug}}/ and uses only {places}", node, "for example: /{slug}/"
            )
        return pattern

    return kind


@shaped(Shape("map", items=Shape("text", pattern=r"^/(.*/)?\{slug\}/$")))
def _permalinks(node: Node) -> dict[str, str]:
    dated = _permalink("slug", allowed=("year", "month", "day"))
    plain = _permalink("slug")
    if not isinstance(node.value, dict):
        raise Misfit("must hold lines like `articles: /{year}/{month}/{slug}/`", node)
    return schema.every(node.value.items(), lambda name, child: str((dated if name == "articles" else plain)(child)))


@shaped(shape_of(kinds.texts_by_name))
def _taxonomies(node: Node) -> dict[str, str]:
    if not isinstance(node.value, dict):
        raise Misfit("must hold lines like `name: text`", node)
    return schema.every(node.value.items(), _taxonomy)


def _taxonomy(name: str, node: Node) -> str:
    """The title of a taxonomy, which may be left out."""
    if not re.fullmatch(r"[a-z][a-z0-9_]{1,30}", name):
        raise Misfit(f"holds `{name}`; a name may hold only a-z, 0-9 and _", kinds.key(node))
    if name in TAKEN:
        raise Misfit(f"holds `{name}`, which means something else in articles", kinds.key(node), "choose another name")
    return kinds.title(name, node)


@shaped(Shape("text", pattern=r"^(/|[Hh][Tt][Tt][Pp][Ss]?://)[^\s]*$"))
def _address(node: Node) -> str:
    word = kinds.text(node)
    if word.startswith("/"):
        return word if word == "/" else kinds.site_path(node)
    if not re.match("https?:", word, re.IGNORECASE):
        message = "must be an address within the site, like /about/, or one that begins with http:// or https://"
        raise Misfit(message, node)
    return kinds.web_address(node)


_MENU_ITEM = kinds.mapping(
    Field("title", kinds.text, "the words of the link"), Field("url", _address, "`/about/` or a web address")
)


@shaped(shape_of(_MENU_ITEM))
def _menu_item(node: Node) -> MenuItem:
    item = _MENU_ITEM(node)
    if item.keys() != {"title", "url"}:
        raise Misfit("must be a list of items, each with `title` and `url`", node)
    return MenuItem(**item)


@shaped(Shape("map", items=ANYTHING))
def _extra(node: Node) -> dict[str, object]:
    value = kinds.anything(node)
    if not isinstance(value, dict):
        raise Misfit("must hold lines like `key: value`", node)
    return value


FIELDS = (
    Field("title", kinds.text, "The name of the digest."),
    Field("base_url", _base_url, "The address at which the site will stand. The only setting without a default."),
    Field("description", kinds.text, "One sentence about the digest, for feeds and search engines."),
    Field("author", kinds.text, "Who edits the digest."),
    Field(
        "logo",
        _address,
        "A square picture that stands for the digest, for search engines: `/logo.png`; else the largest icon.",
    ),
    Field("language", kinds.language, "The language of the site's labels and dates: `ru` or `en`."),
    Field("timezone", _timezone, "The zone in which dates without an offset are meant and all dates are shown."),
    Field("theme", _theme, "The folder of the theme: in the site's own `themes/`, else among those that come along."),
    Field("permalinks", _permalinks, "The patterns of addresses: `articles`, `pages`, `issues`, each taxonomy."),
    Field("taxonomies", _taxonomies, "Further ways to group articles: front matter key and title, `people: Люди`."),
    Field("menu", kinds.listed(_menu_item), "The links at the top of every page: a list of `title` and `url`."),
    Field("paginate", kinds.number(1, 1000), "How many articles a page of a list holds at least."),
    Field("feed_items", kinds.number(1, 1000), "How many articles a feed holds at most."),
    Field(
        "cards", kinds.number(0, 1_000_000), "How many of the newest articles get a share card; `0`: no cards at all."
    ),
    Field("issues", kinds.mapping(Field("topics", kinds.names, "")), "`topics:` their order in a new issue."),
    Field("mail", mail, "Issues by e-mail: `from`, `to`, `subject`, `unsubscribe`. Without it no mail is made."),
    Field("markdown", kinds.mapping(Field("html", kinds.flag, "")), "`html: true` lets raw HTML in articles through."),
    Field("typography", kinds.flag, "`false` leaves quotes, dashes and spaces as they were typed."),
    Field(
        "checks", levels, "How much each [check](checks.md) matters: `off`, `note`, `warning` or `error`, by its code."
    ),
    Field(
        "likeness", LIKENESS, "How much of an article may stand word for word in its seed: `share`, `run`, `sources`."
    ),
    Field("silence", kinds.number(1, 36_500), "After how many days without an article `check` calls a topic silent."),
    Field(
        "publish",
        publish,
        "Where the site goes, and who is told of it: `branch`, `remote`, `cname`, `hub` and others.",
    ),
    Field("extra", _extra, "Anything of your own, for your own templates: `site.extra.…`."),
)

DEFAULTS: dict[str, object] = {
    "title": "Digest",
    "description": "",
    "author": "",
    "logo": "",
    "language": "en",
    "timezone": "UTC",
    "theme": "gazette",
    "permalinks": {},
    "taxonomies": {},
    "menu": (),
    "paginate": 20,
    "feed_items": 20,
    "cards": 100,
    "issues": {},
    "mail": None,
    "markdown": {},
    "typography": True,
    "checks": {},
    "likeness": {},
    "silence": checklist.SILENCE,
    "publish": None,
    "extra": {},
}
