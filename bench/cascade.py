"""An invented directive of 50 points that every commune of the loaded demo carries down by a plan with tasks.

`python -m bench.cascade` puts it in; its title says that it is invented. Prints its address and what was made.
"""

import sys
import uuid
from datetime import timedelta

POINTS = 50
EACH = 5  # points for which a commune has a task of its own
SAID = "văn bản giả, máy đặt ra để đo tốc độ"


def main() -> None:
    from tongket.base import shell

    shell.django()
    from tongket.base import clock
    from tongket.directives.models import Clause, Directive, Duty, Implements
    from tongket.programmes.models import Programme, Task
    from tongket.units.models import Tier, UnitVersion
    from tongket.units.queries import national_root
    from tongket.viet.period import Period

    day, nation = clock.today(), national_root()
    held = UnitVersion.objects.filter(line="state", unit__tier=Tier.COMMUNE, unit__sample=False)
    communes = list(held.filter(start__lte=day, end__gt=day).values_list("unit", "name").order_by("unit"))
    top = Directive.objects.create(
        unit=nation, symbol="50-CT/GIA", symbol_key="50-ct/gia", form="party", kind="CT", issuer="Cơ quan giả",
        issued_on=day - timedelta(days=200), abstract=f"Chỉ thị để đo, {SAID}", folded="chi thi de do",
    )  # fmt: skip
    points = Clause.objects.bulk_create(
        Clause(directive=top, number=str(order), order=order, text=f"Việc thứ {order} phải làm ({SAID})")
        for order in range(1, POINTS + 1)
    )
    due, term = day - timedelta(days=60), Period.term(2026, 2030)
    Duty.objects.bulk_create((Duty(directive=top, unit_id=unit, due=due) for unit, _name in communes), 1000)
    plans = Programme.objects.bulk_create(
        (
            Programme(
                unit_id=unit, slug=f"ke-hoach-gia-{unit}", kind="plan", title=f"Kế hoạch của {name} ({SAID})",
                folded="ke hoach", term=str(term), term_start=term.start, term_end=term.end, state="running",
                public=True, signed_on=due - timedelta(days=place % 90 - 30),
            )
            for place, (unit, name) in enumerate(communes)
            if place % 10  # one of ten has not carried it down
        ),
        1000,
    )  # fmt: skip
    Implements.objects.bulk_create(
        (
            Implements(directive=top, carrier="programme", carrier_ref=one.ref, unit_id=one.unit_id, on=one.signed_on)
            for one in plans
        ),
        1000,
    )  # fmt: skip
    tasks = (
        Task(
            ref=uuid.uuid4(), programme=plan, giver_id=plan.unit_id, unit_id=plan.unit_id, source="document",
            directive=top, clause=points[(place * EACH + number) % POINTS], order=number + 1, product_kind="BC",
            content=f"Nhiệm vụ {number + 1} của kế hoạch", due=day - timedelta(days=place % 200 - 100),
            due_now=day - timedelta(days=place % 200 - 100), changed_on=day - timedelta(days=101),
            stage="confirmed" if place % 3 else "accepted", done_on=day - timedelta(days=101) if place % 3 else None,
        )
        for place, plan in enumerate(plans)
        for number in range(EACH)
    )  # fmt: skip
    Task.objects.bulk_create(tasks, 1000)
    print(f"/van-ban/{top.ref}/chuoi/")
    print(f"{len(plans):,} plans of {len(communes):,} communes, {len(plans) * EACH:,} tasks")


if __name__ == "__main__":
    sys.exit(main())
