"""This computer as the concentrator "CONCENTRADOR XPTO" of example 4.3, so that `radclient` can play it."""

from enlace.demo.credenciais import RADIUS_SEGREDO
from enlace.demo.documentacao.rede import CONCENTRADOR
from enlace.radius.models import Nas
from enlace.rede.models import Equipamento

_ENDERECO, _PORTA_INCOMING = "127.0.0.1", 3799


def garantir_concentrador() -> None:
    """Write its row, which demonstrations of earlier versions lack; one that is there stays as it was left."""
    ja_existe = Nas.objects.filter(endereco=_ENDERECO).exists() or Nas.objects.filter(equipamento_id=CONCENTRADOR).exists()
    if not ja_existe and Equipamento.objects.filter(pk=CONCENTRADOR).exists():
        Nas.objects.create(equipamento_id=CONCENTRADOR, endereco=_ENDERECO, segredo=RADIUS_SEGREDO, porta_incoming=_PORTA_INCOMING)
