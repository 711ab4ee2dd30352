package aftercare.campaigns;

/** What became of one device. {@code MISSED}: nobody got at it; {@code FAILED}: something of its form was bad. */
enum TargetResult { OPEN, DONE, FAILED, MISSED }
