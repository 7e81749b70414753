"""Pages of money: actions that call the verbs, accounts, rules, and what the provider prints on bills."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.contrib.admin.templatetags.admin_list import result_headers
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from enlace.auditoria.models import Registro
from enlace.clientes.models import Cliente
from enlace.configuracao.models import Provedor
from enlace.contas.models import Usuario
from enlace.financeiro.lancamento import creditar
from enlace.financeiro.models import Cobranca, ContaBancaria, Fatura, Pagamento, RegraCobranca
from enlace.financeiro.tests import fabrica
from enlace.financeiro.tests.fabrica import ANA, um_cliente, uma_conta, uma_fatura, uma_forma, uma_linha
from enlace.mensagens.models import ConfiguracaoPush, Mensagem, ServidorEmail
from enlace.painel.conftest import dar_permissoes
from enlace.servicos.situacao import suspender_por_debito
from enlace.servicos.tests.fabrica import um_servico

pytestmark = pytest.mark.django_db


def ficha(linha: Model) -> str:
    return acao(linha, "change")


def acao(linha: Model, nome: str) -> str:
    return reverse(f"admin:{linha._meta.app_label}_{linha._meta.model_name}_{nome}", args=[linha.pk])


def test_a_baixa_propoe_o_que_a_fatura_custa_hoje_e_quita(painel: Client, administradora: Usuario) -> None:
    fatura = uma_fatura(vencimento=timezone.localdate() + timedelta(days=5))
    pergunta = painel.get(acao(fatura, "baixar")).content.decode()

    resposta = painel.post(acao(fatura, "baixar"), {"valor": "100.00", "data_pagamento": f"{timezone.localdate():%d/%m/%Y}"})

    assert resposta.headers["Location"] == ficha(fatura)
    assert 'value="100.00"' in pergunta
    fatura.refresh_from_db()
    assert (fatura.situacao, fatura.valor_pago) == ("quitado", Decimal("100.00"))
    assert Pagamento.objects.get().usuario == administradora
    assert Registro.objects.filter(porta="painel", usuario=administradora, acao="quitar").exists()


@pytest.mark.parametrize(
    ("verbo", "dados"),
    [("baixar", {"valor": "100.00", "data_pagamento": f"{timezone.localdate():%d/%m/%Y}"}), ("cancelar", {"motivo": "Engano."})],
)
def test_o_que_a_fatura_suspendia_volta_na_hora(painel: Client, verbo: str, dados: dict[str, str]) -> None:
    servico = um_servico(estado="servico_habilitado")
    fatura = uma_fatura(uma_linha(servico=servico), cliente=servico.cliente, vencimento=timezone.localdate())
    suspender_por_debito(servico=servico, agora=timezone.now())

    painel.post(acao(fatura, verbo), dados)

    servico.refresh_from_db()
    assert servico.status_id == "servico_habilitado"


def test_o_que_a_regra_recusa_aparece_ao_lado_da_pergunta(painel: Client) -> None:
    fatura = uma_fatura()

    resposta = painel.post(acao(fatura, "baixar"), {"valor": "1.00", "data_pagamento": "20/11/2025"})

    assert resposta.status_code == 200
    assert "O valor pago (R$ 1,00) é menor que o da fatura (R$ 100,00)." in resposta.content.decode()
    assert not Pagamento.objects.exists()


def test_a_ficha_leva_ao_pdf_pelo_link_da_fatura(painel: Client) -> None:
    fatura = uma_fatura()

    resposta = painel.get(acao(fatura, "ver_pdf"))

    assert resposta.headers["Location"] == f"/pdf/fatura/{fatura.token.hex}"
    assert painel.get(resposta.headers["Location"]).content.startswith(b"%PDF-")


def test_a_fatura_e_enviada_a_quem_a_paga(painel: Client) -> None:
    ServidorEmail.objects.create(
        nome="Servidor", host="127.0.0.1", seguranca="nenhuma", remetente_email="faturas@provedor.example", usado_pela_api=True
    )
    fatura = uma_fatura()
    sem_endereco = painel.post(acao(fatura, "enviar")).content.decode()
    Cliente.objects.update(email_principal="bianca@cliente.example")

    painel.post(acao(fatura, "enviar"))

    assert "O cliente não possui e-mail cadastrado" in sem_endereco
    assert Mensagem.objects.get().destino == "bianca@cliente.example"
    assert Registro.objects.filter(porta="painel", acao="enviar_email").exists()


def test_cancelar_pede_o_motivo(painel: Client) -> None:
    fatura = uma_fatura()

    sem = painel.post(acao(fatura, "cancelar"), {"motivo": ""})
    painel.post(acao(fatura, "cancelar"), {"motivo": "Emitida por engano."})

    assert sem.status_code == 200
    fatura.refresh_from_db()
    assert (fatura.situacao, fatura.motivo_cancelamento) == ("cancelado", "Emitida por engano.")


def test_abrir_a_pagina_de_uma_acao_nao_a_faz(painel: Client) -> None:
    fatura = uma_fatura()
    credito = creditar(fatura.cliente, Decimal(5), descricao="Cortesia", a_partir=fabrica.HOJE, autor=ANA, agora=fabrica.AGORA)

    for pagina in (acao(fatura, "revogar_link"), acao(fatura, "cancelar"), acao(credito, "retirar")):
        assert painel.get(pagina).status_code == 200

    assert Fatura.objects.get().token == fatura.token
    assert not Cobranca.objects.exclude(cancelada_em=None).exists()


def test_revogar_retirar_e_desfazer(painel: Client) -> None:
    fatura = uma_fatura()
    pagamento = fabrica.pagar(fatura)
    credito = creditar(fatura.cliente, Decimal(5), descricao="Cortesia", a_partir=fabrica.HOJE, autor=ANA, agora=fabrica.AGORA)

    painel.post(acao(fatura, "revogar_link"))
    painel.post(acao(credito, "retirar"))
    painel.post(acao(pagamento, "desfazer"), {"motivo": "Era de outro."})

    depois = Fatura.objects.get()
    assert depois.token != fatura.token
    assert depois.situacao == "aguardando"
    assert Cobranca.objects.exclude(cancelada_em=None).get() == credito


def test_quem_so_pode_ver_nao_age(atendente: Usuario, entrar: Callable[[Usuario], Client]) -> None:
    fatura = uma_fatura()
    dar_permissoes(atendente, "financeiro.view_fatura")
    navegador = entrar(atendente)

    pagina = navegador.get(ficha(fatura))
    resposta = navegador.post(acao(fatura, "cancelar"), {"motivo": "Engano."})

    assert acao(fatura, "cancelar") not in pagina.content.decode()
    assert resposta.status_code == 403
    assert Fatura.objects.get().situacao == "aguardando"


def test_a_pagina_da_fatura_nao_mostra_a_chave_do_link(painel: Client) -> None:
    fatura = uma_fatura()

    corpo = painel.get(ficha(fatura)).content.decode()

    assert str(fatura.token) not in corpo
    assert fatura.token.hex not in corpo


@pytest.mark.parametrize("termo", ["numero", "nosso_numero", "cliente"])
def test_a_fatura_se_acha_pelo_que_tem_indice(termo: str, painel: Client) -> None:
    fatura, _outra = uma_fatura(), uma_fatura(cliente=um_cliente("CAIO"))
    procurado = {"numero": fatura.pk, "nosso_numero": fatura.nosso_numero or 0, "cliente": fatura.cliente.codigo_cliente}[termo]

    resposta = painel.get(reverse("admin:financeiro_fatura_changelist"), {"q": procurado})

    assert fatura in list(resposta.context["cl"].result_list)


@pytest.mark.parametrize("andamento", ["abertas", "vencidas"])
def test_a_lista_de_faturas_se_filtra_pelo_andamento(andamento: str, painel: Client) -> None:
    vencida = uma_fatura(vencimento=date(2020, 1, 10))
    a_vencer = uma_fatura(vencimento=timezone.localdate() + timedelta(days=1))
    fabrica.cancelar(uma_fatura())

    resposta = painel.get(reverse("admin:financeiro_fatura_changelist"), {"andamento": andamento})

    esperadas = {vencida, a_vencer} if andamento == "abertas" else {vencida}
    assert set(resposta.context["cl"].result_list) == esperadas


@pytest.mark.parametrize("modelo", ["fatura", "cobranca", "pagamento"])
def test_as_listas_fazem_um_numero_fixo_de_consultas(
    modelo: str, painel: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    forma = uma_forma()
    for numero in range(20):
        fabrica.pagar(uma_fatura(cliente=um_cliente(f"CLIENTE {numero}"), forma=forma))

    with django_assert_max_num_queries(12):
        resposta = painel.get(reverse(f"admin:financeiro_{modelo}_changelist"))

    assert len(resposta.context["cl"].result_list) == 20


@pytest.mark.parametrize(
    ("modelo", "coluna"),
    [
        ("cobranca", "fatura"),
        ("pagamento", "fatura"),
        ("avisodebito", "fatura"),
        ("remessaitem", "fatura"),
        ("retornoocorrencia", "fatura"),
        ("decisaoinadimplencia", "serviço"),
    ],
)
def test_nenhuma_coluna_tem_o_nome_que_a_tabela_lhe_da(modelo: str, coluna: str, painel: Client) -> None:
    resposta = painel.get(reverse(f"admin:financeiro_{modelo}_changelist"))

    titulos = [str(cabecalho["text"]) for cabecalho in result_headers(resposta.context["cl"])]
    assert coluna in titulos
    assert not [titulo for titulo in titulos if titulo.endswith((" id", "_id"))]


def test_o_rotulo_de_um_segredo_guarda_as_suas_maiusculas(painel: Client) -> None:
    pagina = painel.get(ficha(ConfiguracaoPush.atual())).content.decode()

    assert "Conta de serviço do Firebase (JSON)" in pagina


def dados_da_conta(conta: ContaBancaria, **mudancas: object) -> dict[str, object]:
    campos = {c.name: getattr(conta, c.name) for c in conta._meta.concrete_fields if getattr(conta, c.name) is not None}
    return {**{nome: valor for nome, valor in campos.items() if nome != "id_conta_bancaria"}, "ativo": "on", **mudancas}


@pytest.mark.parametrize(
    ("mudanca", "frase"),
    [
        ({"carteira": "99"}, "Com estes dados não se emite um boleto."),
        ({"agencia": "12345"}, "Com estes dados não se emite um boleto."),
        ({"nosso_numero_final": "10000000"}, "Com estes dados não se emite um boleto."),
        ({"nosso_numero_proximo": "272100"}, "Já há faturas com esse número ou maiores."),
        ({"multa_percentual": "2.01"}, "menor ou igual a 2"),
    ],
)
def test_uma_conta_que_nao_emite_boletos_nao_se_guarda(mudanca: dict[str, object], frase: str, painel: Client) -> None:
    conta = uma_conta()
    uma_fatura(forma=uma_forma(conta))
    conta.refresh_from_db()

    resposta = painel.post(ficha(conta), dados_da_conta(conta, **mudanca))

    assert resposta.status_code == 200
    assert frase in resposta.content.decode()


def test_uma_conta_certa_se_guarda(painel: Client) -> None:
    conta = uma_conta()

    resposta = painel.post(ficha(conta), dados_da_conta(conta, instrucoes="Não receber após 30 dias."))

    assert resposta.status_code == 302
    assert ContaBancaria.objects.get().instrucoes == "Não receber após 30 dias."


def test_as_regras_que_valem_so_se_leem_e_as_novas_sao_para_depois(painel: Client) -> None:
    regra = RegraCobranca.objects.get()
    dados = {
        "dias_do_periodo_ao_vencimento": 1,
        "dias_de_antecedencia": 10,
        "dias_para_avisar": 1,
        "dias_para_suspender": 20,
        "ufs_sem_restricao": "mg,sp",
    }
    amanha = timezone.localdate() + timedelta(days=1)
    inclusao = reverse("admin:financeiro_regracobranca_add")

    hoje = painel.post(inclusao, {**dados, "vigente_desde": f"{timezone.localdate():%d/%m/%Y}"})
    xx = painel.post(inclusao, {**dados, "vigente_desde": f"{amanha:%d/%m/%Y}", "ufs_sem_restricao": "XX"})
    painel.post(inclusao, {**dados, "vigente_desde": f"{amanha:%d/%m/%Y}"})

    assert "As regras valem a partir de amanhã ou depois." in hoje.content.decode()
    assert "Não há estes estados: XX." in xx.content.decode()
    assert painel.post(ficha(regra), dados).status_code == 403
    assert RegraCobranca.objects.get(vigente_desde=amanha).ufs_sem_restricao == ["MG", "SP"]


def imagem(formato: str = "PNG", tamanho: tuple[int, int] = (40, 20)) -> SimpleUploadedFile:
    saida = BytesIO()
    Image.new("RGB", tamanho, "navy").save(saida, formato)
    return SimpleUploadedFile("logo.png", saida.getvalue())


def mudar_provedor(painel: Client, **dados: object) -> str:
    """The page's answer; empty when it was saved."""
    provedor = Provedor.atual()
    padrao = {"nome": "Provedor", "razao_social": "", "cnpj": "", "endereco": "", "endereco_publico": ""}
    pix = {"pix_chave": "", "pix_nome": "", "pix_cidade": ""}
    resposta = painel.post(ficha(provedor), {**padrao, **pix, **dados})
    return "" if resposta.status_code == 302 else resposta.content.decode()


