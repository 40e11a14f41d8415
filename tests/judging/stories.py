"""Random stores: claims of every kind that the engine tells apart, and facts of very different sizes."""

from random import Random
from typing import Any

from tests.small_stores import make_claim, make_store

VALUES: dict[str, list[Any]] = {
    "date": ["2025-07-23", "2025-07-24/2025-07-25", "[2025-07-23..2025-07-24]", "2025-07", "2025-07-23~"],
    "count": ["1000", "=1000", "1040", "1050", "1000..9999", "6057", "6000", "~1000"],
    "duration": ["40 min", "<40 min", "1 h", "60..75 min", "2 h", "120 min"],
    "place": ["istanbul", "palace", "turkey", ["palace"]],
    "actor": ["ann", "bob", "some-source"],
    "terms": [["peace"], ["trade"], ["peace", "trade"], "peace"],
    "yes-no": ["yes", "no"],
    "quote": ["miraculous progress", "miraculous breakthroughs"],
    "text": ["a long talk"],
}
STATUSES = [None, None, "proposed", "planned", "agreed", "held", "former", "cancelled", "conditional"]
DAYS = [None, "2025-07-20", "2025-07-21/2025-07-22", "2025-07-22", "2025-07-24", "../2025-07-23"]
WHO = ["ann", "bob", "cem", "some-source", "daily", "weekly"]


def make_story(seed: int, *, claims: int = 60, documents: int = 8) -> dict[str, Any]:
    """Make a store of version 2 with revisions, retractions, degrees, times and unnamed origins."""
    random = Random(seed)
    made: list[dict[str, Any]] = []
    by_fact: dict[tuple[str, str, str], list[str]] = {}
    papers = [
        {
            "id": f"d{number}",
            "outlet": random.choice(["daily", "weekly"]),
            "title": f"Document {number}",
            **({"published": f"2025-07-{20 + number % 9}"} if number % 4 else {}),
        }
        for number in range(documents)
    ]
    for number in range(claims):
        kind = random.choice(list(VALUES))
        about = random.choice(["round-1", "round-3"])
        who = random.choice(WHO)
        stance = random.choices(["asserts", "denies", "withholds"], [12, 2, 1])[0]
        value = None if stance == "withholds" else random.choice(VALUES[kind])
        one = make_claim(
            f"c{seed}-{number}", who=who, about=about, property=kind, value=value, stance=stance,
            document=random.choice(papers)["id"], text=f"What {number} says.",
        )  # fmt: skip
        status, when = random.choice(STATUSES), random.choice(DAYS)
        if status:
            one["what"]["status"] = status
        if when:
            one["when"] = when
        if random.random() < 0.08 and value is not None:
            one["what"]["only"] = True
        if random.random() < 0.1:
            one["what"]["at"] = random.choice(["2025-06", "2025-07", "../2025-05"])
        if random.random() < 0.06:
            one["retracted"] = {"why": "an error of ours"}
        earlier = by_fact.setdefault((who, about, kind), [])
        if earlier and random.random() < 0.2:
            one["revises"] = random.choice(earlier)
        earlier.append(one["id"])
        made.append(one)
    return make_store(*made, documents=papers) | {"schema_version": 2}


def join_stories(seeds: range, **sizes: int) -> dict[str, Any]:
    """Make one store of many, each about events of its own."""
    whole = make_store() | {"schema_version": 2, "events": [], "documents": []}
    for seed in seeds:
        story = make_story(seed, **sizes)
        whole["events"] += [one | {"id": f"s{seed}-{one['id']}", "number": None} for one in story["events"]]
        whole["documents"] += [one | {"id": f"s{seed}-{one['id']}"} for one in story["documents"]]
        for claim in story["claims"]:
            claim["what"]["about"] = f"s{seed}-{claim['what']['about']}"
            claim["source"]["document"] = f"s{seed}-{claim['source']['document']}"
            whole["claims"].append(claim)
    return whole
