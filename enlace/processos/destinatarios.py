"""Where a customer is reached about bills: the register, the contacts who get bills, and what a request adds; each address once."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from enlace.clientes.models import Cliente, Contato
from enlace.mensagens.destinos import normalizar_email, normalizar_telefone

DO_CADASTRO: Final = "cadastro_cliente"
DO_CONTATO: Final = "contato"
DA_REQUISICAO: Final = "adicional"

_CELULAR: Final = 11


@dataclass(frozen=True, kw_only=True)
class Destinatario:
    """An address in its stored form, whose it is, and where it comes from."""

    endereco: str
    nome: str
    origem: str
    id_contato: int | None = None


def emails(cliente: Cliente, adicionais: Iterable[str] = ()) -> list[Destinatario]:
    """The customer's e-mail addresses. What is no address is left out: those of a request are refused before (the door's work)."""
    do_cadastro = (cliente.email_principal, cliente.email_secundario)
    return _juntar(cliente, do_cadastro, lambda contato: contato.email, adicionais, normalizar_email)


def celulares(cliente: Cliente, adicionais: Iterable[str] = ()) -> list[Destinatario]:
    """The telephones that take an SMS: of the register only mobiles (documentation 4.9), of a request what it says."""
    do_cadastro = (cliente.telefone_primario, cliente.telefone_secundario, cliente.telefone_terciario)

    def celular(texto: str) -> str | None:
        numero = normalizar_telefone(texto)
        return numero if numero and len(numero) == _CELULAR else None

    registrados = _juntar(cliente, do_cadastro, lambda contato: contato.telefone, (), celular)
    vistos = {registrado.endereco for registrado in registrados}
    novos = dict.fromkeys(n for texto in adicionais if (n := normalizar_telefone(texto)) and n not in vistos)
    return registrados + [Destinatario(endereco=numero, nome=cliente.nome_razaosocial, origem=DA_REQUISICAO) for numero in novos]


def _juntar(
    cliente: Cliente,
    do_cadastro: Iterable[str | None],
    do_contato: Callable[[Contato], str],
    adicionais: Iterable[str],
    normalizar: Callable[[str], str | None],
) -> list[Destinatario]:
    nome = cliente.nome_razaosocial
    achados = [(texto or "", Destinatario(endereco="", nome=nome, origem=DO_CADASTRO)) for texto in do_cadastro]
    achados += [
        (do_contato(contato), Destinatario(endereco="", nome=contato.nome, origem=DO_CONTATO, id_contato=contato.pk))
        for contato in cliente.contatos.filter(recebe_cobranca=True).order_by("pk")
    ]
    achados += [(texto, Destinatario(endereco="", nome=nome, origem=DA_REQUISICAO)) for texto in adicionais]
    unicos: dict[str, Destinatario] = {}
    for texto, quem in achados:
        endereco = normalizar(texto) if texto else None
        if endereco and endereco.lower() not in unicos:
            unicos[endereco.lower()] = Destinatario(
                endereco=endereco, nome=quem.nome, origem=quem.origem, id_contato=quem.id_contato
            )
    return list(unicos.values())
