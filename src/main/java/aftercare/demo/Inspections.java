package aftercare.demo;

import aftercare.forms.AnswerAbout;
import aftercare.forms.Consequence;
import aftercare.forms.Form;
import aftercare.forms.FormDesk;
import aftercare.forms.FormUse;
import aftercare.forms.Question;
import aftercare.forms.QuestionType;
import aftercare.kernel.Subject;
import aftercare.timeline.Actor;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Inspection forms filled in at the visits of the year, most at the devices that were visited most, so that their values can
 * be followed. Values lie where they should and wander with the months; the forms themselves check and score them.
 */
final class Inspections {

    private static final int MOST = 90;
    private static final double YEAR = Duration.ofDays(365).toSeconds();
    /** Readings without limits, by key. */
    private static final Map<String, Double> USUAL = Map.of("cameras", 24.0, "supply", 13.5, "return", 24.0, "lowPressure", 0.85, "clock", 2.0);

    private record Visit(UUID id, UUID device, UUID product, String category, UUID branch, @Nullable UUID partner, UUID customer, UUID engineer,
                         String name, Instant at) {}

    private final JdbcTemplate jdbc;
    private final FormDesk forms;
    private final Chance chance;
    private final Instant now;

    Inspections(JdbcTemplate jdbc, FormDesk forms, Chance chance, Instant now) {
        this.jdbc = jdbc;
        this.forms = forms;
        this.chance = chance;
        this.now = now;
    }

    void fillIn() {
        var seen = new HashMap<UUID, Map<String, Double>>();
        for (var visit : visits()) {
            var form = forms.offered(List.of(FormUse.INSPECTION), visit.category()).stream().findFirst();
            if (form.isPresent()) {
                var about = new AnswerAbout(List.of(new Subject("device", visit.device()), new Subject("product", visit.product())),
                        visit.branch(), visit.partner(), visit.customer());
                forms.answer(chance.id(visit.at()), form.get().code(), form.get().version(), new Subject("visit", visit.id()), about,
                        answers(form.get(), visit, seen.computeIfAbsent(visit.device(), _ -> new HashMap<>())), new Actor(visit.engineer(), visit.name()), visit.at());
            }
        }
    }

    private List<Visit> visits() {
        return jdbc.query("""
                select * from (select v.id, d.id as device, p.id as product, p.category, v.branch_id, v.partner_id, c.customer_id, v.engineer_id, u.name,
                                      v.finished_at, count(*) over (partition by d.id) as times, d.number as device_number
                                 from fieldwork.visit v
                                 join cases.service_case c on c.id = v.case_id
                                 join assets.device d on d.id = c.device_id
                                 join assets.product p on p.id = d.product_id
                                 join identity.app_user u on u.id = v.engineer_id
                                where v.status = 'SIGNED' and p.category in ('视频监控', '录像机', '交换机', '电梯', '空调', '精密空调', '制冷', '门禁', '充电桩', 'UPS', '电池')
                                order by times desc, device_number, v.finished_at limit ?) most
                 order by finished_at, id
                """, (row, _) -> new Visit(row.getObject("id", UUID.class), row.getObject("device", UUID.class), row.getObject("product", UUID.class),
                row.getString("category"), row.getObject("branch_id", UUID.class), row.getObject("partner_id", UUID.class),
                row.getObject("customer_id", UUID.class), row.getObject("engineer_id", UUID.class), row.getString("name"),
                row.getObject("finished_at", OffsetDateTime.class).toInstant()), MOST);
    }

    private Map<String, Object> answers(Form form, Visit visit, Map<String, Double> device) {
        var answers = new LinkedHashMap<String, Object>();
        for (var question : form.questions()) {
            if (question.shownIf().stream().allMatch(when -> when.anyOf() == null || when.anyOf().contains(answers.get(when.question())))) {
                var answer = answer(question, visit, device);
                if (answer != null) {
                    answers.put(question.key(), answer);
                }
            }
        }
        return answers;
    }

    private @Nullable Object answer(Question question, Visit visit, Map<String, Double> device) {
        var mayBeBad = question.ifBad() == Consequence.FINDING && chance.happens(0.06);
        return switch (question.type()) {
            case QuestionType.Number number -> measured(question, number, visit, device);
            case QuestionType.YesNo yesNo -> yesNo.noIsGood() == mayBeBad ? "YES" : "NO";
            case QuestionType.Choice choice -> choice.options().get(mayBeBad && choice.options().size() > 1 ? 1 : 0).code();
            case QuestionType.Meter meter -> counted(question, meter, visit, device);
            case QuestionType.Scan _, QuestionType.Text _ -> question.required() ? "已现场处理" : null;
            default -> null;
        };
    }

    /** Where it began for this device, a drift over the year towards the limit, and the weather of the day. */
    private BigDecimal measured(Question question, QuestionType.Number type, Visit visit, Map<String, Double> device) {
        var from = type.goodFrom() == null ? null : type.goodFrom().doubleValue();
        var to = type.goodTo() == null ? null : type.goodTo().doubleValue();
        var begin = device.computeIfAbsent(question.key(), key -> begin(key, from, to));
        var age = 1 - Duration.between(visit.at(), now).toSeconds() / YEAR;
        var drift = from != null && to != null ? 0 : to != null ? 0.25 * to * age : from != null ? -0.12 * from * age : 0;
        var range = from != null && to != null ? (to - from) * 0.12 : Math.abs(begin) * 0.04;
        var value = begin + drift + chance.between(-range, range);
        if (question.ifBad() != Consequence.FINDING) {
            value = Math.clamp(value, from == null ? -1e9 : from, to == null ? 1e9 : to);
        }
        value = Math.clamp(value, type.least() == null ? -1e9 : type.least().doubleValue(), type.most() == null ? 1e9 : type.most().doubleValue());
        return BigDecimal.valueOf(value).setScale(type.decimals(), RoundingMode.HALF_UP);
    }

    private double begin(String key, @Nullable Double from, @Nullable Double to) {
        if (from != null && to != null) {
            return from + (to - from) * chance.between(0.35, 0.65);
        } else if (to != null) {
            return to * chance.between(0.45, 0.72);
        } else if (from != null) {
            return from * chance.between(1.12, 1.3);
        }
        return Objects.requireNonNullElse(USUAL.get(key), 10.0) * chance.between(0.9, 1.1);
    }

    private BigDecimal counted(Question question, QuestionType.Meter type, Visit visit, Map<String, Double> device) {
        var begin = device.computeIfAbsent(question.key(), _ -> chance.between(2000.0, 9000.0));
        var days = 365 - Duration.between(visit.at(), now).toDays();
        return BigDecimal.valueOf(begin + days * 18).setScale(type.decimals(), RoundingMode.HALF_UP);
    }
}
