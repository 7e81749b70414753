-- Take an Idempotency-Key: a new one, or one whose day is over. No row when somebody's answer is stored under it.
insert into resposta_guardada as r (cliente_api, chave, impressao, quando)
values (%(cliente_api)s, %(chave)s, %(impressao)s, %(agora)s)
on conflict (cliente_api, chave) do update
set impressao = excluded.impressao, resposta = null, quando = excluded.quando
where r.quando <= %(vencidas)s
returning r.id_resposta
