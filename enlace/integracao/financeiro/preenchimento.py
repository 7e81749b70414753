"""The places in a bill's document that depend on today and on the rules of banks, filled by the domain's one function for them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias
from uuid import UUID

from django.http import HttpRequest

from enlace.configuracao.models import Provedor
from enlace.core import datas
from enlace.core.db import consultar_documento
from enlace.core.origem import endereco_do_servidor
from enlace.financeiro.apresentacao import Apresentacao, apresentar, link
from enlace.financeiro.models import ContaBancaria, Fatura, TipoCobranca
from enlace.integracao.consultas import ler

Json: TypeAlias = dict[str, Any]  # as free as JSON is


@dataclass(frozen=True, kw_only=True)
class Preenchimento:
    """What filling needs, read once for all bills of an answer."""

    hoje: date
    feriados: frozenset[date]
    contas: Mapping[int, ContaBancaria]
    provedor: Provedor
    endereco: str | None

    @classmethod
    def para(cls, request: HttpRequest) -> "Preenchimento":
        """As of today; links lead to the provider's public address or, without one, to where the request came."""
        contas, feriados, provedores = consultar_documento(ler("financeiro/contexto"), {})
        # Of the one row of settings nothing is filled in before somebody does.
        provedor = next((Provedor(**linha) for linha in json.loads(provedores)), Provedor())
        return cls(
            hoje=datas.hoje(),
            feriados=frozenset(map(date.fromisoformat, json.loads(feriados))),
            contas={linha["id_conta_bancaria"]: ContaBancaria(**linha) for linha in json.loads(contas, parse_float=Decimal)},
            provedor=provedor,
            endereco=provedor.endereco_publico.rstrip("/") or endereco_do_servidor(request),
        )

    def preencher(self, documento: Json, calculo: Json) -> None:
        """Fill the places of a document (`visoes/85_fatura.sql`); `calculo` is the row as the view gives it."""
        fatura = self._fatura(calculo)
        apresentacao = apresentar(fatura, hoje=self.hoje, feriados=self.feriados, provedor=self.provedor)
        documento["status"] = "vencido" if apresentacao.vencida else fatura.situacao
        documento["pix_copia_cola"] = apresentacao.pix_copia_cola
        for linha in documento["detalhamento"]:
            linha["status"] = documento["status"]
        if fatura.tipo_cobranca == TipoCobranca.BOLETO:
            documento.update(self._do_boleto(fatura, apresentacao))

    def _do_boleto(self, fatura: Fatura, apresentacao: Apresentacao) -> Json:
        hoje = f"{self.hoje:%d/%m/%Y}"
        return {
            "nosso_numero_dv": apresentacao.nosso_numero_impresso,
            "linha_digitavel": apresentacao.linha_digitavel,
            "codigo_barras": apresentacao.codigo_barras,
            "link": None if self.endereco is None else link(fatura.token, self.endereco),
            "agencia_codigo_beneficiario": apresentacao.agencia_codigo_beneficiario,
            "beneficiario": apresentacao.beneficiario,
            # The day of asking, also of a paid one: so are the documented answers.
            "data_documento": hoje,
            "data_processamento": hoje,
        }

    def _fatura(self, calculo: Json) -> Fatura:
        datas_iso = {nome: calculo[nome] and date.fromisoformat(calculo[nome]) for nome in ("data_vencimento", "desconto_ate")}
        conta = self.contas.get(calculo["id_conta_bancaria"])
        outros = {nome: valor for nome, valor in calculo.items() if nome != "id_conta_bancaria"}
        return Fatura(**{**outros, **datas_iso, "conta": conta, "token": UUID(calculo["token"])})
