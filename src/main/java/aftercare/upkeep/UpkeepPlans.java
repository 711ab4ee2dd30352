package aftercare.upkeep;

import static java.time.ZoneOffset.UTC;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Loads and saves one plan. */
@Component
class UpkeepPlans {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    UpkeepPlans(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    void add(Plan plan, UUID by, Instant now) {
        jdbc.sql("""
                insert into upkeep.plan (id, name, branch_id, customer_id, contract_id, site_id, product_id, device_id, form_code, categories, rhythm, exclusions,
                                         from_completion, starts_on, ends_on, lead_days, early_days, late_days, minutes, meter_name, meter_every, meter_first, skills, owner_id, active,
                                         created_by, created_at)
                values (:id, :name, :branch, :customer, :contract, :site, :product, :device, :form, :categories, cast(:rhythm as jsonb), cast(:exclusions as jsonb),
                        :fromCompletion, :startsOn, :endsOn, :lead, :early, :late, :minutes, :meter, :meterEvery, :meterFirst, :skills, :owner, :active, :by, :now)
                """).params(params(plan)).param("by", by).param("now", now.atOffset(UTC)).update();
    }

    void save(Plan plan) {
        var saved = jdbc.sql("""
                update upkeep.plan set name = :name, form_code = :form, categories = :categories, rhythm = cast(:rhythm as jsonb), exclusions = cast(:exclusions as jsonb),
                       from_completion = :fromCompletion, starts_on = :startsOn, ends_on = :endsOn, lead_days = :lead, early_days = :early, late_days = :late,
                       minutes = :minutes, meter_name = :meter, meter_every = :meterEvery, meter_first = :meterFirst, skills = :skills, owner_id = :owner, active = :active, made_until = null, version = version + 1
                 where id = :id and version = :version
                """).params(params(plan)).update();
        if (saved == 0) {
            throw new OptimisticLockingFailureException("plan %s changed meanwhile".formatted(plan.name()));
        }
    }

    Optional<Plan> find(UUID id) {
        return Optional.ofNullable(all(List.of(id)).get(id));
    }

    Map<UUID, Plan> all(List<UUID> ids) {
        return jdbc.sql("select p.*, p.rhythm::text as rhythm_text, p.exclusions::text as exclusions_text from upkeep.plan p where id = any(:ids)")
                .param("ids", ids.toArray(UUID[]::new)).query((row, _) -> plan(row)).stream().collect(Collectors.toMap(Plan::id, plan -> plan));
    }

    /** Whose dates do not reach as far as this; locked, so that nobody else makes them meanwhile. */
    List<Plan> behind(LocalDate until, int most) {
        return jdbc.sql("""
                select p.*, p.rhythm::text as rhythm_text, p.exclusions::text as exclusions_text from upkeep.plan p
                 where active and meter_name is null and (made_until is null or made_until < :until) order by made_until nulls first, id limit :most for update skip locked
                """).param("until", until).param("most", most).query((row, _) -> plan(row)).list();
    }

    /** Those by this counter, or all by any, that are about a device, or about anything. */
    List<Plan> byMeter(@Nullable UUID plan, @Nullable String meter) {
        return jdbc.sql("""
                select p.*, p.rhythm::text as rhythm_text, p.exclusions::text as exclusions_text from upkeep.plan p
                 where active and meter_name is not null and (cast(:plan as uuid) is null or id = :plan) and (cast(:meter as text) is null or meter_name = :meter) order by id
                """).param("plan", plan).param("meter", meter).query((row, _) -> plan(row)).list();
    }

    /** With a first service of their own, beside the dates of the calendar. */
    List<Plan> withFirst(@Nullable UUID plan) {
        return jdbc.sql("""
                select p.*, p.rhythm::text as rhythm_text, p.exclusions::text as exclusions_text from upkeep.plan p
                 where active and meter_name is null and not from_completion and rhythm ->> 'firstDays' is not null and (cast(:plan as uuid) is null or id = :plan) order by id
                """).param("plan", plan).query((row, _) -> plan(row)).list();
    }

    void made(List<UUID> plans, LocalDate until) {
        jdbc.sql("update upkeep.plan set made_until = :until where id = any(:plans)").param("until", until).param("plans", plans.toArray(UUID[]::new)).update();
    }

    Rhythm rhythm(String text) {
        return json.readValue(text, Rhythm.class);
    }

    private Map<String, @Nullable Object> params(Plan plan) {
        var params = new HashMap<String, @Nullable Object>();
        params.put("id", plan.id());
        params.put("name", plan.name());
        params.put("branch", plan.branch());
        params.put("customer", plan.about().customer());
        params.put("contract", plan.about().contract());
        params.put("site", plan.about().site());
        params.put("product", plan.about().product());
        params.put("device", plan.about().device());
        params.put("form", plan.form());
        params.put("categories", plan.categories().toArray(String[]::new));
        params.put("rhythm", json.writeValueAsString(plan.rhythm()));
        params.put("exclusions", json.writeValueAsString(plan.exclusions()));
        params.put("fromCompletion", plan.fromCompletion());
        params.put("startsOn", plan.startsOn());
        params.put("endsOn", plan.endsOn());
        params.put("lead", plan.ahead().lead());
        params.put("early", plan.ahead().early());
        params.put("late", plan.ahead().late());
        params.put("minutes", plan.ahead().minutes());
        params.put("meter", plan.meter() == null ? null : plan.meter().name());
        params.put("meterEvery", plan.meter() == null ? null : plan.meter().every());
        params.put("meterFirst", plan.meter() == null ? null : plan.meter().first());
        params.put("skills", plan.skills().toArray(String[]::new));
        params.put("owner", plan.owner());
        params.put("active", plan.active());
        params.put("version", plan.version());
        return params;
    }

    private Plan plan(ResultSet row) throws SQLException {
        return new Plan(row.getObject("id", UUID.class), row.getString("name"), row.getObject("branch_id", UUID.class),
                new Plan.About(row.getObject("customer_id", UUID.class), row.getObject("contract_id", UUID.class), row.getObject("site_id", UUID.class),
                        row.getObject("product_id", UUID.class), row.getObject("device_id", UUID.class)),
                row.getString("form_code"), List.of((String[]) row.getArray("categories").getArray()), rhythm(row.getString("rhythm_text")),
                json.readValue(row.getString("exclusions_text"), Exclusions.class), row.getBoolean("from_completion"), row.getObject("starts_on", LocalDate.class),
                row.getObject("ends_on", LocalDate.class), new Plan.Ahead(row.getInt("lead_days"), row.getInt("early_days"), row.getInt("late_days"), row.getInt("minutes")),
                row.getString("meter_name") == null ? null : new Plan.ByMeter(row.getString("meter_name"), row.getBigDecimal("meter_every"), row.getBigDecimal("meter_first")),
                List.of((String[]) row.getArray("skills").getArray()), row.getObject("owner_id", UUID.class), row.getBoolean("active"), row.getObject("made_until", LocalDate.class), row.getInt("version"));
    }
}
