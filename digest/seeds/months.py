"""The names of months in the languages of the press, with their cases and abbreviations -> their numbers."""

from __future__ import annotations

# One line a language: twelve groups, the forms of one month joined by `/`.
_NAMES = (
    # Russian, Ukrainian, Belarusian, Bulgarian
    "январь/января/янв февраль/февраля/февр/фев март/марта/мар апрель/апреля/апр май/мая июнь/июня/июн июль/июля/июл "
    "август/августа/авг сентябрь/сентября/сент/сен октябрь/октября/окт ноябрь/ноября/нояб/ноя декабрь/декабря/дек",
    "січень/січня/січ лютий/лютого/лют березень/березня/бер квітень/квітня/квіт травень/травня/трав "
    "червень/червня/черв липень/липня/лип серпень/серпня/серп вересень/вересня/вер жовтень/жовтня/жовт "
    "листопад/листопада/лист грудень/грудня/груд",
    "студзеня лютага сакавіка красавіка мая чэрвеня ліпеня жніўня верасня кастрычніка лістапада снежня",
    "януари/ян февруари/февр март април/апр май юни юли август/авг септември/септ октомври/окт ноември/ноем "
    "декември/дек",
    # English, German, Dutch
    "january/jan february/feb march/mar april/apr may june/jun july/jul august/aug september/sept/sep october/oct "
    "november/nov december/dec",
    "januar/jänner/jan februar/feber/feb märz/mär april/apr mai juni/jun juli/jul august/aug september/sept "
    "oktober/okt november/nov dezember/dez",
    "januari februari maart/mrt april mei juni juli augustus september oktober november december",
    # French, Spanish, Catalan, Italian, Portuguese, Romanian
    "janvier/janv février/fevrier/févr/fév mars avril/avr mai juin juillet/juil août/aout septembre/sept "
    "octobre/oct novembre décembre/decembre/déc",
    "enero/ene febrero marzo abril/abr mayo junio julio agosto/ago septiembre/setiembre/sept octubre noviembre "
    "diciembre/dic",
    "gener febrer març abril maig juny juliol agost setembre octubre novembre desembre",
    "gennaio/gen febbraio marzo aprile maggio/mag giugno/giu luglio/lug agosto settembre/set ottobre/ott novembre "
    "dicembre",
    "janeiro fevereiro/fev março/marco abril maio junho julho agosto setembro outubro/out novembro dezembro",
    "ianuarie/ian februarie martie aprilie mai iunie/iun iulie/iul august septembrie octombrie noiembrie decembrie",
    # Polish, Czech, Slovak
    "styczeń/stycznia/sty luty/lutego/lut marzec/marca kwiecień/kwietnia/kwi maj/maja czerwiec/czerwca/cze "
    "lipiec/lipca/lip sierpień/sierpnia/sie wrzesień/września/wrz październik/października/paź listopad/listopada/lis "
    "grudzień/grudnia/gru",
    "leden/ledna únor/února březen/března duben/dubna květen/května červen/června červenec/července srpen/srpna "
    "září říjen/října listopad/listopadu prosinec/prosince",
    "január/januára február/februára marec/marca apríl/apríla máj/mája jún/júna júl/júla august/augusta "
    "september/septembra október/októbra november/novembra december/decembra",
    # Swedish, Norwegian, Danish, Icelandic, Finnish, Estonian
    "januari februari mars april maj juni juli augusti september oktober november december",
    "januar februar mars april mai juni juli august september oktober november desember/des",
    "januar februar marts april maj juni juli august september oktober november december",
    "janúar febrúar mars apríl maí júní júlí ágúst september október nóvember desember",
    "tammikuuta/tammikuu helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta "
    "lokakuuta marraskuuta joulukuuta",
    "jaanuar/jaanuaril veebruar märts aprill mai juuni juuli august september oktoober november detsember",
    # Latvian, Lithuanian, Hungarian, Turkish, Greek, Kazakh, Indonesian, Serbian
    "janvāris/janvārī februāris/februārī marts/martā aprīlis/aprīlī maijs/maijā jūnijs/jūnijā jūlijs/jūlijā "
    "augusts/augustā septembris/septembrī oktobris/oktobrī novembris/novembrī decembris/decembrī",
    "sausio vasario kovo balandžio gegužės birželio liepos rugpjūčio rugsėjo spalio lapkričio gruodžio",
    "január/jan február/febr március/márc április/ápr május/máj június/jún július/júl augusztus szeptember/szept "
    "október november december",
    "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "ιανουαρίου/ιαν φεβρουαρίου/φεβ μαρτίου/μαρ απριλίου/απρ μαΐου/μαϊ ιουνίου/ιουν ιουλίου/ιουλ αυγούστου/αυγ "
    "σεπτεμβρίου/σεπ οκτωβρίου/οκτ νοεμβρίου/νοε δεκεμβρίου/δεκ",
    "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан",
    "januari februari maret april mei juni juli agustus september oktober november desember",
    "јануар/јануара фебруар/фебруара март/марта април/априла мај/маја јун/јуна јул/јула август/августа "
    "септембар/септембра октобар/октобра новембар/новембра децембар/децембра",
)  # fmt: skip
_NUMBER_OF = {
    name: number
    for language in reversed(_NAMES)
    for number, names in enumerate(language.split(), 1)
    for name in names.split("/")
}
WORDS_TOO = frozenset(("ago", "gen", "ene", "out", "set", "mag", "lis", "lip", "sie", "cze", "ян", "вер", "лист", "трав"))
"""Abbreviations that are words of their own too: beside a day they mean a month only where a year stands with them."""


def month_number(name: str) -> int:
    """1 to 12 for the name of a month, in any case or abbreviation; 0 for another word."""
    return _NUMBER_OF.get(name.lower(), 0)
