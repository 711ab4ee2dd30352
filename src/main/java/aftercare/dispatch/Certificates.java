package aftercare.dispatch;

import aftercare.documents.DocumentAccess;
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
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Engineers' certificates: nobody changes one but to correct it; a renewal is a certificate of its own. Who may see an engineer
 * sees what he holds, and its scans.
 */
@Service
@Transactional
class Certificates implements DocumentAccess {

    static final String SUBJECT = "certificate";

    private static final TypeReference<Map<String, String>> NAMES = new TypeReference<>() {};

    record KindView(String code, Map<String, String> name) {}

    /** @param validUntil the last valid day; null for ever */
    record CertificateView(UUID id, UUID userId, String kind, String number, String issuer, @Nullable LocalDate validFrom, @Nullable LocalDate validUntil,
                           int documents, int version) {}

    /** What is written on it. */
    record Certificate(String kind, String number, String issuer, @Nullable LocalDate validFrom, @Nullable LocalDate validUntil) {}

    private record Holder(UUID userId, UUID branchId, @Nullable UUID partnerId) {}

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Timeline timeline;
    private final CertificateWatch watch;
    private final LiveUpdates live;
    private final Clock clock;

    Certificates(JdbcClient jdbc, JsonMapper json, Timeline timeline, CertificateWatch watch, LiveUpdates live, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.timeline = timeline;
        this.watch = watch;
        this.live = live;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public List<KindView> kinds() {
        return jdbc.sql("select code, name from dispatch.certificate_kind order by position, code")
                .query((row, _) -> new KindView(row.getString("code"), json.readValue(row.getString("name"), NAMES))).list();
    }

    /** Those of an engineer, or of all within reach, the first to run out first. */
    @Transactional(readOnly = true)
    public List<CertificateView> of(Reach reach, @Nullable UUID user) {
        return jdbc.sql("""
                select c.id, c.user_id, c.kind, c.number, c.issuer, c.valid_from, c.valid_until, c.version,
                       (select count(*) from documents.document d where d.owner_kind = 'certificate' and d.owner_id = c.id and d.removed_at is null) as documents
                  from dispatch.certificate c join dispatch.engineer e on e.user_id = c.user_id
                 where c.removed_at is null and (cast(:user as uuid) is null or c.user_id = :user)
                   and (:everywhere or e.branch_id = any(:branches))
                   and (cast(:partner as uuid) is null or e.partner_id = :partner)
                   and cast(:customer as uuid) is null
                 order by c.valid_until nulls last, c.id
                """)
                .params(reach.params()).param("user", user).query(CertificateView.class).list();
    }

    UUID add(Scope scope, UUID engineer, Certificate certificate) {
        var holder = holder(scope, engineer);
        check(certificate);
        var id = Ids.next();
        var added = jdbc.sql("""
                insert into dispatch.certificate (id, user_id, kind, number, issuer, valid_from, valid_until, entered_at)
                select :id, :user, code, :number, :issuer, :from, :until, :now from dispatch.certificate_kind where code = :kind
                    on conflict (user_id, kind, number) where removed_at is null do nothing
                """)
                .param("id", id).param("user", engineer).param("kind", certificate.kind()).param("number", certificate.number().strip())
                .param("issuer", certificate.issuer().strip()).param("from", certificate.validFrom()).param("until", certificate.validUntil())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC)).update();
        if (added == 0) {
            throw kinds().stream().anyMatch(kind -> kind.code().equals(certificate.kind()))
                    ? new Refusal.Conflict("dispatch.certificate-known", "the certificate %s is entered already".formatted(certificate.number()),
                            Map.of("number", certificate.number()))
                    : new Refusal.Broken("dispatch.no-such-certificate-kind", "there is no kind of certificate %s".formatted(certificate.kind()),
                            Map.of("kind", certificate.kind()));
        }
        write(scope, "dispatch.certificate-added", id, engineer, certificate);
        watch.entered(id, engineer, holder.branchId(), certificate.kind(), certificate.number().strip(), certificate.validUntil(), clock.instant());
        live.tell(Live.ofBranch("dispatch", engineer, holder.branchId()));
        return id;
    }

    void correct(Scope scope, UUID id, Certificate certificate, int version) {
        var holder = holderOf(scope, id);
        check(certificate);
        var changed = jdbc.sql("""
                update dispatch.certificate
                   set kind = :kind, number = :number, issuer = :issuer, valid_from = :from, valid_until = :until, version = version + 1
                 where id = :id and version = :version and removed_at is null
                   and exists (select from dispatch.certificate_kind where code = :kind)
                """)
                .param("id", id).param("version", version).param("kind", certificate.kind()).param("number", certificate.number().strip())
                .param("issuer", certificate.issuer().strip()).param("from", certificate.validFrom()).param("until", certificate.validUntil()).update();
        if (changed == 0) {
            throw Bookings.changedMeanwhile();
        }
        write(scope, "dispatch.certificate-corrected", id, holder.userId(), certificate);
        watch.corrected(id, holder.userId(), holder.branchId(), certificate.kind(), certificate.number().strip(), certificate.validUntil(), clock.instant());
        live.tell(Live.ofBranch("dispatch", holder.userId(), holder.branchId()));
    }

    /** It was entered by mistake, or is worth nothing any more. */
    void remove(Scope scope, UUID id) {
        var holder = holderOf(scope, id);
        jdbc.sql("update dispatch.certificate set removed_at = :now where id = :id and removed_at is null")
                .param("now", clock.instant().atOffset(ZoneOffset.UTC)).param("id", id).update();
        watch.removed(id, clock.instant());
        timeline.write(Happening.internal("dispatch.certificate-removed", clock.instant(), Actor.of(scope), Map.of()).about(SUBJECT, id));
        live.tell(Live.ofBranch("dispatch", holder.userId(), holder.branchId()));
    }

    private void write(Scope scope, String kind, UUID id, UUID engineer, Certificate certificate) {
        timeline.write(Happening.internal(kind, clock.instant(), Actor.of(scope), Map.of("kind", certificate.kind(), "number", certificate.number(),
                "validUntil", certificate.validUntil() == null ? "" : certificate.validUntil().toString())).about(SUBJECT, id).about("user", engineer));
    }

    private static void check(Certificate certificate) {
        if (certificate.validFrom() != null && certificate.validUntil() != null && certificate.validUntil().isBefore(certificate.validFrom())) {
            throw new Refusal.Broken("dispatch.certificate-backwards", "a certificate must not run out before it begins", Map.of());
        }
    }

    private Holder holder(Scope scope, UUID engineer) {
        return jdbc.sql("select user_id, branch_id, partner_id from dispatch.engineer where user_id = :user").param("user", engineer).query(Holder.class).optional()
                .filter(holder -> scope.reach(Permission.DISPATCH_EDIT_ENGINEERS).covers(holder.branchId(), holder.partnerId(), null))
                .orElseThrow(() -> EngineerDesk.missing(engineer));
    }

    private Holder holderOf(Scope scope, UUID certificate) {
        return find(certificate).filter(holder -> scope.reach(Permission.DISPATCH_EDIT_ENGINEERS).covers(holder.branchId(), holder.partnerId(), null))
                .orElseThrow(() -> new Refusal.Missing("dispatch.no-such-certificate", "there is no such certificate", Map.of()));
    }

    private Optional<Holder> find(UUID certificate) {
        return jdbc.sql("""
                select e.user_id, e.branch_id, e.partner_id
                  from dispatch.certificate c join dispatch.engineer e on e.user_id = c.user_id
                 where c.id = :id and c.removed_at is null
                """).param("id", certificate).query(Holder.class).optional();
    }

    @Override
    public String ownerKind() {
        return SUBJECT;
    }

    @Override
    public boolean mayRead(Scope scope, UUID ownerId) {
        return find(ownerId).filter(holder -> scope.reach(Permission.DISPATCH_READ).covers(holder.branchId(), holder.partnerId(), null)).isPresent();
    }

    @Override
    public boolean mayAttach(Scope scope, UUID ownerId) {
        return find(ownerId).filter(holder -> scope.reach(Permission.DISPATCH_EDIT_ENGINEERS).covers(holder.branchId(), holder.partnerId(), null)).isPresent();
    }
}
