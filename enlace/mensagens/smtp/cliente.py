"""Hands one e-mail to an SMTP server, and tells what the server said apart from what it did not."""

import re
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from typing import Final

from enlace.mensagens.entrega import Adiada, Duvidosa, Entregue, FalhaDeEnvio, PontoSemVolta, Recusada, Rede, resumir
from enlace.mensagens.models import ServidorEmail

_PERMANENTE: Final = 500
_SIGA: Final = 354
_ENTREGUE: Final = 250
_FECHANDO: Final = 421
_FRASES: Final[tuple[tuple[type[Exception], str], ...]] = (
    (ssl.SSLCertVerificationError, "O certificado do servidor não foi aceito."),
    (ssl.SSLError, "A conexão segura não pôde ser feita."),
    (smtplib.SMTPNotSupportedError, "O servidor não oferece STARTTLS ou autenticação."),
    (TimeoutError, "O servidor não respondeu a tempo."),
    (smtplib.SMTPServerDisconnected, "O servidor encerrou a conexão."),
    (ValueError, "O usuário ou a senha tem letras que o servidor não aceita."),
)


def enviar(servidor: ServidorEmail, carta: EmailMessage, *, destino: str, rede: Rede, ponto_sem_volta: PontoSemVolta) -> Entregue:
    """Hand the e-mail over. Raises Recusada, Adiada or Duvidosa. Call it outside transactions only.

    Until the server has said 354 nothing of the message has left, and silence means "not sent". From then on silence means that
    nobody knows (RFC 5321, 4.5.3.2.6): the server may have taken it and died before it said so.
    """
    conteudo = _pontuado(carta.as_bytes())
    with _conectado(servidor, rede) as conexao:
        try:
            _envelope(conexao, servidor, destino, len(conteudo))
        except (smtplib.SMTPException, OSError) as erro:
            raise Adiada(_motivo(erro, servidor), da_via=True) from None
        ponto_sem_volta()
        try:
            if conexao.sock:
                conexao.sock.settimeout(rede.responder)
            conexao.send(conteudo)
            codigo, texto = conexao.getreply()
        except (smtplib.SMTPException, OSError) as erro:
            raise Duvidosa(_motivo(erro, servidor)) from None
    if codigo != _ENTREGUE:
        raise _recusa(codigo, texto, servidor)
    return Entregue(_dito(codigo, texto, servidor))


def conferir(servidor: ServidorEmail, *, rede: Rede) -> None:
    """Connect and sign in, and nothing else: for the panel's button. Raises Adiada with what went wrong."""
    with _conectado(servidor, rede) as conexao:
        conexao.noop()


@contextmanager
def _conectado(servidor: ServidorEmail, rede: Rede) -> Iterator[smtplib.SMTP]:
    """A connection, protected and signed in as the server's row says. Everything that fails here is the server's affair."""
    conexao = None
    try:
        conexao = _ligar(servidor, rede)
        if servidor.usuario:
            conexao.login(servidor.usuario, servidor.senha)
    except (smtplib.SMTPException, OSError, ValueError) as erro:
        if conexao is not None:
            conexao.close()
        raise Adiada(_motivo(erro, servidor), da_via=True) from None
    try:
        yield conexao
        _despedir(conexao)
    finally:
        conexao.close()


def _ligar(servidor: ServidorEmail, rede: Rede) -> smtplib.SMTP:
    # The name in EHLO; Python's own default asks the DNS for the name of this computer, which may take its time.
    nosso_nome = servidor.remetente_email.rpartition("@")[2]
    tls = ssl.create_default_context(cafile=rede.certificados)
    if servidor.seguranca == ServidorEmail.Seguranca.IMPLICITA:
        conexao: smtplib.SMTP = smtplib.SMTP_SSL(
            servidor.host, servidor.porta, local_hostname=nosso_nome, timeout=rede.conectar, context=tls
        )
    else:
        conexao = smtplib.SMTP(servidor.host, servidor.porta, local_hostname=nosso_nome, timeout=rede.conectar)
    try:
        if conexao.sock:
            conexao.sock.settimeout(rede.ler)
        conexao.ehlo_or_helo_if_needed()
        if servidor.seguranca == ServidorEmail.Seguranca.STARTTLS:
            # Raises unless the server offers it: no message and no password goes in clear where protection was asked for.
            conexao.starttls(context=tls)
            conexao.ehlo()
    except BaseException:
        conexao.close()
        raise
    return conexao


def _envelope(conexao: smtplib.SMTP, servidor: ServidorEmail, destino: str, tamanho: int) -> None:
    """From, to, and the server's word that it is ready to take the message."""
    opcoes = [f"SIZE={tamanho}"] if conexao.has_extn("size") else []
    codigo, texto = conexao.mail(servidor.remetente_email, opcoes)
    if codigo != _ENTREGUE:
        # Our own sender is refused: for every message, until somebody corrects it.
        raise Adiada(_dito(codigo, texto, servidor), da_via=True)
    codigo, texto = conexao.rcpt(destino)
    if codigo not in {250, 251}:
        raise _recusa(codigo, texto, servidor)
    codigo, texto = conexao.docmd("DATA")
    if codigo != _SIGA:
        raise _recusa(codigo, texto, servidor)


def _recusa(codigo: int, texto: bytes, servidor: ServidorEmail) -> FalhaDeEnvio:
    dito = _dito(codigo, texto, servidor)
    if codigo >= _PERMANENTE:
        return Recusada(dito)
    return Adiada(dito, da_via=codigo == _FECHANDO)


def _despedir(conexao: smtplib.SMTP) -> None:
    """Say goodbye; whoever does not answer it has taken the message all the same."""
    try:
        conexao.quit()
    except (smtplib.SMTPException, OSError):
        return


def _pontuado(carta: bytes) -> bytes:
    """The message as DATA wants it: a point at the beginning of a line doubled, a line with a point alone at the end."""
    return re.sub(rb"(?m)^\.", b"..", carta.removesuffix(b"\r\n")) + b"\r\n.\r\n"


def _dito(codigo: int, texto: bytes, servidor: ServidorEmail) -> str:
    return resumir(f"{codigo} {texto.decode('utf-8', errors='replace')}", segredos=_segredos(servidor))


def _motivo(erro: Exception, servidor: ServidorEmail) -> str:
    if isinstance(erro, smtplib.SMTPAuthenticationError):
        # Not what the server said: some repeat what they were given.
        return f"O servidor recusou o usuário ou a senha ({erro.smtp_code})."
    if isinstance(erro, smtplib.SMTPResponseException):
        texto = erro.smtp_error
        return _dito(erro.smtp_code, texto if isinstance(texto, bytes) else texto.encode(), servidor)
    return next((frase for tipo, frase in _FRASES if isinstance(erro, tipo)), "Não foi possível conectar ao servidor.")


def _segredos(servidor: ServidorEmail) -> tuple[str, ...]:
    return (servidor.senha,)
