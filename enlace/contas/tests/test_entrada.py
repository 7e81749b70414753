from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.hashers import ScryptPasswordHasher
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from enlace.contas.clientes_api import criar_cliente_api
from enlace.contas.entrada import entrar
from enlace.contas.espera import AcessoEmEspera
from enlace.contas.models import ClienteApi, FalhaDeAcesso, Usuario
from enlace.contas.tests.apoio import AGORA, EMAIL, SENHA
from enlace.contas.usuarios import criar_usuario

pytestmark = pytest.mark.django_db

IP = "203.0.113.1"


def tentar(
    email: str = EMAIL, senha: str = SENHA, *, endereco: str | None = IP, cliente: ClienteApi | None = None
) -> Usuario | None:
    return entrar(email=email, senha=senha, endereco=endereco, agora=AGORA, cliente=cliente)


@pytest.mark.parametrize("email", [EMAIL, EMAIL.upper(), f"  {EMAIL} "])
def test_entra_com_o_email_em_qualquer_caixa(usuario: Usuario, email: str) -> None:
    assert tentar(email) == usuario


@pytest.mark.parametrize(
    ("email", "senha"),
    [
        (EMAIL, "outra-senha-qualquer"),
        (EMAIL, ""),
        ("ninguem@provedor.example", SENHA),
        ("", SENHA),
        ("a\x00b", SENHA),
        (EMAIL, "\x00"),
    ],
)
@pytest.mark.usefixtures("usuario")
def test_dados_errados_nao_entram(email: str, senha: str) -> None:
    assert tentar(email, senha) is None


def test_usuario_desativado_nao_entra(usuario: Usuario) -> None:
    Usuario.objects.update(is_active=False)

    assert tentar() is None
    assert FalhaDeAcesso.objects.count() == 2
    assert usuario.email == EMAIL


@pytest.mark.usefixtures("usuario")
def test_em_espera_nem_a_senha_certa_e_tentada() -> None:
    for _ in range(5):
        tentar(senha="errada")

    with _conferencias() as feitas, pytest.raises(AcessoEmEspera):
        tentar()

    assert feitas == []


def test_depois_da_espera_a_senha_certa_entra(usuario: Usuario) -> None:
    for _ in range(5):
        tentar(senha="errada")

    assert entrar(email=EMAIL, senha=SENHA, endereco=IP, agora=AGORA + timedelta(seconds=3)) == usuario


def test_conta_que_nao_existe_espera_como_as_outras() -> None:
    for _ in range(5):
        tentar("ninguem@provedor.example", endereco=None)

    with pytest.raises(AcessoEmEspera):
        tentar("NINGUEM@provedor.example", endereco=None)


@pytest.mark.usefixtures("usuario")
def test_grafias_do_mesmo_email_contam_juntas() -> None:
    for email in (EMAIL, EMAIL.upper(), EMAIL.title(), f" {EMAIL}", EMAIL.swapcase()):
        tentar(email, "errada", endereco=None)

    with pytest.raises(AcessoEmEspera):
        tentar(endereco=None)


# PostgreSQL lowers the Turkish capital to a plain "i"; Python to "i" and a combining dot.
@pytest.mark.parametrize("existe", [True, False])
def test_letra_que_so_o_banco_dobra_nao_diz_se_a_conta_existe(usuario: Usuario, *, existe: bool) -> None:
    email = usuario.email if existe else "ninguem.i@provedor.example"
    for _ in range(5):
        tentar(email, "errada", endereco=None)

    with pytest.raises(AcessoEmEspera):
        tentar(email.replace("i", "\u0130"), "errada")


@pytest.mark.usefixtures("usuario")
def test_existir_ou_nao_custa_as_mesmas_consultas() -> None:
    with CaptureQueriesContext(connection) as de_quem_existe:
        tentar(senha="errada")
    with CaptureQueriesContext(connection) as de_ninguem:
        tentar("ninguem@provedor.example", "errada")

    assert len(de_quem_existe) == len(de_ninguem)


@pytest.mark.usefixtures("usuario")
def test_existir_ou_nao_custa_o_mesmo_numero_de_hashes() -> None:
    with _conferencias() as de_quem_existe:
        tentar(senha="errada")
    with _conferencias() as de_ninguem:
        tentar("ninguem@provedor.example", "errada")

    assert len(de_quem_existe) == len(de_ninguem) == 1


