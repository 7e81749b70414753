from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from enlace.auditoria.models import Registro
from enlace.clientes.cadastro import cadastrar_cliente
from enlace.clientes.models import Cliente
from enlace.contas.models import Usuario
from enlace.core.errors import RuleRefused
from enlace.core.tests.concorrencia import ao_mesmo_tempo
from enlace.ordens_servico.abertura import TipoDeOrdemInativo
from enlace.ordens_servico.models import OrdemServico, TipoOrdemServico
from enlace.processos.conversao_de_prospecto import (
    Conversao,
    ProspectoSemPlano,
    Venda,
    converter_prospecto,
)
from enlace.prospectos.models import Prospecto, ProspectoServico
from enlace.prospectos.tests.fabrica import CNPJ, um_autor, um_plano, um_prospecto
from enlace.prospectos.travamento import ProspectoDesconhecido, ProspectoJaConvertido
from enlace.servicos.contratacao import Acesso, LoginEmUso, PlanoForaDeVenda
from enlace.servicos.models import ClienteServico

DEPOIS = datetime(2026, 11, 25, 9, tzinfo=UTC)


def converter(prospecto: Prospecto, *, venda: Venda | None = None, acesso: Acesso | None = None) -> Conversao:
    return converter_prospecto(prospecto, venda=venda, acesso=acesso, autor=um_autor(), agora=DEPOIS)


def nada_mudou(prospecto: Prospecto) -> bool:
    convertido = Prospecto.objects.exclude(cliente=None).filter(pk=prospecto.pk).exists()
    return not (convertido or ClienteServico.objects.exists() or OrdemServico.objects.exists())


@pytest.mark.django_db
def test_prospecto_vira_cliente_com_servico_no_seu_endereco_e_ordem_de_instalacao() -> None:
    vendedor = Usuario.objects.create(nome="Loja", email="loja@exemplo.test")
    prospecto = um_prospecto(
        vendedor=vendedor, email="xpto@exemplo.test", observacao="Ligar antes.", telefone_secundario="37999990000"
    )

    conversao = converter(prospecto, acesso=Acesso(login="xpto", senha="s3nha"))

    cliente, servico = Cliente.objects.get(), ClienteServico.objects.get()
    assert (cliente.nome_razaosocial, cliente.cpf_cnpj, cliente.tipo_pessoa) == ("EMPRESA XPTO LTDA", CNPJ, "pj")
    assert (cliente.telefone_primario, cliente.telefone_secundario) == ("3732818000", "37999990000")
    assert (cliente.email_principal, cliente.data_cadastro) == ("xpto@exemplo.test", DEPOIS)
    assert (servico.cliente, servico.plano.nome, servico.valor) == (cliente, "FIBRA 100", Decimal("89.90"))
    assert (servico.status_id, servico.login, servico.vendedor) == ("aguardando_instalacao", "xpto", vendedor)
    quatro = {servico.endereco_cadastral, servico.endereco_instalacao, servico.endereco_fiscal, servico.endereco_cobranca}
    assert quatro == {prospecto.endereco}
    ordem = OrdemServico.objects.get()
    assert (ordem.cliente_servico, ordem.tipo.prefixo, ordem.status) == (servico, "instalacao", "aguardando_agendamento")
    assert ordem.descricao_servico == "Instalação do plano FIBRA 100. Ligar antes."
    prospecto.refresh_from_db()
    assert (prospecto.cliente, prospecto.updated_at) == (cliente, DEPOIS)
    assert (conversao.cliente, conversao.servico, conversao.ordem) == (cliente, servico, ordem)


@pytest.mark.django_db
def test_documentos_da_pessoa_vao_para_o_cliente() -> None:
    prospecto = um_prospecto(
        tipo_pessoa="pf", cpf_cnpj="90000000175", rg="MG16", rg_emissor="SSP", data_nascimento=date(1990, 3, 4), id_externo="crm-9"
    )

    cliente = Cliente.objects.get(pk=converter(prospecto).cliente.pk)

    assert (cliente.rg, cliente.rg_emissao, cliente.id_externo) == ("MG16", "SSP", "crm-9")
    assert cliente.data_nascimento == datetime(1990, 3, 4)  # noqa: DTZ001 - a wall clock's


@pytest.mark.django_db
def test_quem_ja_e_cliente_ganha_um_servico_e_fica_como_estava() -> None:
    cliente = cadastrar_cliente(
        nome_razaosocial="Nome antigo", tipo_pessoa="pj", cpf_cnpj=CNPJ, telefones=("3732810000",), agora=DEPOIS
    )

    conversao = converter(um_prospecto())

    assert conversao.cliente == cliente
    guardado = Cliente.objects.get()
    assert (guardado.nome_razaosocial, guardado.telefone_primario) == ("NOME ANTIGO", "3732810000")
    assert guardado.servicos.count() == 1


@pytest.mark.django_db
def test_segunda_conversao_e_recusada_mesmo_por_quem_leu_o_prospecto_antes() -> None:
    prospecto = um_prospecto()
    converter(prospecto)

    with pytest.raises(ProspectoJaConvertido):
        converter(prospecto)

    assert ClienteServico.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("com_venda", [False, True])
