-- The hashes of files that are nowhere any more, as who sent the envelope said, with commas between.
alter table kept_envelopes add column lost text not null default '';
