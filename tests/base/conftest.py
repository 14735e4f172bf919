"""Folders of their own for the tests that keep files or sign notes."""

from pathlib import Path

import pytest
from django.conf import LazySettings


@pytest.fixture
def data(settings: LazySettings, tmp_path: Path) -> Path:
    """A data folder for this test alone."""
    settings.DATA = tmp_path
    settings.FILES = tmp_path / "files"
    return tmp_path
