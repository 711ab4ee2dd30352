-- A puzzle solved for a report counts once. Rows go when the puzzle would have run out anyway.
create table intake.used_puzzle (
    puzzle  text        primary key,
    ends_at timestamptz not null
);
create index used_puzzle_ended on intake.used_puzzle (ends_at);
