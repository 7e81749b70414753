"""`GET prospecto/create`: the plans offered at a CEP."""

import pytest

from enlace.integracao.tests.atendimentos import Banco
from tests.demonstracao import Api

pytestmark = pytest.mark.xdist_group("demo")


@pytest.mark.parametrize("cep", ["1", "abc", "0" * 8, "00999999", "355600001", "9" * 10_000, "\0", "٣٥٥٦٠٠٠٠"])
def test_oferta_para_um_cep_impossivel_e_recusada(api: Api, cep: str) -> None:
    resposta = api.consultar("prospecto/create", cep=cep)

    assert resposta.json() == {"status": "error", "msg": "Nenhuma cidade foi encontrada com esse CEP."}


def test_oferta_mostra_planos_a_venda_sem_marca_e_o_nome_no_radius_que_ninguem_escolheu(api: Api, banco: Banco) -> None:
    nome = "FIBRA 300 MEGA"
    banco.execute("update servico set disponivel_prospecto = true where nome = %s", [nome])
    try:
        planos = api.consultar("prospecto/create", cep="30110-000").json()["servicos"]
    finally:
        banco.execute("update servico set disponivel_prospecto = false where nome = %s", [nome])

    (plano,) = [plano for plano in planos if plano["descricao"] == nome]
    assert plano["nome_radius"] == f"ENLACE-SERVICE-{plano['id_servico']}"
    assert plano["display"] == "FIBRA 300 MEGA - (R$ 99.90)"
    assert planos.index(plano) == planos.index(next(p for p in planos if p["descricao"] > nome)) - 1
