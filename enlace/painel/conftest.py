"""A small provider with one row of every table, and people with more or less power."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import models
from django.test import Client
from psycopg.types.range import TimestamptzRange

from enlace.atendimento.models import (
    Atendimento,
    AtendimentoMensagem,
    AtendimentoStatus,
    MotivoFechamento,
    OrigemContato,
    TipoAtendimento,
)
from enlace.auditoria.models import Leitura, Registro
from enlace.clientes.models import Cliente, Contato, GrupoCliente
from enlace.configuracao.models import ConfiguracaoRadius, Provedor, RegraDesbloqueio
from enlace.contas.clientes_api import criar_cliente_api
from enlace.contas.models import FalhaDeAcesso, Setor, Usuario
from enlace.enderecos.models import Bairro, CepConsultado, Cidade, Endereco, Estado
from enlace.financeiro.models import (
    ArquivoRemessa,
    ArquivoRetorno,
    AvisoDebito,
    Cobranca,
    CobrancaServico,
    DecisaoInadimplencia,
    Faturamento,
    FaturamentoOcorrencia,
    FeriadoLocal,
    PedidoRemessa,
    RegraCobranca,
    RemessaItem,
    RetornoOcorrencia,
)
from enlace.financeiro.tests import fabrica as financas
from enlace.mensagens.models import ConfiguracaoPush, Dispositivo, GatewaySms, Mensagem, ModeloMensagem, ServidorEmail
from enlace.ordens_servico.models import OrdemServico, OrdemServicoTecnico, TipoOrdemServico
from enlace.pbx.models import Ligacao
from enlace.planos.models import Pacote, Plano, Tecnologia
from enlace.prospectos.models import FaixaDeCep, Prospecto, ProspectoServico, RascunhoDeVenda, UnidadeNegocio
from enlace.radius.models import ConsultaDeEndereco, Nas, PedidoAoNas
from enlace.radius.tests.sessoes import um_acesso, uma_sessao
from enlace.rede.models import (
    CaixaOptica,
    Equipamento,
    Fabricante,
    InterfaceConexao,
    ModeloEquipamento,
    Pop,
    PortaAtendimento,
    ZonaAtendimento,
)
from enlace.servicos.models import (
    Alerta,
    ClienteServico,
    ClienteServicoPacote,
    ClienteServicoSenha,
    Contrato,
    DesbloqueioConfianca,
    GrupoServico,
    MotivoCancelamento,
    ServicoStatus,
)

AGORA = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
SENHA_DE_ACESSO = "SENHA-DO-ASSINANTE"
SENHA_DA_TV = "SENHA-DA-TELEVISAO"
CHAVE_DO_MAPA = "CHAVE-DO-MAPA"
SEGREDO_DO_NAS = "SEGREDO-DO-NAS"
# One for each column of the messages that is a secret.
SEGREDOS_DAS_MENSAGENS = tuple(f"SEGREDO-DAS-MENSAGENS-{n}" for n in range(8))

Mundo = dict[type[models.Model], models.Model]


@pytest.fixture
def administradora() -> Usuario:
    return Usuario.objects.create(nome="Ana", email="ana@exemplo.test", is_staff=True, is_superuser=True)


@pytest.fixture
def atendente() -> Usuario:
    return Usuario.objects.create(nome="Zé", email="ze@exemplo.test", is_staff=True)


@pytest.fixture
def entrar() -> Callable[[Usuario], Client]:
    def _entrar(usuario: Usuario) -> Client:
        navegador = Client()
        navegador.force_login(usuario)
        return navegador

    return _entrar


@pytest.fixture
def painel(administradora: Usuario, entrar: Callable[[Usuario], Client]) -> Client:
    """The panel as a superuser sees it."""
    return entrar(administradora)


@pytest.fixture
def mundo(administradora: Usuario) -> Mundo:
    """One row of every table that has a page."""
    cidade = Cidade.objects.create(nome="Divinópolis", estado_id="MG", ibge="3122306")
    bairro = Bairro.objects.create(cidade=cidade, nome="Centro")
    endereco = Endereco.objects.create(logradouro="RUA", endereco="GOIÁS", numero="10", bairro=bairro, cep="35500001")
    cep = CepConsultado.objects.create(cep="35500001", cidade=cidade, fonte="viacep", consultado_em=AGORA)
    rede = _rede(endereco)
    tecnologia = Tecnologia.objects.create(nome="FIBRA")
    plano = Plano.objects.create(
        nome="FIBRA 100", tecnologia=tecnologia, valor=Decimal("99.90"), velocidade_download=102400, velocidade_upload=51200
    )
    pacote = Pacote.objects.create(descricao="IP FIXO", valor=Decimal(30))
    grupo = GrupoCliente.objects.create(descricao="Residencial")
    cliente = Cliente.objects.create(
        nome_razaosocial="MARIA DA CONCEIÇÃO", tipo_pessoa="pf", telefone_primario="37999912222", data_cadastro=AGORA
    )
    Contato.objects.create(cliente=cliente, nome="João")
    servico = um_servico(cliente, plano, endereco, login="maria")
    ClienteServicoPacote.objects.create(cliente_servico=servico, pacote=pacote, valor=30, data_cadastro=AGORA)
    ClienteServicoSenha.objects.create(cliente_servico=servico, descricao="TV", senha=SENHA_DA_TV)
    Provedor.atual()
    Provedor.objects.update(google_maps_chave=CHAVE_DO_MAPA)
    cliente_api, _segredo = criar_cliente_api(nome="CRM", usuario=administradora, permissoes=["cliente"])
    tudo: list[models.Model] = [
        cidade,
        bairro,
        endereco,
        cep,
        *rede,
        tecnologia,
        plano,
        pacote,
        grupo,
        cliente,
        servico,
        cliente_api,
        *_cadastros(servico, administradora),
        *_suporte(servico, administradora),
        Ligacao.objects.create(usuario=administradora, ramal="111", telefone="3732221111", cliente=cliente, notificada_em=AGORA),
        *_vendas(plano, endereco, administradora),
        *_mensagens(cliente),
        *_financeiro(servico),
        *_conexoes(servico, administradora),
    ]
    return {type(linha): linha for linha in tudo}


def _cadastros(servico: ClienteServico, administradora: Usuario) -> list[models.Model]:
    return [
        GrupoServico.objects.create(descricao="Cortesia"),
        MotivoCancelamento.objects.create(descricao="Mudança"),
        Contrato.objects.create(descricao="Contrato de adesão"),
        Alerta.objects.create(descricao="Rompimento", texto_alerta="Fibra rompida.", data_inicio=AGORA, para_todos=True),
        FalhaDeAcesso.objects.create(chave="endereco:203.0.113.9", falhas=5, ultima=AGORA),
        Registro.objects.create(porta="cli", acao="incluir", tabela="cliente", chave="1", depois={"nome_razaosocial": "MARIA"}),
        Leitura.objects.create(
            quando=AGORA, cliente_api="3", id_usuario=1, rota="cliente", filtros={"busca": "cpf_cnpj"}, pessoas=1
        ),
        Group.objects.create(name="Atendimento"),
        Estado.objects.get(pk="MG"),
        ServicoStatus.objects.get(pk="servico_habilitado"),
        Provedor.atual(),
        RegraDesbloqueio.atual(),
        um_desbloqueio(servico),
        administradora,
    ]


@pytest.fixture
def servico(mundo: Mundo) -> ClienteServico:
    return ClienteServico.objects.get(pk=mundo[ClienteServico].pk)


@pytest.fixture
def outro_servico(mundo: Mundo) -> ClienteServico:
    """Another customer's."""
    outro = Cliente.objects.create(nome_razaosocial="CAIO", tipo_pessoa="pf", data_cadastro=AGORA)
    return um_servico(outro, Plano.objects.get(), Endereco.objects.get(pk=mundo[Endereco].pk), login="caio")


