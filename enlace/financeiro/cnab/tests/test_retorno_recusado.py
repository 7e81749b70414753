import random
from contextlib import suppress

import pytest

from enlace.financeiro.cnab import recusas
from enlace.financeiro.cnab.sicoob.retorno import ler
from enlace.financeiro.cnab.tests.exemplo_de_retorno import (
    RETORNO,
    ULTIMA,
    arquivo,
    arquivo_de,
    detalhe,
    dobrado,
    linha,
    segmento_t,
    segmento_u,
    sem,
    trocado,
    um,
)

RECUSADOS = {
    "vazio": (b"", recusas.ArquivoVazio, 0, "O arquivo está vazio."),
    "só fins de linha": (b"\r\n\r\n\x1a", recusas.ArquivoVazio, 0, "O arquivo está vazio."),
    "BOM": (b"\xef\xbb\xbf" + RETORNO, recusas.ArquivoRegravado, 0, "O arquivo foi regravado"),
    "UTF-16": (RETORNO.decode().encode("utf-16"), recusas.ArquivoRegravado, 0, "O arquivo foi regravado"),
    "UTF-8": (trocado(1, 73, "AÇÃO").decode("latin-1").encode(), recusas.ArquivoRegravado, 0, "O arquivo foi regravado"),
    "CNAB 400": (b"0" * 400 + b"\r\n", recusas.ArquivoCnab400, 1, "O arquivo é CNAB 400"),
    "linha de 239": (RETORNO.replace(b" \r\n", b"\r\n", 1), recusas.TamanhoDaLinhaErrado, 1, "tem 239 posições"),
    "linha de 300": (trocado(4, 1, "7" * 300), recusas.TamanhoDaLinhaErrado, 4, "tem 300 posições"),
    "linha em branco": (RETORNO.replace(b"\r\n", b"\r\n\r\n", 1), recusas.TamanhoDaLinhaErrado, 2, "tem 0 posições"),
    "NUL": (trocado(3, 60, "\0"), recusas.CaractereRecusado, 3, "há um caractere de controle na posição 60."),
    "C1": (trocado(3, 240, "\x9b"), recusas.CaractereRecusado, 3, "há um caractere de controle na posição 240."),
    "Ctrl-Z no meio": (trocado(5, 60, "\x1a"), recusas.CaractereRecusado, 5, "há um caractere de controle na posição 60."),
    "outro banco": (
        RETORNO.replace(b"756", b"001"),
        recusas.OutroBanco,
        1,
        "é do banco 001, e o esperado é o 756.",
    ),
    "outro banco no meio": (trocado(6, 1, "001"), recusas.OutroBanco, 6, "é do banco 001"),
    "remessa": (trocado(1, 143, "1"), recusas.NaoEhRetorno, 1, "o arquivo é uma remessa"),
    "nem remessa nem retorno": (trocado(1, 143, " "), recusas.NaoEhRetorno, 1, "o header não diz"),
    "sem header": (sem(1), recusas.NaoEhRetorno, 1, "o arquivo não começa por um header de arquivo."),
    "sem data": (trocado(1, 144, "00000000"), recusas.CampoIlegivel, 1, "o campo data de geração (posições 144 a 151)"),
    "sem número": (trocado(1, 158, "      "), recusas.CampoIlegivel, 1, "o campo número sequencial do arquivo"),
    "lote de remessa": (trocado(2, 9, "R"), recusas.NaoEhRetorno, 2, "o lote não é de retorno de cobrança"),
    "lote de pagamentos": (trocado(2, 10, "20"), recusas.NaoEhRetorno, 2, "o lote não é de retorno de cobrança"),
    "sem header de lote": (sem(2), recusas.RegistroForaDeOrdem, 2, "esperava o trailer do arquivo, veio um registro de tipo 3."),
    "U sem T": (
        arquivo([segmento_u("06")]),
        recusas.SegmentosDesencontrados,
        3,
        "o segmento U tem de vir logo depois",
    ),
    "T sem U": (
        arquivo([segmento_t("06")]),
        recusas.SegmentosDesencontrados,
        3,
        "falta o segmento U deste segmento T.",
    ),
    "T depois de T": (
        arquivo([segmento_t("06"), *detalhe("06")]),
        recusas.SegmentosDesencontrados,
        4,
        "o segmento U tem de vir",
    ),
    "outro segmento entre T e U": (
        arquivo([segmento_t("06"), linha((1, "756"), (8, "3"), (14, "Y")), segmento_u("06")]),
        recusas.SegmentosDesencontrados,
        4,
        "o segmento U tem de vir",
    ),
    "U de outro movimento": (
        arquivo([segmento_t("06"), segmento_u("09")]),
        recusas.SegmentosDesencontrados,
        4,
        "o segmento T é do movimento 06, e o U do movimento 09.",
    ),
    "sem movimento": (um("  "), recusas.CampoIlegivel, 3, "o campo movimento (posições 16 a 17)"),
    "valor com letra": (um("06", valor_pago="00000000000499O"), recusas.CampoIlegivel, 4, "o campo valor pago"),
    "valor em branco": (um("06", valor_pago=" " * 15), recusas.CampoIlegivel, 4, "o campo valor pago"),
    "valor negativo": (um("06", valor_pago="-00000000004990"), recusas.CampoIlegivel, 4, "o campo valor pago"),
    "dia que não existe": (um("06", data_da_ocorrencia="30022026"), recusas.CampoIlegivel, 4, "o campo data da ocorrência"),
    "vencimento torto": (um("06", vencimento="2026-12-"), recusas.CampoIlegivel, 3, "o campo vencimento"),
    "linha perdida": (sem(5), recusas.SequenciaErrada, 5, "o número do registro no lote é 4, e o esperado é 3."),
    "linha em dobro": (
        dobrado(3),
        recusas.SequenciaErrada,
        4,
        "o número do registro no lote é 1, e o esperado é 2.",
    ),
    "detalhe de outro lote": (trocado(4, 4, "0002"), recusas.SequenciaErrada, 4, "o número do lote é 0002, e o esperado é 0001."),
    "lote que não começa em 1": (trocado(2, 4, "0002"), recusas.SequenciaErrada, 2, "o número do lote é 0002"),
    "trailer de outro lote": (trocado(ULTIMA - 1, 4, "0003"), recusas.SequenciaErrada, ULTIMA - 1, "o número do lote"),
    "sem trailer de lote": (
        sem(ULTIMA - 1),
        recusas.RegistroForaDeOrdem,
        ULTIMA - 1,
        "esperava o trailer do lote 1, veio um registro de tipo 9.",
    ),
    "sem trailer de arquivo": (sem(ULTIMA), recusas.ArquivoCortado, ULTIMA - 1, "o arquivo acaba aqui"),
    "trailer de arquivo sem 9999": (trocado(ULTIMA, 4, "0002"), recusas.RegistroForaDeOrdem, ULTIMA, "esperava o trailer"),
    "dois arquivos num só": (RETORNO + RETORNO, recusas.RegistroForaDeOrdem, ULTIMA + 1, "há registros depois do trailer"),
    "contagem do lote": (
        trocado(ULTIMA - 1, 18, "000015"),
        recusas.ContagemErrada,
        ULTIMA - 1,
        "o trailer informa 15 registros no lote, mas o arquivo tem 16.",
    ),
    "contagem de lotes": (trocado(ULTIMA, 18, "000002"), recusas.ContagemErrada, ULTIMA, "o trailer informa 2 lotes"),
    "contagem do arquivo": (trocado(ULTIMA, 24, "000019"), recusas.ContagemErrada, ULTIMA, "o trailer informa 19 registros"),
    "par de linhas perdido": (sem(ULTIMA - 3, ULTIMA - 2), recusas.ContagemErrada, ULTIMA - 3, "o trailer informa 16"),
    "texto qualquer": (arquivo_de(["756" + "X" * 237]), recusas.NaoEhRetorno, 1, "o arquivo não começa"),
    "página de erro": (b"<!doctype html><html>", recusas.TamanhoDaLinhaErrado, 1, "tem 21 posições"),
}


