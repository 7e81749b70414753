from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from enlace.auditoria.models import Registro
from enlace.auditoria.registro import Autor
from enlace.clientes.cadastro import CpfCnpjJaCadastrado, Ficha
from enlace.clientes.models import Cliente, GrupoCliente
from enlace.contas.models import Usuario
from enlace.core.errors import RuleRefused
from enlace.core.tests.concorrencia import ao_mesmo_tempo
from enlace.enderecos.models import Endereco
from enlace.financeiro.combinacao import FormaForaDeUso
from enlace.financeiro.models import CobrancaServico
from enlace.financeiro.tests.fabrica import uma_forma
from enlace.ordens_servico.escala import TecnicoOcupado
from enlace.ordens_servico.models import OrdemServico
from enlace.ordens_servico.tests.fabrica import um_tecnico
from enlace.processos.venda import ComoCobrar, NovoCliente, Onde, Pedido, Visita, vender
from enlace.prospectos.funil import perder
from enlace.prospectos.models import Prospecto, RascunhoDeVenda
from enlace.prospectos.rascunhos import RascunhoDesconhecido, comecar_rascunho, guardar_passo
from enlace.prospectos.tests.fabrica import um_autor, um_endereco_novo, um_plano, um_prospecto
from enlace.prospectos.travamento import ProspectoJaConvertido
from enlace.servicos.contratacao import Acesso, LoginEmUso
from enlace.servicos.models import ClienteServico

AGORA = datetime(2026, 11, 25, 9, tzinfo=UTC)
AMANHA = AGORA + timedelta(days=1)
CPF = "90000000175"
MARIA = NovoCliente(nome_razaosocial="Maria da Conceição", tipo_pessoa="pf", cpf_cnpj=CPF, telefones=("37999912222",))


def um_pedido(**mudancas: object) -> Pedido:
    pedido = Pedido(
        cliente=MARIA,
        onde=Onde(instalacao=um_endereco_novo(numero="10")),
        plano=um_plano(),
        valor=Decimal("89.90"),
        acesso=Acesso(login="maria", senha="s3nha"),
    )
    return replace(pedido, **mudancas)  # type: ignore[arg-type]


def uma_venda(pedido: Pedido) -> OrdemServico:
    return vender(pedido, autor=um_autor(), agora=AGORA)


def um_rascunho() -> RascunhoDeVenda:
    rascunho = comecar_rascunho(prospecto=None, cliente=None, autor=um_autor(), agora=AGORA)
    return guardar_passo(rascunho.pk, "quem", {"dados": {"nome_razaosocial": "Maria"}}, autor=um_autor(), agora=AGORA)


def quantos() -> tuple[int, ...]:
    tabelas = (Cliente, Endereco, ClienteServico, CobrancaServico, OrdemServico)
    return tuple(tabela.objects.count() for tabela in tabelas)


@pytest.mark.django_db
def test_quem_compra_vira_cliente_com_servico_cobranca_e_visita_marcada() -> None:
    tecnico, grupo = um_tecnico(), GrupoCliente.objects.create(descricao="Residencial")
    forma, vendedor = uma_forma(), Usuario.objects.create(nome="Loja", email="loja@exemplo.test")
    quem = replace(MARIA, ficha=Ficha(email_principal="maria@exemplo.test"), grupos=[grupo])

    ordem = uma_venda(
        um_pedido(
            cliente=quem,
            vendedor=vendedor,
            cobranca=ComoCobrar(dia_vencimento=10, forma=forma),
            visita=Visita(inicio=AMANHA, termino=AMANHA + timedelta(hours=2), tecnico=tecnico),
            observacao="Cachorro bravo.",
        )
    )

    cliente, servico = Cliente.objects.get(), ClienteServico.objects.get()
    assert (cliente.nome_razaosocial, cliente.email_principal, list(cliente.grupos.all())) == (
        "MARIA DA CONCEIÇÃO",
        "maria@exemplo.test",
        [grupo],
    )
    assert (servico.cliente, servico.valor, servico.login, servico.vendedor) == (cliente, Decimal("89.90"), "maria", vendedor)
    assert (servico.status_id, servico.endereco_cobranca) == ("aguardando_instalacao", servico.endereco_instalacao)
    assert (servico.cobranca.dia_vencimento, servico.cobranca.forma) == (10, forma)
    assert (ordem.cliente_servico, ordem.status, ordem.data_inicio_programado) == (servico, "pendente", AMANHA)
    assert ordem.descricao_servico == "Instalação do plano FIBRA 100. Cachorro bravo."
    assert [escalado.usuario for escalado in ordem.escalados.all()] == [tecnico]


@pytest.mark.django_db
def test_sem_visita_a_ordem_espera_data_e_sem_cobranca_nada_e_combinado() -> None:
    ordem = uma_venda(um_pedido())

    assert (ordem.status, ordem.escalados.count()) == ("aguardando_agendamento", 0)
    assert not CobrancaServico.objects.exists()


@pytest.mark.django_db
def test_outro_endereco_serve_so_para_o_que_se_disse_e_e_escrito_uma_vez() -> None:
    outro = um_endereco_novo(numero="99")

    uma_venda(um_pedido(onde=Onde(instalacao=um_endereco_novo(numero="10"), fiscal=outro, cobranca=replace(outro))))

    servico = ClienteServico.objects.select_related("endereco_instalacao", "endereco_fiscal").get()
    assert (servico.endereco_instalacao.numero, servico.endereco_fiscal.numero) == ("10", "99")
    assert (servico.endereco_cadastral, servico.endereco_cobranca) == (servico.endereco_instalacao, servico.endereco_fiscal)
    assert Endereco.objects.count() == 2


