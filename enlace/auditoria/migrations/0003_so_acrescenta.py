"""The audit only grows: the database itself refuses to change or delete a row of it.

Retention (a later matter) drops old months as the owner of the table, with TRUNCATE or by lifting the trigger in a migration;
no road of the application does.
"""

from django.db import migrations

TABELAS = ("auditoria_registro", "auditoria_leitura")

CRIAR = """
create function auditoria_recusar_mudanca() returns trigger language plpgsql as $$
begin
    raise exception 'a tabela % só recebe linhas novas', tg_table_name using errcode = 'insufficient_privilege';
end
$$;
""" + "".join(
    f"create trigger {tabela}_so_acrescenta before update or delete on {tabela} "
    "for each statement execute function auditoria_recusar_mudanca();\n"
    for tabela in TABELAS
)

DESFAZER = "".join(f"drop trigger {tabela}_so_acrescenta on {tabela};\n" for tabela in TABELAS) + (
    "drop function auditoria_recusar_mudanca();"
)


class Migration(migrations.Migration):
    dependencies = [("auditoria", "0002_initial")]
    operations = [migrations.RunSQL(CRIAR, DESFAZER)]
