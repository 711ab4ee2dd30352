-- What a mailbox says in a language other than the product says it: the acknowledgement, and the signature. Empty: as usual.
create table mail.mailbox_words (
    mailbox_id uuid not null references mail.mailbox,
    language   text not null,
    signature  text not null default '',
    received   text not null default '',

    primary key (mailbox_id, language),
    constraint mailbox_words_language_known check (language in ('zh-CN', 'zh-TW', 'en')),
    constraint mailbox_words_not_endless    check (length(signature) <= 2000 and length(received) <= 4000)
);
