package aftercare.fieldwork;

import aftercare.cases.CaseId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Signed service reports on paper, for whoever has been let in to their case. */
@Component
public class SignedReports {

    private final ReportPrinter printer;

    SignedReports(ReportPrinter printer) {
        this.printer = printer;
    }

    /** @param address under which this product was reached, for links on the paper when the operator has named none */
    public Optional<byte[]> pdf(CaseId caseId, String number, @Nullable String address) {
        return printer.signed(caseId.value(), number, address);
    }
}
