"""What a term finds, for one person: each kind by one indexed statement, and only what the person may see."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from enlace.contas.models import Usuario
from enlace.financeiro import procura
from enlace.painel import celulas
from enlace.painel.busca.consultas import condicoes_do_nome, consultar, literal
from enlace.painel.busca.reconhecimento import Termo, faixa, reconhecer

Texto = str | Promise
Linha = dict[str, Any]  # a row of a statement, by the names of its columns

_MOTIVOS: Final[dict[str, Texto]] = {
    "codigo": _("código"),
    "documento": _("CPF/CNPJ"),
    "telefone": _("telefone"),
    "telefone_do_contato": _("telefone de um contato"),
    "email": _("e-mail"),
    "email_do_contato": _("e-mail de um contato"),
    "login": _("login"),
    "inicio_do_login": _("começo do login"),
    "ip_fixo": _("IP fixo"),
    "prefixo_fixo": _("prefixo IPv6 fixo"),
    "mac": _("MAC do serviço"),
    "ip_da_sessao": _("IP da sessão"),
    "mac_da_sessao": _("MAC da sessão"),
    "nosso_numero": _("nosso número"),
    "boleto": _("linha digitável"),
}
_FATURAS: Final[dict[str, tuple[Texto, str]]] = {
    "aguardando": (_("Em aberto"), "info"),
    "quitado": (_("Paga"), "bom"),
    "cancelado": (_("Cancelada"), "neutro"),
}
_ORDENS: Final[dict[str, tuple[Texto, str]]] = {
    "pendente": (_("Pendente"), "info"),
    "aguardando_agendamento": (_("Aguardando agendamento"), "atencao"),
    "finalizado": (_("Finalizada"), "bom"),
    "cancelado": (_("Cancelada"), "neutro"),
}
_ATENDIMENTOS: Final[dict[str, tuple[Texto, str]]] = {"aberto": (_("Aberto"), "info"), "fechado": (_("Fechado"), "neutro")}
# Reasons that only resemble the term: another one that is exact is what was meant.
_PARECIDOS: Final = frozenset({"inicio_do_login"})


@dataclass(frozen=True, kw_only=True)
class Achado:
    """Something found: where it leads, what tells it apart, and why it was found (empty where that is plain: its name)."""

    endereco: str
    titulo: str
    detalhes: tuple[str, ...] = ()
    selos: tuple[tuple[Texto, str], ...] = ()
    motivo: Texto = ""
    parecido: bool = False


@dataclass(frozen=True)
class Grupo:
    """What was found of one kind; `ha_mais` when there is more than was asked for."""

    titulo: Texto
    achados: list[Achado]
    ha_mais: bool = False


@dataclass(frozen=True)
class Busca:
    """One search: the term, who asks, on which day, and how many of a kind are shown."""

    termo: Termo
    usuario: Usuario
    hoje: date
    limite: int

    @classmethod
    def de(cls, digitado: str, usuario: Usuario, *, hoje: date, limite: int) -> "Busca":
        """Of what somebody typed."""
        return cls(reconhecer(digitado), usuario, hoje, limite)

    def grupos(self) -> list[Grupo]:
        """What was found, kind by kind; kinds without any are left out."""
        if not self.termo.texto:
            return []
        return [grupo for grupo in (self._clientes(), *self._outros(), self._prospectos()) if grupo.achados]

    def _clientes(self) -> Grupo:
        if not self.usuario.has_perm("clientes.view_cliente"):
            return Grupo(_("Clientes"), [])
        motivos: dict[int, str] = {}
        # What only resembles the term comes last, also after names that have it.
        for linha in sorted(self._chaves_de_clientes(), key=lambda linha: linha["motivo"] in _PARECIDOS):
            motivos.setdefault(linha["id_cliente"], linha["motivo"])
        chaves = list(motivos)[: self.limite]
        fichas = {linha["id_cliente"]: linha for linha in consultar("clientes", {"clientes": chaves})} if chaves else {}
        achados = [_cliente(fichas[chave], motivos[chave]) for chave in chaves if chave in fichas]
        return Grupo(_("Clientes"), achados, ha_mais=len(motivos) > self.limite)

    def _chaves_de_clientes(self) -> Iterator[Linha]:
        """What is only theirs first, then what a service has, then names."""
        termo, limite = self.termo, self.limite + 1
        if termo.codigo is not None or termo.documento or termo.telefones or termo.email:
            yield from consultar(
                "clientes_por_dados",
                {
                    "codigo": termo.codigo,
                    "documento": termo.documento or None,
                    "telefones": list(termo.telefones),
                    "email": termo.email or None,
                    "limite": limite,
                },
            )
        if termo.login and self.usuario.has_perm("servicos.view_clienteservico"):
            yield from consultar(
                "clientes_por_servico",
                {
                    "login": termo.login,
                    "inicio_do_login": f"{literal(termo.login)}%",
                    "mac": termo.mac or None,
                    "ve_sessoes": self.usuario.has_perm("radius.view_sessao"),
                    "limite": limite,
                    **faixa(termo.endereco),
                },
            )
        if termo.nome:
            yield from self._pelo_nome(limite)

    def _pelo_nome(self, limite: int) -> list[Linha]:
        no_nome, indice_no_nome, parametros = condicoes_do_nome(self.termo.nome, "nome_razaosocial_busca")
        na_fantasia, indice_na_fantasia, _iguais = condicoes_do_nome(self.termo.nome, "nome_fantasia_busca")
        return consultar(
            "clientes_por_nome",
            {"inicio": f"{literal(self.termo.texto)}%", "limite": limite, **parametros},
            no_nome=no_nome,
            na_fantasia=na_fantasia,
            indice_no_nome=indice_no_nome,
            indice_na_fantasia=indice_na_fantasia,
        )

    def _outros(self) -> list[Grupo]:
        termo, pode = self.termo, self.usuario.has_perm
        ve_faturas = pode("financeiro.view_fatura")
        do_boleto = procura.chaves(termo.boleto, hoje=self.hoje) if termo.boleto and ve_faturas else []
        if not (termo.protocolo or termo.os is not None or termo.fatura is not None or do_boleto):
            return []
        linhas = consultar(
            "outros",
            {
                "ve_atendimentos": pode("atendimento.view_atendimento"),
                "ve_ordens": pode("ordens_servico.view_ordemservico"),
                "ve_faturas": ve_faturas,
                "protocolo": termo.protocolo or None,
                "os": termo.os,
                "fatura": termo.fatura,
                "do_boleto": do_boleto,
                "limite": self.limite,
            },
        )
        titulos = {"atendimento": _("Atendimentos"), "os": _("Ordens de serviço"), "fatura": _("Faturas")}
        montar = {"atendimento": _atendimento, "os": _ordem, "fatura": _fatura}
        return [
            Grupo(titulo, [montar[tipo](linha) for linha in linhas if linha["tipo"] == tipo]) for tipo, titulo in titulos.items()
        ]

    def _prospectos(self) -> Grupo:
        termo = self.termo
        if not self.usuario.has_perm("prospectos.view_prospecto") or not (
            termo.documento or termo.telefones or termo.email or termo.nome
        ):
            return Grupo(_("Prospectos"), [])
        _nele, indice, parametros = condicoes_do_nome(termo.nome, "nome_razaosocial_busca")
        linhas = consultar(
            "prospectos",
            {
                "documento": termo.documento or None,
                "telefones": list(termo.telefones),
                "email": termo.email or None,
                "limite": self.limite + 1,
                **parametros,
            },
            no_nome=indice or "false",
        )
        return Grupo(_("Prospectos"), [_prospecto(linha) for linha in linhas[: self.limite]], ha_mais=len(linhas) > self.limite)


def unico(grupos: list[Grupo]) -> Achado | None:
    """The one thing that the term means; what only resembles it does not count beside what is exact."""
    todos = [achado for grupo in grupos for achado in grupo.achados]
    exatos = [achado for achado in todos if not achado.parecido] or todos
    return exatos[0] if len(exatos) == 1 else None


def _cliente(ficha: Linha, motivo: str) -> Achado:
    estados = [(nome, celulas.TONS_DO_SERVICO.get(estado, "info")) for estado, nome in _json(ficha["estados"])]
    return Achado(
        endereco=reverse("painel:clientes:ficha", args=[ficha["id_cliente"]]),
        titulo=ficha["nome_razaosocial"],
        detalhes=_ditos(
            ficha["nome_fantasia"], f"código {ficha['codigo_cliente']}", celulas.cpf_cnpj(ficha["cpf_cnpj"]), ficha["cidade"]
        ),
        selos=(*dict.fromkeys(estados), *(() if ficha["ativo"] else ((_("Inativo"), "neutro"),))),
        motivo=_MOTIVOS.get(motivo, ""),
        parecido=motivo in _PARECIDOS,
    )


def _atendimento(linha: Linha) -> Achado:
    return Achado(
        endereco=reverse("painel:atendimentos:atendimento", args=[linha["chave"]]),
        titulo=f"Protocolo {linha['numero']}",
        detalhes=_ditos(linha["nome_razaosocial"], linha["detalhe"]),
        selos=(_ATENDIMENTOS[linha["situacao"]],),
    )


def _ordem(linha: Linha) -> Achado:
    return Achado(
        endereco=reverse("painel:ordens:ordem", args=[linha["chave"]]),
        titulo=f"OS {linha['numero']}",
        detalhes=_ditos(linha["nome_razaosocial"], linha["detalhe"]),
        selos=(_ORDENS[linha["situacao"]],),
    )


def _fatura(linha: Linha) -> Achado:
    return Achado(
        endereco=reverse("painel:faturas:fatura", args=[linha["chave"]]),
        titulo=f"Fatura {linha['numero']}",
        detalhes=_ditos(linha["nome_razaosocial"], f"vence em {celulas.dia(linha['dia'])}", celulas.dinheiro(linha["valor"])),
        selos=(_FATURAS[linha["situacao"]],),
        motivo=_MOTIVOS.get(linha["detalhe"], ""),
    )


def _prospecto(linha: Linha) -> Achado:
    return Achado(
        endereco=reverse("painel:prospectos:prospecto", args=[linha["id_prospecto"]]),
        titulo=linha["nome_razaosocial"],
        detalhes=_ditos(celulas.cpf_cnpj(linha["cpf_cnpj"]), linha["cidade"]),
        selos=((_("Prospecto"), "info"),),
        motivo=_MOTIVOS.get(linha["motivo"], ""),
    )


def _json(valor: str) -> list[list[str]]:
    """Plain cursors of Django give JSON as text."""
    lido: list[list[str]] = json.loads(valor)
    return lido


def _ditos(*textos: str | None) -> tuple[str, ...]:
    return tuple(texto for texto in textos if texto and texto != "—")
