"""The shape of tickets, for OpenAPI. The values are made by the database (`visoes/80_atendimento.sql`)."""

from typing import Any, Literal

from ninja import Field

from enlace.integracao.esquema import Documento
from enlace.integracao.ordem_servico.documentos import ClienteResumido, OrdemServico


class Atendimento(Documento):
    """A ticket with its service orders."""

    id_atendimento: int
    protocolo: str
    descricao_abertura: str
    descricao_fechamento: str | None
    tipo_atendimento: str
    usuario_abertura: str
    usuario_responsavel: str | None
    usuario_fechamento: str | None
    data_cadastro: str = Field(description="dd/mm/aaaa")
    data_fechamento: str | None = Field(description="dd/mm/aaaa")
    setor_responsavel: str | None
    status_fechamento: str | None
    motivo_fechamento: str | None
    status: str
    cliente: ClienteResumido
    ordens_servico: list[OrdemServico]


class RespostaDeAtendimentos(Documento):
    """`GET cliente/atendimento`."""

    status: Literal["success"]
    msg: str
    atendimentos: list[Atendimento]


class AtendimentoAberto(Documento):
    """`POST atendimento`. The last three keys stand in `atendimento` too: clients in the field read either."""

    status: Literal["success"]
    msg: str
    atendimento: Atendimento
    id_atendimento: int
    protocolo: str
    ordens_servico: list[OrdemServico]


class AtendimentoEditado(Documento):
    """A ticket as PUT shows it."""

    id_atendimento: int
    protocolo: str
    id_cliente_servico: int
    id_tipo_atendimento: int
    id_usuario_abertura: int
    id_usuario_fechamento: int | None
    descricao_abertura: str
    descricao_fechamento: str | None
    data_cadastro: str = Field(description="aaaa-mm-dd hh:mm:ss")
    data_fechamento: str | None = Field(description="aaaa-mm-dd hh:mm:ss")
    ip_cadastro: str | None
    id_usuario_responsavel: int | None
    id_setor_responsavel: int | None
    destino: Literal["usuario", "setor"]
    status_fechamento: str | None
    id_motivo_fechamento_atendimento: int | None
    id_atendimento_status: int
    resultado_diagnostico: str | None
    nome_contato: str | None
    telefone_contato: str | None
    email_contato: str | None
    rascunho: bool
    deleted_at: str | None
    id_origem_contato: int | None
    avaliacao: int | None
    comentario_avaliacao: str | None
    push_notification_enviado: bool
    data_cadastro_br: str = Field(description="dd/mm/aaaa hh:mm")
    data_cadastro_timestamp: int = Field(description="Milissegundos desde 1970")
    data_fechamento_br: str | None
    data_fechamento_timestamp: int | None
    minutos_em_aberto: int
    tempo_restante: str = Field(description="Do prazo do tipo, como -138h 4min; 0min quando o tipo não tem prazo")
    percentual_tempo_restante: int
    percentual_color_class: str
    parametros: dict[str, Any] = Field(description="Tudo o que as integrações guardaram no atendimento")


class RespostaDaEdicao(Documento):
    """`PUT atendimento/{id_atendimento}`."""

    status: Literal["success"]
    msg: str
    atendimento: AtendimentoEditado
