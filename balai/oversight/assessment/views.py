"""Pages of the assessment's desk; the upload itself is the intake's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect

from balai.oversight.assessment.permissions import IMPORT_RESULTS
from balai.oversight.assessment.published.columns import CODE
from balai.ui.access import requires

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@requires(IMPORT_RESULTS.code)
def import_results(request: HttpRequest) -> HttpResponse:
    """Lead to the upload of published results from an address that can be told by word of mouth."""
    del request
    return redirect("intake:upload", kind=CODE)
