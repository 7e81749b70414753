"""A service that works, and what was recorded of services, for the tests of what people do with them."""

from dataclasses import replace

from enlace.auditoria.models import Registro
from enlace.servicos.edicao import Edicao
from enlace.servicos.models import ClienteServico
from enlace.servicos.tests.fabrica import um_servico


def acoes() -> list[tuple[str, str]]:
    """What was recorded of services, in order."""
    return list(Registro.objects.filter(tabela="cliente_servico").order_by("pk").values_list("acao", "chave"))


def um_trabalhando() -> ClienteServico:
    return um_servico(estado="servico_habilitado")


def edicao_de(servico: ClienteServico, **mudancas: object) -> Edicao:
    edicao = Edicao(
        valor=servico.valor,
        login=servico.login,
        senha=None,
        ipv4=servico.ipv4,
        ipv6=servico.ipv6,
        ipv6_wan=servico.ipv6_wan,
        ipv6_lan=servico.ipv6_lan,
        mac_addr=servico.mac_addr,
        vincular_mac=servico.vincular_mac,
        sessoes_simultaneas=servico.sessoes_simultaneas,
        phy_addr=servico.phy_addr,
        referencia=servico.referencia,
        interface=servico.interface,
        interface_roteamento=servico.interface_roteamento,
        porta_atendimento=servico.porta_atendimento,
        vendedor=servico.vendedor,
        grupos=tuple(servico.grupos.all()),
    )
    return replace(edicao, **mudancas)  # type: ignore[arg-type]  # names and values of the fields above
