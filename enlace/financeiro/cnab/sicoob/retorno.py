"""A return of Sicoob: what the bank says of our titles, read from the bytes of one file.

A file is read whole or refused (`recusas.RetornoRecusado`, with the line and what is wrong): its characters, the length and order
of its lines, the numbers of its lots and records, the counts of its trailers, bank and service. Other segments than T and U are
counted and passed over.

Not compared: the totals of titles in the trailers of lots. In returns that were published they are zero beside paid titles, or
those of the whole carteira and not of the file.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from enlace.financeiro.cnab.leitura import Lidos
from enlace.financeiro.cnab.leitura import ler as ler_linha
from enlace.financeiro.cnab.linhas import TAMANHO_MAXIMO, Cursor, Linha, separar
from enlace.financeiro.cnab.recusas import (
    ContagemErrada,
    NaoEhRetorno,
    OutroBanco,
    RegistroForaDeOrdem,
    SegmentosDesencontrados,
    SequenciaErrada,
)
from enlace.financeiro.cnab.sicoob import registros_retorno as registros
from enlace.financeiro.cnab.sicoob.codigos import BANCO, LIQUIDACOES, MOVIMENTOS, REJEICOES, significado_do_motivo

_HEADER_DE_LOTE: Final = "1"
_DETALHE: Final = "3"
_TRAILER_DE_LOTE: Final = "5"
_TRAILER_DE_ARQUIVO: Final = "9"
_HEADER_E_TRAILER: Final = 2
_TAMANHO_DO_CPF: Final = 11
_NUMERACAO: Final = 10**5  # five places: how records are numbered after 99999 was never seen, so only the places are compared


@dataclass(frozen=True)
class Motivo:
    """Why. `significado` is empty when nobody published what the bank means."""

    codigo: str
    significado: str


@dataclass(frozen=True, kw_only=True)
class Ocorrencia:
    """What the bank says of one title. Amounts in reais, never below zero.

    `linha`: of its segment T in the file. `significado`: of `movimento`, empty when unknown. `nosso_numero`: without its digit;
    None where the bank gives none. `data_do_credito` may be missing even from a payment (boleto2net issue 111).
    """

    linha: int
    movimento: str
    significado: str
    motivos: tuple[Motivo, ...]
    nosso_numero: int | None
    nosso_numero_digito: str
    numero_documento: str
    identificacao: str
    vencimento: date | None
    valor: Decimal
    juros_e_multa: Decimal
    desconto: Decimal
    abatimento: Decimal
    iof: Decimal
    valor_pago: Decimal
    valor_liquido: Decimal
    outras_despesas: Decimal
    outros_creditos: Decimal
    tarifa: Decimal
    data_da_ocorrencia: date | None
    data_do_credito: date | None

    @property
    def e_pagamento(self) -> bool:
        """Whether somebody paid."""
        return self.movimento in LIQUIDACOES

    @property
    def e_rejeicao(self) -> bool:
        """Whether the bank did not do what was asked."""
        return self.movimento in REJEICOES


@dataclass(frozen=True, kw_only=True)
class Retorno:
    """A whole file. `convenio` is empty in most files of Sicoob; account and `cpf_cnpj` tell whose it is.

    `agencia` has five digits and `conta` twelve, zeros on the left.
    """

    banco: str
    cpf_cnpj: str
    nome: str
    convenio: str
    agencia: str
    agencia_digito: str
    conta: str
    conta_digito: str
    numero_sequencial: int
    gerado_em: date
    versao: str
    ocorrencias: tuple[Ocorrencia, ...]


def ler(conteudo: bytes, *, tamanho_maximo: int = TAMANHO_MAXIMO) -> Retorno:
    """The file's content, checked as a whole. Refused: a subclass of `RetornoRecusado`; nothing of a refused file may be used."""
    linhas = separar(conteudo, tamanho_maximo=tamanho_maximo)
    _conferir_bancos(linhas)
    cursor = Cursor(linhas)
    header = _ler_header(cursor.tomar())
    lotes: list[_Lote] = []
    while cursor.ver().tipo == _HEADER_DE_LOTE:
        lotes.append(_ler_lote(cursor, numero=len(lotes) + 1))
    _ler_trailer(cursor, lotes=len(lotes))
    return Retorno(
        banco=BANCO,
        cpf_cnpj=_cpf_cnpj(header),
        nome=header.texto("nome"),
        convenio=header.texto("convenio") or next((lote.convenio for lote in lotes if lote.convenio), ""),
        agencia=header.texto("agencia"),
        agencia_digito=header.texto("agencia_digito"),
        conta=header.texto("conta"),
        conta_digito=header.texto("conta_digito"),
        numero_sequencial=header.numero("numero_sequencial"),
        gerado_em=header.dia("data_de_geracao"),
        versao=header.texto("versao"),
        ocorrencias=tuple(ocorrencia for lote in lotes for ocorrencia in lote.ocorrencias),
    )


