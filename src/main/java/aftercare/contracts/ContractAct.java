package aftercare.contracts;

/** What can be done to a contract. LET_GO: it will not be renewed. END: its last day is over. */
enum ContractAct {
    CHANGE, ACTIVATE, CANCEL, AMEND, LET_GO, TERMINATE, END
}
