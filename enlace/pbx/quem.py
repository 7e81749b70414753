"""Who is called and who calls, from what an exchange knows of them."""

from django.db import OperationalError, connection
from django.db.models import Q, QuerySet
from psycopg.errors import LockNotAvailable

from enlace.clientes.models import Cliente
from enlace.contas.models import Usuario
from enlace.core.contatos import telefones_equivalentes
from enlace.core.errors import RuleRefused
from enlace.servicos.models import ClienteServico

# A number that so many customers share (a telephone of the provider itself, zeros) says nothing about who calls.
_MAIS_DONOS = 20
# A ringing telephone is of no use to anybody later than this, and a thread that waits answers nobody else.
_ESPERA_PELA_VEZ = "3s"


class UsuarioDaLigacaoDesconhecido(RuleRefused):
    """No active user of the panel has this extension or this identifier, or the two are of different people."""


class UsuarioDaLigacaoOcupado(RuleRefused):
    """Something else holds the user's row, as an import of users may: the exchange may ask again."""


class ClienteDaLigacaoDesconhecido(RuleRefused):
    """The exchange named a customer that does not exist, or two different ones."""


def chamado(*, ramal: str, identificador_interno: str) -> Usuario:
    """The user called; of two things sent both must be theirs.

    The row is locked until the end of the transaction: what happens on one person's screen happens one after the other. Refused:
    `UsuarioDaLigacaoDesconhecido`, `UsuarioDaLigacaoOcupado`.
    """
    por = Q()
    if ramal:
        por &= Q(ramal=ramal)
    if identificador_interno:
        por &= Q(identificador_interno=identificador_interno)
    ativos = Usuario.objects.filter(is_active=True, is_staff=True)
    usuario = _travado(ativos.filter(por)) if por else None
    if usuario is None:
        raise UsuarioDaLigacaoDesconhecido(
            f"Nenhum usuário ativo do painel tem {_em_palavras(ramal=ramal, identificador_interno=identificador_interno)}."
        )
    return usuario


def travar(id_usuario: int) -> None:
    """Wait for one person's turn, as `chamado` does. Refused: `UsuarioDaLigacaoOcupado`."""
    _travado(Usuario.objects.filter(pk=id_usuario))


def _travado(usuarios: QuerySet[Usuario]) -> Usuario | None:
    with connection.cursor() as cursor:
        cursor.execute("select set_config('lock_timeout', %s, true)", [_ESPERA_PELA_VEZ])
    try:
        return usuarios.select_for_update(no_key=True).first()
    except OperationalError as erro:
        if isinstance(erro.__cause__, LockNotAvailable):
            msg = "O usuário desta ligação está ocupado por outra operação; tente novamente em instantes."
            raise UsuarioDaLigacaoOcupado(msg) from erro
        raise


def cliente_informado(*, id_cliente: int | None, codigo_cliente: int | None) -> Cliente | None:
    """The customer that the exchange named, None when it named none. Refused: `ClienteDaLigacaoDesconhecido`."""
    por = {"id_cliente": id_cliente, "codigo_cliente": codigo_cliente}
    por = {campo: valor for campo, valor in por.items() if valor is not None}
    if not por:
        return None
    cliente = Cliente.objects.filter(**por).first()
    if cliente is None:
        juntos = " e ".join(f"{campo} {valor}" for campo, valor in por.items())
        raise ClienteDaLigacaoDesconhecido(f"Nenhum cliente tem {juntos}.")
    return cliente


def cliente_do_telefone(telefone: str) -> Cliente | None:
    """The one customer that probably calls from this number.

    Of several with the number it is the one that alone has a service that is not cancelled; when that does not tell, nobody is
    better than somebody wrong.
    """
    achados = {cliente.pk: cliente for cliente in donos_do_telefone(telefone)}
    if len(achados) > 1:
        achados = {pk: achados[pk] for pk in _com_servico(list(achados))}
    return next(iter(achados.values())) if len(achados) == 1 else None


def donos_do_telefone(telefone: str) -> list[Cliente]:
    """The customers who have this number, in no order; nobody when they are too many for it to say anything."""
    numeros = telefones_equivalentes(telefone)
    if not numeros:
        return []
    # Three index scans (cliente_telefone_1, _2, _3); what the two partial ones leave out is said for their sake.
    donos = Cliente.objects.filter(
        Q(telefone_primario__in=numeros)
        | (Q(telefone_secundario__in=numeros) & ~Q(telefone_secundario=""))
        | (Q(telefone_terciario__in=numeros) & ~Q(telefone_terciario=""))
    ).order_by()[: _MAIS_DONOS + 1]
    return [] if len(donos) > _MAIS_DONOS else list(donos)


def _com_servico(clientes: list[int]) -> set[int]:
    """Those of them that have a service that is not cancelled."""
    vivos = ClienteServico.objects.filter(cliente__in=clientes).exclude(status="cancelado")
    return set(vivos.values_list("cliente", flat=True))


def _em_palavras(*, ramal: str, identificador_interno: str) -> str:
    partes = [f"o ramal {ramal}"] if ramal else []
    partes += [f"o identificador interno {identificador_interno}"] if identificador_interno else []
    return " e ".join(partes) or "um ramal ou identificador interno vazio"
