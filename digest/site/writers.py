"""Page -> bytes: who writes each kind of page, and by what he goes besides its view."""

from __future__ import annotations

from functools import partial

from digest.content.gallery import FILE_SIZE
from digest.disk import read_bytes
from digest.site import mail
from digest.site.bareness import bare
from digest.site.drawing import DRAWN, drawn
from digest.site.feeds import WRITERS
from digest.site.issue_views import MailView
from digest.site.minified import asset
from digest.site.page import Page
from digest.site.plan import Plan
from digest.site.theme import Theme
from digest.site.views import FileView


def rendered(plan: Plan, page: Page) -> bytes:
    """The bytes of one page."""
    view = page.view
    if isinstance(view, FileView):
        theme_file = plan.theme.assets.get(page.url)
        if theme_file:
            return asset(page.url, theme_file.read_bytes())
        data = read_bytes(plan.root, view.path, limit=FILE_SIZE)
        return bare(data) if view.bare else data
    if isinstance(view, DRAWN):
        return drawn(plan.root, page, plan.store)
    if isinstance(view, MailView):
        return mail.message(view, partial(plan.theme.render, page.template))
    if page.template in WRITERS:
        text = WRITERS[page.template](view)
        return text if isinstance(text, bytes) else text.encode("utf-8")
    return plan.theme.render(page.template, view).encode("utf-8")


def closure(theme: Theme, page: Page) -> str:
    """A name for what the writer of a page draws in: its bytes may differ where this or its view does."""
    if issubclass(page.kind, (FileView, *DRAWN)):
        return ""
    if page.template in WRITERS:
        return theme.words
    inlined_by = mail.release() if issubclass(page.kind, MailView) else ""
    return theme.fingerprint(page.template) + inlined_by
