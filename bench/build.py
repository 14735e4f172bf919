"""A fresh process that composes a review of the demo and writes its three files: `python -m bench.build FOLDER SLUG`.

Prints the seconds that it took, how many of them it composed, and how many it took with the start of Python.
"""

import sys
import time
from pathlib import Path

STARTED = time.perf_counter()
NATION = "sap-xep-don-vi-hanh-chinh"


def main(folder: Path, slug: str = NATION) -> None:
    from tongket.base import shell

    shell.django()
    ready = time.perf_counter()
    from tongket.programmes.models import Programme
    from tongket.reviews.compose import compose
    from tongket.reviews.gather import gather
    from tongket.reviews.models import Review
    from tongket.viet.period import Period
    from tongket.writer.files import render_files

    programme = Programme.objects.select_related("unit").get(slug=slug)
    made = Review.objects.filter(programme__slug=NATION).order_by("pk")[0]
    period = Period.parse(made.period if slug == NATION else programme.term)
    document = compose(gather(programme=programme, period=period, kind=made.kind, as_of=made.as_of))
    composed = time.perf_counter()
    for form, data in render_files(document, ("docx", "pdf", "html"), str).items():
        (folder / f"{slug}.{form}").write_bytes(data)
    done = time.perf_counter()
    print(done - ready, composed - ready, done - STARTED)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