def test_prospecto_que_nao_existe_mais_e_recusado_com_uma_frase(*, com_venda: bool) -> None:
    prospecto = um_prospecto()
    Prospecto.objects.all().delete()
    venda = Venda(plano=um_plano("NOVO"), valor=Decimal(70)) if com_venda else None

    with pytest.raises(ProspectoDesconhecido, match=r"^Esse prospecto não existe\.$"):
        converter(prospecto, venda=venda)

    assert not Cliente.objects.exists()


@pytest.mark.django_db
def test_prospecto_sem_plano_ofertado_e_recusado_com_uma_frase_a_menos_que_se_diga_o_que_se_vende() -> None:
    prospecto = um_prospecto()
    ProspectoServico.objects.all().delete()

    with pytest.raises(ProspectoSemPlano, match="informe o plano e o valor"):
        converter(prospecto)
    assert nada_mudou(prospecto)
    assert not Cliente.objects.exists()

    servico = converter(prospecto, venda=Venda(plano=um_plano("NOVO"), valor=Decimal(70))).servico
    assert (servico.plano.nome, servico.valor) == ("NOVO", Decimal(70))


@pytest.mark.usefixtures("banco_confirmado")
def test_duas_conversoes_ao_mesmo_tempo_fazem_um_cliente_e_um_servico() -> None:
    prospecto, autor = um_prospecto(), um_autor()

    def uma() -> Conversao:
        return converter_prospecto(prospecto, autor=autor, agora=DEPOIS)

    segunda = ao_mesmo_tempo(uma, uma)

    assert isinstance(segunda.exception(), ProspectoJaConvertido)
    assert (Cliente.objects.count(), ClienteServico.objects.count(), OrdemServico.objects.count()) == (1, 1, 1)


@pytest.mark.usefixtures("banco_confirmado")
def test_cliente_cadastrado_por_outra_porta_no_mesmo_instante_e_usado() -> None:
    prospecto, autor = um_prospecto(), um_autor()

    def no_balcao() -> Cliente:
        return cadastrar_cliente(nome_razaosocial="No balcão", tipo_pessoa="pj", cpf_cnpj=CNPJ, telefones=(), agora=DEPOIS)

    conversao = ao_mesmo_tempo(no_balcao, lambda: converter_prospecto(prospecto, autor=autor, agora=DEPOIS))

    assert conversao.exception() is None
    assert [(c.nome_razaosocial, c.servicos.count()) for c in Cliente.objects.all()] == [("NO BALCÃO", 1)]


@pytest.mark.django_db
def test_plano_fora_de_venda_nao_se_contrata_mas_outro_pode_ser_combinado() -> None:
    prospecto = um_prospecto(um_plano("ANTIGO", ativo=False))

    with pytest.raises(PlanoForaDeVenda):
        converter(prospecto)
    assert nada_mudou(prospecto)
    assert not Cliente.objects.exists()

    servico = converter(prospecto, venda=Venda(plano=um_plano("NOVO"), valor=Decimal(70))).servico
    assert (servico.plano.nome, servico.valor) == ("NOVO", Decimal(70))


@pytest.mark.django_db
@pytest.mark.parametrize("recusa", [LoginEmUso, TipoDeOrdemInativo])
def test_recusa_de_qualquer_passo_desfaz_todos(recusa: type[RuleRefused]) -> None:
    if recusa is LoginEmUso:
        converter(um_prospecto(cpf_cnpj="41483316000169"), acesso=Acesso(login="xpto"))
        OrdemServico.objects.all().delete()
    else:
        TipoOrdemServico.objects.filter(prefixo=TipoOrdemServico.INSTALACAO).update(ativo=False)
    prospecto = um_prospecto(um_plano("OUTRO"))
    antes = (Cliente.objects.count(), ClienteServico.objects.count(), Registro.objects.count())

    with pytest.raises(recusa):
        converter(prospecto, acesso=Acesso(login="XPTO"))

    prospecto.refresh_from_db()
    assert prospecto.cliente is None
    assert not OrdemServico.objects.exists()
    assert (Cliente.objects.count(), ClienteServico.objects.count(), Registro.objects.count()) == antes


@pytest.mark.django_db
def test_conversao_deixa_registro_de_cada_passo() -> None:
    prospecto = um_prospecto()
    antes = Registro.objects.latest("pk").pk

    conversao = converter(prospecto, acesso=Acesso(login="xpto", senha="s3nha"))

    registros = {registro.tabela: registro for registro in Registro.objects.filter(pk__gt=antes)}
    assert {tabela: registro.acao for tabela, registro in registros.items()} == {
        "cliente": "cadastrar",
        "cliente_servico": "contratar",
        "ordem_servico": "abrir",
        "prospecto": "converter",
    }
    assert {registro.cliente_api for registro in registros.values()} == {"3"}
    assert (registros["prospecto"].antes or {})["id_cliente"] is None
    assert (registros["prospecto"].depois or {})["id_cliente"] == conversao.cliente.pk
    assert "s3nha" not in str(registros["cliente_servico"].depois)
