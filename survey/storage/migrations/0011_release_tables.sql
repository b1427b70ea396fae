alter table releases add column earlier text;
alter table releases add column run text not null default '{}';

create table release_tables (
    project text not null,
    wave text not null,
    number integer not null,
    name text not null,
    content text not null,
    primary key (project, wave, number, name),
    foreign key (project, wave, number) references releases (project, wave, number)
);
