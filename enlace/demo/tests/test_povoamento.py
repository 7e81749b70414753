from datetime import timedelta
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from django.db.models import F, QuerySet

from enlace.atendimento.models import Atendimento, AtendimentoMensagem
from enlace.auditoria.models import Registro
from enlace.auditoria.registro import Autor
from enlace.clientes.models import Cliente
from enlace.core.documentos import cpf_cnpj_valido
from enlace.demo.documentacao.clientes import MACIEL
from enlace.demo.documentacao.prospectos import XPTO
from enlace.demo.povoamento.elenco import QUANTOS
from enlace.demo.povoamento.faturas import DIAS, MESES
from enlace.demo.povoamento.prospectos import CONVERTIDOS
from enlace.demo.povoamento.prospectos import QUANTOS as PROSPECTOS
from enlace.demo.tests.conftest import AGORA
from enlace.enderecos.models import Endereco
from enlace.financeiro.models import Cobranca, CobrancaServico, ContaBancaria, Fatura
from enlace.financeiro.titulo import valor_no_dia
from enlace.ordens_servico.models import OrdemServico, OrdemServicoTecnico
from enlace.processos.remessa import gerar_remessa
from enlace.prospectos.models import Prospecto
from enlace.radius.models import Sessao
from enlace.servicos.models import ClienteServico, ServicoStatus

pytestmark = pytest.mark.usefixtures("carregada", "db")


def inventados() -> list[Cliente]:
    return list(Cliente.objects.filter(pk__gt=MACIEL))


def test_ha_algumas_centenas_e_nenhum_e_guilherme() -> None:
    assert len(inventados()) == QUANTOS + CONVERTIDOS
    assert not [cliente for cliente in inventados() if "GUILHERME" in cliente.nome_razaosocial]


def test_documentos_conferem_e_sao_do_tipo_certo() -> None:
    assert all(cpf_cnpj_valido(cliente.cpf_cnpj or "") for cliente in inventados())
    assert {(c.tipo_pessoa, len(c.cpf_cnpj or "")) for c in inventados()} == {("pf", 11), ("pj", 14)}


def test_ninguem_pode_ser_chamado_nem_recebe_correio() -> None:
    assert all(cliente.telefone_primario.startswith("3790000") for cliente in inventados())
    assert all((cliente.email_principal or "").endswith("@example.com") for cliente in inventados())


@pytest.mark.parametrize("modelo", [Cliente, ClienteServico, Endereco])
def test_cada_linha_passaria_pelos_formularios(modelo: type[Cliente | ClienteServico | Endereco]) -> None:
    erradas = []

    for linha in modelo._default_manager.exclude(pk__lte=MACIEL) if modelo is Cliente else modelo._default_manager.all():
        try:
            linha.clean_fields()
        except ValidationError as erro:
            erradas.append((linha.pk, erro.message_dict))

    assert erradas == []


def test_ha_servicos_em_todos_os_estados() -> None:
    usados = set(ClienteServico.objects.values_list("status", flat=True))

    assert usados == set(ServicoStatus.objects.values_list("prefixo", flat=True))
    assert len(usados) == 13


def test_cancelados_tem_motivo_e_deixaram_a_porta() -> None:
    cancelados = ClienteServico.objects.filter(status="cancelado")

    assert cancelados.count() >= 3
    assert not cancelados.filter(motivo_cancelamento=None).exists()
    assert not cancelados.exclude(porta_atendimento=None).exists()


def test_datas_estao_em_ordem_e_no_passado() -> None:
    assert not ClienteServico.objects.filter(data_venda__lt=F("cliente__data_cadastro")).exists()
    assert not ClienteServico.objects.filter(data_habilitacao__lt=F("data_venda")).exists()
    assert not ClienteServico.objects.filter(data_cancelamento__lte=F("data_habilitacao")).exists()
    assert not ClienteServico.objects.filter(data_habilitacao__gte=AGORA).exists()


def test_ha_tecnologias_ips_fixos_onus_pacotes_contratos_grupos_e_vendedores() -> None:
    servicos = ClienteServico.objects.filter(cliente_id__gt=MACIEL)

    assert set(servicos.values_list("plano__tecnologia__nome", flat=True)) == {"FIBRA", "WIRELESS", "CABO UTP"}
    for campo in ("ipv4", "ipv6", "phy_addr", "porta_atendimento", "pacotes", "contratos", "grupos", "vendedor"):
        com = servicos.exclude(**{campo: None}).distinct().count()
        assert 0 < com <= servicos.count(), campo


