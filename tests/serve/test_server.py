"""The server as an editor meets it: where it is, what it answers, and how it ends."""

from __future__ import annotations

import http.client
import threading
import time

import pytest

from tests.desk import Desk
from tests.serve.hands import Running, Start


def test_a_page_is_answered_under_the_path_it_will_have(running: Running) -> None:
    answer = running.get("2020/01/proton/")
    assert running.base == "/repo/"
    assert (answer.status, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert "Ракета взлетела." in answer.text


def test_the_root_leads_to_the_site(running: Running) -> None:
    assert (running.get("/").status, running.get("/").headers["location"]) == (301, "/repo/")


def test_a_page_without_its_slash_leads_there_and_keeps_the_question(running: Running) -> None:
    answer = running.get("2020/01/proton?a=1&b=%D1%81")
    assert (answer.status, answer.headers["location"]) == (301, "/repo/2020/01/proton/?a=1&b=%D1%81")


def test_a_name_in_cyrillic_is_found(running: Running) -> None:
    for path in ("%D0%B7%D0%B0%D0%BC%D0%B5%D1%82%D0%BA%D0%B0.html", "%d0%b7%d0%b0%d0%bc%d0%b5%d1%82%d0%ba%d0%b0"):
        assert "Записка." in running.get(path).text


def test_an_address_without_a_page_shows_the_sites_own_page_for_that(running: Running) -> None:
    for path in ("nowhere/", "nowhere", "2020/nothing.html", "/outside/"):
        answer = running.get(path)
        assert answer.status == 404
        assert "<!DOCTYPE html>" in answer.text


def test_the_script_is_put_into_pages_and_the_policy_lets_it_in(running: Running) -> None:
    text = running.get("2020/01/proton/").text
    nonce = text.split('nonce="')[1].split('"')[0]
    policy = f"default-src 'none'; style-src 'self' 'nonce-{nonce}'; script-src 'nonce-{nonce}'; connect-src 'self'"
    assert f'content="{policy}"' in text
    assert f'<script src="/_live/live.js" nonce="{nonce}"' in text
    assert text.rstrip().endswith("</body>\n</html>")
    assert running.get("/_live/live.js").headers["content-type"] == "text/javascript; charset=utf-8"


def test_other_files_are_served_as_they_are(running: Running) -> None:
    for path in ("feed.xml", "feed.json", "plain.txt", "sitemap.xml"):
        assert b"_live" not in running.get(path).body


@pytest.mark.parametrize("host", ["no.such.host.invalid", "203.0.113.7", "a b"])
def test_a_host_that_is_not_this_machine_is_refused(site: Desk, host: str) -> None:
    refused = site.run("serve", "--host", host)
    assert refused.status == 2
    assert refused.err.startswith(f"error[host]: --host {host}")


def test_it_ends_at_once_while_it_builds(site: Desk, start: Start) -> None:
    for number in range(400):
        site.article(f"Статья {number}", "Слово **дело**. " * 200, slug=f"long-{number}")
    server = start()
    time.sleep(0.3)
    assert server.end() < 1.5
    assert server.process.returncode == 0


def test_a_page_that_is_asked_for_before_the_first_build_waits_for_it(site: Desk, start: Start) -> None:
    for number in range(60):
        site.article(f"Статья {number}", slug=f"more-{number}")
    assert start().get("2020/01/more-7/").status == 200


def test_a_site_that_cannot_be_built_shows_why_and_then_itself(site: Desk, start: Start) -> None:
    site.write("themes/bare/theme.yaml", "extends: nowhere\n")
    server = start()
    answer = server.get("2020/01/proton/")
    assert answer.status == 503
    assert "there is no theme `nowhere`" in answer.text
    page = server.listen()
    site.delete("themes/bare/theme.yaml")
    page.until("reload")
    assert server.get("2020/01/proton/").status == 200


def test_a_page_that_could_never_be_rendered_says_why(site: Desk, start: Start) -> None:
    site.write("themes/bare/article.html", "{{ nothing }}")
    server = start()
    assert server.get("").status == 200
    answer = server.get("2020/01/proton/")
    assert answer.status == 503
    assert "themes/bare/article.html:1: error[template]: there is no `nothing` here" in answer.text


def test_all_problems_are_listed_and_nothing_in_them_is_taken_for_html(site: Desk, start: Start) -> None:
    site.write("content/articles/a.md", "---\ntitle: А\n---\n")
    site.write("content/articles/b.md", "---\ntitle: Б\ndate: <script>alert(1)</script>\n---\n")
    text = start().get("/_live/problems").text
    assert "2 errors" in text
    assert "content/articles/a.md:1: error[date]: `date` is missing" in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "<script>alert" not in text


def test_many_requests_at_once_are_answered(running: Running) -> None:
    answers: list[int] = []
    threads = [threading.Thread(target=lambda: answers.append(running.get("").status)) for _ in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [200] * 40


def test_a_second_request_on_a_connection_waits_for_no_acknowledgement(running: Running) -> None:
    """The head and the body of an answer go out one by one, and the second must not wait for the reader's word."""
    connection, times = http.client.HTTPConnection("127.0.0.1", running.port, timeout=20), []
    for _ in range(20):
        start = time.monotonic()
        connection.request("GET", running.base + "plain.txt")
        assert connection.getresponse().read() == b"0123456789"
        times.append(time.monotonic() - start)
    connection.close()
    assert min(times[1:]) < 0.03
