"""The funnel, the list and the page of a prospect, with its acts."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from enlace.clientes.models import Cliente
from enlace.contas.models import Usuario
from enlace.enderecos.models import Endereco
from enlace.painel.conftest import Mundo, dar_permissoes, um_prospecto
from enlace.painel.tests.navegador import formulario
from enlace.planos.models import Plano
from enlace.prospectos.models import Prospecto, ProspectoServico

pytestmark = pytest.mark.django_db

FUNIL, LISTA, NOVO = (reverse(f"painel:prospectos:{nome}") for nome in ("funil", "lista", "novo"))
MARIA = {
    "nome_razaosocial": "Maria das Dores",
    "tipo_pessoa": "pf",
    "cpf_cnpj": "529.982.247-25",
    "telefone": "(37) 99999-8888",
    "cep": "35500-001",
    "endereco": "Rua Pará",
    "numero": "100",
    "bairro": "Centro",
    "cidade": "Divinópolis",
}


def ato(mundo: Mundo, nome: str) -> str:
    return reverse(f"painel:prospectos:{nome}", args=[mundo[Prospecto].pk])


def test_o_funil_mostra_cada_um_na_sua_coluna_e_leva_a_ele(mundo: Mundo, painel: Client) -> None:
    painel.post(ato(mundo, "mover"), {"etapa": "proposta"})

    resposta = painel.get(FUNIL)

    quantos = {item["coluna"].situacao.value: item["coluna"].quantos for item in resposta.context["colunas"]}
    assert quantos == {"novo": 0, "em_contato": 0, "proposta": 1, "convertido": 0, "perdido": 0}
    assert ato(mundo, "prospecto") in resposta.content.decode()


def test_funil_vazio_diz_o_que_fazer(painel: Client) -> None:
    pagina = painel.get(FUNIL).content.decode()

    assert "Nenhum prospecto" in pagina
    assert NOVO in pagina


def test_funil_e_lista_se_filtram_por_vendedor_cidade_e_origem(mundo: Mundo, painel: Client, administradora: Usuario) -> None:
    assert mundo
    outro = um_prospecto(Plano.objects.get(), Endereco.objects.get(), administradora, cpf_cnpj="52998224725", origem="PAINEL")
    Prospecto.objects.filter(pk=outro.pk).update(vendedor=administradora)

    for filtro in ({"vendedor": str(administradora.pk)}, {"origem": "painel"}):
        colunas = painel.get(FUNIL, filtro).context["colunas"]
        assert [linha for item in colunas for linha in item["coluna"].prospectos] == [outro]
        assert list(painel.get(LISTA, filtro).context["tabela"].pagina.object_list) == [outro]
    assert len(painel.get(LISTA, {"cidade": "divinopolis"}).context["tabela"].pagina.object_list) == 2
    assert "Não há cidade com esse nome" in painel.get(LISTA, {"cidade": "lugar nenhum"}).content.decode()


def test_a_lista_procura_e_vai_inteira_em_csv(mundo: Mundo, painel: Client) -> None:
    achados = painel.get(LISTA, {"q": "sao joao", "situacao": "novo"}).context["tabela"].pagina.object_list

    csv = b"".join(painel.get(LISTA, {"formato": "csv"}).streaming_content).decode()  # type: ignore[attr-defined]

    assert list(achados) == [mundo[Prospecto]]
    assert "PADARIA SÃO JOÃO LTDA;68346567000158" in csv
    assert "<" not in csv


def test_prospecto_novo_e_guardado_como_do_balcao(mundo: Mundo, painel: Client, administradora: Usuario) -> None:
    # Not enabled for other programs: people sell what is on sale.
    assert not Plano.objects.get().disponivel_prospecto

    resposta = painel.post(NOVO, {**MARIA, "plano": str(mundo[Plano].pk), "vendedor": str(administradora.pk)})

    prospecto = Prospecto.objects.get(cpf_cnpj="52998224725")
    assert resposta.headers["Location"] == reverse("painel:prospectos:prospecto", args=[prospecto.pk])
    assert (prospecto.origem, prospecto.vendedor, prospecto.telefone) == ("PAINEL", administradora, "37999998888")
    assert (prospecto.servico.valor, prospecto.endereco.endereco, prospecto.situacao) == (Decimal("99.90"), "PARÁ", "novo")


def test_quem_ja_e_prospecto_e_mostrado_ao_lado_do_documento(mundo: Mundo, painel: Client) -> None:
    dados = {**MARIA, "tipo_pessoa": "pj", "cpf_cnpj": "68346567000158", "plano": str(mundo[Plano].pk)}

    resposta = painel.post(NOVO, dados)

    assert resposta.status_code == 422
    assert "Já é o prospecto" in resposta.content.decode()
    assert ato(mundo, "prospecto") in resposta.content.decode()


def test_edicao_sem_mudanca_nao_mexe_no_endereco_nem_na_oferta_fora_de_venda(mundo: Mundo, painel: Client) -> None:
    Plano.objects.update(ativo=False)
    editar = ato(mundo, "editar")

    painel.post(editar, {**formulario(painel, editar), "nome_razaosocial": "Padaria Nova"})

    prospecto = Prospecto.objects.get()
    assert (prospecto.nome_razaosocial, prospecto.endereco.pk) == ("PADARIA NOVA", mundo[Endereco].pk)
    assert ProspectoServico.objects.get().valor == Decimal("1089.90")
    assert Endereco.objects.count() == 1


def test_edicao_muda_endereco_plano_e_preco(mundo: Mundo, painel: Client) -> None:
    editar = ato(mundo, "editar")

    painel.post(editar, {**formulario(painel, editar), "numero": "900", "valor": "120,00"})

    prospecto = Prospecto.objects.get()
    assert (prospecto.endereco.numero, prospecto.servico.valor) == ("900", Decimal("120.00"))
    assert Endereco.objects.get(pk=mundo[Endereco].pk).numero == "10"


def test_perder_pede_motivo_e_reabrir_traz_de_volta(mundo: Mundo, painel: Client) -> None:
    sem_motivo = painel.post(ato(mundo, "perder"), {"motivo": ""})
    painel.post(ato(mundo, "perder"), {"motivo": "Sem cobertura no endereço"})
    perdido = painel.get(ato(mundo, "prospecto")).content.decode()
    painel.post(ato(mundo, "reabrir"))

    assert sem_motivo.status_code == 422
    assert "Sem cobertura no endereço" in perdido
    assert ato(mundo, "reabrir") in perdido
    assert Prospecto.objects.get().situacao == "em_contato"
    historico = painel.get(ato(mundo, "prospecto")).context["historico"]
    assert [str(fato["acao"]) for fato in historico] == ["Reaberto", "Perdido"]


def test_de_quem_ja_e_cliente_so_se_abre_a_ficha(mundo: Mundo, painel: Client) -> None:
    Prospecto.objects.update(cliente=mundo[Cliente].pk)

    pagina = painel.get(ato(mundo, "prospecto")).content.decode()
    recusa = painel.post(ato(mundo, "perder"), {"motivo": "Achou caro"})

    assert reverse("painel:clientes:ficha", args=[mundo[Cliente].pk]) in pagina
    assert ato(mundo, "perder") not in pagina
    assert "já foi convertido" in recusa.content.decode()
    assert painel.get(ato(mundo, "editar")).status_code == 302


def test_quem_so_ve_nao_tem_botoes(mundo: Mundo, atendente: Usuario, entrar: Callable[[Usuario], Client]) -> None:
    dar_permissoes(atendente, "prospectos.view_prospecto")
    navegador = entrar(atendente)

    pagina = navegador.get(ato(mundo, "prospecto")).content.decode() + navegador.get(FUNIL).content.decode()

    assert not any(ato(mundo, nome) in pagina for nome in ("mover", "perder", "editar"))
    assert reverse("painel:vendas:novo") not in pagina


def test_as_paginas_fazem_o_mesmo_numero_de_comandos_com_um_ou_com_cinquenta(
    mundo: Mundo, painel: Client, administradora: Usuario, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for numero in range(50):
        um_prospecto(Plano.objects.get(), Endereco.objects.get(), administradora, cpf_cnpj=f"{numero:011}")
    Prospecto.objects.update(vendedor=administradora)
    filtros = f"?vendedor={administradora.pk}&cidade=divinopolis&plano={mundo[Plano].pk}&origem=API"

    for pagina in (FUNIL, f"{FUNIL}{filtros}", LISTA, f"{LISTA}{filtros}", NOVO, ato(mundo, "prospecto"), ato(mundo, "editar")):
        with django_assert_max_num_queries(12):
            assert painel.get(pagina).status_code == 200
