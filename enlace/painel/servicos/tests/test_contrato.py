"""Another plan, another address, other data, as people give them."""

import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from enlace.auditoria.models import Registro
from enlace.contas.models import Usuario
from enlace.ordens_servico.models import TipoOrdemServico
from enlace.painel.conftest import SENHA_DE_ACESSO, Mundo, dar_permissoes
from enlace.painel.tests.navegador import Campos, formulario
from enlace.planos.models import Plano
from enlace.processos.tests.confianca import ajustes
from enlace.prospectos.models import UnidadeNegocio
from enlace.rede.models import InterfaceConexao, PortaAtendimento
from enlace.servicos.models import ClienteServico
from enlace.servicos.situacao import suspender_a_pedido

pytestmark = pytest.mark.django_db

LUGAR = {
    "cep": "35500-001",
    "endereco": "Rua Pernambuco",
    "numero": "77",
    "bairro": "Centro",
    "cidade": "Divinópolis/MG",
}


@pytest.fixture
def sem_unidades(servico: ClienteServico) -> None:  # noqa: ARG001 - after the small world, which has one
    UnidadeNegocio.objects.all().delete()


def endereco(servico: ClienteServico, rota: str) -> str:
    return reverse(f"painel:servicos:{rota}", args=[servico.pk])


def um_plano(nome: str, *, de: Plano, ativo: bool = True) -> Plano:
    return Plano.objects.create(
        nome=nome, tecnologia=de.tecnologia, valor=Decimal("149.90"), velocidade_download=204800, velocidade_upload=1, ativo=ativo
    )


@pytest.mark.usefixtures("sem_unidades")
class TestMudarPlano:
    def test_oferece_os_que_estao_a_venda_e_diz_desde_quando_vale_o_preco(self, painel: Client, servico: ClienteServico) -> None:
        um_plano("FIBRA 200", de=servico.plano)
        um_plano("ANTIGO", de=servico.plano, ativo=False)

        corpo = painel.get(endereco(servico, "mudar_plano")).content.decode()

        assert "FIBRA 200 · 200/" in corpo
        assert "(o de agora)" in corpo
        assert "ANTIGO" not in corpo
        assert "O preço novo vale" in corpo

    @pytest.mark.parametrize(("digitado", "valor"), [("", "149.90"), ("129,90", "129.90")])
    def test_muda_com_o_preco_do_plano_ou_o_combinado(
        self, digitado: str, valor: str, painel: Client, servico: ClienteServico
    ) -> None:
        plano = um_plano("FIBRA 200", de=servico.plano)

        painel.post(endereco(servico, "mudar_plano"), {"plano": plano.pk, "valor": digitado})

        servico.refresh_from_db()
        assert (servico.plano, servico.valor) == (plano, Decimal(valor))
        assert (ajustes(), Registro.objects.filter(acao="mudar_plano").count()) == ([servico.pk], 1)

    def test_o_que_nao_foi_oferecido_nao_passa(self, painel: Client, servico: ClienteServico) -> None:
        antigo = um_plano("ANTIGO", de=servico.plano, ativo=False)

        resposta = painel.post(endereco(servico, "mudar_plano"), {"plano": antigo.pk})

        assert resposta.status_code == 422
        assert not Registro.objects.filter(acao="mudar_plano").exists()


class TestMudarEndereco:
    def test_muda_o_de_instalacao_e_abre_a_ordem(self, painel: Client, servico: ClienteServico) -> None:
        pagina = endereco(servico, "mudar_endereco")
        tipo = re.search(r'<option value="(\d+)">Instalação', painel.get(pagina).content.decode(), re.IGNORECASE)
        assert tipo
        pedido = {**LUGAR, "tipo_ordem": tipo[1], "descricao_ordem": "Levar a ONU.", "iguais": ["endereco_cobranca"]}

        resposta = painel.post(pagina, {**formulario(painel, pagina), **pedido})

        servico.refresh_from_db()
        assert servico.endereco_instalacao.endereco == "PERNAMBUCO"
        assert servico.endereco_cobranca == servico.endereco_instalacao != servico.endereco_fiscal
        assert servico.porta_atendimento is None
        assert "Ordem de serviço" in painel.get(resposta.headers["Location"]).content.decode()
        assert servico.ordens_servico.filter(status="aguardando_agendamento", descricao_abertura="Levar a ONU.").count() == 1

    def test_quem_nao_abre_os_muda_o_endereco_e_nao_abre_nenhuma(
        self, servico: ClienteServico, atendente: Usuario, entrar: Callable[[Usuario], Client]
    ) -> None:
        dar_permissoes(atendente, "servicos.mudar_endereco")
        pagina, tipo = endereco(servico, "mudar_endereco"), TipoOrdemServico.objects.get(prefixo="instalacao")
        quantas = servico.ordens_servico.count()

        resposta = entrar(atendente).post(pagina, {**LUGAR, "tipo_ordem": tipo.pk, "descricao_ordem": "Levar a ONU."})

        servico.refresh_from_db()
        assert resposta.status_code == 302
        assert servico.endereco_instalacao.endereco == "PERNAMBUCO"
        assert servico.ordens_servico.count() == quantas

    def test_o_botao_do_cep_preenche_e_nada_muda(self, painel: Client, servico: ClienteServico) -> None:
        antes = servico.endereco_instalacao_id

        resposta = painel.post(endereco(servico, "mudar_endereco"), {"cep": "35500-001", "numero": "77", "buscar_cep": "1"})

        servico.refresh_from_db()
        corpo = resposta.content.decode()
        assert resposta.status_code == 200
        assert 'value="Divinópolis/MG"' in corpo
        assert 'value="77"' in corpo
        assert servico.endereco_instalacao_id == antes

    def test_ordem_sem_dizer_o_que_fazer_e_recusada_no_campo(self, painel: Client, servico: ClienteServico) -> None:
        pagina = endereco(servico, "mudar_endereco")
        tipo = re.search(r'<option value="(\d+)">Instalação', painel.get(pagina).content.decode(), re.IGNORECASE)
        assert tipo

        resposta = painel.post(pagina, {**LUGAR, "tipo_ordem": tipo[1]})

        assert resposta.status_code == 422
        assert "Diga o que deve ser feito." in resposta.content.decode()


