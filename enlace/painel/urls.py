"""The panel's addresses: one line for each area, whose folder has its own table."""

from django.urls import URLPattern, URLResolver, include, path

from enlace.painel import views

AREAS: list[URLPattern | URLResolver] = [
    path("", include("enlace.painel.inicio.urls")),
    path("busca/", include("enlace.painel.busca.urls")),
    path("clientes/", include("enlace.painel.clientes.urls")),
    path("servicos/", include("enlace.painel.servicos.urls")),
    path("novo-cliente/", include("enlace.painel.vendas.urls")),
    path("prospectos/", include("enlace.painel.prospectos.urls")),
    path("atendimentos/", include("enlace.painel.atendimentos.urls")),
    path("ordens/", include("enlace.painel.ordens.urls")),
    path("faturas/", include("enlace.painel.faturas.urls")),
    path("cobranca/", include("enlace.painel.cobranca.urls")),
    path("rede/", include("enlace.painel.rede.urls")),
    path("alertas/", include("enlace.painel.alertas.urls")),
    path("configuracao/", include("enlace.painel.configuracao.urls")),
    path("ligacoes/", include("enlace.painel.ligacoes.urls")),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.porta_da_frente, name="porta_da_frente"),
    path("painel/", include((AREAS, "painel"))),
]
