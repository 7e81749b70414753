"""The table of addresses."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from enlace.integracao.urls import api

urlpatterns: list[URLPattern | URLResolver] = [
    # Before the API, which has a (closed) root of its own at the same address.
    path("", include("enlace.painel.urls")),
    path("", api.urls),
    path("admin/", admin.site.urls),
]
