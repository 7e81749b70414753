import struct
import zlib
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from enlace.financeiro.pdf.fatura import desenhar
from enlace.financeiro.pdf.logotipo import LogotipoGrande, LogotipoRecusado, preparar
from enlace.financeiro.pdf.tests.documentos import EM_DIA, logotipo
from enlace.financeiro.pdf.tests.leitor import codigos, pagina

PNG = logotipo()
JPEG = logotipo(formato="JPEG", modo="RGB")
AZUL = (20, 90, 200)


def _pedaco(tipo: bytes, conteudo: bytes) -> bytes:
    return struct.pack(">I", len(conteudo)) + tipo + conteudo + struct.pack(">I", zlib.crc32(tipo + conteudo))


def _bomba(largura: int, altura: int) -> bytes:
    """A PNG whose header is honest about a size that its few bytes would be unpacked to."""
    cabecalho = struct.pack(">IIBBBBB", largura, altura, 1, 0, 0, 0, 0)
    pontos = zlib.compress(b"\0" * 10_000_000)
    return b"\x89PNG\r\n\x1a\n" + _pedaco(b"IHDR", cabecalho) + _pedaco(b"IDAT", pontos) + _pedaco(b"IEND", b"")


def _sem_cor(largura: int, altura: int, formato: str = "PNG") -> bytes:
    saida = BytesIO()
    Image.new("L", (largura, altura), 255).save(saida, formato)
    return saida.getvalue()


_FIM = _pedaco(b"IEND", b"")
RUINS = {
    "vazio": (b"", LogotipoRecusado),
    "texto": (b"<svg onload=alert(1)>", LogotipoRecusado),
    "png cortado": (PNG[: len(PNG) // 2], LogotipoRecusado),
    "png trocado": (PNG[:60] + bytes(100) + PNG[160:], LogotipoRecusado),
    # What stands behind the points is read when they are unpacked.
    "png com fim malfeito": (PNG.replace(_FIM, _pedaco(b"iCCP", b"") + _FIM), LogotipoRecusado),
    "jpeg cortado": (JPEG[: len(JPEG) // 2], LogotipoRecusado),
    "gif": (_sem_cor(10, 10, "GIF"), LogotipoRecusado),
    "20 milhões de pontos": (_sem_cor(5000, 4000), LogotipoGrande),
    "bomba": (_bomba(12_000, 12_000), LogotipoGrande),
    "bomba maior": (_bomba(60_000, 60_000), LogotipoGrande),
    "arquivo grande": (JPEG + bytes(1024 * 1024), LogotipoGrande),
}


@pytest.mark.parametrize(("conteudo", "recusa"), RUINS.values(), ids=RUINS)
def test_logotipo_que_nao_serve_e_recusado_pelo_nome(conteudo: bytes, recusa: type[LogotipoRecusado]) -> None:
    with pytest.raises(LogotipoRecusado) as recusado:
        preparar(conteudo)

    assert type(recusado.value) is recusa
    assert str(recusado.value).startswith("O logotipo")


@pytest.mark.parametrize("conteudo", [conteudo for conteudo, _ in RUINS.values()], ids=RUINS)
def test_fatura_com_logotipo_que_nao_serve_e_a_mesma_sem_ele(conteudo: bytes, caplog: pytest.LogCaptureFixture) -> None:
    pdf = desenhar(replace(EM_DIA, logo=conteudo))

    assert pdf == desenhar(EM_DIA)
    assert bool(caplog.records) == bool(conteudo)


@pytest.mark.parametrize(
    "conteudo",
    [
        PNG,
        JPEG,
        logotipo(modo="P"),
        logotipo(modo="RGB"),
        logotipo(formato="JPEG", modo="CMYK"),
        logotipo(largura=2400, altura=800),
    ],
    ids=["png", "jpeg", "png de paleta", "png sem transparência", "jpeg cmyk", "png grande"],
)
def test_logotipo_e_impresso_no_canto_de_cima(conteudo: bytes) -> None:
    assert EM_DIA.boleto is not None

    folha = pagina(desenhar(replace(EM_DIA, logo=conteudo)))

    centro_do_disco = folha.getpixel((round((12 + 7.7) / 25.4 * 200), round((12 + 7.7) / 25.4 * 200)))
    assert isinstance(centro_do_disco, tuple)
    assert centro_do_disco == pytest.approx(AZUL, abs=12)
    assert codigos(folha).barras == [EM_DIA.boleto.codigo_de_barras.digitos]


@pytest.mark.parametrize("tamanho", [(1, 1), (4000, 1), (1, 4000)])
def test_logotipo_de_qualquer_forma_fica_no_seu_lugar(tamanho: tuple[int, int]) -> None:
    folha = pagina(desenhar(replace(EM_DIA, logo=_sem_cor(*tamanho))))

    assert len(codigos(folha).barras) == 1


def test_fundo_transparente_fica_branco() -> None:
    preparado = Image.open(BytesIO(preparar(PNG)))

    assert preparado.mode == "RGB"
    assert preparado.getpixel((preparado.width - 1, 0)) == (255, 255, 255)


def test_logotipo_grande_nao_pesa_em_cada_fatura() -> None:
    grande = logotipo(largura=2400, altura=800)

    assert len(desenhar(replace(EM_DIA, logo=grande))) < len(desenhar(EM_DIA)) + 30_000
