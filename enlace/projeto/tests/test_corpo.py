"""Bodies, read whole before Django sees the request; larger ones only where they are expected."""

import io
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse

from enlace.painel.cobranca.retornos import MAIOR_ARQUIVO
from enlace.projeto.corpo import CorpoDeUmaVez


def lido(caminho: str, corpo: bytes, *, anunciado: int | None = None) -> tuple[bytes, str]:
    """What the application gets of a body, and the length that it is told."""
    visto: dict[str, Any] = {}

    def aplicacao(environ: dict[str, Any], _responder: object) -> Iterable[bytes]:
        visto.update(environ)
        return [b""]

    camada = CorpoDeUmaVez(aplicacao, limite=10, maiores={"/arquivo/": 100})
    tamanho = str(len(corpo) if anunciado is None else anunciado)
    pedido = {"PATH_INFO": caminho, "CONTENT_LENGTH": tamanho, "wsgi.input": io.BytesIO(corpo)}
    list(camada(pedido, lambda *_resposta: None))
    return (visto["wsgi.input"].read(), visto["CONTENT_LENGTH"]) if visto else (b"", "")


def test_um_corpo_dentro_do_limite_chega_inteiro() -> None:
    assert lido("/", b"0123456789") == (b"0123456789", "10")


def test_o_que_passa_do_limite_chega_vazio_com_o_tamanho_que_tinha() -> None:
    assert lido("/", b"0" * 11) == (b"", "11")


def test_onde_se_espera_um_arquivo_o_limite_e_o_dele() -> None:
    assert lido("/arquivo/", b"0" * 100) == (b"0" * 100, "100")
    assert lido("/arquivo/", b"0" * 101) == (b"", "101")
    assert lido("/arquivo/outro/", b"0" * 11) == (b"", "11")


def test_um_corpo_cortado_nao_chega_a_ninguem() -> None:
    assert lido("/", b"01234", anunciado=9) == (b"", "")


def test_a_pagina_dos_retornos_recebe_o_maior_arquivo_que_aceita() -> None:
    assert {reverse("painel:cobranca:ler_retorno"): MAIOR_ARQUIVO + 100_000} == settings.CORPOS_MAIORES
