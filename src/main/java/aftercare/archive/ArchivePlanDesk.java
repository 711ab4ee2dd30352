package aftercare.archive;

import static java.time.ZoneOffset.UTC;

import aftercare.identity.Scope;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** The plan of the archive: one for the whole house, its versions kept. */
@Service
class ArchivePlanDesk implements InitializingBean {

    record Change(int version, Instant at, @Nullable String by) {}

    private final JdbcClient jdbc;
    private final ShippedPlan shipped;
    private final JsonMapper json;
    private final Clock clock;

    ArchivePlanDesk(JdbcClient jdbc, ShippedPlan shipped, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.shipped = shipped;
        this.json = json;
        this.clock = clock;
    }

    /** A line is never removed while it comes with the product, so that what is missing was never there. */
    @Override
    public void afterPropertiesSet() {
        var sections = shipped.sections();
        for (int s = 0; s < sections.size(); s++) {
            var section = sections.get(s);
            jdbc.sql("insert into archive.section (code, place) values (:code, :place) on conflict do nothing").param("code", section.code()).param("place", s).update();
            for (int k = 0; k < section.kinds().size(); k++) {
                var kind = section.kinds().get(k);
                jdbc.sql("""
                        insert into archive.kind (code, section_code, required, important, years, place) values (:code, :section, :required, :important, :years, :place)
                        on conflict do nothing
                        """).param("code", kind.code()).param("section", section.code()).param("required", kind.required()).param("important", kind.important())
                        .param("years", kind.years()).param("place", k).update();
            }
        }
    }

    @Transactional(readOnly = true)
    public ArchivePlan plan(String language) {
        record Row(String code, String section, @Nullable String sectionName, @Nullable String name, boolean required, boolean important, @Nullable Integer years, boolean active) {}
        var rows = jdbc.sql("""
                select k.code, s.code as section, s.name as section_name, k.name, k.required, k.important, k.years, k.active
                  from archive.kind k join archive.section s on s.code = k.section_code
                 order by left(s.code, 1), s.place, s.code, k.place, k.code
                """).query(Row.class).list();
        var kinds = new HashMap<String, List<ArchivePlan.Kind>>();
        rows.forEach(row -> kinds.computeIfAbsent(row.section(), _ -> new ArrayList<>())
                .add(new ArchivePlan.Kind(row.code(), shipped.name(row.code(), row.name(), language), row.required(), row.important(), row.years(), row.active())));
        record SectionRow(String code, @Nullable String name) {}
        var sections = jdbc.sql("select code, name from archive.section order by left(code, 1), place, code").query(SectionRow.class).list().stream()
                .map(row -> new ArchivePlan.Section(row.code(), row.code().charAt(0) - '0', shipped.name(row.code(), row.name(), language), kinds.getOrDefault(row.code(), List.of())))
                .toList();
        return new ArchivePlan(version(), sections);
    }

    /** Newest first. */
    @Transactional(readOnly = true)
    public List<Change> changes() {
        return jdbc.sql("""
                select v.version, v.changed_at as at, u.name as by from archive.plan_version v left join identity.app_user u on u.id = v.changed_by
                 order by v.version desc limit 20
                """).query(Change.class).list();
    }

    /** @param language in which the names are written; one that reads as before stays as it is in every language */
    @Transactional
    public void change(List<ArchivePlan.Section> sections, int version, String language, Scope scope) {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('archive.plan'))").query((_, _) -> true).list();
        var before = plan(language);
        if (before.version() != version) {
            throw new OptimisticLockingFailureException("the plan of the archive changed meanwhile");
        }
        var after = before.changed(sections, code -> !shipped.has(code) && !isUsed(code));
        var names = new HashMap<String, String>();
        before.sections().forEach(section -> names.put(Objects.requireNonNull(section.code()), section.name()));
        before.kinds().forEach(kind -> names.put(Objects.requireNonNull(kind.code()), kind.name()));
        write(after, names);
        jdbc.sql("insert into archive.plan_version (version, plan, changed_by, changed_at) values (:version, cast(:plan as jsonb), :by, :at)")
                .param("version", after.version()).param("plan", json.writeValueAsString(after.sections())).param("by", scope.user())
                .param("at", clock.instant().atOffset(UTC)).update();
    }

    private void write(ArchivePlan plan, Map<String, String> names) {
        var codes = new ArrayList<String>();
        for (int s = 0; s < plan.sections().size(); s++) {
            var section = plan.sections().get(s);
            var code = Objects.requireNonNull(section.code());
            codes.add(code);
            jdbc.sql("""
                    insert into archive.section as s (code, name, place) values (:code, :name, :place)
                    on conflict (code) do update set name = coalesce(excluded.name, s.name), place = excluded.place
                    """).param("code", code).param("name", section.name().equals(names.get(code)) ? null : section.name()).param("place", s).update();
            for (int k = 0; k < section.kinds().size(); k++) {
                var kind = section.kinds().get(k);
                var kindCode = Objects.requireNonNull(kind.code());
                codes.add(kindCode);
                jdbc.sql("""
                        insert into archive.kind as k (code, section_code, name, required, important, years, active, place)
                        values (:code, :section, :name, :required, :important, :years, :active, :place)
                        on conflict (code) do update set name = coalesce(excluded.name, k.name), required = excluded.required, important = excluded.important,
                               years = excluded.years, active = excluded.active, place = excluded.place
                        """)
                        .param("code", kindCode).param("section", code).param("name", kind.name().equals(names.get(kindCode)) ? null : kind.name())
                        .param("required", kind.required()).param("important", kind.important()).param("years", kind.years()).param("active", kind.active())
                        .param("place", k).update();
            }
        }
        var kept = codes.toArray(String[]::new);
        jdbc.sql("delete from archive.kind where not code = any(:kept)").param("kept", kept).update();
        jdbc.sql("delete from archive.section where not code = any(:kept)").param("kept", kept).update();
    }

    /** Whether papers lie under it, or have lain there. */
    private boolean isUsed(String code) {
        return jdbc.sql("select exists (select from archive.paper where kind_code = :code)").param("code", code).query(Boolean.class).single();
    }

    private int version() {
        return jdbc.sql("select coalesce(max(version), 1) from archive.plan_version").query(Integer.class).single();
    }
}
