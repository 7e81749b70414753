"""The bills of the documentation (4.7 to 4.10 and 6.1), the accounts behind them and what the provider signs them with.

Numbers, dates and amounts of 4.7 and 6.1 are documented; 6.1 does not say at which bank its bills are, so the accounts at Bradesco
and Banco do Brasil are ours. 4.8 to 4.10 send bill 11000 and answer with 50949 of customer 12025: both are that customer's, and
nothing else of them is documented. What was not paid is overdue ever since.
"""

from datetime import date
from decimal import Decimal

from enlace.auditoria.models import Registro
from enlace.auditoria.registro import Autor
from enlace.configuracao.models import Provedor
from enlace.demo.documentacao.clientes import COUTO, MACIEL
from enlace.demo.documentacao.servicos import DO_COUTO, DO_MACIEL
from enlace.demo.documentacao.usuarios import DO_PAINEL
from enlace.demo.instantes import instante
from enlace.financeiro.baixa import Recebido, baixar
from enlace.financeiro.models import Cobranca, ContaBancaria, Fatura, FormaCobranca, TipoCobranca

BOLETO, DEBITO, PIX, BALCAO = "Boleto Sicoob", "Débito em conta Sicoob", "Pix", "No balcão"
_BRADESCO, _BANCO_DO_BRASIL = "Boleto Bradesco", "Boleto Banco do Brasil"
_RAZAO_SOCIAL, _CNPJ = "PROVEDOR DE INTERNET LTDA", "22385367000103"
_ENDERECO = "PRAÇA GETÚLIO VARGAS, 77 - CENTRO, Santo Antônio do Monte/MG - 35560-000"
_NO_BALCAO = Autor(porta=Registro.Porta.CLI, id_usuario=DO_PAINEL[0])

# (como se cobra, banco, agência e conta com seus dígitos, beneficiário, carteira, próximo nosso número, depois dos documentados).
# Remittances need the digits: only Sicoob has them.
_CONTAS = (
    ((BOLETO, DEBITO), "756", ("3166", "1"), ("67890", "2"), "67261", "1", 280_001),
    ((_BRADESCO,), "237", ("1234", ""), ("56789", ""), "", "09", 1_900_301),
    ((_BANCO_DO_BRASIL,), "001", ("1234", ""), ("56789", ""), "1234567", "17", 301),
)
# (id, forma, nosso número, serviço, emitida em, vencimento, descrição e valor das linhas)
_Linhas = tuple[tuple[str, str], ...]
_FATURAS: tuple[tuple[int, str, int, int, str, date, _Linhas], ...] = (
    (
        36397, DEBITO, 272_064, DO_COUTO, "2017-09-26 13:25:00", date(2017, 10, 10),
        (
            ("(+) Serviço de Comunicação e Multimídia (26/09/2017) até (09/10/2017) - 13 dias (proporcional) | R$ 21.62", "21.62"),
            ("(+) Taxa de Instalação (1/3) | R$ 33.33", "33.33"),
        ),
    ),
    (36403, BOLETO, 272_100, DO_COUTO, "2017-09-26 13:40:00", date(2017, 11, 9), (("Cobrança adicional", "10"),)),
    (43653, BOLETO, 274_554, DO_COUTO, "2018-06-25 16:10:00", date(2018, 7, 10), (("COBRANÇA DE TESTE VENCIDA", "10"),)),
    (62636, _BRADESCO, 1_900_247, DO_COUTO, "2020-03-26 08:00:00", date(2020, 4, 5), (("Cobrança adicional", "119.9"),)),
    (62634, _BRADESCO, 1_900_245, DO_COUTO, "2020-03-26 08:00:00", date(2020, 4, 5), (("Cobrança adicional", "115.9"),)),
    (62625, _BRADESCO, 1_900_242, DO_COUTO, "2020-03-26 08:00:00", date(2020, 4, 5), (("Cobrança adicional", "169.9"),)),
    (62628, _BANCO_DO_BRASIL, 212, DO_COUTO, "2020-03-26 08:00:00", date(2020, 4, 5), (("Cobrança adicional", "40.3"),)),
    (11000, BOLETO, 270_113, DO_MACIEL, "2019-09-01 08:00:00", date(2019, 9, 10), (("Cobrança adicional", "119.9"),)),
    (50949, BOLETO, 275_949, DO_MACIEL, "2019-10-01 08:00:00", date(2019, 10, 10), (("Cobrança adicional", "119.9"),)),
)  # fmt: skip
# The first was paid before its service began: so it is documented. How much came is not.
_PAGAS = {36397: (date(2017, 7, 31), "54.95"), 36403: (date(2018, 6, 25), "10.96")}
_PERIODOS = {36397: (date(2017, 9, 26), date(2017, 10, 9))}


