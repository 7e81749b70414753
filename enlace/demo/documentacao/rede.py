"""POPs, equipment, interfaces, zones and the optical box (documentation 9.1 to 9.3, and the equipment of 4.1 and 4.3)."""

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

POPS = ((51, "NOVO POP"), (53, "POP EXEMPLO WIKI"), (48, "POP TESTE"), (52, "POP EXEMPLO"))

CONCENTRADOR = 1306
# (id, nome, ipv4, modelo, fabricante, POP). The addresses of 1413, 1410 and 1406 are those of example 9.2; 9.1 masks them as
# 10.0.0.1 and, twice, 10.0.0.2. Ids below 1400 are ours: 4.1, 4.3 and 9.3 show equipment without its id, maker or POP.
EQUIPAMENTOS: tuple[tuple[int, str, str, str, str, int | None], ...] = (
    (1413, "HUAWEI-NICNET", "45.4.33.194", "NE20E-S2F", "HUAWEI", 48),
    (1410, "OLT BDCOM", "177.52.48.7", "GP3600-08", "BDCOM", 48),
    (1406, "JUNIPER-MX104", "10.20.1.114", "MX104", "JUNIPER", 48),
    (1402, "NOVO EQUIP CADASTRADO", "192.168.100.254", "DELL 5524", "DELL", 51),
    (1400, "EXEMPLO WIKI", "10.10.10.100", "RB433AH", "MIKROTIK", 53),
    # The question mark stands in example 9.3 itself.
    (1301, "PIU_CHASSI_INTELBRAS_ESCRIT?RIO_02", "10.37.1.249", "8820G", "INTELBRAS", None),
    (1302, "AP_RAUL", "10.20.72.12", "BULLET2", "UBIQUITI", None),
    (1303, "FIBERHOME-SDT", "10.20.14.34", "AN5516-06", "FIBERHOME", None),
    (1304, "PIU_CHASSI_INTELBRAS_ARMARIO_RENATO", "10.37.8.3", "8820G", "INTELBRAS", None),
    (1305, "OLT XPTO", "192.168.2.100", "AN5516-06", "FIBERHOME", None),
    (CONCENTRADOR, "CONCENTRADOR XPTO", "172.17.24.98", "CCR1036", "MIKROTIK", None),
)

PON5, ETHER8 = 401, 402
# (id, equipamento, nome, tipo). The last two ids are ours.
INTERFACES = (
    (355, 1301, "A1R3_INTELBRAS", "gpon"),
    (51, 1302, "ath0", "wireless"),
    (327, 1303, "SDT_A9R3_A9R4", "epon"),
    (330, 1303, "Teste Panhaque", "epon"),
    (353, 1304, "PIU_A4R1_A4R2", "gpon"),
    (PON5, 1305, "PON5", "gpon"),
    (ETHER8, CONCENTRADOR, "ether8", "ethernet"),
)

ZONAS = (
    (12, "FIBRA - PIUMHI - A1R3", "ATENDIMENTO FIBRA AREA 1 ROTA 3 EM PIUMHI - TESTE", (355,)),
    (13, "WIRELESS RAUL", "REDE WIRELESS PERTO DO AP RAUL", (51,)),
    (10, "SDT - FIBRA - AREA 9", "AREA 9 DE FIBRA EM SAMONTE", (327, 330)),
    (14, "PIUMHI - FIBRA -A4", "AREA 04 DE FIBRA EM PIUMHI", (353,)),
)

# Example 4.3 shows port 7 of this box; how many it has is ours.
CAIXA, PORTAS = "A2R3C2", 8


def carregar_rede() -> None:
    """Write the network."""
    Pop.objects.bulk_create(Pop(id_pop=codigo, nome=nome) for codigo, nome in POPS)
    _carregar_equipamentos()
    InterfaceConexao.objects.bulk_create(
        InterfaceConexao(id_interface_conexao=codigo, equipamento_id=equipamento, nome=nome, tipo=tipo)
        for codigo, equipamento, nome, tipo in INTERFACES
    )
    ZonaAtendimento.objects.bulk_create(
        ZonaAtendimento(id_zona_atendimento=codigo, nome=nome, descricao=descricao) for codigo, nome, descricao, _ in ZONAS
    )
    ligacao = ZonaAtendimento.interfaces.through
    ligacao.objects.bulk_create(
        ligacao(zonaatendimento_id=zona, interfaceconexao_id=interface)
        for zona, _, _, interfaces in ZONAS
        for interface in interfaces
    )
    caixa = CaixaOptica.objects.create(nome=CAIXA, interface_id=PON5)
    PortaAtendimento.objects.bulk_create(PortaAtendimento(caixa=caixa, numero=numero) for numero in range(1, PORTAS + 1))


def _carregar_equipamentos() -> None:
    nomes = dict.fromkeys(fabricante for *_, fabricante, _pop in EQUIPAMENTOS)
    fabricantes = {f.nome: f for f in Fabricante.objects.bulk_create(_fabricante(nome) for nome in nomes)}
    pares = dict.fromkeys((fabricante, modelo) for *_, modelo, fabricante, _pop in EQUIPAMENTOS)
    modelos = ModeloEquipamento.objects.bulk_create(
        ModeloEquipamento(fabricante=fabricantes[fabricante], nome=modelo) for fabricante, modelo in pares
    )
    por_par = dict(zip(pares, modelos, strict=True))
    Equipamento.objects.bulk_create(
        Equipamento(id_equipamento=codigo, nome=nome, ipv4=ipv4, modelo=por_par[fabricante, modelo], pop_id=pop)
        for codigo, nome, ipv4, modelo, fabricante, pop in EQUIPAMENTOS
    )


def _fabricante(nome: str) -> Fabricante:
    """A maker of concentrators is known by its name; the others' equipment is not asked for speeds."""
    dialeto = nome.lower()
    conhecido = dialeto in Fabricante.Dialeto.values
    return Fabricante(nome=nome, dialeto_radius=dialeto if conhecido else Fabricante.Dialeto.PADRAO)
