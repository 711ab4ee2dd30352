package aftercare.promises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import aftercare.kernel.Refusal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The notices as they were published, against the days shipped with the product. */
class StatutoryNoticeTests {

    private static final String NOTICE_2025 = """
            各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
            经国务院批准，现将2025年元旦、春节、清明节、劳动节、端午节、国庆节、中秋节放假调休日期的具体安排通知如下。
            一、元旦：1月1日（周三）放假1天，不调休。
            二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。
            三、清明节：4月4日（周五）至6日（周日）放假，共3天。
            四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
            五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。
            六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。
            节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作。
            """;

    private static final String NOTICE_2026 = """
            一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
            二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
            三、清明节：4月4日（周六）至6日（周一）放假，共3天。
            四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
            五、端午节：6月19日（周五）至21日（周日）放假，共3天。
            六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
            七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
            """;

    @Test
    void thePublishedNoticesGiveExactlyTheDaysWeShip() {
        for (var notice : Map.of(2025, NOTICE_2025, 2026, NOTICE_2026).entrySet()) {
            var read = StatutoryNotice.read(notice.getValue(), notice.getKey());
            assertThat(read).extracting(CalendarDay::day, CalendarDay::kind).as("%d", notice.getKey()).containsExactlyElementsOf(
                    StatutoryDays.china().stream().filter(day -> day.day().getYear() == notice.getKey()).sorted(Comparator.comparing(CalendarDay::day))
                            .map(day -> tuple(day.day(), day.kind())).toList());
        }
        assertThat(StatutoryNotice.read(NOTICE_2026, 2026)).filteredOn(day -> day.day().equals(LocalDate.of(2026, 10, 10)))
                .extracting(CalendarDay::name).containsExactly("国庆节");
    }

    @Test
    void theNoticeOfAnotherYearIsFoundOutByItsWeekdays() {
        assertThatExceptionOfType(Refusal.Broken.class).isThrownBy(() -> StatutoryNotice.read(NOTICE_2026, 2027))
                .extracting(Refusal::code).isEqualTo("promises.notice-weekday");
    }

    @Test
    void anEarlierSpellingIsReadToo() {
        assertThat(StatutoryNotice.read("一、元旦：2019年12月30日至2020年1月1日放假，共3天。12月29日（星期日）上班。", 2019)).extracting(day -> day.day() + " " + day.kind())
                .containsExactly("2019-12-29 MAKEUP_WORKDAY", "2019-12-30 HOLIDAY", "2019-12-31 HOLIDAY", "2020-01-01 HOLIDAY");
    }

    @Test
    void aTableIsReadLineByLine() {
        assertThat(StatutoryNotice.read("from,to,kind,name\n2027-01-01,2027-01-03,HOLIDAY,元旦\n2027-02-20,上班,春节\n", 2027)).hasSize(4)
                .last().isEqualTo(CalendarDay.makeup(LocalDate.of(2027, 2, 20), "春节"));
    }

    @Test
    void whatCannotBeReadIsRefusedAndNotGuessed() {
        for (var nonsense : new String[] {"", "今天天气很好", "一、元旦：放假三天。", "2027-01-01,2027-01-03,PARTY,x", "2027-13-01,HOLIDAY", "一、元旦：2月30日放假。",
                "<script>alert(1)</script>", "2027-01-03,2027-01-01,HOLIDAY,x"}) {
            assertThatExceptionOfType(Refusal.Broken.class).as(nonsense).isThrownBy(() -> StatutoryNotice.read(nonsense, 2027))
                    .extracting(Refusal::code).isEqualTo("promises.notice-unreadable");
        }
    }
}