@dataclass(frozen=True)
class _Lote:
    convenio: str
    ocorrencias: tuple[Ocorrencia, ...]


def _conferir_bancos(linhas: Iterable[Linha]) -> None:
    for linha in linhas:
        if linha.banco != BANCO:
            raise OutroBanco(linha=linha.numero, banco=linha.banco, esperado=BANCO)


def _ler_header(linha: Linha) -> Lidos:
    if (linha.lote, linha.tipo) != ("0000", "0"):
        raise NaoEhRetorno("o arquivo não começa por um header de arquivo.", linha=linha.numero)
    header = ler_linha(registros.HEADER_DE_ARQUIVO, linha.texto, numero=linha.numero)
    sentido = header.texto("remessa_ou_retorno")
    if sentido == "1":
        raise NaoEhRetorno("o arquivo é uma remessa, da empresa para o banco, e não um retorno.", linha=linha.numero)
    if sentido != "2":
        raise NaoEhRetorno("o header não diz que o arquivo é um retorno (posição 143).", linha=linha.numero)
    return header


def _ler_lote(cursor: Cursor, *, numero: int) -> _Lote:
    linha = cursor.tomar()
    header = ler_linha(registros.HEADER_DE_LOTE, linha.texto, numero=linha.numero)
    _conferir_lote(linha, esperado=numero)
    if (header.texto("operacao"), header.texto("servico")) != ("T", "01"):
        raise NaoEhRetorno("o lote não é de retorno de cobrança (serviço 01).", linha=linha.numero)
    detalhes = _tomar_detalhes(cursor, lote=numero)
    _ler_trailer_de_lote(cursor.tomar(), lote=numero, detalhes=len(detalhes))
    return _Lote(header.texto("convenio"), tuple(_ocorrencias(detalhes)))


def _tomar_detalhes(cursor: Cursor, *, lote: int) -> list[Linha]:
    detalhes: list[Linha] = []
    while cursor.ver().tipo == _DETALHE:
        linha = cursor.tomar()
        _conferir_lote(linha, esperado=lote)
        detalhes.append(linha)
        sequencia = ler_linha(registros.DETALHE, linha.texto, numero=linha.numero).numero("sequencia")
        if sequencia != len(detalhes) % _NUMERACAO:
            esperado = len(detalhes) % _NUMERACAO
            raise SequenciaErrada(linha=linha.numero, que="o número do registro no lote", numero=sequencia, esperado=esperado)
    return detalhes


def _ler_trailer_de_lote(linha: Linha, *, lote: int, detalhes: int) -> None:
    if linha.tipo != _TRAILER_DE_LOTE:
        raise RegistroForaDeOrdem(f"esperava o trailer do lote {lote}, veio um registro de tipo {linha.tipo}.", linha=linha.numero)
    trailer = ler_linha(registros.TRAILER_DE_LOTE, linha.texto, numero=linha.numero)
    _conferir_lote(linha, esperado=lote)
    _conferir_contagem(linha, "registros no lote", informado=trailer.numero("registros"), contado=detalhes + _HEADER_E_TRAILER)


