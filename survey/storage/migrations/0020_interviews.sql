-- The public halves of key pairs; the private ones lie in files beside the database, never in it.
create table project_keys (
    id text primary key,
    project text not null references projects (id),
    public text not null,
    made_at text not null,
    retired_at text
);

create unique index key_in_use on project_keys (project) where retired_at is null;

create table key_copies (
    key text not null references project_keys (id),
    holder text not null,
    made_at text not null,
    primary key (key, holder)
);

create table devices (
    id text primary key,
    hash text not null unique,
    name text not null,
    person text not null references people (id),
    places text not null,
    made_at text not null,
    seen_at text not null,
    unsent integer,
    revoked_at text
);

-- Whom the list of a device named: their interviews are taken after their account was closed, too.
create table device_people (
    device text not null references devices (id),
    person text not null references people (id),
    project text not null,
    neighbourhood text not null,
    primary key (device, person, project, neighbourhood)
);

-- One row an envelope that was opened and entered; it tells a repetition, and leaves with the response.
create table interviews (
    id text not null,
    sha256 text not null,
    digest text not null,
    device text not null,
    person text not null,
    project text not null references projects (id),
    outcome text not null check (outcome in ('new', 'repeated', 'revised', 'waiting', 'conflict')),
    received_at text not null,
    remarks text not null default '[]',
    primary key (id, sha256)
);

create index interviews_of_project on interviews (project, received_at);

create index interviews_of_device on interviews (device);

-- Files that came ahead of their interview, as they were sealed.
create table interview_files (
    interview text not null,
    sha256 text not null,
    device text not null,
    size integer not null,
    envelope blob not null,
    received_at text not null,
    primary key (interview, sha256)
);

create index files_of_device on interview_files (device);

-- Envelopes that cannot be entered yet, as they came.
create table kept_envelopes (
    id text not null,
    sha256 text not null,
    device text not null,
    project text not null default '',
    reason text not null check (reason in ('key', 'conflict')),
    envelope blob not null,
    received_at text not null,
    primary key (id, sha256)
);

-- Receipts that a tablet told a household whose interview still waits to be looked over.
create table promised_receipts (
    hash text primary key,
    response text not null
);
