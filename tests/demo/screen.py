"""Downloads the files of every published review as a visitor does: `python -m tests.demo.screen FOLDER`."""

import os
import sys
from pathlib import Path

import django


def main(folder: Path) -> None:
    from django.test import Client

    from tongket.reviews.models import Review

    client = Client(headers={"host": "127.0.0.1:8000"})
    folder.mkdir()
    for review in Review.objects.filter(state__in=Review.OPEN_TO_ALL).select_related("programme"):
        for form in ("docx", "pdf", "html"):
            answer = client.get(f"/tong-ket/{review.ref}/tai/{form}")
            if answer.status_code != 200:
                sys.exit(f"{answer.status_code} for {form} of {review.title}")
            (folder / f"{review.programme.slug}.{form}").write_bytes(answer.content)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongket.site.settings")
    django.setup()
    main(Path(sys.argv[1]))
