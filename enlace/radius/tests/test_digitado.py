from datetime import UTC, datetime

import pytest

from enlace.radius.digitado import (
    EnderecoIlegivel,
    InstanteIlegivel,
    PrefixoAmploDemais,
    ler_endereco,
    ler_instante,
)

TARDE = datetime(2026, 11, 21, 16, 45, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("texto", "lido"),
    [
        (" 203.0.113.7 ", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:DB8::1", "2001:db8::1/128"),
        ("2001:db8:1:2::/64", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::1/128"),
    ],
)
def test_um_endereco_e_lido_como_as_pessoas_o_escrevem(texto: str, lido: str) -> None:
    assert str(ler_endereco(texto)) == lido


@pytest.mark.parametrize(
    "texto", ["", "maria", "203.0.113", "203.0.113.0/24", "2001:db8::1/64", "2001:db8::/129", "' or 1=1", "\0", "9" * 5_000]
)
def test_o_que_nao_e_endereco_nem_prefixo_ipv6_e_recusado(texto: str) -> None:
    with pytest.raises(EnderecoIlegivel):
        ler_endereco(texto)


def test_um_prefixo_de_muitos_clientes_e_recusado() -> None:
    assert str(ler_endereco("2001:db8:1::/48")) == "2001:db8:1::/48"

    with pytest.raises(PrefixoAmploDemais):
        ler_endereco("2001:db8::/47")


@pytest.mark.parametrize(
    "texto",
    [
        "21/11/2026 13:45:10",
        "21/11/2026 às 13:45:10",
        " 21/11/2026,  13:45:10 ",
        "2026-11-21 13:45:10",
        "2026-11-21T16:45:10Z",
        "2026-11-21T16:45:10.123456789+00:00",
        "21/11/2026 16:45:10 UTC",
        "21/11/2026 16:45:10 utc",
        "21/11/2026 13:45:10 GMT-3",
        "21/11/2026 13:45:10-03:00",
        "21/11/2026 22:15:10 +0530",
    ],
)
def test_um_instante_e_do_relogio_do_provedor_se_nao_diz_outro_fuso(texto: str) -> None:
    assert ler_instante(texto) == TARDE


def test_um_instante_pode_vir_sem_os_segundos() -> None:
    assert ler_instante("1/2/2026 9:05") == datetime(2026, 2, 1, 12, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    "texto",
    [
        "",
        "ontem",
        "21/11/2026",
        "30/02/2026 10:00",
        "21/11/26 10:00",
        "21/11/2026 24:00",
        "21/11/2026 10:60",
        "2026-11-21 10:00 UTC+99",
        "0001-01-01 00:00 +05:00",
        "\u0662\u0661/11/2026 10:00",
        "9" * 5_000,
    ],
)
def test_o_que_nao_e_um_instante_e_recusado(texto: str) -> None:
    with pytest.raises(InstanteIlegivel):
        ler_instante(texto)
