alter table audit add column address text not null default '';

alter table audit add column project text not null default '';

alter table audit add column neighbourhood text not null default '';

create index audit_project on audit (project, number);

create index audit_actor on audit (actor, number);
