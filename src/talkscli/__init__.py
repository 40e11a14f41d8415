"""Who said what, when, according to whom, and where the sources disagree.

The library in a few names, each loaded on first use, so that importing the package costs nothing:

    from talkscli import ClaimFilter, open_store

    with open_store() as store:                     # the shipped store; or a path
        for row in store.claims(ClaimFilter(who=("ria",))):
            print(row["when"], row["value"], row["text"])
        fact = store.judge("round-3.date")          # verdict, positions, findings with reasons
        print(fact.verdict, [finding.finding.why for finding in fact.findings])
        print(store.find("Умеров", ["actor"]).ids)  # names in any spelling

    add_claim("story.json", {"who": "RIA", "about": "Third round", "property": "date", ...})

`open_store`, `check_store`: a store for reading, and its faults. `ClaimFilter`: what is asked for.
`check_claims`: what would become of claims.
`start_store`, `add_claim`, `add_claims`, `add_record`, `add_records`, `import_table` with a `RowMapping`,
`edit_records` with a `RecordEdit`, `revise_claim`, `replace_claim`, `retract_claims`, `merge_stores`: what
writes a store.
`draft_documents`, `read_drafts`: claims proposed from articles, and the files that hold them.
`compare_stores`, `verify_quotes`, `cite_claims`: differences of stores, quotes in their texts, attributions.
`judge`, `Account`: the engine on claims of your own. `parse_value`: values that may be vague.
`TalksError`: the ancestor of every failure that a user can cause. Names of people: `talkscli.names`.
"""

__version__ = "0.1.0"

TYPE_CHECKING = False  # a type checker reads it as true

if TYPE_CHECKING:
    from talkscli.conflicts.engine import Account, Judgement, judge
    from talkscli.desk.adding import add_claim, add_claims, check_claims
    from talkscli.desk.adding_records import add_record, add_records
    from talkscli.desk.citing import cite_claims
    from talkscli.desk.comparing import compare_stores
    from talkscli.desk.importing import import_table
    from talkscli.desk.mapping import RowMapping
    from talkscli.desk.merging import merge_stores
    from talkscli.desk.record_edits import RecordEdit, edit_records
    from talkscli.desk.replacing import replace_claim
    from talkscli.desk.retracting import retract_claims
    from talkscli.desk.revising import revise_claim
    from talkscli.desk.starting import start_store
    from talkscli.desk.verifying import verify_quotes
    from talkscli.drafting.draft_file import read_drafts
    from talkscli.drafting.proposing import draft_documents
    from talkscli.errors import TalksError
    from talkscli.index.check import check_store
    from talkscli.queries.archive import Archive
    from talkscli.queries.filters import ClaimFilter
    from talkscli.queries.opening import open_archive as open_store
    from talkscli.values.parsing import parse_value
    from talkscli.values.vocabulary import Words as Vocabulary

__all__ = [
    "Account",
    "Archive",
    "ClaimFilter",
    "Judgement",
    "RecordEdit",
    "RowMapping",
    "TalksError",
    "Vocabulary",
    "add_claim",
    "add_claims",
    "add_record",
    "add_records",
    "check_claims",
    "check_store",
    "cite_claims",
    "compare_stores",
    "draft_documents",
    "edit_records",
    "import_table",
    "judge",
    "merge_stores",
    "open_store",
    "parse_value",
    "read_drafts",
    "replace_claim",
    "retract_claims",
    "revise_claim",
    "start_store",
    "verify_quotes",
]

_HOMES = {
    "Account": ("conflicts.engine", "Account"),
    "Archive": ("queries.archive", "Archive"),
    "ClaimFilter": ("queries.filters", "ClaimFilter"),
    "Judgement": ("conflicts.engine", "Judgement"),
    "RecordEdit": ("desk.record_edits", "RecordEdit"),
    "RowMapping": ("desk.mapping", "RowMapping"),
    "TalksError": ("errors", "TalksError"),
    "Vocabulary": ("values.vocabulary", "Words"),
    "add_claim": ("desk.adding", "add_claim"),
    "add_claims": ("desk.adding", "add_claims"),
    "add_record": ("desk.adding_records", "add_record"),
    "add_records": ("desk.adding_records", "add_records"),
    "check_claims": ("desk.adding", "check_claims"),
    "check_store": ("index.check", "check_store"),
    "cite_claims": ("desk.citing", "cite_claims"),
    "compare_stores": ("desk.comparing", "compare_stores"),
    "draft_documents": ("drafting.proposing", "draft_documents"),
    "read_drafts": ("drafting.draft_file", "read_drafts"),
    "edit_records": ("desk.record_edits", "edit_records"),
    "import_table": ("desk.importing", "import_table"),
    "judge": ("conflicts.engine", "judge"),
    "merge_stores": ("desk.merging", "merge_stores"),
    "open_store": ("queries.opening", "open_archive"),
    "parse_value": ("values.parsing", "parse_value"),
    "replace_claim": ("desk.replacing", "replace_claim"),
    "retract_claims": ("desk.retracting", "retract_claims"),
    "revise_claim": ("desk.revising", "revise_claim"),
    "start_store": ("desk.starting", "start_store"),
    "verify_quotes": ("desk.verifying", "verify_quotes"),
}


def __getattr__(name: str) -> object:
    """Import a public name from its module when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    module, attribute = _HOMES[name]
    return getattr(import_module(f"{__name__}.{module}"), attribute)
