"""How the cast opens the screens of figures."""

import pytest
from django.test import Client
from tests.figures.conftest import Stage, moment

from tongket.base.models import Account, Installation
from tongket.units.hats import Hat

GOOD = {"c1": "1.234", "c2": "34", "c3": "1.200", "c4": "không áp dụng"}


@pytest.fixture(autouse=True)
def installed(stage: Stage, settings, tmp_path):
    settings.STORE = tmp_path / "store"
    Installation.objects.create(
        pk=1, name="Thử", main_host="testserver", unit_id=stage.province.pk, made_at=moment("2025-01-01")
    )


def browser(hat: Hat | None = None) -> Client:
    client = Client()
    if hat:
        client.force_login(Account.objects.get(pk=hat.account_id))
        session = client.session
        session["hat"] = str(hat.appointment)
        session.save()
        client.cookies["sessionid"] = session.session_key
    return client


def text_of(response) -> str:
    return response.content.decode()
