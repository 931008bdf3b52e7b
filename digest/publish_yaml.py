"""The setting `publish`: where the site stands, and who is told of it. Whatever is not named is not done."""

from __future__ import annotations

import re

from msgspec import Struct

from digest import branch_yaml, kinds, schema
from digest.errors import did_you_mean
from digest.schema import Field, Misfit
from digest.shapes import Shape, shape_of, shaped
from digest.yamltext import Node

ARCHIVE = "https://archive.org/wayback/available"  # archive.org/help/wayback_api.php
DAYS = 30
HOSTS = ("netlify", "cloudflare")
PROGRAMS = {  # of the page /admin/, each with the address that its makers give out its script at
    "sveltia": "https://unpkg.com/@sveltia/cms/dist/sveltia-cms.js",
    "decap": "https://unpkg.com/decap-cms@^3.0.0/dist/decap-cms.js",
}


class Admin(Struct, frozen=True):
    """The page `/admin/`: which program edits which branch of which repository of GitHub.

    `script` is an address within the site, or of the web. `sign_in` is the server that signs editors in.
    """

    program: str
    repository: str
    branch: str
    script: str
    sign_in: str


class Links(Struct, frozen=True):
    """How outgoing links are looked at: each anew after so many `days`; `archive` is asked for copies of dead ones.

    `allow` names hosts that may be of a private network.
    """

    days: int
    archive: str
    allow: tuple[str, ...] = ()


class Publish(Struct, frozen=True):
    """What belongs to publishing. The site goes to a `branch` of a `remote`, and out under `cname`, if it has one.

    `headers` is the host whose files are written, `hub` that of WebSub.
    """

    branch: str = branch_yaml.BRANCH
    remote: str = branch_yaml.REMOTE
    cname: str = ""
    headers: str = ""
    hub: str = ""
    indexnow: str = ""
    links: Links | None = None
    admin: Admin | None = None


def _one_of(*known: str) -> schema.Kind:
    @shaped(Shape("text", choices=known))
    def kind(node: Node) -> str:
        word = kinds.text(node)
        if word not in known:
            raise Misfit(f"must be one of {', '.join(known)}", node, did_you_mean(word, known))
        return word

    return kind


@shaped(Shape("text", pattern="^[A-Za-z0-9-]{8,128}$"))
def _key(node: Node) -> str:
    word = kinds.text(node)
    if not re.fullmatch(r"[A-Za-z0-9-]{8,128}", word):  # indexnow.org/documentation
        raise Misfit("must be a key of 8 to 128 letters a-z, digits and hyphens", node)
    return word


@shaped(Shape("text", pattern="^[A-Za-z0-9-]+/[A-Za-z0-9._-]+$"))
def _repository(node: Node) -> str:
    word = kinds.text(node)
    if not re.fullmatch(r"[A-Za-z0-9-]+/[A-Za-z0-9._-]+", word):
        raise Misfit("must be a repository of GitHub", node, "for example: `repository: orbita/digest`")
    return word


@shaped(Shape("text", pattern="^[A-Za-z0-9][A-Za-z0-9._/-]*$"))
def _branch(node: Node) -> str:
    word = kinds.text(node)
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._/-]*", word) or ".." in word:
        raise Misfit("must be the name of a branch", node, "for example: `branch: main`")
    return word


@shaped(Shape("text", pattern="^(/|https?://)"))
def _script(node: Node) -> str:
    word = kinds.text(node)
    return str(kinds.site_path(node) if word.startswith("/") else kinds.web_address(node))


_ADMIN = kinds.mapping(
    Field("program", _one_of(*PROGRAMS), "`sveltia` or `decap`"),
    Field("repository", _repository, "the repository of GitHub that is edited: `orbita/digest`"),
    Field("branch", _branch, "its branch, `main` if none is named"),
    Field("script", _script, "where the program's script stands, if not with its makers: `/admin/cms.js`"),
    Field("sign_in", kinds.web_address, "the server that signs editors in with GitHub"),
)


@shaped(shape_of(_ADMIN))
def _admin(node: Node) -> Admin:
    given = _ADMIN(node)
    if not {"program", "repository"} <= given.keys():
        hint = "for example: `admin: {program: sveltia, repository: orbita/digest}`"
        raise Misfit("needs `program` and `repository`", node, hint)
    script = given.get("script", PROGRAMS[given["program"]])
    return Admin(given["program"], given["repository"], given.get("branch", "main"), script, given.get("sign_in", ""))


_LINKS = kinds.mapping(
    Field("days", kinds.number(1, 3650), "after how many days a link is looked at again; 30 if none are named"),
    Field("archive", kinds.web_address, "who is asked for copies of dead pages, in the manner of archive.org"),
    Field("allow", kinds.names, "hosts that may be of a private network"),
)


@shaped(shape_of(_LINKS))
def _links(node: Node) -> Links:
    given = _LINKS(node)
    allow = tuple(host.lower() for host in given.get("allow", ()))
    return Links(given.get("days", DAYS), given.get("archive", ARCHIVE), allow)


FIELDS = (
    *branch_yaml.FIELDS,
    Field("headers", _one_of(*HOSTS), "Write `_headers` and `_redirects` as `netlify` or `cloudflare` reads them."),
    Field("hub", kinds.web_address, "The WebSub hub that feeds name, and that is told when they have changed."),
    Field("indexnow", _key, "The key by which search engines are told of new pages; it stands at the site's root."),
    Field("links", _links, "Look at outgoing links by the command `links`: `days`, `archive`, `allow`."),
    Field("admin", _admin, "The page `/admin/`: `program`, `repository`, `branch`, `script`, `sign_in`."),
)
_PUBLISH = kinds.mapping(*FIELDS)


@shaped(shape_of(_PUBLISH))
def publish(node: Node) -> Publish:
    """What a site says of its publishing."""
    return Publish(**_PUBLISH(node))
