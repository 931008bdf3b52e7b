"""What is always furniture, or always a field: one named line each, with an example beside it.

A rule looks at one line alone, from its beginning, whatever the case of its letters. `longest` is the length up to which
a line can be such a thing: "Комментарии" is a heading of the comment box, a paragraph that begins with it is not. The
first rule that fits wins. `digest convert --explain` names the rule of every line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from digest.seeds.blocks import Label

J, CREDIT, RIGHTS, CAPTION = Label.JUNK, Label.CREDIT, Label.RIGHTS, Label.CAPTION

MONTHS = (
    r"янв\w*|фев\w*|мар(?:т|та)?|апр\w*|мая|май|июн\w*|июл\w*|авг\w*|сен\w*|окт\w*|ноя\w*|дек\w*"
    r"|jan\w*|feb\w*|mar(?:ch)?|apr\w*|may|june?|july?|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*"
)
DAY = rf"(?:\d{{1,2}}\.? (?:de )?(?:{MONTHS})\.?|(?:{MONTHS})\.? \d{{1,2}})(?:,? \d{{4}})?(?: г(?:ода|\.)?)?"
NUMERIC = r"\d{1,2}[./-]\d{1,2}(?:[./-]\d{2,4})?|\d{4}-\d\d-\d\d"
CLOCK = r"\d{1,2}[:.h]\d\d(?::\d\d)?(?: ?[ap]\.?m\.?)?(?: ?(?:мск|msk|gmt|utc|e[sd]t|p[sd]t|cet|uhr|h)\b)?"
AGENCIES = (
    r"ap(?: photo)?|reuters|getty(?: images)?|afp|epa|shutterstock|i?stock(?:photo)?|depositphotos|fotolia|unsplash|"
    r"wikimedia|flickr|dpa|picture alliance|imago|bloomberg|nasa|esa|pixabay|adobe stock|alamy|zuma|"
    r"тасс|риа новости|интерфакс|коммерсант\w*|роскосмос\w*|рбк|sputnik|лента\.ру|xinhua|global look press"
)


@dataclass(frozen=True, slots=True)
class Rule:
    """`tail` marks what begins the end of a page: comments, other articles, boxes that follow the article."""

    name: str
    label: Label
    pattern: str
    example: str
    longest: int = 90
    tail: bool = False


RULES = (
    # fields
    Rule("credit", CREDIT, r"(?:источник (?:изображения|фото)|(?:фото|изображение|иллюстрация|снимок|фотография)(?:графия)?(?: ?:| ?©| предоставлен)|photo(?:graph|s)?(?: ?:| by | credit| courtesy)|(?:image|picture|video)(?: credit| source| courtesy| via| by |s? ?:)|credits? ?:|foto ?:|bild ?:|crédit ?:)", "Фото: Роскосмос", 200),
    Rule("agency picture", CREDIT, rf"(?:©|\(c\)|ⓒ)? ?(?:{AGENCIES})(?: ?[/|,©(].{{0,80}}|\))?$", "© AP Photo/Jane Doe", 120),
    Rule("picture by", CREDIT, rf"(?:©|\(c\)) ?[^\d]{{2,60}}(?:{AGENCIES})\b", "© Иван Петров / РИА Новости", 120),
    Rule("source line", J, r"(?:источник|source|quelle|fuente|originally published (?:by|on|at|in)) ?: ?\S", "Источник: РИА Новости", 140),
    Rule("byline", J, r"(?:автор\w*|текст|подготовил\w*|корреспондент|редактор|written by|posted by|author|by|von|par|por|di|text ?:|reporting by|edited by) ?:? (?:[^\W\d_][\w'’.-]* ?){1,5}(?:[|,·•/–—-]|$|\bon\b|\bпо\b|\d)", "Автор: Иван Петров", 110),
    Rule("rights", RIGHTS, r"(?:©|\(c\)|copyright\b|все права (?:защищены|принадлежат)|права на (?:данный|этот|настоящий)|all rights reserved|материал\w* размещ[её]н|(?:при )?(?:полн|частичн|люб)\w+ (?:или частичн\w+ )?(?:использовани|цитировани|копировани|перепечатк|воспроизведени)|(?:перепечатка|использование|копирование|воспроизведение|цитирование) (?:текст|материал|информаци|любых)|при (?:использовани|цитировани|копировани|перепечатк)|alle rechte vorbehalten|tous droits réservés|todos los derechos|this (?:material|article|story) (?:may not be|is (?:copyright|republished))|no part of this)", "Все права защищены", 400),
    Rule("registered", RIGHTS, r"(?:сетевое издание|средство массовой информации|свидетельство о регистрации|зарегистрировано (?:федеральной|роскомнадзор)|учредитель ?:|главный редактор ?:)", "Сетевое издание зарегистрировано Роскомнадзором", 500),
    Rule("age mark", J, r"\(?(?:0|6|12|16|18) ?\+\)?$", "18+"),
    # figures and stamps
    Rule("counter", J, r"(?:[-+−±#№]? ?\d[\d .,]{0,12}(?:[kmкм]|тыс\.?|млн\.?)?\+?|\(\d+\)|\d+ ?/ ?\d+|\d+ of \d+ ?\|?)$", "1295"),
    Rule("counted", J, r"(?:просмотр\w*|комментари\w*|прочитал\w*|нравится|лайк\w*|голос\w*|рейтинг|оценк\w*|views?|comments?|likes?|shares?|votes?|rating) ?:? ?\(?\d[\d .,]*[kmкм]?\)?$", "Просмотров: 345"),
    Rule("count of", J, r"\d[\d .,]*[kmкм]?\+? (?:просмотр\w*|комментари\w*|ответ\w*|лайк\w*|голос\w*|отзыв\w*|views?|comments?|likes?|shares?|repl(?:y|ies)|votes?|reviews?|followers|kommentare?|commentaires?|comentarios?)\b.{0,20}$", "12 комментариев"),
    Rule("reading time", J, r"(?:время (?:чтения|на чтение) ?:?.{0,12}|(?:estimated )?reading time ?:?.{0,14}|\d+ ?(?:мин\w*|min(?:ute)?s?\.?)(?: (?:чтения|на чтение|read(?:ing)?|lesezeit|de lecture))?)$", "5 min read"),
    Rule("stamp", J, rf"(?:(?:сегодня|вчера|today|yesterday|heute|gestern),? ?(?:в |at )?)?(?:(?:{NUMERIC})[,|·•]? ?(?:в |at )?(?:{CLOCK})?|(?:{CLOCK})[,|·•]? ?(?:{NUMERIC})?)$", "28.07 14:54"),
    Rule("date line", J, rf"(?:(?:опубликован\w*|обновлен\w*|создан\w*|дата|published|updated|posted|last (?:updated|modified)|modified|veröffentlicht|aktualisiert|publié|publicado)(?: (?:on|le|el|am))? ?:? ?)?(?:(?:понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?)\w*,? )?(?:{DAY})[,|·•-]? ?(?:в |at |- ?|@ ?)?(?:{CLOCK})?(?: ?[|·•].{{0,40}})?$", "1 декабря 2016, 10:23", 110),
    Rule("published", J, rf"(?:опубликован\w*|обновлен\w*|дата публикации|published|updated|posted|last (?:updated|modified)|first published)(?: on)? ?:? ?(?:{DAY}|{NUMERIC}|{CLOCK})", "Published: 1 December 2016", 110),
    Rule("time ago", J, r"(?:\d+|an?|one) (?:секунд\w*|минут\w*|час\w*|дн\w*|день|недел\w*|месяц\w*|год\w*|лет|seconds?|min(?:ute)?s?|h(?:ou)?rs?|days?|weeks?|months?|years?) (?:назад|ago)$|(?:vor|hace|il y a) \d+ \w+$", "2 часа назад"),
    # boxes
    Rule("login", J, r"(?:войти|вход|выйти|регистрация|зарегистрироваться|авторизация|личный кабинет|забыли пароль|log ?(?:in|out)|sign ?(?:in|up|out)|register|my account|anmelden|einloggen|se connecter|connexion|iniciar sesión|accedi)(?:(?: |/|\||и|или|or|and)+(?:войти|вход|регистрация|зарегистрироваться|log ?in|sign ?(?:in|up)|register|join|subscribe))*[.?!]?$", "Войти"),
    Rule("comment box", J, r"(?:(?:хотите )?(?:остав\w+|добав\w+|написать|отправить) (?:свой )?(?:комментари|отзыв|ответ)|комментари(?:и|ев|я|ю)\b.{0,20}$|комментировать|обсудить|обсуждение$|(?:leave|post|add|write|submit) (?:a |your )?(?:comment|reply|response)|(?:view|show|read|load|see|hide|join)(?: all| the)?(?: \d+)? (?:comments?|conversation|discussion)|comments?(?: \(\d+\))?:?$|comments (?:are closed|off|section|policy)|join the (?:conversation|discussion)|what do you think\?|your email address will not|kommentare?$|kommentar schreiben|commentaires?$|comentarios?$|deja un comentario|laisser un commentaire|\d+ (?:responses?|thoughts?|comments?|repl(?:y|ies)) (?:to|on)\b|discuss(?:ion)?$)", "Хотите оставить комментарий?", 160, tail=True),
    Rule("must log in", J, r"(?:зарегистрируйтесь|авторизуйтесь|войдите|чтобы (?:оставить|добавить|комментировать)|только зарегистрированн|для (?:комментирования|добавления)|(?:you must|please|you need to) (?:be )?(?:log|sign|register)|already (?:a|have an?) (?:member|subscriber|account)|not a member|to (?:comment|post|reply),? )", "Зарегистрируйтесь, чтобы комментировать", 160),
    Rule("in reply", J, r"(?:ответ на|в ответ на|in reply to|replying to) [\"«“']", "Ответ на «Пуск перенесён»", 160),
    Rule("subscribe", J, r"(?:подписка(?: на |$)|подписаться|подпишитесь|подписывайтесь|(?:еже\w+ )?рассылка|получайте|оформ\w+ подписк|присоединяйтесь|читайте нас|следите за|мы в (?:telegram|соц|vk|вк|дзен|max)|наш (?:телеграм|telegram|канал)|subscribe|sign up (?:for|to|here|now|today)|get (?:the|our|your|unlimited|exclusive)\b.{0,60}(?:newsletter|inbox|email|access|app)|(?:our |the |free |daily |weekly )*newsletters?\b|follow (?:us|me|on|@|the|[A-Z])|join (?:us|our|now|the newsletter)|enter your e?-?mail|your e?-?mail|e-?mail(?: address)?\*?$|stay (?:up to date|informed|connected|tuned)|don'?t miss|support (?:our|us|independent|quality)|donate|become a (?:member|subscriber|supporter)|(?:already )?a subscriber|unlock|start your free|continue reading|newsletter abonnieren|jetzt (?:abonnieren|weiterlesen|anmelden)|abonnez-vous|inscrivez-vous|suscríbete|s'abonner)", "Подпишитесь на наш канал", 200),
    Rule("share", J, r"(?:поделиться|поделитесь|рассказать друзьям|отправить (?:другу|по почте)|скопировать ссылку|ссылка скопирована|share|shares|tweet|pin it|copy(?: the)? link|link copied|get short url|e-?mail (?:this|article|to a friend)|print(?: this| article)?|save(?: article| this| for later)?|bookmark|teilen|drucken|merken|partager|compartir|condividi|facebook|twitter|x|vk|vkontakte|вконтакте|одноклассники|ok|telegram|телеграм|whatsapp|viber|instagram|youtube|linkedin|pinterest|reddit|rss|flipboard|pocket|messenger|threads|bluesky|печать|распечатать|версия для печати|print version|permalink)(?:[\s,|/·•+:]+(?:on|via|by|this|article|in|with|auf|sur|a|friend|в|на|и|twitter|facebook|x|vk|вконтакте|одноклассники|telegram|whatsapp|viber|instagram|youtube|linkedin|pinterest|reddit|e-?mail|print|copy|link|messenger|threads|bluesky|share|tweet|discussion|story|post|page|close|button|sms))*[\s:!]*$", "Поделиться в Telegram"),
    Rule("click to share", J, r"(?:click (?:to|here|on)|нажмите,? чтобы|tap to|press) ", "Click to share on Facebook", 120),
    Rule("read also: title", J, r"(?:читайте (?:также|ещ[её]|подробнее|в|нас)|смотрите также|(?:по|на) (?:этой )?теме|ранее по теме|подробнее|см\. также|не пропустите|read (?:also|more|next|the full|full)|see also|also (?:read|see)|related|more (?:on|from|about|in)|recommended|watch(?: now| next| more)?|listen|next|up next|don't miss|lesen sie(?: auch| mehr)?|mehr (?:zum thema|dazu)|lire aussi|à lire|leggi anche|lee también|te puede interesar|lea también|czytaj też|читайте також)\b ?[:»>|–—-] ?\S", "Читайте также: «Союз» вернулся", 220),
    Rule("other articles", J, r"(?:читайте (?:также|ещ[её])|читать (?:далее|также|полностью|дальше)|смотрите также|(?:материал\w*|новост\w*|ещ[её]|другие (?:материалы|новости)|статьи) (?:по|на|этой) (?:этой )?тем\w+|(?:эта|по|в) тем[аеу]$|похожие (?:материалы|новости|статьи|записи)|популярн\w+(?: (?:за|в|материал|новост|статьи)\w*.{0,20})?$|самое (?:читаемое|популярное|обсуждаемое|важное|интересное)|(?:самые )?обсуждаемы?[ео]$|рекоменд\w+$|вам может (?:быть интересно|понравиться)|это интересно|лента новостей|лента$|(?:последние|свежие|главные|все|другие|важные|горячие|топ) новости|все материалы|главное(?: за .{0,20}| сейчас| сегодня)?$|новости (?:партн[её]ров|сми2?|дня|россии|мира|часа|компаний)|актуально$|топ[- ]?\d*$|сми2|ещ[её] новости|предыдущая|следующая|назад к списку|в новости упоминаются|разделы (?:новостей|сайта)|(?:read|see|learn|view|show|load) (?:also|more|all|next)|related(?: \w+)?(?: \w+)?$|related (?:articles|stories|posts|content|topics|links|news|reading|coverage|video)|more (?:on this|from|stories|news|articles|in|like this|about|to explore|coverage|videos)\b.{0,30}|recommended(?: (?:for you|stories|reading|videos|articles))?$|you (?:may|might) (?:also )?(?:like|enjoy|be interested)|(?:most|top|popular|trending|latest|recent|featured|other|similar|editor'?s|today'?s) (?:read|popular|viewed|stories|news|posts?|articles|now|headlines|videos?|comments|picks?|shared|recent|discussed)\b.{0,20}$|trending(?: now)?$|popular$|latest$|what to read next|up next|watch next|next article|previous article|promoted|from (?:around )?the web|das könnte sie(?: auch)? interessieren|mehr zum thema|auch interessant|meistgelesen|à découvrir|à lire (?:aussi|également)|sur le même sujet|lire aussi|les plus lus|articles similaires|te puede interesar|más leídas|noticias relacionadas|leggi anche|potrebbe interessarti|lee también|lees ook|czytaj (?:też|także)|читайте також|останні новини)\b.{0,60}$", "Материалы по теме", 110, tail=True),
    Rule("menu", J, r"(?:главная|на главную|о (?:сайте|нас|проекте|компании|редакции)|контакты|обратная связь|карта сайта|архив|поиск|найти|меню|закрыть|развернуть|свернуть|обновить|показать (?:ещ[её]|все|больше)|загрузить ещ[её]|наверх|вверх|назад|далее|вперед|рубрики|разделы|новости|статьи|видео|фото|спецпроекты|политика конфиденциальности|пользовательское соглашение|правила\b.{0,30}|вакансии|реклама на сайте|размещение рекламы|мобильная версия|полная версия|home(?:page)?|about(?: us)?|contacts?(?: us)?|privacy(?: policy| notice)?|terms(?: (?:of|and|&) \w+)?(?: of use)?|cookie (?:policy|settings|preferences)|sitemap|search(?: for)?:?|menu|toggle (?:navigation|menu)|navigation|close|open|skip to .{0,30}|(?:back to )?top|back|next|prev(?:ious)?|expand|collapse|show (?:more|less|all)|view (?:all|more|gallery|slideshow)|load more|see all|loader|loading\.*|help|faq|jobs|careers|advertise(?: with us)?|accessibility(?: \w+)?|subscribe|archives?|categories|impressum|datenschutz|startseite|kontakt|accueil|inicio|index|play|pause|mute|gallery|photos?|videos?|news|article|u\.?s\.? news|table of contents|contents|report (?:a typo|ad|this)|edit|delete|flag|reply|quote|like|ответить|цитировать|пожаловаться|нравится|править)[\s:.»>›→]*$", "О сайте"),
    Rule("breadcrumbs", J, r"(?:главная|home|startseite|accueil|inicio|новости|news)\s*[/>»›→|·]\s*\S", "Главная / Новости / Космос", 160),
    Rule("separated menu", J, r"(?:[^|•·/>»]{2,25}\s*[|•·»]\s*){2,}[^|•·»]{0,40}$", "Политика | Общество | Спорт", 160),
    Rule("advert", J, r"(?:реклама\b.{0,60}$|на правах рекламы|партн[её]рский материал|erid ?:|advertisements?\b.{0,40}$|advert$|sponsored\b.{0,40}$|promoted\b.{0,40}$|paid (?:content|post)|anzeige$|werbung$|publicité$|publicidad$|pubblicità$|story continues below|article continues (?:below|after)|continue (?:after|below)|this (?:post|article|page|site) (?:may )?contains? affiliate|as an amazon associate|we may (?:earn|receive) (?:a )?commission|scroll (?:down )?(?:to|for))", "На правах рекламы", 260),
    Rule("cookies", J, r"(?:(?:мы|этот сайт|сайт|наш сайт) использу\w+.{0,40}cookie|(?:продолжая|оставаясь)\b.{0,60}(?:соглаша|cookie)|(?:we|this (?:web)?site|our (?:web)?site)(?: and .{0,40})? uses? .{0,20}cookies|by (?:using|continuing|clicking|signing|subscribing|submitting|entering)|accept(?: all)?(?: cookies)?$|manage (?:cookies|preferences)|(?:we value|your) privacy|i agree|cookies?$|diese website verwendet|ce site utilise)", "Сайт использует файлы cookie", 500),
    Rule("misprint box", J, r"(?:(?:если вы )?(?:заметили|нашли|увидели|обнаружили)\b.{0,30}(?:ошибк|опечатк|неточност)|сообщить об ошибке|выделите (?:е[её]|текст)|ctrl ?\+ ?enter|(?:spotted|found|notice[d]?) (?:an?|any) (?:error|mistake|typo)|report an? (?:error|typo|correction)|see something wrong|got a (?:tip|story)|have a (?:tip|story))", "Нашли опечатку? Нажмите Ctrl+Enter", 240),
    Rule("app", J, r"(?:скача\w+ (?:наше )?приложение|установ\w+ приложение|download (?:the|our) (?:\w+ ){0,3}app|get (?:the|our) app|available on (?:the )?(?:app store|google)|app store$|google play$)", "Скачайте приложение", 120),
    Rule("tags line", J, r"(?:теги|тэги|метки|ключевые слова|темы|сюжет|рубрик[аи]|категори[яи]|упоминаются|tags?|tagged(?: with| as| in)?|keywords|topics|filed (?:under|in)|categor(?:y|ies)|posted in|in this article|more about|schlagwörter|schlagworte|themen|mots-clés|etiquetas)(?: ?:.{0,300}|$)", "Теги: Байконур, Роскосмос", 320),
    Rule("hashtags", J, r"(?:#[\w-]+[\s,]*)+$", "#байконур #союз", 200),
    Rule("contact", J, r"(?:тел(?:ефон)?\.? ?:|факс ?:|адрес ?:|e-?mail ?:|почта ?:|phone ?:|tel\.? ?:|fax ?:|media contacts?\b|press contacts?\b|contact ?:|[\w.+-]+@[\w-]+\.[\w.]+$|https?://\S+$|www\.\S+$|@\w+$)", "Тел.: +7 000 000-00-00", 160),
    Rule("closing note", J, r"(?:(?:the )?views? (?:and opinions )?expressed|мнение (?:автора|редакции)|(?:редакция|редакции) не нес[её]т|материалы предоставлены|materials? provided by|reporting by|additional reporting|edited by|editing by|our standards|disclaimer ?:|disclosure ?:|this (?:article|story|post) (?:was|is|has been) (?:originally|first)\b|originally (?:published|appeared)|about the author\b|об авторе\b|written by\b|.{2,40} is an? (?:staff |senior |freelance |associate )*(?:writer|reporter|journalist|editor|columnist|correspondent) (?:for|at|based|with|who)|.{2,40} contributed to this)", "Мнение автора может не совпадать с мнением редакции", 400, tail=True),
    Rule("no words", J, r"[\W_]+$", "***"),
)  # fmt: skip


def _combined() -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<r{number}>{rule.pattern})" for number, rule in enumerate(RULES)), re.IGNORECASE)


_ALL = _combined()
_LONGEST = max(rule.longest for rule in RULES)


def rule_for(text: str) -> Rule | None:
    """The first rule that a line falls under, if any."""
    if len(text) > _LONGEST:
        return None
    match = _ALL.match(text)
    if match is None or match.lastgroup is None:
        return None
    rule = RULES[int(match.lastgroup[1:])]
    return rule if len(text) <= rule.longest else _next_rule(text, int(match.lastgroup[1:]) + 1)


def _next_rule(text: str, first: int) -> Rule | None:
    """Where the line is too long for the rule that fitted, another may still fit."""
    for rule in RULES[first:]:
        if len(text) <= rule.longest and re.match(rule.pattern, text, re.IGNORECASE):
            return rule
    return None
