package aftercare.promises;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** China's statutory holidays and make-up workdays as shipped with the product, 2007 to 2026. */
final class StatutoryDays {

    private static final String FILE = "china-statutory-days.csv";

    private StatutoryDays() {}

    static List<CalendarDay> china() {
        var days = new ArrayList<CalendarDay>();
        try (var lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(StatutoryDays.class.getResourceAsStream(FILE), FILE), StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> !line.startsWith("#") && !line.startsWith("from,"))
                    .map(line -> line.split(",", 4))
                    .forEach(cells -> {
                        var kind = CalendarDay.Kind.valueOf(cells[2]);
                        LocalDate.parse(cells[0])
                                .datesUntil(LocalDate.parse(cells[1]).plusDays(1))
                                .forEach(day -> days.add(new CalendarDay(day, kind, cells[3], null)));
                    });
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return List.copyOf(days);
    }
}
