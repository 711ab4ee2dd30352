package aftercare.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One visit, from the booking to the customer's signature. */
final class Trip {

    /** What the engineer wrote. */
    record Report(String number, String finding, String cause, String responsibility, String action, String advice,
                  List<Script.PartUsed> parts, int minutes, boolean fixed, String opinion, String signer) {

        String outcome() {
            return fixed ? "FIXED" : "NOT_FIXED";
        }
    }

    final UUID bookingId;
    final UUID visitId;
    final Agenda.Slot slot;
    final House.Staff bookedBy;
    final Instant bookedAt;
    private final Episode episode;

    String bookingState = "PLANNED";
    String status = "PLANNED";
    @Nullable Instant acceptedAt;
    @Nullable Instant setOutAt;
    @Nullable Instant arrivedAt;
    @Nullable Instant startedAt;
    @Nullable Instant finishedAt;
    @Nullable Instant signedAt;
    double arrivedLng;
    double arrivedLat;
    int lateMinutes;
    @Nullable Report report;

    Trip(Episode episode, UUID bookingId, UUID visitId, Agenda.Slot slot, House.Staff bookedBy, Instant bookedAt) {
        this.episode = episode;
        this.bookingId = bookingId;
        this.visitId = visitId;
        this.slot = slot;
        this.bookedBy = bookedBy;
        this.bookedAt = bookedAt;
    }

    Map<String, Object> facts() {
        return Map.of("booking", bookingId.toString(), "engineer", slot.engineer().name(), "startsAt", slot.from().toString(),
                "endsAt", slot.to().toString());
    }

    private void tell(String kind, Instant at, Map<String, Object> facts) {
        episode.tell(kind, at, Episode.Who.of(slot.engineer()), visitId, facts);
    }

    void accept(Instant at) {
        status = "ACCEPTED";
        bookingState = "CONFIRMED";
        acceptedAt = at;
        tell("fieldwork.accepted", at, Map.of("startsAt", slot.from().toString()));
    }

    void setOut(Instant at) {
        status = "ON_THE_WAY";
        bookingState = "UNDER_WAY";
        setOutAt = at;
        tell("fieldwork.set-out", at, Map.of());
    }

    void arrive(Instant at, double lng, double lat) {
        status = "ARRIVED";
        bookingState = "ON_SITE";
        arrivedAt = at;
        arrivedLng = lng;
        arrivedLat = lat;
        lateMinutes = Math.toIntExact(Math.max(0, Duration.between(slot.from(), at).toMinutes()));
        tell("fieldwork.arrived", at, Map.of("lateMinutes", lateMinutes));
        episode.arrived(at);
    }

    void start(Instant at) {
        status = "WORKING";
        startedAt = at;
        tell("fieldwork.started", at, Map.of());
    }

    void finish(Instant at, Report written) {
        status = "FINISHED";
        bookingState = "DONE";
        finishedAt = at;
        report = written;
        tell("fieldwork.finished", at, Map.of("number", written.number(), "outcome", written.outcome()));
    }

    /** The line of the signature is written with the hash of what was signed. */
    void sign(Instant at) {
        status = "SIGNED";
        signedAt = at;
    }
}
