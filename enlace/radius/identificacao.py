"""Who used an address at an instant: asked by court order only, and never without a record of who asked and what was shown.

Marco Civil da Internet (Lei 12.965/2014): records of connection are kept for a year (art. 13) and handed over by order of a judge
(art. 10, § 1; art. 22). Kept are the sessions; what they show here is as they were, what they show of the customer is of today.
"""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from ipaddress import IPv4Address, IPv6Network
from pathlib import Path
from typing import Any, Final

from django.db import connection, transaction
from django.db.models import Q

from enlace.auditoria.registro import Autor
from enlace.configuracao.models import ConfiguracaoRadius
from enlace.core.errors import RuleRefused
from enlace.radius.digitado import Endereco, ler_endereco
from enlace.radius.models import ConsultaDeEndereco

MAIOR_MARGEM: Final = timedelta(hours=1)
# More is not an answer about one address, but a list of customers.
_MAIS_MOSTRADAS: Final = 200
# No registry gives a provider a larger block (LACNIC, 4.3.2), so no customer has one.
_MENOR_COMPRIMENTO: Final = 32
# Ends that nobody told (`encerrar`, `varrer`, desconexao.py): what is stored is the last sign.
_CAUSAS_ESTIMADAS: Final = frozenset({"Sem-Sinal", "Sem-Sessao", "NAS-Reboot", "Lost-Stop"})
_CAUSA_DA_TROCA: Final = "Troca-De-Endereco"
_SQL: Final = (Path(__file__).parent / "consultas" / "quem_usava.sql").read_text()


class MotivoObrigatorio(RuleRefused):
    """Nobody is told without saying why."""

    mensagem = "Informe o motivo da consulta, como o número da ordem judicial."


class InstanteNoFuturo(RuleRefused):
    """Nobody has used anything yet."""

    mensagem = "O instante procurado ainda não chegou."


class MargemInvalida(RuleRefused):
    """The margin is for clocks that differ, not for days."""

    mensagem = f"A margem vai de 0 a {int(MAIOR_MARGEM.total_seconds()) // 60} minutos."


class ConexoesDemais(RuleRefused):
    """What was asked for is held by too many."""

    mensagem = f"Mais de {_MAIS_MOSTRADAS} conexões: informe um endereço, ou um prefixo menor, ou uma margem menor."


@dataclass(frozen=True, kw_only=True)
class ConexaoIdentificada:
    """A session that held the address, open while `fim` is None, and whose it is; a session without service had no customer here.

    Of one whose addresses changed it is the part with these ones: from `inicio` to `fim`, when it had others.
    """

    id_sessao: int
    login: str | None
    inicio: datetime
    fim: datetime | None
    ultimo_sinal: datetime | None
    causa_do_fim: str | None
    ipv4: str | None
    ipv6: str | None
    ipv6_wan: str | None
    ipv6_lan: str | None
    mac: str | None
    nas: str | None
    endereco_do_nas: str
    porta: str | None
    id_cliente_servico: int | None
    plano: str | None
    id_cliente: int | None
    codigo_cliente: int | None
    nome_razaosocial: str | None
    cpf_cnpj: str | None

    @property
    def enderecos(self) -> list[str]:
        """All that it had."""
        return [endereco for endereco in (self.ipv4, self.ipv6, self.ipv6_wan, self.ipv6_lan) if endereco]

    @property
    def fim_estimado(self) -> bool:
        """Whether nobody told the end: it may have gone on for an interval between signs after `fim`."""
        return self.fim is not None and self.causa_do_fim in _CAUSAS_ESTIMADAS


