-- A mark that is another one after every change of what interviews are held against.
create table standing (
    one integer primary key check (one = 1),
    mark text not null
);
