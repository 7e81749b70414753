"""What the person called does with a call, on real tables."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest
from django.db import connection
from psycopg.conninfo import make_conninfo

from enlace.atendimento.abertura import DescricaoObrigatoria, ServicoCancelado
from enlace.atendimento.models import Atendimento, OrigemContato, TipoAtendimento
from enlace.auditoria.models import Registro
from enlace.auditoria.registro import Autor
from enlace.clientes.models import Cliente
from enlace.contas.models import Usuario
from enlace.core.errors import RuleRefused
from enlace.core.tests.concorrencia import ao_mesmo_tempo
from enlace.pbx import tela
from enlace.pbx.ligacao import CANAL, Chamada, notificar
from enlace.pbx.models import Ligacao
from enlace.pbx.tela import (
    LigacaoComAtendimento,
    LigacaoDesconhecida,
    Pedido,
    ServicoDeOutroCliente,
    abrir_atendimento_da_ligacao,
    encerrar,
    identificar,
)
from enlace.servicos.models import ClienteServico
from enlace.servicos.tests.fabrica import um_servico

pytestmark = pytest.mark.django_db
AGORA = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)
DEPOIS = AGORA + timedelta(seconds=40)
TELEFONE = "37999912222"
SEM_TRANSACAO = pytest.mark.django_db(
    transaction=True, available_apps=["enlace.contas", "enlace.pbx", "enlace.clientes", "enlace.auditoria"]
)


@pytest.fixture
def maria() -> Usuario:
    return Usuario.objects.create(nome="Maria", email="maria@provedor.example", is_staff=True, ramal="111")


@pytest.fixture
def de_maria(maria: Usuario) -> dict[str, Any]:
    """What every verb is told of who does it."""
    return {"id_usuario": maria.pk, "autor": Autor(porta=Registro.Porta.PAINEL, id_usuario=maria.pk), "agora": DEPOIS}


@pytest.fixture
def servico() -> ClienteServico:
    return um_servico()


def tocar(maria: Usuario, *, agora: datetime = AGORA, **resto: Any) -> Ligacao:  # noqa: ANN401 - of `Chamada`
    autor = Autor(porta=Registro.Porta.API, id_usuario=maria.pk)
    return notificar(Chamada(ramal="111", telefone=TELEFONE, **resto), autor=autor, agora=agora)


def pedido(servico: ClienteServico, **outros: Any) -> Pedido:  # noqa: ANN401 - of `Pedido`
    return Pedido(id_cliente_servico=servico.pk, **{"descricao": "Sem internet.", **outros})


def test_atendimento_da_ligacao_diz_de_onde_veio_e_quem_atendeu(
    maria: Usuario, de_maria: dict[str, Any], servico: ClienteServico
) -> None:
    origem = OrigemContato.objects.create(descricao="Telefone")
    tipo = TipoAtendimento.objects.create(descricao="Lentidão")
    ligacao = tocar(maria, id_cliente=servico.cliente_id)

    aberto = abrir_atendimento_da_ligacao(ligacao.pk, pedido(servico, tipo=tipo), **de_maria)

    atendimento = Atendimento.objects.get()
    assert atendimento == aberto
    assert (atendimento.cliente_servico, atendimento.tipo, atendimento.origem_contato) == (servico, tipo, origem)
    assert (atendimento.descricao_abertura, atendimento.telefone_contato) == ("Sem internet.", TELEFONE)
    assert (atendimento.usuario_abertura, atendimento.usuario_responsavel) == (maria, maria)
    ligacao.refresh_from_db()
    assert (ligacao.atendimento, ligacao.identificada_em, ligacao.encerrada_em) == (atendimento, DEPOIS, None)


def test_apertar_duas_vezes_abre_um_atendimento(maria: Usuario, de_maria: dict[str, Any], servico: ClienteServico) -> None:
    ligacao = tocar(maria, id_cliente=servico.cliente_id)

    abertos = [abrir_atendimento_da_ligacao(ligacao.pk, pedido(servico), **de_maria) for _ in range(2)]

    assert abertos == [Atendimento.objects.get()] * 2


def test_sem_origem_telefone_em_uso_o_atendimento_nao_tem_origem(
    maria: Usuario, de_maria: dict[str, Any], servico: ClienteServico
) -> None:
    OrigemContato.objects.create(descricao="TELEFONE", ativo=False)
    ligacao = tocar(maria, id_cliente=servico.cliente_id)

    abrir_atendimento_da_ligacao(ligacao.pk, pedido(servico), **de_maria)

    atendimento = Atendimento.objects.get()
    assert (atendimento.origem_contato, atendimento.tipo.prefixo) == (None, TipoAtendimento.SAC)


def test_o_que_o_atendimento_recusa_nao_muda_a_ligacao(maria: Usuario, de_maria: dict[str, Any], servico: ClienteServico) -> None:
    ligacao = tocar(maria, id_cliente=servico.cliente_id)
    cancelado = um_servico(servico.cliente)
    ClienteServico.objects.filter(pk=cancelado.pk).update(status="cancelado", data_cancelamento=AGORA)
    recusas: list[tuple[type[RuleRefused], Pedido]] = [
        (DescricaoObrigatoria, pedido(servico, descricao=" ")),
        (ServicoCancelado, pedido(cancelado)),
        (ServicoDeOutroCliente, Pedido(id_cliente_servico=cancelado.pk + 1, descricao="Oi")),
    ]

    for recusa, pedida in recusas:
        with pytest.raises(recusa):
            abrir_atendimento_da_ligacao(ligacao.pk, pedida, **de_maria)

    assert Ligacao.objects.get().identificada_em is None
    assert not Atendimento.objects.exists()


def test_servico_de_quem_nao_ligou_e_recusado(maria: Usuario, de_maria: dict[str, Any], servico: ClienteServico) -> None:
    de_outro = tocar(maria, id_cliente=Cliente.objects.create(nome_razaosocial="CAIO", tipo_pessoa="pf", data_cadastro=AGORA).pk)
    de_ninguem = notificar(Chamada(ramal="111"), autor=de_maria["autor"], agora=AGORA)

    for ligacao in (de_outro, de_ninguem):
        with pytest.raises(ServicoDeOutroCliente):
            abrir_atendimento_da_ligacao(ligacao.pk, pedido(servico), **de_maria)


def test_quem_liga_e_quem_a_pessoa_disse_ainda_que_a_central_repita(
    maria: Usuario, de_maria: dict[str, Any], servico: ClienteServico
) -> None:
    ligacao = tocar(maria)
    assert ligacao.cliente is None

    identificar(ligacao.pk, cliente=servico.cliente, **de_maria)
    repetida = tocar(maria, agora=DEPOIS)

    assert (repetida.pk, repetida.cliente) == (ligacao.pk, servico.cliente)
    registro = Registro.objects.get(acao="identificar")
    assert (registro.porta, registro.usuario_id, registro.chave) == ("painel", maria.pk, str(ligacao.pk))


def test_outra_ligacao_do_mesmo_telefone_e_de_quem_o_telefone_e(
    maria: Usuario, de_maria: dict[str, Any], servico: ClienteServico
) -> None:
    ligacao = tocar(maria)
    identificar(ligacao.pk, cliente=servico.cliente, **de_maria)
    encerrar(ligacao.pk, **de_maria)

    assert tocar(maria, agora=DEPOIS).cliente is None


def test_com_atendimento_o_cliente_nao_muda_mais(maria: Usuario, de_maria: dict[str, Any], servico: ClienteServico) -> None:
    outro = Cliente.objects.create(nome_razaosocial="CAIO", tipo_pessoa="pf", data_cadastro=AGORA)
    ligacao = tocar(maria, id_cliente=servico.cliente_id)
    abrir_atendimento_da_ligacao(ligacao.pk, pedido(servico), **de_maria)

    with pytest.raises(LigacaoComAtendimento):
        identificar(ligacao.pk, cliente=outro, **de_maria)

    assert tocar(maria, agora=DEPOIS, id_cliente=outro.pk).cliente == servico.cliente


def test_ligacao_de_outra_pessoa_nao_existe_para_esta(maria: Usuario, de_maria: dict[str, Any], servico: ClienteServico) -> None:
    ligacao = tocar(maria, id_cliente=servico.cliente_id)
    jose = Usuario.objects.create(nome="José", email="jose@provedor.example", is_staff=True)
    de_jose = {**de_maria, "id_usuario": jose.pk}

    for verbo in (
        lambda: identificar(ligacao.pk, cliente=servico.cliente, **de_jose),
        lambda: abrir_atendimento_da_ligacao(ligacao.pk, pedido(servico), **de_jose),
        lambda: encerrar(ligacao.pk, **de_jose),
    ):
        with pytest.raises(LigacaoDesconhecida):
            verbo()

    assert Ligacao.objects.filter(encerrada_em=None, identificada_em=None, atendimento=None).count() == 1


def test_encerrar_e_uma_vez_so(maria: Usuario, de_maria: dict[str, Any]) -> None:
    ligacao = tocar(maria)

    encerrar(ligacao.pk, **de_maria)
    encerrar(ligacao.pk, **{**de_maria, "agora": DEPOIS + timedelta(hours=1)})

    assert Ligacao.objects.get().encerrada_em == DEPOIS
    assert Registro.objects.filter(acao="encerrar").count() == 1


def test_a_auditoria_da_ligacao_nao_diz_quem_ligou(maria: Usuario, de_maria: dict[str, Any], servico: ClienteServico) -> None:
    ligacao = tocar(maria)
    identificar(ligacao.pk, cliente=servico.cliente, **de_maria)
    abrir_atendimento_da_ligacao(ligacao.pk, pedido(servico), **{**de_maria, "agora": DEPOIS + timedelta(seconds=1)})

    for registro in Registro.objects.filter(tabela="pbx_ligacao"):
        colunas = {*(registro.antes or ()), *(registro.depois or ())}
        assert not colunas & {"telefone", "id_cliente", "id_atendimento"}, registro.acao
    assert set(Registro.objects.filter(tabela="pbx_ligacao").values_list("acao", flat=True)) == {
        "notificar",
        "identificar",
        "atender",
    }


@SEM_TRANSACAO
def test_cada_ato_avisa_as_paginas_abertas(maria: Usuario, de_maria: dict[str, Any]) -> None:
    cliente = Cliente.objects.create(nome_razaosocial="CAIO", tipo_pessoa="pf", data_cadastro=AGORA)
    ligacao = tocar(maria)

    with psycopg.connect(_servidor(), autocommit=True) as ouvinte:
        ouvinte.execute(f"listen {CANAL}")
        identificar(ligacao.pk, cliente=cliente, **de_maria)
        encerrar(ligacao.pk, **de_maria)

        avisos = [json.loads(aviso.payload) for aviso in ouvinte.notifies(timeout=30, stop_after=2)]

    assert avisos == [{"usuario": maria.pk, "ligacao": ligacao.pk}] * 2


@SEM_TRANSACAO
def test_central_que_repete_no_mesmo_instante_nao_desfaz_o_que_a_pessoa_disse(maria: Usuario, de_maria: dict[str, Any]) -> None:
    cliente = Cliente.objects.create(nome_razaosocial="CAIO", tipo_pessoa="pf", data_cadastro=AGORA)
    ligacao = tocar(maria)

    repetida = ao_mesmo_tempo(lambda: tela.identificar(ligacao.pk, cliente=cliente, **de_maria), lambda: tocar(maria, agora=DEPOIS))

    assert repetida.exception() is None
    assert Ligacao.objects.get().cliente == cliente


def _servidor() -> str:
    partes = connection.settings_dict
    return make_conninfo(
        dbname=partes["NAME"], host=partes["HOST"], port=partes["PORT"], user=partes["USER"], password=partes["PASSWORD"]
    )
