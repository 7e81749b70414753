-- What `enlace radius` asks before it starts: the demonstration's secrets are published.
create function radius.e_demonstracao() returns boolean
language sql stable security definer set search_path = public, pg_temp
as $$
    select exists (select from provedor where demonstracao)
$$;
