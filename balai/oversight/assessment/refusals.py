"""Why the assessment says no: each a reason that a person can act on."""

from __future__ import annotations


class EditionInUseError(Exception):
    """Results already rest on the edition of that code; a change needs a code of its own."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class MixedDataError(Exception):
    """An invented region in a real round, or a real one in an invented round."""

    def __init__(self, region: str, round_code: str) -> None:
        super().__init__(f"{region} in round {round_code}")
        self.region = region
        self.round_code = round_code
