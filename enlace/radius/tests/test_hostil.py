"""What nobody should send: each login, password and packet through FreeRADIUS, which must go on and store what was said."""

import os
import random
import struct

import pytest

from enlace.radius.nas.atributos import Codigo, Tipo
from enlace.radius.nas.pacote import Atributo, montar_pedido
from enlace.radius.tests.concentrador import CURTO, FIM, INICIO, SINAL, Concentrador, atributo, atributos
from enlace.radius.tests.fabrica import LOGIN, SEGREDO, um_assinante, um_nas
from enlace.radius.tests.tabelas import acessos, sessao, sessoes

pytestmark = pytest.mark.usefixtures("banco_confirmado")

TEXTOS = [
    "a+b@isp",
    "joão çedilha@isp",
    "com espaço",
    " entre espacos ",
    "o'brien",
    "'",
    '"aspas"',
    "'aspas'",
    "`date`",
    "x' OR '1'='1",
    "'); drop table radacct; --",
    "barra\\invertida",
    "\\\\",
    "\\",
    "termina\\",
    "\\134\\047",
    "\\n\\t",
    "%{User-Password}",
    "%{sql:select 1}",
    "%{control:Cleartext-Password}",
    "$ENV{PATH}",
    "${confdir}",
    "%s %n %% %",
    "{0}",
    "&control:Cleartext-Password",
    "/etc/passwd",
    "日本語",
    "😀",
    "=2B",
    "=",
    ":=",
    "#x",
]


@pytest.mark.parametrize("texto", TEXTOS)
def test_login_e_senha_com_sinais_valem_como_estao_escritos(concentrador: Concentrador, texto: str) -> None:
    um_nas()
    servico = um_assinante(texto, texto)

    respostas = [concentrador.pap(texto, texto), concentrador.chap(texto, texto)]
    errada = concentrador.pap(texto, texto + "x")

    assert [r is not None and r.aceito for r in respostas] == [True, True]
    assert errada is not None
    assert not errada.aceito
    assert {(a.login, a.aceito, a.id_cliente_servico) for a in acessos()} == {(texto, True, servico.pk), (texto, False, servico.pk)}


@pytest.mark.parametrize("texto", TEXTOS)
def test_sessao_de_login_com_sinais_e_guardada_como_foi_dita(concentrador: Concentrador, texto: str) -> None:
    um_nas()
    servico = um_assinante(texto, texto)

    respondido = [concentrador.contabilizar(tipo, *atributos({1: texto, 44: texto, 31: texto})) for tipo in (INICIO, SINAL, FIM)]

    assert all(respondido)
    unica = sessao()
    assert (unica.username, unica.acctsessionid, unica.mac, unica.id_cliente_servico) == (texto, texto, texto, servico.pk)
    assert unica.fim is not None


@pytest.mark.parametrize("senha", ["x" * 128, "ç" * 64, " ", "1"])
def test_senhas_do_menor_ao_maior_tamanho(concentrador: Concentrador, senha: str) -> None:
    um_nas()
    um_assinante(senha=senha)

    assert [r is not None and r.aceito for r in (concentrador.pap(senha=senha), concentrador.chap(senha=senha))] == [True, True]


def test_login_e_senha_de_253_bytes(concentrador: Concentrador) -> None:
    um_nas()
    login, senha = "l" * 249 + "@isp", "'" * 253
    um_assinante(login, senha)

    certa, outra = concentrador.chap(login, senha), concentrador.chap(login[1:], senha)

    assert certa is not None
    assert outra is not None
    assert (certa.aceito, outra.aceito) == (True, False)


@pytest.mark.parametrize(
    "login",
    ["joão@isp".encode("latin-1"), b"jo\0ao@isp", b"\xff\xfe\x00\x01", b"\xc3", b"\x01\x02\x7f", b"\xed\xa0\x80", b"a\tb", b"a\nb"],
)
def test_bytes_que_nao_sao_texto_sao_recusados_e_guardados_legiveis(concentrador: Concentrador, login: bytes) -> None:
    um_nas()
    um_assinante("jo", "senha-da-bianca")

    acesso = concentrador.pap(login)
    contado = concentrador.contabilizar(INICIO, Atributo(Tipo.USER_NAME, login), Atributo(Tipo.ACCT_SESSION_ID, login))

    assert acesso is not None
    assert acesso.codigo == Codigo.ACCESS_REJECT
    assert contado is not None
    assert [(a.motivo, a.login.isprintable()) for a in acessos()] == [("login_desconhecido", True)]
    assert [(s.id_cliente_servico, (s.username or "").isprintable()) for s in sessoes()] == [(None, True)]


