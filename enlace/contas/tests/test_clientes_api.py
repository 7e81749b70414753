import pytest
from django.contrib.auth.hashers import check_password

from enlace.contas import clientes_api
from enlace.contas.clientes_api import (
    ClienteApiDesconhecido,
    ClienteApiRecusado,
    criar_cliente_api,
    obter_cliente_api,
    trocar_segredo,
)
from enlace.contas.models import ClienteApi, Usuario
from enlace.contas.tests.apoio import AGORA, EMAIL, SEM_TRANSACAO, em_paralelo


@pytest.mark.django_db
def test_cliente_novo_tem_segredo_forte_guardado_so_como_hash(cliente_e_segredo: tuple[ClienteApi, str]) -> None:
    cliente, segredo = cliente_e_segredo

    guardado = ClienteApi.objects.get().client_secret

    assert len(segredo) == 40
    assert segredo.isalnum()
    assert guardado.startswith("segredo_pbkdf2_sha256$")
    assert check_password(segredo, guardado)
    assert segredo not in repr(vars(cliente))


@pytest.mark.django_db
def test_sem_id_recebe_o_proximo_numero(usuario: Usuario) -> None:
    criar_cliente_api(nome="A", usuario=usuario, permissoes=[], client_id="3")
    criar_cliente_api(nome="B", usuario=usuario, permissoes=[], client_id="aplicativo-9")

    cliente, _segredo = criar_cliente_api(nome="C", usuario=usuario, permissoes=[])

    assert cliente.client_id == "4"


@pytest.mark.django_db
def test_id_repetido_e_recusado_e_nada_se_perde(usuario: Usuario) -> None:
    criar_cliente_api(nome="A", usuario=usuario, permissoes=[], client_id="3")

    with pytest.raises(ClienteApiRecusado, match="Já existe"):
        criar_cliente_api(nome="B", usuario=usuario, permissoes=[], client_id="3")

    assert ClienteApi.objects.get().name == "A"


@pytest.mark.django_db
@pytest.mark.parametrize("client_id", ["", " ", "a b", "a:b", "ação", "a\x00", "x" * 101])
def test_id_malformado_e_recusado(usuario: Usuario, client_id: str) -> None:
    with pytest.raises(ClienteApiRecusado, match="client_id"):
        criar_cliente_api(nome="A", usuario=usuario, permissoes=[], client_id=client_id)


@pytest.mark.django_db
def test_nome_vazio_e_permissao_desconhecida_sao_recusados(usuario: Usuario) -> None:
    with pytest.raises(ClienteApiRecusado, match="nome"):
        criar_cliente_api(nome=" ", usuario=usuario, permissoes=[])
    with pytest.raises(ClienteApiRecusado, match="Permissões desconhecidas: tudo"):
        criar_cliente_api(nome="A", usuario=usuario, permissoes=["rede", "tudo"])


@pytest.mark.django_db
def test_trocar_o_segredo_invalida_o_antigo(cliente_e_segredo: tuple[ClienteApi, str]) -> None:
    cliente, antigo = cliente_e_segredo

    novo = trocar_segredo(cliente)

    guardado = obter_cliente_api(cliente.client_id).client_secret
    assert check_password(novo, guardado)
    assert not check_password(antigo, guardado)


@pytest.mark.django_db
def test_desativar_desliga(cliente: ClienteApi) -> None:
    clientes_api.desativar(cliente, agora=AGORA)

    assert not obter_cliente_api(cliente.client_id).ativo


@pytest.mark.django_db
def test_cliente_que_nao_existe() -> None:
    with pytest.raises(ClienteApiDesconhecido, match="Nenhum cliente da API"):
        obter_cliente_api("9")


@SEM_TRANSACAO
@pytest.mark.usefixtures("usuario")
def test_criacoes_ao_mesmo_tempo_recebem_numeros_diferentes() -> None:
    em_paralelo(8, lambda: criar_cliente_api(nome="A", usuario=Usuario.objects.get(email=EMAIL), permissoes=[]) and None)

    assert sorted(int(numero) for numero in ClienteApi.objects.values_list("client_id", flat=True)) == list(range(1, 9))