def identificar(provedor: Provedor) -> None:
    """What the provider signs bills with; not saved. The Pix key belongs to nobody: mail to `.example` has nowhere to go."""
    provedor.razao_social, provedor.cnpj, provedor.endereco = _RAZAO_SOCIAL, _CNPJ, _ENDERECO
    provedor.pix_chave, provedor.pix_nome, provedor.pix_cidade = "pix@provedor.example", _RAZAO_SOCIAL, "DIVINOPOLIS"


def carregar_faturas() -> None:
    """Write accounts, ways of charging and bills, then the payments, by their verb."""
    formas = _formas()
    donos = {DO_COUTO: COUTO, DO_MACIEL: MACIEL}
    faturas = [_fatura(linha, donos[linha[3]], formas[linha[1]]) for linha in _FATURAS]
    Fatura.objects.bulk_create(faturas)
    Cobranca.objects.bulk_create(
        cobranca for fatura, linha in zip(faturas, _FATURAS, strict=True) for cobranca in _cobrancas(fatura, linha[3], linha[6])
    )
    for codigo, (quando, quanto) in _PAGAS.items():
        recebido = Recebido(valor=Decimal(quanto), data_pagamento=quando)
        baixar(codigo, recebido, autor=_NO_BALCAO, agora=instante("2018-06-25 17:00:00"))


def _formas() -> dict[str, FormaCobranca]:
    for formas, banco, agencia, conta, beneficiario, carteira, proximo in _CONTAS:
        conta_bancaria = ContaBancaria.objects.create(
            descricao=formas[0].removeprefix("Boleto "),
            banco=banco,
            agencia=agencia[0],
            agencia_digito=agencia[1],
            conta=conta[0],
            conta_digito=conta[1],
            beneficiario=beneficiario,
            carteira=carteira,
            beneficiario_nome=_RAZAO_SOCIAL,
            beneficiario_cpf_cnpj=_CNPJ,
            beneficiario_endereco=_ENDERECO,
            nosso_numero_proximo=proximo,
        )
        for forma in formas:
            tipo = TipoCobranca.DEBITO if forma == DEBITO else TipoCobranca.BOLETO
            FormaCobranca.objects.create(descricao=forma, tipo_cobranca=tipo, conta=conta_bancaria)
    FormaCobranca.objects.create(descricao=PIX, tipo_cobranca=TipoCobranca.PIX)
    FormaCobranca.objects.create(descricao=BALCAO, tipo_cobranca=TipoCobranca.DINHEIRO)
    return {forma.descricao: forma for forma in FormaCobranca.objects.select_related("conta")}


def _fatura(linha: tuple[int, str, int, int, str, date, _Linhas], cliente: int, forma: FormaCobranca) -> Fatura:
    codigo, _forma, numero, _servico, emitida, vencimento, linhas = linha
    conta = ContaBancaria() if forma.conta is None else forma.conta
    return Fatura(
        id_fatura=codigo,
        cliente_id=cliente,
        tipo_cobranca=forma.tipo_cobranca,
        conta=conta,
        nosso_numero=numero,
        valor=sum(Decimal(valor) for _descricao, valor in linhas),
        data_vencimento=vencimento,
        data_cadastro=instante(emitida),
        multa_percentual=conta.multa_percentual,
        juros_ao_mes=conta.juros_ao_mes,
    )


def _cobrancas(fatura: Fatura, servico: int, linhas: _Linhas) -> list[Cobranca]:
    """The first line of a bill with a period is the month of its service."""
    periodo = _PERIODOS.get(fatura.pk)
    return [
        Cobranca(
            cliente_id=fatura.cliente_id,
            cliente_servico_id=servico,
            fatura=fatura,
            tipo=Cobranca.Tipo.MENSALIDADE if periodo and numero == 0 else Cobranca.Tipo.AVULSA,
            descricao=descricao,
            valor=Decimal(valor),
            valor_original=Decimal(valor),
            data_vencimento=fatura.data_vencimento,
            periodo_inicio=periodo[0] if periodo and numero == 0 else None,
            periodo_fim=periodo[1] if periodo and numero == 0 else None,
            data_cadastro=fatura.data_cadastro,
        )
        for numero, (descricao, valor) in enumerate(linhas)
    ]
