"""The words a template may use beside the fields of its view: `url()`, `label()`, `|html`, `|date` and the like."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from digest.content import links
from digest.errors import DigestError, did_you_mean
from digest.model import Sized
from digest.moments import iso
from digest.settings import Site
from digest.site.bounds import Bounds
from digest.site.inline import Inliner, hashed
from digest.site.language import Language, Style, direction, language
from digest.site.layers import Layers
from digest.site.structured import Structured
from digest.site.term_pages import index_url
from digest.site_yaml import TAXONOMIES

KNOWN = 1 << 14  # of each kind, values whose words are kept: an article stands in a dozen lists

_WHOLE = re.compile(r"(?:https?://|mailto:|tel:|data:,$|#)", re.IGNORECASE)
_SHEETS = (
    ("blocks.css", re.compile(r"<(?:h\d|blockquote|ul|ol|hr)\b")),
    ("images.css", re.compile(r"<(?:img|figcaption)\b")),
    ("rich.css", re.compile(r"<(?:table|pre|code|sup|sub|dl)\b")),
)
_PICTURE = re.compile(r"<picture\b.*?</picture>|<img\b[^>]*>", re.DOTALL)
_WORDS = re.compile(r'\balt="([^"]*)"')
_BACK = re.compile(r'(<a class="footnote-backref" [^>]*?title=")[^"]*?(\d+)[^"]*(")')


class Vocabulary:
    """What templates are told about one site.

    What turns a value into words is a filter (`updated|date`), so that a field of a view may have its name; what is
    asked for by name is a function (`label("home")`).
    """

    def __init__(self, site: Site, language: Language, layers: Layers) -> None:
        self._site, self._language, self._zone = site, language, site.zone
        self._base = site.base_path.rstrip("/")
        self._assets = {url.split("/", 3)[3]: url for url in layers.assets}
        self._inliner = Inliner(layers.templates, layers.text)
        self.bounds = Bounds()
        self._keeping = _kept(self.url, self.permalink, self.iso)

    def functions(self, *, keeping: bool = True) -> dict[str, object]:
        """What is called, and the one plain value. Words that are `keeping` what they said can be told no lists."""
        url, permalink, iso = self._keeping if keeping else (self.url, self.permalink, self.iso)
        told = Structured(self._site, permalink, iso)
        words: tuple[Callable[..., object], ...] = (url, permalink, self.asset, self.label, self.range)
        words += (self._inliner.inline, told.structured, told.web_site, told.collection, told.news_article)
        words += (told.publication_issue,)
        return {**{word.__name__: word for word in words}, "language": self._language.code}

    def filters(self, *, keeping: bool = True) -> dict[str, Callable[..., object]]:
        """What stands behind a `|`."""
        usual = (self.counted, self.taxonomy, self.index, self.date, self.month, self.marked, self.typeset)
        words: tuple[Callable[..., object], ...] = (self.html, self.number, self.country, self.tongue, self.direction)
        words += (self.read_in, self.srcset, self.without_pictures, hashed, sheets)
        words += (self._keeping[-1], *_kept(*usual)) if keeping else (self.iso, *usual)
        return {word.__name__: word for word in words}

    # Addresses

    def url(self, path: str) -> str:
        """An address as it must stand in a link: one from the site's root gets the base path, a whole one stays.

        An address of any other kind (`javascript:`, a relative one) leads nowhere: `#`.
        """
        if path.startswith("/") and not path.startswith("//"):
            return self._base + links.encoded(path)
        return path if _WHOLE.match(path) else "#"

    def permalink(self, path: str) -> str:
        """An address with the host, for those who read it elsewhere."""
        address = self.url(path)
        return self._site.host + address if address.startswith("/") else address

    def asset(self, name: str) -> str:
        """The address of a file in the theme's `static/`."""
        if name not in self._assets:
            message = f"the theme has no file `static/{name}`"
            raise DigestError(message, code="asset", hint=did_you_mean(name, self._assets) if self._assets else "")
        return self.url(self._assets[name])

    def srcset(self, files: Iterable[Sized]) -> str:
        """The files of a picture with their widths, as the attribute `srcset` has them."""
        return ", ".join(f"{self.url(each.url)} {each.width}w" for each in files)

    # Texts

    def html(self, text: str) -> Markup:
        """HTML that was made by this program, or is vouched for by the site's owner: the only way past the escaping.

        Keys reach a table, since a wide one is moved behind its frame.
        """
        text = text.replace("<table>", '<table tabindex="0">')
        if "footnote-backref" in text:
            text = _BACK.sub(self._back_link, text)
        return Markup(links.rewritten(text, self._target))

    def without_pictures(self, html: str) -> Markup:
        """Made HTML with the words for its pictures in their places."""
        return Markup(_PICTURE.sub(_words_for, html))

    def _target(self, target: str) -> str:
        return self._base + links.encoded(target) if target.startswith("/") else target

    def _back_link(self, match: re.Match[str]) -> str:
        """Python-Markdown says in English where the arrow behind a footnote leads."""
        words = str(Markup.escape(self._language.label("footnote_back", number=match.group(2))))
        return f'{match.group(1)}{words}" aria-label="{words}{match.group(3)}'

    def label(self, key: str, **values: object) -> str:
        """Words of the interface in the site's language."""
        return self._language.label(key, **values)

    def counted(self, number: int, key: str) -> str:
        """A number with its noun in the right plural form."""
        return self._language.count(key, number)

    def number(self, number: int) -> str:
        """A number with its digits grouped."""
        return self._language.number(number)

    def taxonomy(self, name: str) -> str:
        """The title of a taxonomy: that in the settings, else the language's, else its own name."""
        title = self._site.taxonomies.get(name, "")
        return title or (self.label(name) if name in TAXONOMIES else name.capitalize())

    def index(self, name: str) -> str:
        """The address of the list of a taxonomy's terms."""
        return index_url(self._site, name)

    def country(self, code: str) -> str:
        """The name of a country."""
        return self._language.country(code)

    def tongue(self, code: str) -> str:
        """The name of a language."""
        return self._language.tongue(code)

    def marked(self, code: str) -> Markup:
        """The attributes of an element in some language: nothing for the language of the page."""
        return Markup("") if code == self._language.code else Markup(' lang="{}" dir="auto"').format(code)

    def direction(self, code: str) -> str:
        """How a language is written: `ltr`, or `rtl`."""
        return direction(code)

    def read_in(self, code: str) -> str:
        """The words that lead to a text in some language, in that language; its own name where it has no labels."""
        words = language(code)
        return words.label("read_in") if words.words in (code, code.partition("-")[0]) else words.own_name

    def typeset(self, name: str) -> str:
        """A name as texts are set, if they are: things are found by a name, so its file keeps it as it was typed."""
        from digest.typography import typeset  # what shows no name does without it

        return typeset(name, self._site.language) if self._site.typography else name

    # Dates

    def date(self, moment: datetime, style: Style = "long") -> str:
        """A moment in words, in the site's time zone."""
        return self._language.date(moment.astimezone(self._zone), style)

    def iso(self, moment: datetime) -> str:
        """A moment for machines: `2016-12-01`, or `2016-12-01T14:54:00+03:00` where it has a time."""
        return iso(moment, self._zone)

    def month(self, number: int, year: int = 0) -> str:
        """The name of a month, with its year where one is given."""
        return self._language.date(datetime(year or 2000, number, 1), "month" if year else "monthname")

    def range(self, *limits: Any) -> Any:
        """Python's `range`, but of at most `RANGE` steps."""
        return self.bounds.range(*limits)


def _kept(*words: Callable[..., str]) -> list[Callable[..., str]]:
    """The same words, which keep what they said: of what is escaped already, apart from what is equal but is not."""
    return [lru_cache(KNOWN, typed=True)(word) for word in words]


def _words_for(picture: re.Match[str]) -> str:
    """What stands in the place of a picture; nothing for one that only adorns."""
    words = _WORDS.search(picture.group())
    return f"[{words.group(1)}]" if words and words.group(1) else ""


def sheets(html: str) -> list[str]:
    """The style sheets for what only some texts have: headings, quotes, lists; pictures; tables, code, footnotes."""
    return [name for name, elements in _SHEETS if elements.search(html)]
