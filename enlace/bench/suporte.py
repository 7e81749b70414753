"""Tickets: opening them with a service order, and reading those of one customer."""

import itertools
import random
from collections.abc import Iterator
from typing import Any

import psycopg

from enlace.bench import carga_nua
from enlace.bench.carga_http import pedido_get, pedido_post
from enlace.bench.chamados import um_valor
from enlace.bench.comparacao import Alvo, cabecalho, comparar
from enlace.core.db import Parametro
from enlace.integracao.cliente import atendimento, ordem_servico
from enlace.integracao.cliente.listas import LIMITE_PADRAO, Lista

_BASE = "/api/v1/integracao"
_SEMENTE = 11
_PEDIDO = "Sem conexão desde a manhã; luz vermelha na ONU."
_SUFIXO = " | ATENDIMENTO ABERTO VIA API"
# What a ticket with an order leaves: two rows, and one of each in the audit, in one transaction.
_ATENDIMENTO = """
insert into atendimento (
    protocolo, id_cliente_servico, id_tipo_atendimento, id_atendimento_status, descricao_abertura, data_cadastro,
    id_usuario_abertura, ip_cadastro, data_inicio_prazo, data_prazo, destino, id_usuario_responsavel, nome_contato,
    telefone_contato, parametros, rascunho, push_notification_enviado
)
select
    proximo_protocolo(now()), %(servico)s, t.id_tipo_atendimento, e.id_atendimento_status, %(descricao)s, now(), %(usuario)s,
    '127.0.0.1', now(), now() + interval '1 day', 'usuario', %(usuario)s, 'MARIA DA SILVA', '37999912222', '{}', false, false
from tipo_atendimento t, atendimento_status e
where t.prefixo = 'sac' and e.prefixo = 'aguardando_analise'
returning id_atendimento, to_jsonb(atendimento.*)::text
"""
_ORDEM = """
insert into ordem_servico (
    id_cliente_servico, id_atendimento, id_tipo_ordem_servico, status, data_cadastro, id_usuario_abertura, descricao_abertura,
    descricao_servico, data_inicio_programado, data_termino_programado
)
select
    %(servico)s, %(atendimento)s, t.id_tipo_ordem_servico, 'aguardando_agendamento', now(), %(usuario)s, %(descricao)s,
    %(descricao)s, now() + interval '1 hour', now() + interval '2 hours'
from tipo_ordem_servico t
where t.prefixo = 'abertura_via_api'
returning id_ordem_servico, to_jsonb(ordem_servico.*)::text
"""
_REGISTRO = """
insert into auditoria_registro (quando, porta, id_usuario, cliente_api, endereco_ip, acao, tabela, chave, depois)
values (now(), 'api', %(usuario)s, 'bench', '127.0.0.1', 'abrir', %(tabela)s, %(chave)s, %(depois)s::jsonb)
"""


def medir(alvo: Alvo) -> Iterator[str]:
    """The lines of the report. What is opened stays: some thousands among a million."""
    with carga_nua.conectar(alvo.dsn) as conexao:
        usuario = int(um_valor(conexao, "select min(id_usuario) from usuario"))
        quantos = um_valor(conexao, "select count(*) from atendimento")
        duravel = um_valor(conexao, "show synchronous_commit")
    yield f"{quantos} atendimentos; o servidor de banco responde synchronous_commit = {duravel}"
    yield ""
    yield from cabecalho("atendimentos")
    yield comparar(alvo, "POST atendimento com OS", _aberturas(alvo), _abertura_nua(alvo, usuario))
    for lista in (atendimento.LISTA, ordem_servico.LISTA):
        yield comparar(alvo, f"GET {lista.rota}", _leituras(alvo, lista), _leitura_nua(alvo, lista))


def _aberturas(alvo: Alvo) -> Iterator[bytes]:
    sorteio = random.Random(_SEMENTE)
    for _ in itertools.count():
        corpo = {
            "id_cliente_servico": sorteio.randint(1, alvo.clientes),
            "descricao": _PEDIDO,
            "nome": "MARIA DA SILVA",
            "telefone": "37999912222",
            "abrir_os": True,
        }
        yield pedido_post(f"{_BASE}/atendimento", alvo.token, corpo)


def _abertura_nua(alvo: Alvo, usuario: int) -> carga_nua.Vez:
    sorteio = random.Random(_SEMENTE)

    def vez(conexao: "psycopg.Connection[Any]") -> None:
        comum = {"servico": sorteio.randint(1, alvo.clientes), "usuario": usuario, "descricao": _PEDIDO + _SUFIXO}
        with conexao.transaction():
            atendimento = _incluir(conexao, _ATENDIMENTO, comum, tabela="atendimento")
            _incluir(conexao, _ORDEM, {**comum, "atendimento": atendimento}, tabela="ordem_servico")

    return vez


def _incluir(conexao: "psycopg.Connection[Any]", sql: str, parametros: dict[str, Any], *, tabela: str) -> int:
    """Insert a row and its record."""
    chave, depois = conexao.execute(sql, parametros, prepare=True).fetchone() or (0, "")
    registro = {"usuario": parametros["usuario"], "tabela": tabela, "chave": str(chave), "depois": depois}
    conexao.execute(_REGISTRO, registro, prepare=True)
    return int(chave)


def _leituras(alvo: Alvo, lista: Lista) -> Iterator[bytes]:
    sorteio = random.Random(_SEMENTE)
    # The same rows on both sides: `apenas_pendente` is known to tickets only, and ignored by orders.
    for _ in itertools.count():
        termo = sorteio.randint(1, alvo.clientes)
        yield pedido_get(f"{_BASE}/{lista.rota}?busca=codigo_cliente&termo_busca={termo}&apenas_pendente=nao", alvo.token)


def _leitura_nua(alvo: Alvo, lista: Lista) -> carga_nua.Vez:
    sorteio = random.Random(_SEMENTE)
    sql = lista.instrucao("codigo_cliente", ordem=lista.ordens[0], sentido=lista.sentido)

    def parametros() -> dict[str, Parametro]:
        termo = sorteio.randint(1, alvo.clientes)
        # Each list has a parameter that the other one has not, and a statement takes no notice of the other's.
        return {"termo": termo, "limite": LIMITE_PADRAO, "inicio": None, "fim": None, "pendentes": False, "estados": None}

    return carga_nua.consulta(sql, parametros)
