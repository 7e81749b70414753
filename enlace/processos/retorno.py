"""A return of the bank: read whole or refused, kept, and each of its lines carried out exactly once.

Steps: 1. the file is read and compared with the account, without a transaction; 2. in one transaction the file and all its
occurrences are written, those with an effect as still to be done; 3. each of these is carried out in a transaction of its own
(`efeitos_do_retorno.py`), which also notes the outcome.

Killed between or within two lines, the file is there with what is left to be done. `fazer_retorno`, or reading the file again, goes
on from there; whoever reads a file a second time changes nothing. A transaction for each line keeps one customer locked at a time:
in a file of thousands nobody waits longer than one payment takes. The same file is known by its content, and by its number and day
at the account.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import Count, Q, Sum

from enlace.auditoria.registro import Autor, registrar_inclusao
from enlace.core.dinheiro import ZERO, ValorRecusado, conferir
from enlace.core.errors import RuleRefused
from enlace.enderecos.leitura import texto
from enlace.financeiro.boleto.montagem import nosso_numero_impresso
from enlace.financeiro.cnab.recusas import RetornoRecusado
from enlace.financeiro.cnab.sicoob import retorno as sicoob
from enlace.financeiro.cnab.sicoob.codigos import BANCO
from enlace.financeiro.cnab.sicoob.retorno import Ocorrencia, Retorno
from enlace.financeiro.models import ArquivoRetorno, ContaBancaria, Fatura, RetornoOcorrencia
from enlace.financeiro.titulo import identificacao
from enlace.processos.efeitos_do_retorno import MOVIMENTOS_COM_EFEITO, aplicar

Acompanhar = Callable[[int, int], None]

_Resultado = RetornoOcorrencia.Resultado
_LOTE: Final = 5000
_MAIOR_NOSSO_NUMERO: Final = 9_999_999  # seven places
_DIGITO_ERRADO: Final = "O dígito do nosso número não confere: o título não é desta conta."
_SEM_FATURA: Final = "Nenhuma fatura desta conta tem este nosso número."
_CONFERIR_DINHEIRO: Final = " O dinheiro entrou: descubra de quem é e lance um crédito."


class BancoSemRetorno(RuleRefused):
    """Returns are read of Sicoob alone so far."""

    def __init__(self, conta: ContaBancaria) -> None:
        super().__init__(f"A conta {conta} é do banco {conta.banco}: por enquanto só se lê retorno do Sicoob ({BANCO}).")


class RetornoDeOutraConta(RuleRefused):
    """The header names another agency, account or owner than the account for which the file is read."""

    def __init__(self, que: str, *, no_arquivo: str, na_conta: str) -> None:
        super().__init__(f"{que} do arquivo é {no_arquivo or '(em branco)'}, e o da conta é {na_conta or '(em branco)'}.")


class DigitosNaoConferem(RuleRefused):
    """No title of the file has the digit that this account gives: its beneficiário is written wrongly, or the file is another's."""

    mensagem = "Nenhum dígito de nosso número do arquivo confere: confira a agência e o código do beneficiário da conta."


@dataclass(frozen=True, kw_only=True)
class ResultadoDoRetorno:
    """What a file came to. `repetido`: it was read before and nothing was left to be done, so nothing was changed.

    `mesmo_conteudo` is False when the earlier file with that number and day says something else: people have to ask the bank.
    `contagem`: the lines by outcome, of the whole file; `recebido`: R$ that settled bills or became credits.
    """

    arquivo: ArquivoRetorno
    repetido: bool
    mesmo_conteudo: bool
    contagem: Mapping[str, int]
    recebido: Decimal


@dataclass(frozen=True, kw_only=True)
class RetornoGuardado:
    """A file that is kept: whether it is new, and whether an earlier one with its number and day says the same."""

    arquivo: ArquivoRetorno
    novo: bool
    mesmo_conteudo: bool


def ler_retorno(
    conteudo: bytes, nome: str, conta: ContaBancaria, *, autor: Autor, agora: datetime, acompanhar: Acompanhar | None = None
) -> ResultadoDoRetorno:
    """Read a file of the bank and do what it says; `acompanhar` is told how many lines are done and of how many.

    Refused, with nothing done: as `guardar_retorno`. What is wrong with one line is noted with that line.
    """
    guardado = guardar_retorno(conteudo, nome, conta, autor=autor, agora=agora)
    feitas = fazer_retorno(guardado.arquivo, autor=autor, agora=agora, acompanhar=acompanhar)
    contagem, recebido = contar(guardado.arquivo)
    return ResultadoDoRetorno(
        arquivo=guardado.arquivo,
        repetido=not guardado.novo and not feitas,
        mesmo_conteudo=guardado.mesmo_conteudo,
        contagem=contagem,
        recebido=recebido,
    )


