package aftercare.letters;

import aftercare.kernel.Refusal;
import aftercare.promises.AgreedRules;
import aftercare.promises.AgreedRules.Promised;
import aftercare.promises.AgreedRules.Unit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a letter says: its sections in their order, and each promised time as data. */
record Draft(List<Section> sections, List<Promised> promises) {

    private static final int MOST_SEVERITIES = 4;
    private static final int LONGEST = 1_000_000;

    enum Kind { FOREWORD, PROMISES, NETWORK, STAFF, SPARES, PROCESS, ESCALATION, CARE, RECORD, CLOSING, OWN }

    /** @param on whether it is printed */
    record Section(Kind kind, String title, boolean on, List<Block> blocks) {

        Section {
            blocks = List.copyOf(blocks);
        }
    }

    /** LIVE: a table or sentence that the product fills. */
    enum Type { HEADING, PARAGRAPH, LIST, TABLE, LIVE }

    enum Live { PROMISES, POINTS, CERTIFICATES, STOCK, RECORD }

    /**
     * @param text  of a heading or paragraph
     * @param items of a list
     * @param rows  of a table, the first is its head
     */
    record Block(Type type, String text, List<String> items, List<List<String>> rows, @Nullable Live live) {

        Block {
            items = List.copyOf(items);
            rows = rows.stream().map(List::copyOf).toList();
        }
    }

    Draft {
        sections = List.copyOf(sections);
        promises = List.copyOf(promises);
    }

    /** @param calendars those that there are */
    Draft checked(List<AgreedRules.Calendar> calendars) {
        var seen = new HashSet<String>();
        for (var promised : promises) {
            var severity = promised.severity();
            var whole = AgreedRules.CODES.contains(promised.code()) && (severity == null || severity >= 1 && severity <= MOST_SEVERITIES)
                    && promised.amount() >= 1 && promised.amount() <= LONGEST && calendars.stream().anyMatch(calendar -> calendar.code().equals(promised.calendar()));
            if (!whole) {
                throw new Refusal.Broken("letters.promise-strange", "a promised time says what, for which severity, how long and on which calendar", Map.of());
            }
            if (!seen.add(promised.code() + promised.severity())) {
                throw new Refusal.Broken("letters.promised-twice", "%s is promised twice for the same severity".formatted(promised.code()),
                        Map.of("promise", promised.code(), "severity", severity == null ? "" : severity.toString()));
            }
        }
        return this;
    }

    /** 10 分钟, 4 小时, 2 个工作日. */
    static String time(Promised promised) {
        if (promised.unit() == Unit.WORKING_DAYS) {
            return promised.amount() + " 个工作日";
        }
        return promised.amount() % 60 == 0 ? promised.amount() / 60 + " 小时" : promised.amount() + " 分钟";
    }

    static String what(String code) {
        return switch (code) {
            case "answer" -> "响应";
            case "arrive" -> "到达现场";
            case "restore" -> "恢复使用";
            case "fix-on-site" -> "到场后修复";
            case "replacement" -> "提供备用机";
            default -> code;
        };
    }

    static String fault(@Nullable Integer severity) {
        return severity == null ? "各级故障" : List.of("一", "二", "三", "四").get(severity - 1) + "级故障";
    }

    static String said(Promised promised) {
        return "%s %s内%s".formatted(fault(promised.severity()), time(promised), what(promised.code()));
    }
}
