"""From a title of ours to its bar code, and from a bar code back to the title."""

from datetime import date

from enlace.financeiro.boleto.bancos import BANCOS
from enlace.financeiro.boleto.bancos.regra import Banco
from enlace.financeiro.boleto.codigo import CodigoDeBarras
from enlace.financeiro.boleto.fator import fator_do_vencimento
from enlace.financeiro.boleto.recusas import BancoNaoSuportado, CampoLivreDesconhecido, TituloRecusado
from enlace.financeiro.boleto.titulo import Identificacao, Titulo


def codigo_de_barras(titulo: Titulo) -> CodigoDeBarras:
    """The title's bar code; its line is `.linha_digitavel`. Refused: a subclass of `TituloRecusado`."""
    banco = _banco(titulo.identificacao.banco)
    return CodigoDeBarras.montar(
        banco=banco.CODIGO,
        fator=fator_do_vencimento(titulo.vencimento),
        valor=titulo.valor,
        campo_livre=banco.campo_livre(titulo),
    )


def nosso_numero_impresso(identificacao: Identificacao) -> str:
    """The nosso número with its check digit, as the bank wants it printed. Refused: a subclass of `TituloRecusado`."""
    return _banco(identificacao.banco).nosso_numero_impresso(identificacao)


def agencia_codigo_beneficiario(identificacao: Identificacao) -> str:
    """Who charges, as the bank wants it printed. Refused: a subclass of `TituloRecusado`.

    Some banks print an agência or an account that their free field does not hold: to be made is not yet to be printed.
    """
    return _banco(identificacao.banco).agencia_codigo_beneficiario(identificacao)


def nome_do_banco(codigo: str) -> str:
    """The bank as people call it, by its COMPE code. Refused: `BancoNaoSuportado`."""
    return _banco(codigo).NOME


def codigo_impresso_do_banco(codigo: str) -> str:
    """The COMPE code with its digit, as it stands between the bars of a boleto: `756-0`. Refused: `BancoNaoSuportado`."""
    banco = _banco(codigo)
    return f"{banco.CODIGO}-{banco.DIGITO}"


def titulo_do_codigo(codigo: CodigoDeBarras, *, hoje: date) -> Titulo:
    """The title behind a bar code of one of the seven banks, read on `hoje`; the inverse of `codigo_de_barras`.

    A free field counts as read only when its parts make the same free field again, digits included.
    Refused: `BancoNaoSuportado`, `CampoLivreDesconhecido`, and what the due date refuses.
    """
    banco = _banco(codigo.banco)
    titulo = Titulo(
        identificacao=banco.identificar(codigo.campo_livre), valor=codigo.valor, vencimento=codigo.vencimento(hoje=hoje)
    )
    if _campo_livre_ou_nada(banco, titulo) != codigo.campo_livre:
        raise CampoLivreDesconhecido(banco=banco.NOME)
    return titulo


def _campo_livre_ou_nada(banco: Banco, titulo: Titulo) -> str:
    try:
        return banco.campo_livre(titulo)
    except TituloRecusado:  # a carteira of the bank that we do not make: as unknown as any other layout
        return ""


def _banco(codigo: str) -> Banco:
    banco = BANCOS.get(codigo)
    if banco is None:
        raise BancoNaoSuportado(banco=codigo)
    return banco
