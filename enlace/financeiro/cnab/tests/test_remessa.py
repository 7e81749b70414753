import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest

from enlace.core.dinheiro import ZERO
from enlace.core.documentos import digitos_cnpj, digitos_cpf
from enlace.financeiro.calculo import Desconto, TipoDeDesconto
from enlace.financeiro.cnab.leitura import ler
from enlace.financeiro.cnab.recusas import (
    CampoRecusado,
    ContaDaRemessaRecusada,
    RemessaRecusada,
    RemessaVazia,
    TituloDaRemessaRecusado,
    TituloRepetido,
    TitulosDemais,
)
from enlace.financeiro.cnab.sicoob import registros_remessa as registros
from enlace.financeiro.cnab.sicoob import remessa
from enlace.financeiro.cnab.sicoob.codigos import ESPECIES, MovimentoRemessa
from enlace.financeiro.cnab.sicoob.remessa import Cedente, Montagem, TituloRemessa, montar, montar_o_possivel
from enlace.financeiro.cnab.tests.exemplo_de_remessa import BAIXA, CEDENTE, ENTRADA, ESPERADA, PESSOA, VENCIMENTO

GERADA_EM = datetime(2026, 11, 20, 9, 5, 7, tzinfo=UTC)


def _montada(*titulos: TituloRemessa, cedente: Cedente = CEDENTE, numero: int = 42) -> str:
    return montar(cedente, titulos, numero_sequencial=numero, gerado_em=GERADA_EM)


def test_remessa_de_tres_titulos_sai_igual_a_montada_a_mao() -> None:
    esperada = ["".join(pedacos).replace("|", "") for pedacos in ESPERADA]
    assert {len(linha) for linha in esperada} == {240}

    texto = _montada(ENTRADA, BAIXA, VENCIMENTO)

    assert texto.isascii()
    assert texto.split("\r\n") == [*esperada, ""]


def _sorteado(sorte: random.Random, numero: int) -> TituloRemessa:
    raiz = "".join(sorte.choices("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", k=12))
    cpf = f"{sorte.randint(1, 999_999_998):09}"
    documento = raiz + digitos_cnpj(raiz) if sorte.random() < 0.5 else cpf + digitos_cpf(cpf)
    vencimento = date(2026, 11, 20) + timedelta(days=sorte.randint(0, 400))
    return replace(
        ENTRADA,
        movimento=sorte.choice(list(MovimentoRemessa)),
        nosso_numero=str(numero),
        numero_documento=f"FAT-{numero}",
        vencimento=vencimento,
        valor=Decimal(sorte.choice([1, sorte.randint(1, 99_999), sorte.randint(1, 9_999_999_999)])).scaleb(-2),
        multa_percentual=Decimal(sorte.randint(0, 200)).scaleb(-2),
        juros_ao_mes=Decimal(sorte.randint(0, 100)).scaleb(-2),
        pagador=replace(PESSOA, cpf_cnpj=documento),
        especie=sorte.choice(list(ESPECIES)),
        aceite=sorte.random() < 0.5,
    )


def test_o_que_se_escreve_na_remessa_e_o_que_se_le_dela() -> None:
    sorte = random.Random(240)  # noqa: S311 - repeatable cases, not secrets
    titulos = [_sorteado(sorte, numero) for numero in range(1, 301)]

    linhas = _montada(*titulos).split("\r\n")

    assert linhas.pop() == ""
    assert {len(linha) for linha in linhas} == {240}
    for titulo, p, q, r in zip(titulos, linhas[2:-2:3], linhas[3:-2:3], linhas[4:-2:3], strict=True):
        lido = ler(registros.SEGMENTO_P, p, numero=1)
        assert (lido.texto("movimento"), lido.texto("numero_documento")) == (titulo.movimento, titulo.numero_documento)
        assert (int(lido.texto("nosso_numero")), lido.data("vencimento")) == (int(titulo.nosso_numero), titulo.vencimento)
        assert (lido.valor("valor"), lido.valor("juros")) == (titulo.valor, titulo.juros_ao_mes)
        assert lido.texto("especie") == ESPECIES[titulo.especie]
        pagador = ler(registros.SEGMENTO_Q, q, numero=1)
        assert pagador.texto("inscricao") == titulo.pagador.cpf_cnpj.zfill(15)
        assert pagador.texto("tipo_inscricao") == ("1" if len(titulo.pagador.cpf_cnpj) == 11 else "2")
        assert ler(registros.SEGMENTO_R, r, numero=1).valor("multa") == titulo.multa_percentual