def test_usuario_que_nao_e_o_do_cliente_conta_como_senha_errada(usuario: Usuario) -> None:
    outra = Usuario.objects.create(email="outra@provedor.example", nome="Outra")
    alheio, _segredo = criar_cliente_api(nome="Dela", usuario=outra, permissoes=[])

    for _ in range(5):
        assert tentar(usuario.email, SENHA, endereco=None, cliente=alheio) is None

    with pytest.raises(AcessoEmEspera):
        tentar(endereco=None, cliente=alheio)


def test_erros_no_painel_nao_fazem_a_integracao_esperar(usuario: Usuario, cliente: ClienteApi) -> None:
    for _ in range(5):
        tentar(senha="errada", endereco="192.0.2.1")

    assert tentar(cliente=cliente) == usuario
    with pytest.raises(AcessoEmEspera):
        tentar()


def test_erros_na_integracao_nao_fazem_o_painel_nem_outro_cliente_esperarem(usuario: Usuario, cliente: ClienteApi) -> None:
    outro, _segredo = criar_cliente_api(nome="Outro", usuario=usuario, permissoes=[])
    for _ in range(5):
        tentar(senha="errada", endereco="192.0.2.1", cliente=cliente)

    assert tentar() == usuario
    assert tentar(cliente=outro) == usuario
    with pytest.raises(AcessoEmEspera):
        tentar(cliente=cliente)


def test_acerto_na_integracao_nao_esquece_os_erros_do_painel(usuario: Usuario, cliente: ClienteApi) -> None:
    for _ in range(5):
        tentar(senha="errada", endereco=None)

    assert tentar(endereco=None, cliente=cliente) == usuario
    with pytest.raises(AcessoEmEspera):
        tentar(endereco=None)


def test_endereco_que_errou_no_painel_espera_tambem_na_integracao(cliente: ClienteApi) -> None:
    for n in range(5):
        tentar(f"ninguem{n}@provedor.example", "errada")

    with pytest.raises(AcessoEmEspera):
        tentar(cliente=cliente)


def test_tabela_de_falhas_nao_guarda_emails(cliente: ClienteApi) -> None:
    tentar(senha="errada")
    tentar(senha="errada", cliente=cliente)
    tentar("ninguem@provedor.example", "errada")

    assert FalhaDeAcesso.objects.count() == 4
    assert not any("provedor" in chave for chave in FalhaDeAcesso.objects.values_list("chave", flat=True))


@pytest.mark.usefixtures("usuario")
def test_formulario_do_painel_mostra_a_espera() -> None:
    request = RequestFactory().post("/")
    for _ in range(5):
        assert authenticate(request, username=EMAIL, password="errada") is None

    formulario = AuthenticationForm(request, {"username": EMAIL, "password": SENHA})

    assert not formulario.is_valid()
    assert str(formulario.non_field_errors()[0]).startswith("Muitas tentativas com dados incorretos. Tente novamente em ")


def test_pagina_de_entrada_do_painel_mostra_a_espera(client: Client) -> None:
    criar_usuario(email="ana@provedor.example", nome="Ana", senha=SENHA, painel=True)
    for _ in range(5):
        client.post("/admin/login/", {"username": "ana@provedor.example", "password": "errada"})

    resposta = client.post("/admin/login/", {"username": "ana@provedor.example", "password": SENHA})

    assert "Muitas tentativas com dados incorretos." in resposta.content.decode()
    assert "_auth_user_id" not in client.session


@contextmanager
def _conferencias() -> Iterator[list[int]]:
    """The slow hashes that were computed; the hasher itself runs."""
    feitas: list[int] = []
    original = ScryptPasswordHasher.encode

    def encode(self: ScryptPasswordHasher, *args: object, **kwargs: object) -> str:
        feitas.append(1)
        return original(self, *args, **kwargs)  # type: ignore[arg-type]

    ScryptPasswordHasher.encode = encode  # type: ignore[method-assign]
    try:
        yield feitas
    finally:
        ScryptPasswordHasher.encode = original  # type: ignore[method-assign]
