package aftercare.dispatch;

import static java.time.ZoneOffset.UTC;

import aftercare.cases.CaseId;
import aftercare.identity.CompanyDesk;
import aftercare.platform.ICalendar;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The visit of a case for its customer's own calendar. Fetched again after a change it replaces the entry (same UID, higher SEQUENCE); fetched
 * after the visit was called off it takes the entry away (METHOD:CANCEL).
 */
@Component
@Transactional(readOnly = true)
public class VisitCalendar {

    private static final Map<String, String> WORDS = Map.of("zh-CN", "上门服务", "zh-TW", "上門服務", "en", "Service visit");
    /** A visit that was called off so long before today is in nobody's way. */
    private static final Duration LOOKS_BACK = Duration.ofDays(1);

    /** The file, and whether it notes a visit down or strikes one out. */
    public record Entry(String file, boolean calledOff) {}

    private record Row(UUID id, int version, boolean calledOff, Instant startsAt, Instant endsAt, String number, String subject, @Nullable String site, @Nullable String address,
                       String engineer) {}

    private final JdbcClient jdbc;
    private final CompanyDesk company;
    private final Clock clock;

    VisitCalendar(JdbcClient jdbc, CompanyDesk company, Clock clock) {
        this.jdbc = jdbc;
        this.company = company;
        this.clock = clock;
    }

    /** Whether there is something to note down (false) or to strike out (true); empty when there is neither. */
    public Optional<Boolean> calledOff(CaseId caseId) {
        return row(caseId).map(Row::calledOff);
    }

    /** @param page the page on which the visit is followed */
    public Optional<Entry> of(CaseId caseId, String language, String page) {
        return row(caseId).map(row -> new Entry(file(row, language, page), row.calledOff()));
    }

    private String file(Row row, String language, String page) {
        var house = company.now();
        var name = language.equals("en") && !house.nameInEnglish().isBlank() ? house.nameInEnglish() : house.name();
        return new ICalendar("Service visits", row.calledOff() ? "CANCEL" : "PUBLISH")
                .event(row.id() + "@aftercare", row.version(), clock.instant(), row.startsAt(), row.endsAt())
                .raw("ORGANIZER;CN=\"%s\":%s".formatted(name.replaceAll("[\"\\p{Cntrl}]", ""), URI.create(page)))
                .raw("STATUS:" + (row.calledOff() ? "CANCELLED" : "CONFIRMED"))
                .text("SUMMARY", "%s %s %s".formatted(WORDS.getOrDefault(language, WORDS.get("zh-CN")), row.number(), row.subject()))
                .text("LOCATION", row.site() == null ? "" : (row.site() + " " + (row.address() == null ? "" : row.address())).strip())
                .text("DESCRIPTION", (row.calledOff() ? "" : row.engineer() + "\n") + page).raw("URL:" + URI.create(page)).end().toString();
    }

    /** The visit ahead; where there is none, the last one that would still be ahead. */
    private Optional<Row> row(CaseId caseId) {
        return jdbc.sql("""
                select b.id, b.version, b.state = 'CANCELLED' as called_off, b.starts_at, b.ends_at, c.number, c.subject, s.name as site, s.address, u.name as engineer
                  from dispatch.booking b
                  join cases.service_case c on c.id = b.case_id
                  join identity.app_user u on u.id = b.engineer_id
                  left join assets.device d on d.id = c.device_id
                  left join customers.site s on s.id = coalesce(c.site_id, d.site_id)
                 where b.case_id = :case and not b.remote and b.state in ('PLANNED', 'CONFIRMED', 'UNDER_WAY', 'ON_SITE', 'CANCELLED')
                   and b.ends_at > :since
                 order by b.state = 'CANCELLED', case when b.state = 'CANCELLED' then - extract(epoch from b.booked_at) else extract(epoch from b.starts_at) end
                 limit 1
                """).param("case", caseId.value()).param("since", clock.instant().minus(LOOKS_BACK).atOffset(UTC)).query(Row.class).optional();
    }
}
