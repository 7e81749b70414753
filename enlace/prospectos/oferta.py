"""Which plans are offered at a CEP, and which may be sold there (docs/adr/0010).

Offered are the plans enabled for prospects of the active units that serve the CEP, or all of them where no unit does. A unit serves
a CEP by a range that holds it; only where no range does, by its city. Plans that are no longer on sale stay in the offer, marked:
so is the contract (documentation 8.1.3).

Sold may be what is offered and, besides, what no unit has for itself: the documentation sells plan 1 (8.1.1) at a CEP whose list
(8.1.3) does not hold it.

At the counter, where people sell and not programs, every plan on sale comes into question, enabled for prospects or not.
"""

from pathlib import Path

from django.db import connection

from enlace.planos.models import Plano

_PASTA = Path(__file__).parent / "consultas"
_DO_CEP = (_PASTA / "planos_ofertados.sql").read_text()

# A statement with the parameters `cep` and `id_cidade` that answers `id_servico`, to be put inside another.
PLANOS_OFERTADOS = _DO_CEP.replace("{em_questao}", "p.disponivel_prospecto")
_PLANO_VENDIDO = (_PASTA / "plano_vendido.sql").read_text().replace("{ofertados}", PLANOS_OFERTADOS)
_PLANOS_A_VENDA = (_PASTA / "planos_a_venda.sql").read_text().replace("{ofertados}", _DO_CEP.replace("{em_questao}", "p.ativo"))


def plano_vendido(id_servico: int, *, cep: str, id_cidade: int) -> bool:
    """Whether a plan may be sold at a CEP (eight digits) of a city; a plan that does not exist may not."""
    with connection.cursor() as cursor:
        cursor.execute(_PLANO_VENDIDO, {"id_servico": id_servico, "cep": cep, "id_cidade": id_cidade})
        linha = cursor.fetchone()
    return bool(linha and linha[0])


def planos_a_venda(*, cep: str, id_cidade: int) -> list[Plano]:
    """The plans that a person may sell at a CEP (eight digits) of a city, the cheapest first."""
    plano = Plano._meta
    consulta = f"select p.* from {plano.db_table} p where p.id_servico in ({_PLANOS_A_VENDA}) order by p.valor, p.id_servico"
    return list(Plano.objects.raw(consulta, {"cep": cep, "id_cidade": id_cidade}))
