package aftercare.demo;

import aftercare.kernel.Subject;
import aftercare.promises.PastPromises;
import aftercare.promises.PromiseHistory;
import aftercare.promises.StartPromises;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The newest projects on their way to after-sales: two being handed over, the others signed, with what was left open. */
final class Handovers {

    private static final int PROJECTS = 10;

    private record Left(String kind, String what, int days) {}

    private static final List<Left> LEFT = List.of(new Left("PAPER", "补交竣工图两套及电子版", 30), new Left("MONEY", "催收进度尾款", 60),
            new Left("WORK", "更换地下一层破损桥架盖板", 21), new Left("TRAINING", "夜班人员操作培训一次", 14), new Left("PAPER", "补交第三方检测报告", 45),
            new Left("WORK", "门禁权限分组按新部门调整", 28));

    private record Row(UUID id, String number, String name, UUID customer, UUID branch, @Nullable LocalDate accepted, @Nullable UUID owner, String customerName) {}

    private final JdbcTemplate jdbc;
    private final Pictures pictures;
    private final PromiseHistory history;
    private final Chance chance;
    private final Instant now;

    Handovers(JdbcTemplate jdbc, Pictures pictures, PromiseHistory history, Chance chance, Instant now) {
        this.jdbc = jdbc;
        this.pictures = pictures;
        this.history = history;
        this.chance = chance;
        this.now = now;
    }

    List<PastPromises> tell() {
        var promises = new ArrayList<PastPromises>();
        var rows = jdbc.query("""
                select p.id, p.number, p.name, p.customer_id, p.branch_id, p.accepted_on, k.name as customer_name,
                       (select m.user_id from identity.membership m where m.role in ('MANAGER', 'BRANCH_MANAGER') and m.branch_id = p.branch_id order by m.role, m.user_id limit 1) as owner
                  from assets.project p join customers.customer k on k.id = p.customer_id
                 order by p.accepted_on desc nulls first, p.number limit %d
                """.formatted(PROJECTS), (row, _) -> new Row(row.getObject("id", UUID.class), row.getString("number"), row.getString("name"),
                row.getObject("customer_id", UUID.class), row.getObject("branch_id", UUID.class), row.getObject("accepted_on", LocalDate.class),
                row.getObject("owner", UUID.class), row.getString("customer_name")));
        for (int n = 0; n < rows.size(); n++) {
            handOver(rows.get(n), n, promises);
        }
        return promises;
    }

    private void handOver(Row project, int n, List<PastPromises> promises) {
        var today = now.atZone(House.ZONE).toLocalDate();
        var on = project.accepted() == null ? today.minusDays(2) : project.accepted().plusDays(9);
        var at = on.atTime(LocalTime.of(15, 0)).atZone(House.ZONE).toInstant();
        var draft = project.accepted() == null || at.isAfter(now);
        var begun = draft ? now.minusSeconds(86_400) : at.minusSeconds(3 * 86_400);
        var id = chance.id(begun);
        var papers = n % 3 == 0 ? "{DRAWINGS,MANUALS,CERTIFICATES,CONFIG,PASSWORDS,WARRANTY}" : "{MANUALS,CERTIFICATES,CONFIG,WARRANTY}";
        jdbc.update("""
                insert into contracts.handover (id, project_id, customer_id, branch_id, status, papers, trained, trainees, unpaid, created_at)
                values (?, ?, ?, ?, 'DRAFT', cast(? as text[]), ?, ?, ?, ?)
                """, id, project.id(), project.customer(), project.branch(), papers, n % 4 != 1, n % 4 != 1 ? 4 + n : 0, n % 2 == 0 ? 0 : 36_000 + n * 4_500,
                Timestamp.from(begun));
        for (int i = 0; i < 3; i++) {
            item(project, id, i, LEFT.get((n + i) % LEFT.size()), on, at, draft, today, promises);
        }
        if (!draft) {
            var ours = chance.id(at);
            var theirs = chance.id(at);
            pictures.add(ours, "handover", id, "signature", "移交方.png", Signatures.draw(chance), at);
            pictures.add(theirs, "handover", id, "signature", "接收方.png", Signatures.draw(chance), at);
            jdbc.update("""
                    update contracts.handover set status = 'SIGNED', our_name = '工程部 项目经理', our_signature = ?, their_name = '售后服务部', their_signature = ?, signed_at = ?
                     where id = ?
                    """, ours, theirs, Timestamp.from(at), id);
        }
    }

    private void item(Row project, UUID handover, int line, Left left, LocalDate on, Instant at, boolean draft, LocalDate today, List<PastPromises> promises) {
        var due = (draft ? today : on).plusDays(left.days());
        var id = chance.id(at.isAfter(now) ? now : at);
        var done = !draft && due.isBefore(today.minusDays(10));
        var doneAt = due.minusDays(2).atTime(LocalTime.of(11, 0)).atZone(House.ZONE).toInstant();
        jdbc.update("""
                insert into contracts.handover_item (id, handover_id, line, kind, what, owner_id, due_on, done_at, done_by, done_note) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, id, handover, line, left.kind(), left.what(), project.owner(), Date.valueOf(due), done ? Timestamp.from(doneAt) : null, done ? project.owner() : null,
                done ? "已完成" : "");
        if (!draft) {
            var past = history.begin(new StartPromises(new Subject("handover-item", id), List.of("handover-item"), Map.of(), project.branch(), project.owner(),
                    project.number() + " " + left.what(), at).before(due), () -> chance.id(at));
            if (done) {
                past.keep("handover-item", doneAt);
            }
            promises.add(past);
        }
    }
}
