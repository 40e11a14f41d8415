"""The disagreement engine: claims in, verdicts and reasons out. It opens no file and knows no terminal.

Glossary:

claim
    One thing that one claimant asserts, as one document reports it. The engine sees it as an `Account`.
fact
    The question that claims answer, `about.property`. A fact has claims; it has no truth value.
value
    What a claim answers. A value states what is possible; a vague one leaves more possible.
variant
    A value together with what changes how it is compared: stance, `only`, and phase (plan or outcome).
position
    The claims of a fact that give the same value with the same stance.
origin
    The root of a claim's chain, its claimant. Reports are documents; three reports may have one origin.
relation
    How two values stand: same, refines, overlaps, contradicts, unknown.
cause
    Why they stand so: precision, extent, exclusive, plan-and-outcome, revision, wording, coverage, denial.
finding
    A relation with its cause and a sentence that names both values.
verdict
    How the positions of a fact stand to each other: that of its worst pair of claims that still count.
judgement
    A fact's verdict with its positions, its findings and its history.
"""
