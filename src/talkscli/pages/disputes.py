"""A disputed fact as a page shows it: positions with letters, who holds them, who stands alone, and why."""

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from talkscli.conflicts.variant import FORMER
from talkscli.conflicts.verdict import CONTRADICTION
from talkscli.pages.charts import Chart, draw_calendar, draw_numbers
from talkscli.reports.disputes import REMARKS
from talkscli.reports.facts import FactView, draw_dates
from talkscli.reports.labels import count_words, origin_words
from talkscli.reports.positions import drop_vaguer, order_refined
from talkscli.values.finding import REFINES, RIGHT
from talkscli.values.question import Question
from talkscli.values.registry import type_named

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

    from talkscli.conflicts.engine import Account, Judgement, Position
    from talkscli.queries.archive import Archive
    from talkscli.queries.labels import Labels
    from talkscli.queries.rows import ClaimRow, FactRow
    from talkscli.reports.blocks import Strip

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
TONES = 6
"""So many positions of a fact have a colour of their own."""
MOST_POSITIONS = 12
"""Of more positions of one fact, the last ones are counted only."""
MOST_VOICES = 12
"""Of more claimants of one position, the last ones are named only."""
NAMED = 6
"""Of many more claimants than a handful, so many are named: nobody who matters hides behind a number."""
YES_NO = "yes-no"
PLAIN_KINDS = frozenset({YES_NO, "terms", "actor", "place"})
"""Of these types two answers that differ need no reason: whoever reads them sees that."""
LESSER = frozenset({"wording", "rounding", "plan-and-outcome", "precision", "coverage"})
"""Answers that differ for one of these causes alone are no two answers."""
MOST_PAIRS = 3

Part = tuple[str, str]
"""A piece of a sentence: its role, which is empty for plain words, and its text."""
Sentence = list[Part]


@dataclass(slots=True)
class Report:
    """One claim as one document carries it."""

    claim: str
    text: str
    """The claim in the store's words."""
    said: str
    source: str
    """The outlet, its date, and those between it and the claimant."""
    url: str
    paragraph: int | None
    quote: str


@dataclass(slots=True)
class Voice:
    """A claimant behind a position."""

    who: str
    name: str
    hedges: list[str]
    reports: list[Report]


@dataclass(slots=True)
class PositionView:
    """A position of a disputed fact."""

    letter: str
    tone: int
    """The number of its colour; 0 where there are no more."""
    value: str
    origins: str
    names: str
    """Who holds it, in few words."""
    is_alone: bool
    """Whether it has one claimant, and the others have several."""
    fits: list[str]
    """The letters of the more exact positions with which it agrees."""
    voices: list[Voice]
    silent_voices: list[str]
    """The names of the claimants beyond those told in full."""
    key: "Hashable"
    """By which the engine knows it."""


@dataclass(slots=True)
class DisputeView:
    """A disputed fact."""

    key: str
    name: str
    about: str
    label: str
    """The words for its property."""
    verdict: str
    remark: str
    is_lesser: bool
    """Whether it differs in wording, exactness or phase alone, and is not counted among the disputed."""
    summary: list[Sentence]
    positions: list[PositionView]
    more: int
    """How many positions are left out."""
    chart: Chart | None
    strip: "Strip | None"
    why: list[str]
    asides: list[tuple[str, str, str]]
    """What is beside the positions: a label, a sentence, a claim."""
    fact: "FactRow"
    judgement: "Judgement"


def view_dispute(archive: "Archive", labels: "Labels", fact: "FactRow") -> DisputeView:
    """Gather all that a page shows of a disputed fact."""
    view = FactView(archive, labels, fact.key)
    judged = view.judgement
    telling = drop_vaguer(judged, list(judged.positions))
    known = {id(position) for position in telling}
    ordered = [*telling, *(position for position in judged.positions if id(position) not in known)]
    shown = ordered[:MOST_POSITIONS]
    letters = {id(position): LETTERS[number] for number, position in enumerate(shown)}
    alone = _find_alone(telling)
    positions = [
        PositionView(
            letter=letters[id(position)],
            tone=number if number <= TONES else 0,
            value=word_position(labels, view.prop, position, asks=True),
            origins=origin_words(position.origins, "claimant"),
            names=name_whos(labels, position.whos),
            is_alone=id(position) in alone,
            fits=_find_fitting(view, position, letters),
            voices=_list_voices(view, position),
            silent_voices=[labels.short_who(who) for who in position.whos[MOST_VOICES:]],
            key=position.key,
        )
        for number, position in enumerate(shown, 1)
    ]
    strip, chart = _draw(view, shown, positions)
    return DisputeView(
        key=fact.key,
        name=labels.fact(fact.key),
        about=labels.subject(fact.about),
        label=labels.label(fact.property),
        verdict=judged.verdict,
        remark=REMARKS.get(fact.cause, ""),
        is_lesser=is_lesser(fact),
        summary=_sum_up(view, telling, positions, alone),
        positions=positions,
        more=len(ordered) - len(shown),
        chart=chart,
        strip=strip,
        why=_list_reasons(view),
        asides=_list_asides(view),
        fact=fact,
        judgement=judged,
    )


