package aftercare.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.dhatim.fastexcel.Workbook;

/**
 * A list of 100,000 devices, one row in a hundred bad, brought with the calls that the page makes: upload, check, import of
 * the good rows. Every bad row must be named. Taken back afterwards, so that each round begins alike.
 */
final class ImportBench implements Benchmark {

    private static final int ROWS = 100_000;
    private static final int BAD_EACH = 100;
    private static final int ROUNDS = 3;
    private static final List<String> HEADINGS = List.of("客户", "厂家", "型号", "序列号", "设备名称", "现场", "所在地区", "地址", "安装位置", "安装日期", "验收日期", "质保", "状态", "备注");

    private record Known(List<String> customers, List<String[]> products) {}

    private record Round(double upload, double check, double write, double undo, int good, int bad) {

        double whole() {
            return upload + check + write;
        }
    }

    @Override
    public List<String> names() {
        return List.of("import-devices");
    }

    @Override
    public Result run(Path work) throws Exception {
        try (var product = Product.start(work.resolve("import")); var database = product.database(); var caller = new Caller(product.port)) {
            caller.signIn("admin", "aftercare");
            var known = known(database);
            var rounds = new ArrayList<Round>();
            var csv = csv(work.resolve("import-devices.csv"), known);
            var xlsx = xlsx(work.resolve("import-devices.xlsx"), known);
            Bench.say("%d rows: %d kB as CSV, %d kB as Excel", ROWS, csv.length / 1024, xlsx.length / 1024);
            round(product, caller, database, "warm-up.csv", csv);
            var before = product.memory();
            for (int i = 0; i < ROUNDS; i++) {
                rounds.add(round(product, caller, database, "devices.csv", csv));
            }
            var excel = round(product, caller, database, "devices.xlsx", xlsx);
            var after = product.memory();
            try (var heap = new HeapWatch(product.pid())) {
                // measured by itself: looking at what is alive stops the product
                round(product, caller, database, "heap.csv", csv);
                var whole = Times.median(rounds.stream().mapToDouble(Round::whole).toArray());
                var rate = ROWS / whole;
                var section = String.format(Locale.ROOT, """
                        ## Import of devices

                        A list of %,d devices, one row in a hundred with a mistake (an unknown customer, an unknown model, no serial number, a serial number twice, a
                        day that never was), brought with the calls of the page: upload, check of every row, import of the good ones. Each of the %,d bad rows
                        was named with its row, its cell and a sentence; the %,d good ones became devices with number, warranty, sites and history, in one
                        transaction. Each round is taken back afterwards, which is measured too. The aim is less than a minute. Medians of %d rounds after a warm-up.

                        | | upload s | check s | import s | all s | rows/s | taking it back s |
                        |---|---|---|---|---|---|---|
                        | CSV, %.1f MB | %.1f | %.1f | %.1f | **%.1f** | %.0f | %.1f |
                        | Excel, %.1f MB | %.1f | %.1f | %.1f | **%.1f** | %.0f | %.1f |

                        The file is never in memory as a whole: during one more import of the CSV at most %d MB of the heap were alive (looked at twice a
                        second, after a collection of garbage; %d MB before the first), and the process had %d MB resident before and %d MB after %d imports.
                        """, ROWS, rounds.getFirst().bad(), rounds.getFirst().good(), ROUNDS,
                        csv.length / 1e6, median(rounds, Part.UPLOAD), median(rounds, Part.CHECK), median(rounds, Part.WRITE), whole, rate, median(rounds, Part.UNDO),
                        xlsx.length / 1e6, excel.upload(), excel.check(), excel.write(), excel.whole(), ROWS / excel.whole(), excel.undo(),
                        heap.live() / 1_048_576, heap.first() / 1_048_576, before.product(), after.product(), ROUNDS + 1);
                return new Result(List.of(new Figure("import-devices", rate, "rows/s")), section);
            }
        }
    }

    private enum Part { UPLOAD, CHECK, WRITE, UNDO }

    private static double median(List<Round> rounds, Part part) {
        return Times.median(rounds.stream().mapToDouble(round -> switch (part) {
            case UPLOAD -> round.upload();
            case CHECK -> round.check();
            case WRITE -> round.write();
            case UNDO -> round.undo();
        }).toArray());
    }

