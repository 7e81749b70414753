import pytest

from enlace.auditoria.models import Registro
from enlace.clientes.alteracao import ClienteDesconhecido
from enlace.clientes.contatos import (
    ContatoDesconhecido,
    ContatoSemMeio,
    DadosDoContato,
    alterar_contato,
    apagar_contato,
    incluir_contato,
)
from enlace.clientes.models import Contato
from enlace.clientes.tests.test_alteracao import ANA, um_cliente
from enlace.core.errors import DadosInvalidos

pytestmark = pytest.mark.django_db

JOAO = DadosDoContato(nome="João  Couto", telefone="(37) 99991-2222", recebe_cobranca=True)


def test_contato_incluido_fica_na_forma_guardada_e_no_historico_do_cliente() -> None:
    cliente = um_cliente()

    contato = incluir_contato(cliente.pk, JOAO, autor=ANA)

    guardado = Contato.objects.get()
    assert (guardado.cliente, guardado.nome, guardado.telefone) == (cliente, "João Couto", "37999912222")
    registro = Registro.objects.get()
    assert (registro.acao, registro.tabela, registro.chave) == ("incluir_contato", "cliente", str(cliente.pk))
    assert registro.antes is None
    assert registro.depois == {"nome": "João Couto", "email": "", "telefone": "37999912222", "recebe_cobranca": True}
    assert contato.pk == guardado.pk


def test_mudanca_de_um_contato_diz_de_quem_e() -> None:
    contato = incluir_contato(um_cliente().pk, JOAO, autor=ANA)

    alterar_contato(contato.pk, DadosDoContato(nome="João Couto", email="joao@exemplo.test"), autor=ANA)
    alterar_contato(contato.pk, DadosDoContato(nome="João Couto", email="joao@exemplo.test"), autor=ANA)

    registro = Registro.objects.get(acao="alterar_contato")
    assert registro.antes == {"nome": "João Couto", "email": "", "telefone": "37999912222", "recebe_cobranca": True}
    assert registro.depois == {"email": "joao@exemplo.test", "telefone": "", "recebe_cobranca": False}


def test_contato_apagado_fica_no_historico_do_cliente() -> None:
    cliente = um_cliente()
    contato = incluir_contato(cliente.pk, JOAO, autor=ANA)

    apagar_contato(contato.pk, autor=ANA)

    assert not Contato.objects.exists()
    registro = Registro.objects.get(acao="apagar_contato")
    assert (registro.chave, registro.depois) == (str(cliente.pk), None)
    assert registro.antes is not None
    assert registro.antes["nome"] == "João Couto"


def test_quem_recebe_faturas_tem_por_onde() -> None:
    with pytest.raises(ContatoSemMeio):
        incluir_contato(um_cliente().pk, DadosDoContato(nome="João", telefone="ramal", recebe_cobranca=True), autor=ANA)

    assert not Contato.objects.exists()


def test_e_mail_que_nao_e_um_e_recusado() -> None:
    with pytest.raises(DadosInvalidos):
        incluir_contato(um_cliente().pk, DadosDoContato(nome="João", email="joao"), autor=ANA)


def test_o_que_nao_ha_e_recusado() -> None:
    with pytest.raises(ClienteDesconhecido):
        incluir_contato(1, JOAO, autor=ANA)
    with pytest.raises(ContatoDesconhecido):
        alterar_contato(1, JOAO, autor=ANA)
    with pytest.raises(ContatoDesconhecido):
        apagar_contato(1, autor=ANA)
