"""Long work that people ask for: once, whoever asks how often; resumed where it stopped; told as it is."""

from datetime import timedelta

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from enlace.auditoria.registro import Autor
from enlace.contas.models import Usuario
from enlace.core import datas
from enlace.financeiro.cancelamento import cancelar
from enlace.financeiro.models import ArquivoRemessa, ArquivoRetorno, ContaBancaria, Fatura, Faturamento, Pagamento, PedidoRemessa
from enlace.processos import jobs
from enlace.processos.faturamento_mensal import faturar
from enlace.processos.pedidos import (
    NadaARetomar,
    NumeroDeRetornoRepetido,
    VencimentoForaDoAlcance,
    pedir_faturamento,
    pedir_remessa,
    pedir_retorno,
    retomar_faturamento,
    retomar_retorno,
)
from enlace.processos.retorno import RetornoDeOutraConta, RetornoGuardado
from enlace.processos.tarefas import Tarefa, situacao_da_tarefa
from enlace.processos.tests.banco import RETORNO_EM, ocorrencia, um_boleto, um_retorno, um_servico_de, uma_conta
from enlace.processos.tests.cobranca import AGORA, AUTOR, HOJE, VENCIMENTO, um_servico_cobrado
from enlace.servicos.tests.fabrica import um_cliente

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana() -> Autor:
    return Autor(porta="painel", id_usuario=Usuario.objects.create(nome="Ana", email="ana@exemplo.test", is_staff=True).pk)


@pytest.fixture(autouse=True)
def relogio(monkeypatch: pytest.MonkeyPatch) -> None:
    """The jobs run on the days of the fixed bills."""
    monkeypatch.setattr(jobs, "hoje", lambda: HOJE)
    monkeypatch.setattr(jobs, "agora", lambda: AGORA)


def pedir(ana: Autor, *, refazer: bool = False) -> Faturamento:
    return pedir_faturamento(VENCIMENTO, refazer=refazer, autor=ana, agora=AGORA, hoje=HOJE)


def terminar_tarefa(id_tarefa: int | None, *, status: str) -> None:
    """As a worker, or its death, leaves it."""
    with connection.cursor() as cursor:
        cursor.execute("update procrastinate_jobs set status = %s::procrastinate_job_status where id = %s", [status, id_tarefa])


def ha_um_trabalhador(*, ha: timedelta = timedelta(0)) -> int:
    with connection.cursor() as cursor:
        cursor.execute("insert into procrastinate_workers (last_heartbeat) values (%s) returning id", [datas.agora() - ha])
        (chave,) = cursor.fetchone()
        return int(chave)


def test_o_faturamento_pedido_e_feito_em_nome_de_quem_pediu(ana: Autor) -> None:
    um_servico_cobrado()

    pedido = pedir(ana)
    assert not Fatura.objects.exists()
    jobs.continuar_faturamento(id_faturamento=pedido.pk)

    pedido.refresh_from_db()
    assert (pedido.usuario_id, pedido.faturas, pedido.clientes, pedido.total) == (ana.id_usuario, 1, 1, 1)
    assert pedido.terminado_em is not None
    assert Fatura.objects.get().faturamento_id == pedido.pk


def test_pedido_duas_vezes_e_uma_tarefa_so(ana: Autor) -> None:
    primeiro, segundo = pedir(ana), pedir(ana)

    assert (primeiro.pk, primeiro.id_tarefa) == (segundo.pk, segundo.id_tarefa)
    assert ProcrastinateJob.objects.filter(task_name="continuar_faturamento").count() == 1


def test_a_tarefa_repetida_depois_do_fim_nao_abre_outro_faturamento(ana: Autor) -> None:
    pedido = pedir(ana)

    jobs.continuar_faturamento(id_faturamento=pedido.pk)
    jobs.continuar_faturamento(id_faturamento=pedido.pk)

    assert Faturamento.objects.count() == 1


