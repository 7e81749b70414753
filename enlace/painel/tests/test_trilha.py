"""What is done in the admin leaves its trace, without secrets."""

from collections.abc import Callable

import pytest
from django.db import models
from django.test import Client
from django.urls import reverse

from enlace.auditoria.models import Registro
from enlace.auditoria.registro import OCULTO
from enlace.clientes.models import Cliente, Contato, GrupoCliente
from enlace.configuracao.models import Provedor
from enlace.contas.models import Usuario
from enlace.enderecos.models import Bairro, Cidade
from enlace.painel.conftest import CHAVE_DO_MAPA, SENHA_DA_TV, SENHA_DE_ACESSO, Mundo, dar_permissoes
from enlace.painel.tests.navegador import formulario
from enlace.planos.models import Pacote, Tecnologia
from enlace.servicos.models import Alerta, ClienteServico, ClienteServicoSenha

pytestmark = pytest.mark.django_db


def salvar(painel: Client, objeto: models.Model, **mudancas: object) -> None:
    endereco = reverse(f"admin:{objeto._meta.app_label}_{objeto._meta.model_name}_change", args=[objeto.pk])
    resposta = painel.post(endereco, {**formulario(painel, endereco), **mudancas})
    erros = "" if resposta.status_code == 302 else str(resposta.context["errors"])
    assert resposta.status_code == 302, erros


def test_incluir_registra_quem_de_onde_e_os_valores(painel: Client, administradora: Usuario) -> None:
    painel.post(reverse("admin:planos_tecnologia_add"), {"nome": "FIBRA"}, REMOTE_ADDR="203.0.113.9")

    registro = Registro.objects.get()
    assert (registro.porta, registro.usuario, registro.endereco_ip) == ("painel", administradora, "203.0.113.9")
    assert (registro.acao, registro.tabela, registro.chave) == ("incluir", "tecnologia", str(Tecnologia.objects.get().pk))
    assert (registro.antes, registro.depois) == (None, {"nome": "FIBRA"})


def test_alterar_registra_so_as_colunas_que_mudaram(painel: Client, mundo: Mundo) -> None:
    salvar(painel, mundo[Pacote], valor="35.00")

    registro = Registro.objects.get(tabela="pacote")
    assert (registro.antes, registro.depois) == ({"valor": "30.00"}, {"valor": "35.00"})


def test_salvar_sem_mudar_nada_nao_registra_nada(painel: Client, mundo: Mundo) -> None:
    antes = Registro.objects.count()

    for modelo in (Cliente, ClienteServico, Alerta, Bairro, Provedor):
        salvar(painel, mundo[modelo])

    assert Registro.objects.count() == antes


def test_mudar_um_contato_no_cliente_registra_o_contato(painel: Client, mundo: Mundo) -> None:
    salvar(painel, mundo[Cliente], **{"contatos-0-nome": "José"})

    registro = Registro.objects.get(tabela="cliente_contato")
    assert (registro.acao, registro.antes, registro.depois) == ("alterar", {"nome": "João"}, {"nome": "José"})


def test_apagar_um_contato_no_cliente_registra_o_que_ele_era(painel: Client, mundo: Mundo) -> None:
    contato = Contato.objects.get()

    salvar(painel, mundo[Cliente], **{"contatos-0-DELETE": "on"})

    registro = Registro.objects.get(tabela="cliente_contato")
    assert (registro.acao, registro.chave, registro.depois) == ("apagar", str(contato.pk), None)
    assert registro.antes is not None
    assert registro.antes["nome"] == "João"


def test_mudar_os_alvos_de_um_alerta_registra_os_de_antes_e_os_de_depois(painel: Client, mundo: Mundo) -> None:
    cidade = mundo[Cidade].pk

    salvar(painel, mundo[Alerta], cidades=[str(cidade)])

    registro = Registro.objects.get(tabela="alerta")
    assert (registro.antes, registro.depois) == ({"cidades": []}, {"cidades": [cidade]})


def test_apagar_registra_a_linha_e_as_que_vao_com_ela(painel: Client, mundo: Mundo) -> None:
    outro = Cliente.objects.create(nome_razaosocial="SEM SERVIÇO", tipo_pessoa="pf", data_cadastro="2026-01-01T00:00Z")
    Contato.objects.create(cliente=outro, nome="Filho")

    painel.post(reverse("admin:clientes_cliente_delete", args=[outro.pk]), {"post": "yes"})

    assert set(Registro.objects.filter(acao="apagar").values_list("tabela", flat=True)) == {"cliente", "cliente_contato"}
    assert mundo[Cliente].pk in Cliente.objects.values_list("pk", flat=True)


