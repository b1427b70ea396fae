create table asked_grants (
    person text not null references people (id) on delete cascade,
    project text not null default '',
    neighbourhood text not null default '',
    asked_by text not null,
    asked_at text not null,
    primary key (person, project, neighbourhood)
);

create table seal_keys (
    fingerprint text primary key
);
