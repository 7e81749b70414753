"""The shapes of the answers of 4.8 to 4.10, for OpenAPI."""

from typing import Literal

from pydantic import Field

from enlace.integracao.esquema import Documento


class FaturaDoJob(Documento):
    """A bill that is sent."""

    id_fatura: int


class Demora(Documento):
    """When the sending begins, as PHP writes it."""

    date: str = Field(description="aaaa-mm-dd hh:mm:ss.ffffff")
    timezone_type: int
    timezone: str


class _Destino(Documento):
    id_contato: int | None
    id_cliente: int


class EmailDoJob(_Destino):
    """An address that gets the bill."""

    email: str
    nome: str
    name: str
    permite_enviar_email: bool | str = Field(description='true no cadastro, "sim" num contato')
    origem: Literal["cadastro_cliente", "contato", "adicional"]


class TelefoneDoJob(_Destino):
    """A telephone that gets the bill."""

    telefone: str
    nome: str
    permite_enviar_sms: bool | str = Field(description='true no cadastro, "sim" num contato')
    origem: Literal["cadastro_cliente", "contato", "adicional"]


class _Job(Documento):
    tries: int = Field(description="Quantas vezes se tenta")
    timeout: int = Field(description="Por quantos segundos ainda se envia")
    memory: int
    faturas: list[FaturaDoJob]
    connection: None
    queue: str
    delay: Demora


class JobDeEmail(_Job):
    """The job of the e-mails."""

    emails: list[EmailDoJob]


class JobDeSms(_Job):
    """The job of the SMS."""

    telefones: list[TelefoneDoJob]


class RespostaDoEnvioPorEmail(Documento):
    """`POST cliente/financeiro/enviar_email`."""

    status: Literal["success"]
    msg: str
    job: JobDeEmail


class RespostaDoEnvioPorSms(Documento):
    """`POST cliente/financeiro/enviar_sms`."""

    status: Literal["success"]
    msg: str
    job: JobDeSms


class RespostaDoEnvioPorPush(Documento):
    """`POST cliente/financeiro/enviar_push`."""

    status: Literal["success"]
    msg: str
