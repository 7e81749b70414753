"""What finds the live sessions that do not agree with their service, whoever changed it, and how often each is asked about."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from enlace.configuracao.models import ConfiguracaoRadius
from enlace.planos.models import Plano
from enlace.radius import vivas
from enlace.radius.ajuste import ajustar_divergentes, ajustar_do_servico
from enlace.radius.models import Nas, PedidoAoNas
from enlace.radius.nas.tests.nas_udp import ack, nak, nas_udp
from enlace.radius.registro_de_pedidos import apagar_antigos
from enlace.radius.tests.fabrica import um_assinante, um_nas
from enlace.radius.tests.sessoes_vivas import classe, classe_guardada, fim, parada, uma_viva
from enlace.servicos.models import ClienteServico
from tests.demonstracao import porta_livre

pytestmark = pytest.mark.usefixtures("banco_confirmado")

INSTANTE = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)
MINUTO = timedelta(minutes=1)
FOLGA = 30.0
CURTO = 0.2


def achadas(**opcoes: Any) -> list[str]:  # noqa: ANN401 - those of `vivas.divergentes`
    return [s.unico for s in vivas.divergentes(**{"agora": INSTANTE, "quantas": 500, **opcoes})]


def suspenso(**campos: Any) -> str:  # noqa: ANN401 - of any type, as the columns are
    """A session of its own customer, who has been suspended since; its unique id."""
    servico = um_assinante(f"cliente{ClienteServico.objects.count()}@isp")
    unico = uma_viva(servico, **{"acctuniqueid": f"de {servico.pk}", "username": servico.login, **campos})
    ClienteServico.objects.filter(pk=servico.pk).update(status="suspenso_debito")
    return unico


def test_sem_conexoes_nada_diverge() -> None:
    assert achadas() == []


def test_o_que_foi_mudado_no_cadastro_do_plano_chega_as_conexoes() -> None:
    servico, outro = um_assinante(), um_assinante("outro@isp")
    unico, do_outro = uma_viva(servico), uma_viva(outro, acctuniqueid="do outro")
    Plano.objects.filter(contratados=servico).update(velocidade_download=200_000)
    with nas_udp(lambda nas: [ack(nas)]) as nas:
        um_nas(porta_incoming=nas.destino.porta)
        ajustar_divergentes(agora=INSTANTE, prazo=FOLGA)
        de_novo = ajustar_divergentes(agora=INSTANTE + MINUTO, prazo=FOLGA)

    assert [(p.tipo, p.resultado, p.acctuniqueid) for p in PedidoAoNas.objects.all()] == [("mudanca", "aceito", unico)]
    assert de_novo == []
    assert (classe_guardada(unico), classe_guardada(do_outro)) == (classe(servico), classe(outro))


def test_a_velocidade_de_quem_deve_vale_para_quem_ja_estava_conectado(configurar: Any) -> None:  # noqa: ANN401 - see conftest.py
    um_nas(porta_incoming=porta_livre())
    devedor, em_dia = um_assinante(estado="suspenso_debito"), um_assinante("emdia@isp")
    do_devedor = uma_viva(devedor)
    uma_viva(em_dia, acctuniqueid="de quem está em dia")

    configurar(velocidade_bloqueio=2048)

    assert achadas() == [do_devedor]


@pytest.mark.parametrize("de_quem", [None, "", "de-outro-servidor"])
def test_conexao_sem_classe_nossa_nao_e_tocada(de_quem: str | None) -> None:
    um_nas(porta_incoming=porta_livre())
    suspenso(classe_dada=de_quem)

    assert achadas() == []


@pytest.mark.parametrize("tamanho", [3, 16, -33, -1])
def test_conexao_cuja_classe_o_nas_cortou_nao_e_tocada(tamanho: int) -> None:
    um_nas(porta_incoming=porta_livre())
    servico = um_assinante()
    cortada = uma_viva(servico, classe_dada=classe(servico)[:tamanho])
    inteira = uma_viva(servico, "81000002")
    ClienteServico.objects.filter(pk=servico.pk).update(status="suspenso_debito")

    assert cortada not in achadas()
    assert achadas() == [inteira]


@pytest.mark.parametrize("nas", [None, {"ativo": False, "porta_incoming": 3799}, {"porta_incoming": None}])
def test_a_quem_nao_se_pode_pedir_nao_se_pede(nas: dict[str, Any] | None) -> None:
    if nas is not None:
        um_nas(**nas)
    suspenso()

    assert achadas() == []


def test_as_mais_velhas_primeiro_e_nunca_mais_do_que_o_combinado() -> None:
    um_nas(porta_incoming=porta_livre())
    unicos = [suspenso() for _ in range(3)]

    # Each began an instant after the one before.
    assert achadas(quantas=2) == unicos[:2]


def test_de_muitas_conexoes_uma_parte_a_cada_minuto_e_todas_no_fim() -> None:
    um_nas(porta_incoming=porta_livre())
    unicos = {suspenso() for _ in range(5)}
    contar_conexoes()

    por_minuto = [achadas(agora=INSTANTE + n * MINUTO, comparados=2) for n in range(3)]

    assert set().union(*por_minuto) == unicos
    assert all(len(parte) < 5 for parte in por_minuto)
    assert sum(map(len, por_minuto)) == 5


def contar_conexoes() -> None:
    """As autovacuum does from time to time."""
    with connection.cursor() as cursor:
        cursor.execute("analyze radacct_aberta")


def vezes_pedidas(resposta: Any, minutos: int) -> list[int]:  # noqa: ANN401 - of `nas_udp`
    """At which minutes a NAS that always says this is asked about one session."""
    with nas_udp(resposta) as nas:
        um_nas(porta_incoming=nas.destino.porta)
        for minuto in range(minutos):
            ajustar_divergentes(agora=INSTANTE + minuto * MINUTO, prazo=CURTO)
    return [int((quando - INSTANTE) / MINUTO) for quando in PedidoAoNas.objects.order_by("quando").values_list("quando", flat=True)]


def test_quem_recusa_e_procurado_cada_vez_mais_raramente() -> None:
    suspenso()

    assert vezes_pedidas(lambda nas: [nak(nas, 504)], 100) == [0, 10, 20, 40, 80]


def test_quem_diz_que_sim_e_nao_derruba_tambem() -> None:
    unico = suspenso()

    assert vezes_pedidas(lambda nas: [ack(nas)], 21) == [0, 10, 20]
    assert fim(unico) is None


def test_quem_se_cala_e_procurado_depois_da_espera() -> None:
    suspenso()

    assert vezes_pedidas(lambda _nas: [], 11) == [0, 10]


def test_quem_sempre_volta_como_estava_cai_tres_vezes_por_dia_e_so_ele() -> None:
    servico = um_assinante()
    de_antes = classe(servico)
    ClienteServico.objects.filter(pk=servico.pk).update(status="suspenso_debito")
    dia = 24 * 60
    minutos = [*range(5), dia - 1, dia, dia + 1]
    with nas_udp(lambda nas: [ack(nas)]) as nas:
        um_nas(porta_incoming=nas.destino.porta)
        caiu = [minuto for minuto in minutos if volta_e_e_derrubado(servico, de_antes, minuto)]
    outra = suspenso()

    assert caiu == [0, 1, 2, dia, dia + 1]
    assert achadas(agora=INSTANTE + (dia + 2) * MINUTO) == [outra]


def volta_e_e_derrubado(servico: ClienteServico, classe_dada: str, minuto: int) -> bool:
    """A customer whose equipment connects again at once, with the Class of before whatever is granted."""
    unico = uma_viva(servico, f"{minuto}", classe_dada=classe_dada)
    desfechos = ajustar_divergentes(agora=INSTANTE + minuto * MINUTO, prazo=FOLGA)
    parada(unico)
    return bool(desfechos)


def test_o_que_se_pede_depois_de_uma_mudanca_nao_tem_limite() -> None:
    servico = um_assinante()
    de_antes = classe(servico)
    ClienteServico.objects.filter(pk=servico.pk).update(status="suspenso_debito")
    with nas_udp(lambda nas: [ack(nas)]) as nas:
        um_nas(porta_incoming=nas.destino.porta)
        for minuto in range(4):
            unico = uma_viva(servico, f"{minuto}", classe_dada=de_antes)
            ajustar_do_servico(servico.pk, agora=INSTANTE + minuto * MINUTO, prazo=FOLGA)
            parada(unico)

    assert PedidoAoNas.objects.filter(resultado="aceito").count() == 4


def test_uma_mudanca_aceita_nao_atrasa_a_seguinte() -> None:
    servico = um_assinante()
    uma_viva(servico)
    with nas_udp(lambda nas: [ack(nas)]) as nas:
        um_nas(porta_incoming=nas.destino.porta)
        for minuto in range(3):
            Plano.objects.filter(contratados=servico).update(velocidade_download=200_000 + minuto)
            ajustar_divergentes(agora=INSTANTE + minuto * MINUTO, prazo=FOLGA)

    assert list(PedidoAoNas.objects.values_list("tipo", "resultado")) == [("mudanca", "aceito")] * 3


def test_um_concentrador_desligado_nao_custa_mais_do_que_vinte_pedidos() -> None:
    for _ in range(25):
        suspenso()
    with nas_udp(lambda _nas: []) as nas:
        um_nas(porta_incoming=nas.destino.porta)
        ajustar_divergentes(agora=INSTANTE, prazo=CURTO)

    assert len({recebido.pacote.autenticador for recebido in nas.recebidos}) == 20
    assert PedidoAoNas.objects.filter(resultado="sem_resposta").count() == 25
    assert PedidoAoNas.objects.filter(envios=0).count() == 5


def test_pedidos_sao_esquecidos_com_as_tentativas_de_acesso(configurar: Any) -> None:  # noqa: ANN401 - see conftest.py
    configurar(meses_de_acessos=2)
    # The day two months before, in Brasília (UTC-3).
    limite = datetime(2026, 9, 20, 3, 0, tzinfo=UTC)
    for quando in (limite - timedelta(seconds=1), limite, limite - timedelta(days=400)):
        um_pedido(quando)

    apagados = apagar_antigos(agora=INSTANTE, lote=1)

    assert apagados == 2
    assert [p.quando for p in PedidoAoNas.objects.all()] == [limite]
    assert ConfiguracaoRadius.atual().meses_de_acessos == 2


def test_pedidos_ficam_quando_o_concentrador_sai_do_cadastro() -> None:
    um_pedido(INSTANTE, nas=um_nas())

    Nas.objects.all().delete()

    assert [(p.nas, p.endereco_nas) for p in PedidoAoNas.objects.all()] == [(None, "127.0.0.1")]


def um_pedido(quando: datetime, nas: Nas | None = None) -> PedidoAoNas:
    return PedidoAoNas.objects.create(
        quando=quando, tipo="desconexao", origem="automatico", endereco_nas="127.0.0.1", resultado="aceito", nas=nas
    )
