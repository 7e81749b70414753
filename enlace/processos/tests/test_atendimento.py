"""Opening and ending a ticket together with its service orders."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from enlace.atendimento.abertura import NovoAtendimento
from enlace.atendimento.alteracao import Mudanca
from enlace.atendimento.models import Atendimento
from enlace.atendimento.tests.fabrica import um_atendimento, um_autor, um_usuario
from enlace.atendimento.travamento import AtendimentoFechado
from enlace.auditoria.models import Registro
from enlace.ordens_servico.escala import TecnicoInvalido, TecnicoOcupado
from enlace.ordens_servico.models import OrdemServico, TipoOrdemServico
from enlace.ordens_servico.tests.fabrica import um_tecnico
from enlace.processos.abertura_de_atendimento import A_COMBINAR, OrdemPedida, abrir
from enlace.processos.edicao_de_atendimento import editar
from enlace.servicos.models import ClienteServico
from enlace.servicos.tests.fabrica import AGORA, um_servico

pytestmark = pytest.mark.django_db
HORA = timedelta(hours=1)


def abrir_com(ordem: OrdemPedida | None, servico: ClienteServico | None = None) -> tuple[Atendimento, OrdemServico | None]:
    novo = NovoAtendimento(servico=servico or um_servico(), descricao="Sem internet.")
    return abrir(novo, ordem=ordem, autor=um_autor(), agora=AGORA)


def test_sem_ordem_pedida_so_ha_o_atendimento() -> None:
    atendimento, ordem = abrir_com(None)

    assert (Atendimento.objects.get(), ordem) == (atendimento, None)
    assert not OrdemServico.objects.exists()


def test_ordem_nasce_do_atendimento_para_daqui_a_uma_hora_e_espera_sua_data() -> None:
    atendimento, ordem = abrir_com(OrdemPedida())

    assert ordem is not None
    ordem.refresh_from_db()
    assert (ordem.atendimento, ordem.descricao_servico, ordem.tipo.prefixo) == (atendimento, "Sem internet.", "abertura_via_api")
    assert (ordem.data_inicio_programado, ordem.data_termino_programado) == (AGORA + HORA, AGORA + 2 * HORA)
    assert ordem.status == "aguardando_agendamento"


def test_ordem_diz_o_que_fazer_e_quando_em_vez_da_proposta() -> None:
    as_tres = (AGORA + 3 * HORA, AGORA + 4 * HORA)

    _atendimento, marcada = abrir_com(OrdemPedida(descricao="Trocar o roteador.", horario=as_tres, agendada=True))
    _atendimento, a_combinar = abrir_com(OrdemPedida(horario=A_COMBINAR))

    assert marcada is not None
    assert a_combinar is not None
    assert (marcada.descricao_servico, marcada.status) == ("Trocar o roteador.", "pendente")
    assert (marcada.data_inicio_programado, marcada.data_termino_programado) == as_tres
    assert (a_combinar.data_inicio_programado, a_combinar.data_termino_programado) == (None, None)
    assert a_combinar.status == "aguardando_agendamento"


def test_duas_ordens_com_o_mesmo_tecnico_sem_agendar_nao_disputam_a_hora() -> None:
    servico, ze = um_servico(), um_tecnico()

    for _vez in range(2):
        abrir_com(OrdemPedida(tecnicos=[ze]), servico)

    assert OrdemServico.objects.count() == 2


@pytest.mark.parametrize("recusa", [TecnicoInvalido, TecnicoOcupado])
def test_ordem_recusada_nao_deixa_nem_o_atendimento(recusa: type[Exception]) -> None:
    servico, ze = um_servico(), um_tecnico()
    if recusa is TecnicoOcupado:
        abrir_com(OrdemPedida(tecnicos=[ze], agendada=True), servico)
    antes = (Atendimento.objects.count(), OrdemServico.objects.count(), Registro.objects.count())
    tecnicos = [ze] if recusa is TecnicoOcupado else [um_usuario("Só Atende")]

    with pytest.raises(recusa), transaction.atomic():
        abrir_com(OrdemPedida(tecnicos=tecnicos, agendada=True), servico)

    assert (Atendimento.objects.count(), OrdemServico.objects.count(), Registro.objects.count()) == antes


def test_tipo_da_ordem_pode_ser_outro() -> None:
    instalacao = TipoOrdemServico.objects.get(prefixo="instalacao")

    _atendimento, ordem = abrir_com(OrdemPedida(tipo=instalacao))

    assert ordem is not None
    assert ordem.tipo == instalacao


def test_editar_e_encerrar_fecha_o_atendimento_e_suas_ordens() -> None:
    atendimento, ordem = abrir_com(OrdemPedida())
    assert ordem is not None

    editar(atendimento.pk, Mudanca(parametros={"a": 1}), encerrar=True, autor=um_autor(), agora=AGORA + HORA)

    atendimento.refresh_from_db()
    ordem.refresh_from_db()
    assert (atendimento.parametros, atendimento.descricao_fechamento) == ({"a": 1}, "Fechamento automático.")
    assert atendimento.motivo_fechamento is not None
    assert atendimento.motivo_fechamento.prefixo == "automatico"
    assert (ordem.status, ordem.status_fechamento, ordem.descricao_fechamento) == (
        "finalizado",
        "concluido",
        "Fechamento automático.",
    )


def test_encerrar_o_que_ja_fechou_nao_guarda_nem_os_parametros() -> None:
    atendimento = um_atendimento()
    depois: dict[str, Any] = {"encerrar": True, "autor": um_autor(), "agora": AGORA + HORA}
    editar(atendimento.pk, Mudanca(), **depois)

    with pytest.raises(AtendimentoFechado):
        editar(atendimento.pk, Mudanca(parametros={"a": 1}), **depois)

    atendimento.refresh_from_db()
    assert atendimento.parametros == {}
