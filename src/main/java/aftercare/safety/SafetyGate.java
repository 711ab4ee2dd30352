package aftercare.safety;

import static java.time.ZoneOffset.UTC;

import aftercare.cases.CaseId;
import aftercare.kernel.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Stands before every piece of work: nobody begins who was not told what is dangerous, or lacks the certificate that the work asks for. */
@Component
@Transactional
public class SafetyGate {

    /** The customer's man on site is asked once for all who come to a case within a day. */
    private static final Duration CONTACT_HOLDS = Duration.ofHours(24);
    private static final TypeReference<Map<String, String>> NAMES = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    SafetyGate(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** @param at the moment on whose day certificates have to be valid */
    @Transactional(readOnly = true)
    public Briefing briefing(UUID visit, CaseId caseId, UUID engineer, Instant at) {
        var hazards = hazards(caseId);
        var confirmed = confirmed(visit, caseId, at);
        return new Briefing(hazards, confirmed, hazards.stream().anyMatch(Briefing.BriefedHazard::contactConfirms), open(hazards, confirmed, ConfirmedBy.ENGINEER).isEmpty(),
                open(hazards, confirmed, ConfirmedBy.CONTACT).isEmpty(), missing(caseId, engineer, at));
    }

    /** @param signature document with the signature of the customer's man on site; the engineer is known by his session */
    public void confirm(UUID id, UUID visit, CaseId caseId, ConfirmedBy who, UUID user, String name, @Nullable UUID signature, List<Briefing.Seen> seen, Instant at) {
        if (name.isBlank()) {
            throw new Refusal.Broken("safety.nameless", "say who confirms the briefing", Map.of());
        }
        jdbc.sql("insert into safety.confirmation (id, visit_id, case_id, who, user_id, name, signature_id, at) values (:id, :visit, :case, :who, :user, :name, :signature, :at)")
                .param("id", id).param("visit", visit).param("case", caseId.value()).param("who", who.name()).param("user", user).param("name", name.strip())
                .param("signature", signature).param("at", at.atOffset(UTC)).update();
        for (var one : seen) {
            jdbc.sql("""
                    insert into safety.confirmed (confirmation_id, hazard_id, version)
                    select :id, hazard_id, version from safety.hazard_words where hazard_id = :hazard and version = :version on conflict do nothing
                    """).param("id", id).param("hazard", one.id()).param("version", one.version()).update();
        }
    }

    /**
     * Refuses unless work may begin. What began while the phone had no net stands all the same where the engineer had confirmed what he
     * could know.
     *
     * @param now when this is heard; {@code at} is when work began
     * @return whether something had changed meanwhile that he could not know
     */
    @Transactional(readOnly = true)
    public boolean requireBriefed(UUID visit, CaseId caseId, Instant at, Instant now) {
        var hazards = hazards(caseId);
        var confirmed = confirmed(visit, caseId, at);
        var unknown = false;
        for (var who : ConfirmedBy.values()) {
            var open = open(hazards, confirmed, who);
            if (open.isEmpty()) {
                continue;
            }
            var told = confirmed.stream().anyMatch(one -> one.who() == who);
            var late = Duration.between(at, now).compareTo(Duration.ofMinutes(2)) > 0;
            if (!told || !late) {
                throw refused(who, told, open.getFirst());
            }
            unknown = true;
        }
        return unknown;
    }

    @Transactional(readOnly = true)
    public void requireCertified(CaseId caseId, UUID engineer, Instant at) {
        var missing = missing(caseId, engineer, at);
        if (!missing.isEmpty()) {
            var names = missing.stream().map(one -> one.name().getOrDefault("zh-CN", one.code())).collect(Collectors.joining("、"));
            throw new Refusal.Conflict("safety.certificate-missing", "this work needs a valid certificate: %s".formatted(names), Map.of("certificate", names));
        }
    }

    private static Refusal refused(ConfirmedBy who, boolean told, Briefing.BriefedHazard first) {
        var facts = Map.of("hazard", first.title());
        if (told) {
            return new Refusal.Conflict("safety.briefing-stale", "a hazard has changed since the briefing: %s; go through it again".formatted(first.title()), facts);
        }
        return who == ConfirmedBy.ENGINEER
                ? new Refusal.Conflict("safety.not-briefed", "confirm the safety briefing before you begin", facts)
                : new Refusal.Conflict("safety.contact-not-briefed", "the customer's contact on site has to confirm the safety briefing before you begin", facts);
    }

    /** What this one has not confirmed as it is now. */
    private static List<Briefing.BriefedHazard> open(List<Briefing.BriefedHazard> hazards, List<Briefing.Confirmation> confirmed, ConfirmedBy who) {
        Set<Briefing.Seen> seen = new HashSet<>();
        confirmed.stream().filter(one -> one.who() == who).forEach(one -> one.hazards().forEach((id, version) -> seen.add(new Briefing.Seen(id, version))));
        return hazards.stream().filter(one -> who == ConfirmedBy.ENGINEER || one.contactConfirms())
                .filter(one -> !seen.contains(new Briefing.Seen(one.id(), one.version()))).toList();
    }

    private List<Briefing.BriefedHazard> hazards(CaseId caseId) {
        return jdbc.sql("""
                with here as (
                    select c.branch_id, c.kind_code, c.customer_id, coalesce(c.site_id, d.site_id) as site_id, d.id as device_id, d.product_id
                      from cases.service_case c left join assets.device d on d.id = c.device_id
                     where c.id = :case)
                select h.id, h.version, h.scope as "from", coalesce(s.name, nullif(d.name, ''), p.model, k.name) as from_name, h.title, h.measures, h.risk, h.contact_confirms,
                       h.certificate, h.changed_at
                  from here
                  join safety.hazard h on h.retired_at is null
                       and (h.scope = 'CUSTOMER' and h.customer_id = here.customer_id or h.site_id = here.site_id or h.device_id = here.device_id
                            or h.product_id = here.product_id or h.kind = here.kind_code)
                       and (h.branch_id is null or h.scope not in ('PRODUCT', 'KIND') or h.branch_id = here.branch_id)
                  left join customers.site s on s.id = h.site_id
                  left join assets.device d on d.id = h.device_id
                  left join assets.product p on p.id = h.product_id
                  left join customers.customer k on k.id = h.customer_id
                 order by array_position(array['GRAVE', 'HIGH', 'MODERATE', 'LOW'], h.risk), h.id
                """).param("case", caseId.value()).query(Briefing.BriefedHazard.class).list();
    }

    private List<Briefing.Confirmation> confirmed(UUID visit, CaseId caseId, Instant at) {
        return jdbc.sql("""
                select c.id, c.who, c.name, c.at,
                       coalesce((select jsonb_object_agg(x.hazard_id, x.version) from safety.confirmed x where x.confirmation_id = c.id), '{}') as hazards
                  from safety.confirmation c
                 where c.visit_id = :visit or c.case_id = :case and c.who = 'CONTACT' and c.at > :since
                 order by c.at, c.id
                """)
                .param("visit", visit).param("case", caseId.value()).param("since", at.minus(CONTACT_HOLDS).atOffset(UTC))
                .query((row, _) -> new Briefing.Confirmation(row.getObject("id", UUID.class), ConfirmedBy.valueOf(row.getString("who")), row.getString("name"),
                        row.getObject("at", java.time.OffsetDateTime.class).toInstant(), json.readValue(row.getString("hazards"), new TypeReference<Map<UUID, Integer>>() {})))
                .list();
    }

    /** Of hazards, and of the category of the device as dispatch knows it. */
    private List<Briefing.MissingCertificate> missing(CaseId caseId, UUID engineer, Instant at) {
        var asked = new HashSet<String>();
        hazards(caseId).forEach(hazard -> {
            if (hazard.certificate() != null) {
                asked.add(hazard.certificate());
            }
        });
        return jdbc.sql("""
                select k.code, k.name
                  from cases.service_case c
                  join identity.branch b on b.id = c.branch_id
                  left join assets.device d on d.id = c.device_id
                  left join assets.product p on p.id = d.product_id
                  join dispatch.certificate_kind k on k.code = any (:asked) or p.category = k.code or p.category = any (k.needed_for)
                 where c.id = :case
                   and not exists (select from dispatch.certificate t
                                    where t.user_id = :engineer and t.kind = k.code and t.removed_at is null
                                      and coalesce(t.valid_from, '-infinity') <= (cast(:at as timestamptz) at time zone b.zone)::date
                                      and coalesce(t.valid_until, 'infinity') >= (cast(:at as timestamptz) at time zone b.zone)::date)
                 order by k.position, k.code
                """)
                .param("case", caseId.value()).param("engineer", engineer).param("at", at.atOffset(UTC)).param("asked", asked.toArray(String[]::new))
                .query((row, _) -> new Briefing.MissingCertificate(row.getString("code"), json.readValue(row.getString("name"), NAMES))).list();
    }
}
