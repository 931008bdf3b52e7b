"""Which language words are in, and how much of them is the small change of sentences.

Function words make a third to a half of running text in every language and hardly any of a menu (Kohlschütter et al.
2010, "Boilerplate Detection using Shallow Text Features"; Pomikálek 2011, the stop-word share of jusText).
"""

from __future__ import annotations

import re
from collections import Counter

SAMPLE = 6_000  # letters that are enough to tell a language
SURE = 0.12  # share of a language's function words in a text that is in it

# The forty or so commonest words that hardly mean anything, by language.
FUNCTION_WORDS = {
    "ru": "и в во не на я что он она оно они с со как а то все но его ее её к ко у же вы за бы по только от из о об до "
    "для при это этот эта эти того том так был была было были быть который которая которые которых также уже или если "
    "мы их нет чтобы когда после между более ранее может через под над",
    "uk": "і в у на що не з та до за як для це він вона вони але від про його її по також який яка які або якщо був була "
    "було були є щоб при після ми їх більше цього через",
    "be": "і ў у на што не з да за як для гэта ён яна яны але ад пра яго яе па таксама які якая якія або калі быў была было",
    "bg": "и в на се да не от за че по са с като до той ще при как си след което които беше това този",
    "kk": "және мен бұл үшін де да бен пен бар осы деп болып ол сол туралы бойынша оның бір",
    "en": "the of and to in a is that it for on was with as he she his her at by this be are from have has had not or an "
    "which they their were been but its who will would there we you can more about after when said all also than",
    "de": "der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat "
    "dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor",
    "fr": "de la le et les des en un une du dans que est pour qui au sur pas par plus il ne se ce sont avec son sa ses aux "
    "cette mais ou été elle ont nous vous être leur",
    "es": "de la que el en y a los del se las por un para con no una su al lo como más pero sus le ya o este ha sí porque "
    "esta entre cuando muy sin sobre también fue era son",
    "it": "di che e il la in un è per una non sono da con del le si della i alla più al ha come dei nel gli ma anche lo "
    "delle questo essere o ci nella suo sua",
    "pt": "de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu sua "
    "ou ser quando muito nos já está eu também pelo pela",
    "nl": "de en van een het in is dat op te zijn met voor niet aan er om ook als maar dan bij uit nog naar door wordt "
    "heeft of over deze werd hij ze",
    "pl": "i w na z się że do nie to jest o jak po za od przez jego dla czy ale który która które tym oraz są był było już "
    "tego może także",
    "cs": "a v na se že je s z o do k to pro i ale jako za by po jsou od ve který která které při nebo už také byl bylo",
    "sv": "och i att det som en på är av för med till den har de inte om ett men var jag sig från vi så kan när han eller",
    "no": "og i det er på som til en av for at med ikke har de den om et var han men fra vi så kan ble eller seg",
    "da": "og i det er på som til en af for at med ikke har de den om et var han men fra vi så kan blev eller sig",
    "fi": "ja on ei se että oli hän ovat mutta myös kun tai kuin niin joka jos hänen ole sen sitä mukaan",
    "tr": "ve bir bu da de için ile olarak çok daha olan gibi kadar sonra ancak ise en ne o ya ama her olduğu",
    "hu": "a az és hogy nem is egy ez azt meg de mint volt már csak vagy el még ha ezt akkor után szerint",
    "ro": "de și în a la cu nu pe că care din o un este pentru mai au fost se ce prin sau dar după sunt",
    "el": "και το της να του η την ο τα για με που από στην θα σε των οι τον στο είναι δεν ότι μια",
    "id": "yang dan di dengan untuk dari ini itu pada dalam tidak akan ke adalah oleh sebagai juga karena telah",
    "vi": "và của là có cho không được trong một các những với người này đã để từ khi đến",
    "ar": "في من على إلى أن عن التي الذي هذا هذه مع كان بعد ما لا أو كما بين",
    "fa": "و در به از که این است را با برای آن بر یک خود تا می شد",
    "he": "של את על לא זה הוא היא עם כי גם אל או אם כל יש אני",
    "hi": "के में की है और से को का ने पर यह कि भी एक हैं नहीं",
}  # fmt: skip

_WORD = re.compile(r"[^\W\d_]+")
_SETS = {code: frozenset(words.split()) for code, words in FUNCTION_WORDS.items()}
COMMON = frozenset().union(*_SETS.values())


def words(text: str) -> list[str]:
    """The words of a text in small letters, without figures and signs."""
    return _WORD.findall(text.lower())


def common_share(found: list[str]) -> float:
    """The share of function words of any language, 0 to 1."""
    return sum(word in COMMON for word in found) / len(found) if found else 0.0


def language(text: str) -> str:
    """The code of the language that a text is written in, empty where it cannot be told."""
    found = Counter(words(text[:SAMPLE]))
    total = sum(found.values())
    if not total:
        return _script(text[:SAMPLE])
    hits = {code: sum(found[word] for word in small) for code, small in _SETS.items()}
    best, other = sorted(hits, key=lambda code: (-hits[code], code))[:2]
    if hits[best] >= SURE * total and hits[best] >= hits[other] * 1.1:
        return best
    return _script(text[:SAMPLE])


def _script(text: str) -> str:
    """A language that its letters alone give away."""
    for code, letters in (
        ("ja", "[\u3040-\u30ff]"),
        ("ko", "[\uac00-\ud7af]"),
        ("zh", "[\u4e00-\u9fff]"),
        ("th", "[\u0e00-\u0e7f]"),
    ):
        if len(re.findall(letters, text)) > 0.2 * len(text.replace(" ", "")):
            return code
    return ""
