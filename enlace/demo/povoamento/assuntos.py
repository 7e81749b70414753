"""What the customers of the demonstration ask for, and what is answered."""

from collections.abc import Mapping
from dataclasses import dataclass

from enlace.atendimento.fechamento import Desfecho
from enlace.atendimento.models import MotivoFechamento, OrigemContato, TipoAtendimento
from enlace.contas.models import Setor
from enlace.ordens_servico.models import TipoOrdemServico

_ORIGENS = ("TELEFONE", "WHATSAPP", "BALCÃO", "SITE")
_MOTIVOS = ("RESOLVIDO PELO TELEFONE", "RESOLVIDO EM VISITA TÉCNICA", "DESISTÊNCIA DO CLIENTE")
_TIPOS = (
    ("TÉCNICO - SEM CONEXÃO", 480),
    ("FINANCEIRO - SEGUNDA VIA", 480),
    ("FINANCEIRO - NEGOCIAÇÃO", 2880),
    ("COMERCIAL - TROCA DE PLANO", 2880),
)


@dataclass(frozen=True)
class Assunto:
    """A kind of request: type and department by name, what people say, what is answered meanwhile and at the end."""

    tipo: str
    setor: str
    pedidos: tuple[str, ...]
    andamentos: tuple[str, ...]
    desfechos: tuple[str, ...]


_NA_VISITA = (
    "Conector refeito na caixa de atendimento; sinal de volta ao normal.",
    "Cabo drop trocado do poste até a casa.",
    "Fonte da ONU queimada, trocada por uma nova.",
    "Roteador reposicionado na sala e canal do Wi-Fi trocado.",
    "Antena realinhada e cabo de rede trocado.",
)
_NO_TELEFONE = (
    "Pedimos para desligar a ONU por dois minutos; voltou com o mesmo sinal.",
    "Sinal óptico conferido: -27 dBm, abaixo do normal.",
    "Cliente confirma que os cabos estão bem encaixados.",
    "Teste de velocidade pelo cabo ficou em um terço do contratado.",
)
# Those that a technician solves at the customer's.
DE_VISITA = (
    Assunto(
        "TÉCNICO - QUEDAS DE CONEXÃO",
        "SUPORTE TÉCNICO",
        (
            "A conexão cai várias vezes ao dia, mais à noite.",
            "Cliente relata quedas desde a chuva de ontem.",
            "A internet cai quando o telefone sem fio toca.",
        ),
        _NO_TELEFONE,
        _NA_VISITA,
    ),
    Assunto(
        "TÉCNICO - CONEXÃO LENTA",
        "SUPORTE TÉCNICO",
        (
            "Velocidade muito abaixo da contratada, também no cabo.",
            "Vídeos travam no quarto dos fundos.",
            "Jogos com atraso alto depois das 19 horas.",
        ),
        _NO_TELEFONE,
        _NA_VISITA,
    ),
    Assunto(
        "TÉCNICO - SEM CONEXÃO",
        "SUPORTE TÉCNICO",
        (
            "Sem internet desde a manhã; luz LOS vermelha na ONU.",
            "Caminhão arrebentou o cabo na frente da casa.",
            "Roteador não liga mais depois da queda de energia.",
        ),
        _NO_TELEFONE,
        _NA_VISITA,
    ),
)
# Those that are solved where they arrive.
DE_BALCAO = (
    Assunto(
        "FINANCEIRO - SEGUNDA VIA",
        "FINANCEIRO",
        ("Não recebeu o boleto deste mês.", "Pede a segunda via por e-mail.", "Boleto veio com o vencimento antigo."),
        ("E-mail do cadastro conferido com o cliente.",),
        ("Segunda via enviada por e-mail.", "Código de barras informado pelo telefone."),
    ),
    Assunto(
        "FINANCEIRO - NEGOCIAÇÃO",
        "FINANCEIRO",
        ("Quer parcelar as duas faturas em atraso.", "Pede para mudar o vencimento para o dia 20."),
        ("Proposta enviada; aguardando a resposta do cliente.",),
        ("Acordo feito em duas parcelas.", "Vencimento alterado a partir do próximo mês."),
    ),
    Assunto(
        "COMERCIAL - TROCA DE PLANO",
        "COMERCIAL",
        ("Quer um plano mais rápido para trabalhar em casa.", "Pergunta o valor do plano seguinte."),
        ("Planos disponíveis no endereço informados ao cliente.",),
        ("Plano será trocado na próxima fatura.", "Cliente vai pensar e retorna."),
    ),
    Assunto(
        "SAC",
        "SUPORTE TÉCNICO",
        (
            "Pergunta como trocar a senha do Wi-Fi.",
            "Quer saber se há manutenção marcada no bairro.",
            "Elogia o atendimento do técnico.",
        ),
        ("Passo a passo enviado pelo WhatsApp.",),
        ("Dúvida esclarecida.", "Orientado pelo telefone, com sucesso."),
    ),
)


@dataclass(frozen=True)
class Classificacoes:
    """The rows by which the demonstration classifies its tickets and orders, by name."""

    tipos: Mapping[str, TipoAtendimento]
    setores: Mapping[str, Setor]
    origens: list[OrigemContato]
    motivos: Mapping[str, MotivoFechamento]
    suporte: TipoOrdemServico
    instalacao: TipoOrdemServico

    @classmethod
    def criar(cls) -> "Classificacoes":
        """Write those that are missing; the documentation and the migrations bring the others."""
        TipoAtendimento.objects.bulk_create(TipoAtendimento(descricao=nome, prazo_minutos=prazo) for nome, prazo in _TIPOS)
        TipoOrdemServico.objects.create(descricao="RETIRADA DE EQUIPAMENTO")
        motivos = MotivoFechamento.objects.bulk_create(MotivoFechamento(descricao=nome) for nome in _MOTIVOS)
        return cls(
            tipos={tipo.descricao: tipo for tipo in TipoAtendimento.objects.all()},
            setores={setor.descricao: setor for setor in Setor.objects.all()},
            origens=OrigemContato.objects.bulk_create(OrigemContato(descricao=nome) for nome in _ORIGENS),
            motivos={motivo.descricao: motivo for motivo in motivos},
            suporte=TipoOrdemServico.objects.get(descricao="SUPORTE"),
            instalacao=TipoOrdemServico.objects.get(prefixo=TipoOrdemServico.INSTALACAO),
        )

    def desfecho(self, texto: str, *, concluido: bool, com_visita: bool = False) -> Desfecho:
        """How a ticket ends."""
        resolvido = "RESOLVIDO EM VISITA TÉCNICA" if com_visita else "RESOLVIDO PELO TELEFONE"
        motivo = self.motivos[resolvido if concluido else "DESISTÊNCIA DO CLIENTE"]
        return Desfecho(descricao=texto, concluido=concluido, motivo=motivo)
