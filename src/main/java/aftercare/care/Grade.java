package aftercare.care;

import org.jspecify.annotations.Nullable;

/** 优秀, 良好, 一般, 较差: the four grades service is measured by. */
public enum Grade {

    EXCELLENT, GOOD, FAIR, POOR;

    /** Who would rather not recommend us counts as a detractor. */
    private static final int DETRACTOR = 6;

    /** Somebody should call this customer. */
    static boolean isLow(Grade overall, @Nullable Integer recommend) {
        return overall == POOR || recommend != null && recommend <= DETRACTOR;
    }
}
