"""The words of a language by which statements are read: a table in a file, one a language.

Nothing here knows English. `languages/en.toml` is the first table; docs/drafting.md says how to fill another.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from talkscli.errors import UsageError
from talkscli.names import fold_name

_WORD = re.compile(r"[^\W_]+")
WITHHOLD = "withhold"
"""The class of what says that somebody said nothing."""

EVENT_WORDS = ("several", "series", "general", "of_people", "beside")
"""Further lists of the table of events, by which it is told which of several is meant."""
_SHORTEST = 4
"""A stem has so many letters at least."""


def split_list(text: str) -> list[str]:
    """Split a list of words or phrases with commas between them."""
    return [" ".join(one.split()) for one in text.split(",") if one.strip()]


class Phrases:
    """Words and phrases of one table, to be found in a text in any case."""

    __slots__ = ("_form", "words")

    def __init__(self, words: Iterable[str]) -> None:
        self.words = frozenset(words)
        ordered = sorted(self.words, key=len, reverse=True)
        body = "|".join(_write_pattern(word) for word in ordered) or "(?!)"  # which nothing matches
        self._form = re.compile(rf"(?<![^\W_])(?:{body})(?![^\W_])", re.IGNORECASE)

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """Return the first that stands between two places of a text, or None."""
        return self._form.search(text, start, len(text) if end is None else end)

    def match(self, text: str) -> re.Match[str] | None:
        """Return the one with which a text begins, or None."""
        return self._form.match(text)

    def find_all(self, text: str, start: int = 0, end: int | None = None) -> list[re.Match[str]]:
        """Return all that stand between two places of a text."""
        return list(self._form.finditer(text, start, len(text) if end is None else end))

    def __contains__(self, word: str) -> bool:
        return word in self.words


def _write_pattern(word: str) -> str:
    """Write the pattern of a word or phrase; a `*` stands for the rest of a word."""
    return r"\s+".join(re.escape(part).replace(r"\*", r"\w*") for part in word.split())


@dataclass(slots=True)
class Concept:
    """What some properties ask: how they are recognised, and the words beside their values."""

    names: list[str]
    type: str
    cues: Phrases
    about: str = "event"
    """Of what a claim is: the `event`, the `actor` beside the value, or the `speaker`."""
    relation: str = ""
    """How an actor or term stands to the cue: `by`, `to`, `after`, `near`, `list` or `role`."""
    default: bool = False
    """Whether a value of the type is its, where nothing else is said."""
    status: str | None = None
    """The status of what answers it, whatever else is said."""
    needs_cue: bool = False
    fallback: bool = False
    """Whether it takes the words of a statement in which nothing else is found."""


@dataclass(slots=True)
class SpeechClass:
    """Verbs by which somebody vouches for something, and what they make of it."""

    name: str
    status: str | None = None
    stance: str = "asserts"


class Language:
    """The tables of a language, ready for use."""

    def __init__(self, code: str, tables: Mapping[str, Any]) -> None:
        self.code = code
        self.name: str = tables["name"]
        self._endings = sorted(split_list(tables["stems"]["endings"]), key=len, reverse=True)
        self._plurals: list[tuple[str, str]] = [(one, other) for one, other in tables["stems"]["plurals"]]
        self.possessive: str = tables["grammar"]["possessive"]
        self.abbreviations = frozenset(split_list(tables["sentences"]["abbreviations"]))
        self.capital_dates: bool = tables["sentences"]["capital_dates"]
        self.groups: dict[str, Phrases] = {}
        for section in ("grammar", "telling", "withholding", "roles", "tense", "not_speech", "weak_speech"):
            for name, words in tables[section].items():
                self.groups[f"{section}.{name}"] = Phrases(split_list(words))
        for name in ("past", "next", "beside", "with_year", "spans"):
            self.groups[f"dates.{name}"] = Phrases(split_list(tables["dates"][name]))
        for name in ("next", "previous", "one_before", "plurals", "empty", "hosting", *EVENT_WORDS):
            self.groups[f"events.{name}"] = Phrases(split_list(tables["events"][name]))
        self.same_dates: list[tuple[str, str]] = [(one, other) for one, other in tables["dates"]["same"]]
        self.verbs: dict[str, SpeechClass] = {}
        for name, fields in tables["speech"].items():
            made = SpeechClass(name, fields.get("status"), fields.get("stance", "asserts"))
            self.verbs.update(dict.fromkeys(split_list(fields["verbs"]), made))
        self.speech = Phrases(self.verbs)
        self.statuses = {name: Phrases(split_list(words)) for name, words in tables["statuses"].items()}
        weak = tables["weak_statuses"]
        self.weak_statuses = {name: Phrases(split_list(words)) for name, words in weak.items()}
        self.alike = [frozenset(split_list(words)) for words in tables["events"]["alike"]]
        self.ordinals = split_list(tables["events"]["ordinals"])
        self.event_words = frozenset(word for group in self.alike for word in group)
        self.small_words = (
            self["grammar.articles"].words | self["grammar.prepositions"].words | self["grammar.joints"].words
        )
        self.concepts = [
            Concept(
                **{
                    **fields,
                    "names": split_list(fields["names"]),
                    "cues": Phrases(split_list(fields.get("cues", ""))),
                }
            )
            for fields in tables["properties"]
        ]

    def __getitem__(self, group: str) -> Phrases:
        """Return a list of words by its table and name: `grammar.articles`."""
        return self.groups[group]

    def find_verbs(self, text: str, start: int, end: int) -> list[re.Match[str]]:
        """Return the verbs of speech between two places, and the phrases by which somebody says nothing."""
        phrases = self["withholding.phrases"].find_all(text, start, end)
        none = [
            *phrases,
            *self["not_speech.phrases"].find_all(text, max(0, start - 20), min(len(text), end + 20)),
        ]
        verbs = [
            verb
            for verb in self.speech.find_all(text, start, end)
            if not any(one.start() <= verb.start() < one.end() for one in none)
        ]
        return sorted([*verbs, *phrases], key=lambda one: one.start())

    def class_of(self, verb: str) -> SpeechClass:
        """Return the class of a verb or phrase that `find_verbs` found."""
        return self.verbs.get(verb.lower()) or SpeechClass(WITHHOLD, stance="withholds")

    def stem(self, word: str) -> str:
        """Return what a word shares with its other forms."""
        small = fold_name(word)
        while ending := next(
            (one for one in self._endings if small.endswith(one) and len(small) - len(one) >= _SHORTEST), ""
        ):
            small = small[: -len(ending)]
        return small

    def make_singular(self, word: str) -> str:
        """Return a folded word without the ending of its plural."""
        for ending, other in self._plurals:
            if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST - 1:
                return word[: -len(ending)] + other
        return word

    def stem_all(self, text: str) -> list[str]:
        """Return the stems of the words of a text, in their order."""
        return [self.stem(word) for word in _WORD.findall(text)]

    def find_status(self, text: str, start: int, end: int, at: int | None = None) -> str | None:
        """Return how far a thing has come by the words between two places, or None if they do not say.

        Args:
            text: The paragraph.
            start: Where to begin.
            end: Where to stop.
            at: Where the value stands: the words next to it count. Without it, the surest ones do.
        """
        strong = _find_nearest(self.statuses, text, (start, end), at)
        return strong or _find_nearest(self.weak_statuses, text, (start, end), at)


def _find_nearest(
    tables: Mapping[str, Phrases], text: str, span: tuple[int, int], at: int | None
) -> str | None:
    found: list[tuple[int, int, str]] = []
    for rank, (name, words) in enumerate(tables.items()):
        for one in words.find_all(text, *span):
            # "May" is a month, "may" is not.
            if one[0][0].isupper() and text[: one.start()].rstrip()[-1:] not in {"", ".", "“", '"'}:
                continue
            gap = 0 if at is None else min(abs(at - one.end()), abs(one.start() - at))
            found.append((gap, rank, name))
    return min(found)[2] if found else None


def list_languages() -> list[str]:
    """List the codes of the languages that have a table."""
    folder = files("talkscli.drafting") / "languages"
    return sorted(one.name.removesuffix(".toml") for one in folder.iterdir() if one.name.endswith(".toml"))


@cache
def load_language(code: str) -> Language:
    """Load the table of a language.

    Raises:
        UsageError: there is none.
    """
    import tomllib

    base = code.partition("-")[0].lower()
    known = list_languages()
    if base not in known:
        raise UsageError(
            f"the rules have no words of the language {code!r}; there are: {', '.join(known)}",
            hint="docs/drafting.md says how to fill a table for another language",
        )
    text = (files("talkscli.drafting") / "languages" / f"{base}.toml").read_text(encoding="utf-8")
    return Language(base, tomllib.loads(text))
