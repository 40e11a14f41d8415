"""The question for the document that carries a claim: by its title, id or address, or by its outlet."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from talkscli.cli.record_questions import MOST_NEAR, RecordAsker, show_date
from talkscli.errors import cut

_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


class DocumentAsker(RecordAsker):
    """Asks for a document that the store has, or for what makes a new one."""

    def ask_document(self, last: Mapping[str, Any]) -> str:
        """Ask for a document and return its id.

        Args:
            last: The fields of the claim before; its document is proposed.
        """
        documents = self.view.header.by_kind["document"]
        # An outlet speaks in its own documents: its last one is proposed.
        own = self._list_documents(last["who"]) if last.get("who") and "document" not in last else []
        default = last.get("document") or next(reversed(own), "") or next(reversed(documents), "")
        return self.prompter.ask(
            "Which document? Its title, id or address, or its outlet",
            self.find_document,
            default=self.propose(("document",), default),
            complete=self.choices.complete(("document", "actor")),
            describe=self.choices.describe(("document",)),
        )

    def find_document(self, answer: str) -> str:
        """Take a document, or the last of an outlet that is named, or add one."""
        if _ADDRESS.fullmatch(answer):
            known = (
                one for one, record in self.view.header.by_kind["document"].items() if record.url == answer
            )
            if (found := next(known, None)) is not None:
                return found
            self.prompter.note("  No document has this address: it is a new one.")
            return self.add("document", {"url": answer})
        archive = self.view.archive
        if answer and not archive.find_sure(answer, ("document",)):
            outlets = [found.ids[0] for found in archive.find_sure(answer, ("actor",))]
            for outlet in outlets[:1]:
                return self._choose_document(outlet)
        return self.find(answer, ("document",))

    def list_near(self, answer: str, suggestions: Sequence[str], kinds: tuple[str, ...]) -> list[str]:
        """List the ids of the records that may be meant; documents by a part of their outlets' names too."""
        near = super().list_near(answer, suggestions, kinds)
        if kinds == ("document",):
            near += [
                one
                for outlet, _ in self.choices.find(("actor",), answer)
                for one in self._list_documents(outlet)
            ]
            near += [one for one, _ in self.choices.find(kinds, answer)]
        return list(dict.fromkeys(near))[:MOST_NEAR]

    def ask_new(self, answer: str, kinds: tuple[str, ...], **more: Any) -> str:
        """Ask what something new is; of a new document, whether its title or its outlet was named."""
        if kinds == ("document",):
            told, words = f"{cut(answer)!r} is new", ("title", "outlet")
            if self.ask_word("  What is it", words, told=told, default="title") == "outlet":
                return self._choose_document(self.add("actor", {"name": answer, "kind": "outlet"}))
        return super().ask_new(answer, kinds, **more)

    def _choose_document(self, outlet: str) -> str:
        """Propose the last document of an outlet, or take a new one of it."""
        name = self.resolver.name_of(("actor",), outlet)
        own = self._list_documents(outlet)
        for one in own[-1:]:
            record = self.view.header.by_kind["document"][one]
            day = f", {show_date(record.published)}" if record.published else ""
            if self.prompter.confirm(f"  The last of {name} is {cut(record.title)!r}{day}. This one?"):
                return one
        self.prompter.note(f"  A new document of {name}:")
        return self.add("document", {"outlet": outlet})

    def _list_documents(self, outlet: str) -> list[str]:
        return [
            one for one, record in self.view.header.by_kind["document"].items() if record.outlet == outlet
        ]