def test_trailers_contam_o_que_o_arquivo_tem() -> None:
    for quantos in (1, 2, 17):
        titulos = [replace(ENTRADA, nosso_numero=str(numero)) for numero in range(1, quantos + 1)]

        linhas = _montada(*titulos).splitlines()

        do_lote = ler(registros.TRAILER_DE_LOTE, linhas[-2], numero=1)
        do_arquivo = ler(registros.TRAILER_DE_ARQUIVO, linhas[-1], numero=1)
        assert do_lote.numero("registros") == len(linhas) - 2
        assert do_lote.numero("titulos") == quantos
        assert do_lote.valor("total") == quantos * ENTRADA.valor
        assert (do_arquivo.numero("lotes"), do_arquivo.numero("registros")) == (1, len(linhas))


def test_registros_do_lote_sao_numerados_um_a_um() -> None:
    linhas = _montada(ENTRADA, BAIXA, VENCIMENTO).splitlines()

    numeros = [int(linha[8:13]) for linha in linhas[2:-2]]

    assert numeros[0] == 1
    assert all(seguinte == numero + 1 for numero, seguinte in pairwise(numeros))


def test_juros_e_multa_vao_como_as_taxas_que_a_fatura_cobra() -> None:
    """A day of 1 % a month on R$ 49.90 is less than two cents: a daily value would be rounded, the monthly rate is not."""
    linhas = _montada(ENTRADA).splitlines()

    p = ler(registros.SEGMENTO_P, linhas[2], numero=1)
    r = ler(registros.SEGMENTO_R, linhas[4], numero=1)

    assert (p.texto("juros_codigo"), p.valor("juros")) == ("2", Decimal("1.00"))
    assert (r.texto("multa_codigo"), r.valor("multa")) == ("2", Decimal("2.00"))
    assert p.data("juros_data") == r.data("multa_data") == ENTRADA.vencimento + timedelta(days=1)


def test_terceiro_desconto_vai_no_segmento_r() -> None:
    terceiro = Desconto(TipoDeDesconto.FIXO, Decimal("1.00"), date(2027, 1, 14))

    linhas = _montada(replace(VENCIMENTO, descontos=(*VENCIMENTO.descontos, terceiro))).splitlines()

    r = ler(registros.SEGMENTO_R, linhas[4], numero=1)
    assert (r.texto("desconto_3_codigo"), r.data("desconto_3_data"), r.valor("desconto_3")) == ("1", terceiro.ate, terceiro.quanto)


