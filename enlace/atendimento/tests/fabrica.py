"""Fixed, readable tickets and the people who work on them."""

from typing import Any

from enlace.atendimento.abertura import NovoAtendimento, abrir_atendimento
from enlace.atendimento.models import Atendimento
from enlace.auditoria.models import Registro
from enlace.auditoria.registro import Autor
from enlace.contas.models import Setor, Usuario
from enlace.servicos.models import ClienteServico
from enlace.servicos.tests.fabrica import AGORA, um_servico


def um_usuario(nome: str = "Bianca Couto", *, ativo: bool = True, tecnico: bool = False) -> Usuario:
    email = f"{nome.lower().replace(' ', '.')}@enlace.exemplo"
    usuario, _novo = Usuario.objects.get_or_create(
        email=email, defaults={"nome": nome, "is_staff": True, "is_active": ativo, "tecnico": tecnico}
    )
    return usuario


def um_autor(nome: str = "Bianca Couto") -> Autor:
    return Autor(porta=Registro.Porta.API, id_usuario=um_usuario(nome).pk, cliente_api="3", endereco_ip="203.0.113.7")


def um_setor(nome: str = "SUPORTE TÉCNICO", *, ativo: bool = True) -> Setor:
    return Setor.objects.get_or_create(descricao=nome, defaults={"ativo": ativo})[0]


def um_atendimento(servico: ClienteServico | None = None, **outros: Any) -> Atendimento:  # noqa: ANN401 - any field of the ticket
    novo = NovoAtendimento(servico=servico or um_servico(), descricao="Sem internet desde ontem.", **outros)
    return abrir_atendimento(novo, autor=um_autor(), agora=AGORA)


def o_registro(acao: str) -> dict[str, Any]:
    """What the audit says of the one action of this name: the columns as they became."""
    depois = Registro.objects.get(acao=acao).depois
    assert isinstance(depois, dict)
    return depois
