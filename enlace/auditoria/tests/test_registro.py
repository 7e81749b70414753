"""Recording changes, and the tables that only grow."""

import uuid
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from enlace.auditoria.models import Leitura, Registro
from enlace.auditoria.registro import OCULTO, Autor, diferenca, registrar, retrato
from enlace.clientes.models import Cliente
from enlace.configuracao.models import Provedor

pytestmark = pytest.mark.django_db

AUTOR = Autor(porta=Registro.Porta.CLI, id_usuario=None, endereco_ip="203.0.113.9")


def test_registra_quem_de_onde_e_o_que_mudou() -> None:
    provedor = Provedor.atual()

    registrar(AUTOR, "alterar", provedor, antes={"nome": "Antigo"}, depois={"nome": "Novo"})

    registro = Registro.objects.get()
    assert (registro.porta, registro.endereco_ip, registro.acao) == ("cli", "203.0.113.9", "alterar")
    assert (registro.tabela, registro.chave) == ("provedor", "1")
    assert (registro.antes, registro.depois) == ({"nome": "Antigo"}, {"nome": "Novo"})


def test_segredo_consta_como_mudado_mas_sem_o_valor() -> None:
    registrar(
        AUTOR,
        "alterar",
        Provedor.atual(),
        antes={"google_maps_chave": "chave-antiga", "senha": None},
        depois={"google_maps_chave": "chave-nova", "senha": "1234"},
    )

    registro = Registro.objects.get()
    assert registro.antes == {"google_maps_chave": OCULTO, "senha": None}
    assert registro.depois == {"google_maps_chave": OCULTO, "senha": OCULTO}


def test_segredo_dentro_de_um_documento_tambem_fica_oculto() -> None:
    registrar(AUTOR, "alterar", Provedor.atual(), antes=None, depois={"extras": [{"login": "ana", "senha": "1234"}]})

    assert Registro.objects.get().depois == {"extras": [{"login": "ana", "senha": OCULTO}]}


def test_uma_imagem_consta_pelo_tamanho_e_pelo_resumo() -> None:
    registrar(AUTOR, "alterar", Provedor.atual(), antes={"logo": None}, depois={"logo": memoryview(b"PNG")})

    resumo = "796120837694d3f3f29259cfeb25091698c2a0aa87873658d840b4993ee889b3"
    registro = Registro.objects.get()
    assert registro.antes == {"logo": None}
    assert registro.depois == {"logo": f"(3 bytes, SHA-256 {resumo})"}


def test_valores_que_json_nao_tem_viram_texto() -> None:
    codigo = uuid.uuid4()

    registrar(
        AUTOR,
        "incluir",
        Provedor.atual(),
        antes=None,
        depois={
            "valor": Decimal("119.90"),
            "quando": datetime(2026, 1, 2, 3, 4, tzinfo=UTC),
            "dia": date(2026, 1, 2),
            "uuid": codigo,
            "nulo": "a\0b",
            "ativo": True,
            "lista": [Decimal(1), None],
        },
    )

    registro = Registro.objects.get()
    assert registro.antes is None
    assert registro.depois == {
        "valor": "119.90",
        "quando": "2026-01-02T03:04:00+00:00",
        "dia": "2026-01-02",
        "uuid": str(codigo),
        "nulo": "ab",
        "ativo": True,
        "lista": ["1", None],
    }


def test_retrato_tem_as_colunas_sem_chave_nem_valores_calculados() -> None:
    cliente = Cliente.objects.create(nome_razaosocial="Ana", tipo_pessoa="pf", data_cadastro=datetime(2026, 1, 1, tzinfo=UTC))

    colunas = retrato(cliente)

    assert colunas["nome_razaosocial"] == "Ana"
    assert colunas["codigo_cliente"] == cliente.codigo_cliente
    assert not {"id_cliente", "data_atualizacao", "nome_razaosocial_busca"} & colunas.keys()


def test_diferenca_fica_so_com_o_que_mudou() -> None:
    assert diferenca({"a": 1, "b": 2}, {"a": 1, "b": 3}) == ({"b": 2}, {"b": 3})


@pytest.mark.parametrize("comando", ["update auditoria_registro set acao = 'x'", "delete from auditoria_registro"])
def test_o_banco_recusa_mudar_ou_apagar_um_registro(comando: str) -> None:
    registrar(AUTOR, "alterar", Provedor.atual(), antes={}, depois={})

    with pytest.raises(DatabaseError, match="só recebe linhas novas"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(comando)

    assert Registro.objects.get().acao == "alterar"


def test_o_banco_recusa_mudar_ou_apagar_uma_leitura() -> None:
    Leitura.objects.create(quando=datetime(2026, 1, 1, tzinfo=UTC), cliente_api="x", id_usuario=1, rota="cliente", pessoas=1)

    with pytest.raises(DatabaseError), transaction.atomic():
        Leitura.objects.update(pessoas=0)
    with pytest.raises(DatabaseError), transaction.atomic():
        Leitura.objects.all().delete()

    assert Leitura.objects.get().pessoas == 1
