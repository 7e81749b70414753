"""The data of a service as people type them, and the guard against pages that are too old."""

import pytest

from enlace.auditoria.models import Registro
from enlace.processos.cancelamento_de_servico import cancelar
from enlace.processos.edicao_de_servico import editar
from enlace.processos.tests.cobranca import AUTOR
from enlace.processos.tests.confianca import (
    ajustes,
    com_login,
)
from enlace.processos.tests.pessoas import acoes, edicao_de, um_trabalhando
from enlace.servicos.contratacao import Acesso, LoginEmUso, PortaOcupada
from enlace.servicos.edicao import EdicaoDeServicoCancelado, ServicoMudouEnquantoIsso, versao
from enlace.servicos.models import GrupoServico
from enlace.servicos.tests.fabrica import AGORA, um_motivo, um_servico, uma_porta

pytestmark = pytest.mark.django_db


class TestEdicao:
    def test_grava_o_que_mudou_e_a_senha_em_branco_fica(self) -> None:
        servico = com_login(um_trabalhando())
        grupo = GrupoServico.objects.create(descricao="Cortesia")

        editar(servico.pk, edicao_de(servico, referencia="Fundos", grupos=(grupo,)), vista=versao(servico), autor=AUTOR)

        servico.refresh_from_db()
        registro = Registro.objects.get(acao="editar")
        assert (servico.referencia, servico.senha, list(servico.grupos.all())) == ("Fundos", "1234", [grupo])
        assert registro.depois == {"referencia": "Fundos", "grupos": [grupo.pk]}
        assert ajustes() == []

    def test_a_senha_nova_e_gravada_e_nao_vai_para_a_auditoria(self) -> None:
        servico = com_login(um_trabalhando())

        editar(servico.pk, edicao_de(servico, senha="outra-senha"), vista=versao(servico), autor=AUTOR)

        servico.refresh_from_db()
        assert servico.senha == "outra-senha"
        assert "outra-senha" not in str(Registro.objects.get(acao="editar").depois)

    @pytest.mark.parametrize("mudanca", [{"ipv4": "198.51.100.9"}, {"ipv6_lan": "2001:db8:2::/56"}])
    def test_o_que_muda_o_que_e_concedido_chega_as_conexoes(self, mudanca: dict[str, str]) -> None:
        servico = com_login(um_trabalhando())

        editar(servico.pk, edicao_de(servico, **mudanca), vista=versao(servico), autor=AUTOR)

        assert ajustes() == [servico.pk]

    def test_pagina_velha_nao_desfaz_o_que_outra_pessoa_gravou(self) -> None:
        servico = com_login(um_trabalhando())
        vista = versao(servico)
        editar(servico.pk, edicao_de(servico, referencia="Fundos"), vista=vista, autor=AUTOR)

        with pytest.raises(ServicoMudouEnquantoIsso):
            editar(servico.pk, edicao_de(servico, referencia="Frente"), vista=vista, autor=AUTOR)

        servico.refresh_from_db()
        assert servico.referencia == "Fundos"

    def test_login_e_porta_de_outro_sao_recusados(self) -> None:
        ocupada = uma_porta()
        um_servico(acesso=Acesso(login="caio", porta_atendimento=ocupada))
        servico = com_login(um_trabalhando())

        for recusa, mudanca in ((LoginEmUso, {"login": "CAIO"}), (PortaOcupada, {"porta_atendimento": ocupada})):
            with pytest.raises(recusa):
                editar(servico.pk, edicao_de(servico, **mudanca), vista=versao(servico), autor=AUTOR)

        assert acoes() == []

    def test_cancelado_e_recusado(self) -> None:
        servico = um_trabalhando()
        cancelar(servico.pk, motivo=um_motivo(), autor=AUTOR, agora=AGORA)
        servico.refresh_from_db()

        with pytest.raises(EdicaoDeServicoCancelado):
            editar(servico.pk, edicao_de(servico), vista=versao(servico), autor=AUTOR)
