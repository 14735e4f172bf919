"""A fresh process that composes the demo's review and writes its three files: `python -m bench.build FOLDER`."""

import sys
import time
from pathlib import Path

STARTED = time.perf_counter()


def main(folder: Path) -> None:
    from tongket.base import shell

    shell.django()
    ready = time.perf_counter()
    from tongket.demo.run import AS_OF
    from tongket.programmes.models import Programme
    from tongket.reviews.compose import compose
    from tongket.reviews.gather import gather
    from tongket.viet.period import Period
    from tongket.writer.files import render_files

    programme = Programme.objects.get(slug="sap-xep-don-vi-hanh-chinh")
    material = gather(programme=programme, period=Period.parse("2025..2026"), kind="interim", as_of=AS_OF)
    document = compose(material)
    composed = time.perf_counter()
    for form, data in render_files(document, ("docx", "pdf", "html"), str).items():
        (folder / f"review.{form}").write_bytes(data)
    done = time.perf_counter()
    print(done - ready, composed - ready, done - STARTED)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
