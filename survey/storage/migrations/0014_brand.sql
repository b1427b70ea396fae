alter table projects add column brand text;
