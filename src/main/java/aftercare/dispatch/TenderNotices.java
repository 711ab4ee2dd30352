package aftercare.dispatch;

import aftercare.identity.Role;
import aftercare.kernel.Subject;
import aftercare.notices.Notice;
import aftercare.notices.NoticeDesk;
import aftercare.platform.Live;
import aftercare.platform.LiveUpdates;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who hears what of a tender: the partners' managers without a word about the customer, the dispatcher who asked with the whole label. */
@Component
class TenderNotices {

    static final String TOPIC = "tenders";
    /** What a partner's people see of a tender. */
    static final String INVITATION = "invitation";

    private record About(String number, String label, String trade, int severity) {}

    private final JdbcClient jdbc;
    private final NoticeDesk notices;
    private final LiveUpdates live;

    TenderNotices(JdbcClient jdbc, NoticeDesk notices, LiveUpdates live) {
        this.jdbc = jdbc;
        this.notices = notices;
        this.live = live;
    }

    void asked(Tenders.Tender tender, Collection<UUID> partners, Instant due, Instant at) {
        var facts = firm(tender);
        facts.put("dueAt", due.toString());
        tellFirms("tender-asked", tender, partners, facts, true, at);
        changed(tender);
    }

    void soon(UUID id, Instant due, Instant at) {
        var open = jdbc.sql("select partner_id from dispatch.invitation where tender_id = :id and state = 'ASKED'").param("id", id).query(UUID.class).list();
        var tender = jdbc.sql("select id, case_id, branch_id, mode, state, words, asked_by, asked_at from dispatch.tender where id = :id").param("id", id)
                .query(Tenders.Tender.class).single();
        var facts = firm(tender);
        facts.put("dueAt", due.toString());
        tellFirms("tender-soon", tender, open, facts, true, at);
    }

    void answered(Tenders.Tender tender, String partner, Instant startsAt, Instant at) {
        tellAsker("tender-answered", tender, Map.of("partner", partner, "startsAt", startsAt.toString()), false, at);
    }

    void declined(Tenders.Tender tender, String partner, Instant at) {
        tellAsker("tender-declined", tender, Map.of("partner", partner), false, at);
    }

    void awarded(Tenders.Tender tender, Tenders.Part winner, List<Tenders.Part> others, UUID by, Instant at) {
        var about = about(tender);
        notices.tell(new Notice("dispatch.tender-won", new Subject("case", tender.caseId()), Map.of("label", about.label()), false, at), managers(List.of(winner.partnerId())));
        tellFirms("tender-lost", tender, others.stream().map(Tenders.Part::partnerId).toList(), firm(tender), false, at);
        if (!by.equals(tender.askedBy())) {
            tellAsker("tender-awarded", tender, Map.of("partner", winner.partner(), "startsAt", String.valueOf(winner.startsAt())), false, at);
        }
    }

    void withdrawn(Tenders.Tender tender, List<Tenders.Part> open, String reason, Instant at) {
        var facts = firm(tender);
        facts.put("reason", reason);
        tellFirms("tender-withdrawn", tender, open.stream().map(Tenders.Part::partnerId).toList(), facts, false, at);
    }

    void lapsed(Tenders.Tender tender, Instant at) {
        tellAsker("tender-lapsed", tender, Map.of(), true, at);
        var lapsed = jdbc.sql("select partner_id from dispatch.invitation where tender_id = :id and state = 'LAPSED'").param("id", tender.id()).query(UUID.class).list();
        tellFirms("tender-over", tender, lapsed, firm(tender), false, at);
    }

    void toChoose(Tenders.Tender tender, Instant at) {
        tellAsker("tender-choose", tender, Map.of(), true, at);
    }

    /** Open screens read again: the branch's, and those of the partners that were asked. */
    void changed(Tenders.Tender tender) {
        var partners = jdbc.sql("select partner_id from dispatch.invitation where tender_id = :id").param("id", tender.id()).query(UUID.class).list();
        live.tell(new Live(TOPIC, tender.id(), tender.branchId(), managers(partners), null));
        live.tell(Live.ofBranch("dispatch", tender.caseId(), tender.branchId()));
    }

    private HashMap<String, String> firm(Tenders.Tender tender) {
        var about = about(tender);
        var facts = new HashMap<String, String>();
        facts.put("trade", about.trade());
        facts.put("severity", Integer.toString(about.severity()));
        return facts;
    }

    private void tellFirms(String what, Tenders.Tender tender, Collection<UUID> partners, Map<String, String> facts, boolean urgent, Instant at) {
        notices.tell(new Notice("dispatch." + what, new Subject(INVITATION, tender.id()), facts, urgent, at), managers(partners));
    }

    private void tellAsker(String what, Tenders.Tender tender, Map<String, String> facts, boolean urgent, Instant at) {
        var all = new HashMap<>(facts);
        all.put("label", about(tender).label());
        var notice = new Notice("dispatch." + what, new Subject(Tenders.SUBJECT, tender.id()), all, urgent, at);
        if (tender.askedBy() != null) {
            notices.tell(notice, List.of(tender.askedBy()));
        } else {
            notices.tell(notice, tender.branchId(), Set.of(Role.DISPATCHER));
        }
    }

    private About about(Tenders.Tender tender) {
        return jdbc.sql("""
                select c.number, c.number || ' ' || c.subject as label, coalesce(p.category, '') as trade, c.severity
                  from cases.service_case c
                  left join assets.device d on d.id = c.device_id
                  left join assets.product p on p.id = d.product_id
                 where c.id = :case
                """).param("case", tender.caseId()).query(About.class).single();
    }

    private List<UUID> managers(Collection<UUID> partners) {
        return jdbc.sql("""
                select distinct u.id from identity.app_user u join identity.membership m on m.user_id = u.id and m.role = 'PARTNER_MANAGER'
                 where u.partner_id = any(:partners) and u.active
                """).param("partners", partners.toArray(UUID[]::new)).query(UUID.class).list();
    }
}
