"""Concentrators and subscribers of the tests of RADIUS."""

from enlace.radius.models import Nas
from enlace.rede.models import Equipamento, Fabricante, ModeloEquipamento
from enlace.servicos.models import ClienteServico
from enlace.servicos.tests.fabrica import AGORA, um_cliente, um_plano, um_servico

SEGREDO = "segredo-do-nas"
LOGIN = "bianca@isp"
SENHA = "senha-da-bianca"
MAC = "D4:CA:6D:00:00:01"
__all__ = ["AGORA", "LOGIN", "MAC", "SEGREDO", "SENHA", "um_assinante", "um_cliente", "um_nas", "um_plano"]


def um_nas(endereco: str = "127.0.0.1", *, dialeto: str = "mikrotik", segredo: str = SEGREDO, **campos: object) -> Nas:
    """A concentrator whose packets come from `endereco`."""
    fabricante, _ = Fabricante.objects.get_or_create(nome=dialeto.upper(), defaults={"dialeto_radius": dialeto})
    Fabricante.objects.filter(pk=fabricante.pk).update(dialeto_radius=dialeto)
    modelo, _ = ModeloEquipamento.objects.get_or_create(fabricante=fabricante, nome="BNG")
    equipamento = Equipamento.objects.create(nome=f"BNG {endereco}", modelo=modelo, ipv4="127.0.0.1")
    return Nas.objects.create(equipamento=equipamento, endereco=endereco, segredo=segredo, **campos)


def um_assinante(
    login: str = LOGIN, senha: str | None = SENHA, *, estado: str = "servico_habilitado", **campos: object
) -> ClienteServico:
    """A service of 100M/50M that may connect."""
    servico = um_servico()
    cancelado = {"data_cancelamento": AGORA} if estado == "cancelado" else {}
    ClienteServico.objects.filter(pk=servico.pk).update(login=login, senha=senha, status=estado, **cancelado, **campos)
    servico.refresh_from_db()
    return servico
