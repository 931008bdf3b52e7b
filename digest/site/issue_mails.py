"""The mails of issues: an e-mail edition of each, and a short text for messengers, where the settings ask for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit

from msgspec.structs import replace

from digest.content.issues import Collection
from digest.content.plain import paragraphs
from digest.mail_yaml import Mail
from digest.model import Issue, Teaser, Text
from digest.settings import Site
from digest.site.feed_entries import absolute, whole, whole_address
from digest.site.issue_pages import sections_of, title_of
from digest.site.issue_views import Envelope, IssueSection, MailView, PlainView
from digest.site.language import direction, language
from digest.site.page import Page, Planner
from digest.site.views import Head
from digest.text import plain_spaces

_LINK = re.compile(r'<a href="(?P<target>https?:[^"]*)"[^>]*>(?P<words>.*?)</a>', re.DOTALL)


def issue_mails(plan: Planner) -> Iterator[Page]:
    """The two files of every issue that has a date; none where no mail is set up."""
    mail = plan.site.mail
    for found in plan.library.issues if mail else ():
        issue = found.issue
        if mail and issue.date:
            name = f"{issue.url}issue-{issue.number}"
            sections = sections_of(found, plan.library.teasers)
            view = _mail(plan.site, mail, found, issue.date, sections)
            yield Page(f"{name}.eml", "email.html", view, issue.path)
            short = PlainView(tuple(map(plain_spaces, _short(plan.site, issue, sections))))
            yield Page(f"{name}.txt", "issue.txt", short, issue.path)


def _mail(site: Site, mail: Mail, found: Collection, date: datetime, sections: tuple[IssueSection, ...]) -> MailView:
    issue, title = found.issue, title_of(found.issue, site)
    return MailView(
        site=site,
        head=Head("mail", title, issue.summary, issue.url, issue.lang, (), found.badge),
        direction=direction(issue.lang),
        number=issue.number,
        title=issue.title or title,
        named=bool(issue.title),
        date=date,
        html=absolute(issue.text.html, site.base_url, whole_address(site, issue.url)),
        image=replace(issue.image, src=whole(issue.image.src, site)) if issue.image else None,
        sections=sections,
        envelope=_envelope(site, mail, issue, title, date),
        plain=plain_spaces("\n".join(_plain(site, mail, found.issue, sections))) + "\n",
        origin=issue.path,
    )


def _envelope(site: Site, mail: Mail, issue: Issue, title: str, date: datetime) -> Envelope:
    words = {"site": site.title, "number": str(issue.number), "title": plain_spaces(title)}
    subject = mail.subject
    for name, value in words.items():
        subject = subject.replace(f"{{{name}}}", value)
    name = f"{site.base_path}{issue.url}".strip("/").replace("//", "/").replace("/", ".")
    return Envelope(mail.sender, mail.to, subject, date, f"{name}@{urlsplit(site.base_url).hostname}", mail.unsubscribe)


def _plain(site: Site, mail: Mail, issue: Issue, sections: tuple[IssueSection, ...]) -> Iterator[str]:
    """The mail for those who read plain text: the same words, each address on a line of its own."""
    words = language(site.language)
    yield f"{site.title}. {title_of(issue, site)}"
    yield whole_address(site, issue.url)
    for paragraph in paragraphs(_with_addresses(issue.text, site, issue)):
        yield from ("", paragraph)
    for section in sections:
        yield from _plain_section(section, site)
    yield from ("", "-- ", site.author or site.title)
    if mail.unsubscribe:
        yield f"{words.label('unsubscribe')}: {mail.unsubscribe}"


def _with_addresses(text: Text, site: Site, issue: Issue) -> Text:
    """A text in which every link says where it leads, in brackets; one that is its own address says it already."""

    def said(match: re.Match[str]) -> str:
        same = match["words"] in (match["target"], match["target"].partition("//")[2])
        return match["words"] if same else f"{match['words']} ({match['target']})"

    return text.having(html=_LINK.sub(said, absolute(text.html, site.base_url, whole_address(site, issue.url))))


def _plain_section(section: IssueSection, site: Site) -> Iterator[str]:
    if section.title:
        yield from ("", "", section.title.upper())
    if section.text:
        yield from ("", section.text)
    for teaser in section.teasers:
        yield from ("", f"* {teaser.title}" + (f" ({teaser.source.name})" if teaser.source else ""))
        yield from filter(None, (teaser.summary, whole_address(site, teaser.url)))


def _short(site: Site, issue: Issue, sections: tuple[IssueSection, ...]) -> Iterator[str]:
    """The issue for messengers: a line for each article, with its address."""
    yield f"{site.title}. {title_of(issue, site)}"
    yield whole_address(site, issue.url)
    for section in sections:
        yield ""
        yield from [section.title] if section.title else []
        yield from (_line(teaser, site) for teaser in section.teasers)


def _line(teaser: Teaser, site: Site) -> str:
    return f"• {teaser.title} — {whole_address(site, teaser.url)}"
