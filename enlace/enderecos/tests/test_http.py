import gzip
import logging

import pytest
from pytest_django import Settings

from enlace.enderecos.http import FalhaDoServico, NaoEncontrado, RespostaInvalida, ServicoExterno, ServicoForaDoAr, obter_json
from tests.servidor_http import (
    MUDA,
    Resposta,
    ServidorHttp,
    cortada,
    em_html,
    em_json,
    porta_fechada,
    sem_fim,
)


def servico(url: str, **limites: float) -> ServicoExterno:
    return ServicoExterno(nome="exemplo", titulo="Exemplo", url=url, **limites)  # type: ignore[arg-type]


def test_entrega_o_json_e_leva_os_parametros(servidor: ServidorHttp) -> None:
    servidor.respostas["/cep"] = em_json({"cidade": "São João"})

    corpo = obter_json(servico(servidor.url), "/cep", {"q": "rua à & b"})

    assert corpo == {"cidade": "São João"}
    assert servidor.pedidos[0].parametros == {"q": ["rua à & b"]}


def test_resposta_comprimida_e_lida(servidor: ServidorHttp) -> None:
    servidor.respostas["/cep"] = Resposta([gzip.compress(b"[1, 2]")], cabecalhos={"Content-Encoding": "gzip"})

    assert obter_json(servico(servidor.url), "/cep") == [1, 2]


def test_404_e_dito_a_parte(servidor: ServidorHttp) -> None:
    with pytest.raises(NaoEncontrado, match=r"Exemplo: não encontrado\."):
        obter_json(servico(servidor.url), "/nada")


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_status_de_quem_nao_pode_responder(servidor: ServidorHttp, status: int) -> None:
    servidor.respostas["/cep"] = em_json({}, status)

    with pytest.raises(ServicoForaDoAr, match=f"HTTP {status}"):
        obter_json(servico(servidor.url), "/cep")


@pytest.mark.parametrize("status", [204, 400, 403])
def test_outros_status_sao_resposta_invalida(servidor: ServidorHttp, status: int) -> None:
    servidor.respostas["/cep"] = Resposta(status=status)

    with pytest.raises(RespostaInvalida, match=f"HTTP {status}"):
        obter_json(servico(servidor.url), "/cep")


def test_status_de_erro_e_lido_de_quem_explica_o_erro_no_corpo(servidor: ServidorHttp) -> None:
    servidor.respostas["/cep"] = em_json({"status": "INVALID_REQUEST"}, 400)

    assert obter_json(servico(servidor.url), "/cep", aceitos={200, 400}) == {"status": "INVALID_REQUEST"}


@pytest.mark.parametrize(
    "corpo",
    [b"", b"   ", b"{", b'{"a": NaN}', b"[" * 60_000, b"1" * 5_000, b'{"a": "\xff"}', b"\x00"],
    ids=["vazio", "espacos", "cortado", "nan", "fundo", "numero_enorme", "nao_utf8", "nul"],
)
def test_o_que_nao_e_json_e_recusado(servidor: ServidorHttp, corpo: bytes) -> None:
    servidor.respostas["/cep"] = Resposta([corpo])

    with pytest.raises(RespostaInvalida, match="não é JSON"):
        obter_json(servico(servidor.url), "/cep")


def test_pagina_html_e_recusada(servidor: ServidorHttp) -> None:
    servidor.respostas["/cep"] = em_html()

    with pytest.raises(RespostaInvalida, match="não é JSON"):
        obter_json(servico(servidor.url), "/cep")


def test_redirecionamento_nao_e_seguido(servidor: ServidorHttp) -> None:
    servidor.respostas["/cep"] = Resposta(status=302, cabecalhos={"Location": f"{servidor.url}/interno"})
    servidor.respostas["/interno"] = em_json({"segredo": 1})

    with pytest.raises(RespostaInvalida, match="HTTP 302"):
        obter_json(servico(servidor.url), "/cep")

    assert [pedido.caminho for pedido in servidor.pedidos] == ["/cep"]