@pytest.mark.parametrize(("conteudo", "recusa", "linha", "sentenca"), RECUSADOS.values(), ids=RECUSADOS.keys())
def test_arquivo_que_nao_esta_inteiro_e_certo_e_recusado(
    conteudo: bytes, recusa: type[recusas.RetornoRecusado], linha: int, sentenca: str
) -> None:
    with pytest.raises(recusa) as erro:
        ler(conteudo)

    assert type(erro.value) is recusa
    assert erro.value.linha == linha
    assert str(erro.value).startswith(f"Linha {linha}: {sentenca}" if linha else sentenca)


def test_arquivo_cortado_em_qualquer_byte_nunca_e_lido() -> None:
    inteiro = RETORNO.rstrip(b"\r\n")

    for corte in range(0, len(inteiro), 7):
        with pytest.raises(recusas.RetornoRecusado):
            ler(inteiro[:corte])


def test_um_algarismo_trocado_nos_contadores_nunca_passa() -> None:
    contadores = [(numero, posicao) for numero in range(2, ULTIMA) for posicao in range(4, 8)]
    contadores += [(numero, posicao) for numero in range(3, ULTIMA - 1) for posicao in range(9, 14)]
    contadores += [(ULTIMA - 1, posicao) for posicao in range(18, 24)] + [(ULTIMA, posicao) for posicao in range(18, 30)]
    linhas = RETORNO.decode("latin-1").splitlines()
    sorte = random.Random(18)  # noqa: S311 - repeatable cases, not secrets

    for numero, posicao in contadores:
        outros = set("0123456789") - {linhas[numero - 1][posicao - 1]}
        with pytest.raises(recusas.RetornoRecusado):
            ler(trocado(numero, posicao, sorte.choice(sorted(outros))))


def test_bytes_trocados_ao_acaso_sao_lidos_ou_recusados_mas_nunca_quebram() -> None:
    sorte = random.Random(756)  # noqa: S311 - repeatable cases, not secrets
    certos = {ocorrencia.linha for ocorrencia in ler(RETORNO).ocorrencias}

    for _ in range(500):
        torto = bytearray(RETORNO)
        for _ in range(sorte.randint(1, 3)):
            torto[sorte.randrange(len(torto))] = sorte.randrange(256)
        with suppress(recusas.RetornoRecusado):
            assert {ocorrencia.linha for ocorrencia in ler(bytes(torto)).ocorrencias} <= certos


def test_arquivo_maior_que_o_limite_nao_e_nem_olhado() -> None:
    with pytest.raises(recusas.ArquivoGrandeDemais, match="O arquivo passa de 100 bytes"):
        ler(b"\0" * 101, tamanho_maximo=100)
    with pytest.raises(recusas.ArquivoGrandeDemais, match="100000000"):
        ler(bytes(100_000_001))
