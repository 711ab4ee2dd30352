package aftercare.promises;

/** Whom a step of the ladder tells. Without an owner the service desk hears what the owner would. */
public enum Audience {
    OWNER, DESK, ON_CALL, MANAGER, BRANCH_MANAGER, GENERAL_MANAGER, FINANCE
}
