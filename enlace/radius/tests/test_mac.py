"""The MAC of a service and how many may use its login at once, asked of FreeRADIUS."""

from datetime import timedelta

import pytest
from django.db import connection, transaction

from enlace.core.datas import agora
from enlace.radius.models import PedidoAoNas, Sessao
from enlace.radius.nas.atributos import Tipo
from enlace.radius.tests.concentrador import INICIO, Concentrador, atributo, atributos
from enlace.radius.tests.conftest import Configurar
from enlace.radius.tests.fabrica import LOGIN, MAC, um_assinante, um_nas
from enlace.radius.tests.tabelas import acessos
from enlace.servicos.models import ClienteServico

pytestmark = pytest.mark.usefixtures("banco_confirmado")
OUTRO_MAC = "00:11:22:33:44:55"


def conecta(concentrador: Concentrador, mac: str, **extras: str) -> bool:
    """Whether the equipment with this MAC is let in."""
    porta = [atributo(Tipo.NAS_PORT_ID, extras["porta"])] if "porta" in extras else []
    resposta = concentrador.pap(LOGIN, "senha-da-bianca", atributo(Tipo.CALLING_STATION_ID, mac), *porta)
    assert resposta is not None
    return resposta.aceito


def comeca_sessao(concentrador: Concentrador, mac: str, *, id_sessao: str = "81000001", porta: str = "") -> None:
    campos = {Tipo.USER_NAME: LOGIN, Tipo.ACCT_SESSION_ID: id_sessao, Tipo.CALLING_STATION_ID: mac, Tipo.NAS_PORT_ID: porta}
    assert concentrador.contabilizar(INICIO, *atributos({tipo: valor for tipo, valor in campos.items() if valor}))


def mac_aprendido(servico: ClienteServico) -> str | None:
    servico.refresh_from_db()
    return None if servico.mac_addr is None else str(servico.mac_addr)


def envelhecer(quanto: timedelta) -> None:
    """As if the last sign of every session had been so long ago."""
    with connection.cursor() as cursor:
        cursor.execute("update radacct set acctupdatetime = now() - make_interval(secs => %s)", [quanto.total_seconds()])


def test_o_mac_do_primeiro_que_conecta_e_aprendido_e_o_de_outro_nao_o_troca(concentrador: Concentrador) -> None:
    um_nas()
    servico = um_assinante()

    primeiro, outro = conecta(concentrador, MAC), conecta(concentrador, OUTRO_MAC)

    assert (primeiro, outro) == (True, True)
    assert mac_aprendido(servico) == MAC.lower()


def test_quem_erra_a_senha_nao_ensina_seu_mac(concentrador: Concentrador) -> None:
    um_nas()
    servico = um_assinante()

    concentrador.pap(senha="outra")

    assert mac_aprendido(servico) is None


@pytest.mark.parametrize("texto", ["", "telefone", "00:11:22:33:44", "00:11:22:33:44:55:66", "zz:zz:zz:zz:zz:zz", "'); --"])
def test_texto_que_nao_e_mac_conecta_mas_nao_e_aprendido(concentrador: Concentrador, texto: str) -> None:
    um_nas()
    servico = um_assinante()

    assert conecta(concentrador, texto)
    assert mac_aprendido(servico) is None


@pytest.mark.parametrize("texto", ["D4:CA:6D:00:00:01", "d4-ca-6d-00-00-01", "d4ca.6d00.0001", "D4CA6D000001", "d4ca-6d00-0001"])
def test_servico_vinculado_aceita_seu_mac_em_qualquer_escrita(concentrador: Concentrador, texto: str) -> None:
    um_nas()
    um_assinante(vincular_mac=True, mac_addr=MAC)

    assert conecta(concentrador, texto)


@pytest.mark.parametrize("texto", [OUTRO_MAC, "", "telefone", f"{MAC}:01"])
def test_servico_vinculado_recusa_outro_equipamento_e_diz_por_que(concentrador: Concentrador, texto: str) -> None:
    um_nas()
    servico = um_assinante(vincular_mac=True, mac_addr=MAC)

    assert not conecta(concentrador, texto)
    assert [(a.motivo, a.mac, a.id_cliente_servico) for a in acessos()] == [("mac_divergente", texto or None, servico.pk)]
    assert mac_aprendido(servico) == MAC.lower()


def test_servico_vinculado_aprende_o_primeiro_e_depois_do_reset_o_proximo(concentrador: Concentrador) -> None:
    um_nas()
    servico = um_assinante(vincular_mac=True)

    antes = [conecta(concentrador, MAC), conecta(concentrador, OUTRO_MAC)]
    ClienteServico.objects.filter(pk=servico.pk).update(mac_addr=None)
    depois = [conecta(concentrador, OUTRO_MAC), conecta(concentrador, MAC)]

    assert (antes, depois) == ([True, False], [True, False])
    assert mac_aprendido(servico) == OUTRO_MAC


def test_outro_equipamento_com_o_mesmo_login_e_recusado_enquanto_o_primeiro_esta_conectado(concentrador: Concentrador) -> None:
    um_nas()
    servico = um_assinante(mac_addr=MAC)
    comeca_sessao(concentrador, MAC)

    assert not conecta(concentrador, OUTRO_MAC)
    assert [(a.motivo, a.id_cliente_servico) for a in acessos()] == [("limite_de_conexoes", servico.pk)]


