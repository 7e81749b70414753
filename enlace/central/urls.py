"""The table of addresses of the subscriber's doors."""

from django.urls import URLPattern, re_path

from enlace.central import fatura

# Whatever stands there is looked at as a token, also what cannot be one.
urlpatterns: list[URLPattern] = [re_path(r"^pdf/fatura/(?P<token>(?s:.*))\Z", fatura.pdf, name="fatura-pdf")]
