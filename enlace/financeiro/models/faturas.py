"""The bill, its lines and its payments."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from enlace.clientes.models import Cliente
from enlace.financeiro.models.contas import ContaBancaria, TipoCobranca
from enlace.financeiro.models.faturamento import Faturamento
from enlace.servicos.models import ClienteServico


class Fatura(models.Model):
    """What a customer owes on a day. Paid or cancelled it does not change any more: the database refuses (migration 0002).

    `valor` is the sum of its lines, which the database checks at the end of each transaction. Fine, interest and discount are those
    of the day it was issued, because the bank registered them with it.
    """

    class Situacao(models.TextChoices):
        AGUARDANDO = "aguardando", _("Aguardando pagamento")
        QUITADO = "quitado", _("Quitada")
        CANCELADO = "cancelado", _("Cancelada")

    class Registro(models.TextChoices):
        """What the bank knows of a boleto."""

        NENHUM = "nenhum", _("Não enviada ao banco")
        ENVIADO = "enviado", _("Enviada ao banco")
        REGISTRADO = "registrado", _("Registrada no banco")
        REJEITADO = "rejeitado", _("Rejeitada pelo banco")
        LIQUIDADO = "liquidado", _("Paga no banco")
        BAIXA_PEDIDA = "baixa_pedida", _("Baixa pedida ao banco")
        BAIXADO = "baixado", _("Baixada no banco")

    id_fatura = models.BigAutoField(_("número"), primary_key=True)
    cliente = models.ForeignKey(
        Cliente,
        verbose_name=_("cliente"),
        db_column="id_cliente",
        on_delete=models.PROTECT,
        related_name="faturas",
        db_index=False,  # the index by customer and due date serves
    )
    tipo_cobranca = models.CharField(_("tipo de cobrança"), max_length=30, choices=TipoCobranca.choices)
    conta = models.ForeignKey(
        ContaBancaria,
        verbose_name=_("conta"),
        db_column="id_conta_bancaria",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="faturas",
        db_index=False,  # the unique nosso número of an account serves
    )
    nosso_numero = models.BigIntegerField(_("nosso número"), null=True, blank=True)
    valor = models.DecimalField(_("valor (R$)"), max_digits=12, decimal_places=2, validators=[MinValueValidator(0)])
    data_vencimento = models.DateField(_("vencimento"))
    data_cadastro = models.DateTimeField(_("emitida em"))
    situacao = models.CharField(_("situação"), max_length=12, choices=Situacao.choices, default=Situacao.AGUARDANDO)
    data_pagamento = models.DateField(_("paga em"), null=True, blank=True)
    valor_pago = models.DecimalField(_("valor pago (R$)"), max_digits=12, decimal_places=2, null=True, blank=True)
    multa_percentual = models.DecimalField(_("multa (%)"), max_digits=4, decimal_places=2)
    juros_ao_mes = models.DecimalField(_("juros ao mês (%)"), max_digits=4, decimal_places=2)
    desconto_valor = models.DecimalField(_("desconto (R$)"), max_digits=12, decimal_places=2, null=True, blank=True)
    desconto_ate = models.DateField(_("desconto até"), null=True, blank=True)
    data_cancelamento = models.DateTimeField(_("cancelada em"), null=True, blank=True)
    motivo_cancelamento = models.CharField(_("motivo do cancelamento"), max_length=200, blank=True, default="")
    # Whoever holds the link reads the bill: 122 random bits, unlike the id in base64 of the documented example. A new one revokes.
    token = models.UUIDField(_("chave do link"), default=uuid.uuid4, unique=True, editable=False)
    registro = models.CharField(_("no banco"), max_length=12, choices=Registro.choices, default=Registro.NENHUM)
    # Sent to the customer without anybody asking, once (`processos/envio_das_emitidas.py`).
    enviada_em = models.DateTimeField(_("enviada ao cliente em"), null=True, blank=True)
    # A renegotiated bill is cancelled and names the first of those that took its place; they name the renegotiation's date.
    renegociada_por = models.ForeignKey(
        "self",
        verbose_name=_("renegociada pela fatura"),
        db_column="id_fatura_renegociacao",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="renegociadas",
    )
    data_renegociacao = models.DateTimeField(_("nascida de renegociação em"), null=True, blank=True)
    faturamento = models.ForeignKey(
        Faturamento,
        verbose_name=_("faturamento"),
        db_column="id_faturamento",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="emitidas",
    )

    class Meta:
        db_table = "fatura"
        verbose_name = _("fatura")
        verbose_name_plural = _("faturas")
        permissions: ClassVar = [
            ("enviar", _("Enviar faturas ao cliente")),
            ("receber", _("Dar baixa em faturas e desfazer pagamentos")),
            ("cancelar_fatura", _("Cancelar faturas")),
            ("emitir", _("Lançar, emitir e renegociar faturas")),
            ("faturar", _("Executar o faturamento mensal")),
            ("trocar_arquivos", _("Gerar remessas e processar retornos")),
        ]
        ordering: ClassVar = ["-data_vencimento", "-id_fatura"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(valor__gte=0), name="fatura_valor_nao_negativo"),
            # A number of an account is one title at the bank: two bills with it would settle each other.
            models.UniqueConstraint(fields=["conta", "nosso_numero"], name="fatura_nosso_numero_unico"),
            models.CheckConstraint(
                condition=~Q(tipo_cobranca="boleto_bancario") | Q(conta__isnull=False, nosso_numero__isnull=False),
                name="fatura_boleto_tem_nosso_numero",
            ),
            models.CheckConstraint(
                condition=Q(situacao="quitado", data_pagamento__isnull=False, valor_pago__isnull=False)
                | Q(situacao__in=["aguardando", "cancelado"], data_pagamento__isnull=True, valor_pago__isnull=True),
                name="fatura_quitada_tem_pagamento",
            ),
            models.CheckConstraint(
                condition=Q(situacao="cancelado", data_cancelamento__isnull=False)
                | Q(situacao__in=["aguardando", "quitado"], data_cancelamento__isnull=True),
                name="fatura_cancelada_tem_data",
            ),
            models.CheckConstraint(
                condition=Q(desconto_valor__isnull=True, desconto_ate__isnull=True)
                | Q(desconto_valor__gt=0, desconto_valor__lte=F("valor"), desconto_ate__isnull=False),
                name="fatura_desconto_inteiro",
            ),
            models.CheckConstraint(
                condition=Q(multa_percentual__gte=0, multa_percentual__lte=2, juros_ao_mes__gte=0, juros_ao_mes__lte=1),
                name="fatura_encargos_legais",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["cliente", "data_vencimento", "id_fatura"], name="fatura_do_cliente"),
            models.Index(fields=["data_vencimento", "id_fatura"], name="fatura_vencimento"),
            models.Index(
                fields=["data_pagamento", "id_fatura"], name="fatura_pagamento", condition=Q(data_pagamento__isnull=False)
            ),
            # The lists of people: what is open, what was cancelled and what is not charged by boleto, by due date. Of all bills
            # these are few; a walk along all due dates would pass over hundreds of thousands to find a page of them.
            models.Index(fields=["data_vencimento", "id_fatura"], name="fatura_abertas", condition=Q(situacao="aguardando")),
            models.Index(fields=["data_vencimento", "id_fatura"], name="fatura_canceladas", condition=Q(situacao="cancelado")),
            models.Index(
                fields=["tipo_cobranca", "data_vencimento", "id_fatura"],
                name="fatura_sem_boleto",
                condition=~Q(tipo_cobranca="boleto_bancario"),
            ),
            # What dunning walks along.
            models.Index(fields=["data_vencimento", "cliente"], name="fatura_em_aberto", condition=Q(situacao="aguardando")),
            # What is still to be sent to its customer.
            models.Index(
                fields=["data_vencimento", "id_fatura"],
                name="fatura_por_enviar",
                condition=Q(situacao="aguardando", enviada_em__isnull=True),
            ),
            # What the next remittance is made of.
            models.Index(
                fields=["conta", "id_fatura"],
                name="fatura_por_registrar",
                condition=Q(tipo_cobranca="boleto_bancario", situacao="aguardando", registro="nenhum"),
            ),
            # Nobody must pay these any more, and the bank does not know it yet.
            models.Index(
                fields=["conta", "id_fatura"],
                name="fatura_por_baixar",
                condition=Q(
                    tipo_cobranca="boleto_bancario", situacao__in=["cancelado", "quitado"], registro__in=["enviado", "registrado"]
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"Fatura {self.pk}"


class Cobranca(models.Model):
    """A line of a bill, or one that waits for its bill: a month of a service, a package, an instalment, a credit (negative)."""

    class Tipo(models.TextChoices):
        MENSALIDADE = "mensalidade", _("Mensalidade")
        PACOTE = "pacote", _("Pacote")
        PARCELA = "parcela", _("Parcela")
        AVULSA = "avulsa", _("Cobrança avulsa")
        ENCARGOS = "encargos", _("Multa e juros")
        DESCONTO = "desconto", _("Desconto")
        CREDITO = "credito", _("Crédito")

    id_cobranca = models.BigAutoField(_("código"), primary_key=True)
    cliente = models.ForeignKey(
        Cliente,
        verbose_name=_("cliente"),
        db_column="id_cliente",
        on_delete=models.PROTECT,
        related_name="cobrancas",
        db_index=False,  # only lines that wait are looked for by customer
    )
    cliente_servico = models.ForeignKey(
        ClienteServico,
        verbose_name=_("serviço"),
        db_column="id_cliente_servico",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="cobrancas",
    )
    fatura = models.ForeignKey(
        Fatura,
        verbose_name=_("fatura"),
        db_column="id_fatura",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="cobrancas",
    )
    tipo = models.CharField(_("tipo"), max_length=12, choices=Tipo.choices)
    descricao = models.CharField(_("descrição"), max_length=300)
    # What is charged: the original less the discount. Negative for discounts and credits.
    valor = models.DecimalField(_("valor (R$)"), max_digits=12, decimal_places=2)
    valor_original = models.DecimalField(_("valor original (R$)"), max_digits=12, decimal_places=2)
    valor_desconto = models.DecimalField(_("desconto (R$)"), max_digits=12, decimal_places=2, default=0)
    # Of a line that waits: it goes into the first bill due on this day or later.
    data_vencimento = models.DateField(_("vencimento"))
    # The days it pays for: from the first up to, but without, the second.
    periodo_inicio = models.DateField(_("de"), null=True, blank=True)
    periodo_fim = models.DateField(_("até, sem incluir"), null=True, blank=True)
    data_cadastro = models.DateTimeField(_("lançada em"))
    # Of what a bill did not need of a credit: the credit as it came, by which an undone payment finds all of it again.
    credito_dividido = models.ForeignKey(
        "self",
        verbose_name=_("parte do crédito"),
        db_column="id_cobranca_dividida",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="partes",
        db_index=False,  # few lines have one: an index of their own
    )
    # Which request of a person brought it: the same request made twice (a double click) brings it once.
    pedido = models.UUIDField(_("pedido"), null=True, blank=True, editable=False)
    # Of a cancelled bill, or withdrawn before it was billed: its days may be billed again. Lines of a renegotiated bill stand.
    cancelada_em = models.DateTimeField(_("cancelada em"), null=True, blank=True)

    class Meta:
        db_table = "cobranca"
        verbose_name = _("cobrança")
        verbose_name_plural = _("cobranças")
        ordering: ClassVar = ["id_cobranca"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valor=F("valor_original") - F("valor_desconto"), valor_desconto__gte=0), name="cobranca_valor_liquido"
            ),
            models.CheckConstraint(
                condition=~Q(tipo="mensalidade")
                | Q(cliente_servico__isnull=False, periodo_inicio__isnull=False, periodo_fim__gt=F("periodo_inicio")),
                name="cobranca_mensalidade_tem_periodo",
            ),
            models.UniqueConstraint(
                fields=["pedido", "data_vencimento"], condition=Q(pedido__isnull=False), name="cobranca_pedido_uma_vez"
            ),
            # Migration 0002 adds the promise of the monthly run: no day of a service is in two monthly lines (an exclusion).
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["cliente", "data_vencimento"],
                name="cobranca_por_faturar",
                condition=Q(fatura__isnull=True, cancelada_em__isnull=True),
            ),
            models.Index(
                fields=["credito_dividido"], name="cobranca_partes_do_credito", condition=Q(credito_dividido__isnull=False)
            ),
            # Up to when a service was charged.
            models.Index(fields=["cliente_servico", "periodo_fim"], name="cobranca_cobrado_ate", condition=Q(tipo="mensalidade")),
        ]

    def __str__(self) -> str:
        return self.descricao


class Pagamento(models.Model):
    """Money that came for a bill. The first settles it; one more for a settled bill becomes a credit of the customer."""

    class Origem(models.TextChoices):
        MANUAL = "manual", _("Baixa manual")
        RETORNO = "retorno", _("Retorno do banco")
        CREDITO = "credito", _("Créditos do cliente")

    id_pagamento = models.BigAutoField(_("código"), primary_key=True)
    fatura = models.ForeignKey(
        Fatura, verbose_name=_("fatura"), db_column="id_fatura", on_delete=models.PROTECT, related_name="pagamentos"
    )
    valor = models.DecimalField(_("valor (R$)"), max_digits=12, decimal_places=2, validators=[MinValueValidator(0)])
    data_pagamento = models.DateField(_("pago em"))
    data_credito = models.DateField(_("creditado em"), null=True, blank=True)
    origem = models.CharField(_("origem"), max_length=10, choices=Origem.choices)
    quitou = models.BooleanField(_("quitou a fatura"))
    credito = models.OneToOneField(
        Cobranca,
        verbose_name=_("crédito gerado"),
        db_column="id_cobranca_credito",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="pagamento",
    )
    registrado_em = models.DateTimeField(_("registrado em"))
    usuario = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("registrado por"),
        db_column="id_usuario",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    estornado_em = models.DateTimeField(_("desfeito em"), null=True, blank=True)
    motivo_estorno = models.CharField(_("motivo"), max_length=200, blank=True, default="")

    class Meta:
        db_table = "pagamento"
        verbose_name = _("pagamento")
        verbose_name_plural = _("pagamentos")
        ordering: ClassVar = ["-id_pagamento"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(valor__gte=0), name="pagamento_valor_nao_negativo"),
            # Of two that arrive together one settles the bill.
            models.UniqueConstraint(
                fields=["fatura"], condition=Q(quitou=True, estornado_em__isnull=True), name="pagamento_um_quita"
            ),
        ]

    def __str__(self) -> str:
        return f"Pagamento {self.pk} da fatura {self.fatura_id}"