def is_lesser(fact: "FactRow") -> bool:
    """Return whether the answers to a fact differ in wording, exactness or phase alone."""
    return fact.verdict != CONTRADICTION and fact.cause in LESSER


def word_position(labels: "Labels", prop: str, position: "Position", *, asks: bool = False) -> str:
    """Write what a position says, called former where all its claims call it so.

    Args:
        labels: The words of the store.
        prop: The property.
        position: The position.
        asks: Whether a bare yes or no stands behind its question.
    """
    words = labels.value(prop, position.value)
    if all(account.status == FORMER for account in position.accounts):
        words = f"former {words}"
    if position.stance == "denies":
        words = f"not {words}"
    return f"{labels.label(prop)}: {words}" if asks and labels.property(prop)["type"] == YES_NO else words


def _list_reasons(view: FactView) -> list[str]:
    """List why answers do not fit, unless the reasons say only that they differ."""
    judged = view.judgement
    worst = judged.worst
    if worst is None or judged.kind not in PLAIN_KINDS:
        return view.reasons()
    causes = {pair.finding.cause for pair in judged.findings if pair.finding.weight == worst.weight}
    return [] if causes <= {"none"} and worst.cause == "none" else view.reasons()


def _find_alone(telling: "Sequence[Position]") -> set[int]:
    """Find the positions of one claimant where another one has several."""
    if max((position.origins[0] for position in telling), default=0) < 2:
        return set()
    return {id(position) for position in telling if position.origins[1] == 1}


def name_whos(labels: "Labels", whos: "Sequence[str]") -> str:
    """Name claimants, all of them where they are a handful."""
    names = [labels.short_who(who) for who in whos]
    if len(names) > NAMED + 1:
        names = [*names[:NAMED], f"{len(names) - NAMED} more"]
    return join_words(names)


def join_words(words: "Sequence[str]") -> str:
    """Join words as a sentence does: a, b and c."""
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def _find_fitting(view: FactView, position: "Position", letters: dict[int, str]) -> list[str]:
    """Return the letters of the positions that say the same more exactly."""
    found = []
    for pair in view.judgement.findings:
        if pair.finding.relation == REFINES and pair.left is not pair.right:
            inner, outer = order_refined(pair)
            if outer is position and id(inner) in letters:
                found.append(letters[id(inner)])
    return sorted(found)


def _list_voices(view: FactView, position: "Position") -> list[Voice]:
    said: dict[str, list[Account]] = {who: [] for who in position.whos[:MOST_VOICES]}
    for account in view.newest_first(position):
        if account.who in said:
            said[account.who].append(account)
    return [
        Voice(
            who, view.labels.who(who), view.list_hedges(accounts),
            [make_report(view.labels, view.rows[account.id]) for account in accounts],
        )
        for who, accounts in said.items()
    ]  # fmt: skip


def make_report(labels: "Labels", row: "ClaimRow") -> Report:
    """Gather what a page tells of one claim: its words, and where it stands."""
    names = labels.chain(row)
    document = labels.document(row["document"])
    source = labels.outlet(row)
    if document.get("published"):
        source += f", {labels.date(document['published'])}"
    if len(names) > 2:
        source += f", via {join_words(list(reversed(names[1:-1])))}"
    return Report(
        row["id"], row["text"], labels.said(row), source, read_address(document.get("url")),
        row["paragraph"], row["quote"] or "",
    )  # fmt: skip


def read_address(url: str | None) -> str:
    """Return an address that a page may link to: one of the web; else nothing."""
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(url or "")
    except ValueError:
        return ""
    return (url or "") if parts.scheme in {"http", "https"} and parts.netloc else ""


