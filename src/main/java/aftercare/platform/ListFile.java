package aftercare.platform;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A list as a file: the very pages that the screen shows, one after the other, so that filters, reach and masking are the
 * screen's own and only one page is in memory.
 *
 * @param <R> a row of the list
 */
public final class ListFile<R> {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final ZoneId HOUSE = ZoneId.of("Asia/Shanghai");
    private static final Label YES = new Label("是", "是", "Yes");
    private static final Label NO = new Label("否", "否", "No");

    /**
     * How somebody wants it.
     *
     * @param zone of times; the house's when it is not given or nobody knows it
     */
    public record Ask(Sheets.@Nullable Format format, @Nullable String language, @Nullable String zone) {

        Sheets.Format as() {
            return format == null ? Sheets.Format.CSV : format;
        }

        String in() {
            return Objects.requireNonNullElse(language, "zh-CN");
        }

        ZoneId at() {
            try {
                return zone == null || zone.isBlank() ? HOUSE : ZoneId.of(zone);
            } catch (DateTimeException unknown) {
                return HOUSE;
            }
        }
    }

    /** @param next where the following page begins; null after the last */
    public record Part<R, C>(List<R> rows, @Nullable C next) {}

    private record Column<R>(Label heading, Function<R, @Nullable Object> cell) {}

    private final Label title;
    private final List<Column<R>> columns;

    private ListFile(Label title, List<Column<R>> columns) {
        this.title = title;
        this.columns = List.copyOf(columns);
    }

    public static <R> ListFile<R> of(String zhCn, String zhTw, String en) {
        return new ListFile<>(new Label(zhCn, zhTw, en), List.of());
    }

    /** @param cell a text, number, date, moment, yes or no, a {@link Label}, or a name in several languages by their codes */
    public ListFile<R> column(String zhCn, String zhTw, String en, Function<R, @Nullable Object> cell) {
        var more = new ArrayList<>(columns);
        more.add(new Column<>(new Label(zhCn, zhTw, en), cell));
        return new ListFile<>(title, more);
    }

    /** @param pages the page that begins at a cursor; null for the first */
    public <C> void send(HttpServletResponse response, Ask ask, Function<@Nullable C, Part<R, C>> pages) throws IOException {
        var language = ask.in();
        var zone = ask.at();
        // before anything is sent: a refusal of the list is one of the file too
        var part = pages.apply(null);
        var out = Download.saved(response, title.in(language) + "." + ask.as().ending(), ask.as().mediaType());
        try (var sheet = Sheets.write(out, ask.as(), title.in(language), columns.stream().map(column -> column.heading().in(language)).toList())) {
            while (true) {
                for (var row : part.rows()) {
                    sheet.row(columns.stream().map(column -> shown(column.cell().apply(row), language, zone)).toList());
                }
                if (part.next() == null) {
                    return;
                }
                part = pages.apply(part.next());
            }
        }
    }

    private static @Nullable Object shown(@Nullable Object value, String language, ZoneId zone) {
        return switch (value) {
            case null -> "";
            case Label label -> label.in(language);
            case Instant at -> TIME.format(at.atZone(zone));
            case Boolean yes -> (yes ? YES : NO).in(language);
            case Map<?, ?> names -> names.get(language) != null ? names.get(language) : Objects.requireNonNullElse(names.get("zh-CN"), "");
            default -> value;
        };
    }
}
