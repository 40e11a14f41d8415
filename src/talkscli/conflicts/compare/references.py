"""Places, actors, yes and no, and open lists of ids."""

from typing import TYPE_CHECKING

from talkscli.conflicts.show import name_value
from talkscli.conflicts.verdict import (
    CONTRADICTS,
    LEFT,
    OVERLAPS,
    REFINES,
    RIGHT,
    SAME,
    UNKNOWN,
    Finding,
)
from talkscli.conflicts.vocabulary import place_chain
from talkscli.values.words import Listing

if TYPE_CHECKING:
    from talkscli.conflicts.vocabulary import Vocabulary
    from talkscli.values.words import Reference


def compare_places(a: "Reference | Listing", b: "Reference | Listing", vocabulary: "Vocabulary") -> Finding:
    """Compare two places by what lies in what: the same place, one inside the other (refines), or neither
    (contradicts).
    """  # noqa: D205
    if isinstance(a, Listing) or isinstance(b, Listing):
        return compare_listings(a, b, vocabulary)
    if a.id == b.id:
        return Finding(SAME, "none", f"Both give {vocabulary.place_name(a.id)}.")
    for inner, small, large in ((LEFT, a, b), (RIGHT, b, a)):
        if large.id in place_chain(small.id, vocabulary):
            x, y = vocabulary.place_name(small.id), vocabulary.place_name(large.id)
            return Finding(REFINES, "precision", f"{x} lies in {y}, which is less exact.", inner=inner)
    x, y = vocabulary.place_name(a.id), vocabulary.place_name(b.id)
    return Finding(CONTRADICTS, "none", f"{x} and {y} are different places, and neither lies in the other.")


def compare_actors(a: "Reference | Listing", b: "Reference | Listing", vocabulary: "Vocabulary") -> Finding:
    """Compare two actors: the same, or different ones (contradicts); an unnamed one may be anybody."""
    if isinstance(a, Listing) or isinstance(b, Listing):
        return compare_listings(a, b, vocabulary)
    x, y = vocabulary.actor_name(a.id), vocabulary.actor_name(b.id)
    if a.id == b.id:
        return Finding(SAME, "none", f"Both give {x}.")
    if vocabulary.actor_is_unnamed(a.id) or vocabulary.actor_is_unnamed(b.id):
        return Finding(UNKNOWN, "none", f"{x} and {y} may be the same: one of them is not named.")
    return Finding(CONTRADICTS, "none", f"{x} and {y} are not the same.")


def compare_answers(a: "Reference", b: "Reference", vocabulary: "Vocabulary") -> Finding:
    """Compare yes and no."""
    del vocabulary
    if a.id == b.id:
        return Finding(SAME, "none", f"Both say {a.id}.")
    return Finding(CONTRADICTS, "none", f"One says {a.id}, the other {b.id}.")


def compare_listings(a: "Reference | Listing", b: "Reference | Listing", vocabulary: "Vocabulary") -> Finding:
    """Compare two open lists: neither says that there is nothing else, so they never contradict; what one has
    and the other lacks is coverage.
    """  # noqa: D205
    x, y = name_value(a, vocabulary), name_value(b, vocabulary)
    first, second = ids_of(a), ids_of(b)
    if first == second:
        return Finding(SAME, "none", f"Both name {x}.")
    kind = a.type
    more_first = name_value(Listing(kind, tuple(first - second)), vocabulary)
    more_second = name_value(Listing(kind, tuple(second - first)), vocabulary)
    if first < second or second < first:
        # The longer list says more: whatever satisfies it satisfies the shorter one.
        inner = LEFT if second < first else RIGHT
        more, short = (more_first, y) if inner == LEFT else (more_second, x)
        return Finding(REFINES, "coverage", f"Both name {short}; one adds {more}.", inner=inner)
    if not first & second:
        return Finding(OVERLAPS, "coverage", f"One names {x}; the other names {y}; both may hold.")
    common = name_value(Listing(kind, tuple(first & second)), vocabulary)
    return Finding(
        OVERLAPS,
        "coverage",
        f"Both name {common}; one adds {more_first}, the other {more_second}; both may hold.",
    )


def ids_of(value: "Reference | Listing") -> frozenset[str]:
    """Return the ids of a list, or of the one id."""
    return value.ids if isinstance(value, Listing) else frozenset((value.id,))
