package aftercare.contracts;

import aftercare.promises.PromiseDesk;
import aftercare.promises.StartPromises;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * What we owe ourselves for a contract: that the customer is asked in time, and that it is renewed or let go before its last
 * day. Both count back from a day, so the ladder of their rules warns months ahead.
 */
@Component
class ContractPromises {

    static final String NOTICE = "contract-notice";
    static final String RENEWAL = "contract-renewal";

    private final PromiseDesk promises;

    ContractPromises(PromiseDesk promises) {
        this.promises = promises;
    }

    void began(Contract contract, Instant at) {
        if (!contract.frame().noticeOn().equals(contract.frame().endsOn())) {
            promises.start(wish(contract, NOTICE, at).before(contract.frame().noticeOn()));
        }
        promises.start(wish(contract, RENEWAL, at).before(contract.frame().endsOn()));
    }

    /** Its last day is another one now. */
    void moved(Contract contract, Instant at) {
        promises.waive(contract.id().subject(), "contract-amended", at);
        began(contract, at);
    }

    void renewed(Contract contract, Instant at) {
        promises.keep(contract.id().subject(), NOTICE, at);
        promises.keep(contract.id().subject(), RENEWAL, at);
    }

    void dropped(Contract contract, String reason, Instant at) {
        promises.waive(contract.id().subject(), reason, at);
    }

    private static StartPromises wish(Contract contract, String code, Instant at) {
        return new StartPromises(contract.id().subject(), List.of(code), Map.of(), contract.frame().branch(), contract.frame().owner(),
                contract.number() + " " + contract.frame().title(), at).to(contract.frame().customer().value());
    }
}
