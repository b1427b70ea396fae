create table sheets (
    id text primary key,
    project text not null references projects (id),
    wave text not null,
    questionnaire text not null,
    version text not null references questionnaire_versions (version),
    number text not null,
    language text not null,
    turns integer not null check (turns in (1, 2)),
    begun_at text not null,
    submitted_at text,
    unique (project, wave, questionnaire, number),
    foreign key (project, wave) references waves (project, id)
);

create table entries (
    sheet text not null references sheets (id) on delete cascade,
    turn integer not null check (turn in (1, 2)),
    neighbourhood text not null,
    household text not null,
    collector text not null,
    interviewed_on text not null,
    typed_by text not null,
    answers text not null,
    started_at text not null,
    updated_at text not null,
    finished_at text,
    primary key (sheet, turn)
);