def test_o_mesmo_equipamento_volta_sem_esperar_que_a_sessao_de_antes_termine(concentrador: Concentrador) -> None:
    um_nas()
    um_assinante()
    comeca_sessao(concentrador, MAC)

    assert conecta(concentrador, MAC.lower().replace(":", "-"))


def test_sem_mac_o_mesmo_equipamento_e_conhecido_pela_porta(concentrador: Concentrador) -> None:
    um_nas()
    um_assinante()
    comeca_sessao(concentrador, "", porta="ether1")

    assert conecta(concentrador, "", porta="ether1")
    assert not conecta(concentrador, "", porta="ether2")


def test_sessao_que_deixou_de_dar_sinal_nao_prende_o_login(concentrador: Concentrador, configurar: Configurar) -> None:
    configurar(intervalo_de_sinal=100)
    um_nas()
    um_assinante(mac_addr=MAC)
    comeca_sessao(concentrador, MAC)

    envelhecer(timedelta(seconds=140))
    recente = conecta(concentrador, OUTRO_MAC)
    envelhecer(timedelta(seconds=160))
    antiga = conecta(concentrador, OUTRO_MAC)

    assert (recente, antiga) == (False, True)


def test_limite_do_servico_vale_mais_que_o_de_todos(concentrador: Concentrador, configurar: Configurar) -> None:
    configurar(sessoes_por_login=1)
    um_nas()
    um_assinante(sessoes_simultaneas=2)
    comeca_sessao(concentrador, MAC)
    um = conecta(concentrador, OUTRO_MAC)
    comeca_sessao(concentrador, OUTRO_MAC, id_sessao="81000002")

    assert um
    assert not conecta(concentrador, "00:11:22:33:44:66")


@pytest.mark.parametrize(("de_todos", "do_servico"), [(0, None), (1, 0)])
def test_limite_zero_e_sem_limite(
    concentrador: Concentrador, configurar: Configurar, de_todos: int, do_servico: int | None
) -> None:
    configurar(sessoes_por_login=de_todos)
    um_nas()
    um_assinante(sessoes_simultaneas=do_servico)
    for i in range(3):
        comeca_sessao(concentrador, f"00:11:22:33:44:0{i}", id_sessao=f"8100000{i}")

    assert conecta(concentrador, OUTRO_MAC)


def test_roteador_novo_entra_depois_de_o_mac_ser_esquecido_com_a_sessao_do_outro_ainda_aberta(concentrador: Concentrador) -> None:
    um_nas()
    servico = um_assinante(mac_addr=None)
    comeca_sessao(concentrador, MAC)

    assert conecta(concentrador, OUTRO_MAC)
    assert mac_aprendido(servico) == OUTRO_MAC


def test_sessao_que_aceitou_terminar_nao_prende_o_login_enquanto_o_fim_nao_chega(concentrador: Concentrador) -> None:
    nas = um_nas()
    servico = um_assinante(mac_addr=MAC)
    comeca_sessao(concentrador, MAC)
    PedidoAoNas.objects.create(
        quando=agora(),
        tipo=PedidoAoNas.Tipo.DESCONEXAO,
        origem=PedidoAoNas.Origem.API,
        cliente_servico=servico,
        login=LOGIN,
        acctuniqueid=Sessao.objects.get().acctuniqueid,
        acctsessionid="81000001",
        nas=nas,
        endereco_nas=nas.endereco,
        resultado="aceito",
        envios=1,
    )

    assert conecta(concentrador, OUTRO_MAC)


@pytest.mark.parametrize(
    ("antes", "depois", "entra"), [("", "", True), ("10.0.0.9", "10.0.0.9", True), ("10.0.0.9", "10.0.0.8", False)]
)
def test_sem_mac_o_mesmo_equipamento_e_o_da_mesma_estacao_ou_porta(
    concentrador: Concentrador, antes: str, depois: str, *, entra: bool
) -> None:
    um_nas()
    um_assinante()
    comeca_sessao(concentrador, antes)

    resposta = concentrador.pap(LOGIN, "senha-da-bianca", *([atributo(Tipo.CALLING_STATION_ID, depois)] if depois else []))

    assert resposta is not None
    assert resposta.aceito is entra


def test_sessao_de_quem_teve_o_login_antes_nao_prende_o_dono_de_agora(concentrador: Concentrador) -> None:
    um_nas()
    um_assinante(mac_addr=OUTRO_MAC)
    comeca_sessao(concentrador, MAC)
    Sessao.objects.update(cliente_servico=um_assinante(login="outro@isp"))

    assert conecta(concentrador, OUTRO_MAC)


def test_servico_que_alguem_esta_mudando_nao_faz_ninguem_esperar(concentrador: Concentrador) -> None:
    um_nas()
    servico = um_assinante()

    with transaction.atomic():
        ClienteServico.objects.select_for_update().get(pk=servico.pk)
        assert conecta(concentrador, MAC)

    assert mac_aprendido(servico) is None
    assert [acesso.aceito for acesso in acessos()] == [True]
