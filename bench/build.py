"""A fresh process that composes the demo's review and writes its three files: `python -m bench.build FOLDER`."""

import sys
import time
from pathlib import Path

STARTED = time.perf_counter()


def main(folder: Path) -> None:
    from tongket.base import shell

    shell.django()
    ready = time.perf_counter()
    from tongket.reviews.compose import compose
    from tongket.reviews.gather import gather
    from tongket.reviews.models import Review
    from tongket.viet.period import Period
    from tongket.writer.files import render_files

    every = Review.objects.select_related("programme").filter(programme__slug="sap-xep-don-vi-hanh-chinh")
    made = every.order_by("pk")[0]
    period = Period.parse(made.period)
    material = gather(programme=made.programme, period=period, kind=made.kind, as_of=made.as_of)
    document = compose(material)
    composed = time.perf_counter()
    for form, data in render_files(document, ("docx", "pdf", "html"), str).items():
        (folder / f"review.{form}").write_bytes(data)
    done = time.perf_counter()
    print(done - ready, composed - ready, done - STARTED)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
