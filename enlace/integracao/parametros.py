"""Query parameters as the contract reads them, and its sentences for those that do not fit.

A parameter that is empty or has no value counts as absent, an unknown one is ignored (notes, "Input").
"""

import datetime as dt
from collections.abc import Mapping, Sequence

from enlace.integracao.erros import EntradaRecusada, rotulo

SIM = {"sim", "true", "1"}
NAO = {"nao", "não", "false", "0"}
# Larger than any key and still inside PostgreSQL's bigint.
MAIOR_INTEIRO = 2**63 - 1


def inteiro(texto: str) -> int | None:
    """A whole number from 0 on that PostgreSQL's bigint holds, with as many zeros before it as people like; else None."""
    if not (texto.isascii() and texto.isdigit()):
        return None
    significativo = texto.lstrip("0") or "0"
    # Python refuses to read numbers of thousands of digits.
    numero = int(significativo[:20])
    return numero if len(significativo) <= len(str(MAIOR_INTEIRO)) and numero <= MAIOR_INTEIRO else None


class Parametros:
    """The query string of one request, with one method for each kind of value."""

    def __init__(self, valores: Mapping[str, object]) -> None:
        self._valores = {nome: str(valores[nome]).strip() for nome in valores}

    def texto(self, nome: str) -> str | None:
        """The value, or None when it is absent or empty."""
        return self._valores.get(nome) or None

    def texto_guardavel(self, nome: str) -> str | None:
        """The same for a value that is compared in the database, whose text cannot hold a NUL."""
        return (self.texto(nome) or "").replace("\0", "\ufffd") or None

    def obrigatorio(self, nome: str) -> str:
        """The value of `busca` or `termo_busca`; refused with the sentence that `/cliente` and its siblings use."""
        valor = self.texto(nome)
        if valor is None:
            raise EntradaRecusada(f"Favor preencher o atributo ({nome})")
        return valor

    def busca(self, aceitos: Sequence[str]) -> str:
        """The kind of search, one of `aceitos`."""
        valor = self.obrigatorio("busca")
        if valor not in aceitos:
            raise EntradaRecusada(_nao_valido("busca", valor, aceitos))
        return valor

    def opcao(self, nome: str, aceitos: Sequence[str], *, padrao: str) -> str:
        """One of `aceitos`, in any case."""
        valor = (self.texto(nome) or padrao).lower()
        if valor not in aceitos:
            raise EntradaRecusada.dos_campos(_nao_valido(rotulo(nome), valor, aceitos))
        return valor

    def lista(self, nome: str, aceitos: Sequence[str]) -> frozenset[str] | None:
        """Some of `aceitos`, separated by commas; None when absent."""
        texto = self.texto(nome)
        if texto is None:
            return None
        nomes = [parte.strip().lower() for parte in texto.split(",") if parte.strip()]
        for estranho in (n for n in nomes if n not in aceitos):
            raise EntradaRecusada.dos_campos(_nao_valido(rotulo(nome), estranho, aceitos))
        return frozenset(nomes)

    def sim_ou_nao(self, nome: str, *, padrao: bool) -> bool:
        """`sim` or `nao`, in any spelling that the contract accepts."""
        valor = (self.texto(nome) or "").lower()
        if not valor:
            return padrao
        if valor in SIM:
            return True
        if valor in NAO:
            return False
        raise EntradaRecusada.dos_campos(_nao_valido(rotulo(nome), valor, ("sim", "nao")))

    def limite(self, *, padrao: int, maximo: int) -> int:
        """`limit`, from 1 to `maximo`."""
        valor = self.inteiro("limit", minimo=1)
        if valor is None:
            return padrao
        if valor > maximo:
            raise EntradaRecusada(f"O limite máximo de resultados é de {maximo} itens")
        return valor

    def inteiro(self, nome: str, *, minimo: int) -> int | None:
        """A whole number of at least `minimo`."""
        texto = self.texto(nome)
        if texto is None:
            return None
        numero = inteiro(texto)
        if numero is None and texto.isascii() and texto.isdigit():
            numero = MAIOR_INTEIRO
        if numero is None or numero < minimo:
            raise EntradaRecusada.dos_campos(f"O campo {rotulo(nome)} deve ser um número inteiro maior ou igual a {minimo}.")
        return numero

    def periodo(self) -> tuple[str | None, str | None]:
        """`data_inicio` and `data_fim`, ISO dates; the end may be the same day, never before."""
        inicio, fim = self._data("data_inicio"), self._data("data_fim")
        if inicio and fim and fim < inicio:
            raise EntradaRecusada.dos_campos("O campo data fim deve ser uma data maior ou igual a data inicio.")
        return inicio.isoformat() if inicio else None, fim.isoformat() if fim else None

    def _data(self, nome: str) -> dt.date | None:
        texto = self.texto(nome)
        if texto is None:
            return None
        try:
            # The contract calls it DateTime (YYYY-MM-DD): some clients send the hour too, which says nothing about a day.
            return dt.datetime.fromisoformat(texto).date()
        except ValueError:
            raise EntradaRecusada.dos_campos(f"O campo {rotulo(nome)} não é uma data válida (AAAA-MM-DD).") from None


def _nao_valido(campo: str, valor: str, aceitos: Sequence[str]) -> str:
    """The contract's sentence; what was sent is repeated, but not ten kilobytes of it."""
    dito = valor if len(valor) <= 60 else f"{valor[:60]}…"  # noqa: PLR2004 - enough to recognise it
    nome = "tipo de busca" if campo == "busca" else f"valor do campo {campo}"
    return f"O {nome} ({dito}) não é válido | Valores aceitos para esse campo: {','.join(aceitos)}"
