"""Every write of the assessment. Results come in through the intake (`published`), by its kind."""

from balai.oversight.assessment.refusals import EditionInUseError, MixedDataError
from balai.oversight.assessment.services.editions import load_edition
from balai.oversight.assessment.services.first_data import load_published_data
from balai.oversight.assessment.services.lists import (
    define_list,
    describe_scopes,
    place_regions,
    publish_list,
)
from balai.oversight.assessment.services.rounds import open_round

__all__ = [
    "EditionInUseError",
    "MixedDataError",
    "define_list",
    "describe_scopes",
    "load_edition",
    "load_published_data",
    "open_round",
    "place_regions",
    "publish_list",
]
