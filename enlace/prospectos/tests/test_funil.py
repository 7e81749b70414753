from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from enlace.auditoria.models import Registro
from enlace.clientes.models import Cliente
from enlace.contas.models import Usuario
from enlace.core.errors import DadosInvalidos, RuleRefused
from enlace.prospectos.funil import (
    EtapaInvalida,
    MotivoDaPerdaObrigatorio,
    ProspectoNaoPerdido,
    ProspectoPerdido,
    mudar_situacao,
    perder,
    reabrir,
)
from enlace.prospectos.models import Prospecto
from enlace.prospectos.queries import MAIS_CONTADOS, FiltroDoFunil, funil
from enlace.prospectos.tests.fabrica import AGORA, samonte, um_autor, um_plano, um_prospecto
from enlace.prospectos.travamento import ProspectoDesconhecido, ProspectoJaConvertido

DEPOIS = datetime(2026, 11, 25, 9, tzinfo=UTC)
CNPJ_DE_OUTRO = "41483316000169"


def converter(prospecto: Prospecto) -> None:
    """As the version before did: it knows nothing of the funnel."""
    cliente = Cliente.objects.create(nome_razaosocial="XPTO", tipo_pessoa="pj", data_cadastro=AGORA)
    Prospecto.objects.filter(pk=prospecto.pk).update(cliente=cliente)


@pytest.mark.django_db
def test_quem_chega_e_novo_desde_que_chegou() -> None:
    prospecto = Prospecto.objects.get(pk=um_prospecto().pk)

    assert (prospecto.etapa, prospecto.situacao, prospecto.etapa_desde) == ("novo", "novo", AGORA)


@pytest.mark.django_db
def test_prospecto_anda_no_funil_e_cada_passo_fica_registrado() -> None:
    prospecto = um_prospecto()

    for etapa in ("em_contato", "proposta", "novo"):
        mudar_situacao(prospecto.pk, etapa=etapa, autor=um_autor(), agora=DEPOIS)

    prospecto.refresh_from_db()
    assert (prospecto.situacao, prospecto.etapa_desde, prospecto.updated_at) == ("novo", DEPOIS, DEPOIS)
    passos = Registro.objects.filter(tabela="prospecto", acao="mudar_situacao").order_by("pk")
    assert [(r.antes or {})["etapa"] for r in passos] == ["novo", "em_contato", "proposta"]


@pytest.mark.django_db
def test_quem_ja_esta_na_etapa_fica_como_estava() -> None:
    prospecto = um_prospecto()

    mudar_situacao(prospecto.pk, etapa="novo", autor=um_autor(), agora=DEPOIS)

    prospecto.refresh_from_db()
    assert (prospecto.etapa_desde, prospecto.updated_at) == (AGORA, AGORA)
    assert not Registro.objects.filter(acao="mudar_situacao").exists()


@pytest.mark.django_db
def test_perdido_tem_motivo_que_se_corrige_e_pode_ser_reaberto() -> None:
    prospecto = um_prospecto()

    perder(prospecto.pk, motivo="  Achou   caro ", autor=um_autor(), agora=DEPOIS)
    perder(prospecto.pk, motivo="Sem cobertura", autor=um_autor(), agora=DEPOIS + timedelta(days=1))
    perdido = Prospecto.objects.get()
    reabrir(prospecto.pk, autor=um_autor(), agora=DEPOIS + timedelta(days=2))

    reaberto = Prospecto.objects.get()
    assert (perdido.situacao, perdido.motivo_perda, perdido.etapa_desde) == ("perdido", "Sem cobertura", DEPOIS)
    assert (reaberto.situacao, reaberto.motivo_perda) == ("em_contato", "")
    assert [r.acao for r in Registro.objects.filter(tabela="prospecto").order_by("pk")][1:] == ["perder", "perder", "reabrir"]


@pytest.mark.django_db
@pytest.mark.parametrize("etapa", ["convertido", "perdido", "", "outra"])
def test_passo_a_que_ninguem_leva_a_mao_e_recusado(etapa: str) -> None:
    prospecto = um_prospecto()

    with pytest.raises(EtapaInvalida):
        mudar_situacao(prospecto.pk, etapa=etapa, autor=um_autor(), agora=DEPOIS)

    assert Prospecto.objects.get().situacao == "novo"


@pytest.mark.django_db
@pytest.mark.parametrize(("motivo", "recusa"), [(" ", MotivoDaPerdaObrigatorio), ("a" * 201, DadosInvalidos)])
def test_perda_sem_motivo_e_recusada(motivo: str, recusa: type[RuleRefused]) -> None:
    prospecto = um_prospecto()

    with pytest.raises(recusa):
        perder(prospecto.pk, motivo=motivo, autor=um_autor(), agora=DEPOIS)

    assert Prospecto.objects.get().situacao == "novo"


