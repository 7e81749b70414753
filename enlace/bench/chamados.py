"""Ten tickets for each customer of the bench, and a service order out of every third ticket, written by COPY."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import psycopg

from enlace.bench.dados import AGORA, INICIO, Valor, copiar

POR_CLIENTE = 10
_UMA_ORDEM_A_CADA = 3
# Of the tickets of one customer in two, the newest is open; everything else was closed a day later.
_COM_UM_ABERTO = 2
_UM_DIA = dt.timedelta(days=1)
_TEXTO = "Cliente relata quedas de conexão à noite, também com o computador ligado no cabo."
# Who opened and closed all of them; nobody can sign in with an empty password.
_ATENDENTE = """
insert into usuario (nome, email, password, is_active, is_staff, is_superuser, tecnico, data_cadastro)
values ('Atendente', 'atendente@enlace.invalid', '', true, false, false, false, now())
returning id_usuario
"""
_COLUNAS_ATENDIMENTO = (
    "id_atendimento protocolo id_cliente_servico id_tipo_atendimento id_atendimento_status descricao_abertura data_cadastro "
    "id_usuario_abertura data_inicio_prazo data_prazo destino id_usuario_responsavel nome_contato telefone_contato parametros "
    "data_fechamento "
    "id_usuario_fechamento status_fechamento descricao_fechamento rascunho push_notification_enviado"
)
_COLUNAS_ORDEM = (
    "id_cliente_servico id_atendimento id_tipo_ordem_servico status data_cadastro id_usuario_abertura descricao_abertura "
    "descricao_servico data_inicio_programado data_termino_programado data_inicio_executado data_termino_executado "
    "status_fechamento id_usuario_fechamento descricao_fechamento"
)


@dataclass(frozen=True)
class _Chaves:
    """What tickets and orders point at. Looked up before: while a COPY runs, nothing else does on its connection."""

    usuario: int
    tipo: int
    pendente: int
    resolvido: int
    tipo_de_ordem: int

    @classmethod
    def ler(cls, conexao: "psycopg.Connection[Any]") -> "_Chaves":
        return cls(
            usuario=um_valor(conexao, _ATENDENTE),
            tipo=um_valor(conexao, "select id_tipo_atendimento from tipo_atendimento where prefixo = 'sac'"),
            pendente=um_valor(conexao, "select id_atendimento_status from atendimento_status where prefixo = 'pendente'"),
            resolvido=um_valor(conexao, "select id_atendimento_status from atendimento_status where prefixo = 'resolvido'"),
            tipo_de_ordem=um_valor(
                conexao, "select id_tipo_ordem_servico from tipo_ordem_servico where prefixo = 'abertura_via_api'"
            ),
        )


def criar(conexao: "psycopg.Connection[Any]", clientes: int) -> None:
    """Add the tickets and orders to a provider of `clientes` customers that has none."""
    with conexao.transaction():
        chaves = _Chaves.ler(conexao)
        copiar(conexao, "atendimento", _COLUNAS_ATENDIMENTO, _atendimentos(chaves, clientes))
        conexao.execute("select setval(pg_get_serial_sequence('atendimento', 'id_atendimento'), %s)", [clientes * POR_CLIENTE])
        copiar(conexao, "ordem_servico", _COLUNAS_ORDEM, _ordens(chaves, clientes))
    conexao.execute("vacuum analyze atendimento, ordem_servico")


def um_valor(conexao: "psycopg.Connection[Any]", sql: str) -> Valor:
    """The one column of the one row of a statement."""
    linha = conexao.execute(sql).fetchone()
    if linha is None:
        raise LookupError(f"nothing answers {sql}")
    return linha[0]


def _abertura(atendimento: int, clientes: int) -> dt.datetime:
    """Spread over the provider's years, in the order of the keys."""
    return INICIO + (AGORA - INICIO) * (atendimento / (clientes * POR_CLIENTE + 1))


def _dono(atendimento: int, clientes: int) -> int:
    """Whose service a ticket is of: customers take turns, so that one's tickets lie as far apart on disk as in life."""
    return 1 + (atendimento - 1) % clientes


def _aberto(atendimento: int, clientes: int) -> bool:
    return atendimento > clientes * (POR_CLIENTE - 1) and atendimento % _COM_UM_ABERTO == 0


def _atendimentos(chaves: _Chaves, clientes: int) -> Iterator[tuple[Valor, ...]]:
    for i in range(1, clientes * POR_CLIENTE + 1):
        quando = _abertura(i, clientes)
        aberto = _aberto(i, clientes)
        status = chaves.pendente if aberto else chaves.resolvido
        fim = (None, None, None, None) if aberto else (quando + _UM_DIA, chaves.usuario, "concluido", "Conector refeito.")
        yield (
            i, f"{quando:%Y%m%d%H%M%S}{i}", _dono(i, clientes), chaves.tipo, status, _TEXTO, quando, chaves.usuario,
            quando, quando + _UM_DIA, "usuario", chaves.usuario, "MARIA DA SILVA", "37999912222", "{}", *fim, False, False,
        )  # fmt: skip


def _ordens(chaves: _Chaves, clientes: int) -> Iterator[tuple[Valor, ...]]:
    for i in range(_UMA_ORDEM_A_CADA, clientes * POR_CLIENTE + 1, _UMA_ORDEM_A_CADA):
        quando = _abertura(i, clientes)
        comeco, termino = quando + dt.timedelta(hours=1), quando + dt.timedelta(hours=2)
        aberta = _aberto(i, clientes)
        estado = "aguardando_agendamento" if aberta else "finalizado"
        execucao = (None,) * 5 if aberta else (comeco, termino, "concluido", chaves.usuario, "Conector refeito.")
        yield (
            _dono(i, clientes), i, chaves.tipo_de_ordem, estado, quando, chaves.usuario, _TEXTO, _TEXTO, comeco, termino, *execucao,
        )  # fmt: skip
