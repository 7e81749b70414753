"""Opening a ticket."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from enlace.atendimento.models import MAIOR_DESCRICAO, Atendimento, AtendimentoStatus, OrigemContato, TipoAtendimento
from enlace.atendimento.parametros import recusando_parametros_grandes
from enlace.atendimento.responsavel import atribuir
from enlace.auditoria.registro import Autor, registrar_inclusao
from enlace.contas.models import Setor, Usuario
from enlace.core.db import executar, recusar_campos_invalidos
from enlace.core.errors import RuleRefused
from enlace.core.gravacao import exigir, inserir
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
    tipo = novo.tipo or exigir(TipoAtendimento, TipoAtendimento.SAC, por="prefixo")
    _conferir(novo, tipo)
    id_status, protocolo = _situacao_e_protocolo(novo.status, agora)
    atendimento = Atendimento(
        protocolo=protocolo,
        cliente_servico=novo.servico,
        tipo=tipo,
        status_id=id_status,
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
        inserir(atendimento)
        registrar_inclusao(autor, "abrir", atendimento)
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


def _situacao_e_protocolo(prefixo: str, agora: datetime) -> tuple[int, str]:
    """The key of a state of the migrations' and a new protocol, in one statement; behind it is a constraint (migration `0002`)."""
    linha = executar(
        "select id_atendimento_status, proximo_protocolo(%(agora)s) from atendimento_status where prefixo = %(prefixo)s",
        {"agora": agora, "prefixo": prefixo},
    )
    if linha is None:
        raise LookupError(f"state {prefixo!r} is missing")
    return linha[0], linha[1]
