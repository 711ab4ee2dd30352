package aftercare.dispatch;

/** A tool is carried or not; of a spare part there are pieces. */
enum EquipmentKind { TOOL, PART }
