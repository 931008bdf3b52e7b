"""bytes -> Seed: text of whatever encoding, plain or a saved page, as blocks with what is known of their place."""

from __future__ import annotations

from msgspec.structs import asdict, replace

from digest.errors import DigestError
from digest.seeds.blocks import Facts, Part, Seed
from digest.seeds.opened import opened
from digest.seeds.parts import SIZE, whole

HEAD = "the head of the text"  # where a fact stands that nothing around the text states
LIMIT = SIZE  # bytes of one seed
NOTHING = Facts()


def read(raw: bytes | Part, path: str = "", *, encoding: str = "", lossy: bool = False) -> Seed:
    """Read a seed: a part of a file, or the bytes of one that lies at `path`.

    `DigestError` for bytes that are no text, or whose encoding cannot be told, and for a part that has a fault.
    """
    part = raw if isinstance(raw, Part) else whole(raw, path)
    if part.fault:
        raise DigestError.about(part.fault)
    found = opened(part, encoding=encoding, lossy=lossy)
    facts = stated_over(part.facts, found.facts)
    headed = found.kind == "text" and found.facts != NOTHING
    known, origin = (facts, part.origin or HEAD) if headed else (part.facts, part.origin)
    return replace(found, facts=facts, known=known, origin=origin, fetched=part.fetched, listed=part.listed)


def stated_over(stated: Facts, found: Facts) -> Facts:
    """Facts that are stated around a text win over what is found in it."""
    if stated == NOTHING:
        return found
    known = {name: value for name, value in asdict(stated).items() if value}
    return replace(found, **known)
