from dataclasses import replace
from decimal import Decimal
from functools import partial

import pytest
from django.db import transaction

from enlace.auditoria.models import Registro
from enlace.auditoria.registro import Autor
from enlace.clientes.models import Cliente
from enlace.contas.models import Usuario
from enlace.core.errors import RuleRefused
from enlace.core.tests.concorrencia import ao_mesmo_tempo
from enlace.enderecos.models import Endereco
from enlace.prospectos.alteracao import Correcao, alterar_prospecto
from enlace.prospectos.cadastro import CpfCnpjDoProspectoInvalido, PlanoNaoVendidoNoCep, PlanoOfertado, ProspectoJaCadastrado
from enlace.prospectos.models import Prospecto
from enlace.prospectos.tests.fabrica import AGORA, FICHA, samonte, um_autor, um_endereco_novo, um_plano, um_prospecto, uma_unidade
from enlace.prospectos.travamento import ProspectoJaConvertido, travar_por_converter


def no_balcao() -> Autor:
    usuario, _ = Usuario.objects.get_or_create(email="ana@exemplo.test", defaults={"nome": "Ana"})
    return Autor(porta=Registro.Porta.PAINEL, id_usuario=usuario.pk)


def corrigir(prospecto: Prospecto, correcao: Correcao) -> Prospecto:
    return alterar_prospecto(prospecto.pk, correcao, autor=no_balcao(), agora=AGORA)


@pytest.mark.django_db
def test_correcao_muda_o_que_se_disse_e_deixa_o_resto() -> None:
    prospecto, vendedor = um_prospecto(valor="89.90"), Usuario.objects.create(nome="Loja", email="loja@exemplo.test")
    ficha = replace(FICHA, nome_razaosocial="xpto comércio", telefone="(37) 3281-9999")

    corrigir(prospecto, Correcao(ficha=ficha, vendedor=vendedor))

    corrigido = Prospecto.objects.get()
    assert (corrigido.nome_razaosocial, corrigido.telefone, corrigido.vendedor) == ("XPTO COMÉRCIO", "3732819999", vendedor)
    assert (corrigido.endereco, corrigido.servico.valor, corrigido.origem) == (prospecto.endereco, Decimal("89.90"), "API")
    registro = Registro.objects.get(acao="alterar")
    assert set(registro.depois or {}) == {"nome_razaosocial", "telefone", "id_vendedor"}


@pytest.mark.django_db
def test_outro_endereco_e_outra_linha_e_o_de_antes_fica() -> None:
    prospecto = um_prospecto()

    corrigir(prospecto, Correcao(ficha=FICHA, vendedor=None, endereco=um_endereco_novo(numero="200")))

    assert Prospecto.objects.get().endereco.numero == "200"
    assert Endereco.objects.filter(pk=prospecto.endereco.pk, numero="77").exists()


@pytest.mark.usefixtures("banco_confirmado")
def test_quem_espera_por_uma_correcao_encontra_o_endereco_e_o_vendedor_novos() -> None:
    prospecto, vendedor = um_prospecto(), Usuario.objects.create(nome="Loja", email="loja@exemplo.test")
    correcao = Correcao(ficha=FICHA, vendedor=vendedor, endereco=um_endereco_novo(numero="200"))

    def travar() -> tuple[str, Usuario | None]:
        with transaction.atomic():
            travado = travar_por_converter(prospecto.pk)
            return travado.endereco.numero, travado.vendedor

    segunda = ao_mesmo_tempo(partial(corrigir, prospecto, correcao), travar)

    assert segunda.result() == ("200", vendedor)


@pytest.mark.django_db
def test_no_balcao_se_oferta_qualquer_plano_a_venda_e_o_que_e_de_outra_unidade_nao() -> None:
    prospecto, a_venda = um_prospecto(), um_plano("SEM API", disponivel=False)
    de_longe = um_plano("DE LONGE", disponivel=False)
    uma_unidade("AQUI", planos=(um_plano("DAQUI"),), cidade=samonte())
    uma_unidade("LONGE", planos=(de_longe,), faixas=(("10000000", "10999999"),))

    corrigir(prospecto, Correcao(ficha=FICHA, vendedor=None, oferta=PlanoOfertado(plano=a_venda, valor=Decimal(50))))
    with pytest.raises(PlanoNaoVendidoNoCep):
        corrigir(prospecto, Correcao(ficha=FICHA, vendedor=None, oferta=PlanoOfertado(plano=de_longe, valor=Decimal(50))))
    with pytest.raises(PlanoNaoVendidoNoCep):
        um_prospecto(a_venda, cpf_cnpj="41483316000169")

    assert (Prospecto.objects.get().servico.plano, um_autor().porta) == (a_venda, "api")


@pytest.mark.django_db
@pytest.mark.parametrize("recusa", [CpfCnpjDoProspectoInvalido, ProspectoJaCadastrado, ProspectoJaConvertido])
def test_o_que_se_recusa_nao_muda_nada(recusa: type[RuleRefused]) -> None:
    plano = um_plano()
    prospecto = um_prospecto(plano)
    um_prospecto(plano, cpf_cnpj="41483316000169")
    documento = {CpfCnpjDoProspectoInvalido: "68346567000159", ProspectoJaCadastrado: "41483316000169"}.get(recusa, FICHA.cpf_cnpj)
    if recusa is ProspectoJaConvertido:
        cliente = Cliente.objects.create(nome_razaosocial="XPTO", tipo_pessoa="pj", data_cadastro=AGORA)
        Prospecto.objects.filter(pk=prospecto.pk).update(cliente=cliente)

    with pytest.raises(recusa):
        corrigir(
            prospecto,
            Correcao(
                ficha=replace(FICHA, nome_razaosocial="OUTRO", cpf_cnpj=documento), vendedor=None, endereco=um_endereco_novo()
            ),
        )

    assert Prospecto.objects.get(pk=prospecto.pk).nome_razaosocial == "EMPRESA XPTO LTDA"
    assert Endereco.objects.count() == 2
