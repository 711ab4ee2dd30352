-- Which question of which filled-in form a reading came from, so that an answer put right replaces it; empty: it was typed in at the device.
alter table assets.meter_reading add column answer_of text not null default '';
create index reading_of_answer on assets.meter_reading (answer_of) where answer_of <> '' and withdrawn_at is null;
