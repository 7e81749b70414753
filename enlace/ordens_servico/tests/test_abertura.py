from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from enlace.atendimento.tests.fabrica import um_atendimento, um_usuario
from enlace.auditoria.models import Registro
from enlace.core.errors import RuleRefused
from enlace.ordens_servico.abertura import (
    AtendimentoDeOutroServico,
    DescricaoDaOrdemObrigatoria,
    OrdemParaServicoCancelado,
    TipoDeOrdemInativo,
)
from enlace.ordens_servico.escala import IntervaloInvalido, TecnicoInvalido, escalados
from enlace.ordens_servico.models import OrdemServico, TipoOrdemServico
from enlace.ordens_servico.tests.fabrica import AMANHA, UMA_HORA, um_tecnico, uma_agendada, uma_ordem
from enlace.servicos.models import ClienteServico
from enlace.servicos.situacao import cancelar
from enlace.servicos.tests.fabrica import AGORA, um_motivo, um_servico

pytestmark = pytest.mark.django_db


def test_ordem_aberta_espera_sua_data_e_tem_o_proximo_numero() -> None:
    servico = um_servico()
    primeira, segunda = uma_ordem(servico), uma_ordem(servico)

    lida = OrdemServico.objects.get(pk=segunda.pk)
    assert (lida.status, lida.tipo.prefixo) == ("aguardando_agendamento", "instalacao")
    assert lida.numero_ordem_servico == segunda.numero_ordem_servico == primeira.numero_ordem_servico + 1
    assert lida.descricao_abertura == lida.descricao_servico == "Instalar a fibra."
    assert lida.reserva.isempty


def test_ordem_agendada_reserva_a_hora_de_cada_tecnico() -> None:
    ana, ze = um_tecnico("Ana da Torre"), um_tecnico()

    ordem = uma_agendada(ze, ana)

    assert escalados(ordem) == sorted([ana.pk, ze.pk])
    reservas = {linha.reserva for linha in ordem.escalados.all()}
    assert {(reserva.lower, reserva.upper) for reserva in reservas} == {(AMANHA, AMANHA + UMA_HORA)}


def test_ordem_de_um_atendimento_e_do_servico_dele() -> None:
    atendimento = um_atendimento()

    ordem = uma_ordem(atendimento.cliente_servico, atendimento=atendimento)

    assert list(atendimento.ordens_servico.all()) == [ordem]


def test_abertura_fica_registrada() -> None:
    ordem = uma_ordem()

    registro = Registro.objects.get(tabela="ordem_servico")
    assert (registro.acao, registro.chave, registro.usuario) == ("abrir", str(ordem.pk), um_usuario())


def um_cancelado() -> ClienteServico:
    servico = um_servico()
    cancelar(servico=servico, motivo=um_motivo(), agora=AGORA)
    return servico


@pytest.mark.parametrize(
    ("mudanca", "recusa"),
    [
        (lambda: {"servico": um_cancelado()}, OrdemParaServicoCancelado),
        (lambda: {"descricao": "  "}, DescricaoDaOrdemObrigatoria),
        (lambda: {"tipo": TipoOrdemServico.objects.create(descricao="ANTIGA", ativo=False)}, TipoDeOrdemInativo),
        (lambda: {"atendimento": um_atendimento()}, AtendimentoDeOutroServico),
        (lambda: {"agendada": True}, IntervaloInvalido),
        (lambda: {"inicio": AMANHA, "termino": AMANHA}, IntervaloInvalido),
        (lambda: {"tecnicos": [um_usuario("Só Atende")]}, TecnicoInvalido),
    ],
)
def test_ordem_que_nao_pode_ser_aberta_nao_deixa_nada(mudanca: Callable[[], dict[str, Any]], recusa: type[RuleRefused]) -> None:
    campos = {"servico": um_servico(), **mudanca()}

    with pytest.raises(recusa), transaction.atomic():
        uma_ordem(**campos)

    assert not OrdemServico.objects.exists()
    assert not Registro.objects.filter(tabela="ordem_servico").exists()


def test_ordem_agendada_sem_intervalo_e_recusada_pelo_banco() -> None:
    ordem = uma_ordem()

    with pytest.raises(IntegrityError, match="ordem_servico_agendada_tem_intervalo"), transaction.atomic():
        OrdemServico.objects.filter(pk=ordem.pk).update(status="pendente")
