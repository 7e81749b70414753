from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import DjangoAssertNumQueries

from enlace.core.tests.concorrencia import ao_mesmo_tempo
from enlace.mensagens.destinos import DestinoInvalido, dispositivos_de, normalizar_email, normalizar_telefone
from enlace.mensagens.models import Canal, Estado, Mensagem, MensagemAnexo
from enlace.mensagens.saida import Anexo, desistir, enfileirar
from enlace.mensagens.tests.fabrica import AGORA, um_cliente, um_navegador, um_pedido, uma_mensagem

PDF = Anexo("fatura.pdf", "application/pdf", b"%PDF-1.7")


def tarefas() -> list[dict[str, object]]:
    return list(ProcrastinateJob.objects.filter(task_name="mensagens.enviar", status="todo").values_list("args", flat=True))


@pytest.mark.django_db
def test_mensagem_e_sua_tarefa_sao_escritas_juntas() -> None:
    [mensagem] = enfileirar([um_pedido(anexos=(PDF,))], agora=AGORA)

    mensagem.refresh_from_db()
    assert mensagem.estado == Estado.PENDENTE
    assert mensagem.proxima_tentativa == AGORA
    assert bytes(mensagem.anexos.get().conteudo) == b"%PDF-1.7"
    assert tarefas() == [{"id_mensagem": mensagem.pk}]
    assert ProcrastinateJob.objects.get(task_name="mensagens.enviar").pk == mensagem.id_tarefa


@pytest.mark.django_db
def test_transacao_desfeita_nao_deixa_mensagem_nem_tarefa() -> None:
    with transaction.atomic():
        uma_mensagem()
        transaction.set_rollback(True)

    assert Mensagem.objects.count() == 0
    assert tarefas() == []


@pytest.mark.django_db
@pytest.mark.parametrize("outra", ["maria@exemplo.test", "maria@EXEMPLO.TEST", "Maria@exemplo.test", " maria@exemplo.test "])
def test_o_mesmo_pedido_para_o_mesmo_endereco_e_uma_mensagem_so(outra: str) -> None:
    primeira = uma_mensagem(anexos=(PDF,))

    segunda = uma_mensagem(destino=outra, anexos=(PDF,))

    assert segunda == primeira
    assert MensagemAnexo.objects.count() == 1
    assert len(tarefas()) == 1


@pytest.mark.django_db
def test_repeticao_dentro_da_mesma_lista_e_uma_mensagem_so_e_a_ordem_fica() -> None:
    destinos = ["b@exemplo.test", "a@exemplo.test", "B@exemplo.test"]

    mensagens = enfileirar([um_pedido(destino=destino) for destino in destinos], agora=AGORA)

    assert [m.destino.lower() for m in mensagens] == ["b@exemplo.test", "a@exemplo.test", "b@exemplo.test"]
    assert mensagens[0] == mensagens[2]
    assert Mensagem.objects.count() == 2


@pytest.mark.django_db
def test_outro_pedido_outro_canal_ou_outro_endereco_e_outra_mensagem() -> None:
    uma_mensagem()

    enfileirar(
        [
            um_pedido(requisicao="fatura:123:2"),
            um_pedido(canal=Canal.SMS, destino="37999912222"),
            um_pedido(destino="joao@exemplo.test"),
        ],
        agora=AGORA,
    )

    assert Mensagem.objects.count() == 4


@pytest.mark.django_db
def test_o_banco_recusa_a_segunda_mesmo_escrita_por_fora() -> None:
    mensagem = uma_mensagem()

    mensagem.pk = None
    mensagem.uuid_mensagem = "00000000-0000-4000-8000-000000000001"
    mensagem.destino = "MARIA@exemplo.test"
    with pytest.raises(IntegrityError, match="mensagem_unica_no_pedido"):
        mensagem.save(force_insert=True)


