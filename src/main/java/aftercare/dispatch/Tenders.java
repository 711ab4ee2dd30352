package aftercare.dispatch;

import static java.time.ZoneOffset.UTC;

import aftercare.cases.CaseId;
import aftercare.kernel.Refusal;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps tenders and the partners' parts in them. */
@Component
class Tenders {

    static final String SUBJECT = "tender";

    record Tender(UUID id, UUID caseId, UUID branchId, TenderMode mode, TenderState state, String words, @Nullable UUID askedBy, Instant askedAt) {}

    record Part(UUID partnerId, String partner, InvitationState state, @Nullable Instant startsAt, @Nullable Integer minutes, @Nullable UUID engineerId,
                String note) {}

    /** A yes. */
    record Answer(Instant startsAt, @Nullable Integer minutes, @Nullable BigDecimal price, @Nullable UUID engineer, String note) {}

    private final JdbcClient jdbc;

    Tenders(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(Tender tender, List<UUID> partners) {
        try {
            jdbc.sql("""
                    insert into dispatch.tender (id, case_id, branch_id, mode, state, words, asked_by, asked_at)
                    values (:id, :case, :branch, :mode, :state, :words, :by, :at)
                    """)
                    .param("id", tender.id()).param("case", tender.caseId()).param("branch", tender.branchId()).param("mode", tender.mode().name())
                    .param("state", tender.state().name()).param("words", tender.words()).param("by", tender.askedBy())
                    .param("at", tender.askedAt().atOffset(UTC)).update();
        } catch (DuplicateKeyException open) {
            throw new Refusal.Conflict("dispatch.tender-open", "partners are being asked about this case already; wait for their answers or withdraw it", Map.of());
        }
        jdbc.sql("insert into dispatch.invitation (tender_id, partner_id, state, asked_at) select :id, partner, 'ASKED', :at from unnest(cast(:partners as uuid[])) partner")
                .param("id", tender.id()).param("at", tender.askedAt().atOffset(UTC)).param("partners", partners.toArray(UUID[]::new)).update();
    }

    /** Nobody else answers or decides until the transaction is over. */
    Tender locked(UUID id) {
        return jdbc.sql("select id, case_id, branch_id, mode, state, words, asked_by, asked_at from dispatch.tender where id = :id for no key update")
                .param("id", id).query(Tender.class).optional().orElseThrow(() -> missing(id));
    }

    Optional<UUID> openFor(CaseId caseId) {
        return jdbc.sql("select id from dispatch.tender where case_id = :case and state = 'OPEN'").param("case", caseId.value()).query(UUID.class).optional();
    }

    List<UUID> lapsedFor(CaseId caseId) {
        return jdbc.sql("select id from dispatch.tender where case_id = :case and state = 'LAPSED' order by asked_at").param("case", caseId.value()).query(UUID.class).list();
    }

    List<Part> parts(UUID tender) {
        return jdbc.sql("""
                select i.partner_id, p.name as partner, i.state, i.starts_at, i.minutes, i.engineer_id, i.note
                  from dispatch.invitation i join identity.partner p on p.id = i.partner_id
                 where i.tender_id = :id order by p.name, p.id
                """).param("id", tender).query(Part.class).list();
    }

    void end(UUID id, TenderState state, Instant at) {
        jdbc.sql("update dispatch.tender set state = :state, ended_at = :at, version = version + 1 where id = :id")
                .param("id", id).param("state", state.name()).param("at", at.atOffset(UTC)).update();
    }

    void become(UUID tender, UUID partner, InvitationState state) {
        jdbc.sql("update dispatch.invitation set state = :state where tender_id = :tender and partner_id = :partner")
                .param("tender", tender).param("partner", partner).param("state", state.name()).update();
    }

    void answer(UUID tender, UUID partner, Answer answer, UUID by, Instant at) {
        jdbc.sql("""
                update dispatch.invitation
                   set state = 'ANSWERED', starts_at = :starts, minutes = :minutes, price = :price, engineer_id = :engineer, note = :note, answered_by = :by, answered_at = :at
                 where tender_id = :tender and partner_id = :partner
                """)
                .param("tender", tender).param("partner", partner).param("starts", answer.startsAt().atOffset(UTC)).param("minutes", answer.minutes())
                .param("price", answer.price()).param("engineer", answer.engineer()).param("note", answer.note()).param("by", by).param("at", at.atOffset(UTC)).update();
    }

    void decline(UUID tender, UUID partner, String reason, String note, UUID by, Instant at) {
        jdbc.sql("""
                update dispatch.invitation set state = 'DECLINED', refusal = :reason, note = :note, answered_by = :by, answered_at = :at
                 where tender_id = :tender and partner_id = :partner
                """)
                .param("tender", tender).param("partner", partner).param("reason", reason).param("note", note).param("by", by).param("at", at.atOffset(UTC)).update();
    }

    static Refusal.Missing missing(UUID id) {
        return new Refusal.Missing("dispatch.no-such-tender", "there is no tender %s".formatted(id), Map.of());
    }
}
