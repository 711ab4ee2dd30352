package aftercare.demo;

import aftercare.kernel.Subject;
import aftercare.promises.PastPromises;
import aftercare.promises.PromiseHistory;
import aftercare.promises.StartPromises;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The maintenance contracts of every other customer, in all states that a list of contracts knows. */
final class Agreements {

    private static final List<String> NOTES = List.of("季度巡检，设备运行正常", "清洁除尘，紧固接线", "季度巡检，更换老化接头 2 处", "年度全面检测", "蓄电池放电测试合格");

    /**
     * One contract as it is to be told; days are counted from today.
     *
     * @param used    visits made so far
     * @param closed  why it was broken off
     * @param amended what the second revision was for
     */
    private record Deal(String status, int from, int to, String level, int visits, int used, int price, boolean parts, @Nullable String letGo,
                        @Nullable String closed, @Nullable String amended) {

        static Deal of(String status, int from, int to, String level, int visits, int used, int price, boolean parts) {
            return new Deal(status, from, to, level, visits, used, price, parts, null, null, null);
        }
    }

    private final House house;
    private final Chance chance;
    private final Rows rows;
    private final PromiseHistory history;
    private final JsonMapper json;
    private final Instant now;
    private final LocalDate today;
    private final String company;
    private final List<PastPromises> promises = new ArrayList<>();
    private int count;

    Agreements(House house, Chance chance, Rows rows, PromiseHistory history, JsonMapper json, Instant now, String company) {
        this.house = house;
        this.chance = chance;
        this.rows = rows;
        this.history = history;
        this.json = json;
        this.now = now;
        this.today = now.atZone(House.ZONE).toLocalDate();
        this.company = company;
    }

    List<PastPromises> promises() {
        return promises;
    }

    int count() {
        return count;
    }

    void tell() {
        for (int n = 0; n < house.customers.size(); n += 2) {
            var customer = house.customers.get(n);
            switch (n / 2 % 10) {
                case 0 -> contract(customer, Deal.of("ACTIVE", -345, 20, "7x24x4", 4, 3, 168000, true), null);
                case 1 -> contract(customer, Deal.of("ACTIVE", -210, 155, "5x8xnbd", 2, 2, 36000, false), null);
                case 2 -> {
                    var old = contract(customer, Deal.of("ACTIVE", -330, 35, "5x8xnbd", 4, 4, 58000, false), null);
                    contract(customer, Deal.of("ACTIVE", 36, 400, "5x8xnbd", 4, 0, 60000, false), old);
                }
                case 3 -> contract(customer, Deal.of("ACTIVE", -120, 610, "7x24x4", 24, 4, 396000, true), null);
                case 4 -> contract(customer, new Deal("ENDED", -405, -40, "5x8", 2, 2, 24000, false, "客户自建维护班组，不再外包", null, null), null);
                case 5 -> contract(customer, Deal.of("DRAFT", 10, 374, "5x8xnbd", 4, 0, 72000, true), null);
                case 6 -> contract(customer, new Deal("ACTIVE", -260, 104, "7x24x4", 6, 3, 128000, true, null, null, "新增地下车库门岗，巡检由 4 次增至 6 次"), null);
                case 7 -> {
                    var old = contract(customer, Deal.of("ENDED", -400, -36, "5x8xnbd", 4, 4, 45000, false), null);
                    contract(customer, Deal.of("ACTIVE", -35, 329, "5x8xnbd", 4, 0, 46800, false), old);
                }
                case 8 -> contract(customer, Deal.of("ACTIVE", 25, 389, "5x8xnbd", 4, 0, 52000, false), null);
                default -> contract(customer, new Deal("TERMINATED", -300, -75, "5x8", 4, 2, 30000, false, null, "项目整体移交新物业，双方协商终止", null), null);
            }
        }
    }

    private UUID contract(House.Customer customer, Deal deal, @Nullable UUID renewalOf) {
        var startsOn = today.plusDays(deal.from());
        var endsOn = today.plusDays(deal.to());
        var written = at(startsOn.minusDays(12).isAfter(today) ? today.minusDays(3) : startsOn.minusDays(12));
        var id = chance.id(written);
        var number = "MC-%d-%06d".formatted(written.atZone(House.ZONE).getYear(), ++count);
        var title = "%s %d 年度设备维保".formatted(customer.shortName(), startsOn.getYear());
        var owner = owner(customer);
        var amended = deal.amended() != null;
        rows.add("contracts.contract (id, number, title, customer_id, branch_id, our_party, their_party, owner_id, status, starts_on, ends_on,"
                        + " notice_days, revision, renewal_of, let_go_reason, closed_reason, created_at)",
                id, number, title, customer.id(), customer.branch().id(), company, customer.name(), owner.id(), deal.status(), startsOn, endsOn, 30,
                amended ? 2 : 1, renewalOf, deal.letGo(), deal.closed(), written);
        revision(id, 1, startsOn, deal, amended ? deal.visits() - 2 : deal.visits(), amended ? deal.price() - 18000 : deal.price(), "", owner, written, customer);
        if (amended) {
            revision(id, 2, startsOn.plusDays(90), deal, deal.visits(), deal.price(), String.valueOf(deal.amended()), owner, at(startsOn.plusDays(85)), customer);
        }
        happened("contracts.drafted", written, owner, id, customer, Map.of("number", number, "title", title));
        if (!deal.status().equals("DRAFT")) {
            var signed = written.plusSeconds(2 * 86_400);
            happened("contracts.activated", signed, owner, id, customer, Map.of("from", startsOn.toString(), "to", endsOn.toString(), "level", deal.level()));
            visits(id, deal, startsOn, amended, owner, signed);
            promised(id, number + " " + title, customer, owner, deal, endsOn, signed, renewalOf);
        }
        if (amended) {
            happened("contracts.amended", at(startsOn.plusDays(85)), owner, id, customer,
                    Map.of("revision", 2, "from", startsOn.plusDays(90).toString(), "reason", String.valueOf(deal.amended())));
        }
        if (deal.closed() != null) {
            happened("contracts.terminated", at(endsOn.minusDays(5)), owner, id, customer, Map.of("on", endsOn.toString(), "reason", deal.closed()));
        }
        if (deal.status().equals("ENDED")) {
            happened("contracts.ended", at(endsOn.plusDays(1)), null, id, customer, Map.of("on", endsOn.toString()));
        }
        return id;
    }

