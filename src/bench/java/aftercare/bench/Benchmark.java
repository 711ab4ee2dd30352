package aftercare.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** One measurement with its section of docs/benchmarks.md. A new one is a class like this and a line in {@link Bench#ALL}. */
interface Benchmark {

    /** What it is asked for by ({@code -Dbench=NAME}): a name for each of its figures. The first is the name of its section. */
    List<String> names();

    /** @param work a folder that outlives the run: data that is costly to make may be found there again */
    Result run(Path work) throws Exception;

    /**
     * @param figures one for each name
     * @param section Markdown with a heading of the second level; date and machine are added below it
     */
    record Result(List<Figure> figures, String section) {}

    record Figure(String name, double value, String unit) {

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%s %.2f %s", name, value, unit);
        }
    }
}
