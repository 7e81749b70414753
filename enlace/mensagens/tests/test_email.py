"""E-mail against a real SMTP server."""

import logging
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from enlace.mensagens.entrega import Rede
from enlace.mensagens.envio import enviar
from enlace.mensagens.models import Estado, Mensagem, MensagemAnexo, ServidorEmail
from enlace.mensagens.saida import Anexo
from enlace.mensagens.tests.fabrica import AGORA, tentativas, um_servidor, uma_mensagem
from enlace.mensagens.tests.servidor_smtp import Certificado, ServidorSmtp, servidor_smtp, um_certificado

pytestmark = pytest.mark.django_db

SENHA = "senha-muito-secreta"
DEPRESSA = Rede(conectar=5, ler=5, responder=0.3)


@pytest.fixture
def smtp() -> Iterator[ServidorSmtp]:
    with servidor_smtp() as servidor:
        um_servidor(servidor.porta)
        yield servidor


@pytest.fixture
def certificado(tmp_path: Path) -> Certificado:
    return um_certificado(tmp_path)


def enviada(mensagem: Mensagem, rede: Rede = DEPRESSA) -> Mensagem:
    enviar(mensagem.pk, agora=AGORA, rede=rede)
    mensagem.refresh_from_db()
    return mensagem


def test_mensagem_chega_com_texto_html_e_anexo(smtp: ServidorSmtp) -> None:
    mensagem = uma_mensagem(
        assunto="Fatura de Março: Conceição",
        texto="Olá, Conceição.\n.uma linha com ponto\n.",
        html="<p>Olá, <b>Conceição</b>.</p>",
        anexos=(Anexo("fatura março.pdf", "application/pdf", b"%PDF-1.7\r\n\x00\xff"),),
    )

    enviada(mensagem)

    [recebida] = smtp.recebidas
    carta = recebida.carta
    assert (recebida.de, recebida.para) == ("cobranca@provedor.test", ["maria@exemplo.test"])
    assert carta["From"] == "Provedor São João <cobranca@provedor.test>"
    assert carta["To"] == "maria@exemplo.test"
    assert carta["Subject"] == "Fatura de Março: Conceição"
    assert carta["Message-ID"] == f"<{mensagem.uuid_mensagem}@provedor.test>"
    assert carta["Date"].datetime == AGORA
    texto, html = carta.get_body(("plain",)), carta.get_body(("html",))
    assert texto
    assert html
    assert texto.get_content().splitlines() == ["Olá, Conceição.", ".uma linha com ponto", "."]
    assert html.get_content().strip() == "<p>Olá, <b>Conceição</b>.</p>"
    [anexo] = carta.iter_attachments()
    assert (anexo.get_filename(), anexo.get_content_type()) == ("fatura março.pdf", "application/pdf")
    assert anexo.get_content() == b"%PDF-1.7\r\n\x00\xff"
    assert recebida.bruta.isascii()


def test_depois_de_enviada_nao_ha_mais_anexo_nem_segundo_envio(smtp: ServidorSmtp) -> None:
    mensagem = enviada(uma_mensagem(anexos=(Anexo("a.pdf", "application/pdf", b"1"),)))

    enviada(mensagem)

    assert mensagem.estado == Estado.ENVIADA
    assert mensagem.enviada_em
    assert AGORA <= mensagem.enviada_em < AGORA + timedelta(minutes=1)
    assert mensagem.resposta == "250 Message accepted"
    assert tentativas(mensagem) == [("entrega", "enviada")]
    assert MensagemAnexo.objects.count() == 0
    assert len(smtp.recebidas) == 1


def test_starttls_com_senha(certificado: Certificado) -> None:
    with servidor_smtp(starttls=certificado.servidor, senha=SENHA) as smtp:
        um_servidor(smtp.porta, seguranca="starttls", usuario="provedor", senha=SENHA)

        mensagem = enviada(uma_mensagem(), Rede(certificados=certificado.arquivo))

    assert mensagem.estado == Estado.ENVIADA
    assert len(smtp.recebidas) == 1


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
def test_tls_desde_o_inicio_com_senha(certificado: Certificado) -> None:
    with servidor_smtp(implicita=certificado.servidor, senha=SENHA) as smtp:
        um_servidor(smtp.porta, seguranca="implicita", usuario="provedor", senha=SENHA)

        mensagem = enviada(uma_mensagem(), Rede(certificados=certificado.arquivo))

    assert mensagem.estado == Estado.ENVIADA
    assert len(smtp.recebidas) == 1


