package aftercare.promises;

import aftercare.kernel.Refusal;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the State Council's yearly notice (国务院办公厅关于…节假日安排的通知) as it is published, or lines of a table
 * ({@code 2027-01-01,2027-01-03,HOLIDAY,元旦}). Every weekday in brackets must agree with its date, so that the notice of one
 * year pasted for another is found out. What is understood is complete or refused; nothing is guessed.
 */
final class StatutoryNotice {

    private static final Pattern CHAPTER = Pattern.compile("(?:^|\\s|。)[一二三四五六七八九十]+、([^:;。]{2,20}?)[::]");
    private static final Pattern SENTENCE = Pattern.compile("([^。;]*?)(放假|上班)");
    private static final Pattern DATE = Pattern.compile("(?:(\\d{4})年)?(?:(\\d{1,2})月)?(\\d{1,2})日(?:\\(([^)]*)\\))?");
    private static final Pattern TO = Pattern.compile("^\\s*(?:至|到|-|—|~)\\s*$");
    private static final String WEEKDAYS = "一二三四五六日";

    private StatutoryNotice() {}

    static List<CalendarDay> read(String text, int year) {
        var plain = Normalizer.normalize(text, Normalizer.Form.NFKC).replace("星期", "周").replace("周天", "周日").strip();
        var days = new LinkedHashMap<LocalDate, CalendarDay>();
        if (plain.lines().map(String::strip).filter(line -> !line.isEmpty()).allMatch(line -> line.matches("#.*|from,.*|\\d{4}-\\d{1,2}-\\d{1,2}\\s*[,\\t].*"))) {
            plain.lines().map(String::strip).filter(line -> Character.isDigit(line.isEmpty() ? ' ' : line.charAt(0))).forEach(line -> row(line, days));
        } else {
            notice(plain, year, days);
        }
        if (days.isEmpty()) {
            throw unreadable(text.strip());
        }
        return days.values().stream().sorted(Comparator.comparing(CalendarDay::day)).toList();
    }

    /** from, to, kind, name; a single day may leave {@code to} out. */
    private static void row(String line, Map<LocalDate, CalendarDay> days) {
        var cells = line.split("\\s*[,\\t]\\s*", -1);
        try {
            var from = LocalDate.parse(cells[0]);
            var single = !cells[1].matches("\\d{4}-.*");
            var to = single ? from : LocalDate.parse(cells[1]);
            var kind = kind(cells[single ? 1 : 2]);
            var name = cells.length > (single ? 2 : 3) ? cells[single ? 2 : 3] : "";
            if (kind == null || to.isBefore(from) || to.isAfter(from.plusDays(60))) {
                throw unreadable(line);
            }
            from.datesUntil(to.plusDays(1)).forEach(day -> put(days, new CalendarDay(day, kind, name, null)));
        } catch (DateTimeParseException | ArrayIndexOutOfBoundsException wrong) {
            throw unreadable(line);
        }
    }

    private static CalendarDay.@Nullable Kind kind(String word) {
        return switch (word) {
            case "HOLIDAY", "放假", "休" -> CalendarDay.Kind.HOLIDAY;
            case "MAKEUP_WORKDAY", "上班", "班", "调休上班" -> CalendarDay.Kind.MAKEUP_WORKDAY;
            case "HALF_DAY", "半天" -> CalendarDay.Kind.HALF_DAY;
            default -> null;
        };
    }

    private static void notice(String text, int year, Map<LocalDate, CalendarDay> days) {
        var heads = CHAPTER.matcher(text).results().toList();
        for (var i = 0; i < heads.size(); i++) {
            var name = heads.get(i).group(1).strip();
            var chapter = text.substring(heads.get(i).end(), i + 1 < heads.size() ? heads.get(i + 1).start() : text.length());
            var found = 0;
            for (var sentence : SENTENCE.matcher(chapter).results().toList()) {
                var kind = sentence.group(2).equals("放假") ? CalendarDay.Kind.HOLIDAY : CalendarDay.Kind.MAKEUP_WORKDAY;
                var known = days.size();
                dates(sentence.group(1), year, kind, name, days);
                found += days.size() - known;
            }
            if (found == 0) {
                throw unreadable(name + "：" + chapter.strip());
            }
        }
    }

    private static void dates(String part, int year, CalendarDay.Kind kind, String name, Map<LocalDate, CalendarDay> days) {
        var month = 0;
        var inYear = year;
        @Nullable LocalDate last = null;
        var end = 0;
        for (MatchResult found : DATE.matcher(part).results().toList()) {
            inYear = found.group(1) == null ? inYear : Integer.parseInt(found.group(1));
            var named = found.group(2) == null ? month : Integer.parseInt(found.group(2));
            LocalDate day;
            try {
                // 12月30日至1月1日: the new year is not always written out.
                day = LocalDate.of(found.group(1) == null && last != null && named < month ? inYear + 1 : inYear, named, Integer.parseInt(found.group(3)));
            } catch (DateTimeException impossible) {
                throw unreadable(found.group());
            }
            weekday(day, found.group(4), found.group());
            month = named;
            if (last != null && TO.matcher(part.substring(end, found.start())).matches()) {
                if (day.isBefore(last) || day.isAfter(last.plusDays(60))) {
                    throw unreadable(part);
                }
                last.plusDays(1).datesUntil(day.plusDays(1)).forEach(one -> put(days, new CalendarDay(one, kind, name, null)));
            } else {
                put(days, new CalendarDay(day, kind, name, null));
            }
            last = day;
            end = found.end();
        }
    }

    private static void weekday(LocalDate day, @Nullable String inBrackets, String written) {
        var at = inBrackets == null ? -1 : inBrackets.lastIndexOf('周');
        if (inBrackets != null && at >= 0 && at + 1 < inBrackets.length()
                && WEEKDAYS.indexOf(inBrackets.charAt(at + 1)) + 1 != day.getDayOfWeek().getValue()) {
            throw new Refusal.Broken("promises.notice-weekday", "%s is a %s, not as the notice says (%s); is it the notice of another year?"
                    .formatted(day, day.getDayOfWeek(), written), Map.of("day", day.toString(), "written", written));
        }
    }

    private static void put(Map<LocalDate, CalendarDay> days, CalendarDay day) {
        var other = days.putIfAbsent(day.day(), day);
        if (other != null && other.kind() != day.kind()) {
            throw new Refusal.Broken("promises.notice-twice", "%s is both %s and %s".formatted(day.day(), other.kind(), day.kind()), Map.of("day", day.day().toString()));
        }
    }

    private static Refusal.Broken unreadable(String part) {
        return new Refusal.Broken("promises.notice-unreadable", "this part of the notice cannot be read: " + part,
                Map.of("part", part.length() > 60 ? part.substring(0, 60) + "…" : part));
    }
}
