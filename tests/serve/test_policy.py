"""A theme's content security policy lets the preview's own script in, and nothing else."""

from __future__ import annotations

import pytest

from digest.serve.policy import opened, relaxed

OURS = "'nonce-n'"


@pytest.mark.parametrize(
    ("policy", "opened"),
    [
        ("default-src 'none'", f"default-src 'none'; script-src {OURS}; style-src {OURS}; connect-src 'self'"),
        ("img-src 'self'", "img-src 'self'"),
        ("script-src 'self'", f"script-src 'self' {OURS}"),
        ("Script-Src 'none'; script-src *", f"script-src {OURS}"),
        ("script-src 'unsafe-inline'", "script-src 'unsafe-inline' 'self'"),
        ("script-src 'unsafe-inline' 'sha256-x'", f"script-src 'unsafe-inline' 'sha256-x' {OURS}"),
        ("script-src-elem 'self'; connect-src 'self'", f"script-src-elem 'self' {OURS}; connect-src 'self'"),
        ("", ""),
    ],
)
def test_a_policy_is_opened_as_far_as_needed(policy: str, opened: str) -> None:
    assert relaxed(policy, "n") == opened


@pytest.mark.parametrize(
    "meta",
    [
        """<meta http-equiv="Content-Security-Policy" content="script-src 'self'">""",
        """<META content="script-src 'self'" HTTP-EQUIV=content-security-policy>""",
        """<meta http-equiv='Content-Security-Policy' content="script-src &#39;self&#39;">""",
    ],
)
def test_a_policy_is_found_however_it_is_written(meta: str) -> None:
    assert "content=\"script-src 'self' 'nonce-n'\"" in opened(meta, "n")


def test_other_metas_are_left_alone() -> None:
    meta = '<meta http-equiv="refresh" content="0; url=/a/"><meta name="description" content="script-src">'
    assert opened(meta, "n") == meta
