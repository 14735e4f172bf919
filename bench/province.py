"""Invented figures for measuring only: 150 indicators of every commune of the largest province, in the demo's data.

`python -m bench.province` puts them in; titles, codes and grounds say that they are invented.
"""

from datetime import date

SLUG = "so-lieu-gia-de-do-toc-do"
PERIOD, INDICATORS, CODE = "2026", 150, "79"
HOW = "số liệu giả, máy đặt ra để đo tốc độ; không phải số liệu của địa phương nào"


def main() -> None:
    from tongket.base import shell

    shell.django()
    from tongket.base.clock import at_hanoi
    from tongket.figures.actions import Counted, Item, count_figures, define_form, define_indicator
    from tongket.programmes.actions import start_programme
    from tongket.units.hats import SYSTEM
    from tongket.units.models import Tier, UnitCode
    from tongket.units.queries import units_under
    from tongket.viet.period import Period

    on, now = date(2026, 11, 1), at_hanoi(date(2026, 11, 1), 8)
    code = UnitCode.objects.get(scheme="gso", code=CODE, unit__tier=Tier.PROVINCE, start__lte=on, end__gt=on)
    unit, start = code.unit, date(2026, 1, 1)
    communes = list(units_under(unit, on, tier=Tier.COMMUNE).values_list("unit", flat=True))
    programme = start_programme(
        unit=unit, slug=SLUG, kind="programme", title="Số liệu giả để đo tốc độ", term=Period.parse(PERIOD),
        summary=HOW, actor=SYSTEM, now=now,
    )  # fmt: skip
    made = [
        define_indicator(
            unit=unit, code=f"GIA-{place:03d}", name=f"Chỉ tiêu giả số {place}", measure="lượt", nature="flow",
            over_time="sum", over_tree="sum", start=start, actor=SYSTEM, now=now,
        )
        for place in range(1, INDICATORS + 1)
    ]  # fmt: skip
    define_form(
        unit=unit, programme=programme, title="Biểu giả để đo tốc độ", period_kind="year", due_days=5, start=start,
        items=[Item(one) for one in made], actor=SYSTEM, now=now,
    )  # fmt: skip
    for place, one in enumerate(made):
        told = [Counted(who, 7 * (who + 13 * place) % 4999, Period.parse(PERIOD)) for who in communes]
        count_figures(indicator=one, rows=told, how=HOW, now=now)
    print(len(communes), "communes,", len(made) * len(communes), "figures")


if __name__ == "__main__":
    main()