@pytest.mark.parametrize("formato", ["PNG", "JPEG"])
def test_o_logotipo_se_guarda_se_mostra_e_se_remove(formato: str, painel: Client) -> None:
    assert mudar_provedor(painel, novo_logo=imagem(formato)) == ""
    guardado = Provedor.objects.get().logo
    pagina = painel.get(ficha(Provedor.atual())).content.decode()
    assert mudar_provedor(painel) == ""
    assert bytes(Provedor.objects.get().logo or b"") == bytes(guardado or b"") != b""

    assert mudar_provedor(painel, remover_logo="on") == ""

    assert 'src="data:image/jpeg;base64,' in pagina
    assert Provedor.objects.get().logo is None
    registro = Registro.objects.filter(tabela="provedor").order_by("pk")[0]
    assert "SHA-256" in (registro.depois or {})["logo"]


def test_o_que_nao_e_imagem_ou_e_uma_bomba_nao_se_guarda(painel: Client) -> None:
    casos = {
        "O arquivo passa de 300 kB.": SimpleUploadedFile("grande.png", b"0" * (300 * 1024 + 1)),
        "O logotipo não é uma imagem PNG ou JPEG": SimpleUploadedFile("pagina.png", b"<svg onload=alert(1)>"),
        "O logotipo é grande demais": imagem(tamanho=(5_000, 5_000)),
    }

    for frase, arquivo in casos.items():
        assert frase in mudar_provedor(painel, novo_logo=arquivo)

    assert "O logotipo não é" in mudar_provedor(painel, novo_logo=imagem("GIF"))
    assert Provedor.objects.get().logo is None


