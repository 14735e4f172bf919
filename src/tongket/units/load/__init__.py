"""Load the real administrative units of Viet Nam: before, between and after the break of 2025, and since."""

from tongket.units.load.amend import apply_changes as apply_changes
from tongket.units.load.bulk import Loaded as Loaded
from tongket.units.load.bulk import load_units as load_units