@pytest.mark.django_db
def test_perdido_nao_anda_sem_ser_reaberto_e_so_ele_se_reabre() -> None:
    prospecto = um_prospecto()
    with pytest.raises(ProspectoNaoPerdido):
        reabrir(prospecto.pk, autor=um_autor(), agora=DEPOIS)

    perder(prospecto.pk, motivo="Achou caro", autor=um_autor(), agora=DEPOIS)

    with pytest.raises(ProspectoPerdido):
        mudar_situacao(prospecto.pk, etapa="proposta", autor=um_autor(), agora=DEPOIS)


@pytest.mark.django_db
def test_convertido_por_qualquer_porta_sai_do_funil_e_nao_volta() -> None:
    prospecto = um_prospecto()
    converter(prospecto)

    assert Prospecto.objects.get().situacao == "convertido"
    with pytest.raises(ProspectoJaConvertido):
        perder(prospecto.pk, motivo="Achou caro", autor=um_autor(), agora=DEPOIS)
    with pytest.raises(ProspectoDesconhecido):
        perder(prospecto.pk + 1, motivo="Achou caro", autor=um_autor(), agora=DEPOIS)


@pytest.mark.django_db
def test_o_banco_recusa_perdido_sem_motivo_e_motivo_sem_perda() -> None:
    prospecto = um_prospecto()

    for mudanca in ({"etapa": "perdido"}, {"motivo_perda": "Achou caro"}, {"etapa": "convertido"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Prospecto.objects.filter(pk=prospecto.pk).update(**mudanca)


@pytest.mark.django_db
def test_a_versao_de_antes_cadastra_sem_conhecer_o_funil() -> None:
    modelo = um_prospecto()
    colunas = "nome_razaosocial, tipo_pessoa, telefone, id_endereco_numero, id_usuario, origem, created_at, updated_at"

    with connection.cursor() as cursor:
        cursor.execute(
            f"insert into prospecto (cpf_cnpj, {colunas}) select %s, {colunas} from prospecto where id_prospecto = %s",
            [CNPJ_DE_OUTRO, modelo.pk],
        )

    outro = Prospecto.objects.get(cpf_cnpj=CNPJ_DE_OUTRO)
    assert (outro.situacao, outro.motivo_perda) == ("novo", "")


@pytest.mark.django_db
def test_o_funil_conta_cada_coluna_e_mostra_quem_chegou_por_ultimo() -> None:
    plano = um_plano()
    antigo = um_prospecto(plano)
    recente = um_prospecto(plano, cpf_cnpj=CNPJ_DE_OUTRO)
    Prospecto.objects.filter(pk=antigo.pk).update(etapa_desde=AGORA - timedelta(days=400))

    colunas = {coluna.situacao: coluna for coluna in funil(FiltroDoFunil(), agora=AGORA)}

    assert list(colunas) == ["novo", "em_contato", "proposta", "convertido", "perdido"]
    assert (colunas[Prospecto.Situacao.NOVO].quantos, colunas[Prospecto.Situacao.NOVO].prospectos) == (2, [recente, antigo])
    assert MAIS_CONTADOS < 1000
    assert not colunas[Prospecto.Situacao.NOVO].ha_mais
    assert colunas[Prospecto.Situacao.PERDIDO].prospectos == []


@pytest.mark.django_db
def test_do_que_acabou_o_funil_mostra_os_ultimos_trinta_dias() -> None:
    perdido = um_prospecto()
    perder(perdido.pk, motivo="Achou caro", autor=um_autor(), agora=AGORA)

    quando = [AGORA + timedelta(days=30), AGORA + timedelta(days=30, seconds=1)]

    assert [funil(FiltroDoFunil(), agora=agora)[-1].quantos for agora in quando] == [1, 0]


@pytest.mark.django_db
def test_o_funil_se_filtra_por_vendedor_cidade_plano_e_origem() -> None:
    vendedor, plano = Usuario.objects.create(nome="Loja", email="loja@exemplo.test"), um_plano()
    prospecto = um_prospecto(plano, vendedor=vendedor)
    um_prospecto(um_plano("OUTRO"), cpf_cnpj=CNPJ_DE_OUTRO)
    Prospecto.objects.exclude(pk=prospecto.pk).update(origem="PAINEL")
    filtros = [FiltroDoFunil(vendedor=vendedor.pk), FiltroDoFunil(plano=plano.pk), FiltroDoFunil(origem="api")]

    achados = [[linha for coluna in funil(filtro, agora=AGORA) for linha in coluna.prospectos] for filtro in filtros]
    na_cidade = funil(FiltroDoFunil(cidade=samonte().pk), agora=AGORA)[0].quantos

    assert achados == [[prospecto]] * 3
    assert na_cidade == 2
