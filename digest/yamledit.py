"""Names into and out of the lists of a YAML text: whatever an editor typed beside them stays, to the byte.

Only the letters of the names change, and the brackets or lines that hold them. What was done is read again: if the text
then says anything but what was meant, it stays as it was, and the editor is asked to do it by hand.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NoReturn

from digest.errors import DigestError
from digest.kinds import anything
from digest.yamlplace import Key, Placed, spelt
from digest.yamlsplice import Splice, new_text, other_text, planned, removal, splices
from digest.yamltext import Node


class Yaml:
    """A YAML text that is edited. `path` and `first_line` tell where it stands, for what is said of it."""

    def __init__(self, text: str, path: str, *, first_line: int = 1) -> None:
        self.at = Placed(text, path, first_line=first_line)

    @property
    def text(self) -> str:
        """The text as it is now."""
        return self.at.text

    def names(self, key: Key) -> tuple[str, ...]:
        """The names in a list, as they are typed."""
        return tuple(item.name for item in self.at.items(key))

    def change(
        self,
        key: Key,
        *,
        renamed: Mapping[str, str] | None = None,
        gone: Collection[str] = (),
        more: Sequence[str] = (),
        order: Sequence[str] = (),
    ) -> None:
        """Rename names of a list, take some out, put others behind them; a name that would stand twice goes.

        A list that loses all its names goes with its key. A new key is put behind those that stand before it in
        `order`.
        """
        change = planned(self.at.items(key), renamed or {}, gone, more)
        if change.wanted == self.names(key):
            return
        if not change.wanted:
            self.remove(key)
            return
        self._apply(splices(self.at, key, change, order), key, change.wanted)

    def rename(self, key: Key, name: str) -> None:
        """Give a key another name."""
        node = self._present(key)
        start, end = self.at.key_span(node, key[-1])
        splice = Splice(start, end, spelt(name, self.text[start:end]))
        self._apply([splice], key, None, (*key[:-1], name))

    def say(self, key: Key, words: str, *, bare: bool = False) -> None:
        """Put other words in the place of a text. A date, a number or `true` is `bare`: it gets no quotes."""
        node = self._present(key)
        found = None if isinstance(node.value, tuple | dict) else other_text(self.at, node, words, bare=bare)
        if found is None:
            self._refuse(key)
        self._apply([found], key, (words,))

    def put(self, key: Key, words: str, order: Sequence[str] = (), *, bare: bool = False) -> None:
        """Put a text under a key that is not there yet."""
        self._apply([new_text(self.at, key, words, order, bare=bare)], key, (words,))

    def remove(self, key: Key) -> None:
        """Take out a key with all that stands under it; and the key around it, if nothing else stands there."""
        while len(key) > 1 and len(self.at.children(key[:-1])) == 1:
            key = key[:-1]
        found = removal(self.at, key)
        if found is None:
            self._refuse(key)
        self._apply([found], key, ())

    def append(self, lines: Sequence[str]) -> None:
        """Put lines at the end of the text."""
        end = self.at.line_end
        joint = end if self.text and not self.text.endswith(("\n", "\r")) else ""
        self.at = Placed(self.text + joint + "".join(line + end for line in lines), self.at.path)

    def _apply(self, made_of: Sequence[Splice], key: Key, wanted: Collection[str] | None, now: Key = ()) -> None:
        """Do what was thought out, if nothing else comes of it. `now` is the key's new name."""
        now = now or key
        made = self.text
        for each in sorted(made_of, key=lambda each: each.start, reverse=True):
            made = made[: each.start] + each.text + made[each.end :]
        try:
            after = Placed(made, self.at.path, first_line=self.at.first_line)
        except DigestError:
            self._refuse(key)
        meant = _under(after, now) == _under(self.at, key) if wanted is None else _holds(after, now, tuple(wanted))
        if not meant or _rest(after, now) != _rest(self.at, key):
            self._refuse(key)
        self.at = after

    def _refuse(self, key: Key) -> NoReturn:
        node = next((found for end in range(len(key), -1, -1) if (found := self.at.node(key[:end]))), self.at.root)
        line, column = node.key_line or node.line, node.key_column or node.column
        row = line - self.at.first_line
        message = f"no program can edit what stands here for `{'.'.join(key)}` and leave the rest as it is"
        excerpt = self.at.lines[row].rstrip("\r\n") if row < len(self.at.lines) else ""
        raise DigestError(
            message, code="edit", path=self.at.path, line=line, column=column, hint="edit it by hand", excerpt=excerpt
        )

    def _present(self, key: Key) -> Node:
        node = self.at.node(key)
        assert node is not None, key
        return node


def _holds(at: Placed, key: Key, wanted: tuple[str, ...]) -> bool:
    return tuple(item.name for item in at.items(key)) == wanted or (_under(at, key),) == wanted


def _under(at: Placed, key: Key) -> object:
    node = at.node(key)
    return None if node is None else anything(node)


def _rest(at: Placed, key: Key) -> object:
    """All that a text says beside what stands under a key."""
    value: Any = anything(at.root) or {}
    around = [value]
    for name in key[:-1]:
        around.append(around[-1].get(name) or {} if isinstance(around[-1], dict) else {})
    for name, mapping in reversed(list(zip(key, around, strict=True))):
        if isinstance(mapping, dict) and (mapping is around[-1] or not mapping.get(name)):
            mapping.pop(name, None)
    return value
