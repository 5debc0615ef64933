"""A first scene from four answers: who, where, what they fear, and what you will ask of them.

The scene stands in first_scene.txt, and for those who speak Spanish in first_scene_es.txt, with a mark wherever one of
the answers goes. Answers are bent as little as can be: a full stop more, “her” made “my” where the person speaks for
themselves.
"""

import re
import string
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, NamedTuple, get_args

from trainer.bench.files import write_new
from trainer.language import _, mark, spoken
from trainer.scenario.characters import FORBIDDEN, name_of
from trainer.scenario.model import RESERVED_IDS, Setting

SCHEMA_FILE: Final = "second-knock.schema.json"
"""The schema's file beside a scenario, as the first line of the scenario names it to editors."""

SETTINGS: Final[tuple[str, ...]] = get_args(Setting)

_FOLDER: Final = Path(__file__).parent


class Question(NamedTuple):
    """One of the four questions: the option that answers it, its words, an example, and how many words fit."""

    option: str
    asked: str
    example: str
    most_words: int


QUESTIONS: Final = (
    Question("who", mark("Who is it? A name, and after a comma what they do."),
             mark("Marisol Vega, picker, nine years in cold storage"), 16),
    Question("where", mark("Where do you talk with them?"), mark("the loading dock"), 10),
    Question("fear", mark("What do they fear? Say it as they would say it."), mark("they'd cut my hours"), 14),
    Question("ask", mark("What will you ask of them? Say it as you would say it to them, after “Will you …”."),
             mark("put your name on the letter"), 12),
)  # fmt: skip
"""What `new` asks, in this order."""


class Answers(NamedTuple):
    """The four answers, as `answered` gives them: each one line, and short enough to be said."""

    who: str
    where: str
    fear: str
    ask: str