@pytest.mark.parametrize("seguranca", ["starttls", "implicita"])
@pytest.mark.parametrize("de_quem", ["desconhecido", "de_outro"])
def test_certificado_desconhecido_ou_de_outro_nao_recebe_nada(seguranca: str, de_quem: str, tmp_path: Path) -> None:
    certificado = um_certificado(tmp_path, nome="127.0.0.2" if de_quem == "de_outro" else "127.0.0.1")
    implicita = certificado.servidor if seguranca == "implicita" else None
    with servidor_smtp(implicita=implicita, starttls=None if implicita else certificado.servidor) as smtp:
        um_servidor(smtp.porta, seguranca=seguranca)

        mensagem = enviada(uma_mensagem(), Rede(certificados=certificado.arquivo if de_quem == "de_outro" else None))

    assert smtp.recebidas == []
    assert mensagem.estado == Estado.PENDENTE
    assert tentativas(mensagem) == [("antes", "adiada")]
    assert ServidorEmail.objects.get().ultimo_erro == "O certificado do servidor não foi aceito."


def test_servidor_que_nao_oferece_starttls_nao_recebe_nada(smtp: ServidorSmtp) -> None:
    ServidorEmail.objects.update(seguranca="starttls")

    mensagem = enviada(uma_mensagem())

    assert smtp.recebidas == []
    assert mensagem.estado == Estado.PENDENTE


