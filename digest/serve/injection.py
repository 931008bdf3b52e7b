"""A page as it will be published -> the page as the preview shows it: with a script that reloads it, and a strip."""

from __future__ import annotations

import re

from digest.serve.policy import opened
from digest.serve.problems import asset

_HEAD_ENDS = re.compile(r"</head\s*>", re.IGNORECASE)
_BODY_ENDS = re.compile(r"</body\s*>", re.IGNORECASE)


def live(html: bytes, *, site: str, nonce: str, strip: str = "", bar: str = "", listed: str = "") -> bytes:
    """The page with the preview's own parts. `site` names the state of the site that it belongs to.

    A page that lists the problems itself has no strip; `listed` names them.

    They stand at the end of the body, where they change neither the order nor the styles of what the theme has made.
    """
    text = html.decode("utf-8", "surrogateescape")
    head = _HEAD_ENDS.search(text)
    policy_ends = head.start() if head else 0  # past the head, a policy does not count
    text = opened(text[:policy_ends], nonce) + text[policy_ends:]
    own = (
        f'<div id="digest-live"><template shadowrootmode="open"><style nonce="{nonce}">{asset("live.css")}</style>'
        f"<div>{strip}</div><div>{bar}</div></template></div>\n"
        f'<script src="/_live/live.js" nonce="{nonce}" data-site="{site}" data-listed="{listed}"></script>\n'
    )
    ends = [match.start() for match in _BODY_ENDS.finditer(text)]
    place = ends[-1] if ends else len(text)
    return (text[:place] + own + text[place:]).encode("utf-8", "surrogateescape")
