"""Who may connect and what the concentrator is told, asked of FreeRADIUS."""

from ipaddress import IPv4Address, IPv6Network

import pytest

from enlace.planos.models import Plano
from enlace.radius.nas.atributos import MIKROTIK_RATE_LIMIT, Codigo, Fabricante, Tipo
from enlace.radius.nas.pacote import prefixo
from enlace.radius.tests.concentrador import Concentrador, Resposta, atributo
from enlace.radius.tests.conftest import Configurar
from enlace.radius.tests.fabrica import LOGIN, MAC, SENHA, um_assinante, um_nas
from enlace.radius.tests.tabelas import Acesso, acessos
from enlace.servicos.models import ServicoStatus

pytestmark = pytest.mark.usefixtures("banco_confirmado")

VELOCIDADE = (MIKROTIK_RATE_LIMIT, Fabricante.MIKROTIK)
LISTA = (19, Fabricante.MIKROTIK)
POOL_IPV6_MIKROTIK = (22, Fabricante.MIKROTIK)
FILTER_ID, POOL_IPV6 = 11, 171
WISPR = 14122
SO_ASSINATURA = {(Tipo.MESSAGE_AUTHENTICATOR, None)}

LIBERADOS = ("servico_habilitado",)
REDUZIDOS = ("suspenso_parcialmente", "franquia_excedida")
BLOQUEADOS = ("suspenso_debito", "suspenso_pedido_cliente")
RECUSADOS = (
    "agendado_para_instalacao",
    "aguardando_assinatura_contrato",
    "aguardando_configuracao",
    "aguardando_instalacao",
    "aguardando_liberacao_ti",
    "aguardando_migracao",
    "inativo",
    "cancelado",
)


def aceita(resposta: Resposta | None) -> Resposta:
    assert resposta is not None
    assert resposta.aceito
    return resposta


def recusada(resposta: Resposta | None) -> Resposta:
    assert resposta is not None
    assert resposta.codigo == Codigo.ACCESS_REJECT
    return resposta


def test_cada_estado_do_contrato_tem_sua_decisao() -> None:
    assert set(ServicoStatus.objects.values_list("pk", flat=True)) == {*LIBERADOS, *REDUZIDOS, *BLOQUEADOS, *RECUSADOS}


@pytest.mark.parametrize(
    ("estado", "velocidade"), [("servico_habilitado", "51200k/102400k"), *[(e, "2048k/2048k") for e in REDUZIDOS]]
)
def test_quem_esta_em_dia_recebe_o_que_e_seu_e_quem_foi_reduzido_menos_velocidade(
    concentrador: Concentrador, configurar: Configurar, estado: str, velocidade: str
) -> None:
    configurar(velocidade_reduzida=2048, intervalo_de_sinal=240)
    um_nas()
    um_assinante(estado=estado, ipv4="100.64.0.9", ipv6="2001:db8::9", ipv6_wan="2001:db8:1::/64", ipv6_lan="2001:db8:2::/56")

    resposta = aceita(concentrador.pap())

    assert resposta.texto(*VELOCIDADE) == velocidade
    assert resposta.pacote.valores(Tipo.FRAMED_IP_ADDRESS) == [IPv4Address("100.64.0.9").packed]
    assert resposta.pacote.valores(Tipo.FRAMED_IPV6_PREFIX) == [_prefixo("2001:db8:1::/64")]
    assert resposta.pacote.valores(Tipo.DELEGATED_IPV6_PREFIX) == [_prefixo("2001:db8:2::/56")]
    assert [v.hex() for v in resposta.pacote.valores(Tipo.FRAMED_IPV6_ADDRESS)] == ["20010db8000000000000000000000009"]
    assert resposta.pacote.inteiro(Tipo.ACCT_INTERIM_INTERVAL) == 240
    assert not resposta.tipos() & {(Tipo.FRAMED_POOL, None), LISTA, (FILTER_ID, None)}


