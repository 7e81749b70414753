"""The bank is asked for what it has to know, once, and a title that cannot be sent stops no other."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from pytest_django import DjangoAssertNumQueries

from enlace.auditoria.models import Registro
from enlace.clientes.models import Cliente
from enlace.core.tests.concorrencia import ao_mesmo_tempo
from enlace.enderecos.models import Endereco
from enlace.financeiro.baixa import Recebido
from enlace.financeiro.calculo import Desconto, TipoDeDesconto
from enlace.financeiro.cnab.sicoob import remessa as layout
from enlace.financeiro.models import ArquivoRemessa, ContaBancaria, Fatura, RemessaItem
from enlace.financeiro.travamento import travar
from enlace.processos.recebimento import cancelar_fatura, receber
from enlace.processos.remessa import (
    BancoSemRemessa,
    ContaIncompleta,
    RegistroNaoRejeitado,
    RemessaGerada,
    gerar_remessa,
    registrar_de_novo,
)
from enlace.processos.retorno import ler_retorno
from enlace.processos.tests.banco import (
    EMISSAO,
    RETORNO_EM,
    ocorrencia,
    um_boleto,
    um_retorno,
    um_servico_de,
    uma_conta,
)
from enlace.processos.tests.cobranca import AUTOR
from enlace.servicos.models import ClienteServico
from enlace.servicos.tests.fabrica import um_endereco, um_servico

_REGISTRADO = Fatura.Registro.REGISTRADO


def gerar(conta: ContaBancaria) -> RemessaGerada:
    return gerar_remessa(conta, autor=AUTOR, agora=EMISSAO)


def linhas(gerada: RemessaGerada) -> list[str]:
    assert gerada.arquivo is not None
    return gerada.arquivo.conteudo.split("\r\n")


def registro(fatura: Fatura) -> str:
    return Fatura.objects.values_list("registro", flat=True).get(pk=fatura.pk)


def pagar(fatura: Fatura) -> None:
    receber(fatura.pk, Recebido(valor=fatura.valor, data_pagamento=EMISSAO.date()), autor=AUTOR, agora=EMISSAO)


def cancelar(fatura: Fatura) -> None:
    cancelar_fatura(fatura.pk, motivo="Emitida por engano.", autor=AUTOR, agora=EMISSAO)


@pytest.mark.django_db
def test_boleto_novo_vai_para_registro_uma_vez() -> None:
    conta = uma_conta()
    fatura = um_boleto(conta, um_servico_de())

    gerada = gerar(conta)
    de_novo = gerar(conta)

    assert (gerada.entradas, gerada.baixas, gerada.vencidas, gerada.sobraram, list(gerada.deixadas)) == (1, 0, 0, False, [])
    assert registro(fatura) == "enviado"
    assert list(RemessaItem.objects.values_list("fatura", "movimento")) == [(fatura.pk, "01")]
    assert (de_novo.arquivo, de_novo.entradas) == (None, 0)
    conta.refresh_from_db()
    assert conta.remessa_proxima == 2


@pytest.mark.django_db
def test_o_titulo_leva_valor_multa_juros_e_desconto_da_fatura_e_o_endereco_de_cobranca() -> None:
    conta = uma_conta()
    servico = um_servico_de()
    outro = um_endereco()
    Endereco.objects.filter(pk=outro.pk).update(endereco="DA COBRANCA", numero="7", complemento="FUNDOS")
    ClienteServico.objects.filter(pk=servico.pk).update(endereco_cobranca=outro)
    desconto = Desconto(TipoDeDesconto.FIXO, Decimal("5.00"), date(2026, 12, 1))
    fatura = um_boleto(conta, servico, valor="49.90", desconto=desconto)

    _, _, p, q, r, *_ = linhas(gerar(conta))

    assert (p[15:17], p[37:47], p[62:77].strip()) == ("01", "0002721000", str(fatura.pk))
    assert (p[77:85], p[85:100], p[109:117]) == ("10122026", "000000000004990", "20112026")
    assert (p[117:141], p[141:165]) == ("211122026000000000000100", "101122026000000000000500")
    assert p[195:220].strip() == str(fatura.pk)
    assert (q[17:33], q[33:73].strip(), q[73:113].strip()) == ("1000012345678909", "BIANCA COUTO", "RUA DA COBRANCA, 7, FUNDOS")
    assert (q[113:128].strip(), q[128:136], q[136:151].strip(), q[151:153]) == ("CENTRO", "35500000", "DIVINOPOLIS", "MG")
    assert r[65:89] == "211122026000000000000200"


@pytest.mark.django_db
def test_desconto_que_ja_passou_nao_vai() -> None:
    conta = uma_conta()
    desconto = Desconto(TipoDeDesconto.FIXO, Decimal("5.00"), EMISSAO.date() - timedelta(days=1))
    um_boleto(conta, um_servico_de(), desconto=desconto)

    assert linhas(gerar(conta))[2][141:165] == "0" * 24


@pytest.mark.django_db
def test_arquivos_sao_numerados_em_sequencia_por_conta() -> None:
    conta, outra = uma_conta(remessa_proxima=41), uma_conta(descricao="OUTRA")
    servico = um_servico_de()
    numeros = []
    for _ in range(2):
        um_boleto(conta, servico)
        um_boleto(outra, servico)
        for cada in (conta, outra):
            gerada = gerar(cada)
            assert gerada.arquivo is not None
            assert linhas(gerada)[0][157:163] == f"{gerada.arquivo.numero_sequencial:06}"
            numeros.append(gerada.arquivo.numero_sequencial)

    assert numeros == [41, 1, 42, 2]


@pytest.mark.django_db
@pytest.mark.parametrize("fechar", [pagar, cancelar])
@pytest.mark.parametrize("antes", ["enviado", "registrado"])
def test_o_que_ninguem_deve_mais_pagar_e_baixado_uma_vez(fechar: Callable[[Fatura], None], antes: str) -> None:
    conta = uma_conta()
    fatura = um_boleto(conta, um_servico_de(), registro=antes)
    fechar(fatura)

    gerada = gerar(conta)

    assert (gerada.entradas, gerada.baixas, linhas(gerada)[2][15:17]) == (0, 1, "02")
    assert registro(fatura) == "baixa_pedida"
    assert gerar(conta).arquivo is None


@pytest.mark.django_db
@pytest.mark.parametrize("fechar", [pagar, cancelar])
@pytest.mark.parametrize("antes", ["nenhum", "rejeitado", "baixado"])
def test_o_que_o_banco_nao_tem_nao_e_baixado(fechar: Callable[[Fatura], None], antes: str) -> None:
    conta = uma_conta()
    fechar(um_boleto(conta, um_servico_de(), registro=antes))

    assert gerar(conta).arquivo is None


@pytest.mark.django_db
def test_o_que_foi_pago_no_banco_nao_e_baixado() -> None:
    conta = uma_conta()
    fatura = um_boleto(conta, um_servico_de(), registro=_REGISTRADO)
    ler_retorno(um_retorno(ocorrencia("06", fatura)), "CBR.RET", conta, autor=AUTOR, agora=RETORNO_EM)

    assert gerar(conta).arquivo is None
    assert registro(fatura) == "liquidado"


@pytest.mark.django_db
def test_fatura_vencida_sem_registro_fica_de_fora_e_e_contada() -> None:
    conta = uma_conta()
    servico = um_servico_de()
    um_boleto(conta, servico, vencimento=EMISSAO.date())
    vencida = um_boleto(conta, servico)
    Fatura.objects.filter(pk=vencida.pk).update(data_vencimento=EMISSAO.date() - timedelta(days=1))

    gerada = gerar(conta)

    assert (gerada.entradas, gerada.vencidas, registro(vencida)) == (1, 1, "nenhum")


@pytest.mark.django_db
def test_cliente_sem_cpf_ou_sem_endereco_fica_de_fora_com_o_motivo_e_nao_para_os_outros() -> None:
    conta = uma_conta()
    sem_cpf = um_boleto(conta, um_servico_de("SEM CPF", cpf=None))
    errado = um_boleto(conta, um_servico_de("CPF ERRADO", cpf="12345678900"))
    de_quem_saiu = um_servico_de("SEM SERVICO", cpf="52998224725")
    sem_endereco = um_boleto(conta, de_quem_saiu)
    sem_endereco.cobrancas.update(cliente_servico=None)
    de_quem_saiu.delete()
    boa = um_boleto(conta, um_servico_de("BOA", cpf="11144477735"))

    gerada = gerar(conta)

    assert gerada.entradas == 1
    assert [(deixada.id_fatura, deixada.motivo) for deixada in gerada.deixadas] == [
        (sem_cpf.pk, "CPF ou CNPJ do pagador: falta informar."),
        (errado.pk, "CPF ou CNPJ do pagador: os dígitos verificadores não conferem."),
        (sem_endereco.pk, "Endereço do pagador: falta informar."),
    ]
    assert [deixada.codigo_cliente for deixada in gerada.deixadas] == [
        fatura.cliente.codigo_cliente for fatura in (sem_cpf, errado, sem_endereco)
    ]
    assert [registro(fatura) for fatura in (sem_cpf, errado, sem_endereco, boa)] == ["nenhum", "nenhum", "nenhum", "enviado"]


@pytest.mark.django_db
def test_consertado_o_cadastro_a_fatura_vai_na_proxima() -> None:
    conta = uma_conta()
    fatura = um_boleto(conta, um_servico_de(cpf=None))
    assert gerar(conta).arquivo is None
    Cliente.objects.filter(pk=fatura.cliente_id).update(cpf_cnpj="12345678909")

    assert gerar(conta).entradas == 1


@pytest.mark.django_db
def test_fatura_sem_servico_vai_com_o_endereco_de_outro_servico_do_cliente_de_preferencia_vivo() -> None:
    conta = uma_conta()
    cancelado = um_servico_de()
    vivo = um_servico(cancelado.cliente, estado="servico_habilitado")
    Endereco.objects.filter(pk=vivo.endereco_cobranca_id).update(endereco="DO VIVO")
    fatura = um_boleto(conta, cancelado)
    fatura.cobrancas.update(cliente_servico=None)
    ClienteServico.objects.filter(pk=cancelado.pk).update(status="cancelado", data_cancelamento=EMISSAO)

    assert linhas(gerar(conta))[3][73:113].strip() == "RUA DO VIVO, 86"


@pytest.mark.django_db
def test_o_que_nao_cabe_vai_em_outro_arquivo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "MAXIMO_DE_TITULOS", 2)
    conta = uma_conta()
    servico = um_servico_de()
    for _ in range(3):
        um_boleto(conta, servico)

    primeira, segunda, terceira = gerar(conta), gerar(conta), gerar(conta)

    assert (primeira.entradas, primeira.sobraram) == (2, True)
    assert (segunda.entradas, segunda.sobraram) == (1, False)
    assert terceira.arquivo is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    "trocas",
    [
        {"agencia_digito": ""},
        {"conta": ""},
        {"beneficiario": ""},
        {"beneficiario_cpf_cnpj": "11222333000180"},
        {"especie": "XX"},
        {"remessa_proxima": 1_000_000},
    ],
)
def test_conta_incompleta_e_dita_e_nada_se_grava(trocas: dict[str, object]) -> None:
    conta = uma_conta(**trocas)
    fatura = um_boleto(conta, um_servico_de())

    with pytest.raises(ContaIncompleta, match=r"^Conta SICOOB: "):
        gerar(conta)

    assert (registro(fatura), ArquivoRemessa.objects.count()) == ("nenhum", 0)


@pytest.mark.django_db
def test_outro_banco_e_recusado() -> None:
    with pytest.raises(BancoSemRemessa, match="só há remessa para o Sicoob"):
        gerar(uma_conta(banco="001"))


@pytest.mark.django_db
def test_o_numero_de_comandos_nao_cresce_com_o_de_titulos(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    conta = uma_conta()
    servico = um_servico_de()
    for _ in range(30):
        um_boleto(conta, servico)

    with django_assert_max_num_queries(20):
        assert gerar(conta).entradas == 30


@pytest.mark.django_db
def test_a_auditoria_diz_da_remessa_sem_o_que_esta_nela() -> None:
    conta = uma_conta()
    um_boleto(conta, um_servico_de())
    gerar(conta)

    registrado = Registro.objects.get(tabela="arquivo_remessa")

    assert registrado.depois == {"id_conta_bancaria": conta.pk, "numero_sequencial": 1, "titulos": 1}


@pytest.mark.django_db
def test_a_rejeitada_vai_de_novo_so_depois_de_alguem_mandar() -> None:
    conta = uma_conta()
    fatura = um_boleto(conta, um_servico_de(), registro=Fatura.Registro.REJEITADO)
    assert gerar(conta).arquivo is None

    registrar_de_novo(fatura.pk, autor=AUTOR)

    assert gerar(conta).entradas == 1
    with pytest.raises(RegistroNaoRejeitado):
        registrar_de_novo(fatura.pk, autor=AUTOR)


@pytest.mark.usefixtures("banco_confirmado")
def test_duas_ao_mesmo_tempo_nao_mandam_o_mesmo_titulo_nem_repetem_o_numero() -> None:
    conta = uma_conta()
    servico = um_servico_de()
    cancelar(um_boleto(conta, servico, registro=_REGISTRADO))
    um_boleto(conta, servico)

    outra = ao_mesmo_tempo(lambda: gerar(conta), lambda: gerar(conta)).result()

    assert isinstance(outra, RemessaGerada)
    assert outra.arquivo is None
    assert ArquivoRemessa.objects.count() == 1
    assert RemessaItem.objects.count() == 2


@pytest.mark.usefixtures("banco_confirmado")
def test_a_fatura_que_alguem_esta_mudando_fica_para_a_proxima_e_ninguem_espera() -> None:
    conta = uma_conta()
    servico = um_servico_de()
    presa, livre = um_boleto(conta, servico), um_boleto(conta, servico)

    def segurar() -> None:
        with transaction.atomic():
            travar(presa.pk)

    gerada = ao_mesmo_tempo(segurar, lambda: gerar(conta)).result()

    assert isinstance(gerada, RemessaGerada)
    assert gerada.entradas == 1
    assert (registro(presa), registro(livre)) == ("nenhum", "enviado")
