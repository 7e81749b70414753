import pytest
from django.db import connection

from enlace.contas.models import Usuario
from enlace.contas.tests.apoio import AGORA, EMAIL, SENHA
from enlace.contas.usuarios import (
    SenhaRecusada,
    UsuarioDesconhecido,
    UsuarioRecusado,
    criar_usuario,
    desativar_usuario,
    gerar_senha,
    obter_usuario,
    trocar_senha,
)

pytestmark = pytest.mark.django_db


def test_usuario_novo_so_usa_a_api(usuario: Usuario) -> None:
    assert usuario.check_password(SENHA)
    assert (usuario.is_active, usuario.is_staff, usuario.is_superuser) == (True, False, False)


def test_administrador_tambem_entra_no_painel() -> None:
    usuario = criar_usuario(email=EMAIL, nome="Ana", senha=SENHA, administrador=True)

    assert (usuario.is_staff, usuario.is_superuser) == (True, True)


@pytest.mark.parametrize("senha", ["curta", "1234567890", "password123", "integracao@provedor.example"])
def test_senha_fraca_e_recusada_com_a_razao(senha: str) -> None:
    with pytest.raises(SenhaRecusada, match="senha"):
        criar_usuario(email=EMAIL, nome="Ana", senha=senha)

    assert not Usuario.objects.exists()


@pytest.mark.parametrize(("email", "nome"), [("sem-arroba", "Ana"), ("", "Ana"), (EMAIL, " "), ("a\x00@provedor.example", "Ana")])
def test_dados_invalidos_sao_recusados(email: str, nome: str) -> None:
    with pytest.raises(UsuarioRecusado):
        criar_usuario(email=email, nome=nome, senha=SENHA)


@pytest.mark.usefixtures("usuario")
def test_email_repetido_em_outra_caixa_e_recusado() -> None:
    with pytest.raises(UsuarioRecusado):
        criar_usuario(email=EMAIL.upper(), nome="Outra", senha=SENHA)


def test_trocar_senha(usuario: Usuario) -> None:
    trocar_senha(usuario, senha="jabuticaba-do-cerrado", agora=AGORA)

    assert obter_usuario(EMAIL.upper()).check_password("jabuticaba-do-cerrado")


def test_troca_recusada_deixa_a_senha_antiga(usuario: Usuario) -> None:
    with pytest.raises(SenhaRecusada):
        trocar_senha(usuario, senha="curta", agora=AGORA)

    assert obter_usuario(EMAIL).check_password(SENHA)


def test_desativar(usuario: Usuario) -> None:
    desativar_usuario(usuario, agora=AGORA)

    assert not obter_usuario(EMAIL).is_active


def test_usuario_que_nao_existe() -> None:
    with pytest.raises(UsuarioDesconhecido):
        obter_usuario("ninguem@provedor.example")


def test_senha_gerada_passa_nas_regras() -> None:
    assert criar_usuario(email=EMAIL, nome="Ana", senha=gerar_senha()).pk


def test_usuario_que_um_processo_da_versao_anterior_inclui_nao_e_tecnico() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into usuario (password, is_superuser, nome, email, is_active, is_staff, data_cadastro)"
            " values ('', false, 'Ana', %s, true, true, now())",
            [EMAIL],
        )

    assert not obter_usuario(EMAIL).tecnico
