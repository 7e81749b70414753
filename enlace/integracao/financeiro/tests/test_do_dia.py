"""The documented answers on the days on which they were given; `test_contrato.py` compares what does not depend on the day."""

from datetime import date
from decimal import Decimal

import pytest

from enlace.auditoria.models import Registro
from enlace.auditoria.registro import Autor
from enlace.clientes.models import Cliente
from enlace.configuracao.models import Provedor
from enlace.core.datas import agora
from enlace.core.dinheiro import em_reais
from enlace.demo.documentacao.faturas import BOLETO
from enlace.financeiro import pix
from enlace.financeiro.boleto.codigo import ler
from enlace.financeiro.cancelamento import cancelar
from enlace.financeiro.emissao import Linha, NovaFatura, emitir
from enlace.financeiro.models import ContaBancaria, Fatura, FormaCobranca
from enlace.integracao import openapi
from enlace.integracao.financeiro.tests.conftest import Perguntar
from enlace.integracao.tests.comparacao import diferencas

DIA_DO_EXEMPLO_11, DIA_DO_EXEMPLO_18 = date(2020, 4, 6), date(2020, 4, 5)
NINGUEM = Autor(porta=Registro.Porta.JOB, id_usuario=None)
DA_1162 = {"busca": "codigo_cliente", "termo_busca": "1162"}


def test_cliente_financeiro_no_dia_do_exemplo_e_a_resposta_documentada(perguntar: Perguntar) -> None:
    exemplo = openapi.exemplo("11-cliente-financeiro")

    resposta = perguntar(DIA_DO_EXEMPLO_11, "cliente/financeiro", **exemplo["consulta"])

    assert {onde for onde, _o_que in diferencas(exemplo["resposta"], resposta)} == {
        "status",  # "suscess" is a printing fault
        "faturas[36403].link",  # not the number of the bill in base64
        "faturas[43653].link",
    }
    assert [fatura["id_fatura"] for fatura in resposta["faturas"]] == [36397, 36403, 43653]


def test_financeiro_sem_parametros_no_dia_do_exemplo_e_a_resposta_documentada(perguntar: Perguntar) -> None:
    exemplo = openapi.exemplo("18-financeiro-consulta")

    # The text's own request: without dates.
    resposta = perguntar(DIA_DO_EXEMPLO_18, "financeiro", **exemplo["consulta_no_texto"])

    assert list(diferencas(exemplo["resposta"], resposta)) == []
    assert len(resposta["faturas"]) == 4


def test_chaves_que_a_documentacao_nao_mostra_dizem_a_situacao(perguntar: Perguntar) -> None:
    quitada, _boleto, vencida = perguntar(DIA_DO_EXEMPLO_11, "cliente/financeiro", **DA_1162, limit="3", apenas_pendente="nao")[
        "faturas"
    ]

    assert list(quitada)[-5:] == ["quitado", "status", "valor_pago", "data_cadastro", "pix_copia_cola"]
    assert [quitada[chave] for chave in list(quitada)[-5:]] == [True, "quitado", 54.95, "26/09/2017", None]
    assert [vencida[chave] for chave in list(vencida)[-5:-1]] == [False, "vencido", None, "25/06/2018"]
    assert quitada["detalhamento"][0] | {"descricao": "", "id_cobranca": 0} == {
        "descricao": "",
        "valor": 21.62,
        "id_cobranca": 0,
        "valor_original": 21.62,
        "data_vencimento": "2017-10-10",
        "status": "quitado",
        "valor_desconto": 0,
        "valor_pago": 21.62,
        "data_pagamento": "2017-07-31",
    }


def test_pix_de_uma_vencida_pede_o_que_ela_custa_no_dia(perguntar: Perguntar) -> None:
    fatura = perguntar(DIA_DO_EXEMPLO_11, "cliente/financeiro", **DA_1162, limit="1")["faturas"][0]

    lido = pix.ler(fatura["pix_copia_cola"])

    assert (fatura["id_fatura"], lido.chave, lido.txid) == (43653, "pix@provedor.example", "FATURA43653")
    assert lido.valor is not None
    assert em_reais(lido.valor) == "R$ 12,32"


@pytest.mark.parametrize(
    ("dia", "status", "fator", "valor"),
    [
        (date(2018, 7, 9), "aguardando", 7581, "R$ 10,00"),
        (date(2018, 7, 10), "aguardando", 7581, "R$ 10,00"),
        # A fine of 0.20; a day of 1 % / 30 is rounded to nothing.
        (date(2018, 7, 11), "vencido", 7582, "R$ 10,20"),
    ],
)
def test_codigo_muda_no_dia_seguinte_ao_vencimento(perguntar: Perguntar, *, dia: date, status: str, fator: int, valor: str) -> None:
    fatura = perguntar(dia, "cliente/financeiro", **DA_1162, limit="1")["faturas"][0]

    codigo = ler(fatura["linha_digitavel"])
    assert (fatura["status"], codigo.fator, em_reais(codigo.valor)) == (status, fator, valor)
    assert str(codigo) == fatura["codigo_barras"]
    assert (fatura["valor"], fatura["data_vencimento"]) == (10, "10/07/2018")


def test_vencimento_no_domingo_nao_esta_vencido_na_segunda(perguntar: Perguntar) -> None:
    # 5 April 2020 was a Sunday.
    faturas = perguntar(date(2020, 4, 6), "cliente/financeiro", **DA_1162)["faturas"]

    assert {f["id_fatura"]: f["status"] for f in faturas} == {
        43653: "vencido",
        **dict.fromkeys((62636, 62634, 62625, 62628), "aguardando"),
    }


