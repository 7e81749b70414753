-- Whether anything that cliente/all shows has changed: each transaction that writes to one of these tables leaves a row in
-- versao_dos_dados, visible exactly when its changes are. Statement triggers: a COPY of a million rows leaves one row as well.
create function integracao.marcar_versao() returns trigger
language plpgsql
as $$
begin
    insert into public.versao_dos_dados (transacao) values (pg_current_xact_id()::text::bigint) on conflict do nothing;
    return null;
end
$$;

do $$
declare
    tabela text;
begin
    foreach tabela in array array[
        'alerta', 'alerta_bairro', 'alerta_cidade', 'alerta_cliente', 'alerta_equipamento', 'alerta_grupo_cliente',
        'alerta_interface', 'alerta_pop', 'bairro', 'caixa_optica', 'cidade', 'cliente', 'cliente_grupo', 'cliente_servico',
        'cliente_servico_grupo', 'cliente_servico_pacote', 'cliente_servico_senha', 'endereco', 'equipamento', 'estado',
        'grupo_cliente', 'grupo_cliente_servico', 'interface_conexao', 'motivo_cancelamento', 'pacote', 'porta_atendimento',
        'servico', 'servico_status', 'tecnologia'
    ]
    loop
        execute format(
            'create trigger versao after insert or update or delete or truncate on %I '
            'for each statement execute function integracao.marcar_versao()',
            tabela
        );
    end loop;
end
$$;

-- Of a user only what a seller shows: every sign-in writes the rest.
create trigger versao after update of nome, email on usuario
for each statement execute function integracao.marcar_versao();

-- What changed while the triggers were away, for instance in a migration.
insert into public.versao_dos_dados (transacao) values (pg_current_xact_id()::text::bigint) on conflict do nothing;
