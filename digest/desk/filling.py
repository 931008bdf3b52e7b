"""What an editor does in the form of a front matter -> the bytes of the file with that done, and no other changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from digest.content import authority
from digest.content.article import Entry
from digest.content.edits import edited
from digest.content.keys import fields_of
from digest.content.reading import made
from digest.curate.accept import accepted
from digest.curate.suggest import KINDS, key_order, noted
from digest.desk.calls import Call, Given, Told
from digest.desk.form import BARE
from digest.desk.papers import changed
from digest.desk.room import Room
from digest.errors import Problem, Problems, UsageError, printable
from digest.settings import Settings
from digest.text import same_name
from digest.yamledit import Yaml

UNSURE = "unsure"
Change = Callable[[bytes, str, Settings], bytes]


def _field(room: Room, given: Given) -> Told:
    """Another value for a key; none takes the key out. Who changes a guess has looked at it."""
    key, value = given.text("key"), " ".join(given.text("value").split())

    def change(data: bytes, path: str, settings: Settings) -> bytes:
        order = _order(path, settings, key)
        return edited(data, path, lambda front: _say(front, key, value, order))

    return _written(room, given, change, f"Saved: {key}.")


def _say(front: Yaml, key: str, value: str, order: Sequence[str]) -> None:
    node = front.at.node((key,))
    if node is None and value:
        front.put((key,), value, order, bare=key in BARE)
    elif node and value and value != " ".join(str(node.value).split()):
        front.say((key,), value, bare=key in BARE)
    elif node and not value:
        front.remove((key,))
    _confirm(front, key)


def _names(room: Room, given: Given) -> Told:
    """Names into a list, and others out of it."""
    key, more, gone = given.text("key"), given.texts("more"), {same_name(each) for each in given.texts("gone")}

    def change(data: bytes, path: str, settings: Settings) -> bytes:
        order = _order(path, settings, key)
        meant = [_settled(each, settings) if key == "tags" else each for each in more]

        def write(front: Yaml) -> None:
            out = {each for each in front.names((key,)) if same_name(each) in gone}
            front.change((key,), gone=out, more=[each for each in meant if each], order=order)
            _confirm(front, key)

        return edited(data, path, write)

    return _written(room, given, change, f"Saved: {key}.")


def _settled(name: str, settings: Settings) -> str:
    """A tag under the name that was settled for it, if it is clear which that is."""
    meant = authority.read(settings.root).meant(name)
    return meant[0] if len(meant) == 1 else " ".join(name.split())


def _order(path: str, settings: Settings, key: str) -> Sequence[str]:
    """The order of the keys of a file. `UsageError` for a key that it cannot have."""
    names = [each.name for each in fields_of(path, settings.site)]
    if key not in names:
        raise UsageError(f"{path} has no key `{printable(key)}`", code="usage")
    return key_order(settings.site) if path.startswith("content/articles/") else names


# guesses


def _confirmed(room: Room, given: Given) -> Told:
    """A guess that holds: its line goes from `unsure:`, and the key with the last one."""
    key = given.text("key")

    def change(data: bytes, path: str, settings: Settings) -> bytes:
        return edited(data, path, lambda front: _confirm(front, key))

    return _written(room, given, change, f"Confirmed: {key}.")


def _confirm(front: Yaml, key: str) -> None:
    if front.at.node((UNSURE, key)):
        front.remove((UNSURE, key))


# suggestions


def _take(room: Room, given: Given) -> Told:
    return _moved(room, given, refuse=False)


def _refuse(room: Room, given: Given) -> Told:
    return _moved(room, given, refuse=True)


def _moved(room: Room, given: Given, *, refuse: bool) -> Told:
    """Suggestions into `tags:` and `topics:`, or refused for good; also such as stand in `suggested:` not yet."""
    names = {kind: given.texts(kind) for kind in KINDS if kind in given.values}
    every = [each for some in names.values() for each in some]
    if not every:
        raise UsageError("nothing is suggested", code="usage")

    def change(data: bytes, path: str, settings: Settings) -> bytes:
        return accepted(noted(data, path, names, settings.site), path, every, settings, refuse=refuse)[0]

    said = ", ".join(every)
    return _written(room, given, change, f"Refused: {said}." if refuse else f"Taken: {said}.")


# publishing


def _publish(room: Room, given: Given) -> Told:
    """Take `draft:` out, if nothing is missing."""

    def change(data: bytes, path: str, settings: Settings) -> bytes:
        after = edited(data, path, lambda front: front.remove(("draft",)) if front.at.node(("draft",)) else None)
        missing = [each.message for each in _errors(after, path, settings)]
        if missing:
            hint = "it stays a draft"
            raise UsageError(f"it cannot be published yet: {'; '.join(missing)}", code="draft", hint=hint)
        return after

    return _written(room, given, change, "Published: it goes out with the next build.")


def _withdraw(room: Room, given: Given) -> Told:
    """Have it be a draft again."""

    def change(data: bytes, path: str, settings: Settings) -> bytes:
        order = _order(path, settings, "draft")

        def write(front: Yaml) -> None:
            if front.at.node(("draft",)):
                front.say(("draft",), "true", bare=True)
            else:
                front.put(("draft",), "true", order, bare=True)

        return edited(data, path, write)

    return _written(room, given, change, "Withdrawn: it is a draft, and no build publishes it.")


# writing


def _written(room: Room, given: Given, change: Change, said: str) -> Told:
    """Do it to what was typed, unless the page is worse for it."""
    path = room.file(given.text("file"))
    with room.held() as settings:

        def done(data: bytes) -> bytes:
            after = change(data, path, settings)
            refuse_worse(data, after, path, settings)
            return after

        after = changed(settings.root, path, given.text("opened"), given.text("text"), done, room.clock())
    return {"said": said, **after.told()}


def refuse_worse(before: bytes, after: bytes, path: str, settings: Settings) -> None:
    """Raise what would be wrong with a page that was not wrong before."""
    if not fields_of(path, settings.site) or before == after:
        return
    known = {(each.code, each.message) for each in _errors(before, path, settings)}
    new = [each for each in _errors(after, path, settings) if (each.code, each.message) not in known]
    if new:
        raise Problems(new)


def _errors(data: bytes, path: str, settings: Settings) -> list[Problem]:
    entry: Entry = made(path, data, settings.site)
    return [each for each in entry.problems if each.level == "error"]


CALLS: dict[str, Call] = {
    "field": _field,
    "names": _names,
    "confirm": _confirmed,
    "take": _take,
    "refuse": _refuse,
    "publish": _publish,
    "withdraw": _withdraw,
}
