"""Compares the records of a demo with the ledger, and nothing else: `python -m tests.demo.records`."""

import os
import sys

import django


def main() -> None:
    from tongket.base.faults import explain
    from tongket.figures.report_checks import check_dues, check_reports
    from tongket.programmes.checks import check_targets, check_tasks
    from tongket.reviews.checks import check_reviews

    for check in (check_dues, check_reports, check_targets, check_tasks, check_reviews):
        for fault in check():
            assert not explain(fault).startswith("Refused")
            sys.stdout.write(f"{fault.code}\n")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongket.site.settings")
    django.setup()
    main()
