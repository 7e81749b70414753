from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from enlace.atendimento.models import AtendimentoMensagem, TipoAtendimento
from enlace.auditoria.models import Registro
from enlace.core.db import restricao_violada
from enlace.core.gravacao import exigir, inserir, obter

pytestmark = pytest.mark.django_db
AGORA = datetime(2026, 11, 21, 12, tzinfo=UTC)


def registro(**outros: object) -> Registro:
    return Registro(porta="api", acao="abrir", tabela="atendimento", chave="1", **outros)


def test_linha_inserida_e_a_que_o_orm_le() -> None:
    novo = registro(endereco_ip="2001:db8::1", depois={"a": [1, None, "é"]}, cliente_api="3")

    inserir(novo)

    lido = Registro.objects.get(pk=novo.pk)
    assert (lido.porta, lido.endereco_ip, lido.antes, lido.depois) == ("api", "2001:db8::1", None, {"a": [1, None, "é"]})
    assert lido.quando == novo.quando


def test_linha_inserida_pode_ser_alterada_pelo_orm() -> None:
    tipo = TipoAtendimento(descricao="FATURA", prazo_minutos=30)
    inserir(tipo)

    tipo.descricao = "SEGUNDA VIA"
    tipo.save()

    assert TipoAtendimento.objects.get(pk=tipo.pk).descricao == "SEGUNDA VIA"


def test_chave_trazida_nao_e_esquecida_em_silencio() -> None:
    with pytest.raises(ValueError, match="id_tipo_atendimento"):
        inserir(TipoAtendimento(id_tipo_atendimento=77, descricao="IMPORTADO"))

    assert not TipoAtendimento.objects.filter(descricao="IMPORTADO").exists()


def test_recusa_do_banco_diz_qual_restricao() -> None:
    with pytest.raises(IntegrityError) as recusa, transaction.atomic():
        inserir(TipoAtendimento(descricao="OUTRO", prefixo=TipoAtendimento.SAC))

    assert restricao_violada(recusa.value) == "tipo_atendimento_prefixo_key"


def test_linha_lida_e_igual_a_do_orm_com_todos_os_campos() -> None:
    esperado = registro(depois={"x": {"y": 2}}, endereco_ip="10.0.0.1")
    esperado.save()

    lido = obter(Registro, esperado.pk)

    assert lido is not None
    assert {c.attname: getattr(lido, c.attname) for c in Registro._meta.concrete_fields} == {
        c.attname: getattr(Registro.objects.get(pk=esperado.pk), c.attname) for c in Registro._meta.concrete_fields
    }


def test_campo_que_nao_foi_lido_e_buscado_quando_pedido() -> None:
    lido = obter(TipoAtendimento, TipoAtendimento.SAC, por="prefixo", campos=("ativo",))

    assert lido is not None
    with CaptureQueriesContext(connection) as consultas:
        assert lido.ativo is True
        assert len(consultas) == 0
        assert lido.descricao == "SAC"
        assert len(consultas) == 1


def test_linha_que_nao_existe_e_none_ou_falta() -> None:
    assert obter(TipoAtendimento, 999) is None
    with pytest.raises(LookupError):
        exigir(TipoAtendimento, "nenhum", por="prefixo")


def test_campo_que_se_repete_nao_serve_de_chave() -> None:
    with pytest.raises(ValueError, match="not unique"):
        obter(AtendimentoMensagem, "x", por="tipo")


def test_chave_maior_que_um_inteiro_curto_e_lida() -> None:
    tipo = TipoAtendimento(id_tipo_atendimento=2**40, descricao="IMPORTADO")
    tipo.save(force_insert=True)

    assert exigir(TipoAtendimento, 2**40).descricao == "IMPORTADO"
