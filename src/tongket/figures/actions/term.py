"""A new term starts from a copy of the last: the programme with its parties and grounds, and its form."""

from datetime import datetime

from django.db import transaction

from tongket.figures.actions.define import Item, define_form
from tongket.figures.models import Form, FormItem, Indicator
from tongket.figures.queries.seen import items_of
from tongket.programmes.actions import NewParty, start_programme
from tongket.programmes.models import Programme
from tongket.units.hats import Hat
from tongket.viet.fault import Fault, Refusal
from tongket.viet.period import Period


def start_next_term(
    *, programme: Programme, title: str, slug: str, term: Period, actor: Hat, now: datetime
) -> Programme:
    """The same asked of the same in a later term; tasks, figures and the numbers of targets are not copied.

    What was asked the last time stands beside the cells of the new targets (`last_targets`), and counts for nothing.
    The lines ask for each indicator in its newest version; they hold from the term's first day on.
    """
    if term.start < programme.term_end:
        raise Refusal(Fault("figures.term_overlaps", values={"last": Period.parse(programme.term).label()}))
    with transaction.atomic():
        made = start_programme(
            unit=programme.unit,
            slug=slug,
            kind=programme.kind,
            title=title,
            term=term,
            summary=programme.summary,
            grounds=[
                one.directive for one in programme.grounds.select_related("directive").order_by("order", "pk")
            ],
            parties=[
                NewParty(one.unit, one.part)
                for one in programme.parties.select_related("unit").order_by("order", "pk")
            ],
            parent=programme.parent,
            public=programme.public,
            actor=actor,
            now=now,
        )
        last = Form.objects.filter(programme=programme).order_by("-version").first()
        if last is not None:
            define_form(
                unit=last.unit,
                programme=made,
                title=last.title,
                period_kind=last.period_kind,
                due_days=last.due_days,
                due_rule=last.due_rule,
                start=term.start,
                items=_items(last),
                actor=actor,
                now=now,
            )
    return made


def _items(form: Form) -> list[Item]:
    lines = items_of(form)
    places = {line.pk: place for place, line in enumerate(lines, start=1)}
    return [_item(line, places) for line in lines]


def _item(line: FormItem, places: dict[int, int]) -> Item:
    newest = Indicator.objects.filter(code=line.indicator.code).order_by("-version")[0]
    same = newest.decimals == line.indicator.decimals  # bounds are counted in them
    return Item(
        newest,
        first=line.breakdown.first,
        second=line.breakdown.second,
        section=line.section,
        required=line.required,
        low=line.low if same else None,
        high=line.high if same else None,
        part_of=places[line.part_of_id] if line.part_of_id else None,
        needs=places[line.needs_id] if line.needs_id else None,
        band=line.band,
    )
