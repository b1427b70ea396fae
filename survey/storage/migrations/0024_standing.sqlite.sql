create trigger standing_of_projects_insert after insert on projects begin delete from standing; insert into standing values (1, hex(randomblob(16))); end;

create trigger standing_of_projects_update after update on projects begin delete from standing; insert into standing values (1, hex(randomblob(16))); end;

create trigger standing_of_projects_delete after delete on projects begin delete from standing; insert into standing values (1, hex(randomblob(16))); end;

create trigger standing_of_districts_insert after insert on districts begin delete from standing; insert into standing values (1, hex(randomblob(16))); end;

create trigger standing_of_districts_update after update on districts begin delete from standing; insert into standing values (1, hex(randomblob(16))); end;

create trigger standing_of_districts_delete after delete on districts begin delete from standing; insert into standing values (1, hex(randomblob(16))); end;

create trigger standing_of_neighbourhoods_insert after insert on neighbourhoods begin delete from standing; insert into standing values (1, hex(randomblob(16))); end;

create trigger standing_of_neighbourhoods_update after update on neighbourhoods begin delete from standing; insert into standing values (1, hex(randomblob(16))); end;

create trigger standing_of_neighbourhoods_delete after delete on neighbourhoods begin delete from standing; insert into standing values (1, hex(randomblob(16))); end;

create trigger standing_of_waves_insert after insert on waves begin delete from standing; insert into standing values (1, hex(randomblob(16))); end;

create trigger standing_of_waves_update after update on waves begin delete from standing; insert into standing values (1, hex(randomblob(16))); end;

create trigger standing_of_waves_delete after delete on waves begin delete from standing; insert into standing values (1, hex(randomblob(16))); end;

create trigger standing_of_people_insert after insert on people begin delete from standing; insert into standing values (1, hex(randomblob(16))); end;

create trigger standing_of_people_update after update on people begin delete from standing; insert into standing values (1, hex(randomblob(16))); end;

create trigger standing_of_people_delete after delete on people begin delete from standing; insert into standing values (1, hex(randomblob(16))); end;

create trigger standing_of_memberships_insert after insert on memberships begin delete from standing; insert into standing values (1, hex(randomblob(16))); end;

create trigger standing_of_memberships_update after update on memberships begin delete from standing; insert into standing values (1, hex(randomblob(16))); end;

create trigger standing_of_memberships_delete after delete on memberships begin delete from standing; insert into standing values (1, hex(randomblob(16))); end;

create trigger standing_of_project_keys_insert after insert on project_keys begin delete from standing; insert into standing values (1, hex(randomblob(16))); end;

create trigger standing_of_project_keys_update after update on project_keys begin delete from standing; insert into standing values (1, hex(randomblob(16))); end;

create trigger standing_of_project_keys_delete after delete on project_keys begin delete from standing; insert into standing values (1, hex(randomblob(16))); end;

create trigger standing_of_key_copies_insert after insert on key_copies begin delete from standing; insert into standing values (1, hex(randomblob(16))); end;

create trigger standing_of_key_copies_update after update on key_copies begin delete from standing; insert into standing values (1, hex(randomblob(16))); end;

create trigger standing_of_key_copies_delete after delete on key_copies begin delete from standing; insert into standing values (1, hex(randomblob(16))); end;
