"""Loading the demonstration into an empty database."""

from datetime import date, datetime, timedelta
from random import Random

from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import connection, transaction
from django.utils import timezone

from enlace.clientes.models import Cliente
from enlace.configuracao.models import Provedor
from enlace.contas.models import ClienteApi, Usuario
from enlace.core.errors import ConfigurationRefused
from enlace.demo.documentacao.alertas import carregar_alertas
from enlace.demo.documentacao.atendimentos import carregar_atendimentos
from enlace.demo.documentacao.cidades import carregar_cidades
from enlace.demo.documentacao.clientes import carregar_clientes
from enlace.demo.documentacao.concentrador import garantir_concentrador
from enlace.demo.documentacao.enderecos import carregar_enderecos
from enlace.demo.documentacao.envios import carregar_envios
from enlace.demo.documentacao.faturas import carregar_faturas, identificar
from enlace.demo.documentacao.planos import carregar_planos
from enlace.demo.documentacao.prospectos import carregar_prospectos
from enlace.demo.documentacao.rede import carregar_rede
from enlace.demo.documentacao.servicos import carregar_servicos
from enlace.demo.documentacao.sessoes import carregar_sessoes
from enlace.demo.documentacao.usuarios import carregar_usuarios
from enlace.demo.povoamento.conexoes import DIAS_DE_HISTORICO, conectar
from enlace.demo.povoamento.elenco import povoar
from enlace.demo.povoamento.extras import acrescentar
from enlace.demo.povoamento.faturas import cobrar
from enlace.demo.povoamento.prospectos import prospectar
from enlace.demo.povoamento.suporte import atender
from enlace.enderecos.models import Cidade
from enlace.planos.models import Plano
from enlace.radius.amostragem import amostrar
from enlace.rede.models import Equipamento

_SEMENTE = 765


class DemonstracaoRecusada(ConfigurationRefused):
    """The database belongs to somebody: published passwords and invented customers have no place in it."""

    def __init__(self) -> None:
        super().__init__("O banco de dados já está em uso e não é o da demonstração. Escolha um banco vazio.")


def carregar(*, agora: datetime) -> None:
    """Make of an empty database the demonstration's; give one that already is what is new. `DemonstracaoRecusada` for any other.

    One transaction: a load that is killed leaves nothing behind. Of two at the same time the second waits and finds it done.
    """
    with transaction.atomic(durable=True):
        provedor = Provedor.objects.select_for_update().get(pk=Provedor.atual().pk)
        if provedor.demonstracao:
            garantir_concentrador()
            return
        if _em_uso():
            raise DemonstracaoRecusada
        provedor.nome, provedor.demonstracao = "Provedor de Demonstração", True
        identificar(provedor)
        provedor.save()
        agora = agora.replace(microsecond=0)
        _criar_meses(agora)
        _carregar_documentacao(agora=agora)
        _ajustar_sequencias()
        sorteio = Random(_SEMENTE)
        conexoes = povoar(sorteio=sorteio, agora=agora)
        acrescentar([conexao.servico for conexao in conexoes], sorteio=sorteio)
        conectar(conexoes, sorteio=sorteio, agora=agora)
        amostrar(agora=agora)
        atender([conexao.servico for conexao in conexoes], sorteio=sorteio, agora=agora)
        prospectar(sorteio=sorteio, agora=agora)
        cobrar([conexao.servico for conexao in conexoes], sorteio=sorteio, agora=agora)


def _em_uso() -> bool:
    """Whether somebody has begun to work in this database; the migrations bring none of these."""
    return (
        Cliente.objects.exists()
        or Usuario.objects.exists()
        or ClienteApi.objects.exists()
        or Plano.objects.exists()
        or Equipamento.objects.exists()
        or Cidade.objects.exists()
    )


def _criar_meses(agora: datetime) -> None:
    """The accounting partitions of the months in which the demonstration's sessions end; before any row waits for its checks."""
    dia, fim = timezone.localdate(agora - timedelta(days=DIAS_DE_HISTORICO)).replace(day=1), timezone.localdate(agora)
    meses: list[date] = []
    while dia <= fim:
        meses.append(dia)
        dia = (dia + timedelta(days=32)).replace(day=1)
    with connection.cursor() as cursor:
        cursor.executemany("select radacct_criar_mes(%s, %s)", [(mes, settings.TIME_ZONE) for mes in meses])


def _carregar_documentacao(*, agora: datetime) -> None:
    carregar_usuarios()
    carregar_cidades()
    carregar_planos()
    carregar_rede()
    garantir_concentrador()
    carregar_clientes()
    carregar_servicos(carregar_enderecos())
    carregar_faturas()
    carregar_envios(agora=agora)
    carregar_atendimentos()
    carregar_prospectos()
    carregar_sessoes()
    carregar_alertas()


def _ajustar_sequencias() -> None:
    """Set every sequence past the documented ids, so that the next record gets a free one."""
    nossos = [modelo for modelo in apps.get_models() if modelo.__module__.startswith("enlace.")]
    with connection.cursor() as cursor:
        for comando in connection.ops.sequence_reset_sql(no_style(), nossos):
            cursor.execute(comando)
        cursor.execute("select setval('codigo_cliente_seq', max(codigo_cliente)) from cliente")
        cursor.execute("select setval('numero_ordem_servico_seq', max(numero_ordem_servico)) from ordem_servico")
