package aftercare.cases;

import aftercare.identity.Permission;

/** What can be done with a case. {@link CaseStatus} says when, the permission says by whom. */
public enum CaseAct {

    /** Somebody takes it in hand. */
    TAKE(Permission.CASES_TRIAGE),
    WAIT(Permission.CASES_WAIT),
    RESUME(Permission.CASES_WAIT),
    RESOLVE(Permission.CASES_RESOLVE),
    /** The customer accepts the work. */
    ACCEPT(Permission.CASES_CLOSE),
    /** The customer rejects the work. */
    REJECT(Permission.CASES_REOPEN),
    CLOSE(Permission.CASES_CLOSE),
    REOPEN(Permission.CASES_REOPEN),
    CANCEL(Permission.CASES_CANCEL),
    /** It is the same as another one and goes into that. */
    MERGE(Permission.CASES_TRIAGE),
    /** It was another matter after all. */
    UNMERGE(Permission.CASES_TRIAGE);

    private final Permission permission;

    CaseAct(Permission permission) {
        this.permission = permission;
    }

    public Permission permission() {
        return permission;
    }
}
