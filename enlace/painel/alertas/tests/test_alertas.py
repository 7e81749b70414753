"""The pages of alerts."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from enlace.auditoria.models import Registro
from enlace.core.datas import agora
from enlace.enderecos.models import Bairro
from enlace.painel.conftest import AGORA, Mundo
from enlace.painel.tests.navegador import formulario
from enlace.rede.models import Pop
from enlace.servicos.models import Alerta, ClienteServico

pytestmark = pytest.mark.django_db

NOVO = reverse("painel:alertas:novo")
LISTA = reverse("painel:alertas:lista")
ESCRITO = {"descricao": "Manutenção", "texto": "Voltamos às 18 h."}


def enviar(painel: Client, endereco: str, **campos: object) -> str:
    resposta = painel.post(endereco, {**formulario(painel, endereco), **campos})
    return resposta.content.decode()


def test_alerta_novo_e_guardado_com_os_alvos_e_na_trilha(painel: Client, mundo: Mundo) -> None:
    pop, bairro = mundo[Pop], mundo[Bairro]

    enviar(painel, NOVO, **ESCRITO, pops=[pop.pk], bairros=[bairro.pk])

    alerta = Alerta.objects.get(descricao="Manutenção")
    assert (list(alerta.pops.all()), list(alerta.bairros.all()), alerta.para_todos) == ([pop], [bairro], False)
    depois = Registro.objects.get(tabela="alerta", chave=str(alerta.pk)).depois
    assert depois is not None
    assert (depois["pops"], depois["texto_alerta"]) == ([pop.pk], "Voltamos às 18 h.")


def test_alerta_para_ninguem_e_recusado_ao_lado_do_campo(painel: Client, mundo: Mundo) -> None:
    resposta = painel.post(NOVO, {**formulario(painel, NOVO), **ESCRITO})

    assert resposta.status_code == 422
    assert "Diga para quem é o alerta" in resposta.content.decode()
    assert Alerta.objects.count() == 1, mundo[Alerta]


def test_fim_antes_do_inicio_e_recusado(painel: Client, mundo: Mundo) -> None:
    pagina = enviar(painel, NOVO, **ESCRITO, para_todos="on", inicio="2026-05-04T12:00", fim="2026-05-04T11:00")

    assert "O fim deve ser depois do início." in pagina
    assert Alerta.objects.count() == 1, mundo[Alerta]


def test_procurar_alvos_mostra_os_achados_e_guarda_o_que_foi_escrito(painel: Client, mundo: Mundo) -> None:
    pagina = enviar(painel, NOVO, **ESCRITO, procurar_em="pops", procurar_por="centr", acao="procurar")

    assert f'name="pops" value="{mundo[Pop].pk}"> POP Central' in pagina
    assert "Voltamos às 18 h." in pagina
    assert "Diga para quem" not in pagina
    assert Alerta.objects.count() == 1


@pytest.mark.parametrize(
    ("onde", "termo", "achado"),
    [
        ("cidades", "divin", "Divinópolis/MG"),
        ("bairros", "", "Centro, Divinópolis/MG"),
        ("equipamentos", "olt", "OLT-01"),
        ("interfaces", "OLT", "OLT-01 gpon 0/1"),
        ("grupos_cliente", "resid", "Residencial"),
        ("clientes", "conceicao", "MARIA DA CONCEIÇÃO"),
        ("pops", "não há", "Nada mais encontrado"),
    ],
)
def test_cada_tipo_de_alvo_se_procura(painel: Client, mundo: Mundo, onde: str, termo: str, achado: str) -> None:
    assert achado in enviar(painel, NOVO, procurar_em=onde, procurar_por=termo, acao="procurar"), mundo[Pop]


def test_previa_diz_quantos_e_quem_antes_de_guardar(painel: Client, mundo: Mundo) -> None:
    pagina = enviar(painel, NOVO, bairros=[mundo[Bairro].pk], acao="ver")

    assert "<strong>1 cliente</strong>" in pagina
    assert "MARIA DA CONCEIÇÃO" in pagina
    assert f'name="bairros" value="{mundo[Bairro].pk}" checked' in pagina


def test_previa_de_ninguem_diz_o_que_fazer(painel: Client) -> None:
    assert "Ninguém ainda" in enviar(painel, NOVO, acao="ver")


def test_chave_que_nao_existe_nao_e_alvo(painel: Client, mundo: Mundo) -> None:
    pagina = enviar(painel, NOVO, **ESCRITO, pops=["999999999", "abc", "9" * 30], acao="ver")

    assert "Nenhum cliente tem serviço" in pagina, mundo[Pop]


def test_alerta_se_muda_e_so_o_que_mudou_vai_para_a_trilha(painel: Client, mundo: Mundo) -> None:
    alerta = mundo[Alerta]

    enviar(painel, reverse("painel:alertas:alerta", args=[alerta.pk]), texto="Fibra emendada.")

    registro = Registro.objects.get(tabela="alerta", acao="alterar")
    assert registro.antes == {"texto_alerta": "Fibra rompida."}
    assert registro.depois == {"texto_alerta": "Fibra emendada."}
    assert Alerta.objects.get(pk=alerta.pk).data_inicio == AGORA


def test_encerrar_pergunta_e_tira_o_alerta_dos_que_valem(painel: Client, mundo: Mundo) -> None:
    encerrar = reverse("painel:alertas:encerrar", args=[mundo[Alerta].pk])

    assert Alerta.objects.vigentes(em=agora()).exists()
    assert "Deixa de ser dito" in painel.get(encerrar).content.decode()
    assert painel.post(encerrar).status_code == 302

    assert Alerta.objects.encerrados(em=agora()).get() == mundo[Alerta]
    assert Registro.objects.get(tabela="alerta", acao="encerrar").depois is not None


def test_encerrar_outra_vez_e_recusado(painel: Client, mundo: Mundo) -> None:
    encerrar = reverse("painel:alertas:encerrar", args=[mundo[Alerta].pk])
    painel.post(encerrar)

    resposta = painel.post(encerrar)

    assert resposta.status_code == 422
    assert "já está encerrado" in resposta.content.decode()


def test_o_que_ainda_nao_comecou_se_encerra_sem_ter_valido(painel: Client, mundo: Mundo) -> None:
    Alerta.objects.update(data_inicio=agora() + timedelta(days=2))

    painel.post(reverse("painel:alertas:encerrar", args=[mundo[Alerta].pk]))

    alerta = Alerta.objects.get()
    assert (alerta.ativo, alerta.data_fim) == (False, None)


def test_copia_traz_texto_e_alvos_e_comeca_agora(painel: Client, mundo: Mundo) -> None:
    Alerta.objects.update(para_todos=False)
    original = Alerta.objects.get()
    original.pops.add(Pop.objects.get())

    campos = formulario(painel, f"{NOVO}?copia={original.pk}")

    assert (campos["texto"], campos["pops"], campos["fim"]) == (["Fibra rompida."], [str(mundo[Pop].pk)], [""])
    assert campos["inicio"][0] > "2026-05-04T12:00"


def test_lista_diz_para_quem_e_filtra_pela_situacao(painel: Client, mundo: Mundo) -> None:
    antigo = Alerta.objects.create(
        descricao="Antigo", texto_alerta="Passou.", data_inicio=AGORA, data_fim=AGORA + timedelta(hours=1)
    )
    antigo.pops.add(Pop.objects.get())

    todos = painel.get(LISTA).content.decode()
    encerrados = painel.get(LISTA, {"situacao": "encerrado"}).content.decode()

    assert "Todos os clientes" in todos
    assert todos.index("Rompimento") < todos.index("Antigo"), mundo[Alerta]
    assert "1 POP" in encerrados
    assert "Rompimento" not in encerrados


def test_lista_faz_as_mesmas_consultas_com_muitos(
    painel: Client, servico: ClienteServico, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    Alerta.objects.bulk_create(
        Alerta(descricao=f"Aviso {n}", texto_alerta="x", data_inicio=AGORA, para_todos=True) for n in range(40)
    )

    with django_assert_max_num_queries(8):
        painel.get(LISTA)

    assert servico.pk
