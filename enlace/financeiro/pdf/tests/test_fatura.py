import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

import pypdfium2
import pytest
from PIL import ImageOps

from enlace.financeiro.boleto.tests.vetores import VETORES
from enlace.financeiro.pdf.documento import DocumentoDeCobranca, Lancamento
from enlace.financeiro.pdf.fatura import desenhar
from enlace.financeiro.pdf.tests.documentos import ATRASADA, BENEFICIARIO, EM_DIA, PAGADOR, PIX, PLANA, SICOOB, de_banco
from enlace.financeiro.pdf.tests.leitor import Lidos, codigos, pagina, retangulos, textos

LONGA = replace(
    ATRASADA,
    lancamentos=tuple(Lancamento(f"Ligação nº {numero:03}", Decimal("0.55")) for numero in range(1, 201)),
    valor=Decimal(110),
)
HOSTIL = replace(
    ATRASADA,
    beneficiario=replace(BENEFICIARIO, nome="PROVEDOR DE INTERNET " * 40),
    pagador=replace(PAGADOR, nome="🚀 <b>Иван</b> & Cía \x00\x1b\n\u202e" + "W" * 3000, endereco=("x" * 5000, "<i>y</i>" * 300)),
    numero_documento="9" * 300,
    lancamentos=(Lancamento("<para>Ola</para> " * 3000, Decimal("-9999999999.99")), Lancamento("\udc80\ufffe", Decimal(0))),
    instrucoes=("instrução " * 400,) * 50,
    boleto=replace(SICOOB, banco_nome="B" * 500, local_pagamento="L" * 500, nosso_numero="1" * 500),
)

CAMPOS_DA_FICHA = (
    "Local de pagamento",
    "Vencimento",
    "Beneficiário",
    "Agência/Código do beneficiário",
    "Data do documento",
    "Nº do documento",
    "Espécie doc.",
    "Aceite",
    "Data process.",
    "Nosso número",
    "Uso do banco",
    "Carteira",
    "Espécie",
    "Quantidade",
    "Valor",
    "(=) Valor do documento",
    "(-) Desconto/abatimento",
    "(-) Outras deduções",
    "(+) Mora/multa",
    "(+) Outros acréscimos",
    "(=) Valor cobrado",
    "Instruções",
    "Pagador",
    "Sacador/avalista",
    "Autenticação mecânica - Ficha de compensação",
)
VALORES_DA_FICHA = (
    "Sicoob",
    "756-0",
    "75691.31662 01006.726101 27210.000017 7 73380000001000",
    "PAGÁVEL EM QUALQUER BANCO ATÉ O VENCIMENTO",
    "09/11/2017",
    "PROVEDOR DE INTERNET LTDA - CNPJ 22.385.367/0001-03",
    "3166 / 67261",
    "06/04/2020",
    "36403",
    "DS",
    "0272100-0",
    "R$ 10,00",
    "Não receber após 60 dias do vencimento.",
    "GUILHERME DA COSTA COUTO - CPF 411.072.966-17",
    "DIVINÓPOLIS/MG, CEP 35500-000",
)


@pytest.mark.parametrize("documento", [EM_DIA, ATRASADA], ids=["36403", "43653"])
def test_codigo_de_barras_dos_exemplos_do_contrato_e_lido_do_papel(documento: DocumentoDeCobranca) -> None:
    assert documento.boleto is not None

    lidos = codigos(pagina(desenhar(documento)))

    assert lidos.barras == [documento.boleto.codigo_de_barras.digitos]


@pytest.mark.parametrize("banco", ["001", "033", "104", "237", "341", "748"])
def test_codigo_de_barras_de_cada_banco_e_lido_do_papel(banco: str) -> None:
    vetor = next(v for v in VETORES if v.identificacao.banco == banco and v.codigo)
    documento = de_banco(vetor, agencia=vetor.identificacao.agencia or "1825", conta=vetor.identificacao.conta or "61900")

    lidos = codigos(pagina(desenhar(documento)))

    assert lidos == Lidos(barras=[vetor.codigo or ""], qr=[])