def test_cancelada_nao_e_pendente_e_nao_tem_o_que_pagar(perguntar: Perguntar) -> None:
    cancelar(43653, motivo="emitida por engano", autor=NINGUEM, agora=agora())

    pendentes = perguntar(DIA_DO_EXEMPLO_11, "cliente/financeiro", **DA_1162)["faturas"]
    todas = perguntar(DIA_DO_EXEMPLO_11, "cliente/financeiro", **DA_1162, apenas_pendente="nao")["faturas"]
    a_receber = perguntar(DIA_DO_EXEMPLO_11, "financeiro", **DA_1162, data_inicio="2018-07-10", data_fim="2018-07-10")["faturas"]

    assert 43653 not in [f["id_fatura"] for f in pendentes]
    cancelada = next(f for f in todas if f["id_fatura"] == 43653)
    assert (cancelada["status"], cancelada["detalhamento"][0]["status"], cancelada["quitado"]) == ("cancelado", "cancelado", False)
    assert (cancelada["linha_digitavel"], cancelada["codigo_barras"], cancelada["pix_copia_cola"]) == (None, None, None)
    assert cancelada["nosso_numero_dv"] == "0274554-2"
    assert a_receber == []


def test_conta_e_pix_mal_preenchidos_deixam_vazio_o_que_nao_se_pode_montar(
    perguntar: Perguntar, caplog: pytest.LogCaptureFixture
) -> None:
    ContaBancaria.objects.filter(banco="756").update(beneficiario="", carteira="9")
    Provedor.objects.update(pix_chave="nada")

    faturas = perguntar(date(2020, 4, 7), "cliente/financeiro", **DA_1162)["faturas"]

    do_sicoob = faturas[0]
    assert do_sicoob["id_fatura"] == 43653
    assert {
        k for k in ("nosso_numero_dv", "linha_digitavel", "codigo_barras", "agencia_codigo_beneficiario") if do_sicoob[k]
    } == set()
    assert do_sicoob["beneficiario"] == "PROVEDOR DE INTERNET LTDA / CNPJ: 22.385.367/0001-03"
    # The others are not touched by it.
    assert all(f["linha_digitavel"] for f in faturas[1:])
    assert {f["pix_copia_cola"] for f in faturas} == {None}
    avisos = [registro.getMessage() for registro in caplog.records if registro.name == "enlace.financeiro.apresentacao"]
    assert any("ChavePixInvalida" in aviso for aviso in avisos)
    assert any("CarteiraNaoSuportada" in aviso for aviso in avisos)
    assert not any("GUILHERME" in aviso or "41107296617" in aviso for aviso in avisos)


def test_link_comeca_pelo_endereco_publico_do_provedor_quando_ha(perguntar: Perguntar) -> None:
    token = Fatura.objects.get(pk=43653).token.hex
    sem = perguntar(DIA_DO_EXEMPLO_11, "cliente/financeiro", **DA_1162, limit="1")["faturas"][0]["link"]
    Provedor.objects.update(endereco_publico="https://central.provedor.example/")

    com = perguntar(DIA_DO_EXEMPLO_11, "cliente/financeiro", **DA_1162, limit="1")["faturas"][0]["link"]

    assert sem == f"http://testserver/pdf/fatura/{token}"
    assert com == f"https://central.provedor.example/pdf/fatura/{token}"


def test_detalhado_traz_o_que_cliente_financeiro_mostra_da_fatura(perguntar: Perguntar) -> None:
    da_fatura = perguntar(DIA_DO_EXEMPLO_11, "cliente/financeiro", **DA_1162, limit="1")["faturas"][0]
    intervalo = {"data_inicio": "2018-07-10", "data_fim": "2018-07-10"}

    simples = perguntar(DIA_DO_EXEMPLO_11, "financeiro", **DA_1162, **intervalo)["faturas"][0]
    detalhada = perguntar(DIA_DO_EXEMPLO_11, "financeiro", **DA_1162, **intervalo, tipo_resultado="detalhado")["faturas"][0]

    assert list(detalhada)[: len(simples)] == list(simples)
    do_boleto = set(detalhada) - set(simples)
    assert {"linha_digitavel", "codigo_barras", "link", "detalhamento", "pix_copia_cola", "status"} <= do_boleto
    assert {chave: detalhada[chave] for chave in do_boleto} == {chave: da_fatura[chave] for chave in do_boleto}
    assert set(da_fatura) - do_boleto <= set(simples)


def test_dinheiro_grande_nao_perde_centavos(perguntar: Perguntar) -> None:
    nova = NovaFatura(
        cliente=Cliente.objects.get(codigo_cliente=1162),
        forma=FormaCobranca.objects.get(descricao=BOLETO),
        vencimento=date(2030, 1, 2),
        linhas=[Linha(descricao="Tudo", valor=Decimal("9999999999.99"))],
    )
    emitir(nova, autor=NINGUEM, agora=agora())

    do_cliente = perguntar(DIA_DO_EXEMPLO_11, "cliente/financeiro", **DA_1162, order_by="valor", order_type="desc", limit="1")
    consulta = perguntar(DIA_DO_EXEMPLO_11, "financeiro", **DA_1162, data_inicio="2030-01-02", data_fim="2030-01-02")

    assert do_cliente["faturas"][0]["valor"] == 9999999999.99
    # More than ten digits of cents: no boleto can say it.
    assert do_cliente["faturas"][0]["linha_digitavel"] is None
    assert consulta["faturas"][0]["valor"] == "9999999999.99"
