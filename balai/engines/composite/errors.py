"""What the engine refuses, each with the codes that a message needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable
    from fractions import Fraction


class CompositeError(ValueError):
    """Anything that the engine refuses to compute; the input is at fault, not the moment."""


class NotExact(CompositeError):  # noqa: N818 - named by what was refused
    """A binary float, a NaN, an infinity, or text that is not one plain decimal number."""

    def __init__(self, value: object) -> None:
        super().__init__(f"not an exact number: {value!r}")
        self.value = value


class NotRounded(CompositeError):  # noqa: N818 - named by what was refused
    """A figure said to be rounded to some places carries more of them."""

    def __init__(self, name: str, value: Fraction, places: int) -> None:
        super().__init__(f"{name}: {value} has more than {places} decimals")
        self.name = name
        self.value = value
        self.places = places


class WrongWeights(CompositeError):  # noqa: N818 - named by what was refused
    """The weights do not sum to one, or one of them is negative, or there is none."""

    def __init__(self, total: Fraction, negative: tuple[str, ...] = ()) -> None:
        which = f", negative: {', '.join(negative)}" if negative else ""
        super().__init__(f"weights sum to {total}, not 1{which}")
        self.total = total
        self.negative = negative


class MissingComponent(CompositeError):  # noqa: N818 - named by what was refused
    """Components that have a weight but no value. A missing value is never 0."""

    def __init__(self, codes: tuple[str, ...]) -> None:
        super().__init__(f"no value for: {', '.join(codes)}")
        self.codes = codes


class UnknownComponent(CompositeError):  # noqa: N818 - named by what was refused
    """Components that have a value but no weight."""

    def __init__(self, codes: tuple[str, ...]) -> None:
        super().__init__(f"no weight for: {', '.join(codes)}")
        self.codes = codes


class OutsideScale(CompositeError):  # noqa: N818 - named by what was refused
    """A value below or above the scale; it is explained by people, never cut to fit."""

    def __init__(self, name: str, value: Fraction, scale: tuple[Fraction, Fraction]) -> None:
        super().__init__(f"{name}: {value} is outside {scale[0]} to {scale[1]}")
        self.name = name
        self.value = value
        self.scale = scale


class ContradictoryRanks(CompositeError):  # noqa: N818 - named by what was refused
    """Published ranks that no list with these scores can have. `keys`: the rows it shows at."""

    def __init__(self, keys: tuple[Hashable, ...], reason: str) -> None:
        super().__init__(f"{', '.join(map(str, keys))}: {reason}")
        self.keys = keys
        self.reason = reason
