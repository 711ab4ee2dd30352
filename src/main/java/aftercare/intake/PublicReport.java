package aftercare.intake;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a customer sends from a phone.
 *
 * @param id       made by the phone: a report sent twice is one report
 * @param qrToken  of the device's label; without it the customer says in words what it is about
 * @param kind     {@code repair} unless said otherwise
 * @param photos   tokens of files sent before to {@code /api/public/reports/photos}
 * @param voice    token of spoken words sent before to {@code /api/public/reports/voice}
 * @param language of the acknowledgement
 * @param proof    {@code puzzle:nonce} once several reports came from the same address within an hour; see {@link Puzzles}
 * @param phoneCode the code that was sent to {@code contactPhone}, where one is needed; see {@link PhoneProof}
 * @param outage   the announced outage he says he suffers from too
 */
record PublicReport(@Nullable UUID id, @Nullable String qrToken, @Nullable String kind, @Nullable String symptom, @Nullable String description,
                    @Nullable String contactName, @Nullable String contactPhone, @Nullable String contactEmail, @Nullable String company,
                    @Nullable String place, @Nullable List<String> photos, @Nullable String voice, @Nullable String language, @Nullable UUID outage,
                    @Nullable String proof, @Nullable String phoneCode) {}
