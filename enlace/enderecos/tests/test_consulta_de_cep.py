import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from django.db import connection, transaction
from pytest_django import Settings

from enlace.enderecos.consulta_de_cep import CepSemResposta, CidadeDoCep, LugarDoCep, cidade_do_cep, lugar_do_cep
from enlace.enderecos.models import Bairro, CepConsultado, Cidade
from enlace.enderecos.tests.fabrica import um_endereco
from tests.servidor_http import (
    MUDA,
    Pedido,
    Resposta,
    ServidorHttp,
    cortada,
    em_html,
    em_json,
    porta_fechada,
    sem_fim,
)

CEP = "35500042"
VIACEP = f"/ws/{CEP}/json/"
BRASILAPI = f"/api/cep/v2/{CEP}"
OPENCEP = f"/v1/{CEP}"

DO_VIACEP = em_json(
    {"cep": "35500-042", "logradouro": "Rua Goiás", "bairro": "Centro", "localidade": "Divinópolis", "uf": "MG", "ibge": "3122306"}
)
DA_BRASILAPI = em_json(
    {"cep": CEP, "state": "MG", "city": "DIVINOPOLIS", "neighborhood": "Centro", "street": "Rua Goiás", "service": "correios"}
)
DO_OPENCEP = em_json(
    {"cep": "35500-042", "logradouro": "Rua Goiás", "bairro": "Centro", "localidade": "Divinópolis", "uf": "MG", "ibge": "3122306"}
)
DESCONHECIDO_NO_VIACEP = em_json({"erro": "true"})


@pytest.fixture
def servicos(servidor: ServidorHttp, settings: Settings) -> ServidorHttp:
    """The three services on one server: their paths tell them apart. What has no answer yet answers 404."""
    settings.SERVICOS_EXTERNOS = {nome: {"url": servidor.url, "ler": 0.5} for nome in ("viacep", "brasilapi", "opencep")}
    return servidor


def divinopolis() -> Cidade:
    return Cidade.objects.create(nome="Divinópolis", estado_id="MG", ibge="3122306")


def perguntados(servicos: ServidorHttp) -> list[str]:
    return [pedido.caminho for pedido in servicos.pedidos]


@pytest.mark.django_db
@pytest.mark.parametrize("cep", ["00000000", "00999999"])
def test_cep_abaixo_do_primeiro_que_existe_nao_e_perguntado_a_ninguem(servicos: ServidorHttp, cep: str) -> None:
    assert cidade_do_cep(cep) is None
    assert perguntados(servicos) == []


@pytest.mark.django_db
def test_cep_que_o_provedor_ja_tem_nao_sai_de_casa(servicos: ServidorHttp) -> None:
    endereco = um_endereco(cep=CEP)

    assert cidade_do_cep("35.500-042") == CidadeDoCep(endereco.bairro.cidade_id, "RUA GOIÁS", "CENTRO", fonte="enderecos")
    assert perguntados(servicos) == []


@pytest.mark.django_db
def test_a_cidade_da_maioria_dos_enderecos_vence_um_erro_de_digitacao() -> None:
    outra = Bairro.objects.create(cidade=Cidade.objects.create(nome="Abaeté", estado_id="MG", ibge="3100203"), nome="CENTRO")
    um_endereco(cep=CEP, bairro=outra)
    certos = [um_endereco(cep=CEP), um_endereco(cep=CEP)]

    cidade = cidade_do_cep(CEP)

    assert cidade
    assert cidade.id_cidade == certos[0].bairro.cidade_id


@pytest.mark.django_db
def test_cep_de_muitas_ruas_so_diz_a_cidade() -> None:
    endereco = um_endereco(cep=CEP)
    um_endereco(cep=CEP, endereco="PARÁ", bairro=Bairro.objects.create(cidade=endereco.bairro.cidade, nome="ESPLANADA"))

    assert cidade_do_cep(CEP) == CidadeDoCep(endereco.bairro.cidade_id, "", "", fonte="enderecos")


