"""Addresses for the tests of ui alone, so that they need no part."""

from django.conf.urls.i18n import i18n_patterns
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import engines
from django.urls import include, path
from django.views.decorators.http import require_GET, require_POST
from django_cotton.compiler_regex import CottonCompiler

from balai.kernel.actor import Forbidden
from balai.ui.access import public, read_only, requires, signed_in
from balai.ui.gallery import SampleForm


@public
def refused(request: HttpRequest) -> HttpResponse:
    raise Forbidden("ui.try")


@signed_in
def inside(request: HttpRequest) -> HttpResponse:
    return HttpResponse("inside")


@requires("ui.try", "ui.other")
def deciding(request: HttpRequest) -> HttpResponse:
    return HttpResponse("deciding")


def plain(request: HttpRequest) -> HttpResponse:
    return HttpResponse("plain")


def lost(request: HttpRequest) -> HttpResponse:
    raise Http404


@public
def desk(request: HttpRequest) -> HttpResponse:
    return render(request, "404.html")


DESK = """{% extends "ui/desk.html" %}
{% block title %}Nyatakan angka{% endblock title %}
{% block content %}
<c-error-summary :form="form" />
<c-title-band title="Nyatakan angka" caption="Indikator" />
<form method="post" class="b-form" enctype="multipart/form-data" novalidate>{% csrf_token %}{{ form }}
<c-button>Periksa dan lanjut</c-button></form>
{% endblock content %}"""


def written(source: str, request: HttpRequest, **context: object) -> str:
    """Render a page that stands here instead of in a file."""
    template = engines["django"].from_string(CottonCompiler().process(source))
    return template.render(context, request)


@public
def form_desk(request: HttpRequest) -> HttpResponse:
    form = SampleForm(request.POST, request.FILES) if request.method == "POST" else SampleForm()
    wrong = form.is_bound and not form.is_valid()
    page = written(DESK, request, form=form, has_errors=wrong)
    return HttpResponse(page, status=422 if wrong else 200)


@public
def fragment(request: HttpRequest) -> HttpResponse:
    return HttpResponse(
        written('<c-error-summary :form="form" />', request, form=SampleForm({})), status=422
    )


@public
def broken(request: HttpRequest) -> HttpResponse:
    return render(request, "500.html", status=500)


urlpatterns = i18n_patterns(
    path("", desk),
    path("tolak/", refused),
    path("dalam/", inside),
    path("putus/", deciding),
    path("kirim/", public(require_POST(plain))),
    path("baca/", public(require_GET(plain))),
    path("hanya-baca/", public(read_only(plain))),
    path("hilang/", lost),
    path("masuk/", desk, name="account_login"),
    path("keluar/", desk, name="account_logout"),
    path("meja/", form_desk),
    path("potongan/", fragment),
    path("rusak/", broken),
    path("gaya/", include("balai.ui.urls")),
    prefix_default_language=False,
)
