package aftercare.customers;

import static java.util.stream.Collectors.groupingBy;

import aftercare.customers.Region.Level;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * China's administrative divisions. The table is filled from the shipped list when it is empty; some three thousand rows
 * that hardly ever change, so every question is answered from memory.
 */
@Component
public class Regions implements InitializingBean {

    private static final Set<String> CITY_PROVINCES = Set.of("11", "12", "31", "50", "81", "82");
    private static final Pattern SEPARATORS = Pattern.compile("[\\s/\\\\|,，、>·.\\-—]+");
    private static final Pattern ENDING = Pattern.compile(
            "(?<=..)(特别行政区|维吾尔自治区|壮族自治区|回族自治区|自治区|[^省市区县]{1,9}族自治[州县]|自治[州县]|新区|地区|林区|省|市|区|县|盟|旗)$");

    /** A spelling of a region: either one region, or those it could mean. */
    public record Match(@Nullable Region region, List<Region> candidates) {}

    private record Known(Map<String, Region> byCode, Map<String, List<Region>> children) {}

    private final JdbcClient jdbc;
    private volatile Known known = new Known(Map.of(), Map.of());

    Regions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void afterPropertiesSet() {
        var stored = stored();
        if (stored.isEmpty()) {
            fill();
            stored = stored();
        }
        var byCode = new LinkedHashMap<String, Region>();
        stored.forEach(region -> byCode.put(region.code(), region));
        known = new Known(byCode, stored.stream().collect(groupingBy(region -> region.parent() == null ? "" : region.parent())));
    }

    public Optional<Region> find(String code) {
        return Optional.ofNullable(known.byCode().get(code));
    }

    /** From the province down to the region itself. */
    public List<Region> path(Region region) {
        var path = new ArrayList<Region>();
        for (Region at = region; at != null; at = at.parent() == null ? null : known.byCode().get(at.parent())) {
            path.addFirst(at);
        }
        return path;
    }

    /** Those directly below; with null the provinces. */
    List<Region> children(@Nullable String parent) {
        return known.children().getOrDefault(parent == null ? "" : parent, List.of());
    }

    boolean isLeaf(Region region) {
        return !known.children().containsKey(region.code());
    }

    /** Regions whose full name holds these characters in this order: 浙江西湖 finds 浙江省杭州市西湖区. */
    List<Region> search(String words, int most) {
        var wanted = SEPARATORS.matcher(words).replaceAll("");
        return known.byCode().values().stream().filter(region -> holdsInOrder(region.fullName(), wanted))
                .sorted(Comparator.comparing((Region region) -> !region.name().startsWith(wanted))
                        .thenComparing(region -> !region.fullName().contains(wanted)).thenComparing(Region::level).thenComparing(Region::code))
                .limit(most).toList();
    }