@pytest.mark.usefixtures("fila_confirmada")
def test_dois_ao_mesmo_tempo_com_o_mesmo_pedido_escrevem_uma_mensagem() -> None:
    segunda = ao_mesmo_tempo(uma_mensagem, uma_mensagem)

    assert segunda.exception() is None
    assert segunda.result() == Mensagem.objects.get()
    assert len(tarefas()) == 1


@pytest.mark.django_db
def test_um_destino_ruim_no_meio_e_nada_e_escrito() -> None:
    with pytest.raises(DestinoInvalido):
        enfileirar([um_pedido(), um_pedido(destino="maria.exemplo.test")], agora=AGORA)

    assert Mensagem.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("canal", "destino"),
    [
        (Canal.EMAIL, ""),
        (Canal.EMAIL, "maria@exemplo.test\nBcc: todos@exemplo.test"),
        (Canal.EMAIL, "Maria <maria@exemplo.test>"),
        (Canal.EMAIL, "maria@exemplo.test, joao@exemplo.test"),
        (Canal.EMAIL, f"{'m' * 65}@{'e' * 250}.test"),
        (Canal.SMS, "99991-2222"),
        (Canal.SMS, "0800 123 4567"),
        (Canal.SMS, "379999122223"),
        (Canal.SMS, "maria"),
        (Canal.PUSH, "-1"),
        (Canal.PUSH, "٣"),
    ],
)
def test_destino_ruim_e_recusado(canal: Canal, destino: str) -> None:
    with pytest.raises(DestinoInvalido):
        uma_mensagem(canal=canal, destino=destino)


def test_enderecos_tem_uma_forma() -> None:
    assert normalizar_email(" Maria@München.test ") == "Maria@xn--mnchen-3ya.test"
    assert normalizar_telefone("+55 (37) 99991-2222") == "37999912222"
    assert normalizar_telefone("(37) 3222-1111") == "3732221111"


@pytest.mark.django_db
def test_assunto_nao_ganha_uma_segunda_linha() -> None:
    mensagem = uma_mensagem(assunto="Fatura\r\nBcc: todos@exemplo.test")

    mensagem.refresh_from_db()
    assert mensagem.assunto == "Fatura  Bcc: todos@exemplo.test"


@pytest.mark.django_db
def test_cem_mensagens_custam_poucos_comandos(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    pedidos = [um_pedido(destino=f"cliente{n}@exemplo.test", anexos=(PDF,)) for n in range(100)]

    with django_assert_max_num_queries(12):
        enfileirar(pedidos, agora=AGORA)

    assert len(tarefas()) == 100


@pytest.mark.django_db
def test_desistir_termina_o_que_espera_e_so_isso() -> None:
    paga = uma_mensagem(anexos=(PDF,))
    em_curso = uma_mensagem(destino="joao@exemplo.test")
    Mensagem.objects.filter(pk=em_curso.pk).update(estado=Estado.ENVIANDO)
    outra = uma_mensagem(referencia="fatura:124", destino="ana@exemplo.test")

    assert desistir("fatura:123", motivo="Fatura paga.", agora=AGORA + timedelta(hours=1)) == 1

    paga.refresh_from_db()
    assert (paga.estado, paga.resposta, paga.finalizada_em) == ("desistida", "Fatura paga.", AGORA + timedelta(hours=1))
    assert MensagemAnexo.objects.count() == 0
    assert set(Mensagem.objects.exclude(pk=paga.pk).values_list("estado", flat=True)) == {"enviando", "pendente"}
    assert outra.pk


@pytest.mark.django_db
def test_dispositivos_ativos_o_ultimo_usado_primeiro() -> None:
    maria = um_cliente()
    velho = um_navegador(maria, endpoint="https://push.exemplo.test/1", ultimo_uso=AGORA - timedelta(days=9))
    novo = um_navegador(maria, endpoint="https://push.exemplo.test/2", ultimo_uso=AGORA)
    um_navegador(maria, endpoint="https://push.exemplo.test/3", ultimo_uso=AGORA, ativo=False)

    assert dispositivos_de(maria.pk) == [novo.pk, velho.pk]
