"""Bills: the monthly run, the PDF, and the two readings."""

import itertools
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

import psycopg

from enlace.bench import carga_nua, todos
from enlace.bench.carga_http import pedido_get
from enlace.bench.chamados import um_valor
from enlace.bench.comparacao import Alvo, cabecalho, comparar
from enlace.bench.faturamento import Corrida, descrever
from enlace.configuracao.models import Provedor
from enlace.core.db import Parametro
from enlace.financeiro.documento_da_fatura import documento_da_fatura
from enlace.financeiro.models import Fatura
from enlace.financeiro.pdf.fatura import desenhar
from enlace.integracao.cliente import financeiro
from enlace.integracao.cliente.listas import LIMITE_PADRAO

_SEMENTE = 13
_PDFS: Final = 50
_AQUECER: Final = 5
_CRIAR = (
    """
    insert into conta_bancaria (
        descricao, banco, agencia, agencia_digito, posto, conta, conta_digito, beneficiario, carteira, beneficiario_nome,
        beneficiario_cpf_cnpj, beneficiario_endereco, especie, aceite, local_pagamento, instrucoes, multa_percentual, juros_ao_mes,
        nosso_numero_proximo, remessa_proxima, ativo
    ) values (
        'SICOOB', '756', '3166', '', '', '12345', '6', '67261', '1', 'PROVEDOR DE INTERNET LTDA', '22385367000103', '', 'DS', 'N',
        'PAGÁVEL EM QUALQUER BANCO ATÉ O VENCIMENTO', '', 2, 1, 1, 1, true
    )
    """,
    """
    insert into forma_cobranca (descricao, tipo_cobranca, id_conta_bancaria, ativo)
    select 'Boleto', 'boleto_bancario', id_conta_bancaria, true from conta_bancaria
    """,
    """
    insert into cobranca_servico (id_cliente_servico, dia_vencimento, id_forma_cobranca, antecipada)
    select s.id_cliente_servico, 10, f.id_forma_cobranca, false
    from cliente_servico s, forma_cobranca f
    where s.status_prefixo = 'servico_habilitado'
    """,
    """
    update cliente_servico set data_habilitacao = data_venda
    where data_habilitacao is null and status_prefixo = 'servico_habilitado'
    """,
    """
    insert into provedor (id_provedor, nome, demonstracao, google_maps_chave, pix_chave, pix_nome, pix_cidade)
    values (1, 'Medição', false, '', 'pix@provedor.example', 'PROVEDOR', 'DIVINOPOLIS')
    on conflict (id_provedor) do update
    set pix_chave = excluded.pix_chave, pix_nome = excluded.pix_nome, pix_cidade = excluded.pix_cidade
    """,
)
_PROXIMO_VENCIMENTO = "select coalesce(max(data_vencimento), date '2026-11-10') + interval '1 month' from faturamento"


def criar(conexao: "psycopg.Connection[Any]", _clientes: int) -> None:
    """Everybody is due on the tenth, by boletos of one account."""
    with conexao.transaction():
        for sql in _CRIAR:
            conexao.execute(sql)
    conexao.execute("vacuum analyze")


def medir(alvo: Alvo) -> Iterator[str]:
    """The lines of the report. Each measurement adds a month's bills."""
    yield "| faturamento mensal: faturas | segundos | faturas/s | CPU do processo s | memória MB | a mais no fim MB |"
    yield "|---:|---:|---:|---:|---:|---:|"
    with carga_nua.conectar(alvo.dsn) as conexao:
        vencimento = date.fromisoformat(str(um_valor(conexao, f"select ({_PROXIMO_VENCIMENTO})::date")))
    yield descrever(_faturar(alvo, vencimento))
    with carga_nua.conectar(alvo.dsn) as conexao:
        conexao.execute("vacuum analyze fatura, cobranca")
    yield ""
    yield from _medir_pdf()
    yield ""
    yield from cabecalho("faturas")
    yield comparar(alvo, "GET cliente/financeiro", _leituras(alvo), _leitura_nua(alvo))
    yield ""
    yield from _medir_consulta(alvo, vencimento)


def _faturar(alvo: Alvo, vencimento: date) -> Corrida:
    feito = subprocess.run(  # noqa: S603 - a program of ours
        [sys.executable, "-m", "enlace.bench.faturamento", vencimento.isoformat()],
        env={**os.environ, "DATABASE_URL": alvo.dsn},
        check=True,
        capture_output=True,
        text=True,
    )
    return Corrida(**json.loads(feito.stdout))


def _medir_pdf() -> Iterator[str]:
    """CPU of this process, warmed up: reading the bill from the database, and drawing it."""
    provedor = Provedor.objects.get(pk=1)
    faturas = list(Fatura.objects.select_related("cliente", "conta").order_by("pk")[: _PDFS + _AQUECER])
    hoje = faturas[0].data_vencimento
    montar = desenho = 0.0
    octetos = 0
    for numero, fatura in enumerate(faturas):
        inicio = time.process_time()
        documento = documento_da_fatura(fatura, hoje=hoje, feriados=(), provedor=provedor)
        meio = time.process_time()
        pdf = desenhar(documento)
        fim = time.process_time()
        if numero >= _AQUECER:
            montar, desenho, octetos = montar + meio - inicio, desenho + fim - meio, octetos + len(pdf)
    yield "| PDF com boleto e Pix | CPU ms | kB |"
    yield "|---|---:|---:|"
    yield f"| ler a fatura e montar o documento | {1000 * montar / _PDFS:.1f} | |"
    yield f"| desenhar | {1000 * desenho / _PDFS:.1f} | {octetos / _PDFS / 1e3:.1f} |"


def _leituras(alvo: Alvo) -> Iterator[bytes]:
    sorteio = random.Random(_SEMENTE)
    for _ in itertools.count():
        termo = sorteio.randint(1, alvo.clientes)
        yield pedido_get(f"/api/v1/integracao/{financeiro.ROTA}?busca=codigo_cliente&termo_busca={termo}", alvo.token)


def _leitura_nua(alvo: Alvo) -> carga_nua.Vez:
    sorteio = random.Random(_SEMENTE)
    sql = financeiro.montar("codigo_cliente", ordem="data_vencimento", sentido="asc")

    def parametros() -> dict[str, Parametro]:
        termo = sorteio.randint(1, alvo.clientes)
        return {"termo": termo, "limite": LIMITE_PADRAO, "pendentes": True, "inicio": None, "fim": None}

    return carga_nua.consulta(sql, parametros)


def _medir_consulta(alvo: Alvo, vencimento: date) -> Iterator[str]:
    """All bills of one due date, as one long answer."""
    yield "| GET financeiro | faturas | faturas/s | MB/s | primeiro byte ms | memória a mais MB |"
    yield "|---|---:|---:|---:|---:|---:|"
    for resultado in ("simplificado", "detalhado"):
        caminho = f"/api/v1/integracao/financeiro?data_inicio={vencimento}&data_fim={vencimento}&tipo_resultado={resultado}"
        lida = todos.por_http(alvo.endereco, alvo.token, servidor=alvo.servidor, caminho=caminho, marca=b'{"id_fatura":')
        yield (
            f"| {resultado} | {lida.clientes} | {lida.clientes_por_segundo:.0f} | {lida.megabytes_por_segundo:.1f} | "
            f"{1000 * lida.primeiro_octeto:.0f} | {lida.memoria_a_mais / 1e6:.0f} |"
        )
