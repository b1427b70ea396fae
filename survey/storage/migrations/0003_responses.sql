create table questionnaire_versions (
    version text primary key,
    questionnaire text not null,
    edition text not null,
    source text not null,
    kept_at text not null
);

create table responses (
    id text primary key,
    project text not null references projects (id),
    wave text not null,
    questionnaire text not null,
    version text not null references questionnaire_versions (version),
    neighbourhood text,
    household text not null,
    language text not null,
    channel text not null check (channel in ('tablet', 'self', 'paper', 'odk', 'import')),
    collector text not null,
    started_at text,
    finished_at text,
    received_at text not null,
    consent text not null check (consent in ('given', 'refused', 'not_asked', 'elsewhere')),
    state text not null check (state in ('complete', 'partial')),
    weight double precision,
    stratum text not null,
    psu text not null,
    answers text not null,
    revises text not null,
    hash text not null,
    foreign key (project, wave) references waves (project, id),
    foreign key (project, neighbourhood) references neighbourhoods (project, id)
);

create index responses_of_wave on responses (project, wave, id);

create table revisions (
    id text not null references responses (id),
    number integer not null,
    standing text not null check (standing in ('correction', 'conflict')),
    project text not null references projects (id),
    wave text not null,
    questionnaire text not null,
    version text not null references questionnaire_versions (version),
    neighbourhood text,
    household text not null,
    language text not null,
    channel text not null check (channel in ('tablet', 'self', 'paper', 'odk', 'import')),
    collector text not null,
    started_at text,
    finished_at text,
    received_at text not null,
    consent text not null check (consent in ('given', 'refused', 'not_asked', 'elsewhere')),
    state text not null check (state in ('complete', 'partial')),
    weight double precision,
    stratum text not null,
    psu text not null,
    answers text not null,
    revises text not null,
    hash text not null,
    primary key (id, number),
    unique (id, hash),
    foreign key (project, wave) references waves (project, id),
    foreign key (project, neighbourhood) references neighbourhoods (project, id)
);

create index revisions_of_wave on revisions (project, wave, id);

create table drafts (
    id text primary key,
    questionnaire text not null,
    version text not null references questionnaire_versions (version),
    project text not null,
    neighbourhood text not null,
    language text not null,
    section text not null,
    answers text not null,
    started_at text not null,
    updated_at text not null
);