    private void revision(UUID id, int revision, LocalDate from, Deal deal, int visits, int price, String reason, House.Staff by, Instant at, House.Customer customer) {
        rows.add("contracts.revision (contract_id, revision, from_day, level, price, visits, parts_included, also_covers, reason, written_by, written_at)",
                id, revision, from, deal.level(), new BigDecimal(price), visits, deal.parts(), deal.parts() ? List.of("FORCE_MAJEURE") : List.of(), reason, by.id(), at);
        if (customer.sites().size() > 1 && !deal.parts()) {
            rows.add("contracts.coverage (contract_id, revision, line, site_id)", id, revision, 0, customer.sites().getFirst().id());
        } else {
            rows.add("contracts.coverage (contract_id, revision, line, site_id)", id, revision, 0, null);
        }
        var half = new BigDecimal(price / 2);
        rows.add("contracts.billing (contract_id, revision, line, due_on, amount, note)", id, revision, 0, today.plusDays(deal.from() + 10L), half, "首付款");
        rows.add("contracts.billing (contract_id, revision, line, due_on, amount, note)", id, revision, 1, today.plusDays((deal.from() + deal.to()) / 2),
                new BigDecimal(price).subtract(half), "余款");
    }

    private void visits(UUID id, Deal deal, LocalDate startsOn, boolean amended, House.Staff owner, Instant signed) {
        var table = "contracts.visit_entry (id, contract_id, kind, visits, on_day, note, written_by, written_at)";
        rows.add(table, chance.id(signed), id, "AGREED", amended ? deal.visits() - 2 : deal.visits(), startsOn, "", owner.id(), signed);
        var span = Math.max(1, Math.min(-deal.from(), deal.to() - deal.from()));
        var more = at(startsOn.plusDays(85));
        for (int n = 1; n <= deal.used(); n++) {
            var day = startsOn.plusDays((long) span * n / (deal.used() + 1));
            if (amended && more.isBefore(at(day))) {
                rows.add(table, chance.id(more), id, "AGREED", 2, startsOn.plusDays(90), String.valueOf(deal.amended()), owner.id(), more);
                amended = false;
            }
            rows.add(table, chance.id(at(day)), id, "USED", -1, day, chance.one(NOTES), owner.id(), at(day));
        }
        if (amended) {
            rows.add(table, chance.id(more), id, "AGREED", 2, startsOn.plusDays(90), String.valueOf(deal.amended()), owner.id(), more);
        }
    }

    /** Asked about in time, mostly; what goes on later was renewed a month before its end. */
    private void promised(UUID id, String label, House.Customer customer, House.Staff owner, Deal deal, LocalDate endsOn, Instant signed, @Nullable UUID renewalOf) {
        var subject = new Subject("contract", id);
        var renewed = deal.from() == -330 || deal.from() == -400;
        for (var code : List.of("contract-notice", "contract-renewal")) {
            var day = code.equals("contract-notice") ? endsOn.minusDays(30) : endsOn;
            var past = history.begin(new StartPromises(subject, List.of(code), Map.of(), customer.branch().id(), owner.id(), label, signed).before(day).to(customer.id()),
                    () -> chance.id(signed));
            if (renewed) {
                past.keep(code, at(day.minusDays(40).isAfter(today) ? today.minusDays(4) : day.minusDays(40)));
            } else if (deal.letGo() != null) {
                past.waive("not-renewed", at(endsOn.minusDays(45)));
            } else if (deal.closed() != null) {
                past.waive("terminated", at(endsOn.minusDays(5)));
            } else if (code.equals("contract-notice") && !day.isAfter(today)) {
                past.keep(code, at(day.minusDays(6)));
            }
            promises.add(past);
        }
    }

    private House.Staff owner(House.Customer customer) {
        return house.staff.values().stream().filter(one -> one.branch() != null && one.branch().id().equals(customer.branch().id()) && one.roles().contains("BRANCH_MANAGER"))
                .findFirst().orElseGet(() -> house.staff.get("service"));
    }

    private void happened(String kind, Instant at, House.@Nullable Staff by, UUID contract, House.Customer customer, Map<String, ?> facts) {
        var id = chance.id(at);
        rows.add("timeline.entry (id, kind, at, actor_id, actor_name, visibility, facts)", id, kind, at, by == null ? null : by.id(),
                by == null ? "system" : by.name(), "INTERNAL", json.writeValueAsString(new TreeMap<>(facts)));
        rows.add("timeline.entry_subject (subject_kind, subject_id, at, entry_id)", "contract", contract, at, id);
        rows.add("timeline.entry_subject (subject_kind, subject_id, at, entry_id)", "customer", customer.id(), at, id);
    }

    private Instant at(LocalDate day) {
        var instant = day.atTime(LocalTime.of(10, 0)).atZone(House.ZONE).toInstant();
        return instant.isAfter(now) ? now : instant;
    }
}
