"""Index, rank and checks of a composite indicator in exact arithmetic; see README.md."""

from balai.engines.composite.consistency import Consistency, check_total
from balai.engines.composite.errors import (
    CompositeError,
    ContradictoryRanks,
    MissingComponent,
    NotExact,
    NotRounded,
    OutsideScale,
    UnknownComponent,
    WrongWeights,
)
from balai.engines.composite.improvement import improvement
from balai.engines.composite.index import Contribution, Index, equal_weights, weighted_index
from balai.engines.composite.numbers import exact, parse
from balai.engines.composite.ranking import (
    Bounds,
    Known,
    competition_ranks,
    rank_bounds,
    ranks_known_to,
)
from balai.engines.composite.rounding import Rounding, round_once

__all__ = [
    "Bounds",
    "CompositeError",
    "Consistency",
    "ContradictoryRanks",
    "Contribution",
    "Index",
    "Known",
    "MissingComponent",
    "NotExact",
    "NotRounded",
    "OutsideScale",
    "Rounding",
    "UnknownComponent",
    "WrongWeights",
    "check_total",
    "competition_ranks",
    "equal_weights",
    "exact",
    "improvement",
    "parse",
    "rank_bounds",
    "ranks_known_to",
    "round_once",
    "weighted_index",
]
