package aftercare.demo;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.UUID;

/** When everybody works, who is away this week, who answers at night, and what the engineers are certified for. */
final class People {

    private static final String OFFICE = "08:30-12:00 13:00-17:30";
    private static final int ROSTER_WEEKS_BACK = 4;
    private static final int ROSTER_WEEKS_AHEAD = 8;

    private final House house;
    private final Chance chance;
    private final Rows rows;
    private final Instant now;
    private final LocalDate today;
    private final LocalDate monday;

    People(House house, Chance chance, Rows rows, Instant now) {
        this.house = house;
        this.chance = chance;
        this.rows = rows;
        this.now = now;
        this.today = now.atZone(House.ZONE).toLocalDate();
        this.monday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    void write() {
        shifts();
        away();
        roster();
        certificates();
    }

    private void shifts() {
        var office = pattern("常日班", "日", List.of(OFFICE, OFFICE, OFFICE, OFFICE, OFFICE, "", ""), true);
        var early = pattern("客服早班", "早", List.of("08:00-16:00", "08:00-16:00", "08:00-16:00", "08:00-16:00", "08:00-16:00", "", ""), true);
        var late = pattern("客服晚班", "晚", List.of("13:00-21:00", "13:00-21:00", "13:00-21:00", "13:00-21:00", "13:00-21:00", "09:00-17:00", ""), true);
        pattern("四班两运转", "轮", List.of("08:00-20:00", "20:00-08:00", "", ""), false);
        var begin = monday.minusWeeks(26);
        house.engineers.stream().filter(engineer -> engineer.partner() == null).forEach(engineer -> follows(engineer.id(), office, begin));
        follows(staff("desk"), office, begin);
        follows(staff("desk2"), early, begin);
        follows(staff("desk3"), late, begin);
        List.of("dispatch", "dispatch-sh", "dispatch-nj", "service", "manager", "manager-sh", "manager-nj").forEach(login -> follows(staff(login), office, begin));
        rows.add("dispatch.shift_day (user_id, day, hours, note)", engineer(1), monday.plusDays(5), "09:00-17:00", "机房割接值守");
    }

    private void away() {
        leave(engineer(4), "ANNUAL", monday.plusDays(2), false, 3, "回老家");
        leave(engineer(8), "SICK", today, true, 0, "上午看牙");
        leave(engineer(10), "TRAINING", monday.plusDays(9), false, 2, "冷水机组厂家培训");
        leave(staff("desk2"), "COMPENSATORY", monday.plusDays(4), false, 1, "");
        leave(staff("manager-sh"), "ANNUAL", monday.plusDays(7), false, 5, "");
    }

    private void roster() {
        rotation("HZ", "夜间与节假日值班", List.of(1, 2, 3, 4, 5));
        rotation("SH", "夜间与节假日值班", List.of(6, 7, 8));
        rotation("NJ", "夜间与节假日值班", List.of(9, 10));
    }

    /** Every night has somebody but one next week, so that a gap can be seen, and filled. */
    private void rotation(String branch, String name, List<Integer> engineers) {
        var id = chance.id(now);
        var first = monday.minusWeeks(ROSTER_WEEKS_BACK);
        rows.add("dispatch.rotation (id, branch_id, name, turn, hand_over, from_time, free_apart, starts_on)",
                id, house.branch(branch).id(), name, "DAILY", LocalTime.of(8, 30), LocalTime.of(17, 30), false, first);
        for (var i = 0; i < engineers.size(); i++) {
            rows.add("dispatch.rotation_member (rotation_id, position, user_id)", id, i, engineer(engineers.get(i)));
        }
        var gap = branch.equals("HZ") ? monday.plusDays(10) : null;
        for (var day = first; day.isBefore(monday.plusWeeks(ROSTER_WEEKS_AHEAD)); day = day.plusDays(1)) {
            if (!day.equals(gap)) {
                var free = day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0;
                var turn = (int) (day.toEpochDay() - first.toEpochDay()) % engineers.size();
                rows.add("dispatch.duty (id, rotation_id, branch_id, user_id, starts_at, ends_at, origin)", chance.id(now), id, house.branch(branch).id(),
                        engineer(engineers.get(turn)), at(day, free ? LocalTime.of(8, 30) : LocalTime.of(17, 30)), at(day.plusDays(1), LocalTime.of(8, 30)), "ROTATION");
            }
        }
    }

    /** Most hold what their work asks for; one licence runs out soon, and one has. */
    private void certificates() {
        var count = 0;
        for (var engineer : house.engineers) {
            for (var kind : List.of("power:electrician", "lift:lift", "hvac:refrigeration", "lightning:lightning")) {
                var skill = kind.substring(0, kind.indexOf(':'));
                if (engineer.skills().getOrDefault(skill, 0) >= 2) {
                    var until = switch (count) {
                        case 0 -> today.plusDays(24);
                        case 3 -> today.minusDays(9);
                        default -> today.plusDays(chance.between(120, 1900));
                    };
                    rows.add("dispatch.certificate (id, user_id, kind, number, issuer, valid_from, valid_until, entered_at)", chance.id(now), engineer.id(),
                            kind.substring(kind.indexOf(':') + 1), "T33%08d".formatted(1204 + 7919 * ++count), skill.equals("lift") ? "市场监督管理局" : "应急管理局",
                            until.minusYears(6), until, now);
                }
            }
        }
    }

    private UUID pattern(String name, String mark, List<String> cycle, boolean weekly) {
        var id = chance.id(now);
        rows.add("dispatch.shift_pattern (id, name, mark, cycle, weekly, keeps_holidays)", id, name, mark, cycle, weekly, weekly);
        return id;
    }

    private void follows(UUID user, UUID pattern, LocalDate from) {
        rows.add("dispatch.shift_plan (id, user_id, pattern_id, from_day)", chance.id(now), user, pattern, from);
    }

    /** @param days whole days; none for the morning of the first */
    private void leave(UUID user, String kind, LocalDate from, boolean morning, int days, String note) {
        rows.add("dispatch.leave (id, user_id, kind, starts_at, ends_at, note, entered_by, entered_at)", chance.id(now), user, kind, at(from, LocalTime.MIDNIGHT),
                morning ? at(from, LocalTime.NOON) : at(from.plusDays(days), LocalTime.MIDNIGHT), note, staff("service"), now);
    }

    private UUID staff(String login) {
        var staff = house.staff.get(login);
        if (staff == null) {
            throw new IllegalArgumentException("the script speaks of an unknown " + login);
        }
        return staff.id();
    }

    private UUID engineer(int number) {
        return house.engineers.stream().filter(engineer -> engineer.login().equals("engineer" + number)).findFirst().orElseThrow().id();
    }

    private static Instant at(LocalDate day, LocalTime time) {
        return day.atTime(time).atZone(House.ZONE).toInstant();
    }
}
