package aftercare.letters;

import static java.time.ZoneOffset.UTC;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What is true now of service points, certificates and last year's promises, as it stands in a letter. */
@Component
@Transactional(readOnly = true)
class LetterFacts {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Duration YEAR = Duration.ofDays(365);

    /** Tables with a head; the stock is a sentence. */
    record Facts(List<List<String>> points, List<List<String>> certificates, List<List<String>> record, String stock, LocalDate asOf) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    LetterFacts(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** While the product keeps no stock, a letter promises none. */
    Facts now() {
        return new Facts(points(), certificates(), record(), "备件按合同约定供应；随报修说明所需备件与到货时间。", today());
    }

    String house() {
        return jdbc.sql("select coalesce((select value ->> 'name' from platform.setting where key = 'company'), '')").query(String.class).single();
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZONE);
    }

    /** Own engineers and those of the partners of a branch. */
    private List<List<String>> points() {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("服务网点", "地址", "电话", "工程师"));
        rows.addAll(jdbc.sql("""
                select b.name, b.address, b.phone, count(e.user_id) filter (where e.partner_id is null) as own, count(e.user_id) filter (where e.partner_id is not null) as partners
                  from identity.branch b left join dispatch.engineer e on e.branch_id = b.id and e.active
                 where b.active group by b.id order by b.code
                """).query((row, _) -> List.of(row.getString("name"), row.getString("address"), row.getString("phone"),
                row.getInt("partners") == 0 ? "%d 人".formatted(row.getInt("own")) : "%d 人，另有特约服务商 %d 人".formatted(row.getInt("own"), row.getInt("partners")))).list());
        return rows;
    }

    private List<List<String>> certificates() {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("证书", "持证工程师"));
        rows.addAll(jdbc.sql("""
                select k.name ->> 'zh-CN' as name, count(distinct c.user_id) as holders
                  from dispatch.certificate c join dispatch.certificate_kind k on k.code = c.kind join dispatch.engineer e on e.user_id = c.user_id and e.active
                 where c.removed_at is null and (c.valid_until is null or c.valid_until >= :today) and (c.valid_from is null or c.valid_from <= :today)
                 group by k.code order by k.position, k.code
                """).param("today", today()).query((row, _) -> List.of(row.getString("name"), "%d 人".formatted(row.getInt("holders")))).list());
        return rows;
    }

    /** Promises given to customers that were decided within a year; what was waived counts for neither side. */
    private List<List<String>> record() {
        record Count(String code, int kept, int broken) {}
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("承诺", "次数", "按时兑现", "兑现率"));
        var names = Map.of("answer", "响应", "arrive", "到达现场", "restore", "恢复使用");
        jdbc.sql("""
                select p.code, count(*) filter (where p.outcome = 'KEPT') as kept, count(*) filter (where p.outcome = 'BROKEN') as broken
                  from identity.branch b join promises.promise p on p.branch_id = b.id
                 where p.decided_at >= :since and p.decided_at < :now and p.code in ('answer', 'arrive', 'restore') group by p.code
                """).param("since", clock.instant().minus(YEAR).atOffset(UTC)).param("now", clock.instant().atOffset(UTC)).query(Count.class).list().stream()
                .sorted(Comparator.comparing(Count::code)).filter(count -> count.kept() + count.broken() > 0)
                .forEach(count -> rows.add(List.of(names.getOrDefault(count.code(), count.code()), String.valueOf(count.kept() + count.broken()), String.valueOf(count.kept()),
                        "%.1f %%".formatted(100.0 * count.kept() / (count.kept() + count.broken())))));
        return rows;
    }
}
