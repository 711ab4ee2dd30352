-- What was promised in one contract alone: a rule may name the contract, by its number.
alter table promises.rule add column match_agreed text;
create index rule_agreed on promises.rule (match_agreed) where match_agreed is not null;
