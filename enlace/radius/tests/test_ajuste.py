"""Live sessions made to agree with their service: at FreeRADIUS as the NAS, and at one of ours that shows what it was asked."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from enlace.core.datas import agora
from enlace.planos.models import Plano
from enlace.radius.ajuste import NasCalado, ajustar_do_servico
from enlace.radius.desfecho import Desfecho
from enlace.radius.models import Nas, PedidoAoNas
from enlace.radius.nas.atributos import Codigo, Fabricante
from enlace.radius.nas.pacote import Pacote
from enlace.radius.nas.tests.nas_udp import Nas as NasUdp
from enlace.radius.nas.tests.nas_udp import ack, nak, nas_udp
from enlace.radius.tests.fabrica import LOGIN, SEGREDO, um_assinante, um_nas
from enlace.radius.tests.sessoes_vivas import DE_OUTRO, SESSAO, classe, classe_guardada, fim, uma_viva
from enlace.servicos.models import ClienteServico
from tests.demonstracao import porta_livre
from tests.nas_freeradius import nas_freeradius

pytestmark = pytest.mark.usefixtures("banco_confirmado")

FOLGA = 30.0
CURTO = 0.2


@pytest.fixture
def freeradius(tmp_path: Path) -> Iterator[int]:
    """A NAS that has the session, and takes 200M/50M for it and no other speed."""
    with nas_freeradius(tmp_path, segredo=SEGREDO, aceita={(LOGIN, SESSAO)}, velocidades={LOGIN: "50000k/200000k"}) as porta:
        yield porta


def ajustar(servico: ClienteServico, *, prazo: float = FOLGA, em: datetime | None = None) -> list[Desfecho]:
    return ajustar_do_servico(servico.pk, agora=em or agora(), prazo=prazo)


def em_estado(servico: ClienteServico, estado: str) -> None:
    ClienteServico.objects.filter(pk=servico.pk).update(status=estado)


def com_velocidade(servico: ClienteServico, download: int = 200_000, upload: int = 50_000) -> None:
    Plano.objects.filter(contratados=servico).update(velocidade_download=download, velocidade_upload=upload)


def pedidos() -> list[tuple[str, str]]:
    return list(PedidoAoNas.objects.order_by("pk").values_list("tipo", "resultado"))


def test_a_conexao_que_concorda_fica_em_paz(freeradius: int) -> None:
    um_nas(porta_incoming=freeradius)
    servico = um_assinante()
    uma_viva(servico)

    assert ajustar(servico) == []
    assert pedidos() == []


@pytest.mark.parametrize("estado", ["suspenso_debito", "suspenso_parcialmente", "suspenso_pedido_cliente", "inativo"])
def test_outro_estado_derruba_a_conexao(freeradius: int, estado: str) -> None:
    um_nas(porta_incoming=freeradius)
    servico = um_assinante()
    uma_viva(servico)
    em_estado(servico, estado)

    ajustar(servico)

    assert pedidos() == [("desconexao", "aceito")]
    assert PedidoAoNas.objects.get().origem == "automatico"


def test_quem_volta_a_ser_liberado_sai_do_bloqueio(freeradius: int) -> None:
    um_nas(porta_incoming=freeradius)
    servico = um_assinante(estado="suspenso_debito")
    uma_viva(servico)
    em_estado(servico, "servico_habilitado")

    ajustar(servico)

    assert pedidos() == [("desconexao", "aceito")]


def test_outro_endereco_fixo_derruba_a_conexao(freeradius: int) -> None:
    um_nas(porta_incoming=freeradius)
    servico = um_assinante()
    uma_viva(servico)
    ClienteServico.objects.filter(pk=servico.pk).update(ipv4="10.0.0.77")

    ajustar(servico)

    assert pedidos() == [("desconexao", "aceito")]


def test_so_a_velocidade_muda_sem_derrubar_e_uma_vez(freeradius: int) -> None:
    um_nas(porta_incoming=freeradius)
    servico = um_assinante()
    unico = uma_viva(servico)
    com_velocidade(servico)

    ajustar(servico)
    de_novo = ajustar(servico)

    assert pedidos() == [("mudanca", "aceito")]
    assert de_novo == []
    assert classe_guardada(unico) == classe(servico)


def test_mudanca_recusada_vira_desconexao(freeradius: int) -> None:
    um_nas(porta_incoming=freeradius)
    servico = um_assinante()
    unico = uma_viva(servico)
    antes = classe_guardada(unico)
    com_velocidade(servico, download=300_000)

    desfechos = ajustar(servico)

    assert pedidos() == [("mudanca", "recusado"), ("desconexao", "aceito")]
    assert [d.encerrada for d in desfechos] == [True]
    assert classe_guardada(unico) == antes


def test_mudanca_de_quem_o_nas_nao_conhece_encerra_a_conexao(freeradius: int) -> None:
    um_nas(porta_incoming=freeradius)
    servico = um_assinante()
    unico = uma_viva(servico, "81000009")
    com_velocidade(servico)

    ajustar(servico)

    assert pedidos() == [("mudanca", "sem_sessao")]
    assert fim(unico) == "Sem-Sessao"


def test_fabricante_sem_atributos_proprios_derruba_para_mudar_a_velocidade(freeradius: int) -> None:
    um_nas(porta_incoming=freeradius, dialeto="padrao")
    servico = um_assinante()
    uma_viva(servico)
    com_velocidade(servico)

    ajustar(servico)

    assert pedidos() == [("desconexao", "aceito")]


def numeros(pacote: Pacote, fabricante: Fabricante) -> dict[int, int]:
    return {a.tipo: int.from_bytes(a.valor) for a in pacote.atributos if a.fabricante == fabricante}


def textos(pacote: Pacote, fabricante: Fabricante) -> list[tuple[int, str]]:
    return [(a.tipo, a.valor.decode()) for a in pacote.atributos if a.fabricante == fabricante]


def mudanca_em(dialeto: str, *, nome_radius: str = "") -> Pacote:
    """What a NAS of this maker is asked when a plan becomes 200M/50M."""
    servico = um_assinante()
    uma_viva(servico)
    Plano.objects.filter(contratados=servico).update(nome_radius=nome_radius)
    com_velocidade(servico)
    with nas_udp(lambda nas: [ack(nas)]) as nas:
        um_nas(porta_incoming=nas.destino.porta, dialeto=dialeto)
        ajustar(servico)
    assert nas.ultimo.codigo == Codigo.COA_REQUEST
    return nas.ultimo


def test_velocidade_na_lingua_da_mikrotik() -> None:
    assert textos(mudanca_em("mikrotik"), Fabricante.MIKROTIK) == [(8, "50000k/200000k")]


def test_velocidade_na_lingua_da_huawei() -> None:
    assert numeros(mudanca_em("huawei"), Fabricante.HUAWEI) == {2: 50_000_000, 3: 50_000_000, 5: 200_000_000, 6: 200_000_000}


def test_velocidade_na_lingua_da_juniper() -> None:
    assert textos(mudanca_em("juniper", nome_radius="FIBRA200"), Fabricante.JUNIPER_ERX) == [(108, "T02 200000k"), (10, "FIBRA200")]


def test_velocidade_na_lingua_da_cisco() -> None:
    assert textos(mudanca_em("cisco", nome_radius="FIBRA200"), Fabricante.CISCO) == [
        (1, "ip:sub-qos-policy-in=FIBRA200-UP"),
        (1, "ip:sub-qos-policy-out=FIBRA200-DOWN"),
    ]


@pytest.mark.parametrize("de_quem", [None, "", "outra-coisa", f"e1.1.{DE_OUTRO}.{DE_OUTRO}.{DE_OUTRO * 4}", "e1."])
def test_conexao_de_que_nao_se_sabe_o_que_recebeu_e_derrubada(freeradius: int, de_quem: str | None) -> None:
    um_nas(porta_incoming=freeradius)
    servico = um_assinante()
    uma_viva(servico, classe_dada=de_quem)

    ajustar(servico)

    assert pedidos() == [("desconexao", "aceito")]


def test_classe_que_o_nas_cortou_derruba_a_conexao(freeradius: int) -> None:
    um_nas(porta_incoming=freeradius)
    servico = um_assinante()
    uma_viva(servico, classe_dada=".".join(classe(servico).split(".")[:3]))

    ajustar(servico)

    assert pedidos() == [("desconexao", "aceito")]


def test_conexao_que_acabou_no_meio_tempo_e_um_sucesso() -> None:
    um_nas(porta_incoming=porta_livre())

    assert ajustar(um_assinante()) == []


def test_servico_que_nao_existe_nao_tem_o_que_ajustar() -> None:
    assert ajustar_do_servico(987_654_321, agora=agora()) == []


def test_concentrador_sem_porta_nao_e_silencio() -> None:
    um_nas(porta_incoming=None)
    servico = um_assinante()
    uma_viva(servico)
    em_estado(servico, "suspenso_debito")

    ajustar(servico)

    assert pedidos() == [("desconexao", "sem_porta")]


def test_o_silencio_pede_outra_vez_e_o_que_foi_respondido_esta_feito() -> None:
    servico = um_assinante()
    calada = uma_viva(servico, username="calado@isp")
    uma_viva(servico, "81000002")
    em_estado(servico, "suspenso_debito")
    with nas_udp(lambda _nas: [] if b"calado@isp" in nas.ultimo.dados else [ack(nas)]) as nas:
        um_nas(porta_incoming=nas.destino.porta)
        with pytest.raises(NasCalado, match=r"100\.64\.0\.9 em BNG"):
            ajustar(servico, prazo=CURTO)

    assert sorted(pedidos()) == [("desconexao", "aceito"), ("desconexao", "sem_resposta")]
    assert PedidoAoNas.objects.get(resultado="sem_resposta").acctuniqueid == calada


def sessoes_suspensas(quantas: int) -> list[ClienteServico]:
    """Of different customers, behind one NAS."""
    servicos = [um_assinante(f"cliente{n}@isp") for n in range(quantas)]
    for servico in servicos:
        uma_viva(servico, acctuniqueid=f"de {servico.pk}", username=servico.login)
        em_estado(servico, "suspenso_debito")
    return servicos


def ajustar_calado(servico: ClienteServico, *, em: datetime) -> None:
    with pytest.raises(NasCalado):
        ajustar(servico, prazo=CURTO, em=em)


def test_nas_que_se_cala_tres_vezes_nao_segura_os_outros_trabalhos() -> None:
    instante = agora()
    servicos = sessoes_suspensas(5)
    with nas_udp(lambda _nas: []) as nas:
        um_nas(porta_incoming=nas.destino.porta)
        for servico in servicos:
            ajustar_calado(servico, em=instante)

    assert len({recebido.pacote.autenticador for recebido in nas.recebidos}) == 3
    assert pedidos() == [("desconexao", "sem_resposta")] * 3


def test_nas_calado_e_procurado_de_novo_depois_de_meio_minuto() -> None:
    instante = agora()
    servicos = sessoes_suspensas(4)
    ouvindo: list[bool] = []

    def responder(nas: NasUdp) -> list[bytes]:
        return [ack(nas)] if ouvindo else []

    with nas_udp(responder) as nas:
        um_nas(porta_incoming=nas.destino.porta)
        for servico in servicos:
            ajustar_calado(servico, em=instante)
        ouvindo.append(True)
        ajustar(servicos[3], em=instante + timedelta(seconds=31))

    assert pedidos()[3:] == [("desconexao", "aceito")]


def test_nas_que_responde_a_alguem_nao_e_dado_por_mudo() -> None:
    instante = agora()
    servicos = sessoes_suspensas(5)
    with nas_udp(lambda nas: [nak(nas, 504)] if b"cliente0@isp" in nas.ultimo.dados else []) as nas:
        um_nas(porta_incoming=nas.destino.porta)
        ajustar(servicos[0], em=instante)
        for servico in servicos[1:]:
            ajustar_calado(servico, em=instante)

    assert pedidos() == [("desconexao", "recusado")] + [("desconexao", "sem_resposta")] * 4


def test_o_segredo_do_concentrador_nao_aparece_em_erros() -> None:
    um_nas(porta_incoming=porta_livre())
    servico = um_assinante()
    uma_viva(servico)
    em_estado(servico, "suspenso_debito")

    with pytest.raises(NasCalado) as erro:
        ajustar(servico)

    assert SEGREDO not in str(erro.value)
    assert Nas.objects.get().segredo == SEGREDO
