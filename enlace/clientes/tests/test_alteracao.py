from datetime import UTC, date, datetime

import pytest

from enlace.auditoria.models import Registro
from enlace.auditoria.registro import Autor
from enlace.clientes.alteracao import AlteradoPorOutraPessoa, ClienteDesconhecido, NovosDados, alterar_cliente
from enlace.clientes.cadastro import (
    CpfCnpjInvalido,
    CpfCnpjJaCadastrado,
    Ficha,
    NomeObrigatorio,
    TelefoneInvalido,
    cadastrar_cliente,
)
from enlace.clientes.models import Cliente, GrupoCliente
from enlace.core.errors import DadosInvalidos, RuleRefused
from enlace.core.tests.concorrencia import ao_mesmo_tempo

AGORA = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)
CPF, OUTRO_CPF, CNPJ = "86214941081", "52998224725", "41483316000169"
ANA = Autor(porta="painel", id_usuario=None)


def um_cliente(nome: str = "BIANCA COUTO", *, cpf_cnpj: str | None = CPF) -> Cliente:
    return cadastrar_cliente(
        nome_razaosocial=nome,
        tipo_pessoa="pf",
        cpf_cnpj=cpf_cnpj,
        telefones=("37900001234",),
        agora=AGORA,
        ficha=Ficha(email_principal="bia@example.com"),
    )


def dados(**mudancas: object) -> NovosDados:
    """What `um_cliente` is registered with, but for what is said."""
    padrao: dict[str, object] = {
        "nome_razaosocial": "BIANCA COUTO",
        "tipo_pessoa": "pf",
        "cpf_cnpj": CPF,
        "telefones": ("37900001234",),
        "ficha": Ficha(email_principal="bia@example.com"),
        "grupos": (),
        "ativo": True,
    }
    return NovosDados(**{**padrao, **mudancas})  # type: ignore[arg-type]  # a test's shorthand


def alterar(cliente: Cliente, novos: NovosDados) -> Cliente:
    versao = Cliente.objects.values_list("data_atualizacao", flat=True).get(pk=cliente.pk)
    return alterar_cliente(cliente.pk, novos, versao=versao, autor=ANA)


@pytest.mark.django_db
def test_o_que_se_digita_fica_na_forma_guardada() -> None:
    cliente = um_cliente()

    alterar(
        cliente,
        dados(
            nome_razaosocial=" Bianca  couto lima ",
            cpf_cnpj="529.982.247-25",
            telefones=("", "(37) 99991-2222"),
            ficha=Ficha(nome_fantasia="Loja da Bia", email_principal=" ", data_nascimento=date(1990, 2, 28)),
        ),
    )

    guardado = Cliente.objects.get(pk=cliente.pk)
    assert (guardado.nome_razaosocial, guardado.nome_fantasia) == ("BIANCA COUTO LIMA", "LOJA DA BIA")
    assert guardado.cpf_cnpj == OUTRO_CPF
    assert (guardado.telefone_primario, guardado.telefone_secundario) == ("37999912222", "")
    assert guardado.email_principal is None
    assert guardado.data_nascimento == datetime(1990, 2, 28)  # noqa: DTZ001 - a wall clock's


@pytest.mark.django_db
def test_o_registro_diz_so_o_que_mudou_com_os_grupos_pelo_nome() -> None:
    cliente = um_cliente()
    grupo = GrupoCliente.objects.create(descricao="Cortesia")

    alterar(cliente, dados(telefones=("37988887777",), grupos=(grupo,)))

    registro = Registro.objects.get(tabela="cliente", chave=str(cliente.pk))
    assert (registro.acao, registro.antes, registro.depois) == (
        "alterar",
        {"telefone_primario": "37900001234", "grupos": []},
        {"telefone_primario": "37988887777", "grupos": ["Cortesia"]},
    )
    assert list(cliente.grupos.all()) == [grupo]


@pytest.mark.django_db
def test_sem_mudanca_nada_e_gravado() -> None:
    cliente = um_cliente()
    antes = Cliente.objects.get(pk=cliente.pk).data_atualizacao

    alterar(cliente, dados())

    assert Cliente.objects.get(pk=cliente.pk).data_atualizacao == antes
    assert not Registro.objects.exists()