@pytest.mark.django_db
def test_viacep_e_o_primeiro_e_a_resposta_e_lembrada(servicos: ServidorHttp) -> None:
    cidade = divinopolis()
    servicos.respostas[VIACEP] = DO_VIACEP

    primeira, segunda = cidade_do_cep(CEP), cidade_do_cep(CEP)

    assert primeira == CidadeDoCep(cidade.pk, "Rua Goiás", "Centro", fonte="viacep")
    assert segunda == primeira
    assert perguntados(servicos) == [VIACEP]


@pytest.mark.django_db
@pytest.mark.parametrize("desconhecido", [em_json({"erro": "true"}), em_json({"erro": True}), em_html(404)])
def test_quem_nao_conhece_o_cep_passa_a_brasilapi_que_diz_a_cidade_por_nome(servicos: ServidorHttp, desconhecido: Resposta) -> None:
    cidade = divinopolis()
    Cidade.objects.create(nome="Divinopolis", estado_id="GO", ibge="5208301")
    servicos.respostas[VIACEP] = desconhecido
    servicos.respostas[BRASILAPI] = DA_BRASILAPI

    assert cidade_do_cep(CEP) == CidadeDoCep(cidade.pk, "Rua Goiás", "Centro", fonte="brasilapi")
    assert perguntados(servicos) == [VIACEP, BRASILAPI]


@pytest.mark.django_db
def test_o_lugar_de_um_cep_diz_a_cidade_por_extenso_e_e_perguntado_uma_vez(servicos: ServidorHttp) -> None:
    divinopolis()
    servicos.respostas[VIACEP] = DO_VIACEP

    lugares = [lugar_do_cep(texto) for texto in ("35.500-042", CEP)]

    assert lugares == [LugarDoCep(CEP, "Rua Goiás", "Centro", "Divinópolis/MG")] * 2
    assert lugar_do_cep("35500-000") is None
    assert perguntados(servicos)[0] == VIACEP


@pytest.mark.django_db
def test_opencep_e_o_ultimo(servicos: ServidorHttp) -> None:
    cidade = divinopolis()
    servicos.respostas[VIACEP] = em_html(500)
    servicos.respostas[OPENCEP] = DO_OPENCEP

    assert cidade_do_cep(CEP) == CidadeDoCep(cidade.pk, "Rua Goiás", "Centro", fonte="opencep")
    assert perguntados(servicos) == [VIACEP, BRASILAPI, OPENCEP]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "ruim",
    [
        MUDA,
        em_html(),
        em_html(503),
        sem_fim(),
        cortada({"ibge": "3122306", "uf": "MG"}),
        Resposta(status=302, cabecalhos={"Location": "http://127.0.0.1:9/"}),
        em_json(None),
        em_json([]),
        em_json("3122306"),
        em_json({}),
        em_json({"erro": ["x"]}),
        em_json({"ibge": 3122306, "uf": 31, "localidade": {"nome": "Divinópolis"}}),
        em_json({"ibge": "31223", "uf": "Minas", "localidade": "Divinópolis"}),
        em_json({"ibge": "", "uf": "MG", "localidade": "\x00\ud800"}),
    ],
)
def test_servico_que_falha_ou_diz_disparates_passa_ao_seguinte(servicos: ServidorHttp, ruim: Resposta) -> None:
    cidade = divinopolis()
    servicos.respostas[VIACEP] = ruim
    servicos.respostas[BRASILAPI] = DA_BRASILAPI

    assert cidade_do_cep(CEP) == CidadeDoCep(cidade.pk, "Rua Goiás", "Centro", fonte="brasilapi")


@pytest.mark.django_db
def test_servico_parado_passa_ao_seguinte(servicos: ServidorHttp, settings: Settings) -> None:
    cidade = divinopolis()
    servicos.respostas[BRASILAPI] = DA_BRASILAPI

    with porta_fechada() as url:
        settings.SERVICOS_EXTERNOS = {**settings.SERVICOS_EXTERNOS, "viacep": {"url": url}}
        encontrada = cidade_do_cep(CEP)

    assert encontrada == CidadeDoCep(cidade.pk, "Rua Goiás", "Centro", fonte="brasilapi")


