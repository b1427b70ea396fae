create table people (
    id text primary key,
    name text not null unique,
    title text not null,
    language text not null default '',
    password text not null default '',
    totp text not null default '',
    totp_step integer not null default 0,
    pin text not null default '',
    disabled integer not null default 0 check (disabled in (0, 1)),
    made_at text not null
);

create table memberships (
    person text not null references people (id) on delete cascade,
    role text not null
        check (role in ('facilitator', 'coordinator', 'committee', 'partner', 'administrator')),
    project text not null default '',
    neighbourhood text not null default '',
    service text not null default '',
    reads_sensitive integer not null default 0 check (reads_sensitive in (0, 1)),
    primary key (person, role, project, neighbourhood, service)
);

create table invitations (
    hash text primary key,
    person text not null unique references people (id) on delete cascade,
    expires_at text not null
);

create table sign_ins (
    hash text primary key,
    person text not null references people (id) on delete cascade,
    by_pin integer not null default 0 check (by_pin in (0, 1)),
    opened_by text not null references people (id) on delete cascade,
    device text not null default '',
    made_at text not null,
    expires_at text not null
);

create index sign_ins_of_person on sign_ins (person);

create table attempts (
    subject text primary key,
    failures integer not null,
    last_at text not null
);
