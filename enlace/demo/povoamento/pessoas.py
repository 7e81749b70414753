"""Drawing people and companies."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from enlace.clientes.cadastro import Ficha
from enlace.core.documentos import digitos_cnpj, digitos_cpf
from enlace.demo.povoamento.nomes import FANTASIAS, PRENOMES, RAMOS, SOBRENOMES

_EMPRESAS_EM_CEM = 15


@dataclass(frozen=True)
class Pessoa:
    """What a register is made of."""

    nome: str
    tipo: str
    documento: str
    telefones: tuple[str, ...]
    ficha: Ficha


def sortear_pessoa(sorteio: Random, *, numero: int) -> Pessoa:
    """The invented customer of this number, which makes documents, telephones and addresses of e-mail unique."""
    if sorteio.randrange(100) < _EMPRESAS_EM_CEM:
        return _empresa(sorteio, numero)
    return _pessoa(sorteio, numero)


def _pessoa(sorteio: Random, numero: int) -> Pessoa:
    prenome, sobrenomes = sorteio.choice(PRENOMES), sorteio.sample(SOBRENOMES, 2)
    raiz = f"{sorteio.randrange(1_000_000):06}{numero:03}"
    return Pessoa(
        nome=" ".join((prenome, *sobrenomes)),
        tipo="pf",
        documento=raiz + digitos_cpf(raiz),
        telefones=_telefones(sorteio, numero),
        ficha=Ficha(
            email_principal=_email(f"{prenome.split()[0]}.{sobrenomes[-1]}", numero),
            rg=f"MG{sorteio.randrange(10_000_000, 20_000_000)}",
            data_nascimento=date(1945, 1, 1) + timedelta(days=sorteio.randrange(22_000)),
        ),
    )


def _empresa(sorteio: Random, numero: int) -> Pessoa:
    fantasia = f"{sorteio.choice(RAMOS)} {sorteio.choice(FANTASIAS)}"
    # Every third has letters in its CNPJ, as those given out since July 2026 may.
    inicio = sorteio.choice(("EN", "40", "52")) + f"{sorteio.randrange(1000):03}"
    raiz = f"{inicio}{numero:03}0001"
    return Pessoa(
        nome=f"{fantasia} {sorteio.choice(SOBRENOMES)} LTDA",
        tipo="pj",
        documento=raiz + digitos_cnpj(raiz),
        telefones=_telefones(sorteio, numero),
        ficha=Ficha(
            nome_fantasia=fantasia,
            email_principal=_email(fantasia.replace(" ", ""), numero),
            email_secundario=_email("financeiro", numero),
            inscricao_estadual=f"{sorteio.randrange(10**12):013}",
        ),
    )


def _telefones(sorteio: Random, numero: int) -> tuple[str, ...]:
    quantos = sorteio.choice((1, 1, 2))
    return tuple(f"3790000{indice}{numero:03}" for indice in range(quantos))


def _email(nome: str, numero: int) -> str:
    return f"{nome.lower()}{numero}@example.com"
