-- A session now holds nothing but the user's id. Sessions of before hold what cannot be read any more: everybody signs in once.
delete from platform.spring_session;
