"""Why a NAS is not even asked about a session, in words of the person who looks for the reason."""

from typing import Final

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Impedimento(TextChoices):
    """What stands in the way of asking, in the register or in what the NAS said of the session."""

    SEM_NAS = "sem_nas", _("Concentrador não cadastrado")
    NAS_INATIVO = "nas_inativo", _("Concentrador inativo")
    SEM_PORTA = "sem_porta", _("Sem porta de entrada")
    SEM_IDENTIFICACAO = "sem_identificacao", _("Conexão sem identificação")

    @property
    def explicacao(self) -> str:
        """One sentence: what is missing and where it is put right."""
        return str(_EXPLICACOES[self])


_EXPLICACOES: Final[dict[Impedimento, Promise]] = {
    Impedimento.SEM_NAS: _("O equipamento não está cadastrado como concentrador (NAS)."),
    Impedimento.NAS_INATIVO: _("O concentrador está inativo no cadastro."),
    Impedimento.SEM_PORTA: _("O concentrador não tem porta de entrada do RADIUS (incoming) no cadastro."),
    Impedimento.SEM_IDENTIFICACAO: _("O que o concentrador contou desta conexão não basta para dizer a ele qual é."),
}
