"""The page of a customer brings what people type to the stored form."""

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from enlace.clientes.models import Cliente
from enlace.painel.conftest import Mundo
from enlace.painel.tests.navegador import formulario

pytestmark = pytest.mark.django_db

INCLUIR = "/admin/clientes/cliente/add/"


def test_cliente_incluido_ganha_codigo_e_fica_na_forma_guardada(painel: Client) -> None:
    digitado = {"nome_razaosocial": "José da Silva", "tipo_pessoa": "pf", "cpf_cnpj": "529.982.247-25"}

    painel.post(INCLUIR, {**formulario(painel, INCLUIR), **digitado, "telefone_primario": "(37) 99991-2222"})

    cliente = Cliente.objects.get()
    assert (cliente.nome_razaosocial, cliente.cpf_cnpj, cliente.telefone_primario) == (
        "JOSÉ DA SILVA",
        "52998224725",
        "37999912222",
    )
    assert cliente.codigo_cliente > 0


def test_cpf_com_digito_errado_e_recusado_com_uma_frase(painel: Client) -> None:
    digitado = {"nome_razaosocial": "José", "tipo_pessoa": "pf", "cpf_cnpj": "529.982.247-26"}

    resposta = painel.post(INCLUIR, {**formulario(painel, INCLUIR), **digitado})

    assert "Os dígitos verificadores não conferem." in resposta.content.decode()
    assert not Cliente.objects.exists()


@pytest.mark.parametrize(
    ("digitado", "guardado"),
    [("01/02/1980", datetime(1980, 2, 1, 3, 0)), ("02/02/1980", datetime(1980, 2, 2, 0, 0))],  # noqa: DTZ001 - a wall clock's
)
def test_a_hora_do_nascimento_fica_enquanto_o_dia_nao_muda(digitado: str, guardado: datetime, painel: Client, mundo: Mundo) -> None:
    endereco = reverse("admin:clientes_cliente_change", args=[mundo[Cliente].pk])
    Cliente.objects.update(data_nascimento=datetime(1980, 2, 1, 3, 0))  # noqa: DTZ001 - a wall clock's

    painel.post(endereco, {**formulario(painel, endereco), "data_nascimento": digitado})

    assert Cliente.objects.get().data_nascimento == guardado


def test_cpf_errado_que_ja_estava_la_nao_impede_mudar_o_telefone(painel: Client, mundo: Mundo) -> None:
    endereco = reverse("admin:clientes_cliente_change", args=[mundo[Cliente].pk])
    Cliente.objects.update(cpf_cnpj="10682083681", tipo_pessoa="pf")

    resposta = painel.post(endereco, {**formulario(painel, endereco), "telefone_primario": "37999990000"})

    assert resposta.status_code == 302
    assert Cliente.objects.get().telefone_primario == "37999990000"


@pytest.mark.parametrize(
    ("tipo", "digitado", "guardado"),
    [
        ("pj", "11.222.333/0001-81", "11222333000181"),
        ("pj", "12.abc.345/01de-35", "12ABC34501DE35"),
        ("pf", "529.982.247-25", "52998224725"),
    ],
)
def test_documento_com_mascara_e_guardado_sem_ela(painel: Client, tipo: str, digitado: str, guardado: str) -> None:
    ficha = {"nome_razaosocial": "X", "tipo_pessoa": tipo, "cpf_cnpj": digitado}

    painel.post(INCLUIR, {**formulario(painel, INCLUIR), **ficha})

    assert Cliente.objects.get().cpf_cnpj == guardado


@pytest.mark.parametrize(("tipo", "digitado"), [("pj", "529.982.247-25"), ("pf", "11.222.333/0001-81")])
def test_pessoa_fisica_tem_cpf_e_juridica_cnpj(painel: Client, tipo: str, digitado: str) -> None:
    resposta = painel.post(
        INCLUIR, {**formulario(painel, INCLUIR), "nome_razaosocial": "X", "tipo_pessoa": tipo, "cpf_cnpj": digitado}
    )

    assert "Pessoa física tem CPF; pessoa jurídica, CNPJ." in resposta.content.decode()
    assert not Cliente.objects.exists()
