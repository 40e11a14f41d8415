"""A name as its parts: each word with its fold, its sounds and its part in the whole."""

from talkscli.names.folding import fold_letters, split_words
from talkscli.names.lexicon import (
    NAME_PARTICLES,
    NAME_TITLES,
    NUMBERS,
    PARTICLES,
    PATRONYMIC_ENDS,
    SON,
    SUFFIXES,
    TITLES,
)
from talkscli.names.scripts import VOWELLED, read_word, script_of

_MOST = 200_000
_PARTS: dict[str, "Part"] = {}
_GIVEN: dict[str, str] = {}
_SHORT: dict[str, frozenset[str]] = {}
_VOWELS = str.maketrans("", "", "aeiou")
_COARSE = str.maketrans({
    "p": "b", "f": "b", "v": "b", "t": "d", "k": "g", "j": "s", "x": "s", "c": "s",
    "a": None, "e": None, "i": None, "o": None, "u": None, "h": None,
})  # fmt: skip


class Part:
    """One word of a name; made once for each spelling."""

    __slots__ = ("_bones", "_coarse", "_echoes", "_plain", "_sounds", "fold", "script", "word")

    def __init__(self, word: str) -> None:
        self.word = word
        self.fold = word if word.isascii() else fold_letters(word)
        self.script = script_of(word)
        self._plain: tuple[str, ...] | None = None
        self._sounds: tuple[str, ...] | None = None
        self._bones: tuple[str, ...] | None = None
        self._coarse: tuple[str, ...] | None = None
        self._echoes: frozenset[str] | None = None

    def __repr__(self) -> str:
        return f"Part({self.word!r})"

    @property
    def plain(self) -> tuple[str, ...]:
        """Its sound spellings as its letters say, the likeliest first."""
        if self._plain is None:
            # Doubled letters are one to the ear; of a word that is nothing else, they are all there is.
            run = len(self.word) if self.word == self.word[:1] * len(self.word) else 1
            readings = read_word(self.word[:1] if run > 1 else self.word, self.script)
            found = tuple(reading * run for reading in readings if reading)
            self._plain = found or (self.fold,)
        return self._plain

    @property
    def sounds(self) -> tuple[str, ...]:
        """Its sound spellings; one given name in several languages has one."""
        if self._sounds is None:
            self._sounds = self.plain
            if self.script in VOWELLED:
                given = _given_names()
                self._sounds = tuple(dict.fromkeys(given.get(reading, reading) for reading in self.plain))
        return self._sounds

    @property
    def given(self) -> frozenset[str]:
        """The given names that it is known to be, each by one of its languages."""
        known = _given_names()
        return frozenset(known[sound] for sound in self.plain if sound in known)

    @property
    def bones(self) -> tuple[str, ...]:
        """The consonants of its sound spellings."""
        if self._bones is None:
            self._bones = tuple(dict.fromkeys(sound.translate(_VOWELS) for sound in self.plain))
        return self._bones

    @property
    def coarse(self) -> tuple[str, ...]:
        """The groups of its consonants, as far as scripts without vowels or voicing keep them."""
        if self._coarse is None:
            self._coarse = tuple(dict.fromkeys(coarsen(sound) for sound in self.plain))
        return self._coarse

    @property
    def echoes(self) -> frozenset[str]:
        """How a word in Latin letters may sound to those who write another script."""
        if self._echoes is None:
            from talkscli.names.echoes import hear_latin

            self._echoes = hear_latin(self.word) if self.script == "latin" else frozenset()
        return self._echoes

    @property
    def is_initial(self) -> bool:
        """Whether it is one letter that stands for a name."""
        return len(self.fold) == 1 and self.fold.isalpha() and self.script in VOWELLED


def coarsen(sound: str) -> str:
    """Return the groups of the consonants of a sound spelling, no group twice in a row."""
    groups = sound.replace("ts", "s").replace("ks", "gs").translate(_COARSE)
    return "".join(group for place, group in enumerate(groups) if not place or groups[place - 1] != group)


def join_groups(one: str, other: str) -> str:
    """Return the consonant groups of two words written together."""
    return one + (other[1:] if one and other.startswith(one[-1]) else other)


def part_of(word: str) -> Part:
    """Return the part for a lower-case word."""
    part = _PARTS.get(word)
    if part is None:
        if len(_PARTS) >= _MOST:
            _PARTS.clear()
        part = _PARTS[word] = Part(word)
    return part


def _given_names() -> dict[str, str]:
    if not _GIVEN:
        from talkscli.names.lexicon import SAME_GIVEN
        from talkscli.names.sounds import read_latin

        for line in SAME_GIVEN.strip().splitlines():
            names = line.split()
            head = read_latin(names[0])[0]
            head = _GIVEN.get(head, head)
            for name in names:
                _GIVEN.setdefault(read_latin(name)[0], head)
    return _GIVEN


