package aftercare.promises;

import aftercare.kernel.Ids;
import aftercare.kernel.Refusal;
import aftercare.kernel.Subject;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;

/** Edits calendars. What is open under them is worked out again by the sweep; how much that moves can be seen before. */
@Service
@Transactional
class CalendarDesk {

    /** So many open promises are worked out for a preview. */
    static final int LOOKED_AT = 5000;
    private static final int SHOWN = 20;
    private static final int MOST_DAYS = 1000;
    private static final Pattern CODE = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    /** A day as people write it; hours only where the kind has hours of its own. */
    record Day(@NotNull LocalDate day, CalendarDay.@NotNull Kind kind, @Nullable @Size(max = 40) String name, @Nullable String hours) {

        static Day of(CalendarDay day) {
            return new Day(day.day(), day.kind(), day.name(), day.hours() == null ? null : day.hours().toString());
        }
    }

    /**
     * @param follows the calendar whose days hold here too
     * @param branch  in this branch it stands in for the calendar it follows
     */
    record NewCalendar(@Nullable @Size(max = 40) String code, @NotBlank @Size(max = 100) String name, @NotBlank String zone,
                       @NotNull List<String> week, @Nullable String follows, @Nullable UUID branch) {}

    /** @param put days that are added or replaced; {@code drop}: days that follow the week again */
    record Change(int version, @NotBlank @Size(max = 100) String name, @NotBlank String zone, @NotNull List<String> week,
                  @NotNull @Size(max = MOST_DAYS) List<Day> put, @NotNull @Size(max = MOST_DAYS) List<LocalDate> drop) {}

    /** What a change would do to what is open. {@code more}: there are more open promises than were looked at. */
    record Effect(int open, int moved, boolean more, List<Move> moves) {}

    record Move(UUID promise, Subject subject, String label, String code, Instant before, Instant after) {}

    private final RuleBooks books;
    private final PromiseStore promises;
    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    CalendarDesk(RuleBooks books, PromiseStore promises, JdbcClient jdbc, JdbcTemplate template) {
        this.books = books;
        this.promises = promises;
        this.jdbc = jdbc;
        this.template = template;
    }

    String create(NewCalendar wish) {
        books.edited();
        var code = wish.code() == null || wish.code().isBlank() ? null : wish.code();
        var follows = wish.follows() == null || wish.follows().isBlank() ? null : row(wish.follows());
        if (follows != null && follows.follows() != null) {
            throw new Refusal.Broken("promises.calendar-follows-follower", "calendar %s follows another one itself; follow that".formatted(wish.follows()),
                    Map.of("calendar", wish.follows()));
        }
        if (wish.branch() != null && follows == null) {
            throw new Refusal.Broken("promises.calendar-branch-alone", "the calendar of a branch stands in for another one; say for which", Map.of());
        }
        if (code == null) {
            code = wish.branch() == null ? "calendar-" + Ids.next().toString().substring(28) : wish.follows() + "-" + branchCode(wish.branch());
        }
        if (!CODE.matcher(code).matches()) {
            throw new Refusal.Broken("promises.calendar-code", "a calendar's code is made of small letters, digits and hyphens, not '%s'".formatted(code), Map.of("code", code));
        }
        var written = jdbc.sql("""
                insert into promises.calendar (id, code, name, zone, week, follows, branch_id)
                values (:id, :code, :name, :zone, :week, :follows, :branch)
                on conflict do nothing
                """)
                .param("id", Ids.next()).param("code", code).param("name", wish.name().strip()).param("zone", zone(wish.zone()))
                .param("week", week(wish.week())).param("follows", follows == null ? null : follows.id()).param("branch", wish.branch())
                .update();
        if (written == 0) {
            throw new Refusal.Conflict("promises.calendar-exists", "there is a calendar %s already, or one for this branch".formatted(code), Map.of("calendar", code));
        }
        if (wish.branch() != null) {
            // What is open in the branch was worked out with the calendar that is now replaced there.
            outdate(Objects.requireNonNull(follows).id());
        }
        return code;
    }

    private String branchCode(UUID branch) {
        return jdbc.sql("select code from identity.branch where id = :id").param("id", branch).query(String.class).optional()
                .map(code -> code.toLowerCase().replaceAll("[^a-z0-9]+", "-"))
                .map(code -> code.length() > 24 ? code.substring(0, 24) : code)
                .orElseThrow(() -> new Refusal.Missing("promises.no-such-branch", "there is no branch %s".formatted(branch), Map.of()));
    }

    void change(String code, Change change) {
        books.edited();
        apply(code, change);
    }

