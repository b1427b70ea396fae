alter table responses add column design text not null default '{}';
alter table revisions add column design text not null default '{}';
