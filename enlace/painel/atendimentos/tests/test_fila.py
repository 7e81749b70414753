"""The queue: whose, how old, until when; and that what is closed is not read for it."""

from datetime import timedelta
from functools import partial

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from enlace.atendimento.models import Atendimento, AtendimentoMensagem, TipoAtendimento
from enlace.contas.models import Setor, Usuario
from enlace.core import datas
from enlace.painel.atendimentos import consultas
from enlace.painel.conftest import AGORA, Mundo, um_atendimento, uma_ordem
from enlace.painel.tests.muitos import lidas_inteiras, um_entre_muitos
from enlace.servicos.models import ClienteServico

pytestmark = pytest.mark.django_db

FECHADO = {"data_fechamento": AGORA + timedelta(hours=1), "status_fechamento": "concluido"}


def listados(painel: Client, **filtros: object) -> list[str]:
    """The protocols of a queue, in its order."""
    resposta = painel.get(reverse("painel:atendimentos:fila"), {nome: str(valor) for nome, valor in filtros.items()})
    assert resposta.status_code == 200
    return [linha.protocolo for linha in resposta.context["tabela"].pagina.object_list]


@pytest.fixture
def suporte(bianca: Usuario) -> Setor:
    """Bianca's department."""
    setor = Setor.objects.create(descricao="Redes")
    bianca.setores.add(setor)
    return setor


@pytest.fixture
def tres_filas(servico: ClienteServico, administradora: Usuario, bianca: Usuario, suporte: Setor) -> None:
    """One ticket of Bianca, one of her department, one of a department that is not hers; and Ana's, of the small world."""
    outro = Setor.objects.create(descricao="Comercial")
    do_setor = {"destino": "setor", "usuario_responsavel": None}
    um_atendimento(servico, administradora, protocolo="dela", usuario_responsavel=bianca)
    um_atendimento(servico, administradora, protocolo="do-setor", setor_responsavel=suporte, **do_setor)
    um_atendimento(servico, administradora, protocolo="do-comercial", setor_responsavel=outro, **do_setor)


@pytest.mark.usefixtures("tres_filas")
def test_a_fila_comeca_pelo_que_e_meu_e_dos_meus_setores(balcao: Client, suporte: Setor) -> None:
    da_ana = Atendimento.objects.get(usuario_responsavel__nome="Ana").protocolo

    assert set(listados(balcao)) == set(listados(balcao, quem="setor")) == {"dela", "do-setor"}
    assert listados(balcao, quem="meus") == ["dela"]
    assert set(listados(balcao, quem="todos")) == {"dela", "do-setor", "do-comercial", da_ana}
    assert listados(balcao, setor=suporte.pk) == ["do-setor"]
    assert listados(balcao, setor=suporte.pk, quem="meus") == []


def test_fechados_so_aparecem_quando_pedidos(balcao: Client, servico: ClienteServico, bianca: Usuario) -> None:
    um_atendimento(servico, bianca, protocolo="aberto")
    um_atendimento(servico, bianca, protocolo="fechado", usuario_fechamento=bianca, **FECHADO)

    assert listados(balcao) == listados(balcao, situacao="abertos") == ["aberto"]
    assert listados(balcao, situacao="fechados") == ["fechado"]
    assert listados(balcao, situacao="todos") == ["fechado", "aberto"]


def test_os_mais_novos_comecam_no_mais_antigo_de_tantos(servico: ClienteServico, bianca: Usuario) -> None:
    assert consultas.mais_antigo_entre(3) == 0

    tres = [um_atendimento(servico, bianca, protocolo=protocolo) for protocolo in ("1", "2", "3")]

    assert consultas.mais_antigo_entre(3) == tres[0].pk
    assert consultas.mais_antigo_entre(2) == tres[1].pk


def test_a_caixa_procura_em_todo_lugar(balcao: Client, outro_servico: ClienteServico, administradora: Usuario) -> None:
    um_atendimento(outro_servico, administradora, protocolo="do-caio", usuario_fechamento=administradora, **FECHADO)

    assert listados(balcao, q="do-caio") == ["do-caio"]
    assert listados(balcao, q=outro_servico.cliente.codigo_cliente) == ["do-caio"]
    assert listados(balcao, q="CAIO") == []


def test_a_fila_se_separa_por_idade_e_por_prazo(balcao: Client, servico: ClienteServico, bianca: Usuario) -> None:
    meia_noite, agora = consultas.comeco_do_dia(datas.agora()), datas.agora()
    for protocolo, aberto, prazo in (
        ("de-hoje", meia_noite, None),
        ("de-ontem", meia_noite - timedelta(seconds=1), agora - timedelta(minutes=5)),
        ("de-tres-dias", meia_noite - timedelta(days=3), meia_noite + timedelta(hours=24, seconds=-1)),
        ("velho", meia_noite - timedelta(days=3, seconds=1), meia_noite + timedelta(hours=24)),
    ):
        um_atendimento(servico, bianca, protocolo=protocolo, data_cadastro=aberto, data_prazo=prazo)

    assert listados(balcao, idade="hoje") == ["de-hoje"]
    assert set(listados(balcao, idade="1a3")) == {"de-ontem", "de-tres-dias"}
    assert listados(balcao, idade="mais3") == ["velho"]
    assert listados(balcao, prazo="vencido") == ["de-ontem"]
    assert "de-tres-dias" in listados(balcao, prazo="hoje")
    assert "velho" not in listados(balcao, prazo="hoje")
    assert listados(balcao) == ["de-ontem", "de-tres-dias", "velho", "de-hoje"]


