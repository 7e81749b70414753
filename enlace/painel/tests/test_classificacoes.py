"""What tickets and service orders are classified by: renamed, taken out of use, deleted while nothing needs it."""

import pytest
from django.db import models
from django.test import Client

from enlace.atendimento.models import Atendimento, AtendimentoStatus, MotivoFechamento, TipoAtendimento
from enlace.auditoria.models import Registro
from enlace.contas.models import Setor
from enlace.ordens_servico.models import TipoOrdemServico
from enlace.painel.conftest import Mundo
from enlace.painel.tests.navegador import formulario, pagina

pytestmark = pytest.mark.django_db

DO_SISTEMA = [
    (TipoAtendimento, "sac"),
    (AtendimentoStatus, "pendente"),
    (MotivoFechamento, "automatico"),
    (TipoOrdemServico, "abertura_via_api"),
]


@pytest.mark.parametrize(("modelo", "prefixo"), DO_SISTEMA, ids=lambda valor: getattr(valor, "__name__", valor))
def test_o_que_o_sistema_procura_pelo_prefixo_muda_de_nome_mas_fica(
    modelo: type[models.Model], prefixo: str, painel: Client
) -> None:
    linha = modelo._default_manager.get(prefixo=prefixo)
    lista = pagina(linha).replace(f"{linha.pk}/change/", "")

    salvo = painel.post(pagina(linha), {**formulario(painel, pagina(linha)), "descricao": "Outro nome", "ativo": ""})
    apagado = painel.post(pagina(linha, "delete"), {"post": "yes"})
    da_lista = painel.post(lista, {"action": "delete_selected", "_selected_action": [linha.pk], "post": "yes"})

    linha.refresh_from_db()
    assert salvo.status_code == 302
    assert (apagado.status_code, da_lista.status_code) == (403, 403)
    assert (linha.descricao, linha.ativo, linha.prefixo) == ("Outro nome", True, prefixo)  # type: ignore[attr-defined]
    registro = Registro.objects.get(tabela=modelo._meta.db_table)
    assert (registro.acao, registro.depois) == ("alterar", {"descricao": "Outro nome"})


@pytest.mark.parametrize("modelo", [TipoAtendimento, AtendimentoStatus, MotivoFechamento, TipoOrdemServico])
def test_o_que_e_do_provedor_se_apaga_enquanto_nada_usa(modelo: type[models.Model], painel: Client, mundo: Mundo) -> None:
    linha = mundo[modelo]

    apagada = painel.post(pagina(linha, "delete"), {"post": "yes"})

    assert apagada.status_code == 302
    assert not modelo._default_manager.filter(pk=linha.pk).exists()


def test_um_tipo_em_uso_nao_se_apaga_e_a_pagina_diz_por_que(painel: Client, mundo: Mundo) -> None:
    tipo = mundo[TipoAtendimento]
    Atendimento.objects.update(tipo=tipo)

    pergunta = painel.get(pagina(tipo, "delete")).content.decode()
    painel.post(pagina(tipo, "delete"), {"post": "yes"})

    assert str(mundo[Atendimento]) in pergunta
    assert TipoAtendimento.objects.filter(pk=tipo.pk).exists()


def test_um_setor_com_atendimentos_nao_se_apaga(painel: Client, mundo: Mundo) -> None:
    setor = mundo[Setor]
    Atendimento.objects.update(destino="setor", usuario_responsavel=None, setor_responsavel=setor)

    painel.post(pagina(setor, "delete"), {"post": "yes"})

    assert Setor.objects.filter(pk=setor.pk).exists()
