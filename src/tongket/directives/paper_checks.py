"""What `tongket check` asks of an office's papers: are they, and each step of their way, what the ledger says?"""

from collections import defaultdict
from uuid import UUID

from tongket.base.entries import Fact, facts_of
from tongket.base.files import public_digest
from tongket.base.models import Entry
from tongket.directives.incoming.actions import paper_facts
from tongket.directives.models import Incoming, Outgoing
from tongket.directives.outgoing.actions import step_facts
from tongket.directives.outgoing.document import content_digest
from tongket.viet.fault import Fault

RECEIVED = "directives.receive"
PRINTED = ("symbol", "signed_for", "signed_as")


def check_incoming() -> list[Fault]:
    """The first paper of an arrival book that is not what was entered and corrected last."""
    said: dict[UUID, dict[str, Fact]] = {}
    for entry in Entry.objects.filter(kind=RECEIVED).order_by("pk").iterator(2000):
        facts = facts_of(entry)
        corrected = facts.get("corrected")
        if isinstance(corrected, dict):
            said.setdefault(entry.subject, {}).update({name: pair[1] for name, pair in corrected.items()})
        else:
            said[entry.subject] = dict(facts)
    for paper in Incoming.objects.order_by("pk").iterator(2000):
        if said.pop(paper.ref, None) != paper_facts(paper):
            return [Fault("paper.differs", values={"paper": str(paper)[:80]})]
    return [Fault("paper.differs", values={"paper": "…"})] if said else []


def check_outgoing() -> list[Fault]:
    """The first paper whose steps, text, number or signature are not what the ledger says."""
    entries: dict[UUID, list[dict[str, Fact]]] = defaultdict(list)
    for entry in Entry.objects.filter(kind__startswith="directives.").order_by("pk").iterator(2000):
        facts = facts_of(entry)
        if "step" in facts:
            entries[entry.subject].append(facts)
    for paper in Outgoing.objects.select_related("file").prefetch_related("steps__file").order_by("pk"):
        if not _agrees(paper, entries.pop(paper.ref, [])):
            return [Fault("outgoing.differs", values={"paper": str(paper)[:80]})]
    return [Fault("outgoing.differs", values={"paper": "…"})] if entries else []


def _agrees(paper: Outgoing, said: list[dict[str, Fact]]) -> bool:
    steps = sorted(paper.steps.all(), key=lambda step: step.pk)
    if len(steps) != len(said) or not steps:
        return False
    told = all(
        facts.get(name) == value
        for step, facts in zip(steps, said, strict=True)
        for name, value in step_facts(step).items()
    )
    printed: dict[str, Fact] = {}
    for facts in said:
        printed |= {name: facts[name] for name in PRINTED if name in facts}
    now = {"symbol": paper.symbol, "signed_for": paper.authority, "signed_as": paper.signer_post}
    files = all(
        facts.get("file", digest) == digest
        for step, facts in zip(steps, said, strict=True)
        if step.file is not None and (digest := public_digest(step.file))
    )
    return (
        told
        and files
        and content_digest(paper) == steps[-1].content
        and all(now[name] == printed.get(name, "") for name in PRINTED)
    )
