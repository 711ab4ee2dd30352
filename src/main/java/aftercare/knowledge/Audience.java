package aftercare.knowledge;

/** Whom an article is for. PORTAL: customers, and everybody of the house. */
enum Audience {
    DESK, PORTAL
}