class TestEditar:
    @staticmethod
    def campos(painel: Client, servico: ClienteServico, **mudancas: str) -> Campos:
        return {**formulario(painel, endereco(servico, "editar")), **{nome: [valor] for nome, valor in mudancas.items()}}

    def test_gravar_sem_tocar_em_nada_nao_muda_nada(self, painel: Client, servico: ClienteServico, mundo: Mundo) -> None:
        ClienteServico.objects.filter(pk=servico.pk).update(
            interface=mundo[InterfaceConexao],
            porta_atendimento=mundo[PortaAtendimento],
            ipv4="198.51.100.7",
            mac_addr="02005e100001",
        )

        resposta = painel.post(endereco(servico, "editar"), self.campos(painel, servico))

        servico.refresh_from_db()
        assert resposta.status_code == 302
        assert not Registro.objects.filter(acao="editar").exists()
        assert (servico.senha, servico.interface, ajustes()) == (SENHA_DE_ACESSO, mundo[InterfaceConexao], [])

    def test_grava_o_que_mudou_e_as_conexoes_acompanham(self, painel: Client, servico: ClienteServico) -> None:
        campos = self.campos(painel, servico, ipv4="198.51.100.9", mac_addr="AABB.CCDD.EE0F", senha="nova-senha", valor="89,90")

        painel.post(endereco(servico, "editar"), campos)

        servico.refresh_from_db()
        registro = Registro.objects.get(acao="editar")
        assert (servico.ipv4, servico.mac_addr, servico.senha) == ("198.51.100.9", "aa:bb:cc:dd:ee:0f", "nova-senha")
        assert servico.valor == Decimal("89.90")
        assert "nova-senha" not in str(registro.depois)
        assert ajustes() == [servico.pk]

    def test_pagina_velha_e_recusada_com_uma_frase(self, painel: Client, servico: ClienteServico) -> None:
        velha = self.campos(painel, servico, referencia="Frente")
        painel.post(endereco(servico, "editar"), self.campos(painel, servico, referencia="Fundos"))

        resposta = painel.post(endereco(servico, "editar"), velha)

        servico.refresh_from_db()
        assert resposta.status_code == 422
        assert "mudou enquanto a página estava aberta" in resposta.content.decode()
        assert servico.referencia == "Fundos"

    def test_o_estado_nao_esta_na_pagina_e_nao_muda_por_ela(self, painel: Client, servico: ClienteServico) -> None:
        velha = self.campos(painel, servico, status="servico_habilitado", referencia="Frente")
        suspender_a_pedido(servico=servico, ate=servico.data_venda.date(), agora=servico.data_venda)

        resposta = painel.post(endereco(servico, "editar"), velha)

        servico.refresh_from_db()
        assert resposta.status_code == 302
        assert (servico.referencia, servico.status_id) == ("Frente", "suspenso_pedido_cliente")

    def test_login_de_outro_e_recusado_no_campo(
        self, painel: Client, servico: ClienteServico, outro_servico: ClienteServico
    ) -> None:
        resposta = painel.post(endereco(servico, "editar"), self.campos(painel, servico, login="Caio"))

        assert outro_servico.login == "caio"
        assert resposta.status_code == 422
        assert "Esse login já está em uso por outro serviço." in resposta.content.decode()

    @pytest.mark.parametrize(("campo", "valor"), [("interface", "OLT-01"), ("porta_atendimento", "(987654)"), ("mac_addr", "zz")])
    def test_o_que_nao_existe_e_recusado_no_campo(self, campo: str, valor: str, painel: Client, servico: ClienteServico) -> None:
        resposta = painel.post(endereco(servico, "editar"), self.campos(painel, servico, **{campo: valor}))

        assert resposta.status_code == 422
        assert campo in resposta.context["formulario"].errors

    def test_interfaces_e_portas_livres_sao_sugeridas_pelo_nome(
        self, painel: Client, servico: ClienteServico, mundo: Mundo
    ) -> None:
        interfaces = reverse("painel:servicos:interfaces")
        portas = reverse("painel:servicos:portas")

        achada = painel.get(interfaces, {"q": "olt gpon"}).content.decode()
        livre = painel.get(portas, {"q": "cto-001 / 1"}).content.decode()
        ClienteServico.objects.filter(pk=servico.pk).update(porta_atendimento=mundo[PortaAtendimento])
        ocupada = painel.get(portas, {"q": "cto-001 / 1"}).content.decode()

        assert f"OLT-01 gpon 0/1 ({mundo[InterfaceConexao].pk})" in achada
        assert f"({mundo[PortaAtendimento].pk})" in livre
        assert f"({mundo[PortaAtendimento].pk})" not in ocupada
        assert "<option" not in painel.get(interfaces, {"q": "nada disso"}).content.decode()
