"""Pages of the outbox and of the ways out."""

import json
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from enlace.auditoria.models import Registro
from enlace.core.datas import agora
from enlace.mensagens.models import ConfiguracaoPush, GatewaySms, Mensagem, ModeloMensagem, ServidorEmail
from enlace.mensagens.sms.predefinicoes import PREDEFINICOES
from enlace.mensagens.tests.servidor_smtp import ServidorSmtp, servidor_smtp
from enlace.painel.conftest import SEGREDOS_DAS_MENSAGENS, Mundo

pytestmark = pytest.mark.django_db

SERVIDOR = {
    "nome": "Principal",
    "ativo": "on",
    "host": "smtp.exemplo.test",
    "porta": "587",
    "seguranca": "starttls",
    "usuario": "provedor",
    "senha": "",
    "remetente_nome": "Provedor",
    "remetente_email": "p@exemplo.test",
    "responder_para": "",
    "intervalo_minimo": "0",
    "limite_diario": "",
}


def ficha(linha: ServidorEmail | GatewaySms | ConfiguracaoPush | ModeloMensagem, *, pagina: str = "change") -> str:
    return reverse(f"admin:mensagens_{linha._meta.model_name}_{pagina}", args=[linha.pk])


@pytest.fixture
def servidor(mundo: Mundo) -> ServidorEmail:
    ServidorEmail.objects.update(usuario="provedor", ultimo_erro="Senha recusada.", ultimo_erro_em=agora(), pausado_ate=agora())
    return ServidorEmail.objects.get(pk=mundo[ServidorEmail].pk)


@pytest.fixture
def smtp() -> Iterator[ServidorSmtp]:
    with servidor_smtp() as ligado:
        yield ligado


def test_servidor_guardado_sem_senha_digitada_fica_com_a_que_tem_e_e_tentado_de_novo(
    painel: Client, servidor: ServidorEmail
) -> None:
    resposta = painel.post(ficha(servidor), {**SERVIDOR, "intervalo_minimo": "5"})

    servidor.refresh_from_db()
    assert resposta.status_code == 302
    assert servidor.intervalo_minimo == 5
    assert servidor.senha == SEGREDOS_DAS_MENSAGENS[0]
    assert (servidor.ultimo_erro, servidor.pausado_ate) == ("", None)


@pytest.mark.parametrize("mudanca", [{"host": "ladrao.test"}, {"porta": "2525"}, {"seguranca": "implicita"}])
def test_a_senha_guardada_nao_vai_para_outro_servidor(painel: Client, servidor: ServidorEmail, mudanca: dict[str, str]) -> None:
    recusada = painel.post(ficha(servidor), {**SERVIDOR, **mudanca})
    servidor.refresh_from_db()
    assert recusada.status_code == 200
    assert servidor.host == "smtp.exemplo.test"

    aceita = painel.post(ficha(servidor), {**SERVIDOR, **mudanca, "senha": "outra-senha"})

    servidor.refresh_from_db()
    assert aceita.status_code == 302
    assert servidor.senha == "outra-senha"
    assert "outra-senha" not in str(list(Registro.objects.values_list("antes", "depois")))


def test_usuario_e_senha_sem_protecao_sao_recusados(painel: Client, servidor: ServidorEmail) -> None:
    resposta = painel.post(ficha(servidor), {**SERVIDOR, "seguranca": "nenhuma", "senha": "outra-senha"})

    assert "Usuário e senha só com STARTTLS ou TLS." in resposta.content.decode()


def test_dois_servidores_da_api_sao_recusados_com_uma_frase(painel: Client, servidor: ServidorEmail) -> None:
    ServidorEmail.objects.create(nome="Outro", host="outro.test", remetente_email="p@exemplo.test", usado_pela_api=True)

    resposta = painel.post(ficha(servidor), {**SERVIDOR, "usado_pela_api": "on"})

    assert "Outro servidor já é o usado pela API." in resposta.content.decode()


def test_testar_pergunta_e_depois_conecta(painel: Client, servidor: ServidorEmail, smtp: ServidorSmtp) -> None:
    ServidorEmail.objects.update(host="127.0.0.1", porta=smtp.porta, seguranca="nenhuma", usuario="", senha="")
    pagina = ficha(servidor, pagina="testar")

    assert painel.get(pagina).status_code == 200
    assert smtp.conexoes == 0
    resposta = painel.post(pagina, follow=True)

    assert smtp.conexoes == 1
    assert smtp.recebidas == []
    assert "O servidor respondeu" in resposta.content.decode()


