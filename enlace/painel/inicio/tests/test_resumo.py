"""The numbers of the first page, counted ahead."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from enlace.contas.models import Usuario
from enlace.financeiro.tests import fabrica as financas
from enlace.mensagens.models import Mensagem
from enlace.painel.conftest import um_atendimento, uma_ordem
from enlace.painel.inicio import resumo
from enlace.painel.models import Resumo
from enlace.radius.amostragem import JANELA, PASSO, amostrar
from enlace.radius.tests.sessoes import uma_sessao
from enlace.servicos.models import ClienteServico
from enlace.servicos.tests.fabrica import um_servico

pytestmark = pytest.mark.django_db

# A day with others of its month before and after it, at noon.
DIA = timedelta(days=1)
MEIA_NOITE = resumo.meia_noite(date(2026, 11, 26))
AGORA = MEIA_NOITE + DIA / 2
MINUTO = timedelta(minutes=1)


def contado(agora: datetime = AGORA) -> dict[str, Any]:
    dados: dict[str, Any] = resumo.atualizar(agora=agora).dados
    return dados


@pytest.fixture
def ana() -> Usuario:
    return Usuario.objects.create(nome="Ana", email="ana@exemplo.test")


@pytest.fixture
def servico() -> ClienteServico:
    return um_servico()


def test_sem_nada_os_numeros_sao_zero() -> None:
    dados = contado()

    assert dados["dia"] == "2026-11-26"
    assert dados["servicos"] == []
    assert dados["atendimentos"] == {"todos": 0, "hoje": 0, "1a3": 0, "mais3": 0, "vencidos": 0}
    assert dados["ordens"] == {"hoje": {"todas": 0, "prontas": 0}, "sem_data": 0}
    assert dados["mensagens"] == {"esperando": 0, "falharam": 0}
    assert {dados["faturas"][nome] for nome in ("faturado", "recebido", "em_aberto", "vencido")} == {"0"}
    assert dados["conexoes"]["agora"] == 0
    assert dados["conexoes"]["valores"] == [None] * (JANELA // PASSO)


def test_os_servicos_sao_contados_por_estado_os_mais_comuns_primeiro() -> None:
    for _vez in range(2):
        um_servico(estado="servico_habilitado")
    um_servico(estado="suspenso_debito")

    estados = [(linha["estado"], linha["nome"], linha["quantos"]) for linha in contado()["servicos"]]

    assert estados == [("servico_habilitado", "Serviço Habilitado", 2), ("suspenso_debito", "Suspenso por Débito", 1)]


def test_os_atendimentos_abertos_sao_divididos_pelo_dia_em_que_foram_abertos(servico: ClienteServico, ana: Usuario) -> None:
    instantes = (AGORA, MEIA_NOITE, MEIA_NOITE - MINUTO, MEIA_NOITE - 3 * DIA, MEIA_NOITE - 3 * DIA - MINUTO)
    for numero, instante in enumerate(instantes):
        um_atendimento(servico, ana, protocolo=f"{numero}", data_cadastro=instante, data_prazo=AGORA + DIA)
    um_atendimento(servico, ana, protocolo="vencido", data_cadastro=AGORA, data_prazo=AGORA - MINUTO)
    um_atendimento(
        servico,
        ana,
        protocolo="fechado",
        data_cadastro=MEIA_NOITE,
        data_fechamento=AGORA,
        usuario_fechamento=ana,
        status_fechamento="concluido",
    )

    assert contado()["atendimentos"] == {"todos": 6, "hoje": 3, "1a3": 2, "mais3": 1, "vencidos": 1}


def test_as_ordens_de_hoje_com_as_prontas_e_as_que_esperam_data(servico: ClienteServico, ana: Usuario) -> None:
    manha, tarde = AGORA - timedelta(hours=3), AGORA + timedelta(hours=3)
    uma_ordem(servico, ana, inicio=tarde)
    uma_ordem(
        servico,
        ana,
        inicio=manha,
        status="finalizado",
        usuario_fechamento=ana,
        status_fechamento="concluido",
        data_inicio_executado=manha,
        data_termino_executado=AGORA,
    )
    uma_ordem(servico, ana, inicio=AGORA + DIA)
    uma_ordem(servico, ana, inicio=AGORA, status="aguardando_agendamento")

    assert contado()["ordens"] == {"hoje": {"todas": 2, "prontas": 1}, "sem_data": 1}


def test_o_dinheiro_do_mes() -> None:
    financas.uma_fatura(vencimento=date(2026, 11, 25))
    financas.uma_fatura(financas.uma_linha("50.25"), vencimento=date(2026, 11, 30))
    financas.uma_fatura(vencimento=date(2026, 12, 1))
    financas.pagar(financas.uma_fatura(vencimento=date(2026, 11, 27)), "101.10")
    financas.pagar(financas.uma_fatura(vencimento=date(2026, 12, 10)))
    financas.cancelar(financas.uma_fatura(vencimento=date(2026, 11, 28)))

    assert contado()["faturas"] == {
        "faturado": "250.25",
        "faturadas": 3,
        "em_aberto": "50.25",
        "abertas": 1,
        "vencido": "100.00",
        "vencidas": 1,
        "recebido": "201.10",
        "recebidas": 2,
    }


def test_a_fila_de_envio_e_o_que_falhou_hoje() -> None:
    estados = (("pendente", None), ("enviando", None), ("falhou", AGORA), ("falhou", AGORA - DIA), ("expirada", AGORA))
    for numero, (estado, fim) in enumerate(estados):
        Mensagem.objects.create(
            canal="sms",
            destino=f"3799991000{numero}",
            texto="Oi.",
            requisicao="1",
            estado=estado,
            finalizada_em=fim,
            validade=AGORA,
            proxima_tentativa=AGORA,
            criada_em=AGORA,
        )

    assert contado()["mensagens"] == {"esperando": 2, "falharam": 1}


def test_as_conexoes_de_agora_e_as_de_24_horas() -> None:
    uma_sessao(inicio=AGORA - 10 * MINUTO, fim=None)
    amostrar(agora=AGORA)

    conexoes = contado()["conexoes"]

    assert conexoes["agora"] == 1
    assert conexoes["valores"][-4:] == [0, 1, 1, 1]
    assert len(conexoes["valores"]) == JANELA // PASSO
    assert datetime.fromtimestamp(conexoes["inicio"], tz=AGORA.tzinfo) == AGORA - JANELA + PASSO


def test_quem_abre_a_pagina_le_o_que_foi_contado_ha_pouco() -> None:
    contado()
    um_servico()

    lido = resumo.ler(agora=AGORA + resumo.VALIDADE - MINUTO)

    assert lido is not None
    assert lido.calculado_em == AGORA
    assert lido.dados["servicos"] == []


def test_quem_abre_a_pagina_conta_quando_ninguem_contou_ou_foi_ha_muito() -> None:
    primeiro = resumo.ler(agora=AGORA)
    um_servico()
    depois = resumo.ler(agora=AGORA + resumo.VALIDADE)

    assert primeiro is not None
    assert primeiro.dados["servicos"] == []
    assert depois is not None
    assert depois.dados["servicos"][0]["quantos"] == 1
    assert Resumo.objects.get().calculado_em == AGORA + resumo.VALIDADE


def test_o_que_custa_muito_e_contado_menos_vezes() -> None:
    contado()
    Resumo.objects.update(duracao_ms=6_000)

    cedo = resumo.atualizar(agora=AGORA + MINUTO).calculado_em
    tarde = resumo.atualizar(agora=AGORA + 2 * MINUTO).calculado_em

    assert (cedo, tarde) == (AGORA, AGORA + 2 * MINUTO)


def test_enquanto_alguem_conta_os_outros_nao_esperam() -> None:
    contado()
    outra = connection.copy()
    with outra.cursor() as cursor:
        cursor.execute("select pg_advisory_lock(%s)", [resumo.CONTANDO])

    lido = resumo.ler(agora=AGORA + DIA)

    outra.close()
    assert lido is not None
    assert lido.calculado_em == AGORA


def test_contar_que_demora_demais_e_deixado_ao_trabalhador() -> None:
    Resumo.objects.create(chave=resumo.CHAVE, dados={}, calculado_em=AGORA - DIA, duracao_ms=1)
    outra = connection.copy()
    with outra.cursor() as cursor:
        # Nobody reads the orders while this lasts.
        cursor.execute("begin")
        cursor.execute("lock table ordem_servico in access exclusive mode")

    lido = resumo.ler(agora=AGORA)

    outra.close()
    assert lido is not None
    assert lido.calculado_em == AGORA - DIA
