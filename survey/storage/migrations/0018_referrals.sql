alter table projects add column services text not null default '[]';
alter table projects add column keep_referrals integer not null default 180;

-- What people agreed to, word for word and by its hash: many agreed to the same words.
create table referral_consents (
    hash text primary key,
    language text not null,
    words text not null
);

-- Nothing here leads to a response, and no time is kept that could: days only, and a random id.
create table referrals (
    id text primary key,
    code text not null unique,
    project text not null references projects (id),
    service text not null,
    status text not null check (status in ('waiting', 'taken_up', 'met', 'ended', 'not_reached')),
    consent text not null references referral_consents (hash),
    contact text not null,
    note text not null default '',
    changed_on text not null
);

create index referrals_of_service on referrals (project, service);

create table referral_steps (
    referral text not null references referrals (id) on delete cascade,
    number integer not null,
    status text not null,
    day text not null,
    primary key (referral, number)
);