def test_bytes_em_latin_1_ficam_legiveis_no_registro(concentrador: Concentrador) -> None:
    um_nas()

    concentrador.pap("joão@isp".encode("latin-1"), "x", Atributo(Tipo.CALLING_STATION_ID, b"\xe3\\"))

    assert [(a.login, a.mac) for a in acessos()] == [("jo\\343o@isp", "\\343\\\\")]


@pytest.mark.parametrize(
    "classe", [b"e1.", b"e1.x.y", b"e1.'; --", b"e1.99999999999999999999.a.b.c", b"\xff\x00", b"e1.0.a.b.c", b"outra"]
)
def test_classe_que_nao_e_nossa_nao_impede_que_a_sessao_seja_guardada(concentrador: Concentrador, classe: bytes) -> None:
    um_nas()
    servico = um_assinante()

    respondido = [
        concentrador.contabilizar(tipo, *atributos({1: LOGIN, 44: "81000001"}), Atributo(Tipo.CLASS, classe))
        for tipo in (INICIO, SINAL, FIM)
    ]

    assert all(respondido)
    assert sessao().id_cliente_servico == servico.pk


def test_sessao_sem_login_sem_identificador_e_sem_endereco_e_guardada(concentrador: Concentrador) -> None:
    um_nas()

    assert concentrador.contabilizar(INICIO) is not None
    assert sessao().id_cliente_servico is None


def test_pacote_maior_que_a_norma_ou_cortado_e_ignorado(concentrador: Concentrador) -> None:
    um_nas()
    um_assinante()
    atributos_ = b"".join(Atributo(Tipo.REPLY_MESSAGE, b"x" * 253).em_bytes() for _ in range(17))
    grande = struct.pack("!BBH", Codigo.ACCESS_REQUEST, 1, 20 + len(atributos_)) + os.urandom(16) + atributos_
    inicio = montar_pedido(
        Codigo.ACCOUNTING_REQUEST, 1, atributos({40: INICIO, 1: LOGIN, 44: "1"}), SEGREDO.encode(), assinar=False
    )
    portas = concentrador.servidor

    mudos = [
        concentrador.enviar(grande, grande[4:20], portas.porta_auth, CURTO),
        concentrador.enviar(inicio[:-1], inicio[4:20], portas.porta_acct, CURTO),
        concentrador.enviar(inicio[:19].ljust(19, b"\0"), inicio[4:20].ljust(16), portas.porta_acct, CURTO),
    ]

    assert len(grande) > 4096
    assert mudos == [None] * 3
    assert sessoes() == []
    assert concentrador.pap() is not None


def test_muitos_atributos_e_bytes_ao_acaso_nao_derrubam_o_servidor(concentrador: Concentrador) -> None:
    um_nas()
    um_assinante()

    cheio = concentrador.pap(LOGIN, "senha-da-bianca", *[atributo(Tipo.REPLY_MESSAGE, "x") for _ in range(300)], prazo=CURTO)
    for tamanho in range(0, 400, 4):
        for porta in (concentrador.servidor.porta_auth, concentrador.servidor.porta_acct):
            concentrador.lancar(os.urandom(tamanho), porta)

    assert cheio is None
    assert concentrador.pap() is not None


# Every attribute whose value reaches the database.
GUARDADOS = [1, 4, 5, 6, 7, 8, 25, 30, 31, 41, 42, 43, 45, 46, 49, 52, 53, 55, 61, 77, 87, 95, 96, 97, 123, 168]


@pytest.mark.parametrize("semente", range(3))
def test_atributos_com_qualquer_conteudo_nao_impedem_que_cada_sessao_seja_guardada(
    concentrador: Concentrador, semente: int
) -> None:
    um_nas()
    acaso = random.Random(semente)  # noqa: S311 - the same packets each time
    quantas = 60

    respondidos = []
    for i in range(quantas):
        tipos = acaso.sample(GUARDADOS, acaso.randint(1, 9))
        ao_acaso = [Atributo(tipo, acaso.randbytes(acaso.choice([1, 2, 4, 6, 8, 16, 18, 20, 253]))) for tipo in tipos]
        respondidos.append(
            concentrador.contabilizar(acaso.choice([INICIO, SINAL, FIM]), atributo(Tipo.ACCT_SESSION_ID, f"{i}"), *ao_acaso)
        )

    assert None not in respondidos
    assert {s.acctsessionid for s in sessoes()} == {f"{i}" for i in range(quantas)}
