-- Whom a customer is not to see, or likes best.
create table dispatch.customer_rule (
    engineer_id uuid        not null references dispatch.engineer,
    customer_id uuid        not null references customers.customer,
    rule        text        not null,
    reason      text        not null default '',
    set_by      uuid        references identity.app_user,
    set_at      timestamptz not null,
    primary key (engineer_id, customer_id),

    constraint customer_rule_known check (rule in ('NEVER', 'PREFERRED')),
    constraint customer_rule_never_has_reason check (rule <> 'NEVER' or length(trim(reason)) > 0)
);
create index customer_rule_of_customer on dispatch.customer_rule (customer_id);

-- How much longer than the shift somebody may be planned for in a day.
alter table dispatch.engineer add overtime_minutes integer not null default 60;
alter table dispatch.engineer add constraint engineer_overtime_sane check (overtime_minutes between 0 and 480);
