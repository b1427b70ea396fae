create table resume_codes (
    code text primary key,
    draft text not null unique references drafts (id) on delete cascade
);
