package aftercare.assets;

/** What the main term of a device begins with. */
enum MainStart { ACCEPTANCE, DELIVERY, SALE }