@pytest.mark.parametrize("estado", BLOQUEADOS)
def test_quem_deve_vai_para_o_pool_e_a_lista_de_bloqueio_sem_endereco_fixo(
    concentrador: Concentrador, configurar: Configurar, estado: str
) -> None:
    configurar(velocidade_bloqueio=512, pool_bloqueio="devedores", lista_bloqueio="DEVEDORES")
    um_nas()
    servico = um_assinante(
        estado=estado, ipv4="100.64.0.9", ipv6="2001:db8::9", ipv6_wan="2001:db8:1::/64", ipv6_lan="2001:db8:2::/56"
    )
    Plano.objects.filter(pk=servico.plano_id).update(pool="clientes", pool_ipv6="clientes6")

    resposta = aceita(concentrador.pap())

    assert resposta.tipos() == {
        (Tipo.FRAMED_POOL, None), (Tipo.ACCT_INTERIM_INTERVAL, None), (Tipo.CLASS, None), *SO_ASSINATURA, VELOCIDADE, LISTA
    }  # fmt: skip
    assert (resposta.texto(Tipo.FRAMED_POOL), resposta.texto(*LISTA)) == ("devedores", "DEVEDORES")
    assert resposta.texto(*VELOCIDADE) == "512k/512k"


@pytest.mark.parametrize("estado", RECUSADOS)
def test_outros_estados_sao_recusados_sem_dizer_nada_e_com_o_motivo_guardado(concentrador: Concentrador, estado: str) -> None:
    um_nas()
    servico = um_assinante(estado=estado, ipv4="100.64.0.9")

    resposta = recusada(concentrador.pap())

    motivo = "servico_cancelado" if estado == "cancelado" else "servico_nao_habilitado"
    assert resposta.tipos() == SO_ASSINATURA
    assert acessos() == [Acesso(LOGIN, False, motivo, 1, servico.pk, "127.0.0.1", MAC)]


def test_login_desconhecido(concentrador: Concentrador) -> None:
    um_nas()

    recusada(concentrador.pap("ninguem@isp"))

    assert acessos() == [Acesso("ninguem@isp", False, "login_desconhecido", 1, None, "127.0.0.1", MAC)]


def test_sem_senha_cadastrada_nenhuma_serve(concentrador: Concentrador) -> None:
    um_nas()
    um_assinante(senha=None)
    um_assinante("vazia@isp", "")

    recusada(concentrador.pap(senha=""))
    recusada(concentrador.pap("vazia@isp", ""))
    recusada(concentrador.chap("vazia@isp", ""))

    assert [(a.motivo, a.vezes) for a in acessos()] == [("sem_senha", 1), ("sem_senha", 2)]


def test_senha_errada_repetida_na_mesma_hora_e_uma_linha_que_conta(concentrador: Concentrador) -> None:
    um_nas()
    servico = um_assinante()

    for _ in range(2):
        recusada(concentrador.pap(senha="outra"))
    recusada(concentrador.chap(senha="outra"))
    recusada(concentrador.mschap2(senha="outra")[0])

    assert acessos() == [Acesso(LOGIN, False, "senha_incorreta", 4, servico.pk, "127.0.0.1", MAC)]


def test_servico_cancelado_libera_o_login_para_outro(concentrador: Concentrador) -> None:
    um_nas()
    um_assinante(senha="do-antigo", estado="cancelado", ipv4="100.64.0.1")
    novo = um_assinante(senha="do-novo", ipv4="100.64.0.2")

    resposta = aceita(concentrador.pap(senha="do-novo"))
    recusada(concentrador.pap(senha="do-antigo"))

    assert resposta.pacote.valores(Tipo.FRAMED_IP_ADDRESS) == [IPv4Address("100.64.0.2").packed]
    assert [(a.aceito, a.id_cliente_servico) for a in acessos()] == [(True, novo.pk), (False, novo.pk)]