def short_forms(sound: str) -> frozenset[str]:
    """Return the names that a sound spelling is short for, and its own short forms."""
    if not _SHORT:
        from talkscli.names.lexicon import NICKNAMES

        gathered: dict[str, set[str]] = {}
        for line in NICKNAMES.strip().splitlines():
            head, *rest = (part_of(name).sounds[0] for name in line.split())
            for short in rest:
                gathered.setdefault(head, set()).add(short)
                gathered.setdefault(short, set()).add(head)
        _SHORT.update((name, frozenset(others)) for name, others in gathered.items())
    return _SHORT.get(sound, frozenset())


class Name:
    """The parts of a name that tell whose it is, and what was set aside."""

    __slots__ = ("filial", "numbers", "parts", "text", "titles")

    def __init__(
        self, text: str, parts: list[Part], titles: list[Part], numbers: frozenset[int], *, filial: bool
    ) -> None:
        self.text = text
        self.parts = parts
        self.titles = titles
        self.numbers = numbers
        self.filial = filial
        """Whether it says whose son or daughter, so that the order of its parts tells who is who."""


def parse_name(text: str) -> Name:
    """Split a name into the parts that count, titles before it, and numbers."""
    parts = [part for word in split_words(text) for part in _spread(part_of(word), text) if part.fold]
    numbers = [_number(part, place, text) for place, part in enumerate(parts)]
    found = frozenset(filter(None, numbers))
    if found:
        parts = [part for part, number in zip(parts, numbers, strict=True) if not number] or parts
    start = 0
    while start < len(parts) - 1 and parts[start].fold in TITLES:
        start += 1
    if (
        start
        and (
            # "President of Ukraine" is an office, not a president named Ukraine.
            parts[start].fold in PARTICLES
            # A man can be named Emir or Sultan, so such a word is a title only before a name of two parts.
            or (start == len(parts) - 1 and any(part.fold in NAME_TITLES for part in parts[:start]))
        )
    ):
        start = 0
    titles, rest = parts[:start], parts[start:]
    while len(rest) > 1 and rest[-1].fold in SUFFIXES:
        titles.append(rest.pop())
    last = len(rest) - 1
    kept = [
        part
        for place, part in enumerate(rest)
        if not (
            part.fold in PARTICLES
            or (part.fold in NAME_PARTICLES and 0 < place < last and _is_small(part, text))
        )
    ]
    filial = "," not in text and any(part.fold in SON for part in rest[1:-1])
    return Name(text, kept or rest, titles, found, filial=filial)


def _is_small(part: Part, text: str) -> bool:
    """Whether a word is written small, or the writing does not tell."""
    return f" {part.word} " in (text.lower() if text.isupper() else text)


_LONGEST_NUMBER = 18
"""Digits of more than this count nothing: they are a word."""


def _number(part: Part, place: int, text: str) -> int:
    """Return the number that a part says, or 0; letters are a number only after a name and in capitals."""
    if part.fold.isdecimal() and len(part.fold) <= _LONGEST_NUMBER:
        return int(part.fold)
    number = NUMBERS.get(part.fold, 0)
    if number and part.fold[0] in "ivx" and len(part.fold) < 6:
        return number if place and part.fold.upper() in text.split() and not text.isupper() else 0
    return number


_DOTS = frozenset("·・•‧")
_DOUBLES = "欧阳 歐陽 司马 司馬 诸葛 諸葛 上官 司徒 남궁 황보 선우 독고 제갈"
_DOUBLE_SURNAMES = frozenset(_DOUBLES.split())


def _spread(part: Part, text: str) -> list[Part]:
    """Split a Chinese or Korean name, which is written without a space, into surname and given name."""
    if part.script not in {"han", "hangul"} or not 3 <= len(part.word) <= 4 or not _DOTS.isdisjoint(text):
        # A dot stands between the parts of a foreign name.
        return [part]
    cut = 2 if part.word[:2] in _DOUBLE_SURNAMES else 1
    if len(part.word) - cut > 2:
        return [part]
    return [part_of(part.word[:cut]), part_of(part.word[cut:])]


def drop_patronymic(parts: list[Part]) -> list[Part]:
    """Return the parts without a father's name, if the name has three parts or more."""
    if len(parts) < 3:
        return parts
    for place in (1, len(parts) - 1, *range(2, len(parts) - 1)):
        if is_patronymic(parts[place]):
            return parts[:place] + parts[place + 1 :]
    return parts


def is_patronymic(part: Part) -> bool:
    """Whether a word has the form of a father's name."""
    return (
        len(part.fold) > 4
        and part.script in VOWELLED
        and any(sound.endswith(PATRONYMIC_ENDS) for sound in part.plain)
    )