@pytest.mark.parametrize(
    ("trocas", "motivo"),
    [
        ({"valor": ZERO}, "Valor do título: tem de ser maior que zero."),
        ({"valor": Decimal("-1.00")}, "Valor do título: tem de ser maior que zero."),
        ({"valor": Decimal("1.001")}, "O valor tem frações de centavo: informe no máximo duas casas decimais."),
        ({"valor": Decimal(10**10)}, "O valor passa de R$ 9.999.999.999,99."),
        ({"valor": Decimal("NaN")}, "O valor não é um número."),
        ({"abatimento": Decimal("49.90")}, "Abatimento: tem de ser menor que o valor do título."),
        ({"abatimento": Decimal("-0.01")}, "Abatimento: não pode ser negativo nem deixar de ser um número."),
        ({"juros_ao_mes": Decimal("0.333")}, "Juros de mora: pode ter no máximo 2 casas decimais."),
        ({"juros_ao_mes": Decimal("NaN")}, "Juros de mora: não pode ser negativo nem deixar de ser um número."),
        ({"multa_percentual": Decimal(-2)}, "Multa: não pode ser negativo nem deixar de ser um número."),
        ({"vencimento": date(2026, 11, 19)}, "Vencimento: é anterior à emissão."),
        ({"especie": "XX"}, "Espécie: tem de ser uma de DM, DMI, DS, DSI, RC, FAT, ND, NF, DD, OU."),
        ({"descontos": VENCIMENTO.descontos * 2}, "Descontos: são no máximo 3."),
        ({"numero_documento": ""}, "Número do documento: falta informar."),
        ({"numero_documento": "FAT-123456789012"}, "Número do documento: não cabe em 15 posições."),
        ({"identificacao": "X" * 26}, "Identificação do título: não cabe em 25 posições."),
        ({"nosso_numero": "12345678"}, "Nosso número: pode ter no máximo 7 números."),
        ({"nosso_numero": "12A"}, "Nosso número: só pode ter números."),
        ({"nosso_numero": ""}, "Nosso número: falta informar."),
        ({"pagador": replace(PESSOA, cpf_cnpj="12345678900")}, "CPF ou CNPJ do pagador: os dígitos verificadores não conferem."),
        ({"pagador": replace(PESSOA, cpf_cnpj="")}, "CPF ou CNPJ do pagador: falta informar."),
        ({"pagador": replace(PESSOA, nome=" ")}, "Nome do pagador: falta informar."),
        ({"pagador": replace(PESSOA, endereco="")}, "Endereço do pagador: falta informar."),
        ({"pagador": replace(PESSOA, cidade="")}, "Cidade do pagador: falta informar."),
        ({"pagador": replace(PESSOA, uf="")}, "UF do pagador: falta informar."),
        ({"pagador": replace(PESSOA, uf="MGX")}, "UF do pagador: não cabe em 2 posições."),
        ({"pagador": replace(PESSOA, cep="35560-000")}, "CEP do pagador: só pode ter números."),
        ({"pagador": replace(PESSOA, cep="")}, "CEP do pagador: falta informar."),
    ],
)
def test_titulo_que_o_banco_rejeitaria_e_recusado_com_seu_documento(trocas: dict[str, object], motivo: str) -> None:
    torto = replace(ENTRADA, **trocas)  # type: ignore[arg-type]  # the cases are of all kinds

    with pytest.raises(TituloDaRemessaRecusado) as recusa:
        _montada(BAIXA, torto)

    assert str(recusa.value) == f"Título {torto.numero_documento or '(sem número)'}: {motivo}"
    assert recusa.value.numero_documento == torto.numero_documento


@pytest.mark.parametrize(
    ("trocas", "motivo"),
    [
        ({"agencia": ""}, "Agência: falta informar."),
        ({"agencia": "316612"}, "Agência: não cabe em 5 posições."),
        ({"agencia_digito": ""}, "Dígito da agência: falta informar."),
        ({"conta": "67890-2"}, "Conta corrente: só pode ter números."),
        ({"conta_digito": "12"}, "Dígito da conta: não cabe em 1 posições."),
        ({"nome": ""}, "Nome do beneficiário: falta informar."),
        ({"cpf_cnpj": "11222333000180"}, "CPF ou CNPJ do beneficiário: os dígitos verificadores não conferem."),
    ],
)
def test_conta_incompleta_e_recusada(trocas: dict[str, str], motivo: str) -> None:
    with pytest.raises(CampoRecusado) as recusa:
        _montada(ENTRADA, cedente=replace(CEDENTE, **trocas))

    assert str(recusa.value) == motivo


@pytest.mark.parametrize("trocas", [{"beneficiario": ""}, {"beneficiario": "12345678"}, {"carteira": "9"}])
def test_nosso_numero_que_nao_se_calcula_recusa_a_remessa(trocas: dict[str, str]) -> None:
    with pytest.raises(ContaDaRemessaRecusada):
        _montada(ENTRADA, cedente=replace(CEDENTE, **trocas))


