import pytest
from django.db import IntegrityError, connection, transaction

from enlace.planos.models import Plano
from enlace.prospectos.models import FaixaDeCep, UnidadeNegocio
from enlace.prospectos.oferta import PLANOS_OFERTADOS, plano_vendido
from enlace.prospectos.tests.fabrica import CEP, samonte, um_plano, uma_unidade

pytestmark = pytest.mark.django_db


def ofertados(cep: str = CEP, *, id_cidade: int | None = None) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(PLANOS_OFERTADOS, {"cep": cep, "id_cidade": id_cidade or samonte().pk})
        return set(Plano.objects.filter(pk__in=[linha[0] for linha in cursor]).values_list("nome", flat=True))


def vendido(plano: Plano, cep: str = CEP) -> bool:
    return plano_vendido(plano.pk, cep=cep, id_cidade=samonte().pk)


def test_sem_unidade_que_atenda_todos_os_habilitados_para_prospecto_sao_ofertados() -> None:
    um_plano("DE TODOS")
    um_plano("INTERNO", disponivel=False)
    uma_unidade(planos=(um_plano("DA OUTRA"),), faixas=(("35000000", "35559999"),))

    assert ofertados() == {"DE TODOS", "DA OUTRA"}


def test_com_unidade_so_os_planos_dela_que_sao_habilitados() -> None:
    um_plano("DE TODOS")
    uma_unidade(planos=(um_plano("DELA"), um_plano("DELA INTERNO", disponivel=False)), cidade=samonte())

    assert ofertados() == {"DELA"}


def test_plano_fora_de_venda_continua_na_oferta() -> None:
    um_plano("ANTIGO", ativo=False)

    assert ofertados() == {"ANTIGO"}


@pytest.mark.parametrize(("inicio", "fim"), [("35560000", "35560000"), ("35000000", "35560000"), ("35560000", "36000000")])
def test_faixa_vale_nos_dois_extremos(inicio: str, fim: str) -> None:
    um_plano("DE TODOS")
    uma_unidade(planos=(um_plano("DELA"),), faixas=((inicio, fim),))

    assert ofertados() == {"DELA"}


@pytest.mark.parametrize(("inicio", "fim"), [("35560001", "36000000"), ("01000000", "35559999")])
def test_faixa_que_nao_contem_o_cep_nao_atende(inicio: str, fim: str) -> None:
    um_plano("DE TODOS")
    uma_unidade(planos=(um_plano("DELA"),), faixas=((inicio, fim),))

    assert ofertados() == {"DE TODOS", "DELA"}


def test_faixa_vale_mais_que_cidade() -> None:
    uma_unidade("DA CIDADE", planos=(um_plano("DA CIDADE"),), cidade=samonte())
    uma_unidade("DA FAIXA", planos=(um_plano("DA FAIXA"),), faixas=((CEP, CEP),))

    assert ofertados() == {"DA FAIXA"}
    assert ofertados("35569999") == {"DA CIDADE"}


def test_duas_unidades_do_mesmo_cep_somam_seus_planos_cada_um_uma_vez() -> None:
    comum = um_plano("COMUM")
    uma_unidade("UMA", planos=(comum, um_plano("SO DE UMA")), faixas=((CEP, CEP), ("35000000", "36000000")))
    uma_unidade("OUTRA", planos=(comum,), faixas=((CEP, CEP),))

    with connection.cursor() as cursor:
        cursor.execute(PLANOS_OFERTADOS, {"cep": CEP, "id_cidade": samonte().pk})
        assert len(cursor.fetchall()) == 2
    assert ofertados() == {"COMUM", "SO DE UMA"}


def test_unidade_desativada_nao_atende_ninguem() -> None:
    um_plano("DE TODOS")
    uma_unidade("DA FAIXA", planos=(um_plano("DELA"),), faixas=((CEP, CEP),), cidade=samonte())

    UnidadeNegocio.objects.update(ativa=False)

    assert ofertados() == {"DE TODOS", "DELA"}


def test_unidade_que_atende_sem_ter_planos_nao_oferta_nada() -> None:
    um_plano("DE TODOS")
    uma_unidade(cidade=samonte())

    assert ofertados() == set()


def test_vende_se_o_que_a_unidade_oferta_e_o_que_nao_e_de_unidade_nenhuma() -> None:
    dela, de_ninguem, da_outra = um_plano("DELA"), um_plano("DE NINGUEM"), um_plano("DA OUTRA")
    uma_unidade("DELA", planos=(dela,), cidade=samonte())
    uma_unidade("OUTRA", planos=(da_outra,))

    assert (vendido(dela), vendido(de_ninguem), vendido(da_outra)) == (True, True, False)


@pytest.mark.parametrize("com_unidade", [True, False])
def test_plano_que_nao_e_habilitado_para_prospecto_nao_se_vende(*, com_unidade: bool) -> None:
    interno = um_plano("INTERNO", disponivel=False)
    if com_unidade:
        uma_unidade(planos=(interno,), cidade=samonte())

    assert not vendido(interno)
    assert not plano_vendido(interno.pk + 1, cep=CEP, id_cidade=samonte().pk)


@pytest.mark.parametrize(("inicio", "fim"), [("35560001", "35560000"), ("3556000", "35560000"), ("35560-00", "35560000")])
def test_faixa_ao_contrario_ou_que_nao_e_de_ceps_nao_entra_no_banco(inicio: str, fim: str) -> None:
    unidade = uma_unidade()

    with pytest.raises(IntegrityError), transaction.atomic():
        FaixaDeCep.objects.create(unidade=unidade, inicio=inicio, fim=fim)
