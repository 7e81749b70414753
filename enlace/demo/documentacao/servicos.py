"""The services of the documented customers, with their packages and passwords."""

from decimal import Decimal

from enlace.demo.documentacao.clientes import ANTONIO, BIANCA, COSTA, COUTO, COUTO_TESTE, MACIEL, SILVA
from enlace.demo.documentacao.planos import CEM_GB, NEXT, WIRELES_TESTE
from enlace.demo.documentacao.rede import CAIXA, ETHER8, PON5
from enlace.demo.instantes import instante
from enlace.enderecos.models import Endereco
from enlace.rede.models import PortaAtendimento
from enlace.servicos.models import ClienteServico, ClienteServicoPacote, ClienteServicoSenha, MotivoCancelamento

DO_SILVA, DO_COSTA, DA_BIANCA, DO_ANTONIO, DO_COUTO, DO_MACIEL = 11201, 11302, 11000, 12001, 13677, 12020
_NUMERO_DA_PORTA = 7
_QUAIS = ("cadastral", "instalacao", "fiscal", "cobranca")


def carregar_servicos(enderecos: dict[str, Endereco]) -> None:
    """Write the services, connected to the network of `rede`."""
    ClienteServico.objects.bulk_create([*_da_consulta(enderecos), *_dos_outros(enderecos)])
    ClienteServicoPacote.objects.bulk_create(
        ClienteServicoPacote(
            cliente_servico_id=DO_SILVA,
            pacote_id=pacote,
            valor=Decimal(20),
            observacoes=observacoes,
            data_cadastro=instante(quando),
        )
        for pacote, observacoes, quando in (
            (1, "IP FIXO 189.79.21.21", "2019-11-21 16:43:56"),
            (2, "ASSINATURA DE TV", "2019-11-20 16:43:56"),
        )
    )
    ClienteServicoSenha.objects.create(
        id_cliente_servico_senha=6, cliente_servico_id=DO_SILVA, descricao="Teste", usuario="xpto123", senha="abc123"
    )


def _da_consulta(enderecos: dict[str, Endereco]) -> list[ClienteServico]:
    """4.1 and 4.3. A WIRELESS plan on a GPON port is how the examples show the first."""
    comum = {
        "valor": Decimal("119.9"),
        "status_id": "servico_habilitado",
        "senha": "123",
        "interface_id": PON5,
        "interface_roteamento_id": ETHER8,
    }
    return [
        ClienteServico(
            id_cliente_servico=DO_SILVA,
            cliente_id=SILVA,
            plano_id=100,
            numero_plano=1,
            login="guilhermesilva1068",
            ipv4="10.99.2.203",
            data_venda=instante("2017-08-05 00:00:00"),
            data_habilitacao=instante("2017-08-07 10:00:00"),
            **_quatro(enderecos, "silva"),
            **comum,
        ),
        ClienteServico(
            id_cliente_servico=DO_COSTA,
            cliente_id=COSTA,
            plano_id=1023,
            numero_plano=2,
            login="guilhermesouza0533",
            ipv4="10.99.1.118",
            porta_atendimento=PortaAtendimento.objects.get(caixa__nome=CAIXA, numero=_NUMERO_DA_PORTA),
            data_venda=instante("2017-04-26 00:00:00"),
            data_habilitacao=instante("2017-04-28 09:00:00"),
            **_quatro(enderecos, "costa"),
            **comum,
        ),
    ]


# (id, cliente, plano, número, valor, estado, login, MAC, vendido em, endereço). Where an example shows only a service's number
# and plan, its id and login are ours. 11000 is the service that 3.1, 4.4, 4.5 and 4.12 ask for; 3.1 answers with number 9 of
# customer 1204. 4.4 unblocks it and 3.1 shows it enabled: enabled it is. 13677 is only named, in 3.2.
_OUTROS: tuple[tuple[int, int, int, int, str, str, str | None, str | None, str, str], ...] = (
    (DA_BIANCA, BIANCA, NEXT, 9, "69.9", "servico_habilitado", "hubsoft", "58:10:8c:4b:ff:01", "2018-06-25", "nova serrana"),
    (10999, BIANCA, WIRELES_TESTE, 0, "199.9", "cancelado", "biancacouto", None, "2018-03-02", "nova serrana"),
    (DO_ANTONIO, ANTONIO, CEM_GB, 49, "100", "servico_habilitado", "antoniomas", "58:10:8c:4b:ff:aa", "2017-09-20", "samonte"),
    (DO_COUTO, COUTO, 1275, 1, "49.9", "servico_habilitado", "guilhermecouto4110", None, "2017-09-26", "samonte"),
    (12010, COUTO_TESTE, CEM_GB, 0, "100", "servico_habilitado", "guilhermeteste0", None, "2018-01-15", "samonte"),
    (12011, COUTO_TESTE, CEM_GB, 6, "100", "servico_habilitado", "guilhermeteste6", None, "2018-05-18", "samonte"),
    (12012, COUTO_TESTE, 1, 7, "300", "aguardando_migracao", "guilhermeteste7", None, "2018-08-14", "samonte"),
    (12013, COUTO_TESTE, 1, 8, "300", "aguardando_migracao", "guilhermeteste8", None, "2018-08-14", "samonte"),
    (DO_MACIEL, MACIEL, 1023, 1, "119.9", "servico_habilitado", "macielrodrigues", None, "2019-02-11", "samonte"),
)


def _dos_outros(enderecos: dict[str, Endereco]) -> list[ClienteServico]:
    motivo = MotivoCancelamento.objects.create(descricao="MUDANÇA DE PLANO")
    return [
        ClienteServico(
            id_cliente_servico=codigo,
            cliente_id=cliente,
            plano_id=plano,
            numero_plano=numero,
            valor=Decimal(valor),
            status_id=estado,
            login=login,
            senha="123",
            mac_addr=mac,
            interface_roteamento_id=ETHER8,
            data_venda=instante(f"{vendido} 18:00:00"),
            data_habilitacao=instante(f"{vendido} 18:00:00"),
            data_cancelamento=instante("2018-06-25 15:00:00") if estado == "cancelado" else None,
            motivo_cancelamento=motivo if estado == "cancelado" else None,
            **{f"endereco_{qual}": enderecos[lugar] for qual in _QUAIS},
        )
        for codigo, cliente, plano, numero, valor, estado, login, mac, vendido, lugar in _OUTROS
    ]


def _quatro(enderecos: dict[str, Endereco], de_quem: str) -> dict[str, Endereco]:
    return {f"endereco_{qual}": enderecos[f"{de_quem} {qual}"] for qual in _QUAIS}
