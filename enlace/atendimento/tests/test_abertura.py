import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection, transaction

from enlace.atendimento.abertura import (
    Contato,
    DescricaoGrandeDemais,
    DescricaoObrigatoria,
    NovoAtendimento,
    OrigemInativa,
    ServicoCancelado,
    TipoInativo,
    abrir_atendimento,
)
from enlace.atendimento.models import Atendimento, OrigemContato, TipoAtendimento
from enlace.atendimento.parametros import ParametrosGrandesDemais
from enlace.atendimento.responsavel import ResponsavelInativo
from enlace.atendimento.tests.fabrica import o_registro, um_atendimento, um_autor, um_setor, um_usuario
from enlace.auditoria.models import Registro
from enlace.core.errors import DadosInvalidos, RuleRefused
from enlace.servicos.models import ClienteServico
from enlace.servicos.situacao import cancelar
from enlace.servicos.tests.fabrica import AGORA, um_motivo, um_servico

pytestmark = pytest.mark.django_db


def test_atendimento_aberto_e_de_quem_abriu_e_aguarda_analise() -> None:
    contato = Contato(nome="BIANCA", telefone="37999112233", email="bianca@exemplo.test")

    aberto = um_atendimento(contato=contato, parametros={"url": "https://exemplo.test/1"})

    lido = Atendimento.objects.get()
    assert lido.pk == aberto.pk
    assert (lido.status.prefixo, lido.tipo.prefixo, lido.destino) == ("aguardando_analise", "sac", "usuario")
    assert lido.usuario_abertura_id == lido.usuario_responsavel_id == um_usuario().pk
    assert (lido.nome_contato, lido.telefone_contato, lido.email_contato) == ("BIANCA", "37999112233", "bianca@exemplo.test")
    assert (lido.data_cadastro, lido.data_fechamento, lido.ip_cadastro) == (AGORA, None, "203.0.113.7")
    assert lido.parametros == {"url": "https://exemplo.test/1"}


def test_protocolo_e_o_instante_no_relogio_do_provedor_e_um_numero() -> None:
    aberto = um_atendimento()

    local = AGORA.astimezone(ZoneInfo("America/Sao_Paulo"))
    assert re.fullmatch(f"{local:%Y%m%d%H%M%S}[0-9]+", aberto.protocolo)


def test_protocolo_que_ja_existe_nao_se_repete_quando_o_relogio_volta() -> None:
    servico = um_servico()
    primeiro = um_atendimento(servico)
    with connection.cursor() as cursor:
        cursor.execute("select setval('atendimento_protocolo_seq', %s, false)", [int(primeiro.protocolo[14:])])

    segundo = um_atendimento(servico)

    assert segundo.protocolo != primeiro.protocolo
    assert segundo.protocolo[:14] == primeiro.protocolo[:14]


def test_dois_protocolos_iguais_sao_recusados_pelo_banco() -> None:
    aberto = um_atendimento()
    outro = um_atendimento(aberto.cliente_servico)

    with pytest.raises(IntegrityError), transaction.atomic():
        Atendimento.objects.filter(pk=outro.pk).update(protocolo=aberto.protocolo)


@pytest.mark.parametrize(("minutos", "prazo"), [(60, AGORA + timedelta(hours=1)), (None, None)])
def test_prazo_e_o_do_tipo(minutos: int | None, prazo: object) -> None:
    tipo = TipoAtendimento.objects.create(descricao="CONEXÃO LENTA", prazo_minutos=minutos)

    assert um_atendimento(tipo=tipo).data_prazo == prazo


def test_atendimento_pode_ser_de_um_setor() -> None:
    aberto = um_atendimento(responsavel=um_setor())

    aberto.refresh_from_db()
    assert (aberto.destino, aberto.setor_responsavel, aberto.usuario_responsavel) == ("setor", um_setor(), None)


def test_abertura_fica_registrada_com_quem_por_onde_e_o_que() -> None:
    aberto = um_atendimento()

    registro = Registro.objects.get(tabela="atendimento", chave=str(aberto.pk))
    assert (registro.acao, registro.porta, registro.cliente_api, registro.endereco_ip) == ("abrir", "api", "3", "203.0.113.7")
    assert (registro.usuario, registro.antes) == (um_usuario(), None)
    assert o_registro("abrir")["descricao_abertura"] == "Sem internet desde ontem."


def um_cancelado() -> ClienteServico:
    servico = um_servico()
    cancelar(servico=servico, motivo=um_motivo(), agora=AGORA)
    return servico


@pytest.mark.parametrize(
    ("mudanca", "recusa"),
    [
        (lambda: {"servico": um_cancelado()}, ServicoCancelado),
        (lambda: {"descricao": " \n "}, DescricaoObrigatoria),
        (lambda: {"descricao": "x" * 20_101}, DescricaoGrandeDemais),
        (lambda: {"origem": OrigemContato.objects.create(descricao="FAX", ativo=False)}, OrigemInativa),
        (lambda: {"tipo": TipoAtendimento.objects.create(descricao="ANTIGO", ativo=False)}, TipoInativo),
        (lambda: {"responsavel": um_usuario("Saiu", ativo=False)}, ResponsavelInativo),
        (lambda: {"responsavel": um_setor("EXTINTO", ativo=False)}, ResponsavelInativo),
        (lambda: {"parametros": {"x": "y" * 70_000}}, ParametrosGrandesDemais),
        # 300 letters here, 300 digits each in the database.
        (lambda: {"parametros": {"x": [1e300] * 300}}, ParametrosGrandesDemais),
        (lambda: {"contato": Contato(nome="X" * 151)}, DadosInvalidos),
        (lambda: {"contato": Contato(email="bianca")}, DadosInvalidos),
    ],
)
def test_o_que_nao_pode_ser_aberto_nao_deixa_nada(mudanca: Callable[[], dict[str, Any]], recusa: type[RuleRefused]) -> None:
    campos = {"servico": um_servico(), "descricao": "Sem internet.", **mudanca()}
    registros = Registro.objects.count()

    with pytest.raises(recusa), transaction.atomic():
        abrir_atendimento(NovoAtendimento(**campos), autor=um_autor(), agora=AGORA)

    assert not Atendimento.objects.exists()
    assert Registro.objects.count() == registros


def test_parametros_que_nao_sao_um_objeto_sao_recusados_pelo_banco() -> None:
    aberto = um_atendimento()

    with pytest.raises(IntegrityError, match="atendimento_parametros_objeto"), transaction.atomic():
        Atendimento.objects.filter(pk=aberto.pk).update(parametros=["a"])


def test_atendimento_sem_responsavel_e_recusado_pelo_banco() -> None:
    aberto = um_atendimento()

    with pytest.raises(IntegrityError, match="atendimento_um_responsavel"), transaction.atomic():
        Atendimento.objects.filter(pk=aberto.pk).update(usuario_responsavel=None)