def test_o_que_para_o_faturamento_fica_dito_e_ele_se_retoma(ana: Autor) -> None:
    um_servico_cobrado()
    ContaBancaria.objects.update(nosso_numero_final=0)
    pedido = pedir(ana)

    jobs.continuar_faturamento(id_faturamento=pedido.pk)
    terminar_tarefa(pedido.id_tarefa, status="succeeded")
    pedido.refresh_from_db()
    assert "A faixa de nosso número" in pedido.parada
    assert pedido.terminado_em is None
    ContaBancaria.objects.update(nosso_numero_final=None)
    retomado = retomar_faturamento(pedido.pk, agora=AGORA)
    jobs.continuar_faturamento(id_faturamento=pedido.pk)

    assert retomado.id_tarefa != pedido.id_tarefa
    pedido.refresh_from_db()
    assert (pedido.parada, pedido.faturas) == ("", 1)
    with pytest.raises(NadaARetomar):
        retomar_faturamento(pedido.pk, agora=AGORA)


def test_quem_pede_para_refazer_refaz_tambem_ao_retomar(ana: Autor) -> None:
    um_servico_cobrado()
    jobs.continuar_faturamento(id_faturamento=pedir(ana).pk)
    cancelar(Fatura.objects.get().pk, motivo="Engano.", autor=ana, agora=AGORA)

    sem = pedir(ana)
    jobs.continuar_faturamento(id_faturamento=sem.pk)
    com = pedir(ana, refazer=True)
    # As the timetable does, which knows nothing of what was asked.
    faturar(VENCIMENTO, autor=AUTOR, agora=AGORA, hoje=HOJE)

    sem.refresh_from_db()
    com.refresh_from_db()
    assert (sem.faturas, com.faturas) == (0, 1)


@pytest.mark.parametrize("dias", [-1, 367])
def test_vencimento_passado_ou_longe_e_recusado(ana: Autor, dias: int) -> None:
    with pytest.raises(VencimentoForaDoAlcance):
        pedir_faturamento(HOJE + timedelta(days=dias), refazer=False, autor=ana, agora=AGORA, hoje=HOJE)

    assert not Faturamento.objects.exists()


def test_a_tarefa_diz_se_espera_se_anda_ou_se_ficou_orfa(ana: Autor) -> None:
    tarefa = pedir(ana).id_tarefa
    agora = datas.agora()

    sem_ninguem = situacao_da_tarefa(tarefa, agora=agora)
    vivo = ha_um_trabalhador()
    na_fila = situacao_da_tarefa(tarefa, agora=datas.agora())
    terminar_tarefa(tarefa, status="doing")
    orfa = situacao_da_tarefa(tarefa, agora=datas.agora())
    with connection.cursor() as cursor:
        cursor.execute("update procrastinate_jobs set worker_id = %s where id = %s", [vivo, tarefa])
    fazendo = situacao_da_tarefa(tarefa, agora=datas.agora())
    calado = situacao_da_tarefa(tarefa, agora=datas.agora() + timedelta(minutes=2))

    assert (sem_ninguem, na_fila, orfa) == (Tarefa.SEM_TRABALHADOR, Tarefa.NA_FILA, Tarefa.ORFA)
    assert (fazendo, calado) == (Tarefa.FAZENDO, Tarefa.ORFA)
    assert situacao_da_tarefa(None, agora=agora) == Tarefa.NENHUMA


def test_a_remessa_pedida_traz_o_arquivo_e_o_que_ficou_de_fora(ana: Autor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "agora", lambda: RETORNO_EM - timedelta(days=15))
    conta = uma_conta()
    um_boleto(conta, um_servico_de("COM CPF"))
    sem_cpf = um_boleto(conta, um_servico_de("SEM CPF", cpf=None))

    pedido = pedir_remessa(conta, autor=ana, agora=AGORA)
    de_novo = pedir_remessa(conta, autor=ana, agora=AGORA)
    jobs.fazer_remessa(id_pedido_remessa=pedido.pk)
    jobs.fazer_remessa(id_pedido_remessa=pedido.pk)

    assert de_novo.pk == pedido.pk
    pedido.refresh_from_db()
    assert (pedido.entradas, pedido.deixadas_total, pedido.recusa) == (1, 1, "")
    assert pedido.deixadas[0]["id_fatura"] == sem_cpf.pk
    assert pedido.remessa == ArquivoRemessa.objects.get()
    assert pedido.terminado_em is not None


