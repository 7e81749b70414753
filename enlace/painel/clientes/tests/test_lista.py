"""The list of customers: what it finds, what a row says, with how many statements, by which indexes."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from enlace.auditoria.models import Registro
from enlace.clientes.models import Cliente, GrupoCliente
from enlace.contas.models import Usuario
from enlace.core.datas import agora
from enlace.enderecos.models import Bairro, Cidade, Endereco
from enlace.painel.conftest import AGORA, Mundo, dar_permissoes, um_servico
from enlace.planos.models import Plano
from enlace.servicos.models import ClienteServico

pytestmark = pytest.mark.django_db

LISTA = reverse("painel:clientes:lista")


@pytest.fixture
def caio(outro_servico: ClienteServico) -> Cliente:
    """Of another city, another plan, another group, suspended; registered after MARIA."""
    cidade = Cidade.objects.create(nome="Piumhi", estado_id="MG", ibge="3151503")
    bairro = Bairro.objects.create(cidade=cidade, nome="Centro")
    local = Endereco.objects.create(endereco="RUA A", bairro=bairro, cep="37925000")
    plano = Plano.objects.get()
    plano.pk, plano.nome = None, "RURAL 20"
    plano._state.adding = True
    plano.save()
    ClienteServico.objects.filter(pk=outro_servico.pk).update(plano=plano, status="suspenso_debito", endereco_instalacao=local)
    outro_servico.cliente.grupos.add(GrupoCliente.objects.create(descricao="Cortesia"))
    Cliente.objects.filter(pk=outro_servico.cliente_id).update(ativo=False, cpf_cnpj="86214941081", data_cadastro=agora())
    return outro_servico.cliente


def achados(painel: Client, **consulta: object) -> list[str]:
    resposta = painel.get(LISTA, {nome: str(valor) for nome, valor in consulta.items()})
    assert resposta.status_code == 200
    return [linha.nome_razaosocial for linha in resposta.context["tabela"].pagina.object_list]


@pytest.mark.parametrize("termo", ["conceicao", "Conceição", "(37) 99991-2222", "+55 37 99991-2222"])
@pytest.mark.usefixtures("caio")
def test_procura_por_nome_e_telefone(painel: Client, termo: str) -> None:
    assert achados(painel, q=termo) == ["MARIA DA CONCEIÇÃO"]


def test_procura_por_codigo_e_por_cpf(painel: Client, caio: Cliente) -> None:
    caio.refresh_from_db()

    assert achados(painel, q=caio.codigo_cliente) == ["CAIO"]
    assert achados(painel, q="862.149.410-81") == ["CAIO"]


def test_cada_filtro_escolhe(painel: Client, caio: Cliente) -> None:
    servico = ClienteServico.objects.get(cliente=caio)
    cidade = servico.endereco_instalacao.bairro.cidade

    assert achados(painel) == ["CAIO", "MARIA DA CONCEIÇÃO"]
    for filtro in (
        {"situacao": "suspenso_debito"},
        {"plano": servico.plano_id},
        {"cidade": cidade.pk},
        {"grupo": caio.grupos.get().pk},
        {"ativo": 0},
        {"situacao": "suspenso_debito", "cidade": cidade.pk, "plano": servico.plano_id},
    ):
        assert achados(painel, **filtro) == ["CAIO"], filtro


def test_o_que_se_pede_de_um_servico_e_do_mesmo_servico(painel: Client, caio: Cliente, mundo: Mundo) -> None:
    """Somebody suspended here and enabled there is not suspended there."""
    ClienteServico.objects.filter(cliente=caio).update(numero_plano=2)
    la = um_servico(caio, ClienteServico.objects.get(cliente=caio).plano, _endereco(mundo), login="caio2")
    cidade = la.endereco_instalacao.bairro.cidade

    assert achados(painel, situacao="suspenso_debito", cidade=cidade.pk) == []
    assert set(achados(painel, situacao="servico_habilitado", cidade=cidade.pk)) == {"CAIO", "MARIA DA CONCEIÇÃO"}


def _endereco(mundo: Mundo) -> Endereco:
    return Endereco.objects.get(pk=mundo[Endereco].pk)


@pytest.mark.parametrize(
    ("ordem", "esperado"),
    [("0", "MARIA"), ("-0", "CAIO"), ("1", "CAIO"), ("-1", "MARIA"), ("7", "MARIA"), ("-7", "CAIO")],
)
@pytest.mark.usefixtures("caio")
def test_ordena_por_codigo_por_nome_e_por_cadastro(painel: Client, ordem: str, esperado: str) -> None:
    assert achados(painel, ordem=ordem)[0].startswith(esperado)


@pytest.mark.usefixtures("caio")
def test_cada_linha_diz_o_documento_a_cidade_e_o_estado_dos_servicos(painel: Client) -> None:
    corpo = painel.get(LISTA, {"q": "caio"}).content.decode()

    assert "862.149.410-81" in corpo
    assert "Piumhi/MG" in corpo
    assert "RURAL 20" in corpo
    assert "Inativo" in corpo


@pytest.mark.usefixtures("mundo")
def test_lista_vazia_oferece_cadastrar_a_quem_pode(painel: Client, atendente: Usuario, entrar: Callable[[Usuario], Client]) -> None:
    dar_permissoes(atendente, "clientes.view_cliente")
    novo = reverse("painel:vendas:novo")

    assert novo in painel.get(LISTA, {"q": "ninguém"}).content.decode()
    assert novo not in entrar(atendente).get(LISTA, {"q": "ninguém"}).content.decode()


@pytest.mark.usefixtures("mundo")
def test_filtro_que_nao_existe_e_dito_ao_lado_do_campo(painel: Client) -> None:
    resposta = painel.get(LISTA, {"plano": "abc", "situacao": "x"})

    assert resposta.status_code == 200
    assert "id_plano_error" in resposta.content.decode()


@pytest.mark.usefixtures("caio")
def test_csv_leva_a_lista_filtrada_e_deixa_rastro(painel: Client) -> None:
    linhas = b"".join(painel.get(LISTA, {"formato": "csv", "situacao": "suspenso_debito"})).decode("utf-8-sig").splitlines()

    assert linhas[0].startswith("Código;Nome;CPF/CNPJ;Telefone;E-mail;Cidade;Serviços;Cadastrado em;Ativo")
    assert len(linhas) == 2
    assert ";CAIO;862.149.410-81;" in linhas[1]
    assert ";RURAL 20 (" in linhas[1]
    assert Registro.objects.get(acao="exportar").depois == {"lista": "clientes", "filtros": {"situacao": "suspenso_debito"}}


def test_o_mesmo_numero_de_consultas_com_uma_linha_ou_com_cinquenta(
    mundo: Mundo, atendente: Usuario, entrar: Callable[[Usuario], Client]
) -> None:
    dar_permissoes(atendente, "clientes.view_cliente")
    navegador = entrar(atendente)
    for numero in range(50):
        cliente = Cliente.objects.create(nome_razaosocial=f"CLIENTE {numero}", tipo_pessoa="pf", data_cadastro=AGORA)
        um_servico(cliente, Plano.objects.get(), _endereco(mundo), login=f"login{numero}")

    with CaptureQueriesContext(connection) as comandos:
        resposta = navegador.get(LISTA, {"ativo": "1", "q": "CLIENTE", "situacao": "servico_habilitado"})

    assert len(resposta.context["tabela"].linhas) == 50
    assert len([comando for comando in comandos.captured_queries if "SAVEPOINT" not in comando["sql"]]) <= 12
