"""One word of a name: its fold, its sounds, and what it may be beside a name."""

import re
from zlib import crc32

from talkscli.names.fathers import name_father
from talkscli.names.folding import fold_letters
from talkscli.names.lexicon import (
    CLANS,
    FAITHS,
    NAME_PARTICLES,
    NUMBERS,
    PARTICLES,
    PATRONYMIC_ENDS,
    SERVANTS,
    SUFFIXES,
    TITLES,
)
from talkscli.names.scripts import VOWELLED, read_word, script_of
from talkscli.names.sounds import drop_doubles, read_first

_MOST = 1 << 16
_PARTS: dict[str, "Part"] = {}
_GIVEN: dict[str, str] = {}
_BY_CH: set[str] = set()
"""Those of the given names' sounds that only a "ch" gives: most of their languages hear another."""
_CH = re.compile("(?<![ts])ch")
_SHORT: dict[str, frozenset[str]] = {}
_VOWELS = b"aeiou"
_GROUPS = bytes.maketrans(b"pfvtkjxc", b"bbbdgsss")

TITLE, PARTICLE, SMALL, SUFFIX, NUMBER, JOINED, SERVANT, FAITH, CLAN = (1 << place for place in range(9))
_ROLES: dict[str, int] = {}
for _role, _words in (
    (TITLE, TITLES), (PARTICLE, PARTICLES), (SMALL, NAME_PARTICLES), (SUFFIX, SUFFIXES), (NUMBER, NUMBERS),
    (SERVANT, SERVANTS), (FAITH, FAITHS), (CLAN, CLANS),
):  # fmt: skip
    for _word in _words:
        _ROLES[_word] = _ROLES.get(_word, 0) | _role
"""What a word may be beside a name: most are nothing else, which one look-up tells."""


class Part:
    """One word of a name; made once for each spelling."""

    # What every name needs is worked out at once: plain slots are read twice as quickly as any lazy ones.
    __slots__ = (
        "_bones", "_echoes", "_keys", "coarse", "first", "fold", "group_numbers", "is_initial",
        "is_patronymic", "key_numbers", "plain", "role", "script", "second", "sounds", "word",
    )  # fmt: skip

    def __init__(self, word: str) -> None:
        self.word = word
        if word.isascii():
            self.fold = word
            self.script = "latin"
        else:
            self.fold = fold_letters(word)
            self.script = script_of(word)
        vowelled = self.script in VOWELLED
        self.role = _role_of(self)
        """What it may be beside a name, in bits."""
        self.is_initial = len(self.fold) == 1 and self.fold.isalpha() and vowelled
        """Whether it is one letter that stands for a name."""
        self.plain = plain = _read_plain(word, self.script)
        """Its sound spellings as its letters say, the likeliest first."""
        self.is_patronymic = len(self.fold) > 4 and vowelled and _ends_as_patronymic(plain)
        """Whether it has the form of a father's name."""
        self.sounds = sounds = self._name_sounds() if vowelled else plain
        """Its sound spellings; one name in several languages has one."""
        self.first = sounds[0]
        """The likeliest of its sound spellings."""
        self.second = sounds[1] if len(sounds) > 1 else sounds[0]
        """The second, or the first where it is the only one."""
        self.coarse = _unique([coarsen(sound) for sound in plain])
        """The groups of its consonants, as far as scripts without vowels or voicing keep them."""
        self.key_numbers: list[int] = []
        """The numbers of its keys, once `number_keys` was asked for them."""
        self.group_numbers: list[tuple[str, bytes, int]] = []
        """What `number_groups` returned, once it was asked."""
        self._bones: tuple[str, ...] | None = None
        self._keys: tuple[str, ...] | None = None
        self._echoes: frozenset[str] | None = None

    def __repr__(self) -> str:
        return f"Part({self.word!r})"

    def _name_sounds(self) -> tuple[str, ...]:
        """Return the sound spellings with one for each name that several languages have."""
        known = _GIVEN or _given_names()
        sounds = _unique([known.get(reading, reading) for reading in self.plain])
        if not _BY_CH.isdisjoint(self.plain) and not _CH.search(self.word):
            # Michel is Michael, but Mitchell, which an English eye reads as Michel, is not.
            sounds = self.plain
        return _unique([name_father(sound) for sound in sounds]) if self.is_patronymic else sounds

    @property
    def given(self) -> frozenset[str]:
        """The given names that it is known to be, each by one of its languages."""
        known = _given_names()
        if not _BY_CH.isdisjoint(self.plain) and not _CH.search(self.word):
            return frozenset(self.plain)
        return frozenset(known[sound] for sound in self.plain if sound in known)

    @property
    def bones(self) -> tuple[str, ...]:
        """The consonants of its sound spellings."""
        if self._bones is None:
            self._bones = _unique([strip_vowels(sound) for sound in self.plain])
        return self._bones

    @property
    def keys(self) -> tuple[str, ...]:
        """What names that may be near share: consonant groups, consonants, consonants but for one."""
        if self._keys is None:
            self._keys = tuple(dict.fromkeys(_list_keys(self)))
        return self._keys

    @property
    def echoes(self) -> frozenset[str]:
        """How a word in Latin letters may sound to those who write another script."""
        if self._echoes is None:
            from talkscli.names.echoes import hear_latin

            self._echoes = hear_latin(self.word) if self.script == "latin" else frozenset()
        return self._echoes


