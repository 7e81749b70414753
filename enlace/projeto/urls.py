"""The table of addresses."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from enlace.integracao.urls import api

urlpatterns: list[URLPattern | URLResolver] = [
    # Before the API's, which claims the empty path for itself.
    path("", include("enlace.painel.urls")),
    path("", include("enlace.central.urls")),
    path("", api.urls),
    path("admin/", admin.site.urls),
]
