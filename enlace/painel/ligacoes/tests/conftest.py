"""A call of the small world's administrator."""

import pytest

from enlace.core import datas
from enlace.painel.conftest import Mundo
from enlace.painel.ligacoes.tests.apoio import TELEFONE
from enlace.pbx.models import Ligacao


@pytest.fixture
def ligacao(mundo: Mundo) -> Ligacao:
    """Who calls is Maria, whose service is that of the small world."""
    ligacao = Ligacao.objects.get(pk=mundo[Ligacao].pk)
    Ligacao.objects.filter(pk=ligacao.pk).update(telefone=TELEFONE, identificador_interno="ana111", notificada_em=datas.agora())
    ligacao.refresh_from_db()
    return ligacao


@pytest.fixture
def desconhecida(ligacao: Ligacao) -> Ligacao:
    """Nobody knows who it is."""
    Ligacao.objects.filter(pk=ligacao.pk).update(cliente=None, telefone="3732220000")
    ligacao.refresh_from_db()
    return ligacao
