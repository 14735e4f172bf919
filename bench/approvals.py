"""Invented reports that wait for approval: `python -m bench.approvals WAITING`, in a new folder (TONGKET_DATA).

A month of ten invented indicators of every commune of the country. Of all but so many communes the figures count
already; the reports of the others are handed in. Prints as JSON what whoever approves and adds up must know.
"""

import json
import sys
from datetime import timedelta
from typing import Any

SLUG, INDICATORS = "so-lieu-gia-de-do-phe-duyet", 10
APPROVER, PASSWORD = "nguoi.duyet", "lúa chín ngoài đồng"
HOW = "số liệu giả, máy đặt ra để đo tốc độ; không phải số liệu của địa phương nào"


def value_of(unit: int, order: int) -> int:
    """What a unit tells in a line of the form."""
    return (unit * 7919 + order * 104_729) % 90_000


def main(waiting: int) -> None:
    from tongket.base import shell

    shell.django()
    from tongket.base import clock
    from tongket.units.queries import national_root

    _install()
    nation, now = national_root(), clock.now()
    form, items, dues = _asked_of_all(nation, now)
    told, sent = dues[waiting:], dues[:waiting]
    _told_before(items, told, now)
    for due in sent:
        _handed_in(due, now)
    said = {
        "period": dues[0].period,
        "waiting": [due.get_absolute_url() for due in sent],
        "values": [[value_of(due.unit_id, order) for order in items] for due in sent],
        "totals": [sum(value_of(due.unit_id, order) for due in told) for order in items],
        "told": len(told),
        "communes": len(dues),
        "table": f"/so-lieu/chuong-trinh/{SLUG}/bang/tai-ve.csv?ky={dues[0].period}",
        "trail": f"/so-lieu/dau-vet/r/{items[1].ref}/{nation.ref}/{dues[0].period}/reported/",
        "trend": f"/so-lieu/chuong-trinh/{SLUG}/dien-bien/tai-ve.csv?ky={dues[0].period}",
        "form": str(form.ref),
    }
    print(json.dumps(said))


def _install() -> None:
    """The tables, the units of the country, and somebody who approves for the nation."""
    from django.core.management import call_command

    from tongket.base import clock
    from tongket.base.accounts import new_salt
    from tongket.base.models import Account, Installation
    from tongket.units.actions import appoint
    from tongket.units.hats import SYSTEM
    from tongket.units.load import load_units
    from tongket.units.models import Role
    from tongket.units.queries import national_root
    from tongket.units.tasks import keep_calendar
    from tongket.viet.text import name_key

    call_command("migrate", verbosity=0)
    now = clock.now()
    load_units(now=now)
    keep_calendar(now=now)
    nation = national_root()
    Installation.objects.create(pk=1, name=HOW, main_host="127.0.0.1", unit_id=nation.pk, made_at=now)
    account = Account.objects.create_user(
        APPROVER, PASSWORD, name="Người Duyệt Mẫu", name_key=name_key("Người Duyệt Mẫu"), salt=new_salt()
    )
    appoint(
        account=account, unit=nation, post="Người phê duyệt", role=Role.APPROVER, start=clock.today(),
        actor=SYSTEM, now=now,
    )  # fmt: skip


def _asked_of_all(nation: Any, now: Any) -> tuple[Any, dict[int, Any], list[Any]]:
    """The form, its indicators by line, and who owes it for the month before this one."""
    from tongket.base import clock
    from tongket.figures import actions
    from tongket.programmes.actions import start_programme
    from tongket.units.hats import SYSTEM
    from tongket.units.models import Tier, Unit
    from tongket.units.queries import units_under
    from tongket.viet.period import Period

    today = clock.today()
    period = Period.of("month", today).previous()
    start = period.start - timedelta(days=1)
    who = {"actor": SYSTEM, "now": now}
    programme = start_programme(
        unit=nation, slug=SLUG, kind="programme", title="Số liệu giả để đo phê duyệt", public=True,
        term=Period.of("year", period.start), summary=HOW, **who,
    )  # fmt: skip
    made = {
        order: actions.define_indicator(
            unit=nation, code=f"GIA-DUYET-{order:02d}", name=f"Chỉ tiêu giả số {order}", measure="lượt",
            nature="flow", over_time="sum", over_tree="sum", start=start, **who,
        )
        for order in range(1, INDICATORS + 1)
    }  # fmt: skip
    form = actions.define_form(
        unit=nation, programme=programme, title="Biểu giả để đo phê duyệt", period_kind="month", due_days=5,
        start=start, items=[actions.Item(one, low=0) for one in made.values()], **who,
    )  # fmt: skip
    ids = units_under(nation, period.last_day, tier=Tier.COMMUNE).values_list("unit", flat=True)
    units = list(Unit.objects.filter(pk__in=list(ids)).order_by("pk"))
    due_at = now + timedelta(days=30)
    dues = actions.open_period(form=form, period=period, units=units, due_at=due_at, **who)
    return form, made, dues


def _told_before(items: dict[int, Any], dues: list[Any], now: Any) -> None:
    """The figures of the reports that were approved before: written as they are, without their reports."""
    import uuid

    from tongket.figures.actions.append import NewFigure, appending
    from tongket.figures.models import Figure
    from tongket.units.hats import SYSTEM
    from tongket.viet.period import Period

    period = Period.parse(dues[0].period)
    for order, indicator in items.items():
        with appending("figures.count", on=indicator, actor=SYSTEM, now=now) as making:
            making.figures = [
                NewFigure(
                    ref=uuid.uuid4(), indicator=indicator, unit_id=due.unit_id, period=period,
                    value=value_of(due.unit_id, order), source=Figure.Source.REPORTED, entered=now, actor=None,
                    note=HOW,
                )
                for due in dues
            ]  # fmt: skip


def _handed_in(due: Any, now: Any) -> None:
    from tongket.figures import actions
    from tongket.units.hats import SYSTEM

    typed = {order: str(value_of(due.unit_id, order)) for order in range(1, INDICATORS + 1)}
    report = actions.start_report(due=due, actor=SYSTEM, now=now)
    report = actions.save_cells(report=report, typed=typed, actor=SYSTEM, now=now)
    actions.submit_report(report=report, actor=SYSTEM, now=now)


if __name__ == "__main__":
    main(int(sys.argv[1]))