def _draw(
    view: FactView, shown: "Sequence[Position]", positions: "Sequence[PositionView]"
) -> "tuple[Strip | None, Chart | None]":
    """Draw positions on a calendar or on a line of numbers, if they are such."""
    kind = type_named(view.judgement.kind)
    if not shown:
        return None, None
    if kind.has_days:
        pairs = zip(shown, positions, strict=True)
        strip = draw_dates(kind, [(f"{one.letter} ", position.value, one.value) for position, one in pairs])
        return strip, draw_calendar(strip) if strip else None
    unit = view.labels.property(view.prop).get("unit") or ""
    return None, draw_numbers([kind.measure(position.value) for position in shown], unit)


def _sum_up(
    view: FactView, telling: "Sequence[Position]", positions: "Sequence[PositionView]", alone: set[int]
) -> list[Sentence]:
    """Say in a few sentences who says what, and who stands alone."""
    shown = dict(zip(map(id, telling), positions, strict=False))
    whos = {who for position in telling for who in position.whos}
    if len(telling) < 2:
        return []
    if len(whos) == 1:
        name = view.labels.short_who(next(iter(whos)))
        return [[("who", name), ("", f" alone is quoted on this, in {len(telling)} different ways.")]]
    sentences: list[Sentence] = []
    count = _count_twice(view)
    if not alone and all(position.origins[1] == 1 for position in telling):
        lead = "One against one: " if len(telling) == 2 else "Each stands alone: "
        sentence: Sentence = [("", lead)]
        for number, one in enumerate(shown.values()):
            sentence += [("", "; " if number else ""), ("who", one.names), ("", ": "), ("value", one.value)]
        return [[*sentence, ("", ".")], *count]
    for key, one in shown.items():
        if key in alone:
            sentences.append(
                [("who", one.names), ("", " stands alone with "), ("value", one.value), ("", ".")]
            )
        else:
            several = "s" if one.origins == "1 claimant" else ""
            sentences.append(
                [("who", one.origins), ("", f" say{several} "), ("value", one.value), ("", f": {one.names}.")]
            )
    for one in positions[len(shown) :]:
        if one.fits:
            fits = f", which fits {join_words(one.fits)} ({one.names})."
            several = "is" if one.origins == "1 claimant" else "are"
            sentences.append(
                [("", f"{one.origins} {several} less exact: "), ("value", one.value), ("", fits)]
            )
    return sentences + count


def _count_twice(view: FactView) -> list[Sentence]:
    """Say how many claimants there are, where some stand behind several positions."""
    times = Counter(who for position in view.judgement.positions for who in position.whos)
    twice = [number for number in times.values() if number > 1]
    if not twice:
        return []
    answers = "two answers" if max(twice) == 2 else "two answers or more"
    return [[("", f"{count_words(len(times), 'claimant')}; {len(twice)} of them gave {answers}.")]]


def _name_change(view: FactView, old: "Account", new: "Account") -> str:
    """Tell a correction from an answer that became more exact, or less."""
    if old.value is None or new.value is None or {old.stance, new.stance} != {"asserts"}:
        return "Corrected"
    kind = view.judgement.kind
    unit = view.labels.property(view.prop).get("unit")
    question = Question(kind, view.archive.vocabulary, unit=unit)
    finding = type_named(kind).compare(old.value, new.value, question)
    if finding.relation != REFINES:
        return "Corrected"
    return "Became more exact" if finding.inner == RIGHT else "Became less exact"


def _list_asides(view: FactView) -> list[tuple[str, str, str]]:
    """List what is told beside the positions: self-contradictions, silence, history, retractions."""
    judged, labels, rows = view.judgement, view.labels, view.rows

    def tell(label: str, accounts: "Iterable[Account]") -> list[tuple[str, str, str]]:
        return [(label, rows[account.id]["text"], account.id) for account in accounts]

    found = [
        (label, f"{labels.who(one.who)}: {finding.why}", f"{one.id}, {other.id}")
        for label, pairs in (
            ("Contradicts itself", judged.self_contradictions),
            ("Reports differ", judged.differing_reports),
        )
        for one, other, finding in pairs[:MOST_PAIRS]
    ]
    found += tell("Did not say", judged.withheld) + tell("On a condition", judged.conditional)
    for old, new in judged.history:
        before, after = labels.claimed(rows[old.id]), labels.claimed(rows[new.id])
        words = f"{labels.who(old.who)} said {before}, later {after}."
        found.append((_name_change(view, old, new), words, f"{old.id}, {new.id}"))
    for account in judged.retracted:
        words = f"{rows[account.id]['text']} ({rows[account.id]['retracted']})"
        found.append(("Taken back", words, account.id))
    return found
