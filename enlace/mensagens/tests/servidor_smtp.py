"""A real SMTP server on loopback (aiosmtpd), well or badly behaved, and the certificate that it shows."""

import asyncio
import ipaddress
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

_PRAZO = 30


@dataclass
class Recebida:
    de: str
    para: list[str]
    bruta: bytes

    @property
    def carta(self) -> EmailMessage:
        carta = message_from_bytes(self.bruta, policy=default)
        assert isinstance(carta, EmailMessage)
        return carta


@dataclass
class ServidorSmtp:
    """What it answers to each command may be set; where `parar_em` names a command, it stops there until `seguir` is set.

    `parado` tells that it has stopped. `calar`: it stops at the end of the data, having taken the message; `cair`: it hangs up.
    """

    porta: int = 0
    ao_mail: str = "250 OK"
    ao_rcpt: str = "250 OK"
    ao_data: str = "250 Message accepted"
    parar_em: str = ""
    calar: bool = False
    cair: bool = False
    recebidas: list[Recebida] = field(default_factory=list)
    conexoes: int = 0
    parado: threading.Event = field(default_factory=threading.Event)
    seguir: threading.Event = field(default_factory=threading.Event)

    # aiosmtpd's hooks.

    async def handle_EHLO(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, session: Session, _envelope: Envelope, hostname: str, respostas: list[str]
    ) -> list[str]:
        self.conexoes += 1
        session.host_name = hostname
        await self._passar_por("EHLO")
        return respostas

    async def handle_MAIL(self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _opcoes: list[str]) -> str:  # noqa: N802 - aiosmtpd's name
        await self._passar_por("MAIL")
        if self.ao_mail.startswith("250"):
            envelope.mail_from = address
        return self.ao_mail

    async def handle_RCPT(self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _opcoes: list[str]) -> str:  # noqa: N802 - aiosmtpd's name
        await self._passar_por("RCPT")
        if self.ao_rcpt.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.ao_rcpt

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        if self.ao_data.startswith("250"):
            self.recebidas.append(Recebida(envelope.mail_from, list(envelope.rcpt_tos), envelope.content))
        await self._passar_por("DATA")
        if self.cair:
            server.transport.abort()
        return self.ao_data

    async def _passar_por(self, comando: str) -> None:
        if comando == self.parar_em or (comando == "DATA" and self.calar):
            self.parado.set()
            await asyncio.to_thread(self.seguir.wait)


@contextmanager
def servidor_smtp(
    *, implicita: ssl.SSLContext | None = None, starttls: ssl.SSLContext | None = None, senha: str = ""
) -> Iterator[ServidorSmtp]:
    """Runs until the end of the block. With `senha` it takes only `provedor` with it, and only under TLS."""
    servidor = ServidorSmtp()
    laco = asyncio.new_event_loop()

    def autenticar(_server: SMTP, _session: Session, _envelope: Envelope, mecanismo: str, dados: object) -> AuthResult:
        certa = isinstance(dados, LoginPassword) and (dados.login, dados.password) == (b"provedor", senha.encode())
        # As some do: the refusal repeats what was given.
        recusa = None if certa else f"535 5.7.8 {mecanismo} {senha} refused"
        return AuthResult(success=certa, handled=False, message=recusa)

    def protocolo() -> SMTP:
        exigencias: dict[str, Any] = {"authenticator": autenticar, "auth_required": True} if senha else {}
        if implicita:
            # aiosmtpd knows of the TLS that it began itself only.
            exigencias["auth_require_tls"] = not senha
        return SMTP(
            servidor, tls_context=starttls, require_starttls=starttls is not None, loop=laco, hostname="smtp.test", **exigencias
        )

    ouvinte = laco.run_until_complete(laco.create_server(protocolo, "127.0.0.1", 0, ssl=implicita))
    servidor.porta = ouvinte.sockets[0].getsockname()[1]
    linha = threading.Thread(target=laco.run_forever)
    linha.start()
    try:
        yield servidor
    finally:
        servidor.seguir.set()
        laco.call_soon_threadsafe(laco.stop)
        linha.join(_PRAZO)
        ouvinte.close()
        laco.run_until_complete(_encerrar())
        laco.close()


async def _encerrar() -> None:
    outras = [tarefa for tarefa in asyncio.all_tasks() if tarefa is not asyncio.current_task()]
    for tarefa in outras:
        tarefa.cancel()
    await asyncio.gather(*outras, return_exceptions=True)


@dataclass(frozen=True)
class Certificado:
    """Self-signed for 127.0.0.1. `arquivo` is what a client has to trust."""

    arquivo: str
    servidor: ssl.SSLContext


def um_certificado(pasta: Path, *, nome: str = "127.0.0.1") -> Certificado:
    chave = ec.generate_private_key(ec.SECP256R1())
    sujeito = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Servidor de teste")])
    agora = datetime.now(tz=UTC)
    certificado = (
        x509.CertificateBuilder()
        .subject_name(sujeito)
        .issuer_name(sujeito)
        .public_key(chave.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(agora - timedelta(days=1))
        .not_valid_after(agora + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(nome))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(chave, hashes.SHA256())
    )
    publico, privado = pasta / "certificado.pem", pasta / "chave.pem"
    publico.write_bytes(certificado.public_bytes(Encoding.PEM))
    privado.write_bytes(chave.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    contexto = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    contexto.load_cert_chain(publico, privado)
    return Certificado(str(publico), contexto)
