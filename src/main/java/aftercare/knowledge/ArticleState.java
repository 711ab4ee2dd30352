package aftercare.knowledge;

/** Whether an article is out. */
enum ArticleState {
    DRAFT, PUBLISHED, WITHDRAWN
}
