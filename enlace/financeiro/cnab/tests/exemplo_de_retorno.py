"""Returns put together position by position, without the tables that they test."""

from collections.abc import Mapping, Sequence

TAMANHO = 240
CAMPOS_DO_T = {"nosso_numero", "numero_documento", "identificacao", "vencimento", "valor", "tarifa", "motivos"}


def linha(*pedacos: tuple[int, str]) -> str:
    """A line with these texts at these positions, from 1; blanks elsewhere."""
    texto = " " * TAMANHO
    for inicio, pedaco in pedacos:
        texto = com(texto, inicio, pedaco)
    return texto


def com(texto: str, inicio: int, pedaco: str) -> str:
    """The line with another text from this position on."""
    return texto[: inicio - 1] + pedaco + texto[inicio - 1 + len(pedaco) :]


def header() -> str:
    return linha(
        (1, "75600000"),
        (18, "211222333000181"),
        (53, "0316610000000678902"),
        (72, "0"),
        (73, "PROVEDOR EXEMPLO"),
        (103, "SICOOB"),
        (143, "2"),
        (144, "11122026"),
        (152, "093619"),
        (158, "000108"),
        (164, "085"),
        (167, "00000"),
    )


def header_de_lote(numero: int = 1) -> str:
    return linha(
        (1, f"756{numero:04}1T01"),
        (14, "043"),
        (18, "2011222333000181"),
        (44, "3166000004"),
        (54, "0316610000000678902"),
        (74, "PROVEDOR EXEMPLO"),
        (184, "00000108"),
        (192, "11122026"),
        (200, "00000000"),
    )


def segmento_t(
    movimento: str,
    *,
    nosso_numero: str = "0002721000",
    numero_documento: str = "FAT-1001",
    identificacao: str = "FATURA 1001",
    vencimento: str = "10122026",
    valor: str = "000000000004990",
    tarifa: str = "000000000000170",
    motivos: str = "0000000003",
) -> str:
    return linha(
        (1, "756"),
        (8, "3"),
        (14, "T"),
        (16, movimento),
        (18, "03166100000006789020"),
        (38, nosso_numero),
        (48, "01011"),
        (58, "1"),
        (59, numero_documento),
        (74, vencimento),
        (82, valor),
        (97, "756031660"),
        (106, identificacao),
        (131, "09"),
        (133, "1000012345678909"),
        (149, "FULANO DE TAL"),
        (189, "0000000000"),
        (199, tarifa),
        (214, motivos),
    )


def segmento_u(
    movimento: str,
    *,
    juros_e_multa: str = "000000000000102",
    valor_pago: str = "000000000005092",
    valor_liquido: str = "000000000004922",
    data_da_ocorrencia: str = "11122026",
    data_do_credito: str = "14122026",
) -> str:
    return linha(
        (1, "756"),
        (8, "3"),
        (14, "U"),
        (16, movimento),
        (18, juros_e_multa),
        (33, "0" * 45),
        (78, valor_pago),
        (93, valor_liquido),
        (108, "0" * 30),
        (138, data_da_ocorrencia),
        (146, data_do_credito),
        (158, "0" * 23),
        (211, "75600000000000000000000"),
    )


def detalhe(movimento: str, *, t: Mapping[str, str] | None = None, u: Mapping[str, str] | None = None) -> list[str]:
    """The pair of segments, without lot and number."""
    return [segmento_t(movimento, **(t or {})), segmento_u(movimento, **(u or {}))]


def lote(numero: int, detalhes: Sequence[str]) -> list[str]:
    """The lot, its details numbered."""
    numerados = [com(com(texto, 4, f"{numero:04}"), 9, f"{ordem % 100_000:05}") for ordem, texto in enumerate(detalhes, start=1)]
    # The totals of titles are zeros, as in the returns that brcobranca publishes.
    fim = linha((1, f"756{numero:04}5"), (18, f"{len(detalhes) + 2:06}"), (24, "0" * 92))
    return [header_de_lote(numero), *numerados, fim]


def trailer(*, lotes: int, registros: int) -> str:
    return linha((1, "75699999"), (18, f"{lotes:06}{registros:06}000000"))


def arquivo_de(partes: Sequence[str | Sequence[str]]) -> bytes:
    """A file of these lines, or groups of them."""
    linhas = [texto for parte in partes for texto in ([parte] if isinstance(parte, str) else parte)]
    return "".join(f"{texto}\r\n" for texto in linhas).encode("latin-1")


def arquivo(detalhes: Sequence[str | Sequence[str]]) -> bytes:
    """A whole file with one lot of these details, or pairs of them."""
    juntos = [texto for parte in detalhes for texto in ([parte] if isinstance(parte, str) else parte)]
    return arquivo_de([header(), lote(1, juntos), trailer(lotes=1, registros=len(juntos) + 4)])


RETORNO = arquivo(
    [
        detalhe("06"),
        detalhe("02", t={"nosso_numero": "0002745542", "motivos": "0000000000"}),
        detalhe("03", t={"motivos": "4663000000"}),
        detalhe("09", t={"motivos": "0000000010"}),
        detalhe("17"),
        detalhe("28", t={"motivos": "0000000002"}),
        detalhe("30", t={"motivos": "0000000016"}),
    ]
)
ULTIMA = RETORNO.count(b"\r\n")


def trocado(numero: int, posicao: int, texto: str) -> bytes:
    """The example with another text in this line from this position on."""
    linhas = RETORNO.decode("latin-1").splitlines()
    linhas[numero - 1] = com(linhas[numero - 1], posicao, texto)
    return arquivo_de(linhas)


def sem(*numeros: int) -> bytes:
    """The example without these lines."""
    linhas = RETORNO.decode("latin-1").splitlines()
    return arquivo_de([texto for numero, texto in enumerate(linhas, start=1) if numero not in numeros])


def dobrado(numero: int) -> bytes:
    """The example with this line twice."""
    linhas = RETORNO.decode("latin-1").splitlines()
    return arquivo_de([*linhas[:numero], *linhas[numero - 1 :]])


def um(movimento: str, **valores: str) -> bytes:
    """A file with one occurrence, with these texts in the fields of either segment."""
    do_t = {campo: texto for campo, texto in valores.items() if campo in CAMPOS_DO_T}
    do_u = {campo: texto for campo, texto in valores.items() if campo not in CAMPOS_DO_T}
    return arquivo([detalhe(movimento, t=do_t, u=do_u)])
