"""Which keys a customer and its services have in an answer, in the documented order.

Each is a column of the view `integracao.cliente` or `integracao.servico`.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import cache

from enlace.integracao.consultas import ler

_CLIENTE = (
    "id_cliente",
    "codigo_cliente",
    "nome_razaosocial",
    "nome_fantasia",
    "tipo_pessoa",
    "cpf_cnpj",
    "telefone_primario",
    "telefone_secundario",
    "telefone_terciario",
    "email_principal",
    "email_secundario",
    "rg",
    "rg_emissao",
    "inscricao_municipal",
    "inscricao_estadual",
    "data_cadastro",
    "data_nascimento",
    "data_nascmento",
)
_ALERTA = ("alerta", "alerta_mensagens")
_CLIENTE_ALEM = ("uuid_cliente", "ativo", "grupos", "alerta_ids", "id_externo", "data_atualizacao")

_BASE = (
    "id_cliente_servico",
    "id_servico",
    "numero_plano",
    "nome",
    "valor",
    "status",
    "status_prefixo",
    "tecnologia",
    "login",
    "senha",
    "ipv4",
    "ipv6",
)
# `relacoes` of cliente/all, in the order in which they stand in the object.
RELACOES = (
    "porta_atendimento",
    "interface",
    "interface_roteamento",
    "equipamento_conexao",
    "equipamento_roteamento",
    "pacotes",
    "senhas",
    "endereco_cadastral",
    "endereco_instalacao",
    "endereco_fiscal",
    "endereco_cobranca",
    "grupos",
    "status_conexao",
)
# Absent `relacoes` means those of the documented example.
RELACOES_DO_EXEMPLO = frozenset(RELACOES) - {"porta_atendimento", "grupos", "status_conexao"}
# Keys that the genuine server sends and the text does not show: after the documented ones.
_ALEM = (
    "uuid_cliente_servico",
    "mac_addr",
    "phy_addr",
    "referencia",
    "velocidade_download",
    "velocidade_upload",
    "data_venda",
    "data_habilitacao",
    "data_cancelamento",
    "motivo_cancelamento",
    "vendedor",
)
_DEPOIS_DAS_DEMAIS = frozenset({"grupos", "status_conexao"})


@cache
def da_consulta(*, ultima_conexao: bool, contratos: bool) -> str:
    """The document of `GET cliente`. `ultima_conexao` is always there, an empty list when not asked for."""
    conexao = "ultima_conexao" if ultima_conexao else "'[]'::json as ultima_conexao"
    relacoes = [nome for nome in RELACOES if nome not in _DEPOIS_DAS_DEMAIS]
    return _documento(
        cliente=[*_CLIENTE, *_ALERTA], servico=[*_BASE, conexao, *relacoes, *_ALEM, *(["contratos"] if contratos else [])]
    )


def de_todos(relacoes: AbstractSet[str]) -> str:
    """The document of `GET cliente/all` for the chosen relations."""
    documentadas = [nome for nome in RELACOES if nome in relacoes and nome not in _DEPOIS_DAS_DEMAIS]
    demais = [nome for nome in RELACOES if nome in relacoes and nome in _DEPOIS_DAS_DEMAIS]
    return _documento(cliente=_CLIENTE, servico=[*_BASE, *documentadas, *_ALEM, *demais])


def _documento(*, cliente: Sequence[str], servico: Sequence[str]) -> str:
    return ler(
        "cliente/documento",
        antes_dos_servicos=", ".join(cliente),
        do_servico=", ".join(servico),
        depois_dos_servicos=", ".join(_CLIENTE_ALEM),
    )
