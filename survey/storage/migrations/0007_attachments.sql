create table attachments (
    name text primary key,
    content blob not null,
    kept_at text not null
);

create table attachment_uses (
    response text not null,
    attachment text not null references attachments (name),
    primary key (response, attachment)
);

create index uses_of_attachment on attachment_uses (attachment);
