"""The table of addresses."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from enlace.integracao.urls import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("admin/", admin.site.urls),
    path("", include("enlace.painel.urls")),
    path("", api.urls),
]
