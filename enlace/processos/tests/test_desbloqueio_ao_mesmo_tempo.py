"""Trust unblocks, payments, cancellations and the clock at the same instant, and the clock's work killed in the middle."""

import os
import subprocess
import sys
from datetime import date, timedelta

import pytest
from django.db import connection

from enlace.auditoria.models import Registro
from enlace.core.tests.concorrencia import ao_mesmo_tempo
from enlace.financeiro.models import DecisaoInadimplencia
from enlace.processos.desbloqueio_em_confianca import JaDesbloqueado, NaoSuspensoPorDebito
from enlace.processos.tests.confianca import (
    MEIA_NOITE,
    ajustes,
    confiar,
    encerrar,
    estado,
    regra,
    servico_de,
    situacoes,
    um_suspenso_a_mao,
    um_suspenso_por_fatura,
)
from enlace.processos.tests.devedores import dia, pagar
from enlace.servicos.models import ClienteServico, DesbloqueioConfianca, Suspensao
from enlace.servicos.situacao import cancelar
from enlace.servicos.tests.fabrica import um_motivo

pytestmark = pytest.mark.usefixtures("banco_confirmado")


def test_de_dois_pedidos_um_vale() -> None:
    regra(vezes=9)
    servico = um_suspenso_a_mao()

    segundo = ao_mesmo_tempo(lambda: confiar(servico), lambda: confiar(servico, dias=3))

    assert isinstance(segundo.exception(), JaDesbloqueado)
    assert DesbloqueioConfianca.objects.get().dias == 2
    assert ajustes() == [servico.pk]


def test_o_pagamento_que_chega_antes_torna_o_pedido_desnecessario() -> None:
    fatura = um_suspenso_por_fatura()
    servico = servico_de(fatura)

    pedido = ao_mesmo_tempo(lambda: pagar(fatura, dia(29)), lambda: confiar(servico))

    assert isinstance(pedido.exception(), NaoSuspensoPorDebito)
    assert estado(servico) == "servico_habilitado"
    assert not DesbloqueioConfianca.objects.exists()


def test_o_pagamento_que_chega_depois_o_retira() -> None:
    fatura = um_suspenso_por_fatura()
    servico = servico_de(fatura)

    pagamento = ao_mesmo_tempo(lambda: confiar(servico), lambda: pagar(fatura, dia(29)))

    assert pagamento.exception() is None
    assert (estado(servico), DesbloqueioConfianca.objects.get().situacao) == ("servico_habilitado", "retirado")


def test_o_cancelamento_que_chega_antes_recusa_o_pedido() -> None:
    servico = um_suspenso_a_mao()
    mesmo, motivo = ClienteServico.objects.get(pk=servico.pk), um_motivo()

    pedido = ao_mesmo_tempo(lambda: cancelar(servico=mesmo, motivo=motivo, agora=dia(29)), lambda: confiar(servico))

    assert isinstance(pedido.exception(), NaoSuspensoPorDebito)
    assert estado(servico) == "cancelado"


def test_o_cancelamento_que_chega_depois_o_interrompe() -> None:
    servico = um_suspenso_a_mao()
    mesmo, motivo = ClienteServico.objects.get(pk=servico.pk), um_motivo()

    cancelamento = ao_mesmo_tempo(
        lambda: confiar(servico), lambda: cancelar(servico=mesmo, motivo=motivo, agora=dia(29) + timedelta(hours=1))
    )

    assert cancelamento.exception() is None
    assert (estado(servico), DesbloqueioConfianca.objects.get().situacao) == ("cancelado", "interrompido")


def test_o_pagamento_que_chega_antes_do_fim_o_retira() -> None:
    fatura = um_suspenso_por_fatura()
    servico = servico_de(fatura)
    confiar(servico)

    fim = ao_mesmo_tempo(lambda: pagar(fatura, dia(31)), lambda: encerrar(MEIA_NOITE))

    assert fim.result() == 0
    assert (estado(servico), situacoes()) == ("servico_habilitado", ["retirado"])


def test_o_pagamento_que_chega_depois_do_fim_restabelece() -> None:
    fatura = um_suspenso_por_fatura()
    servico = servico_de(fatura)
    confiar(servico)

    pagamento = ao_mesmo_tempo(lambda: encerrar(MEIA_NOITE), lambda: pagar(fatura, MEIA_NOITE))

    assert pagamento.exception() is None
    assert (estado(servico), situacoes()) == ("servico_habilitado", ["encerrado"])


def test_dois_trabalhadores_suspendem_uma_vez() -> None:
    servico = servico_de(um_suspenso_por_fatura())
    confiar(servico)

    outro = ao_mesmo_tempo(lambda: encerrar(MEIA_NOITE), lambda: encerrar(MEIA_NOITE))

    assert outro.result() == 0
    assert DecisaoInadimplencia.objects.filter(acao="suspender").count() == 2
    assert Suspensao.objects.filter(fim=None).count() == 1


def test_o_cancelamento_nesse_instante_fica() -> None:
    servico = servico_de(um_suspenso_por_fatura())
    confiar(servico)
    mesmo, motivo = ClienteServico.objects.get(pk=servico.pk), um_motivo()

    fim = ao_mesmo_tempo(lambda: cancelar(servico=mesmo, motivo=motivo, agora=dia(31)), lambda: encerrar(MEIA_NOITE))

    assert fim.result() == 0
    assert (estado(servico), situacoes()) == ("cancelado", ["interrompido"])


def test_morto_em_qualquer_ponto_e_retomado_cada_servico_e_suspenso_uma_vez() -> None:
    servicos = [servico_de(um_suspenso_por_fatura()) for _numero in range(3)]
    for servico in servicos:
        confiar(servico)
    antes = len(ajustes())
    banco = connection.settings_dict
    url = f"postgresql://{banco['USER']}@/{banco['NAME']}?host={banco['HOST']}"

    feito = subprocess.run(
        [sys.executable, "-m", "enlace.processos.tests.encerrar_e_morrer", "1", "60"],
        env={**os.environ, "DATABASE_URL": url},
        check=True,
        capture_output=True,
        text=True,
        timeout=120,
    )
    encerrar(MEIA_NOITE)

    assert int(feito.stdout) >= 20
    assert situacoes() == ["encerrado"] * 3
    assert Suspensao.objects.filter(inicio=MEIA_NOITE, fim=None).count() == 3
    assert DecisaoInadimplencia.objects.filter(acao="suspender", dia=date(2027, 1, 1)).count() == 3
    assert sorted(ajustes()[antes:]) == sorted(servico.pk for servico in servicos)
    assert Registro.objects.filter(acao="encerrar_desbloqueio").count() == 3
