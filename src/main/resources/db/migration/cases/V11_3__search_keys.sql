-- What a case is found by: pairs of neighbouring characters, as everywhere, and fours of digits. A pair of digits stands in
-- every second case (numbers, phones, serials), so that pairs alone would read half of the index to find one number.
-- looking: the keys of words that are looked for, without the pairs that their fours of digits cover already.
create function cases.search_keys(looking boolean, variadic texts text[]) returns text[]
    language plpgsql immutable parallel safe as $$
declare
    raw    text;
    clean  text;
    paired text;
    pair   text;
    run    text;
    found  text[] := '{}';
begin
    foreach raw in array texts loop
        clean := lower(translate(raw, E' \t\n\r\f\u00a0\u3000', ''));
        if clean ~ '[0-9]{4}' then
            for run in select m[1] from regexp_matches(clean, '[0-9]{4,}', 'g') as m loop
                for i in 1 .. length(run) - 3 loop
                    found := found || substr(run, i, 4);
                end loop;
            end loop;
        end if;
        paired := case when looking then regexp_replace(clean, '[0-9]{4,}', E'\n', 'g') else clean end;
        for i in 1 .. length(paired) - 1 loop
            pair := substr(paired, i, 2);
            if not looking or strpos(pair, E'\n') = 0 then
                found := found || pair;
            end if;
        end loop;
    end loop;
    return found;
end $$;

alter table cases.service_case drop column grams;
alter table cases.service_case add search_keys text[] not null
    generated always as (cases.search_keys(false, number, subject, contact_name, contact_phone, about, company, place)) stored;
create index service_case_search on cases.service_case using gin (search_keys);

-- The work list of somebody who sees every branch.
create index service_case_open_newest on cases.service_case (opened_at desc, id desc)
    where status in ('NEW', 'ACTIVE', 'WAITING', 'RESOLVED');
