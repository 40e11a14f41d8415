"""`talks conflicts`."""

from typing import TYPE_CHECKING, Annotated

from talkscli.cli.completion import completing, completing_words
from talkscli.cli.declaring import argument, check_choices, flag, option
from talkscli.cli.filters import LIMITS, explain_unknown, read_tags
from talkscli.cli.options import reading
from talkscli.cli.run import Run
from talkscli.conflicts.verdict import CONTRADICTION, IMPRECISE, OVERLAP, VERDICTS
from talkscli.errors import UsageError, cut
from talkscli.queries.parties import STATUS, is_dispute
from talkscli.reports.table import Report

if TYPE_CHECKING:
    from talkscli.queries.rows import FactRow

DEFAULT = (CONTRADICTION, OVERLAP)


@reading
def conflicts(
    run: Run,
    fact: Annotated[
        list[str] | None,
        argument(
            "[FACT or WORDS]",
            f"A fact by its key, or words it is about; - reads keys. {LIMITS}",
            completing("fact"),
        ),
    ] = None,
    verdict: Annotated[
        list[str] | None,
        option(
            "--verdict",
            "VERDICT",
            f"Which verdicts: {', '.join(VERDICTS)}, or all. Without it, contradiction and overlap, and "
            "what differs only in how far a thing has come.",
            completing_words(*VERDICTS, "all"),
        ),
    ] = None,
    explain: Annotated[
        bool, flag("--explain", "Each pair of positions with its cause and the rule applied.")
    ] = False,
    full: Annotated[bool, flag("--full", "Each fact in full, however many they are.")] = False,
    between: Annotated[
        tuple[str, str] | None,
        option(
            "--between",
            "SIDE SIDE",
            "Only what two parties themselves dispute: each is an actor with all on its side.",
        ),
    ] = None,
    judged: Annotated[
        str | None,
        option(
            "--verdicts",
            "DIR",
            "The facts as talks judge wrote them into a directory, one line each; no store is read.",
        ),
    ] = None,
    tag: Annotated[
        list[str] | None,
        option("--tag", "TAG", "Only facts of which a claim, or what it comes from, has it."),
    ] = None,
) -> Report:
    """Show the facts on which sources disagree: each position, who stands behind it, and why.

    A terminal gets one line a fact where there are more than five, the weightiest first; --full or a fact's
    key shows the positions. What is merely vaguer is no conflict: --verdict imprecise shows it.

    \b
    Examples:
      talks conflicts
      talks conflicts round-3.date --explain
      talks conflicts Peskov
      talks conflicts --full
      talks conflicts --between Ukraine Russia
      talks conflicts --columns fact,why --no-header | sort -u
      talks conflicts --columns fact --no-header | sort -u
      talks conflicts --format json | jq -r '.[] | .fact + ": " + .why'
    """  # noqa: D301
    from talkscli.reports.conflicts import report_conflicts

    verdicts = read_verdicts(verdict)
    limit = run.shared.limit
    words = run.expand(fact or ())
    if judged is not None:
        if explain or full or between or tag:
            raise UsageError(
                "of written verdicts there is one line a fact", place="--verdicts", hint="see --format json"
            )
        return report_judged(judged, words, verdicts, limit)
    if fact and not words:
        return report_conflicts(run.archive, [], explain=explain)
    wanted = None if limit is None or between else limit + 1
    facts, notes = find_facts(run, words, verdicts, wanted, read_tags(run, tag))
    if between:
        facts = keep_disputes(run, facts, between)
    more = limit is not None and len(facts) > limit
    # The limit counts facts; the rows of one fact, one a claim, are not cut.
    run.shared.limit = None
    brief = not (full or explain or (words and _are_keys(run, words)))
    report = report_conflicts(
        run.archive, facts[:limit], explain=explain, brief=brief, more=more, limit=limit
    )
    report.notes += notes
    return report


def report_judged(directory: str, words: list[str], verdicts: tuple[str, ...], limit: int | None) -> Report:
    """Report what `talks judge` wrote: facts by their keys, or by words in their keys and names."""
    from talkscli.judging.reading import Judgements
    from talkscli.reports.verdicts import report_verdicts

    judgements = Judgements(directory)
    keys = words if words and all("." in word and " " not in word for word in words) else []
    asked = "" if keys else " ".join(words)
    return report_verdicts(
        judgements, judgements.list_verdicts(verdicts, facts=keys, words=asked), limit=limit
    )


def keep_disputes(run: Run, facts: "list[FactRow]", sides: tuple[str, str]) -> "list[FactRow]":
    """Keep the facts on which claims of two parties are against each other."""
    from talkscli.queries.parties import divide, list_party

    one, other = (list_party(run.archive, run.find_ids([side], "actor")) for side in sides)
    if not one.isdisjoint(other):
        raise UsageError(
            f"{cut(sides[0])} and {cut(sides[1])} are of one side", place="--between", hint="name two parties"
        )
    return [fact for fact in facts if divide(run.archive.judge(fact.key), one, other)]


def read_verdicts(words: list[str] | None) -> tuple[str, ...]:
    """Check the verdicts asked for."""
    if not words:
        return DEFAULT
    parts = [part for word in words for part in word.split(",")]
    wanted = check_choices(parts, (*VERDICTS, "all"), "--verdict", "verdict")
    return VERDICTS if "all" in wanted else tuple(wanted)


def find_facts(
    run: Run, words: list[str], verdicts: tuple[str, ...], limit: int | None, tags: tuple[str, ...] = ()
) -> "tuple[list[FactRow], list[str]]":
    """Find the facts meant, and what is to be said of those that have another verdict."""
    if _are_keys(run, words):
        facts, notes = [], []
        tagged = {fact.key for fact in run.archive.facts(tags=tags)} if tags else None
        for word in words:
            one = run.archive.fact(word) or run.archive.fact(run.find(word, "fact").ids[0])
            if one is None:
                raise explain_unknown(run, word, "fact")
            if tagged is not None and one.key not in tagged:
                notes.append(f"{one.key} has no claim tagged {' or '.join(tags)}")
            elif one.verdict in verdicts or (verdicts is DEFAULT and is_dispute(one.verdict, one.cause)):
                facts.append(one)
            else:
                wanted = " or ".join(verdicts) if verdicts is not DEFAULT else "a disagreement"
                notes.append(f"{one.key} is {one.verdict}, not {wanted}; talks show {one.key} shows it")
        return facts[:limit], notes
    asked = " ".join(words) if words else None
    found = list(run.archive.facts(verdicts=verdicts, words=asked, tags=tags, limit=limit))
    if verdicts is DEFAULT and (limit is None or len(found) < limit):
        # What is claimed to have come further than others say weighs little, and is in dispute all the same.
        rest = None if limit is None else limit - len(found)
        found += run.archive.facts(
            verdicts=(IMPRECISE,), causes=(STATUS,), words=asked, tags=tags, limit=rest
        )
    return found, []


def _are_keys(run: Run, words: list[str]) -> bool:
    return bool(words) and all(_is_key(run, word) for word in words)


def _is_key(run: Run, word: str) -> bool:
    """Tell whether a word is written as a fact's key, about something or of a property that there is."""
    about, dot, prop = word.rpartition(".")
    if not (dot and about and prop) or " " in word:
        return False
    if run.archive.entity("property", prop) is not None:
        return True
    return any(run.archive.entity(kind, about) is not None for kind in ("event", "actor", "place"))
