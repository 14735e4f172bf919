"""What is approved counts at the next reading, in whatever process: through HTTP, as a user's browser asks for it."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from bench.approvals import APPROVER, PASSWORD
from bench.freshness import AT_ONCE, Client, elsewhere, measure, prepared, totals_in
from bench.site import TONGKET, served
from tests.postgres import Server

from tongket.base.shown import number

pytestmark = pytest.mark.slow
ONE_BY_ONE = 6


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def env(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[dict[str, str]]:
    """A folder of its own, as a user's; none of what the tests' own process is set up with."""
    ours = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DJANGO_SETTINGS_MODULE", "TONGKET_NO_POOL")
    }
    server = Server() if request.param == "postgres" else None
    yield ours | {
        "TONGKET_DATA": str(tmp_path),
        "DATABASE_URL": server.url if server else "",
        "TONGKET_LANG": "vi",
    }
    if server:
        server.stop()


def test_what_is_approved_counts_at_the_next_reading_of_another_process(env: dict[str, str]):
    """One by one, then eight at once: exact totals of the country and how many have told, with no error on the way."""
    said = prepared(ONE_BY_ONE + AT_ONCE, env)
    with served(env) as (base, _parent):
        port = int(base.rpartition(":")[2])
        took = measure(port, said)
        assert (len(took.counted), len(took.approved)) == (ONE_BY_ONE + 1, ONE_BY_ONE + 1)
        totals = [a + sum(b) for a, b in zip(said["totals"], zip(*said["values"], strict=True), strict=True)]
        one = Client(port)
        for reader in (one, elsewhere(port, one.answered_by)):
            assert totals_in(reader.ask("GET", said["table"])[1]) == (totals, said["communes"])
            for page in ("trail", "trend"):
                status, text = reader.ask("GET", said[page])
                shown = number(totals[0]) if page == "trail" else str(totals[0])
                assert (status, shown in text) == (200, True), page
        clerk = Client(port).sign_in(APPROVER, PASSWORD)
        status, _text = clerk.send(said["waiting"][0], said["waiting"][0], do="duyet")
        assert status == 400, "approved already"
    ran = subprocess.run([TONGKET, "figures", "audit"], env=env, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, ""), (
        "all that was approved at once is in the ledger and the store"
    )
