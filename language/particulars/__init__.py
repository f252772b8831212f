"""What tells who a patient is without a name: numbers, dates of birth, addresses, phones, bookings."""
