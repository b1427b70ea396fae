create function refuse_entry() returns trigger language plpgsql as $$ begin raise exception '%', tg_argv[0] using errcode = 'integrity_constraint_violation'; end $$;

create function check_entry() returns trigger language plpgsql as $$ begin if new.number <> (select coalesce(max(number), 0) + 1 from audit) then raise exception 'an entry of the audit trail comes after the last one' using errcode = 'integrity_constraint_violation'; end if; return new; end $$;

create trigger audit_is_never_changed before update on audit for each row execute function refuse_entry('an entry of the audit trail is never changed');

create trigger audit_is_never_shortened before delete on audit for each row execute function refuse_entry('an entry of the audit trail is never removed');

create trigger audit_is_never_emptied before truncate on audit execute function refuse_entry('an entry of the audit trail is never removed');

create trigger audit_grows_at_its_end before insert on audit for each row execute function check_entry();
