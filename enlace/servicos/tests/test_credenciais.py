import pytest
from django.db import IntegrityError

from enlace.servicos.contratacao import Acesso
from enlace.servicos.credenciais import gerar_senha, sugerir_login
from enlace.servicos.models import ClienteServico
from enlace.servicos.tests.fabrica import AGORA, um_servico

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("nome", "login"),
    [
        ("MARIA DA CONCEIÇÃO", "maria.conceicao"),
        ("João", "joao"),
        ("Padaria São João Ltda", "padaria.joao"),
        ("Ana Ana", "ana"),
        ("D'Ávila & Filhos", "d.filhos"),
        ("…", "cliente"),
    ],
)
def test_login_vem_da_primeira_e_da_ultima_palavra_do_nome(nome: str, login: str) -> None:
    assert sugerir_login(nome) == login


def test_login_em_uso_ganha_um_numero_e_o_de_cancelado_volta_a_ser_livre() -> None:
    um_servico(acesso=Acesso(login="Maria.Silva"))
    assert sugerir_login("Maria Silva") == "maria.silva2"

    ClienteServico.objects.update(status="cancelado", data_cancelamento=AGORA)

    assert sugerir_login("Maria Silva") == "maria.silva"


def test_login_de_um_nome_que_muitos_tem_ainda_e_livre() -> None:
    for numero in ["", *range(2, 40)]:
        um_servico(acesso=Acesso(login=f"maria{numero}"))

    livre = sugerir_login("Maria")

    assert livre.startswith("maria")
    try:
        um_servico(acesso=Acesso(login=livre))
    except IntegrityError:
        pytest.fail("the login is in use")


def test_cada_senha_e_outra_e_se_le_em_voz_alta() -> None:
    senhas = {gerar_senha() for _vez in range(20)}

    assert len(senhas) == 20
    assert {len(senha) for senha in senhas} == {10}
    assert not set("".join(senhas)) & set("0o1il")