def test_senha_recusada_espera_e_aparece_no_servidor_sem_a_senha(
    certificado: Certificado, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with servidor_smtp(starttls=certificado.servidor, senha=SENHA) as smtp:
        servidor = um_servidor(smtp.porta, seguranca="starttls", usuario="provedor", senha=f"{SENHA}-velha")

        mensagem = enviada(uma_mensagem(), Rede(certificados=certificado.arquivo))

    servidor.refresh_from_db()
    assert mensagem.estado == Estado.PENDENTE
    assert mensagem.falhas == 0
    assert servidor.ultimo_erro == "O servidor recusou o usuário ou a senha (535)."
    assert servidor.ultimo_erro_em
    escrito = str([*mensagem.historico.values(), mensagem.resposta, servidor.ultimo_erro])
    assert SENHA not in escrito
    assert SENHA not in "".join(m for m in caplog.messages if "enlace" in m)


def test_servidor_com_erro_e_deixado_em_paz_e_o_envio_seguinte_apaga_o_erro(smtp: ServidorSmtp) -> None:
    smtp.ao_mail = "550 5.7.1 Sender refused"
    primeira = enviada(uma_mensagem())
    smtp.ao_mail = "250 OK"
    segunda = enviada(uma_mensagem(destino="joao@exemplo.test"))

    assert (segunda.estado, segunda.tentativas) == (Estado.PENDENTE, 0)
    assert segunda.resposta == "550 5.7.1 Sender refused"
    enviar(segunda.pk, agora=AGORA + timedelta(minutes=3), rede=DEPRESSA)

    assert [recebida.para for recebida in smtp.recebidas] == [["joao@exemplo.test"]]
    assert ServidorEmail.objects.get().ultimo_erro == ""
    assert primeira.estado == Estado.PENDENTE


@pytest.mark.parametrize(("rcpt", "data"), [("550 5.1.1 No such user", "250 OK"), ("250 OK", "554 5.7.1 Spam")])
def test_recusa_definitiva_e_o_fim(smtp: ServidorSmtp, rcpt: str, data: str) -> None:
    smtp.ao_rcpt, smtp.ao_data = rcpt, data

    mensagem = enviada(uma_mensagem(anexos=(Anexo("a.pdf", "application/pdf", b"1"),)))

    assert mensagem.estado == Estado.FALHOU
    assert mensagem.resposta in {rcpt, data}
    assert mensagem.finalizada_em
    assert MensagemAnexo.objects.count() == 0
    assert ServidorEmail.objects.get().ultimo_erro == ""


@pytest.mark.parametrize(("rcpt", "data"), [("450 4.2.1 Try later", "250 OK"), ("250 OK", "451 4.3.0 Busy")])
def test_recusa_passageira_volta_mais_tarde(smtp: ServidorSmtp, rcpt: str, data: str) -> None:
    smtp.ao_rcpt, smtp.ao_data = rcpt, data

    mensagem = enviada(uma_mensagem())

    assert (mensagem.estado, mensagem.falhas) == (Estado.PENDENTE, 1)
    assert AGORA + timedelta(minutes=1) <= mensagem.proxima_tentativa <= AGORA + timedelta(minutes=1.3)

    smtp.ao_rcpt, smtp.ao_data = "250 OK", "250 OK"
    enviar(mensagem.pk, agora=mensagem.proxima_tentativa, rede=DEPRESSA)

    mensagem.refresh_from_db()
    assert mensagem.estado == Estado.ENVIADA
    assert len(smtp.recebidas) == 1


def test_as_pausas_crescem_e_um_dia_acabam(smtp: ServidorSmtp) -> None:
    smtp.ao_rcpt = "450 4.2.1 Try later"
    mensagem = uma_mensagem(validade=AGORA + timedelta(days=7))
    quando, pausas = AGORA, []

    for _ in range(7):
        enviar(mensagem.pk, agora=quando, rede=DEPRESSA)
        mensagem.refresh_from_db()
        pausas.append(round((mensagem.proxima_tentativa - quando) / timedelta(minutes=1)))
        quando = mensagem.proxima_tentativa

    assert mensagem.estado == Estado.FALHOU
    assert all(minimo <= pausa <= minimo * 1.2 + 1 for minimo, pausa in zip([1, 5, 15, 60, 180, 360], pausas[:6], strict=True))
    assert mensagem.historico.count() == 7


def test_silencio_depois_do_conteudo_e_duvida_e_a_segunda_tem_a_mesma_identidade(smtp: ServidorSmtp) -> None:
    smtp.calar = True
    mensagem = enviada(uma_mensagem())
    assert tentativas(mensagem) == [("entrega", "duvidosa")]
    assert mensagem.estado == Estado.PENDENTE

    smtp.calar = False
    enviar(mensagem.pk, agora=mensagem.proxima_tentativa, rede=DEPRESSA)

    # Doubled, as the documentation says; never lost.
    primeira, segunda = smtp.recebidas
    assert primeira.carta["Message-ID"] == segunda.carta["Message-ID"]
    assert primeira.carta["Date"] == segunda.carta["Date"]
    assert tentativas(mensagem) == [("entrega", "duvidosa"), ("entrega", "enviada")]


def test_conexao_que_cai_depois_do_conteudo_e_duvida(smtp: ServidorSmtp) -> None:
    smtp.cair = True

    mensagem = enviada(uma_mensagem())

    assert tentativas(mensagem) == [("entrega", "duvidosa")]
    assert mensagem.resposta == "O servidor encerrou a conexão."


def test_silencio_antes_do_conteudo_nao_e_duvida(smtp: ServidorSmtp) -> None:
    smtp.parar_em = "RCPT"

    mensagem = enviada(uma_mensagem(), Rede(ler=0.3))

    assert tentativas(mensagem) == [("antes", "adiada")]
    assert smtp.recebidas == []


def test_servidor_fora_do_ar_nao_conta_contra_a_mensagem(smtp: ServidorSmtp) -> None:
    ServidorEmail.objects.update(porta=1)

    mensagem = enviada(uma_mensagem())

    assert (mensagem.estado, mensagem.falhas) == (Estado.PENDENTE, 0)
    assert mensagem.resposta == "Não foi possível conectar ao servidor."
    assert smtp.recebidas == []


def test_sem_servidor_a_mensagem_espera() -> None:
    mensagem = enviada(uma_mensagem())

    assert (mensagem.estado, mensagem.tentativas) == (Estado.PENDENTE, 0)
    assert mensagem.resposta == "Nenhum servidor de e-mail está configurado para uso pela API."
    assert mensagem.proxima_tentativa == AGORA + timedelta(minutes=15)


def test_mensagem_que_passou_da_validade_expira_sem_sair(smtp: ServidorSmtp) -> None:
    mensagem = enviada(uma_mensagem(validade=AGORA))

    assert mensagem.estado == Estado.EXPIRADA
    assert smtp.conexoes == 0


def test_antes_da_vez_nada_sai(smtp: ServidorSmtp) -> None:
    mensagem = uma_mensagem()
    Mensagem.objects.update(proxima_tentativa=AGORA + timedelta(minutes=5))

    enviada(mensagem)

    assert smtp.conexoes == 0
    assert mensagem.estado == Estado.PENDENTE
