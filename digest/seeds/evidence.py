"""Elements of a page -> Evidence: what its head says about it, and what is marked up as an author or a day."""

from __future__ import annotations

from msgspec import Struct, field

from digest.seeds.jsonld import text as plain

MARK = 160  # letters of a marked element; longer ones hold more than one fact
META = 2_000  # letters of the value of a `<meta>`
SCRIPTS = 500_000  # letters of JSON-LD that are kept

_OUTSIDE = frozenset(("comments", "related", "nav", "footer", "aside", "advert", "subscribe", "popup"))


class Mark(Struct, frozen=True):
    """An element that tells what it is: its words, what it states beside them, and where it stands."""

    name: str
    role: str
    """Its `itemprop`, `property`, `rel` and classes, in small letters."""
    text: str
    """Its words; those of the elements in it on lines of their own."""
    value: str
    below: bool
    """Whether a headline stands further up on the page."""
    outside: bool
    """Whether it stands in a part for comments, other articles or menus, and the headline does not."""


class Evidence(Struct):
    """What the head and the marks of a page have said, gathered as the page is read."""

    meta: dict[str, list[str]] = field(default_factory=dict)
    canonical: str = ""
    base: str = ""
    language: str = ""
    titles: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    headline: frozenset[str] | None = None
    """The hints of the elements around the first headline, once there is one."""
    json_next: bool = False
    _letters: int = 0
    """Of the scripts that are kept."""

    def see(self, name: str, attributes: dict[str, str]) -> None:
        """Take note of an opening tag in the head."""
        if name == "html":
            self.language = self.language or attributes.get("lang", "") or attributes.get("xml:lang", "")
        elif name == "meta":
            key = attributes.get("property") or attributes.get("name") or attributes.get("itemprop", "")
            self.meta.setdefault(key.strip().lower(), []).append(plain(attributes.get("content", "")[:META]))
        elif name == "link" and "canonical" in attributes.get("rel", "").lower():
            self.canonical = self.canonical or attributes.get("href", "")
        elif name == "base":
            self.base = self.base or attributes.get("href", "")
        elif name == "script":
            self.json_next = "ld+json" in attributes.get("type", "")

    def raw(self, name: str, text: str) -> None:
        """Take note of what stands inside `<title>` or `<script>`."""
        if name == "title":
            self.titles.append(plain(text[:META]))
        elif self.json_next and self._letters < SCRIPTS:
            self.scripts.append(text[:SCRIPTS])
            self._letters += len(self.scripts[-1])

    def mark(self, name: str, attributes: dict[str, str], text: str, around: frozenset[str]) -> None:
        """Take note of an element that is marked as something; `around` are the hints of those it stands in."""
        if name == "h1":
            self.headline = around if self.headline is None else self.headline
            self.heads.append(plain(text))
            return
        role = " ".join(attributes.get(key, "") for key in ("itemprop", "property", "rel", "class")).lower()
        value = attributes.get("content") or attributes.get("datetime") or ""
        outside = bool((around & _OUTSIDE) - (self.headline or frozenset())) or "comment" in role
        lines = [line for part in text.split("\n") if (line := " ".join(part.split()))]
        if len(text := "\n".join(lines)) <= MARK and (text or value):
            self.marks.append(Mark(name, role, text, value.strip()[:MARK], self.headline is not None, outside))
