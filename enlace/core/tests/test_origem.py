from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.conf import settings
from django.http import HttpRequest
from django.test import override_settings

from enlace.core.origem import endereco_ip


def pedido(conexao: str = "198.51.100.9", encaminhado: str | None = None) -> HttpRequest:
    request = HttpRequest()
    request.META["REMOTE_ADDR"] = conexao
    if encaminhado is not None:
        request.META["HTTP_X_FORWARDED_FOR"] = encaminhado
    return request


@pytest.fixture
def _um_proxy() -> Iterator[None]:
    with override_settings(AMBIENTE=replace(settings.AMBIENTE, proxies=1)):
        yield


@pytest.fixture
def _dois_proxies() -> Iterator[None]:
    with override_settings(AMBIENTE=replace(settings.AMBIENTE, proxies=2)):
        yield


def test_sem_proxy_o_cabecalho_nao_vale() -> None:
    assert settings.AMBIENTE.proxies == 0

    assert endereco_ip(pedido(encaminhado="203.0.113.1")) == "198.51.100.9"


@pytest.mark.usefixtures("_um_proxy")
def test_com_um_proxy_vale_o_ultimo_endereco() -> None:
    assert endereco_ip(pedido(encaminhado="192.0.2.66, 203.0.113.1")) == "203.0.113.1"


@pytest.mark.usefixtures("_dois_proxies")
def test_com_dois_proxies_vale_o_penultimo() -> None:
    assert endereco_ip(pedido(encaminhado="192.0.2.66, 203.0.113.1, 10.0.0.1")) == "203.0.113.1"


@pytest.mark.usefixtures("_dois_proxies")
@pytest.mark.parametrize("encaminhado", [None, "", "203.0.113.1", "lixo, 10.0.0.1", "999.1.1.1, 10.0.0.1"])
def test_cabecalho_curto_ou_ilegivel_nao_vale(encaminhado: str | None) -> None:
    assert endereco_ip(pedido(encaminhado=encaminhado)) == "198.51.100.9"


@pytest.mark.usefixtures("_um_proxy")
@pytest.mark.parametrize(
    ("escrito", "lido"),
    [
        ("203.0.113.1:50000", "203.0.113.1"),
        ("[2001:db8::1]:50000", "2001:db8::1"),
        ("2001:0DB8:0:0::1", "2001:db8::1"),
        ("::ffff:203.0.113.1", "203.0.113.1"),
        ("fe80::1%eth0", "fe80::1"),
    ],
)
def test_endereco_sai_sempre_na_mesma_grafia(escrito: str, lido: str) -> None:
    assert endereco_ip(pedido(encaminhado=escrito)) == lido


def test_servidor_atras_de_um_soquete_unix_esta_nesta_maquina() -> None:
    assert endereco_ip(pedido(conexao="")) == "127.0.0.1"
