-- Articles are written seldom and searched often: what is written goes into the index at once, not beside it.
alter index knowledge.article_words set (fastupdate = off);
select gin_clean_pending_list('knowledge.article_words');
