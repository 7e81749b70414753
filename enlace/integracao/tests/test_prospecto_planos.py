"""How prospects are searched by a part of the name: by walk or by index, never both, and the same ones as by looking at each."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from enlace.core.db import consultar_documento
from enlace.integracao.consultas import ler
from enlace.prospectos.tests.fabrica import um_prospecto

pytestmark = pytest.mark.django_db

PROSPECTOS = 5_000
BUSCA = ler("prospecto/busca", achados=ler("prospecto/filtros/nome_razaosocial"))
PASSEIO, TRIGRAMAS = "prospecto_pkey", "prospecto_nome_busca"


@pytest.fixture
def muitos() -> None:
    """Prospects with a number in their name, every tenth of them a Maria, every hundredth a shop with a point in its name."""
    um = um_prospecto()
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into prospecto (nome_razaosocial, tipo_pessoa, cpf_cnpj, telefone, origem, created_at, updated_at,"
            " id_endereco_numero, id_usuario)"
            " select case when mod(n, 100) = 0 then 'LOJA S.A. ' when mod(n, 10) = 0 then 'MARIA DA CONCEIÇÃO '"
            " else 'CAIO D''ÁVILA ' end || n, 'pf', lpad(n::text, 11, '0'), '3732810000', 'API', now(), now(), %s, %s"
            " from generate_series(1, %s) n",
            [um.endereco.pk, um.usuario.pk, PROSPECTOS],
        )
        # What is new in the index, and in the statistics, as the autovacuum brings it there.
        cursor.execute("select gin_clean_pending_list('prospecto_nome_busca')")
        cursor.execute("analyze prospecto")


def lidos(termo: str, *, limite: int) -> dict[str, int]:
    """How many rows the search read by each index of the two roads; those that it did not begin are not there."""
    with connection.cursor() as cursor:
        cursor.execute(f"explain (analyze, format json) {BUSCA}", {"termo": termo, "limite": limite})
        (plano,) = cursor.fetchone()
    (achados,) = (no for no in _nos(plano[0]["Plan"]) if no.get("Subplan Name") == "CTE achados")
    return {no["Index Name"]: no["Actual Rows"] for no in _nos(achados) if "Index Name" in no and no["Actual Loops"]}


def _nos(no: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield no
    for filho in no.get("Plans", []):
        yield from _nos(filho)


@pytest.mark.usefixtures("muitos")
def test_fragmento_largo_sem_trigrama_para_de_andar_quando_basta() -> None:
    for termo in ("a", "lo", "da", "á", "D'", "S.A"):
        lido = lidos(termo, limite=5)

        assert list(lido) == [PASSEIO], termo
        assert lido[PASSEIO] <= PROSPECTOS / 10, termo


@pytest.mark.usefixtures("muitos")
def test_fragmento_sem_trigrama_que_ninguem_tem_nao_passa_pelo_indice() -> None:
    assert [list(lidos(termo, limite=1000)) for termo in ("-", "%", "zz")] == [[PASSEIO]] * 3


@pytest.mark.usefixtures("muitos")
def test_fragmento_com_trigrama_pergunta_ao_indice_e_nao_anda() -> None:
    assert [list(lidos(termo, limite=5)) for termo in ("loja s.a", "499", "xpto", "zzz")] == [[TRIGRAMAS]] * 4


@pytest.mark.usefixtures("muitos")
@pytest.mark.parametrize("limite", [3, 1000])
def test_busca_acha_os_mesmos_que_olhar_um_por_um(limite: int) -> None:
    for termo in ("a", "o", "-", "%", "", "da", "S.A", "d'á", "maria", "CONCEIÇÃO 1", "conceicao 10", "499", "zzz", "7"):
        # Often enough that it is the generic plan that answers.
        for _ in range(7):
            _resposta, achados = consultar_documento(BUSCA, {"termo": termo, "limite": limite})

        assert json.loads(achados) == um_por_um(termo, limite), termo


def um_por_um(termo: str, limite: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select id_prospecto from prospecto where position(sem_acento(%s) in nome_razaosocial_busca) > 0"
            " order by id_prospecto desc limit %s",
            [termo, limite],
        )
        return [chave for (chave,) in cursor.fetchall()]
