package aftercare.calls;

enum CallDirection {
    IN, OUT
}
