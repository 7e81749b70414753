"""Accounting through FreeRADIUS: whatever order, loss and lies the packets come with, one row a session, and true."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from enlace.core import datas
from enlace.radius.nas.atributos import Codigo, Tipo
from enlace.radius.nas.pacote import Atributo, montar_pedido
from enlace.radius.tests.concentrador import DESLIGADO, FIM, INICIO, LIGADO, SINAL, Concentrador, atributo, atributos
from enlace.radius.tests.fabrica import LOGIN, MAC, um_assinante, um_nas
from enlace.radius.tests.tabelas import Linha, acessos, sessao, sessoes
from enlace.servicos.models import ClienteServico
from tests.freeradius import Servidor

pytestmark = pytest.mark.usefixtures("banco_confirmado")

SEGUNDO, MINUTO, DIA = timedelta(seconds=1), timedelta(minutes=1), timedelta(days=1)
GIB4 = 1 << 32


class Conexao:
    """One session as its NAS tells of it; every packet must be acknowledged."""

    def __init__(self, nas: Concentrador, *, login: str = LOGIN, id_sessao: str = "81000001", classe: bytes | None = None) -> None:
        self.nas = nas
        self.sempre = atributos({Tipo.USER_NAME: login, Tipo.ACCT_SESSION_ID: id_sessao, Tipo.CALLING_STATION_ID: MAC})
        if classe is not None:
            self.sempre.append(Atributo(Tipo.CLASS, classe))

    def inicia(self, *extras: Atributo) -> None:
        assert self.nas.contabilizar(INICIO, *self.sempre, *extras)

    def sinaliza(self, *extras: Atributo, tempo: int = 0, entrada: int = 0, saida: int = 0) -> None:
        assert self.nas.contabilizar(SINAL, *self.sempre, *contadores(tempo, entrada, saida), *extras)

    def termina(self, *extras: Atributo, tempo: int = 0, entrada: int = 0, saida: int = 0) -> None:
        assert self.nas.contabilizar(FIM, *self.sempre, *contadores(tempo, entrada, saida), *extras)


def contadores(tempo: int, entrada: int, saida: int) -> list[Atributo]:
    return atributos({Tipo.ACCT_SESSION_TIME: tempo, Tipo.ACCT_INPUT_OCTETS: entrada, Tipo.ACCT_OUTPUT_OCTETS: saida})


def voltas(entrada: int, saida: int = 0) -> list[Atributo]:
    return atributos({Tipo.ACCT_INPUT_GIGAWORDS: entrada, Tipo.ACCT_OUTPUT_GIGAWORDS: saida})


def relogio(instante: datetime) -> Atributo:
    return atributo(Tipo.EVENT_TIMESTAMP, int(instante.timestamp()))


def causa(numero: int) -> Atributo:
    return atributo(Tipo.ACCT_TERMINATE_CAUSE, numero)


def recuar(quanto: timedelta) -> None:
    """As if all that was told so far had been told so long ago."""
    with connection.cursor() as cursor:
        cursor.execute(
            """update radacct set acctstarttime = acctstarttime - %(quanto)s::interval,
                   acctupdatetime = acctupdatetime - %(quanto)s::interval, acctstoptime = acctstoptime - %(quanto)s::interval""",
            {"quanto": f"{quanto.total_seconds()} seconds"},
        )


def varrer(limite: str = "15 minutes") -> int:
    with connection.cursor() as cursor:
        cursor.execute("select radius.varrer(%s::interval)", [limite])
        return int(cursor.fetchone()[0])


def perto(um: datetime | None, outro: datetime, folga: timedelta = 20 * SEGUNDO) -> bool:
    return um is not None and abs(um - outro) <= folga


@pytest.fixture
def conexao(concentrador: Concentrador) -> Conexao:
    um_nas()
    um_assinante()
    return Conexao(concentrador)


def test_sessao_inteira(concentrador: Concentrador) -> None:
    um_nas()
    servico = um_assinante(ipv4="100.64.0.9")
    aceite = concentrador.pap()
    assert aceite is not None
    conexao = Conexao(concentrador, classe=aceite.classe())

    conexao.inicia(*atributos({Tipo.NAS_PORT_ID: "ether1", Tipo.FRAMED_IP_ADDRESS: 0x64400009, Tipo.NAS_IP_ADDRESS: 0x0A000001}))
    aberta = sessao()
    conexao.sinaliza(tempo=300, entrada=1000, saida=2000)
    viva = sessao()
    conexao.termina(causa(1), tempo=310, entrada=1500, saida=2500)
    fechada = sessao()

    assert (aberta.username, aberta.id_cliente_servico, aberta.mac) == (LOGIN, servico.pk, MAC)
    assert (aberta.ipv4, aberta.nasipaddress, aberta.nas_origem) == ("100.64.0.9", "10.0.0.1", "127.0.0.1")
    assert (aberta.mes, aberta.classe) == ("radacct_aberta", aceite.classe().decode())
    assert (viva.duracao, viva.entrada, viva.saida, viva.fim) == (300, 1000, 2000, None)
    assert (fechada.duracao, fechada.entrada, fechada.saida, fechada.causa) == (310, 1500, 2500, "User-Request")
    assert perto(fechada.fim, datas.agora())
    assert fechada.mes == f"radacct_{datas.hoje():%Y%m}"


def test_pacotes_repetidos_sao_uma_sessao_so(conexao: Conexao) -> None:
    for _ in range(3):
        conexao.inicia()
    for _ in range(3):
        conexao.sinaliza(tempo=60, entrada=10, saida=20)
    for _ in range(3):
        conexao.termina(causa(2), tempo=61, entrada=11, saida=21)

    unica = sessao()
    assert (unica.duracao, unica.entrada, unica.saida, unica.causa) == (61, 11, 21, "Lost-Carrier")


def test_pacotes_atrasados_nao_reabrem_nem_diminuem(conexao: Conexao) -> None:
    conexao.inicia()
    conexao.sinaliza(tempo=120, entrada=200, saida=300)
    conexao.sinaliza(tempo=60, entrada=100, saida=150)
    no_meio = sessao()
    conexao.termina(causa(1), tempo=130, entrada=210, saida=310)
    conexao.inicia()
    conexao.sinaliza(tempo=120, entrada=200, saida=300)

    unica = sessao()
    assert (no_meio.duracao, no_meio.entrada, no_meio.saida) == (120, 200, 300)
    assert (unica.duracao, unica.entrada, unica.saida, unica.causa) == (130, 210, 310, "User-Request")
    assert unica.fim is not None


def test_sinal_sem_inicio_faz_a_sessao_com_o_inicio_de_antes(conexao: Conexao) -> None:
    conexao.sinaliza(tempo=3600, entrada=10, saida=20)
    conexao.inicia(atributo(Tipo.ACCT_DELAY_TIME, 3600))

    unica = sessao()
    assert perto(unica.inicio, datas.agora() - timedelta(hours=1))
    assert (unica.fim, unica.entrada, unica.saida) == (None, 10, 20)


def test_fim_sem_inicio_faz_a_sessao_ja_terminada(conexao: Conexao) -> None:
    for _ in range(2):
        conexao.termina(causa(1), tempo=3600, entrada=10, saida=20)
    conexao.inicia(atributo(Tipo.ACCT_DELAY_TIME, 3600))

    unica = sessao()
    assert perto(unica.inicio, datas.agora() - timedelta(hours=1))
    assert perto(unica.fim, datas.agora())
    assert (unica.entrada, unica.saida, unica.causa) == (10, 20, "User-Request")


def test_fim_sem_contadores_nem_causa_mantem_o_que_se_sabia(conexao: Conexao) -> None:
    conexao.inicia()
    conexao.sinaliza(tempo=60, entrada=10, saida=20)
    assert conexao.nas.contabilizar(FIM, *conexao.sempre)

    unica = sessao()
    assert (unica.entrada, unica.saida, unica.causa) == (10, 20, "Unknown")
    assert unica.duracao >= 60


def test_sinal_sem_enderecos_mantem_os_que_tinha(conexao: Conexao) -> None:
    conexao.inicia(*ENDERECOS)
    conexao.sinaliza(tempo=60)
    no_meio = sessao()
    conexao.termina(tempo=61)

    for linha in (no_meio, sessao()):
        assert (linha.ipv4, linha.ipv6, linha.ipv6_wan) == ("100.64.0.9", "2001:db8::9", "2001:db8:1::/64")
        assert (linha.ipv6_lan, linha.interface) == ("2001:db8:2::/56", "0:0:0:a")


ENDERECOS = [
    atributo(Tipo.FRAMED_IP_ADDRESS, 0x64400009),
    Atributo(Tipo.FRAMED_IPV6_ADDRESS, bytes.fromhex("20010db8000000000000000000000009")),
    Atributo(Tipo.FRAMED_IPV6_PREFIX, bytes.fromhex("004020010db800010000")),
    Atributo(Tipo.DELEGATED_IPV6_PREFIX, bytes.fromhex("003820010db8000200")),
    Atributo(Tipo.FRAMED_INTERFACE_ID, bytes.fromhex("000000000000000a")),
]


def test_enderecos_que_chegam_so_no_sinal_sao_guardados(conexao: Conexao) -> None:
    conexao.inicia()
    conexao.sinaliza(*ENDERECOS, tempo=60)

    unica = sessao()
    assert (unica.ipv4, unica.ipv6, unica.ipv6_wan, unica.ipv6_lan) == (
        "100.64.0.9",
        "2001:db8::9",
        "2001:db8:1::/64",
        "2001:db8:2::/56",
    )


def test_prefixo_ipv6_com_bits_alem_do_tamanho_e_guardado_como_rede(conexao: Conexao) -> None:
    conexao.inicia(Atributo(Tipo.DELEGATED_IPV6_PREFIX, bytes.fromhex("003820010db80002ffff")))

    assert sessao().ipv6_lan == "2001:db8:2:ff00::/56"


def test_mais_de_4_gib_com_contagem_de_voltas(conexao: Conexao) -> None:
    conexao.inicia()
    conexao.sinaliza(*voltas(2, 1), tempo=60, entrada=4_000_000_000, saida=5)
    no_meio = sessao()
    conexao.termina(*voltas(3, 1), tempo=120, entrada=1, saida=6)

    assert (no_meio.entrada, no_meio.saida) == (2 * GIB4 + 4_000_000_000, GIB4 + 5)
    assert (sessao().entrada, sessao().saida) == (3 * GIB4 + 1, GIB4 + 6)


def test_mais_de_4_gib_de_quem_nao_conta_as_voltas(conexao: Conexao) -> None:
    conexao.inicia()
    for tempo, entrada in ((60, 4_000_000_000), (120, 1_000), (180, 4_100_000_000), (240, 500)):
        conexao.sinaliza(tempo=tempo, entrada=entrada, saida=tempo)
    conexao.sinaliza(tempo=60, entrada=4_000_000_000, saida=60)
    conexao.termina(tempo=240, entrada=600, saida=241)

    unica = sessao()
    assert (unica.entrada, unica.saida) == (2 * GIB4 + 600, 241)


@pytest.mark.parametrize("instante", [datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC), datetime(2037, 12, 31, tzinfo=UTC)])
def test_relogio_que_mente_e_trocado_pelo_nosso(conexao: Conexao, instante: datetime) -> None:
    conexao.inicia(relogio(instante))
    conexao.sinaliza(relogio(instante), tempo=5)
    conexao.termina(relogio(instante), tempo=10)

    unica = sessao()
    assert perto(unica.inicio, datas.agora())
    assert perto(unica.fim, datas.agora())


def test_relogio_certo_e_acreditado_ao_segundo(conexao: Conexao) -> None:
    agora = datas.agora().replace(microsecond=0)

    conexao.inicia(relogio(agora - 90 * SEGUNDO))
    conexao.termina(relogio(agora - 30 * SEGUNDO), tempo=60)

    assert (sessao().inicio, sessao().fim) == (agora - 90 * SEGUNDO, agora - 30 * SEGUNDO)


def test_pacote_que_esperou_no_concentrador_conta_de_quando_foi_feito(conexao: Conexao) -> None:
    conexao.inicia(atributo(Tipo.ACCT_DELAY_TIME, 600))
    conexao.termina(atributo(Tipo.ACCT_DELAY_TIME, 300), tempo=300)

    assert perto(sessao().inicio, datas.agora() - 10 * MINUTO)
    assert perto(sessao().fim, datas.agora() - 5 * MINUTO)


def test_atraso_e_duracao_absurdos_sao_guardados_sem_erro(conexao: Conexao) -> None:
    conexao.inicia(atributo(Tipo.ACCT_DELAY_TIME, GIB4 - 1))
    conexao.termina(atributo(Tipo.ACCT_DELAY_TIME, GIB4 - 1), *voltas(GIB4 - 1, GIB4 - 1), tempo=GIB4 - 1, entrada=GIB4 - 1)

    assert perto(sessao().fim, datas.agora() - DIA)


def test_identificador_reusado_com_outra_classe_e_outra_sessao(concentrador: Concentrador) -> None:
    um_nas()
    um_assinante()
    primeira, segunda = (Conexao(concentrador, classe=r.classe()) for r in (concentrador.pap(), concentrador.pap()) if r)
    primeira.inicia()
    primeira.termina(tempo=1, entrada=1)
    segunda.inicia()
    segunda.sinaliza(tempo=2, entrada=2)

    assert [(s.entrada, s.fim is None) for s in sessoes()] == [(1, False), (2, True)]


def test_identificador_reusado_sem_classe_depois_do_fim_e_outra_sessao(conexao: Conexao) -> None:
    conexao.inicia()
    conexao.termina(tempo=1, entrada=1)
    recuar(timedelta(hours=1))
    conexao.inicia()
    conexao.sinaliza(tempo=2, entrada=2)

    assert [(s.entrada, s.fim is None) for s in sessoes()] == [(1, False), (2, True)]
    assert all(s.fim is None or s.fim >= s.inicio for s in sessoes())


def test_identificador_reusado_sem_classe_e_sem_fim_encerra_a_de_antes(conexao: Conexao) -> None:
    conexao.inicia()
    recuar(timedelta(hours=2))
    conexao.sinaliza(tempo=7200, entrada=1)
    recuar(timedelta(hours=1))
    conexao.inicia()

    antiga, nova = sessoes()
    assert (antiga.causa, perto(antiga.fim, datas.agora() - timedelta(hours=1))) == ("Lost-Stop", True)
    assert (nova.fim, nova.entrada) == (None, 0)


def test_inicio_de_outra_sessao_do_mesmo_equipamento_encerra_a_que_perdeu_o_fim(conexao: Conexao) -> None:
    conexao.inicia()
    conexao.sinaliza(tempo=60, entrada=7)
    recuar(timedelta(hours=1))
    Conexao(conexao.nas, id_sessao="81000002").inicia()

    antiga, nova = sessoes()
    assert (antiga.causa, antiga.entrada, perto(antiga.fim, datas.agora() - timedelta(hours=1))) == ("Lost-Stop", 7, True)
    assert (nova.acctsessionid, nova.fim) == ("81000002", None)


def test_mesmo_identificador_em_dois_concentradores_sao_duas_sessoes(radius: Servidor) -> None:
    um_assinante()
    for endereco in ("127.0.0.31", "127.0.0.32"):
        um_nas(endereco)
        Conexao(Concentrador(radius, endereco)).inicia()

    assert [(s.nas_origem, s.fim) for s in sessoes()] == [("127.0.0.31", None), ("127.0.0.32", None)]


@pytest.mark.parametrize("tipo", [LIGADO, DESLIGADO])
def test_concentrador_que_liga_ou_desliga_encerra_as_suas_sessoes_e_so_elas(radius: Servidor, tipo: int) -> None:
    um_assinante()
    um_nas("127.0.0.33")
    um_nas("127.0.0.34")
    um, outro = Concentrador(radius, "127.0.0.33"), Concentrador(radius, "127.0.0.34")
    for i in range(2):
        Conexao(um, login=f"cliente{i}@isp", id_sessao=f"{i}").inicia()
    Conexao(outro, login="cliente9@isp", id_sessao="9").inicia(atributo(Tipo.NAS_IP_ADDRESS, 0x7F000021))

    assert um.contabilizar(tipo, atributo(Tipo.NAS_IDENTIFIER, "um"), atributo(Tipo.ACCT_SESSION_ID, "0"))

    assert [(s.acctsessionid, s.causa) for s in sessoes()] == [("0", "NAS-Reboot"), ("1", "NAS-Reboot"), ("9", None)]


def test_sessao_que_comecou_depois_do_reinicio_nao_e_encerrada_por_ele(conexao: Conexao) -> None:
    conexao.inicia()

    assert conexao.nas.contabilizar(LIGADO, relogio(datas.agora() - 60 * SEGUNDO))

    assert sessao().fim is None


def test_sessao_sem_sinal_e_varrida_no_ultimo_e_o_sinal_a_reabre(conexao: Conexao) -> None:
    conexao.inicia()
    conexao.sinaliza(tempo=60, entrada=10)
    recuar(timedelta(minutes=16))
    ultimo = sessao().sinal

    varridas, varrida = varrer(), sessao()
    conexao.sinaliza(tempo=1020, entrada=50)

    assert (varridas, varrida.fim, varrida.causa) == (1, ultimo, "Sem-Sinal")
    assert varrida.mes != "radacct_aberta"
    reaberta = sessao()
    assert (reaberta.fim, reaberta.causa, reaberta.entrada, reaberta.mes) == (None, None, 50, "radacct_aberta")


def test_sessao_varrida_termina_com_o_fim_que_chega_depois(conexao: Conexao) -> None:
    conexao.inicia()
    recuar(timedelta(minutes=16))
    varrer()

    conexao.termina(causa(1), tempo=960, entrada=70)

    unica = sessao()
    assert (unica.causa, unica.entrada, perto(unica.fim, datas.agora())) == ("User-Request", 70, True)


def test_varredura_deixa_quem_da_sinal_e_quem_nunca_deu(conexao: Conexao) -> None:
    conexao.inicia()
    recuar(timedelta(minutes=14))
    with connection.cursor() as cursor:
        cursor.execute(
            """insert into radacct (acctsessionid, acctuniqueid, nasipaddress, acctstarttime)
               values ('h', 'h', '10.0.0.1', '2020-01-01')"""
        )

    assert varrer() == 0


def test_mes_que_falta_e_feito(conexao: Conexao) -> None:
    conexao.inicia()
    recuar(timedelta(days=400))
    with connection.cursor() as cursor:
        cursor.execute("select 'radacct_' || to_char(acctupdatetime at time zone 'America/Sao_Paulo', 'YYYYMM') from radacct")
        mes = cursor.fetchone()[0]
        cursor.execute(f"drop table if exists {mes}")

    varrer()

    assert sessao().mes == mes


def test_tipo_desconhecido_e_confirmado_e_fica_registrado(conexao: Conexao) -> None:
    for tipo in (9, 15, 4_000):
        assert conexao.nas.contabilizar(tipo, *conexao.sempre)

    assert sessoes() == []
    assert {a.login for a in acessos()} == {LOGIN}
    assert {(a.aceito, (a.motivo or "").startswith("contabilidade_")) for a in acessos()} == {(False, True)}


def test_pacote_sem_tipo_e_confirmado_so_se_ficou_registrado(conexao: Conexao) -> None:
    pacote = montar_pedido(Codigo.ACCOUNTING_REQUEST, 1, conexao.sempre, conexao.nas.segredo.encode(), assinar=False)

    resposta = conexao.nas.enviar(pacote, pacote[4:20], conexao.nas.servidor.porta_acct, 1)

    assert (resposta is not None) == bool(acessos())


def test_sessao_continua_do_servico_que_a_comecou_quando_o_login_muda_de_dono(concentrador: Concentrador) -> None:
    um_nas()
    antigo = um_assinante()
    aceite = concentrador.pap()
    assert aceite is not None
    conexao = Conexao(concentrador, classe=aceite.classe())
    conexao.inicia()

    ClienteServico.objects.filter(pk=antigo.pk).update(status="cancelado", data_cancelamento=datas.agora())
    novo = um_assinante()
    conexao.sinaliza(tempo=60)
    conexao.termina(tempo=61)
    Conexao(concentrador, id_sessao="81000002").inicia()

    assert [s.id_cliente_servico for s in sessoes()] == [antigo.pk, novo.pk]


def test_classe_de_servico_que_nao_existe_mais_nao_impede_que_se_guarde(concentrador: Concentrador) -> None:
    um_nas()

    Conexao(concentrador, classe=b"e1.999999999.aaaaaaaa.bbbbbbbb.cccc").inicia()

    assert sessao().id_cliente_servico is None


def test_muitos_inicios_ao_mesmo_tempo_sao_todos_guardados(concentrador: Concentrador) -> None:
    um_nas()
    quantos = 1_000

    def inicia(i: int) -> bool:
        sempre = atributos({Tipo.USER_NAME: f"cliente{i}@isp", Tipo.ACCT_SESSION_ID: f"{i}"})
        return any(concentrador.contabilizar(INICIO, *sempre, prazo=5) for _ in range(3))

    with ThreadPoolExecutor(32) as linhas:
        respondidos = list(linhas.map(inicia, range(quantos)))

    assert all(respondidos)
    assert len({s.username for s in sessoes()}) == len(sessoes()) == quantos


def test_os_mesmos_pacotes_ao_mesmo_tempo_sao_uma_sessao(conexao: Conexao) -> None:
    def pacote(i: int) -> None:
        (conexao.inicia, conexao.sinaliza, conexao.termina)[i % 3]()

    with ThreadPoolExecutor(12) as linhas:
        list(linhas.map(pacote, range(60)))

    unica: Linha = sessao()
    assert unica.fim is not None
