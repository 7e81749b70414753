from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from enlace.atendimento.tests.fabrica import um_atendimento, um_autor, um_usuario
from enlace.auditoria.models import Registro
from enlace.core.tests.concorrencia import ao_mesmo_tempo
from enlace.ordens_servico.escala import NaoEscalado
from enlace.ordens_servico.execucao import (
    OrdemPorAgendar,
    OrdemPorIniciar,
    Resultado,
    cancelar,
    encerrar_as_do_atendimento,
    finalizar,
    finalizar_a_sua,
    iniciar,
    iniciar_a_sua,
)
from enlace.ordens_servico.models import OrdemServico
from enlace.ordens_servico.tests.fabrica import AMANHA, um_tecnico, uma_agendada, uma_ordem
from enlace.ordens_servico.travamento import OrdemDesconhecida, OrdemEncerrada, OrdemJaIniciada

FIM = AMANHA + timedelta(minutes=40)


@pytest.mark.django_db
def test_iniciada_e_finalizada_diz_quando_por_quem_e_como() -> None:
    ordem = uma_agendada(um_tecnico())

    iniciar(ordem.pk, autor=um_autor("Zé da Rede"), agora=AMANHA)
    finalizar(ordem.pk, Resultado(descricao="Fibra emendada."), autor=um_autor("Zé da Rede"), agora=FIM)

    ordem.refresh_from_db()
    assert (ordem.status, ordem.status_fechamento, ordem.descricao_fechamento) == ("finalizado", "concluido", "Fibra emendada.")
    assert (ordem.data_inicio_executado, ordem.data_termino_executado) == (AMANHA, FIM)
    assert ordem.usuario_fechamento == um_usuario("Zé da Rede")
    assert list(Registro.objects.filter(tabela="ordem_servico").order_by("pk").values_list("acao", flat=True)) == [
        "abrir",
        "iniciar",
        "finalizar",
    ]


@pytest.mark.django_db
def test_servico_que_nao_deu_certo_termina_sem_concluir() -> None:
    ordem = uma_agendada()
    iniciar(ordem.pk, autor=um_autor(), agora=AMANHA)

    finalizar(ordem.pk, Resultado(descricao="Ninguém em casa.", concluido=False), autor=um_autor(), agora=FIM)

    ordem.refresh_from_db()
    assert (ordem.status, ordem.status_fechamento) == ("finalizado", "nao_concluido")


@pytest.mark.django_db
def test_cada_passo_tem_sua_vez() -> None:
    sem_data, marcada = uma_ordem(), uma_agendada()

    with pytest.raises(OrdemPorAgendar):
        iniciar(sem_data.pk, autor=um_autor(), agora=AMANHA)
    with pytest.raises(OrdemPorIniciar):
        finalizar(marcada.pk, Resultado(descricao=""), autor=um_autor(), agora=FIM)
    iniciar(marcada.pk, autor=um_autor(), agora=AMANHA)
    with pytest.raises(OrdemJaIniciada):
        iniciar(marcada.pk, autor=um_autor(), agora=FIM)
    finalizar(marcada.pk, Resultado(descricao=""), autor=um_autor(), agora=FIM)
    with pytest.raises(OrdemEncerrada):
        iniciar(marcada.pk, autor=um_autor(), agora=FIM)
    with pytest.raises(OrdemEncerrada):
        finalizar(marcada.pk, Resultado(descricao=""), autor=um_autor(), agora=FIM)
    with pytest.raises(OrdemEncerrada):
        cancelar(marcada.pk, motivo="", autor=um_autor())
    with pytest.raises(OrdemDesconhecida):
        cancelar(0, motivo="", autor=um_autor())


@pytest.mark.django_db
def test_fim_do_atendimento_encerra_so_as_ordens_abertas_dele() -> None:
    atendimento = um_atendimento()
    servico = atendimento.cliente_servico
    esperando = uma_ordem(servico, atendimento=atendimento)
    iniciada = uma_ordem(servico, atendimento=atendimento, inicio=AMANHA, termino=FIM, agendada=True)
    iniciar(iniciada.pk, autor=um_autor(), agora=AMANHA)
    cancelada = uma_ordem(servico, atendimento=atendimento)
    cancelar(cancelada.pk, motivo="Engano.", autor=um_autor())
    avulsa = uma_ordem(servico)

    quantas = encerrar_as_do_atendimento(atendimento.pk, Resultado(descricao="Fechamento automático."), autor=um_autor(), agora=FIM)

    assert quantas == 2
    estados = dict(OrdemServico.objects.values_list("pk", "status"))
    assert estados == {
        esperando.pk: "finalizado",
        iniciada.pk: "finalizado",
        cancelada.pk: "cancelado",
        avulsa.pk: "aguardando_agendamento",
    }
    esperando.refresh_from_db()
    iniciada.refresh_from_db()
    assert (esperando.data_inicio_executado, esperando.data_termino_executado) == (None, None)
    assert (esperando.descricao_fechamento, esperando.status_fechamento) == ("Fechamento automático.", "concluido")
    assert iniciada.data_termino_executado == FIM


@pytest.mark.django_db
def test_ordem_encerrada_pela_metade_e_recusada_pelo_banco() -> None:
    ordem = uma_ordem()

    with pytest.raises(IntegrityError, match="ordem_servico_encerrada_por_inteiro"), transaction.atomic():
        OrdemServico.objects.filter(pk=ordem.pk).update(status="finalizado")


@pytest.mark.usefixtures("banco_confirmado")
def test_de_dois_cancelamentos_simultaneos_o_segundo_e_recusado() -> None:
    ordem, autor = uma_ordem(), um_autor()

    segundo = ao_mesmo_tempo(
        lambda: cancelar(ordem.pk, motivo="Chuva.", autor=autor), lambda: cancelar(ordem.pk, motivo="Feriado.", autor=autor)
    )

    assert isinstance(segundo.exception(), OrdemEncerrada)
    ordem.refresh_from_db()
    assert ordem.descricao_fechamento == "Chuva."


@pytest.mark.django_db
def test_quem_so_executa_trabalha_nas_ordens_em_que_esta_escalado_e_em_nenhuma_outra() -> None:
    sua, de_outro = uma_agendada(um_tecnico()), uma_agendada(um_tecnico("Nina Torres"))
    ze = um_autor("Zé da Rede")

    iniciar_a_sua(sua.pk, autor=ze, agora=AMANHA)
    with pytest.raises(NaoEscalado):
        iniciar_a_sua(de_outro.pk, autor=ze, agora=AMANHA)
    iniciar(de_outro.pk, autor=um_autor("Nina Torres"), agora=AMANHA)
    with pytest.raises(NaoEscalado):
        finalizar_a_sua(de_outro.pk, Resultado(descricao="Feito."), autor=ze, agora=FIM)
    finalizar_a_sua(sua.pk, Resultado(descricao="Feito."), autor=ze, agora=FIM)

    de_outro.refresh_from_db()
    sua.refresh_from_db()
    assert (sua.status, de_outro.status) == ("finalizado", "pendente")


@pytest.mark.django_db
def test_ordem_que_nao_existe_ou_acabou_nao_e_de_ninguem() -> None:
    ordem = uma_agendada(um_tecnico())
    cancelar(ordem.pk, motivo="Desistiu.", autor=um_autor())

    with pytest.raises(OrdemEncerrada):
        iniciar_a_sua(ordem.pk, autor=um_autor("Zé da Rede"), agora=AMANHA)
    with pytest.raises(OrdemDesconhecida):
        finalizar_a_sua(0, Resultado(descricao="Feito."), autor=um_autor("Zé da Rede"), agora=FIM)
