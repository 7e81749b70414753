from datetime import UTC, datetime
from ipaddress import IPv4Address, IPv6Address, IPv6Network

import pytest

from enlace.core.errors import RuleRefused
from enlace.radius.nas.atributos import Codigo, Tipo
from enlace.radius.nas.pacote import Atributo, AtributoInvalido, PacoteGrandeDemais, endereco, ler, pedido_confere, texto
from enlace.radius.nas.sessao import (
    Desconexao,
    Destino,
    DestinoSemPedidos,
    Mudanca,
    MudancaVazia,
    Sessao,
    SessaoSemIdentificacao,
    em_bytes,
)

TUDO = Sessao(
    login="joao@isp",
    id_sessao="81000001",
    mac="D4:CA:6D:00:00:01",
    porta="ether2",
    nas=IPv4Address("10.0.0.1"),
    ipv4=IPv4Address("100.64.0.9"),
    ipv6_wan=IPv6Network("2001:db8:1::/64"),
)


def test_desconexao_leva_tudo_que_identifica_a_conexao_e_nada_mais() -> None:
    pacote = ler(em_bytes(Desconexao(TUDO), identificador=9, segredo=b"s", agora=None))

    assert (pacote.codigo, pacote.identificador) == (Codigo.DISCONNECT_REQUEST, 9)
    assert {a.tipo: a.valor for a in pacote.atributos if a.tipo != Tipo.MESSAGE_AUTHENTICATOR} == {
        Tipo.USER_NAME: b"joao@isp",
        Tipo.ACCT_SESSION_ID: b"81000001",
        Tipo.CALLING_STATION_ID: b"D4:CA:6D:00:00:01",
        Tipo.NAS_PORT_ID: b"ether2",
        Tipo.NAS_IP_ADDRESS: bytes([10, 0, 0, 1]),
        Tipo.FRAMED_IP_ADDRESS: bytes([100, 64, 0, 9]),
        Tipo.FRAMED_IPV6_PREFIX: bytes.fromhex("004020010db800010000"),
    }
    assert pedido_confere(pacote, b"s")


def test_nas_de_endereco_ipv6_vai_em_atributo_proprio() -> None:
    atributos = Sessao(login="joao", nas=IPv6Address("2001:db8::1")).atributos()

    assert endereco(Tipo.NAS_IPV6_ADDRESS, IPv6Address("2001:db8::1")) in atributos


def test_o_que_nao_se_sabe_fica_de_fora() -> None:
    pacote = ler(em_bytes(Desconexao(Sessao(login="joao")), identificador=0, segredo=b"s", agora=None))

    assert [a.tipo for a in pacote.atributos] == [Tipo.MESSAGE_AUTHENTICATOR, Tipo.USER_NAME]


def test_mudanca_leva_a_conexao_e_os_novos_atributos() -> None:
    mudanca = Mudanca(Sessao(login="joao"), (texto(8, "2M/10M", 14988),))

    pacote = ler(em_bytes(mudanca, identificador=0, segredo=b"s", agora=None))

    assert pacote.codigo == Codigo.COA_REQUEST
    assert pacote.valores(Tipo.USER_NAME) == [b"joao"]
    assert pacote.valores(8, 14988) == [b"2M/10M"]


def test_hora_so_vai_quando_e_dada() -> None:
    agora = datetime(2026, 10, 1, 12, tzinfo=UTC)

    com_hora = ler(em_bytes(Desconexao(TUDO), identificador=0, segredo=b"s", agora=agora))
    sem_hora = ler(em_bytes(Desconexao(TUDO), identificador=0, segredo=b"s", agora=None))

    assert com_hora.inteiro(Tipo.EVENT_TIMESTAMP) == int(agora.timestamp())
    assert sem_hora.inteiro(Tipo.EVENT_TIMESTAMP) is None


def test_conexao_que_nada_identifica_e_recusada() -> None:
    with pytest.raises(SessaoSemIdentificacao, match="não há como dizer"):
        Sessao(nas=IPv4Address("10.0.0.1"), porta="ether2")


def test_login_que_nao_cabe_e_recusado_ao_ser_escrito() -> None:
    with pytest.raises(AtributoInvalido, match="User-Name"):
        Sessao(login="x" * 254)


def test_mudanca_sem_nada_e_recusada() -> None:
    with pytest.raises(MudancaVazia):
        Mudanca(Sessao(login="joao"), ())


@pytest.mark.parametrize("tipo", [Tipo.USER_NAME, Tipo.FRAMED_IP_ADDRESS, Tipo.ACCT_SESSION_ID, Tipo.MESSAGE_AUTHENTICATOR])
def test_mudanca_nao_troca_o_que_identifica_a_conexao(tipo: Tipo) -> None:
    with pytest.raises(AtributoInvalido, match="diz qual é a conexão"):
        Mudanca(Sessao(login="joao"), (Atributo(tipo, b"1234"),))


def test_mudanca_que_nao_cabe_em_um_pacote_e_recusada_ao_ser_escrita() -> None:
    with pytest.raises(PacoteGrandeDemais, match="não cabe"):
        Mudanca(Sessao(login="joao"), (Atributo(Tipo.REPLY_MESSAGE, b"x" * 253),) * 17)


def test_mudanca_aceita_cabe_no_pacote_tambem_com_a_hora() -> None:
    cheia = (Atributo(Tipo.REPLY_MESSAGE, b"x" * 253),) * 15

    with pytest.raises(PacoteGrandeDemais):
        Mudanca(Sessao(login="joao"), (*cheia, Atributo(Tipo.REPLY_MESSAGE, b"x" * 225)))
    maior = Mudanca(Sessao(login="joao"), (*cheia, Atributo(Tipo.REPLY_MESSAGE, b"x" * 219)))

    assert len(em_bytes(maior, identificador=0, segredo=b"s", agora=datetime(2026, 10, 1, tzinfo=UTC))) == 4096


def test_segredo_nao_aparece_quando_o_destino_e_mostrado() -> None:
    assert "sigiloso" not in repr(Destino("10.0.0.1", 3799, b"sigiloso"))


@pytest.mark.parametrize(
    ("endereco_do_nas", "porta", "segredo", "falta"),
    [
        ("", 3799, b"s", "endereço"),
        ("10.0.0.1", 0, b"s", "porta"),
        ("10.0.0.1", 65536, b"s", "porta"),
        ("10.0.0.1", 3799, b"", "segredo"),
    ],
)
def test_destino_incompleto_diz_o_que_falta_no_cadastro(endereco_do_nas: str, porta: int, segredo: bytes, falta: str) -> None:
    with pytest.raises(DestinoSemPedidos, match=falta) as recusa:
        Destino(endereco_do_nas, porta, segredo)

    assert isinstance(recusa.value, RuleRefused)
