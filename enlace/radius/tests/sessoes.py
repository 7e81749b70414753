"""Sessions and accesses as they stand in their tables, without a concentrator."""

from datetime import UTC, date, datetime, timedelta

from django.db import connection

from enlace.auditoria.registro import Autor
from enlace.radius.meses import garantir_meses
from enlace.radius.models import Acesso, Sessao
from enlace.servicos.models import ClienteServico

ATENDENTE = Autor(porta="painel", id_usuario=None, endereco_ip="198.51.100.5")
MEIO_DIA = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
HORA = timedelta(hours=1)


def mes_do_ano(*dias: date) -> None:
    """Make the tables of these days and of the months around them."""
    for dia in dias:
        garantir_meses(hoje=dia)


def uma_sessao(
    servico: ClienteServico | None = None,
    *,
    inicio: datetime = MEIO_DIA - HORA,
    fim: datetime | None = MEIO_DIA + HORA,
    login: str = "bianca@isp",
    mac: str = "D4:CA:6D:00:00:01",
    **campos: object,
) -> Sessao:
    """From eleven to one of the day of `MEIO_DIA`, unless it is said otherwise; open with `fim` None."""
    garantir_meses(hoje=(fim or inicio).date())
    padrao: dict[str, object] = {
        "acctsessionid": "81000001",
        "acctuniqueid": f"{login} {inicio}",
        "nasipaddress": "10.0.0.1",
        "nas_origem": "10.0.0.1",
        "nasportid": "ether1",
        "acctupdatetime": fim or inicio,
        "acctterminatecause": "User-Request" if fim else None,
    }
    return Sessao.objects.create(
        cliente_servico=servico,
        username=login,
        callingstationid=mac,
        acctstarttime=inicio,
        acctstoptime=fim,
        **{**padrao, **campos},
    )


def um_acesso(servico: ClienteServico | None = None, *, quando: datetime = MEIO_DIA, motivo: str | None = None) -> Acesso:
    """Accepted, unless there is a reason why not."""
    garantir_meses(hoje=quando.date())
    return Acesso.objects.create(
        quando=quando,
        ultima_vez=quando,
        login="bianca@isp",
        cliente_servico=servico,
        aceito=motivo is None,
        motivo=motivo,
        nas_origem="10.0.0.1",
        mac="D4:CA:6D:00:00:01",
    )


def tabelas(mae: str) -> set[str]:
    """The tables of months, and the one of what is open."""
    with connection.cursor() as cursor:
        cursor.execute("select inhrelid::regclass::text from pg_inherits where inhparent = %s::regclass", [mae])
        return {nome for (nome,) in cursor.fetchall()}
