"""Trust unblock: who gets it, for how long, how often, and who does not."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from enlace.auditoria.models import Registro
from enlace.configuracao.models import RegraDesbloqueio
from enlace.mensagens.models import Mensagem
from enlace.processos.desbloqueio_em_confianca import (
    DesbloqueioCedoDemais,
    DesbloqueioDesativado,
    DesbloqueiosDemais,
    DiasNaoPermitidos,
    JaDesbloqueado,
    NaoSuspensoPorDebito,
    ServicoDesconhecido,
    desbloquear,
)
from enlace.processos.tests.cobranca import AUTOR, um_servico_cobrado
from enlace.processos.tests.confianca import (
    PEDIDO_EM,
    ajustes,
    com_login,
    confiar,
    encerrar,
    estado,
    regra,
    servico_de,
    um_suspenso_a_mao,
    um_suspenso_por_fatura,
)
from enlace.processos.tests.devedores import dia
from enlace.servicos.acesso import SemAutenticacao
from enlace.servicos.models import ClienteServico, DesbloqueioConfianca, ServicoStatus, Suspensao
from enlace.servicos.situacao import cancelar, suspender_por_debito
from enlace.servicos.tests.fabrica import um_motivo


@pytest.mark.django_db
class TestConcessao:
    def test_o_servico_funciona_na_hora_ate_o_fim_do_dia_prometido(self) -> None:
        servico = servico_de(um_suspenso_por_fatura())
        antes = ajustes()

        desbloqueio = confiar(servico, dias=3)

        assert estado(servico) == "servico_habilitado"
        assert (desbloqueio.ate, desbloqueio.dias, desbloqueio.pedido_em) == (date(2027, 1, 1), 3, PEDIDO_EM)
        assert (desbloqueio.situacao, desbloqueio.encerrado_em) == ("ativo", None)
        assert desbloqueio.estado_anterior_id == "suspenso_debito"
        assert Suspensao.objects.get().fim == PEDIDO_EM
        assert ajustes() == [*antes, servico.pk]

    def test_o_dia_e_o_do_provedor(self) -> None:
        servico = um_suspenso_a_mao()

        # Half past two in the morning of the 30th in Greenwich is still the 29th in Brasília.
        desbloqueio = confiar(servico, dias=1, em=dia(30) - timedelta(hours=10, minutes=30))

        assert desbloqueio.ate == date(2026, 12, 30)

    def test_quem_pediu_fica_na_auditoria(self) -> None:
        servico = um_suspenso_a_mao()

        desbloqueio = confiar(servico)

        registros = Registro.objects.filter(acao="desbloquear_em_confianca").order_by("pk")
        assert [(r.tabela, r.chave, r.porta) for r in registros] == [
            ("desbloqueio_confianca", str(desbloqueio.pk), "job"),
            ("cliente_servico", str(servico.pk), "job"),
        ]
        assert registros[1].depois == {"status_prefixo": "servico_habilitado"}

    def test_so_o_que_as_faturas_suspenderam_volta_por_elas(self) -> None:
        pelas_faturas, a_mao = servico_de(um_suspenso_por_fatura()), um_suspenso_a_mao()

        assert [confiar(servico).suspenso_por_fatura for servico in (pelas_faturas, a_mao)] == [True, False]

    def test_o_maximo_de_dias_e_permitido(self) -> None:
        regra(maximo_de_dias=5)

        assert confiar(um_suspenso_a_mao(), dias=5).dias == 5

    def test_se_a_transacao_e_desfeita_nada_aconteceu(self) -> None:
        servico = um_suspenso_a_mao()

        with transaction.atomic():
            confiar(servico)
            transaction.set_rollback(True)

        assert (estado(servico), ajustes()) == ("suspenso_debito", [])
        assert not DesbloqueioConfianca.objects.exists()

    def test_outro_servico_do_cliente_continua_suspenso(self) -> None:
        servico = um_suspenso_a_mao()
        outro = com_login(um_servico_cobrado(servico.cliente))
        suspender_por_debito(servico=outro, agora=dia(28))

        confiar(servico)

        assert estado(outro) == "suspenso_debito"

    def test_sem_a_regra_so_por_debito_vale_tambem_para_quem_foi_suspenso_parcialmente(self) -> None:
        regra(so_por_debito=False)
        servico = um_suspenso_a_mao()
        ClienteServico.objects.update(status="suspenso_parcialmente")

        assert confiar(servico).estado_anterior_id == "suspenso_parcialmente"
        assert estado(servico) == "servico_habilitado"

    def test_ninguem_recebe_mensagem(self) -> None:
        servico = servico_de(um_suspenso_por_fatura())
        antes = Mensagem.objects.count()

        confiar(servico)

        assert Mensagem.objects.count() == antes


@pytest.mark.django_db
class TestRecusa:
    def test_desativado(self) -> None:
        regra(habilitado=False)
        servico = um_suspenso_a_mao()

        with pytest.raises(DesbloqueioDesativado, match="não está habilitado"):
            confiar(servico)

        assert (estado(servico), ajustes()) == ("suspenso_debito", [])

    @pytest.mark.parametrize(
        ("maximo", "dias", "frase"),
        [(3, 4, r"\(4\) não é permitido, .* o máximo permitido é de 3 dias\."), (1, 10**18, "máximo permitido é de 1 dia\\.")],
    )
    def test_mais_dias_que_a_regra(self, maximo: int, dias: int, frase: str) -> None:
        regra(maximo_de_dias=maximo)
        servico = um_suspenso_a_mao()

        with pytest.raises(DiasNaoPermitidos, match=frase):
            confiar(servico, dias=dias)

        assert estado(servico) == "suspenso_debito"

    def test_servico_que_nao_existe(self) -> None:
        with pytest.raises(ServicoDesconhecido, match="não foi encontrado"):
            desbloquear(987654321, dias=1, autor=AUTOR, agora=PEDIDO_EM)

    def test_sem_login_nao_ha_o_que_abrir(self) -> None:
        servico = um_servico_cobrado()
        suspender_por_debito(servico=servico, agora=dia(28))

        with pytest.raises(SemAutenticacao, match="O serviço/plano informado não possui dados de autenticação"):
            confiar(servico)

    @pytest.mark.parametrize(
        ("so_por_debito", "aceitos"), [(True, {"suspenso_debito"}), (False, {"suspenso_debito", "suspenso_parcialmente"})]
    )
    def test_so_os_estados_que_a_regra_aceita(self, so_por_debito: bool, aceitos: set[str]) -> None:  # noqa: FBT001 - a parameter
        regra(so_por_debito=so_por_debito)
        concedidos = set()

        for prefixo in ServicoStatus.objects.values_list("prefixo", flat=True):
            servico = com_login(um_servico_cobrado())
            if prefixo == "cancelado":
                cancelar(servico=servico, motivo=um_motivo(), agora=dia(28))
            else:
                ClienteServico.objects.filter(pk=servico.pk).update(status=prefixo)
            try:
                confiar(servico)
            except NaoSuspensoPorDebito:
                assert estado(servico) == prefixo
            else:
                concedidos.add(prefixo)

        assert concedidos == aceitos

    def test_a_recusa_diz_a_regra_e_a_situacao(self) -> None:
        servico = com_login(um_servico_cobrado())
        cancelar(servico=servico, motivo=um_motivo(), agora=dia(28))

        with pytest.raises(
            NaoSuspensoPorDebito, match="é só para serviços suspensos por débito, e este está na situação “Cancelado”"
        ):
            confiar(servico)

    def test_quem_ja_esta_desbloqueado(self) -> None:
        regra(vezes=9)
        servico = um_suspenso_a_mao()
        confiar(servico)

        with pytest.raises(JaDesbloqueado, match="até a data 31/12/2026"):
            confiar(servico, dias=3)

        assert DesbloqueioConfianca.objects.get().dias == 2


@pytest.mark.django_db
class TestQuantasVezes:
    def test_uma_vez_em_trinta_dias_contados_do_pedido(self) -> None:
        servico = um_suspenso_a_mao()
        confiar(servico)
        encerrar(dia(1, mes=1).replace(year=2027))

        with pytest.raises(
            DesbloqueiosDemais, match="máximo permitido é de 1 desbloqueio em confiança a cada 30 dias, e o serviço já teve 1"
        ):
            confiar(servico, em=PEDIDO_EM + timedelta(days=29))

        assert confiar(servico, em=PEDIDO_EM + timedelta(days=30)).situacao == "ativo"

    def test_duas_vezes_se_a_regra_deixa_e_a_terceira_nao(self) -> None:
        regra(vezes=2)
        servico = um_suspenso_a_mao()
        for semana in range(2):
            confiar(servico, em=PEDIDO_EM + timedelta(weeks=semana))
            encerrar(PEDIDO_EM + timedelta(weeks=semana, days=4))

        with pytest.raises(DesbloqueiosDemais, match="de 2 desbloqueios em confiança a cada 30 dias, e o serviço já teve 2"):
            confiar(servico, em=PEDIDO_EM + timedelta(weeks=2))

    def test_os_dos_outros_servicos_nao_contam(self) -> None:
        confiar(um_suspenso_a_mao())

        assert confiar(um_suspenso_a_mao()).situacao == "ativo"

    def test_o_intervalo_conta_do_fim_do_ultimo(self) -> None:
        regra(vezes=9, intervalo_dias=5)
        servico = um_suspenso_a_mao()
        confiar(servico, dias=1)
        # Ended in the first minutes of the 31st.
        encerrar(dia(31) - timedelta(hours=9, minutes=59))

        with pytest.raises(
            DesbloqueioCedoDemais, match="é de 5 dias: o último terminou em 31/12/2026, o próximo é possível a partir de 05/01/2027"
        ):
            confiar(servico, em=dia(31) + timedelta(days=4))

        assert confiar(servico, em=dia(31) + timedelta(days=5)).situacao == "ativo"


@pytest.mark.django_db
class TestPromessasDoBanco:
    @pytest.mark.parametrize(
        "valores",
        [{"maximo_de_dias": 0}, {"maximo_de_dias": 31}, {"vezes": 0}, {"periodo_dias": 0}, {"intervalo_dias": 3651}],
    )
    def test_a_regra_tem_limites(self, valores: dict[str, int]) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            regra(**valores)

    def test_ha_uma_regra_so(self) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            RegraDesbloqueio.objects.create(pk=2)

    @pytest.mark.parametrize(
        "mudanca",
        ["dias = 0", "situacao = 'encerrado'", "encerrado_em = now()", "situacao = 'retirado', encerrado_em = '2020-01-01'"],
    )
    def test_o_desbloqueio_se_contradiz_e_e_recusado(self, mudanca: str) -> None:
        confiar(um_suspenso_a_mao())

        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"update desbloqueio_confianca set {mudanca}")

    def test_um_so_em_vigor_por_servico(self) -> None:
        desbloqueio = confiar(um_suspenso_a_mao())
        desbloqueio.pk = None

        with pytest.raises(IntegrityError, match="desbloqueio_confianca_um_de_cada_vez"), transaction.atomic():
            desbloqueio.save(force_insert=True)
