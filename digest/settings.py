"""site.yaml, flags and environment -> Settings: every value checked, with a note of where it came from."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct, to_builtins
from msgspec.structs import asdict, replace

from digest import site_yaml
from digest.checklist import Checking, Limits
from digest.errors import UsageError
from digest.mail_yaml import Mail
from digest.moments import FORMS, moment, zone_named
from digest.publish_yaml import Publish
from digest.site_yaml import DEFAULTS, FILE, PERMALINKS, TAXONOMIES, MenuItem

UNSEEN = ("checks", "likeness", "silence")  # what no page shows


class Site(Struct, frozen=True):
    """The settings of a site, as `site.yaml` gives them. Everything here may change what pages show."""

    title: str
    base_url: str
    description: str
    author: str
    logo: str
    language: str
    timezone: str
    theme: str
    permalinks: dict[str, str]
    taxonomies: dict[str, str]
    menu: tuple[MenuItem, ...]
    paginate: int
    feed_items: int
    cards: int
    issue_topics: tuple[str, ...]
    mail: Mail | None
    markdown_html: bool
    typography: bool
    publish: Publish
    extra: dict[str, object]

    @property
    def zone(self) -> tzinfo:
        """The zone in which a date without an offset is meant and every date is shown."""
        return zone_named(self.timezone)

    @property
    def base_path(self) -> str:
        """The path under which the site stands: `/`, or `/repo/`."""
        return urlsplit(self.base_url).path

    @property
    def host(self) -> str:
        """Scheme and host of the site, without a slash at the end."""
        parts = urlsplit(self.base_url)
        return f"{parts.scheme}://{parts.netloc}"

    def permalink(self, url: str) -> str:
        """The whole address of a URL from the site's root."""
        return self.base_url + url.removeprefix("/")


class Settings(Struct, frozen=True):
    """A site and the circumstances of this run. `origins` tells where each value came from."""

    root: Path
    output: Path
    site: Site
    checking: Checking
    now: datetime
    drafts: bool
    future: bool
    jobs: int
    origins: dict[str, str]
    expired: bool = False  # whether texts whose time is over are shown

    def preview(self, base_url: str, *, published: bool = False) -> Settings:
        """The same site as a local server shows it: with all that is not public, or as it would be `published` now."""
        found = replace(self, site=replace(self.site, base_url=base_url))
        return found if published else replace(found, drafts=True, future=True, expired=True)

    def values(self) -> dict[str, object]:
        """Every value by the name it has in `site.yaml` or as a flag, as the command `config` prints them."""
        site = asdict(self.site)
        site["markdown"] = {"html": site.pop("markdown_html")}
        site["issues"] = {"topics": list(site.pop("issue_topics"))}
        site["mail"] = _mail(self.site.mail)
        site["publish"] = {name: value for name, value in to_builtins(self.site.publish).items() if value}
        site["menu"] = [{"title": item.title, "url": item.url} for item in self.site.menu]
        checking = {"checks": dict(self.checking.levels), "silence": self.checking.silence}
        run = {"output": str(self.output), "now": self.now.isoformat(), "drafts": self.drafts, "future": self.future}
        return {**site, **checking, "likeness": _shown(self.checking), **run, "jobs": self.jobs}


def settings(root: Path, flags: Mapping[str, object], environment: Mapping[str, str], clock: datetime) -> Settings:
    """The settings of the site in `root`.

    `flags` are the values given on the command line, by setting (`base_url`, `output`, `now`, `drafts`, `future`,
    `jobs`); they win over `site.yaml`, which wins over the defaults. "Now" is `--now`, else SOURCE_DATE_EPOCH, else
    `clock`. Raises `Problems` or `UsageError`, both with status 2.
    """
    given, origins = site_yaml.read(root)
    for name in ("base_url", "language", "timezone", "theme"):
        if name in flags:
            given[name], origins[name] = flags[name], f"--{name.replace('_', '-')}"
    checking = _checking({**DEFAULTS, **given})
    site = _site(given)
    for name in set(flags) - set(origins):
        origins[name] = f"--{name}"
    now, origins["now"] = _now(flags, environment, clock, site.zone)
    output = _output(root, str(flags.get("output", "public")))
    jobs = int(str(flags.get("jobs") or os.cpu_count() or 1))
    shown = {name: bool(flags.get(name)) for name in ("drafts", "future")}
    settings = Settings(root, output, site, checking, now, **shown, jobs=jobs, origins=origins)
    for name in settings.values():
        origins.setdefault(name, "default")
    return settings


