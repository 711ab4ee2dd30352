package aftercare.safety;

/** How bad it may become: the four colours red, orange, yellow and blue of the Chinese rules on risk grading. */
public enum Risk {
    GRAVE, HIGH, MODERATE, LOW
}