    private static Round round(Product product, Caller caller, Connection database, String name, byte[] file) throws IOException, SQLException {
        var began = System.nanoTime();
        var id = field(Caller.expect(201, caller.upload("/api/imports?kind=devices", name, file)).text(), "id");
        var uploaded = System.nanoTime();
        var settings = Caller.expect(200, caller.get("/api/imports/" + id + "/file")).text().replaceFirst("(?s).*\"settings\":(\\{.*}),\"forms\".*", "$1");
        Caller.expect(200, caller.post("/api/imports/" + id + "/check", settings));
        var found = through(caller, id, "CHECKING");
        var checked = System.nanoTime();
        var bad = Integer.parseInt(number(found, "bad"));
        if (bad != ROWS / BAD_EACH || named(caller, id) != bad) {
            throw new IllegalStateException("%d rows are bad, %d were found, %d are named".formatted(ROWS / BAD_EACH, bad, named(caller, id)));
        }
        var asked = System.nanoTime();
        Caller.expect(200, caller.post("/api/imports/" + id + "/write", "{\"goodRowsOnly\":true}"));
        var done = through(caller, id, "WRITING");
        var written = System.nanoTime();
        var devices = count(database, id);
        if (!done.contains("\"DONE\"") || devices != ROWS - bad) {
            throw new IllegalStateException("only %d devices came of it: %s".formatted(devices, done));
        }
        Caller.expect(200, caller.post("/api/imports/" + id + "/undo", "{}"));
        var back = through(caller, id, "UNDOING");
        if (!back.contains("\"UNDONE\"")) {
            throw new IllegalStateException(back);
        }
        var undone = System.nanoTime();
        // what was taken back leaves its traces until the database tidies up by itself: each round begins alike
        try (var tidy = database.createStatement()) {
            tidy.execute("vacuum (analyze) assets.device, customers.site, imports.line, imports.claim, imports.problem, imports.made, timeline.entry, timeline.entry_subject");
        }
        var round = new Round((uploaded - began) / 1e9, (checked - uploaded) / 1e9, (written - asked) / 1e9, (undone - written) / 1e9, ROWS - bad, bad);
        Bench.say("%s: %.1f s (upload %.1f, check %.1f, import %.1f), back in %.1f s, %d MB resident", name, round.whole(), round.upload(), round.check(), round.write(),
                round.undo(), product.memory().product());
        return round;
    }

