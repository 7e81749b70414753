from datetime import UTC, datetime, timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from enlace.clientes.cadastro import cadastrar_cliente
from enlace.clientes.models import Cliente
from enlace.configuracao.models import Provedor
from enlace.demo.carga import DemonstracaoRecusada, carregar
from enlace.demo.tests.conftest import AGORA, desfeita
from enlace.enderecos.models import Cidade
from enlace.radius.models import Nas
from enlace.rede.models import CaixaOptica

pytestmark = pytest.mark.django_db


def contagens() -> dict[str, int]:
    return {m._meta.label: m._default_manager.count() for m in apps.get_models() if m.__module__.startswith("enlace.")}


def um_cliente(nome: str = "CLIENTE DE VERDADE") -> Cliente:
    return cadastrar_cliente(nome_razaosocial=nome, tipo_pessoa="pf", cpf_cnpj=None, telefones=(), agora=AGORA)


def test_carregar_marca_o_provedor_e_de_novo_nao_muda_nada() -> None:
    carregar(agora=AGORA)
    provedor = Provedor.atual()
    assert (provedor.nome, provedor.demonstracao) == ("Provedor de Demonstração", True)
    antes = contagens()

    with CaptureQueriesContext(connection) as comandos:
        carregar(agora=AGORA + timedelta(days=1))

    assert contagens() == antes
    assert not [c for c in comandos if c["sql"].lower().startswith(("insert", "update", "delete"))]


def test_duas_cargas_da_mesma_hora_sao_iguais() -> None:
    def retrato() -> list[tuple[object, ...]]:
        colunas = ("nome_razaosocial", "cpf_cnpj", "data_cadastro", "servicos__login", "servicos__status", "servicos__ipv4")
        return list(Cliente.objects.order_by("nome_razaosocial", "servicos__login").values_list(*colunas))

    with desfeita():
        carregar(agora=AGORA)
        primeiro = retrato()

    carregar(agora=AGORA)

    assert retrato() == primeiro
    assert len(primeiro) > 300


def test_banco_com_clientes_e_recusado_e_fica_como_estava() -> None:
    um_cliente()
    antes = contagens()

    with pytest.raises(DemonstracaoRecusada, match="já está em uso"):
        carregar(agora=AGORA)

    assert contagens() == antes
    assert not Provedor.objects.filter(demonstracao=True).exists()


def test_banco_com_cidades_de_alguem_e_recusado() -> None:
    Cidade.objects.create(nome="Formiga", estado_id="MG", ibge="3126109")

    with pytest.raises(DemonstracaoRecusada):
        carregar(agora=AGORA)


def test_carga_interrompida_no_meio_nao_deixa_nada() -> None:
    # A box with the documented name stops the load after users, cities and plans are written.
    CaixaOptica.objects.create(nome="A2R3C2")
    antes = contagens()

    with pytest.raises(IntegrityError):
        carregar(agora=AGORA)

    assert contagens() == antes


def test_cadastros_seguintes_continuam_a_numeracao() -> None:
    carregar(agora=AGORA)
    maior_id, maior_codigo = Cliente.objects.order_by("-pk").values_list("pk", "codigo_cliente")[0]

    novo = um_cliente("NOVO CLIENTE")

    assert (novo.pk, novo.codigo_cliente) == (maior_id + 1, maior_codigo + 1)


def test_toda_sequencia_esta_alem_do_maior_codigo() -> None:
    carregar(agora=AGORA)

    atrasadas = []
    with connection.cursor() as cursor:
        for modelo in apps.get_models():
            coluna, tabela = modelo._meta.pk.column, modelo._meta.db_table
            if not modelo.__module__.startswith("enlace.") or not modelo._default_manager.exists():
                continue
            cursor.execute("select pg_get_serial_sequence(%s, %s)", [tabela, coluna])
            if sequencia := cursor.fetchone()[0]:
                cursor.execute(f"select last_value >= (select max({coluna}) from {tabela}) from {sequencia}")
                if not cursor.fetchone()[0]:
                    atrasadas.append(tabela)

    assert atrasadas == []


@pytest.mark.parametrize("agora", [datetime(2027, 3, 1, 2, 30, tzinfo=UTC), datetime(2028, 2, 29, 12, tzinfo=UTC)])
def test_carrega_na_virada_do_mes_e_em_ano_bissexto(agora: datetime) -> None:
    carregar(agora=agora)

    assert Cliente.objects.filter(codigo_cliente=1204).exists()


def test_demonstracao_de_uma_versao_anterior_ganha_o_concentrador_e_o_que_se_mudou_nele_fica() -> None:
    carregar(agora=AGORA)
    Nas.objects.all().delete()

    carregar(agora=AGORA)
    Nas.objects.update(segredo="outro-segredo", ativo=False)
    carregar(agora=AGORA)

    nas = Nas.objects.get()
    assert (nas.endereco, nas.porta_incoming, nas.equipamento.modelo.fabricante.dialeto_radius) == ("127.0.0.1", 3799, "mikrotik")
    assert (nas.segredo, nas.ativo) == ("outro-segredo", False)
