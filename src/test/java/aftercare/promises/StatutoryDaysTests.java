package aftercare.promises;

import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The statutory days shipped with the product. */
class StatutoryDaysTests {

    private final WorkCalendar calendar = new WorkCalendar("5x8", "5×8", 1, ZoneId.of("Asia/Shanghai"),
            WeekPattern.weekdays("08:30-12:00 13:00-17:30"), StatutoryDays.china());

    @Test
    void coverTwentyYearsWithoutSayingTwoThingsAboutADay() {
        var days = StatutoryDays.china().stream().map(CalendarDay::day).toList();
        assertThat(days).doesNotHaveDuplicates().isSorted();
        assertThat(days.stream().map(LocalDate::getYear).distinct())
                .containsExactlyElementsOf(IntStream.rangeClosed(2006, 2026).boxed().toList());
    }

    @Test
    void takeHolidaysFromWeekdaysAndGiveWorkToWeekends() {
        assertThat(StatutoryDays.china()).filteredOn(day -> day.kind() == CalendarDay.Kind.MAKEUP_WORKDAY)
                .filteredOn(day -> !day.day().equals(LocalDate.of(2020, 2, 3))) // the holiday was lengthened, then work began on a Monday
                .allSatisfy(day -> assertThat(day.day().getDayOfWeek()).isIn(SATURDAY, SUNDAY));
    }

    @Test
    void knowSpringFestival2026() {
        var worked = LocalDate.of(2026, 2, 9).datesUntil(LocalDate.of(2026, 3, 2)).filter(day -> !calendar.hours(day).isClosed()).toList();
        assertThat(worked).containsExactly(
                LocalDate.of(2026, 2, 9), LocalDate.of(2026, 2, 10), LocalDate.of(2026, 2, 11), LocalDate.of(2026, 2, 12), LocalDate.of(2026, 2, 13),
                LocalDate.of(2026, 2, 14), // a Saturday, worked
                LocalDate.of(2026, 2, 24), LocalDate.of(2026, 2, 25), LocalDate.of(2026, 2, 26), LocalDate.of(2026, 2, 27),
                LocalDate.of(2026, 2, 28)); // a Saturday, worked
    }

    /** Every day of twenty years against two sources that nobody here wrote. */
    @Test
    @Tag("proof")
    void agreeWithBothSourcesOnEveryDay() throws IOException {
        var folder = Path.of(System.getProperty("aftercare.data"), "holidays");
        var one = new HashMap<LocalDate, Boolean>();
        for (var line : Files.readAllLines(folder.resolve("holiday_cn_all_years.csv")).stream().skip(1).toList()) {
            var cells = line.split(",");
            one.put(LocalDate.parse(cells[0]), cells[2].equals("makeup_workday"));
        }
        var other = new HashMap<LocalDate, Boolean>();
        var json = new JsonMapper().readValue(folder.resolve("chinese-days-1.5.7.json").toFile(), Map.class);
        for (var day : ((Map<?, ?>) json.get("holidays")).keySet()) {
            other.put(LocalDate.parse((String) day), false);
        }
        for (var day : ((Map<?, ?>) json.get("workdays")).keySet()) {
            other.put(LocalDate.parse((String) day), true);
        }
        var differences = new HashSet<String>();
        for (var source : List.of(one, other)) {
            LocalDate.of(2007, 1, 1).datesUntil(LocalDate.of(2027, 1, 1)).forEach(day -> {
                var weekday = day.getDayOfWeek() != SATURDAY && day.getDayOfWeek() != SUNDAY;
                if (calendar.hours(day).isClosed() == source.getOrDefault(day, weekday)) {
                    differences.add(day + " against " + (source == one ? "holiday-cn" : "chinese-days"));
                }
            });
        }
        assertThat(differences).isEmpty();
    }
}