    private static String through(Caller caller, String id, String state) throws IOException {
        while (true) {
            var view = Caller.expect(200, caller.get("/api/imports/" + id)).text();
            if (!field(view, "state").equals(state)) {
                return view;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    /** How many rows the list of problems names, read page by page as the page does. */
    private static int named(Caller caller, String id) throws IOException {
        var rows = new java.util.TreeSet<Integer>();
        var where = "row=0&line=0";
        while (true) {
            var page = Caller.expect(200, caller.get("/api/imports/" + id + "/problems?" + where)).text();
            var found = Pattern.compile("\"row\":(\\d+),\"line\":(\\d+)").matcher(page);
            while (found.find()) {
                rows.add(Integer.parseInt(found.group(1)));
                where = "row=" + found.group(1) + "&line=" + found.group(2);
            }
            if (!page.contains("\"more\":true")) {
                return rows.size();
            }
        }
    }

    private static long count(Connection database, String id) throws SQLException {
        try (var query = database.prepareStatement("select count(*) from imports.made m join assets.device d on d.id = m.id where m.import_id = ? and m.kind = 'device'")) {
            query.setObject(1, UUID.fromString(id));
            try (var row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static String field(String json, String name) {
        var found = Pattern.compile("\"%s\":\"([^\"]*)\"".formatted(name)).matcher(json);
        if (!found.find()) {
            throw new IllegalStateException("no %s in %s".formatted(name, json));
        }
        return found.group(1);
    }

    private static String number(String json, String name) {
        var found = Pattern.compile("\"%s\":(\\d+)".formatted(name)).matcher(json);
        if (!found.find()) {
            throw new IllegalStateException("no %s in %s".formatted(name, json));
        }
        return found.group(1);
    }

    // ---- The list -------------------------------------------------------------------------------------------------------

    private static Known known(Connection database) throws SQLException {
        var customers = new ArrayList<String>();
        var products = new ArrayList<String[]>();
        try (var query = database.createStatement()) {
            try (var row = query.executeQuery("select min(name) from customers.customer where active group by name having count(*) = 1 order by 1")) {
                while (row.next()) {
                    customers.add(row.getString(1));
                }
            }
            try (var row = query.executeQuery("select maker, model from assets.product where active order by maker, model")) {
                while (row.next()) {
                    products.add(new String[] {row.getString(1), row.getString(2)});
                }
            }
        }
        return new Known(customers, products);
    }

    private static List<String> row(int i, Known known) {
        var product = known.products().get(i % known.products().size());
        var mistake = i % BAD_EACH == BAD_EACH - 1 ? i / BAD_EACH % 5 : -1;
        return List.of(mistake == 0 ? "没有的客户 " + i : known.customers().get(i % known.customers().size()), product[0], mistake == 1 ? "没有的型号 " + i : product[1],
                mistake == 2 ? "" : "IMP-%06d".formatted(mistake == 3 ? i - known.products().size() : i), "第 %d 号设备".formatted(i), "导入现场 %d".formatted(i % 7), "浙江省杭州市西湖区",
                "天目山路 %d 号".formatted(i % 900), "%d 层 %d 室".formatted(i % 30 + 1, i % 20 + 1), "2024-%02d-%02d".formatted(i % 12 + 1, i % 28 + 1),
                mistake == 4 ? "2024-02-30" : "2024-%02d-%02d".formatted(i % 12 + 1, i % 28 + 1), i % 3 == 0 ? "24个月" : "2年", "在用", i % 10 == 0 ? "随机附件齐全" : "");
    }

    private static byte[] csv(Path file, Known known) throws IOException {
        try (var out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            out.write(String.join(",", HEADINGS) + "\r\n");
            for (int i = 0; i < ROWS; i++) {
                out.write(String.join(",", row(i, known)) + "\r\n");
            }
        }
        return Files.readAllBytes(file);
    }

    private static byte[] xlsx(Path file, Known known) throws IOException {
        try (var out = Files.newOutputStream(file); var book = new Workbook(out, "bench", "1.0")) {
            var sheet = book.newWorksheet("设备");
            for (int column = 0; column < HEADINGS.size(); column++) {
                sheet.value(0, column, HEADINGS.get(column));
            }
            for (int i = 0; i < ROWS; i++) {
                var cells = row(i, known);
                for (int column = 0; column < cells.size(); column++) {
                    if (!cells.get(column).isEmpty()) {
                        sheet.value(i + 1, column, cells.get(column));
                    }
                }
            }
        }
        return Files.readAllBytes(file);
    }

    /** Looks at the heap of the product twice a second: what is left after a collection. */
    private static final class HeapWatch implements AutoCloseable {

        private final Thread thread;
        private final long pid;
        private volatile boolean running = true;
        private volatile long first;
        private volatile long live;

        HeapWatch(long pid) {
            this.pid = pid;
            this.thread = Thread.ofPlatform().daemon().start(this::watch);
        }

        private void watch() {
            while (running) {
                look();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
            }
        }

        private void look() {
            try {
                var now = afterCollection();
                first = first == 0 ? now : first;
                live = Math.max(live, now);
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        }

        /** What is held when garbage is gone: the sum over the live objects. */
        private long afterCollection() throws IOException {
            var total = jcmd("GC.class_histogram").lines().filter(line -> line.startsWith("Total")).findFirst().orElse("Total 0 0");
            return Long.parseLong(total.strip().split("\\s+")[2]);
        }

        private String jcmd(String command) throws IOException {
            var process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid), command).redirectErrorStream(true).start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }

        long first() {
            return first;
        }

        long live() {
            return live;
        }

        @Override
        public void close() throws InterruptedException {
            running = false;
            thread.join(10_000);
        }
    }
}
