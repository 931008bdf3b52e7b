"""The bytes of a seed: whatever their encoding and line ends are, the words are the same, or the byte is named."""

import pytest

from digest.errors import DigestError
from digest.seeds.encoding import Decoded, decoded
from digest.seeds.read import read

RUSSIAN = (
    "Войти\n\nСигнал дошёл до Земли: «Венера-7» ответила\n\n"
    "Станция «Венера-7» опустилась на поверхность планеты и ещё двадцать три минуты передавала, как там жарко. "
    "Инженеры приняли сигнал не сразу — сперва им показалось, что аппарат молчит.\n"
)


GERMAN = "Die Größe der Straße überraschte die Käufer — für sie war das höchst ungewöhnlich."


UTF = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be")


EIGHT_BIT = ("windows-1251", "koi8-r", "cp866", "iso-8859-5", "mac-cyrillic")


@pytest.mark.parametrize("encoding", [*UTF, "windows-1251", "mac-cyrillic"])
def test_c5_c6_russian_is_read_in_every_encoding(encoding):
    assert decoded(RUSSIAN.encode(encoding), "seeds/a.txt").text == RUSSIAN


@pytest.mark.parametrize("encoding", EIGHT_BIT)
def test_c5_letters_alone_tell_the_cyrillic_encodings_apart(encoding):
    text = RUSSIAN.translate(str.maketrans("«»—", '""-'))  # which not all of them have
    found = decoded(text.encode(encoding), "seeds/a.txt")
    assert (found.encoding, found.text) == (encoding, text)


@pytest.mark.parametrize("encoding", EIGHT_BIT)
def test_c5_one_headline_is_enough(encoding):
    text = "Россия и Казахстан обсуждают будущее космодрома Байконур"
    assert decoded(text.encode(encoding), "seeds/a.txt").text == text


def test_c5_western_letters_are_not_taken_for_cyrillic_ones():
    assert decoded(GERMAN.encode("windows-1252"), "seeds/a.txt").text == GERMAN


def test_c5_an_encoding_can_be_said():
    assert decoded("Мир".encode("cp866"), "seeds/a.txt", encoding="cp866").text == "Мир"


def test_c5_an_unknown_encoding_is_named():
    with pytest.raises(DigestError) as error:
        decoded(b"a", "seeds/a.txt", encoding="klingon")
    assert str(error.value) == (
        "seeds/a.txt: error[encoding]: 'klingon' is not an encoding\n  for example: utf-8, windows-1251, koi8-r, cp866"
    )


def test_c18_a_charset_that_a_page_claims_loses_against_its_letters():
    page = f'<html><head><meta charset="koi8-r"></head><body><p>{RUSSIAN}</p></body></html>'
    found = decoded(page.encode("windows-1251"), "seeds/a.html")
    assert found.text == page
    assert found.notes == ("the page claims koi8-r, its letters say windows-1251",)


@pytest.mark.parametrize("wrong", ["latin-1", "windows-1252"])
def test_c9_text_that_was_encoded_twice_is_mended_and_said(wrong):
    twice = "".join(_read_wrongly(byte, wrong) for byte in RUSSIAN.encode()).encode()
    found = decoded(twice, "seeds/a.txt")
    assert found.text == RUSSIAN
    assert found.notes == ("the text was encoded twice (UTF-8 taken for windows-1252); it was mended",)


@pytest.mark.parametrize("wrong", ["latin-1", "windows-1252"])
@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r", "iso-8859-5"])
def test_c9_an_eight_bit_text_that_was_taken_for_a_western_one_is_mended_and_said(encoding, wrong):
    text = RUSSIAN if encoding == "windows-1251" else RUSSIAN.translate({ord(sign): None for sign in "«»—"})
    twice = "".join(_read_wrongly(byte, wrong) for byte in text.encode(encoding)) + "№ 5\n"
    found = decoded(twice.encode(), "seeds/a.txt")
    assert found.text == text + "№ 5\n"
    assert found.notes == (f"the text was encoded twice ({encoding} taken for windows-1252); it was mended",)


@pytest.mark.parametrize(
    "text", [GERMAN, "Ой: ÀÁÂÃÄÅÆÇÈÉ", "Ísafjörður, Þórshöfn, Öræfajökull: þrjú nöfn á kortinu. " * 20]
)
def test_c9_western_letters_and_a_few_odd_ones_are_left_as_they_are(text):
    assert decoded(text.encode(), "seeds/a.txt") == Decoded(text, "utf-8")


def test_c8_letters_that_were_lost_before_the_seed_came_are_told_with_their_line():
    found = decoded("Пуск\nна Байко\ufffd\ufffdре\n".encode(), "seeds/a.txt")
    assert found.notes == ("letters were lost before this was saved: «\ufffd» stands for 2 of them, first in line 2",)