def _ler_trailer(cursor: Cursor, *, lotes: int) -> None:
    linha = cursor.tomar()
    if (linha.lote, linha.tipo) != ("9999", _TRAILER_DE_ARQUIVO):
        raise RegistroForaDeOrdem(f"esperava o trailer do arquivo, veio um registro de tipo {linha.tipo}.", linha=linha.numero)
    trailer = ler_linha(registros.TRAILER_DE_ARQUIVO, linha.texto, numero=linha.numero)
    _conferir_contagem(linha, "lotes", informado=trailer.numero("lotes"), contado=lotes)
    _conferir_contagem(linha, "registros", informado=trailer.numero("registros"), contado=cursor.feitas)
    if not cursor.acabou:
        raise RegistroForaDeOrdem("há registros depois do trailer do arquivo.", linha=cursor.ver().numero)


def _ocorrencias(detalhes: Sequence[Linha]) -> Iterator[Ocorrencia]:
    """One of each pair of segments T and U, which stand together, T first."""
    aberta: Linha | None = None
    for linha in detalhes:
        if (linha.segmento == "U") != (aberta is not None):
            raise SegmentosDesencontrados("o segmento U tem de vir logo depois do seu segmento T.", linha=linha.numero)
        if aberta is not None:
            yield _ocorrencia(aberta, linha)
        aberta = linha if linha.segmento == "T" else None
    if aberta is not None:
        raise SegmentosDesencontrados("falta o segmento U deste segmento T.", linha=aberta.numero)


def _ocorrencia(linha_t: Linha, linha_u: Linha) -> Ocorrencia:
    t = ler_linha(registros.SEGMENTO_T, linha_t.texto, numero=linha_t.numero)
    u = ler_linha(registros.SEGMENTO_U, linha_u.texto, numero=linha_u.numero)
    movimento = t.texto("movimento")
    _conferir_movimentos(movimento, u.texto("movimento"), linha=linha_u.numero)
    return Ocorrencia(
        linha=linha_t.numero,
        movimento=movimento,
        significado=MOVIMENTOS.get(movimento, ""),
        motivos=_motivos(t, movimento),
        nosso_numero=int(t.texto("nosso_numero") or 0) or None,
        nosso_numero_digito=t.texto("nosso_numero_digito"),
        numero_documento=t.texto("numero_documento"),
        identificacao=t.texto("identificacao"),
        vencimento=t.data("vencimento"),
        valor=t.valor("valor"),
        juros_e_multa=u.valor("juros_e_multa"),
        desconto=u.valor("desconto"),
        abatimento=u.valor("abatimento"),
        iof=u.valor("iof"),
        valor_pago=u.valor("valor_pago"),
        valor_liquido=u.valor("valor_liquido"),
        outras_despesas=u.valor("outras_despesas"),
        outros_creditos=u.valor("outros_creditos"),
        tarifa=t.valor("tarifa"),
        data_da_ocorrencia=u.data("data_da_ocorrencia"),
        data_do_credito=u.data("data_do_credito"),
    )


def _motivos(t: Lidos, movimento: str) -> tuple[Motivo, ...]:
    """The reasons that are filled: up to five, and the bank may begin from the right."""
    codigos = [t.texto(f"motivo_{ordem}") for ordem in range(1, registros.MOTIVOS + 1)]
    return tuple(Motivo(codigo, significado_do_motivo(movimento, codigo)) for codigo in codigos if codigo.strip("0"))


def _conferir_movimentos(do_t: str, do_u: str, *, linha: int) -> None:
    # In a published return of 2018 rejections have 03 in T and 01 in U, so only where money is at stake both must agree.
    if do_t != do_u and LIQUIDACOES & {do_t, do_u}:
        raise SegmentosDesencontrados(f"o segmento T é do movimento {do_t}, e o U do movimento {do_u}.", linha=linha)


def _conferir_lote(linha: Linha, *, esperado: int) -> None:
    if linha.lote != f"{esperado:04}":
        raise SequenciaErrada(linha=linha.numero, que="o número do lote", numero=linha.lote, esperado=f"{esperado:04}")


def _conferir_contagem(linha: Linha, que: str, *, informado: int, contado: int) -> None:
    if informado != contado:
        raise ContagemErrada(linha=linha.numero, que=que, informado=informado, contado=contado)


def _cpf_cnpj(header: Lidos) -> str:
    inscricao = header.texto("inscricao")
    return inscricao[-_TAMANHO_DO_CPF:] if header.texto("tipo_inscricao") == "1" else inscricao
