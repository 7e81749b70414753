"""The network and the catalogue that the invented customers use."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from enlace.enderecos.models import Cidade
from enlace.planos.models import Pacote, Plano, Tecnologia
from enlace.rede.models import (
    CaixaOptica,
    Equipamento,
    Fabricante,
    InterfaceConexao,
    ModeloEquipamento,
    Pop,
    PortaAtendimento,
    ZonaAtendimento,
)

_PONS, _CAIXAS_POR_PON, _PORTAS_POR_CAIXA = 4, 3, 16

# (nome, tecnologia, valor, download kbit/s, upload kbit/s)
_PLANOS = (
    ("FIBRA 100 MEGA", "FIBRA", "79.9", 102_400, 51_200),
    ("FIBRA 300 MEGA", "FIBRA", "99.9", 307_200, 153_600),
    ("FIBRA 500 MEGA", "FIBRA", "119.9", 500_000, 250_000),
    ("FIBRA 1 GIGA EMPRESARIAL", "FIBRA", "299.9", 1_024_000, 1_024_000),
    ("RURAL 10 MEGA", "WIRELESS", "109.9", 10_240, 2_048),
    ("RURAL 20 MEGA", "WIRELESS", "139.9", 20_480, 4_096),
    ("CONDOMINIO 200 MEGA", "CABO UTP", "69.9", 204_800, 102_400),
)
_PACOTES = (("wifi_extra", "REPETIDOR WI-FI", "15"), ("telefonia", "TELEFONIA FIXA", "29.9"))


@dataclass(frozen=True)
class RedeDaCidade:
    """What serves one city."""

    nas: str
    interfaces: dict[str, list[InterfaceConexao]]  # by technology
    roteamento: InterfaceConexao
    portas: Iterator[PortaAtendimento]  # the free ones, each once


def criar_planos() -> list[Plano]:
    """Write the plans on sale."""
    tecnologias = {nome: Tecnologia.objects.get_or_create(nome=nome)[0] for nome in dict.fromkeys(linha[1] for linha in _PLANOS)}
    return Plano.objects.bulk_create(
        Plano(
            nome=nome, tecnologia=tecnologias[tecnologia], valor=Decimal(valor), velocidade_download=baixa, velocidade_upload=sobe
        )
        for nome, tecnologia, valor, baixa, sobe in _PLANOS
    )


def criar_pacotes() -> list[Pacote]:
    """Write the packages on sale."""
    return Pacote.objects.bulk_create(
        Pacote(codigo=codigo, descricao=descricao, valor=Decimal(valor)) for codigo, descricao, valor in _PACOTES
    )


def criar_redes() -> dict[int, RedeDaCidade]:
    """Write a POP, an OLT, a radio, a switch, a concentrator and the optical boxes of each city; give them by `id_cidade`."""
    modelos = {
        "OLT": _modelo("HUAWEI", "MA5800-X7"),
        "AP": _modelo("UBIQUITI", "ROCKET M5"),
        "SWITCH": _modelo("INTELBRAS", "SG 2404"),
        "CONCENTRADOR": _modelo("MIKROTIK", "CCR2116"),
    }
    cidades = enumerate(Cidade.objects.order_by("id_cidade"), start=1)
    return {cidade.pk: _criar_rede(cidade, numero, modelos) for numero, cidade in cidades}


def _criar_rede(cidade: Cidade, numero: int, modelos: dict[str, ModeloEquipamento]) -> RedeDaCidade:
    sigla = cidade.nome.upper()
    pop = Pop.objects.create(nome=f"POP {sigla}")
    olt, ap, switch, concentrador = (
        Equipamento.objects.create(nome=f"{tipo} {sigla}", modelo=modelo, pop=pop, ipv4=f"10.64.{numero}.{indice}")
        for indice, (tipo, modelo) in enumerate(modelos.items(), start=1)
    )
    pons = [InterfaceConexao(equipamento=olt, nome=f"PON{indice}", tipo="gpon") for indice in range(1, _PONS + 1)]
    radio = InterfaceConexao(equipamento=ap, nome="wlan1", tipo="wireless")
    cabo = InterfaceConexao(equipamento=switch, nome="ether1", tipo="ethernet")
    roteamento = InterfaceConexao(equipamento=concentrador, nome="ether1", tipo="ethernet", called_sid=f"service{numero}")
    InterfaceConexao.objects.bulk_create([*pons, radio, cabo, roteamento])
    zona = ZonaAtendimento.objects.create(nome=f"{sigla} - TODA A CIDADE", descricao=f"REDE DE {sigla}")
    zona.interfaces.add(*pons, radio, cabo)
    return RedeDaCidade(
        nas=f"10.64.{numero}.4",
        interfaces={"FIBRA": pons, "WIRELESS": [radio], "CABO UTP": [cabo]},
        roteamento=roteamento,
        portas=iter(_criar_portas(pons, numero)),
    )


def _criar_portas(pons: list[InterfaceConexao], numero: int) -> list[PortaAtendimento]:
    caixas = CaixaOptica.objects.bulk_create(
        CaixaOptica(nome=f"C{numero}-{pon.nome}-{indice:02}", interface=pon)
        for pon in pons
        for indice in range(1, _CAIXAS_POR_PON + 1)
    )
    return PortaAtendimento.objects.bulk_create(
        PortaAtendimento(caixa=caixa, numero=porta) for porta in range(1, _PORTAS_POR_CAIXA + 1) for caixa in caixas
    )


def _modelo(fabricante: str, nome: str) -> ModeloEquipamento:
    dono, _ = Fabricante.objects.get_or_create(nome=fabricante)
    return ModeloEquipamento.objects.create(fabricante=dono, nome=nome)
