import json
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from pytest_django import Settings

from enlace.enderecos.http import FalhaDoServico
from enlace.enderecos.models import Cidade
from enlace.enderecos.sincronizacao_de_cidades import (
    MINIMO_DA_REDE,
    ListaDeCidadesRecusada,
    Sincronizacao,
    sincronizar_do_arquivo,
    sincronizar_pela_rede,
)
from tests.servidor_http import Resposta, ServidorHttp, cortada, em_html, em_json

CAMINHO = "/api/v1/localidades/municipios"
CODIGOS_DOS_ESTADOS = {"MG": 31, "SP": 35, "MT": 51}


def municipio(ibge: int, nome: str, uf: str) -> dict[str, Any]:
    estado = {"id": CODIGOS_DOS_ESTADOS[uf], "sigla": uf}
    return {
        "id": ibge,
        "nome": nome,
        "microrregiao": {"id": 1, "nome": nome, "mesorregiao": {"id": 1, "nome": nome, "UF": estado}},
        "regiao-imediata": {"id": 1, "nome": nome, "regiao-intermediaria": {"id": 1, "nome": nome, "UF": estado}},
    }


def novo_municipio(ibge: int, nome: str, uf: str) -> dict[str, Any]:
    """As the IBGE lists one that was made after the microregions were given up."""
    return {**municipio(ibge, nome, uf), "microrregiao": None}


MUNICIPIOS = [
    municipio(3122306, "Divinópolis", "MG"),
    municipio(3106200, "Belo Horizonte", "MG"),
    municipio(3550308, "São Paulo", "SP"),
    novo_municipio(5101837, "Boa Esperança do Norte", "MT"),
]


def lista_inteira() -> list[dict[str, Any]]:
    inventados = [municipio(3190000 + n, f"Município {n}", "MG") for n in range(MINIMO_DA_REDE - len(MUNICIPIOS))]
    return MUNICIPIOS + inventados


def calado(_linha: str) -> None:
    """Progress that nobody looks at."""


def gravar(pasta: Path, conteudo: object) -> Path:
    arquivo = pasta / "municipios.json"
    arquivo.write_bytes(conteudo if isinstance(conteudo, bytes) else json.dumps(conteudo).encode())
    return arquivo


@pytest.fixture
def ibge(servidor: ServidorHttp, settings: Settings) -> ServidorHttp:
    settings.SERVICOS_EXTERNOS = {"ibge": {"url": servidor.url}}
    return servidor


@pytest.mark.django_db
def test_arquivo_traz_as_cidades(tmp_path: Path) -> None:
    feito = sincronizar_do_arquivo(gravar(tmp_path, MUNICIPIOS), calado)

    assert feito == Sincronizacao(lidas=4, novas=4, alteradas=0)
    assert set(Cidade.objects.values_list("ibge", "nome", "estado")) == {
        ("3122306", "Divinópolis", "MG"),
        ("3106200", "Belo Horizonte", "MG"),
        ("3550308", "São Paulo", "SP"),
        ("5101837", "Boa Esperança do Norte", "MT"),
    }


@pytest.mark.django_db
def test_segunda_vez_nao_muda_nada_nem_gasta_numeros(tmp_path: Path) -> None:
    arquivo = gravar(tmp_path, MUNICIPIOS)
    sincronizar_do_arquivo(arquivo, calado)
    antes = list(Cidade.objects.order_by("pk").values())

    feito = sincronizar_do_arquivo(arquivo, calado)

    assert feito == Sincronizacao(lidas=4, novas=0, alteradas=0)
    assert list(Cidade.objects.order_by("pk").values()) == antes
    seguinte = Cidade.objects.create(nome="Contagem", estado_id="MG", ibge="3118601")
    assert seguinte.pk == max(cidade["id_cidade"] for cidade in antes) + 1


@pytest.mark.django_db
def test_cidade_que_ja_existe_guarda_o_numero_e_toma_o_nome_do_ibge(tmp_path: Path) -> None:
    Cidade.objects.create(id_cidade=777, nome="Divinopolis (antiga)", estado_id="MG", ibge="3122306")

    feito = sincronizar_do_arquivo(gravar(tmp_path, MUNICIPIOS), calado)

    assert feito == Sincronizacao(lidas=4, novas=3, alteradas=1)
    assert Cidade.objects.get(ibge="3122306").pk == 777
    assert Cidade.objects.get(pk=777).nome == "Divinópolis"


