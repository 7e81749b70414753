"""For how long it is remembered what was asked of concentrators."""

from datetime import datetime, time
from typing import Final

from django.utils import timezone

from enlace.configuracao.models import ConfiguracaoRadius
from enlace.core import datas
from enlace.radius.models import PedidoAoNas

_LOTE: Final = 10_000


def apagar_antigos(*, agora: datetime, lote: int = _LOTE) -> int:
    """Delete the requests of before the months for which attempts of access are kept too, a batch at a time; how many."""
    dia = datas.meses_depois(datas.dia_local(agora), -ConfiguracaoRadius.atual().meses_de_acessos)
    limite = datetime.combine(dia, time.min, tzinfo=timezone.get_current_timezone())
    ao_todo = 0
    while chaves := list(PedidoAoNas.objects.filter(quando__lt=limite).order_by().values_list("pk", flat=True)[:lote]):
        ao_todo += PedidoAoNas.objects.filter(pk__in=chaves).delete()[0]
    return ao_todo
