import getpass
import sys
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from enlace.auditoria.models import Registro
from enlace.contas.models import Usuario
from enlace.contas.usuarios import SenhaRecusada, UsuarioDesconhecido, UsuarioRecusado, criar_usuario

pytestmark = pytest.mark.django_db

EMAIL = "ana@provedor.example"
SENHA = "girassol-de-minas"


def enlace_usuario(*argumentos: str) -> str:
    saida = StringIO()
    call_command("usuario", *argumentos, stdout=saida)
    return saida.getvalue()


@pytest.fixture
def _sem_teclado(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", StringIO())


def digitar(monkeypatch: pytest.MonkeyPatch, *senhas: str) -> None:
    """Somebody at a terminal, who types these."""
    terminal = StringIO()
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", terminal)
    respostas = iter(senhas)
    monkeypatch.setattr(getpass, "getpass", lambda _pergunta: next(respostas))


@pytest.mark.usefixtures("_sem_teclado")
def test_sem_teclado_a_senha_e_gerada_e_mostrada_uma_vez() -> None:
    saida = enlace_usuario("criar", "--email", EMAIL, "--nome", "Ana")

    usuario = Usuario.objects.get()
    senha = saida.splitlines()[-1].removeprefix("Senha (não será mostrada de novo): ")
    assert saida.startswith(f"Usuário {EMAIL} criado.")
    assert usuario.check_password(senha)
    assert (usuario.is_staff, usuario.is_superuser) == (False, False)


def test_senha_digitada_nao_e_mostrada(monkeypatch: pytest.MonkeyPatch) -> None:
    digitar(monkeypatch, SENHA, SENHA)

    saida = enlace_usuario("criar", "--email", EMAIL, "--nome", "Ana", "--painel")

    assert SENHA not in saida
    assert Usuario.objects.get().check_password(SENHA)
    assert Usuario.objects.get().is_staff


@pytest.mark.parametrize(("digitadas", "recusa"), [((SENHA, "outra"), "diferentes"), (("curta", "curta"), "senha")])
def test_senha_recusada_nao_cria_ninguem(monkeypatch: pytest.MonkeyPatch, digitadas: tuple[str, str], recusa: str) -> None:
    digitar(monkeypatch, *digitadas)

    with pytest.raises(SenhaRecusada, match=recusa):
        enlace_usuario("criar", "--email", EMAIL, "--nome", "Ana")

    assert not Usuario.objects.exists()


@pytest.mark.usefixtures("_sem_teclado")
def test_administrador() -> None:
    enlace_usuario("criar", "--email", EMAIL, "--nome", "Ana", "--administrador")

    assert Usuario.objects.get().is_superuser


@pytest.mark.usefixtures("_sem_teclado")
def test_email_repetido_e_recusado() -> None:
    enlace_usuario("criar", "--email", EMAIL, "--nome", "Ana")

    with pytest.raises(UsuarioRecusado):
        enlace_usuario("criar", "--email", EMAIL.upper(), "--nome", "Ana")


@pytest.mark.usefixtures("_sem_teclado")
def test_trocar_senha() -> None:
    enlace_usuario("criar", "--email", EMAIL, "--nome", "Ana")

    saida = enlace_usuario("trocar-senha", EMAIL)

    senha = saida.splitlines()[-1].removeprefix("Senha (não será mostrada de novo): ")
    assert "seus tokens foram revogados" in saida
    assert Usuario.objects.get().check_password(senha)


@pytest.mark.usefixtures("_sem_teclado")
def test_criar_fica_na_auditoria_sem_a_senha() -> None:
    enlace_usuario("criar", "--email", EMAIL, "--nome", "Ana", "--administrador")

    registro = Registro.objects.get()
    assert (registro.porta, registro.usuario, registro.acao, registro.tabela) == ("cli", None, "incluir", "usuario")
    assert registro.chave == str(Usuario.objects.get().pk)
    assert registro.antes is None
    assert registro.depois is not None
    assert (registro.depois["email"], registro.depois["is_superuser"], registro.depois["password"]) == (EMAIL, True, "(oculto)")


@pytest.mark.usefixtures("_sem_teclado")
def test_trocar_senha_fica_na_auditoria_sem_as_senhas() -> None:
    usuario = criar_usuario(email=EMAIL, nome="Ana", senha=SENHA)

    enlace_usuario("trocar-senha", EMAIL)

    registro = Registro.objects.get()
    assert (registro.porta, registro.acao, registro.tabela, registro.chave) == ("cli", "alterar", "usuario", str(usuario.pk))
    assert registro.antes == registro.depois == {"password": "(oculto)"}


def test_senha_recusada_nao_fica_na_auditoria(monkeypatch: pytest.MonkeyPatch) -> None:
    criar_usuario(email=EMAIL, nome="Ana", senha=SENHA)
    digitar(monkeypatch, "curta", "curta")

    with pytest.raises(SenhaRecusada):
        enlace_usuario("trocar-senha", EMAIL)

    assert not Registro.objects.exists()


def test_usuario_que_nao_existe() -> None:
    with pytest.raises(UsuarioDesconhecido):
        enlace_usuario("trocar-senha", EMAIL)


@pytest.mark.parametrize("argumentos", [(), ("criar",), ("apagar",)])
def test_argumentos_errados(argumentos: tuple[str, ...]) -> None:
    with pytest.raises(CommandError):
        enlace_usuario(*argumentos)
