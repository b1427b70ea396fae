alter table drafts add column mode text not null default 'self';
alter table drafts add column household text not null default '';
alter table drafts add column collector text not null default '';
alter table drafts add column revises text not null default '';
alter table drafts add column paradata text not null default '{}';
alter table responses add column paradata text not null default '{}';
alter table revisions add column paradata text not null default '{}';
