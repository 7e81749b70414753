"""The ways out of the demonstration: an e-mail server and an SMS gateway on this computer, and keys for notifications.

Nothing leaves the computer. Whoever wants to see the messages listens there: `python -m aiosmtpd -n -l 127.0.0.1:2525` shows
e-mails. 4.8 to 4.10 send the bills of customer 12025 by all three ways, so that customer has a device, too; its push service is of
no domain.
"""

import base64
import os
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from enlace.demo.documentacao.clientes import MACIEL
from enlace.mensagens.models import ConfiguracaoPush, Dispositivo, GatewaySms, ServidorEmail
from enlace.mensagens.webpush.chaves import trocar_chaves

PORTA_SMTP, PORTA_SMS = 2525, 2580


def carregar_envios(*, agora: datetime) -> None:
    """Write them."""
    ServidorEmail.objects.create(
        nome="Demonstração (este computador)",
        host="127.0.0.1",
        porta=PORTA_SMTP,
        seguranca=ServidorEmail.Seguranca.NENHUMA,
        remetente_nome="Provedor de Demonstração",
        remetente_email="faturas@provedor.example",
        usado_pela_api=True,
    )
    GatewaySms.objects.create(
        nome="Demonstração (este computador)",
        url=f"http://127.0.0.1:{PORTA_SMS}/sms",
        corpo={"telefone": "{telefone}", "texto": "{texto}"},
        ativo=True,
    )
    push = ConfiguracaoPush.atual()
    push.contato = "suporte@provedor.example"
    push.save(update_fields=["contato"])
    trocar_chaves(push)
    Dispositivo.objects.create(
        cliente_id=MACIEL,
        tipo=Dispositivo.Tipo.WEBPUSH,
        endpoint="https://push.provedor.example/dispositivos/1",
        p256dh=_base64url(_ponto()),
        auth=_base64url(os.urandom(16)),
        criado_em=agora,
    )


def _ponto() -> bytes:
    """The public key of a browser that nobody has."""
    return ec.generate_private_key(ec.SECP256R1()).public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _base64url(valor: bytes) -> str:
    return base64.urlsafe_b64encode(valor).rstrip(b"=").decode()
