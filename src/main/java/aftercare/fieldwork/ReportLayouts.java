package aftercare.fieldwork;

import aftercare.platform.Settings;
import org.springframework.stereotype.Component;

/** Keeps the one layout of the house. */
@Component
class ReportLayouts {

    private static final String KEY = "report-layout";

    private final Settings settings;

    ReportLayouts(Settings settings) {
        this.settings = settings;
    }

    ReportLayout now() {
        return settings.get(KEY, ReportLayout.class).orElse(ReportLayout.SHIPPED);
    }

    void save(ReportLayout layout) {
        settings.set(KEY, layout);
    }
}
