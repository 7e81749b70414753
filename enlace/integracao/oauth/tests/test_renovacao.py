import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from oauth2_provider.models import AccessToken

from enlace.contas import clientes_api, revogacao, usuarios
from enlace.contas.clientes_api import criar_cliente_api
from enlace.contas.models import ClienteApi, Usuario
from enlace.contas.tests.apoio import AGORA, SEM_TRANSACAO, em_paralelo
from enlace.contas.tokens import Validador, verificar
from enlace.integracao.oauth.tests.apoio import corpo_de_renovacao, corpo_de_senha, dados, erro, pedir

ClienteESegredo = tuple[ClienteApi, str]
RECUSADO = (400, "invalid_grant", "The refresh token is invalid.")


@pytest.fixture
def emitido(cliente_e_segredo: ClienteESegredo) -> dict[str, str]:
    return dados(pedir(corpo_de_senha(cliente_e_segredo)))


@pytest.mark.django_db
def test_renovar_da_um_par_novo_e_acaba_com_o_velho(cliente_e_segredo: ClienteESegredo, emitido: dict[str, str]) -> None:
    resposta = pedir(corpo_de_renovacao(cliente_e_segredo, emitido["refresh_token"]))

    novo = dados(resposta)
    assert list(novo) == ["access_token", "expires_in", "refresh_token", "token_type"]
    assert (novo["expires_in"], novo["token_type"]) == (2592000, "Bearer")
    assert verificar(novo["access_token"]) is not None
    assert verificar(emitido["access_token"]) is None


@pytest.mark.django_db
def test_usar_de_novo_e_recusado_e_acaba_com_a_familia(cliente_e_segredo: ClienteESegredo, emitido: dict[str, str]) -> None:
    novo = dados(pedir(corpo_de_renovacao(cliente_e_segredo, emitido["refresh_token"])))

    resposta = pedir(corpo_de_renovacao(cliente_e_segredo, emitido["refresh_token"]))

    assert erro(resposta) == RECUSADO
    assert verificar(novo["access_token"]) is None
    assert erro(pedir(corpo_de_renovacao(cliente_e_segredo, novo["refresh_token"]))) == RECUSADO


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["x", "ção", "😀", "0" * 64, "x" * 100_000])
def test_token_que_nao_existe(cliente_e_segredo: ClienteESegredo, token: str) -> None:
    assert erro(pedir(corpo_de_renovacao(cliente_e_segredo, token))) == RECUSADO


@pytest.mark.django_db
def test_token_de_acesso_nao_renova_nem_o_de_renovacao_da_acesso(
    cliente_e_segredo: ClienteESegredo, emitido: dict[str, str]
) -> None:
    assert erro(pedir(corpo_de_renovacao(cliente_e_segredo, emitido["access_token"]))) == RECUSADO
    assert verificar(emitido["refresh_token"]) is None


@pytest.mark.django_db
def test_outro_cliente_nao_renova(usuario: Usuario, emitido: dict[str, str]) -> None:
    outro = criar_cliente_api(nome="Outro", usuario=usuario, permissoes=[])

    assert erro(pedir(corpo_de_renovacao(outro, emitido["refresh_token"]))) == RECUSADO
    assert verificar(emitido["access_token"]) is not None


@pytest.mark.django_db
def test_segredo_errado_nao_renova_nem_gasta_o_token(cliente_e_segredo: ClienteESegredo, emitido: dict[str, str]) -> None:
    resposta = pedir(corpo_de_renovacao(cliente_e_segredo, emitido["refresh_token"], client_secret="errado"))

    assert erro(resposta) == (401, "invalid_client", "Client authentication failed")
    assert pedir(corpo_de_renovacao(cliente_e_segredo, emitido["refresh_token"])).status_code == 200


@pytest.mark.django_db
def test_falta_o_token(cliente_e_segredo: ClienteESegredo) -> None:
    assert erro(pedir(corpo_de_renovacao(cliente_e_segredo, ""))) == (
        400,
        "invalid_request",
        "O campo refresh token é obrigatório.",
    )


