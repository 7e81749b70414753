from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from enlace.auditoria.models import Registro
from enlace.contas.models import Usuario
from enlace.core.errors import DadosInvalidos, RuleRefused
from enlace.core.tests.concorrencia import ao_mesmo_tempo
from enlace.enderecos.cadastro import CoordenadasIncompletas
from enlace.enderecos.models import Bairro, Endereco
from enlace.prospectos.cadastro import (
    CpfCnpjDoProspectoInvalido,
    NascimentoNoFuturo,
    PlanoNaoVendidoNoCep,
    PlanoOfertado,
    ProspectoJaCadastrado,
    cadastrar_prospecto,
    documento_confere,
    nascimento_possivel,
)
from enlace.prospectos.models import Prospecto, ProspectoServico
from enlace.prospectos.tests.fabrica import AGORA, CNPJ, FICHA, um_autor, um_endereco_novo, um_plano, um_prospecto, uma_unidade

CPF = "90000000175"


@pytest.mark.django_db
def test_prospecto_guarda_quem_onde_e_o_plano_ofertado() -> None:
    plano, vendedor = um_plano(), Usuario.objects.create(nome="Loja", email="loja@exemplo.test")

    criado = um_prospecto(
        plano, vendedor=vendedor, nome_razaosocial=" Empresa  xpto ltda", cpf_cnpj="68.346.567/0001-58", telefone="(37) 3281-8000"
    )

    guardado = Prospecto.objects.get(pk=criado.pk)
    assert (guardado.nome_razaosocial, guardado.cpf_cnpj, guardado.telefone) == ("EMPRESA XPTO LTDA", CNPJ, "3732818000")
    assert (guardado.usuario.email, guardado.vendedor, guardado.origem) == ("api@exemplo.test", vendedor, "API")
    assert (guardado.created_at, guardado.updated_at, guardado.cliente) == (AGORA, AGORA, None)
    assert str(guardado.endereco) == "PRAÇA GETÚLIO VARGAS, 77 - CENTRO, Santo Antônio do Monte/MG"
    assert (guardado.servico.plano, guardado.servico.valor) == (plano, Decimal("89.90"))


@pytest.mark.django_db
def test_campos_opcionais_em_branco_ficam_nulos_e_os_outros_como_vieram() -> None:
    cheio = um_prospecto(
        tipo_pessoa="pf", cpf_cnpj=CPF, rg="MG16", rg_emissor="SSP", data_nascimento=date(1990, 3, 4), id_externo="crm-9", email=" "
    )

    guardado = Prospecto.objects.get(pk=cheio.pk)
    assert (guardado.rg, guardado.rg_emissor, guardado.id_externo) == ("MG16", "SSP", "crm-9")
    assert (guardado.data_nascimento, guardado.email, guardado.telefone_secundario) == (date(1990, 3, 4), None, None)


@pytest.mark.django_db
def test_cadastro_deixa_registro_de_quem_o_fez_com_o_plano() -> None:
    prospecto = um_prospecto()

    registro = Registro.objects.get(tabela="prospecto")
    assert (registro.porta, registro.cliente_api, registro.endereco_ip) == ("api", "3", "203.0.113.9")
    assert (registro.acao, registro.tabela, registro.chave) == ("cadastrar", "prospecto", str(prospecto.pk))
    assert registro.antes is None
    assert registro.depois is not None
    assert registro.depois["nome_razaosocial"] == "EMPRESA XPTO LTDA"
    assert registro.depois["id_endereco_numero"] == prospecto.endereco.pk
    assert registro.depois["prospecto_servico"]["valor"] == "89.90"


@pytest.mark.django_db
def test_endereco_e_bairro_novo_deixam_cada_um_o_seu_registro() -> None:
    primeiro = um_prospecto()
    segundo = um_prospecto(um_plano("OUTRO"), cpf_cnpj="41483316000169")

    registros = list(Registro.objects.exclude(tabela="prospecto").order_by("pk"))
    assert [(registro.tabela, registro.chave) for registro in registros] == [
        ("bairro", str(primeiro.endereco.bairro.pk)),
        ("endereco", str(primeiro.endereco.pk)),
        ("endereco", str(segundo.endereco.pk)),
    ]
    assert {(registro.acao, registro.porta, registro.cliente_api, registro.antes) for registro in registros} == {
        ("cadastrar", "api", "3", None)
    }
    assert (registros[0].depois or {})["nome"] == "CENTRO"
    assert (registros[1].depois or {})["endereco"] == "GETÚLIO VARGAS"