def test_quase_todo_servico_habilitado_esta_conectado_e_com_uma_sessao_so() -> None:
    habilitados = ClienteServico.objects.filter(status="servico_habilitado", cliente_id__gt=MACIEL).count()
    abertas = Sessao.objects.filter(acctstoptime=None, cliente_servico__cliente_id__gt=MACIEL)

    assert habilitados * 0.75 < abertas.count() < habilitados
    assert abertas.count() == abertas.values("cliente_servico").distinct().count()
    assert abertas.count() == abertas.values("framedipaddress").distinct().count()
    assert not abertas.exclude(cliente_servico__status="servico_habilitado").exists()


def test_sessoes_encerradas_cabem_nos_dois_ultimos_meses_e_nao_se_sobrepoem() -> None:
    encerradas = Sessao.objects.exclude(acctstoptime=None).order_by("cliente_servico", "acctstarttime")

    assert encerradas.count() > 300
    assert not encerradas.filter(acctstarttime__lt=AGORA - timedelta(days=60)).exists()
    assert not encerradas.filter(acctstoptime__gt=AGORA).exists()
    seguidas = pairwise(encerradas)
    assert all(a.cliente_servico_id != b.cliente_servico_id or (a.acctstoptime or AGORA) < b.acctstarttime for a, b in seguidas)


def test_nenhuma_sessao_encerrada_ficou_na_particao_das_abertas() -> None:
    assert not Sessao.objects.raw("select radacctid from radacct_aberta where acctstoptime is not null")


def atendimentos() -> "QuerySet[Atendimento]":
    return Atendimento.objects.filter(cliente_servico__cliente_id__gt=MACIEL)


def ordens() -> "QuerySet[OrdemServico]":
    return OrdemServico.objects.filter(cliente_servico__cliente_id__gt=MACIEL)


def test_ha_atendimentos_fechados_abertos_atrasados_e_de_setores() -> None:
    abertos = atendimentos().filter(data_fechamento=None)

    assert atendimentos().count() == 150
    assert 30 <= abertos.count() <= 60
    assert 5 <= abertos.filter(data_prazo__lt=AGORA).count() < abertos.count()
    assert abertos.filter(destino="setor").exists()
    assert atendimentos().filter(status_fechamento="nao_concluido").exists()
    assert atendimentos().exclude(avaliacao=None).exists()
    assert set(AtendimentoMensagem.objects.values_list("tipo", flat=True)) == {"comentario", "encaminhamento", "fechamento"}


def test_atendimentos_sao_dos_ultimos_dois_meses_e_estao_em_ordem() -> None:
    dos_mais_antigos = list(atendimentos().order_by("pk").values_list("data_cadastro", flat=True))

    assert dos_mais_antigos == sorted(dos_mais_antigos)
    assert dos_mais_antigos[0] > AGORA - timedelta(days=61)
    assert not atendimentos().filter(data_cadastro__gte=AGORA).exists()
    assert not atendimentos().filter(data_fechamento__gt=AGORA).exists()
    assert not atendimentos().filter(cliente_servico__data_habilitacao__gte=F("data_cadastro")).exists()


def test_ha_ordens_feitas_canceladas_por_marcar_e_uma_duzia_marcada_com_tecnico() -> None:
    quantas = {estado: ordens().filter(status=estado).count() for estado in OrdemServico.Status.values}
    marcadas = ordens().filter(status="pendente")

    assert 70 <= sum(quantas.values()) <= 100
    assert all(quantas.values())
    assert quantas["pendente"] >= 12
    assert not marcadas.filter(data_inicio_programado__lt=AGORA).exists()
    assert not marcadas.filter(data_inicio_programado__gt=AGORA + timedelta(days=14)).exists()
    assert not marcadas.filter(escalados=None).exists()
    assert not ordens().filter(data_termino_executado__gt=AGORA).exists()


def test_nenhum_tecnico_foi_prometido_a_dois_na_mesma_hora_tambem_no_passado() -> None:
    visitas = OrdemServicoTecnico.objects.values_list("usuario", "ordem_servico__data_inicio_programado")

    assert len(visitas) == len(set(visitas)) > 50


def test_cada_ordem_com_atendimento_e_do_servico_dele_e_o_atendimento_fecha_depois_dela() -> None:
    assert not ordens().exclude(atendimento=None).exclude(atendimento__cliente_servico=F("cliente_servico")).exists()
    assert not ordens().filter(atendimento__data_fechamento__lt=F("data_termino_executado")).exists()


def test_o_que_os_atendimentos_inventados_viveram_esta_na_auditoria() -> None:
    registrados = set(Registro.objects.filter(tabela="atendimento").values_list("acao", flat=True))

    assert registrados == {"abrir", "encaminhar", "fechar", "avaliar"}
    assert not Registro.objects.filter(tabela__in=("atendimento", "ordem_servico"), usuario=None).exists()


