package aftercare.safety;

import static java.time.ZoneOffset.UTC;

import aftercare.identity.Permission;
import aftercare.identity.Reach;
import aftercare.identity.Scope;
import aftercare.kernel.Ids;
import aftercare.kernel.Refusal;
import aftercare.platform.Live;
import aftercare.platform.LiveUpdates;
import aftercare.timeline.Actor;
import aftercare.timeline.Happening;
import aftercare.timeline.Timeline;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Hazards are written down, changed and retired. A changed one is confirmed anew by everybody who goes there. */
@Service
@Transactional
class HazardDesk {

    /** What somebody points at. {@code branch} counts for models and kinds of work only. */
    record About(HazardScope scope, @Nullable UUID id, @Nullable String kind, @Nullable UUID branch) {}

    private record Ground(@Nullable UUID branch, @Nullable UUID customer) {}

    private final JdbcClient jdbc;
    private final Timeline timeline;
    private final LiveUpdates live;
    private final Clock clock;

    HazardDesk(JdbcClient jdbc, Timeline timeline, LiveUpdates live, Clock clock) {
        this.jdbc = jdbc;
        this.timeline = timeline;
        this.live = live;
        this.clock = clock;
    }

    UUID add(Scope scope, About about, Hazard.Content content, @Nullable UUID nearMiss) {
        var hazard = of(scope, about, content);
        knownCertificate(content.certificate());
        jdbc.sql("""
                insert into safety.hazard (id, scope, branch_id, customer_id, site_id, device_id, product_id, kind, title, measures, risk, contact_confirms, certificate,
                                           near_miss_id, changed_at)
                values (:id, :scope, :branch, :customer, :site, :device, :product, :kind, :title, :measures, :risk, :contact, :certificate, :nearMiss, :now)
                """)
                .param("id", hazard.id()).param("scope", hazard.of().scope().name()).param("branch", hazard.branch()).param("customer", hazard.of().customer())
                .param("site", hazard.of().site()).param("device", hazard.of().device()).param("product", hazard.of().product()).param("kind", hazard.of().kind())
                .param("title", content.title()).param("measures", content.measures()).param("risk", content.risk().name()).param("contact", content.contactConfirms())
                .param("certificate", content.certificate()).param("nearMiss", nearMiss).param("now", clock.instant().atOffset(UTC)).update();
        keepWords(hazard.id(), scope);
        told(scope, hazard, "safety.hazard-added");
        return hazard.id();
    }

    void change(Scope scope, UUID id, Hazard.Content content, int version) {
        var hazard = mine(scope, id);
        knownCertificate(content.certificate());
        if (hazard.content().equals(content)) {
            return;
        }
        var changed = jdbc.sql("""
                update safety.hazard
                   set title = :title, measures = :measures, risk = :risk, contact_confirms = :contact, certificate = :certificate, changed_at = :now, version = version + 1
                 where id = :id and version = :version
                """)
                .param("id", id).param("version", version).param("title", content.title()).param("measures", content.measures()).param("risk", content.risk().name())
                .param("contact", content.contactConfirms()).param("certificate", content.certificate()).param("now", clock.instant().atOffset(UTC)).update();
        if (changed == 0) {
            throw new OptimisticLockingFailureException("hazard %s changed meanwhile".formatted(id));
        }
        keepWords(id, scope);
        told(scope, new Hazard(id, hazard.of(), hazard.branch(), content, hazard.retired(), version + 1), "safety.hazard-changed");
    }

    /** It is not there any more, or is there again: then it has to be confirmed anew. */
    void retire(Scope scope, UUID id, boolean retired) {
        var hazard = mine(scope, id);
        if (hazard.retired() == retired) {
            return;
        }
        jdbc.sql("""
                update safety.hazard set retired_at = case when :retired then cast(:now as timestamptz) end, changed_at = :now, version = version + case when :retired then 0 else 1 end
                 where id = :id
                """).param("id", id).param("retired", retired).param("now", clock.instant().atOffset(UTC)).update();
        if (!retired) {
            keepWords(id, scope);
        }
        told(scope, hazard, retired ? "safety.hazard-retired" : "safety.hazard-back");
    }

