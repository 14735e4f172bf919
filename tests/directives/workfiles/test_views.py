"""Work files on the screen."""

import pytest
from django.utils import translation

from tongket.directives.models import WorkFile
from tongket.directives.workfiles.views import _kept_for


@pytest.mark.parametrize(
    ("retention", "vietnamese", "english"),
    [(10, "10 năm", "10 years"), (1, "1 năm", "1 year"), (None, "vĩnh viễn", "for ever")],
)
def test_how_long_a_file_is_kept_is_said_in_the_language_of_the_page(
    retention: int | None, vietnamese: str, english: str
):
    for language, words in (("vi", vietnamese), ("en", english)):
        with translation.override(language):
            assert _kept_for(WorkFile(retention=retention)) == words
