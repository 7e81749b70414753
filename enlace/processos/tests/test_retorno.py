"""What a return of the bank does to bills, and what is left to people."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from enlace.financeiro.baixa import Recebido
from enlace.financeiro.calculo import Desconto, TipoDeDesconto
from enlace.financeiro.cnab.recusas import RetornoRecusado
from enlace.financeiro.models import ArquivoRetorno, ContaBancaria, Fatura, Pagamento, RetornoOcorrencia
from enlace.processos.recebimento import cancelar_fatura, receber
from enlace.processos.retorno import (
    BancoSemRetorno,
    DigitosNaoConferem,
    ResultadoDoRetorno,
    RetornoDeOutraConta,
    ler_retorno,
)
from enlace.processos.tests.banco import RETORNO_EM, ocorrencia, um_boleto, um_retorno, um_servico_de, uma_conta
from enlace.processos.tests.cobranca import AUTOR
from enlace.servicos.models import ClienteServico
from enlace.servicos.situacao import suspender_por_debito

pytestmark = pytest.mark.django_db

PAGA_EM = date(2026, 12, 11)
CREDITADA_EM = date(2026, 12, 14)


@pytest.fixture
def conta() -> ContaBancaria:
    return uma_conta()


@pytest.fixture
def fatura(conta: ContaBancaria) -> Fatura:
    """R$ 49.90 due on 10/12/2026, sent to the bank."""
    return um_boleto(conta, um_servico_de(), registro="enviado")


def ler(conta: ContaBancaria, *ocorrencias: list[str], numero: int = 108, dia: str = "11122026") -> ResultadoDoRetorno:
    return ler_retorno(um_retorno(*ocorrencias, numero=numero, dia=dia), "CBR108.RET", conta, autor=AUTOR, agora=RETORNO_EM)


def linha() -> RetornoOcorrencia:
    """The last one that was written."""
    return RetornoOcorrencia.objects.order_by("-pk")[0]


def situacao(fatura: Fatura) -> tuple[str, str]:
    return Fatura.objects.values_list("situacao", "registro").get(pk=fatura.pk)


def test_liquidacao_quita_a_fatura_com_o_dia_o_valor_e_o_credito_do_banco(conta: ContaBancaria, fatura: Fatura) -> None:
    resultado = ler(conta, ocorrencia("06", fatura, pago="50.92"))

    pagamento = Pagamento.objects.get()
    assert (pagamento.valor, pagamento.data_pagamento, pagamento.data_credito, pagamento.origem) == (
        Decimal("50.92"),
        PAGA_EM,
        CREDITADA_EM,
        "retorno",
    )
    assert situacao(fatura) == ("quitado", "liquidado")
    assert (linha().resultado, linha().pagamento_id, linha().linha, linha().tarifa) == ("quitada", pagamento.pk, 3, Decimal("1.70"))
    assert (resultado.repetido, resultado.contagem, resultado.recebido) == (False, {"quitada": 1}, Decimal("50.92"))


def test_liquidacao_apos_baixa_quita_tambem(conta: ContaBancaria, fatura: Fatura) -> None:
    Fatura.objects.filter(pk=fatura.pk).update(registro="baixado")

    ler(conta, ocorrencia("17", fatura))

    assert situacao(fatura) == ("quitado", "liquidado")


def test_o_servico_suspenso_volta_quando_o_banco_diz_que_pagaram(conta: ContaBancaria, fatura: Fatura) -> None:
    servico = ClienteServico.objects.get(cliente=fatura.cliente_id)
    suspender_por_debito(servico=servico, agora=RETORNO_EM)

    ler(conta, ocorrencia("06", fatura))

    servico.refresh_from_db()
    assert servico.status_id == "servico_habilitado"


def test_o_mesmo_arquivo_lido_de_novo_nao_muda_nada(conta: ContaBancaria, fatura: Fatura) -> None:
    primeiro = ler(conta, ocorrencia("06", fatura))

    segundo = ler(conta, ocorrencia("06", fatura))

    assert (segundo.repetido, segundo.mesmo_conteudo, segundo.arquivo.pk) == (True, True, primeiro.arquivo.pk)
    assert segundo.contagem == {"quitada": 1}
    assert (ArquivoRetorno.objects.count(), RetornoOcorrencia.objects.count(), Pagamento.objects.count()) == (1, 1, 1)


def test_outro_arquivo_com_o_mesmo_numero_e_dia_nao_muda_nada_e_e_dito(conta: ContaBancaria, fatura: Fatura) -> None:
    primeiro = ler(conta, ocorrencia("02", fatura))

    segundo = ler(conta, ocorrencia("06", fatura))

    assert (segundo.repetido, segundo.mesmo_conteudo, segundo.arquivo.pk) == (True, False, primeiro.arquivo.pk)
    assert situacao(fatura) == ("aguardando", "registrado")


def test_o_mesmo_numero_em_outro_dia_e_outro_arquivo(conta: ContaBancaria, fatura: Fatura) -> None:
    ler(conta, ocorrencia("02", fatura), dia="10122026")

    ler(conta, ocorrencia("06", fatura))

    assert ArquivoRetorno.objects.count() == 2
    assert situacao(fatura) == ("quitado", "liquidado")


def test_pago_no_balcao_e_no_banco_gera_credito_do_segundo(conta: ContaBancaria, fatura: Fatura) -> None:
    receber(fatura.pk, Recebido(valor=fatura.valor, data_pagamento=PAGA_EM), autor=AUTOR, agora=RETORNO_EM)

    resultado = ler(conta, ocorrencia("06", fatura))

    pagamento = Pagamento.objects.get(origem="retorno")
    assert pagamento.credito is not None
    assert pagamento.credito.valor == Decimal("-49.90")
    assert linha().resultado == "credito"
    assert linha().observacao.endswith("Crédito de R$ 49,90 para a próxima fatura.")
    assert resultado.recebido == Decimal("49.90")


def test_pago_duas_vezes_no_banco_em_dias_diferentes_gera_credito(conta: ContaBancaria, fatura: Fatura) -> None:
    ler(conta, ocorrencia("06", fatura, data_da_ocorrencia="10122026"), ocorrencia("06", fatura))

    assert list(RetornoOcorrencia.objects.values_list("resultado", flat=True)) == ["quitada", "credito"]


def test_o_mesmo_pagamento_informado_de_novo_fica_para_as_pessoas(conta: ContaBancaria, fatura: Fatura) -> None:
    primeiro = ler(conta, ocorrencia("06", fatura))

    ler(conta, ocorrencia("06", fatura, data_do_credito="15122026"), numero=109)

    assert linha().resultado == "divergente"
    assert linha().observacao == (
        f"O banco já informou esse pagamento (retorno {primeiro.arquivo.pk}, linha 3). "
        "Se o cliente pagou mesmo duas vezes, lance um crédito para ele."
    )
    assert Pagamento.objects.count() == 1


def test_pago_a_mais_quita_e_gera_credito(conta: ContaBancaria, fatura: Fatura) -> None:
    ler(conta, ocorrencia("06", fatura, pago="60.00", data_da_ocorrencia="10122026"))

    assert linha().resultado == "quitada"
    assert linha().observacao.endswith("Crédito de R$ 10,10 para a próxima fatura.")


def test_pago_a_menos_fica_em_aberto_e_para_conferir(conta: ContaBancaria, fatura: Fatura) -> None:
    ler(conta, ocorrencia("06", fatura, pago="40.00"))

    assert (linha().resultado, linha().valor_pago) == ("divergente", Decimal("40.00"))
    assert linha().observacao == (
        "O valor pago (R$ 40,00) é menor que o da fatura (R$ 49,90). "
        "A fatura continua em aberto: lance o que veio como crédito e cobre a diferença."
    )
    assert situacao(fatura) == ("aguardando", "liquidado")
    assert not Pagamento.objects.exists()


def test_pago_com_o_desconto_no_seu_dia_quita(conta: ContaBancaria) -> None:
    desconto = Desconto(TipoDeDesconto.FIXO, Decimal("5.00"), date(2026, 12, 5))
    fatura = um_boleto(conta, um_servico_de(), desconto=desconto)

    ler(conta, ocorrencia("06", fatura, pago="44.90", data_da_ocorrencia="05122026"))

    assert linha().resultado == "quitada"


def test_cancelada_que_foi_paga_nao_perde_o_dinheiro_de_vista(conta: ContaBancaria, fatura: Fatura) -> None:
    cancelar_fatura(fatura.pk, motivo="Mudou de plano.", autor=AUTOR, agora=RETORNO_EM)

    ler(conta, ocorrencia("06", fatura))

    assert linha().resultado == "divergente"
    assert linha().observacao == (
        f"A fatura {fatura.pk} está cancelada. O cliente pagou mesmo assim: lance um crédito para ele ou devolva o dinheiro."
    )
    assert situacao(fatura) == ("cancelado", "liquidado")


def test_pagamento_sem_valor_fica_para_conferir(conta: ContaBancaria, fatura: Fatura) -> None:
    ler(conta, ocorrencia("06", fatura, pago="0.00"))

    assert (linha().resultado, linha().observacao) == (
        "divergente",
        "O banco informou o pagamento sem o valor. Confira no extrato e dê baixa à mão.",
    )


@pytest.mark.parametrize(("credito", "esperada"), [("10122026", date(2026, 12, 10)), ("14122026", PAGA_EM), ("00000000", PAGA_EM)])
def test_sem_o_dia_do_pagamento_vale_o_primeiro_em_que_o_banco_sabia(
    conta: ContaBancaria, fatura: Fatura, credito: str, esperada: date
) -> None:
    ler(conta, ocorrencia("06", fatura, data_da_ocorrencia="00000000", data_do_credito=credito))

    assert Pagamento.objects.get().data_pagamento == esperada
    assert linha().data_ocorrencia is None
    assert linha().observacao.endswith(f"Sem a data do pagamento no arquivo: ficou {esperada:%d/%m/%Y}.")


def test_sem_o_dia_do_credito_quita_do_mesmo_jeito(conta: ContaBancaria, fatura: Fatura) -> None:
    ler(conta, ocorrencia("06", fatura, data_do_credito="00000000"))

    assert Pagamento.objects.get().data_credito is None


def test_pagamento_de_amanha_fica_para_conferir(conta: ContaBancaria, fatura: Fatura) -> None:
    ler(conta, ocorrencia("06", fatura, data_da_ocorrencia="12122026"))

    assert linha().resultado == "divergente"
    assert linha().observacao.startswith("A data do pagamento ainda não chegou.")


@pytest.mark.parametrize(
    ("movimento", "antes", "depois", "resultado"),
    [
        ("02", "enviado", "registrado", "registrada"),
        ("02", "liquidado", "liquidado", "registrada"),
        ("02", "baixa_pedida", "baixa_pedida", "registrada"),
        ("03", "enviado", "rejeitado", "rejeitada"),
        ("03", "registrado", "registrado", "rejeitada"),
        ("09", "baixa_pedida", "baixado", "baixada"),
        ("09", "registrado", "baixado", "baixada"),
        ("09", "liquidado", "liquidado", "baixada"),
        ("26", "baixa_pedida", "baixa_pedida", "rejeitada"),
        ("28", "registrado", "registrado", "ignorada"),
        ("99", "registrado", "registrado", "ignorada"),
    ],
)
def test_o_que_o_banco_sabe_de_um_titulo(
    conta: ContaBancaria, fatura: Fatura, movimento: str, antes: str, depois: str, resultado: str
) -> None:
    Fatura.objects.filter(pk=fatura.pk).update(registro=antes)

    ler(conta, ocorrencia(movimento, fatura))

    assert situacao(fatura) == ("aguardando", depois)
    assert (linha().movimento, linha().resultado) == (movimento, resultado)


def test_rejeicao_guarda_os_motivos_do_banco(conta: ContaBancaria, fatura: Fatura) -> None:
    ler(conta, ocorrencia("03", fatura, motivos="4863AF0000"))

    assert linha().observacao == "Entrada rejeitada: CEP inválido (48); Título já cadastrado (63); AF."


def test_baixa_de_fatura_em_aberto_diz_que_ninguem_mais_paga_o_boleto(conta: ContaBancaria, fatura: Fatura) -> None:
    ler(conta, ocorrencia("09", fatura, motivos="1300000000"))

    assert linha().observacao == (
        "Baixa: Decurso de prazo: banco (13). A fatura continua em aberto, e o boleto não pode mais ser pago."
    )


def test_titulo_desconhecido_pago_e_dito_e_nao_para_os_outros(conta: ContaBancaria, fatura: Fatura) -> None:
    de_fora = um_boleto(uma_conta(descricao="OUTRA", nosso_numero_proximo=500), um_servico_de("OUTRO", cpf=None))

    ler(conta, ocorrencia("06", de_fora), ocorrencia("06", fatura))

    fora, dentro = RetornoOcorrencia.objects.order_by("linha")
    assert (fora.resultado, fora.nosso_numero, fora.fatura_id) == ("desconhecida", 500, None)
    assert fora.observacao == (
        "Nenhuma fatura desta conta tem este nosso número. O dinheiro entrou: descubra de quem é e lance um crédito."
    )
    assert dentro.resultado == "quitada"
    assert situacao(de_fora) == ("aguardando", "nenhum")


def test_digito_errado_do_nosso_numero_nao_quita(conta: ContaBancaria, fatura: Fatura) -> None:
    outra = um_boleto(conta, um_servico_de("OUTRO", cpf=None))

    ler(conta, ocorrencia("06", fatura, digito="9"), ocorrencia("06", outra))

    errada = RetornoOcorrencia.objects.get(linha=3)
    assert errada.resultado == "desconhecida"
    assert errada.observacao.startswith("O dígito do nosso número não confere")
    assert situacao(fatura)[0] == "aguardando"


def test_se_nenhum_digito_confere_a_conta_esta_errada_e_nada_se_guarda(conta: ContaBancaria, fatura: Fatura) -> None:
    do_banco = ocorrencia("06", fatura)
    ContaBancaria.objects.filter(pk=conta.pk).update(beneficiario="67262")
    conta.refresh_from_db()

    with pytest.raises(DigitosNaoConferem):
        ler(conta, do_banco)

    assert not ArquivoRetorno.objects.exists()


@pytest.mark.parametrize(
    ("trocas", "sentenca"),
    [
        ({"agencia": "3167"}, "A agência do arquivo é 03166, e o da conta é 3167."),
        ({"conta": "67891"}, "O número da conta do arquivo é 000000067890, e o da conta é 67891."),
        ({"conta": ""}, "O número da conta do arquivo é 000000067890, e o da conta é (em branco)."),
        ({"beneficiario_cpf_cnpj": "22385367000103"}, "O CPF/CNPJ do arquivo é 11222333000181, e o da conta é 22385367000103."),
    ],
)
def test_retorno_de_outra_conta_e_recusado(trocas: dict[str, object], sentenca: str) -> None:
    conta = uma_conta(**trocas)
    fatura = um_boleto(conta, um_servico_de())

    with pytest.raises(RetornoDeOutraConta) as recusa:
        ler(conta, ocorrencia("06", fatura))

    assert str(recusa.value) == sentenca
    assert not ArquivoRetorno.objects.exists()


def test_outro_banco_e_recusado() -> None:
    with pytest.raises(BancoSemRetorno):
        ler_retorno(b"", "X", uma_conta(banco="001"), autor=AUTOR, agora=RETORNO_EM)


def _cortado(conteudo: bytes) -> bytes:
    return conteudo[:-244]


def _com_valor_absurdo(conteudo: bytes) -> bytes:
    return conteudo.replace(b"000000000004990000000000004922", b"999999999999999000000000004922")


@pytest.mark.parametrize("estragar", [_cortado, _com_valor_absurdo])
def test_arquivo_estragado_e_recusado_inteiro(conta: ContaBancaria, fatura: Fatura, estragar: Callable[[bytes], bytes]) -> None:
    conteudo = um_retorno(ocorrencia("06", fatura))
    assert estragar(conteudo) != conteudo

    with pytest.raises(RetornoRecusado, match="Linha"):
        ler_retorno(estragar(conteudo), "X", conta, autor=AUTOR, agora=RETORNO_EM)

    assert not ArquivoRetorno.objects.exists()
    assert situacao(fatura) == ("aguardando", "enviado")


def test_o_nome_do_arquivo_e_guardado_sem_o_que_nao_se_mostra(conta: ContaBancaria, fatura: Fatura) -> None:
    ler_retorno(um_retorno(ocorrencia("02", fatura)), "CBR\x00\udc801.RET", conta, autor=AUTOR, agora=RETORNO_EM)

    assert ArquivoRetorno.objects.get().nome == "CBR 1.RET"
