package aftercare.trips;

enum TripAct { APPROVE, REFUSE, CANCEL, START, RETURN }
