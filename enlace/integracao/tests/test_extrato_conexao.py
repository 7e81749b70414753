"""Chapter 4.6 over HTTP: the sessions of a login, an address, a MAC or a service."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from psycopg.types.json import Jsonb

from enlace.integracao.erros import CAMPOS_INVALIDOS
from enlace.integracao.tests.atendimentos import Banco
from tests.demonstracao import Api

pytestmark = pytest.mark.xdist_group("demo")

BIANCA, SERVICO = 11985, 11000
ACEITOS = "login,ipv4,ipv6_wan,ipv6_lan,mac,id_cliente_servico"
MEGABYTE = 1_048_576
VAZIO = {
    "status": "success",
    "msg": "Dados consultados com sucesso",
    "registros": [],
    "estatisticas": {
        "total_conexoes": 0,
        "download_total": 0,
        "upload_total": 0,
        "trafego_total": 0,
        "media_download": 0,
        "media_upload": 0,
    },
}
# A session that nobody else in the demonstration looks like, in the year before the demonstration's history.
SESSAO: dict[str, object] = {
    "username": "Do.Extrato",
    "id_cliente_servico": SERVICO,
    "acctsessionid": "81300001",
    "nasipaddress": "10.28.33.20",
    "acctstarttime": "2021-03-10 08:00:00-03",
    "acctstoptime": "2021-03-10 10:00:00-03",
    "acctinputoctets": 10 * MEGABYTE,
    "acctoutputoctets": 7200 * MEGABYTE,
    "callingstationid": "02-00-5E-10-0E-46",
    "framedipaddress": "198.18.7.1",
    "framedipv6prefix": "2001:db8:7:1::/64",
    "delegatedipv6prefix": "2001:db8:7100::/40",
}
Sessao = Callable[..., None]


@pytest.fixture
def sessao(banco: Banco) -> Iterator[Sessao]:
    """Writes a session like `SESSAO`, as history; gone afterwards."""
    numero = 0

    def escrever(**mudancas: object) -> None:
        nonlocal numero
        numero += 1
        valores = {**SESSAO, "acctuniqueid": f"extrato-{numero}", **mudancas}
        if valores["acctstoptime"]:
            banco.execute("select radacct_criar_mes(%s::timestamptz::date, 'America/Sao_Paulo')", [valores["acctstoptime"]])
        colunas = ", ".join(valores)
        banco.execute(f"insert into radacct ({colunas}) values ({', '.join(['%s'] * len(valores))})", list(valores.values()))

    yield escrever
    banco.execute("delete from radacct where acctuniqueid like 'extrato-%'")


def extrato(api: Api, busca: str, termo: str, **params: str) -> dict[str, Any]:
    dias = {"data_inicio": "2021-03-01", "data_fim": "2021-03-31"}
    resposta = api.consultar("cliente/extrato_conexao", busca=busca, termo_busca=termo, **{**dias, **params})
    assert resposta.status_code == 200
    return dict(resposta.json())


def inicios(resposta: dict[str, Any]) -> list[str]:
    return [r["acctstarttime"] for r in resposta["registros"]]


@pytest.mark.parametrize(
    ("busca", "termo"),
    [
        ("login", "do.extrato"),
        ("login", "DO.EXTRATO"),
        ("ipv4", "198.18.7.1"),
        ("mac", "02:00:5e:10:0e:46"),
        ("mac", "0200.5E10.0E46"),
        ("mac", "02005e100e46"),
        ("id_cliente_servico", str(SERVICO)),
        ("ipv6_wan", "2001:db8:7:1::/64"),
        ("ipv6_wan", "2001:0DB8:0007:0001:0000:0000:0000:0000/64"),
        ("ipv6_wan", "2001:db8:7:1:beef::9"),
        ("ipv6_wan", "2001:db8:7:1:beef::9/128"),
        ("ipv6_lan", "2001:db8:7100::/40"),
        ("ipv6_lan", "2001:db8:71ff:ffff::1"),
    ],
)
def test_cada_busca_acha_a_sessao(api: Api, sessao: Sessao, busca: str, termo: str) -> None:
    sessao()

    achada = extrato(api, busca, termo)

    assert inicios(achada) == ["2021-03-10 08:00:00-03"]


@pytest.mark.parametrize(
    ("busca", "termo"),
    [
        ("login", "do.extrat"),
        ("login", "do_extrato"),
        ("ipv4", "198.18.7.2"),
        ("mac", "02:00:5e:10:0e:47"),
        # Another prefix, though it holds this one or lies in it: prefixes are compared as they are.
        ("ipv6_wan", "2001:db8:7::/48"),
        ("ipv6_wan", "2001:db8:7:1::/65"),
        ("ipv6_wan", "2001:db8:7:2::1"),
        ("ipv6_lan", "2001:db8:7:1::1"),
        ("ipv6_lan", "2001:db8:7200::1"),
    ],
)
def test_o_que_so_se_parece_nao_acha(api: Api, sessao: Sessao, busca: str, termo: str) -> None:
    sessao()

    assert extrato(api, busca, termo) == VAZIO


def test_ipv6_wan_acha_tambem_o_endereco_do_enlace_e_uma_vez_so(api: Api, sessao: Sessao) -> None:
    sessao(framedipv6address="2001:db8:7:1::5")
    sessao(framedipv6address="2001:db8:7:1::5", framedipv6prefix=None, acctstarttime="2021-03-09 08:00:00-03")

    achadas = extrato(api, "ipv6_wan", "2001:db8:7:1::5")

    assert inicios(achadas) == ["2021-03-10 08:00:00-03", "2021-03-09 08:00:00-03"]


def test_traz_das_mais_novas_o_limite_e_soma_so_as_que_traz(api: Api, sessao: Sessao) -> None:
    for dia in (11, 13, 12):
        sessao(acctstarttime=f"2021-03-{dia} 08:00:00-03", acctstoptime=f"2021-03-{dia} 10:00:00-03")
    sessao(acctstarttime="2021-03-14 08:00:00-03", acctstoptime=None)

    resposta = extrato(api, "login", "do.extrato", limit="3")

    assert [inicio[:10] for inicio in inicios(resposta)] == ["2021-03-14", "2021-03-13", "2021-03-12"]
    assert resposta["estatisticas"]["total_conexoes"] == 3
    assert resposta["estatisticas"]["download_total"] == 3 * 7200


def test_estatisticas_sao_somas_e_megabytes_por_segundo_de_conexao(api: Api, sessao: Sessao) -> None:
    sessao()
    sessao(
        acctstarttime="2021-03-11 08:00:00-03", acctstoptime="2021-03-11 09:00:00-03", acctoutputoctets=None, acctinputoctets=None
    )
    sessao(
        acctstarttime="2021-03-12 08:00:00-03", acctstoptime="2021-03-12 08:00:00-03", acctoutputoctets=1, acctinputoctets=123_456
    )

    resposta = extrato(api, "login", "do.extrato")

    assert [(r["download_megabytes"], r["upload_megabytes"]) for r in resposta["registros"]] == [(0, 0.12), (0, 0), (7200, 10)]
    assert resposta["estatisticas"] == {
        "total_conexoes": 3,
        "download_total": 7200,
        "upload_total": 10.12,
        "trafego_total": 7210.12,
        # Of three hours.
        "media_download": 0.67,
        "media_upload": 0,
    }


def test_conexao_aberta_conta_ate_agora(api: Api, banco: Banco, sessao: Sessao) -> None:
    sessao(acctstarttime="2021-03-10 08:00:00-03", acctstoptime=None, acctoutputoctets=10**12)
    (segundos,) = banco.execute("select extract(epoch from now() - timestamptz '2021-03-10 08:00:00-03')").fetchone() or (0,)

    resposta = extrato(api, "login", "do.extrato")

    (registro,) = resposta["registros"]
    assert (registro["acctstoptime"], registro["acctstoptimebr"]) == (None, None)
    # Years are behind it: the seconds between the two questions do not show in two decimals.
    assert resposta["estatisticas"]["media_download"] == round(10**12 / MEGABYTE / float(segundos), 2)


@pytest.mark.parametrize(
    ("inicio", "fim", "achados"),
    [
        ("2021-03-10", "2021-03-10", 2),
        ("2021-03-09", "2021-03-09", 0),
        ("2021-03-11", "2021-03-11", 0),
        ("2021-03-09", "2021-03-11", 2),
        ("2021-03-10 23:00:00", "2021-03-10", 2),
    ],
)
def test_dias_sao_os_do_provedor_e_entram_inteiros(api: Api, sessao: Sessao, inicio: str, fim: str, achados: int) -> None:
    # In UTC the second one is on the eleventh.
    sessao(acctstarttime="2021-03-10 00:00:00-03")
    sessao(acctstarttime="2021-03-10 23:59:59-03", acctstoptime="2021-04-02 10:00:00-03")

    assert len(extrato(api, "login", "do.extrato", data_inicio=inicio, data_fim=fim)["registros"]) == achados


def test_sem_datas_sao_os_ultimos_trinta_dias_e_sem_inicio_os_trinta_antes_do_fim(api: Api, banco: Banco, sessao: Sessao) -> None:
    linha = banco.execute(
        """select (now() at time zone 'America/Sao_Paulo')::date::timestamp at time zone 'America/Sao_Paulo' - interval '30 days',
           now()"""
    ).fetchone()
    assert linha
    primeiro, agora = linha
    for inicio in (primeiro - timedelta(seconds=1), primeiro, agora):
        sessao(acctstarttime=inicio, acctstoptime=None)

    assert len(extrato(api, "login", "do.extrato", data_inicio="", data_fim="")["registros"]) == 2
    sessao()
    assert inicios(extrato(api, "login", "do.extrato", data_inicio="", data_fim="2021-04-09")) == ["2021-03-10 08:00:00-03"]
    assert extrato(api, "login", "do.extrato", data_inicio="", data_fim="2021-04-10") == VAZIO
    assert extrato(api, "login", "do.extrato", data_inicio="", data_fim="0001-01-02") == VAZIO
    assert extrato(api, "login", "do.extrato", data_inicio="9999-12-31", data_fim="9999-12-31") == VAZIO


def test_sessao_de_login_que_nao_e_de_ninguem_tem_as_chaves_vazias(api: Api, sessao: Sessao) -> None:
    sessao(id_cliente_servico=None, framedipaddress=None, callingstationid=None)

    (registro,) = extrato(api, "login", "do.extrato")["registros"]

    assert registro["servico"] == {"numero_plano": None, "nome": None, "valor": None, "status": None, "status_prefixo": None}
    assert registro["cliente"] == {"codigo_cliente": None, "nome_razaosocial": None, "cpf_cnpj": None}
    assert (registro["framedipaddress"], registro["callingstationid"]) == (None, None)


def test_texto_hostil_de_um_concentrador_sai_inteiro(api: Api, sessao: Sessao) -> None:
    hostil = 'a"}],"estatisticas":{"\\u0000\'; -- {sessoes} %(termo)s \t<b>'
    sessao(username=hostil, calledstationid=hostil)

    (registro,) = extrato(api, "login", hostil)["registros"]

    assert (registro["username"], registro["calledstationid"]) == (hostil, hostil)


@pytest.mark.parametrize(
    ("params", "msg", "erros"),
    [
        ({}, "Favor preencher o atributo (busca)", None),
        ({"busca": "login"}, "Favor preencher o atributo (termo_busca)", None),
        ({"busca": "ipv6"}, f"O tipo de busca (ipv6) não é válido | Valores aceitos para esse campo: {ACEITOS}", None),
        ({"busca": "login", "termo_busca": "x", "limit": "51"}, "O limite máximo de resultados é de 50 itens", None),
        (
            {"busca": "login", "termo_busca": "x", "limit": "0"},
            CAMPOS_INVALIDOS,
            ["O campo limit deve ser um número inteiro maior ou igual a 1."],
        ),
        (
            {"busca": "login", "termo_busca": "x", "data_inicio": "2021-02-30"},
            CAMPOS_INVALIDOS,
            ["O campo data inicio não é uma data válida (AAAA-MM-DD)."],
        ),
        (
            {"busca": "login", "termo_busca": "x", "data_inicio": "2021-02-02", "data_fim": "2021-02-01"},
            CAMPOS_INVALIDOS,
            ["O campo data fim deve ser uma data maior ou igual a data inicio."],
        ),
    ],
)
def test_recusa_na_frase_do_contrato(api: Api, params: dict[str, str], msg: str, erros: list[str] | None) -> None:
    resposta = api.consultar("cliente/extrato_conexao", **params)

    assert resposta.status_code == 200
    assert resposta.json() == {"status": "error", "msg": msg, **({"errors": erros} if erros else {})}


@pytest.mark.parametrize("busca", ACEITOS.split(","))
@pytest.mark.parametrize(
    "termo",
    [
        "x" * 10_240,
        "%",
        "\\",
        "'",
        "a\0b",
        "\N{FULLWIDTH DIGIT NINE}",
        "1e9",
        "-1",
        "9" * 30,
        "300.1.1.1",
        "::1%eth0",
        "::/0",
        "::/129",
    ],
)
def test_termo_estranho_nao_acha_nada(api: Api, busca: str, termo: str) -> None:
    assert extrato(api, busca, termo) == VAZIO


JANELA = {"data_inicio": "2021-03-01", "data_fim": "2021-03-31"}


@pytest.mark.parametrize(
    ("busca", "termo", "rastro"),
    [
        ("ipv4", "198.18.7.1", {"termo": "198.18.7.1", **JANELA, "pessoas": [BIANCA]}),
        ("ipv4", "198.18.7.99", {"termo": "198.18.7.99", **JANELA, "pessoas": []}),
        ("ipv6_wan", "2001:DB8:7:1::9", {"termo": "2001:db8:7:1::9/128", **JANELA, "pessoas": [BIANCA]}),
        ("ipv6_lan", "2001:db8:7100::/40", {"termo": "2001:db8:7100::/40", **JANELA, "pessoas": [BIANCA]}),
        ("mac", "0200.5E10.0E46", {"termo": "02:00:5e:10:0e:46", **JANELA, "pessoas": [BIANCA]}),
        ("login", "do.extrato", {"pessoas": [BIANCA]}),
        ("id_cliente_servico", str(SERVICO), {"pessoas": [BIANCA]}),
    ],
)
def test_leitura_deixa_rastro_de_quem_foi_lido_e_de_que_endereco_se_perguntou(
    api: Api, banco: Banco, sessao: Sessao, busca: str, termo: str, rastro: dict[str, object]
) -> None:
    sessao()
    sessao(id_cliente_servico=None)
    (antes,) = banco.execute("select coalesce(max(id_leitura), 0) from auditoria_leitura").fetchone() or (0,)

    extrato(api, busca, termo)

    # A thread of its own writes it, within a second.
    feita = Jsonb({"busca": busca, **rastro})
    for _vez in range(300):
        rastros = banco.execute(
            "select from auditoria_leitura where id_leitura > %s and rota = 'cliente/extrato_conexao' and filtros = %s",
            [antes, feita],
        ).rowcount
        if rastros:
            break
        banco.execute("select pg_sleep(0.1)")
    # That of a test before this one may arrive now.
    assert rastros >= 1