def test_apagar_da_lista_registra_cada_linha(painel: Client, mundo: Mundo) -> None:
    grupos = [mundo[GrupoCliente], GrupoCliente.objects.create(descricao="Outro")]

    painel.post(
        reverse("admin:clientes_grupocliente_changelist"),
        {"action": "delete_selected", "_selected_action": [g.pk for g in grupos], "post": "yes"},
    )

    assert not GrupoCliente.objects.exists()
    assert set(Registro.objects.filter(acao="apagar").values_list("chave", flat=True)) == {str(g.pk) for g in grupos}


def test_o_que_tem_dependentes_nao_se_apaga_e_a_pagina_diz_por_que(painel: Client, mundo: Mundo) -> None:
    pagina = painel.get(reverse("admin:enderecos_cidade_delete", args=[mundo[Cidade].pk]))

    assert "Bairro: Centro" in pagina.content.decode()
    painel.post(reverse("admin:enderecos_cidade_delete", args=[mundo[Cidade].pk]), {"post": "yes"})
    assert Cidade.objects.filter(pk=mundo[Cidade].pk).exists()


def test_senha_em_branco_fica_como_esta_e_nova_senha_entra_sem_aparecer_na_trilha(painel: Client, mundo: Mundo) -> None:
    salvar(painel, mundo[ClienteServico], referencia="portão azul")
    assert ClienteServico.objects.get().senha == SENHA_DE_ACESSO

    salvar(painel, mundo[ClienteServico], senha="outra-senha", **{"senhas-0-senha": "outra-da-tv"})

    assert ClienteServico.objects.get().senha == "outra-senha"
    assert ClienteServicoSenha.objects.get().senha == "outra-da-tv"
    for tabela in ("cliente_servico", "cliente_servico_senha"):
        registro = Registro.objects.filter(tabela=tabela).first()
        assert registro is not None
        assert (registro.antes, registro.depois) == ({"senha": OCULTO}, {"senha": OCULTO})


def test_um_segredo_se_apaga_com_a_caixa_e_nao_com_o_campo_vazio(painel: Client, mundo: Mundo) -> None:
    salvar(painel, mundo[Provedor], google_maps_chave="")
    assert Provedor.atual().google_maps_chave == CHAVE_DO_MAPA

    salvar(painel, mundo[Provedor], **{"google_maps_chave-apagar": "on"})

    assert Provedor.atual().google_maps_chave == ""
    assert Registro.objects.get(tabela="provedor").antes == {"google_maps_chave": OCULTO}


def test_ver_senhas_exige_permissao_propria_e_deixa_rastro(
    painel: Client, mundo: Mundo, atendente: Usuario, entrar: Callable[[Usuario], Client]
) -> None:
    endereco = f"/admin/servicos/clienteservico/{mundo[ClienteServico].pk}/ver-senhas/"
    dar_permissoes(atendente, "servicos.view_clienteservico", "servicos.change_clienteservico")
    assert entrar(atendente).get(endereco).status_code == 403

    resposta = painel.get(endereco)

    assert SENHA_DE_ACESSO in resposta.content.decode()
    assert SENHA_DA_TV in resposta.content.decode()
    assert "no-store" in resposta["Cache-Control"]
    registro = Registro.objects.get(acao="ver_senha")
    assert (registro.tabela, registro.chave) == ("cliente_servico", str(mundo[ClienteServico].pk))


def test_o_historico_de_uma_ficha_e_a_sua_trilha(painel: Client, mundo: Mundo) -> None:
    salvar(painel, mundo[Pacote], valor="35.00")

    resposta = painel.get(reverse("admin:planos_pacote_history", args=[mundo[Pacote].pk]), follow=True)

    assert [(r.tabela, r.acao) for r in resposta.context["cl"].result_list] == [("pacote", "alterar")]


@pytest.mark.parametrize("pagina", ["auditoria/registro", "auditoria/leitura"])
def test_nem_quem_pode_tudo_inclui_muda_ou_apaga_na_auditoria(pagina: str, painel: Client, mundo: Mundo) -> None:
    chave = next(objeto.pk for modelo, objeto in mundo.items() if modelo._meta.label_lower == pagina.replace("/", "."))

    assert painel.post(f"/admin/{pagina}/add/", {}).status_code == 403
    assert painel.post(f"/admin/{pagina}/{chave}/change/", {}).status_code == 403
    assert painel.post(f"/admin/{pagina}/{chave}/delete/", {"post": "yes"}).status_code == 403
