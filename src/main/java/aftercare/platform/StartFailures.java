package aftercare.platform;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows why the product cannot start as one sentence instead of a stack trace. Found through {@code META-INF/spring.factories}. */
class StartFailures extends AbstractFailureAnalyzer<CannotStart> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, CannotStart reason) {
        return new FailureAnalysis(reason.getMessage(), null, failure);
    }
}
