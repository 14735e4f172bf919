"""A long campaign for the soak: registers and packages of the document system, spoiled in every way."""

from django.test.utils import setup_databases, teardown_databases
from tests.directives.edxml.test_packages import fuzzed as packages
from tests.directives.incoming.test_register import fuzzed as registers
from tests.directives.office import build_office
from tests.world import build_world


def campaign(n: int, seed: int) -> int:
    """Half of them packages, half registers; how many were refused. Any other exception is a fault."""
    refused = packages(n // 2, seed)
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        return refused + registers(build_office(build_world()), n - n // 2, seed)
    finally:
        teardown_databases(databases, verbosity=0)