def test_qr_do_pix_e_lido_do_papel() -> None:
    assert codigos(pagina(desenhar(ATRASADA))).qr == [PIX]


def test_qr_do_maior_pix_e_lido_do_papel() -> None:
    maior = PIX + "x" * (512 - len(PIX))

    assert codigos(pagina(desenhar(replace(PLANA, pix_copia_cola=maior)))).qr == [maior]


def test_codigo_de_barras_mede_103_por_13_milimetros_e_tem_branco_a_esquerda() -> None:
    pontos_por_mm = 20
    folha = pagina(desenhar(EM_DIA), pontos_por_polegada=round(25.4 * pontos_por_mm))
    canto = folha.crop((0, folha.height - 27 * pontos_por_mm, 122 * pontos_por_mm, folha.height)).convert("L")

    preto = ImageOps.invert(canto).point(lambda ponto: 255 if ponto > 127 else 0).getbbox()

    assert preto is not None
    esquerda, topo, direita, base = preto
    assert (direita - esquerda) / pontos_por_mm == pytest.approx(103, abs=0.1)
    assert (base - topo) / pontos_por_mm == pytest.approx(13, abs=0.1)
    assert esquerda / pontos_por_mm >= 5 + 12  # 5 from the edge of the form, which is 12 from that of the paper


def test_ficha_traz_todos_os_campos() -> None:
    (texto,) = textos(desenhar(EM_DIA))

    ficha = texto[texto.index("Autenticação mecânica - Recibo do pagador") :]
    assert [campo for campo in CAMPOS_DA_FICHA if campo not in ficha] == []
    assert [valor for valor in VALORES_DA_FICHA if valor not in ficha] == []


def test_fatura_atrasada_diz_o_valor_de_agora_e_o_de_antes() -> None:
    (texto,) = textos(desenhar(ATRASADA))

    original = "Vencimento original 10/07/2018, valor original R$ 10,00, multa R$ 0,20, juros R$ 2,12."
    assert texto.count(original) == 2  # receipt and bank's part
    assert texto.count("Valor atualizado até 06/04/2020: R$ 12,32.") == 2
    assert "Multa por atraso R$ 0,20" in texto
    assert "Juros por atraso R$ 2,12" in texto
    assert "Total a pagar R$ 12,32" in texto


def test_desconto_esta_no_recibo_e_o_banco_nao_o_ve_outra_vez() -> None:
    (texto,) = textos(desenhar(replace(EM_DIA, valor=Decimal("8.00"), desconto=Decimal("2.00"))))

    assert texto.count("R$ 2,00") == 1
    assert "Desconto -R$ 2,00" in texto


@pytest.mark.parametrize("pix", [PIX, "A B " * 40 + "x" * 200, "y" * 512], ids=["estático", "espaços", "maior"])
def test_pix_copia_e_cola_pode_ser_copiado_de_uma_vez(pix: str) -> None:
    (texto,) = textos(desenhar(replace(ATRASADA, pix_copia_cola=pix)))

    assert pix in texto.splitlines()


def test_fatura_sem_boleto_e_uma_conta_simples() -> None:
    pdf = desenhar(replace(PLANA, instrucoes=("Pague em nossa loja.",)))

    (texto,) = textos(pdf)
    assert codigos(pagina(pdf)) == Lidos([], [])
    assert "Ficha de compensação" not in texto
    assert "(+) Taxa de Instalação (1/3) | R$ 33.33 R$ 33,33" in texto
    assert "Total a pagar R$ 54,95" in texto
    assert "Pague em nossa loja." in texto


def test_fatura_sem_boleto_com_pix_tem_so_o_qr() -> None:
    assert codigos(pagina(desenhar(replace(PLANA, pix_copia_cola=PIX)))) == Lidos(barras=[], qr=[PIX])


