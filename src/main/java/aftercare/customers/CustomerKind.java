package aftercare.customers;

/** A company with contacts, or a person who bought for himself. */
public enum CustomerKind {
    COMPANY, PERSON
}