def quem_usava(
    endereco: str, instante: datetime, *, motivo: str, autor: Autor, agora: datetime, margem: timedelta = timedelta(0)
) -> list[ConexaoIdentificada]:
    """The sessions that held an IPv4 address, or an IPv6 address or prefix, at an instant give or take `margem`; oldest first.

    That it was asked is stored for good before this returns, whatever was found. Who may ask is for the door to know (permission
    `radius.identificar_conexao`). Refused, and then nothing is looked up: `EnderecoIlegivel`, `PrefixoAmploDemais`,
    `MotivoObrigatorio`, `InstanteNoFuturo`, `MargemInvalida`; and `ConexoesDemais`, which tells nothing of any of them.
    """
    procurado = ler_endereco(endereco)
    motivo = " ".join(motivo.replace("\0", "").split())
    if not motivo:
        raise MotivoObrigatorio
    if instante > agora:
        raise InstanteNoFuturo
    if not timedelta(0) <= margem <= MAIOR_MARGEM:
        raise MargemInvalida
    with transaction.atomic(durable=True):
        achadas = _procurar(procurado, instante, margem)
        if len(achadas) > _MAIS_MOSTRADAS:
            raise ConexoesDemais
        ConsultaDeEndereco.objects.create(
            quando=agora,
            porta=autor.porta,
            usuario_id=autor.id_usuario,
            endereco_ip=autor.endereco_ip,
            endereco=_escrito(procurado),
            instante=instante,
            margem_minutos=margem // timedelta(minutes=1),
            motivo=motivo[:500],
            mostradas=[_chaves(achada) for achada in achadas],
        )
    return achadas


def com_endereco(procurado: Endereco) -> Q:
    """The condition of `quem_usava.sql` upon the address, for those who look for what happens now (`Sessao`)."""
    if isinstance(procurado, IPv4Address):
        return Q(framedipaddress=str(procurado))
    valores = _do_endereco(procurado)
    entre = (valores["primeiro"], valores["ultimo"])
    return (
        Q(framedipv6address__range=(str(procurado.network_address), str(procurado.broadcast_address)))
        | Q(framedipv6prefix__range=entre)
        | Q(delegatedipv6prefix__range=entre)
        | Q(framedipv6prefix__in=valores["em_volta"])
        | Q(delegatedipv6prefix__in=valores["em_volta"])
    )


def _procurar(procurado: Endereco, instante: datetime, margem: timedelta) -> list[ConexaoIdentificada]:
    valores = _valores(procurado, instante, margem)
    with connection.cursor() as cursor:
        cursor.execute(_SQL, valores)
        nomes = [coluna.name for coluna in cursor.description]
        return [ConexaoIdentificada(**dict(zip(nomes, linha, strict=True))) for linha in cursor.fetchall()]


def _valores(procurado: Endereco, instante: datetime, margem: timedelta) -> dict[str, Any]:
    return {
        "desde": instante - margem,
        "ate": instante + margem,
        "desde_estimado": instante - margem - timedelta(seconds=ConfiguracaoRadius.atual().intervalo_de_sinal),
        "causas_estimadas": sorted(_CAUSAS_ESTIMADAS),
        "causa_da_troca": _CAUSA_DA_TROCA,
        "limite": _MAIS_MOSTRADAS + 1,
        **_do_endereco(procurado),
    }


def _do_endereco(procurado: Endereco) -> dict[str, Any]:
    """As `inet` sorts: by bits, the shorter prefix first. So a prefix and all inside it lie between it and its last address."""
    if isinstance(procurado, IPv4Address):
        return {"ipv4": str(procurado), "primeiro": None, "ultimo": None, "em_volta": []}
    em_volta = [str(procurado.supernet(new_prefix=n)) for n in range(_MENOR_COMPRIMENTO, procurado.prefixlen)]
    return {"ipv4": None, "primeiro": str(procurado), "ultimo": f"{procurado.broadcast_address}/128", "em_volta": em_volta}


def _escrito(procurado: Endereco) -> str:
    if isinstance(procurado, IPv6Network) and procurado.prefixlen == procurado.max_prefixlen:
        return str(procurado.network_address)
    return str(procurado)


def _chaves(achada: ConexaoIdentificada) -> dict[str, Any]:
    dados = asdict(achada)
    return {nome: dados[nome] for nome in ("id_sessao", "id_cliente_servico", "id_cliente")}