def test_a_remessa_recusada_diz_por_que_e_nao_prende_a_conta(ana: Autor) -> None:
    conta = uma_conta(especie="XX")

    pedido = pedir_remessa(conta, autor=ana, agora=AGORA)
    jobs.fazer_remessa(id_pedido_remessa=pedido.pk)

    assert "espécie" in PedidoRemessa.objects.get(pk=pedido.pk).recusa
    assert pedir_remessa(conta, autor=ana, agora=AGORA).pk != pedido.pk


class TestRetorno:
    """A file of two payments."""

    @pytest.fixture
    def conta(self) -> ContaBancaria:
        return uma_conta()

    @pytest.fixture
    def conteudo(self, conta: ContaBancaria, monkeypatch: pytest.MonkeyPatch) -> bytes:
        monkeypatch.setattr(jobs, "agora", lambda: RETORNO_EM)
        faturas = [um_boleto(conta, um_servico_de(nome, cpf=None), registro="enviado") for nome in ("UM", "DOIS")]
        return um_retorno(*(ocorrencia("06", fatura) for fatura in faturas))

    def mandar(self, conteudo: bytes, conta: ContaBancaria, ana: Autor) -> RetornoGuardado:
        return pedir_retorno(conteudo, "CBR.RET", conta, autor=ana, agora=RETORNO_EM)

    def test_e_guardado_inteiro_e_feito_pela_tarefa(self, conteudo: bytes, conta: ContaBancaria, ana: Autor) -> None:
        guardado = self.mandar(conteudo, conta, ana)
        assert not Pagamento.objects.exists()

        jobs.continuar_retorno(id_retorno=guardado.arquivo.pk)
        jobs.continuar_retorno(id_retorno=guardado.arquivo.pk)

        assert set(Pagamento.objects.values_list("origem", "usuario")) == {("retorno", ana.id_usuario)}
        assert Pagamento.objects.count() == 2

    def test_mandado_de_novo_nao_muda_nada(self, conteudo: bytes, conta: ContaBancaria, ana: Autor) -> None:
        guardado = self.mandar(conteudo, conta, ana)
        jobs.continuar_retorno(id_retorno=guardado.arquivo.pk)

        de_novo = self.mandar(conteudo, conta, ana)

        assert (de_novo.arquivo.pk, de_novo.novo) == (guardado.arquivo.pk, False)
        assert ProcrastinateJob.objects.filter(task_name="continuar_retorno").count() == 1
        with pytest.raises(NadaARetomar):
            retomar_retorno(guardado.arquivo.pk, agora=RETORNO_EM)

    def test_o_que_parou_se_retoma(self, conteudo: bytes, conta: ContaBancaria, ana: Autor) -> None:
        arquivo = self.mandar(conteudo, conta, ana).arquivo
        arquivo.refresh_from_db()
        terminar_tarefa(arquivo.id_tarefa, status="failed")

        retomado = retomar_retorno(arquivo.pk, agora=RETORNO_EM)

        assert retomado.id_tarefa != arquivo.id_tarefa

    def test_outro_conteudo_com_o_mesmo_numero_e_recusado_sem_deixar_nada(
        self, conteudo: bytes, conta: ContaBancaria, ana: Autor
    ) -> None:
        self.mandar(conteudo, conta, ana)
        outra = um_boleto(conta, um_servico_de("TRÊS", cpf=None), registro="enviado")

        with pytest.raises(NumeroDeRetornoRepetido):
            self.mandar(um_retorno(ocorrencia("06", outra)), conta, ana)

        assert ArquivoRetorno.objects.count() == 1

    def test_o_de_outra_conta_e_recusado(self, conteudo: bytes, ana: Autor) -> None:
        outra = uma_conta(descricao="OUTRA", conta="99999")

        with pytest.raises(RetornoDeOutraConta):
            self.mandar(conteudo, outra, ana)

        assert not ArquivoRetorno.objects.exists()


def test_um_faturamento_que_ninguem_cobra_termina_vazio(ana: Autor) -> None:
    um_cliente()

    pedido = pedir(ana)
    jobs.continuar_faturamento(id_faturamento=pedido.pk)

    pedido.refresh_from_db()
    assert (pedido.total, pedido.faturas) == (0, 0)
