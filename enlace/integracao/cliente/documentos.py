"""The shape of chapter 4's answers, for OpenAPI. The values are made by the database (`visoes/`); the tests hold both together."""

from typing import Literal

from ninja import Field

from enlace.integracao.esquema import Documento, as_vezes


class Coordenadas(Documento):
    """Of the place of installation, in degrees; null until they are known."""

    latitude: float | None
    longitude: float | None


class Endereco(Documento):
    """An address. `estado` holds the two letters and `uf` the full name."""

    completo: str
    logradouro: str
    endereco: str
    numero: str
    complemento: str
    bairro: str
    cep: str
    estado: str
    uf: str
    cidade: str
    coordenadas: Coordenadas


class Interface(Documento):
    """A port of the network."""

    nome: str
    tipo: str
    called_sid: str | None


class EquipamentoDoServico(Documento):
    """An equipment as a service shows it."""

    nome: str
    ipv4: str | None
    ipv6: str | None


class UltimaConexao(Documento):
    """The newest session of a service."""

    conectado: bool
    ultima_conexao_datetime: str
    ultima_desconexao_datetime: str | None
    ultima_conexao: str
    ultima_desconexao: str | None
    ultimo_ipv4: str | None
    ultimo_nas_ip: str
    status_txt: str
    status_txt_resumido: str
    tipo: Literal["accounting"]


class PortaAtendimento(Documento):
    """A port of an optical box."""

    numero: int
    equipamento: str


class Pacote(Documento):
    """A package added to a service. The price is a text."""

    id_pacote: int
    codigo: str | None
    descricao: str
    valor: str
    observacoes: str
    data_cadastro: str


class Senha(Documento):
    """Access to another system."""

    id_cliente_servico_senha: int
    descricao: str
    usuario: str
    senha: str


class Grupo(Documento):
    """A label of a customer or of a service."""

    id: int
    descricao: str


class Vendedor(Documento):
    """Who sold a service."""

    id_vendedor: int
    nome: str
    email: str


class ModeloDeContrato(Documento):
    """A model of contract."""

    id_contrato: int
    descricao: str
    validade: int


class ContratoDoServico(Documento):
    """A contract given to the customer."""

    id_cliente_servico_contrato: int
    numero_contrato: int
    data_cadastro: str
    aceito: bool
    data_aceito: str | None
    contrato: ModeloDeContrato


class ServicoBase(Documento):
    """What every answer says of a service."""

    id_cliente_servico: int
    id_servico: int
    numero_plano: int
    nome: str
    valor: float
    status: str
    status_prefixo: str
    tecnologia: str
    login: str | None
    senha: str | None
    ipv4: str | None
    ipv6: str | None
    uuid_cliente_servico: str
    mac_addr: str | None
    phy_addr: str | None
    referencia: str | None
    velocidade_download: str
    velocidade_upload: str
    data_venda: str
    data_habilitacao: str | None
    data_cancelamento: str | None
    motivo_cancelamento: str | None
    vendedor: Vendedor | None


class ServicoDaConsulta(ServicoBase):
    """A service in `GET cliente`."""

    ultima_conexao: UltimaConexao | list[str] = Field(description="`[]` quando não pedida ou quando não há nenhuma")
    porta_atendimento: PortaAtendimento = as_vezes("Presente só quando o serviço tem uma")
    interface: Interface | None
    interface_roteamento: Interface | None
    equipamento_conexao: EquipamentoDoServico | None
    equipamento_roteamento: EquipamentoDoServico | None
    pacotes: list[Pacote]
    senhas: list[Senha]
    endereco_cadastral: Endereco
    endereco_instalacao: Endereco
    endereco_fiscal: Endereco
    endereco_cobranca: Endereco
    contratos: list[ContratoDoServico] = as_vezes("Presente com `incluir_contrato=sim`")


class ServicoDeTodos(ServicoBase):
    """A service in `GET cliente/all`: relations that were not asked for are absent."""

    porta_atendimento: PortaAtendimento = as_vezes()
    interface: Interface | None = as_vezes()
    interface_roteamento: Interface | None = as_vezes()
    equipamento_conexao: EquipamentoDoServico | None = as_vezes()
    equipamento_roteamento: EquipamentoDoServico | None = as_vezes()
    pacotes: list[Pacote] = as_vezes()
    senhas: list[Senha] = as_vezes()
    endereco_cadastral: Endereco = as_vezes()
    endereco_instalacao: Endereco = as_vezes()
    endereco_fiscal: Endereco = as_vezes()
    endereco_cobranca: Endereco = as_vezes()
    grupos: list[Grupo] = as_vezes()
    status_conexao: UltimaConexao | list[str] = as_vezes()


class ClienteBase(Documento):
    """What every answer says of a customer."""

    id_cliente: int
    codigo_cliente: int
    nome_razaosocial: str
    nome_fantasia: str | None
    tipo_pessoa: Literal["pf", "pj"]
    cpf_cnpj: str | None
    telefone_primario: str
    telefone_secundario: str
    telefone_terciario: str
    email_principal: str | None
    email_secundario: str | None
    rg: str | None
    rg_emissao: str | None
    inscricao_municipal: str | None
    inscricao_estadual: str | None
    data_cadastro: str
    data_nascimento: str | None
    data_nascmento: str | None = Field(description="O mesmo que `data_nascimento`, como outra edição da documentação o escreve")
    uuid_cliente: str
    ativo: bool
    grupos: list[Grupo]
    alerta_ids: list[int]
    id_externo: str | None
    data_atualizacao: str


class ClienteDaConsulta(ClienteBase):
    """A customer in `GET cliente`."""

    alerta: bool
    alerta_mensagens: list[str]
    servicos: list[ServicoDaConsulta]


class ClienteDeTodos(ClienteBase):
    """A customer in `GET cliente/all`."""

    servicos: list[ServicoDeTodos]


class RespostaDaConsulta(Documento):
    """`GET cliente`."""

    status: Literal["success"]
    msg: str
    clientes: list[ClienteDaConsulta]


class RespostaDeTodos(Documento):
    """`GET cliente/all`."""

    status: Literal["success"]
    msg: str
    clientes: list[ClienteDeTodos]