@pytest.mark.django_db
def test_textos_estranhos_sao_guardados_limpos_e_no_tamanho(servicos: ServidorHttp) -> None:
    cidade = divinopolis()
    servicos.respostas[VIACEP] = em_json({"ibge": "3122306", "logradouro": "Rua\x00 " + "A" * 300, "bairro": "\ud800Centro\n"})

    esperada = CidadeDoCep(cidade.pk, "Rua " + "A" * 196, "Centro", fonte="viacep")
    assert cidade_do_cep(CEP) == esperada
    assert cidade_do_cep(CEP) == esperada


@pytest.mark.django_db
def test_cidade_que_nao_esta_na_tabela_passa_ao_seguinte(servicos: ServidorHttp) -> None:
    cidade = divinopolis()
    servicos.respostas[VIACEP] = em_json({"ibge": "3106200", "localidade": "Belo Horizonte", "uf": "MG"})
    servicos.respostas[BRASILAPI] = DA_BRASILAPI

    assert cidade_do_cep(CEP) == CidadeDoCep(cidade.pk, "Rua Goiás", "Centro", fonte="brasilapi")


@pytest.mark.django_db
def test_cep_que_ninguem_conhece_nao_e_lembrado(servicos: ServidorHttp) -> None:
    servicos.respostas[VIACEP] = DESCONHECIDO_NO_VIACEP

    assert cidade_do_cep(CEP) is None
    assert perguntados(servicos) == [VIACEP, BRASILAPI, OPENCEP]
    assert not CepConsultado.objects.exists()


@pytest.mark.django_db
def test_sem_rede_a_recusa_diz_que_nao_se_sabe(servicos: ServidorHttp) -> None:
    for caminho in (VIACEP, BRASILAPI, OPENCEP):
        servicos.respostas[caminho] = em_html(503)

    with pytest.raises(CepSemResposta, match="Não foi possível consultar o CEP agora"):
        cidade_do_cep(CEP)


@pytest.mark.django_db
@pytest.mark.parametrize("texto", ["", "3550004", "355000422", "35500-04A", "../../etc", "٣٥٥٠٠٠٤٢"])
def test_o_que_nao_e_cep_nao_e_perguntado_a_ninguem(servicos: ServidorHttp, texto: str) -> None:
    assert cidade_do_cep(texto) is None
    assert perguntados(servicos) == []


@pytest.mark.django_db
def test_o_registro_nao_diz_o_cep(servicos: ServidorHttp, caplog: pytest.LogCaptureFixture) -> None:
    servicos.respostas[VIACEP] = em_html()

    cidade_do_cep(CEP)

    assert "ViaCEP: a resposta não é JSON." in caplog.text
    assert CEP not in caplog.text


@pytest.mark.usefixtures("banco_confirmado")
def test_nao_espera_a_rede_dentro_de_uma_transacao(servicos: ServidorHttp) -> None:
    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"):
        cidade_do_cep(CEP)

    assert perguntados(servicos) == []


@pytest.mark.usefixtures("banco_confirmado")
def test_dois_que_perguntam_ao_mesmo_tempo_recebem_a_cidade_e_ela_e_lembrada_uma_vez(servicos: ServidorHttp) -> None:
    cidade = divinopolis()
    servicos.respostas[VIACEP] = depois_de_todos(2, DO_VIACEP)

    with ThreadPoolExecutor(2) as linhas:
        respostas = list(linhas.map(em_conexao_propria, [CEP, CEP]))

    assert respostas == [CidadeDoCep(cidade.pk, "Rua Goiás", "Centro", fonte="viacep")] * 2
    assert CepConsultado.objects.count() == 1


def depois_de_todos(quantos: int, resposta: Resposta) -> Callable[[Pedido], Resposta]:
    """Answers only when so many are asking, so that all of them have found nothing remembered."""
    juntos = threading.Barrier(quantos)

    def responder(_pedido: Pedido) -> Resposta:
        juntos.wait(10)
        return replace(resposta)

    return responder


def em_conexao_propria(cep: str) -> CidadeDoCep | None:
    try:
        return cidade_do_cep(cep)
    finally:
        connection.close()
