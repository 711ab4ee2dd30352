package aftercare.demo;

import aftercare.promises.AgreedRules;
import aftercare.promises.AgreedRules.Promised;
import aftercare.promises.AgreedRules.Unit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Commitment letters: one that binds a contract in force, one that goes with a contract still to be signed, and a tender that is being written and promises
 * more than the rules watch.
 */
final class Commitments {

    private static final String TITLE = "售后服务方案与承诺书";

    private record Row(UUID id, String number, String title, String level, UUID customer, String customerName, UUID branch, @Nullable UUID owner) {}

    private final JdbcTemplate jdbc;
    private final AgreedRules rules;
    private final Chance chance;
    private final JsonMapper json;
    private final Instant now;
    private final String house;
    private int count;

    Commitments(JdbcTemplate jdbc, AgreedRules rules, Chance chance, JsonMapper json, Instant now, String house) {
        this.jdbc = jdbc;
        this.rules = rules;
        this.chance = chance;
        this.json = json;
        this.now = now;
        this.house = house;
    }

    void write() {
        contract("ACTIVE").ifPresent(row -> {
            var promises = stricter(rules.given(row.level()), 90);
            letter(row, "ACCEPTED", promises, row.id(), "", row.title(), 40);
            rules.agree(row.number(), promises, promised -> "%s：%s".formatted(row.number(), said(promised)), row.owner());
        });
        contract("DRAFT").ifPresent(row -> letter(row, "ISSUED", rules.given(row.level()), row.id(), "", row.title(), 6));
        contract("ENDED").ifPresent(row -> letter(row, "DRAFT", stricter(rules.given(null), 60), null, "二期智能化系统运维投标", "二期智能化系统运维", 1));
        jdbc.queryForObject("select setval('letters.letter_number', ?)", Long.class, count);
    }

    /** On site within so many minutes of a level 1 fault, and a replacement unit within a day. */
    private static List<Promised> stricter(List<Promised> given, int minutes) {
        var promises = new ArrayList<>(given.stream().filter(promised -> !promised.code().equals("replacement")
                && !(promised.code().equals("arrive") && promised.severity() != null && promised.severity() == 1)).toList());
        promises.add(new Promised("arrive", 1, Unit.MINUTES, minutes, "7x24"));
        promises.add(new Promised("replacement", null, Unit.MINUTES, 24 * 60, "7x24"));
        return promises;
    }

    private static String said(Promised promised) {
        var time = promised.unit() == Unit.WORKING_DAYS ? promised.amount() + " 个工作日" : promised.amount() % 60 == 0 ? promised.amount() / 60 + " 小时" : promised.amount() + " 分钟";
        var fault = promised.severity() == null ? "各级故障" : List.of("一", "二", "三", "四").get(promised.severity() - 1) + "级故障";
        return "%s %s内%s".formatted(fault, time, switch (promised.code()) {
            case "answer" -> "响应";
            case "arrive" -> "到达现场";
            case "restore" -> "恢复使用";
            case "replacement" -> "提供备用机";
            default -> "到场后修复";
        });
    }

    private Optional<Row> contract(String status) {
        return jdbc.query("""
                select c.id, c.number, c.title, r.level, c.customer_id, k.name as customer_name, c.branch_id, c.owner_id
                  from contracts.contract c join contracts.revision r on r.contract_id = c.id and r.revision = c.revision join customers.customer k on k.id = c.customer_id
                  join identity.branch b on b.id = c.branch_id
                 where c.status = ? and c.starts_on <= ? order by b.code = 'HZ' desc, c.number desc limit 1
                """, (row, _) -> new Row(row.getObject("id", UUID.class), row.getString("number"), row.getString("title"), row.getString("level"),
                row.getObject("customer_id", UUID.class), row.getString("customer_name"), row.getObject("branch_id", UUID.class), row.getObject("owner_id", UUID.class)),
                status, Date.valueOf(now.atZone(House.ZONE).toLocalDate().plusDays(status.equals("ACTIVE") ? -20 : 400))).stream().findFirst();
    }

