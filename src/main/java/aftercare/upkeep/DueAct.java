package aftercare.upkeep;

enum DueAct { MAKE, MOVE, SKIP, FINISH, REOPEN }
