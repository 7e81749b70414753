"""Pages of the dated rules of charging, and of local holidays."""

from datetime import date

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from enlace.core import datas
from enlace.core.admin import FormularioComSegredos, PainelModelAdmin
from enlace.enderecos.models import Estado
from enlace.financeiro.models import FeriadoLocal, RegraCobranca


class FormularioDeRegra(FormularioComSegredos):
    """Rules are for the days to come: what was decided by the old ones stays explained by them."""

    def clean_vigente_desde(self) -> date:
        """Tomorrow at the earliest: today's decisions were taken by the rules of today."""
        dia: date = self.cleaned_data["vigente_desde"]
        if dia <= datas.hoje():
            raise ValidationError(_("As regras valem a partir de amanhã ou depois."))
        return dia

    def clean_ufs_sem_restricao(self) -> list[str]:
        """States, as they are abbreviated."""
        ufs = sorted({str(uf).strip().upper() for uf in self.cleaned_data["ufs_sem_restricao"] or []})
        desconhecidas = set(ufs) - set(Estado.objects.filter(pk__in=ufs).values_list("pk", flat=True))
        if desconhecidas:
            raise ValidationError(_("Não há estes estados: %(ufs)s."), params={"ufs": ", ".join(sorted(desconhecidas))})
        return ufs


@admin.register(RegraCobranca)
class RegraCobrancaAdmin(PainelModelAdmin[RegraCobranca]):
    """What is in force, was, and will be; only what will be can change."""

    form = FormularioDeRegra
    list_display = ("vigente_desde", "dias_de_antecedencia", "dias_para_avisar", "dias_para_suspender", "cobra_durante_suspensao")
    fieldsets = (
        (None, {"fields": ("vigente_desde",)}),
        (
            _("Faturamento"),
            {
                "fields": (
                    ("dias_do_periodo_ao_vencimento", "dias_de_antecedencia"),
                    ("enviar_dias_antes", "cobra_durante_suspensao"),
                )
            },
        ),
        (
            _("Débito"),
            {
                "fields": (
                    ("dias_para_avisar", "dias_para_suspender"),
                    ("suspende_de_sexta_a_domingo", "suspende_em_feriado"),
                    "ufs_sem_restricao",
                ),
                "description": _("Os estados se escrevem pelas siglas, separadas por vírgula: MG, SP."),
            },
        ),
    )

    def has_change_permission(self, request: HttpRequest, obj: RegraCobranca | None = None) -> bool:
        """Only before they are in force."""
        return super().has_change_permission(request, obj) and (obj is None or obj.vigente_desde > datas.hoje())

    def has_delete_permission(self, request: HttpRequest, obj: RegraCobranca | None = None) -> bool:
        """One by one and only before they are in force: a list of chosen ones may hold what is."""
        return super().has_delete_permission(request, obj) and obj is not None and obj.vigente_desde > datas.hoje()


@admin.register(FeriadoLocal)
class FeriadoLocalAdmin(PainelModelAdmin[FeriadoLocal]):
    """Holidays of the city or state."""

    list_display = ("data", "descricao")
    search_fields = ("descricao",)
