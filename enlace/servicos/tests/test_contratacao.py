from decimal import Decimal

import pytest

from enlace.core.errors import DadosInvalidos
from enlace.core.tests.concorrencia import ao_mesmo_tempo
from enlace.enderecos.models import Endereco
from enlace.servicos.contratacao import (
    Acesso,
    Enderecos,
    LoginEmUso,
    MacInvalido,
    PlanoForaDeVenda,
    PortaOcupada,
    contratar,
)
from enlace.servicos.models import ClienteServico
from enlace.servicos.situacao import cancelar
from enlace.servicos.tests.fabrica import AGORA, um_cliente, um_endereco, um_motivo, um_plano, um_servico, uma_porta


@pytest.mark.django_db
def test_servico_contratado_aguarda_instalacao_pelo_preco_do_plano() -> None:
    servico = um_servico()

    guardado = ClienteServico.objects.get(pk=servico.pk)
    assert guardado.status_id == "aguardando_instalacao"
    assert guardado.valor == Decimal("99.90")
    assert guardado.numero_plano == 1
    assert guardado.data_venda == AGORA
    assert guardado.data_habilitacao is None


@pytest.mark.django_db
def test_valor_combinado_vale_mais_que_o_do_plano_mesmo_zero() -> None:
    servico = contratar(
        cliente=um_cliente(), plano=um_plano(), enderecos=Enderecos.iguais(um_endereco()), valor=Decimal(0), agora=AGORA
    )

    assert servico.valor == 0


@pytest.mark.django_db
def test_cada_endereco_vai_para_o_seu_lugar() -> None:
    cadastral, instalacao, fiscal, cobranca = (um_endereco() for _ in range(4))

    servico = contratar(
        cliente=um_cliente(),
        plano=um_plano(),
        enderecos=Enderecos(cadastral=cadastral, instalacao=instalacao, fiscal=fiscal, cobranca=cobranca),
        agora=AGORA,
    )

    guardado = ClienteServico.objects.get(pk=servico.pk)
    quatro: list[Endereco] = [
        guardado.endereco_cadastral,
        guardado.endereco_instalacao,
        guardado.endereco_fiscal,
        guardado.endereco_cobranca,
    ]
    assert quatro == [cadastral, instalacao, fiscal, cobranca]


@pytest.mark.django_db
def test_numeros_seguem_por_cliente_e_nao_voltam_depois_de_um_cancelamento() -> None:
    cliente = um_cliente()
    um_servico(cliente)
    segundo = um_servico(cliente)

    cancelar(servico=segundo, motivo=um_motivo(), agora=AGORA)

    assert um_servico(cliente).numero_plano == 3
    assert um_servico(um_cliente("OUTRO")).numero_plano == 1


@pytest.mark.django_db
def test_login_em_uso_e_recusado_em_qualquer_caixa_e_a_transacao_de_quem_chama_continua() -> None:
    um_servico(acesso=Acesso(login="bianca", senha="s3nha"))

    with pytest.raises(LoginEmUso):
        um_servico(acesso=Acesso(login=" BIANCA ", senha="outra"))

    assert ClienteServico.objects.count() == 1


@pytest.mark.django_db
def test_servico_cancelado_libera_o_login_e_a_porta() -> None:
    acesso = Acesso(login="bianca", senha="s3nha", porta_atendimento=uma_porta())
    antigo = um_servico(acesso=acesso)

    cancelar(servico=antigo, motivo=um_motivo(), agora=AGORA)

    novo = um_servico(acesso=acesso)
    assert (novo.login, novo.porta_atendimento) == ("bianca", acesso.porta_atendimento)


@pytest.mark.django_db
def test_servicos_sem_login_podem_ser_varios() -> None:
    um_servico(acesso=Acesso(login=""))

    assert um_servico(acesso=Acesso(login="  ")).login is None


@pytest.mark.django_db
def test_porta_ocupada_e_recusada() -> None:
    porta = uma_porta()
    um_servico(acesso=Acesso(porta_atendimento=porta))

    with pytest.raises(PortaOcupada):
        um_servico(acesso=Acesso(porta_atendimento=porta))


@pytest.mark.django_db
def test_plano_fora_de_venda_e_recusado() -> None:
    with pytest.raises(PlanoForaDeVenda):
        contratar(cliente=um_cliente(), plano=um_plano(ativo=False), enderecos=Enderecos.iguais(um_endereco()), agora=AGORA)


@pytest.mark.django_db
def test_mac_e_guardado_na_forma_usual_e_recusado_quando_nao_e_mac() -> None:
    assert um_servico(acesso=Acesso(mac_addr="5810.8C4B.FFAA")).mac_addr == "58:10:8c:4b:ff:aa"

    with pytest.raises(MacInvalido):
        um_servico(acesso=Acesso(mac_addr="58:10"))


@pytest.mark.django_db
@pytest.mark.parametrize("acesso", [Acesso(ipv4="10.0.0.256"), Acesso(ipv6="2001:::1"), Acesso(login="x" * 254)])
def test_dado_de_acesso_que_nao_cabe_e_recusado(acesso: Acesso) -> None:
    with pytest.raises(DadosInvalidos):
        um_servico(acesso=acesso)


@pytest.mark.django_db
def test_valor_negativo_e_recusado() -> None:
    with pytest.raises(DadosInvalidos, match=r"^Valor"):
        contratar(
            cliente=um_cliente(), plano=um_plano(), enderecos=Enderecos.iguais(um_endereco()), valor=Decimal("-0.01"), agora=AGORA
        )


@pytest.mark.usefixtures("banco_confirmado")
def test_duas_contratacoes_simultaneas_recebem_numeros_diferentes() -> None:
    cliente = um_cliente()

    segunda = ao_mesmo_tempo(lambda: um_servico(cliente), lambda: um_servico(cliente))

    assert segunda.exception() is None
    assert sorted(cliente.servicos.values_list("numero_plano", flat=True)) == [1, 2]


@pytest.mark.usefixtures("banco_confirmado")
def test_de_duas_contratacoes_simultaneas_com_o_mesmo_login_so_uma_fica() -> None:
    um, outro = um_cliente(), um_cliente("OUTRO")

    segunda = ao_mesmo_tempo(
        lambda: um_servico(um, acesso=Acesso(login="bianca")), lambda: um_servico(outro, acesso=Acesso(login="Bianca"))
    )

    assert isinstance(segunda.exception(), LoginEmUso)
    assert [servico.cliente for servico in ClienteServico.objects.all()] == [um]
