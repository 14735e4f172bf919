"""A workbook of 100,000 figures through its door: `python -m bench.intake`, in data where the units are loaded.

150 invented indicators of 667 communes. Prints the seconds of the import, checks included, the figures that it took
and the bytes of the workbook.
"""

import time
from datetime import date

UNITS, INDICATORS, PERIOD, SLUG = 667, 150, "2026-09", "so-lieu-gia-de-do-cua-vao"
HOW = "số liệu giả, máy đặt ra để đo tốc độ; không phải số liệu của địa phương nào"


def main() -> None:
    from tongket.base import shell

    shell.django()
    from tongket.base import clock
    from tongket.figures.models import Cell
    from tongket.figures.workbook import import_workbook
    from tongket.units.hats import SYSTEM

    data = _workbook()
    before = Cell.objects.count()
    started = time.perf_counter()
    import_workbook(data, actor=SYSTEM, now=clock.now())
    print(time.perf_counter() - started, Cell.objects.count() - before, len(data))


def _workbook() -> bytes:
    """The workbook of all the communes as it comes back: a number in every cell, a note in every tenth."""
    from tongket.base.clock import at_hanoi
    from tongket.figures import actions
    from tongket.figures.models import Cell, FormItem, Report
    from tongket.figures.workbook import template
    from tongket.programmes.actions import start_programme
    from tongket.units.hats import SYSTEM
    from tongket.units.models import Tier, Unit
    from tongket.units.queries import national_root, units_under
    from tongket.viet.period import Period

    on, nation, period = date(2026, 9, 1), national_root(), Period.parse(PERIOD)
    who = {"actor": SYSTEM, "now": at_hanoi(on, 8)}
    programme = start_programme(
        unit=nation, slug=SLUG, kind="programme", title="Số liệu giả để đo cửa vào", term=Period.parse("2026"),
        summary=HOW, **who,
    )  # fmt: skip
    made = [
        actions.define_indicator(
            unit=nation, code=f"GIA-VAO-{place:03d}", name=f"Chỉ tiêu giả số {place} của cửa vào", measure="lượt",
            nature="flow", over_time="sum", over_tree="sum", start=date(2026, 1, 1), **who,
        )
        for place in range(1, INDICATORS + 1)
    ]  # fmt: skip
    form = actions.define_form(
        unit=nation, programme=programme, title="Biểu giả để đo cửa vào", period_kind="month", due_days=5,
        start=date(2026, 1, 1), items=[actions.Item(one, low=0) for one in made], **who,
    )  # fmt: skip
    communes = units_under(nation, on, tier=Tier.COMMUNE).values_list("unit", flat=True)[:UNITS]
    units = list(Unit.objects.filter(pk__in=list(communes)))
    dues = actions.open_period(form=form, period=period, units=units, **who)
    reports = Report.objects.bulk_create(Report(due=due, unit_id=due.unit_id) for due in dues)
    items = list(FormItem.objects.filter(form=form))
    cells = [(report, item, (due * 7919 + item.order * 104_729) % 900_000)
             for due, report in enumerate(reports) for item in items]  # fmt: skip
    Cell.objects.bulk_create(
        [
            Cell(report=report, item=item, state="value", typed=str(number), value=number, note=_note(number))
            for report, item, number in cells
        ],
        batch_size=2000,
    )
    data = template(form, period, dues, now=who["now"])
    Cell.objects.filter(report__in=reports).delete()
    Report.objects.filter(pk__in=[one.pk for one in reports]).delete()
    return data


def _note(number: int) -> str:
    return "" if number % 10 else "Số liệu để đo"


if __name__ == "__main__":
    main()
