"""The invented customers and their services."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from random import Random

from enlace.clientes.cadastro import cadastrar_cliente
from enlace.clientes.models import Cliente, Contato, GrupoCliente
from enlace.contas.models import Usuario
from enlace.demo.povoamento.estados import (
    HABILITADO,
    MENOS_COMUNS,
    Motivos,
    levar_ao_estado,
    sortear_estado,
    sortear_venda,
)
from enlace.demo.povoamento.infraestrutura import RedeDaCidade, criar_planos, criar_redes
from enlace.demo.povoamento.lugares import Lugares, sortear_enderecos
from enlace.demo.povoamento.pessoas import sortear_pessoa
from enlace.enderecos.models import Bairro, Endereco
from enlace.planos.models import Plano
from enlace.servicos.contratacao import Acesso, Enderecos, contratar
from enlace.servicos.models import ClienteServico

QUANTOS = 300
_COM_SEGUNDO_SERVICO, _COM_IP_FIXO, _COM_IPV6 = 15, 12, 8  # in a hundred
_REDES_FIXAS = ("198.51.100", "203.0.113")
_VENDEDORES = (("Comercial", "comercial@enlace.exemplo"), ("Loja Centro", "loja@enlace.exemplo"))


@dataclass(frozen=True)
class Conexao:
    """A service of the demonstration and the NAS through which it connects."""

    servico: ClienteServico
    nas: str


@dataclass(frozen=True)
class _Loja:
    """What is sold, by whom, and what it is connected to."""

    planos: list[Plano]
    redes: dict[int, RedeDaCidade]
    vendedores: list[Usuario]
    motivos: Motivos
    grupos: dict[str, GrupoCliente]
    numeros: "count[int]"

    @classmethod
    def abrir(cls) -> "_Loja":
        return cls(
            planos=criar_planos(),
            redes=criar_redes(),
            vendedores=Usuario.objects.bulk_create(_vendedor(nome, email) for nome, email in _VENDEDORES),
            motivos=Motivos.criar(),
            grupos={
                tipo: GrupoCliente.objects.create(descricao=nome) for tipo, nome in (("pf", "RESIDENCIAL"), ("pj", "EMPRESARIAL"))
            },
            numeros=count(1),
        )


def povoar(*, sorteio: Random, agora: datetime) -> list[Conexao]:
    """Write the customers; give their services."""
    loja = _Loja.abrir()
    papeis = _papeis(sorteio)
    casas = sortear_enderecos([bairro for bairro, _ in papeis], sorteio)
    conexoes: list[Conexao] = []
    for numero, (casa, (bairro, estado)) in enumerate(zip(casas, papeis, strict=True), start=1):
        vendido = sortear_venda(estado, sorteio=sorteio, agora=agora)
        cliente = _cadastrar(loja, numero, sorteio=sorteio, agora=vendido - timedelta(hours=1))
        dois = estado == HABILITADO and sorteio.randrange(100) < _COM_SEGUNDO_SERVICO
        for _ in range(2 if dois else 1):
            servico = _contratar(loja, cliente, casa, estado=estado, sorteio=sorteio, agora=vendido)
            levar_ao_estado(servico, estado, motivos=loja.motivos, sorteio=sorteio, agora=agora)
            conexoes.append(Conexao(servico, loja.redes[bairro.cidade_id].nas))
    return conexoes


def _papeis(sorteio: Random) -> list[tuple[Bairro, str]]:
    """Where each customer lives and in which state its service is.

    First a working service in each neighbourhood that the documentation lists, then the rarer states twice, then the rest.
    """
    lugares = Lugares.ler()
    papeis = [(bairro, HABILITADO) for bairro in lugares.documentados()]
    papeis += [(lugares.sortear(sorteio), estado) for estado in MENOS_COMUNS * 2]
    return papeis + [(lugares.sortear(sorteio), sortear_estado(sorteio)) for _ in range(QUANTOS - len(papeis))]


def _cadastrar(loja: _Loja, numero: int, *, sorteio: Random, agora: datetime) -> Cliente:
    pessoa = sortear_pessoa(sorteio, numero=numero)
    cliente = cadastrar_cliente(
        nome_razaosocial=pessoa.nome,
        tipo_pessoa=pessoa.tipo,
        cpf_cnpj=pessoa.documento,
        telefones=pessoa.telefones,
        ficha=pessoa.ficha,
        grupos=(loja.grupos[pessoa.tipo],),
        agora=agora,
    )
    if pessoa.tipo == "pj":
        Contato.objects.create(cliente=cliente, nome="FINANCEIRO", email=pessoa.ficha.email_secundario or "", recebe_cobranca=True)
    return cliente


def _contratar(loja: _Loja, cliente: Cliente, casa: Endereco, *, estado: str, sorteio: Random, agora: datetime) -> ClienteServico:
    plano = sorteio.choice(loja.planos)
    rede = loja.redes[casa.bairro.cidade_id]
    porta = next(rede.portas, None) if plano.tecnologia.nome == "FIBRA" and estado != "cancelado" else None
    numero = next(loja.numeros)
    nomes = cliente.nome_razaosocial.lower().split()
    return contratar(
        cliente=cliente,
        plano=plano,
        enderecos=Enderecos.iguais(casa),
        acesso=Acesso(
            login=f"{nomes[0]}.{nomes[-2]}{numero}",
            senha=f"{sorteio.randrange(16**8):08x}",
            ipv4=_ipv4_fixo(numero) if sorteio.randrange(100) < _COM_IP_FIXO else None,
            ipv6=f"2001:db8:{numero:x}::1" if sorteio.randrange(100) < _COM_IPV6 else None,
            mac_addr=f"02005e20{numero:04x}",
            phy_addr=f"DEMO{sorteio.randrange(16**8):08X}" if porta else None,
            interface=porta.caixa.interface if porta else sorteio.choice(rede.interfaces[plano.tecnologia.nome]),
            interface_roteamento=rede.roteamento,
            porta_atendimento=porta,
        ),
        vendedor=sorteio.choice(loja.vendedores),
        agora=agora,
    )


def _ipv4_fixo(numero: int) -> str:
    """An address of the two networks kept for documentation (RFC 5737)."""
    rede, final = divmod(numero, 250)
    return f"{_REDES_FIXAS[rede % len(_REDES_FIXAS)]}.{final + 1}"


def _vendedor(nome: str, email: str) -> Usuario:
    usuario = Usuario(nome=nome, email=email)
    usuario.set_unusable_password()
    return usuario
