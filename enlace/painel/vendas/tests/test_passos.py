"""A sale from its first step to its last, as a browser makes it."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from enlace.auditoria.models import Registro
from enlace.clientes.models import Cliente, GrupoCliente
from enlace.contas.models import Usuario
from enlace.enderecos.models import Endereco
from enlace.financeiro.models import CobrancaServico, FormaCobranca
from enlace.ordens_servico.models import OrdemServico
from enlace.painel.conftest import AGORA, Mundo, dar_permissoes
from enlace.painel.tests.navegador import Campos, formulario
from enlace.planos.models import Plano
from enlace.prospectos.models import Prospecto, ProspectoServico, RascunhoDeVenda
from enlace.servicos.models import ClienteServico

pytestmark = pytest.mark.django_db

NOVO = reverse("painel:vendas:novo")
CPF = "529.982.247-25"
MARIA = {
    "nome_razaosocial": "Maria das Dores",
    "tipo_pessoa": "pf",
    "cpf_cnpj": CPF,
    "telefone_primario": "(37) 99999-8888",
    "email_principal": "maria@exemplo.test",
}
CASA = {
    "cep": "35.500-001",
    "endereco": "Rua Goiás",
    "numero": "100",
    "bairro": "Centro",
    "cidade": "divinopolis/mg",
    "dia_vencimento": "10",
}


@pytest.fixture(name="tecnico")
def _tecnico() -> Usuario:
    return Usuario.objects.create(nome="Zé da Rede", email="ze.rede@exemplo.test", tecnico=True)


def onde(mundo: Mundo, **mudancas: str | list[str]) -> dict[str, object]:
    return {**CASA, "plano": str(mundo[Plano].pk), "forma": str(FormaCobranca.objects.get().pk), **mudancas}


def destino(resposta: HttpResponseBase) -> str:
    assert resposta.status_code == 302, resposta.content.decode() if hasattr(resposta, "content") else ""
    return resposta.headers["Location"]


def ate_a_instalacao(painel: Client, mundo: Mundo, **mudancas: str | list[str]) -> str:
    """Both steps before the last; the address of the last."""
    passo = destino(painel.post(NOVO, MARIA))
    return destino(painel.post(passo, onde(mundo, **mudancas)))


def confirmar(painel: Client, passo: str, **mudancas: str) -> Any:  # noqa: ANN401 - the test client's response
    return painel.post(passo, {**formulario(painel, passo), **mudancas})


def test_do_nada_ao_cliente_com_servico_cobranca_e_visita(mundo: Mundo, painel: Client, tecnico: Usuario) -> None:
    passo = ate_a_instalacao(painel, mundo)
    assert not Cliente.objects.filter(nome_razaosocial="MARIA DAS DORES").exists()
    horarios = painel.get(passo).context["formulario"].vagas

    pronto = destino(confirmar(painel, passo, vaga=next(iter(horarios)), observacao="Cachorro bravo."))

    servico = ClienteServico.objects.select_related("cliente", "endereco_instalacao").get(cliente__cpf_cnpj="52998224725")
    assert (servico.cliente.telefone_primario, servico.login) == ("37999998888", "maria.dores")
    assert (servico.valor, servico.plano) == (Decimal("99.90"), mundo[Plano])
    assert (servico.endereco_instalacao.numero, servico.endereco_instalacao.bairro.nome) == ("100", "Centro")
    assert len(servico.senha or "") == 10
    assert CobrancaServico.objects.get(cliente_servico=servico).dia_vencimento == 10
    ordem = OrdemServico.objects.get(cliente_servico=servico)
    assert (ordem.status, ordem.descricao_servico) == ("pendente", "Instalação do plano FIBRA 100. Cachorro bravo.")
    assert [escalado.usuario for escalado in ordem.escalados.all()] == [tecnico]
    pagina = painel.get(pronto).content.decode()
    assert reverse("painel:clientes:ficha", args=[servico.cliente.pk]) in pagina
    assert reverse("painel:ordens:ordem", args=[ordem.pk]) in pagina
    assert (servico.senha or "-") not in pagina


def test_prospecto_traz_tudo_preenchido_e_fica_convertido(mundo: Mundo, painel: Client) -> None:
    comeco = f"{NOVO}?prospecto={mundo[Prospecto].pk}"
    passo = destino(painel.post(comeco, formulario(painel, comeco)))
    dados = formulario(painel, passo)
    assert (dados["endereco"], dados["plano"], dados["valor"]) == (["RUA GOIÁS"], [str(mundo[Plano].pk)], ["1089,90"])
    combinado = {"dia_vencimento": "5", "forma": str(FormaCobranca.objects.get().pk)}
    passo = destino(painel.post(passo, {**dados, **combinado}))

    destino(confirmar(painel, passo))

    prospecto = Prospecto.objects.get()
    assert (prospecto.situacao, prospecto.cliente and prospecto.cliente.nome_razaosocial) == ("convertido", "PADARIA SÃO JOÃO LTDA")
    servico = ClienteServico.objects.get(cliente=prospecto.cliente)
    assert (servico.endereco_instalacao, servico.valor) == (prospecto.endereco, Decimal("1089.90"))
    assert destino(painel.get(comeco)) == reverse("painel:clientes:ficha", args=[servico.cliente_id])


def test_quem_vende_e_nao_ve_prospectos_nao_le_o_que_se_sabe_deles(
    mundo: Mundo, atendente: Usuario, entrar: Callable[[Usuario], Client]
) -> None:
    dar_permissoes(atendente, "clientes.add_cliente", "servicos.add_clienteservico")
    prospecto = Prospecto.objects.get(pk=mundo[Prospecto].pk)

    corpo = entrar(atendente).get(NOVO, {"prospecto": prospecto.pk}).content.decode()

    assert prospecto.telefone[-4:] not in corpo
    assert prospecto.nome_razaosocial not in corpo


def test_quem_vende_e_nao_ve_clientes_nao_le_o_endereco_deles(
    mundo: Mundo, atendente: Usuario, entrar: Callable[[Usuario], Client]
) -> None:
    dar_permissoes(atendente, "clientes.add_cliente", "servicos.add_clienteservico")

    resposta = entrar(atendente).get(reverse("painel:vendas:outro_servico", args=[mundo[Cliente].pk]))

    assert resposta.status_code == 403


def test_plano_ofertado_que_saiu_de_venda_pede_outro_e_nao_sugere_o_preco_dele(mundo: Mundo, painel: Client) -> None:
    Plano.objects.update(ativo=False)
    comeco = f"{NOVO}?prospecto={mundo[Prospecto].pk}"

    passo = destino(painel.post(comeco, formulario(painel, comeco)))

    assert "não está mais à venda" in painel.get(passo).content.decode()
    assert formulario(painel, passo)["valor"] == [""]


def test_quem_ja_e_cliente_e_levado_a_comprar_mais_um_servico(mundo: Mundo, painel: Client) -> None:
    Cliente.objects.filter(pk=mundo[Cliente].pk).update(cpf_cnpj="52998224725")
    outro = reverse("painel:vendas:outro_servico", args=[mundo[Cliente].pk])

    recusa = painel.post(NOVO, MARIA)

    assert recusa.status_code == 422
    pagina = recusa.content.decode()
    assert "MARIA DA CONCEIÇÃO" in pagina
    assert outro in pagina
    assert reverse("painel:clientes:ficha", args=[mundo[Cliente].pk]) in pagina
    dados = formulario(painel, outro)
    assert (dados["endereco"], dados["dia_vencimento"]) == (["RUA GOIÁS"], ["10"])
    passo = destino(painel.post(outro, {**dados, "plano": str(mundo[Plano].pk)}))
    destino(confirmar(painel, passo))
    assert list(ClienteServico.objects.filter(cliente=mundo[Cliente].pk).values_list("numero_plano", flat=True)) == [1, 2]
    assert Endereco.objects.count() == 1


def test_documento_de_um_prospecto_faz_a_venda_partir_dele(mundo: Mundo, painel: Client) -> None:
    passo = destino(painel.post(NOVO, {**MARIA, "tipo_pessoa": "pj", "cpf_cnpj": "68.346.567/0001-58"}))

    assert RascunhoDeVenda.objects.latest("pk").prospecto == mundo[Prospecto]
    assert formulario(painel, passo)["endereco"] == ["RUA GOIÁS"]


@pytest.mark.parametrize(
    ("campo", "valor", "frase"),
    [
        ("cpf_cnpj", "529.982.247-26", "Os dígitos não conferem"),
        ("cpf_cnpj", "68.346.567/0001-58", "Pessoa física tem CPF"),
        ("telefone_primario", "99", "Informe o telefone com DDD"),
        ("telefone_primario", "", "obrigatório"),
        ("nome_razaosocial", " ", "obrigatório"),
        ("data_nascimento", "2999-01-01", "não pode ser no futuro"),
    ],
)
def test_o_que_falta_ou_esta_errado_e_dito_ao_lado_e_nada_e_guardado(painel: Client, campo: str, valor: str, frase: str) -> None:
    recusa = painel.post(NOVO, {**MARIA, campo: valor})

    assert recusa.status_code == 422
    assert any(frase in str(erro) for erro in recusa.context["formulario"].errors[campo])
    assert not RascunhoDeVenda.objects.exists()


def test_plano_de_outra_unidade_e_recusado_e_os_do_cep_sao_oferecidos(mundo: Mundo, painel: Client) -> None:
    de_longe = Plano.objects.create(
        nome="DE LONGE", tecnologia=Plano.objects.get().tecnologia, valor=50, velocidade_download=1000, velocidade_upload=1000
    )
    de_longe.unidades_negocio.create(nome="Longe")
    passo = destino(painel.post(NOVO, MARIA))

    recusa = painel.post(passo, onde(mundo, plano=str(de_longe.pk)))

    assert recusa.status_code == 422
    opcoes = dict(recusa.context["formulario"].fields["plano"].widget.choices)
    assert set(opcoes) == {"", str(mundo[Plano].pk)}
    assert "não é vendido nesse CEP" in recusa.content.decode()


def test_cobranca_noutro_endereco(mundo: Mundo, painel: Client) -> None:
    outro = {f"outro-{nome}": valor for nome, valor in CASA.items()}

    passo = ate_a_instalacao(painel, mundo, outro_endereco=["cobranca"], **{**outro, "outro-numero": "900"})
    destino(confirmar(painel, passo))

    servico = ClienteServico.objects.get(cliente__cpf_cnpj="52998224725")
    assert (servico.endereco_cobranca.numero, servico.endereco_fiscal) == ("900", servico.endereco_instalacao)


def test_o_que_foi_digitado_volta_em_cada_passo_e_em_outra_aba_ha_outra_venda(mundo: Mundo, painel: Client) -> None:
    instalacao = ate_a_instalacao(painel, mundo, valor="79,90")
    rascunho = RascunhoDeVenda.objects.latest("pk")
    outra = destino(painel.post(NOVO, {**MARIA, "nome_razaosocial": "Outra Pessoa"}))

    quem = formulario(painel, reverse("painel:vendas:quem", args=[rascunho.pk]))
    onde_foi = formulario(painel, reverse("painel:vendas:onde", args=[rascunho.pk]))
    destino(painel.post(instalacao, {**formulario(painel, instalacao), "login": "marias", "senha": "segredo1", "voltar": "1"}))

    assert (quem["nome_razaosocial"], quem["email_principal"]) == (["Maria das Dores"], ["maria@exemplo.test"])
    assert (onde_foi["valor"], onde_foi["plano"], onde_foi["numero"]) == (["79,90"], [str(mundo[Plano].pk)], ["100"])
    assert formulario(painel, instalacao)["login"] == ["marias"]
    assert "segredo1" not in str(RascunhoDeVenda.objects.get(pk=rascunho.pk).passos)
    assert "Outra Pessoa" in painel.get(outra).content.decode()


def test_dois_cliques_em_confirmar_vendem_uma_vez(mundo: Mundo, painel: Client) -> None:
    passo = ate_a_instalacao(painel, mundo)
    dados = formulario(painel, passo)

    primeira, segunda = painel.post(passo, dados), painel.post(passo, dados)

    assert destino(primeira) == destino(segunda)
    assert ClienteServico.objects.filter(cliente__cpf_cnpj="52998224725").count() == 1


def test_login_tomado_e_horario_tomado_sao_ditos_ao_lado(mundo: Mundo, painel: Client, tecnico: Usuario) -> None:
    passo = ate_a_instalacao(painel, mundo)

    login = confirmar(painel, passo, login="MARIA")
    horario = confirmar(painel, passo, vaga="2020-01-01T11:00:00+00:00", tecnico=str(tecnico.pk))

    assert "login" in login.context["formulario"].errors
    assert "vaga" in horario.context["formulario"].errors
    assert not Cliente.objects.filter(cpf_cnpj="52998224725").exists()


def test_quem_foi_cadastrado_por_outra_pessoa_no_meio_da_venda_e_mostrado_no_primeiro_passo(mundo: Mundo, painel: Client) -> None:
    passo = ate_a_instalacao(painel, mundo)
    Cliente.objects.filter(pk=mundo[Cliente].pk).update(cpf_cnpj="52998224725")

    quem = destino(confirmar(painel, passo))

    assert "Vender outro serviço a este cliente" in painel.get(quem).content.decode()


def test_sem_formas_de_cobranca_ainda_se_vende(mundo: Mundo, painel: Client) -> None:
    FormaCobranca.objects.update(ativo=False)
    passo = destino(painel.post(NOVO, MARIA))
    assert "não será faturado" in painel.get(passo).content.decode()

    passo = destino(
        painel.post(passo, {nome: valor for nome, valor in onde(mundo).items() if nome not in {"forma", "dia_vencimento"}})
    )
    destino(confirmar(painel, passo))

    assert not CobrancaServico.objects.filter(cliente_servico__cliente__cpf_cnpj="52998224725").exists()


def test_o_botao_do_cep_preenche_o_endereco_e_guarda_o_que_ja_foi_digitado(mundo: Mundo, painel: Client) -> None:
    passo = destino(painel.post(NOVO, MARIA))

    resposta = painel.post(passo, {"cep": "35500001", "numero": "77", "outro-cep": "", "buscar_cep": "instalacao"})

    assert resposta.status_code == 200
    pedido = resposta.context["formulario"]
    assert [pedido[nome].value() for nome in ("endereco", "bairro", "cidade", "numero")] == [
        "RUA GOIÁS",
        "Centro",
        "Divinópolis/MG",
        "77",
    ]
    assert str(mundo[Plano].pk) in dict(pedido.fields["plano"].widget.choices)
    assert "onde" not in RascunhoDeVenda.objects.latest("pk").passos


def test_o_cep_do_provedor_nao_sai_de_casa_e_o_desconhecido_diz_o_que_fazer(
    mundo: Mundo, painel: Client, settings: Settings
) -> None:
    settings.SERVICOS_EXTERNOS = {nome: {"url": "http://127.0.0.1:9"} for nome in ("viacep", "brasilapi", "opencep")}
    endereco = reverse("painel:vendas:cep")

    conhecido = painel.get(endereco, {"cep": "35500-001"}).json()
    outro = painel.get(endereco, {"cep": "35500-999"}).json()
    nenhum = painel.get(endereco, {"cep": "355"}).json()

    assert (conhecido["endereco"], conhecido["bairro"], conhecido["cidade"]) == ("RUA GOIÁS", "Centro", "Divinópolis/MG")
    assert ("endereco" in outro, outro["aviso"].endswith("Ou digite o endereço.")) == (False, True)
    assert "digite o endereço" in nenhum["aviso"]
    assert mundo[Endereco].pk


def test_o_rascunho_e_de_quem_o_comecou(mundo: Mundo, painel: Client, entrar: Callable[[Usuario], Client]) -> None:
    passo = ate_a_instalacao(painel, mundo)
    outra = entrar(Usuario.objects.create(nome="Bia", email="bia@exemplo.test", is_staff=True, is_superuser=True))

    assert outra.get(passo).status_code == 404
    assert outra.post(passo, {"login": "x"}).status_code == 404
    assert "Maria das Dores" not in outra.get(NOVO).content.decode()


def test_venda_descartada_some_e_o_prospecto_fica_como_esta(mundo: Mundo, painel: Client) -> None:
    comeco = f"{NOVO}?prospecto={mundo[Prospecto].pk}"
    painel.post(comeco, formulario(painel, comeco))
    rascunho = RascunhoDeVenda.objects.latest("pk")
    assert destino(painel.get(comeco)) == reverse("painel:vendas:onde", args=[rascunho.pk])

    destino(painel.post(reverse("painel:vendas:descartar", args=[rascunho.pk])))

    assert not RascunhoDeVenda.objects.filter(pk=rascunho.pk).exists()
    assert Prospecto.objects.get().situacao == "novo"


def test_passo_que_ainda_nao_chegou_leva_ao_que_falta(mundo: Mundo, painel: Client) -> None:
    passo = destino(painel.post(NOVO, MARIA))
    rascunho = RascunhoDeVenda.objects.latest("pk")

    for adiante in ("instalacao", "pronto"):
        assert destino(painel.get(reverse(f"painel:vendas:{adiante}", args=[rascunho.pk]))) == passo
    assert mundo


def test_nenhum_passo_faz_mais_de_doze_comandos(
    mundo: Mundo, painel: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for numero in range(30):
        GrupoCliente.objects.create(descricao=f"Grupo {numero}")
        Usuario.objects.create(nome=f"Técnico {numero}", email=f"t{numero}@exemplo.test", tecnico=True, is_staff=True)
        RascunhoDeVenda.objects.create(usuario_id=_usuario(painel), criado_em=AGORA, atualizado_em=AGORA)
    comeco = f"{NOVO}?prospecto={mundo[Prospecto].pk}"
    onde_e = destino(painel.post(comeco, formulario(painel, comeco)))
    dados: Campos = {**formulario(painel, onde_e), "dia_vencimento": ["5"], "forma": [str(FormaCobranca.objects.get().pk)]}
    instalacao = destino(painel.post(onde_e, dados))
    paginas = [NOVO, reverse("painel:vendas:quem", args=[RascunhoDeVenda.objects.latest("pk").pk]), onde_e, instalacao]

    for pagina in paginas:
        with django_assert_max_num_queries(12):
            assert painel.get(pagina).status_code == 200
    pronto = destino(confirmar(painel, instalacao))
    with django_assert_max_num_queries(12):
        assert painel.get(pronto).status_code == 200


def test_conferir_a_venda_deixa_registro_do_painel(mundo: Mundo, painel: Client) -> None:
    destino(confirmar(painel, ate_a_instalacao(painel, mundo)))

    registro = Registro.objects.get(tabela="cliente", acao="cadastrar")
    assert (registro.porta, registro.usuario_id) == ("painel", _usuario(painel))
    assert ProspectoServico.objects.exists()


def _usuario(painel: Client) -> int:
    return int(painel.session["_auth_user_id"])
