"""An e-mail as it goes over the wire."""

from collections.abc import Sequence
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Final

from enlace.mensagens.models import Mensagem, MensagemAnexo, ServidorEmail

# Every server takes seven bits; eight would have to be asked for.
_SETE_BITS: Final = SMTP.clone(cte_type="7bit")


def escrever(mensagem: Mensagem, anexos: Sequence[MensagemAnexo], servidor: ServidorEmail) -> EmailMessage:
    """Text, HTML and files of a message, the same bytes of identity (Message-ID, Date) at each attempt."""
    carta = EmailMessage(policy=_SETE_BITS)
    carta["From"] = _endereco(servidor.remetente_email, servidor.remetente_nome)
    carta["To"] = _endereco(mensagem.destino)
    if servidor.responder_para:
        carta["Reply-To"] = _endereco(servidor.responder_para)
    carta["Subject"] = mensagem.assunto
    carta["Date"] = format_datetime(mensagem.criada_em)
    carta["Message-ID"] = f"<{mensagem.uuid_mensagem}@{servidor.remetente_email.rpartition('@')[2]}>"
    # RFC 3834: nobody's holiday notice has to answer it.
    carta["Auto-Submitted"] = "auto-generated"
    carta.set_content(mensagem.texto)
    if mensagem.html:
        carta.add_alternative(mensagem.html, subtype="html")
    for anexo in anexos:
        tipo, _barra, subtipo = anexo.tipo.partition("/")
        carta.add_attachment(bytes(anexo.conteudo), maintype=tipo, subtype=subtipo, filename=anexo.nome)
    return carta


def _endereco(email: str, nome: str = "") -> Address:
    local, _arroba, dominio = email.rpartition("@")
    return Address(display_name=nome, username=local, domain=dominio)
