"""Messages, what hangs on them, and every attempt to send one."""

import uuid
from datetime import datetime
from typing import ClassVar, Final

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from enlace.clientes.models import Cliente


class Canal(models.TextChoices):
    """By which way a message goes."""

    EMAIL = "email", _("E-mail")
    SMS = "sms", _("SMS")
    PUSH = "push", _("Notificação")


class Estado(models.TextChoices):
    """How far a message is. All but the first two are final."""

    PENDENTE = "pendente", _("Pendente")
    ENVIANDO = "enviando", _("Enviando")
    ENVIADA = "enviada", _("Enviada")
    FALHOU = "falhou", _("Falhou")
    EXPIRADA = "expirada", _("Expirada")
    DESISTIDA = "desistida", _("Desistida")


FINAIS: Final = frozenset({Estado.ENVIADA, Estado.FALHOU, Estado.EXPIRADA, Estado.DESISTIDA})


class MensagemQuerySet(models.QuerySet["Mensagem"]):
    """The questions that are asked about messages."""

    def atrasadas(self, *, desde: datetime) -> "MensagemQuerySet":
        """Pending ones whose turn was before an instant (index `mensagem_pendente`)."""
        return self.filter(estado=Estado.PENDENTE, proxima_tentativa__lt=desde)

    def vencidas(self, *, em: datetime) -> "MensagemQuerySet":
        """Pending ones that are too late at an instant (index `mensagem_validade`)."""
        return self.filter(estado=Estado.PENDENTE, validade__lte=em)

    def enviando(self) -> "MensagemQuerySet":
        """Those that somebody is sending, or was when he died (index `mensagem_enviando`)."""
        return self.filter(estado=Estado.ENVIANDO)

    def finais_antes_de(self, instante: datetime) -> "MensagemQuerySet":
        """Those that ended before an instant (index `mensagem_final`)."""
        return self.filter(finalizada_em__lt=instante)


class Mensagem(models.Model):
    """Something that one address is told, once."""

    id_mensagem = models.BigAutoField(_("código"), primary_key=True)
    # What the other side knows it by: the Message-ID of an e-mail. The same at each attempt.
    uuid_mensagem = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    canal = models.CharField(_("canal"), max_length=10, choices=Canal.choices)
    destino = models.CharField(_("destino"), max_length=254, help_text=_("Endereço, telefone ou código do dispositivo."))
    cliente = models.ForeignKey(
        Cliente,
        verbose_name=_("cliente"),
        db_column="id_cliente",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="mensagens",
    )
    assunto = models.CharField(_("assunto"), max_length=200, blank=True, default="")
    texto = models.TextField(_("texto"))
    html = models.TextField(_("HTML"), blank=True, default="")
    dados = models.JSONField(_("dados"), default=dict, blank=True)
    referencia = models.CharField(_("sobre"), max_length=60, blank=True, default="")
    requisicao = models.CharField(_("pedido"), max_length=100)
    validade = models.DateTimeField(_("válida até"))
    estado = models.CharField(_("estado"), max_length=10, choices=Estado.choices, default=Estado.PENDENTE)
    tentativas = models.PositiveSmallIntegerField(_("tentativas"), default=0)
    # Of them, those that count against the message: a server that refuses our password is not the message's fault.
    falhas = models.PositiveSmallIntegerField(_("falhas"), default=0)
    proxima_tentativa = models.DateTimeField(_("próxima tentativa"))
    # What was said last: by the other side, or by us about what stood in the way.
    resposta = models.CharField(_("última resposta"), max_length=500, blank=True, default="")
    codigo_externo = models.CharField(_("código de quem entrega"), max_length=200, blank=True, default="")
    criada_em = models.DateTimeField(_("criada em"))
    enviada_em = models.DateTimeField(_("enviada em"), null=True, blank=True)
    finalizada_em = models.DateTimeField(_("terminou em"), null=True, blank=True)
    # The job in the queue that is to send it, by which one that vanished is missed. Not a foreign key: the queue forgets jobs.
    id_tarefa = models.BigIntegerField(null=True, editable=False)

    objects = MensagemQuerySet.as_manager()

    class Meta:
        db_table = "mensagem"
        verbose_name = _("mensagem")
        verbose_name_plural = _("mensagens")
        ordering: ClassVar = ["-id_mensagem"]
        constraints: ClassVar = [
            # The same message to the same address once per request, however often and by however many it is asked for.
            models.UniqueConstraint("requisicao", "canal", Lower("destino"), name="mensagem_unica_no_pedido"),
            models.CheckConstraint(condition=Q(canal__in=Canal.values), name="mensagem_canal"),
            models.CheckConstraint(condition=Q(estado__in=Estado.values), name="mensagem_estado"),
            # A header of an e-mail is one line: nothing that is typed anywhere can add a second one.
            models.CheckConstraint(
                condition=~Q(destino__regex=r"[[:cntrl:]]") & ~Q(assunto__regex=r"[[:cntrl:]]"),
                name="mensagem_cabecalhos_de_uma_linha",
            ),
            # What is sent says when; what is final has ended; what is not, has not.
            models.CheckConstraint(
                condition=Q(estado=Estado.ENVIADA, enviada_em__isnull=False)
                | (~Q(estado=Estado.ENVIADA) & Q(enviada_em__isnull=True)),
                name="mensagem_enviada_tem_instante",
            ),
            models.CheckConstraint(
                condition=Q(estado__in=[Estado.PENDENTE, Estado.ENVIANDO], finalizada_em__isnull=True)
                | Q(estado__in=sorted(FINAIS), finalizada_em__isnull=False),
                name="mensagem_final_tem_instante",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["proxima_tentativa"], condition=Q(estado=Estado.PENDENTE), name="mensagem_pendente"),
            models.Index(fields=["validade"], condition=Q(estado=Estado.PENDENTE), name="mensagem_validade"),
            models.Index(fields=["id_mensagem"], condition=Q(estado=Estado.ENVIANDO), name="mensagem_enviando"),
            models.Index(fields=["finalizada_em"], condition=Q(finalizada_em__isnull=False), name="mensagem_final"),
            models.Index(fields=["referencia"], condition=~Q(referencia=""), name="mensagem_referencia"),
            # The panel's search.
            models.Index(Lower("destino"), name="mensagem_destino"),
            # The panel's filter by state, newest first.
            models.Index(fields=["estado", "-id_mensagem"], name="mensagem_por_estado"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} ({self.get_canal_display()})"


class MensagemAnexo(models.Model):
    """A file that goes with an e-mail; gone as soon as its message has ended."""

    id_mensagem_anexo = models.BigAutoField(primary_key=True)
    mensagem = models.ForeignKey(
        Mensagem, verbose_name=_("mensagem"), db_column="id_mensagem", on_delete=models.CASCADE, related_name="anexos"
    )
    nome = models.CharField(_("nome"), max_length=100)
    tipo = models.CharField(_("tipo"), max_length=100)
    conteudo = models.BinaryField(_("conteúdo"))

    class Meta:
        db_table = "mensagem_anexo"
        verbose_name = _("anexo")
        verbose_name_plural = _("anexos")
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(nome__regex=r"[[:cntrl:]]"), name="mensagem_anexo_nome_de_uma_linha"),
            models.CheckConstraint(condition=Q(tipo__regex=r"^[a-z0-9.+-]+/[a-z0-9.+-]+$"), name="mensagem_anexo_tipo"),
        ]

    def __str__(self) -> str:
        return self.nome