def number_keys(part: Part) -> list[int]:
    """Return the numbers of the keys of a part; one may come twice."""
    part.key_numbers = numbers = list(map(crc32, map(str.encode, _list_keys(part))))
    return numbers


def number_groups(part: Part) -> list[tuple[str, bytes, int]]:
    """Return the likeliest groups of a part, their bytes, and the number that begins the key of a pair."""
    part.group_numbers = numbers = [
        (group, raw := group.encode(), crc32(raw + b"+")) for group in part.coarse[:2]
    ]
    return numbers


def _list_keys(part: Part) -> list[str]:
    plain = part.plain
    first = strip_vowels(plain[0])
    if len(plain) == 1:
        keys = ["." + (part.coarse[0] or plain[0]), "=" + part.first]
        if len(first) > 1:
            keys.append(first)
    else:
        keys = ["." + (coarse or plain[0]) for coarse in part.coarse[:2]]
        keys += ["=" + sound for sound in part.sounds[:2]]
        keys += [bones for bones in part.bones[:2] if len(bones) > 1]
    if len(first) > 2:
        keys += [first[:place] + first[place + 1 :] for place in range(min(len(first), 7))]
    return keys


def _role_of(part: Part) -> int:
    role = _ROLES.get(part.fold, 0)
    if part.fold.isdecimal():
        role |= NUMBER
    if part.script in {"han", "hangul"} and 3 <= len(part.word) <= 4:
        role |= JOINED
    return role


def _read_plain(word: str, script: str) -> tuple[str, ...]:
    if word != word[:1] * len(word):
        plain = read_word(word, script)
        if plain[0].startswith("abd") or plain[0].endswith("din"):
            plain = _unique([_join_compound(reading) for reading in plain])
        return plain if "" not in plain else tuple(filter(None, plain)) or (fold_letters(word),)
    # Doubled letters are one to the ear; of a word that is nothing else, they are all there is.
    plain = read_word(word[:1], script)
    return tuple([reading * len(word) for reading in plain if reading]) or (fold_letters(word),)


_ARTICLE = re.compile("^abd[aeiou]?(?:l(?=.)|(?=[rsndtxj]))|[aeiou](?=din$)")


def _join_compound(sound: str) -> str:
    """Leave the article out of Arabic compounds: Abdulkarim, Abdelkarim; Nureddin, Nuruddin."""
    return _ARTICLE.sub(_keep_servant, sound) if sound.startswith("abd") or sound[-3:] == "din" else sound


def _keep_servant(article: re.Match[str]) -> str:
    return "abd" if article[0].startswith("abd") else ""


def _ends_as_patronymic(plain: tuple[str, ...]) -> bool:
    return any(sound.endswith(PATRONYMIC_ENDS) for sound in plain)


def _unique(words: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words) if len(words) > 1 else words)


def strip_vowels(sound: str) -> str:
    """Return the consonants of a sound spelling."""
    # Bytes are translated twice as quickly; no byte of another letter in UTF-8 is that of an ASCII one.
    return sound.encode().translate(None, _VOWELS).decode()


def coarsen(sound: str) -> str:
    """Return the groups of the consonants of a sound spelling, no group twice in a row."""
    spelled = sound.replace("ts", "s").replace("ks", "gs")
    return drop_doubles(spelled.encode().translate(_GROUPS, b"aeiouh").decode())


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


def sound_of(word: str) -> str:
    """Return the likeliest sound spelling of a lower-case word, without making a part of it."""
    script = "latin" if word.isascii() else script_of(word)
    if script == "latin" and word != word[0] * len(word) and (sound := read_first(word)):
        sound = _join_compound(sound)
        return (_GIVEN or _given_names()).get(sound, sound)
    sound = _read_plain(word, script)[0]
    return (_GIVEN or _given_names()).get(sound, sound) if script in VOWELLED else sound


def _given_names() -> dict[str, str]:
    if not _GIVEN:
        from talkscli.names.same_names import SAME_GIVEN
        from talkscli.names.sounds import read_latin

        for line in SAME_GIVEN.strip().splitlines():
            names = line.split()
            head = read_latin(names[0])[0]
            head = _GIVEN.get(head, head)
            for name in names:
                sound = read_latin(name)[0]
                if sound not in _GIVEN and _CH.search(name) and "c" in sound:
                    _BY_CH.add(sound)
                elif not _CH.search(name):
                    _BY_CH.discard(sound)
                _GIVEN.setdefault(sound, head)
    return _GIVEN


def short_forms(sound: str) -> frozenset[str]:
    """Return the names that a sound spelling is short for, and its own short forms."""
    if not _SHORT:
        from talkscli.names.same_names import NICKNAMES

        gathered: dict[str, set[str]] = {}
        for line in NICKNAMES.strip().splitlines():
            head, *rest = (part_of(name).sounds[0] for name in line.split())
            for short in rest:
                gathered.setdefault(head, set()).add(short)
                gathered.setdefault(short, set()).add(head)
        _SHORT.update((name, frozenset(others)) for name, others in gathered.items())
    return _SHORT.get(sound, frozenset())
