"""Open sessions as the accounting has them, with the Class that the server would have given."""

from typing import Any, Final

from django.db import connection

from enlace.auditoria.registro import Autor
from enlace.radius.tests.fabrica import LOGIN, MAC
from enlace.servicos.models import ClienteServico

INTEGRADOR: Final = Autor(porta="api", id_usuario=None, cliente_api="central", endereco_ip="198.51.100.7")
SESSAO: Final = "81000001"
_A_DE_AGORA: Final = "a de agora"
DE_OUTRO: Final = "deadbeef"


def uma_viva(
    servico: ClienteServico,
    id_sessao: str = SESSAO,
    *,
    classe_dada: str | None = _A_DE_AGORA,
    **campos: Any,  # noqa: ANN401 - of any type, as the columns are
) -> str:
    """An open session of an hour, granted what the service is granted at this moment; its unique id."""
    linha: dict[str, Any] = {
        "acctsessionid": id_sessao,
        "acctuniqueid": f"{LOGIN} {id_sessao}",
        "username": LOGIN,
        "id_cliente_servico": servico.pk,
        "nasipaddress": "127.0.0.1",
        "nas_origem": "127.0.0.1",
        "nasportid": "ether1",
        "callingstationid": MAC,
        "framedipaddress": "100.64.0.9",
        "class": classe(servico) if classe_dada == _A_DE_AGORA else classe_dada,
        **campos,
    }
    with connection.cursor() as cursor:
        cursor.execute(
            f"""insert into radacct_aberta (acctstarttime, acctupdatetime, {", ".join(linha)})
                values (now() - interval '1 hour', now() - interval '1 minute', {", ".join(["%s"] * len(linha))})""",
            list(linha.values()),
        )
    return str(linha["acctuniqueid"])


def classe(servico: ClienteServico) -> str:
    """What FreeRADIUS would give now."""
    (valor,) = _linha(
        "select concat('e1.', %s, '.', acesso, '.', velocidade, '.', md5('')) from radius.concessao(%s)", servico.pk, servico.pk
    )
    return str(valor)


def classe_guardada(unico: str) -> str:
    return str(_linha("select class from radacct where acctuniqueid = %s", unico)[0])


def fim(unico: str) -> str | None:
    """Why the session ended; None while it is open."""
    (causa,) = _linha("select acctterminatecause from radacct where acctuniqueid = %s", unico)
    return None if causa is None else str(causa)


def sinal(unico: str) -> None:
    """An Interim of the session, as FreeRADIUS hands it over."""
    pacote = [unico, SESSAO, LOGIN, "127.0.0.1", "127.0.0.1", "ether1", "", "", "", "3700", "1", "", "1", "", "", MAC]
    _linha(f"select radius.contabilizar_sinal({', '.join(['%s'] * 25)})", *pacote, *[""] * (25 - len(pacote)))


def parada(unico: str) -> None:
    """Its Stop."""
    pacote = [unico, SESSAO, LOGIN, "127.0.0.1", "127.0.0.1", "ether1", "", "", "", "3700", "1", "", "1", "", "", MAC]
    _linha(f"select radius.contabilizar_fim({', '.join(['%s'] * 27)})", *pacote, *[""] * (25 - len(pacote)), "Admin-Reset", "")


def _linha(sql: str, *parametros: object) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parametros)  # type: ignore[arg-type]  # of the columns' types
        linha: tuple[Any, ...] = cursor.fetchone()
        return linha
