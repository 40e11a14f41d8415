"""The disagreement engine: claims in, verdicts and reasons out. It opens no file and knows no terminal.

Glossary:

claim
    One thing that one claimant asserts, as one document reports it. The engine sees it as an `Account`.
fact
    The question that claims answer, `about.property`. A fact has claims; it has no truth value.
value
    What a claim answers. A value states what is possible; a vague one leaves more possible.
question
    The property that is asked, as far as it matters to comparing: its type, its unit, `answers`, `tolerance`.
variant
    A value with all that changes how it is compared: stance, `only`, degree or other standing, and time.
degree
    How far a thing has come, from possible to held; by it a claim speaks of a plan or of an outcome.
position
    The claims of a fact that give the same value with the same stance.
origin
    The root of a claim's chain, its claimant. Reports are documents; three reports may have one origin.
relation
    How two values stand: same, refines, overlaps, contradicts, unknown.
cause
    Why they stand so: precision, extent, exclusive, rounding, status, other-time, plan-and-outcome, revision,
    wording, coverage, denial.
finding
    A relation with its cause and a sentence that names both values.
verdict
    How the positions of a fact stand to each other: that of its worst pair of claims that still count. The
    pair may lie inside one position, where one claims as agreed what another claims as proposed.
judgement
    A fact's verdict with its positions, its findings and its history.
"""
