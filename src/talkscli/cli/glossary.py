"""The words that commands use, in one sentence each: `talks help words`, the manual page, and README."""

# ruff: noqa: E501 - a line is one word

WORDS = {
    "claim": "one thing that one claimant asserts, as one document reports it",
    "claimant": "whoever vouches for it: a person, an office, a state, an agency, an outlet, an unnamed source",
    "fact": "the question that claims answer, such as `round-3.date`; it has claims, and no truth value",
    "position": "the claims of a fact that give the same answer",
    "origin, report": "a claimant at the root of a chain; a document that carries the claim. Three reports can have one origin",
    "stance": "asserts, denies, or withholds: was asked and did not say",
    "anchor": "the words of the document on which a claim rests, at most twelve, with their paragraph",
    "folded, transliterated": "how a name was found: without case and accents; in another alphabet or spelling",
    "refines": 'is a more exact form of the other answer, and no contradiction: 16 May and "mid-May"',
    "verdict": "how the positions of a fact stand to each other: contradiction, overlap, imprecise, agreement, single, unknown",
}


def show_words(width: int) -> str:
    """Return the words and what they mean, wrapped to a width."""
    from textwrap import fill

    margin = " " * 4
    size = max(40, min(width, 100))
    return (
        "\n".join(
            f"{word}\n{fill(meaning, size, initial_indent=margin, subsequent_indent=margin)}"
            for word, meaning in WORDS.items()
        )
        + "\n"
    )
