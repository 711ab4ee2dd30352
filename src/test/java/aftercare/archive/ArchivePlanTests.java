package aftercare.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import aftercare.kernel.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ArchivePlanTests {

    final ArchivePlan plan = new ArchivePlan(3, List.of(section("1-01", "合同", kind("1-01-01", "项目合同"), kind("1-01-02", "补充协议")), section("2-01", "维修", kind("2-01-01", "报告"))));

    @Test
    void aNewLineGetsTheNextCodeOfItsSection() {
        var after = plan.changed(List.of(section("1-01", "合同", kind("1-01-01", "项目合同"), kind(null, "授权书"), kind("1-01-02", "补充协议"), kind(null, "担保书")),
                section("2-01", "维修", kind("2-01-01", "报告")), new ArchivePlan.Section(null, 2, "安全", List.of(kind(null, "交底记录")))), _ -> false);

        assertThat(after.version()).isEqualTo(4);
        assertThat(after.kinds().map(ArchivePlan.Kind::code)).containsExactly("1-01-01", "1-01-03", "1-01-02", "1-01-04", "2-01-01", "2-02-01");
        assertThat(after.sections().getLast().code()).isEqualTo("2-02");
    }

    @Test
    void aLineIsLeftOutOnlyWhenNothingNeedsIt() {
        var without = List.of(section("1-01", "合同", kind("1-01-01", "项目合同")), section("2-01", "维修", kind("2-01-01", "报告")));

        assertThatExceptionOfType(Refusal.Conflict.class).isThrownBy(() -> plan.changed(without, _ -> false)).satisfies(no -> assertThat(no.code()).isEqualTo("archive.line-stays"));
        assertThat(plan.changed(without, code -> code.equals("1-01-02")).kinds()).hasSize(2);
    }

    @Test
    void aKindStaysInItsSectionAndIsNamedOnce() {
        assertThatExceptionOfType(Refusal.Broken.class).isThrownBy(() -> plan.changed(List.of(section("1-01", "合同", kind("2-01-01", "报告"))), _ -> true))
                .satisfies(no -> assertThat(no.code()).isEqualTo("archive.kind-elsewhere"));
        assertThatExceptionOfType(Refusal.Broken.class)
                .isThrownBy(() -> plan.changed(List.of(section("1-01", "合同", kind("1-01-01", "甲"), kind("1-01-01", "乙"))), _ -> true))
                .satisfies(no -> assertThat(no.code()).isEqualTo("archive.no-such-kind"));
    }

    private static ArchivePlan.Section section(String code, String name, ArchivePlan.Kind... kinds) {
        return new ArchivePlan.Section(code, code.charAt(0) - '0', name, List.of(kinds));
    }

    private static ArchivePlan.Kind kind(@Nullable String code, String name) {
        return new ArchivePlan.Kind(code, name, true, false, 10, true);
    }
}
