"""What is done with one bill: right cents, refusals in their place, once however often it is sent."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from enlace.auditoria.models import Registro
from enlace.clientes.models import Cliente
from enlace.configuracao.models import Provedor
from enlace.contas.models import Usuario
from enlace.core import datas
from enlace.financeiro.models import Cobranca, Fatura, Pagamento
from enlace.financeiro.tests.fabrica import no_balcao, um_cliente, uma_fatura, uma_forma
from enlace.mensagens.models import GatewaySms, Mensagem, ServidorEmail
from enlace.painel.conftest import dar_permissoes
from enlace.painel.tests.navegador import Campos, formulario
from enlace.servicos.situacao import suspender_por_debito
from enlace.servicos.tests.fabrica import um_servico

pytestmark = pytest.mark.django_db


def daqui_a(dias: int) -> date:
    return datas.hoje() + timedelta(days=dias)


def ato(nome: str, chave: int) -> str:
    return reverse(f"painel:faturas:{nome}", args=[chave])


def dito(painel: Client, endereco: str) -> str:
    return painel.get(endereco).content.decode()


def receber(painel: Client, fatura: Fatura, **mudancas: str) -> Campos:
    """Settle as the page proposes, but for what is said."""
    dados = {**formulario(painel, ato("receber", fatura.pk)), **{nome: [valor] for nome, valor in mudancas.items()}}
    painel.post(ato("receber", fatura.pk), dados)
    return dados


def test_propoe_o_que_custa_hoje_com_multa_e_juros_e_quita(painel: Client, administradora: Usuario) -> None:
    fatura = uma_fatura(vencimento=daqui_a(-30))

    dados = receber(painel, fatura)

    assert dados["valor"] == ["103,00"]
    pagamento = Pagamento.objects.get()
    assert (pagamento.valor, pagamento.data_pagamento, pagamento.usuario) == (Decimal("103.00"), datas.hoje(), administradora)
    assert Registro.objects.filter(porta="painel", acao="quitar", usuario=administradora).exists()


def test_a_regra_diz_a_conta(painel: Client) -> None:
    fatura = uma_fatura(vencimento=daqui_a(-30))

    assert "hoje custa R$ 103,00 (R$ 100,00 + multa de R$ 2,00 + juros de R$ 1,00)" in dito(painel, ato("receber", fatura.pk))


def test_enviado_duas_vezes_recebe_uma_e_diz(painel: Client) -> None:
    fatura = uma_fatura(vencimento=daqui_a(5))
    dados = receber(painel, fatura)

    segunda = painel.post(ato("receber", fatura.pk), dados)

    assert segunda.status_code == 422
    assert f"A fatura {fatura.pk} já está quitada." in segunda.content.decode()
    assert Pagamento.objects.count() == 1


@pytest.mark.parametrize(
    ("valor", "frase"),
    [
        ("99,99", "O valor pago (R$ 99,99) é menor que o da fatura (R$ 100,00)."),
        ("10.000,00", "passa de três vezes o devido"),
        ("-1", "maior ou igual a 0"),
        ("", "Este campo é obrigatório."),
    ],
)
def test_valor_errado_e_recusado_ao_lado_da_pergunta(painel: Client, valor: str, frase: str) -> None:
    fatura = uma_fatura(vencimento=daqui_a(5))

    resposta = painel.post(ato("receber", fatura.pk), {"valor": valor, "data_pagamento": datas.hoje().isoformat()})

    assert resposta.status_code == 422
    assert frase in resposta.content.decode()
    assert not Pagamento.objects.exists()


def test_o_que_vem_a_mais_vira_credito_e_o_servico_volta(painel: Client) -> None:
    servico = um_servico(estado="servico_habilitado")
    fatura = uma_fatura(cliente=servico.cliente, vencimento=daqui_a(5))
    suspender_por_debito(servico=servico, agora=datas.agora())

    receber(painel, fatura, valor="120,00")

    pagina = dito(painel, ato("fatura", fatura.pk))
    assert f"Fatura {fatura.pk} recebida: R$ 120,00. R$ 20,00 ficam de crédito para a próxima fatura." in pagina
    assert f"Voltou a funcionar: {servico.plano.nome}." in pagina
    assert Cobranca.objects.get(tipo="credito").valor == Decimal("-20.00")
    servico.refresh_from_db()
    assert servico.status_id == "servico_habilitado"


def test_desfazer_pede_o_motivo_e_reabre(painel: Client) -> None:
    fatura = uma_fatura(vencimento=daqui_a(5))
    receber(painel, fatura)
    pagamento = Pagamento.objects.get()

    sem = painel.post(ato("desfazer", pagamento.pk), {"motivo": ""})
    com = painel.post(ato("desfazer", pagamento.pk), {"motivo": "Era de outro."})
    de_novo = painel.post(ato("desfazer", pagamento.pk), {"motivo": "Era de outro."})

    assert (sem.status_code, com.headers["Location"], de_novo.status_code) == (422, ato("fatura", fatura.pk), 422)
    fatura.refresh_from_db()
    assert (fatura.situacao, fatura.valor_pago) == ("aguardando", None)
    assert "Desfeito em" in dito(painel, ato("fatura", fatura.pk))


def test_cancelar_e_trocar_o_link(painel: Client) -> None:
    fatura = uma_fatura(vencimento=daqui_a(5))

    painel.post(ato("revogar_link", fatura.pk))
    painel.post(ato("cancelar", fatura.pk), {"motivo": "Emitida por engano."})

    depois = Fatura.objects.get(pk=fatura.pk)
    assert depois.token != fatura.token
    assert (depois.situacao, depois.motivo_cancelamento) == ("cancelado", "Emitida por engano.")
    assert painel.get(f"/pdf/fatura/{fatura.token.hex}").status_code == 404


def test_o_que_o_banco_rejeitou_vai_de_novo(painel: Client) -> None:
    fatura = uma_fatura(vencimento=daqui_a(5))

    cedo_demais = painel.post(ato("registrar", fatura.pk))
    Fatura.objects.update(registro="rejeitado")
    painel.post(ato("registrar", fatura.pk))

    assert "não rejeitou" in cedo_demais.content.decode()
    assert Fatura.objects.get().registro == "nenhum"


@pytest.mark.parametrize("nome", ["receber", "cancelar", "revogar_link", "registrar", "enviar"])
def test_abrir_a_pagina_nao_faz_nada_e_a_que_nao_ha_e_404(painel: Client, nome: str) -> None:
    fatura = uma_fatura(vencimento=daqui_a(5))

    assert painel.get(ato(nome, fatura.pk)).status_code == 200
    assert painel.get(ato(nome, fatura.pk), headers={"HX-Request": "true"}).status_code == 200
    assert painel.get(ato(nome, 10**15)).status_code == 404
    assert Fatura.objects.get().token == fatura.token
    assert not Pagamento.objects.exists()
    assert not Mensagem.objects.exists()


class TestEnvio:
    """By which way, to whom, and what is missing."""

    @pytest.fixture
    def fatura(self) -> Fatura:
        ServidorEmail.objects.create(
            nome="Servidor", host="127.0.0.1", seguranca="nenhuma", remetente_email="faturas@provedor.example", usado_pela_api=True
        )
        fatura = uma_fatura(vencimento=daqui_a(5))
        Cliente.objects.update(email_principal="bianca@cliente.example", telefone_primario="37999998888")
        return fatura

    def test_diz_os_enderecos_e_o_que_nao_esta_configurado(self, painel: Client, fatura: Fatura) -> None:
        pagina = dito(painel, ato("enviar", fatura.pk))

        assert "E-mail: bianca@cliente.example" in pagina
        assert "SMS: Nenhum gateway de SMS está ativo." in pagina
        assert "As notificações não estão configuradas." in pagina
        assert formulario(painel, ato("enviar", fatura.pk))["canal"] == ["email"]

    def test_vai_tambem_aos_adicionais_e_a_aba_mostra(self, painel: Client, fatura: Fatura) -> None:
        painel.post(ato("enviar", fatura.pk), {"canal": "email", "adicionais": "contador@exemplo.test, outro@exemplo.test"})

        destinos = set(Mensagem.objects.values_list("destino", flat=True))
        assert destinos == {"bianca@cliente.example", "contador@exemplo.test", "outro@exemplo.test"}
        assert "contador@exemplo.test" in dito(painel, ato("fatura", fatura.pk) + "?aba=mensagens")
        assert Registro.objects.filter(porta="painel", acao="enviar_email").count() == 1

    def test_por_sms(self, painel: Client, fatura: Fatura) -> None:
        GatewaySms.objects.create(nome="Gateway", url="https://sms.exemplo.test/", ativo=True)

        painel.post(ato("enviar", fatura.pk), {"canal": "sms", "adicionais": "(37) 98888-7777"})

        assert set(Mensagem.objects.values_list("destino", flat=True)) == {"37999998888", "37988887777"}

    @pytest.mark.parametrize(
        ("dados", "frase"),
        [
            ({"canal": "sms"}, "Nenhum gateway de SMS está ativo."),
            ({"canal": "email", "adicionais": "nao-e-email"}, "Não serve para este envio: nao-e-email"),
            ({"canal": "sms", "adicionais": "123"}, "Não serve para este envio: 123"),
            ({"canal": "push", "adicionais": "a@b.test"}, "Notificações só chegam aos aparelhos"),
            ({"canal": "pombo"}, "Faça uma escolha válida"),
        ],
    )
    def test_recusa_o_que_nao_pode_sair(self, painel: Client, fatura: Fatura, dados: dict[str, str], frase: str) -> None:
        resposta = painel.post(ato("enviar", fatura.pk), dados)

        assert resposta.status_code == 422
        assert frase in resposta.content.decode()
        assert not Mensagem.objects.exists()


def test_a_ficha_diz_como_se_paga_e_faz_poucas_consultas(
    painel: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    fatura = uma_fatura(vencimento=daqui_a(-30))
    Provedor.atual()

    for aba in ("dados", "mensagens", "banco", "historico"):
        with django_assert_max_num_queries(12):
            resposta = painel.get(ato("fatura", fatura.pk), {"aba": aba})
        assert resposta.status_code == 200

    pagina = dito(painel, ato("fatura", fatura.pk))
    assert "Linha digitável" in pagina
    assert f"/pdf/fatura/{fatura.token.hex}" in pagina
    assert "R$ 103,00" in pagina


def test_quem_so_ve_nao_tem_botoes_nem_historico(entrar: Callable[[Usuario], Client], atendente: Usuario) -> None:
    fatura = uma_fatura(vencimento=daqui_a(5))
    dar_permissoes(atendente, "financeiro.view_fatura")
    navegador = entrar(atendente)

    pagina = dito(navegador, ato("fatura", fatura.pk) + "?aba=historico")

    assert "data-janela" not in pagina
    assert "Histórico" not in pagina
    assert "Quanto custa hoje" in pagina


class TestRenegociacao:
    """Chosen, shown, agreed on."""

    @pytest.fixture
    def faturas(self) -> list[Fatura]:
        cliente = um_cliente()
        return [uma_fatura(cliente=cliente, vencimento=daqui_a(-30)), uma_fatura(cliente=cliente, vencimento=daqui_a(5))]

    def pedido(self, faturas: list[Fatura], **mudancas: str) -> dict[str, list[str] | str]:
        dados: dict[str, list[str] | str] = {
            "fatura": [str(fatura.pk) for fatura in faturas],
            "parcelas": "3",
            "primeiro_vencimento": daqui_a(3).isoformat(),
            "forma": str(uma_forma().pk),
        }
        return {**dados, **mudancas}

    def test_as_parcelas_sao_mostradas_e_depois_feitas_iguais(self, painel: Client, faturas: list[Fatura]) -> None:
        endereco = ato("renegociar", faturas[0].cliente_id)
        previa = painel.get(endereco, self.pedido(faturas)).content.decode()
        assert Fatura.objects.count() == 2

        painel.post(endereco, self.pedido(faturas, total="203.00"))

        assert previa.count("R$ 67,66") == 2
        assert "R$ 67,68" in previa
        novas = Fatura.objects.filter(situacao="aguardando").order_by("pk")
        assert [fatura.valor for fatura in novas] == [Decimal("67.66"), Decimal("67.66"), Decimal("67.68")]
        assert set(Fatura.objects.filter(situacao="cancelado")) == set(faturas)

    def test_enviada_duas_vezes_faz_uma(self, painel: Client, faturas: list[Fatura]) -> None:
        endereco = ato("renegociar", faturas[0].cliente_id)
        painel.post(endereco, self.pedido(faturas, total="203.00"))

        segunda = painel.post(endereco, self.pedido(faturas, total="203.00"))

        assert segunda.status_code == 422
        assert "está cancelada" in segunda.content.decode()
        assert Fatura.objects.filter(situacao="aguardando").count() == 3

    @pytest.mark.parametrize(
        ("mudanca", "frase"),
        [
            ({"total": "200.00"}, "O valor mudou"),
            ({"total": ""}, "O valor mudou"),
            ({"total": "203.00", "parcelas": "0"}, "maior ou igual a 1"),
            ({"total": "203.00", "primeiro_vencimento": "2020-01-01"}, "O primeiro vencimento já passou."),
        ],
    )
    def test_o_que_nao_combina_com_o_que_foi_visto_e_recusado(
        self, painel: Client, faturas: list[Fatura], mudanca: dict[str, str], frase: str
    ) -> None:
        resposta = painel.post(ato("renegociar", faturas[0].cliente_id), self.pedido(faturas, **mudanca))

        assert resposta.status_code == 422
        assert frase in resposta.content.decode()
        assert Fatura.objects.count() == 2

    def test_a_de_outro_cliente_nao_se_escolhe(self, painel: Client, faturas: list[Fatura]) -> None:
        outra = uma_fatura(cliente=um_cliente("OUTRO"), vencimento=daqui_a(5))

        resposta = painel.post(ato("renegociar", faturas[0].cliente_id), self.pedido([outra], total="100.00"))

        assert resposta.status_code == 422
        outra.refresh_from_db()
        assert outra.situacao == "aguardando"


class TestLancamento:
    """Charged in the next bill, in one of its own, or credited."""

    def lancar(self, painel: Client, cliente: Cliente, **campos: str) -> Campos:
        endereco = ato("lancar", cliente.pk)
        dados = {**formulario(painel, endereco), "descricao": ["Taxa"], "valor": ["100,00"]}
        dados |= {nome: [valor] for nome, valor in campos.items()}
        painel.post(endereco, dados)
        return dados

    def test_em_parcelas_na_proxima_fatura(self, painel: Client) -> None:
        cliente = um_cliente()

        self.lancar(painel, cliente, que="proxima", parcelas="3")

        assert list(Cobranca.objects.order_by("pk").values_list("valor", flat=True)) == [
            Decimal("33.33"),
            Decimal("33.33"),
            Decimal("33.34"),
        ]
        assert not Fatura.objects.exists()
        assert "(+) Taxa (1/3)" in dito(painel, ato("lancar", cliente.pk))

    def test_emitida_agora_e_enviada_duas_vezes_e_uma_fatura(self, painel: Client) -> None:
        cliente = um_cliente()
        dados = self.lancar(painel, cliente, que="agora", forma=str(no_balcao().pk))

        segunda = painel.post(ato("lancar", cliente.pk), dados)

        assert segunda.status_code == 422
        assert "Este lançamento já foi feito" in segunda.content.decode()
        assert [fatura.valor for fatura in Fatura.objects.all()] == [Decimal("100.00")]

    def test_credito(self, painel: Client) -> None:
        self.lancar(painel, um_cliente(), que="credito", valor="12,34")

        assert Cobranca.objects.get().valor == Decimal("-12.34")

    @pytest.mark.parametrize(
        ("campos", "campo"),
        [
            ({"que": "agora"}, "forma"),
            ({"que": "credito", "parcelas": "2"}, "parcelas"),
            ({"que": "proxima", "valor": "1,234"}, "valor"),
        ],
    )
    def test_o_que_falta_e_dito_ao_lado(self, painel: Client, campos: dict[str, str], campo: str) -> None:
        cliente = um_cliente()

        dados = self.lancar(painel, cliente, **campos)

        assert painel.post(ato("lancar", cliente.pk), dados).context["formulario"].errors.keys() == {campo}
        assert not Cobranca.objects.exists()

    def test_o_servico_de_outro_nao_se_escolhe(self, painel: Client) -> None:
        de_outro = um_servico(um_cliente("OUTRO"))

        self.lancar(painel, um_cliente(), que="proxima", servico=str(de_outro.pk))

        assert not Cobranca.objects.exists()

    def test_o_que_espera_se_retira_ou_se_emite(self, painel: Client) -> None:
        cliente = um_cliente()
        self.lancar(painel, cliente, que="proxima", valor="10,00")
        self.lancar(painel, cliente, que="proxima", valor="30,00")
        primeira = Cobranca.objects.order_by("pk")[0]
        pedido = {"vencimento": daqui_a(5).isoformat(), "forma": no_balcao().pk}

        painel.post(ato("retirar", primeira.pk))
        painel.post(ato("emitir", cliente.pk), pedido)
        de_novo = painel.post(ato("emitir", cliente.pk), pedido)

        assert Fatura.objects.get().valor == Decimal("30.00")
        assert "Nada espera fatura até esse vencimento." in de_novo.content.decode()