@pytest.mark.django_db
@pytest.mark.parametrize("como", ["usuario", "cliente", "senha", "token", "dono"])
def test_o_que_se_tirou_nao_renova(
    cliente_e_segredo: ClienteESegredo, usuario: Usuario, emitido: dict[str, str], como: str
) -> None:
    cliente = cliente_e_segredo[0]
    outra = usuarios.criar_usuario(email="outra@provedor.example", nome="Outra", senha="jabuticaba-do-cerrado")
    tirar: dict[str, Callable[[], object]] = {
        "usuario": lambda: Usuario.objects.filter(pk=usuario.pk).update(is_active=False),
        "cliente": lambda: revogacao.revogar_do_cliente(cliente, agora=AGORA),
        "senha": lambda: usuarios.trocar_senha(usuario, senha="jabuticaba-do-cerrado", agora=AGORA),
        "token": lambda: revogacao.revogar_token(emitido["access_token"]),
        "dono": lambda: ClienteApi.objects.filter(pk=cliente.pk).update(user=outra),
    }

    tirar[como]()

    assert erro(pedir(corpo_de_renovacao(cliente_e_segredo, emitido["refresh_token"]))) == RECUSADO
    assert verificar(emitido["access_token"]) is None


@pytest.mark.django_db
def test_cliente_desativado_nao_renova(cliente_e_segredo: ClienteESegredo, emitido: dict[str, str]) -> None:
    clientes_api.desativar(cliente_e_segredo[0], agora=AGORA)

    assert erro(pedir(corpo_de_renovacao(cliente_e_segredo, emitido["refresh_token"])))[:2] == (401, "invalid_client")


@SEM_TRANSACAO
def test_de_renovacoes_simultaneas_so_uma_vale_e_a_dela_continua_valendo(
    cliente_e_segredo: ClienteESegredo, emitido: dict[str, str]
) -> None:
    respostas = []
    corpo = corpo_de_renovacao(cliente_e_segredo, emitido["refresh_token"])

    with _validadas_juntas(4):
        em_paralelo(4, lambda: respostas.append(pedir(corpo)))

    assert sorted(resposta.status_code for resposta in respostas) == [200, 400, 400, 400]
    (boa,) = (dados(resposta) for resposta in respostas if resposta.status_code == 200)
    assert verificar(boa["access_token"]) is not None
    assert AccessToken.objects.count() == 1


@SEM_TRANSACAO
def test_erros_simultaneos_de_senha_sao_todos_recusados_e_contados(cliente_e_segredo: ClienteESegredo) -> None:
    respostas = []
    corpo = corpo_de_senha(cliente_e_segredo, password="errada")

    em_paralelo(8, lambda: respostas.append(pedir(corpo)))

    assert {resposta.status_code for resposta in respostas} <= {401, 429}
    assert pedir(corpo_de_senha(cliente_e_segredo)).status_code == 429


@SEM_TRANSACAO
def test_entradas_simultaneas_com_a_senha_certa_valem_todas(cliente_e_segredo: ClienteESegredo) -> None:
    respostas = []
    corpo = corpo_de_senha(cliente_e_segredo)

    em_paralelo(8, lambda: respostas.append(pedir(corpo)))

    assert [resposta.status_code for resposta in respostas] == [200] * 8
    assert AccessToken.objects.count() == 8


@contextmanager
def _validadas_juntas(vezes: int) -> Iterator[None]:
    """The worst moment: all of them have found the token good before the first one uses it. The check itself runs."""
    encontro = threading.Barrier(vezes)
    original: Callable[..., bool] = Validador.validate_refresh_token

    def validate_refresh_token(self: Validador, *args: object, **kwargs: object) -> bool:
        valido = original(self, *args, **kwargs)
        encontro.wait()
        return valido

    with pytest.MonkeyPatch.context() as troca:
        troca.setattr(Validador, "validate_refresh_token", validate_refresh_token)
        yield
