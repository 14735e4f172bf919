"""What `tongket check` asks of outlines: are the words of each unit those that it handed in."""

from uuid import UUID

from tongket.base.entries import facts_of
from tongket.base.models import Entry
from tongket.reviews.outlines.models import Passage, Submission
from tongket.units.queries import names_of
from tongket.viet.fault import Fault


def check_words() -> list[Fault]:
    """The first unit whose words, handed in and not returned, are not what its entry in the ledger says."""
    last: dict[UUID, Entry] = {
        entry.subject: entry for entry in Entry.objects.filter(kind="reviews.hand_in").order_by("pk")
    }
    words: dict[int, list[list[str | int]]] = {}
    for submission, order, text in Passage.objects.order_by("submission", "heading__order").values_list(
        "submission", "heading__order", "text"
    ):
        words.setdefault(submission, []).append([order, text])
    handed_in = Submission.objects.filter(state=Submission.State.SUBMITTED)
    for one in handed_in.select_related("outline__programme").order_by("pk"):
        facts = facts_of(last[one.ref]) if one.ref in last else {}
        if (facts.get("version"), facts.get("words")) != (one.handed_in, words.get(one.pk)):
            day = one.outline.period_start
            values = {"unit": names_of([one.unit_id], day).get(one.unit_id, "")}
            return [Fault("outline.words_differ", values={**values, "title": one.outline.programme.title})]
    return []