def _mail(mail: Mail | None) -> dict[str, str] | None:
    return (
        {"from": mail.sender, "to": mail.to, "subject": mail.subject, "unsubscribe": mail.unsubscribe} if mail else None
    )


def _site(given: dict[str, Any]) -> Site:
    values: dict[str, Any] = {name: value for name, value in {**DEFAULTS, **given}.items() if name not in UNSEEN}
    if "base_url" not in values:
        hint = (
            f"write it into {FILE}: `base_url: https://example.org/`, or give it once: --base-url https://example.org/"
        )
        raise UsageError(
            "`base_url` is missing: the address at which the site will stand", code="base_url", path=FILE, hint=hint
        )
    values["publish"] = values["publish"] or Publish()
    markdown, issues = values.pop("markdown"), values.pop("issues")
    own = {name: f"/{name}/{{slug}}/" for name in (*TAXONOMIES, *values["taxonomies"])}
    values["permalinks"] = {**PERMALINKS, **own, **values["permalinks"]}
    values["taxonomies"] = {**dict.fromkeys(TAXONOMIES, ""), **values["taxonomies"]}
    topics = tuple(issues.get("topics", ()))
    return Site(**values, issue_topics=topics, markdown_html=bool(markdown.get("html")))


def _checking(values: Mapping[str, Any]) -> Checking:
    limits = dict(values["likeness"])
    by_source = limits.pop("sources", {})
    general = Limits(**limits)
    own = {name: replace(general, **each) for name, each in by_source.items()}
    return Checking(values["checks"], general, own, values["silence"])


def _shown(checking: Checking) -> dict[str, object]:
    """The limits of likeness as they are written in `site.yaml`."""
    own = {name: {"share": each.share, "run": each.run} for name, each in checking.by_source.items()}
    return {"share": checking.limits.share, "run": checking.limits.run, "sources": own}


def this_moment(flags: Mapping[str, object], environment: Mapping[str, str], clock: datetime, zone: tzinfo) -> datetime:
    """ "Now" where there is no site yet: as for `settings`."""
    return _now(flags, environment, clock, zone)[0]


def _now(
    flags: Mapping[str, object], environment: Mapping[str, str], clock: datetime, zone: tzinfo
) -> tuple[datetime, str]:
    if flags.get("now"):
        try:
            return _instant(moment(str(flags["now"]), zone)), "--now"
        except ValueError:
            raise UsageError(f"--now must be a date like {FORMS}, not '{str(flags['now'])[:40]}'", code="now") from None
    epoch = environment.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return _instant(clock.astimezone(zone)), "the clock"
    try:
        return _instant(datetime.fromtimestamp(int(epoch), UTC).astimezone(zone)), "SOURCE_DATE_EPOCH"
    except (ValueError, OverflowError, OSError):
        raise UsageError(f"SOURCE_DATE_EPOCH must be a number of seconds, not '{epoch[:40]}'", code="now") from None


def _instant(now: datetime) -> datetime:
    """The same moment, by its offset alone.

    Two moments of one zone are compared by what their clocks showed, which is wrong in an hour that comes twice.
    """
    return now.replace(tzinfo=timezone(now.utcoffset() or timedelta()), fold=0)


def _output(root: Path, name: str) -> Path:
    """Where the site is written. Never a folder that holds, or is, something of the editor's."""
    given = Path(os.path.abspath(root / name))
    output, root, home = given.resolve(), root.resolve(), Path(os.path.expanduser("~")).resolve()
    kept = [root / each for each in ("content", "themes", "seeds", "static", ".digest", ".git")]
    inside = any(output == each or each in output.parents for each in kept)
    holds = any(output == each or output in each.parents for each in (root, home))
    if inside or holds or output.parent == output:
        hint = "choose a folder that holds nothing else, like public"
        raise UsageError(f"--output {name} would overwrite files that are not the site's", code="output", hint=hint)
    if given.is_symlink() or (given.exists() and not given.is_dir()):
        raise UsageError(f"--output {name} is not an ordinary folder", code="output")
    return given