@pytest.mark.django_db
def test_quem_ja_e_cliente_ganha_mais_um_servico() -> None:
    primeira = uma_venda(um_pedido())
    cliente = primeira.cliente_servico.cliente

    segunda = uma_venda(um_pedido(cliente=cliente, acesso=Acesso(login="maria2")))

    assert (segunda.cliente_servico.cliente, segunda.cliente_servico.numero_plano) == (cliente, 2)
    assert Cliente.objects.count() == 1


@pytest.mark.django_db
def test_prospecto_fica_convertido_mesmo_o_que_se_dera_por_perdido() -> None:
    prospecto = um_prospecto()
    perder(prospecto.pk, motivo="Achou caro", autor=um_autor(), agora=AGORA)

    ordem = uma_venda(um_pedido(onde=Onde(instalacao=prospecto.endereco), prospecto=prospecto.pk))

    prospecto = Prospecto.objects.get()
    assert (prospecto.situacao, prospecto.cliente, prospecto.etapa_desde) == ("convertido", ordem.cliente_servico.cliente, AGORA)
    assert (prospecto.etapa, prospecto.motivo_perda) == ("proposta", "")
    assert ordem.cliente_servico.endereco_instalacao == prospecto.endereco


@pytest.mark.django_db
def test_confirmar_de_novo_o_mesmo_rascunho_nao_vende_outra_vez() -> None:
    rascunho = um_rascunho()

    primeira = uma_venda(um_pedido(rascunho=rascunho.pk))
    vendidos = quantos()
    segunda = uma_venda(um_pedido(rascunho=rascunho.pk))

    assert segunda == primeira
    assert quantos() == vendidos
    rascunho.refresh_from_db()
    assert (rascunho.ordem, rascunho.passos) == (primeira, {})


@pytest.mark.usefixtures("banco_confirmado")
def test_dois_cliques_ao_mesmo_tempo_vendem_uma_vez() -> None:
    pedido, autor = um_pedido(rascunho=um_rascunho().pk), um_autor()

    segunda = ao_mesmo_tempo(lambda: vender(pedido, autor=autor, agora=AGORA), lambda: vender(pedido, autor=autor, agora=AGORA))

    assert segunda.exception() is None
    assert segunda.result() == OrdemServico.objects.get()
    assert Cliente.objects.count() == 1


@pytest.mark.django_db
def test_o_rascunho_de_outra_pessoa_nao_se_confirma() -> None:
    rascunho = um_rascunho()
    outra = Usuario.objects.create(nome="Outra", email="outra@exemplo.test")
    autor = Autor(porta=Registro.Porta.PAINEL, id_usuario=outra.pk)

    with pytest.raises(RascunhoDesconhecido):
        vender(um_pedido(rascunho=rascunho.pk), autor=autor, agora=AGORA)

    assert not Cliente.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("recusa", [CpfCnpjJaCadastrado, LoginEmUso, FormaForaDeUso, TecnicoOcupado, ProspectoJaConvertido])
def test_recusa_de_qualquer_passo_desfaz_todos_e_o_rascunho_continua(recusa: type[RuleRefused]) -> None:
    rascunho, tecnico, forma = um_rascunho(), um_tecnico(), uma_forma()
    visita = Visita(inicio=AMANHA, termino=AMANHA + timedelta(hours=2), tecnico=tecnico)
    antes = um_pedido(visita=visita, prospecto=um_prospecto(um_plano("OUTRO")).pk)
    uma_venda(antes)
    forma.ativo = False
    livre = um_pedido(cliente=replace(MARIA, cpf_cnpj="52998224725"), acesso=Acesso(login="outra"), rascunho=rascunho.pk)
    recusados = {
        CpfCnpjJaCadastrado: replace(livre, cliente=MARIA),
        LoginEmUso: replace(livre, acesso=Acesso(login="MARIA")),
        FormaForaDeUso: replace(livre, cobranca=ComoCobrar(dia_vencimento=10, forma=forma)),
        TecnicoOcupado: replace(livre, visita=visita),
        ProspectoJaConvertido: replace(livre, prospecto=antes.prospecto),
    }
    vendidos, registros = quantos(), Registro.objects.count()

    with pytest.raises(recusa):
        uma_venda(recusados[recusa])

    assert (quantos(), Registro.objects.count()) == (vendidos, registros)
    rascunho.refresh_from_db()
    assert (rascunho.ordem, "quem" in rascunho.passos) == (None, True)


@pytest.mark.django_db
def test_venda_deixa_registro_de_cada_passo_sem_a_senha() -> None:
    pedido = um_pedido(cobranca=ComoCobrar(dia_vencimento=10, forma=uma_forma()))
    antes = Registro.objects.latest("pk").pk if Registro.objects.exists() else 0

    uma_venda(pedido)

    registros = {registro.tabela: registro for registro in Registro.objects.filter(pk__gt=antes)}
    assert {tabela: registro.acao for tabela, registro in registros.items()} == {
        "cliente": "cadastrar",
        "bairro": "cadastrar",
        "endereco": "cadastrar",
        "cliente_servico": "contratar",
        "cobranca_servico": "combinar",
        "ordem_servico": "abrir",
    }
    assert "s3nha" not in str(registros["cliente_servico"].depois)