class MensagemTentativa(models.Model):
    """One attempt to send a message: written before anything leaves, completed by what came of it."""

    class Fase(models.TextChoices):
        """How far it got; what tells, after a worker's death, whether the message may have left."""

        ANTES = "antes", _("Antes da entrega")
        ENTREGA = "entrega", _("Na entrega")

    class Resultado(models.TextChoices):
        """What came of it."""

        ENVIADA = "enviada", _("Enviada")
        ADIADA = "adiada", _("Adiada")
        RECUSADA = "recusada", _("Recusada")
        DUVIDOSA = "duvidosa", _("Duvidosa")
        INTERROMPIDA = "interrompida", _("Interrompida")

    id_mensagem_tentativa = models.BigAutoField(primary_key=True)
    mensagem = models.ForeignKey(
        Mensagem, verbose_name=_("mensagem"), db_column="id_mensagem", on_delete=models.CASCADE, related_name="historico"
    )
    numero = models.PositiveSmallIntegerField(_("número"))
    via = models.CharField(_("por onde"), max_length=100)
    inicio = models.DateTimeField(_("início"))
    fase = models.CharField(_("fase"), max_length=10, choices=Fase.choices, default=Fase.ANTES)
    entrega_em = models.DateTimeField(_("entrega"), null=True, blank=True)
    fim = models.DateTimeField(_("fim"), null=True, blank=True)
    resultado = models.CharField(_("resultado"), max_length=12, choices=Resultado.choices, blank=True, default="")
    # Shortened and without secrets.
    resposta = models.CharField(_("resposta"), max_length=500, blank=True, default="")

    class Meta:
        db_table = "mensagem_tentativa"
        verbose_name = _("tentativa")
        verbose_name_plural = _("tentativas")
        ordering: ClassVar = ["numero"]
        constraints: ClassVar = [
            # Its index also finds the attempts of a message.
            models.UniqueConstraint(fields=["mensagem", "numero"], name="mensagem_tentativa_numero"),
            # Of one message, one attempt at a time.
            models.UniqueConstraint(fields=["mensagem"], condition=Q(fim__isnull=True), name="mensagem_tentativa_em_andamento"),
            models.CheckConstraint(
                condition=Q(fase="antes", entrega_em__isnull=True) | Q(fase="entrega", entrega_em__isnull=False),
                name="mensagem_tentativa_entrega_com_instante",
            ),
            models.CheckConstraint(
                condition=Q(fim__isnull=True, resultado="") | (Q(fim__gte=F("inicio")) & ~Q(resultado="")),
                name="mensagem_tentativa_fim_com_resultado",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.numero}"
