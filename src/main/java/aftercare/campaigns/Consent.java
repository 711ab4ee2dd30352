package aftercare.campaigns;

/** What a customer says to a campaign; {@code OPEN}: nothing yet. */
enum Consent { OPEN, GIVEN, REFUSED }
