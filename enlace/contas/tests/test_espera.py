from datetime import datetime, timedelta

import pytest

from enlace.contas import espera
from enlace.contas.espera import AcessoEmEspera
from enlace.contas.models import FalhaDeAcesso
from enlace.contas.tests.apoio import AGORA, SEM_TRANSACAO, em_paralelo

CONTA = espera.chave_da_conta("alguem@provedor.example", client_id=None)
ENDERECO = espera.chave_do_endereco("203.0.113.1")
UM_SEGUNDO = timedelta(seconds=1)


def falhar(vezes: int = 1, *, conta: str = CONTA, endereco: str | None = ENDERECO, agora: datetime = AGORA) -> None:
    for _ in range(vezes):
        tentativa = espera.comecar(conta=conta, endereco=endereco, agora=agora)
        espera.registrar_falha(tentativa, agora=agora)


def segundos_de_espera(*, conta: str = CONTA, endereco: str | None = ENDERECO, agora: datetime = AGORA) -> int:
    with pytest.raises(AcessoEmEspera) as recusa:
        espera.comecar(conta=conta, endereco=endereco, agora=agora)
    return recusa.value.segundos


@pytest.mark.django_db
def test_quatro_erros_nao_fazem_esperar() -> None:
    falhar(4)

    espera.comecar(conta=CONTA, endereco=ENDERECO, agora=AGORA)


@pytest.mark.django_db
def test_quinto_erro_da_conta_faz_esperar_de_qualquer_endereco() -> None:
    for n in range(5):
        falhar(endereco=espera.chave_do_endereco(f"203.0.113.{n}"))

    assert segundos_de_espera(endereco=espera.chave_do_endereco("192.0.2.1")) == 3


@pytest.mark.django_db
def test_quinto_erro_do_endereco_faz_esperar_em_qualquer_conta() -> None:
    for n in range(5):
        falhar(conta=espera.chave_da_conta(f"{n}@provedor.example", client_id=None))

    assert segundos_de_espera() == 3
    espera.comecar(conta=CONTA, endereco=espera.chave_do_endereco("192.0.2.1"), agora=AGORA)


@pytest.mark.django_db
def test_cada_erro_dobra_a_espera_ate_quinze_minutos() -> None:
    falhar(4)
    agora, esperas = AGORA, []

    for _ in range(11):
        falhar(agora=agora)
        esperas.append(segundos_de_espera(agora=agora))
        agora += timedelta(seconds=esperas[-1])

    assert esperas == [3, 6, 12, 24, 48, 96, 192, 384, 768, 900, 900]


@pytest.mark.django_db
def test_contagem_enorme_nao_estoura() -> None:
    FalhaDeAcesso.objects.create(chave=CONTA, falhas=2_000_000, ultima=AGORA, espera_ate=AGORA)

    falhar()

    assert segundos_de_espera() == 900


@pytest.mark.django_db
def test_espera_acaba_no_instante_marcado() -> None:
    falhar(5)

    assert segundos_de_espera(agora=AGORA + timedelta(seconds=2)) == 1
    espera.comecar(conta=CONTA, endereco=ENDERECO, agora=AGORA + timedelta(seconds=3))


@pytest.mark.django_db
def test_acerto_limpa_a_conta() -> None:
    falhar(4)

    espera.registrar_acerto(espera.comecar(conta=CONTA, endereco=ENDERECO, agora=AGORA), agora=AGORA)
    falhar(4, endereco=None)

    espera.comecar(conta=CONTA, endereco=ENDERECO, agora=AGORA)


@pytest.mark.django_db
def test_acerto_tira_a_espera_do_endereco_mas_o_proximo_erro_a_traz_de_volta() -> None:
    for n in range(5):
        falhar(conta=espera.chave_da_conta(f"{n}@provedor.example", client_id=None))
    depois = AGORA + timedelta(seconds=3)

    espera.registrar_acerto(espera.comecar(conta=CONTA, endereco=ENDERECO, agora=depois), agora=depois)

    espera.comecar(conta=CONTA, endereco=ENDERECO, agora=depois)
    falhar(agora=depois)
    assert segundos_de_espera(agora=depois) == 3


@pytest.mark.django_db
def test_um_dia_sem_erros_esquece_tudo() -> None:
    falhar(5)
    depois = AGORA + espera.ESQUECIMENTO + UM_SEGUNDO

    falhar(4, agora=depois)

    espera.comecar(conta=CONTA, endereco=ENDERECO, agora=depois)


@pytest.mark.django_db
def test_esquecer_apaga_so_o_que_passou() -> None:
    falhar(1, endereco=None)
    falhar(1, conta=espera.chave_da_conta("velha@provedor.example", client_id=None), endereco=None, agora=AGORA - timedelta(days=2))

    assert espera.esquecer(agora=AGORA) == 1
    assert FalhaDeAcesso.objects.get().chave == CONTA


@pytest.mark.parametrize(
    ("ip", "chave"),
    [
        ("203.0.113.1", "endereco:203.0.113.1"),
        ("2001:db8:1:2::1", "endereco:2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::9", "endereco:2001:db8:1:2::/64"),
    ],
)
def test_ipv6_conta_pela_rede_do_assinante(ip: str, chave: str) -> None:
    assert espera.chave_do_endereco(ip) == chave


def test_chave_da_conta_nao_mostra_o_email() -> None:
    pelo_cliente = espera.chave_da_conta("alguem@provedor.example", client_id="c" * 255)

    for chave in (CONTA, pelo_cliente):
        assert "alguem" not in chave
        assert len(chave) <= 80


@pytest.mark.parametrize(
    ("segundos", "texto"), [(1, "1 segundo."), (59, "59 segundos."), (60, "1 minuto."), (61, "2 minutos."), (900, "15 minutos.")]
)
def test_recusa_diz_quanto_esperar(segundos: int, texto: str) -> None:
    assert str(AcessoEmEspera(segundos)).endswith(f"Tente novamente em {texto}")


@SEM_TRANSACAO
def test_erros_ao_mesmo_tempo_contam_todos() -> None:
    em_paralelo(12, lambda: espera.contar([ENDERECO, CONTA], agora=AGORA))

    assert set(FalhaDeAcesso.objects.values_list("chave", "falhas")) == {(CONTA, 12), (ENDERECO, 12)}


@SEM_TRANSACAO
def test_depois_da_espera_so_uma_das_tentativas_simultaneas_passa() -> None:
    falhar(5, endereco=None)
    depois = AGORA + timedelta(seconds=3)
    passaram: list[bool] = []

    def tentar() -> None:
        try:
            espera.comecar(conta=CONTA, endereco=None, agora=depois)
        except AcessoEmEspera:
            passaram.append(False)
        else:
            passaram.append(True)

    em_paralelo(12, tentar)

    assert sorted(passaram) == [False] * 11 + [True]