    /** What the change would move: done for good in a transaction that is taken back. */
    Effect preview(String code, Change change) {
        books.refresh();
        var before = books.book();
        var affected = apply(code, change);
        var after = books.read();
        TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
        var open = promises.openUnder(affected, LOOKED_AT + 1);
        var moves = new ArrayList<Move>();
        var moved = 0;
        for (var promise : open.subList(0, Math.min(open.size(), LOOKED_AT))) {
            var was = promise.standing(before).dueAt();
            var is = promise.standing(after).dueAt();
            if (!was.equals(is)) {
                moved++;
                if (moves.size() < SHOWN) {
                    moves.add(new Move(promise.id(), promise.subject(), promise.label(), promise.code(), was, is));
                }
            }
        }
        return new Effect(Math.min(open.size(), LOOKED_AT), moved, open.size() > LOOKED_AT, moves);
    }

    /** @return the calendars whose days are others now: this one and those that follow it */
    private List<UUID> apply(String code, Change change) {
        var row = row(code);
        if (row.version() != change.version()) {
            throw new Refusal.Conflict("promises.calendar-changed-meanwhile", "calendar %s was changed by somebody else; read it again".formatted(code),
                    Map.of("calendar", row.name()));
        }
        var days = change.put().stream().map(CalendarDesk::checked).toList();
        jdbc.sql("update promises.calendar set name = :name, zone = :zone, week = :week where id = :id")
                .param("name", change.name().strip()).param("zone", zone(change.zone())).param("week", week(change.week())).param("id", row.id()).update();
        jdbc.sql("delete from promises.calendar_day where calendar_id = :id and day = any(cast(:days as date[]))").param("id", row.id())
                .param("days", change.drop().stream().map(LocalDate::toString).toArray(String[]::new)).update();
        template.batchUpdate("""
                insert into promises.calendar_day (calendar_id, day, kind, name, hours) values (?, ?, ?, ?, ?)
                on conflict (calendar_id, day) do update set kind = excluded.kind, name = excluded.name, hours = excluded.hours
                """, days.stream().map(day -> new Object[] {row.id(), day.day(), day.kind().name(), day.name(),
                        day.hours() == null ? null : day.hours().toString()}).toList());
        outdate(row.id());
        return jdbc.sql("select id from promises.calendar where id = :id or follows = :id").param("id", row.id()).query(UUID.class).list();
    }

    private void outdate(UUID calendar) {
        jdbc.sql("update promises.calendar set version = version + 1 where id = :id or follows = :id").param("id", calendar).update();
    }

    private static CalendarDay checked(Day day) {
        try {
            var hours = day.hours() == null || day.hours().isBlank() || day.kind() == CalendarDay.Kind.HOLIDAY ? null : OpeningHours.parse(day.hours());
            if (day.kind() == CalendarDay.Kind.OWN_HOURS && (hours == null || hours.isClosed())) {
                throw new IllegalArgumentException("%s has hours of its own, but none are given".formatted(day.day()));
            }
            return new CalendarDay(day.day(), day.kind(), day.name() == null ? "" : day.name().strip(), hours);
        } catch (IllegalArgumentException wrong) {
            throw new Refusal.Broken("promises.calendar-hours", String.valueOf(wrong.getMessage()), Map.of("when", day.day().toString(), "hours", String.valueOf(day.hours())));
        }
    }

    private static String[] week(List<String> week) {
        var hours = IntStream.range(0, week.size()).mapToObj(i -> {
            try {
                return OpeningHours.parse(week.get(i) == null ? "" : week.get(i));
            } catch (IllegalArgumentException wrong) {
                throw new Refusal.Broken("promises.calendar-hours", String.valueOf(wrong.getMessage()), Map.of("when", i + 1, "hours", week.get(i)));
            }
        }).toList();
        try {
            return new WeekPattern(hours).days().stream().map(OpeningHours::toString).toArray(String[]::new);
        } catch (IllegalArgumentException wrong) {
            throw new Refusal.Broken("promises.calendar-week", String.valueOf(wrong.getMessage()), Map.of());
        }
    }

    private static String zone(String zone) {
        try {
            return ZoneId.of(zone).getId();
        } catch (DateTimeException unknown) {
            throw new Refusal.Broken("promises.calendar-zone", "there is no time zone %s; write it like Asia/Shanghai".formatted(zone), Map.of("zone", zone));
        }
    }

    private record Row(UUID id, String name, int version, @Nullable UUID follows) {}

    private Row row(String code) {
        return jdbc.sql("select id, name, version, follows from promises.calendar where code = :code for update").param("code", code).query(Row.class).optional()
                .orElseThrow(() -> new Refusal.Missing("promises.no-such-calendar", "there is no calendar %s".formatted(code), Map.of("calendar", code)));
    }
}