@pytest.mark.django_db
def test_quem_abriu_a_pagina_antes_de_outra_pessoa_gravar_e_recusado() -> None:
    cliente = um_cliente()
    vista = Cliente.objects.get(pk=cliente.pk).data_atualizacao
    alterar(cliente, dados(telefones=("37988887777",)))

    with pytest.raises(AlteradoPorOutraPessoa):
        alterar_cliente(cliente.pk, dados(telefones=("37911112222",)), versao=vista, autor=ANA)

    assert Cliente.objects.get(pk=cliente.pk).telefone_primario == "37988887777"


@pytest.mark.django_db(transaction=True, available_apps=["enlace.contas", "enlace.clientes", "enlace.auditoria"])
def test_de_duas_pessoas_que_gravam_ao_mesmo_tempo_a_segunda_e_recusada() -> None:
    cliente = um_cliente()
    vista = Cliente.objects.get(pk=cliente.pk).data_atualizacao

    segunda = ao_mesmo_tempo(
        lambda: alterar_cliente(cliente.pk, dados(telefones=("37911111111",)), versao=vista, autor=ANA),
        lambda: alterar_cliente(cliente.pk, dados(telefones=("37922222222",)), versao=vista, autor=ANA),
    )

    assert isinstance(segunda.exception(), AlteradoPorOutraPessoa)
    assert Cliente.objects.get(pk=cliente.pk).telefone_primario == "37911111111"


@pytest.mark.django_db
def test_documento_errado_que_ja_estava_la_fica_e_um_novo_e_recusado() -> None:
    cliente = um_cliente()
    Cliente.objects.update(cpf_cnpj="86214941082")

    alterar(cliente, dados(cpf_cnpj="86214941082", telefones=("37988887777",)))
    with pytest.raises(CpfCnpjInvalido):
        alterar(cliente, dados(cpf_cnpj="86214941083"))

    assert Cliente.objects.get(pk=cliente.pk).cpf_cnpj == "86214941082"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("mudanca", "recusa"),
    [
        ({"nome_razaosocial": "  "}, NomeObrigatorio),
        ({"cpf_cnpj": CNPJ}, CpfCnpjInvalido),
        ({"tipo_pessoa": "pj"}, CpfCnpjInvalido),
        ({"cpf_cnpj": OUTRO_CPF}, CpfCnpjJaCadastrado),
        ({"telefones": ("sem número",)}, TelefoneInvalido),
        ({"ficha": Ficha(email_principal="bia")}, DadosInvalidos),
    ],
)
def test_o_que_nao_vale_e_recusado_e_nada_muda(mudanca: dict[str, object], recusa: type[RuleRefused]) -> None:
    um_cliente("OUTRA", cpf_cnpj=OUTRO_CPF)
    cliente = um_cliente()

    with pytest.raises(recusa):
        alterar(cliente, dados(**mudanca))

    guardado = Cliente.objects.get(pk=cliente.pk)
    assert (guardado.nome_razaosocial, guardado.cpf_cnpj, guardado.tipo_pessoa) == ("BIANCA COUTO", CPF, "pf")
    assert not Registro.objects.exists()


@pytest.mark.django_db
def test_a_hora_do_nascimento_fica_enquanto_o_dia_nao_muda() -> None:
    cliente = um_cliente()
    Cliente.objects.update(data_nascimento=datetime(1980, 2, 1, 3, 0))  # noqa: DTZ001 - a wall clock's

    alterar(cliente, dados(ficha=Ficha(email_principal="bia@example.com", data_nascimento=date(1980, 2, 1))))

    assert Cliente.objects.get(pk=cliente.pk).data_nascimento == datetime(1980, 2, 1, 3, 0)  # noqa: DTZ001 - a wall clock's


@pytest.mark.django_db
def test_cliente_que_nao_ha_e_recusado() -> None:
    with pytest.raises(ClienteDesconhecido):
        alterar_cliente(1, dados(), versao=AGORA, autor=ANA)