def test_testar_um_servidor_fora_do_ar_diz_o_que_houve(painel: Client, servidor: ServidorEmail) -> None:
    ServidorEmail.objects.update(host="127.0.0.1", porta=1)

    resposta = painel.post(ficha(servidor, pagina="testar"), follow=True)

    assert "Não foi possível conectar ao servidor." in resposta.content.decode()


@pytest.mark.parametrize("chave", PREDEFINICOES)
def test_predefinicao_preenche_o_formulario(painel: Client, chave: str) -> None:
    resposta = painel.get(reverse("admin:mensagens_gatewaysms_add"), {"predefinicao": chave})

    assert resposta.context["adminform"].form["url"].value() == PREDEFINICOES[chave].url


def test_o_token_guardado_nao_vai_para_outro_gateway(painel: Client, mundo: Mundo) -> None:
    gateway = GatewaySms.objects.get(pk=mundo[GatewaySms].pk)
    formulario = {
        "nome": "Gateway",
        "metodo": "POST",
        "url": "https://ladrao.test/",
        "tipo_do_corpo": "json",
        "corpo": "{}",
        "cabecalhos": "{}",
        "status_de_sucesso": "200",
        "senha": "x",
    }

    resposta = painel.post(ficha(gateway), formulario)

    gateway.refresh_from_db()
    assert resposta.status_code == 200
    assert gateway.url == "https://sms.exemplo.test/"


def test_gerar_chaves_pergunta_e_deixa_rastro_sem_a_privada(painel: Client, mundo: Mundo) -> None:
    push = ConfiguracaoPush.objects.get(pk=mundo[ConfiguracaoPush].pk)
    pagina = ficha(push, pagina="trocar_chaves")

    assert painel.get(pagina).status_code == 200
    painel.post(pagina)

    push.refresh_from_db()
    assert len(push.chave_publica) == 87
    assert len(push.chave_privada) == 43
    assert push.chave_privada not in str(list(Registro.objects.values_list("antes", "depois")))
    assert Registro.objects.filter(acao="gerar_chaves").count() == 1


@pytest.mark.parametrize("conta", ["{", json.dumps({"project_id": "provedor-1", "private_key": "x"})])
def test_arquivo_que_nao_e_conta_de_servico_e_recusado(painel: Client, mundo: Mundo, conta: str) -> None:
    push = ConfiguracaoPush.objects.get(pk=mundo[ConfiguracaoPush].pk)

    resposta = painel.post(ficha(push), {"contato": "", "fcm_conta_servico": conta})

    assert "Não é o arquivo JSON de uma conta de serviço" in resposta.content.decode()


def test_texto_com_campo_desconhecido_volta_com_a_frase(painel: Client, mundo: Mundo) -> None:
    modelo = ModeloMensagem.objects.get(pk=mundo[ModeloMensagem].pk)

    resposta = painel.post(ficha(modelo), {"assunto": "Fatura", "texto": "{senha}", "html": ""})

    assert "O campo {senha} não existe aqui." in resposta.content.decode()


@pytest.mark.parametrize("termo", ["MARIA@exemplo.test", "fatura:7", "{codigo}"])
def test_mensagem_se_acha_por_endereco_assunto_interno_ou_cliente(painel: Client, mundo: Mundo, termo: str) -> None:
    mensagem = Mensagem.objects.get(pk=mundo[Mensagem].pk)
    Mensagem.objects.update(referencia="fatura:7")
    assert mensagem.cliente

    resposta = painel.get(
        reverse("admin:mensagens_mensagem_changelist"), {"q": termo.format(codigo=mensagem.cliente.codigo_cliente)}
    )

    assert list(resposta.context["cl"].result_list) == [mensagem]


def test_a_ficha_da_mensagem_mostra_as_tentativas(painel: Client, mundo: Mundo) -> None:
    mensagem = mundo[Mensagem]

    corpo = painel.get(reverse("admin:mensagens_mensagem_change", args=[mensagem.pk])).content.decode()

    assert "Antes da entrega" in corpo


def test_a_ficha_da_mensagem_mostra_as_linhas_do_texto_e_nenhuma_marcacao_dele(painel: Client, mundo: Mundo) -> None:
    Mensagem.objects.update(texto="Olá, Maria.\n<b>Sua fatura</b> venceu.")

    corpo = painel.get(reverse("admin:mensagens_mensagem_change", args=[mundo[Mensagem].pk])).content.decode()

    assert "Olá, Maria.<br>&lt;b&gt;Sua fatura&lt;/b&gt; venceu." in corpo


def test_lista_vazia_que_ninguem_preenche_nao_manda_incluir(painel: Client) -> None:
    corpo = painel.get(reverse("admin:mensagens_mensagem_changelist")).content.decode()

    assert "Não há nada para mostrar." in corpo
    assert "Inclua" not in corpo
