-- A caller is found while his number is being typed: from its beginning, or by its last digits.
create index contact_phone_begins on customers.contact ((phone_keys[1]) text_pattern_ops) where active;
create index contact_phone_ends on customers.contact (reverse(phone_keys[1]) text_pattern_ops) where active;
create index customer_phone_begins on customers.customer ((phone_keys[1]) text_pattern_ops) where active;
create index customer_phone_ends on customers.customer (reverse(phone_keys[1]) text_pattern_ops) where active;
