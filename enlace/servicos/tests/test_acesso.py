import pytest

from enlace.auditoria.models import Registro
from enlace.auditoria.registro import Autor
from enlace.servicos.acesso import SemAutenticacao, ServicoCancelado, esquecer_mac
from enlace.servicos.contratacao import Acesso
from enlace.servicos.models import ClienteServico
from enlace.servicos.situacao import cancelar
from enlace.servicos.tests.fabrica import AGORA, um_motivo, um_servico

pytestmark = pytest.mark.django_db

AUTOR = Autor(porta=Registro.Porta.CLI, id_usuario=None)
COM_MAC = Acesso(login="bianca", senha="123", mac_addr="02:00:5e:10:00:01")


def test_esquece_o_mac_e_registra_quem_o_fez() -> None:
    servico = um_servico(acesso=COM_MAC)

    esquecer_mac(servico=servico, autor=AUTOR)

    assert servico.mac_addr is None
    assert ClienteServico.objects.get(pk=servico.pk).mac_addr is None
    registro = Registro.objects.get(acao="esquecer_mac")
    assert (registro.chave, registro.antes, registro.depois) == (
        str(servico.pk),
        {"mac_addr": "02:00:5e:10:00:01"},
        {"mac_addr": None},
    )


def test_so_o_mac_e_gravado() -> None:
    servico = um_servico(acesso=COM_MAC)
    ClienteServico.objects.filter(pk=servico.pk).update(referencia="mudada enquanto isso")

    esquecer_mac(servico=servico, autor=AUTOR)

    assert ClienteServico.objects.get(pk=servico.pk).referencia == "mudada enquanto isso"


def test_sem_login_e_recusado() -> None:
    with pytest.raises(SemAutenticacao, match="não possui dados de autenticação"):
        esquecer_mac(servico=um_servico(), autor=AUTOR)


def test_cancelado_e_recusado_e_fica_como_estava() -> None:
    servico = um_servico(acesso=COM_MAC)
    cancelar(servico=servico, motivo=um_motivo(), agora=AGORA)

    with pytest.raises(ServicoCancelado, match="cancelado"):
        esquecer_mac(servico=servico, autor=AUTOR)

    assert ClienteServico.objects.get(pk=servico.pk).mac_addr == "02:00:5e:10:00:01"
