"""Every table stands in the ledger, is proved by a check of its own, or has its reason not to be."""

from collections.abc import Iterable

from django.apps import apps

from tongket.base.recordwords import KINDS
from tongket.base.standing import watched
from tongket.cli.check import checks

# Tables that a check of their own walks, by the check's name.
CHECKED = {
    "check_ledger": "base.Entry base.Checkpoint",
    "check_files": "base.File",
    "check_series": "base.Series base.SeriesNumber",
    "check_outbox": "base.Outbox",
    "check_versions_do_not_overlap": "units.UnitVersion",
    "check_closure": "units.Closure",
    "check_incoming": "directives.Incoming",
    "check_outgoing": "directives.Outgoing directives.OutgoingStep directives.Recipient directives.Copied",
    "check_targets": "programmes.Target",
    "check_tasks": "programmes.Task programmes.TaskEvent",
    "check_figures_against_entries": "figures.Figure",
    "check_store": "figures.Segment figures.Unstored",
    "check_dues": "figures.Due",
    "check_reports": "figures.Report figures.ReportEvent figures.Cell",
    "check_reviews": "reviews.Review",
    "check_words": "reviews.Passage reviews.Submission",
}

# Tables without one, and why.
REASONS = {
    "personal data enters the ledger salted or not at all": "base.Account",
    "worked out anew, or gone by itself": (
        "base.Notice base.Outbox base.SearchRow base.SentForm base.Schedule base.Lock base.Installation "
        "programmes.Reminder units.TreeVersion figures.Breakdown reviews.Making"
    ),
    "loaded from published lists, whose versions and closure are checked": (
        "base.CalendarDay units.Unit units.UnitCode units.Succession units.Transfer"
    ),
    "an address, no record of work": "units.Host",
    "its file is checked; the row names it": "directives.PaperFile",
    "words under way: a review freezes them in a document that is checked": (
        "reviews.Outline reviews.Heading reviews.Piece reviews.PieceSource reviews.Words reviews.Claim "
        "reviews.Shortcoming"
    ),
}


def _named(told: Iterable[str]) -> set[str]:
    return {label for labels in told for label in labels.split()}


def _ours() -> set[str]:
    return {model._meta.label for model in apps.get_models() if model.__module__.startswith("tongket.")}


def _standing() -> set[str]:
    found = set()
    for one in watched():
        found.add(one.model._meta.label)
        for part in one.parts:
            field = one.model._meta.get_field(part)
            if not field.many_to_many:
                found.add(field.related_model._meta.label)
    return found


def test_every_table_stands_in_the_ledger_or_has_its_check_or_its_reason():
    known = _standing() | _named(CHECKED.values()) | _named(REASONS.values())
    assert _ours() - known == set()
    assert known - _ours() == set(), "tables that are no more"


def test_the_checks_named_here_are_run():
    assert {check.__name__ for check in checks()} >= {*CHECKED, "check_standing"}


def test_every_watched_table_has_its_word():
    assert {one.model._meta.label_lower for one in watched()} == set(KINDS)
