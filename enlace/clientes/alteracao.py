"""Changing what is registered of a customer."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from enlace.auditoria.registro import Autor, diferenca, registrar, retrato
from enlace.clientes.cadastro import (
    CpfCnpjJaCadastrado,
    Ficha,
    colunas_dos_telefones,
    colunas_opcionais,
    documento_conferido,
    nome_em_maiusculas,
)
from enlace.clientes.models import Cliente, GrupoCliente
from enlace.core.db import recusar_campos_invalidos, restricao_violada
from enlace.core.documentos import normalizar_cpf_cnpj
from enlace.core.errors import RuleRefused

_SEM_TELEFONES = {"telefone_primario": "", "telefone_secundario": "", "telefone_terciario": ""}


class ClienteDesconhecido(RuleRefused):
    """There is no such customer."""

    mensagem = "Cliente não encontrado."


class AlteradoPorOutraPessoa(RuleRefused):
    """Somebody saved the customer after the page that is being saved was opened: what they wrote would be lost."""

    mensagem = (
        "Outra pessoa alterou este cliente depois que você abriu a página. Nada foi gravado: "
        "abra a página de novo, confira e faça a sua alteração."
    )


@dataclass(frozen=True, kw_only=True)
class NovosDados:
    """All that the register is to hold from now on; what is left out of `ficha` becomes empty."""

    nome_razaosocial: str
    tipo_pessoa: str
    cpf_cnpj: str | None
    telefones: tuple[str, ...]
    ficha: Ficha
    grupos: Collection[GrupoCliente]
    ativo: bool


def alterar_cliente(id_cliente: int, dados: NovosDados, *, versao: datetime, autor: Autor) -> Cliente:
    """Put `dados` in the place of what is registered, in the stored form (`cadastro.py`). `versao` is the `data_atualizacao` seen.

    A wrong CPF/CNPJ that is there already may stay: old registers hold such. Nothing is written when nothing differs. Refused:
    `ClienteDesconhecido`, `AlteradoPorOutraPessoa`, `NomeObrigatorio`, `CpfCnpjInvalido`, `CpfCnpjJaCadastrado`,
    `TelefoneInvalido`, `DadosInvalidos`.
    """
    with transaction.atomic():
        cliente = travar_cliente(id_cliente)
        if cliente.data_atualizacao != versao:
            raise AlteradoPorOutraPessoa
        antes = _retrato(cliente, {grupo.descricao for grupo in cliente.grupos.all()})
        _mudar(cliente, dados)
        era, ficou = diferenca(antes, _retrato(cliente, {grupo.descricao for grupo in dados.grupos}))
        if ficou:
            recusar_campos_invalidos(cliente)
            _gravar(cliente, dados.grupos)
            registrar(autor, "alterar", cliente, antes=era, depois=ficou)
    return cliente


def travar_cliente(id_cliente: int) -> Cliente:
    """The customer, locked until the end of the transaction: first of the locks. Refused: `ClienteDesconhecido`."""
    cliente = Cliente.objects.select_for_update(no_key=True).filter(pk=id_cliente).first()
    if cliente is None:
        raise ClienteDesconhecido
    return cliente


def _mudar(cliente: Cliente, dados: NovosDados) -> None:
    documento = normalizar_cpf_cnpj(dados.cpf_cnpj or "") or None
    if (documento, dados.tipo_pessoa) != (cliente.cpf_cnpj, cliente.tipo_pessoa):
        documento = documento_conferido(documento, tipo_pessoa=dados.tipo_pessoa)
    nascimento = _nascimento(cliente, dados.ficha.data_nascimento)
    colunas = {
        **colunas_opcionais(dados.ficha),
        **_SEM_TELEFONES,
        **colunas_dos_telefones(dados.telefones),
        "nome_razaosocial": nome_em_maiusculas(dados.nome_razaosocial),
        "tipo_pessoa": dados.tipo_pessoa,
        "cpf_cnpj": documento,
        "data_nascimento": nascimento,
        "ativo": dados.ativo,
    }
    for coluna, valor in colunas.items():
        setattr(cliente, coluna, valor)


def _nascimento(cliente: Cliente, dia: date | None) -> date | datetime | None:
    """The hour that came from another register stays with an unchanged day."""
    guardado = cliente.data_nascimento
    return guardado if guardado and guardado.date() == dia else dia


def _gravar(cliente: Cliente, grupos: Collection[GrupoCliente]) -> None:
    try:
        with transaction.atomic():
            cliente.save()
    except IntegrityError as erro:
        # The constraint decides, as in `cadastro.py`.
        if restricao_violada(erro) == "cliente_cpf_cnpj_key":
            raise CpfCnpjJaCadastrado from erro
        raise
    cliente.grupos.set(grupos)


def _retrato(cliente: Cliente, grupos: Collection[str]) -> dict[str, object]:
    """The row, and the groups by their names: they are read by people."""
    return {**retrato(cliente), "grupos": sorted(grupos)}
