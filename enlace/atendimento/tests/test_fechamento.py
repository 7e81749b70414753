from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from enlace.atendimento.fechamento import AtendimentoAberto, Desfecho, MotivoInativo, NotaInvalida, avaliar, fechar, reabrir
from enlace.atendimento.models import Atendimento, AtendimentoMensagem, MotivoFechamento
from enlace.atendimento.tests.fabrica import o_registro, um_atendimento, um_autor, um_usuario
from enlace.atendimento.travamento import AtendimentoDesconhecido, AtendimentoFechado
from enlace.auditoria.models import Registro
from enlace.core.tests.concorrencia import ao_mesmo_tempo
from enlace.servicos.tests.fabrica import AGORA

DEPOIS = AGORA + timedelta(hours=3)


@pytest.mark.django_db
def test_fechado_diz_quando_por_quem_por_que_e_como() -> None:
    aberto, motivo = um_atendimento(), MotivoFechamento.objects.create(descricao="Equipamento reiniciado")

    fechar(aberto.pk, Desfecho(descricao=" Era o cabo. ", motivo=motivo), autor=um_autor("Guilherme Couto"), agora=DEPOIS)

    aberto.refresh_from_db()
    assert (aberto.data_fechamento, aberto.usuario_fechamento) == (DEPOIS, um_usuario("Guilherme Couto"))
    assert (aberto.status_fechamento, aberto.descricao_fechamento, aberto.motivo_fechamento) == ("concluido", "Era o cabo.", motivo)
    assert aberto.status.prefixo == "resolvido"
    assert o_registro("fechar")["status_fechamento"] == "concluido"


@pytest.mark.django_db
def test_fechado_sem_concluir_nao_vira_resolvido() -> None:
    aberto = um_atendimento()

    fechar(aberto.pk, Desfecho(descricao="Desistiu.", concluido=False), autor=um_autor(), agora=DEPOIS)

    aberto.refresh_from_db()
    assert (aberto.status_fechamento, aberto.status.prefixo) == ("nao_concluido", "aguardando_analise")


@pytest.mark.django_db
def test_o_que_ja_esta_fechado_ou_nao_existe_nao_se_fecha() -> None:
    aberto = um_atendimento()
    fechar(aberto.pk, Desfecho(descricao="Primeiro."), autor=um_autor(), agora=DEPOIS)

    with pytest.raises(AtendimentoFechado, match=f"O atendimento {aberto.protocolo} já está fechado."):
        fechar(aberto.pk, Desfecho(descricao="Segundo."), autor=um_autor(), agora=DEPOIS)
    with pytest.raises(AtendimentoDesconhecido):
        fechar(0, Desfecho(descricao=""), autor=um_autor(), agora=DEPOIS)

    aberto.refresh_from_db()
    assert aberto.descricao_fechamento == "Primeiro."


@pytest.mark.usefixtures("banco_confirmado")
def test_de_dois_fechamentos_simultaneos_o_segundo_e_recusado() -> None:
    aberto, autor = um_atendimento(), um_autor()

    segundo = ao_mesmo_tempo(
        lambda: fechar(aberto.pk, Desfecho(descricao="Primeiro."), autor=autor, agora=DEPOIS),
        lambda: fechar(aberto.pk, Desfecho(descricao="Segundo."), autor=autor, agora=DEPOIS),
    )

    assert isinstance(segundo.exception(), AtendimentoFechado)
    assert Registro.objects.filter(acao="fechar").count() == 1


@pytest.mark.django_db
def test_reaberto_fica_pendente_com_novo_prazo_e_guarda_como_fora_fechado() -> None:
    aberto = um_atendimento()
    fechar(aberto.pk, Desfecho(descricao="Era o cabo."), autor=um_autor(), agora=DEPOIS)

    reabrir(aberto.pk, mensagem="Caiu outra vez.", autor=um_autor(), agora=DEPOIS)

    aberto.refresh_from_db()
    assert (aberto.data_fechamento, aberto.usuario_fechamento, aberto.status_fechamento) == (None, None, None)
    assert (aberto.descricao_fechamento, aberto.motivo_fechamento, aberto.status.prefixo) == (None, None, "pendente")
    assert aberto.data_prazo == DEPOIS + timedelta(days=1)
    assert aberto.data_inicio_prazo == DEPOIS
    assert list(AtendimentoMensagem.objects.values_list("tipo", "mensagem")) == [
        ("fechamento", "Concluído. Era o cabo."),
        ("reabertura", "Reaberto. Caiu outra vez."),
    ]


@pytest.mark.django_db
def test_reaberto_perde_a_avaliacao() -> None:
    aberto = um_atendimento()
    fechar(aberto.pk, Desfecho(descricao=""), autor=um_autor(), agora=DEPOIS)
    avaliar(aberto.pk, nota=2, comentario="Demorou.", autor=um_autor())

    reabrir(aberto.pk, mensagem="", autor=um_autor(), agora=DEPOIS)

    aberto.refresh_from_db()
    assert (aberto.avaliacao, aberto.comentario_avaliacao) == (None, None)


@pytest.mark.django_db
def test_motivo_que_saiu_de_uso_e_recusado() -> None:
    aberto, motivo = um_atendimento(), MotivoFechamento.objects.create(descricao="Antigo", ativo=False)

    with pytest.raises(MotivoInativo):
        fechar(aberto.pk, Desfecho(descricao="", motivo=motivo), autor=um_autor(), agora=DEPOIS)


@pytest.mark.django_db
def test_aberto_nao_se_reabre_nem_se_avalia() -> None:
    aberto = um_atendimento()

    with pytest.raises(AtendimentoAberto):
        reabrir(aberto.pk, mensagem="", autor=um_autor(), agora=DEPOIS)
    with pytest.raises(AtendimentoAberto):
        avaliar(aberto.pk, nota=10, comentario="", autor=um_autor())


@pytest.mark.django_db
def test_avaliacao_vai_de_0_a_10() -> None:
    aberto = um_atendimento()
    fechar(aberto.pk, Desfecho(descricao=""), autor=um_autor(), agora=DEPOIS)

    avaliar(aberto.pk, nota=9, comentario=" Rápido. ", autor=um_autor())
    for nota in (-1, 11):
        with pytest.raises(NotaInvalida):
            avaliar(aberto.pk, nota=nota, comentario="", autor=um_autor())

    aberto.refresh_from_db()
    assert (aberto.avaliacao, aberto.comentario_avaliacao) == (9, "Rápido.")


@pytest.mark.django_db
def test_fechamento_pela_metade_e_recusado_pelo_banco() -> None:
    aberto = um_atendimento()

    with pytest.raises(IntegrityError, match="atendimento_fechado_por_inteiro"), transaction.atomic():
        Atendimento.objects.filter(pk=aberto.pk).update(data_fechamento=DEPOIS)
