"""Pages of the connections: what support finds, and what nobody is told without a reason."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from enlace.auditoria.models import Registro
from enlace.clientes.models import Cliente
from enlace.contas.models import Usuario
from enlace.core import datas
from enlace.painel.conftest import AGORA, SEGREDO_DO_NAS, Mundo, dar_permissoes
from enlace.painel.tests.navegador import formulario, listados, pagina
from enlace.radius.models import Acesso, ConsultaDeEndereco, Nas, Sessao
from enlace.radius.tests.sessoes import um_acesso, uma_sessao
from enlace.rede.models import Equipamento
from enlace.servicos.models import ClienteServico

pytestmark = pytest.mark.django_db

SESSOES = "admin:radius_sessao_changelist"
ACESSOS = "admin:radius_acesso_changelist"
CONSULTAS = "admin:radius_consultadeendereco_changelist"
PERGUNTAR = "admin:radius_consultadeendereco_add"
ORDEM = {"endereco": "203.0.113.7", "instante": "04/05/2026 09:00:00", "margem": "0", "motivo": "Ofício 7/2026"}
HORA = timedelta(hours=1)


@pytest.fixture
def viva(mundo: Mundo, servico: ClienteServico) -> Sessao:
    Sessao.objects.filter(pk=mundo[Sessao].pk).delete()
    return uma_sessao(
        servico,
        login="maria",
        inicio=datas.agora() - 2 * HORA,
        fim=None,
        framedipaddress="203.0.113.7",
        framedipv6prefix="2001:db8:1:2::/64",
        acctinputoctets=1024**2,
        acctoutputoctets=5 * 1024**3,
    )


@pytest.fixture
def encerrada(viva: Sessao, outro_servico: ClienteServico) -> Sessao:  # noqa: ARG001 - after the other
    return uma_sessao(
        outro_servico, login="caio", mac="AA-BB-CC-00-00-01", inicio=AGORA - HORA, fim=AGORA + HORA, framedipaddress="203.0.113.7"
    )


def achadas(painel: Client, termo: str, **consulta: object) -> set[str]:
    return {sessao.username for sessao in listados(painel, SESSOES, q=termo, **consulta)}


def test_a_lista_comeca_pelas_conectadas(painel: Client, viva: Sessao, encerrada: Sessao) -> None:
    assert listados(painel, SESSOES) == [viva]
    assert listados(painel, SESSOES, andamento="encerradas") == [encerrada]
    assert listados(painel, SESSOES, andamento="todas") == [encerrada, viva]


def test_uma_conexao_e_mostrada_em_palavras(painel: Client, viva: Sessao) -> None:
    corpo = painel.get(reverse(SESSOES)).content.decode().replace("\xa0", " ")

    assert "MARIA DA CONCEIÇÃO" in corpo
    assert "2 horas" in corpo
    assert "↓ 5,0 GB ↑ 1,0 MB" in corpo
    assert "203.0.113.7" in corpo
    assert str(Equipamento.objects.get()) in corpo
    ficha = painel.get(pagina(viva)).content.decode()
    assert "Conectada" in ficha
    assert "2001:db8:1:2::/64" in ficha


def test_conexoes_sao_achadas_por_login_mac_e_servico(painel: Client, viva: Sessao, encerrada: Sessao) -> None:
    assert achadas(painel, "CAIO") == {"caio"}
    assert achadas(painel, "aabb.cc00.0001") == {"caio"}
    assert achadas(painel, str(encerrada.cliente_servico_id)) == {"caio"}
    assert achadas(painel, str(viva.cliente_servico_id)) == {"maria"}
    assert achadas(painel, "caio", andamento="abertas") == set()
    assert achadas(painel, "joana") == set()


@pytest.mark.parametrize("termo", ["203.0.113.7", "2001:db8:1:2::9", "2001:db8:1:2::/64", "2001:db8:1::/48"])
@pytest.mark.usefixtures("encerrada")
def test_pelo_endereco_so_as_conectadas_sao_achadas(painel: Client, termo: str) -> None:
    assert achadas(painel, termo) == {"maria"}
    assert achadas(painel, termo, andamento="todas") == {"maria"}
    assert achadas(painel, termo, andamento="encerradas") == set()


@pytest.mark.usefixtures("encerrada")
@pytest.mark.parametrize("campo", ["framedipaddress", "framedipaddress__startswith", "framedipv6prefix", "nas_origem", "username"])
def test_nenhuma_lista_responde_de_quem_era_um_endereco(painel: Client, campo: str) -> None:
    assert painel.get(reverse(SESSOES), {campo: "203.0.113.7", "andamento": "todas"}).status_code == 400


def test_tentativas_sao_achadas_e_dizem_por_que_foram_recusadas(painel: Client, mundo: Mundo, servico: ClienteServico) -> None:
    aceita = um_acesso(servico)
    recusada = mundo[Acesso]

    corpo = painel.get(reverse(ACESSOS)).content.decode()

    assert "A senha está errada." in corpo
    assert "Aceito" in corpo
    assert listados(painel, ACESSOS) == [aceita, recusada]
    assert listados(painel, ACESSOS, resposta="recusados") == [recusada]
    assert listados(painel, ACESSOS, q="Bianca@ISP") == [aceita, recusada]
    assert listados(painel, ACESSOS, q=servico.pk) == [aceita, recusada]
    assert listados(painel, ACESSOS, q="caio") == []


def salvar(painel: Client, endereco: str, **trocas: object) -> None:
    campos = {**formulario(painel, endereco), **trocas}
    assert painel.post(endereco, {nome: valor for nome, valor in campos.items() if valor != [""]}).status_code == 302


def test_o_segredo_de_um_concentrador_fica_se_nada_se_escreve_e_nunca_vai_a_auditoria(painel: Client, mundo: Mundo) -> None:
    nas = Nas.objects.get(pk=mundo[Nas].pk)

    salvar(painel, pagina(nas), porta_incoming="3799")
    nas.refresh_from_db()
    assert (nas.segredo, nas.porta_incoming) == (SEGREDO_DO_NAS, 3799)

    salvar(painel, pagina(nas), segredo="outro-segredo-ainda")
    nas.refresh_from_db()
    assert nas.segredo == "outro-segredo-ainda"
    rastros = [str((rastro.antes, rastro.depois)) for rastro in Registro.objects.filter(tabela="nas")]
    assert len(rastros) == 2
    assert not [rastro for rastro in rastros if SEGREDO_DO_NAS in rastro or "outro-segredo" in rastro]


@pytest.mark.parametrize("segredo", ["", "curto", "com espaço nele", "acentuação-não"])
def test_um_concentrador_sem_segredo_que_sirva_e_recusado(painel: Client, mundo: Mundo, segredo: str) -> None:
    novo = Equipamento.objects.create(nome="BNG-2", modelo=Equipamento.objects.get(pk=mundo[Equipamento].pk).modelo)

    resposta = painel.post(
        reverse("admin:radius_nas_add"), {"equipamento": novo.pk, "endereco": "10.0.0.2", "segredo": segredo, "ativo": "on"}
    )

    assert resposta.status_code == 200
    assert resposta.context["adminform"].form.errors.keys() == {"segredo"}
    assert not Nas.objects.filter(endereco="10.0.0.2").exists()


class TestQuemUsavaUmEndereco:
    @pytest.fixture(autouse=True)
    def _conexao(self, encerrada: Sessao) -> None:
        Cliente.objects.filter(pk=encerrada.cliente_servico.cliente_id).update(cpf_cnpj="12345678909")  # type: ignore[union-attr]

    def test_a_pergunta_e_respondida_registrada_e_nao_fica_guardada_no_navegador(self, painel: Client, encerrada: Sessao) -> None:
        resposta = painel.post(reverse(PERGUNTAR), ORDEM)

        corpo = resposta.content.decode()
        assert "CAIO" in corpo
        assert "12345678909" in corpo
        assert "04/05/2026 08:00:00" in corpo
        assert "no-store" in resposta["Cache-Control"]
        consulta = ConsultaDeEndereco.objects.latest("pk")
        assert (consulta.motivo, consulta.endereco, consulta.instante) == ("Ofício 7/2026", "203.0.113.7", AGORA)
        assert [mostrada["id_sessao"] for mostrada in consulta.mostradas] == [encerrada.pk]
        assert consulta.usuario is not None

    def test_o_registro_nao_mostra_de_novo_os_dados_do_cliente(self, painel: Client) -> None:
        painel.post(reverse(PERGUNTAR), ORDEM)

        corpo = painel.get(pagina(ConsultaDeEndereco.objects.latest("pk"))).content.decode()

        assert "Ofício 7/2026" in corpo
        assert "CAIO" not in corpo
        assert "12345678909" not in corpo

    def test_nada_achado_tambem_se_diz_e_se_registra(self, painel: Client) -> None:
        resposta = painel.post(reverse(PERGUNTAR), {**ORDEM, "endereco": "203.0.113.9"})

        assert "Nenhuma conexão tinha este endereço neste instante." in resposta.content.decode()
        assert ConsultaDeEndereco.objects.latest("pk").mostradas == []

    @pytest.mark.parametrize(
        ("campo", "valor"),
        [
            ("motivo", ""),
            ("motivo", "   "),
            ("endereco", "maria"),
            ("instante", "ontem"),
            ("instante", "01/01/2999 00:00"),
            ("margem", "61"),
        ],
    )
    def test_o_que_falta_ou_nao_se_le_e_dito_e_nada_se_mostra(self, painel: Client, campo: str, valor: str) -> None:
        antes = ConsultaDeEndereco.objects.count()

        resposta = painel.post(reverse(PERGUNTAR), {**ORDEM, campo: valor})

        assert resposta.context["formulario"].errors
        assert resposta.context["conexoes"] is None
        assert ConsultaDeEndereco.objects.count() == antes

    def test_so_pergunta_quem_tem_a_permissao(self, atendente: Usuario, entrar: Callable[[Usuario], Client]) -> None:
        dar_permissoes(atendente, "radius.view_consultadeendereco", "radius.view_sessao")
        navegador = entrar(atendente)

        assert navegador.get(reverse(CONSULTAS)).status_code == 200
        assert navegador.get(reverse(PERGUNTAR)).status_code == 403
        assert navegador.post(reverse(PERGUNTAR), ORDEM).status_code == 403

    def test_quem_so_pergunta_ve_so_as_suas_perguntas(self, atendente: Usuario, entrar: Callable[[Usuario], Client]) -> None:
        dar_permissoes(atendente, "radius.identificar_conexao")
        navegador = entrar(atendente)

        navegador.post(reverse(PERGUNTAR), ORDEM)

        assert [consulta.usuario for consulta in listados(navegador, CONSULTAS)] == [atendente]
        alheia = ConsultaDeEndereco.objects.exclude(usuario=atendente).get()
        assert navegador.get(pagina(alheia)).status_code == 302
