"""The import desk: list, upload, preview, and the steps of a batch."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_tables2 import RequestConfig

from balai.kernel.actor import Forbidden, require
from balai.kernel.transitions import TransitionRefused
from balai.registers.intake import blanks, kinds, presenting, selectors, services, wording
from balai.registers.intake.checking import content_digest
from balai.registers.intake.domain import ChangeKind
from balai.registers.intake.errors import BadOptions, FileRefused, UnknownKind, WorldChanged
from balai.registers.intake.forms import OWN_FIELDS, BatchFilterForm, page_language, upload_form
from balai.registers.intake.limits import MAX_BYTES
from balai.registers.intake.models import Batch
from balai.registers.intake.permissions import VIEW_BATCHES
from balai.registers.intake.tables import PER_PAGE, BatchTable, ChangeTable, ProblemTable
from balai.ui import exports
from balai.ui.access import actor_of, signed_in
from balai.ui.forms import render_form

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.core.files.uploadedfile import UploadedFile
    from django.http import HttpRequest, HttpResponse

    from balai.kernel.actor import Actor
    from balai.registers.intake.domain import ImportKind
    from balai.registers.intake.forms import UploadForm


@signed_in
@require_GET
def batches(request: HttpRequest) -> HttpResponse:
    """List the imports that the actor may see."""
    by = actor_of(request)
    if not selectors.may_open(by):
        raise Forbidden(VIEW_BATCHES.code)
    form = BatchFilterForm(request.GET, kinds=kinds.every())
    wanted = form.cleaned_data if form.is_valid() else {}
    table = BatchTable(
        selectors.batches(by, kind=wanted.get("kind", ""), state=wanted.get("state", ""))
    )
    RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)
    context = {"table": table, "uploads": _uploads(by)}
    return render_form(request, "intake/batches.html", form, context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, kind: str) -> HttpResponse:
    """Show the upload of one kind, or check the file that was sent."""
    importer = _kind(kind)
    by = actor_of(request)
    require(by, importer.action)
    form_class = upload_form(importer)
    if request.method != "POST":
        # A corrected file comes back with the choices of the one before it.
        chosen = {k: v for k, v in request.GET.items() if k not in OWN_FIELDS}
        form = form_class(initial=chosen)
        return render_form(request, "intake/upload.html", form, _upload_context(importer))
    form = form_class(request.POST, request.FILES)
    if form.is_valid() and (batch := _staged(importer, form, by)) is not None:
        return _to(batch)
    return render_form(request, "intake/upload.html", form, _upload_context(importer))


@signed_in
@require_GET
def template(request: HttpRequest, kind: str, fmt: str) -> HttpResponse:
    """Give an empty file with the right titles."""
    importer = _kind(kind)
    require(actor_of(request), importer.action)
    return blanks.blank_file(importer, fmt, page_language())


@signed_in
@require_GET
def batch(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show what a file holds: its problems, or what it would change or has changed."""
    by = actor_of(request)
    found = _batch(public_id, by)
    importer = _kind(found.kind)
    shown = _chosen_change(request)
    table = (
        ProblemTable(selectors.problems(found), kind=importer)
        if found.problem_count
        else ChangeTable(selectors.changes(found, kind=shown), kind=importer)
    )
    RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)
    if isinstance(table, ChangeTable):
        table.read_page()
    context = {
        "page": presenting.batch_page(found, importer, shown=shown, by=by),
        "table": table,
    }
    return render(request, "intake/batch.html", context)


