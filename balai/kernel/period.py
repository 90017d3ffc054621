"""The stretch of time that a figure is for: a year, a semester, a quarter or a month."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import total_ordering

_SHAPE = re.compile(r"([0-9]{4})(?:-(?:S([12])|Q([1-4])|(0[1-9]|1[0-2])))?\Z")
_FIRST_YEAR, _LAST_YEAR = 1900, 2999


class BadPeriod(ValueError):  # noqa: N818 - named by what was refused
    """The text is not 2026, 2026-S1, 2026-Q3 or 2026-10, or its year is absurd."""


class Kind(StrEnum):
    """How long a period is."""

    YEAR = "year"
    SEMESTER = "semester"
    QUARTER = "quarter"
    MONTH = "month"


_PER_YEAR = {Kind.YEAR: 1, Kind.SEMESTER: 2, Kind.QUARTER: 4, Kind.MONTH: 12}


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """The number-th part of its kind in a year, both counted from 1; a year is number 1.

    Ordered by its days: what begins first comes first, and of two that begin together the
    longer one (2026, 2026-S1, 2026-Q1, 2026-01). Text orders otherwise: sort periods.

    >>> Period.parse("2026-Q3").start
    datetime.date(2026, 7, 1)
    """

    year: int
    kind: Kind = Kind.YEAR
    number: int = 1

    def __post_init__(self) -> None:
        """Refuse a part that the year does not have; raises BadPeriod."""
        in_year = 1 <= self.number <= _PER_YEAR[self.kind]
        if not (in_year and _FIRST_YEAR <= self.year <= _LAST_YEAR):
            raise BadPeriod(f"{self.year} {self.kind} {self.number}")

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read what str() writes, and nothing else; raises BadPeriod."""
        found = _SHAPE.match(text)
        if found is None:
            raise BadPeriod(text)
        year, semester, quarter, month = found.groups()
        for kind, number in (
            (Kind.SEMESTER, semester),
            (Kind.QUARTER, quarter),
            (Kind.MONTH, month),
        ):
            if number is not None:
                return cls(int(year), kind, int(number))
        return cls(int(year))

    @classmethod
    def of(cls, day: date, kind: Kind) -> Period:
        """Return the period of that kind in which the day lies."""
        return cls(day.year, kind, (day.month - 1) * _PER_YEAR[kind] // 12 + 1)

    def __str__(self) -> str:
        match self.kind:
            case Kind.YEAR:
                return f"{self.year}"
            case Kind.MONTH:
                return f"{self.year}-{self.number:02}"
            case Kind.SEMESTER:
                return f"{self.year}-S{self.number}"
            case Kind.QUARTER:
                return f"{self.year}-Q{self.number}"

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Period):
            return NotImplemented
        return (self.start, -self.months) < (other.start, -other.months)

    @property
    def months(self) -> int:
        """Length in months."""
        return 12 // _PER_YEAR[self.kind]

    @property
    def start(self) -> date:
        """First day."""
        return date(self.year, (self.number - 1) * self.months + 1, 1)

    @property
    def end(self) -> date:
        """Last day; it belongs to the period."""
        month = self.number * self.months
        return date(self.year, month, monthrange(self.year, month)[1])

    @property
    def next(self) -> Period:
        """The following period of the same kind; raises BadPeriod after 2999."""
        return self._shifted(1)

    @property
    def previous(self) -> Period:
        """The period of the same kind before; raises BadPeriod before 1900."""
        return self._shifted(-1)

    def contains(self, other: date | Period) -> bool:
        """Tell whether the day, or all of the other period, lies inside."""
        if isinstance(other, Period):
            return self.start <= other.start and other.end <= self.end
        return self.start <= other <= self.end

    def _shifted(self, by: int) -> Period:
        each = _PER_YEAR[self.kind]
        year, number = divmod(self.year * each + self.number - 1 + by, each)
        return Period(year, self.kind, number + 1)
