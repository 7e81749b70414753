"""Two people at one service, what is queued with what they did, and acts that are killed in the middle."""

import os
import subprocess
import sys
from functools import partial

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from enlace.auditoria.models import Registro
from enlace.contas.models import Usuario
from enlace.core.tests.concorrencia import ao_mesmo_tempo
from enlace.enderecos.models import Endereco
from enlace.ordens_servico.models import OrdemServico
from enlace.processos.cancelamento_de_servico import cancelar
from enlace.processos.edicao_de_servico import editar
from enlace.processos.habilitacao import habilitar
from enlace.processos.suspensao_a_pedido import PausaJaUsada, suspender_a_pedido
from enlace.processos.tests.cobranca import AUTOR
from enlace.processos.tests.confianca import ajustes, com_login, estado
from enlace.processos.tests.pessoas import edicao_de, um_trabalhando
from enlace.servicos.edicao import ServicoMudouEnquantoIsso, versao
from enlace.servicos.models import ClienteServico, Pausa
from enlace.servicos.situacao import HabilitacaoRecusada
from enlace.servicos.tests.fabrica import AGORA, um_cliente, um_motivo, um_servico


@pytest.mark.usefixtures("banco_confirmado")
class TestAoMesmoTempo:
    def test_de_duas_suspensoes_a_pedido_so_uma_vale(self) -> None:
        servico = um_trabalhando()
        parar = partial(suspender_a_pedido, servico.pk, dias=30, autor=AUTOR, agora=AGORA)

        segunda = ao_mesmo_tempo(parar, parar)

        assert isinstance(segunda.exception(), PausaJaUsada)
        assert Pausa.objects.count() == 1

    def test_cancelar_e_habilitar_juntos_cancela(self) -> None:
        servico = um_servico()

        segunda = ao_mesmo_tempo(
            partial(cancelar, servico.pk, motivo=um_motivo(), autor=AUTOR, agora=AGORA),
            partial(habilitar, servico.pk, autor=AUTOR, agora=AGORA),
        )

        assert isinstance(segunda.exception(), HabilitacaoRecusada)
        assert estado(servico) == "cancelado"

    def test_de_duas_edicoes_da_mesma_pagina_a_segunda_e_recusada(self) -> None:
        servico = com_login(um_trabalhando())
        vista = versao(servico)

        segunda = ao_mesmo_tempo(
            partial(editar, servico.pk, edicao_de(servico, referencia="A"), vista=vista, autor=AUTOR),
            partial(editar, servico.pk, edicao_de(servico, referencia="B"), vista=vista, autor=AUTOR),
        )

        assert isinstance(segunda.exception(), ServicoMudouEnquantoIsso)
        assert ClienteServico.objects.get(pk=servico.pk).referencia == "A"

    def test_o_pedido_as_conexoes_sai_com_a_gravacao_ou_nem_um_nem_outra(self) -> None:
        servico = um_trabalhando()

        with pytest.raises(HabilitacaoRecusada):
            habilitar(servico.pk, autor=AUTOR, agora=AGORA)
        cancelar(servico.pk, motivo=um_motivo(), autor=AUTOR, agora=AGORA)

        assert ProcrastinateJob.objects.filter(task_name="radius.ajustar_sessoes").count() == 1


@pytest.mark.usefixtures("banco_confirmado")
def test_atos_mortos_em_cada_comando_acontecem_inteiros_ou_nao_acontecem() -> None:
    muda, para = um_trabalhando(), um_servico(um_cliente("CAIO"), estado="servico_habilitado")
    usuario = Usuario.objects.create(nome="Ana", email="ana@exemplo.test")
    enderecos = Endereco.objects.count()
    banco = connection.settings_dict
    url = f"postgresql://{banco['USER']}@/{banco['NAME']}?host={banco['HOST']}"

    feito = subprocess.run(
        [sys.executable, "-m", "enlace.processos.tests.agir_e_morrer", *map(str, (muda.pk, para.pk, usuario.pk))],
        env={**os.environ, "DATABASE_URL": url},
        check=True,
        capture_output=True,
        text=True,
        timeout=300,
    )

    assert int(feito.stdout) >= 20
    assert (Endereco.objects.count(), OrdemServico.objects.count(), Pausa.objects.count()) == (enderecos + 1, 1, 1)
    assert (estado(para), ajustes()) == ("suspenso_pedido_cliente", [para.pk])
    assert Registro.objects.filter(acao="mudar_endereco").count() == 1
    assert Registro.objects.filter(acao="suspender_a_pedido").count() == 2
