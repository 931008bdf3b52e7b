"""The rules of the W3C's feed validator for Atom 1.0, as far as a feed could break them: errors and warnings alike.

A finding begins with the validator's name of its rule, of which https://validator.w3.org/feed/docs/error/NAME.html or
https://validator.w3.org/feed/docs/warning/NAME.html tells more. What elements may hold is in RFC 4287, section 4.
The validator itself is no package that can be installed, and runs on Python 2.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from html.entities import name2codepoint

from lxml import etree

from tests.feed_html import html_faults

ATOM = "{http://www.w3.org/2005/Atom}"
XHTML_DIV = "{http://www.w3.org/1999/xhtml}div"
XML = "{http://www.w3.org/XML/1998/namespace}"

# How often an element may stand in another: "1" just once, "?" at most once, "*" as often as one likes.
_BOTH = {"author": "*", "category": "*", "contributor": "*", "id": "1", "link": "*", "rights": "?", "title": "1"}
CHILDREN = {
    "feed": {**_BOTH, "updated": "1", "entry": "*", "generator": "?", "icon": "?", "logo": "?", "subtitle": "?"},
    "entry": {**_BOTH, "updated": "1", "content": "?", "published": "?", "source": "?", "summary": "?"},
    "author": {"name": "1", "uri": "?", "email": "?"},
    "contributor": {"name": "1", "uri": "?", "email": "?"},
}
ATTRIBUTES = {
    "link": {"href", "rel", "type", "hreflang", "title", "length"},
    "category": {"term", "scheme", "label"},
    "generator": {"uri", "version"},
    "content": {"type", "src"},
    **{name: {"type"} for name in ("title", "subtitle", "summary", "rights")},
}
TEXTS = ("title", "subtitle", "summary", "rights", "content")
RELATIONS = {"alternate", "self", "via", "related", "enclosure", "hub", "next", "previous", "first", "last"}

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:[0-9a-zA-Z;/?:@&=+$._!~*'()%,#\[\]-]+", re.IGNORECASE)
_CANONICAL = re.compile(r"(?:https?://[a-z0-9.-]+(?::(?!80/|443/)\d+)?/(?:[^%]|%[0-9A-F]{2})*|urn:.+|tag:.+)")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
_MIME = re.compile(r"[\w.+-]+/[\w.+-]+")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_END_TAG = re.compile(r"</\w+>")
_ENTITY = re.compile(r"&(#?\w+)")
_BAD = re.compile("[\x80-\x9f\ufffd]")


def atom_faults(data: bytes, address: str, now: str) -> list[str]:
    """What the validator would say of a feed that it fetched from an address at a moment."""
    try:
        feed = etree.fromstring(data)
    except etree.XMLSyntaxError as error:
        return [f"SAXError: {error}"]
    if feed.tag != f"{ATOM}feed":
        return [f"UndefinedElement: {feed.tag}"]
    return [*_whole(feed, address), *(fault for each in _elements(feed) for fault in _of_element(each, now))]


def _elements(feed: etree._Element) -> Iterator[etree._Element]:
    """The elements of Atom's own."""
    yield from feed.iter(f"{ATOM}*")


def _whole(feed: etree._Element, address: str) -> Iterator[str]:
    """What only the whole feed shows."""
    if feed.prefix:
        yield f"AvoidNamespacePrefix: {feed.prefix}"
    order = [_name(each) for each in feed if isinstance(each.tag, str)]
    if "entry" in order and set(order[order.index("entry") :]) != {"entry"}:
        yield "MisplacedMetadata: it stands behind an entry"
    own = [link.get("href") for link in feed.iterfind(f"{ATOM}link[@rel='self']")]
    if not own:
        yield "MissingSelf"
    elif own != [address]:
        yield f"SelfDoesntMatchLocation: {own}, not {address}"
    for rule, name in (("DuplicateEntries", "id"), ("DuplicateUpdated", "updated")):
        values = Counter(each.text for each in feed.iterfind(f"{ATOM}entry/{ATOM}{name}"))
        yield from (f"{rule}: {value}" for value, times in values.items() if times > 1)


def _of_element(element: etree._Element, now: str) -> Iterator[str]:
    name = _name(element)
    for fault in (*_shape(element), *_worded(element), *_valued(element, now)):
        yield f"{fault} in {name}"


