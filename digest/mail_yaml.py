"""The setting `mail`: who writes to whom, and what the subject says."""

from __future__ import annotations

import re

from msgspec import Struct

from digest import kinds
from digest.schema import Field, Misfit
from digest.shapes import Shape, shape_of, shaped
from digest.yamltext import Node

SUBJECT = "{site}: {title}"  # of a mail

_NAME = r'[^<>"@\\\x00-\x1f]+'
_MAILBOX = re.compile(  # RFC 5322 without its comments, escapes and letters beyond ASCII in the address itself
    rf'(?P<name>(?:"{_NAME}"|{_NAME}) <)?[\w.!#$%&\'*+/=?^`{{|}}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?(name)>)',
    re.ASCII,
)


class Mail(Struct, frozen=True):
    """How issues go out by e-mail: who writes to whom, what the subject says, where a reader may unsubscribe."""

    sender: str
    to: str
    subject: str
    unsubscribe: str


@shaped(shape_of(kinds.text))
def _mailbox(node: Node) -> str:
    word = kinds.text(node)
    if not _MAILBOX.fullmatch(word):
        hint = "for example: Редакция <digest@example.org>"
        raise Misfit(f"must be an e-mail address, alone or behind a name, not '{word[:80]}'", node, hint)
    return word


@shaped(shape_of(kinds.text))
def _subject(node: Node) -> str:
    pattern = kinds.text(node)
    odd = re.sub(r"\{(?:site|number|title)\}", "", pattern)
    if re.search(r"[{}]", odd):
        raise Misfit("may hold only {site}, {number} and {title} in braces", node, 'for example: "{site}: {title}"')
    return pattern


@shaped(Shape("text", pattern="^([Hh][Tt][Tt][Pp][Ss]?:|mailto:)"))
def _unsubscribe(node: Node) -> str:
    word = kinds.text(node)
    if word.startswith("mailto:") and _MAILBOX.fullmatch(word.removeprefix("mailto:").partition("?")[0]):
        return word
    if not re.match("https?:", word, re.IGNORECASE):
        raise Misfit("must begin with https:// or mailto:", node, "for example: mailto:digest@example.org?subject=stop")
    return kinds.web_address(node)


_MAIL = kinds.mapping(
    Field("from", _mailbox, "who writes"),
    Field("to", _mailbox, "to whom, for example the address of a mailing list"),
    Field("subject", _subject, "may hold `{site}`, `{number}` and `{title}`"),
    Field("unsubscribe", _unsubscribe, "an address for `List-Unsubscribe`"),
)


@shaped(shape_of(_MAIL))
def mail(node: Node) -> Mail:
    """How the issues of a site go out by e-mail."""
    given = _MAIL(node)
    if "from" not in given:
        raise Misfit("needs `from`", node, "for example: `mail: {from: digest@example.org}`")
    rest = {name: given.get(name, "") for name in ("to", "unsubscribe")}
    return Mail(given["from"], subject=given.get("subject", SUBJECT), **rest)
