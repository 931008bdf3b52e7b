"""The HTML of a page -> its tree, whatever the HTML: in time that grows with its length, and with all of its words.

libxml2 reads tags as browsers do, but not everything may be given to it: it stops at 2,048 elements inside each other,
drops what follows `</html>`, and needs the square of their number for the attributes of one tag.
"""

from __future__ import annotations

import re

from lxml import etree

from digest.errors import DigestError
from digest.seeds.htmlmend import mended

TAGS = 100_000  # of one page: the longest of a thousand real ones has a twentieth of that
ATTRIBUTES = 2_000  # of different names in one tag: their time grows with the square of their number

_END_OF_PAGE = re.compile(r"</(?:body|html)\b", re.IGNORECASE)
# Possessive: an unclosed quote costs one look to the end of the page and no backtracking.
_OPENING = re.compile(r"""<[a-zA-Z][^<>"']*+(?:"[^"]*+"[^<>"']*+|'[^']*+'[^<>"']*+)*+""")
_VALUE = re.compile(r"""=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'>]++)""")
# What is left of a page whose elements nest beyond reason: none of these can stand inside itself for long.
_NESTING = re.compile(
    r"</?(?!(?:p|li|br|img|meta|link|base|time|title|script|style|textarea|html|head)\b)[a-zA-Z][^<>]*+>", re.IGNORECASE
)


def tree(source: str, path: str) -> etree._Element | None:
    """The root of a page's tree; nothing for a page without words or tags.

    `DigestError` (code `size`) for a page with more than `TAGS` tags, or a tag with more than `ATTRIBUTES` attributes.
    """
    _refuse_endless(source, path)
    source = _END_OF_PAGE.sub("</end-of-page", source)
    root, problems = _parsed(source)
    if "and div" in problems:
        root, problems = _parsed(mended(source))
    return root if "Excessive depth" not in problems else _parsed(_NESTING.sub("<br>", source))[0]


def _parsed(source: str) -> tuple[etree._Element | None, str]:
    """The tree of a page, and the problems in libxml2's words. What the page says of its encoding does not count."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(source.replace("\x00", "").encode("utf-8", "replace"), parser)
    return root, "\n".join(problem.message for problem in parser.error_log)


def _refuse_endless(source: str, path: str) -> None:
    if source.count("<") > TAGS:
        message = f"this page has {source.count('<'):,} tags; at most {TAGS:,} are read"
        raise DigestError(message, code="size", path=path, hint="save only the article")
    if len(source) < 2 * ATTRIBUTES:
        return
    for match in _OPENING.finditer(source):
        if match.end() - match.start() > 2 * ATTRIBUTES:
            count = len(set(re.findall(r"[^\s/]+", _VALUE.sub(" ", match.group())))) - 1
            if count > ATTRIBUTES:
                message = f"a tag of this page has {count:,} different attributes; at most {ATTRIBUTES:,} are read"
                raise DigestError(message, code="size", path=path, hint="save only the article")