@signed_in
@require_GET
def problems_csv(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give all problems of a batch as CSV, to work through beside the file."""
    found = _batch(public_id, actor_of(request))
    importer = _kind(found.kind)
    language = page_language()
    told = (
        wording.tell(importer, selectors.problem(row), language)
        for row in selectors.problems(found).iterator()
    )
    columns = [
        ("row", gettext("Baris")),
        ("column", gettext("Kolom")),
        ("problem", gettext("Masalah")),
        ("remedy", gettext("Yang perlu dilakukan")),
    ]
    rows = ((t.row, t.column, t.what, t.remedy) for t in told)
    return exports.respond(rows, columns, "csv", f"{gettext('masalah')}-{_stem(found.file_name)}")


def _by_post(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Take a step by POST only; who opens its address (after signing in) sees the batch."""

    @wraps(view)
    def stepping(request: HttpRequest, public_id: UUID) -> HttpResponse:
        if request.method in {"GET", "HEAD"}:
            return HttpResponseRedirect(reverse("intake:batch", args=[public_id]))
        return require_POST(view)(request, public_id)

    return stepping


@signed_in
@_by_post
def apply(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Apply a batch; when others changed the records meanwhile, check again and show that."""
    by = actor_of(request)
    found = _batch(public_id, by)
    try:
        if not _applied(found, by):
            messages.warning(
                request,
                gettext(
                    "Belum diterapkan: data di sini berubah sejak pratinjau dibuat. "
                    "Berkas sudah diperiksa lagi; lihat perubahannya, lalu terapkan."
                ),
            )
    except TransitionRefused:
        _tell_closed(request)
    return _to(found)


@signed_in
@_by_post
def recheck(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Check a batch again."""
    return _step(request, public_id, services.recheck)


@signed_in
@_by_post
def discard(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Discard a batch."""
    return _step(request, public_id, services.discard)


def _applied(found: Batch, by: Actor) -> bool:
    """Apply, or check again when others changed the records meanwhile; False for that."""
    try:
        services.apply(batch=found, by=by)
    except WorldChanged:
        services.recheck(batch=found, by=by)
        return False
    return True


def _step(
    request: HttpRequest, public_id: UUID, service: Callable[..., Batch]
) -> HttpResponseRedirect:
    """Take one step of a batch and show the batch again."""
    by = actor_of(request)
    found = _batch(public_id, by)
    try:
        service(batch=found, by=by)
    except TransitionRefused:
        _tell_closed(request)
    return _to(found)


def _staged(importer: ImportKind, form: UploadForm, by: Actor) -> Batch | None:
    """Stage the file of a valid form; None with the reason on the form when it is refused.

    The page's key is joined with the file's digest: sending the page twice is one upload,
    going back and choosing another file is another one.
    """
    file = cast("UploadedFile[Any]", form.cleaned_data["file"])
    content = file.read(MAX_BYTES + 1)
    try:
        return services.stage(
            kind=importer.code,
            content=content,
            name=file.name or "",
            options=form.option_values(),
            key=f"{form.cleaned_data['key']}:{_fingerprint(content, form)}",
            by=by,
            sheet=form.cleaned_data["sheet"],
        )
    except FileRefused as refused:
        told = wording.tell_refusal(refused, page_language())
        form.add_error("file", f"{told.what} {told.remedy}")
    except BadOptions as refused:
        for name, texts in refused.errors.items():
            for text in texts:
                form.add_error(name if name in form.fields else None, text)
    return None


def _fingerprint(content: bytes, form: UploadForm) -> str:
    chosen = sorted(form.option_values().items())
    return content_digest(content + repr((chosen, form.cleaned_data["sheet"])).encode())[:32]


def _upload_context(importer: ImportKind) -> dict[str, object]:
    language = page_language()
    place = 1 if language == "en" else 0
    return {
        "kind": importer.code,
        "kind_name": wording.kind_name(importer, language),
        "columns": [
            presenting.ColumnLine(
                c.names[place], c.required, c.hint[place], wording.example(c, language)
            )
            for c in importer.columns
        ],
    }


def _uploads(by: Actor) -> list[tuple[str, str]]:
    """Codes and names of the kinds that the actor may upload."""
    return [(k.code, wording.kind_name(k, page_language())) for k in selectors.kinds_for(by)]


def _chosen_change(request: HttpRequest) -> ChangeKind | None:
    """Return the kind of change that the address asks for; None for all, also for nonsense."""
    wanted = request.GET.get("change", "")
    return ChangeKind(wanted) if wanted in set(ChangeKind) else None


def _kind(code: str) -> ImportKind:
    try:
        return kinds.get(code)
    except UnknownKind:
        raise Http404(code) from None


def _batch(public_id: UUID, by: Actor) -> Batch:
    try:
        return selectors.batch(public_id, by=by)
    except Batch.DoesNotExist:
        raise Http404(str(public_id)) from None


def _tell_closed(request: HttpRequest) -> None:
    messages.warning(
        request, gettext("Tidak ada yang diubah: keadaan impor ini tidak mengizinkannya lagi.")
    )


def _stem(name: str) -> str:
    """Take the ending off a file's name."""
    stem, dot, _ending = name.rpartition(".")
    return stem if dot and stem else name


def _to(found: Batch) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("intake:batch", args=[found.public_id]))
