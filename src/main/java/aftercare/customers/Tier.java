package aftercare.customers;

/** How much attention was agreed; part of what decides a case's priority. */
public enum Tier {
    STANDARD, SILVER, GOLD, KEY
}
