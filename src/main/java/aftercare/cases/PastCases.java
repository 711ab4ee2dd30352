package aftercare.cases;

import aftercare.kernel.Refusal;
import aftercare.platform.Live;
import aftercare.platform.LiveUpdates;
import aftercare.timeline.Actor;
import aftercare.timeline.Happening;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Cases that were worked on elsewhere: kept as they were, without promises and without a word to anybody. */
@Service
@Transactional
public class PastCases {

    private final CaseStore cases;
    private final CaseKeeper keeper;
    private final Catalogue catalogue;
    private final Places places;
    private final WhoPays whoPays;
    private final LiveUpdates live;
    private final JdbcClient jdbc;
    private final Clock clock;

    PastCases(CaseStore cases, CaseKeeper keeper, Catalogue catalogue, Places places, WhoPays whoPays, LiveUpdates live, JdbcClient jdbc, Clock clock) {
        this.cases = cases;
        this.keeper = keeper;
        this.catalogue = catalogue;
        this.places = places;
        this.whoPays = whoPays;
        this.live = live;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Takes cases over from another system. Their numbers are ours and carry the year they were opened in. */
    public List<CaseId> add(List<PastCase> past, Actor actor) {
        var now = clock.instant();
        var numbers = jdbc.sql("select nextval('cases.case_number') from generate_series(1, :count)").param("count", past.size()).query(Long.class).list();
        var added = new ArrayList<ServiceCase>();
        for (int i = 0; i < past.size(); i++) {
            added.add(past(past.get(i), numbers.get(i), actor));
        }
        cases.addAll(added);
        for (int i = 0; i < added.size(); i++) {
            history(added.get(i), past.get(i), now, actor);
        }
        added.stream().map(one -> one.parties().branch()).distinct().forEach(branch -> live.tell(Live.ofBranch("cases", null, branch)));
        return added.stream().map(ServiceCase::id).toList();
    }

    /** Past cases that came of an import, unless something has happened to one of them since. */
    public void takeBack(UUID importId) {
        jdbc.sql("""
                select c.number from cases.service_case c join imports.made m on m.import_id = :import and m.kind = 'case' and m.id = c.id
                 where c.version > 0
                    or exists (select from timeline.entry_subject s join timeline.entry e on e.id = s.entry_id
                                where s.subject_kind = 'case' and s.subject_id = c.id and e.kind not in ('cases.opened', 'cases.resolved', 'cases.closed', 'cases.imported'))
                 limit 1
                """).param("import", importId).query(String.class).optional().ifPresent(number -> {
            throw new Refusal.Conflict("imports.changed-since", "%s was changed since; it cannot be taken back".formatted(number), Map.of("name", number));
        });
        jdbc.sql("""
                with gone as (delete from cases.service_case c using imports.made m where m.import_id = :import and m.kind = 'case' and m.id = c.id returning c.branch_id)
                select distinct branch_id from gone
                """).param("import", importId).query(UUID.class).list().forEach(branch -> live.tell(Live.ofBranch("cases", null, branch)));
    }

    private ServiceCase past(PastCase past, long number, Actor actor) {
        var place = places.find(past.who().customer(), past.what());
        var kind = catalogue.current(past.kind());
        var done = past.status() == CaseStatus.RESOLVED || past.status() == CaseStatus.CLOSED;
        var stage = switch (past.status()) {
            case NEW -> kind.definition().start();
            case ACTIVE, WAITING -> kind.after(Kind.Step.TAKE, kind.definition().start());
            case RESOLVED -> kind.after(Kind.Step.RESOLVE, kind.definition().start());
            case CLOSED -> kind.after(Kind.Step.CLOSE, kind.definition().start());
            case CANCELLED -> kind.after(Kind.Step.CANCEL, kind.definition().start());
        };
        return new ServiceCase(CaseId.next(), "SO-%d-%06d".formatted(past.openedAt().atZone(place.zone()).getYear(), number),
                new ServiceCase.Parties(place.branch(), null, place.customer(),
                        new ServiceCase.Contact(past.who().name(), past.who().phone(), past.who().email(), past.who().company(), past.what().place()),
                        place.site(), place.project(), place.device(), place.names().isEmpty() ? past.reference() : past.reference() + " · " + place.names()),
                new ServiceCase.Report(Channel.IMPORT, past.subject(), past.description(), keeper.token(), actor.user(), past.openedAt()),
                new ServiceCase.Triage(kind.code(), kind.version(), past.severity(), whoPays.decide(place, null, past.openedAt()), null, null, null, null),
                new ServiceCase.Progress(past.status(), stage, null, past.status() == CaseStatus.WAITING ? past.waitingReason() : null,
                        done ? past.resolution() : null, past.status() == CaseStatus.CANCELLED ? past.resolution() : null, 0, null, null,
                        done ? past.resolvedAt() : null, past.status() == CaseStatus.CLOSED ? past.closedAt() : null),
                0);
    }

    private void history(ServiceCase c, PastCase past, Instant now, Actor actor) {
        keeper.write(c, CaseKeeper.wide(c, Happening.visible("cases.opened", past.openedAt(), Actor.SYSTEM, Map.of("number", c.number(),
                "channel", Channel.IMPORT.name(), "kind", c.triage().kind(), "severity", c.triage().severity(), "subject", past.subject()))));
        if (c.progress().resolvedAt() != null) {
            keeper.write(c, CaseKeeper.wide(c, Happening.visible("cases.resolved", c.progress().resolvedAt(), Actor.SYSTEM, Map.of("summary", past.resolution()))));
        }
        if (c.progress().closedAt() != null) {
            keeper.write(c, CaseKeeper.wide(c, Happening.visible("cases.closed", c.progress().closedAt(), Actor.SYSTEM, Map.of())));
        }
        var facts = new HashMap<String, Object>(past.facts());
        facts.put("reference", past.reference());
        keeper.write(c, Happening.internal("cases.imported", now, actor, facts));
    }
}
