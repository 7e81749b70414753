"""One text to a customer, by every way in which the customer is reached."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from enlace.clientes.models import Cliente
from enlace.mensagens.destinos import dispositivos_de
from enlace.mensagens.modelos import preencher
from enlace.mensagens.saida import Canal, Pedido
from enlace.processos.destinatarios import celulares, emails


@dataclass(frozen=True, kw_only=True)
class Envio:
    """What is sent: the text's key without its way (`aviso_debito`), what it is about, which request, until when it is of use."""

    modelo: str
    referencia: str
    requisicao: str
    validade: datetime
    push: bool = False


def pedidos(cliente: Cliente, envio: Envio, valores: Mapping[str, str]) -> list[Pedido]:
    """A message for each e-mail address, mobile and, where the text has that way, device of the customer; none without any."""
    destinos = [(Canal.EMAIL, quem.endereco) for quem in emails(cliente)]
    destinos += [(Canal.SMS, quem.endereco) for quem in celulares(cliente)]
    if envio.push:
        destinos += [(Canal.PUSH, str(chave)) for chave in dispositivos_de(cliente.pk)]
    conteudos = {canal: preencher(f"{envio.modelo}_{canal.value}", valores) for canal in {canal for canal, _endereco in destinos}}
    return [
        Pedido(
            canal=canal,
            destino=endereco,
            requisicao=envio.requisicao,
            validade=envio.validade,
            texto=conteudos[canal].texto,
            assunto=conteudos[canal].assunto,
            html=conteudos[canal].html,
            cliente_id=cliente.pk,
            referencia=envio.referencia,
            dados={"link": valores["link"]} if canal == Canal.PUSH and valores.get("link") else {},
        )
        for canal, endereco in destinos
    ]
