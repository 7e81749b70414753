"""The notice of an overdue bill: reason, amount, month and terms (RGC), by every way in which the customer is reached.

Steps: 1. each overdue bill without a notice gets one, its messages queued in the same transaction; 2. when the first of them was
handed over the notice counts (`confirmar_avisos`), and the days to a suspension with it. One that never left starts no clock:
nobody is cut off because our own e-mail server was down. 3. A notice whose messages all failed is sent again the next day; one of a
customer who cannot be reached waits for people (`registrar_entrega`: by letter, at the counter).
"""

import logging
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from django.db import connection, transaction

from enlace.auditoria.registro import Autor, registrar_mudanca, retrato
from enlace.configuracao.models import Provedor
from enlace.core.datas import dia_local
from enlace.core.errors import RuleRefused
from enlace.financeiro.dividas import por_avisar
from enlace.financeiro.models import AvisoDebito, Fatura
from enlace.financeiro.prazos import DIAS_PARA_RESCINDIR, vencida
from enlace.mensagens.models import Estado, Mensagem
from enlace.mensagens.saida import Canal, Pedido, enfileirar
from enlace.processos import textos
from enlace.processos.dia import Dia
from enlace.processos.mensagens_ao_cliente import Envio, pedidos

_CONFIRMAR: Final = (Path(__file__).parent / "consultas" / "confirmar_avisos.sql").read_text()
_VALIDADE: Final = timedelta(days=2)
_SEM_ENDERECO: Final = "Cliente sem e-mail, celular nem aplicativo: avisar por carta e registrar a entrega."
_log = logging.getLogger(__name__)


class EntregaForaDoPrazo(RuleRefused):
    """A notice is given after its bill was due, and not in the future: a date before would shorten the customer's days."""

    mensagem = "A data da entrega fica entre o vencimento da fatura e agora."


class AvisoDesconhecido(RuleRefused):
    """There is no notice of this bill, or it was delivered already."""

    mensagem = "Não há aviso por entregar dessa fatura."


def avisar(*, agora: datetime) -> int:
    """Give notice of every overdue bill that has none, and again of one whose messages all failed; how many were written to."""
    dia = Dia.de(agora)
    novas = [
        fatura.pk
        for fatura in por_avisar(dia.hoje, dia.regra).only("pk", "data_vencimento")
        if vencida(fatura.data_vencimento, dia.hoje, dia.feriados)
    ]
    sem_entrega = AvisoDebito.objects.filter(
        notificado_em__isnull=True, fatura__situacao=Fatura.Situacao.AGUARDANDO, criado_em__lt=agora - timedelta(hours=20)
    )
    return sum(_avisar(chave, dia) for chave in (*novas, *sem_entrega.values_list("fatura_id", flat=True)))


def confirmar_avisos() -> int:
    """Note of each notice when the first of its messages was handed over; how many were confirmed."""
    with connection.cursor() as cursor:
        cursor.execute(_CONFIRMAR)
        return int(cursor.rowcount)


def registrar_entrega(id_fatura: int, *, canal: str, quando: datetime, autor: Autor, agora: datetime) -> AvisoDebito:
    """Note that people gave the notice themselves. Refused: `AvisoDesconhecido`, `EntregaForaDoPrazo`."""
    with transaction.atomic():
        abertos = AvisoDebito.objects.select_for_update(of=("self",)).select_related("fatura")
        aviso = abertos.filter(fatura=id_fatura, notificado_em__isnull=True).first()
        if aviso is None:
            raise AvisoDesconhecido
        if quando > agora or dia_local(quando) <= aviso.fatura.data_vencimento:
            raise EntregaForaDoPrazo
        antes = retrato(aviso)
        aviso.notificado_em, aviso.canal = quando, canal[:40]
        aviso.save(update_fields=["notificado_em", "canal"])
        registrar_mudanca(autor, "registrar_entrega", aviso, antes=antes)
    return aviso


def _avisar(id_fatura: int, dia: Dia) -> int:
    """One bill, in a transaction of its own: what is wrong with one stops no other."""
    try:
        with transaction.atomic():
            fatura = (
                Fatura.objects.select_for_update(of=("self",), no_key=True).select_related("cliente", "conta").get(pk=id_fatura)
            )
            if fatura.situacao != Fatura.Situacao.AGUARDANDO or _a_caminho(id_fatura):
                return 0
            mensagens = _pedidos(fatura, dia)
            _guardar(fatura, mensagens, dia)
            enfileirar(mensagens, agora=dia.agora)
    except RuleRefused as recusa:
        _log.warning("Aviso de débito da fatura %s: %s", id_fatura, recusa)
        return 0
    return 1 if mensagens else 0


def _guardar(fatura: Fatura, mensagens: list[Pedido], dia: Dia) -> None:
    """The notice, with the text that leaves: one that is sent again, or at last, may say another amount and other dates."""
    aviso, novo = AvisoDebito.objects.get_or_create(fatura=fatura, defaults={"criado_em": dia.agora, "texto": _texto(mensagens)})
    if mensagens and not novo:
        AvisoDebito.objects.filter(pk=aviso.pk, notificado_em__isnull=True).update(texto=_texto(mensagens))


def _a_caminho(id_fatura: int) -> bool:
    """Whether a message of this notice has left or may still leave."""
    vivas = (Estado.PENDENTE, Estado.ENVIANDO, Estado.ENVIADA)
    return Mensagem.objects.filter(referencia=f"aviso:{id_fatura}", estado__in=vivas).exists()


def _texto(mensagens: list[Pedido]) -> str:
    """What the notice says, in its longest form: the proof."""
    por_canal = {pedido.canal: pedido.texto for pedido in mensagens}
    return por_canal.get(Canal.EMAIL) or next(iter(por_canal.values()), _SEM_ENDERECO)


def _pedidos(fatura: Fatura, dia: Dia) -> list[Pedido]:
    provedor = Provedor.atual()
    limite = dia.hoje + timedelta(days=dia.regra.dias_para_suspender)
    valores = {
        **textos.da_fatura(fatura, hoje=dia.hoje, feriados=dia.feriados, provedor=provedor, base=textos.base_publica(provedor)),
        "dias_em_atraso": str((dia.hoje - fatura.data_vencimento).days),
        "data_suspensao": f"{limite:%d/%m/%Y}",
        "data_rescisao": f"{limite + timedelta(days=DIAS_PARA_RESCINDIR):%d/%m/%Y}",
        "servico": _servicos(fatura),
    }
    envio = Envio(
        modelo="aviso_debito",
        referencia=f"aviso:{fatura.pk}",
        requisicao=f"aviso:{fatura.pk}:{dia.hoje}",
        validade=dia.agora + _VALIDADE,
        push=True,
    )
    return pedidos(fatura.cliente, envio, valores)


def _servicos(fatura: Fatura) -> str:
    planos = fatura.cobrancas.filter(cliente_servico__isnull=False).values_list("cliente_servico__plano__nome", flat=True)
    return ", ".join(sorted({nome for nome in planos if nome}))
