import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from psycopg.types.range import TimestamptzRange

from enlace.atendimento.tests.fabrica import o_registro, um_autor, um_usuario
from enlace.auditoria.models import Registro
from enlace.contas.models import Usuario
from enlace.core.tests.concorrencia import ao_mesmo_tempo
from enlace.ordens_servico.agenda import agendar, desmarcar
from enlace.ordens_servico.escala import IntervaloInvalido, TecnicoInvalido, TecnicoOcupado, compromissos, escalados
from enlace.ordens_servico.execucao import cancelar, iniciar
from enlace.ordens_servico.models import OrdemServico, OrdemServicoTecnico
from enlace.ordens_servico.tests.fabrica import AMANHA, UMA_HORA, um_tecnico, uma_agendada, uma_ordem
from enlace.ordens_servico.travamento import OrdemDesconhecida, OrdemEncerrada, OrdemJaIniciada
from enlace.servicos.tests.fabrica import um_servico


@pytest.mark.django_db
def test_agendada_tem_quando_e_quem() -> None:
    ordem, ze = uma_ordem(), um_tecnico()

    agendar(ordem.pk, inicio=AMANHA, termino=AMANHA + UMA_HORA, tecnicos=[ze], autor=um_autor())

    ordem.refresh_from_db()
    assert (ordem.status, ordem.data_inicio_programado, ordem.data_termino_programado) == ("pendente", AMANHA, AMANHA + UMA_HORA)
    assert escalados(ordem) == [ze.pk]
    assert o_registro("agendar")["tecnicos"] == [ze.pk]


@pytest.mark.django_db
@pytest.mark.parametrize("minutos", [-59, -30, 0, 30, 59])
def test_tecnico_nao_esta_em_dois_lugares(minutos: int) -> None:
    ze = um_tecnico()
    primeira = uma_agendada(ze)
    outra = uma_ordem(primeira.cliente_servico)
    inicio = AMANHA + timedelta(minutes=minutos)

    with pytest.raises(TecnicoOcupado):
        agendar(outra.pk, inicio=inicio, termino=inicio + UMA_HORA, tecnicos=[um_tecnico("Ana da Torre"), ze], autor=um_autor())

    outra.refresh_from_db()
    assert (outra.status, escalados(outra)) == ("aguardando_agendamento", [])
    assert not Registro.objects.filter(acao="agendar").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("minutos", [-60, 60])
def test_uma_ordem_comeca_quando_a_outra_termina(minutos: int) -> None:
    ze = um_tecnico()
    primeira = uma_agendada(ze)

    segunda = uma_agendada(ze, inicio=AMANHA + timedelta(minutes=minutos), servico=primeira.cliente_servico)

    assert escalados(segunda) == [ze.pk]


@pytest.mark.django_db
def test_agenda_do_tecnico_segue_a_ordem_mesmo_por_fora_dos_verbos() -> None:
    ze = um_tecnico()
    ordem = uma_agendada(ze)

    OrdemServico.objects.filter(pk=ordem.pk).update(data_termino_programado=AMANHA + 3 * UMA_HORA)

    assert OrdemServicoTecnico.objects.get().reserva.upper == AMANHA + 3 * UMA_HORA
    with pytest.raises(TecnicoOcupado):
        uma_agendada(ze, inicio=AMANHA + 2 * UMA_HORA, servico=ordem.cliente_servico)


@pytest.mark.django_db
def test_reserva_que_nao_e_a_da_ordem_e_recusada_pelo_banco() -> None:
    ordem = uma_agendada(um_tecnico())

    with pytest.raises(IntegrityError, match="ordem_servico_tecnico_reserva"), transaction.atomic():
        OrdemServicoTecnico.objects.filter(ordem_servico=ordem).update(reserva=TimestamptzRange(empty=True))


@pytest.mark.django_db
def test_remarcada_troca_de_hora_e_de_tecnico_e_libera_os_de_antes() -> None:
    ze, ana = um_tecnico(), um_tecnico("Ana da Torre")
    ordem = uma_agendada(ze)
    depois = AMANHA + timedelta(minutes=30)

    agendar(ordem.pk, inicio=depois, termino=depois + UMA_HORA, tecnicos=[ana], autor=um_autor())

    assert escalados(ordem) == [ana.pk]
    assert escalados(uma_agendada(ze, servico=ordem.cliente_servico)) == [ze.pk]


@pytest.mark.django_db
def test_remarcar_para_hora_que_cruza_a_propria_e_possivel() -> None:
    ze = um_tecnico()
    ordem = uma_agendada(ze)
    depois = AMANHA + timedelta(minutes=10)

    agendar(ordem.pk, inicio=depois, termino=depois + UMA_HORA, tecnicos=[ze], autor=um_autor())

    assert OrdemServicoTecnico.objects.get().reserva.lower == depois