@pytest.mark.parametrize(
    ("documento", "tipo", "confere"),
    [
        (CPF, "pf", True),
        (CNPJ, "pj", True),
        # With letters, as those given out since July 2026 may be.
        ("12ABC34501DE35", "pj", True),
        (CPF, "pj", False),
        (CNPJ, "pf", False),
        ("90000000176", "pf", False),
        ("68346567000159", "pj", False),
        ("12ABC34501DE36", "pj", False),
        ("11111111111", "pf", False),
        ("", "pf", False),
    ],
)
def test_documento_confere_pelos_digitos_e_pelo_tipo_de_pessoa(documento: str, tipo: str, *, confere: bool) -> None:
    assert documento_confere(documento, tipo_pessoa=tipo) is confere


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("mudanca", "recusa"),
    [
        ({"cpf_cnpj": "68346567000159"}, CpfCnpjDoProspectoInvalido),
        ({"cpf_cnpj": CPF}, CpfCnpjDoProspectoInvalido),
        ({"tipo_pessoa": "xx"}, DadosInvalidos),
        ({"nome_razaosocial": " "}, DadosInvalidos),
        ({"nome_razaosocial": "x" * 151}, DadosInvalidos),
        ({"telefone": "não tem"}, DadosInvalidos),
        ({"email": "sem-arroba"}, DadosInvalidos),
        ({"valor": "-0.01"}, DadosInvalidos),
        ({"valor": "1.001"}, DadosInvalidos),
        ({"valor": "10000000000"}, DadosInvalidos),
    ],
)
def test_o_que_nao_cabe_e_recusado_e_nada_fica_pela_metade(mudanca: dict[str, object], recusa: type[RuleRefused]) -> None:
    with pytest.raises(recusa):
        um_prospecto(**mudanca)  # type: ignore[arg-type]

    assert not Prospecto.objects.exists()
    assert not Endereco.objects.exists()
    assert not Bairro.objects.exists()


@pytest.mark.django_db
def test_quem_ainda_vai_nascer_e_recusado_pelo_calendario_do_provedor() -> None:
    # Still the 20th in São Paulo.
    agora = datetime(2026, 11, 21, 2, 30, tzinfo=UTC)

    assert nascimento_possivel(date(2026, 11, 20), agora=agora)
    assert not nascimento_possivel(date(2026, 11, 21), agora=agora)
    with pytest.raises(NascimentoNoFuturo, match="não pode ser no futuro"):
        um_prospecto(data_nascimento=date(2090, 1, 1))
    assert not Prospecto.objects.exists()


@pytest.mark.django_db
def test_plano_que_nao_se_vende_no_cep_e_recusado_e_nada_fica_pela_metade() -> None:
    plano = um_plano()
    uma_unidade(planos=(plano,), faixas=(("01000000", "01999999"),))
    uma_unidade("A DO CEP", faixas=(("35560000", "35560000"),))

    with pytest.raises(PlanoNaoVendidoNoCep, match="não é vendido nesse CEP"):
        um_prospecto(plano)

    assert not Endereco.objects.exists()


@pytest.mark.django_db
def test_endereco_recusado_nao_deixa_prospecto() -> None:
    with pytest.raises(CoordenadasIncompletas):
        cadastrar_prospecto(
            FICHA,
            endereco=um_endereco_novo(latitude=Decimal(-20)),
            oferta=PlanoOfertado(plano=um_plano(), valor=Decimal(1)),
            autor=um_autor(),
            agora=AGORA,
        )

    assert not Prospecto.objects.exists()


@pytest.mark.django_db
def test_repetido_e_recusado_com_o_nome_de_quem_ja_estava_e_a_transacao_de_quem_chama_continua() -> None:
    um_prospecto()

    with pytest.raises(ProspectoJaCadastrado) as recusa:
        um_prospecto(um_plano("OUTRO"), nome_razaosocial="OUTRO NOME", cpf_cnpj="68.346.567/0001-58")

    assert str(recusa.value) == "O CPF/CNPJ já foi cadastrado antes no prospecto EMPRESA XPTO LTDA"
    assert (Prospecto.objects.count(), ProspectoServico.objects.count(), Endereco.objects.count()) == (1, 1, 1)
    assert Registro.objects.filter(tabela="prospecto").count() == 1


@pytest.mark.usefixtures("banco_confirmado")
def test_dois_ao_mesmo_tempo_com_o_mesmo_documento_cadastram_um() -> None:
    plano, endereco, autor = um_plano(), um_endereco_novo(), um_autor()
    oferta = PlanoOfertado(plano=plano, valor=Decimal(100))

    def cadastrar(nome: str) -> Prospecto:
        ficha = replace(FICHA, nome_razaosocial=nome)
        return cadastrar_prospecto(ficha, endereco=endereco, oferta=oferta, autor=autor, agora=AGORA)

    segundo = ao_mesmo_tempo(lambda: cadastrar("Primeira"), lambda: cadastrar("Segunda"))

    assert str(segundo.exception()) == "O CPF/CNPJ já foi cadastrado antes no prospecto PRIMEIRA"
    assert isinstance(segundo.exception(), ProspectoJaCadastrado)
    assert [(p.nome_razaosocial, p.servico.valor) for p in Prospecto.objects.all()] == [("PRIMEIRA", Decimal(100))]
    assert Endereco.objects.count() == 1
    assert list(Registro.objects.order_by("pk").values_list("tabela", flat=True)) == ["bairro", "endereco", "prospecto"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "mudanca",
    [
        {"tipo_pessoa": "xx"},
        {"cpf_cnpj": "68.346.567/0001"},
        {"telefone": "(37) 3281-8000"},
        {"telefone": ""},
        {"telefone_secundario": ""},
    ],
)
def test_o_banco_recusa_o_que_nao_tem_a_forma_guardada(mudanca: dict[str, str]) -> None:
    prospecto = um_prospecto()

    with pytest.raises(IntegrityError), transaction.atomic():
        Prospecto.objects.filter(pk=prospecto.pk).update(**mudanca)


@pytest.mark.django_db
def test_o_banco_recusa_valor_negativo() -> None:
    um_prospecto()

    with pytest.raises(IntegrityError), transaction.atomic():
        ProspectoServico.objects.update(valor=Decimal("-0.01"))
