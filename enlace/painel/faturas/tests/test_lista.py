"""The list of bills: what is filtered, what is told of each, and that several are settled at once."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from enlace.auditoria.models import Registro
from enlace.contas.models import Usuario
from enlace.core import datas
from enlace.financeiro.models import Fatura, Pagamento
from enlace.financeiro.tests.fabrica import ANA, cancelar, no_balcao, um_cliente, uma_conta, uma_fatura, uma_forma
from enlace.painel.conftest import dar_permissoes
from enlace.painel.faturas.lote import MAIS_FATURAS
from enlace.processos.recebimento_em_lote import receber_varias
from enlace.servicos.situacao import suspender_por_debito
from enlace.servicos.tests.fabrica import um_servico

pytestmark = pytest.mark.django_db

LISTA = "painel:faturas:lista"
VARIAS = "painel:faturas:receber_varias"


def daqui_a(dias: int) -> date:
    return datas.hoje() + timedelta(days=dias)


def quais(painel: Client, **filtro: object) -> set[int]:
    resposta = painel.get(reverse(LISTA), {nome: str(valor) for nome, valor in filtro.items()})
    assert resposta.status_code == 200
    return {fatura.pk for fatura in resposta.context["tabela"].pagina.object_list}


def quitada(fatura: Fatura, *, em: date) -> Fatura:
    Pagamento.objects.create(
        fatura=fatura, valor=fatura.valor, data_pagamento=em, origem="manual", quitou=True, registrado_em=datas.agora()
    )
    Fatura.objects.filter(pk=fatura.pk).update(situacao="quitado", data_pagamento=em, valor_pago=fatura.valor)
    return fatura


def test_cada_situacao_tem_as_suas(painel: Client) -> None:
    cliente = um_cliente()
    aberta = uma_fatura(cliente=cliente, vencimento=daqui_a(5))
    atrasada = uma_fatura(cliente=cliente, vencimento=daqui_a(-30))
    paga = quitada(uma_fatura(cliente=cliente, vencimento=daqui_a(3)), em=daqui_a(-1))
    cancelada = cancelar(uma_fatura(cliente=cliente))

    assert quais(painel, situacao="aberta") == {aberta.pk, atrasada.pk}
    assert quais(painel, situacao="vencida") == {atrasada.pk}
    assert quais(painel, situacao="paga") == {paga.pk}
    assert quais(painel, situacao="cancelada") == {cancelada.pk}
    assert quais(painel) == {aberta.pk, atrasada.pk, paga.pk, cancelada.pk}


def test_filtra_por_vencimento_pagamento_conta_forma_e_numero(painel: Client) -> None:
    cliente = um_cliente()
    outra_conta = uma_conta(descricao="OUTRA", proximo=900)
    de_boleto = uma_fatura(cliente=cliente, vencimento=daqui_a(-40))
    de_outra = uma_fatura(cliente=cliente, vencimento=daqui_a(10), forma=uma_forma(outra_conta))
    no_caixa = quitada(uma_fatura(cliente=cliente, vencimento=daqui_a(20), forma=no_balcao()), em=daqui_a(-2))

    assert quais(painel, vencimento_de=daqui_a(0), vencimento_ate=daqui_a(15)) == {de_outra.pk}
    assert quais(painel, pagamento_de=daqui_a(-2), pagamento_ate=daqui_a(-2)) == {no_caixa.pk}
    assert quais(painel, pagamento_ate=daqui_a(-3)) == set()
    assert quais(painel, conta=outra_conta.pk) == {de_outra.pk}
    assert quais(painel, forma="dinheiro") == {no_caixa.pk}
    assert quais(painel, q=de_boleto.nosso_numero) >= {de_boleto.pk}
    assert quais(painel, q="nada disto") == set()


def test_a_vencida_mostra_o_que_custa_hoje_e_a_soma_do_filtro(painel: Client) -> None:
    fatura = uma_fatura(vencimento=daqui_a(-30))

    pagina = painel.get(reverse(LISTA), {"situacao": "vencida"}).content.decode()

    assert "R$ 103,00" in pagina
    assert "<strong>1</strong> fatura, <strong>R$ 100,00</strong>" in pagina
    assert f'name="fatura" value="{fatura.pk}"' in pagina


def test_quem_nao_recebe_nao_escolhe(entrar: Callable[[Usuario], Client], atendente: Usuario) -> None:
    uma_fatura()
    dar_permissoes(atendente, "financeiro.view_fatura")

    pagina = entrar(atendente).get(reverse(LISTA)).content.decode()

    assert "receber-varias" not in pagina


def test_o_csv_tem_uma_linha_por_fatura_sem_as_caixas(painel: Client) -> None:
    fatura = uma_fatura(vencimento=daqui_a(-30))

    resposta = painel.get(reverse(LISTA), {"formato": "csv", "situacao": "vencida"})

    titulos, linha = b"".join(resposta.streaming_content).decode("utf-8-sig").splitlines()  # type: ignore[attr-defined]
    assert titulos == "Fatura;Cliente;Código do cliente;Vencimento;Valor;Hoje;Situação;Paga;Valor pago;Forma"
    assert linha.startswith(f"{fatura.pk};{fatura.cliente.nome_razaosocial};{fatura.cliente.codigo_cliente};")
    assert ";100,00;103,00;Vencida;;;" in linha


def test_a_lista_faz_o_mesmo_numero_de_consultas_com_muitas(
    painel: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for numero in range(5):
        uma_fatura(cliente=um_cliente(f"CLIENTE {numero}"), vencimento=daqui_a(-numero))

    with django_assert_max_num_queries(12):
        painel.get(reverse(LISTA), {"situacao": "vencida", "q": "1", "conta": "1"})
    with django_assert_max_num_queries(12):
        painel.get(reverse(LISTA))


def test_as_escolhidas_sao_mostradas_com_o_que_custam_no_dia_e_a_soma(painel: Client) -> None:
    primeira, segunda = uma_fatura(vencimento=daqui_a(-30)), uma_fatura(vencimento=daqui_a(5))
    paga = quitada(uma_fatura(), em=daqui_a(0))
    ids = [str(fatura.pk) for fatura in (primeira, segunda, paga)]

    hoje = painel.get(reverse(VARIAS), {"fatura": ids}).content.decode()
    no_vencimento = painel.get(reverse(VARIAS), {"fatura": ids, "dia": daqui_a(-30).isoformat()}).content.decode()

    assert "Receber R$ 203,00" in hoje
    assert f"{paga.pk} (quitada)" in hoje
    assert "Receber R$ 200,00" in no_vencimento
    assert not Pagamento.objects.exclude(fatura=paga).exists()


def test_uma_que_e_recusada_nao_desfaz_as_outras(painel: Client, administradora: Usuario) -> None:
    servico = um_servico(estado="servico_habilitado")
    vencida = uma_fatura(cliente=servico.cliente, vencimento=daqui_a(-30))
    cancelada = cancelar(uma_fatura())
    suspender_por_debito(servico=servico, agora=datas.agora())

    resposta = painel.post(reverse(VARIAS), {"fatura": [vencida.pk, cancelada.pk, 999_999_999], "dia": daqui_a(0).isoformat()})

    pagina = resposta.content.decode()
    assert "1 recebida: R$ 103,00." in pagina
    assert f"A fatura {cancelada.pk} está cancelada." in pagina
    assert f"Voltou a funcionar: {servico.plano}." in pagina
    pagamento = Pagamento.objects.get()
    assert (pagamento.fatura_id, pagamento.valor, pagamento.usuario) == (vencida.pk, Decimal("103.00"), administradora)
    assert Registro.objects.filter(porta="painel", acao="receber", usuario=administradora).count() == 1


def test_enviado_duas_vezes_recebe_uma(painel: Client) -> None:
    fatura = uma_fatura(vencimento=daqui_a(5))
    dados = {"fatura": [fatura.pk, fatura.pk], "dia": daqui_a(0).isoformat()}

    painel.post(reverse(VARIAS), dados)
    segunda = painel.post(reverse(VARIAS), dados).content.decode()

    assert Pagamento.objects.count() == 1
    assert f"A fatura {fatura.pk} já está quitada." in segunda


def test_ninguem_pagou_amanha(painel: Client) -> None:
    fatura = uma_fatura(vencimento=daqui_a(5))

    resposta = painel.post(reverse(VARIAS), {"fatura": fatura.pk, "dia": daqui_a(1).isoformat()})

    assert resposta.status_code == 422
    assert "Esse dia ainda não chegou." in resposta.content.decode()
    assert not Pagamento.objects.exists()


def test_ha_um_limite_e_o_que_nao_e_numero_e_deixado(painel: Client) -> None:
    fatura = uma_fatura(vencimento=daqui_a(5))

    demais = [str(fatura.pk), *map(str, range(10**9, 10**9 + MAIS_FATURAS))]
    assert f"no máximo {MAIS_FATURAS}" in painel.get(reverse(VARIAS), {"fatura": demais}).content.decode()
    assert "Nenhuma fatura em aberto foi escolhida" in painel.get(reverse(VARIAS), {"fatura": ["x", "9" * 30]}).content.decode()


def test_o_lote_diz_o_que_foi_de_cada_uma() -> None:
    aberta, outra = uma_fatura(vencimento=daqui_a(5)), cancelar(uma_fatura())

    recebidas = receber_varias([outra.pk, aberta.pk], dia=daqui_a(0), autor=ANA, agora=datas.agora())

    assert [(r.id_fatura, bool(r.recusa)) for r in recebidas] == [(outra.pk, True), (aberta.pk, False)]
