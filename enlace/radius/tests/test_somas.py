"""The sums by which a live session is known to have been granted something else."""

from itertools import combinations

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db
ENDERECOS = {
    "nenhum": (None, None, None, None),
    "ipv4": ("198.51.100.7", None, None, None),
    "ipv6": (None, "2001:db8::7", None, None),
    "enlace": (None, None, "2001:db8:1::/64", None),
    "rede": (None, None, None, "2001:db8:1::/64"),
}


def soma(decisao: str, enderecos: tuple[str | None, ...]) -> str:
    with connection.cursor() as cursor:
        cursor.execute("select radius.soma_do_acesso(%s, %s::inet, %s::inet, %s::cidr, %s::cidr)", [decisao, *enderecos])
        return str(cursor.fetchone()[0])


@pytest.mark.parametrize(("um", "outro"), list(combinations(ENDERECOS, 2)))
def test_cada_endereco_dado_ou_tirado_muda_a_soma_tambem_de_uma_coluna_para_outra(um: str, outro: str) -> None:
    assert soma("libera", ENDERECOS[um]) != soma("libera", ENDERECOS[outro])


def test_quem_deve_nao_tem_endereco_que_mude_a_soma() -> None:
    assert {soma("bloqueia", enderecos) for enderecos in ENDERECOS.values()} == {soma("bloqueia", ENDERECOS["nenhum"])}
    assert soma("bloqueia", ENDERECOS["nenhum"]) != soma("reduz", ENDERECOS["nenhum"])


def test_quem_deve_nao_anda_mais_depressa_do_que_comprou() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select radius.velocidade_concedida('bloqueia', 500, 2048, 1024), radius.velocidade_concedida('reduz', 500, 2048, 1024)"
        )
        assert cursor.fetchone() == (500, 500)
