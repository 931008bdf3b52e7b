"""What the server answers when something within it goes wrong."""

from __future__ import annotations

from digest.serve.preview import Shown
from tests.serve.asking import asked


def test_an_empty_site_is_not_found() -> None:
    assert asked(Shown("Орбита", "/", state="s"), "/").status_code == 404


def test_a_page_without_a_head_or_a_body_gets_the_script_too() -> None:
    files = {"index.html": b"<p>One.", "latin.html": "<p>\xe9</body></html>".encode("latin-1")}
    shown = Shown("Орбита", "/", files=files, names=dict.fromkeys(files, "x"), state="s")
    assert asked(shown, "/").text.startswith('<p>One.<div id="digest-live">')
    latin = asked(shown, "/latin").content
    assert latin.startswith(b"<p>\xe9<div")
    assert latin.endswith(b"</script>\n</body></html>")
