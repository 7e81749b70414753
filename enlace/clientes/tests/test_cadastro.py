from datetime import UTC, date, datetime

import pytest

from enlace.clientes.cadastro import (
    CpfCnpjInvalido,
    CpfCnpjJaCadastrado,
    Ficha,
    NomeObrigatorio,
    TelefoneInvalido,
    cadastrar_cliente,
)
from enlace.clientes.models import Cliente, GrupoCliente
from enlace.core.errors import DadosInvalidos
from enlace.core.tests.concorrencia import ao_mesmo_tempo

AGORA = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)
CPF, CNPJ = "862.149.410-81", "41.483.316/0001-69"


def cadastrar(
    nome: str = "Bianca Couto",
    *,
    tipo: str = "pf",
    documento: str | None = CPF,
    telefones: tuple[str, ...] = ("(37) 90000-1234",),
    ficha: Ficha | None = None,
    grupos: tuple[GrupoCliente, ...] = (),
) -> Cliente:
    return cadastrar_cliente(
        nome_razaosocial=nome, tipo_pessoa=tipo, cpf_cnpj=documento, telefones=telefones, agora=AGORA, ficha=ficha, grupos=grupos
    )


@pytest.mark.django_db
def test_cadastro_guarda_nome_em_maiusculas_documento_sem_mascara_e_telefones_so_com_numeros() -> None:
    cliente = cadastrar("  João   da Silva ", telefones=("(37) 90000-1234", "", "+55 37 90000-9999"))

    guardado = Cliente.objects.get(pk=cliente.pk)
    assert guardado.nome_razaosocial == "JOÃO DA SILVA"
    assert guardado.cpf_cnpj == "86214941081"
    assert (guardado.telefone_primario, guardado.telefone_secundario, guardado.telefone_terciario) == (
        "37900001234",
        "5537900009999",
        "",
    )
    assert guardado.data_cadastro == AGORA
    assert guardado.nome_razaosocial_busca == "joao da silva"


@pytest.mark.django_db
def test_cada_cadastro_recebe_o_codigo_seguinte() -> None:
    primeiro = cadastrar()
    segundo = cadastrar("Empresa XPTO LTDA", tipo="pj", documento=CNPJ)

    assert segundo.codigo_cliente == primeiro.codigo_cliente + 1


@pytest.mark.django_db
def test_ficha_e_grupos_sao_guardados_e_texto_em_branco_vira_nulo() -> None:
    grupo = GrupoCliente.objects.create(descricao="RESIDENCIAL")

    ficha = Ficha(nome_fantasia="Loja da Bia", email_principal=" bia@example.com ", rg=" ", data_nascimento=date(1990, 2, 28))
    cliente = cadastrar(ficha=ficha, grupos=(grupo,))

    guardado = Cliente.objects.get(pk=cliente.pk)
    assert guardado.nome_fantasia == "LOJA DA BIA"
    assert guardado.email_principal == "bia@example.com"
    assert guardado.rg is None
    assert guardado.data_nascimento == datetime(1990, 2, 28)  # noqa: DTZ001 - a wall clock
    assert list(guardado.grupos.all()) == [grupo]


@pytest.mark.django_db
def test_estrangeiros_nao_tem_cpf_e_podem_ser_varios() -> None:
    cadastrar("Ana Pérez", documento=None)

    assert cadastrar("Luis Gómez", documento="  ").cpf_cnpj is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("tipo", "documento"),
    [("pf", "86214941082"), ("pf", CNPJ), ("pj", CPF), ("pf", "123"), ("pj", "12ABC34501DE36"), ("pf", "abc")],
)
def test_documento_errado_e_recusado(tipo: str, documento: str) -> None:
    with pytest.raises(CpfCnpjInvalido):
        cadastrar(tipo=tipo, documento=documento)

    assert not Cliente.objects.exists()


@pytest.mark.django_db
def test_cnpj_com_letras_e_aceito() -> None:
    assert cadastrar(tipo="pj", documento="12.abc.345/01de-35").cpf_cnpj == "12ABC34501DE35"


@pytest.mark.django_db
def test_cpf_repetido_e_recusado_e_a_transacao_de_quem_chama_continua() -> None:
    cadastrar()

    with pytest.raises(CpfCnpjJaCadastrado, match="Já existe um cliente com esse CPF/CNPJ"):
        cadastrar("Outra Pessoa", documento="86214941081")

    assert Cliente.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("nome", ["", "   "])
def test_nome_em_branco_e_recusado(nome: str) -> None:
    with pytest.raises(NomeObrigatorio):
        cadastrar(nome)


@pytest.mark.django_db
@pytest.mark.parametrize("telefones", [("ramal",), ("1", "2", "3", "4")])
def test_telefone_sem_numero_ou_telefones_demais_sao_recusados(telefones: tuple[str, ...]) -> None:
    with pytest.raises(TelefoneInvalido):
        cadastrar(telefones=telefones)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("mudanca", "campo"),
    [
        ({"ficha": Ficha(email_principal="bia")}, "E-mail"),
        ({"nome": "X" * 151}, "Nome ou razão social"),
        ({"tipo": "xx", "documento": None}, "Tipo de pessoa"),
        ({"telefones": ("9" * 21,)}, "Telefone"),
    ],
)
def test_campo_que_nao_cabe_e_recusado_com_o_seu_nome(mudanca: dict, campo: str) -> None:
    with pytest.raises(DadosInvalidos, match=f"^{campo}: "):
        cadastrar(**mudanca)


@pytest.mark.usefixtures("banco_confirmado")
def test_de_dois_cadastros_simultaneos_do_mesmo_cpf_so_um_fica() -> None:
    segundo = ao_mesmo_tempo(lambda: cadastrar("Primeira"), lambda: cadastrar("Segunda"))

    assert isinstance(segundo.exception(), CpfCnpjJaCadastrado)
    assert [cliente.nome_razaosocial for cliente in Cliente.objects.all()] == ["PRIMEIRA"]
