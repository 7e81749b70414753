"""The shape of chapter 8's answers, for OpenAPI."""

from typing import Literal

from enlace.integracao.esquema import Documento


class PlanoOfertado(Documento):
    """A plan that may be offered."""

    id_servico: int
    descricao: str
    valor: float
    nome_radius: str
    display: str
    velocidade_download: int
    velocidade_upload: int


class Prospecto(Documento):
    """A prospect as a search shows it."""

    id_prospecto: int
    nome_razaosocial: str
    cpf_cnpj: str
    email: str | None
    telefone: str
    observacao: str | None
    id_cliente: int | None
    id_endereco_numero: int
    created_at: str
    updated_at: str
    tipo_pessoa: Literal["pf", "pj"]
    id_usuario: int
    origem: str
    created_at_br: str
    rg: str | None
    rg_emissor: str | None
    telefone_secundario: str | None
    data_nascimento: str | None
    id_vendedor: int | None
    id_externo: str | None


class ProspectoServico(Documento):
    """The plan offered to a prospect; the amount is a text, on purpose."""

    id_prospecto_servico: int
    id_prospecto: int
    id_servico: int
    valor: str


class ProspectoCadastrado(Documento):
    """A prospect as its registration answers."""

    nome_razaosocial: str
    telefone: str
    email: str | None
    observacao: str | None
    id_endereco_numero: int
    tipo_pessoa: Literal["pf", "pj"]
    cpf_cnpj: str
    id_usuario: int
    origem: str
    updated_at: str
    created_at: str
    id_prospecto: int
    created_at_br: str
    prospecto_servico: ProspectoServico


class RespostaDaOferta(Documento):
    """`GET prospecto/create`."""

    status: Literal["success"]
    msg: str
    servicos: list[PlanoOfertado]


class RespostaDeProspectos(Documento):
    """`GET prospecto`."""

    status: Literal["success"]
    msg: str
    prospectos: list[Prospecto]


class RespostaDoCadastro(Documento):
    """`POST prospecto`."""

    status: Literal["success"]
    msg: str
    prospecto: ProspectoCadastrado
