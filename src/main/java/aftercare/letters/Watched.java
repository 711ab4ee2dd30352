package aftercare.letters;

import aftercare.promises.AgreedRules;
import aftercare.promises.AgreedRules.Promised;
import aftercare.promises.AgreedRules.Standing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Sets the promised times of a letter beside the rules that are in force. */
@Component
class Watched {

    /**
     * @param said    the promise in words
     * @param rule    name of the rule that comes nearest
     * @param allowed what that rule allows, in words
     */
    record Line(Promised promised, String said, Standing standing, @Nullable String rule, @Nullable String allowed) {}

    private final AgreedRules rules;

    Watched(AgreedRules rules) {
        this.rules = rules;
    }

    /** @param contract whose own rules count too */
    List<Line> look(List<Promised> promises, @Nullable String level, @Nullable String contract) {
        var calendars = calendars();
        return promises.stream().map(promised -> {
            var watch = rules.watch(promised, level, contract);
            var by = watch.by();
            return new Line(promised, "%s（%s）".formatted(Draft.said(promised), calendars.getOrDefault(promised.calendar(), promised.calendar())), watch.standing(),
                    by == null ? null : by.name().isEmpty() ? by.rule() : by.name(),
                    by == null ? null : "%s（%s）".formatted(Draft.time(by.promised()), calendars.getOrDefault(by.promised().calendar(), by.promised().calendar())));
        }).toList();
    }

    static int unwatched(List<Line> lines) {
        return (int) lines.stream().filter(line -> line.standing() != Standing.WATCHED).count();
    }

    /** The promised times as a table: a line for each severity that is promised something of its own. */
    List<List<String>> table(List<Promised> promises) {
        var calendars = calendars();
        var codes = AgreedRules.CODES.stream().filter(code -> promises.stream().anyMatch(promised -> promised.code().equals(code))).toList();
        var severities = promises.stream().map(Promised::severity).filter(severity -> severity != null).distinct().sorted().collect(Collectors.toCollection(ArrayList::new));
        var rows = new ArrayList<List<String>>();
        var head = new ArrayList<>(List.of("故障级别"));
        codes.forEach(code -> head.add(Draft.what(code)));
        rows.add(head);
        if (severities.isEmpty() && !promises.isEmpty()) {
            rows.add(row("各级故障", codes, null, promises, calendars));
        }
        severities.forEach(severity -> rows.add(row(Draft.fault(severity), codes, severity, promises, calendars)));
        return rows;
    }

    private static List<String> row(String name, List<String> codes, @Nullable Integer severity, List<Promised> promises, Map<String, String> calendars) {
        var row = new ArrayList<>(List.of(name));
        for (var code : codes) {
            row.add(promises.stream().filter(promised -> promised.code().equals(code) && (promised.severity() == null || promised.severity().equals(severity)))
                    .sorted(Comparator.comparing(promised -> promised.severity() == null)).findFirst()
                    .map(promised -> "%s内\n%s".formatted(Draft.time(promised), calendars.getOrDefault(promised.calendar(), promised.calendar()))).orElse("—"));
        }
        return row;
    }

    private Map<String, String> calendars() {
        return rules.calendars().stream().collect(Collectors.toMap(AgreedRules.Calendar::code, AgreedRules.Calendar::name, (one, _) -> one));
    }
}
