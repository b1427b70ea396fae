create trigger audit_is_never_changed before update on audit begin select raise(abort, 'an entry of the audit trail is never changed'); end;

create trigger audit_is_never_shortened before delete on audit begin select raise(abort, 'an entry of the audit trail is never removed'); end;

create trigger audit_grows_at_its_end before insert on audit when new.number <> (select coalesce(max(number), 0) + 1 from audit) begin select raise(abort, 'an entry of the audit trail comes after the last one'); end;
