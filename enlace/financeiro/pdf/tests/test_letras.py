import pypdfium2
import pytest

from enlace.financeiro.pdf.folha import UTIL, Folhas
from enlace.financeiro.pdf.letras import Letra, caber, encaixar, imprimivel, quebrar

LETRA = Letra(8)
PORTUGUES = "ÁÀÂÃÇÉÊÍÓÔÕÚÜ áàâãçéêíóôõúü ºª§ “aspas” travessão — € R$ 1.234,56 …"


@pytest.mark.parametrize(
    ("texto", "impresso"),
    [
        (PORTUGUES, PORTUGUES),
        ("Joa\u0303o", "João"),  # accent as a character of its own
        ("Ștefan Băsescu", "Stefan Basescu"),
        ("Иван", "????"),
        ("🚀 Fibra 👩‍👩‍👧 500 ✅", "Fibra 500"),
        ("a\x00b\tc\r\nd\u2028e\u00a0f", "a b c d e f"),
        ("abc\u202edcba\u200b\ufeff\u00ad", "abcdcba"),
        ("½ ﬁbra ① 10㎡", "½ fibra 1 10m2"),
        ("3\u22122 e co\u2011op ≥ 5", "3-2 e co-op ? 5"),
        ("\udc80\uffff", ""),
        ("<b>&amp;</b> \\n (x)", "<b>&amp;</b> \\n (x)"),
        ("", ""),
    ],
)
def test_o_que_as_letras_nao_tem_e_trocado_com_juizo(texto: str, impresso: str) -> None:
    assert imprimivel(texto) == impresso


def test_tudo_o_que_e_imprimivel_volta_do_pdf() -> None:
    todas = imprimivel("".join(map(chr, range(0x20, 0x2100))))
    folhas = Folhas(titulo="", autor="")

    linhas = quebrar("".join(sorted(set(todas) - {" "})), LETRA, UTIL)
    for numero, linha in enumerate(linhas):
        folhas.texto(linha, x=12, y=200 - 5 * numero, largura=UTIL, letra=LETRA)

    with pypdfium2.PdfDocument(folhas.terminar()) as documento:
        assert documento[0].get_textpage().get_text_range().split() == linhas


def test_texto_enorme_e_cortado_antes_de_ser_medido() -> None:
    assert len(imprimivel("á" * 10_000_000)) == 2000


def test_texto_que_cabe_fica_como_esta() -> None:
    assert caber("curto", LETRA, 100) == ("curto", LETRA)


def test_texto_um_pouco_largo_diminui() -> None:
    texto = "a" * 40
    largura = LETRA.largura(texto) * 0.9

    cabe, menor = caber(texto, LETRA, largura)

    assert cabe == texto
    assert menor.tamanho < LETRA.tamanho
    assert menor.largura(cabe) <= largura + 0.001


@pytest.mark.parametrize("largura", [5, 20, 60])
def test_texto_largo_demais_termina_em_reticencias(largura: float) -> None:
    cabe, menor = caber("palavra " * 200, LETRA, largura)

    assert cabe.endswith("…")
    assert menor.tamanho == pytest.approx(LETRA.tamanho * 0.7)
    assert menor.largura(cabe) <= largura


@pytest.mark.parametrize("texto", ["uma frase de várias palavras " * 20, "x" * 500, "curta " + "y" * 300 + " fim", "W"])
@pytest.mark.parametrize("largura", [10, 33, 186])
def test_quebra_respeita_a_largura_e_nao_perde_letras(texto: str, largura: float) -> None:
    linhas = quebrar(imprimivel(texto), LETRA, largura)

    assert max(map(LETRA.largura, linhas)) <= largura
    assert "".join(linhas).replace(" ", "") == texto.replace(" ", "")


def test_quebra_fica_entre_palavras() -> None:
    assert quebrar("um dois três", LETRA, LETRA.largura("um dois")) == ["um dois", "três"]
    assert quebrar("", LETRA, 10) == []


def test_textos_vao_na_maior_letra_em_que_cabem() -> None:
    tamanhos = ((Letra(8), 2), (Letra(4), 3))

    assert encaixar(["a", "b"], tamanhos, 50) == (Letra(8), ["a", "b"])
    assert encaixar(["a", "b", "c"], tamanhos, 50) == (Letra(4), ["a", "b", "c"])
    assert encaixar(["a", "b", "c", "d"], tamanhos, 50) == (Letra(4), ["a", "b", "…"])
