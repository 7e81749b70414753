"""Changing a customer and who else is reached, as a browser does it."""

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from enlace.auditoria.models import Registro
from enlace.clientes.models import Cliente, Contato, GrupoCliente
from enlace.painel.conftest import Mundo
from enlace.painel.tests.navegador import formulario

pytestmark = pytest.mark.django_db

CPF = "86214941081"


@pytest.fixture
def cliente(mundo: Mundo) -> Cliente:
    Cliente.objects.update(cpf_cnpj=CPF, data_nascimento=datetime(1980, 2, 1, 3, 0))  # noqa: DTZ001 - a wall clock's
    return Cliente.objects.get(pk=mundo[Cliente].pk)


@pytest.fixture
def editar(cliente: Cliente) -> str:
    return reverse("painel:clientes:editar", args=[cliente.pk])


def test_o_que_se_digita_fica_na_forma_guardada_e_no_registro(painel: Client, cliente: Cliente, editar: str) -> None:
    grupo = GrupoCliente.objects.get()
    digitado = {
        "nome_razaosocial": "Maria da Silva",
        "telefone_secundario": "(37) 3222-1111",
        "email_principal": "maria@exemplo.test",
        "grupos": [str(grupo.pk)],
    }

    resposta = painel.post(editar, {**formulario(painel, editar), **digitado})

    assert (resposta.status_code, resposta.headers["Location"]) == (302, reverse("painel:clientes:ficha", args=[cliente.pk]))
    guardado = Cliente.objects.get(pk=cliente.pk)
    assert (guardado.nome_razaosocial, guardado.telefone_primario, guardado.telefone_secundario) == (
        "MARIA DA SILVA",
        "37999912222",
        "3732221111",
    )
    assert (guardado.cpf_cnpj, guardado.data_nascimento) == (CPF, datetime(1980, 2, 1, 3, 0))  # noqa: DTZ001
    assert list(guardado.grupos.all()) == [grupo]
    registro = Registro.objects.get(tabela="cliente", chave=str(cliente.pk), acao="alterar")
    assert registro.usuario is not None
    assert set(registro.depois or {}) == {"nome_razaosocial", "telefone_secundario", "email_principal", "grupos"}


def test_gravar_sem_tocar_em_nada_nao_muda_nada(painel: Client, cliente: Cliente, editar: str) -> None:
    painel.post(editar, formulario(painel, editar))

    assert Cliente.objects.get(pk=cliente.pk).data_atualizacao == cliente.data_atualizacao
    assert not Registro.objects.filter(acao="alterar").exists()


def test_pagina_velha_nao_grava_por_cima_do_que_outra_pessoa_gravou(painel: Client, cliente: Cliente, editar: str) -> None:
    aberta = formulario(painel, editar)
    painel.post(editar, {**formulario(painel, editar), "telefone_primario": "37988887777"})

    resposta = painel.post(editar, {**aberta, "email_principal": "velha@exemplo.test"})

    assert resposta.status_code == 422
    assert "Outra pessoa alterou este cliente" in resposta.content.decode()
    guardado = Cliente.objects.get(pk=cliente.pk)
    assert (guardado.telefone_primario, guardado.email_principal) == ("37988887777", None)


@pytest.mark.parametrize(
    ("digitado", "campo", "frase"),
    [
        ({"cpf_cnpj": "862.149.410-82"}, "cpf_cnpj", "Os dígitos verificadores não conferem."),
        ({"tipo_pessoa": "pj"}, "cpf_cnpj", "Pessoa física tem CPF; pessoa jurídica, CNPJ."),
        ({"telefone_primario": "não tem"}, "telefone_primario", "Escreva o telefone com números."),
        ({"email_principal": "maria"}, "email_principal", "email válido"),
        ({"nome_razaosocial": ""}, "nome_razaosocial", "obrigatório"),
    ],
)
def test_o_que_nao_vale_e_dito_ao_lado_do_campo(
    painel: Client, cliente: Cliente, editar: str, digitado: dict[str, str], campo: str, frase: str
) -> None:
    resposta = painel.post(editar, {**formulario(painel, editar), **digitado})

    assert resposta.status_code == 422
    assert frase in str(resposta.context["formulario"].errors[campo])
    assert Cliente.objects.get(pk=cliente.pk).data_atualizacao == cliente.data_atualizacao


def test_cpf_de_outro_cliente_e_dito_ao_lado_do_campo(painel: Client, editar: str) -> None:
    Cliente.objects.create(nome_razaosocial="OUTRA", tipo_pessoa="pf", cpf_cnpj="52998224725", data_cadastro="2026-01-01T00:00Z")

    resposta = painel.post(editar, {**formulario(painel, editar), "cpf_cnpj": "529.982.247-25"})

    assert resposta.status_code == 422
    assert "cpf_cnpj" in resposta.context["formulario"].errors


def test_grupo_que_saiu_de_uso_fica_em_quem_o_tem(painel: Client, cliente: Cliente, editar: str) -> None:
    cliente.grupos.add(GrupoCliente.objects.get())
    GrupoCliente.objects.update(ativo=False)

    painel.post(editar, {**formulario(painel, editar), "email_principal": "maria@exemplo.test"})

    assert Cliente.objects.get(pk=cliente.pk).email_principal == "maria@exemplo.test"
    assert cliente.grupos.count() == 1


def test_contato_e_incluido_alterado_e_apagado(painel: Client, cliente: Cliente) -> None:
    Contato.objects.all().delete()
    novo = reverse("painel:clientes:contato_novo", args=[cliente.pk])
    painel.post(novo, {**formulario(painel, novo), "nome": "Ana", "telefone": "(37) 99991-0000", "recebe_cobranca": "on"})
    ana = Contato.objects.get()
    assert (ana.telefone, ana.recebe_cobranca) == ("37999910000", True)

    alterar = reverse("painel:clientes:contato_editar", args=[ana.pk])
    painel.post(alterar, {**formulario(painel, alterar), "email": "ana@exemplo.test"})
    assert Contato.objects.get().email == "ana@exemplo.test"

    painel.post(reverse("painel:clientes:contato_apagar", args=[ana.pk]))
    assert not Contato.objects.exists()
    assert list(Registro.objects.filter(tabela="cliente", chave=str(cliente.pk)).order_by("pk").values_list("acao", flat=True)) == [
        "incluir_contato",
        "alterar_contato",
        "apagar_contato",
    ]


def test_quem_recebe_faturas_sem_ter_por_onde_e_recusado_com_a_frase(painel: Client, cliente: Cliente) -> None:
    novo = reverse("painel:clientes:contato_novo", args=[cliente.pk])

    resposta = painel.post(novo, {**formulario(painel, novo), "nome": "Ana", "recebe_cobranca": "on"})

    assert resposta.status_code == 422
    assert "Informe o e-mail ou o telefone de quem recebe faturas." in resposta.content.decode()
    assert Contato.objects.filter(nome="Ana").count() == 0


def test_abrir_o_ato_de_apagar_nao_apaga(painel: Client, mundo: Mundo) -> None:
    contato = Contato.objects.get(cliente=mundo[Cliente].pk)

    assert "Apagar o contato João?" in painel.get(reverse("painel:clientes:contato_apagar", args=[contato.pk])).content.decode()

    assert Contato.objects.filter(pk=contato.pk).exists()