@pytest.mark.django_db
def test_desmarcada_e_cancelada_liberam_o_tecnico() -> None:
    ze = um_tecnico()
    primeira = uma_agendada(ze)
    desmarcar(primeira.pk, autor=um_autor())
    segunda = uma_agendada(ze, servico=primeira.cliente_servico)
    cancelar(segunda.pk, motivo="Chuva.", autor=um_autor())

    terceira = uma_agendada(ze, servico=primeira.cliente_servico)

    primeira.refresh_from_db()
    assert (primeira.status, terceira.status) == ("aguardando_agendamento", "pendente")


@pytest.mark.django_db
def test_agendamento_recusado() -> None:
    ordem, ze = uma_ordem(), um_tecnico()
    quando: dict[str, Any] = {"inicio": AMANHA, "termino": AMANHA + UMA_HORA, "autor": um_autor()}

    with pytest.raises(IntervaloInvalido):
        agendar(ordem.pk, inicio=AMANHA, termino=AMANHA, tecnicos=[ze], autor=um_autor())
    with pytest.raises(OrdemDesconhecida):
        agendar(0, tecnicos=[ze], **quando)
    with pytest.raises(TecnicoInvalido, match="Bianca Couto não é um técnico ativo"):
        agendar(ordem.pk, tecnicos=[um_usuario()], **quando)
    agendar(ordem.pk, tecnicos=[ze], **quando)
    iniciar(ordem.pk, autor=um_autor(), agora=AMANHA)
    with pytest.raises(OrdemJaIniciada):
        agendar(ordem.pk, tecnicos=[ze], **quando)
    cancelar(ordem.pk, motivo="", autor=um_autor())
    with pytest.raises(OrdemEncerrada, match=f"A ordem de serviço {ordem.numero_ordem_servico} já está cancelada."):
        agendar(ordem.pk, tecnicos=[ze], **quando)


@pytest.mark.usefixtures("banco_confirmado")
def test_ordens_que_trocam_de_tecnico_ao_mesmo_tempo_nao_se_travam() -> None:
    servico, ze, ana, autor = um_servico(), um_tecnico(), um_tecnico("Ana da Torre"), um_autor()
    uma, outra = uma_agendada(ze, servico=servico), uma_agendada(ana, servico=servico)
    largada = threading.Barrier(2)

    def trocar(ordem: OrdemServico, tecnico: Usuario) -> None:
        largada.wait()
        try:
            agendar(ordem.pk, inicio=AMANHA, termino=AMANHA + UMA_HORA, tecnicos=[tecnico], autor=autor)
        finally:
            connection.close()

    for _vez in range(10):
        with ThreadPoolExecutor(2) as linhas:
            trocas = [linhas.submit(trocar, uma, ana), linhas.submit(trocar, outra, ze)]
        # Neither can have the other's technician; a deadlock would be an OperationalError.
        assert [type(troca.exception()) for troca in trocas] == [TecnicoOcupado, TecnicoOcupado]
    assert (escalados(uma), escalados(outra)) == ([ze.pk], [ana.pk])


@pytest.mark.usefixtures("banco_confirmado")
def test_de_dois_agendamentos_simultaneos_do_mesmo_tecnico_so_um_fica() -> None:
    servico, ze, autor = um_servico(), um_tecnico(), um_autor()
    uma, outra = uma_ordem(servico), uma_ordem(servico)
    fim = AMANHA + UMA_HORA

    segundo = ao_mesmo_tempo(
        lambda: agendar(uma.pk, inicio=AMANHA, termino=fim, tecnicos=[ze], autor=autor),
        lambda: agendar(outra.pk, inicio=AMANHA, termino=fim, tecnicos=[ze], autor=autor),
    )

    assert isinstance(segundo.exception(), TecnicoOcupado)
    assert (escalados(uma), escalados(outra)) == ([ze.pk], [])


@pytest.mark.django_db
def test_compromissos_dizem_o_que_toma_o_tempo_de_quem_nessa_hora() -> None:
    ze, ana = um_tecnico(), um_tecnico("Ana da Torre")
    das_dez = uma_agendada(ze)
    uma_agendada(ze, inicio=AMANHA + UMA_HORA, servico=das_dez.cliente_servico)
    uma_agendada(ana, servico=das_dez.cliente_servico)
    cancelar(uma_agendada(ze, inicio=AMANHA - UMA_HORA, servico=das_dez.cliente_servico).pk, motivo="", autor=um_autor())

    def do_ze(inicio: timedelta, termino: timedelta, menos: int | None = None) -> list[OrdemServico]:
        marcados = compromissos([ze], inicio=AMANHA + inicio, termino=AMANHA + termino, menos=menos)
        return [marcado.ordem_servico for marcado in marcados]

    assert do_ze(-UMA_HORA, UMA_HORA) == [das_dez]
    assert do_ze(-UMA_HORA, UMA_HORA, menos=das_dez.pk) == []
    assert do_ze(-2 * UMA_HORA, -UMA_HORA) == []
