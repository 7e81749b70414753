from datetime import timedelta

import pytest

from enlace.auditoria.models import Registro
from enlace.auditoria.registro import Autor
from enlace.contas.models import Usuario
from enlace.prospectos.models import RascunhoDeVenda
from enlace.prospectos.rascunhos import (
    VALIDADE,
    RascunhoDesconhecido,
    comecar_rascunho,
    descartar_rascunho,
    esquecer_rascunhos,
    guardar_passo,
)
from enlace.prospectos.tests.fabrica import AGORA, um_autor

DEPOIS = AGORA + timedelta(hours=12)


def um_rascunho() -> RascunhoDeVenda:
    return comecar_rascunho(prospecto=None, cliente=None, autor=um_autor(), agora=AGORA)


def outra_pessoa() -> Autor:
    outra, _ = Usuario.objects.get_or_create(email="outra@exemplo.test", defaults={"nome": "Outra"})
    return Autor(porta=Registro.Porta.PAINEL, id_usuario=outra.pk)


@pytest.mark.django_db
def test_cada_passo_guardado_deixa_os_outros_como_estao() -> None:
    rascunho = um_rascunho()

    guardar_passo(rascunho.pk, "quem", {"nome": "Maria"}, autor=um_autor(), agora=AGORA)
    guardar_passo(rascunho.pk, "onde", {"cep": "35500001"}, autor=um_autor(), agora=AGORA)
    guardar_passo(rascunho.pk, "quem", {"nome": "Ana"}, autor=um_autor(), agora=DEPOIS)

    rascunho.refresh_from_db()
    assert rascunho.passos == {"quem": {"nome": "Ana"}, "onde": {"cep": "35500001"}}
    assert (rascunho.criado_em, rascunho.atualizado_em) == (AGORA, DEPOIS)


@pytest.mark.django_db
def test_ninguem_mexe_no_rascunho_de_outra_pessoa() -> None:
    rascunho = um_rascunho()

    with pytest.raises(RascunhoDesconhecido):
        guardar_passo(rascunho.pk, "quem", {"nome": "Maria"}, autor=outra_pessoa(), agora=AGORA)
    descartar_rascunho(rascunho.pk, autor=outra_pessoa())

    assert RascunhoDeVenda.objects.get().passos == {}


@pytest.mark.django_db
def test_quem_descarta_o_seu_nao_deixa_nada() -> None:
    rascunho = um_rascunho()

    descartar_rascunho(rascunho.pk, autor=um_autor())
    descartar_rascunho(rascunho.pk, autor=um_autor())

    assert not RascunhoDeVenda.objects.exists()


@pytest.mark.django_db
def test_o_que_ninguem_continua_e_esquecido_uma_semana_depois() -> None:
    rascunho = um_rascunho()
    guardar_passo(rascunho.pk, "quem", {"nome": "Maria"}, autor=um_autor(), agora=DEPOIS)

    assert [esquecer_rascunhos(agora=DEPOIS + VALIDADE + depois) for depois in (timedelta(0), timedelta(seconds=1))] == [0, 1]
