package aftercare.cases;

import aftercare.contracts.Cause;
import aftercare.contracts.ContractLevels;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Asks warranty, contract and fault code, and lets {@link EntitlementRule} decide. */
@Component
class WhoPays {

    private final Places places;
    private final ContractLevels contracts;
    private final Catalogue catalogue;

    WhoPays(Places places, ContractLevels contracts, Catalogue catalogue) {
        this.places = places;
        this.contracts = contracts;
        this.catalogue = catalogue;
    }

    ServiceCase.Decision decide(Places.Place place, @Nullable String responsibility, Instant reportedAt) {
        var cause = responsibility == null ? Cause.UNKNOWN : catalogue.liability(responsibility);
        var contract = place.customer() == null ? null
                : contracts.cover(place.customer(), place.site(), place.project(), place.device(), reportedAt).orElse(null);
        return EntitlementRule.decide(place, contract, cause, reportedAt);
    }

    /** Now that somebody knows who answers for the fault. What a person has decided stays. */
    ServiceCase anew(ServiceCase c) {
        var triage = c.triage();
        return triage.decision().code().equals(ServiceCase.Decision.BY_HAND) ? c
                : c.triaged(triage.decided(decide(places.of(c), triage.responsibility(), c.report().openedAt())));
    }
}
