"""A bill goes to its customer by e-mail, SMS or notification, because somebody asked for it now.

Steps: 1. the bill must wait for its payment; 2. there must be a way out (a server, a gateway, keys) and an address; 3. the messages
are written with the texts of today, for an e-mail with the PDF; nothing is open yet; 4. in one transaction the bill is locked and
looked at once more, and the messages are queued (`mensagens`), each address once. The worker sends them at once.

One bill goes by one way so many times an hour, and no more.

A bill that is paid before its message left takes the message with it (`recebimento.py`).
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from enlace.auditoria.registro import Autor, registrar
from enlace.configuracao.models import Provedor
from enlace.core.errors import RuleRefused
from enlace.financeiro.documento_da_fatura import documento_da_fatura
from enlace.financeiro.models import Fatura
from enlace.financeiro.pdf.fatura import desenhar
from enlace.financeiro.travamento import FaturaDesconhecida, exigir_aberta, travar_aberta
from enlace.mensagens import vias
from enlace.mensagens.destinos import dispositivos_de
from enlace.mensagens.modelos import preencher
from enlace.mensagens.models import Mensagem
from enlace.mensagens.saida import Anexo, Canal, Pedido, enfileirar
from enlace.processos import textos
from enlace.processos.destinatarios import Destinatario, celulares, emails
from enlace.processos.dia import Dia

# A bill that could not be sent for two days is old news: its customer has asked again or paid. It is the documented `timeout`, too.
VALIDADE: Final = timedelta(seconds=172_800)

# Nobody asks for one bill this often; a program in a loop does, and its customer's mailbox pays for it.
MAIS_PEDIDOS: Final = 10
JANELA: Final = timedelta(hours=1)
_COMO: Final = {Canal.EMAIL: "e-mail", Canal.SMS: "SMS", Canal.PUSH: "notificação"}
# How requests that somebody made are named; what goes by itself, once, has names of its own.
_A_PEDIDO: Final = "fatura:"


class SemDestinatario(RuleRefused):
    """The customer has no address for this way and the request brought none."""


class SemAplicativo(RuleRefused):
    """Notifications reach whoever has the application and signed in there with CPF or CNPJ (documentation 4.10)."""

    mensagem = "O cliente não possui o aplicativo instalado ou não está autenticado nele com o CPF/CNPJ."


class EnviadaDemais(RuleRefused):
    """The bill was asked for too often."""

    def __init__(self, fatura: Fatura, canal: Canal) -> None:
        super().__init__(
            f"A fatura {fatura.pk} já foi enviada {MAIS_PEDIDOS} vezes por {_COMO[canal]} na última hora. "
            "Tente novamente mais tarde."
        )


@dataclass(frozen=True, kw_only=True)
class FaturaAEnviar:
    """A bill with all that its messages need, ready to be queued by `enviar`: to whom, and the messages themselves."""

    fatura: Fatura
    destinatarios: Sequence[Destinatario]
    pedidos: Sequence[Pedido]
    canal: Canal

    def enviar(self, *, autor: Autor, agora: datetime) -> None:
        """Queue the messages. Refused: `EnviadaDemais`; `FaturaQuitada`, `FaturaCancelada`, should that have happened meanwhile."""
        with transaction.atomic():
            fatura = travar_aberta(self.fatura.pk)
            self._exigir_calma(agora)
            enfileirar(self.pedidos, agora=agora)
            # Without the addresses: messages are deleted one day, the audit never.
            registrar(autor, f"enviar_{self.canal.value}", fatura, antes={}, depois={"mensagens": len(self.pedidos)})

    def _exigir_calma(self, agora: datetime) -> None:
        """Refuse one request too many. The bill is locked, so two at once are counted one after the other."""
        if not self.pedidos[0].requisicao.startswith(_A_PEDIDO):
            return
        recentes = Mensagem.objects.filter(
            referencia=self.pedidos[0].referencia,
            canal=self.canal,
            requisicao__startswith=_A_PEDIDO,
            criada_em__gt=agora - JANELA,
        )
        if recentes.values("requisicao").distinct().count() >= MAIS_PEDIDOS:
            raise EnviadaDemais(self.fatura, self.canal)


def por_email(id_fatura: int, adicionais: Sequence[str], *, agora: datetime, base: str, requisicao: str = "") -> FaturaAEnviar:
    """The bill to the e-mail addresses of its customer and to `adicionais`, with the PDF; `base` of the link as in `textos`.

    `requisicao` names what must happen once (`mensagens`); without it each call is a request of its own.
    Refused: `FaturaDesconhecida`, `FaturaQuitada`, `FaturaCancelada`, `SemServidorDeEmail`, `SemDestinatario`.
    """
    fatura = _fatura(id_fatura)
    vias.servidor_da_api()
    destinatarios = emails(fatura.cliente, adicionais)
    if not destinatarios:
        raise SemDestinatario("O cliente não possui e-mail cadastrado e nenhum e-mail adicional foi informado.")
    dia = Dia.de(agora)
    pdf = desenhar(documento_da_fatura(fatura, hoje=dia.hoje, feriados=dia.feriados, provedor=Provedor.objects.get(pk=1)))
    anexo = Anexo(nome=f"fatura-{fatura.pk}.pdf", tipo="application/pdf", conteudo=pdf)
    enderecos = [quem.endereco for quem in destinatarios]
    return _a_enviar(fatura, Canal.EMAIL, destinatarios, enderecos, dia=dia, base=base, anexos=(anexo,), requisicao=requisicao)


def por_sms(id_fatura: int, adicionais: Sequence[str], *, agora: datetime, base: str) -> FaturaAEnviar:
    """The bill to the mobiles of its customer and to `adicionais`.

    Refused: `FaturaDesconhecida`, `FaturaQuitada`, `FaturaCancelada`, `SemGatewayDeSms`, `SemDestinatario`.
    """
    fatura = _fatura(id_fatura)
    vias.gateway_ativo()
    destinatarios = celulares(fatura.cliente, adicionais)
    if not destinatarios:
        raise SemDestinatario("O cliente não possui celular cadastrado e nenhum telefone adicional foi informado.")
    enderecos = [quem.endereco for quem in destinatarios]
    return _a_enviar(fatura, Canal.SMS, destinatarios, enderecos, dia=Dia.de(agora), base=base)


def por_push(id_fatura: int, *, agora: datetime, base: str) -> FaturaAEnviar:
    """The bill to the devices on which its customer signed in.

    Refused: `FaturaDesconhecida`, `FaturaQuitada`, `FaturaCancelada`, `SemPush`, `SemAplicativo`.
    """
    fatura = _fatura(id_fatura)
    vias.push_configurado()
    dispositivos = dispositivos_de(fatura.cliente_id)
    if not dispositivos:
        raise SemAplicativo
    return _a_enviar(fatura, Canal.PUSH, (), list(map(str, dispositivos)), dia=Dia.de(agora), base=base)


def _fatura(id_fatura: int) -> Fatura:
    fatura = Fatura.objects.select_related("cliente", "conta").filter(pk=id_fatura).first()
    if fatura is None:
        raise FaturaDesconhecida
    exigir_aberta(fatura)
    return fatura


def _a_enviar(
    fatura: Fatura,
    canal: Canal,
    destinatarios: Sequence[Destinatario],
    enderecos: Sequence[str],
    *,
    dia: Dia,
    base: str,
    anexos: tuple[Anexo, ...] = (),
    requisicao: str = "",
) -> FaturaAEnviar:
    valores = textos.da_fatura(fatura, hoje=dia.hoje, feriados=dia.feriados, provedor=Provedor.atual(), base=base)
    conteudo = preencher(f"fatura_{canal.value}", valores)
    # Each request is another one: whoever must not send twice sends an Idempotency-Key.
    modelo = Pedido(
        canal=canal,
        destino="",
        requisicao=requisicao or f"{_A_PEDIDO}{fatura.pk}:{uuid.uuid4()}",
        validade=dia.agora + VALIDADE,
        texto=conteudo.texto,
        assunto=conteudo.assunto,
        html=conteudo.html,
        cliente_id=fatura.cliente_id,
        referencia=f"fatura:{fatura.pk}",
        dados={"link": valores["link"]} if canal == Canal.PUSH and valores["link"] else {},
        anexos=anexos,
    )
    pedidos = [replace(modelo, destino=endereco) for endereco in enderecos]
    return FaturaAEnviar(fatura=fatura, destinatarios=destinatarios, pedidos=pedidos, canal=canal)
