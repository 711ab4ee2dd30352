-- A customer's people may sign in with a code that is sent to them. Asked for is noted whether or not anybody is behind the
-- address, so that both cost the same and neither can be asked for endlessly; only a signed hash of the code is kept.
create table identity.sign_in_code (
    id       uuid        primary key,
    sent_to  text        not null,
    user_id  uuid        references identity.app_user on delete cascade,
    address  text        not null,
    salt     bytea       not null,
    hash     bytea       not null,
    asked_at timestamptz not null,
    ends_at  timestamptz not null,
    tries    integer     not null default 0,
    used_at  timestamptz,

    constraint sign_in_code_ends_later check (ends_at > asked_at),
    constraint sign_in_code_few_tries  check (tries between 0 and 5)
);
create index sign_in_code_newest on identity.sign_in_code (sent_to, asked_at desc);
create index sign_in_code_by_address on identity.sign_in_code (address, asked_at);
create index sign_in_code_old on identity.sign_in_code (asked_at);

create index app_user_customers_email on identity.app_user (lower(email)) where customer_id is not null;
create index app_user_customers_phone on identity.app_user (right(regexp_replace(phone, '\D', '', 'g'), 11)) where customer_id is not null;
