"""The words of all claims under their sounds and their plain letters, to be found by any spelling.

Words are indexed as they are written, but for case and most diacritics. That each is folded only once,
however often it is said, is what keeps the index quick to build.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING

from talkscli.store.schema import WORDS

if TYPE_CHECKING:
    from talkscli.index.parallel import Spreading
    from talkscli.store.archive import SqlArchive

PLAIN = "0"
"""Stands before a plain spelling; no sound begins so."""

_AT_ONCE = 10_000
_LONGEST = 100
"""What is longer is no word, and is found only as it stands in the claims."""


def spread_spelling(connection: sqlite3.Connection, workers: int) -> "Spreading":
    """Have the forms of every word that the claims have found, by another process where there is one."""
    from talkscli.index.parallel import Spreading

    connection.execute("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, words, row)")
    # Of a mark that stands alone, on no letter, nothing is left: it is a word without a text.
    words = [row[0] for row in connection.execute("SELECT term FROM temp.vocabulary WHERE term <> ''")]
    connection.execute("DROP TABLE temp.vocabulary")

    def spell(start: int) -> list[tuple[str, str]]:
        return sorted(_spell(words[start : start + _AT_ONCE]))

    return Spreading(range(0, len(words), _AT_ONCE), spell, min(workers, 1), ahead=workers > 0)


def write_spellings(connection: sqlite3.Connection, spelled: Iterable[list[tuple[str, str]]]) -> None:
    """Write the forms of words."""
    rows = sorted(row for rows in spelled for row in rows)
    connection.executemany("INSERT INTO spelling VALUES (?, ?)", rows)


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


def find_words(archive: "SqlArchive", word: str, *, prefix: bool = False) -> Iterator[str]:
    """Yield the words of the claims that one may stand for, or that begin so."""
    for form in find_forms(word):
        if prefix:
            sql, values = "form >= ? AND form < ?", (form, form + "\U0010ffff")
        else:
            sql, values = "form = ? AND form = ?", (form, form)
        for row in archive.run(f"SELECT word FROM spelling WHERE {sql}", values):
            yield row[0]
