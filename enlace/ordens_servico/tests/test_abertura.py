import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, transaction

from enlace.atendimento.fechamento import Desfecho, fechar
from enlace.atendimento.tests.fabrica import o_registro, um_atendimento, um_autor, um_usuario
from enlace.atendimento.travamento import AtendimentoFechado
from enlace.auditoria.models import Registro
from enlace.auditoria.registro import retrato
from enlace.core.errors import RuleRefused
from enlace.core.tests.concorrencia import ao_mesmo_tempo
from enlace.ordens_servico.abertura import (
    AtendimentoDeOutroServico,
    DescricaoDaOrdemGrandeDemais,
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


@pytest.mark.django_db
def test_ordem_aberta_espera_sua_data_e_tem_o_proximo_numero() -> None:
    servico = um_servico()
    primeira, segunda = uma_ordem(servico), uma_ordem(servico)

    lida = OrdemServico.objects.get(pk=segunda.pk)
    assert (lida.status, lida.tipo.prefixo) == ("aguardando_agendamento", "instalacao")
    assert lida.numero_ordem_servico == segunda.numero_ordem_servico == primeira.numero_ordem_servico + 1
    assert lida.descricao_abertura == lida.descricao_servico == "Instalar a fibra."
    assert lida.reserva.isempty


@pytest.mark.django_db
def test_ordem_agendada_reserva_a_hora_de_cada_tecnico() -> None:
    ana, ze = um_tecnico("Ana da Torre"), um_tecnico()

    ordem = uma_agendada(ze, ana)

    assert escalados(ordem) == sorted([ana.pk, ze.pk])
    reservas = {linha.reserva for linha in ordem.escalados.all()}
    assert {(reserva.lower, reserva.upper) for reserva in reservas} == {(AMANHA, AMANHA + UMA_HORA)}


@pytest.mark.django_db
def test_ordem_de_um_atendimento_e_do_servico_dele() -> None:
    atendimento = um_atendimento()

    ordem = uma_ordem(atendimento.cliente_servico, atendimento=atendimento)

    assert list(atendimento.ordens_servico.all()) == [ordem]


@pytest.mark.django_db
def test_abertura_fica_registrada() -> None:
    ordem = uma_ordem()

    registro = Registro.objects.get(tabela="ordem_servico")
    assert (registro.acao, registro.chave, registro.usuario) == ("abrir", str(ordem.pk), um_usuario())
    assert (registro.porta, registro.cliente_api, registro.endereco_ip) == ("api", "3", "203.0.113.7")
    assert o_registro("abrir") == json.loads(
        json.dumps(retrato(OrdemServico.objects.get()), default=DjangoJSONEncoder().default)
    ) | {"data_cadastro": AGORA.isoformat()}


def um_cancelado() -> ClienteServico:
    servico = um_servico()
    cancelar(servico=servico, motivo=um_motivo(), agora=AGORA)
    return servico


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("mudanca", "recusa"),
    [
        (lambda: {"servico": um_cancelado()}, OrdemParaServicoCancelado),
        (lambda: {"descricao": "  "}, DescricaoDaOrdemObrigatoria),
        (lambda: {"descricao": "x" * 20_101}, DescricaoDaOrdemGrandeDemais),
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


@pytest.mark.django_db
@pytest.mark.parametrize("falta", ["data_inicio_programado", "data_termino_programado"])
def test_ordem_agendada_sem_intervalo_e_recusada_pelo_banco(falta: str) -> None:
    ordem = uma_agendada()

    with pytest.raises(IntegrityError, match="ordem_servico_agendada_tem_intervalo"), transaction.atomic():
        OrdemServico.objects.filter(pk=ordem.pk).update(**{falta: None})


@pytest.mark.django_db
def test_termino_sem_inicio_e_recusado_pelo_banco() -> None:
    ordem = uma_agendada()

    with pytest.raises(IntegrityError, match="ordem_servico_termina_depois_de_iniciar"), transaction.atomic():
        OrdemServico.objects.filter(pk=ordem.pk).update(data_termino_executado=AMANHA)


@pytest.mark.django_db
def test_registro_da_abertura_diz_quem_vai() -> None:
    ze = um_tecnico()

    uma_agendada(ze)

    assert o_registro("abrir")["tecnicos"] == [ze.pk]


@pytest.mark.django_db
def test_atendimento_fechado_nao_ganha_ordem() -> None:
    atendimento = um_atendimento()
    fechar(atendimento.pk, Desfecho(descricao=""), autor=um_autor(), agora=AGORA)

    with pytest.raises(AtendimentoFechado):
        uma_ordem(atendimento.cliente_servico, atendimento=atendimento)


@pytest.mark.usefixtures("banco_confirmado")
def test_ordem_aberta_enquanto_o_atendimento_fecha_nao_fica_para_tras() -> None:
    atendimento, autor = um_atendimento(), um_autor()
    desfecho = Desfecho(descricao="")

    segunda = ao_mesmo_tempo(
        lambda: fechar(atendimento.pk, desfecho, autor=autor, agora=AGORA),
        lambda: uma_ordem(atendimento.cliente_servico, atendimento=atendimento),
    )

    assert isinstance(segunda.exception(), AtendimentoFechado)
    assert not OrdemServico.objects.exists()
