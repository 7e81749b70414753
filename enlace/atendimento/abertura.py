"""Opening a ticket."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection, transaction
from psycopg.types.numeric import Int8

from enlace.atendimento.models import MAIOR_DESCRICAO, Atendimento, AtendimentoStatus, OrigemContato, TipoAtendimento
from enlace.atendimento.parametros import recusando_parametros_grandes
from enlace.atendimento.responsavel import atribuir
from enlace.auditoria.registro import Autor, inserir_e_registrar
from enlace.contas.models import Setor, Usuario
from enlace.core.db import executar, recusar_campos_invalidos
from enlace.core.errors import RuleRefused
from enlace.servicos.models import ClienteServico


class DescricaoObrigatoria(RuleRefused):
    """A ticket says what is wanted."""

    mensagem = "Informe a descrição do atendimento."


class DescricaoGrandeDemais(RuleRefused):
    """Tickets are read in lists; what does not fit belongs elsewhere, with a link in the parameters."""

    mensagem = "A descrição do atendimento passa de 20.000 caracteres."


class OrigemInativa(RuleRefused):
    """The provider has put this origin aside."""

    mensagem = "A origem de contato informada não está em uso."


class ServicoCancelado(RuleRefused):
    """What was cancelled is not attended to any more."""

    mensagem = "O serviço informado está cancelado; não é possível abrir atendimento para ele."


class TipoInativo(RuleRefused):
    """The provider has put this type aside."""

    mensagem = "O tipo de atendimento informado não está em uso."


@dataclass(frozen=True, kw_only=True)
class Contato:
    """Who asked, and how to reach them: a telephone in digits, an e-mail address."""

    nome: str | None = None
    telefone: str | None = None
    email: str | None = None


@dataclass(frozen=True, kw_only=True)
class NovoAtendimento:
    """A ticket about to be opened. Without `tipo` it is of the type SAC; without `responsavel` it is its opener's own."""

    servico: ClienteServico
    descricao: str
    contato: Contato = field(default_factory=Contato)
    tipo: TipoAtendimento | None = None
    responsavel: Usuario | Setor | None = None
    origem: OrigemContato | None = None
    parametros: dict[str, object] = field(default_factory=dict)
    status: str = AtendimentoStatus.AGUARDANDO_ANALISE


def abrir_atendimento(novo: NovoAtendimento, *, autor: Autor, agora: datetime) -> Atendimento:
    """Open a ticket and give it its protocol: `AAAAMMDDHHMMSS` and the digits of a sequence, unique.

    `autor` is a user. Refused: `ServicoCancelado`, `DescricaoObrigatoria`, `DescricaoGrandeDemais`, `TipoInativo`, `OrigemInativa`,
    `ResponsavelInativo`, `ParametrosGrandesDemais`, `DadosInvalidos`.
    """
    preparo = _preparar(novo, agora)
    tipo = preparo.tipo
    _conferir(novo, tipo)
    atendimento = Atendimento(
        protocolo=preparo.protocolo,
        cliente_servico=novo.servico,
        tipo=tipo,
        status_id=preparo.id_status,
        origem_contato=novo.origem,
        descricao_abertura=descricao_valida(novo.descricao),
        data_cadastro=agora,
        usuario_abertura_id=autor.usuario,
        ip_cadastro=autor.endereco_ip,
        data_inicio_prazo=agora,
        data_prazo=tipo.prazo_desde(agora),
        nome_contato=novo.contato.nome,
        telefone_contato=novo.contato.telefone,
        email_contato=novo.contato.email,
        parametros=novo.parametros,
    )
    if novo.responsavel is None:
        atendimento.destino, atendimento.usuario_responsavel_id = Atendimento.Destino.USUARIO, autor.usuario
    else:
        atribuir(atendimento, novo.responsavel)
    recusar_campos_invalidos(atendimento)
    with transaction.atomic(savepoint=False), recusando_parametros_grandes():
        inserir_e_registrar(autor, "abrir", atendimento)
    return atendimento


def descricao_valida(texto: str) -> str:
    """A description as it is kept. Refused: `DescricaoObrigatoria`, `DescricaoGrandeDemais`."""
    descricao = texto.strip()
    if not descricao:
        raise DescricaoObrigatoria
    if len(descricao) > MAIOR_DESCRICAO:
        raise DescricaoGrandeDemais
    return descricao


def _conferir(novo: NovoAtendimento, tipo: TipoAtendimento) -> None:
    if novo.servico.status_id == "cancelado":
        raise ServicoCancelado
    if not tipo.ativo:
        raise TipoInativo
    if novo.origem is not None and not novo.origem.ativo:
        raise OrigemInativa


@dataclass(frozen=True)
class _Preparo:
    """What an opening has to know."""

    protocolo: str
    id_status: int
    tipo: TipoAtendimento


# In one statement: an opening is among what programs ask most. Behind the protocol is a constraint (migration `0002`).
_PREPARO = """
select
    proximo_protocolo(%(agora)s), s.id_atendimento_status,
    t.id_tipo_atendimento, t.prefixo, t.descricao, t.prazo_minutos, t.ativo
from atendimento_status s, tipo_atendimento t
where s.prefixo = %(status)s
    and (t.id_tipo_atendimento = %(tipo)s or (%(tipo)s is null and t.prefixo = %(sac)s))
"""


def _preparar(novo: NovoAtendimento, agora: datetime) -> _Preparo:
    tipo = None if novo.tipo is None else Int8(novo.tipo.pk)
    linha = executar(_PREPARO, {"agora": agora, "status": novo.status, "tipo": tipo, "sac": TipoAtendimento.SAC})
    if linha is None:
        raise LookupError(f"the state {novo.status!r} or the type is missing")
    protocolo, id_status, *do_tipo = linha
    colunas = ("id_tipo_atendimento", "prefixo", "descricao", "prazo_minutos", "ativo")
    return _Preparo(protocolo, id_status, TipoAtendimento.from_db(connection.alias, colunas, do_tipo))