@pytest.mark.django_db
def test_cidade_que_nao_esta_na_lista_fica(tmp_path: Path) -> None:
    Cidade.objects.create(nome="Contagem", estado_id="MG", ibge="3118601")

    sincronizar_do_arquivo(gravar(tmp_path, MUNICIPIOS), calado)

    assert Cidade.objects.filter(ibge="3118601", nome="Contagem").exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("conteudo", "motivo"),
    [
        (b"", "JSON inteiro"),
        (json.dumps(MUNICIPIOS).encode()[:-20], "JSON inteiro"),
        (b"<!DOCTYPE html>", "JSON inteiro"),
        ([], "não é uma lista"),
        ({"erro": "x"}, "não é uma lista"),
        ([*MUNICIPIOS, None], "posição 5 da lista está incompleto"),
        ([*MUNICIPIOS, {"id": 3118601, "nome": "Contagem"}], "posição 5 da lista está incompleto"),
        ([*MUNICIPIOS, municipio(311860, "Contagem", "MG")], "posição 5 da lista está incompleto"),
        ([*MUNICIPIOS, municipio(3118601, " ", "MG")], "posição 5 da lista está incompleto"),
        ([*MUNICIPIOS, municipio(3118601, "C" * 101, "MG")], "posição 5 da lista está incompleto"),
        ([*MUNICIPIOS, municipio(3550308, "São Paulo", "SP")], "repetido"),
        ([*MUNICIPIOS, municipio(3118601, "Contagem", "SP")], "não pode ser do estado SP"),
        ([*MUNICIPIOS, municipio(9918601, "Contagem", "MG")], "não pode ser do estado MG"),
    ],
)
def test_arquivo_estragado_e_recusado_inteiro(tmp_path: Path, conteudo: object, motivo: str) -> None:
    with pytest.raises(ListaDeCidadesRecusada, match=motivo):
        sincronizar_do_arquivo(gravar(tmp_path, conteudo), calado)

    assert not Cidade.objects.exists()


@pytest.mark.django_db
def test_arquivo_que_nao_existe(tmp_path: Path) -> None:
    with pytest.raises(ListaDeCidadesRecusada, match="Não foi possível ler"):
        sincronizar_do_arquivo(tmp_path / "nada.json", calado)


@pytest.mark.django_db
def test_rede_traz_as_cidades_e_conta_o_que_faz(ibge: ServidorHttp) -> None:
    ibge.respostas[CAMINHO] = em_json(lista_inteira())
    linhas: list[str] = []

    feito = sincronizar_pela_rede(linhas.append)

    assert feito == Sincronizacao(lidas=5_000, novas=5_000, alteradas=0)
    assert Cidade.objects.count() == 5_000
    assert linhas == [
        "Pedindo a lista de municípios ao IBGE…",
        "Gravando 5.000 municípios…",
        "Pronto: 5.000 cidades novas, 0 alteradas.",
    ]


@pytest.mark.django_db
def test_lista_curta_da_rede_e_recusada_inteira(ibge: ServidorHttp) -> None:
    ibge.respostas[CAMINHO] = em_json(lista_inteira()[:-1])

    with pytest.raises(ListaDeCidadesRecusada, match=r"só 4\.999 municípios"):
        sincronizar_pela_rede(calado)

    assert not Cidade.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "resposta",
    [
        em_html(),
        em_html(503),
        em_json([]),
        cortada(MUNICIPIOS),
        Resposta(status=302, cabecalhos={"Location": "/outro"}),
        em_html(404),
    ],
    ids=["html", "fora_do_ar", "vazia", "cortada", "redirecionada", "mudou_de_lugar"],
)
def test_resposta_ruim_da_rede_e_recusada_inteira(ibge: ServidorHttp, resposta: Resposta) -> None:
    ibge.respostas[CAMINHO] = resposta

    with pytest.raises(FalhaDoServico, match="IBGE"):
        sincronizar_pela_rede(calado)

    assert not Cidade.objects.exists()


@pytest.mark.usefixtures("banco_confirmado")
def test_nao_espera_a_rede_dentro_de_uma_transacao(ibge: ServidorHttp) -> None:
    ibge.respostas[CAMINHO] = em_json(lista_inteira())

    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"):
        sincronizar_pela_rede(calado)

    assert ibge.pedidos == []