    private void letter(Row row, String status, List<Promised> promises, @Nullable UUID contract, String tender, String about, int daysAgo) {
        var at = now.minusSeconds(daysAgo * 86_400L);
        var id = chance.id(at);
        var draft = json.writeValueAsString(Map.of("sections", sections(row.customerName(), about), "promises", promises));
        var out = !status.equals("DRAFT");
        jdbc.update("""
                insert into letters.letter (id, number, title, customer_id, branch_id, contract_id, tender, level, status, draft, facts, unwatched, issued_at, issued_by, accepted_at,
                                            created_by, created_at, saved_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, cast(? as jsonb), cast(? as jsonb), ?, ?, ?, ?, ?, ?, ?)
                """, id, "SL-%d-%06d".formatted(at.atZone(House.ZONE).getYear(), ++count), TITLE, row.customer(), row.branch(), contract, tender, contract == null ? null : row.level(),
                status, draft, out ? facts(at) : null, status.equals("ACCEPTED") ? 2 : 0, out ? Timestamp.from(at) : null, out ? row.owner() : null,
                status.equals("ACCEPTED") ? Timestamp.from(at.plusSeconds(86_400)) : null, row.owner(), Timestamp.from(at), Timestamp.from(at));
        jdbc.update("insert into letters.revision (letter_id, revision, title, draft, saved_by, saved_at) values (?, 1, ?, cast(? as jsonb), ?, ?)", id, TITLE, draft, row.owner(),
                Timestamp.from(at));
    }

    private Object sections(String customer, String about) {
        try {
            var text = new ClassPathResource("aftercare/letters/sections.json").getContentAsString(StandardCharsets.UTF_8);
            return json.readTree(text.replace("{house}", house).replace("{customer}", customer).replace("{about}", about));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As it read on the day the letter went out. */
    private String facts(Instant at) {
        var points = new ArrayList<List<String>>(List.of(List.of("服务网点", "地址", "电话", "工程师")));
        points.addAll(jdbc.query("""
                select b.name, b.address, b.phone, count(e.user_id) filter (where e.partner_id is null) || ' 人' as people
                  from identity.branch b left join dispatch.engineer e on e.branch_id = b.id and e.active group by b.id order by b.code
                """, (row, _) -> List.of(row.getString(1), row.getString(2), row.getString(3), row.getString(4))));
        var certificates = new ArrayList<List<String>>(List.of(List.of("证书", "持证工程师")));
        certificates.addAll(jdbc.query("""
                select k.name ->> 'zh-CN', count(distinct c.user_id) || ' 人' from dispatch.certificate c join dispatch.certificate_kind k on k.code = c.kind
                 where c.removed_at is null group by k.code order by k.position, k.code
                """, (row, _) -> List.of(row.getString(1), row.getString(2))));
        var record = new ArrayList<List<String>>(List.of(List.of("承诺", "次数", "按时兑现", "兑现率")));
        record.addAll(jdbc.query("""
                select case code when 'answer' then '响应' when 'arrive' then '到达现场' else '恢复使用' end, count(*)::text, count(*) filter (where outcome = 'KEPT')::text,
                       round(100.0 * count(*) filter (where outcome = 'KEPT') / count(*), 1) || ' %' as share
                  from promises.promise where code in ('answer', 'arrive', 'restore') and outcome in ('KEPT', 'BROKEN') and decided_at < ? group by code order by code
                """, (row, _) -> List.of(row.getString(1), row.getString(2), row.getString(3), row.getString(4)), Timestamp.from(at)));
        return json.writeValueAsString(Map.of("points", points, "certificates", certificates, "record", record, "stock", "备件按合同约定供应；随报修说明所需备件与到货时间。", "asOf",
                at.atZone(House.ZONE).toLocalDate().toString()));
    }
}
