create table quotes (
    response text not null references responses (id) on delete cascade,
    question text not null,
    project text not null,
    wave text not null,
    neighbourhood text not null,
    words text not null,
    language text not null,
    primary key (response, question),
    foreign key (project, wave) references waves (project, id)
);

create index quotes_of_wave on quotes (project, wave, neighbourhood);
