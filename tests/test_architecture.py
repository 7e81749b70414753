"""Conventions that no linter knows. The layers themselves are in pyproject.toml, checked by import-linter."""

import ast
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.models import Model

RAIZ = Path(__file__).parent.parent
CODIGO = sorted(p for p in (RAIZ / "enlace").rglob("*.py") if "migrations" not in p.parts)


def _camadas() -> dict[str, int]:
    """Each package of the house and its floor, from the contract of import-linter: 0 is the ground."""
    contrato = tomllib.loads((RAIZ / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]
    return {nome.strip("() "): andar for andar, linha in enumerate(reversed(contrato["layers"])) for nome in linha.split("|")}


def _modelos() -> list[type[Model]]:
    return [m for m in apps.get_models(include_auto_created=True) if m.__module__.startswith("enlace.")]


def test_chaves_estrangeiras_apontam_para_baixo() -> None:
    andares = _camadas()

    for_a = [
        f"{modelo._meta.label} -> {campo.related_model._meta.label}"
        for modelo in _modelos()
        for campo in modelo._meta.get_fields()
        if campo.is_relation and campo.concrete and isinstance(campo.related_model, type)
        if campo.related_model._meta.app_label in andares and campo.related_model._meta.app_label != modelo._meta.app_label
        if andares[campo.related_model._meta.app_label] >= andares[modelo._meta.app_label]
    ]

    assert for_a == []


@pytest.mark.parametrize("nome", ["services.py", "utils.py", "helpers.py", "signals.py", "common.py", "misc.py"])
def test_nenhum_arquivo_tem_nome_que_nada_diz(nome: str) -> None:
    assert [str(p) for p in CODIGO if p.name == nome] == []


def test_arquivos_tem_no_maximo_400_linhas() -> None:
    assert [str(p) for p in CODIGO if len(p.read_text().splitlines()) > 400] == []


def test_funcoes_tem_no_maximo_60_linhas() -> None:
    longas = [
        f"{p}:{no.lineno} {no.name}"
        for p in CODIGO
        for no in ast.walk(ast.parse(p.read_text()))
        if isinstance(no, ast.FunctionDef) and (no.end_lineno or 0) - no.lineno >= 60
    ]

    assert longas == []


def test_so_datas_le_o_relogio() -> None:
    """Verbs and queries are given the time; `time.monotonic` and `perf_counter` measure and are free."""
    relogios = {
        ("timezone", "now"),
        ("datetime", "now"),
        ("date", "today"),
        ("dt", "now"),
        ("timezone", "localdate"),
        ("time", "time"),
    }
    leem = [
        f"{p}:{no.lineno}"
        for p in CODIGO
        if "tests" not in p.parts and p != RAIZ / "enlace/core/datas.py"
        for no in ast.walk(ast.parse(p.read_text()))
        if isinstance(no, ast.Call) and isinstance(no.func, ast.Attribute) and isinstance(no.func.value, ast.Name)
        # With an argument `localdate` only converts an instant that was given.
        if (no.func.value.id, no.func.attr) in relogios and not (no.func.attr == "localdate" and no.args)
    ]

    assert leem == []


@pytest.mark.django_db
def test_migracoes_dizem_o_mesmo_que_os_modelos() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_todo_pacote_diz_o_que_e() -> None:
    mudos = [
        str(p) for p in (RAIZ / "enlace").glob("*/__init__.py") if not (ast.get_docstring(ast.parse(p.read_text())) or "").strip()
    ]

    assert mudos == []
