"""The real data for tests, quickly: areas, rounds, lists and published results."""

from pathlib import Path

from balai.kernel.actor import System
from balai.oversight.assessment import services
from tests.registers.regions.factories import load_test_areas

PUBLISHED = Path(__file__).parents[3] / "data" / "published"
BY = System("tests")


def published_results() -> None:
    """Load the areas and all of data/published into the test database, as set-up does."""
    load_test_areas()
    services.load_published_data(directory=PUBLISHED, by=BY)
