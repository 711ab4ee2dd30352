-- In which language a channel tells its news. What goes to a customer is in the customer's own.
alter table channels.channel add column language text not null default 'zh-CN',
    add constraint channel_language_known check (language in ('zh-CN', 'zh-TW', 'en'));