@pytest.mark.parametrize(
    ("dados", "frase"),
    [
        ({"pix_chave": "123", "pix_nome": "X", "pix_cidade": "Y"}, "A chave Pix não é um CPF, CNPJ"),
        ({"pix_chave": "contas@provedor.test"}, "O nome de quem recebe o Pix tem de 1 a 25 caracteres."),
        ({"pix_chave": "contas@provedor.test", "pix_nome": "X"}, "A cidade de quem recebe o Pix"),
        ({"cnpj": "11222333000182"}, "Os dígitos verificadores não conferem."),
        ({"endereco_publico": "https://provedor.test/faturas"}, "Informe só o começo do endereço"),
        ({"endereco_publico": "https://a@provedor.test"}, "Informe só o começo do endereço"),
        ({"endereco_publico": "ftp://provedor.test"}, "Informe só o começo do endereço"),
        ({"endereco_publico": "https://provedor.test?"}, "Informe só o começo do endereço"),
        ({"endereco_publico": "https://provedor.test#"}, "Informe só o começo do endereço"),
        ({"endereco_publico": "https://provedor.test:99999"}, "Informe só o começo do endereço"),
    ],
)
def test_o_que_iria_errado_para_as_faturas_e_recusado(dados: dict[str, str], frase: str, painel: Client) -> None:
    assert frase in mudar_provedor(painel, **dados)


def test_a_chave_pix_e_o_endereco_ficam_na_forma_certa(painel: Client) -> None:
    recusa = mudar_provedor(
        painel,
        pix_chave="11.222.333/0001-81",
        pix_nome="Provedor",
        pix_cidade="Divinópolis",
        endereco_publico="https://central.provedor.test/",
    )

    provedor = Provedor.objects.get()
    assert (recusa, provedor.pix_chave, provedor.endereco_publico) == ("", "11222333000181", "https://central.provedor.test")
