"""The texts and their places."""

import pytest
from django.core.exceptions import ValidationError

from enlace.mensagens.catalogo import CATALOGO
from enlace.mensagens.modelos import preencher
from enlace.mensagens.models import Canal, ModeloMensagem
from enlace.mensagens.preenchimento import ModeloRecusado, conferir
from enlace.mensagens.preenchimento import preencher as preencher_texto

VALORES = {
    "cliente_nome": "MARIA DA CONCEIÇÃO",
    "primeiro_nome": "Maria",
    "cliente_codigo": "1234",
    "provedor_nome": "Provedor São João",
    "fatura_numero": "98765",
    "valor": "R$ 149,90",
    "valor_total": "R$ 1.149,90",
    "vencimento": "10/12/2026",
    "mes_referencia": "11/2026",
    "meses_referencia": "10/2026 e 11/2026",
    "linha_digitavel": "75691.31662 01006.726101 27210.000017 7 73380000001000",
    "pix_copia_cola": "00020126BR.GOV.BCB.PIX  PROVEDOR6304ABCD",
    "link": f"https://central.provedor.test/pdf/fatura/{'0' * 32}",
    "dias_em_atraso": "16",
    "data_suspensao": "27/12/2026",
    "data_rescisao": "25/02/2027",
    "servico": "FIBRA 100",
}


def test_valores_entram_nos_seus_lugares_e_so_uma_vez() -> None:
    assert preencher_texto("{a} e {b}", {"a": "{b}", "b": "2"}) == "{b} e 2"


def test_linha_cujos_lugares_estao_todos_vazios_some() -> None:
    texto = "Olá.\nPix: {pix}\n{valor} ou {pix}\n\nFim {nada}."

    assert preencher_texto(texto, {"pix": "", "valor": "10"}) == "Olá.\n10 ou \n"


@pytest.mark.parametrize(
    "texto", ["{outro}", "{", "}", "{valor", "{ valor }", "{valor.real}", "{valor!r}", "{0}", "{{valor}}", "{}"]
)
def test_lugar_que_nao_existe_e_recusado_com_uma_frase(texto: str) -> None:
    with pytest.raises(ModeloRecusado):
        conferir(texto, {"valor"})


def test_a_frase_diz_quais_existem() -> None:
    with pytest.raises(ModeloRecusado, match=r"O campo \{senha\} não existe aqui. Os que existem: \{link\}, \{valor\}\."):
        conferir("{senha}", {"valor", "link"})


@pytest.mark.django_db
def test_ha_um_texto_para_cada_chave_e_todos_passam_pela_conferencia() -> None:
    modelos = {modelo.chave: modelo for modelo in ModeloMensagem.objects.all()}

    assert set(modelos) == set(CATALOGO)
    for modelo in modelos.values():
        modelo.full_clean()


@pytest.mark.django_db
@pytest.mark.parametrize("campo", ["assunto", "texto", "html"])
def test_texto_editado_com_um_lugar_desconhecido_nao_e_guardado(campo: str) -> None:
    modelo = ModeloMensagem.objects.get(chave="fatura_email")
    setattr(modelo, campo, "Olá, {cliente.senha}")

    with pytest.raises(ValidationError) as erro:
        modelo.full_clean()

    assert list(erro.value.message_dict) == [campo]


@pytest.mark.django_db
@pytest.mark.parametrize("chave", sorted(CATALOGO))
def test_nenhum_lugar_fica_por_preencher(chave: str) -> None:
    conteudo = preencher(chave, VALORES)

    assert "{" not in conteudo.assunto + conteudo.texto + conteudo.html
    assert conteudo.texto


@pytest.mark.django_db
@pytest.mark.parametrize("chave", sorted(chave for chave in CATALOGO if chave.endswith("_sms")))
def test_sms_cabe_num_so_e_nao_tem_acentos(chave: str) -> None:
    texto = preencher(chave, VALORES).texto

    assert len(texto) <= 160
    assert texto.isascii()
    assert "Provedor Sao Joao" in texto


@pytest.mark.django_db
def test_fatura_vencida_nao_diz_que_ainda_vence() -> None:
    assert "vence em" not in preencher("fatura_email", VALORES).assunto
    assert "vence em" not in preencher("fatura_sms", VALORES).texto


@pytest.mark.django_db
def test_o_aviso_de_debito_diz_o_que_a_lei_manda() -> None:
    """RGC (Anatel, resolution 765/2023): reason, amount, month of reference, terms."""
    conteudo = preencher("aviso_debito_email", VALORES)

    for parte in ("a fatura 98765", "vencida em 10/12/2026", "R$ 1.149,90", "10/2026 e 11/2026", "27/12/2026", "25/02/2027"):
        assert parte in conteudo.texto
        assert parte in conteudo.html


@pytest.mark.django_db
def test_fatura_sem_pix_nao_fala_de_pix() -> None:
    conteudo = preencher("fatura_email", {**VALORES, "pix_copia_cola": ""})

    assert "Pix" not in conteudo.texto + conteudo.html
    assert VALORES["linha_digitavel"] in conteudo.texto
    assert "Pix copia e cola: 00020126BR.GOV.BCB.PIX  PROVEDOR6304ABCD" in preencher("fatura_email", VALORES).texto


@pytest.mark.django_db
def test_valores_nao_trazem_marcas_nem_linhas() -> None:
    conteudo = preencher(
        "fatura_email",
        {**VALORES, "provedor_nome": "A\r\nBcc: x@y.test", "primeiro_nome": "<script>alert(1)</script>", "link": '"><img src=x>'},
    )

    assert "\n" not in conteudo.assunto
    assert "<script" not in conteudo.html
    assert "<img" not in conteudo.html
    assert "&lt;script&gt;" in conteudo.html
    assert "<script>alert(1)</script>" in conteudo.texto


@pytest.mark.django_db
def test_cada_texto_e_do_canal_que_a_chave_diz() -> None:
    for chave, canal in ModeloMensagem.objects.values_list("chave", "canal"):
        assert chave.endswith(f"_{Canal(canal)}")
