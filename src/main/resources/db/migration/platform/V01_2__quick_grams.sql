-- The same grams ten times as fast: a loop costs less than a query for every text. Duplicates do not matter to a GIN index.
create or replace function platform.grams(variadic texts text[]) returns text[]
    language plpgsql immutable parallel safe as $$
declare
    raw   text;
    clean text;
    found text[] := '{}';
begin
    foreach raw in array texts loop
        clean := lower(translate(raw, E' \t\n\r\f\u00a0\u3000', ''));
        for i in 1 .. length(clean) - 1 loop
            found := found || substr(clean, i, 2);
        end loop;
    end loop;
    return found;
end $$;
