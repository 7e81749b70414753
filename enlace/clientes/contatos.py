"""Who else is reached about a customer.

What happens to a contact is recorded as the customer's, whose file it is a part of: there it is found after the contact is gone.
"""

from dataclasses import dataclass

from django.db import transaction

from enlace.auditoria.registro import Autor, diferenca, registrar, retrato
from enlace.clientes.alteracao import travar_cliente
from enlace.clientes.models import Contato
from enlace.core.contatos import digitos
from enlace.core.db import recusar_campos_invalidos
from enlace.core.errors import RuleRefused


class ContatoDesconhecido(RuleRefused):
    """There is no such contact (any more)."""

    mensagem = "Contato não encontrado: outra pessoa pode tê-lo apagado."


class ContatoSemMeio(RuleRefused):
    """Who is to get the bills has an e-mail address or a telephone."""

    mensagem = "Informe o e-mail ou o telefone de quem recebe faturas."


@dataclass(frozen=True, kw_only=True)
class DadosDoContato:
    """What is kept of somebody. The telephone in any spelling."""

    nome: str
    email: str = ""
    telefone: str = ""
    recebe_cobranca: bool = False


def incluir_contato(id_cliente: int, dados: DadosDoContato, *, autor: Autor) -> Contato:
    """Add somebody to a customer. Refused: `ClienteDesconhecido`, `ContatoSemMeio`, `DadosInvalidos`."""
    with transaction.atomic():
        cliente = travar_cliente(id_cliente)
        contato = Contato(cliente=cliente)
        _preencher(contato, dados)
        contato.save(force_insert=True)
        registrar(autor, "incluir_contato", cliente, antes=None, depois=_do_contato(contato))
    return contato


def alterar_contato(id_contato: int, dados: DadosDoContato, *, autor: Autor) -> Contato:
    """Change somebody. Refused: `ContatoDesconhecido`, `ContatoSemMeio`, `DadosInvalidos`."""
    with transaction.atomic():
        contato = _travar(id_contato)
        antes = _do_contato(contato)
        _preencher(contato, dados)
        era, ficou = diferenca(antes, _do_contato(contato))
        if ficou:
            contato.save()
            # With the name, which says who it is about when it did not change.
            registrar(autor, "alterar_contato", contato.cliente, antes={"nome": antes["nome"], **era}, depois=ficou)
    return contato


def apagar_contato(id_contato: int, *, autor: Autor) -> None:
    """Forget somebody. Refused: `ContatoDesconhecido`."""
    with transaction.atomic():
        contato = _travar(id_contato)
        registrar(autor, "apagar_contato", contato.cliente, antes=_do_contato(contato), depois=None)
        contato.delete()


def _travar(id_contato: int) -> Contato:
    """The contact, after its customer, as everywhere."""
    id_cliente = Contato.objects.filter(pk=id_contato).values_list("cliente_id", flat=True).first()
    if id_cliente is None:
        raise ContatoDesconhecido
    cliente = travar_cliente(id_cliente)
    contato = Contato.objects.select_for_update().filter(pk=id_contato).first()
    if contato is None:
        raise ContatoDesconhecido
    contato.cliente = cliente
    return contato


def _preencher(contato: Contato, dados: DadosDoContato) -> None:
    contato.nome = " ".join(dados.nome.split())
    contato.email = dados.email.strip()
    contato.telefone = digitos(dados.telefone)
    contato.recebe_cobranca = dados.recebe_cobranca
    if dados.recebe_cobranca and not (contato.email or contato.telefone):
        raise ContatoSemMeio
    recusar_campos_invalidos(contato)


def _do_contato(contato: Contato) -> dict[str, object]:
    return {coluna: valor for coluna, valor in retrato(contato).items() if coluna != "id_cliente"}
