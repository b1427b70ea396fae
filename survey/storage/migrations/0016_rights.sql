create table consents (
    hash text primary key,
    questionnaire text not null,
    language text not null,
    words text not null,
    kept_at text not null
);

alter table responses add column consent_text text not null default '';
alter table responses add column consented_at text;
alter table revisions add column consent_text text not null default '';
alter table revisions add column consented_at text;
alter table drafts add column consent_text text not null default '';
alter table drafts add column consented_at text;

create table receipts (
    hash text primary key,
    response text not null references responses (id) on delete cascade
);

create index receipts_of_response on receipts (response);

create table withdrawals (
    response text primary key,
    project text not null references projects (id),
    wave text not null,
    at text not null,
    way text not null check (way in ('receipt', 'office', 'retention'))
);

alter table sheets add column withdrawn integer not null default 0 check (withdrawn in (0, 1));
alter table projects add column retention text;
