package aftercare.promises;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How much time a rule gives. Stored as JSON with a {@code type}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Limit.WorkingTime.class, name = "working-time"),
    @JsonSubTypes.Type(value = Limit.WorkingDays.class, name = "working-days"),
    @JsonSubTypes.Type(value = Limit.CutOff.class, name = "cut-off"),
    @JsonSubTypes.Type(value = Limit.BeforeDate.class, name = "before-date")})
sealed interface Limit {

    /** When the promise is due if nothing ever pauses it. */
    Instant due(Instant start, WorkCalendar calendar);

    /** The same kind of limit with this share of the time, and never none at all. */
    Limit shortenedTo(int percent);

    /** The limit as it is once the day is known that was agreed with somebody; most limits need none. */
    default Limit agreed(@Nullable LocalDate day) {
        return this;
    }

    /** So many minutes of working time. */
    record WorkingTime(int minutes) implements Limit {

        public WorkingTime {
            if (minutes < 1) {
                throw new IllegalArgumentException("a limit gives at least one minute, not " + minutes);
            }
        }

        @Override
        public Instant due(Instant start, WorkCalendar calendar) {
            return calendar.add(start, Duration.ofMinutes(minutes));
        }

        @Override
        public Limit shortenedTo(int percent) {
            return new WorkingTime(Math.max(1, Math.ceilDiv(minutes * percent, 100)));
        }
    }

    /** By the end of the n-th working day after today, or by {@code at} on it. Today never counts, however early it is. */
    record WorkingDays(int days, @Nullable LocalTime at) implements Limit {

        public WorkingDays {
            if (days < 1) {
                throw new IllegalArgumentException("a limit gives at least one working day, not " + days);
            }
        }

        @Override
        public Instant due(Instant start, WorkCalendar calendar) {
            var day = calendar.workingDayAfter(LocalDate.ofInstant(start, calendar.zone()), days);
            return at == null ? calendar.closing(day) : calendar.at(day, at);
        }

        @Override
        public Limit shortenedTo(int percent) {
            return new WorkingDays(Math.max(1, Math.ceilDiv(days * percent, 100)), at);
        }
    }

    /**
     * By the time of day at which it was asked: the first line whose {@code before} is still ahead applies. Asked after the last
     * line, or on a day nobody works, it counts as asked at the opening of the next working day.
     */
    record CutOff(List<Line> lines) implements Limit {

        /** Asked before {@code before}: due {@code daysLater} working days later (0 is the same day) at {@code at}. */
        record Line(LocalTime before, int daysLater, LocalTime at) {

            public Line {
                if (daysLater < 0 || daysLater == 0 && !at.isAfter(before) && !at.equals(before)) {
                    throw new IllegalArgumentException("asked before %s cannot be due %d days later at %s".formatted(before, daysLater, at));
                }
            }
        }

        public CutOff {
            lines = List.copyOf(lines);
            if (lines.isEmpty()) {
                throw new IllegalArgumentException("a cut-off rule needs at least one line");
            }
            for (var i = 1; i < lines.size(); i++) {
                if (!lines.get(i).before().isAfter(lines.get(i - 1).before())) {
                    throw new IllegalArgumentException("the lines of a cut-off rule go from early to late");
                }
            }
        }

        @Override
        public Instant due(Instant start, WorkCalendar calendar) {
            var local = start.atZone(calendar.zone());
            var day = local.toLocalDate();
            var line = calendar.hours(day).isClosed() ? null
                    : lines.stream().filter(l -> local.toLocalTime().isBefore(l.before())).findFirst().orElse(null);
            if (line == null) {
                day = calendar.workingDayAfter(day, 1);
                line = lines.getFirst();
            }
            return calendar.at(calendar.workingDayAfter(day, line.daysLater()), line.at());
        }

        /** A time of day has no share; a stricter cut-off is a rule of its own. */
        @Override
        public Limit shortenedTo(int percent) {
            return this;
        }
    }

    /**
     * By the end of the day that was agreed with somebody (a certificate's expiry, a contract's end), or so many days of the
     * calendar on the wall before it. When nobody works on that day, by the end of the last working day before it.
     */
    record BeforeDate(int days, @JsonIgnore @Nullable LocalDate agreedOn) implements Limit {

        public BeforeDate {
            if (days < 0) {
                throw new IllegalArgumentException("a limit before a date is no or some days before it, not " + days);
            }
        }

        /** Without a day there is nothing to be late for: whoever starts such a promise names the day. */
        @Override
        public Instant due(Instant start, WorkCalendar calendar) {
            if (agreedOn == null) {
                throw new IllegalArgumentException("a promise that counts back from a date needs the date");
            }
            var due = calendar.closing(calendar.workingDayUpTo(agreedOn.minusDays(days)));
            return due.isBefore(start) ? start : due;
        }

        @Override
        public Limit shortenedTo(int percent) {
            return this;
        }

        @Override
        public Limit agreed(@Nullable LocalDate day) {
            return new BeforeDate(days, day);
        }
    }
}
