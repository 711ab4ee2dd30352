package aftercare.safety;

/** What a hazard belongs to. Those of a model or of a kind of work may hold for the whole house. */
enum HazardScope {

    CUSTOMER, SITE, DEVICE, PRODUCT, KIND;

    boolean isOfTheHouse() {
        return this == PRODUCT || this == KIND;
    }
}
