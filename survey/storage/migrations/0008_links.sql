create table links (
    hash text primary key,
    project text not null references projects (id) on delete cascade,
    neighbourhood text not null,
    household text not null,
    once integer not null check (once in (0, 1)),
    used integer not null default 0 check (used in (0, 1))
);
