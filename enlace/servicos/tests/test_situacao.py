from datetime import date, timedelta
from functools import partial

import pytest

from enlace.core.tests.concorrencia import ao_mesmo_tempo
from enlace.servicos.contratacao import Acesso
from enlace.servicos.models import ClienteServico, ServicoStatus
from enlace.servicos.situacao import (
    ETAPAS,
    CancelamentoRecusado,
    EtapaRecusada,
    HabilitacaoRecusada,
    PausaRecusada,
    SuspensaoRecusada,
    cancelar,
    habilitar,
    mudar_etapa,
    suspender_a_pedido,
    suspender_por_debito,
)
from enlace.servicos.tests.fabrica import AGORA, um_motivo, um_servico, uma_porta

NAO_HABILITA = {"servico_habilitado", "cancelado", "aguardando_assinatura_contrato"}
ATE = date(2027, 1, 10)
SUSPENDE = {"servico_habilitado", "suspenso_parcialmente", "franquia_excedida"}


def um_servico_em(estado: str) -> ClienteServico:
    if estado == "cancelado":
        servico = um_servico()
        cancelar(servico=servico, motivo=um_motivo(), agora=AGORA)
        return servico
    return um_servico(estado=estado)


def estados() -> set[str]:
    return set(ServicoStatus.objects.values_list("prefixo", flat=True))


@pytest.mark.django_db
def test_habilitar_sai_de_cada_estado_permitido_e_de_nenhum_outro() -> None:
    habilitados = set()

    for estado in estados():
        servico = um_servico_em(estado)
        try:
            habilitar(servico=servico, agora=AGORA)
        except HabilitacaoRecusada:
            assert servico.status_id == estado
        else:
            assert ClienteServico.objects.get(pk=servico.pk).status_id == "servico_habilitado"
            habilitados.add(estado)

    assert habilitados == estados() - NAO_HABILITA


@pytest.mark.django_db
def test_suspender_por_debito_so_o_que_funciona() -> None:
    suspensos = set()

    for estado in estados():
        servico = um_servico_em(estado)
        try:
            suspender_por_debito(servico=servico, agora=AGORA)
        except SuspensaoRecusada:
            assert servico.status_id == estado
        else:
            assert ClienteServico.objects.get(pk=servico.pk).status_id == "suspenso_debito"
            suspensos.add(estado)

    assert suspensos == SUSPENDE


@pytest.mark.django_db
def test_a_recusa_diz_a_situacao_do_servico() -> None:
    servico = um_servico_em("cancelado")

    with pytest.raises(HabilitacaoRecusada, match="Um serviço na situação “Cancelado” não pode ser habilitado"):
        habilitar(servico=servico, agora=AGORA)


@pytest.mark.django_db
def test_a_primeira_habilitacao_e_a_que_fica() -> None:
    servico = um_servico()
    habilitar(servico=servico, agora=AGORA)
    suspender_por_debito(servico=servico, agora=AGORA)

    habilitar(servico=servico, agora=AGORA + timedelta(days=3))

    assert servico.data_habilitacao == AGORA


@pytest.mark.django_db
def test_cancelar_guarda_data_e_motivo_e_desocupa_a_porta() -> None:
    servico = um_servico(acesso=Acesso(porta_atendimento=uma_porta()))

    cancelar(servico=servico, motivo=um_motivo(), agora=AGORA)

    guardado = ClienteServico.objects.get(pk=servico.pk)
    assert guardado.status_id == "cancelado"
    assert guardado.data_cancelamento == AGORA
    assert guardado.motivo_cancelamento == um_motivo()
    assert guardado.porta_atendimento is None


@pytest.mark.django_db
def test_cancelar_de_novo_e_recusado_e_guarda_a_primeira_data() -> None:
    servico = um_servico_em("cancelado")

    with pytest.raises(CancelamentoRecusado):
        cancelar(servico=servico, motivo=um_motivo(), agora=AGORA + timedelta(days=1))

    assert servico.data_cancelamento == AGORA


@pytest.mark.usefixtures("banco_confirmado")
def test_suspensao_que_chega_junto_com_um_cancelamento_nao_o_desfaz() -> None:
    servico = um_servico(estado="servico_habilitado")
    mesmo = ClienteServico.objects.get(pk=servico.pk)
    motivo = um_motivo()

    suspensao = ao_mesmo_tempo(
        lambda: cancelar(servico=servico, motivo=motivo, agora=AGORA), lambda: suspender_por_debito(servico=mesmo, agora=AGORA)
    )

    assert isinstance(suspensao.exception(), SuspensaoRecusada)
    assert ClienteServico.objects.get(pk=servico.pk).status_id == "cancelado"


@pytest.mark.usefixtures("banco_confirmado")
def test_de_dois_cancelamentos_simultaneos_so_um_vale() -> None:
    servico = um_servico()
    mesmo = ClienteServico.objects.get(pk=servico.pk)
    motivo = um_motivo()

    segundo = ao_mesmo_tempo(
        lambda: cancelar(servico=servico, motivo=motivo, agora=AGORA),
        lambda: cancelar(servico=mesmo, motivo=motivo, agora=AGORA + timedelta(minutes=1)),
    )

    assert isinstance(segundo.exception(), CancelamentoRecusado)
    assert ClienteServico.objects.get(pk=servico.pk).data_cancelamento == AGORA


@pytest.mark.django_db
def test_suspender_a_pedido_so_o_que_funciona_e_guarda_ate_quando() -> None:
    parados = set()

    for estado in estados():
        servico = um_servico_em(estado)
        try:
            pausa = suspender_a_pedido(servico=servico, ate=ATE, agora=AGORA)
        except PausaRecusada:
            assert servico.status_id == estado
        else:
            assert ClienteServico.objects.get(pk=servico.pk).status_id == "suspenso_pedido_cliente"
            assert (pausa.inicio, pausa.ate, pausa.fim) == (AGORA, ATE, None)
            parados.add(estado)

    assert parados == {"servico_habilitado", "franquia_excedida"}


@pytest.mark.django_db
def test_habilitar_e_cancelar_encerram_a_suspensao_a_pedido() -> None:
    fins = []

    for encerrar in (habilitar, partial(cancelar, motivo=um_motivo())):
        servico = um_servico(estado="servico_habilitado")
        pausa = suspender_a_pedido(servico=servico, ate=ATE, agora=AGORA)
        encerrar(servico=servico, agora=AGORA + timedelta(days=3))
        pausa.refresh_from_db()
        fins.append(pausa.fim)

    assert fins == [AGORA + timedelta(days=3)] * 2


@pytest.mark.django_db
def test_quem_espera_a_instalacao_muda_de_etapa_e_mais_ninguem() -> None:
    mudaram = set()

    for estado in estados():
        servico = um_servico_em(estado)
        try:
            mudar_etapa(servico=servico, etapa="aguardando_configuracao")
        except EtapaRecusada:
            assert servico.status_id == estado
        else:
            assert ClienteServico.objects.get(pk=servico.pk).status_id == "aguardando_configuracao"
            mudaram.add(estado)

    assert mudaram == set(ETAPAS)


@pytest.mark.django_db
def test_etapa_e_so_uma_das_da_instalacao() -> None:
    servico = um_servico()

    with pytest.raises(ValueError, match="servico_habilitado"):
        mudar_etapa(servico=servico, etapa="servico_habilitado")