def test_c8_utf8_that_is_cut_within_a_letter_is_named_with_the_byte():
    data = "Войти\nПуск".encode()[:-1]
    with pytest.raises(DigestError) as error:
        decoded(data, "seeds/a.txt")
    assert str(error.value) == (
        "seeds/a.txt:2: error[encoding]: this is utf-8, but byte 17 (0xd0) does not belong in it\n"
        "  mend the file, or convert what can be read with --lossy"
    )


def test_c8_lines_in_two_encodings_are_named_and_never_guessed():
    data = RUSSIAN.encode() + RUSSIAN.encode("mac-cyrillic")
    with pytest.raises(DigestError) as error:
        decoded(data, "seeds/a.txt")
    assert error.value.problem.code == "encoding"
    assert f"byte {len(RUSSIAN.encode())} " in str(error.value)


def test_c8_damaged_text_is_read_without_its_damage_when_asked():
    found = decoded("Мир".encode() + b"\xff" + " труд".encode(), "seeds/a.txt", lossy=True)
    assert found.text == "Мир труд"
    assert found.notes == ("bytes that are not utf-8 were left out, the first at byte 6",)


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
        (b"PK\x03\x04\x14\x00", "a ZIP archive or office document"),
        (b"%PDF-1.7\n", "a PDF document"),
        (b"\x1f\x8b\x08\x00", "a gzip archive"),
        (bytes(range(32)) * 8, "a binary file"),
    ],
)
def test_c16_binary_files_are_refused_by_name(head, kind):
    with pytest.raises(DigestError) as error:
        decoded(head + b"\x00\x01\x02" * 40, "seeds/a.txt")
    assert str(error.value) == (f"seeds/a.txt: error[binary]: this is not text: it is {kind}\n  remove it from seeds/")


@pytest.mark.parametrize("end", ["\r\n", "\r", "\x85", "\u2028", "\f"])
def test_c10_every_line_end_is_one(end):
    seed = read(f"Первая.{end}Вторая.{end}{end}Третья.".encode(), "seeds/a.txt")
    assert [(block.text, block.line) for block in seed.blocks] == [("Первая.", 1), ("Вторая.", 2), ("Третья.", 4)]


def test_c7_c11_c13_c14_c15_invisible_signs_are_cleaned_away():
    text = "Кос\u00adмос\u202e\u200b\x1b и\u0306од\u00a0и\u2009тут\x00"
    seed = read(text.encode(), "seeds/a.txt")
    assert [block.text for block in seed.blocks] == ["Космос йод и тут"]
    assert seed.notes == ("direction marks were removed: right-to-left override",)


@pytest.mark.parametrize(
    "escape",
    ["\x1b[31m", "\x1b[1;38;5;196m", "\x1b[0K", "\x1b[?25h", "\x1b]0;a title\x07", "\x1b]8;;https://example.org\x1b\\",
     "\x1bPq#0\x1b\\", "\x1b(B", "\x9b31m", "\x1b"],
)  # fmt: skip
def test_c11_escape_sequences_of_terminals_leave_whole(escape):
    seed = read(f"{escape}Президент{escape} Казахстана{escape}\n[31m не одна".encode(), "seeds/a.txt")
    assert [block.text for block in seed.blocks] == ["Президент Казахстана", "[31m не одна"]


def test_c11_an_escape_sequence_that_does_not_end_takes_no_words_with_it():
    seed = read("\x1b]0;Президент\nКазахстана\x1b[".encode(), "seeds/a.txt")
    assert [block.text for block in seed.blocks] == ["0;Президент", "Казахстана"]


def test_c11_a_million_escape_sequences_are_read_in_the_time_of_their_length():
    assert read(("\x1b]" * 500_000 + "\x1b[1" * 500_000 + "Да").encode(), "seeds/a.txt").blocks[0].text.endswith("Да")


def test_c17_a_page_is_known_by_what_it_holds_not_by_its_name():
    assert read(b"<!doctype html><p>A word.</p>", "seeds/a.txt").kind == "page"
    assert read("Просто текст, в котором 2 < 3.".encode(), "seeds/a.html").kind == "text"


@pytest.mark.parametrize(
    "page", ["<p><b>Казахстан<p>Россия", "Казахстан<br>Россия", "Казахстан<P CLASS=x>Россия", "Казахстан<br/>Россия"]
)
def test_c17_under_the_name_of_a_page_one_tag_makes_it_one(page):
    seed = read(page.encode(), "seeds/a.HTM")
    assert (seed.kind, [block.text for block in seed.blocks]) == ("page", ["Казахстан", "Россия"])
    assert read(page.encode(), "seeds/a.txt").kind == "text"


@pytest.mark.parametrize(
    "text", ["if a <b and c", "<Пауза>", "пишите на <desk@example.org>", "см. <https://example.org>"]
)
def test_c17_what_only_looks_like_a_tag_makes_no_page(text):
    assert read(text.encode(), "seeds/a.html").kind == "text"


def _read_wrongly(byte, encoding):
    try:
        return bytes([byte]).decode(encoding)
    except UnicodeDecodeError:
        return chr(byte)