    /** What a person meant who wrote 浙江省杭州市西湖区, 浙江杭州西湖, 杭州/西湖区 or 330106. */
    public Match resolve(String text) {
        var written = SEPARATORS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC)).replaceAll("").replace("市辖区", "");
        if (written.isEmpty()) {
            return new Match(null, List.of());
        }
        var byCode = known.byCode().get(written);
        if (byCode != null) {
            return new Match(byCode, List.of(byCode));
        }
        var fewest = Integer.MAX_VALUE;
        var best = new ArrayList<Region>();
        for (var region : known.byCode().values()) {
            var skipped = stepsSkipped(written, path(region));
            if (skipped < fewest) {
                fewest = skipped;
                best.clear();
            }
            if (skipped == fewest && skipped != Integer.MAX_VALUE) {
                best.add(region);
            }
        }
        return new Match(best.size() == 1 ? best.getFirst() : null, best);
    }

    /** How far a site's region is from the region of the branch that serves it. */
    public DistanceBand band(@Nullable String site, @Nullable String branch) {
        var there = site == null ? null : known.byCode().get(site);
        var here = branch == null ? null : known.byCode().get(branch);
        if (there == null || here == null) {
            return DistanceBand.UNKNOWN;
        }
        if (!there.code().substring(0, 2).equals(here.code().substring(0, 2))) {
            return DistanceBand.OTHER_PROVINCE;
        }
        return city(there).equals(city(here)) ? DistanceBand.CITY : DistanceBand.PROVINCE;
    }


    /** The city a region lies in; a municipality is one city, and a county that its province governs itself is its own. */
    private String city(Region region) {
        if (CITY_PROVINCES.contains(region.code().substring(0, 2))) {
            return region.code().substring(0, 2);
        }
        return path(region).stream().filter(step -> step.level() == Level.CITY).findFirst().orElse(region).code();
    }

    /** How many steps of the path the text leaves out; the last one may not be left out. MAX_VALUE: it means something else. */
    private static int stepsSkipped(String written, List<Region> path) {
        return stepsSkipped(written, 0, path, 0);
    }

    private static int stepsSkipped(String written, int from, List<Region> path, int step) {
        if (step == path.size()) {
            return from == written.length() ? 0 : Integer.MAX_VALUE;
        }
        var name = path.get(step).name();
        var fewest = Integer.MAX_VALUE;
        for (var spelling : List.of(name, ENDING.matcher(name).replaceFirst(""))) {
            if (written.startsWith(spelling, from)) {
                fewest = Math.min(fewest, stepsSkipped(written, from + spelling.length(), path, step + 1));
                if (step == 0 && path.size() > 1 && written.startsWith(spelling, from + spelling.length())) {
                    // 北京市北京市朝阳区: lists of three columns repeat the municipality.
                    fewest = Math.min(fewest, stepsSkipped(written, from + 2 * spelling.length(), path, step + 1));
                }
            }
        }
        if (step < path.size() - 1) {
            var skipped = stepsSkipped(written, from, path, step + 1);
            fewest = Math.min(fewest, skipped == Integer.MAX_VALUE ? skipped : skipped + 1);
        }
        return fewest;
    }

    private static boolean holdsInOrder(String text, String wanted) {
        int at = 0;
        for (int i = 0; i < wanted.length(); i++) {
            at = text.indexOf(wanted.charAt(i), at) + 1;
            if (at == 0) {
                return false;
            }
        }
        return true;
    }

    private List<Region> stored() {
        return jdbc.sql("select code, name, full_name, level, parent from customers.region order by code").query(Region.class).list();
    }

    private void fill() {
        var codes = new ArrayList<String>();
        var names = new ArrayList<String>();
        var fullNames = new ArrayList<String>();
        var levels = new ArrayList<String>();
        var parents = new ArrayList<@Nullable String>();
        var full = new LinkedHashMap<String, String>();
        for (var line : shipped()) {
            var cells = line.split(",", -1);
            var parent = cells[3].isEmpty() ? null : cells[3];
            var fullName = (parent == null ? "" : full.get(parent)) + cells[1];
            full.put(cells[0], fullName);
            codes.add(cells[0]);
            names.add(cells[1]);
            fullNames.add(fullName);
            levels.add(cells[2]);
            parents.add(parent);
        }
        jdbc.sql("""
                insert into customers.region (code, name, full_name, level, parent)
                select * from unnest(:codes, :names, :fullNames, :levels, :parents)
                on conflict (code) do nothing
                """)
                .param("codes", codes.toArray(String[]::new)).param("names", names.toArray(String[]::new))
                .param("fullNames", fullNames.toArray(String[]::new)).param("levels", levels.toArray(String[]::new))
                .param("parents", parents.toArray(String[]::new)).update();
    }

    /** Sorted by code, so that a parent comes before its children. */
    private static List<String> shipped() {
        try (var in = Regions.class.getResourceAsStream("regions.csv")) {
            if (in == null) {
                throw new IllegalStateException("regions.csv is not in the build");
            }
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).lines().skip(1).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
