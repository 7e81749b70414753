"""The job of the live sessions is queued with each change of state, and only with one."""

import pytest
from django.db import transaction

from enlace.processos.inadimplencia import suspender
from enlace.processos.tests.cobranca import AUTOR
from enlace.processos.tests.confianca import ajustes, confiar, servico_de, um_suspenso_por_fatura
from enlace.processos.tests.devedores import dia, pagar, um_devedor_avisado

pytestmark = pytest.mark.django_db


def test_suspensao_e_restabelecimento_as_pedem() -> None:
    fatura = um_devedor_avisado()
    servico = servico_de(fatura)

    suspender(autor=AUTOR, agora=dia(27))
    adiado = ajustes()
    suspender(autor=AUTOR, agora=dia(28))
    suspenso = ajustes()
    pagar(fatura, dia(29))
    restabelecido = ajustes()

    assert (adiado, suspenso, restabelecido) == ([], [servico.pk], [servico.pk] * 2)


def test_transacao_desfeita_nao_as_pede() -> None:
    fatura = um_suspenso_por_fatura()
    antes = ajustes()

    for fazer in (lambda: pagar(fatura, dia(29)), lambda: confiar(servico_de(fatura))):
        with transaction.atomic():
            fazer()
            assert len(ajustes()) == len(antes) + 1
            transaction.set_rollback(True)

    assert ajustes() == antes


def test_pagamento_de_quem_ja_funciona_nao_as_pede() -> None:
    fatura = um_devedor_avisado()

    pagar(fatura, dia(12))

    assert ajustes() == []
