-- How often an article solved a fault before it was reported, by the month.
create table knowledge.solved (
    article_id uuid    not null references knowledge.article,
    month      date    not null,
    times      integer not null,

    primary key (article_id, month),
    constraint solved_month_begins check (extract(day from month) = 1),
    constraint solved_sometimes    check (times > 0)
);

-- Whoever said so counts once for an article. Only a signed hash is kept, another one for each article, for a year.
create table knowledge.solved_by (
    article_id uuid        not null references knowledge.article,
    visitor    bytea       not null,
    at         timestamptz not null,

    primary key (article_id, visitor)
);
create index solved_lately on knowledge.solved_by (article_id, at);
create index solved_long_ago on knowledge.solved_by (at);