def um_servico(cliente: Cliente, plano: Plano, endereco: Endereco, *, login: str) -> ClienteServico:
    return ClienteServico.objects.create(
        cliente=cliente,
        plano=plano,
        numero_plano=1,
        valor=Decimal("99.90"),
        status_id="servico_habilitado",
        login=login,
        senha=SENHA_DE_ACESSO,
        endereco_cadastral=endereco,
        endereco_instalacao=endereco,
        endereco_fiscal=endereco,
        endereco_cobranca=endereco,
        data_venda=AGORA,
    )


def um_desbloqueio(servico: ClienteServico) -> DesbloqueioConfianca:
    """One that ended."""
    return DesbloqueioConfianca.objects.create(
        cliente_servico=servico,
        pedido_em=AGORA,
        dias=1,
        ate=AGORA + timedelta(days=1),
        estado_anterior_id="suspenso_debito",
        suspenso_por_fatura=True,
        situacao="retirado",
        encerrado_em=AGORA,
    )


def dar_permissoes(usuario: Usuario, *nomes: str) -> None:
    """Give permissions written as `clientes.view_cliente`."""
    for nome in nomes:
        app, codigo = nome.split(".")
        usuario.user_permissions.add(Permission.objects.get(content_type__app_label=app, codename=codigo))


