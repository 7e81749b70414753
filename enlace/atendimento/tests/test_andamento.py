"""What happens to a ticket between its opening and its end."""

from datetime import timedelta

import pytest

from enlace.atendimento.abertura import DescricaoObrigatoria, TipoInativo
from enlace.atendimento.alteracao import Mudanca, SituacaoInativa, alterar
from enlace.atendimento.fechamento import Desfecho, fechar
from enlace.atendimento.mensagens import MensagemVazia, comentar
from enlace.atendimento.models import AtendimentoMensagem, AtendimentoStatus, TipoAtendimento
from enlace.atendimento.parametros import ParametrosGrandesDemais
from enlace.atendimento.responsavel import ResponsavelInativo, encaminhar
from enlace.atendimento.tests.fabrica import o_registro, um_atendimento, um_autor, um_setor, um_usuario
from enlace.atendimento.travamento import AtendimentoDesconhecido, AtendimentoFechado
from enlace.auditoria.models import Registro
from enlace.core.tests.concorrencia import ao_mesmo_tempo
from enlace.servicos.tests.fabrica import AGORA


@pytest.mark.django_db
def test_parametros_se_juntam_e_o_novo_vale() -> None:
    aberto = um_atendimento(parametros={"ligacao": 1, "empresa": "NeWave", "dados": {"a": 1}})

    alterar(aberto.pk, Mudanca(parametros={"ligacao": 2, "dados": {"b": 2}, "xpto": None}), autor=um_autor())

    aberto.refresh_from_db()
    assert aberto.parametros == {"ligacao": 2, "empresa": "NeWave", "dados": {"b": 2}, "xpto": None}


@pytest.mark.django_db
def test_parametros_pequenos_que_juntos_passam_do_limite_sao_recusados() -> None:
    aberto = um_atendimento(parametros={"a": "x" * 40_000})

    with pytest.raises(ParametrosGrandesDemais):
        alterar(aberto.pk, Mudanca(parametros={"b": "x" * 40_000}), autor=um_autor())

    aberto.refresh_from_db()
    assert list(aberto.parametros) == ["a"]


@pytest.mark.django_db
def test_alteracao_registra_so_o_que_mudou() -> None:
    aberto = um_atendimento()

    alterar(aberto.pk, Mudanca(descricao="Voltou e caiu de novo."), autor=um_autor("Guilherme Couto"))

    registro = Registro.objects.get(acao="alterar")
    assert registro.antes == {"descricao_abertura": "Sem internet desde ontem."}
    assert registro.depois == {"descricao_abertura": "Voltou e caiu de novo."}
    assert registro.usuario == um_usuario("Guilherme Couto")


@pytest.mark.django_db
def test_alteracao_que_nada_muda_nao_deixa_registro() -> None:
    aberto = um_atendimento(parametros={"a": 1})

    alterar(aberto.pk, Mudanca(descricao=aberto.descricao_abertura, parametros={"a": 1}), autor=um_autor())

    assert not Registro.objects.filter(acao="alterar").exists()


@pytest.mark.django_db
def test_fechado_aceita_parametros_mas_nao_outra_descricao() -> None:
    aberto = um_atendimento()
    fechar(aberto.pk, Desfecho(descricao="Resolvido."), autor=um_autor(), agora=AGORA)

    alterar(aberto.pk, Mudanca(parametros={"gravacao": "https://exemplo.test/2"}), autor=um_autor())
    with pytest.raises(AtendimentoFechado, match=aberto.protocolo):
        alterar(aberto.pk, Mudanca(descricao="Outra."), autor=um_autor())

    aberto.refresh_from_db()
    assert aberto.parametros == {"gravacao": "https://exemplo.test/2"}


@pytest.mark.django_db
@pytest.mark.parametrize(("chave", "recusa"), [(0, AtendimentoDesconhecido), (None, DescricaoObrigatoria)])
def test_alteracao_recusada(chave: int | None, recusa: type[Exception]) -> None:
    aberto = um_atendimento()

    with pytest.raises(recusa):
        alterar(aberto.pk if chave is None else chave, Mudanca(descricao=" "), autor=um_autor())


@pytest.mark.django_db
def test_encaminhado_muda_de_maos_e_diz_por_que() -> None:
    aberto = um_atendimento()

    encaminhar(aberto.pk, para=um_setor(), mensagem="É com a rua.", autor=um_autor(), agora=AGORA)

    aberto.refresh_from_db()
    mensagem = AtendimentoMensagem.objects.get()
    assert (aberto.destino, aberto.setor_responsavel, aberto.usuario_responsavel) == ("setor", um_setor(), None)
    assert (mensagem.tipo, mensagem.mensagem) == ("encaminhamento", "Encaminhado para SUPORTE TÉCNICO. É com a rua.")
    assert Registro.objects.get(acao="encaminhar").depois == {
        "destino": "setor",
        "id_usuario_responsavel": None,
        "id_setor_responsavel": um_setor().pk,
    }


