create function mark_standing() returns trigger language plpgsql as $$ begin insert into standing values (1, gen_random_uuid()::text) on conflict (one) do update set mark = excluded.mark; return null; end $$;

create trigger standing_of_projects after insert or update or delete or truncate on projects for each statement execute function mark_standing();

create trigger standing_of_districts after insert or update or delete or truncate on districts for each statement execute function mark_standing();

create trigger standing_of_neighbourhoods after insert or update or delete or truncate on neighbourhoods for each statement execute function mark_standing();

create trigger standing_of_waves after insert or update or delete or truncate on waves for each statement execute function mark_standing();

create trigger standing_of_people after insert or update or delete or truncate on people for each statement execute function mark_standing();

create trigger standing_of_memberships after insert or update or delete or truncate on memberships for each statement execute function mark_standing();

create trigger standing_of_project_keys after insert or update or delete or truncate on project_keys for each statement execute function mark_standing();

create trigger standing_of_key_copies after insert or update or delete or truncate on key_copies for each statement execute function mark_standing();
