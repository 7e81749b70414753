"""Addresses of this area."""

from django.urls import URLPattern, path

from enlace.painel.faturas import atos, envio, ficha, lancamento, lista, lote, renegociacao

app_name = "faturas"
urlpatterns: list[URLPattern] = [
    path("", lista.lista, name="lista"),
    path("<int:id_fatura>/", ficha.fatura, name="fatura"),
    path("<int:id_fatura>/enviar/", envio.enviar, name="enviar"),
    path("<int:id_fatura>/receber/", atos.receber, name="receber"),
    path("receber/", lote.receber_escolhidas, name="receber_varias"),
    path("pagamentos/<int:id_pagamento>/desfazer/", atos.desfazer, name="desfazer"),
    path("<int:id_fatura>/cancelar/", atos.cancelar, name="cancelar"),
    path("<int:id_fatura>/trocar-link/", atos.revogar_link, name="revogar_link"),
    path("<int:id_fatura>/registrar/", atos.registrar, name="registrar"),
    path("renegociar/<int:id_cliente>/", renegociacao.renegociar, name="renegociar"),
    path("lancar/<int:id_cliente>/", lancamento.lancar, name="lancar"),
    path("lancar/<int:id_cliente>/emitir/", lancamento.emitir_o_que_espera, name="emitir"),
    path("lancamentos/<int:id_cobranca>/retirar/", lancamento.retirar, name="retirar"),
]
