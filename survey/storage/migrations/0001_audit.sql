create table audit (
    number integer primary key,
    at text not null,
    actor text not null,
    action text not null,
    subject text not null,
    detail text not null,
    previous text not null,
    hash text not null
);

create index audit_subject on audit (subject);
