create table releases (
    project text not null,
    wave text not null,
    number integer not null,
    version text not null references questionnaire_versions (version),
    method text not null,
    cutoff text not null,
    made_at text not null,
    responses integer not null,
    is_weighted integer not null,
    scores text not null,
    primary key (project, wave, number),
    foreign key (project, wave) references waves (project, id)
);
