"""Registering a customer."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from enlace.clientes.models import Cliente, GrupoCliente
from enlace.core.contatos import digitos
from enlace.core.db import recusar_campos_invalidos, restricao_violada
from enlace.core.documentos import cpf_cnpj_valido, normalizar_cpf_cnpj
from enlace.core.errors import RuleRefused

_TELEFONES = 3
_TAMANHO_DO_DOCUMENTO = {Cliente.TipoPessoa.FISICA: 11, Cliente.TipoPessoa.JURIDICA: 14}


class NomeObrigatorio(RuleRefused):
    """A customer has a name."""

    mensagem = "Informe o nome ou a razão social."


class CpfCnpjInvalido(RuleRefused):
    """Wrong check digits, or a CPF where the kind of person asks for a CNPJ."""

    mensagem = "O CPF/CNPJ informado não é válido para esse tipo de pessoa."


class CpfCnpjJaCadastrado(RuleRefused):
    """One person, one register."""

    mensagem = "Já existe um cliente com esse CPF/CNPJ."


class TelefoneInvalido(RuleRefused):
    """A telephone without a digit, or more telephones than a register holds."""

    mensagem = "Informe até três telefones, com números."


@dataclass(frozen=True, kw_only=True)
class Ficha:
    """What a register may hold besides name, document and telephones."""

    nome_fantasia: str | None = None
    email_principal: str | None = None
    email_secundario: str | None = None
    rg: str | None = None
    rg_emissao: str | None = None
    inscricao_municipal: str | None = None
    inscricao_estadual: str | None = None
    data_nascimento: date | None = None
    id_externo: str | None = None


def cadastrar_cliente(
    *,
    nome_razaosocial: str,
    tipo_pessoa: str,
    cpf_cnpj: str | None,
    telefones: Sequence[str],
    agora: datetime,
    ficha: Ficha | None = None,
    grupos: Iterable[GrupoCliente] = (),
) -> Cliente:
    """Register a customer, with the next code.

    Names are kept in capitals, as the contract shows them; CPF/CNPJ without mask, telephones as digits. Only a foreigner has no
    CPF/CNPJ (None or blank). Refused: `NomeObrigatorio`, `CpfCnpjInvalido`, `CpfCnpjJaCadastrado`, `TelefoneInvalido`,
    `DadosInvalidos`.
    """
    cliente = Cliente(
        nome_razaosocial=nome_em_maiusculas(nome_razaosocial),
        tipo_pessoa=tipo_pessoa,
        cpf_cnpj=documento_conferido(cpf_cnpj, tipo_pessoa=tipo_pessoa),
        data_cadastro=agora,
        **colunas_dos_telefones(telefones),
        **colunas_opcionais(ficha or Ficha()),
    )
    recusar_campos_invalidos(cliente)
    try:
        with transaction.atomic():
            cliente.save(force_insert=True)
            cliente.grupos.add(*grupos)
    except IntegrityError as erro:
        # The constraint decides, not a look beforehand: two doors may register the same person at the same instant.
        if restricao_violada(erro) == "cliente_cpf_cnpj_key":
            raise CpfCnpjJaCadastrado from erro
        raise
    return cliente


def nome_em_maiusculas(texto: str) -> str:
    """The name as it is kept, without spaces too many. Refused: `NomeObrigatorio`."""
    if not (nome := " ".join(texto.split()).upper()):
        raise NomeObrigatorio
    return nome


def documento_conferido(texto: str | None, *, tipo_pessoa: str) -> str | None:
    """The CPF or CNPJ without its mask, None for none. Refused: `CpfCnpjInvalido`."""
    documento = normalizar_cpf_cnpj(texto or "")
    if not documento:
        return None
    # An unknown kind of person is refused with the other fields.
    tamanho = _TAMANHO_DO_DOCUMENTO.get(Cliente.TipoPessoa(tipo_pessoa)) if tipo_pessoa in Cliente.TipoPessoa else len(documento)
    if len(documento) != tamanho or not cpf_cnpj_valido(documento):
        raise CpfCnpjInvalido
    return documento


def colunas_dos_telefones(textos: Sequence[str]) -> dict[str, str]:
    """The columns of the telephones that are given, in order; blank ones are passed over. Refused: `TelefoneInvalido`."""
    numeros = [digitos(texto) for texto in textos if texto.strip()]
    if len(numeros) > _TELEFONES or not all(numeros):
        raise TelefoneInvalido
    colunas = ("telefone_primario", "telefone_secundario", "telefone_terciario")
    return dict(zip(colunas, numeros, strict=False))


def colunas_opcionais(ficha: Ficha) -> dict[str, str | date | None]:
    """The optional columns; a blank text is kept as null, which is how the contract shows what is not there."""
    valores = {nome: valor.strip() or None if isinstance(valor, str) else valor for nome, valor in asdict(ficha).items()}
    if fantasia := valores["nome_fantasia"]:
        valores["nome_fantasia"] = fantasia.upper()
    return valores