def test_resposta_sem_fim_e_cortada_no_limite(servidor: ServidorHttp) -> None:
    servidor.respostas["/cep"] = sem_fim()

    with pytest.raises(RespostaInvalida, match="grande demais"):
        obter_json(servico(servidor.url), "/cep")


def test_o_limite_vale_para_a_resposta_descomprimida(servidor: ServidorHttp) -> None:
    bomba = gzip.compress(b" " * 10_000_000)
    assert len(bomba) < 64 * 1024
    servidor.respostas["/cep"] = Resposta([bomba], cabecalhos={"Content-Encoding": "gzip"})

    with pytest.raises(RespostaInvalida, match="grande demais"):
        obter_json(servico(servidor.url), "/cep")


def test_compressao_estragada_nao_derruba(servidor: ServidorHttp) -> None:
    servidor.respostas["/cep"] = Resposta([b"isto nao e gzip"], cabecalhos={"Content-Encoding": "gzip"})

    with pytest.raises(ServicoForaDoAr, match="interrompida"):
        obter_json(servico(servidor.url), "/cep")


def test_quem_nao_responde_e_deixado_no_prazo(servidor: ServidorHttp) -> None:
    servidor.respostas["/cep"] = MUDA

    with pytest.raises(ServicoForaDoAr, match="a tempo"):
        obter_json(servico(servidor.url, ler=0.1), "/cep")


def test_quem_para_no_meio_do_corpo_e_deixado_no_prazo(servidor: ServidorHttp) -> None:
    servidor.respostas["/cep"] = Resposta([b'{"a":'], calar=True)

    with pytest.raises(ServicoForaDoAr, match="a tempo"):
        obter_json(servico(servidor.url, ler=0.1), "/cep")


def test_quem_pinga_e_deixado_no_prazo_total(servidor: ServidorHttp) -> None:
    # Each read comes within its own limit; together they are over the total, which is nothing here.
    servidor.respostas["/cep"] = Resposta([b'{"a":'], calar=True)

    with pytest.raises(ServicoForaDoAr, match="demorou demais"):
        obter_json(servico(servidor.url, total=0.0), "/cep")


def test_corpo_que_acaba_antes_do_prometido_e_recusado(servidor: ServidorHttp) -> None:
    servidor.respostas["/cep"] = cortada([1, 2, 3, 4])

    with pytest.raises(ServicoForaDoAr, match="interrompida"):
        obter_json(servico(servidor.url), "/cep")


def test_servico_parado() -> None:
    with porta_fechada() as url, pytest.raises(ServicoForaDoAr, match="não foi possível conectar"):
        obter_json(servico(url), "/cep")


def test_a_falha_nao_mostra_o_endereco_nem_no_que_a_causou() -> None:
    with porta_fechada() as url, pytest.raises(FalhaDoServico) as falha:
        obter_json(servico(url), "/cep/35500001", {"key": "segredo"})

    assert "segredo" not in str(falha.value)
    assert "35500001" not in str(falha.value)
    assert falha.value.__cause__ is None
    assert falha.value.__context__ is None


def test_o_registro_nao_mostra_o_endereco_pedido(servidor: ServidorHttp, caplog: pytest.LogCaptureFixture) -> None:
    servidor.respostas["/cep/35500001"] = em_json({})
    caplog.set_level(logging.DEBUG)

    obter_json(servico(servidor.url), "/cep/35500001", {"key": "segredo"})

    assert "segredo" not in caplog.text
    assert "35500001" not in caplog.text


def test_a_configuracao_muda_o_endereco_e_os_limites(servidor: ServidorHttp, settings: Settings) -> None:
    settings.SERVICOS_EXTERNOS = {"exemplo": {"url": servidor.url, "tamanho": 3}}
    servidor.respostas["/curto"] = em_json(123)
    servidor.respostas["/longo"] = em_json(1234)

    assert obter_json(servico("http://192.0.2.1"), "/curto") == 123
    with pytest.raises(RespostaInvalida, match="grande demais"):
        obter_json(servico("http://192.0.2.1"), "/longo")
