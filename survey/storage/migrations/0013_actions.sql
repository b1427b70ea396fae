alter table projects add column actions text not null default '[]';
