"""A remessa for Sicoob: titles to be registered, written off or changed, as the text of one file with one lot.

Each title is three records, P (the title), Q (who pays) and R (fine and further discounts). Segment S (texts for boletos that the
bank prints) is not made. The bank charges by what is registered here, so fine and interest go as the rates that Enlace charges by
(`calculo.multa_e_juros`): interest as per cent a month, code 2, because a daily value (code 1) has whole cents and 1 % a month of
R$ 49.90 is R$ 0.0166 a day. Both begin on the day after the due date, the first for which Enlace counts one (FEBRABAN, C019: later
than the due date).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

from enlace.core.dinheiro import ZERO, conferir
from enlace.core.documentos import cpf_cnpj_valido, e_cpf
from enlace.core.errors import RuleRefused
from enlace.financeiro.boleto.bancos import sicoob
from enlace.financeiro.boleto.titulo import Identificacao
from enlace.financeiro.calculo import Desconto, TipoDeDesconto
from enlace.financeiro.cnab.campos import FIM_DE_LINHA, Valor
from enlace.financeiro.cnab.escrita import escrever
from enlace.financeiro.cnab.recusas import (
    CampoRecusado,
    ContaDaRemessaRecusada,
    RemessaVazia,
    TituloDaRemessaRecusado,
    TituloRepetido,
    TitulosDemais,
)
from enlace.financeiro.cnab.sicoob import registros_remessa as registros
from enlace.financeiro.cnab.sicoob.codigos import BANCO, ESPECIES, MovimentoRemessa

REGISTROS_POR_TITULO: Final = 3
MAXIMO_DE_TITULOS: Final = 99_999 // REGISTROS_POR_TITULO  # five places number the records of a lot
MAXIMO_DE_DESCONTOS: Final = 3

_LOTE: Final = 1
_HEADER_E_TRAILER: Final = 2
_DESCONTOS: Final = {TipoDeDesconto.FIXO: "1", TipoDeDesconto.PERCENTUAL: "2"}
_TAXA_MENSAL: Final = "2"
_PERCENTUAL: Final = "2"
_ISENTO: Final = "0"


@dataclass(frozen=True, kw_only=True)
class Cedente:
    """Who charges, and by which account. Numbers are texts of digits without mask; `agencia` is the cooperative.

    `beneficiario` is the number by which Sicoob knows who charges: it makes the digit of the nosso número.
    """

    nome: str
    cpf_cnpj: str
    agencia: str
    agencia_digito: str
    conta: str
    conta_digito: str
    beneficiario: str
    carteira: str = "1"


@dataclass(frozen=True, kw_only=True)
class Pagador:
    """Who pays. `cpf_cnpj` and `cep` without mask. Names and addresses that are too long lose their end."""

    nome: str
    cpf_cnpj: str
    endereco: str
    bairro: str
    cep: str
    cidade: str
    uf: str


@dataclass(frozen=True, kw_only=True)
class TituloRemessa:
    """A title, and what is asked of the bank about it (`movimento`); everything else is sent with each movement.

    `nosso_numero`: up to 7 digits, without its own. `especie`: one of `codigos.ESPECIES`. `multa_percentual` and `juros_ao_mes` in
    per cent, 0 for none. `identificacao` comes back in the return as it went.
    """

    movimento: MovimentoRemessa
    nosso_numero: str
    numero_documento: str
    emitido_em: date
    vencimento: date
    valor: Decimal
    multa_percentual: Decimal
    juros_ao_mes: Decimal
    pagador: Pagador
    especie: str = "DS"
    aceite: bool = False
    descontos: tuple[Desconto, ...] = ()
    abatimento: Decimal = ZERO
    identificacao: str = ""


@dataclass(frozen=True, kw_only=True)
class Montagem:
    """A file of the titles that could be written, those that could not and why, and whether there were more than it holds.

    `texto` is empty when there is no title in it.
    """

    texto: str
    titulos: Sequence[TituloRemessa]
    recusados: Sequence[TituloDaRemessaRecusado]
    sobraram: bool


def montar(cedente: Cedente, titulos: Sequence[TituloRemessa], *, numero_sequencial: int, gerado_em: datetime) -> str:
    """The whole file: ASCII, each line 240 characters and CRLF, the last one too.

    `numero_sequencial` is the file's number at this account, one more for each file. `gerado_em` is written as its clock shows it:
    give local time. Refused: a subclass of `RemessaRecusada`; `TituloDaRemessaRecusado` says which title.
    """
    if not titulos:
        raise RemessaVazia
    if len(titulos) > MAXIMO_DE_TITULOS:
        raise TitulosDemais(maximo=MAXIMO_DE_TITULOS)
    montagem = montar_o_possivel(cedente, titulos, numero_sequencial=numero_sequencial, gerado_em=gerado_em)
    if montagem.recusados:
        raise montagem.recusados[0]
    return montagem.texto


def montar_o_possivel(
    cedente: Cedente, titulos: Iterable[TituloRemessa], *, numero_sequencial: int, gerado_em: datetime
) -> Montagem:
    """As `montar`, but a title that is refused is left out, and no more are taken from `titulos` than the file holds.

    Refused: `CampoRecusado` and `ContaDaRemessaRecusada` when it is the account that no title can be sent of.
    """
    linhas = [*_headers(cedente, numero_sequencial=numero_sequencial, gerado_em=gerado_em)]
    _conferir_conta(cedente)
    aceitos: list[TituloRemessa] = []
    recusados: list[TituloDaRemessaRecusado] = []
    sobraram = False
    for titulo in titulos:
        if sobraram := len(aceitos) == MAXIMO_DE_TITULOS:
            break
        try:
            linhas += _linhas_do_titulo(cedente, titulo, sequencia=len(aceitos) * REGISTROS_POR_TITULO + 1)
        except TituloDaRemessaRecusado as recusa:
            recusados.append(recusa)
        else:
            aceitos.append(titulo)
    _recusar_repetidos(aceitos)
    linhas += _trailers(aceitos)
    texto = "".join(linha + FIM_DE_LINHA for linha in linhas) if aceitos else ""
    return Montagem(texto=texto, titulos=aceitos, recusados=recusados, sobraram=sobraram)


def _conferir_conta(cedente: Cedente) -> None:
    try:
        sicoob.nosso_numero_impresso(_identificacao(cedente, nosso_numero="1"))
    except RuleRefused as recusa:
        raise ContaDaRemessaRecusada(str(recusa)) from recusa


def _recusar_repetidos(titulos: Iterable[TituloRemessa]) -> None:
    vistos = set()
    for titulo in titulos:
        chave = (titulo.movimento, titulo.nosso_numero.lstrip("0"))
        if chave in vistos:
            raise TituloRepetido(nosso_numero=titulo.nosso_numero)
        vistos.add(chave)


def _headers(cedente: Cedente, *, numero_sequencial: int, gerado_em: datetime) -> Iterator[str]:
    _conferir_inscricao(cedente.cpf_cnpj, campo="CPF ou CNPJ do beneficiário")
    comuns: dict[str, Valor] = {
        "tipo_inscricao": _tipo_da_inscricao(cedente.cpf_cnpj),
        "inscricao": cedente.cpf_cnpj,
        "nome": cedente.nome,
        "numero_sequencial": numero_sequencial,
        "data_de_geracao": gerado_em.date(),
        **_conta(cedente),
    }
    yield escrever(registros.HEADER_DE_ARQUIVO, {**comuns, "hora_de_geracao": gerado_em.time()})
    yield escrever(registros.HEADER_DE_LOTE, {**comuns, "lote": _LOTE})


def _trailers(titulos: Sequence[TituloRemessa]) -> Iterator[str]:
    registros_do_lote = len(titulos) * REGISTROS_POR_TITULO + _HEADER_E_TRAILER
    total = sum((titulo.valor for titulo in titulos), ZERO)
    yield escrever(
        registros.TRAILER_DE_LOTE,
        {"lote": _LOTE, "registros": registros_do_lote, "titulos": len(titulos), "total": total},
    )
    yield escrever(registros.TRAILER_DE_ARQUIVO, {"lotes": 1, "registros": registros_do_lote + _HEADER_E_TRAILER})


def _linhas_do_titulo(cedente: Cedente, titulo: TituloRemessa, *, sequencia: int) -> tuple[str, str, str]:
    try:
        _conferir(titulo)
        return (
            escrever(registros.SEGMENTO_P, _segmento_p(cedente, titulo) | _controle(titulo, sequencia)),
            escrever(registros.SEGMENTO_Q, _segmento_q(titulo.pagador) | _controle(titulo, sequencia + 1)),
            escrever(registros.SEGMENTO_R, _segmento_r(titulo) | _controle(titulo, sequencia + 2)),
        )
    except RuleRefused as recusa:  # of a field, or of the nosso número
        raise TituloDaRemessaRecusado(numero_documento=titulo.numero_documento, motivo=str(recusa)) from recusa


def _conferir(titulo: TituloRemessa) -> None:
    """What a title can have wrong although every field fits."""
    valor = conferir(titulo.valor)
    if valor <= 0:
        raise CampoRecusado(campo="Valor do título", motivo="tem de ser maior que zero")
    if conferir(titulo.abatimento) >= valor:
        raise CampoRecusado(campo="Abatimento", motivo="tem de ser menor que o valor do título")
    if titulo.movimento is MovimentoRemessa.ENTRADA and titulo.vencimento < titulo.emitido_em:
        raise CampoRecusado(campo="Vencimento", motivo="é anterior à emissão")
    if titulo.especie not in ESPECIES:
        raise CampoRecusado(campo="Espécie", motivo=f"tem de ser uma de {', '.join(ESPECIES)}")
    if len(titulo.descontos) > MAXIMO_DE_DESCONTOS:
        raise CampoRecusado(campo="Descontos", motivo=f"são no máximo {MAXIMO_DE_DESCONTOS}")
    _conferir_inscricao(titulo.pagador.cpf_cnpj, campo="CPF ou CNPJ do pagador")


def _conferir_inscricao(cpf_cnpj: str, *, campo: str) -> None:
    if not cpf_cnpj:
        raise CampoRecusado(campo=campo, motivo="falta informar")
    if not cpf_cnpj_valido(cpf_cnpj):
        raise CampoRecusado(campo=campo, motivo="os dígitos verificadores não conferem")


def _controle(titulo: TituloRemessa, sequencia: int) -> dict[str, Valor]:
    return {"lote": _LOTE, "sequencia": sequencia, "movimento": titulo.movimento.value}


def _segmento_p(cedente: Cedente, titulo: TituloRemessa) -> dict[str, Valor]:
    return {
        **_conta(cedente),
        **_nosso_numero(cedente, titulo),
        "carteira": cedente.carteira,
        "numero_documento": titulo.numero_documento,
        "vencimento": titulo.vencimento,
        "valor": titulo.valor,
        "especie": ESPECIES[titulo.especie],
        "aceite": "A" if titulo.aceite else "N",
        "emitido_em": titulo.emitido_em,
        **_por_atraso("juros", titulo.juros_ao_mes, codigo=_TAXA_MENSAL, vencimento=titulo.vencimento),
        **_desconto(titulo, 1),
        "abatimento": titulo.abatimento,
        "identificacao": titulo.identificacao,
    }


def _segmento_q(pagador: Pagador) -> dict[str, Valor]:
    return {
        "tipo_inscricao": _tipo_da_inscricao(pagador.cpf_cnpj),
        "inscricao": pagador.cpf_cnpj,
        "nome": pagador.nome,
        "endereco": pagador.endereco,
        "bairro": pagador.bairro,
        "cep": pagador.cep,
        "cidade": pagador.cidade,
        "uf": pagador.uf,
    }


def _segmento_r(titulo: TituloRemessa) -> dict[str, Valor]:
    multa = _por_atraso("multa", titulo.multa_percentual, codigo=_PERCENTUAL, vencimento=titulo.vencimento)
    return {**_desconto(titulo, 2), **_desconto(titulo, 3), **multa}


def _conta(cedente: Cedente) -> dict[str, Valor]:
    return {
        "agencia": cedente.agencia,
        "agencia_digito": cedente.agencia_digito,
        "conta": cedente.conta,
        "conta_digito": cedente.conta_digito,
    }


def _nosso_numero(cedente: Cedente, titulo: TituloRemessa) -> dict[str, Valor]:
    numero, digito = sicoob.nosso_numero_impresso(_identificacao(cedente, nosso_numero=titulo.nosso_numero)).split("-")
    return {"nosso_numero": numero, "nosso_numero_digito": digito}


def _identificacao(cedente: Cedente, *, nosso_numero: str) -> Identificacao:
    return Identificacao(
        banco=BANCO,
        carteira=cedente.carteira,
        agencia=cedente.agencia,
        beneficiario=cedente.beneficiario,
        nosso_numero=nosso_numero,
    )


def _por_atraso(nome: str, taxa: Decimal, *, codigo: str, vencimento: date) -> dict[str, Valor]:
    """The three fields of a fine or of interest; all zeros where there is none."""
    return {
        f"{nome}_codigo": codigo if taxa else _ISENTO,
        f"{nome}_data": vencimento + timedelta(days=1) if taxa else None,
        nome: taxa,
    }


def _desconto(titulo: TituloRemessa, ordem: int) -> dict[str, Valor]:
    """The three fields of the first, second or third discount; all zeros where there is none."""
    nome = f"desconto_{ordem}"
    if ordem > len(titulo.descontos):
        return {f"{nome}_codigo": _ISENTO, f"{nome}_data": None, nome: ZERO}
    desconto = titulo.descontos[ordem - 1]
    return {f"{nome}_codigo": _DESCONTOS[desconto.tipo], f"{nome}_data": desconto.ate, nome: desconto.quanto}


def _tipo_da_inscricao(cpf_cnpj: str) -> str:
    return "1" if e_cpf(cpf_cnpj) else "2"