@pytest.mark.parametrize("estado", ["PAGA EM 25/06/2018", "CANCELADA", "CANCELADA EM 25/06/2018 A PEDIDO DO CLIENTE, SEM COBRANÇA"])
def test_fatura_que_ninguem_deve_pagar_nao_tem_codigo_nenhum(estado: str) -> None:
    pdf = desenhar(replace(ATRASADA, estado=estado))

    (texto,) = textos(pdf)
    assert codigos(pagina(pdf)) == Lidos([], [])
    assert estado in texto
    assert "Não pague este documento." in texto
    assert "Total a pagar" not in texto
    assert "75691" not in texto
    assert PIX not in texto


def test_fatura_longa_continua_e_nada_se_perde() -> None:
    pdf = desenhar(LONGA)

    primeira, *demais = textos(pdf)
    impressas = [linha for texto in (primeira, *demais) for linha in texto.splitlines() if linha.startswith("Ligação")]
    na_primeira = primeira.count("Ligação nº")
    faltam = 200 - na_primeira
    assert impressas == [f"Ligação nº {numero:03} R$ 0,55" for numero in range(1, 201)]
    assert f"Continua na página 2: mais {faltam} lançamentos R$ {faltam * Decimal('0.55'):.2f}".replace(".", ",") in primeira
    assert "Total a pagar R$ 110,00" in primeira
    assert [f"Página {numero} de 5" in texto for numero, texto in enumerate((primeira, *demais), start=1)] == [True] * 5
    assert codigos(pagina(pdf)).qr == [PIX]


def test_textos_hostis_nao_estragam_a_fatura() -> None:
    pdf = desenhar(HOSTIL)

    assert codigos(pagina(pdf)) == Lidos(barras=[SICOOB.codigo_de_barras.digitos], qr=[PIX])
    assert "<b>????</b> & Cía WWWW" in textos(pdf)[0]
    assert "<para>Ola</para> <para>" in "".join(textos(pdf))


@pytest.mark.parametrize(
    "documento", [HOSTIL, LONGA, ATRASADA, EM_DIA, PLANA], ids=["hostil", "longa", "atrasada", "em dia", "plana"]
)
def test_nada_sai_da_folha_nem_fica_por_cima_de_outra_coisa(documento: DocumentoDeCobranca) -> None:
    paginas = retangulos(desenhar(documento))

    assert sum(retangulo.conteudo == "QR" for retangulo in paginas[0]) == bool(documento.pix_a_pagar)
    for desenhados in paginas:
        assert [r for r in desenhados if r.esquerda < 11.5 or r.direita > 198.5 or r.base < 5 or r.topo > 292] == []
        assert [(um, outro) for um, outro in combinations(desenhados, 2) if um.invade(outro)] == []


def test_mesma_fatura_tem_os_mesmos_bytes_em_outro_processo() -> None:
    programa = (
        "import sys; from enlace.financeiro.pdf.fatura import desenhar;"
        "from enlace.financeiro.pdf.tests.documentos import ATRASADA; sys.stdout.buffer.write(desenhar(ATRASADA))"
    )

    de_outro = subprocess.run([sys.executable, "-c", programa], capture_output=True, check=True).stdout

    assert desenhar(ATRASADA) == de_outro


def test_arquivo_diz_o_que_e_e_em_que_lingua() -> None:
    pdf = desenhar(EM_DIA)

    with pypdfium2.PdfDocument(pdf) as documento:
        dados = documento.get_metadata_dict()
    assert dados["Title"] == "Fatura nº 36403 - PROVEDOR DE INTERNET LTDA"
    assert dados["Author"] == "PROVEDOR DE INTERNET LTDA"
    assert b"/Lang (pt-BR)" in pdf


@pytest.mark.parametrize("pix", ["", "000201" * 100, "00020126\n", "código"])
def test_texto_que_nao_pode_ser_pix_nao_vira_qr(pix: str) -> None:
    assert desenhar(replace(PLANA, pix_copia_cola=pix)) == desenhar(PLANA)
