"""`POST atendimento` (documentation 3.1)."""

from dataclasses import dataclass

from enlace.atendimento.abertura import Contato, NovoAtendimento
from enlace.atendimento.models import Atendimento
from enlace.core.db import consultar_documento
from enlace.integracao import objetos
from enlace.integracao.campos import Campos
from enlace.integracao.consultas import ler
from enlace.integracao.escrita import Pedido, Trabalho
from enlace.ordens_servico.models import OrdemServico
from enlace.processos.abertura_de_atendimento import OrdemPedida
from enlace.processos.abertura_de_atendimento import abrir as abrir_com_ordem

# The contract marks what came in by the API.
_MARCA = " | ATENDIMENTO ABERTO VIA API"
_MENSAGEM = "Atendimento aberto com sucesso. Anote o protocolo: {protocolo}"
# "sertor": the genuine server's own spelling, on purpose; programs compare the sentence.
_MENSAGEM_DA_OS = ". Foi aberto também uma ordem de serviço e encaminhada ao sertor responsável"
_TAMANHO_DO_NOME = Atendimento._meta.get_field("nome_contato").max_length


@dataclass(frozen=True)
class _Ordem:
    """`parametros_ordem_servico` of the edition of 2024."""

    tipo: int | None
    agendada: bool
    tecnicos: list[int]


def abrir(pedido: Pedido) -> Trabalho:
    """Open a ticket, and a service order when `abrir_os` says so."""
    campos = pedido.campos
    id_servico = campos.exigir_inteiro("id_cliente_servico")
    descricao = campos.exigir_texto("descricao")
    contato = Contato(
        nome=campos.exigir_texto("nome", maximo=_TAMANHO_DO_NOME),
        telefone=campos.telefone("telefone", obrigatorio=True),
        email=campos.email("email"),
    )
    tipo = campos.inteiro("id_tipo_atendimento")
    parametros = campos.objeto("parametros") or {}
    ordem = _ordem(campos) if campos.booleano("abrir_os", padrao=False) else None
    campos.conferir()

    def trabalho() -> bytes:
        novo = NovoAtendimento(
            servico=objetos.obter_servico(id_servico),
            descricao=descricao + _MARCA,
            contato=contato,
            tipo=None if tipo is None else objetos.obter_tipo_de_atendimento(tipo),
            parametros=parametros,
        )
        aberto, da_os = abrir_com_ordem(
            novo, ordem=None if ordem is None else _pedida(ordem), autor=pedido.autor, agora=pedido.agora
        )
        return _documento(aberto, da_os)

    return trabalho


def _ordem(campos: Campos) -> _Ordem:
    parte = campos.parte("parametros_ordem_servico")
    status = parte.opcao("status", (OrdemServico.Status.PENDENTE, OrdemServico.Status.AGUARDANDO_AGENDAMENTO))
    return _Ordem(
        tipo=parte.inteiro("id_tipo_ordem_servico"),
        agendada=status == OrdemServico.Status.PENDENTE,
        tecnicos=parte.inteiros("ids_tecnicos"),
    )


def _pedida(ordem: _Ordem) -> OrdemPedida:
    return OrdemPedida(
        tipo=None if ordem.tipo is None else objetos.obter_tipo_de_ordem(ordem.tipo),
        agendada=ordem.agendada,
        tecnicos=objetos.obter_usuarios(ordem.tecnicos) if ordem.tecnicos else (),
    )


def _documento(aberto: Atendimento, ordem: OrdemServico | None) -> bytes:
    msg = _MENSAGEM.format(protocolo=aberto.protocolo) + (_MENSAGEM_DA_OS if ordem else "")
    sql = ler("atendimento/aberto", documento=ler("atendimento/documento"))
    (resposta,) = consultar_documento(sql, {"id_atendimento": aberto.pk, "msg": msg})
    return resposta