    private Hazard of(Scope scope, About about, Hazard.Content content) {
        var reach = scope.reach(Permission.SAFETY_MANAGE);
        if (about.scope().isOfTheHouse()) {
            if (about.branch() == null ? !reach.everywhere() : !reach.covers(about.branch(), null, null)) {
                throw new Refusal.Broken("safety.branch-needed", "what holds for the whole house is written by whoever answers for the whole house; name a branch of yours", Map.of());
            }
            var known = about.scope() == HazardScope.KIND
                    ? jdbc.sql("select exists (select from cases.kind where code = :kind and current)").param("kind", about.kind()).query(Boolean.class).single()
                    : jdbc.sql("select exists (select from assets.product where id = :id)").param("id", about.id()).query(Boolean.class).single();
            if (!known) {
                throw nothing();
            }
            return new Hazard(Ids.next(), new Hazard.Of(about.scope(), null, null, null, about.scope() == HazardScope.PRODUCT ? about.id() : null,
                    about.scope() == HazardScope.KIND ? about.kind() : null), about.branch(), content, false, 1);
        }
        var ground = switch (about.scope()) {
            case CUSTOMER -> ground("select branch_id as branch, id as customer from customers.customer where id = :id", about.id());
            case SITE -> ground("select k.branch_id as branch, k.id as customer from customers.site s join customers.customer k on k.id = s.customer_id where s.id = :id", about.id());
            default -> ground("select branch_id as branch, customer_id as customer from assets.device where id = :id", about.id());
        };
        if (!covers(reach, ground.branch())) {
            throw nothing();
        }
        return new Hazard(Ids.next(), new Hazard.Of(about.scope(), ground.customer(), about.scope() == HazardScope.SITE ? about.id() : null,
                about.scope() == HazardScope.DEVICE ? about.id() : null, null, null), ground.branch(), content, false, 1);
    }

    private Ground ground(String sql, @Nullable UUID id) {
        return jdbc.sql(sql).param("id", id).query(Ground.class).optional().orElseThrow(HazardDesk::nothing);
    }

    private Hazard mine(Scope scope, UUID id) {
        var reach = scope.reach(Permission.SAFETY_MANAGE);
        return jdbc.sql("select * from safety.hazard where id = :id for no key update").param("id", id)
                .query((row, _) -> new Hazard(id, new Hazard.Of(HazardScope.valueOf(row.getString("scope")), row.getObject("customer_id", UUID.class), row.getObject("site_id", UUID.class),
                        row.getObject("device_id", UUID.class), row.getObject("product_id", UUID.class), row.getString("kind")), row.getObject("branch_id", UUID.class),
                        new Hazard.Content(row.getString("title"), row.getString("measures"), Risk.valueOf(row.getString("risk")), row.getBoolean("contact_confirms"),
                                row.getString("certificate")), row.getObject("retired_at") != null, row.getInt("version")))
                .optional().filter(hazard -> covers(reach, hazard.branch())).orElseThrow(HazardDesk::missing);
    }

    /** A rule of the whole house is changed by whoever answers for all of it. */
    static boolean covers(Reach reach, @Nullable UUID branch) {
        return branch == null ? reach.everywhere() : reach.covers(branch, null, null);
    }

    private void knownCertificate(@Nullable String code) {
        if (code != null && !jdbc.sql("select exists (select from dispatch.certificate_kind where code = :code)").param("code", code).query(Boolean.class).single()) {
            throw new Refusal.Broken("safety.no-such-certificate", "there is no kind of certificate %s".formatted(code), Map.of("code", code));
        }
    }

    private void keepWords(UUID id, Scope by) {
        jdbc.sql("""
                insert into safety.hazard_words (hazard_id, version, title, measures, risk, contact_confirms, certificate, by_name, at)
                select id, version, title, measures, risk, contact_confirms, certificate, :by, changed_at from safety.hazard where id = :id
                """).param("id", id).param("by", by.name()).update();
    }

    private void told(Scope by, Hazard hazard, String kind) {
        timeline.write(Happening.internal(kind, clock.instant(), Actor.of(by), Map.of("title", hazard.content().title())).about(Hazard.SUBJECT, hazard.id())
                .about("customer", hazard.of().customer()).about("device", hazard.of().device()));
        live.tell(Live.ofBranch("safety", hazard.id(), hazard.branch()));
    }

    static Refusal.Missing missing() {
        return new Refusal.Missing("safety.no-such-hazard", "there is no such hazard", Map.of());
    }

    private static Refusal.Broken nothing() {
        return new Refusal.Broken("safety.about-nothing", "say what the hazard belongs to", Map.of());
    }
}
