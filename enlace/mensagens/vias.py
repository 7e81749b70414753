"""Which way out there is for a message; none is a refusal."""

from enlace.core.errors import RuleRefused
from enlace.mensagens.models import ConfiguracaoPush, Dispositivo, GatewaySms, ServidorEmail


class SemServidorDeEmail(RuleRefused):
    """No e-mail server is the one that the API uses."""

    mensagem = "Nenhum servidor de e-mail está configurado para uso pela API."


class SemGatewayDeSms(RuleRefused):
    """No gateway is active."""

    mensagem = "Nenhum gateway de SMS está ativo."


class SemPush(RuleRefused):
    """Notifications were never configured."""

    mensagem = "As notificações não estão configuradas."


def servidor_da_api() -> ServidorEmail:
    """The server by which e-mails leave. Raises SemServidorDeEmail."""
    servidor = ServidorEmail.objects.filter(usado_pela_api=True, ativo=True).first()
    if servidor is None:
        raise SemServidorDeEmail
    return servidor


def gateway_ativo() -> GatewaySms:
    """The gateway by which SMS leave. Raises SemGatewayDeSms."""
    gateway = GatewaySms.objects.filter(ativo=True).first()
    if gateway is None:
        raise SemGatewayDeSms
    return gateway


def push_configurado(tipo: str | None = None) -> ConfiguracaoPush:
    """What notifications need: for one kind of device (`Dispositivo.Tipo`), or for any. Raises SemPush."""
    push = ConfiguracaoPush.objects.first()
    if push is None:
        raise SemPush
    tem = {Dispositivo.Tipo.WEBPUSH.value: bool(push.chave_privada), Dispositivo.Tipo.FCM.value: bool(push.fcm_conta_servico)}
    if not (any(tem.values()) if tipo is None else tem.get(tipo)):
        raise SemPush
    return push