class NotUsable(ValueError):
    """An answer that no scene can be made of: which one (`option`), why, and what would do (`hint`)."""

    def __init__(self, option: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.option = option
        self.hint = hint


def answered(question: Question, written: str) -> str:
    """An answer as it can be used: without spaces around it and a full stop at its end. Raises NotUsable."""
    example = _("as in: {example}").format(example=_(question.example))
    if found := FORBIDDEN.search(written.strip()):
        wrong = _("the answer holds {sign}").format(sign=name_of(found[0]))
        raise NotUsable(question.option, wrong, _("type it again on one line"))
    answer = " ".join(written.split()).rstrip(".!, ")
    if not any(sign.isalpha() for sign in answer):
        raise NotUsable(question.option, _("the answer has no words"), example)
    if "?" in answer:
        raise NotUsable(question.option, _("the answer is a question"), example)
    if len(answer.split()) > question.most_words or len(answer) > 8 * question.most_words:
        wrong = _("that is too long to be said in one breath; {most} words are enough").format(most=question.most_words)
        raise NotUsable(question.option, wrong, example)
    return answer


def scene(answers: Answers, scenario_id: str, setting: str, file_name: str) -> str:
    """The text of a scenario built around the answers."""
    name, _comma, role = (part.strip() for part in answers.who.partition(","))
    words = _SPANISH if spoken() == "es" else _ENGLISH
    ask = words.as_asked(answers.ask)
    when = _day_in(ask, words.day)
    first = _first_name(name)
    marks = {
        "schema": SCHEMA_FILE,
        "file": file_name,
        "id": scenario_id,
        "title": _quoted(words.title.format(first=first)),
        "setting": setting,
        "person": person_id(name),
        "name": _quoted(name),
        "role": f"    role: {_quoted(role)}\n" if role else "",
        "kind": kind_of(answers.fear, words.kinds),
        "where": _quoted(answers.where),
        "ask_title": _quoted(ask),
        "when": _quoted(when or words.when),
    }
    said = {
        "first": first,
        "gone": words.other if first == words.gone else words.gone,
        "fear": words.as_said(answers.fear),
        "ask": ask,
        "ask_with": ask if re.search(words.together, ask) else f"{ask} {words.with_us}",
        "six_of_us": words.six if when else words.six_there.format(place=_place(answers.where, words.here)),
    }
    return _fill((_FOLDER / words.file).read_text(encoding="utf-8"), marks, said)


def begin(answers: Answers, scenario_id: str, setting: str, file: Path) -> None:
    """Write a new scenario around the answers, after `check` found nothing in it.

    Raises files.NotWritten, and NotUsable where an answer makes the scene say something that `check` would not pass.
    """
    write_new(file, scene(answers, scenario_id, setting, file.name), _pass_check)


def _pass_check(file: Path) -> None:
    from trainer.check.run import check_file

    checked = check_file(file)
    for finding in checked.findings:
        line = checked.loaded.lines[finding.line - 1].strip() if finding.line <= len(checked.loaded.lines) else ""
        told = _("with these answers the scene would hold a fault: {message}").format(message=finding.message)
        raise NotUsable("", f"{told} ({finding.code}: {line})", finding.hint)


def _fill(template: str, marks: Mapping[str, str], spoken: Mapping[str, str]) -> str:
    """Put the marks in as they are, and spoken words as the text around them needs it: escaped inside quotes."""
    escaped = {key: _quoted(value)[1:-1] for key, value in spoken.items()}
    lines = []
    for line in template.splitlines():
        quoted = '"' in line and not line.lstrip().startswith("#")
        lines.append(string.Template(line).substitute({**marks, **(escaped if quoted else spoken)}))
    return "\n".join(lines) + "\n"


def default_id(answers: Answers) -> str:
    """The id of a scene with this person."""
    return f"talk_with_{person_id(answers.who.partition(',')[0])}"


def person_id(name: str) -> str:
    """An id from a name: its first part, or more of it where that would be one of the format's own words."""
    words = re.findall(r"[a-z0-9]+", _plain_letters(name).lower())
    while words and not words[0][0].isalpha():
        words = words[1:]
    if words and words[0] in _TITLES and len(words) > 1:
        words = words[1:]
    if not words:
        return "somebody"
    return words[0] if words[0] not in RESERVED_IDS else "_".join([*words[:2], "person"][:2])


def id_from(written: str) -> str:
    """An id made of any words, such as a file's name; empty where they hold no letter."""
    found = re.sub(r"[^a-z0-9]+", "_", _plain_letters(written).lower()).strip("_").lstrip("0123456789_")
    return "" if found in RESERVED_IDS else found


_KINDS: Final = (
    ("status", r"\b(papers|visa|immigration|deport\w*|la migra|permit|green card)\b"),
    ("futility", r"\b(nothing (will|would|ever|changes)|never works|no use|pointless|no point|won't change)\b"),
    ("time", r"\b(no time|don't have (the )?time|too busy|second job|child ?care|hours in the day)\b"),
    ("money", r"\b(dues|afford|pay for it|cost me money|wages? lost|lose (a|the) day'?s pay)\b"),
    ("loyalty", r"\b(been (good|decent|kind) to|behind (his|her|their) back|let(ting)? \w+ down|betray\w*)\b"),
    ("distrust", r"\b(sell us out|use me|using me|lied to|trust you|trust them)\b"),
    ("conflict", r"\b(fall(ing)? out|coworkers|neighbou?rs would|friends would|fights?|turn on me|people talk\w*)\b"),
)  # fmt: skip


_SPANISH_KINDS: Final = (
    ("status", r"\b(papeles|visa|migraci[oó]n|la migra|deport\w*|residencia)\b"),
    ("futility", r"\b(no sirve|nada (va a )?cambia\w*|nunca (funciona|cambia)|para qu[eé])\b"),
    ("time", r"\b(no tengo tiempo|segundo trabajo|no me da tiempo|los ni[nñ]os)\b"),
    ("money", r"\b(cuota\w*|no me alcanza|perder (un|el) d[ií]a|me descuentan)\b"),
    ("loyalty", r"\b(se ha portado bien|fallarle|traicion\w*|a sus espaldas)\b"),
    ("distrust", r"\b(nos venden|me usan|no conf[ií]o|mintieron)\b"),
    ("conflict", r"\b(compa[nñ]er[oa]s|vecin[oa]s|pelea\w*|hablar[ií]an de m[ií])\b"),
)


def kind_of(fear: str, kinds: tuple[tuple[str, str], ...] = _KINDS) -> str:
    """The kind of objection that a fear makes: fear, unless its words plainly say another."""
    plain = fear.lower().replace("\u2019", "'")
    return next((kind for kind, words in kinds if re.search(words, plain)), "fear")


_TITLES: Final = frozenset({"mr", "mrs", "ms", "miss", "dr", "pastor", "father", "sister", "brother", "coach", "aunt"})
_FIRST_PERSON: Final = re.compile(r"\b(i|me|my|mine|we|us|our|myself)\b|\bi'", re.IGNORECASE)
_HER_ALONE: Final = re.compile(
    r"\bher\b(?=$|[,;]| (?:for|in|on|at|to|out|off|from|by|and|or|if|when|over|away|back)\b)"
)
_PLAIN_FORMS: Final = {
    "being": "be", "getting": "get", "going": "go", "having": "have", "letting": "let", "losing": "lose",
    "missing": "miss", "falling": "fall", "standing": "stand",
}  # fmt: skip
_DAY: Final = re.compile(
    r"\b((?:(?:on|this|next) )?(?:mon|tues|wednes|thurs|fri|satur|sun)day(?: (?:morning|noon|afternoon|evening|night))?"
    r"|tomorrow|tonight|next week)\b",
    re.IGNORECASE,
)


def _as_said(fear: str) -> str:
    """The fear as a sentence in the person's own mouth."""
    said = re.sub(r"^(that|afraid (of|that)|fear of|the fear of) ", "", fear, flags=re.IGNORECASE)
    if not _FIRST_PERSON.search(said):
        # told from outside (“losing her job”, “they'd fire him”), so it is turned round
        said = _HER_ALONE.sub("me", said)
        for theirs, own in (("her", "my"), ("his", "my"), ("him", "me"), ("herself|himself", "myself")):
            said = re.sub(rf"\b(?:{theirs})\b", own, said)
        said = re.sub(r"\b(?:she|he)\b", "I", said, flags=re.IGNORECASE)
        said = re.sub(r"\bI has\b", "I have", re.sub(r"\bI is\b", "I'm", said))
        if re.match(r"\w+ing\b", said):
            said = re.sub(r"\btheir\b", "my", said)
    if doing := re.match(r"(?!nothing|something|everything|anything)(\w+ing)\b", said, re.IGNORECASE):
        plain = _PLAIN_FORMS.get(doing[0].lower(), f"be {doing[0].lower()}")
        said = f"I'd {plain}{said[doing.end() :]}"
    return f"{said[0].upper()}{said[1:]}."


def _as_said_in_spanish(fear: str) -> str:
    """The fear as a sentence in the person's own mouth: *que me echen*, *perder el turno* need a verb before them."""
    said = re.sub(r"^(miedo (a|de)|el miedo (a|de)|temo) ", "", fear, flags=re.IGNORECASE)
    if re.match(r"que ", said, re.IGNORECASE):
        said = f"Tengo miedo de {said[0].lower()}{said[1:]}"
    elif re.match(r"(no )?\w+[aei]r(me|se|le|lo|la)?\b", said, re.IGNORECASE):
        said = f"Podría {said[0].lower()}{said[1:]}"
    return f"{said[0].upper()}{said[1:]}."


def _as_asked_in_spanish(ask: str) -> str:
    """The ask as it can follow “¿Vas a”."""
    return _small(re.sub(r"^(¿ ?)?(vas a|puedes|podrías|quieres|que) ", "", ask, flags=re.IGNORECASE))


def _as_asked(ask: str) -> str:
    """The ask as it can follow “Will you”."""
    asked = re.sub(r"^(will you |would you |to )", "", ask, flags=re.IGNORECASE)
    asked = re.sub(r"^(her|him|them) to ", "", asked, flags=re.IGNORECASE)
    if not re.search(r"\byou", asked):
        asked = re.sub(r"\b(?:her|his|their)\b(?= \w)", "your", asked)
    return _small(asked)


def _small(text: str) -> str:
    """Without the capital of a sentence's beginning; names keep theirs where they can be told."""
    word = text.split()[0]
    keeps = word == "I" or word.startswith("I'") or (len(word) > 1 and word.isupper())
    return text if keeps else text[0].lower() + text[1:]


def _day_in(ask: str, days: re.Pattern[str]) -> str:
    """The day that the ask itself names, if it does."""
    found = days.search(ask)
    if not found:
        return ""
    day = re.sub(r"^on ", "", found[0], flags=re.IGNORECASE)
    return day[0].upper() + day[1:]


def _place(where: str, here: str) -> str:
    """The place as it is said in passing."""
    short = re.sub(r"\b(?:her|his|their)\b(?= \w)", "your", where.split(",")[0].strip())
    return short if len(short.split()) <= 6 else here


def _first_name(name: str) -> str:
    """What people call them: the first name, or title and name."""
    words = name.split()
    title = words[0].rstrip(".").lower() in _TITLES
    return " ".join(words[:2]) if title and len(words) > 1 else words[0]


def _plain_letters(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def _quoted(text: str) -> str:
    """The text as YAML has it in double quotes."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


class _Words(NamedTuple):
    """What a scene needs in its language, beside its own text."""

    file: str
    title: str
    gone: str
    other: str
    when: str
    here: str
    six: str
    six_there: str
    together: str
    with_us: str
    day: re.Pattern[str]
    kinds: tuple[tuple[str, str], ...]
    as_said: Callable[[str], str]
    as_asked: Callable[[str], str]


_ENGLISH: Final = _Words(
    "first_scene.txt", "A key since spring: {first}", "Ray", "Lou", "Friday, 12:00", "right here",
    "There are six of us.", "Six of us, Friday at noon, {place}.", r"\bwith (us|me)$", "with us",
    _DAY, _KINDS, _as_said, _as_asked,
)  # fmt: skip

_SPANISH: Final = _Words(
    "first_scene_es.txt", "Una llave desde primavera: {first}", "Beto", "Memo", "El viernes, 12:00", "aquí mismo",
    "Somos seis.", "Somos seis, el viernes al mediodía, {place}.", r"\bcon(migo| nosotr[ao]s)$", "con nosotros",
    re.compile(r"\b(el (lunes|martes|miércoles|jueves|viernes|sábado|domingo)|mañana|esta (tarde|noche))\b", re.I),
    _SPANISH_KINDS, _as_said_in_spanish, _as_asked_in_spanish,
)  # fmt: skip
