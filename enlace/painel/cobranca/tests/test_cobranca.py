"""The monthly run, remittances and returns, as the panel asks for them."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from enlace.auditoria.models import Registro
from enlace.contas.models import Usuario
from enlace.core import datas
from enlace.financeiro.models import (
    ArquivoRemessa,
    ArquivoRetorno,
    ContaBancaria,
    Fatura,
    Faturamento,
    FaturamentoOcorrencia,
    Pagamento,
    PedidoRemessa,
)
from enlace.painel.cobranca import retornos
from enlace.painel.tests.navegador import formulario
from enlace.processos import jobs
from enlace.processos.tests.banco import ocorrencia, um_boleto, um_retorno, um_servico_de, uma_conta
from enlace.processos.tests.cobranca import um_servico_cobrado
from enlace.servicos.tests.fabrica import um_cliente

pytestmark = pytest.mark.django_db

FATURAMENTO = "painel:cobranca:faturamento"


def vencimento() -> date:
    """A due date near enough, whatever today is."""
    return datas.hoje() + timedelta(days=7)


def com_um_cobrado(valor: str = "99.90", nome: str = "BIANCA") -> None:
    um_servico_cobrado(um_cliente(nome), dia=vencimento().day, valor=valor)


def pedir(painel: Client) -> Faturamento:
    painel.post(reverse(FATURAMENTO), {"vencimento": vencimento().isoformat()})
    return Faturamento.objects.get()


def tarefa_acabou(id_tarefa: int | None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("update procrastinate_jobs set status = 'failed' where id = %s", [id_tarefa])


class TestFaturamento:
    """Chosen, shown, issued by a job, told while it lasts."""

    def test_os_proximos_vencimentos_sao_os_dias_em_uso(self, painel: Client) -> None:
        com_um_cobrado()

        pagina = painel.get(reverse(FATURAMENTO)).content.decode()

        assert f"?vencimento={vencimento().isoformat()}" in pagina
        assert "Por faturar" in pagina

    def test_a_previsao_diz_quantas_de_quanto_e_quem_fica_de_fora_sem_gravar(self, painel: Client) -> None:
        com_um_cobrado()
        com_um_cobrado("50.00", "CAIO")

        pagina = painel.get(reverse(FATURAMENTO), {"vencimento": vencimento().isoformat()}).content.decode()

        assert "Emitir 2 faturas" in pagina
        assert "R$ 149,90" in pagina
        assert "CAIO" in pagina
        assert (Fatura.objects.count(), Faturamento.objects.count()) == (0, 0)

    @pytest.mark.parametrize("dias", [-1, 400])
    def test_vencimento_fora_do_alcance_e_recusado_ao_lado_do_campo(self, painel: Client, dias: int) -> None:
        dia = (datas.hoje() + timedelta(days=dias)).isoformat()

        for resposta in (
            painel.get(reverse(FATURAMENTO), {"vencimento": dia}),
            painel.post(reverse(FATURAMENTO), {"vencimento": dia}),
        ):
            assert resposta.status_code == 422
            assert "De hoje a daqui a um ano" in resposta.content.decode()
        assert not Faturamento.objects.exists()

    def test_emitir_abre_a_pagina_do_andamento_e_a_tarefa_emite(self, painel: Client, administradora: Usuario) -> None:
        com_um_cobrado()

        feito = pedir(painel)
        pagina = reverse("painel:cobranca:execucao", args=[feito.pk])
        antes = painel.get(pagina).content.decode()
        jobs.continuar_faturamento(id_faturamento=feito.pk)
        depois = painel.get(pagina).content.decode()

        assert "Aguardando o processador de tarefas" in antes
        assert 'hx-trigger="every 2s"' in antes
        assert "Terminado." in depois
        assert "hx-trigger" not in depois
        feito.refresh_from_db()
        assert (feito.faturas, feito.usuario) == (1, administradora)
        assert Fatura.objects.get().faturamento == feito

    def test_pedido_duas_vezes_e_um_so(self, painel: Client) -> None:
        com_um_cobrado()

        pedir(painel)
        feito = pedir(painel)
        jobs.continuar_faturamento(id_faturamento=feito.pk)

        assert Fatura.objects.count() == 1

    def test_a_parte_pede_a_pagina_inteira_quando_nada_mais_anda(self, painel: Client) -> None:
        feito = pedir(painel)
        parte = reverse("painel:cobranca:execucao", args=[feito.pk]) + "?parte=andamento"

        andando = painel.get(parte)
        jobs.continuar_faturamento(id_faturamento=feito.pk)
        parado = painel.get(parte)

        assert "HX-Refresh" not in andando.headers
        assert "<html" not in andando.content.decode()
        assert parado.headers["HX-Refresh"] == "true"

    def test_o_interrompido_se_retoma(self, painel: Client) -> None:
        com_um_cobrado()
        feito = pedir(painel)
        tarefa_acabou(feito.id_tarefa)
        Faturamento.objects.update(iniciado_em=datas.agora() - timedelta(hours=1))
        pagina = painel.get(reverse("painel:cobranca:execucao", args=[feito.pk])).content.decode()

        painel.post(reverse("painel:cobranca:retomar", args=[feito.pk]))

        assert "Foi interrompido antes do fim." in pagina
        assert "Retomar de onde parou" in pagina
        assert Faturamento.objects.get().id_tarefa != feito.id_tarefa

    def test_quem_ficou_de_fora_e_listado_com_o_motivo_e_em_csv(self, painel: Client) -> None:
        feito = pedir(painel)
        FaturamentoOcorrencia.objects.create(faturamento=feito, cliente=um_cliente(), motivo="Plano sem valor.")
        lista = reverse("painel:cobranca:ocorrencias", args=[feito.pk])

        resumo = painel.get(reverse("painel:cobranca:execucao", args=[feito.pk])).content.decode()
        csv = b"".join(painel.get(lista, {"formato": "csv"}).streaming_content).decode()  # type: ignore[attr-defined]

        assert "Plano sem valor." in resumo
        assert "Plano sem valor." in painel.get(lista).content.decode()
        assert "Plano sem valor." in csv

    def test_as_paginas_fazem_poucas_consultas(self, painel: Client, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
        com_um_cobrado()
        feito = pedir(painel)

        for pagina in (reverse(FATURAMENTO), reverse("painel:cobranca:execucao", args=[feito.pk])):
            with django_assert_max_num_queries(12):
                painel.get(pagina)


class TestRemessas:
    """Asked for, made by a job, taken away with a trace."""

    @pytest.fixture
    def conta(self) -> ContaBancaria:
        conta = uma_conta()
        um_boleto(conta, um_servico_de(), vencimento=datas.hoje() + timedelta(days=10))
        um_boleto(conta, um_servico_de("VENCIDO", cpf=None), vencimento=datas.hoje() - timedelta(days=10))
        return conta

    def test_diz_o_que_espera_em_cada_conta(self, painel: Client, conta: ContaBancaria) -> None:
        resposta = painel.get(reverse("painel:cobranca:remessas"))

        (item,) = resposta.context["contas"]
        assert (item["conta"], item["espera"].novas, item["espera"].vencidas, item["espera"].baixas) == (conta, 1, 1, 0)

    def test_gera_pela_tarefa_e_baixa_com_rastro(self, painel: Client, conta: ContaBancaria, administradora: Usuario) -> None:
        pedida = painel.post(reverse("painel:cobranca:remessas"), {"conta": conta.pk}).headers["Location"]
        na_fila = painel.get(pedida).content.decode()
        jobs.fazer_remessa(id_pedido_remessa=PedidoRemessa.objects.get().pk)
        feita = painel.get(pedida).content.decode()
        arquivo = ArquivoRemessa.objects.get()
        baixado = painel.get(reverse("painel:cobranca:baixar_remessa", args=[arquivo.pk]))

        assert 'hx-trigger="every 2s"' in na_fila
        assert f"Baixar a remessa {arquivo.numero_sequencial}" in feita
        assert "1 fatura vencida que o banco nunca conheceu" in feita
        assert baixado.content.decode("ascii") == arquivo.conteudo
        assert baixado.headers["Content-Type"] == "text/plain; charset=us-ascii"
        assert baixado.headers["Content-Disposition"] == f'attachment; filename="remessa-{conta.pk}-000001.rem"'
        assert Registro.objects.filter(acao="baixar_remessa", usuario=administradora, chave=str(arquivo.pk)).exists()
        assert f"remessas/{arquivo.pk}/arquivo/" in painel.get(reverse("painel:cobranca:remessas")).content.decode()

    def test_abrir_a_pagina_nao_gera_e_conta_que_nao_ha_volta(self, painel: Client, conta: ContaBancaria) -> None:
        painel.get(reverse("painel:cobranca:remessas"))
        resposta = painel.post(reverse("painel:cobranca:remessas"), {"conta": conta.pk + 1})

        assert resposta.headers["Location"] == reverse("painel:cobranca:remessas")
        assert not PedidoRemessa.objects.exists()


class TestRetornos:
    """Sent, kept, carried out by a job, told line by line."""

    @pytest.fixture
    def conta(self) -> ContaBancaria:
        return uma_conta()

    @pytest.fixture
    def conteudo(self, conta: ContaBancaria) -> bytes:
        """A payment, and one of a title that nobody knows."""
        fatura = um_boleto(conta, um_servico_de(), registro="enviado")
        perdida = um_boleto(conta, um_servico_de("OUTRO", cpf=None), registro="enviado")
        linhas = [
            ocorrencia("06", fatura, data_da_ocorrencia=f"{datas.hoje():%d%m%Y}"),
            ocorrencia("06", perdida, data_da_ocorrencia=f"{datas.hoje():%d%m%Y}"),
        ]
        arquivo = um_retorno(*linhas, dia=f"{datas.hoje():%d%m%Y}")
        Fatura.objects.filter(pk=perdida.pk).update(nosso_numero=99)
        return arquivo

    def mandar(self, painel: Client, conta: ContaBancaria, conteudo: bytes, nome: str = "CBR.RET") -> str:
        dados = {"conta": str(conta.pk), "arquivo": SimpleUploadedFile(nome, conteudo)}
        resposta = painel.post(reverse("painel:cobranca:ler_retorno"), dados)
        return resposta.headers.get("Location") or resposta.content.decode()

    def test_e_feito_pela_tarefa_e_diz_o_que_foi_de_cada_linha(self, painel: Client, conta: ContaBancaria, conteudo: bytes) -> None:
        pagina = self.mandar(painel, conta, conteudo)
        andando = painel.get(pagina).content.decode()
        jobs.continuar_retorno(id_retorno=ArquivoRetorno.objects.get().pk)
        feito = painel.get(pagina).content.decode()

        assert "Aguardando o processador de tarefas" in andando
        assert "1 de 2 linhas" in andando
        assert Pagamento.objects.get().valor == Decimal("49.90")
        assert "Fatura quitada" in feito
        assert "R$ 49,90" in feito
        assert "1 linha a conferir" in feito
        assert "hx-trigger" not in feito
        assert len(painel.get(pagina, {"resultado": "conferir"}).context["tabela"].linhas) == 1

    def test_o_mesmo_arquivo_de_novo_leva_ao_mesmo_resultado(self, painel: Client, conta: ContaBancaria, conteudo: bytes) -> None:
        primeira = self.mandar(painel, conta, conteudo)
        jobs.continuar_retorno(id_retorno=ArquivoRetorno.objects.get().pk)

        segunda = self.mandar(painel, conta, conteudo, "OUTRO-NOME.RET")

        assert segunda == primeira
        assert "já tinha sido lido" in painel.get(segunda).content.decode()
        assert Pagamento.objects.count() == 1

    def test_o_de_outra_conta_o_cortado_e_o_que_nao_e_retorno_sao_recusados_com_o_motivo(
        self, painel: Client, conta: ContaBancaria, conteudo: bytes
    ) -> None:
        outra = uma_conta(descricao="OUTRA", conta="99999")

        assert "O número da conta do arquivo é" in self.mandar(painel, outra, conteudo)
        assert "erros-do-formulario" in self.mandar(painel, conta, conteudo[: len(conteudo) // 2])
        assert "erros-do-formulario" in self.mandar(painel, conta, b"bom dia")
        assert not ArquivoRetorno.objects.exists()

    def test_o_grande_demais_e_recusado_antes_de_ser_lido(
        self, painel: Client, conta: ContaBancaria, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(retornos, "MAIOR_ARQUIVO", 1000)

        resposta = painel.post(
            reverse("painel:cobranca:ler_retorno"),
            {"conta": str(conta.pk), "arquivo": SimpleUploadedFile("CBR.RET", b"x" * 30_000)},
        )

        assert resposta.status_code == 413
        assert "O arquivo passa de 25 MB" in resposta.content.decode()

    def test_sem_a_chave_do_formulario_nada_e_lido(self, administradora: Usuario, conta: ContaBancaria, conteudo: bytes) -> None:
        navegador = Client(enforce_csrf_checks=True)
        navegador.force_login(administradora)
        endereco = reverse("painel:cobranca:ler_retorno")
        dados = {"conta": str(conta.pk), "arquivo": SimpleUploadedFile("CBR.RET", conteudo)}

        recusada = navegador.post(endereco, dados)
        chave = formulario(navegador, endereco)["csrfmiddlewaretoken"][0]
        dados["arquivo"] = SimpleUploadedFile("CBR.RET", conteudo)
        aceita = navegador.post(endereco, {**dados, "csrfmiddlewaretoken": chave})

        assert (recusada.status_code, aceita.status_code) == (403, 302)

    def test_o_que_parou_se_retoma(self, painel: Client, conta: ContaBancaria, conteudo: bytes) -> None:
        pagina = self.mandar(painel, conta, conteudo)
        arquivo = ArquivoRetorno.objects.get()
        tarefa_acabou(arquivo.id_tarefa)
        parado = painel.get(pagina).content.decode()

        painel.post(reverse("painel:cobranca:retomar_retorno", args=[arquivo.pk]))

        assert "Retomar de onde parou" in parado
        assert ArquivoRetorno.objects.get().id_tarefa != arquivo.id_tarefa

    def test_a_pagina_faz_poucas_consultas(
        self, painel: Client, conta: ContaBancaria, conteudo: bytes, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        pagina = self.mandar(painel, conta, conteudo)
        painel.get(pagina)

        with django_assert_max_num_queries(12):
            painel.get(pagina)