def test_o_login_vale_em_qualquer_caixa_de_letra(concentrador: Concentrador) -> None:
    um_nas()
    um_assinante("Bianca@ISP")

    assert [aceita(r).aceito for r in (concentrador.pap("bianca@isp"), concentrador.mschap2("BIANCA@isp")[0])] == [True, True]


def test_a_senha_distingue_caixa_de_letra_e_espacos(concentrador: Concentrador) -> None:
    um_nas()
    um_assinante(senha="Segredo ")

    aceita(concentrador.pap(senha="Segredo "))
    for outra in ("segredo ", "Segredo", " Segredo "):
        recusada(concentrador.pap(senha=outra))
        recusada(concentrador.chap(senha=outra))


def test_cada_aceite_tem_uma_classe_propria_com_o_servico(concentrador: Concentrador) -> None:
    um_nas()
    servico = um_assinante()

    classes = [aceita(concentrador.pap()).classe().decode() for _ in range(3)]

    assert len(set(classes)) == 3
    assert {tuple(c.split(".")[:2]) for c in classes} == {("e1", str(servico.pk))}
    assert {len(c.split(".")) for c in classes} == {5}


def test_mudanca_de_plano_e_de_configuracao_vale_na_proxima_conexao(concentrador: Concentrador, configurar: Configurar) -> None:
    um_nas()
    servico = um_assinante()
    aceita(concentrador.pap())

    Plano.objects.filter(pk=servico.plano_id).update(velocidade_download=204_800)
    configurar(intervalo_de_sinal=600)
    resposta = aceita(concentrador.pap())

    assert resposta.texto(*VELOCIDADE) == "51200k/204800k"
    assert resposta.pacote.inteiro(Tipo.ACCT_INTERIM_INTERVAL) == 600


def test_mschap_v2_em_aceite_leva_a_prova_e_as_chaves_e_em_recusa_o_erro(concentrador: Concentrador) -> None:
    um_nas()
    um_assinante(senha="senha çom acento €")

    certa, prova = concentrador.mschap2(senha="senha çom acento €")
    errada, _ = concentrador.mschap2(senha="outra")

    # RFC 2548: MS-CHAP2-Success, MS-MPPE-Send-Key, MS-MPPE-Recv-Key, MS-CHAP-Error.
    assert aceita(certa).texto(26, Fabricante.MICROSOFT) == f"\x01{prova}"
    assert {(16, Fabricante.MICROSOFT), (17, Fabricante.MICROSOFT)} <= aceita(certa).tipos()
    assert recusada(errada).tipos() == {*SO_ASSINATURA, (2, Fabricante.MICROSOFT)}
    assert "E=691" in (recusada(errada).texto(2, Fabricante.MICROSOFT) or "")


def test_recusa_por_estado_em_mschap_v2_tambem_nao_leva_nada(concentrador: Concentrador) -> None:
    um_nas()
    um_assinante(estado="inativo")

    assert recusada(concentrador.mschap2()[0]).tipos() <= {*SO_ASSINATURA, (2, Fabricante.MICROSOFT)}


def test_pedido_sem_nenhuma_senha_e_recusado(concentrador: Concentrador) -> None:
    um_nas()
    um_assinante()

    recusada(concentrador._pedir(bytes(16), [atributo(Tipo.USER_NAME, LOGIN)], 10))

    assert [a.motivo for a in acessos()] == ["senha_incorreta"]


def test_o_aceite_fica_registrado_sem_senha(concentrador: Concentrador) -> None:
    um_nas()
    servico = um_assinante(senha=SENHA)

    aceita(concentrador.pap())

    assert acessos() == [Acesso(LOGIN, True, None, 1, servico.pk, "127.0.0.1", MAC)]
    assert SENHA not in "".join(concentrador.servidor.dito)


def _prefixo(rede: str) -> bytes:
    """With all sixteen bytes: FreeRADIUS sends also what RFC 3162 lets it leave out."""
    curto = prefixo(Tipo.FRAMED_IPV6_PREFIX, IPv6Network(rede)).valor
    return curto.ljust(18, b"\0")