def test_o_prazo_se_diz_em_palavras(balcao: Client, servico: ClienteServico, bianca: Usuario) -> None:
    agora = datas.agora()
    um_atendimento(servico, bianca, protocolo="1", data_prazo=agora - timedelta(hours=2, minutes=5))
    um_atendimento(servico, bianca, protocolo="2", data_prazo=agora + timedelta(days=1, minutes=5))
    um_atendimento(servico, bianca, protocolo="3", data_prazo=None)

    pagina = balcao.get(reverse("painel:atendimentos:fila")).content.decode()

    assert '<span class="selo ruim">vencido há 2 horas</span>' in pagina
    assert '<span class="selo bom">vence em 1 dia</span>' in pagina
    assert '<span class="selo neutro">sem prazo</span>' in pagina


def test_a_lista_diz_quem_falou_por_ultimo(balcao: Client, servico: ClienteServico, bianca: Usuario) -> None:
    este = um_atendimento(servico, bianca, protocolo="1")
    for mensagem in ("Liguei.", "Ninguém <b>atendeu</b>."):
        AtendimentoMensagem.objects.create(atendimento=este, usuario=bianca, mensagem=mensagem, data_cadastro=datas.agora())

    pagina = balcao.get(reverse("painel:atendimentos:fila")).content.decode()

    assert "Ninguém &lt;b&gt;atendeu&lt;/b&gt;." in pagina
    assert "Liguei." not in pagina


def test_a_fila_se_ordena_por_idade_e_filtra_por_tipo(balcao: Client, servico: ClienteServico, bianca: Usuario) -> None:
    outro_tipo = TipoAtendimento.objects.create(descricao="Fatura")
    um_atendimento(servico, bianca, protocolo="novo", data_prazo=None)
    um_atendimento(servico, bianca, protocolo="velho", data_cadastro=AGORA - timedelta(days=9), tipo=outro_tipo)
    resposta = balcao.get(reverse("painel:atendimentos:fila"))
    titulos = [titulo.texto for titulo in resposta.context["tabela"].titulos if titulo.endereco]
    lugar = [str(coluna.titulo) for coluna in resposta.context["lista"].colunas].index("Aberto")

    assert titulos == ["Aberto", "Prazo"]
    assert listados(balcao, ordem=lugar) == ["velho", "novo"]
    assert listados(balcao, ordem=-lugar) == ["novo", "velho"]
    assert listados(balcao, tipo=outro_tipo.pk) == ["velho"]


def test_fila_vazia_diz_o_que_fazer(balcao: Client) -> None:
    pagina = balcao.get(reverse("painel:atendimentos:fila")).content.decode()

    assert "Nenhum atendimento aqui" in pagina
    assert 'href="/painel/atendimentos/?quem=todos"' in pagina


def test_um_ou_cinquenta_atendimentos_custam_o_mesmo(
    painel: Client,
    servico: ClienteServico,
    administradora: Usuario,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    um_atendimento(servico, administradora, protocolo="0")
    with django_assert_max_num_queries(12) as com_um:
        listados(painel)
    for numero in range(1, 49):
        um_atendimento(servico, administradora, protocolo=str(numero))

    with django_assert_max_num_queries(12) as com_cinquenta:
        assert len(listados(painel)) == 50

    assert len(com_um) == len(com_cinquenta)


def test_a_fila_le_o_que_esta_aberto_e_nada_do_que_fechou(
    balcao: Client, outro_servico: ClienteServico, mundo: Mundo, administradora: Usuario
) -> None:
    assert mundo
    dele = um_atendimento(outro_servico, administradora, protocolo="do-caio")
    um_entre_muitos(dele, uma_ordem(outro_servico, administradora, inicio=AGORA))

    for filtros in ({}, {"quem": "todos"}, {"quem": "todos", "idade": "mais3"}, {"quem": "todos", "prazo": "vencido"}, {"q": "9"}):
        assert lidas_inteiras(partial(listados, balcao, **filtros)) == set(), filtros


def test_o_csv_traz_as_colunas_separadas(painel: Client, mundo: Mundo) -> None:
    assert mundo

    resposta = painel.get(reverse("painel:atendimentos:fila"), {"formato": "csv"})

    cabecalho, linha = b"".join(resposta).decode().removeprefix("\ufeff").splitlines()
    assert cabecalho.split(";")[:4] == ["Atendimento", "Cliente", "Código", "Serviço"]
    assert linha.split(";")[:2] == ["202605041200001", "MARIA DA CONCEIÇÃO"]
    assert linha.endswith("Ana: Reiniciei o rádio.")
