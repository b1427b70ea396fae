alter table questionnaire_versions add column identifying text not null default '[]';

alter table responses add column sealed text not null default '';
alter table revisions add column sealed text not null default '';

create table identifiers (
    response text not null references responses (id) on delete cascade,
    revision integer not null,
    question text not null,
    sealed text not null,
    salt text not null,
    primary key (response, revision, question)
);

alter table projects add column declares text not null default '[]';
alter table releases add column promises text not null default '[]';
