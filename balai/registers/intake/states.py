"""The states of a batch, as one table."""

from __future__ import annotations

from functools import cache

from balai.kernel.transitions import EVERYBODY, Edge, Labels, Machine, State

RECEIVED = "received"
CHECKED = "checked"
FAILED = "failed"
APPLIED = "applied"
DISCARDED = "discarded"

STORED = (CHECKED, FAILED, APPLIED, DISCARDED)
"""States a batch is kept in; "received" lasts only while the file is being read."""


def _say(indonesian: str, english: str) -> Labels:
    return {EVERYBODY: (indonesian, english)}


@cache
def batch_machine(who: str) -> Machine[None]:
    """Build the machine of a batch; who: the action of its kind, which allows every step."""
    accept, refuse = _say("Lolos periksa", "Passes the check"), _say("Ada masalah", "Has problems")
    discard = _say("Buang impor ini", "Discard this import")
    return Machine(
        name="import_batch",
        states=(
            State(RECEIVED, _say("Diterima", "Received")),
            State(CHECKED, _say("Siap diterapkan", "Ready to apply")),
            State(FAILED, _say("Ada masalah", "Has problems")),
            State(APPLIED, _say("Diterapkan", "Applied")),
            State(DISCARDED, _say("Dibuang", "Discarded")),
        ),
        edges=(
            Edge(RECEIVED, "accept", CHECKED, who, accept),
            Edge(RECEIVED, "refuse", FAILED, who, refuse),
            Edge(CHECKED, "accept", CHECKED, who, accept),
            Edge(CHECKED, "refuse", FAILED, who, refuse),
            Edge(FAILED, "accept", CHECKED, who, accept),
            Edge(FAILED, "refuse", FAILED, who, refuse),
            Edge(CHECKED, "apply", APPLIED, who, _say("Terapkan perubahan", "Apply the changes")),
            Edge(CHECKED, "discard", DISCARDED, who, discard),
            Edge(FAILED, "discard", DISCARDED, who, discard),
        ),
    )