def _rede(endereco: Endereco) -> list[models.Model]:
    fabricante = Fabricante.objects.create(nome="Huawei")
    modelo = ModeloEquipamento.objects.create(fabricante=fabricante, nome="MA5800")
    pop = Pop.objects.create(nome="POP Central", endereco=endereco)
    equipamento = Equipamento.objects.create(nome="OLT-01", pop=pop, modelo=modelo)
    interface = InterfaceConexao.objects.create(equipamento=equipamento, nome="gpon 0/1", tipo="gpon")
    zona = ZonaAtendimento.objects.create(nome="Centro")
    caixa = CaixaOptica.objects.create(nome="CTO-001", interface=interface)
    porta = PortaAtendimento.objects.create(caixa=caixa, numero=1)
    return [fabricante, modelo, pop, equipamento, interface, zona, caixa, porta]


def um_atendimento(servico: ClienteServico, usuario: Usuario, *, protocolo: str, **campos: object) -> Atendimento:
    """An open ticket of the type SAC, the user's own."""
    padrao: dict[str, object] = {
        "tipo": TipoAtendimento.objects.get(prefixo="sac"),
        "status": AtendimentoStatus.objects.get(prefixo="pendente"),
        "descricao_abertura": "Sem conexão desde ontem.",
        "data_cadastro": AGORA,
        "data_inicio_prazo": AGORA,
        "data_prazo": AGORA + timedelta(days=1),
        "destino": "usuario",
        "usuario_abertura": usuario,
        "usuario_responsavel": usuario,
    }
    return Atendimento.objects.create(cliente_servico=servico, protocolo=protocolo, **{**padrao, **campos})


def uma_ordem(servico: ClienteServico, usuario: Usuario, *, inicio: datetime, **campos: object) -> OrdemServico:
    """An order scheduled from `inicio` on, for an hour, with the user as technician."""
    fim = inicio + timedelta(hours=1)
    padrao: dict[str, object] = {
        "tipo": TipoOrdemServico.objects.get(prefixo="instalacao"),
        "status": "pendente",
        "data_cadastro": AGORA,
        "usuario_abertura": usuario,
        "descricao_abertura": "Trocar o conector.",
        "descricao_servico": "Trocar o conector.",
        "data_inicio_programado": inicio,
        "data_termino_programado": fim,
    }
    ordem = OrdemServico.objects.create(cliente_servico=servico, **{**padrao, **campos})
    reserva = TimestamptzRange(inicio, fim) if ordem.status == "pendente" else TimestamptzRange(empty=True)
    OrdemServicoTecnico.objects.create(ordem_servico=ordem, usuario=usuario, reserva=reserva)
    return ordem


def _suporte(servico: ClienteServico, usuario: Usuario) -> list[models.Model]:
    atendimento = um_atendimento(servico, usuario, protocolo="202605041200001")
    AtendimentoMensagem.objects.create(atendimento=atendimento, usuario=usuario, mensagem="Reiniciei o rádio.", data_cadastro=AGORA)
    return [
        Setor.objects.create(descricao="Suporte"),
        OrigemContato.objects.create(descricao="WhatsApp"),
        MotivoFechamento.objects.create(descricao="Resolvido pelo telefone"),
        AtendimentoStatus.objects.create(descricao="Aguardando cliente"),
        TipoAtendimento.objects.create(descricao="Mudança de endereço", prazo_minutos=2880),
        TipoOrdemServico.objects.create(descricao="Retirada de equipamento"),
        atendimento,
        uma_ordem(servico, usuario, inicio=AGORA + timedelta(days=1), atendimento=atendimento),
    ]


def um_prospecto(
    plano: Plano, endereco: Endereco, usuario: Usuario, *, cpf_cnpj: str = "68346567000158", **campos: str
) -> Prospecto:
    padrao = {"nome_razaosocial": "PADARIA SÃO JOÃO LTDA", "tipo_pessoa": "pj", "telefone": "3732818000", "origem": "API"}
    prospecto = Prospecto.objects.create(
        **{**padrao, **campos}, cpf_cnpj=cpf_cnpj, endereco=endereco, usuario=usuario, created_at=AGORA, updated_at=AGORA
    )
    ProspectoServico.objects.create(prospecto=prospecto, plano=plano, valor=Decimal("1089.90"))
    return prospecto


def _vendas(plano: Plano, endereco: Endereco, usuario: Usuario) -> list[models.Model]:
    unidade = UnidadeNegocio.objects.create(nome="Divinópolis")
    unidade.planos.add(plano)
    unidade.cidades.add(endereco.bairro.cidade)
    FaixaDeCep.objects.create(unidade=unidade, inicio="35500000", fim="35509999")
    rascunho = RascunhoDeVenda.objects.create(usuario=usuario, criado_em=AGORA, atualizado_em=AGORA)
    return [unidade, um_prospecto(plano, endereco, usuario), rascunho]


