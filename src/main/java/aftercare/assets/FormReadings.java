package aftercare.assets;

import static java.time.ZoneOffset.UTC;

import aftercare.forms.MeterAnswered;
import aftercare.kernel.Refusal;
import aftercare.timeline.Happening;
import aftercare.timeline.Timeline;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What an engineer reads off while he fills in a form is a reading of the device's meter: of the one that is called like the question, otherwise
 * of its only counter with that unit. A form is never refused because of it: what cannot be a reading stays in the form, and the device's
 * timeline says so.
 */
@Component
class FormReadings {

    private record Found(UUID id, boolean named) {}

    private final JdbcClient jdbc;
    private final Meters meters;
    private final Timeline timeline;

    FormReadings(JdbcClient jdbc, Meters meters, Timeline timeline) {
        this.jdbc = jdbc;
        this.meters = meters;
        this.timeline = timeline;
    }

    @EventListener
    void on(MeterAnswered answer) {
        if (answer.about().kind().equals(DeviceId.SUBJECT)) {
            meterOf(answer).ifPresent(meter -> keep(meter, answer));
        }
    }

    private Optional<UUID> meterOf(MeterAnswered answer) {
        var found = jdbc.sql("""
                select id, name = any(:labels) as named from assets.meter
                 where device_id = :device and active and (name = any(:labels) or kind = 'COUNTER' and :unit <> '' and unit = :unit) order by named desc limit 2
                """)
                .param("device", answer.about().id()).param("labels", answer.label().values().toArray(String[]::new)).param("unit", answer.unit()).query(Found.class).list();
        return found.isEmpty() || found.size() == 2 && !found.getFirst().named() ? Optional.empty() : Optional.of(found.getFirst().id());
    }

    private void keep(UUID meter, MeterAnswered answer) {
        meters.lock(meter);
        jdbc.sql("""
                update assets.meter_reading set withdrawn_at = :at, withdrawn_by = :by, withdrawn_reason = '现场更正'
                 where meter_id = :meter and answer_of = :key and withdrawn_at is null
                """).param("at", answer.at().atOffset(UTC)).param("by", answer.actor().user()).param("meter", meter).param("key", answer.answerOf()).update();
        try {
            meters.keep(meter, new Meter.Reading(answer.at(), answer.value(), false), Meter.Source.VISIT, "", answer.answerOf(), answer.actor());
        } catch (Refusal doubtful) {
            timeline.write(Happening.internal("assets.reading-doubtful", answer.at(), answer.actor(), Map.of("name", meters.nameOf(meter), "unit", answer.unit(),
                    "value", answer.value().stripTrailingZeros().toPlainString())).about(answer.about()));
        }
    }
}