def _shape(element: etree._Element) -> Iterator[str]:
    """The children and attributes that RFC 4287 gives it."""
    name, expected = _name(element), CHILDREN.get(_name(element), {})
    found = Counter(each.tag.removeprefix(ATOM) for each in element if isinstance(each.tag, str))
    for child, times in found.items():
        if child not in expected and not (name in TEXTS and element.get("type") == "xhtml" and child == XHTML_DIV):
            yield f"UndefinedElement: {child}"
        if times > 1 and expected.get(child) in ("1", "?"):
            yield f"DuplicateElement: {child}"
    yield from (f"MissingElement: {child}" for child, times in expected.items() if times == "1" and not found[child])
    own = {attribute for attribute in map(str, element.attrib) if not attribute.startswith(XML)}
    yield from (f"UnexpectedAttribute: {attribute}" for attribute in sorted(own - ATTRIBUTES.get(name, set())))
    parent = element.getparent()
    if name == "entry" and parent is not None:
        if not found["author"] and parent.find(f"{ATOM}author") is None:
            yield "MissingElement: author"
        if not found["content"] and element.find(f"{ATOM}link[@rel='alternate']") is None:
            yield "MissingContentOrAlternate"
    if name in ("feed", "entry"):
        links = [(link.get("rel"), link.get("type"), link.get("hreflang")) for link in element.iterfind(f"{ATOM}link")]
        alone = [each for each in links if name == "feed" or each[0] == "alternate"]
        yield from (f"DuplicateAtomLink: {each}" for each, times in Counter(alone).items() if times > 1)


def _worded(element: etree._Element) -> Iterator[str]:
    """Texts: their kind, and that none is empty or of another kind than it says."""
    name, kind, text = _name(element), element.get("type", "text"), element.text or ""
    values = [text, *map(str, element.attrib.values())]
    yield from (f"BadCharacters: {value!r}" for value in values if _BAD.search(value))
    yield from (f"AttrNotBlank: {key}" for key, value in element.attrib.items() if not str(value).strip())
    if name in ("name", "generator", "id", *TEXTS) and not "".join(map(str, element.itertext())).strip():
        yield "NotBlank"
    if name == "name" and _like_html(text):
        yield f"ContainsHTML: {text}"
    if name not in TEXTS:
        return
    if kind == "text":
        if _like_html(text):
            yield f"ContainsUndeclaredHTML: {text}"
    elif kind == "html":
        yield from html_faults(text)
    elif kind != "xhtml":
        yield f"InvalidTextType: {kind}"
    elif [each.tag for each in element] != [XHTML_DIV] or text.strip():
        yield "MissingXhtmlDiv"


def _like_html(text: str) -> bool:
    entities = (each[1] for each in _ENTITY.finditer(text))
    return bool(_END_TAG.search(text)) or any(
        not each.isalpha() or each in {*name2codepoint, "apos"} for each in entities
    )


def _valued(element: etree._Element, now: str) -> Iterator[str]:
    """Addresses, moments, languages."""
    name, text = _name(element), element.text or ""
    if name in ("id", "updated", "published") and text != text.strip():
        yield f"UnexpectedWhitespace: {text!r}"
    if name in ("updated", "published"):
        yield from _momentary(text.strip(), now)
    if name == "id":
        if not _ADDRESS.fullmatch(text):
            yield f"InvalidFullLink: {text}"
        elif not _CANONICAL.fullmatch(text):
            yield f"NonCanonicalURI: {text}"
    if name == "link":
        yield from _linked(element)
    if name == "category" and element.get("term") is None:
        yield "MissingAttribute: term"
    if name == "generator" and not _ADDRESS.fullmatch(element.get("uri", "urn:none")):
        yield f"InvalidURIAttribute: {element.get('uri')}"
    language = element.get(f"{XML}lang")
    if language is not None and not _LANGUAGE.fullmatch(language):
        yield f"InvalidLanguage: {language}"


def _linked(link: etree._Element) -> Iterator[str]:
    href = link.get("href")
    if href is None:
        yield "MissingHref"
    elif not _ADDRESS.fullmatch(href):
        yield f"InvalidLink: {href}"
    if link.get("rel", "alternate") not in RELATIONS:
        yield f"UnregisteredAtomLinkRel: {link.get('rel')}"
    if not _MIME.fullmatch(link.get("type", "text/html")):
        yield f"InvalidMIMEType: {link.get('type')}"
    if link.text or len(link):
        yield "AtomLinkNotEmpty"


def _momentary(text: str, now: str) -> Iterator[str]:
    if not _MOMENT.fullmatch(text):
        yield f"InvalidRFC3339Date: {text}"
        return
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        yield f"InvalidRFC3339Date: {text}"
        return
    if text < "1990" or moment > datetime.fromisoformat(now):
        yield f"ImplausibleDate: {text}"


def _name(element: etree._Element) -> str:
    return str(element.tag).removeprefix(ATOM)
