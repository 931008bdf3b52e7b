"""Rules for the seeds of a site on the desk: made of lines, shown with what they change, kept, and taken out again."""

from __future__ import annotations

from itertools import groupby

from msgspec import Struct
from starlette.requests import Request

from digest.content.sources import FILE, SIZE, text_of
from digest.desk.calls import Call, Given, Told
from digest.desk.lines import numbers
from digest.desk.papers import Paper
from digest.desk.room import Room
from digest.disk import read_bytes, regular_files
from digest.errors import DigestError, UsageError
from digest.fingerprint import of_bytes
from digest.keeping import BACKUP
from digest.seeds import teach
from digest.seeds.lesson_text import Rule
from digest.seeds.lesson_told import POINTING, in_words
from digest.seeds.lesson_told import shown as told_of
from digest.seeds.teach import Lesson
from digest.settings import Settings

WAYS = {
    "leave --source out": "leave the name of the site out, or correct in the file by what that site is known",
    "--source": "fill in the name of the site",
    "--known-by": "first make a rule of a line that stands on all its pages: “in every seed of this site”",
    "--undo": "take the old rule out first, on the page “Rules”",
}
"""What the page has in the place of the command's flags."""
NEVER = ""  # the name of a file that is not there


class Known(Struct, frozen=True):
    """A rule as the page lists it: the name by which it is taken out, its key, what it finds, its line in the file."""

    name: str
    key: str
    words: str
    line: int


def shown(room: Room, _: Request) -> dict[str, object]:
    """The page of all rules, by their sites."""
    rules = teach.taught(room.settings().root)
    sites = [(site, list(map(_known, some))) for site, some in groupby(rules, key=lambda each: each.site)]
    return {"title": "Rules", "here": "rules", "sites": sites, "file": FILE}


def _known(rule: Rule) -> Known:
    key, found = rule.key.replace("_", "-"), rule.finder
    return Known(f"{rule.site}/{rule.number}", key, in_words(found), found.row)


def _lesson(room: Room, given: Given) -> Told:
    """What lines would teach. Nothing is written."""
    key = given.text("key")
    if key not in POINTING:
        raise UsageError(f"lines are pointed to for {', '.join(POINTING)}", code="usage")
    ranges = [range(number, number + 1) for number in numbers(given)]
    root, source = room.settings().root, given.text("source").strip()
    try:
        return _shown(teach.lesson(root, given.text("seed"), {key.replace("-", "_"): ranges}, source=source))
    except DigestError as error:
        raise _in_words_of_the_page(error) from None


def _in_words_of_the_page(error: DigestError) -> DigestError:
    """What to do is said in the words of the page, which has fields where the command has flags."""
    hint = next((words for flag, words in WAYS.items() if flag in error.problem.hint), "")
    return UsageError(error.problem.message, code=error.problem.code, hint=hint) if hint else error


def _unlearn(room: Room, given: Given) -> Told:
    """What would be without a rule. Nothing is written."""
    return _shown(teach.unlearnt(room.settings().root, given.text("rule")))


_looked_at: dict[str, Lesson] = {}
"""The last lesson that was shown, by the name of the file that would come of it: what is kept is what was seen."""


def _shown(found: Lesson) -> Told:
    _looked_at.clear()
    name = of_bytes(found.after.encode())
    new = found.after != found.before
    if new:
        _looked_at[name] = found
    lines = [*told_of(found, everything=True), *(str(each) for each in found.problems)]
    return {"lines": lines or ["Nothing to teach: all these lines come out so already."], "after": name if new else ""}


def _keep(room: Room, given: Given) -> Told:
    """Write the lesson that was shown last."""
    found = _looked_at.get(given.text("after"))
    if found is None:
        raise UsageError("this is no longer what was shown", code="sources", hint="look once more at what it changes")
    with room.held() as settings:
        teach.write(settings.root, found)
    back = {"now": _name(found.after), "before": _name(found.before)}
    done = f"Taken out of what is taught about {found.site}." if found.taken_out else f"Taught about {found.site}."
    return {"said": f"{done} The next conversion follows it.", "undo": {"call": "rules-back", "given": back}}


def _back(room: Room, given: Given) -> Told:
    """Put the rules back as they were, if nothing has been done to them since."""
    with room.held() as settings:
        now = _text(settings)
        if _name(now) != given.text("now"):
            hint = "take the rule out on the page “Rules”"
            raise UsageError("the rules have been changed since", code="sources", path=FILE, hint=hint)
        before = _copy(settings, given.text("before"))
        teach.write(settings.root, Lesson("", now, before))
    return {"said": "The rules are as they were."}


def _text(settings: Settings) -> str:
    return text_of(settings.root) if (settings.root / FILE).exists() else ""


def _name(text: str) -> str:
    return of_bytes(text.encode()) if text else NEVER


def _copy(settings: Settings, name: str) -> str:
    """The rules of an earlier time, by the name of their bytes."""
    if name == NEVER:
        return ""
    for path, objection in regular_files(settings.root, f"{BACKUP}/{FILE.rpartition('.')[0]}"):
        paper = None if objection else Paper(FILE, read_bytes(settings.root, path, limit=SIZE))
        if paper and paper.name == name:
            return paper.data.decode("utf-8")
    raise UsageError("the copy of the rules is gone", code="sources", hint="take the rule out on the page “Rules”")


CALLS: dict[str, Call] = {"lesson": _lesson, "unlearn": _unlearn, "teach": _keep, "rules-back": _back}
