"""A service moves."""

import pytest

from enlace.auditoria.models import Registro
from enlace.auditoria.registro import Autor
from enlace.contas.models import Usuario
from enlace.enderecos.cadastro import NovoEndereco
from enlace.enderecos.models import Bairro, Endereco
from enlace.ordens_servico.models import OrdemServico, TipoOrdemServico
from enlace.processos.cancelamento_de_servico import cancelar
from enlace.processos.mudanca_de_endereco import (
    EnderecoDeAgora,
    EnderecoDeServicoCancelado,
    Mudanca,
    OrdemDaMudanca,
    mudar_endereco,
)
from enlace.processos.tests.confianca import (
    ajustes,
)
from enlace.processos.tests.pessoas import acoes, um_trabalhando
from enlace.servicos.contratacao import Acesso
from enlace.servicos.models import ClienteServico
from enlace.servicos.tests.fabrica import AGORA, um_motivo, um_servico, uma_porta

pytestmark = pytest.mark.django_db


class TestMudancaDeEndereco:
    @pytest.fixture
    def autor(self) -> Autor:
        return Autor(porta="painel", id_usuario=Usuario.objects.create(nome="Ana", email="ana@exemplo.test").pk)

    @staticmethod
    def novo(servico: ClienteServico, *, bairro: str = "Centro") -> NovoEndereco:
        return NovoEndereco(
            id_cidade=servico.endereco_instalacao.bairro.cidade_id,
            cep="35500001",
            bairro=bairro,
            endereco="Av. Sete de Setembro",
            numero="12",
        )

    def test_so_o_de_instalacao_muda_e_a_porta_fica_livre(self, autor: Autor) -> None:
        servico = um_servico(acesso=Acesso(porta_atendimento=uma_porta()), estado="servico_habilitado")
        antigo = servico.endereco_instalacao

        mudado = mudar_endereco(servico.pk, Mudanca(endereco=self.novo(servico)), autor=autor, agora=AGORA)

        servico.refresh_from_db()
        assert str(servico.endereco_instalacao) == "AVENIDA SETE DE SETEMBRO, 12 - CENTRO, Divinópolis/MG"
        assert {servico.endereco_cadastral, servico.endereco_fiscal, servico.endereco_cobranca} == {antigo}
        assert (servico.porta_atendimento, mudado.ordem, ajustes()) == (None, None, [])
        assert servico.endereco_instalacao.latitude is None
        assert acoes() == [("mudar_endereco", str(servico.pk))]

    def test_os_outros_e_a_ordem_vao_junto_quando_se_pede(self, autor: Autor) -> None:
        porta = uma_porta()
        servico = um_servico(acesso=Acesso(porta_atendimento=porta))
        ordem = OrdemDaMudanca(tipo=TipoOrdemServico.objects.get(prefixo="instalacao"), descricao="Levar a ONU.")
        mudanca = Mudanca(
            endereco=self.novo(servico, bairro="Niterói"), iguais={"endereco_cobranca"}, libera_porta=False, ordem=ordem
        )

        mudado = mudar_endereco(servico.pk, mudanca, autor=autor, agora=AGORA)

        servico.refresh_from_db()
        assert servico.endereco_cobranca == servico.endereco_instalacao != servico.endereco_fiscal
        assert servico.porta_atendimento == porta
        assert mudado.ordem == OrdemServico.objects.get()
        assert Bairro.objects.filter(nome="NITERÓI").exists()
        assert Registro.objects.filter(acao="cadastrar", tabela="bairro").count() == 1

    def test_cancelado_e_recusado_sem_deixar_endereco(self, autor: Autor) -> None:
        servico = um_trabalhando()
        cancelar(servico.pk, motivo=um_motivo(), autor=autor, agora=AGORA)
        antes = Endereco.objects.count()

        with pytest.raises(EnderecoDeServicoCancelado):
            mudar_endereco(servico.pk, Mudanca(endereco=self.novo(servico)), autor=autor, agora=AGORA)

        assert Endereco.objects.count() == antes

    def test_enviado_duas_vezes_muda_uma_vez_so(self, autor: Autor) -> None:
        servico = um_trabalhando()
        ordem = OrdemDaMudanca(tipo=TipoOrdemServico.objects.get(prefixo="instalacao"), descricao="Levar a ONU.")
        mudanca = Mudanca(endereco=self.novo(servico), ordem=ordem)
        mudar_endereco(servico.pk, mudanca, autor=autor, agora=AGORA)
        antes = Endereco.objects.count()

        with pytest.raises(EnderecoDeAgora):
            mudar_endereco(servico.pk, mudanca, autor=autor, agora=AGORA)

        assert (Endereco.objects.count(), OrdemServico.objects.count()) == (antes, 1)
