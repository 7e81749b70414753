"""Addresses of this area."""

from django.urls import URLPattern, path

from enlace.painel.cobranca import faturamento, remessas, retornos

app_name = "cobranca"
urlpatterns: list[URLPattern] = [
    path("", faturamento.faturamento, name="faturamento"),
    path("faturamentos/<int:id_faturamento>/", faturamento.execucao, name="execucao"),
    path("faturamentos/<int:id_faturamento>/retomar/", faturamento.retomar, name="retomar"),
    path("faturamentos/<int:id_faturamento>/fora/", faturamento.ocorrencias, name="ocorrencias"),
    path("remessas/", remessas.remessas, name="remessas"),
    path("remessas/pedidos/<int:id_pedido_remessa>/", remessas.remessa_pedida, name="remessa_pedida"),
    path("remessas/<int:id_arquivo_remessa>/arquivo/", remessas.baixar_remessa, name="baixar_remessa"),
    path("retornos/", retornos.retornos, name="retornos"),
    path("retornos/ler/", retornos.ler_retorno, name="ler_retorno"),
    path("retornos/<int:id_arquivo_retorno>/", retornos.retorno, name="retorno"),
    path("retornos/<int:id_arquivo_retorno>/retomar/", retornos.retomar, name="retomar_retorno"),
]
