"""What a plan and its maker's attributes make of an answer, asked of FreeRADIUS."""

import pytest

from enlace.planos.models import Plano
from enlace.radius.nas.atributos import MIKROTIK_RATE_LIMIT, Fabricante, Tipo
from enlace.radius.tests.concentrador import Concentrador, Resposta
from enlace.radius.tests.fabrica import um_assinante, um_nas

pytestmark = pytest.mark.usefixtures("banco_confirmado")

VELOCIDADE = (MIKROTIK_RATE_LIMIT, Fabricante.MIKROTIK)
LISTA = (19, Fabricante.MIKROTIK)
POOL_IPV6_MIKROTIK = (22, Fabricante.MIKROTIK)
FILTER_ID, POOL_IPV6 = 11, 171
WISPR = 14122
SO_ASSINATURA = {(Tipo.MESSAGE_AUTHENTICATOR, None)}


def aceita(resposta: Resposta | None) -> Resposta:
    assert resposta is not None
    assert resposta.aceito
    return resposta


def test_quem_deve_em_outro_fabricante_recebe_o_filtro(concentrador: Concentrador) -> None:
    um_nas(dialeto="huawei")
    um_assinante(estado="suspenso_debito", ipv4="100.64.0.9")

    resposta = aceita(concentrador.pap())

    assert (resposta.texto(Tipo.FRAMED_POOL), resposta.texto(FILTER_ID)) == ("bloqueados", "BLOQUEADOS")
    assert (Tipo.FRAMED_IP_ADDRESS, None) not in resposta.tipos()


def test_pools_do_plano_sao_de_quem_nao_tem_endereco_fixo(concentrador: Concentrador) -> None:
    um_nas()
    sem = um_assinante("sem@isp")
    com = um_assinante("com@isp", ipv4="100.64.0.9", ipv6_lan="2001:db8:2::/56")
    Plano.objects.filter(pk__in=[sem.plano_id, com.plano_id]).update(pool="clientes", pool_ipv6="clientes6")

    resposta = aceita(concentrador.pap("sem@isp"))
    fixo = aceita(concentrador.pap("com@isp"))

    assert (resposta.texto(Tipo.FRAMED_POOL), resposta.texto(POOL_IPV6)) == ("clientes", "clientes6")
    assert resposta.texto(*POOL_IPV6_MIKROTIK) == "clientes6"
    assert not fixo.tipos() & {(Tipo.FRAMED_POOL, None), (POOL_IPV6, None), POOL_IPV6_MIKROTIK}


HUAWEI = {2: 51_200_000, 3: 51_200_000, 5: 102_400_000, 6: 102_400_000}


@pytest.mark.parametrize(
    ("dialeto", "fabricante", "valores"),
    [
        ("mikrotik", Fabricante.MIKROTIK, {8: [b"51200k/102400k"]}),
        ("huawei", Fabricante.HUAWEI, {tipo: [valor.to_bytes(4)] for tipo, valor in HUAWEI.items()}),
        ("juniper", Fabricante.JUNIPER_ERX, {108: [b"T02 102400k"], 10: [b"FIBRA-100"]}),
        ("cisco", Fabricante.CISCO, {1: [b"ip:sub-qos-policy-in=FIBRA-100-UP", b"ip:sub-qos-policy-out=FIBRA-100-DOWN"]}),
        ("padrao", WISPR, {7: [(51_200_000).to_bytes(4)], 8: [(102_400_000).to_bytes(4)]}),
    ],
)
def test_velocidade_nos_atributos_de_cada_fabricante(
    concentrador: Concentrador, dialeto: str, fabricante: int, valores: dict[int, list[bytes]]
) -> None:
    um_nas(dialeto=dialeto)
    servico = um_assinante()
    Plano.objects.filter(pk=servico.plano_id).update(nome_radius="FIBRA-100")

    resposta = aceita(concentrador.pap())

    assert {tipo: resposta.pacote.valores(tipo, fabricante) for tipo in valores} == valores
    assert {f for _, f in resposta.tipos() if f is not None} == {fabricante}


def test_plano_sem_nome_no_radius_tem_o_seu_codigo(concentrador: Concentrador) -> None:
    um_nas(dialeto="cisco")
    servico = um_assinante()

    politicas = aceita(concentrador.pap()).pacote.valores(1, Fabricante.CISCO)

    assert politicas[0].decode() == f"ip:sub-qos-policy-in=ENLACE-SERVICE-{servico.plano_id}-UP"


def test_velocidade_que_nao_cabe_em_32_bits_vai_no_maior_valor(concentrador: Concentrador) -> None:
    um_nas(dialeto="huawei")
    servico = um_assinante()
    Plano.objects.filter(pk=servico.plano_id).update(velocidade_download=10_000_000, velocidade_upload=4_294_967)

    resposta = aceita(concentrador.pap())

    assert resposta.pacote.inteiro(6, Fabricante.HUAWEI) == 2**32 - 1
    assert resposta.pacote.inteiro(3, Fabricante.HUAWEI) == 4_294_967_000
