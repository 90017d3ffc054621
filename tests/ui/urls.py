"""Addresses for the tests of ui alone, so that they need no part."""

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from balai.kernel.actor import Forbidden
from balai.ui.access import public, requires, signed_in


@public
def refused(request: HttpRequest) -> HttpResponse:
    raise Forbidden("ui.try")


@signed_in
def inside(request: HttpRequest) -> HttpResponse:
    return HttpResponse("inside")


@requires("ui.try", "ui.other")
def deciding(request: HttpRequest) -> HttpResponse:
    return HttpResponse("deciding")


@public
def desk(request: HttpRequest) -> HttpResponse:
    return render(request, "404.html")


urlpatterns = i18n_patterns(
    path("", desk),
    path("tolak/", refused),
    path("dalam/", inside),
    path("putus/", deciding),
    path("masuk/", desk, name="account_login"),
    path("gaya/", include("balai.ui.urls")),
    prefix_default_language=False,
)
