"""The shapes of the answers of 4.6 and 4.12, for OpenAPI. The sessions are made by the database (`consultas/cliente/extrato`)."""

from typing import Literal

from pydantic import Field

from enlace.integracao.esquema import Documento


class ServicoDaSessao(Documento):
    """The service that a session was given to; its keys are null when the login was nobody's."""

    numero_plano: int | None
    nome: str | None
    valor: float | None
    status: str | None
    status_prefixo: str | None


class ClienteDaSessao(Documento):
    """That service's customer; the same."""

    codigo_cliente: int | None
    nome_razaosocial: str | None
    cpf_cnpj: str | None


class Registro(Documento):
    """One session."""

    acctstarttime: str
    acctstarttimebr: str
    acctstoptime: str | None = Field(description="null enquanto a conexão dura")
    acctstoptimebr: str | None
    calledstationid: str | None
    callingstationid: str | None
    download_megabytes: float
    upload_megabytes: float
    framedipaddress: str | None
    nasipaddress: str
    nasportid: str | None
    nasporttype: str | None
    username: str | None
    servico: ServicoDaSessao = Field(description="Chaves null quando o login não era de nenhum serviço")
    cliente: ClienteDaSessao = Field(description="Chaves null quando o login não era de nenhum serviço")


class Estatisticas(Documento):
    """Of the sessions answered."""

    total_conexoes: int
    download_total: float = Field(description="Em megabytes")
    upload_total: float
    trafego_total: float
    media_download: float = Field(description="Megabytes por segundo de conexão; a que ainda dura conta até agora")
    media_upload: float


class RespostaDoExtrato(Documento):
    """`GET cliente/extrato_conexao`."""

    status: Literal["success"]
    msg: str
    registros: list[Registro]
    estatisticas: Estatisticas


class RespostaDoReset(Documento):
    """`POST cliente/reset_mac_addr`."""

    status: Literal["success"]
    msg: str
