"""Views -> the files that the script of the search page fetches."""

from __future__ import annotations

from msgspec.json import encode

from digest.endings import KIN, TABLE
from digest.roots import LATIN, STOP
from digest.site.search_views import FilterView, ManifestView, Record, RecordsView, ShardView


def file_name(start: str) -> str:
    """The root a shard starts with as a file's name: the codes of its letters, in any script and any case."""
    return "s" + "-".join(format(ord(letter), "x") for letter in start)


def shard(view: ShardView) -> str:
    """The posting lists of a shard."""
    return view.text


def records(view: RecordsView) -> str:
    """A block of records: what results show of articles with numbers that follow each other."""
    return _line([_row(each) for each in view.records])


def _row(record: Record) -> list[str]:
    row = [record.title, record.url, record.date, record.shown, record.source, record.summary, record.lang]
    while not row[-1]:
        row.pop()
    return row


def terms(view: FilterView) -> str:
    """The terms of a filter, each as its slug and its name."""
    rows = [[each.slug, each.name] for each in view.terms]
    return _line(rows)


def manifest(view: ManifestView) -> str:
    """The manifest of the index."""
    told = {
        "version": view.version,
        "count": view.count,
        "year": view.year,
        "bits": view.bits,
        "starts": " ".join(view.starts),
        "endings": " ".join(f"{TABLE}\n{LATIN}".split()),
        "kin": " ".join(KIN.split()),
        "stop": " ".join(sorted(STOP)),
    }
    return _line(told)


def _line(value: object) -> str:
    return encode(value).decode() + "\n"
