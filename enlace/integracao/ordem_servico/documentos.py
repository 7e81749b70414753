"""The shape of service orders, for OpenAPI. The values are made by the database (`visoes/80_atendimento.sql`)."""

from typing import Literal

from ninja import Field

from enlace.integracao.esquema import Documento


class ClienteResumido(Documento):
    """Whose it is."""

    codigo_cliente: int
    nome_razaosocial: str
    cpf_cnpj: str | None


class ServicoResumido(Documento):
    """For which service."""

    numero_plano: int
    nome: str
    valor: float
    status: str
    status_prefixo: str


class Tecnico(Documento):
    """Who goes. The genuine server's English keys."""

    id: int
    name: str
    email: str


class OrdemServico(Documento):
    """An order without its ticket."""

    id_ordem_servico: int
    numero_ordem_servico: str = Field(description="Número em sequência, como texto")
    data_cadastro: str = Field(description="dd/mm/aaaa hh:mm:ss, como as demais datas da ordem")
    tipo: str
    data_inicio_programado: str | None
    data_termino_programado: str | None
    data_inicio_executado: str | None
    data_termino_executado: str | None
    descricao_abertura: str
    descricao_servico: str
    descricao_fechamento: str | None
    usuario_abertura: str
    usuario_fechamento: str | None
    status: Literal["pendente", "aguardando_agendamento", "finalizado", "cancelado"]
    status_fechamento: str | None
    cliente: ClienteResumido
    servico: ServicoResumido
    tecnicos: list[Tecnico]


class AtendimentoDaOrdem(Documento):
    """The ticket that an order comes from."""

    protocolo: str
    id_atendimento: int
    tipo_atendimento: str
    usuario_abertura: str
    usuario_responsavel: str | None
    usuario_fechamento: str | None
    data_cadastro: str
    data_fechamento: str | None
    setor_responsavel: str | None
    status_fechamento: str | None
    motivo_fechamento: str | None


class OrdemComAtendimento(OrdemServico):
    """An order by itself."""

    atendimento: AtendimentoDaOrdem | None


class RespostaDeOrdens(Documento):
    """`GET cliente/ordem_servico`."""

    status: Literal["success"]
    msg: str
    ordens_servico: list[OrdemComAtendimento]
