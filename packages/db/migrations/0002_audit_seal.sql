-- The audit log is append-only: the only change ever allowed is the seal, once, by app.seal().
create function app.audit_is_append_only() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.seq is null and new.seq is not null and new.hash is not null
     and (to_jsonb(new) - '{seq,prev_hash,hash}'::text[]) = (to_jsonb(old) - '{seq,prev_hash,hash}'::text[]) then
    return new;
  end if;
  raise exception using errcode = 'HR403', message = 'the audit log is append-only';
end $$;
--> statement-breakpoint
create trigger append_only before update or delete on audit_logs for each row execute function app.audit_is_append_only();
--> statement-breakpoint
create trigger append_only_whole before truncate on audit_logs for each statement execute function app.audit_is_append_only();
--> statement-breakpoint
-- Every field with its length in front, so that no two rows have the same encoding; absent is not empty.
create function app.audit_encoding(variadic fields text[]) returns bytea language sql immutable set search_path = pg_catalog, pg_temp as $$
  select convert_to(string_agg(coalesce(octet_length(f) || ':' || f, '-'), ';' order by i), 'UTF8')
    from unnest(fields) with ordinality as t (f, i)
$$;
--> statement-breakpoint
create function app.audit_hash(entry audit_logs, seq bigint, prev bytea) returns bytea language sql stable set search_path = pg_catalog, pg_temp as $$
  select sha256(app.audit_encoding(seq::text, encode(prev, 'hex'), entry.tenant_id::text, entry.id::text,
    (extract(epoch from entry.created_at) * 1000000)::bigint::text, entry.actor_id::text, entry.action, entry.entity_type,
    entry.entity_id::text, entry.subject_id::text, entry.before::text, entry.after::text, entry.request_id, encode(entry.ip_hash, 'hex')))
$$;
--> statement-breakpoint
-- Gives unsealed rows their place in the tenant's chain and answers the new heads. One sealer at a time per tenant.
create function app.seal(most integer) returns table (tenant_id uuid, seq bigint, hash bytea)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid;
  entry public.audit_logs;
  last_seq bigint;
  last_hash bytea;
begin
  for tenant in select distinct a.tenant_id from public.audit_logs a where a.seq is null loop
    continue when not pg_try_advisory_xact_lock(hashtextextended('seal:' || tenant, 0));
    select a.seq, a.hash into last_seq, last_hash from public.audit_logs a
      where a.tenant_id = tenant and a.seq is not null order by a.seq desc limit 1;
    last_seq := coalesce(last_seq, 0);
    last_hash := coalesce(last_hash, '\x'::bytea);
    for entry in select a.* from public.audit_logs a where a.tenant_id = tenant and a.seq is null order by a.created_at, a.id limit most loop
      last_seq := last_seq + 1;
      update public.audit_logs a set seq = last_seq, prev_hash = last_hash, hash = app.audit_hash(entry, last_seq, last_hash)
        where a.tenant_id = tenant and a.id = entry.id returning a.hash into last_hash;
    end loop;
    tenant_id := tenant; seq := last_seq; hash := last_hash;
    return next;
  end loop;
end $$;
--> statement-breakpoint
-- Walks every chain: the first place where a row was changed, removed, inserted or moved, or nothing.
create function app.verify_audit() returns table (tenant_id uuid, rows bigint, unsealed bigint, first_bad_seq bigint, head_seq bigint, head_hash bytea)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with linked as (
    select a.tenant_id, a.seq, a.hash,
      a.seq = row_number() over chain
        and a.prev_hash = coalesce(lag(a.hash) over chain, '\x'::bytea)
        and a.hash = app.audit_hash(a, a.seq, a.prev_hash) as is_good
      from public.audit_logs a where a.seq is not null
      window chain as (partition by a.tenant_id order by a.seq)
  ), heads as (
    select distinct on (l.tenant_id) l.tenant_id, l.seq, l.hash from linked l order by l.tenant_id, l.seq desc
  )
  select t.tenant_id, count(*), count(*) filter (where t.seq is null),
    (select min(l.seq) from linked l where l.tenant_id = t.tenant_id and l.is_good is not true),
    (select h.seq from heads h where h.tenant_id = t.tenant_id), (select h.hash from heads h where h.tenant_id = t.tenant_id)
    from public.audit_logs t group by t.tenant_id
$$;
--> statement-breakpoint
create policy sealer_reads on audit_logs for select to handrail_gate using (true);
--> statement-breakpoint
create policy sealer_seals on audit_logs for update to handrail_gate using (seq is null) with check (true);
--> statement-breakpoint
grant select, update (seq, prev_hash, hash) on audit_logs to handrail_gate;
--> statement-breakpoint
grant execute on function app.audit_encoding(text[]), app.audit_hash(audit_logs, bigint, bytea) to handrail_gate;
--> statement-breakpoint
alter function app.seal(integer) owner to handrail_gate;
--> statement-breakpoint
alter function app.verify_audit() owner to handrail_gate;
--> statement-breakpoint
grant execute on function app.seal(integer), app.verify_audit() to handrail_worker, handrail_owner;
