package aftercare.contracts;

/** Why something broke, as far as it matters for who pays. A warranty answers for a defect only; a contract may answer for more. */
public enum Cause {

    /** Nobody knows yet. */
    UNKNOWN,
    /** Material, workmanship, wear in ordinary use. */
    DEFECT,
    /** 使用不当 */
    MISUSE,
    /** 人为损坏 */
    CUSTOMER_DAMAGE,
    /** 第三方损坏 */
    THIRD_PARTY,
    /** 不可抗力: lightning, flood, fire, earthquake, war. */
    FORCE_MAJEURE;

    /** Whether somebody else answers for it than whoever built the thing. */
    public boolean isOurs() {
        return this == DEFECT || this == UNKNOWN;
    }
}
