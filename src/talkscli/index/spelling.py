"""The words of all claims under their sounds and their plain letters, to be found by any spelling.

Words are indexed as they are written, but for case and most diacritics. That each is folded only once,
however often it is said, is what keeps the index quick to build.
"""

import re
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from typing import Any

from talkscli.index.schema import WORDS

PLAIN = "0"
"""Stands before a plain spelling; no sound begins so."""

NAMED_KINDS = ("actor", "place", "event", "property")
"""The kinds of records that are found by any word of a name or of an id."""

# As FTS5 takes texts apart: letters and digits, with the marks that belong to them.
WORD = re.compile(
    r"[^\W_](?:[^\W_]|[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]|[\u0900-\u094f])*"
)

_LONGEST = 100
"""What is longer is no word, and is found only as it stands in the claims."""


def spell_all(connection: sqlite3.Connection) -> None:
    """Write the forms of every word that the claims have, into an empty table."""
    connection.execute("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, words, row)")
    # Of a mark that stands alone, on no letter, nothing is left: it is a word without a text.
    words = [row[0] for row in connection.execute("SELECT term FROM temp.vocabulary WHERE term <> ''")]
    connection.execute("DROP TABLE temp.vocabulary")
    connection.executemany("INSERT INTO spelling VALUES (?, ?)", sorted(_spell(words)))


def add_spellings(connection: sqlite3.Connection, texts: Iterable[str]) -> None:
    """Write the forms of the words of texts that came in."""
    connection.executemany("INSERT OR IGNORE INTO spelling VALUES (?, ?)", _spell(_take_apart(texts)))


def drop_spellings(connection: sqlite3.Connection, texts: Iterable[str]) -> None:
    """Remove the forms of those words of texts gone that no claim has any more."""
    said = "SELECT 1 FROM words WHERE words MATCH ? LIMIT 1"
    # Words are letters and digits only: nothing in them ends a quotation.
    gone = [
        word for word in _take_apart(texts) if connection.execute(said, (f'"{word}"',)).fetchone() is None
    ]
    connection.executemany("DELETE FROM spelling WHERE form = ? AND word = ?", _spell(gone))


def _spell(words: Iterable[str]) -> set[tuple[str, str]]:
    return {(form, word) for word in words for form in find_forms(word)}


def _take_apart(texts: Iterable[str]) -> list[str]:
    """Return the words of texts, as the index takes them apart."""
    with closing(sqlite3.connect(":memory:")) as scratch:
        scratch.execute(WORDS)
        scratch.executemany("INSERT INTO words (spoken) VALUES (?)", ((text,) for text in texts))
        scratch.execute("CREATE VIRTUAL TABLE vocabulary USING fts5vocab(words, row)")
        return [row[0] for row in scratch.execute("SELECT term FROM vocabulary WHERE term <> ''")]


def find_forms(word: str) -> Sequence[str]:
    """Return the forms of one word: by its sound, and by its plain letters where it has others."""
    if len(word) > _LONGEST:
        return (word,)
    from talkscli.names import fold_name, fold_word

    sound = fold_word(word).replace(" ", "") or word
    plain = fold_name(word).replace(" ", "")
    # Çırağan and Ciragan do not sound alike, and are written alike by whoever lacks the letters.
    return (sound, PLAIN + plain) if plain.isascii() else (sound,)


def read_words(text: str) -> list[str]:
    """Return the words of a text as the index takes them apart."""
    return WORD.findall(text)


def list_name_words(records: Iterable[tuple[int, str, Any]]) -> list[tuple[str, int]]:
    """Return the forms of all words of the names and ids of records: number, kind and record of each."""
    from talkscli.index.header import names_of

    known: dict[str, Sequence[str]] = {}
    rows = []
    for number, kind, record in records:
        if kind not in NAMED_KINDS:
            continue
        forms: dict[str, None] = {}
        for text in (*names_of(kind, record), record.id):
            for word in read_words(text):
                if (spelled := known.get(word)) is None:
                    spelled = known[word] = find_forms(word)
                forms.update(dict.fromkeys(spelled))
        rows += [(form, number) for form in forms]
    return rows
