"""Writes about steering bodies and trainings."""

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tongket.base.clock import day_of
from tongket.base.entries import Fact
from tongket.directives.actions import refuse_before
from tongket.directives.bodies.models import Member, SteeringBody, Training
from tongket.directives.models import Directive
from tongket.directives.taking_back import take_away
from tongket.units.acts import act
from tongket.units.hats import Hat
from tongket.units.models import Unit
from tongket.viet.dates import format_date
from tongket.viet.fault import refusal
from tongket.viet.text import fold, nfc

# A group that names a religion would make it a column of the counts.
_RELIGIONS = re.compile(
    r"\b(phat giao|phat tu|cong giao|thien chua giao|tin lanh|cao dai|hoa hao|hoi giao|giao dan|tin do"
    r"|balamon|ba la mon|tu an hieu nghia|buu son ky huong)\b"
)


@dataclass(frozen=True)
class NewMember:
    """A member as typed: the part taken in the body, and the post."""

    part: str
    post: str


def found_body(
    *,
    unit: Unit,
    kind: str,
    name: str,
    decision: str,
    decided_by: str,
    start: date,
    end: date | None = None,
    directive: Directive | None = None,
    above: SteeringBody | None = None,
    ref: uuid.UUID | None = None,
    actor: Hat,
    now: datetime,
) -> SteeringBody:
    """A body that a decision has founded, with its term."""
    if start > day_of(now):
        raise refusal("body.ahead", day=format_date(start))
    if end is not None and end <= start:
        raise refusal("body.term", start=format_date(start), end=format_date(end))
    body = SteeringBody(
        ref=ref or uuid.uuid4(), unit=unit, kind=kind, name=nfc(name.strip()), decision=decision.strip(),
        decided_by=decided_by.strip(), start=start, end=end, directive=directive, above=above,
    )  # fmt: skip
    with act("bodies.found", on=body, actor=actor, now=now) as done:
        body.save(force_insert=True)
        done.note(name=body.name, decision=body.decision, start=format_date(start))
    return body


def set_members(
    *, body: SteeringBody, members: Sequence[NewMember], actor: Hat, now: datetime
) -> list[Member]:
    """Who belongs to it, by post, in their order."""
    with act("bodies.found", on=body, actor=actor, now=now) as done:
        SteeringBody.objects.select_for_update().get(pk=body.pk)
        if not members:
            raise refusal("body.no_members")
        body.members.all().delete()
        made = Member.objects.bulk_create(
            Member(body=body, order=order, **vars(one)) for order, one in enumerate(members, start=1)
        )
        done.note(members=[f"{one.part}: {one.post}" for one in members])
    return made


def take_back_body(*, directive: Directive, key: int, actor: Hat, now: datetime) -> str:
    """A body recorded by mistake goes with its members; one that has parts stays."""
    body = SteeringBody.objects.filter(pk=key, directive=directive).first()
    if body is None:
        raise refusal("record.gone")
    members = [f"{one.part}: {one.post}" for one in body.members.order_by("order")]
    facts: dict[str, Fact] = {"name": body.name, "decision": body.decision, "members": members}
    take_away(body, "bodies.found", body.name, facts, actor, now)
    return body.name


def take_back_training(*, directive: Directive, key: int, actor: Hat, now: datetime) -> str:
    """A training recorded by mistake is counted no more."""
    training = directive.trainings.filter(pk=key).first()
    if training is None:
        raise refusal("record.gone")
    said = f"{training.group} ({format_date(training.on)})"
    facts: dict[str, Fact] = {
        "directive": str(directive.ref), "group": training.group, "on": str(training.on),
    }  # fmt: skip
    take_away(training, "bodies.train", said, facts, actor, now)
    return said


def record_training(
    *,
    directive: Directive,
    unit: Unit,
    group: str,
    on: date,
    classes: int,
    people: int,
    actor: Hat,
    now: datetime,
) -> Training:
    """So many of a group were trained; a religion is no group, and nobody is listed."""
    if on > day_of(now):
        raise refusal("training.ahead", day=format_date(on))
    refuse_before(directive, on)
    if _RELIGIONS.search(fold(group)):
        raise refusal("training.religion", group=group.strip())
    training = Training(
        directive=directive,
        unit=unit,
        group=nfc(" ".join(group.split())),
        on=on,
        classes=classes,
        people=people,
    )
    with act("bodies.train", on=training, actor=actor, now=now) as done:
        training.save()
        done.note(directive=str(directive.ref), group=training.group, classes=classes)
    return training