def _mensagens(cliente: Cliente) -> list[models.Model]:
    smtp, sms_senha, sms_token, vapid, firebase, endpoint, p256dh, auth = SEGREDOS_DAS_MENSAGENS
    mensagem = Mensagem.objects.create(
        canal="email",
        destino="maria@exemplo.test",
        cliente=cliente,
        assunto="Fatura",
        texto="Olá.",
        requisicao="1",
        validade=AGORA,
        proxima_tentativa=AGORA,
        criada_em=AGORA,
    )
    mensagem.historico.create(numero=1, via="Principal", inicio=AGORA)
    endereco = f"https://push.exemplo.test/{endpoint}"
    return [
        mensagem,
        ServidorEmail.objects.create(nome="Principal", host="smtp.exemplo.test", remetente_email="p@exemplo.test", senha=smtp),
        GatewaySms.objects.create(nome="Gateway", url="https://sms.exemplo.test/", senha=sms_senha, token=sms_token),
        ConfiguracaoPush.objects.create(chave_publica="publica", chave_privada=vapid, fcm_conta_servico=firebase),
        Dispositivo.objects.create(cliente=cliente, tipo="webpush", endpoint=endereco, p256dh=p256dh, auth=auth, criado_em=AGORA),
        ModeloMensagem.objects.get(chave="fatura_email"),
    ]


def _financeiro(servico: ClienteServico) -> list[models.Model]:
    conta = financas.uma_conta()
    forma = financas.uma_forma(conta)
    fatura = financas.uma_fatura(financas.um_mes(servico, valor="100.00"), cliente=servico.cliente, forma=forma)
    pagamento = financas.pagar(fatura)
    faturamento = Faturamento.objects.create(data_vencimento=financas.VENCIMENTO, iniciado_em=AGORA)
    FaturamentoOcorrencia.objects.create(faturamento=faturamento, cliente=servico.cliente, motivo="Plano sem valor.")
    regra = RegraCobranca.objects.get()
    remessa = ArquivoRemessa.objects.create(conta=conta, numero_sequencial=1, gerado_em=AGORA, conteudo="756")
    retorno = ArquivoRetorno.objects.create(
        conta=conta, numero_sequencial=1, gerado_em=AGORA, nome="CB1.RET", resumo="0" * 64, recebido_em=AGORA
    )
    decisao = DecisaoInadimplencia.objects.create(
        cliente_servico=servico, quando=AGORA, dia=AGORA, acao="adiar", motivo="É sexta.", artigo="Lei", faturas=[1], regra=regra
    )
    return [
        conta,
        forma,
        CobrancaServico.objects.create(cliente_servico=servico, dia_vencimento=10, forma=forma),
        fatura,
        Cobranca.objects.get(),
        pagamento,
        faturamento,
        regra,
        FeriadoLocal.objects.create(data=date(2026, 6, 1), descricao="Aniversário da cidade"),
        AvisoDebito.objects.create(fatura=fatura, criado_em=AGORA, texto="Sua fatura venceu."),
        decisao,
        remessa,
        RemessaItem.objects.create(remessa=remessa, fatura=fatura, movimento="01"),
        PedidoRemessa.objects.create(conta=conta, pedido_em=AGORA, terminado_em=AGORA, remessa=remessa, entradas=1),
        retorno,
        RetornoOcorrencia.objects.create(retorno=retorno, linha=3, movimento="06", fatura=fatura, resultado="quitada"),
    ]


def _conexoes(servico: ClienteServico, usuario: Usuario) -> list[models.Model]:
    consulta = ConsultaDeEndereco.objects.create(
        quando=AGORA, porta="painel", usuario=usuario, endereco="203.0.113.7", instante=AGORA, motivo="Ofício 1/2026", mostradas=[]
    )
    return [
        Nas.objects.create(equipamento=Equipamento.objects.get(), endereco="10.0.0.1", segredo=SEGREDO_DO_NAS),
        uma_sessao(servico, fim=None, login="maria"),
        um_acesso(servico, motivo="senha_incorreta"),
        consulta,
        PedidoAoNas.objects.create(
            quando=AGORA,
            tipo="desconexao",
            origem="api",
            cliente_servico=servico,
            login="maria",
            endereco_nas="10.0.0.1",
            resultado="recusado",
            causa=504,
        ),
        ConfiguracaoRadius.atual(),
    ]