def test_vencido_antes_da_emissao_ainda_pode_ser_baixado() -> None:
    assert "10012020" in _montada(replace(BAIXA, vencimento=date(2020, 1, 10)))


def test_remessa_sem_titulos_e_recusada() -> None:
    with pytest.raises(RemessaVazia, match="nenhum título"):
        _montada()


def test_mesmo_pedido_duas_vezes_e_recusado_ainda_que_com_zeros_a_esquerda() -> None:
    with pytest.raises(TituloRepetido, match="0272100"):
        _montada(ENTRADA, replace(ENTRADA, nosso_numero="0272100"))


def test_mais_titulos_do_que_o_lote_numera_sao_recusados() -> None:
    assert remessa.MAXIMO_DE_TITULOS * 3 <= 99_999 < (remessa.MAXIMO_DE_TITULOS + 1) * 3
    titulos = [ENTRADA] * (remessa.MAXIMO_DE_TITULOS + 1)

    with pytest.raises(TitulosDemais, match="no máximo 33333 títulos"):
        _montada(*titulos)


@pytest.mark.parametrize("numero", [-1, 1_000_000])
def test_numero_de_arquivo_que_nao_cabe_e_recusado(numero: int) -> None:
    with pytest.raises(RemessaRecusada, match="Número sequencial da remessa"):
        _montada(ENTRADA, numero=numero)


def test_nome_com_quebra_de_linha_nao_faz_um_registro_a_mais() -> None:
    hostil = replace(PESSOA, nome="Fulano\r\n75699999\x00\x1a", endereco="Rua\u2028A\x85B\ud800")

    linhas = _montada(replace(ENTRADA, pagador=hostil)).split("\r\n")

    assert len(linhas) == 2 + 3 + 2 + 1
    assert linhas[3][33:73].rstrip() == "FULANO 75699999"
    assert linhas[3][73:113].rstrip() == "RUA A B"


def _possivel(*titulos: TituloRemessa, cedente: Cedente = CEDENTE) -> Montagem:
    return montar_o_possivel(cedente, titulos, numero_sequencial=42, gerado_em=GERADA_EM)


def test_o_titulo_recusado_fica_de_fora_e_os_outros_saem_como_se_ele_nao_houvesse() -> None:
    sem_cpf = replace(ENTRADA, nosso_numero="272101", numero_documento="FAT-1002", pagador=replace(PESSOA, cpf_cnpj="12345678900"))

    montagem = _possivel(ENTRADA, sem_cpf, BAIXA)

    assert montagem.texto == _montada(ENTRADA, BAIXA)
    assert (list(montagem.titulos), montagem.sobraram) == ([ENTRADA, BAIXA], False)
    assert [recusa.numero_documento for recusa in montagem.recusados] == ["FAT-1002"]


def test_so_com_titulos_recusados_nao_ha_arquivo() -> None:
    montagem = _possivel(replace(ENTRADA, valor=ZERO))

    assert (montagem.texto, list(montagem.titulos), len(montagem.recusados)) == ("", [], 1)


def test_o_que_nao_cabe_no_arquivo_fica_para_o_proximo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remessa, "MAXIMO_DE_TITULOS", 2)
    tres = [replace(ENTRADA, nosso_numero=str(numero)) for numero in (1, 2, 3)]

    assert (list(_possivel(*tres).titulos), _possivel(*tres).sobraram) == (tres[:2], True)
    assert _possivel(*tres[:2]).sobraram is False


@pytest.mark.parametrize(
    "cedente",
    [replace(CEDENTE, agencia_digito=""), replace(CEDENTE, beneficiario=""), replace(CEDENTE, carteira="9")],
)
def test_conta_incompleta_recusa_o_arquivo_e_nao_titulo_por_titulo(cedente: Cedente) -> None:
    with pytest.raises((CampoRecusado, ContaDaRemessaRecusada)):
        _possivel(ENTRADA, cedente=cedente)
