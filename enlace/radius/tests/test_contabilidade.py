"""Accounting through FreeRADIUS: whatever order and loss the packets come with, one row a session, and true."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from enlace.core import datas
from enlace.radius.nas.atributos import Codigo, Tipo
from enlace.radius.nas.pacote import Atributo, montar_pedido
from enlace.radius.tests.concentrador import INICIO, Concentrador, atributo, atributos
from enlace.radius.tests.conexao import (
    Conexao,
    causa,
    perto,
    recuar,
)
from enlace.radius.tests.fabrica import LOGIN, MAC, um_assinante, um_nas
from enlace.radius.tests.tabelas import Linha, acessos, sessao, sessoes
from enlace.servicos.models import ClienteServico

pytestmark = pytest.mark.usefixtures("banco_confirmado")


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


def test_endereco_que_nao_e_de_ninguem_nao_apaga_o_que_tinha(conexao: Conexao) -> None:
    conexao.inicia(*ENDERECOS)
    for ipv4 in (0, 0xFFFFFFFE, 0xFFFFFFFF):
        conexao.sinaliza(atributo(Tipo.FRAMED_IP_ADDRESS, ipv4), *SEM_ENDERECO, tempo=60)
    no_meio = sessao()
    conexao.termina(atributo(Tipo.FRAMED_IP_ADDRESS, 0), *SEM_ENDERECO, tempo=61)
    Conexao(conexao.nas, id_sessao="81000002").inicia(atributo(Tipo.FRAMED_IP_ADDRESS, 0xFFFFFFFF), *SEM_ENDERECO)

    terminada, outra = sessoes()
    for linha in (no_meio, terminada):
        assert (linha.ipv4, linha.ipv6) == ("100.64.0.9", "2001:db8::9")
        assert (linha.ipv6_wan, linha.ipv6_lan) == ("2001:db8:1::/64", "2001:db8:2::/56")
    assert (outra.ipv4, outra.ipv6, outra.ipv6_wan, outra.ipv6_lan) == (None, None, None, None)


SEM_ENDERECO = [
    Atributo(Tipo.FRAMED_IPV6_ADDRESS, bytes(16)),
    Atributo(Tipo.FRAMED_IPV6_PREFIX, bytes((0, 64)) + bytes(8)),
    Atributo(Tipo.DELEGATED_IPV6_PREFIX, bytes((0, 0))),
]


@pytest.mark.parametrize("com", [Conexao.sinaliza, Conexao.termina])
def test_enderecos_que_mudam_na_sessao_ficam_guardados_com_seu_tempo(conexao: Conexao, com: Callable[..., None]) -> None:
    conexao.inicia(*ENDERECOS)
    conexao.sinaliza(*ENDERECOS, tempo=60)
    recuar(timedelta(minutes=5))
    antes = sessao()
    outros = [
        atributo(Tipo.FRAMED_IP_ADDRESS, 0x64400055),
        Atributo(Tipo.DELEGATED_IPV6_PREFIX, bytes.fromhex("003820010db8000300")),
    ]

    com(conexao, *outros, tempo=360, entrada=7)
    com(conexao, *outros, tempo=360, entrada=7)

    agora = sessao()
    assert (agora.ipv4, agora.ipv6, agora.ipv6_lan) == ("100.64.0.85", "2001:db8::9", "2001:db8:3::/56")
    assert (agora.duracao, agora.entrada, agora.inicio) == (360, 7, antes.inicio)
    ((desde, ultimo_sinal, ate, *enderecos),) = enderecos_de_antes()
    assert (desde, ultimo_sinal) == (antes.inicio, antes.sinal)
    assert perto(ate, datas.agora())
    assert enderecos == ["100.64.0.9", "2001:db8::9", "2001:db8:1::/64", "2001:db8:2::/56"]


def test_enderecos_que_so_chegam_depois_nao_sao_uma_mudanca(conexao: Conexao) -> None:
    conexao.inicia()
    conexao.sinaliza(*ENDERECOS, tempo=60)
    conexao.sinaliza(tempo=120)
    conexao.termina(*ENDERECOS, tempo=180)

    assert enderecos_de_antes() == []


def enderecos_de_antes() -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(
            """select desde, ultimo_sinal, ate, host(framedipaddress), host(framedipv6address), framedipv6prefix::text,
                   delegatedipv6prefix::text
               from radacct_endereco order by id_radacct_endereco"""
        )
        return list(cursor.fetchall())


def test_prefixo_ipv6_com_bits_alem_do_tamanho_e_guardado_como_rede(conexao: Conexao) -> None:
    conexao.inicia(Atributo(Tipo.DELEGATED_IPV6_PREFIX, bytes.fromhex("003820010db80002ffff")))

    assert sessao().ipv6_lan == "2001:db8:2:ff00::/56"


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
