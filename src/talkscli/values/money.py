"""Money: an amount of a currency."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from talkscli.errors import ValueSyntaxError
from talkscli.values.finding import UNKNOWN, Finding
from talkscli.values.measures import Measure
from talkscli.values.quantity import Quantity, Unit, match_number, read_number
from talkscli.values.worst_pairs import Pair, Picked

if TYPE_CHECKING:
    from collections.abc import Hashable

    from talkscli.values.as_written import Style
    from talkscli.values.question import Question

CURRENCIES = frozenset(
    """
    AED AFN ALL AMD AOA ARS ATS AUD AWG AZN BAM BBD BDT BEF BGN BHD BIF BMD BND BOB BOV BRL BSD BTN BWP
    BYN BYR BZD CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CSK CUC CUP CVE CYP CZK DDM DEM DJF DKK DOP
    DZD EEK EGP ERN ESP ETB EUR FIM FJD FKP FRF GBP GEL GHS GIP GMD GNF GRD GTQ GYD HKD HNL HRK HTG HUF
    IDR IEP ILS INR IQD IRR ISK ITL JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL
    LTL LUF LVL LYD MAD MDL MGA MKD MMK MNT MOP MRU MTL MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NLG NOK
    NPR NZD OMR PAB PEN PGK PHP PKR PLN PTE PYG QAR ROL RON RSD RUB RUR RWF SAR SBD SCR SDG SEK SGD SHP
    SIT SKK SLE SOS SRD SSP STN SUR SVC SYP SZL THB TJS TMT TND TOP TRL TRY TTD TWD TZS UAH UAK UGX USD
    USN UYI UYU UYW UZS VED VEF VES VND VUV WST XAF XAG XAU XCD XDR XOF XPF XSU XUA YER YUD YUM ZAR ZMW
    ZWG ZWL
    """.split()  # noqa: SIM905
)
"""The codes of ISO 4217, and those of currencies that are gone and of which older stories speak."""


class Amount(Quantity):
    """An amount of money; currencies are divided at will, so that more than 5 begins right after 5."""

    __slots__ = ("currency",)

    def __init__(self, number: Quantity, currency: str) -> None:
        super().__init__(
            number.type,
            number.text,
            number.low,
            number.high,
            number.words,
            whole=False,
            real=number.real,
            exact=number.exact,
            plain=number.plain,
        )
        self.currency = currency
        self.key = (self.key, currency)


class Money(Measure):
    """An amount of a currency, vague or not."""

    name = "money"
    since = 2
    notation = "an amount and its currency: 250 USD, ~250 USD, >=100000000000 EUR, 60..75 UAH"
    examples = "250 USD, about 2.5 million euros"
    noun = "amount"

    def parse_text(self, text: str) -> Amount:
        """Read a number or range, as of a count, and a currency."""
        hint = "write a number or range and the currency's code of three letters: 250 USD, ~250 USD, <100 EUR"
        form = match_number(text, self.name, hint)
        code = form["unit"]
        if not code:
            raise ValueSyntaxError(text, self.name, "it has no currency", hint=hint)
        if code not in CURRENCIES:
            near = code.upper() if code.upper() in CURRENCIES else ""
            problem = f"{code!r} is no currency of ISO 4217"
            raise ValueSyntaxError(text, self.name, problem, hint=f"write {near}" if near else hint)
        return Amount(read_number(text, self.name, form, Unit(code)), code)

    def list_meanings(self, text: str, style: "Style") -> list[str]:
        """Read it as people write it."""
        from talkscli.values.as_written.money import read_money

        return read_money(text, style.decimal, CURRENCIES)

    def compare(self, a: Amount, b: Amount, question: "Question") -> Finding:
        """Compare two amounts of one currency as numbers: none in common contradicts, one range inside the
        other refines, a common part overlaps; round ones reach as counts do. Amounts of different currencies
        are not compared.
        """  # noqa: D205
        if a.currency != b.currency:
            why = f"{a.words} and {b.words} are of different currencies, which are not compared."
            return Finding(UNKNOWN, "none", why)
        return super().compare(a, b, question)

    def pick_pairs(self, values: Sequence[Amount], question: "Question") -> Picked:
        """Pick pairs by the bounds, currency by currency, and one pair of two currencies."""
        lines: dict[str, list[int]] = {}
        for place, value in enumerate(values):
            lines.setdefault(value.currency, []).append(place)
        pairs: list[Pair] = []
        for line in lines.values():
            picked = super().pick_pairs([values[place] for place in line], question)
            pairs += [(line[a], line[b]) for a, b in picked.pairs]
        first, *others = lines.values()
        pairs += [(first[0], other[0]) for other in others[:1]]
        return Picked(pairs)

    def find_reach(self, asserted: Sequence[Amount], question: "Question") -> Callable[[Any], bool]:
        """Look for an assertion of the same currency that lies inside the bounds of what is denied."""
        lines: dict[str, list[Amount]] = {}
        for value in asserted:
            lines.setdefault(value.currency, []).append(value)
        tests = {code: super(Money, self).find_reach(line, question) for code, line in lines.items()}
        return lambda denied: denied.currency in tests and tests[denied.currency](denied)

    def list_keys(self, value: Amount, question: "Question") -> "Sequence[Hashable]":
        """Return the bounds and the currency."""
        return tuple((key, value.currency) for key in super().list_keys(value, question))

    def unit(self, value: Quantity) -> str:
        """Return the currency."""
        assert isinstance(value, Amount)
        return value.currency

    def fits_cell(self, cell: Any) -> bool:
        """Return whether a cell may be an amount of money."""
        return self.can_parse(str(cell))


TYPE = Money()
