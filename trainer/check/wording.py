"""What the words of a line tell: whether they ask, how a question begins, what they claim, whom they reach.

The lists read English and Spanish. They would rather miss something than trouble an author over a good line; for a
scenario in another language only what needs no words of it is looked at.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from scoring.texts import Said, legal_false


class Span(NamedTuple):
    """A part of a text: where it begins, counted from 0, and its words."""

    start: int
    text: str


class Language(NamedTuple):
    """What a language needs for S203 and S207, as regular expressions over lower and upper case alike.

    `closed` are the first words of a question that yes or no answers, `fillers` what may stand before a question's
    first word, `invites` words that ask without a question mark, `leave` words that ask leave without one, `claims`
    words of law and statistics, `unsure` words that take a claim back, `promises` a promise in whose sentence an
    `amount` of money is a claim. `stems`, in lower case, are no expressions: one of them is in whatever `claims` finds,
    and looking for them first is quicker.
    """

    closed: str
    fillers: str
    invites: str
    leave: str
    stems: tuple[str, ...]
    claims: str
    unsure: str
    promises: str
    amount: str


_NUMBER = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|\d+)"

_ENGLISH: Final = Language(
    closed=(
        r"(?:do|does|did|is|are|am|was|were|have|has|had|will|would|can|could|shall|should|may|might|must)(?:n't)?|"
        r"won't|can't|shan't|ain't"
    ),
    fillers=r"and|so|but|or|well|okay|ok|now|then|hey|oh|yeah|yes|no|right|look|listen|because|anyway",
    invites=(
        r"\b(?:tell|show|walk|talk|take|teach|give|remind|run) (?:me|us)\b|\b(?:explain|describe|say more|go on)\b|"
        r"\blet(?:'s| me| us) hear\b|\bhelp me (?:understand|see)\b|\bI(?:'d| would) (?:like|love) to (?:hear|know)\b|"
        r"\bI(?:'m| am)? (?:curious|wonder(?:ing)?)\b|\b(?:start|begin) (?:at|with|from|where)\b"
    ),
    leave=(
        r"\bmind if\b|\bif (?:I may|you don't mind|you'll let me|you let me)\b|\blet me (?:ask|know)\b|"
        r"\bif (?:that|it)(?:'s| is) (?:ok|okay|all right|alright|fine)\b|\bI(?:'d| would) like to ask\b"
    ),
    stems=(
        "legal",
        "law",
        "rule",
        "regulation",
        "states",
        "right",
        "do a thing",
        "cent",
        "%",
        "stud",
        "research",
        "statistic",
        "the data",
        "survey",
        " out of ",
        " in ",
    ),
    claims="|".join(
        (
            r"\b(?:il)?legal(?:ly)?\b(?! (?:aid|pad|clinic|team|department|services|office|fund|name|paper))",
            r"\b(?:un)?lawful(?:ly)?\b",
            r"\bagainst the law\b",
            r"(?<!in-)(?<!in )\bthe law\b(?! (?:office|firm|school))",
            r"\b(?:by|federal|state|labor|housing|tenant|city|election) law\b",
            r"\b(?:federal|state) (?:rules?|regulations?)\b",
            r"\b(?:most|all|some) states (?:bar|ban|forbid|require|protect|allow)\b",
            r"\b(?:it|that)(?:'s| is) your right\b",
            r"\byou(?:'ve| have) (?:got )?(?:a|the) (?:legal )?right to\b",
            r"\b(?:can't|cannot) do a thing to you\b",
            r"(?<!\bhundred )(?<!\b100 )\bper ?cent\b",
            r"(?<![\d.])(?!100\b)\d[\d.]* ?%",
            r"\b(?:a|the|every|new) study (?:shows?|says?|found|finds|proves?)\b",
            r"\bstudies (?:show|say|find|found|prove|have)\b|\baccording to (?:a|the) study\b",
            r"\bthere(?:'s| is| are) (?:a |been |plenty of |lots of )*stud(?:y|ies)\b(?! (?:hall|group|room|guide))",
            r"\b(?:research|statistics|the data|surveys?) (?:show|say|find|prove)s?\b",
            r"\bstatistic(?:s|ally)\b",
            rf"\b{_NUMBER} (?:out of|in) (?:every )?(?:three|four|five|ten|a hundred|\d+)\b"
            r"(?! (?:minute|hour|day|week|month|year))",
        )
    ),
    unsure=(
        r"\b(?:don't|do not|didn't) know\b|\bno idea\b|\bnot sure\b|\bcouldn't (?:tell|say)\b|\bcan't (?:tell you|say) "
        r"(?:what|if|whether)\b|\bI wonder\b|\bno lawyer\b"
    ),
    promises=(
        r"\b(?:you|we|they|he|she|it|the union|everybody|everyone)"
        r"(?:'ll| will|(?:'re|'s| are| is) (?:going to|gonna))\b"
        r".{0,40}?\b(?:get|win|have|see|make|earn|save|receive|pay you|owe you|bring you)\b|"
        r"\b(?:guarantee|promise|swear)d?\b"
    ),
    amount=(
        r"[$€£] ?\d[\d.,]*|\b(?:\d[\d.,]*|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|"
        r"thirty|forty|fifty|sixty|eighty|hundred|thousand)(?:[ -](?:hundred|thousand|fifty))*[ -]"
        r"(?:dollars?|bucks?|euros?|pounds?|grand|cents?)\b"
    ),
)

_SPANISH: Final = Language(
    closed=(
        r"es|son|era|eran|fue|fueron|será|sería|soy|somos|eres|estás?|están|estaba[ns]?|estuvo|hay|había|hubo|"
        r"tiene[ns]?|tenía[ns]?|ha[ns]?|he|había[ns]?|puede[ns]?|podrías?|podrían|podemos|"
        r"quieres?|quieren|quisieras?|querrías?|va[ns]?|vamos|irías?|crees?|creen|sabes?|saben|conoces?|"
        r"debe[ns]?|viene[ns]?|vendrías?|me|te|le|les|se|nos|lo|la"
    ),
    fillers=r"y|pero|entonces|pues|bueno|oye|oiga|mira|mire|a ver|o|no|sí|ah|ahora|ajá",
    invites=(
        r"\b(?:cuénta|cuénte|di|díga|hábla|háble|platíca|platíque|explíca|explíque|descríbe|descríba|enséña|enséñe|"
        r"muéstra|muéstre|recuérda|recuérde|da|dé)(?:me|nos|melo|mela)\b|\b(?:siga|sigue|continúe|continúa)\b|"
        r"\bme gustaría (?:oír|saber|escuchar)\b|\bquisiera (?:oír|saber)\b"
    ),
    leave=(
        r"\bsi (?:me (?:lo )?permites?|no (?:te|le) (?:molesta|importa)|(?:te|le) parece)\b|\bcon (?:tu|su) permiso\b"
    ),
    stems=(
        "legal",
        "la ley",
        "las leyes",
        "por ley",
        "ley ",
        "derecho",
        "ciento",
        "%",
        "estudio",
        "estad",
        " de cada",
    ),
    claims="|".join(
        (
            r"\b(?:i)?legal(?:es|mente)?\b",
            r"\b(?:la ley|las leyes|por ley|ley (?:federal|estatal|laboral))\b",
            r"\b(?:tienes?|tienen|tenemos) (?:el )?derecho a\b",
            r"(?<!\bcien )(?<!\b100 )\bpor ?ciento\b",
            r"(?<![\d.])(?!100\b)\d[\d.]* ?%",
            r"\b(?:los|unos|varios|muchos) estudios\b",
            r"\b(?:el|un) estudio (?:dice|muestra|demuestra)\b",
            r"\bestadísticas?\b",
            r"\b(?:uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|\d+) de cada\b",
        )
    ),
    unsure=r"\bno sé\b|\bni idea\b|\bno estoy segur[oa]\b|\bno soy abogad[oa]\b|\bquién sabe\b",
    promises=(
        r"\b(?:vas?|van|vamos) a (?:ganar|recibir|tener|cobrar|sacar|conseguir|pagar(?:te|le|les)|dar(?:te|le|les))\b|"
        r"\b(?:te|le|les|nos) van? a (?:pagar|dar|subir|devolver)\b|\b(?:ganarás?|recibirás?|cobrarás?)\b|"
        r"\b(?:te|le|les) (?:prometo|garantizo|juro|prometemos|garantizamos)\b"
    ),
    amount=(
        r"[$€£] ?\d[\d.,]*|\b(?:\d[\d.,]*|un|dos|tres|cuatro|cinco|diez|veinte|cien|mil)(?: mil)? "
        r"(?:dólar|peso|euro)(?:es|s)?\b"
    ),
)

LANGUAGES: Final = {"en": _ENGLISH, "es": _SPANISH}

LONGEST: Final = 10_000
"""Characters of a line that are looked at."""

_GESTURE: Final = re.compile(r"\*[^*]*\*")
_QUESTION_MARK: Final = re.compile("[?？؟]")
_SENTENCE_END: Final = re.compile(r"(?<=[.!?…])[\"'”)]*\s+")
_FORBIDS: Final = re.compile(r"n't\b|\bnot\b|\bnothing\b|\bprotected\b", re.IGNORECASE)
_TAG: Final = re.compile(r",\s*(?:right|correct|yeah|no|verdad|cierto|\w+n't \w+)\?[\"'”)]*$", re.IGNORECASE)


def said(text: str) -> str:
    """A text as it is said, letter for letter in its old place: gestures are blank, apostrophes are plain.

    Of a text that nobody could say, only the beginning.
    """
    return _GESTURE.sub(lambda gesture: " " * len(gesture[0]), text[:LONGEST]).replace("’", "'")


def question_marks(text: str) -> int:
    """How many question marks are said in a text."""
    return len(_QUESTION_MARK.findall(said(text)))


def asks_nothing(move: str, text: str, language: str) -> bool:
    """Whether a line whose move is a question asks nothing: it has no question mark and invites nobody to speak."""
    words = _words_of(language)
    if words is None or question_marks(text):
        return False
    heard = said(text)
    invited = _pattern(words.invites).search(heard)
    return not invited and not (move == "permission" and _pattern(words.leave).search(heard))


def begins_closed(text: str, language: str) -> str:
    """The first word of what a line asks, where yes or no would answer every question in it; otherwise nothing."""
    words = _words_of(language)
    if words is None:
        return ""
    first = ""
    for sentence in _sentences(said(text)):
        if not _QUESTION_MARK.search(sentence.text):
            continue
        asked = _asked(sentence.text, words)
        begins = _pattern(rf"(?:{words.closed})(?![\w'])").match(asked)
        if not begins:
            return ""
        first = first or begins[0]
    return first


def claim(text: str, language: str) -> Span | None:
    """The first words of a line that read like a claim of law, a statistic, or an amount of money promised.

    What is asked, and what the speaker takes back in the same sentence, is no claim.
    """
    words = _words_of(language)
    if words is None:
        return None
    for sentence in _sentences(said(text)):
        found = _claimed(sentence.text, words)
        if found is None or _pattern(words.unsure).search(sentence.text):
            continue
        if not _QUESTION_MARK.search(sentence.text) or _TAG.search(sentence.text.rstrip()):
            return Span(sentence.start + found.start, found.text)
    return None


def _claimed(sentence: str, words: Language) -> Span | None:
    """The words of one sentence that read like a claim."""
    lower = sentence.lower()
    found = _pattern(words.claims).search(sentence) if any(stem in lower for stem in words.stems) else None
    if not found and _pattern(words.promises).search(sentence):
        found = _pattern(words.amount).search(sentence)
    if found:
        return Span(found.start(), found[0])
    if words is _ENGLISH and _FORBIDS.search(sentence) and legal_false(Said(sentence.strip(), "")):
        return Span(len(sentence) - len(sentence.lstrip()), sentence.strip())
    return None


_MAIL: Final = re.compile(r"(?<![\w.+-])[\w.+-]+@(?P<domain>[\w-]+(?:\.[\w-]+)+)")
_SAFE_DOMAIN: Final = re.compile(
    r"(?:^|\.)(?:example\.(?:org|com|net|edu)|example|test|invalid|localhost)$", re.IGNORECASE
)
_TELEPHONE: Final = re.compile(
    r"(?<![\w.$€£/-])(?:"
    r"\+\d[\d ().-]{6,18}\d"  # with the sign of another country
    r"|(?:1[-. ])?(?:\(\d{3}\) ?|\d{3}[-. ])?\d{3}[-.]\d{4}"  # 555-1234, (212) 555-1234, 212.555.1234
    r"|(?:\(\d{3}\) ?|\d{3} )\d{3} \d{4}"
    r"|\d{10}"
    r"|[6789]\d{2}(?: \d{2}){3}|[6789]\d{2} \d{3} \d{3}|[6789]\d{8}"  # Spain
    r"|0\d{2,4}[ -]\d{3,4}[ -]?\d{3,4}"  # Britain
    r"|\d{2} \d{4} \d{4}"  # Mexico
    r")(?![\w/-]|[.,]\d)"
)
_DIGITS: Final = re.compile(r"\d[ .)-]*\d[ .)-]*\d")
_SAFE_TELEPHONE: Final = re.compile(
    r"55501\d\d$"  # kept for fiction in North America
    r"|^0?(?:44)?0?(?:1632960|2079460|7700900)\d{3}$"  # and by Ofcom in Britain
)


def contacts(text: str) -> Iterator[tuple[str, Span]]:
    """Every e-mail address and telephone number in a text that could be somebody's, each with what it is.

    Those kept for examples are nobody's: example.org and the like, 555-0100 to 555-0199, Ofcom's numbers for drama.
    """
    for found in _MAIL.finditer(text) if "@" in text else ():
        if not _SAFE_DOMAIN.search(found["domain"]):
            yield "e-mail address", Span(found.start(), found[0])
    for found in _TELEPHONE.finditer(text) if _DIGITS.search(text) else ():
        if not _SAFE_TELEPHONE.search(re.sub(r"\D", "", found[0])):
            yield "telephone number", Span(found.start(), found[0])


def _words_of(language: str) -> Language | None:
    return LANGUAGES.get(language.partition("-")[0])


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


def _sentences(text: str) -> Iterator[Span]:
    start = 0
    for end in _SENTENCE_END.finditer(text):
        yield Span(start, text[start : end.start()])
        start = end.end()
    if text[start:].strip():
        yield Span(start, text[start:])


def _asked(sentence: str, words: Language) -> str:
    """A question from its first word on: without what leads up to it, such as “So, Bev, …”."""
    if "¿" in sentence:
        sentence = sentence[sentence.rindex("¿") + 1 :]
    lead = _pattern(rf"\W*(?:(?:{words.fillers})\b[\s,]+|[^\W\d_]+,\s+)")
    start = 0
    while found := lead.match(sentence, start):
        start = found.end()
    return sentence[start:].lstrip(" \"'“”—–-…(")
