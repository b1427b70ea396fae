-- How interviews came in, one row each, without an answer: what fieldwork is followed by.
create table arrivals (
    response text primary key,
    project text not null,
    wave text not null,
    neighbourhood text not null,
    household text not null,
    collector text not null,
    day text not null,
    last_sign text not null,
    is_refusal integer not null check (is_refusal in (0, 1)),
    seconds integer,
    asked integer not null,
    missing integer not null
);

create index arrivals_of_collector on arrivals (project, wave, neighbourhood, collector, last_sign);

create index arrivals_of_day on arrivals (project, wave, neighbourhood, day);

create index arrivals_of_household on arrivals (project, wave, neighbourhood, household);

create table arrival_flags (
    response text not null references arrivals (response) on delete cascade,
    flag text not null,
    project text not null,
    wave text not null,
    neighbourhood text not null,
    detail text not null,
    looked_on text,
    looked_by text not null default '',
    note text not null default '',
    primary key (response, flag)
);

create index arrival_flags_of_wave on arrival_flags (project, wave, neighbourhood, flag, looked_on);

-- The rows above, added up: what a page reads.
create table arrival_tallies (
    project text not null,
    wave text not null,
    neighbourhood text not null,
    collector text not null,
    interviews integer not null,
    refusals integer not null,
    asked integer not null,
    missing integer not null,
    last_sign text not null,
    minutes text not null,
    primary key (project, wave, neighbourhood, collector)
);

create table arrival_days (
    project text not null,
    wave text not null,
    neighbourhood text not null,
    day text not null,
    interviews integer not null,
    refusals integer not null,
    primary key (project, wave, neighbourhood, day)
);

-- Up to which entry of the audit trail a project's arrivals are counted.
create table arrival_marks (
    project text primary key,
    number integer not null,
    seal text not null
);

create index responses_of_household on responses (project, wave, household);

create index drafts_of_project on drafts (project, mode);

-- A conflict between which and what stands somebody has chosen; a part may wait for who may read it.
create table settlements (
    response text not null references responses (id) on delete cascade,
    number integer not null,
    settled_at text not null,
    settled_by text not null,
    note text not null,
    is_partial integer not null check (is_partial in (0, 1)),
    primary key (response, number)
);

create index revisions_in_conflict on revisions (standing, project, received_at);
