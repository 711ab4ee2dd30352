package aftercare.customers;

import static aftercare.customers.DistanceBand.CITY;
import static aftercare.customers.DistanceBand.OTHER_PROVINCE;
import static aftercare.customers.DistanceBand.PROVINCE;
import static aftercare.customers.DistanceBand.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.identity.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

@AftercareTest
class RegionsTests {

    @Autowired Regions regions;
    @Autowired Client.Clients clients;

    @Test
    void thereAreThirtyFourProvincesAndEveryOtherRegionHasAParent() {
        assertThat(regions.children(null)).hasSize(34).allSatisfy(province -> assertThat(province.level()).isEqualTo(Region.Level.PROVINCE));
        assertThat(regions.search("", 10_000)).hasSize(3239)
                .allSatisfy(region -> assertThat(region.parent() == null).isEqualTo(region.level() == Region.Level.PROVINCE))
                .allSatisfy(region -> assertThat(region.fullName()).doesNotContain("直辖县级").endsWith(region.name()));
    }

    @ParameterizedTest
    @CsvSource({"330106, 浙江省杭州市西湖区", "110105, 北京市朝阳区", "500229, 重庆市城口县", "429004, 湖北省仙桃市", "441900, 广东省东莞市",
            "659001, 新疆维吾尔自治区石河子市", "460400, 海南省儋州市", "810001, 香港特别行政区中西区", "710000, 台湾省"})
    void everyRegionIsWrittenOutFromItsProvince(String code, String fullName) {
        assertThat(regions.find(code).orElseThrow().fullName()).isEqualTo(fullName);
    }

    @ParameterizedTest
    @CsvSource({"浙江省杭州市西湖区, 330106", "浙江杭州西湖, 330106", "浙江省/杭州市/西湖区, 330106", "杭州市 西湖区, 330106", "330106, 330106",
            "浙江省，杭州市, 330100", "杭州, 330100", "北京市北京市朝阳区, 110105", "北京市市辖区朝阳区, 110105", "北京朝阳, 110105", "上海, 310000",
            "湖北仙桃, 429004", "仙桃市, 429004", "广东东莞, 441900", "广东省东莞市, 441900", "吉林, 220000", "吉林市, 220200", "内蒙古, 150000", "广西南宁, 450100",
            "云南大理, 532900", "香港, 810000", "恩施土家族苗族自治州, 422800"})
    void aRegionIsRecognisedHoweverItIsWritten(String written, String code) {
        assertThat(regions.resolve(written).region()).isNotNull().extracting(Region::code).isEqualTo(code);
    }

    @Test
    void aNameOfSeveralRegionsIsNotGuessed() {
        var match = regions.resolve("朝阳");

        assertThat(match.region()).isNull();
        assertThat(match.candidates()).extracting(Region::fullName).contains("北京市朝阳区", "辽宁省朝阳市");
    }

    @ParameterizedTest
    @CsvSource({"火星市", "浙江省南京市", "西湖区x", "''", "'  '"})
    void aNameOfNoRegionIsNotGuessed(String written) {
        assertThat(regions.resolve(written)).isEqualTo(new Regions.Match(null, java.util.List.of()));
    }

    @ParameterizedTest
    @CsvSource({"330106, 330100, CITY", "330106, 330200, PROVINCE", "330106, 310000, OTHER_PROVINCE", "110105, 110106, CITY", "429004, 420100, PROVINCE",
            "429004, 429005, PROVINCE", "441900, 441900, CITY", "441900, 440100, PROVINCE", "500229, 500101, CITY"})
    void theDistanceBandFollowsTheRegions(String site, String branch, DistanceBand band) {
        assertThat(regions.band(site, branch)).isEqualTo(band);
    }

    @Test
    void withoutARegionTheBandIsUnknown() {
        assertThat(regions.band(null, "330100")).isEqualTo(UNKNOWN);
        assertThat(regions.band("330106", null)).isEqualTo(UNKNOWN);
        assertThat(regions.band("330106", "330106")).isEqualTo(CITY).isNotEqualTo(PROVINCE).isNotEqualTo(OTHER_PROVINCE);
    }

    @Test
    void aRegionIsChosenStepByStepOrFoundByName() {
        var agent = clients.with(Role.AGENT, null);

        assertThat(agent.get("/api/regions")).hasStatusOk().bodyJson().extractingPath("$.length()").isEqualTo(34);
        assertThat(agent.get("/api/regions?parent=110000")).bodyJson().extractingPath("$[0].fullName").isEqualTo("北京市东城区");
        assertThat(agent.get("/api/regions?parent=440000")).bodyJson().extractingPath("$[?(@.name == '东莞市')].leaf").asArray().containsExactly(true);
        assertThat(agent.get("/api/regions?parent=420000")).bodyJson().extractingPath("$[?(@.name == '仙桃市')].level").asArray().containsExactly("DISTRICT");
        assertThat(agent.get("/api/regions?words={words}", "浙江西湖")).bodyJson().extractingPath("$[0].code").isEqualTo("330106");
        assertThat(agent.get("/api/regions/330106/path")).bodyJson().extractingPath("$[*].code").asArray().containsExactly("330000", "330100", "330106");
    }
}
