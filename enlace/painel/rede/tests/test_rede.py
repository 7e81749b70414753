"""The pages of the network."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from enlace.auditoria.models import Registro
from enlace.painel.conftest import AGORA, SEGREDO_DO_NAS, Mundo
from enlace.painel.tests.navegador import formulario
from enlace.radius.models import Nas, PedidoAoNas
from enlace.radius.tests.sessoes import uma_sessao
from enlace.rede.models import CaixaOptica, Equipamento, InterfaceConexao, ModeloEquipamento, Pop, PortaAtendimento
from enlace.servicos.models import ClienteServico

pytestmark = pytest.mark.django_db

INICIO = reverse("painel:rede:inicio")


@pytest.fixture
def olt(mundo: Mundo) -> Equipamento:
    """The concentrator of the small world."""
    equipamento = mundo[Equipamento]
    assert isinstance(equipamento, Equipamento)
    return equipamento


@pytest.fixture
def nas(olt: Equipamento) -> str:
    return reverse("painel:rede:nas", args=[olt.pk])


@pytest.fixture
def porta(mundo: Mundo) -> PortaAtendimento:
    return PortaAtendimento.objects.get(pk=mundo[PortaAtendimento].pk)


def conectar(servico: ClienteServico, *, nas: str) -> None:
    """One more live session, told of by a concentrator."""
    uma_sessao(servico, fim=None, login=str(servico.login), nas_origem=nas, acctuniqueid=f"{servico.pk} {nas}")


def test_inicio_diz_quantos_estao_conectados(painel: Client, olt: Equipamento, outro_servico: ClienteServico) -> None:
    conectar(outro_servico, nas="10.0.0.1")
    conectar(outro_servico, nas="10.9.9.9")

    (linha,) = painel.get(INICIO).context["tabela"].pagina.object_list

    # The other one is that of the small world.
    assert (linha, linha.conectados, linha.n_interfaces) == (olt, 2, 1)


@pytest.mark.parametrize(
    ("filtro", "achados"), [({"termo": "olt"}, 1), ({"termo": "10.0."}, 1), ({"termo": "xyz"}, 0), ({"so_nas": "on"}, 1)]
)
def test_inicio_filtra(painel: Client, olt: Equipamento, filtro: dict[str, str], achados: int) -> None:
    assert len(painel.get(INICIO, filtro).context["tabela"].pagina.object_list) == achados, olt


def test_inicio_faz_as_mesmas_consultas_com_muitos(
    painel: Client, olt: Equipamento, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    modelo = ModeloEquipamento.objects.get()
    pop = Pop.objects.get()
    novos = Equipamento.objects.bulk_create(Equipamento(nome=f"SW {n}", pop=pop, modelo=modelo) for n in range(40))
    Nas.objects.bulk_create(Nas(equipamento=e, endereco=f"10.1.0.{n}", segredo="x" * 8) for n, e in enumerate(novos))

    with django_assert_max_num_queries(11):
        painel.get(INICIO)

    assert olt.pk


def test_equipamento_mostra_sinal_de_vida_e_nunca_o_segredo(painel: Client, olt: Equipamento, servico: ClienteServico) -> None:
    conectar(servico, nas="10.0.0.1")
    PedidoAoNas.objects.update(nas=Nas.objects.get())

    pagina = painel.get(reverse("painel:rede:equipamento", args=[olt.pk])).content.decode()

    assert "Último sinal" in pagina
    assert "Recusado" in pagina
    assert "gpon 0/1" in pagina
    assert "CTO-001" in pagina
    assert SEGREDO_DO_NAS not in pagina


def test_conectados_lista_so_os_deste_equipamento_e_se_procura(
    painel: Client, olt: Equipamento, servico: ClienteServico, outro_servico: ClienteServico
) -> None:
    conectar(servico, nas="10.0.0.1")
    conectar(outro_servico, nas="10.9.9.9")
    lista = reverse("painel:rede:sessoes", args=[olt.pk])

    logins = {s.username for s in painel.get(lista).context["tabela"].pagina.object_list}

    assert logins == {"maria"}
    assert "Ninguém conectado" in painel.get(lista, {"termo": "caio"}).content.decode()
    assert "maria" in painel.get(lista, {"termo": "MARIA", "formato": "csv"}).getvalue().decode()


def test_equipamento_que_nao_e_concentrador_lista_quem_esta_ligado_nele(
    painel: Client, olt: Equipamento, outro_servico: ClienteServico
) -> None:
    Nas.objects.all().delete()
    outro_servico.interface = InterfaceConexao.objects.get()
    outro_servico.save()
    conectar(outro_servico, nas="10.9.9.9")

    linhas = painel.get(reverse("painel:rede:sessoes", args=[olt.pk])).context["tabela"].pagina.object_list

    assert [sessao.username for sessao in linhas] == ["caio"]


def test_segredo_do_concentrador_se_escreve_e_nao_se_le(painel: Client, nas: str) -> None:
    assert SEGREDO_DO_NAS not in painel.get(nas).content.decode()

    painel.post(nas, {**formulario(painel, nas), "segredo": "novo-segredo-do-nas", "porta_incoming": "1700"})

    guardado = Nas.objects.get()
    assert (guardado.segredo, guardado.porta_incoming) == ("novo-segredo-do-nas", 1700)
    registro = Registro.objects.get(tabela="nas")
    assert registro.depois == {"segredo": "(oculto)", "porta_incoming": 1700}


def test_segredo_em_branco_fica_o_que_estava(painel: Client, nas: str) -> None:
    painel.post(nas, {**formulario(painel, nas), "porta_incoming": "3799"})

    assert Nas.objects.get().segredo == SEGREDO_DO_NAS


def test_outro_endereco_com_o_segredo_guardado_e_recusado(painel: Client, nas: str) -> None:
    resposta = painel.post(nas, {**formulario(painel, nas), "endereco": "203.0.113.66"})

    assert "informe o segredo de novo" in resposta.content.decode()
    assert Nas.objects.get().endereco == "10.0.0.1"


def test_equipamento_vira_concentrador_e_sem_segredo_nao(painel: Client, nas: str, olt: Equipamento) -> None:
    Nas.objects.all().delete()

    sem = painel.post(nas, {**formulario(painel, nas), "endereco": "10.0.0.9"})
    painel.post(nas, {**formulario(painel, nas), "endereco": "10.0.0.9", "segredo": "segredo-bom"})

    assert "Informe o segredo" in sem.content.decode()
    assert Nas.objects.get(equipamento=olt).endereco == "10.0.0.9"


def test_caixa_mostra_quem_esta_em_cada_porta(painel: Client, porta: PortaAtendimento, servico: ClienteServico) -> None:
    ClienteServico.objects.filter(pk=servico.pk).update(porta_atendimento=porta)
    PortaAtendimento.objects.create(caixa=porta.caixa, numero=2)

    pagina = painel.get(reverse("painel:rede:caixa", args=[porta.caixa_id])).content.decode()

    assert "MARIA DA CONCEIÇÃO" in pagina
    assert ">Livre<" in pagina


def test_caixas_dizem_quantas_portas_estao_livres(painel: Client, porta: PortaAtendimento, servico: ClienteServico) -> None:
    PortaAtendimento.objects.create(caixa=porta.caixa, numero=2)
    ClienteServico.objects.filter(pk=servico.pk).update(porta_atendimento=porta)
    cheia = CaixaOptica.objects.create(nome="CTO-002")
    lista = reverse("painel:rede:caixas")

    caixas = {c.nome: (c.n_portas, c.n_livres) for c in painel.get(lista).context["tabela"].pagina.object_list}
    com_vaga = [c.nome for c in painel.get(lista, {"com_vaga": "on"}).context["tabela"].pagina.object_list]

    assert caixas == {"CTO-001": (2, 1), cheia.nome: (0, 0)}
    assert com_vaga == ["CTO-001"]


def test_cliente_se_liga_pelo_login_e_a_porta_de_antes_fica_livre(
    painel: Client, porta: PortaAtendimento, servico: ClienteServico
) -> None:
    ClienteServico.objects.filter(pk=servico.pk).update(porta_atendimento=porta)
    outra = PortaAtendimento.objects.create(caixa=porta.caixa, numero=2)

    painel.post(reverse("painel:rede:ligar", args=[outra.pk]), {"servico": "MARIA"})

    assert ClienteServico.objects.get(porta_atendimento=outra) == servico
    assert not ClienteServico.objects.filter(porta_atendimento=porta).exists()
    assert Registro.objects.get(acao="ligar_na_porta").depois == {"id_porta_atendimento": outra.pk}


def test_porta_ocupada_nao_se_da_a_outro(
    painel: Client, porta: PortaAtendimento, servico: ClienteServico, outro_servico: ClienteServico
) -> None:
    ClienteServico.objects.filter(pk=servico.pk).update(porta_atendimento=porta)

    resposta = painel.post(reverse("painel:rede:ligar", args=[porta.pk]), {"servico": str(outro_servico.pk)})

    assert resposta.status_code == 422
    assert "A porta já tem um cliente" in resposta.content.decode()


def test_servico_cancelado_nao_ocupa_porta(painel: Client, porta: PortaAtendimento, servico: ClienteServico) -> None:
    ClienteServico.objects.filter(pk=servico.pk).update(status="cancelado", data_cancelamento=AGORA)

    resposta = painel.post(reverse("painel:rede:ligar", args=[porta.pk]), {"servico": str(servico.pk)})

    assert "Nenhum serviço ativo tem esse login" in resposta.content.decode()


def test_porta_se_libera_uma_vez(painel: Client, porta: PortaAtendimento, servico: ClienteServico) -> None:
    ClienteServico.objects.filter(pk=servico.pk).update(porta_atendimento=porta)
    liberar = reverse("painel:rede:liberar", args=[porta.pk])

    assert "MARIA DA CONCEIÇÃO sai desta porta" in painel.get(liberar).content.decode()
    primeira, segunda = painel.post(liberar), painel.post(liberar)

    assert (primeira.status_code, segunda.status_code) == (302, 422)
    assert ClienteServico.objects.get(pk=servico.pk).porta_atendimento is None
    assert Registro.objects.get(acao="liberar_porta").antes == {"id_porta_atendimento": porta.pk}


def test_zonas_dizem_suas_interfaces(painel: Client, mundo: Mundo) -> None:
    assert "Centro" in painel.get(reverse("painel:rede:zonas")).content.decode(), mundo[Pop]
