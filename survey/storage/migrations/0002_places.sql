create table projects (
    id text primary key,
    title text not null,
    organisation text not null,
    questionnaire text not null,
    synthetic integer not null check (synthetic in (0, 1)),
    source text,
    meeting_day text,
    meeting_time text,
    meeting_place text
);

create table districts (
    project text not null references projects (id),
    id text not null,
    position integer not null,
    name text not null,
    primary key (project, id)
);

create table neighbourhoods (
    project text not null references projects (id),
    id text not null,
    position integer not null,
    name text not null,
    district text,
    households integer check (households > 0),
    outline text not null,
    primary key (project, id),
    foreign key (project, district) references districts (project, id)
);

create table waves (
    project text not null references projects (id),
    id text not null,
    position integer not null,
    title text not null,
    starts text not null,
    ends text not null,
    primary key (project, id)
);
