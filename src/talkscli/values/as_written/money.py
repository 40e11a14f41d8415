"""Amounts of money as people write them in English: `€100 billion`, `about 250 US dollars`."""

import re
from collections.abc import Collection

from talkscli.values.as_written.numbers import LONGEST, fold, read_numbers, write_meaning

CURRENCIES = {
    "EUR": "€, euro, euros",
    "USD": "$, us$, u.s. dollar, u.s. dollars, us dollar, us dollars, dollar, dollars",
    "GBP": "£, pound, pounds, pound sterling, pounds sterling, british pounds",
    "UAH": "₴, hryvnia, hryvnias, hryvnya, hryvnyas",
    "RUB": "₽, ruble, rubles, rouble, roubles, russian rubles",
    "TRY": "₺, lira, liras, turkish lira, turkish liras",
    "JPY": "yen, japanese yen",
    "CNY": "yuan, renminbi, rmb, chinese yuan",
    "CHF": "swiss franc, swiss francs, sfr",
    "PLN": "zł, zloty, zlotys, złoty",
    "INR": "₹, rupee, rupees, indian rupees",
    "ILS": "₪, shekel, shekels",
    "KRW": "₩, won",
    "AUD": "a$, au$, australian dollars",
    "CAD": "c$, ca$, canadian dollars",
    "CZK": "kč, koruna, korunas, czech crowns",
    "SEK": "swedish krona, swedish kronor",
    "NOK": "norwegian krone, norwegian kroner",
    "DKK": "danish krone, danish kroner",
}
"""The code of ISO 4217, and the words and signs for it. A dollar without a country is that of the USA."""

SHARED = {"¥": ("JPY", "CNY")}
"""Signs of two currencies."""

_CODES = {word.strip(): (code,) for code, words in CURRENCIES.items() for word in words.split(",")} | SHARED
_WORD = "|".join(re.escape(word) for word in sorted(_CODES, key=len, reverse=True))
_BEFORE = re.compile(rf"(?P<hedge>.*?)(?P<code>{_WORD}|(?<![a-z])[a-z]{{3}}(?= ?[0-9])) ?(?P<number>[0-9].*)")
_AFTER = re.compile(rf"(?P<number>.*?[^ ]) ?(?P<code>{_WORD}|(?<=[0-9 ])[a-z]{{3}})")


def read_money(text: str, decimal: str, known: Collection[str]) -> list[str]:
    """Return the notations of an amount of money that a text can mean, each once.

    Args:
        text: Such as `about 250 USD`.
        decimal: The sign before decimals, or nothing if that is not known.
        known: The codes of the currencies that there are.
    """
    words = fold(text)
    if len(words) > LONGEST:
        return []
    for form in (_AFTER, _BEFORE):
        found = form.fullmatch(words)
        if found is None:
            continue
        codes = _CODES.get(found["code"]) or _code(found["code"], text, known)
        number = found["number"]
        if form is _BEFORE:
            # The sign may stand before each end of a range: $250-$300.
            number = f"{found['hedge']}{number}".replace(found["code"], "")
        meanings = read_numbers(number.strip().removesuffix(" of"), decimal)
        notations = [f"{write_meaning(meaning)} {code}" for code in codes for meaning in meanings]
        if notations:
            return list(dict.fromkeys(notations))
    return []


def _code(letters: str, text: str, known: Collection[str]) -> tuple[str, ...]:
    """Return a code of ISO 4217 that stands in capitals in the text."""
    code = letters.upper()
    return (code,) if code in known and code in text else ()