def test_ha_prospectos_da_api_e_do_balcao_e_alguns_ja_sao_clientes() -> None:
    prospectos = Prospecto.objects.exclude(pk=XPTO)

    assert prospectos.count() == PROSPECTOS
    assert set(prospectos.values_list("origem", flat=True)) == {"API", "PAINEL"}
    assert prospectos.exclude(cliente=None).count() == CONVERTIDOS
    assert not prospectos.exclude(cliente=None).exclude(cliente__cpf_cnpj=F("cpf_cnpj")).exists()
    assert not prospectos.filter(created_at__gte=AGORA).exists()
    assert all(p.telefone.startswith("3790000") and cpf_cnpj_valido(p.cpf_cnpj) for p in prospectos)


def test_ha_prospectos_em_cada_coluna_do_funil_e_ninguem_andou_no_futuro() -> None:
    prospectos = Prospecto.objects.exclude(pk=XPTO)

    assert set(prospectos.values_list("situacao", flat=True)) == set(Prospecto.Situacao.values)
    assert not prospectos.filter(etapa_desde__gte=AGORA).exists()


def test_a_conta_do_sicoob_esta_completa_e_a_remessa_das_faturas_a_vencer_sai() -> None:
    conta = ContaBancaria.objects.get(banco="756")

    gerada = gerar_remessa(conta, autor=Autor(porta=Registro.Porta.PAINEL, id_usuario=None), agora=AGORA)

    assert gerada.arquivo is not None
    assert gerada.entradas > 0


def faturas() -> "QuerySet[Fatura]":
    return Fatura.objects.filter(cliente_id__gt=MACIEL)


def test_todo_servico_inventado_tem_cobranca_e_quem_tem_dois_paga_no_mesmo_dia() -> None:
    do_elenco = ClienteServico.objects.filter(cliente_id__gt=MACIEL, cliente__prospectos=None)

    assert not do_elenco.filter(cobranca=None).exists()
    assert set(CobrancaServico.objects.values_list("dia_vencimento", flat=True)) == set(DIAS)
    dias = CobrancaServico.objects.values_list("cliente_servico__cliente", "dia_vencimento", "forma").distinct()
    assert len(dias) == len({cliente for cliente, _dia, _forma in dias})


def test_faturas_sao_dos_ultimos_meses_quase_todas_pagas_e_ha_vencidas_e_por_vencer() -> None:
    hoje = AGORA.date()
    abertas = faturas().filter(situacao="aguardando")

    assert faturas().count() > 800
    assert faturas().earliest("data_vencimento").data_vencimento > hoje - timedelta(days=31 * (MESES + 1))
    assert faturas().count() * 0.8 < faturas().filter(situacao="quitado").count() < faturas().count() * 0.97
    assert abertas.filter(data_vencimento__lt=hoje).count() > 10
    assert abertas.filter(data_vencimento__gt=hoje).count() > 10
    assert not faturas().filter(data_pagamento__gt=hoje).exists()


def test_pagas_tem_um_pagamento_do_valor_que_custavam_no_dia() -> None:
    for fatura in faturas().filter(situacao="quitado").prefetch_related("pagamentos"):
        (pagamento,) = fatura.pagamentos.all()
        custava = valor_no_dia(Fatura(**{**_valores(fatura), "situacao": "aguardando"}), pagamento.data_pagamento)
        assert (pagamento.valor, pagamento.data_pagamento) == (fatura.valor_pago, fatura.data_pagamento)
        assert pagamento.valor == custava.total


def _valores(fatura: Fatura) -> dict[str, object]:
    nomes = ("valor", "data_vencimento", "multa_percentual", "juros_ao_mes", "desconto_valor", "desconto_ate")
    return {nome: getattr(fatura, nome) for nome in nomes}


def test_suspensos_por_debito_devem_ha_tempo_para_isso_e_nenhum_outro_deve_ha_muito() -> None:
    suspensos = ClienteServico.objects.filter(cliente_id__gt=MACIEL, status="suspenso_debito").values("cliente")
    abertas = faturas().filter(situacao="aguardando")
    # A day to the notice, fifteen to the suspension, and the five since then.
    de_aviso_e_prazo = abertas.filter(data_vencimento__lte=AGORA.date() - timedelta(days=21))

    assert suspensos
    assert not suspensos.exclude(cliente__in=de_aviso_e_prazo.values("cliente")).exists()
    assert not abertas.filter(data_vencimento__lt=AGORA.date() - timedelta(days=15)).exclude(cliente__in=suspensos).exists()


def test_formas_de_cobranca_e_linhas_sao_de_varios_tipos() -> None:
    assert set(faturas().values_list("tipo_cobranca", flat=True)) == {"boleto_bancario", "pix", "debito_conta_corrente", "dinheiro"}
    assert set(Cobranca.objects.filter(fatura__in=faturas()).values_list("tipo", flat=True)) >= {"mensalidade", "pacote"}