def guardar_retorno(conteudo: bytes, nome: str, conta: ContaBancaria, *, autor: Autor, agora: datetime) -> RetornoGuardado:
    """Read a file of the bank and keep it with all its lines; nothing of what they say is done yet.

    Refused, with nothing kept: `BancoSemRetorno`, `RetornoRecusado`, `RetornoDeOutraConta`, `DigitosNaoConferem`, and
    `TituloRecusado` when the account is not filled in.
    """
    if conta.banco != BANCO:
        raise BancoSemRetorno(conta)
    retorno = sicoob.ler(conteudo)
    _conferir(retorno, conta)
    resumo = hashlib.sha256(conteudo).hexdigest()
    arquivo, novo = _guardar(retorno, conta, nome=nome, resumo=resumo, autor=autor, agora=agora)
    return RetornoGuardado(arquivo=arquivo, novo=novo, mesmo_conteudo=arquivo.resumo == resumo)


def fazer_retorno(arquivo: ArquivoRetorno, *, autor: Autor, agora: datetime, acompanhar: Acompanhar | None = None) -> int:
    """Do what the lines of a file say that are not done yet; how many these were."""
    pendentes = _pendentes(arquivo)
    for feitas, chave in enumerate(pendentes, start=1):
        aplicar(chave, autor=autor, agora=agora)
        if acompanhar:
            acompanhar(feitas, len(pendentes))
    return len(pendentes)


def contar(arquivo: ArquivoRetorno) -> tuple[dict[str, int], Decimal]:
    """The lines of a file by outcome, and the R$ that settled bills or became credits."""
    por_resultado = arquivo.ocorrencias.order_by().values("resultado").annotate(quantas=Count("pk"), valor=Sum("valor_pago"))
    linhas = {linha["resultado"]: linha for linha in por_resultado}
    recebido = sum((linhas[r]["valor"] or ZERO for r in (_Resultado.QUITADA, _Resultado.CREDITO) if r in linhas), ZERO)
    return {resultado: linha["quantas"] for resultado, linha in linhas.items()}, recebido


def _conferir(retorno: Retorno, conta: ContaBancaria) -> None:
    """That the file is the account's, and that everything in it can be kept."""
    for que, no_arquivo, na_conta in (
        ("A agência", retorno.agencia, conta.agencia),
        ("O número da conta", retorno.conta, conta.conta),
        # Some files leave it out; agency and account then tell whose it is.
        (
            "O CPF/CNPJ",
            retorno.cpf_cnpj if retorno.cpf_cnpj.strip("0") else conta.beneficiario_cpf_cnpj,
            conta.beneficiario_cpf_cnpj,
        ),
    ):
        if no_arquivo.lstrip("0") != na_conta.lstrip("0"):
            raise RetornoDeOutraConta(que, no_arquivo=no_arquivo, na_conta=na_conta)
    numerados = [ocorrencia for ocorrencia in retorno.ocorrencias if ocorrencia.nosso_numero and ocorrencia.nosso_numero_digito]
    # Of an account that is not filled in, the first one says what is missing.
    if numerados and not any(_digito(conta, ocorrencia) == ocorrencia.nosso_numero_digito for ocorrencia in numerados):
        raise DigitosNaoConferem
    for ocorrencia in retorno.ocorrencias:
        try:
            conferir(ocorrencia.valor_pago)
            conferir(ocorrencia.tarifa)
        except ValorRecusado as recusa:
            raise RetornoRecusado(str(recusa), linha=ocorrencia.linha) from recusa


def _guardar(
    retorno: Retorno, conta: ContaBancaria, *, nome: str, resumo: str, autor: Autor, agora: datetime
) -> tuple[ArquivoRetorno, bool]:
    """The file, with its lines, and whether it is new; of two that are read at once the database makes one."""
    anterior = _anterior(retorno, conta, resumo)
    if anterior is not None:
        return anterior, False
    try:
        with transaction.atomic():
            arquivo = ArquivoRetorno.objects.create(
                conta=conta,
                numero_sequencial=retorno.numero_sequencial,
                gerado_em=retorno.gerado_em,
                nome=texto(nome, 200),
                resumo=resumo,
                recebido_em=agora,
                usuario_id=autor.id_usuario,
            )
            RetornoOcorrencia.objects.bulk_create(_linhas(retorno, arquivo, conta), batch_size=_LOTE)
            registrar_inclusao(autor, "ler_retorno", arquivo)
    except IntegrityError:
        anterior = _anterior(retorno, conta, resumo)
        if anterior is None:
            raise
        return anterior, False
    return arquivo, True


