"""Calls as an exchange tells of them, on real tables."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction
from psycopg.conninfo import make_conninfo

from enlace.auditoria.models import Registro
from enlace.auditoria.registro import Autor
from enlace.clientes.models import Cliente
from enlace.contas.models import Usuario
from enlace.contas.tests.apoio import em_paralelo
from enlace.core import datas
from enlace.core.errors import RuleRefused
from enlace.core.tests.concorrencia import ao_mesmo_tempo
from enlace.core.tests.test_contatos import GRAFIAS
from enlace.pbx.jobs import apagar_ligacoes_antigas
from enlace.pbx.ligacao import CANAL, VALIDADE, Chamada, cancelar, notificar
from enlace.pbx.models import Ligacao
from enlace.pbx.quem import (
    ClienteDaLigacaoDesconhecido,
    UsuarioDaLigacaoDesconhecido,
    UsuarioDaLigacaoOcupado,
    cliente_do_telefone,
)
from enlace.servicos.models import ClienteServico
from enlace.servicos.tests.fabrica import um_endereco, um_plano

pytestmark = pytest.mark.django_db
AGORA = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)
TELEFONE = "37999912222"
SEM_TRANSACAO = pytest.mark.django_db(
    transaction=True, available_apps=["enlace.contas", "enlace.pbx", "enlace.clientes", "enlace.auditoria"]
)


@pytest.fixture
def maria() -> Usuario:
    return Usuario.objects.create(
        nome="Maria", email="maria@provedor.example", is_staff=True, ramal="111", identificador_interno="maria111"
    )


@pytest.fixture
def autor(maria: Usuario) -> Autor:
    return Autor(porta=Registro.Porta.API, id_usuario=maria.pk, cliente_api="3")


@pytest.fixture
def tocar(autor: Autor) -> Callable[..., Ligacao]:
    def _tocar(*, agora: datetime = AGORA, ramal: str = "111", telefone: str = TELEFONE, **resto: object) -> Ligacao:
        return notificar(Chamada(ramal=ramal, telefone=telefone, **resto), autor=autor, agora=agora)  # type: ignore[arg-type]

    return _tocar


def um_cliente(nome: str = "BIANCA COUTO", **telefones: str) -> Cliente:
    return Cliente.objects.create(nome_razaosocial=nome, tipo_pessoa="pf", data_cadastro=AGORA, **telefones)


def um_servico(cliente: Cliente, status: str) -> None:
    endereco = um_endereco()
    ClienteServico.objects.create(
        cliente=cliente,
        plano=um_plano(),
        numero_plano=1,
        valor=90,
        status_id=status,
        endereco_cadastral=endereco,
        endereco_instalacao=endereco,
        endereco_fiscal=endereco,
        endereco_cobranca=endereco,
        data_venda=AGORA,
        data_cancelamento=AGORA if status == "cancelado" else None,
    )


def test_ligacao_guarda_o_que_a_central_disse_e_a_auditoria_quem_foi(maria: Usuario, tocar: Callable[..., Ligacao]) -> None:
    ligacao = tocar(identificador_interno="maria111")

    guardada = Ligacao.objects.values().get()
    assert guardada == {
        "id_ligacao": ligacao.pk,
        "usuario_id": maria.pk,
        "ramal": "111",
        "identificador_interno": "maria111",
        "telefone": TELEFONE,
        "cliente_id": None,
        "identificada_em": None,
        "atendimento_id": None,
        "notificada_em": AGORA,
        "encerrada_em": None,
    }
    registro = Registro.objects.get()
    assert (registro.acao, registro.tabela, registro.chave) == ("notificar", "pbx_ligacao", str(ligacao.pk))
    assert (registro.usuario_id, registro.cliente_api, registro.antes) == (maria.pk, "3", None)


def test_quem_ligou_nao_fica_na_auditoria_de_onde_nada_se_apaga(tocar: Callable[..., Ligacao], autor: Autor) -> None:
    cliente = um_cliente(telefone_primario=TELEFONE)
    tocar(telefone="")
    ligacao = tocar()
    tocar(agora=AGORA + timedelta(seconds=1), id_cliente=um_cliente("OUTRO").pk)
    tocar(agora=AGORA + VALIDADE * 2)
    cancelar(Chamada(ramal="111", telefone=TELEFONE, id_cliente=cliente.pk), autor=autor, agora=AGORA + VALIDADE * 2)

    feitos = Registro.objects.filter(tabela="pbx_ligacao")

    assert ligacao.cliente == cliente
    assert list(feitos.order_by("pk").values_list("acao", flat=True)) == [
        *("notificar", "notificar", "notificar"),
        *("encerrar", "notificar", "encerrar"),
    ]
    for lado in (feitos.values_list("antes", flat=True), feitos.values_list("depois", flat=True)):
        assert not any({"telefone", "id_cliente", "cliente"} & set(colunas or ()) for colunas in lado)
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from auditoria_registro r where r::text like %s", [f"%{TELEFONE}%"])
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize(
    "chamada",
    [
        Chamada(),
        Chamada(ramal="999"),
        Chamada(identificador_interno="ninguem"),
        Chamada(ramal="111", identificador_interno="jose112"),
        Chamada(ramal="0111"),
        Chamada(identificador_interno="MARIA111"),
    ],
)
def test_chamado_que_nao_e_ninguem_ou_que_sao_dois_e_recusado(autor: Autor, chamada: Chamada) -> None:
    Usuario.objects.create(nome="José", email="jose@p.example", is_staff=True, ramal="112", identificador_interno="jose112")

    for verbo in (notificar, cancelar):
        with pytest.raises(UsuarioDaLigacaoDesconhecido) as recusa:
            verbo(chamada, autor=autor, agora=AGORA)

        assert all(dito in str(recusa.value) for dito in (chamada.ramal, chamada.identificador_interno))
    assert not Ligacao.objects.exists()


@pytest.mark.parametrize("estado", [{"is_active": False}, {"is_staff": False}])
def test_quem_nao_abre_o_painel_nao_e_chamado(autor: Autor, maria: Usuario, estado: dict[str, bool]) -> None:
    Usuario.objects.filter(pk=maria.pk).update(**estado)

    with pytest.raises(UsuarioDaLigacaoDesconhecido):
        notificar(Chamada(ramal="111"), autor=autor, agora=AGORA)


def test_cliente_informado_vale_mais_que_o_telefone(tocar: Callable[..., Ligacao]) -> None:
    do_telefone, outro = um_cliente(telefone_primario=TELEFONE), um_cliente("OUTRO")

    assert tocar(id_cliente=outro.pk).cliente == outro
    assert tocar(codigo_cliente=outro.codigo_cliente).cliente == outro
    assert tocar(id_cliente=outro.pk, codigo_cliente=outro.codigo_cliente).cliente == outro
    assert tocar().cliente == do_telefone


def test_cliente_que_nao_existe_ou_que_sao_dois_e_recusado_sem_nada_feito(autor: Autor) -> None:
    um, outro = um_cliente(), um_cliente("OUTRO")
    erradas: list[dict[str, int]] = [
        {"id_cliente": outro.pk + 1},
        {"codigo_cliente": outro.codigo_cliente + 1},
        {"id_cliente": 0},
        {"id_cliente": um.pk, "codigo_cliente": outro.codigo_cliente},
    ]

    for errada in erradas:
        for verbo in (notificar, cancelar):
            with pytest.raises(ClienteDaLigacaoDesconhecido):
                verbo(Chamada(ramal="111", **errada), autor=autor, agora=AGORA)  # type: ignore[arg-type]
    assert not Ligacao.objects.exists()
    assert not Registro.objects.exists()


@pytest.mark.parametrize("campo", ["telefone_primario", "telefone_secundario", "telefone_terciario"])
@pytest.mark.parametrize(
    ("guardado", "chamou"),
    [(TELEFONE, f"55{TELEFONE}"), (f"55{TELEFONE}", TELEFONE), (TELEFONE, f"0{TELEFONE}"), (f"0{TELEFONE}", f"55{TELEFONE}")],
)
def test_quem_liga_e_achado_em_qualquer_telefone_com_ou_sem_codigo_do_pais(campo: str, guardado: str, chamou: str) -> None:
    cliente = um_cliente(**{campo: guardado})

    assert cliente_do_telefone(chamou) == cliente


@pytest.mark.parametrize("telefone", ["", "000", "37999913333"])
def test_telefone_de_ninguem_nao_e_de_ninguem(telefone: str) -> None:
    um_cliente()

    assert cliente_do_telefone(telefone) is None


def test_de_varios_com_o_numero_vale_o_unico_com_servico_nao_cancelado() -> None:
    ativo, antigo = um_cliente("ATIVO", telefone_primario=TELEFONE), um_cliente("ANTIGO", telefone_terciario=TELEFONE)
    um_cliente("SEM SERVIÇO", telefone_secundario=TELEFONE)
    um_servico(ativo, "suspenso_debito")
    um_servico(antigo, "cancelado")

    assert cliente_do_telefone(TELEFONE) == ativo


def test_quando_nao_se_sabe_quem_e_nao_e_ninguem() -> None:
    um, outro = um_cliente(telefone_primario=TELEFONE), um_cliente("OUTRO", telefone_primario=TELEFONE)
    assert cliente_do_telefone(TELEFONE) is None

    um_servico(um, "servico_habilitado")
    um_servico(outro, "servico_habilitado")

    assert cliente_do_telefone(TELEFONE) is None


def test_numero_que_muitos_dividem_nao_diz_quem_liga() -> None:
    for numero in range(21):
        um_cliente(f"CLIENTE {numero}", telefone_primario=TELEFONE)
    um_servico(Cliente.objects.latest("id_cliente"), "servico_habilitado")

    assert cliente_do_telefone(TELEFONE) is None


def test_a_mesma_chamada_de_novo_nao_abre_outra_janela(tocar: Callable[..., Ligacao]) -> None:
    primeira = tocar()
    depois = AGORA + timedelta(seconds=20)

    segunda = tocar(agora=depois, telefone=f"55{TELEFONE}")

    assert segunda.pk == primeira.pk
    assert Ligacao.objects.get().notificada_em == depois


def test_chamada_do_mesmo_numero_muito_depois_e_outra(tocar: Callable[..., Ligacao]) -> None:
    primeira = tocar()
    depois = AGORA + VALIDADE + timedelta(seconds=1)

    segunda = tocar(agora=depois)

    assert segunda.pk != primeira.pk
    assert Ligacao.objects.get(pk=primeira.pk).encerrada_em == depois


PARES = [(GRAFIAS[linha], uma, outra) for linha in range(6) for uma in GRAFIAS[linha] for outra in GRAFIAS[linha]]


@pytest.mark.parametrize(("grafias", "uma", "outra"), PARES)
def test_telefone_escrito_de_outro_modo_e_o_mesmo(
    tocar: Callable[..., Ligacao], autor: Autor, grafias: list[str], uma: str, outra: str
) -> None:
    primeira = tocar(telefone=uma)
    segunda = tocar(telefone=outra)
    fechadas = cancelar(Chamada(ramal="111", telefone=uma), autor=autor, agora=AGORA)

    assert (primeira.pk, primeira.telefone, fechadas) == (segunda.pk, grafias[0], 1)
    assert not Ligacao.objects.abertas_de(primeira.usuario_id).exists()


def test_ramais_internos_parecidos_nao_sao_o_mesmo(tocar: Callable[..., Ligacao]) -> None:
    assert len({tocar(telefone=telefone).pk for telefone in ("112", "0112", "55112")}) == 3


def test_outro_numero_e_outra_janela(tocar: Callable[..., Ligacao]) -> None:
    assert tocar().pk != tocar(telefone="3732221111").pk


def test_cancelar_fecha_a_do_telefone_e_sem_telefone_todas(tocar: Callable[..., Ligacao], autor: Autor) -> None:
    uma, outra, terceira = tocar(), tocar(telefone="3732221111"), tocar(telefone="")

    assert cancelar(Chamada(ramal="111", telefone=f"55{TELEFONE}"), autor=autor, agora=AGORA) == 1
    assert set(Ligacao.objects.filter(encerrada_em=None)) == {outra, terceira}

    assert cancelar(Chamada(identificador_interno="maria111"), autor=autor, agora=AGORA) == 2
    assert cancelar(Chamada(ramal="111"), autor=autor, agora=AGORA) == 0
    assert Registro.objects.filter(acao="encerrar", chave=str(uma.pk)).count() == 1


def test_cancelar_com_numero_fecha_a_que_veio_sem_numero_se_nao_ha_outra(tocar: Callable[..., Ligacao], autor: Autor) -> None:
    sem_numero, com_numero = tocar(telefone=""), tocar()
    cancelamento = Chamada(ramal="111", telefone=TELEFONE)

    assert cancelar(cancelamento, autor=autor, agora=AGORA) == 1
    assert set(Ligacao.objects.filter(encerrada_em=None)) == {sem_numero}
    assert com_numero.pk != sem_numero.pk

    assert cancelar(cancelamento, autor=autor, agora=AGORA) == 1
    assert cancelar(cancelamento, autor=autor, agora=AGORA) == 0


def test_ligacao_nao_termina_antes_de_comecar(tocar: Callable[..., Ligacao], autor: Autor) -> None:
    ligacao = tocar()

    cancelar(Chamada(ramal="111"), autor=autor, agora=AGORA - timedelta(seconds=1))

    assert Ligacao.objects.get(pk=ligacao.pk).encerrada_em == AGORA


def test_o_banco_nao_aceita_duas_abertas_iguais(tocar: Callable[..., Ligacao]) -> None:
    ligacao = tocar()
    ligacao.pk = None

    with pytest.raises(IntegrityError, match="pbx_ligacao_aberta"), transaction.atomic():
        ligacao.save(force_insert=True)


@SEM_TRANSACAO
def test_duas_notificacoes_no_mesmo_instante_abrem_uma_janela(tocar: Callable[..., Ligacao]) -> None:
    segunda = ao_mesmo_tempo(tocar, tocar)

    assert segunda.exception() is None
    assert Ligacao.objects.count() == 1


@SEM_TRANSACAO
def test_quem_espera_demais_pela_vez_e_recusado_sem_nada_feito(maria: Usuario, autor: Autor) -> None:
    with psycopg.connect(_servidor()) as outra:
        outra.execute("select from usuario where id_usuario = %s for update", [maria.pk])

        for verbo in (notificar, cancelar):
            with pytest.raises(UsuarioDaLigacaoOcupado):
                verbo(Chamada(ramal="111"), autor=autor, agora=AGORA)

    assert not Ligacao.objects.exists()
    notificar(Chamada(ramal="111"), autor=autor, agora=AGORA)


@SEM_TRANSACAO
def test_muitas_notificacoes_e_cancelamentos_ao_mesmo_tempo_nao_se_atropelam(tocar: Callable[..., Ligacao], autor: Autor) -> None:
    erros: list[BaseException] = []

    def tocar_e_cancelar() -> None:
        try:
            for telefone in (TELEFONE, f"55{TELEFONE}", "3732221111"):
                tocar(telefone=telefone)
            cancelar(Chamada(ramal="111"), autor=autor, agora=AGORA)
        except BaseException as erro:  # noqa: BLE001 - told to the test
            erros.append(erro)

    em_paralelo(4, tocar_e_cancelar)

    assert erros == []
    assert not Ligacao.objects.filter(encerrada_em=None).exists()


@SEM_TRANSACAO
def test_aviso_sai_na_confirmacao_e_o_que_foi_desfeito_nao_avisa(tocar: Callable[..., Ligacao], autor: Autor) -> None:
    @transaction.atomic
    def tocar_e_falhar() -> None:
        tocar(telefone="3732220000")
        tocar(ramal="999")

    with psycopg.connect(_servidor(), autocommit=True) as ouvinte:
        ouvinte.execute(f"listen {CANAL}")
        with pytest.raises(RuleRefused):
            tocar_e_falhar()
        ligacao = tocar()
        cancelar(Chamada(ramal="111"), autor=autor, agora=AGORA)

        avisos = [json.loads(aviso.payload) for aviso in ouvinte.notifies(timeout=30, stop_after=2)]

    assert avisos == [{"usuario": ligacao.usuario_id, "ligacao": ligacao.pk}] * 2


def test_ligacoes_de_mais_de_noventa_dias_sao_apagadas(tocar: Callable[..., Ligacao]) -> None:
    agora = datas.agora()
    tocar(agora=agora - timedelta(days=90))
    ficou = tocar(agora=agora - timedelta(days=89), telefone="3732221111")

    apagar_ligacoes_antigas()
    apagar_ligacoes_antigas()

    assert list(Ligacao.objects.all()) == [ficou]


def _servidor() -> str:
    partes = connection.settings_dict
    return make_conninfo(
        dbname=partes["NAME"], host=partes["HOST"], port=partes["PORT"], user=partes["USER"], password=partes["PASSWORD"]
    )
