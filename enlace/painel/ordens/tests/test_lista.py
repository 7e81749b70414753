"""All orders as a list."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from enlace.contas.models import Usuario
from enlace.core import datas
from enlace.enderecos.models import Bairro, Cidade, Endereco
from enlace.ordens_servico.models import OrdemServico, TipoOrdemServico
from enlace.painel.conftest import uma_ordem
from enlace.painel.ordens import consultas
from enlace.painel.ordens.tests.conftest import AMANHA, as_
from enlace.servicos.models import ClienteServico

pytestmark = pytest.mark.django_db
LISTA = "painel:ordens:lista"
HOJE = AMANHA - timedelta(days=1)


@pytest.fixture
def nenhuma(servico: ClienteServico) -> ClienteServico:
    """A service, and no order: not even the small world's."""
    OrdemServico.objects.all().delete()
    return servico


def listadas(navegador: Client, **filtros: object) -> list[OrdemServico]:
    resposta = navegador.get(reverse(LISTA), {nome: str(valor) for nome, valor in filtros.items()})
    assert resposta.status_code == 200
    return list(resposta.context["tabela"].pagina.object_list)


def test_as_ordens_se_separam_pelo_ponto_em_que_estao(balcao: Client, nenhuma: ClienteServico, ze: Usuario) -> None:
    ontem = as_(9, dia=HOJE - timedelta(days=1))
    encerrada = {"usuario_fechamento": ze}
    espera = uma_ordem(nenhuma, ze, inicio=as_(7), status="aguardando_agendamento")
    agendada = uma_ordem(nenhuma, ze, inicio=as_(9))
    atrasada = uma_ordem(nenhuma, ze, inicio=ontem)
    comecada = uma_ordem(nenhuma, ze, inicio=as_(11), data_inicio_executado=datas.agora())
    feita = uma_ordem(nenhuma, ze, inicio=ontem, status="finalizado", status_fechamento="concluido", **encerrada)
    cancelada = uma_ordem(nenhuma, ze, inicio=ontem, status="cancelado", **encerrada)

    assert listadas(balcao) == listadas(balcao, situacao="abertas") == [atrasada, espera, agendada, comecada]
    assert listadas(balcao, situacao="aguardando") == [espera]
    assert listadas(balcao, situacao="agendadas") == [atrasada, agendada]
    assert listadas(balcao, situacao="atrasadas") == [atrasada]
    assert listadas(balcao, situacao="execucao") == [comecada]
    assert listadas(balcao, situacao="finalizadas") == [feita]
    assert listadas(balcao, situacao="canceladas") == [cancelada]
    assert listadas(balcao, situacao="todas") == [cancelada, feita, comecada, atrasada, agendada, espera]


def test_as_ordens_se_filtram_por_tecnico_tipo_cidade_e_dia(
    balcao: Client, nenhuma: ClienteServico, outro_servico: ClienteServico, ze: Usuario
) -> None:
    ana = Usuario.objects.create(nome="Ana da Torre", email="torre@exemplo.test", tecnico=True)
    longe = Cidade.objects.create(nome="Bambuí", estado_id="MG", ibge="3105103")
    bairro = Bairro.objects.create(cidade=longe, nome="CENTRO")
    outro_servico.endereco_instalacao = Endereco.objects.create(endereco="BRASIL", bairro=bairro, cep="38900000")
    outro_servico.save(update_fields=["endereco_instalacao"])
    tipo = TipoOrdemServico.objects.get(descricao="Retirada de equipamento")
    de_amanha = uma_ordem(nenhuma, ze, inicio=as_(9))
    depois = uma_ordem(outro_servico, ana, inicio=as_(33), tipo=tipo)

    assert listadas(balcao, tecnico=ana.pk) == listadas(balcao, tipo=tipo.pk) == listadas(balcao, cidade=longe.pk) == [depois]
    assert listadas(balcao, tecnico=ze.pk) == listadas(balcao, ate=AMANHA) == listadas(balcao, de=AMANHA, ate=AMANHA) == [de_amanha]
    assert listadas(balcao, de=AMANHA + timedelta(days=1)) == [depois]


def test_a_caixa_acha_por_numero_protocolo_ou_codigo_tambem_o_que_acabou(
    balcao: Client, nenhuma: ClienteServico, ze: Usuario
) -> None:
    ordem = uma_ordem(nenhuma, ze, inicio=as_(9), status="cancelado", usuario_fechamento=ze)

    assert listadas(balcao, q=ordem.numero_ordem_servico) == listadas(balcao, q=f"#{ordem.numero_ordem_servico}") == [ordem]
    assert listadas(balcao, q=nenhuma.cliente.codigo_cliente) == [ordem]
    assert listadas(balcao, q="MARIA") == []


def test_das_finalizadas_um_periodo_tem_ate_tres_meses(balcao: Client, nenhuma: ClienteServico, ze: Usuario) -> None:
    velha = as_(9, dia=HOJE - timedelta(days=40))
    feita = uma_ordem(nenhuma, ze, inicio=velha, status="finalizado", status_fechamento="concluido", usuario_fechamento=ze)

    def erros(**filtros: object) -> set[str]:
        pedido = {nome: str(valor) for nome, valor in filtros.items()}
        return set(balcao.get(reverse(LISTA), {"situacao": "finalizadas", **pedido}).context["filtro"].errors)

    assert listadas(balcao, situacao="finalizadas", ate=HOJE) == [feita]
    assert listadas(balcao, situacao="finalizadas", de=HOJE - timedelta(days=41)) == [feita]
    assert erros(de=HOJE - timedelta(days=93), ate=HOJE) == {"ate"}
    assert erros(de=HOJE, ate=HOJE - timedelta(days=1)) == {"ate"}
    assert erros(de=HOJE - timedelta(days=92), ate=HOJE) == set()


def test_as_mais_novas_comecam_na_mais_antiga_de_tantas(nenhuma: ClienteServico, ze: Usuario) -> None:
    assert consultas.mais_antiga_entre(2) == 0

    tres = [uma_ordem(nenhuma, ze, inicio=as_(hora)) for hora in (8, 9, 10)]

    assert consultas.mais_antiga_entre(2) == tres[1].pk


def test_uma_ou_trinta_ordens_custam_o_mesmo(
    painel: Client, nenhuma: ClienteServico, ze: Usuario, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    uma_ordem(nenhuma, ze, inicio=as_(0))
    with django_assert_max_num_queries(12) as com_uma:
        listadas(painel, situacao="todas", tecnico=ze.pk)
    for hora in range(1, 30):
        uma_ordem(nenhuma, ze, inicio=as_(hora))

    with django_assert_max_num_queries(12) as com_trinta:
        assert len(listadas(painel, situacao="todas", tecnico=ze.pk)) == 30

    assert len(com_uma) == len(com_trinta)
