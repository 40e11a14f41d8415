"""Open lists that several claimants give, drawn as a grid: what is named against who names it."""

from typing import TYPE_CHECKING

from talkscli.reports.blocks import Grid, GridColumn, Span, Text, join_runs
from talkscli.values.registry import type_named

if TYPE_CHECKING:
    from talkscli.conflicts.engine import Account
    from talkscli.reports.facts import FactView

NAMED = "●"
NOT = "not"

ITEM_WIDTH = 28
WHO_WIDTH = 13
"""The least widths at which claimants stand side by side; on less each item lists who names it."""


def draw_list(view: "FactView", width: int) -> Grid:
    """Draw what is named, most named first, against who names it."""
    kind = type_named(view.judgement.kind)
    said: dict[str, list[Account]] = {}
    named: dict[str, dict[str, bool]] = {}
    for position in view.judgement.positions:
        for account in position.accounts:
            said.setdefault(account.who, []).append(account)
            for item in sorted(kind.ids(position.value)):
                by = named.setdefault(item, {})
                by[account.who] = by.get(account.who, False) or position.stance != "denies"
    items = sorted(named, key=lambda item: (-sum(named[item].values()), item))
    whos = sorted(said, key=lambda who: (-sum(who in by for by in named.values()), who))
    names = {item: view.labels.raw_value(view.prop, [item]) for item in items}
    if width < ITEM_WIDTH + WHO_WIDTH * len(whos):
        return _list_namers(view, named, names, said)
    rows: list[list[Text]] = [
        [Span(names[item], "value"), *(_mark(named[item].get(who)) for who in whos)] for item in items
    ]
    rows.append([Span("in", "dim"), *(Span(_tell_where(view, said[who]), "dim") for who in whos)])
    return Grid(
        [
            GridColumn("Named", grow=2, minimum=16, tight=True),
            *(GridColumn(view.labels.short_who(who), grow=1, tight=True) for who in whos),
        ],
        rows,
        indent=2,
    )


def _list_namers(
    view: "FactView",
    named: dict[str, dict[str, bool]],
    names: dict[str, str],
    said: "dict[str, list[Account]]",
) -> Grid:
    rows: list[list[Text]] = []
    for item, name in names.items():
        whos: list[list[Span | str]] = [
            [Span("" if asserted else "not ", "denies"), Span(view.labels.short_who(who), "name")]
            for who, asserted in sorted(named[item].items())
        ]
        rows.append([Span(name, "value"), join_runs("; ", whos)])
    where = [
        f"{view.labels.short_who(who)}: {found}"
        for who, accounts in sorted(said.items())
        if (found := _tell_where(view, accounts))
    ]
    rows.append([Span("in", "dim"), Span("; ".join(where), "dim")])
    return Grid(
        [
            GridColumn("Named", grow=1, minimum=20, tight=True),
            GridColumn("By whom", grow=2, minimum=30, tight=True),
        ],
        rows,
        indent=2,
    )


def _mark(asserted: bool | None) -> Span:
    if asserted is None:
        return Span("·", "dim")
    return Span(NAMED, "value") if asserted else Span(NOT, "denies")


def _tell_where(view: "FactView", accounts: "list[Account]") -> str:
    """Return the reports of a claimant's claims, and how sure they are."""
    hedges = view.list_hedges(accounts)
    outlets = ", ".join(view.list_outlets(accounts))
    return f"{outlets} [{', '.join(hedges)}]".strip() if hedges else outlets
