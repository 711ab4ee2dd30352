package aftercare.imports;

/** What people and the product do with an import; {@code STOP} also happens when the node dies that was at it. */
enum ImportAct { CHECK, FIND, WRITE, FINISH, STOP, UNDO, UNDONE, GIVE_UP }