@pytest.mark.django_db
def test_fechado_ou_para_quem_saiu_nao_e_encaminhado() -> None:
    aberto = um_atendimento()
    with pytest.raises(ResponsavelInativo):
        encaminhar(aberto.pk, para=um_usuario("Saiu", ativo=False), mensagem="", autor=um_autor(), agora=AGORA)
    fechar(aberto.pk, Desfecho(descricao=""), autor=um_autor(), agora=AGORA)

    with pytest.raises(AtendimentoFechado):
        encaminhar(aberto.pk, para=um_setor(), mensagem="", autor=um_autor(), agora=AGORA)

    assert not AtendimentoMensagem.objects.filter(tipo="encaminhamento").exists()


@pytest.mark.django_db
def test_tipo_situacao_e_diagnostico_mudam_no_aberto_e_o_prazo_segue_o_tipo() -> None:
    aberto = um_atendimento()
    tipo = TipoAtendimento.objects.create(descricao="CONEXÃO LENTA", prazo_minutos=60)
    situacao = AtendimentoStatus.objects.create(descricao="Com o fornecedor")

    alterar(aberto.pk, Mudanca(tipo=tipo, status=situacao, diagnostico=" Sinal baixo. "), autor=um_autor())

    aberto.refresh_from_db()
    assert (aberto.tipo, aberto.status, aberto.resultado_diagnostico) == (tipo, situacao, "Sinal baixo.")
    assert aberto.data_prazo == AGORA + timedelta(hours=1)


@pytest.mark.django_db
def test_tipo_ou_situacao_que_saiu_de_uso_e_recusado() -> None:
    aberto = um_atendimento()

    with pytest.raises(TipoInativo):
        alterar(aberto.pk, Mudanca(tipo=TipoAtendimento.objects.create(descricao="ANTIGO", ativo=False)), autor=um_autor())
    with pytest.raises(SituacaoInativa):
        alterar(aberto.pk, Mudanca(status=AtendimentoStatus.objects.create(descricao="Antiga", ativo=False)), autor=um_autor())


@pytest.mark.django_db
def test_registro_da_alteracao_so_tem_os_parametros_que_mudaram() -> None:
    aberto = um_atendimento(parametros={"grande": "x" * 1000, "a": 1})

    alterar(aberto.pk, Mudanca(parametros={"a": 2, "b": 3}), autor=um_autor())

    registro = Registro.objects.get(acao="alterar")
    assert (registro.antes, registro.depois) == ({"parametros": {"a": 1}}, {"parametros": {"a": 2, "b": 3}})


@pytest.mark.django_db
def test_registro_nao_guarda_o_que_parece_segredo_de_outro_programa() -> None:
    aberto = um_atendimento()

    alterar(aberto.pk, Mudanca(parametros={"Access_Token": "abc", "bot": {"apiKey": "def", "nome": "Zap"}}), autor=um_autor())

    assert o_registro("alterar")["parametros"] == {"Access_Token": "(oculto)", "bot": {"apiKey": "(oculto)", "nome": "Zap"}}
    aberto.refresh_from_db()
    assert aberto.parametros["Access_Token"] == "abc"


@pytest.mark.django_db
def test_comentario_fica_no_atendimento_tambem_no_fechado() -> None:
    aberto = um_atendimento()
    fechar(aberto.pk, Desfecho(descricao=""), autor=um_autor(), agora=AGORA)

    comentar(aberto.pk, mensagem=" Ligou para agradecer. ", autor=um_autor(), agora=AGORA)

    mensagem = AtendimentoMensagem.objects.get(tipo="comentario")
    assert (mensagem.tipo, mensagem.mensagem, mensagem.usuario) == ("comentario", "Ligou para agradecer.", um_usuario())
    assert Registro.objects.filter(tabela="atendimento_mensagem", acao="comentar").count() == 1


@pytest.mark.django_db
def test_comentario_vazio_ou_em_atendimento_que_nao_existe_e_recusado() -> None:
    aberto = um_atendimento()

    with pytest.raises(MensagemVazia):
        comentar(aberto.pk, mensagem="  ", autor=um_autor(), agora=AGORA)
    with pytest.raises(AtendimentoDesconhecido):
        comentar(0, mensagem="Oi.", autor=um_autor(), agora=AGORA)


@pytest.mark.usefixtures("banco_confirmado")
def test_de_dois_parametros_simultaneos_nenhum_se_perde() -> None:
    aberto, autor = um_atendimento(), um_autor()

    segunda = ao_mesmo_tempo(
        lambda: alterar(aberto.pk, Mudanca(parametros={"a": 1}), autor=autor),
        lambda: alterar(aberto.pk, Mudanca(parametros={"b": 2}), autor=autor),
    )

    assert segunda.exception() is None
    aberto.refresh_from_db()
    assert aberto.parametros == {"a": 1, "b": 2}
