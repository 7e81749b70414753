"""The texts with which a provider begins. Each line with places of which none has a value is left out (`preenchimento.py`)."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_ASSINATURA = "{provedor_nome}"


def _pagina(*blocos: str) -> str:
    corpo = "\n".join(blocos)
    return f"""<div style="max-width:600px;margin:0 auto;padding:24px;font-family:Arial,Helvetica,sans-serif;font-size:16px;line-height:1.5;color:#1f2937">
<p style="margin:0 0 16px">Olá, {{primeiro_nome}}.</p>
{corpo}
<p style="margin:24px 0 0">Atenciosamente,<br>{{provedor_nome}}</p>
<p style="margin:24px 0 0;font-size:12px;color:#6b7280">Mensagem automática. Código do cliente: {{cliente_codigo}}</p>
</div>"""


def _p(texto: str) -> str:
    return f'<p style="margin:0 0 16px">{texto}</p>'


def _codigo(titulo: str, campo: str) -> str:
    estilo = "margin:0 0 16px;padding:12px;background:#f3f4f6;border-radius:6px;font-family:monospace;font-size:14px;word-break:break-all"
    return f'<p style="{estilo}"><strong>{titulo}</strong><br>{{{campo}}}</p>'


def _botao(texto: str) -> str:
    estilo = "display:inline-block;padding:12px 20px;background:#0369a1;color:#ffffff;text-decoration:none;border-radius:6px"
    return f'<p style="margin:0 0 16px"><a href="{{link}}" style="{estilo}">{texto}</a></p>'


def _linhas(*linhas: str) -> str:
    return "\n".join(["Olá, {primeiro_nome}.", "", *linhas, "", "Atenciosamente,", _ASSINATURA])


MODELOS = {
    "fatura_email": (
        "Fatura, por e-mail",
        "email",
        "Fatura {fatura_numero} de {provedor_nome}: {valor}, vence em {vencimento}",
        _linhas(
            "Sua fatura {fatura_numero} está pronta.",
            "",
            "Valor: {valor}",
            "Vencimento: {vencimento}",
            "Referência: {mes_referencia}",
            "Linha digitável: {linha_digitavel}",
            "Pix copia e cola: {pix_copia_cola}",
            "Ver a fatura: {link}",
        ),
        _pagina(
            _p("Sua fatura <strong>{fatura_numero}</strong> está pronta."),
            _p("Valor: <strong>{valor}</strong><br>Vencimento: <strong>{vencimento}</strong>"),
            _p("Referência: {mes_referencia}"),
            _codigo("Linha digitável", "linha_digitavel"),
            _codigo("Pix copia e cola", "pix_copia_cola"),
            _botao("Ver a fatura"),
        ),
    ),
    "fatura_sms": (
        "Fatura, por SMS",
        "sms",
        "",
        "{provedor_nome}: fatura de {valor}, vence em {vencimento}. {link}",
        "",
    ),
    "fatura_push": (
        "Fatura, por notificação",
        "push",
        "Sua fatura chegou",
        "{valor}, com vencimento em {vencimento}.",
        "",
    ),
    "aviso_debito_email": (
        "Aviso de débito, por e-mail",
        "email",
        "Aviso de débito: pague até {data_suspensao} para não ficar sem internet",
        _linhas(
            "Não identificamos o pagamento do que segue.",
            "",
            "Motivo deste aviso: a fatura {fatura_numero}, vencida em {vencimento}, não foi paga.",
            "Serviço: {servico}",
            "Mês de referência: {meses_referencia}",
            "Valor em débito: {valor_total}",
            "Linha digitável: {linha_digitavel}",
            "Pix copia e cola: {pix_copia_cola}",
            "Ver a fatura: {link}",
            "",
            "Sem o pagamento, o serviço poderá ser suspenso a partir de {data_suspensao}.",
            "Continuando suspenso, o contrato poderá ser rescindido a partir de {data_rescisao}.",
            "Depois do pagamento, o serviço volta em até um dia, sem taxa de religação.",
            "",
            "Se o pagamento já foi feito, desconsidere este aviso. Se discorda do valor, fale conosco.",
        ),
        _pagina(
            _p("Não identificamos o pagamento do que segue."),
            _p("Motivo deste aviso: a fatura {fatura_numero}, <strong>vencida em {vencimento}</strong>, não foi paga."),
            _p("Serviço: {servico}"),
            _p("Mês de referência: <strong>{meses_referencia}</strong><br>Valor em débito: <strong>{valor_total}</strong>"),
            _codigo("Linha digitável", "linha_digitavel"),
            _codigo("Pix copia e cola", "pix_copia_cola"),
            _botao("Ver a fatura"),
            _p("Sem o pagamento, o serviço poderá ser suspenso a partir de <strong>{data_suspensao}</strong>."),
            _p("Continuando suspenso, o contrato poderá ser rescindido a partir de <strong>{data_rescisao}</strong>."),
            _p("Depois do pagamento, o serviço volta em até um dia, sem taxa de religação."),
            _p("Se o pagamento já foi feito, desconsidere este aviso. Se discorda do valor, fale conosco."),
        ),
    ),
    "aviso_debito_sms": (
        "Aviso de débito, por SMS",
        "sms",
        "",
        "{provedor_nome}: debito de {valor_total} ref. {meses_referencia}. Sem pagamento, suspensao em {data_suspensao}. {link}",
        "",
    ),
    "aviso_debito_push": (
        "Aviso de débito, por notificação",
        "push",
        "Fatura em atraso",
        "Débito de {valor_total}, referente a {meses_referencia}. Pague até {data_suspensao} para não ter o serviço suspenso.",
        "",
    ),
    "suspensao_email": (
        "Suspensão do serviço, por e-mail",
        "email",
        "Seu serviço foi suspenso por débito",
        _linhas(
            "Seu serviço foi suspenso, como avisado, porque não identificamos o pagamento do débito.",
            "",
            "Serviço: {servico}",
            "Mês de referência: {meses_referencia}",
            "Valor em débito: {valor_total}",
            "Pix copia e cola: {pix_copia_cola}",
            "Pagar: {link}",
            "",
            "Depois do pagamento, o serviço volta em até um dia, sem taxa de religação.",
            "Continuando suspenso, o contrato poderá ser rescindido a partir de {data_rescisao}.",
        ),
        _pagina(
            _p("Seu serviço foi suspenso, como avisado, porque não identificamos o pagamento do débito."),
            _p("Serviço: {servico}"),
            _p("Mês de referência: <strong>{meses_referencia}</strong><br>Valor em débito: <strong>{valor_total}</strong>"),
            _codigo("Pix copia e cola", "pix_copia_cola"),
            _botao("Pagar"),
            _p("Depois do pagamento, o serviço volta em até um dia, sem taxa de religação."),
            _p("Continuando suspenso, o contrato poderá ser rescindido a partir de <strong>{data_rescisao}</strong>."),
        ),
    ),
    "suspensao_sms": (
        "Suspensão do serviço, por SMS",
        "sms",
        "",
        "{provedor_nome}: servico suspenso por debito de {valor_total}. Pague e ele volta em ate 1 dia, sem taxa. {link}",
        "",
    ),
    "restabelecimento_email": (
        "Restabelecimento do serviço, por e-mail",
        "email",
        "Seu serviço está de volta",
        _linhas(
            "Recebemos o pagamento. Seu serviço foi restabelecido.",
            "",
            "Serviço: {servico}",
            "",
            "Se a conexão não voltar em alguns minutos, desligue o roteador da tomada e ligue de novo. Obrigado.",
        ),
        _pagina(
            _p("Recebemos o pagamento. Seu serviço foi <strong>restabelecido</strong>."),
            _p("Serviço: {servico}"),
            _p("Se a conexão não voltar em alguns minutos, desligue o roteador da tomada e ligue de novo. Obrigado."),
        ),
    ),
    "restabelecimento_sms": (
        "Restabelecimento do serviço, por SMS",
        "sms",
        "",
        "{provedor_nome}: pagamento recebido, servico restabelecido. Se nao voltar, religue o roteador. Obrigado.",
        "",
    ),
}


def inserir(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001 - Django's signature
    modelo = apps.get_model("mensagens", "ModeloMensagem")
    modelo.objects.bulk_create(
        [
            modelo(chave=chave, descricao=descricao, canal=canal, assunto=assunto, texto=texto, html=html)
            for chave, (descricao, canal, assunto, texto, html) in MODELOS.items()
        ],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("mensagens", "0001_initial")]
    operations = [migrations.RunPython(inserir, migrations.RunPython.noop)]