def _anterior(retorno: Retorno, conta: ContaBancaria, resumo: str) -> ArquivoRetorno | None:
    do_dia = Q(conta=conta, numero_sequencial=retorno.numero_sequencial, gerado_em=retorno.gerado_em)
    return ArquivoRetorno.objects.filter(Q(resumo=resumo) | do_dia).first()


def _linhas(retorno: Retorno, arquivo: ArquivoRetorno, conta: ContaBancaria) -> Iterator[RetornoOcorrencia]:
    faturas = _faturas(conta, [ocorrencia.nosso_numero for ocorrencia in retorno.ocorrencias if ocorrencia.nosso_numero])
    for ocorrencia in retorno.ocorrencias:
        problema = _problema(conta, ocorrencia, faturas)
        yield RetornoOcorrencia(
            retorno=arquivo,
            linha=ocorrencia.linha,
            movimento=ocorrencia.movimento,
            nosso_numero=ocorrencia.nosso_numero,
            fatura_id=None if problema else faturas[ocorrencia.nosso_numero or 0],
            valor_pago=ocorrencia.valor_pago,
            data_ocorrencia=ocorrencia.data_da_ocorrencia,
            data_credito=ocorrencia.data_do_credito,
            tarifa=ocorrencia.tarifa,
            resultado=_Resultado.DESCONHECIDA if problema else _resultado_inicial(ocorrencia),
            observacao=(problema or _frase(ocorrencia))[:300],
        )


def _faturas(conta: ContaBancaria, numeros: list[int]) -> dict[int, int]:
    """The account's bills by their nosso número."""
    achadas: dict[int, int] = {}
    for inicio in range(0, len(numeros), _LOTE):
        do_lote = Fatura.objects.filter(conta=conta, nosso_numero__in=numeros[inicio : inicio + _LOTE])
        achadas.update((numero, chave) for numero, chave in do_lote.values_list("nosso_numero", "pk") if numero is not None)
    return achadas


def _problema(conta: ContaBancaria, ocorrencia: Ocorrencia, faturas: Mapping[int, int]) -> str:
    """Why the title is none of ours; empty when it is."""
    if (ocorrencia.nosso_numero or 0) not in faturas:
        problema = _SEM_FATURA
    elif ocorrencia.nosso_numero_digito and _digito(conta, ocorrencia) != ocorrencia.nosso_numero_digito:
        problema = _DIGITO_ERRADO
    else:
        return ""
    return problema + (_CONFERIR_DINHEIRO if ocorrencia.e_pagamento else f" {_frase(ocorrencia)}")


def _digito(conta: ContaBancaria, ocorrencia: Ocorrencia) -> str:
    """The digit that the number has at this account; empty for a number that no title of it can have."""
    if (ocorrencia.nosso_numero or 0) > _MAIOR_NOSSO_NUMERO:
        return ""
    return nosso_numero_impresso(identificacao(conta, ocorrencia.nosso_numero or 0)).rpartition("-")[2]


def _resultado_inicial(ocorrencia: Ocorrencia) -> str:
    if ocorrencia.movimento in MOVIMENTOS_COM_EFEITO:
        return _Resultado.PENDENTE
    return _Resultado.REJEITADA if ocorrencia.e_rejeicao else _Resultado.IGNORADA


def _frase(ocorrencia: Ocorrencia) -> str:
    """What the bank says, as people read it: `Entrada rejeitada: CEP inválido (48)`."""
    movimento = ocorrencia.significado or f"Movimento {ocorrencia.movimento}, que não está na tabela"
    motivos = [f"{motivo.significado} ({motivo.codigo})" if motivo.significado else motivo.codigo for motivo in ocorrencia.motivos]
    return f"{movimento}: {'; '.join(motivos)}." if motivos else f"{movimento}."


def _pendentes(arquivo: ArquivoRetorno) -> list[int]:
    a_fazer = RetornoOcorrencia.objects.filter(retorno=arquivo, resultado=_Resultado.PENDENTE)
    return list(a_fazer.order_by("linha").values_list("pk", flat=True))
